"""The program as a process of its own."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

import kiosk

CHECKOUT = Path(kiosk.__file__).resolve().parent.parent


def test_version_works_from_another_folder(tmp_path: Path) -> None:
    result = subprocess.run(
        [sys.executable, "-P", "-m", "kiosk", "version"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(CHECKOUT)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert result.stderr == ""
    assert kiosk.__version__ in result.stdout
    assert result.returncode == 0


def run_without(module: str, *prelude: str) -> subprocess.CompletedProcess[str]:
    """Decode a picture in a process where this module cannot be imported."""
    picture = CHECKOUT / "resources" / "pictures" / "ready-vi.png"
    lines = (
        "import sys, kiosk.__main__ as it",
        f"sys.modules[{module!r}] = None",
        *prelude,
        f"sys.exit(it.main(['decode', {str(picture)!r}]))",
    )
    return subprocess.run(
        [sys.executable, "-c", "; ".join(lines)],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize(
    ("prelude", "repair"),
    [
        ((), f"Run this line, then start again: rm -r {shlex.quote(f'{CHECKOUT}/.venv')}; bash "),
        (
            ("it.__file__ = '/nowhere/kiosk/__main__.py'",),
            "pip install --force-reinstall 'checkpoint-kiosk[hub]'",
        ),
    ],
    ids=["checkout", "wheel"],
)
def test_a_library_that_was_removed_is_one_line_with_what_to_do(
    prelude: tuple[str, ...], repair: str
) -> None:
    result = run_without("zxingcpp", *prelude)

    assert result.returncode == 2
    (line,) = result.stderr.splitlines()
    assert "missing or damaged: import of zxingcpp halted" in line
    assert repair in line


def test_a_part_of_ours_that_cannot_be_imported_is_a_bug() -> None:
    result = run_without("drivers.scanner.reader")

    assert result.returncode == 1
    assert "Traceback" in result.stderr
