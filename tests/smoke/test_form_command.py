"""`form check` says of every file whether it can be asked, and shows each flaw in its line."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest

from kiosk.__main__ import main
from kiosk.services.shipped_forms import SHIPPED_FORMS


def test_the_shipped_forms_can_be_asked(capsys: pytest.CaptureFixture[str]) -> None:
    paths = [str(files("resources") / "forms" / f"{form_id}.json") for form_id in SHIPPED_FORMS]

    assert main(["form", "check", *paths]) == 0
    out = capsys.readouterr().out.splitlines()
    assert len(out) == len(SHIPPED_FORMS)
    assert out[0] == (f"{paths[0]}: domestic, version 1: 6 questions, 5 of them for everybody")


def test_every_flaw_has_its_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "mine.json"
    form = (files("resources") / "forms" / "visitor-kind.json").read_text(encoding="utf-8")
    path.write_text(form.replace('"type": "choice"', '"type": "quiz"'), encoding="utf-8")
    line = 1 + form[: form.index('"type": "choice"')].count("\n")

    assert main(["form", "check", str(path)]) == 1
    (told,) = capsys.readouterr().out.splitlines()
    assert told.startswith(f"{path}:{line}: kind: one of these was expected here: group, display")


def test_a_file_that_cannot_be_read_is_an_error_beside_the_others(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    empty = tmp_path / "empty.json"
    empty.write_bytes(b"")

    assert main(["form", "check", str(tmp_path / "gone.json"), str(empty)]) == 2
    told = capsys.readouterr()
    assert told.err == f"checkpoint-kiosk: {tmp_path / 'gone.json'}: No such file or directory\n"
    assert told.out.startswith(f"{empty}:1: a value is missing here")
