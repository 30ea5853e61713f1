"""A report's table on A4 across: the same lines as in its spreadsheet, every word of them.

It is drawn while its rows are read, so that a long one never stands in memory as cells.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, islice
from typing import Final

from kiosk.base.dataclass import dataclass
from kiosk.base.tables import Cell
from kiosk.documents.pdf.pages import EDGE, INK, SOFT, WHITE, Align, Pages, Type, Weight, fitting

_MARGIN: Final = 10.0
_TOP: Final = 10.0
_FOOT: Final = 203.0
_BOTTOM: Final = 198.0
_PAD: Final = 1.2
"""Beside the words of a cell."""
_CELL: Final = Type(Weight.MEDIUM, 8)
_HEADING: Final = Type(Weight.BOLD, 8)
_SMALL: Final = Type(Weight.MEDIUM, 8)
_SLACK_MM: Final = 0.3
"""Lines are filled in whole eighths of a millimetre."""
_LEADING_MM: Final = 3.5
_ROW_PAD_MM: Final = 1.7
_WITH_NAMES: Final = "Có họ tên và số điện thoại: giữ kín danh sách này."
_LOOKED_AT: Final = 200
"""So many first rows say how wide the columns are."""
_WIDEST_MM: Final = 62.0


@dataclass(frozen=True, slots=True)
class TableHeading:
    """What stands above the table."""

    title: str
    days: str
    """`29/11/2026`, or the first and the last day."""
    venue_name: str
    made: str
    """When it was made, in the venue's time."""
    has_names: bool = False
    """Whether it tells who people are: then each page says that it is not for everybody."""


def table_pdf(
    heading: TableHeading, columns: Sequence[str], rows: Iterator[Sequence[Cell]]
) -> tuple[bytes, int]:
    """The whole file, and how many rows it has without the heading."""
    first = list(islice(rows, _LOOKED_AT))
    with Pages(
        f"{heading.title} · {heading.days} · {heading.venue_name}", is_landscape=True
    ) as pages:
        table = _Table(pages, heading, columns, first)
        for row in chain(first, rows):
            table.add(row)
        return table.finish(), table.count


class _Table:
    """The pages of a table, as far as it is drawn."""

    def __init__(
        self,
        pages: Pages,
        heading: TableHeading,
        columns: Sequence[str],
        first: Sequence[Sequence[Cell]],
    ) -> None:
        """`first` are rows that say how wide each column is, and to which side it keeps."""
        self.count = 0
        self._pages = pages
        self._heading = heading
        self._columns = columns
        self._widths = _widths(pages.width_mm, columns, first)
        # Numbers stand below each other digit by digit.
        self._aligns = [
            Align.RIGHT if first and all(isinstance(row[n], int) for row in first) else Align.LEFT
            for n in range(len(columns))
        ]
        self._y = self._draw_head(self._draw_title())

    def add(self, row: Sequence[Cell]) -> None:
        """Draw the next row. Raises ValueError where it has another length than the heading."""
        cells = [
            _CELL.lines(str(cell), width - 2 * _PAD)
            for cell, width in zip(row, self._widths, strict=True)
        ]
        height = max(map(len, cells)) * _LEADING_MM + _ROW_PAD_MM
        if self._y + height > _BOTTOM:
            self._draw_foot()
            self._pages.turn()
            self._y = self._draw_head(_TOP)
        x = _MARGIN
        for lines, width, align in zip(cells, self._widths, self._aligns, strict=True):
            at = x + _PAD if align is Align.LEFT else x + width - _PAD
            self._pages.lines(at, self._y + 3.6, lines, _CELL, INK, align, _LEADING_MM)
            x += width
        self._y += height
        self._pages.rule(_MARGIN, self._y, x, self._y, EDGE, 0.12)
        self.count += 1

    def finish(self) -> bytes:
        """The whole file; its last page says how many rows there are."""
        end = f"Hết · {self.count} dòng"
        self._pages.text(_MARGIN, min(self._y + 5.0, _BOTTOM + 2.5), end, _HEADING)
        self._draw_foot()
        return self._pages.finish()

    def _draw_title(self) -> float:
        """Title, days and venue on the first page; gives where the table begins."""
        pages, told = self._pages, self._heading
        title = Type(Weight.EXTRA_BOLD, 17)
        pages.text(_MARGIN, _TOP + 6.5, told.title, title)
        days = f"{told.title}  "
        at = _MARGIN + title.width_mm(days)
        pages.text(at, _TOP + 6.5, told.days, Type(Weight.BOLD, 13))
        room = pages.width_mm - 2 * _MARGIN
        font, lines = fitting(told.venue_name, Weight.BOLD, (10, 9, 8), room, 1)
        below = pages.lines(_MARGIN, _TOP + 13.0, lines, font, SOFT)
        return below - font.line_mm + 3.5

    def _draw_head(self, y: float) -> float:
        """The names of the columns; gives where the rows begin."""
        cells = [
            _HEADING.lines(name, width - 2 * _PAD)
            for name, width in zip(self._columns, self._widths, strict=True)
        ]
        height = max(map(len, cells)) * _LEADING_MM + _ROW_PAD_MM
        self._pages.fill(_MARGIN, y, sum(self._widths), height, INK)
        x = _MARGIN
        for lines, width, align in zip(cells, self._widths, self._aligns, strict=True):
            at = x + _PAD if align is Align.LEFT else x + width - _PAD
            self._pages.lines(at, y + 3.6, lines, _HEADING, WHITE, align, _LEADING_MM)
            x += width
        return y + height

    def _draw_foot(self) -> None:
        pages, told = self._pages, self._heading
        line = f"{told.title} · {told.days} · {told.made}"
        if told.has_names:
            line += f" · {_WITH_NAMES}"
        right = pages.width_mm - _MARGIN
        pages.text(_MARGIN, _FOOT, line, _SMALL, SOFT)
        pages.text(right, _FOOT, f"Trang {pages.count}", _SMALL, SOFT, Align.RIGHT)


def _widths(page_mm: float, columns: Sequence[str], rows: Sequence[Sequence[Cell]]) -> list[float]:
    """As wide as the words of each column want, together as wide as the page.

    Where they want more, the widest give way first: their words stand on several lines.
    """
    room = page_mm - 2 * _MARGIN
    least = [max(map(_HEADING.width_mm, name.split())) + _SLACK_MM for name in columns]
    wanted = list(least)
    for row in rows:
        wanted = [
            max(width, _CELL.width_mm(str(cell))) for width, cell in zip(wanted, row, strict=True)
        ]
    wanted = [min(width, _WIDEST_MM) + 2 * _PAD for width in wanted]
    least = [width + 2 * _PAD for width in least]
    most = max(wanted)
    while sum(wanted) > room and most > 0:
        most -= 0.5
        wanted = [max(low, min(width, most)) for low, width in zip(least, wanted, strict=True)]
    return [width * room / sum(wanted) for width in wanted]
