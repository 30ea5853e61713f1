"""*Danh sách sơ tán* in A4: who is inside, with boxes to tick off and room for a note.

Each page says which of how many it is, since one that got lost is somebody not looked for.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from kiosk.documents.evacuation import (
    ADVICE,
    COUNT,
    MAYBE_COUNT,
    MAYBE_TITLE,
    NOBODY,
    NOT_SEEN,
    SIGNED,
    TITLE,
    gate_heading,
    nameless,
)
from kiosk.documents.pdf.pages import EDGE, INK, SOFT, WHITE, Align, Pages, Type, Weight, fitting
from kiosk.domain.reports.evacuation import Arrived, EvacuationList, by_gate

_LEFT, _RIGHT, _TOP, _BOTTOM = 12.0, 198.0, 12.0, 283.0
_FOOT: Final = 290.0
_ROW_MM: Final = 7.6
_BOX_MM: Final = 4.4
_GATE_MM: Final = 11.0
_COLUMNS_MM: Final = 5.0
_NAME_ROOM_MM: Final = 97.0
_NUMBER_X, _NAME_X, _YEAR_X, _TIME_X, _NOTE_X = 27.0, 30.0, 139.0, 164.0, 169.0
_NAME: Final = Type(Weight.BOLD, 11)
_DETAIL: Final = Type(Weight.MEDIUM, 10)
_SMALL: Final = Type(Weight.MEDIUM, 8.5)
_COLUMNS: Final = (
    (_NAME_X, "Họ tên", Align.LEFT),
    (_YEAR_X, "Năm sinh", Align.RIGHT),
    (_TIME_X, "Giờ đến", Align.RIGHT),
    (_NOTE_X, "Ghi chú", Align.LEFT),
)

Draw = Callable[[Pages, float], None]
"""Draws a block of the list below a height of the page."""


class _Flow:
    """Blocks below each other, page after page."""

    def __init__(self) -> None:
        self.pages: list[list[tuple[float, Draw]]] = [[]]
        self._y = _TOP

    def add(
        self, height: float, draw: Draw, *, and_room_for: float = 0.0, is_row: bool = False
    ) -> None:
        """A block of this height; on the next page where it, and what must not part from it, has
        no room. A page that begins with a row has the columns' names above it."""
        if self._y + height + and_room_for > _BOTTOM:
            self.pages.append([])
            self._y = _TOP
            if is_row:
                self.add(_COLUMNS_MM, _draw_columns)
        self.pages[-1].append((self._y, draw))
        self._y += height


def evacuation_pdf(listed: EvacuationList) -> tuple[bytes, int]:
    """The list, and on how many pages it stands."""
    zone = listed.time_zone

    def time_of(one: Arrived) -> str:
        return f"{one.since.astimezone(zone):%H:%M}"

    def time_and_day_of(one: Arrived) -> str:
        return f"{one.since.astimezone(zone):%H:%M %d/%m}"

    flow = _Flow()
    flow.add(38.0, partial(_draw_head, listed=listed))
    _add_part(flow, listed.inside, time_of)
    if listed.maybe_inside:
        head = partial(_draw_second_head, count=len(listed.maybe_inside))
        flow.add(21.0, head, and_room_for=_GATE_MM + _COLUMNS_MM + _ROW_MM)
        _add_part(flow, listed.maybe_inside, time_and_day_of)
    flow.add(14.0, _draw_lines_to_write_on)
    return _draw(flow, listed)


def _draw(flow: _Flow, listed: EvacuationList) -> tuple[bytes, int]:
    at = listed.at.astimezone(listed.time_zone)
    with Pages(f"{TITLE} · {listed.venue_name} · {at:%H:%M %d/%m/%Y}") as pages:
        whole = len(flow.pages)
        for number, blocks in enumerate(flow.pages, 1):
            if number > 1:
                pages.turn()
            for y, draw in blocks:
                draw(pages, y)
            pages.text(_LEFT, _FOOT, f"{TITLE} · {at:%H:%M · %d/%m/%Y} · {ADVICE}", _SMALL, SOFT)
            pages.text(_RIGHT, _FOOT, f"Trang {number}/{whole}", _SMALL, SOFT, Align.RIGHT)
        return pages.finish(), whole


def _add_part(flow: _Flow, people: Sequence[Arrived], time_of: Callable[[Arrived], str]) -> None:
    if not people:
        flow.add(10.0, _draw_nobody)
    for gate, some in by_gate(people):
        heading = partial(_draw_gate, heading=gate_heading(gate, len(some)))
        flow.add(_GATE_MM, heading, and_room_for=_COLUMNS_MM + _ROW_MM)
        flow.add(_COLUMNS_MM, _draw_columns)
        for number, one in enumerate(some, 1):
            lines = _NAME.lines(one.full_name, _NAME_ROOM_MM) or [nameless(one)]
            told = (str(number), one.birth_year or "–", time_of(one))
            height = _ROW_MM + (len(lines) - 1) * _NAME.line_mm
            flow.add(height, partial(_draw_row, height=height, name=lines, told=told), is_row=True)


def _draw_head(pages: Pages, y: float, listed: EvacuationList) -> None:
    at = listed.at.astimezone(listed.time_zone)
    middle = (_LEFT + _RIGHT) / 2
    font, lines = fitting(listed.venue_name, Weight.BOLD, (13, 11, 9), _RIGHT - _LEFT, 1)
    baseline = y + 4.0 - (len(lines) - 1) * font.line_mm
    pages.lines(middle, baseline, lines, font, align=Align.CENTRE)
    _draw_bar(pages, y + 7.0, TITLE)
    count = Type(Weight.BOLD, 14)
    pages.text(_LEFT, y + 27.0, COUNT.format(count=len(listed.inside)), count)
    pages.text(_RIGHT, y + 27.0, f"{at:%H:%M · %d/%m/%Y}", count, align=Align.RIGHT)
    pages.text(_LEFT, y + 33.0, ADVICE, _DETAIL)
    pages.rule(_LEFT, y + 36.5, _RIGHT, y + 36.5, line=0.6)


def _draw_second_head(pages: Pages, y: float, count: int) -> None:
    _draw_bar(pages, y + 4.0, MAYBE_TITLE)
    pages.text(_LEFT, y + 20.0, MAYBE_COUNT.format(count=count), Type(Weight.BOLD, 11))


def _draw_bar(pages: Pages, y: float, words: str) -> None:
    font = Type(Weight.EXTRA_BOLD, 18)
    pages.fill(_LEFT, y, _RIGHT - _LEFT, 11.0, INK)
    middle = (_LEFT + _RIGHT) / 2
    pages.text(middle, y + (11.0 + font.cap_mm) / 2, words, font, WHITE, Align.CENTRE)


def _draw_gate(pages: Pages, y: float, heading: str) -> None:
    pages.text(_LEFT, y + 7.6, heading, Type(Weight.BOLD, 12))
    pages.rule(_LEFT, y + 10.0, _RIGHT, y + 10.0)


def _draw_columns(pages: Pages, y: float) -> None:
    for x, words, align in _COLUMNS:
        pages.text(x, y + 3.6, words, _SMALL, SOFT, align)


def _draw_row(
    pages: Pages, y: float, height: float, name: Sequence[str], told: tuple[str, str, str]
) -> None:
    """A box, the number at the gate, the full name, the year of birth, and when they came."""
    number, year, time = told
    baseline = y + (_ROW_MM + _NAME.cap_mm) / 2
    pages.frame(_LEFT, y + (_ROW_MM - _BOX_MM) / 2, _BOX_MM, _BOX_MM, line=0.45)
    pages.text(_NUMBER_X, baseline, number, _SMALL, SOFT, Align.RIGHT)
    pages.lines(_NAME_X, baseline, name, _NAME)
    pages.text(_YEAR_X, baseline, year, _DETAIL, align=Align.RIGHT)
    pages.text(_TIME_X, baseline, time, _DETAIL, align=Align.RIGHT)
    pages.rule(_LEFT, y + height, _RIGHT, y + height, EDGE, 0.15)


def _draw_nobody(pages: Pages, y: float) -> None:
    pages.text(_LEFT, y + 7.0, NOBODY, _DETAIL)


def _draw_lines_to_write_on(pages: Pages, y: float) -> None:
    middle = (_LEFT + _RIGHT) / 2 - 20.0
    for x, to_x, words in ((_LEFT, middle, NOT_SEEN), (middle + 4.0, _RIGHT, SIGNED)):
        pages.text(x, y + 11.0, words, _DETAIL)
        pages.rule(x + _DETAIL.width_mm(words) + 2.0, y + 11.0, to_x, y + 11.0)
