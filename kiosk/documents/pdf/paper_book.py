"""*Sổ giấy*: twenty blank sheets for the hours without power, to be entered afterwards.

Its columns are those of the page *Nhập bù từ sổ giấy*, in the same order.
"""

from __future__ import annotations

from typing import Final

from kiosk.documents.pdf.pages import EDGE, INK, SOFT, WHITE, Align, Pages, Type, Weight, fitting
from kiosk.domain.venue import Venue

SHEETS: Final = 20
ROWS: Final = 24
"""Lines of one sheet."""
_LEFT, _RIGHT, _TOP = 12.0, 198.0, 45.0
_ROW_MM: Final = 9.4
_HEAD_MM: Final = 8.0
_COLUMNS: Final = (
    ("STT", 11.0),
    ("Giờ", 23.0),
    ("Họ tên", 72.0),
    ("Số điện thoại", 41.0),
    ("Đến", 13.0),
    ("Đi", 13.0),
    ("Đã nhập", 13.0),
)
"""The heading and the width of each column, in millimetres."""
_TICKED: Final = ("Đến", "Đi", "Đã nhập")
_TITLE: Final = "Sổ giấy"
_ADVICE: Final = (
    "Chỉ nhân viên ghi, giờ thật lúc đến hoặc đi. Có điện lại: Nhập bù từ sổ giấy, trong 7 ngày."
    " Giữ kín sổ này."
)
_DATE: Final = "Ngày ........ / ........ / 20 ......"
_SIGNED: Final = "Người ghi"
_SHEET: Final = "Tờ {number}/{whole}"


def paper_book_pdf(venue: Venue) -> tuple[bytes, int]:
    """The sheets of one book, and how many they are."""
    with Pages(f"{_TITLE} · {venue.name}") as pages:
        for number in range(1, SHEETS + 1):
            if number > 1:
                pages.turn()
            _draw_head(pages, venue, number)
            _draw_table(pages)
            foot, font = _TOP + _HEAD_MM + ROWS * _ROW_MM + 10.0, Type(Weight.MEDIUM, 10)
            pages.text(118.0, foot, _SIGNED, font)
            pages.rule(118.0 + font.width_mm(_SIGNED) + 2.0, foot, _RIGHT, foot)
        return pages.finish(), SHEETS


def _draw_head(pages: Pages, venue: Venue, number: int) -> None:
    place = " · ".join(part for part in (venue.name, venue.gate.strip()) if part)
    sheet, detail = Type(Weight.BOLD, 11), Type(Weight.MEDIUM, 11)
    room = _RIGHT - _LEFT - 24.0
    font, lines = fitting(place, Weight.BOLD, (12, 11, 10, 9), room, 1)
    pages.lines(_LEFT, 16.0 - (len(lines) - 1) * font.line_mm, lines, font)
    told = _SHEET.format(number=number, whole=SHEETS)
    pages.text(_RIGHT, 16.0, told, sheet, align=Align.RIGHT)
    pages.text(_LEFT, 27.0, _TITLE, Type(Weight.EXTRA_BOLD, 22))
    pages.text(_RIGHT, 27.0, _DATE, detail, align=Align.RIGHT)
    small = Type(Weight.MEDIUM, 9)
    pages.lines(_LEFT, 34.5, small.lines(_ADVICE, _RIGHT - _LEFT), small, SOFT)


def _draw_table(pages: Pages) -> None:
    font, number = Type(Weight.BOLD, 9), Type(Weight.MEDIUM, 9)
    below = _TOP + _HEAD_MM
    foot = below + ROWS * _ROW_MM
    pages.fill(_LEFT, _TOP, _RIGHT - _LEFT, _HEAD_MM, INK)
    x = _LEFT
    for heading, width in _COLUMNS:
        middle = x + width / 2
        size = font if font.width_mm(heading) < width - 1.5 else Type(Weight.BOLD, 7)
        baseline = _TOP + (_HEAD_MM + size.cap_mm) / 2
        pages.text(middle, baseline, heading, size, WHITE, Align.CENTRE)
        for row in range(ROWS):
            top = below + row * _ROW_MM
            if heading == "STT":
                baseline = top + (_ROW_MM + number.cap_mm) / 2
                pages.text(middle, baseline, str(row + 1), number, SOFT, Align.CENTRE)
            elif heading == "Giờ":
                colon = Type(Weight.BOLD, 13)
                pages.text(middle, top + 6.2, ":", colon, EDGE, Align.CENTRE)
            elif heading in _TICKED:
                pages.frame(middle - 2.4, top + _ROW_MM / 2 - 2.4, 4.8, 4.8, EDGE)
        pages.rule(x, below, x, foot, EDGE, 0.2)
        x += width
    pages.rule(_RIGHT, below, _RIGHT, foot, EDGE, 0.2)
    for row in range(1, ROWS + 1):
        pages.rule(_LEFT, below + row * _ROW_MM, _RIGHT, below + row * _ROW_MM, EDGE, 0.2)
