"""The program as a process of its own."""

from __future__ import annotations

import itertools
import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

import kiosk
from kiosk.__main__ import main
from kiosk.commands.command_parser import CommandParser
from kiosk.commands.store import add_arguments

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


def store_parser() -> CommandParser:
    parser = CommandParser(prog="kiosk")
    add_arguments(parser.add_subparsers(dest="command").add_parser("store"))
    return parser


@pytest.mark.parametrize(
    "words", [*itertools.permutations(("--config=k.toml", "copy.db", "--json"))]
)
def test_options_and_arguments_of_a_command_stand_in_any_order(words: tuple[str, ...]) -> None:
    for at in range(words.index("copy.db") + 1):
        line = ["store", *words[:at], "backup", *words[at:]]
        options = store_parser().parse_args(line)
        assert (options.action, options.path) == ("backup", Path("copy.db")), line
        assert (options.config, options.json) == (Path("k.toml"), True), line


def test_what_follows_two_dashes_is_no_option(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["parse", "--json", "--", "--config"]) == 1
    assert "--config" in capsys.readouterr().out


@pytest.mark.parametrize("words", [["store"], ["store", "wipe"], ["store", "check", "a", "b"]])
def test_wrong_words_are_still_refused(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as caught:
        store_parser().parse_args(words)
    assert caught.value.code == 2
    told = capsys.readouterr().err
    assert "store [-h]" in told or "kiosk: error: unrecognized arguments: b" in told


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
    result = run_without("drivers.scanner.still")

    assert result.returncode == 1
    assert "Traceback" in result.stderr
