"""What is held of one person in A4, for that person."""

from __future__ import annotations

from typing import Final

from kiosk.documents.pdf.pages import EDGE, SOFT, Align, Pages, Type, Weight, fitting
from kiosk.domain.reports.person_record import PersonRecord, Section

_LEFT, _RIGHT, _TOP, _BOTTOM = 15.0, 195.0, 15.0, 278.0
_FOOT: Final = 288.0
_VALUE_X: Final = 88.0
_GAP_MM: Final = 3.0
_PAD_MM: Final = 2.2
_TITLE: Final = "BẢN SAO DỮ LIỆU CÁ NHÂN"
_ADVICE: Final = "Chỉ giao cho chính người này hoặc người giám hộ."
_HEADING: Final = Type(Weight.BOLD, 12)
_LABEL: Final = Type(Weight.MEDIUM, 10)
_VALUE: Final = Type(Weight.BOLD, 10)
_SMALL: Final = Type(Weight.MEDIUM, 8.5)


def person_record_pdf(record: PersonRecord) -> tuple[bytes, int]:
    """The whole file, and on how many pages it stands."""
    made = f"{record.at.astimezone(record.time_zone):%H:%M · %d/%m/%Y}"
    with Pages(f"{_TITLE} · {record.venue_name}") as pages:
        font, lines = fitting(record.venue_name, Weight.BOLD, (13, 11, 9), _RIGHT - _LEFT, 2)
        y = pages.lines(_LEFT, _TOP + 4.0, lines, font)
        pages.text(_LEFT, y + 5.0, _TITLE, Type(Weight.EXTRA_BOLD, 18))
        pages.text(_LEFT, y + 12.0, f"Lập lúc {made}. {_ADVICE}", _LABEL, SOFT)
        flow = _Flow(pages, y + 18.0, made)
        for section in record.sections:
            flow.add(section)
        flow.foot()
        return pages.finish(), pages.count


class _Flow:
    """Sections below each other, page after page."""

    def __init__(self, pages: Pages, y: float, made: str) -> None:
        self._pages = pages
        self._y = y
        self._made = made

    def add(self, section: Section) -> None:
        """A heading with its first line, and the others."""
        room = _RIGHT - _LEFT
        heading = _HEADING.lines(section.title, room)
        self._make_room(len(heading) * _HEADING.line_mm + _GAP_MM + 12.0)
        below = self._pages.lines(_LEFT, self._y + 5.0, heading, _HEADING)
        self._y = below - _HEADING.line_mm + _GAP_MM
        self._pages.rule(_LEFT, self._y, _RIGHT, self._y)
        for label, value in section.lines:
            labels = _LABEL.lines(label, _VALUE_X - _LEFT - 4.0)
            values = _VALUE.lines(value, _RIGHT - _VALUE_X)
            height = max(len(labels), len(values)) * _LABEL.line_mm + _PAD_MM
            self._make_room(height)
            self._pages.lines(_LEFT, self._y + 4.4, labels, _LABEL, SOFT)
            self._pages.lines(_VALUE_X, self._y + 4.4, values, _VALUE)
            self._y += height
            self._pages.rule(_LEFT, self._y, _RIGHT, self._y, EDGE, 0.15)
        self._y += 2 * _GAP_MM

    def _make_room(self, height: float) -> None:
        if self._y + height > _BOTTOM:
            self.foot()
            self._pages.turn()
            self._y = _TOP

    def foot(self) -> None:
        """The last line of a page."""
        pages = self._pages
        pages.text(_LEFT, _FOOT, f"{_TITLE} · {self._made}", _SMALL, SOFT)
        pages.text(_RIGHT, _FOOT, f"Trang {pages.count}", _SMALL, SOFT, Align.RIGHT)
