"""Tables for spreadsheets: whatever a cell holds, no spreadsheet runs it."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.base import tables
from kiosk.base.memory_folder import memory_folder
from kiosk.base.tables import (
    Cell,
    TableForm,
    digits_cell,
    phone_cell,
    text_cell,
    write_csv,
    write_xlsx,
)

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
    write_csv(out, ("a", "b"), [(value, value)])
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


@pytest.mark.parametrize(
    ("number", "cell"),
    [
        ("079203001234", "079 203 001 234"),
        ("0123456789", "012 345 678 9"),
        ("A12", "A12"),
        ("", ""),
    ],
)
def test_a_card_number_is_no_quantity(number: str, cell: str) -> None:
    assert digits_cell(number) == cell


def test_a_row_of_another_length_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="1 cells under 2 headings"):
        write_csv(io.StringIO(), ("a", "b"), [("x",)])
    with memory_folder() as memory, pytest.raises(ValueError, match="3 cells under 2 headings"):
        write_xlsx(io.BytesIO(), ("a", "b"), [("x", "y", "z")], title="t", memory=memory)


def _write(folder: Path, form: TableForm, rows: list[tuple[Cell, ...]]) -> Path:
    table = folder / f"table.{form}"
    columns = ("STT", "Họ tên", "SĐT", "Số thẻ", "Ghi chú")
    if form is TableForm.CSV:
        with table.open("w", encoding="utf-8", newline="") as text:
            assert write_csv(text, columns, rows) == len(rows)
    else:
        with memory_folder() as memory:
            with table.open("wb") as file:
                assert write_xlsx(file, columns, rows, title="Thử", memory=memory) == len(rows)
            assert list(memory.iterdir()) == [], "nothing is left where the rows went through"
    return table


def _sheet_xml(table: Path) -> str:
    with zipfile.ZipFile(table) as parts:
        return parts.read("xl/worksheets/sheet1.xml").decode("utf-8")


def test_an_xlsx_holds_texts_and_numbers_and_no_formula(tmp_path: Path) -> None:
    rows: list[tuple[Cell, ...]] = [
        (n, value, phone_cell("+84912345678"), "079203001234", "")
        for n, value in enumerate(CRAFTED)
    ]
    sheet = _sheet_xml(_write(tmp_path, TableForm.XLSX, rows))
    assert "<f>" not in sheet
    assert "<f " not in sheet
    assert "hyperlink" not in sheet
    assert sheet.count("<t>079203001234</t>") == len(rows)
    assert sheet.count("<t>0912 345 678</t>") == len(rows)
    # Numbers that may be summed are numbers.
    assert f'<c r="A{len(rows) + 1}"><v>{len(rows) - 1}</v></c>' in sheet
    # The same guard as in a CSV: whoever saves it as one gets no formula either.
    assert "<t>=" not in sheet


def test_a_row_is_written_as_the_library_writes_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rows without anything to escape go a shorter way, between others that do not."""
    texts = ["Nguyễn Thị Ánh", "a & b < c > d", "_x0041_", "x\uffff", "", "'", '"', "a" * 40_000]
    rows: list[tuple[Cell, ...]] = [
        (n, texts[n % 8], texts[n // 8], phone_cell("+84912345678"), "0123") for n in range(64)
    ]
    ours = _sheet_xml(_write(tmp_path, TableForm.XLSX, rows))
    monkeypatch.setattr(tables, "_MARKED", re.compile(""))
    assert _sheet_xml(_write(tmp_path, TableForm.XLSX, rows)) == ours
    assert ours.count("<row ") == 65


def test_columns_are_as_wide_as_their_first_rows(tmp_path: Path) -> None:
    rows: list[tuple[Cell, ...]] = [(1, "Nguyễn Thị Hồng Nhung", "", "", "x" * 500)]
    sheet = _sheet_xml(_write(tmp_path, TableForm.XLSX, rows * 300))
    widths = [float(width) for width in re.findall(r'<col [^>]*width="([0-9.]+)"', sheet)]
    assert widths[1] > 22
    assert max(widths) < 44
    assert sheet.count("<row ") == 301


OFFICE = shutil.which("soffice")


@pytest.mark.slow
@pytest.mark.skipif(OFFICE is None, reason="no LibreOffice on this machine")
@pytest.mark.parametrize("form", list(TableForm))
def test_a_real_spreadsheet_has_every_row_and_every_zero(tmp_path: Path, form: TableForm) -> None:
    count = 2_500
    card = digits_cell if form is TableForm.CSV else str
    rows: list[tuple[Cell, ...]] = [
        (
            n,
            CRAFTED[n % len(CRAFTED)] if n % 7 == 0 else f"Chamaléa Thị {n}",
            phone_cell(f"+849{n:08d}"),
            card(f"0{n:011d}"),
            "",
        )
        for n in range(1, count + 1)
    ]
    sheet = _opened(_write(tmp_path, form, rows), tmp_path)
    cells = re.findall(r"<table:table-cell[^>]*>", sheet)
    assert not [cell for cell in cells if "table:formula" in cell]
    for n in (1, 2, count):
        for text in (phone_cell(f"+849{n:08d}"), card(f"0{n:011d}")):
            found = re.findall(rf"(<table:table-cell[^>]*>)\s*<text:p>{text}</text:p>", sheet)
            assert len(found) == 1, text
            assert 'office:value-type="string"' in found[0]
    texts = sheet.count("<text:p>09")
    assert texts == count, "every row has its phone"


def _opened(table: Path, folder: Path, taken: str = "CSV:44,34,76,1,,0,false,true,false") -> str:
    """What LibreOffice makes of a table, as its own flat XML."""
    assert OFFICE is not None
    command = [
        OFFICE,
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        "--convert-to",
        "fods",
        "--outdir",
        str(folder),
        str(table),
    ]
    if table.suffix == ".csv":
        command.insert(3, f"--infilter={taken}")
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return table.with_suffix(".fods").read_text(encoding="utf-8")


@pytest.mark.slow
@pytest.mark.skipif(OFFICE is None, reason="no LibreOffice on this machine")
@pytest.mark.parametrize("separator", SEPARATORS)
def test_a_real_spreadsheet_makes_no_formula_of_it(tmp_path: Path, separator: str) -> None:
    """Opened as somebody would: numbers and dates looked for, quotes no sign of a text."""
    table = tmp_path / "table.csv"
    rows = [(value, phone_cell("+84912345678"), value) for value in CRAFTED]
    with table.open("w", encoding="utf-8", newline="") as out:
        write_csv(out, ("a", "b", "c"), rows)
    sheet = _opened(table, tmp_path, f"CSV:{ord(separator)},34,76,1,,0,false,true,false")
    cells = re.findall(r"<table:table-cell[^>]*>", sheet)
    assert len(cells) >= len(CRAFTED)
    assert not [cell for cell in cells if "table:formula" in cell]
    if separator == ",":
        assert sheet.count("<text:p>0912 345 678</text:p>") == len(CRAFTED)
