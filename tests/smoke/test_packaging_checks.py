"""The checks that the test command brings itself must be able to fail."""

from __future__ import annotations

import gettext
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import kiosk

CHECKOUT = Path(kiosk.__file__).resolve().parent.parent
TESTS = sorted((CHECKOUT / "tests").rglob("test_*.py"))


def run_script(script: Path, *arguments: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(script), *map(str, arguments)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize(
    ("translation", "finished"),
    [
        ("<translation>Welcome</translation>", True),
        ("<translation><numerusform>one</numerusform></translation>", True),
        ('<translation type="vanished">Old</translation>', True),
        ('<translation type="unfinished">Guess</translation>', False),
        ('<translation type="unfinished"></translation>', False),
        ("<translation></translation>", False),
        ("<translation><numerusform></numerusform></translation>", False),
        ("", False),
    ],
)
def test_an_unfinished_translation_fails(
    tmp_path: Path, translation: str, *, finished: bool
) -> None:
    file = tmp_path / "kiosk_en.ts"
    file.write_text(
        "<TS><context><name>Screens</name><message><source>Xin chào</source>"
        f"{translation}</message></context></TS>",
        encoding="utf-8",
    )

    result = run_script(CHECKOUT / "packaging" / "check_translations.py", file)

    assert result.stderr == ""
    assert result.returncode == (0 if finished else 1)
    assert ("Xin chào" in result.stdout) is not finished


def floors(root: Path, measured: dict[str, float]) -> subprocess.CompletedProcess[str]:
    """Runs the floors in a small project whose report holds ``measured`` (path → percent)."""
    (root / "packaging").mkdir()
    script = Path(shutil.copy(CHECKOUT / "packaging" / "coverage_floors.py", root / "packaging"))
    for name in ("kiosk/domain/visits/entry.py", "sync/protocol/records.py"):
        (root / name).parent.mkdir(parents=True)
        (root / name).touch()
    report = {
        "meta": {"branch_coverage": True},
        "files": {
            name: {
                "summary": {"percent_covered": percent},
                "missing_lines": [7],
                "missing_branches": [[3, -1]],
            }
            for name, percent in measured.items()
        },
    }
    (root / "coverage.json").write_text(json.dumps(report), encoding="utf-8")
    return run_script(script, root / "coverage.json")


def test_fully_covered_files_hold_the_floor(tmp_path: Path) -> None:
    result = floors(
        tmp_path, {"kiosk/domain/visits/entry.py": 100.0, "sync/protocol/records.py": 100.0}
    )

    assert (result.stdout, result.returncode) == ("", 0)


def test_a_file_below_its_floor_fails_with_the_lines_that_did_not_run(tmp_path: Path) -> None:
    result = floors(
        tmp_path, {"kiosk/domain/visits/entry.py": 99.9, "sync/protocol/records.py": 100.0}
    )

    assert result.returncode == 1
    assert "kiosk/domain/visits/entry.py: 99.9 %" in result.stdout
    assert "lines not run: 7; branches not taken: 3→-1" in result.stdout


def test_a_file_that_was_not_measured_fails(tmp_path: Path) -> None:
    result = floors(tmp_path, {"kiosk/domain/visits/entry.py": 100.0})

    assert result.returncode == 1
    assert "sync/protocol/records.py: not measured" in result.stdout


def test_every_folder_of_tests_is_run() -> None:
    """The test command names them in parts; one that it does not name would never run."""
    script = (CHECKOUT / "packaging" / "test").read_text(encoding="utf-8")
    named = set(re.findall(r"tests/(\w+)", script))
    folders = {path.relative_to(CHECKOUT / "tests").parts[0] for path in TESTS}
    assert folders <= named
    for left_out in re.findall(r"--ignore (tests/[\w/]+)", script):
        assert re.search(rf"(?<!--ignore ){left_out}\b", script), "another part runs it"


HEAD = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'


@pytest.mark.parametrize(
    ("entries", "problem"),
    [
        ('msgid "Hello"\nmsgstr "Xin chào"\n', ""),
        ('msgid "Hello"\nmsgstr ""\n', "not translated: 'Hello'"),
        ('msgid "Hello"\nmsgstr "Xin chào"\n\nmsgid "Hello"\nmsgstr "Chào"\n', "there twice"),
        ('msgid "Only here"\nmsgstr "Chỉ ở đây"\n', "in another file as well"),
        ('msgctxt "a"\nmsgid "Hello"\nmsgstr "Xin chào"\n', "not understood"),
    ],
)
def test_a_catalogue_is_compiled_whole_or_not_at_all(
    tmp_path: Path, entries: str, problem: str
) -> None:
    (tmp_path / "a.po").write_text(
        f'{HEAD}# why\nmsgid ""\n"Only "\n"here"\nmsgstr "Chỉ ở đây"\n', encoding="utf-8"
    )
    (tmp_path / "b.po").write_text(entries, encoding="utf-8")
    out = tmp_path / "LC_MESSAGES" / "x.mo"

    result = run_script(CHECKOUT / "packaging" / "compile_catalogue.py", tmp_path, out)

    assert problem in result.stderr
    assert out.exists() == (result.returncode == 0) == (problem == "")
    if not problem:
        with out.open("rb") as file:
            words = gettext.GNUTranslations(file)
        assert words.gettext("Hello") == "Xin chào"
        assert words.gettext("Only here") == "Chỉ ở đây"
