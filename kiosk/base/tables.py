"""Tables for spreadsheets: CSV and XLSX whose cells stay what they are, whatever they begin with.

A cell is a text or a number that may be summed. What is written with digits and counts nothing, a
phone or a card number, is a text: it keeps its zeros, and no program turns it into a quantity.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from itertools import chain, islice
from pathlib import Path
from typing import Any, BinaryIO, TextIO

from kiosk.base.phones import spoken_phone
from kiosk.base.plain_text import one_line

Cell = str | int
"""What stands in a table: a text, or a number that may be summed."""

_RUN = re.compile(r"(^|[,;|:\"'])(?= *[=+\-@\uff1d\uff0b\uff0d\uff20\u2212])")
"""Before what makes a spreadsheet run a cell instead of showing it (OWASP, CSV injection): at the
beginning of a cell, and after whatever another country's spreadsheet takes for a separator."""
_TOUCHY = re.compile(r"[^\w ./,:;()'&?!\"]")
"""What few texts have; without any of these nothing is to be done, and lists are long."""
_MARKED = re.compile(r"[^\w ./,:;()'?!\"]|_")
"""What few rows have in any of their texts: what is touchy, or written otherwise in XML."""
_BETWEEN = '"'
"""Between texts that are looked at together; itself as harmless as what else few texts have."""
_NUMBER = "\0"
"""In the place of a row's number; no text has it that is not marked."""
_MARK = "'"
"""What spreadsheets take for: this is text."""
_MOST_ROWS = 1_048_576
"""Rows of one sheet, the heading included (ECMA-376 says no limit; every spreadsheet has this)."""
_MOST_LETTERS = 32_767
"""Of one cell."""
_WIDTHS = (8, 42)
"""Least and greatest width of a column, in letters."""
_WIDTH_ROWS = 200
"""So many first rows say how wide the columns are."""


class TableForm(StrEnum):
    """How a table is written."""

    XLSX = "xlsx"
    CSV = "csv"
    """UTF-8 with a mark, so that spreadsheets read the accents."""
    PDF = "pdf"
    """Pages of A4, to be read or printed; drawn in `kiosk.documents.pdf`."""


def text_cell(value: str) -> str:
    """A cell that a spreadsheet takes for text, whatever separator it takes: without control
    characters, and with a mark before what it would run."""
    if _TOUCHY.search(value) is None:
        return value.strip(" ")
    return _RUN.sub(rf"\1{_MARK}", one_line(value))


def _is_plain(texts: str) -> bool:
    """Whether all that is to be done to these texts, joined, is to take the spaces at their ends.

    Looked at together: cell by cell it took a third of the time to write a long list.
    """
    return len(texts) <= _MOST_LETTERS and _MARKED.search(texts) is None


def _has_ends(texts: str) -> bool:
    """Whether one of these texts, joined by `_BETWEEN`, may have a space at one of its ends."""
    inner = f" {_BETWEEN}" in texts or f"{_BETWEEN} " in texts
    return inner or texts.startswith(" ") or texts.endswith(" ")


def _text_cells(row: Sequence[Cell]) -> list[Cell]:
    """A row's cells as `text_cell` makes them."""
    if _is_plain(" ".join([cell for cell in row if isinstance(cell, str)])):
        return [cell.strip(" ") if isinstance(cell, str) else cell for cell in row]
    return [text_cell(cell) if isinstance(cell, str) else cell for cell in row]


def phone_cell(number: str) -> str:
    """A phone number as people read it: its digits would be taken for a quantity, and its plus for
    a formula."""
    return spoken_phone(number) or number


def digits_cell(number: str) -> str:
    """A number of a card in groups of three, as people read it out: `079 203 001 234`.

    Without the spaces a spreadsheet takes it out of a CSV as a quantity and drops its zeros.
    """
    if not (number.isascii() and number.isdigit()):
        return number
    return " ".join(number[place : place + 3] for place in range(0, len(number), 3))


def write_csv(out: TextIO, columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> int:
    """Write a table as CSV with a byte-order mark, so that spreadsheets read the accents.

    `out` must not change line ends. Gives the number of rows, without the heading. Raises OSError,
    and ValueError for a row of another length than the heading.
    """
    out.write("\ufeff")
    writer = csv.writer(out, lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    writer.writerow(columns)
    count = 0
    for row in rows:
        _check_length(columns, row)
        writer.writerow(_text_cells(row))
        count += 1
    return count


def write_xlsx(
    out: BinaryIO,
    columns: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    *,
    title: str,
    memory: Path,
) -> int:
    """Write a table as one sheet of XLSX; gives the number of rows, without the heading.

    `out` must be seekable. `title` is the sheet's name. Rows go through files in `memory`, a folder
    that must not be on a disk (`kiosk.base.memory_folder`): they hold what the table holds. No cell
    is ever a formula or a link. Raises OSError, and ValueError for a row of another length than the
    heading and for more rows than a sheet has.
    """
    # A kiosk that exports nothing does not load it.
    import xlsxwriter
    from xlsxwriter.exceptions import FileCreateError

    options = {"constant_memory": True, "tmpdir": str(memory)}
    book = xlsxwriter.Workbook(out, options)
    sheet = book.add_worksheet(title)
    try:
        count = _fill(sheet, columns, iter(rows), book.add_format({"bold": True, "bottom": 1}))
    except BaseException:
        # The library closes it with the workbook alone.
        sheet.row_data_fh.close()
        raise
    try:
        book.close()
    except FileCreateError as error:
        raise (error.args[0] if isinstance(error.args[0], OSError) else error) from None
    return count


def _fill(sheet: Any, columns: Sequence[str], rows: Iterator[Sequence[Cell]], bold: Any) -> int:
    first = list(islice(rows, _WIDTH_ROWS))
    for column, width in enumerate(_widths(columns, first)):
        sheet.set_column(column, column, width)
    sheet.freeze_panes(1, 0)
    # On paper: across A4, with the heading on every page.
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    for column, name in enumerate(columns):
        sheet.write_string(0, column, text_cell(name), bold)
    lines = _Lines(sheet, len(columns))
    for row in chain(first, rows):
        _check_length(columns, row)
        lines.add(row)
    lines.end()
    return lines.count


class _Lines:
    """The rows of a sheet below its heading, one after the other.

    The library takes two thirds of an export's time to look at each cell anew. A row of numbers and
    texts in which nothing is to be marked or escaped is written as the library would write it;
    every other row is the library's.
    """

    def __init__(self, sheet: Any, columns: int) -> None:
        from xlsxwriter.utility import xl_col_to_name

        self.count = 0
        self._sheet = sheet
        self._names = [xl_col_to_name(column) for column in range(columns)]
        self._shapes: dict[tuple[type[Cell] | None, ...], str] = {}

    def add(self, row: Sequence[Cell]) -> None:
        """Write the next row. Raises ValueError when the sheet is full."""
        self.count += 1
        if self.count >= _MOST_ROWS:
            raise ValueError("more rows than a sheet has")
        place, sheet = self.count, self._sheet
        filled = [cell for cell in row if cell != ""]
        texts = _BETWEEN.join([cell for cell in filled if isinstance(cell, str)])
        if not _is_plain(texts):
            self._add_by_library(place, _text_cells(row))
            return
        if _has_ends(texts):
            row = [cell.strip(" ") if isinstance(cell, str) else cell for cell in row]
            filled = [cell for cell in row if cell != ""]
        shape = tuple([type(cell) if cell != "" else None for cell in row])
        written = self._shapes.get(shape) or self._shapes.setdefault(shape, self._written(shape))
        if sheet.table:
            # What the library was given before is written now.
            sheet._write_single_row(place)
        sheet.previous_row = place
        sheet.row_data_fh.write((written % tuple(filled)).replace(_NUMBER, str(place + 1)))

    def _written(self, shape: Sequence[type[Cell] | None]) -> str:
        """A row of such cells in XML; None is an empty one, and `_NUMBER` stands for the row's."""
        cells = [
            f'<c r="{name}{_NUMBER}"><v>%.16G</v></c>'
            if issubclass(kind, int)
            else f'<c r="{name}{_NUMBER}" t="inlineStr"><is><t>%s</t></is></c>'
            for name, kind in zip(self._names, shape, strict=True)
            if kind is not None
        ]
        return f'<row r="{_NUMBER}">{"".join(cells)}</row>'

    def end(self) -> None:
        """Tell the library how far the sheet goes."""
        if self.count:
            self._sheet._check_dimensions(self.count, len(self._names) - 1)

    def _add_by_library(self, place: int, cells: Sequence[Cell]) -> None:
        sheet = self._sheet
        for column, cell in enumerate(cells):
            if isinstance(cell, int):
                sheet.write_number(place, column, cell)
            elif cell:
                sheet.write_string(place, column, cell[:_MOST_LETTERS])


def _check_length(columns: Sequence[str], row: Sequence[Cell]) -> None:
    if len(row) != len(columns):
        raise ValueError(f"{len(row)} cells under {len(columns)} headings")


def _widths(columns: Sequence[str], rows: Sequence[Sequence[Cell]]) -> list[int]:
    """As wide as the longest of the first cells of each column, within reason."""
    least, most = _WIDTHS
    longest = [len(name) for name in columns]
    for row in rows:
        longest = [max(pair) for pair in zip(longest, map(len, map(str, row)), strict=False)]
    return [min(max(letters + 2, least), most) for letters in longest]
