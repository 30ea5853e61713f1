"""Tables for spreadsheets: whatever a cell holds, no spreadsheet runs it."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.base.tables import phone_cell, text_cell, write_csv

pytestmark = pytest.mark.fault("S28")

STARTERS = "=+-@\t\r\n＝＋－＠−"
SEPARATORS = ",;\t|:"
CRAFTED = [
    '=HYPERLINK("http://x.example","a")',
    "+84912345678",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1+9)*cmd|' /C calc'!A0",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "  =1+1",
    "\u200b=1+1",
    "\x00=1+1",
    "\ufeff=1+1",
    "＝1+1",
    'a";=1+1;"',
    "a,=1+1",
    "a\t=1+1",
    "a; =1+1",
    "'=1+1",
    '"=1+1',
]
crafted = st.text(alphabet=st.sampled_from(STARTERS + SEPARATORS + "\"' a1\u200b\u202e\x00\x9f"))


def _written(value: str) -> str:
    out = io.StringIO()
    write_csv(out, ("a", "b"), [{"a": value, "b": value}])
    return out.getvalue()


def _cells(text: str, separator: str) -> list[list[str]]:
    """A reader of its own (RFC 4180), with any separator."""
    rows: list[list[str]] = [[""]]
    is_quoted = False
    place = 0
    while place < len(text):
        letter = text[place]
        if is_quoted and text.startswith('""', place):
            rows[-1][-1] += '"'
            place += 1
        elif letter == '"':
            is_quoted = not is_quoted
        elif letter == separator and not is_quoted:
            rows[-1].append("")
        elif letter in "\r\n" and not is_quoted:
            rows.append([""])
        else:
            rows[-1][-1] += letter
        place += 1
    return [row for row in rows if row != [""]]


def _assert_harmless(value: str) -> None:
    text = _written(value).removeprefix("\ufeff")
    for separator in SEPARATORS:
        for row in _cells(text, separator):
            for cell in row:
                assert not cell.strip(" ").startswith(tuple(STARTERS)), (separator, cell)
    # A reader that knows no quotes at all.
    for piece in re.split(r"[,;\t|:\r\n]", text.replace('"', "")):
        assert not piece.strip(" ").startswith(tuple(STARTERS)), piece


@pytest.mark.parametrize("value", CRAFTED)
def test_what_is_crafted_stays_text(value: str) -> None:
    _assert_harmless(value)


@given(crafted)
def test_nothing_is_run_whatever_separator_is_taken(value: str) -> None:
    _assert_harmless(value)


@given(st.text())
def test_every_cell_is_quoted_and_holds_no_control_characters(value: str) -> None:
    heading, row, end = _written(value).removeprefix("\ufeff").split("\r\n")
    assert (heading, end) == ('"a","b"', "")
    assert row.startswith('"')
    assert row.endswith('"')
    assert not re.search(r"[\x00-\x1f\x7f-\x9f]", row)


@pytest.mark.parametrize("name", ["Nguyễn Thị Ánh", "O'Neill - Trần", "12/3 Đường Mẫu, P. 5"])
def test_what_people_write_stays_as_it_is(name: str) -> None:
    assert text_cell(name) == name


@pytest.mark.parametrize(
    ("number", "cell"), [("+84912345678", "0912 345 678"), ("113", "113"), ("", "")]
)
def test_a_phone_number_is_no_quantity(number: str, cell: str) -> None:
    assert phone_cell(number) == cell


OFFICE = shutil.which("soffice")


@pytest.mark.slow
@pytest.mark.skipif(OFFICE is None, reason="no LibreOffice on this machine")
@pytest.mark.parametrize("separator", SEPARATORS)
def test_a_real_spreadsheet_makes_no_formula_of_it(tmp_path: Path, separator: str) -> None:
    """Opened as somebody would: numbers and dates looked for, quotes no sign of a text."""
    table = tmp_path / "table.csv"
    rows = [{"a": value, "b": phone_cell("+84912345678"), "c": value} for value in CRAFTED]
    with table.open("w", encoding="utf-8", newline="") as out:
        write_csv(out, ("a", "b", "c"), rows)
    assert OFFICE is not None
    taken = f"CSV:{ord(separator)},34,76,1,,0,false,true,false"
    subprocess.run(
        [
            OFFICE,
            f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
            "--headless",
            f"--infilter={taken}",
            "--convert-to",
            "fods",
            "--outdir",
            str(tmp_path),
            str(table),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    sheet = (tmp_path / "table.fods").read_text(encoding="utf-8")
    cells = re.findall(r"<table:table-cell[^>]*>", sheet)
    assert len(cells) >= len(CRAFTED)
    assert not [cell for cell in cells if "table:formula" in cell]
    if separator == ",":
        assert sheet.count("<text:p>0912 345 678</text:p>") == len(CRAFTED)
