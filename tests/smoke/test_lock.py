"""What packaging/ knows of the lock: conditions, reasons, and whether everything in it starts."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import kiosk

CHECKOUT = Path(kiosk.__file__).resolve().parent.parent
PYPROJECT = CHECKOUT / "pyproject.toml"
LOCK = """\
cffi==2.1.1 ; platform_python_implementation != 'PyPy' \\
    --hash=sha256:aa
    # via cryptography
numpy==2.4.6 ; python_full_version < '3.12' \\
    --hash=sha256:bb
    # via checkpoint-kiosk (pyproject.toml)
numpy==2.5.5 ; python_full_version >= '3.12' \\
    --hash=sha256:cc \\
    --hash=sha256:dd
winapi==1.0 ; sys_platform == 'win32' \\
    --hash=sha256:ee
zxing-cpp==3.1.1 \\
    --hash=sha256:ff
"""


def run(name: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """One of the scripts, as the commands in packaging/ run it."""
    return subprocess.run(
        [sys.executable, "-I", str(CHECKOUT / "packaging" / name), *map(str, arguments)],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def pinned(text: str) -> list[str]:
    return [line.removesuffix(" \\") for line in text.splitlines() if "==" in line]


def test_a_lock_for_another_python_has_the_lines_that_hold_there(tmp_path: Path) -> None:
    lock = tmp_path / "a.lock"
    lock.write_text(LOCK)

    old = run("lock_for.py", "3.11", "x86_64", lock)
    new = run("lock_for.py", "3.13", "aarch64", lock)

    assert pinned(old.stdout) == ["cffi==2.1.1", "numpy==2.4.6", "zxing-cpp==3.1.1"]
    assert pinned(new.stdout) == ["cffi==2.1.1", "numpy==2.5.5", "zxing-cpp==3.1.1"]
    assert "sha256:bb" in old.stdout
    assert "sha256:bb" not in new.stdout
    assert "numpy==2.5.5 \\\n    --hash=sha256:cc \\\n    --hash=sha256:dd" in new.stdout


def test_what_a_new_lock_changes_is_said_and_reasons_are_kept(tmp_path: Path) -> None:
    project = tmp_path / "pyproject.toml"
    project.write_text('    "cffi>=1,<2.2", # 2.2 breaks\n    "numpy>=2",\n')
    old, new = tmp_path / "old.lock", tmp_path / "new.lock"
    old.write_text(LOCK)
    new.write_text(LOCK.replace("3.1.1", "3.2").replace("winapi==1.0", "winapj==1.0"))

    result = run("lock_changes.py", old, new, project)

    assert result.returncode == 0, result.stderr
    assert result.stdout.splitlines() == [
        "winapi: 1.0 → no longer needed",
        "winapj: new → 1.0",
        "zxing-cpp: 3.1.1 → 3.2",
        "kept: cffi 2.1.1, below 2.2: 2.2 breaks",
    ]


def test_a_lock_that_breaks_a_bound_with_a_reason_is_refused(tmp_path: Path) -> None:
    project = tmp_path / "pyproject.toml"
    project.write_text('    "cffi>=1,<2.1", # 2.1 breaks\n')
    lock = tmp_path / "a.lock"
    lock.write_text(LOCK)

    result = run("lock_changes.py", lock, lock, project)

    assert result.returncode == 1
    assert "NOT KEPT: cffi 2.1.1, below 2.1: 2.1 breaks" in result.stderr


def test_a_lock_that_lost_the_file_of_a_platform_is_refused(tmp_path: Path) -> None:
    old, new = tmp_path / "old.lock", tmp_path / "new.lock"
    old.write_text(LOCK)
    new.write_text(LOCK.replace(" \\\n    --hash=sha256:dd", ""))

    result = run("lock_changes.py", old, new, PYPROJECT)

    assert result.returncode == 1
    assert result.stderr == "NOT KEPT: numpy 2.5.5: 1 of its hashes are gone\n"


def test_the_lock_of_today_keeps_every_bound_that_has_a_reason() -> None:
    lock = CHECKOUT / "requirements.lock"

    result = run("lock_changes.py", lock, lock, PYPROJECT)

    assert result.returncode == 0, result.stderr
    assert "Nothing changed.\nkept: PySide6-Essentials 6.11." in result.stdout


def test_every_direct_dependency_is_imported_and_starts() -> None:
    result = run("check_imports.py", PYPROJECT)

    assert (result.stdout, result.stderr, result.returncode) == ("", "", 0)


def test_a_dependency_that_does_not_start_is_named(tmp_path: Path) -> None:
    project = tmp_path / "pyproject.toml"
    project.write_text(
        '[project]\ndependencies = ["gone>=1", "numpy"]\n[project.optional-dependencies]\n'
    )
    script = (
        "import sys; sys.path.insert(0, sys.argv[1]); import check_imports as check; "
        "check.MODULES['gone'] = ('gone_module',); sys.exit(check.main(sys.argv[2:]))"
    )

    result = subprocess.run(
        [sys.executable, "-I", "-c", script, str(CHECKOUT / "packaging"), str(project)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert result.returncode == 1
    assert result.stderr == "gone does not start: No module named 'gone_module'\n"


def test_a_library_that_is_gone_ends_in_one_line_with_the_line_to_run(tmp_path: Path) -> None:
    (tmp_path / "cv2").mkdir()
    (tmp_path / "cv2" / "__init__.py").write_text(
        'raise ImportError("libgthread-2.0.so.0: cannot open shared object file")\n'
    )

    result = subprocess.run(
        [sys.executable, "-P", "-m", "kiosk", "decode", "any.png"],
        env={"PYTHONPATH": f"{tmp_path}:{CHECKOUT}", "PATH": "/usr/bin:/bin"},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert result.returncode == 2
    (line,) = result.stderr.splitlines()
    assert "libgthread-2.0.so.0" in line
    assert f"rm -r {CHECKOUT}/.venv; bash {CHECKOUT}/packaging/run version" in line
