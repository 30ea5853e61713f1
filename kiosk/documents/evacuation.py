"""*Danh sách sơ tán* for slip paper: who is inside, with boxes to tick off.

It comes in strips, so that the first lines are on paper while the last are still drawn. Set in
Vietnamese alone: it is for the staff and the fire brigade of the place.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from PIL import Image, ImageDraw

from kiosk.base.dataclass import dataclass
from kiosk.documents.typesetting import (
    INK,
    Font,
    as_bitmap,
    ascent_of,
    blank,
    clean,
    draw_bar,
    draw_rule,
    load_font,
    set_left,
    set_lines,
    set_pair,
    stack,
    wrap,
)
from kiosk.domain.desk.acts_on_cases import AgeGroup
from kiosk.domain.people.person import Sex
from kiosk.domain.reports.evacuation import Arrived, EvacuationList, by_gate
from kiosk.ports.printer import Bitmap

TITLE: Final = "DANH SÁCH SƠ TÁN"
MAYBE_TITLE: Final = "CÓ THỂ CÒN BÊN TRONG"
COUNT: Final = "{count} người bên trong"
MAYBE_COUNT: Final = "{count} người, quá giờ mà chưa ghi nhận ra về"
ADVICE: Final = "Có họ tên đầy đủ: giữ kín, hủy sau khi dùng. Đánh dấu người đã thấy."
_GATE: Final = "{gate} · {count} người"
_NO_GATE: Final = "Không rõ cổng"
NOBODY: Final = "Không có ai."
_NAMELESS: Final = "Chưa rõ tên"
_EMERGENCY: Final = "Cấp cứu · ca {number}"
_SEXES: Final[dict[Sex | None, str]] = {Sex.MALE: "nam", Sex.FEMALE: "nữ"}
_AGES: Final[dict[AgeGroup | None, str]] = {
    AgeGroup.CHILD: "trẻ em",
    AgeGroup.ADULT: "16–59 tuổi",
    AgeGroup.OLD: "từ 60 tuổi",
}
NOT_SEEN, SIGNED = "Chưa thấy", "Người điểm danh"
_ROWS_PER_STRIP: Final = 8


@dataclass(frozen=True, slots=True)
class _Sizes:
    """Type and distances of one paper width, in dots."""

    margin: int
    gap: int
    venue: int
    title: int
    count: int
    advice: int
    gate: int
    name: int
    detail: int
    box: int
    row: int
    is_wide: bool
    """Birth year and time stand beside the name; else below it."""


_SIZES: Final = {
    384: _Sizes(12, 8, 22, 32, 25, 19, 24, 24, 21, 26, 68, False),
    576: _Sizes(24, 10, 26, 42, 30, 22, 27, 25, 23, 28, 46, True),
}


def evacuation_strips(listed: EvacuationList, width_px: int) -> Iterator[Bitmap]:
    """The list from its head to its foot, for a printer 384 or 576 dots wide."""
    for image in draw_evacuation(listed, width_px):
        yield as_bitmap(image)


def draw_evacuation(listed: EvacuationList, width_px: int) -> Iterator[Image.Image]:
    """The same as pictures, to be set one below the other."""
    sizes = _SIZES[width_px]
    local = listed.at.astimezone(listed.time_zone)
    yield stack(
        [
            blank(sizes.gap, width_px),
            _centred(listed.venue_name, load_font("Bold", sizes.venue), sizes, width_px),
            blank(sizes.gap, width_px),
            draw_bar(TITLE, sizes.title, width_px, sizes.margin),
            blank(sizes.gap, width_px),
            set_pair(
                COUNT.format(count=len(listed.inside)),
                f"{local:%H:%M} · {local:%d/%m}",
                (load_font("Bold", sizes.count), load_font("Bold", sizes.count)),
                width_px,
                sizes.margin,
            ),
            set_left(ADVICE, load_font("Medium", sizes.advice), width_px, sizes.margin),
            blank(sizes.gap, width_px),
            draw_rule(width_px, sizes.margin, 4),
        ],
        width_px,
    )

    def time_of(one: Arrived) -> str:
        return f"{one.since.astimezone(listed.time_zone):%H:%M}"

    def day_and_time_of(one: Arrived) -> str:
        return f"{one.since.astimezone(listed.time_zone):%H:%M %d/%m}"

    yield from _part(listed.inside, time_of, sizes, width_px)
    if listed.maybe_inside:
        count = MAYBE_COUNT.format(count=len(listed.maybe_inside))
        yield stack(
            [
                blank(3 * sizes.gap, width_px),
                draw_bar(MAYBE_TITLE, sizes.title, width_px, sizes.margin),
                blank(sizes.gap, width_px),
                set_left(count, load_font("Bold", sizes.advice), width_px, sizes.margin),
                blank(sizes.gap, width_px),
                draw_rule(width_px, sizes.margin, 4),
            ],
            width_px,
        )
        yield from _part(listed.maybe_inside, day_and_time_of, sizes, width_px)
    yield _foot(sizes, width_px)


def _part(
    people: Sequence[Arrived], time_of: Callable[[Arrived], str], sizes: _Sizes, width_px: int
) -> Iterator[Image.Image]:
    """The rows of one part, gate by gate."""
    if not people:
        font = load_font("Medium", sizes.detail)
        nobody = set_left(NOBODY, font, width_px, sizes.margin)
        yield stack([blank(sizes.gap, width_px), nobody], width_px)
    for gate, some in by_gate(people):
        heading = gate_heading(gate, len(some))
        strips = [
            blank(2 * sizes.gap, width_px),
            set_left(heading, load_font("Bold", sizes.gate), width_px, sizes.margin),
            blank(sizes.gap // 2, width_px),
            draw_rule(width_px, sizes.margin, 2),
        ]
        for place, one in enumerate(some, 1):
            strips.append(_row(one, time_of(one), sizes, width_px))
            if place % _ROWS_PER_STRIP == 0:
                yield stack(strips, width_px)
                strips = []
        if strips:
            yield stack(strips, width_px)


def _row(one: Arrived, time: str, sizes: _Sizes, width_px: int) -> Image.Image:
    """A box, the full name, the year of birth, and when they came."""
    name_font, detail_font = load_font("Bold", sizes.name), load_font("Medium", sizes.detail)
    left = sizes.margin + sizes.box + round(sizes.box * 0.45)
    edge = width_px - sizes.margin
    year, name = one.birth_year, clean(one.full_name) or nameless(one)
    if sizes.is_wide:
        # As wide in every row, so that the years stand below one another.
        time_room = detail_font.getlength(re.sub("[0-9]", "0", time))
        year_room = detail_font.getlength("0000")
        room = round(edge - left - time_room - year_room - 3 * sizes.gap)
    else:
        room = edge - left
    lines = wrap(name, name_font, room)
    step = round(sizes.name * 1.35)
    height = sizes.row + (len(lines) - 1) * step
    strip = blank(height, width_px)
    draw = ImageDraw.Draw(strip)
    first = round(sizes.row / 2 + sizes.name * 0.36) if sizes.is_wide else round(sizes.name * 1.3)
    cap = ascent_of("N", name_font)
    top = first - (cap + sizes.box) // 2
    draw.rounded_rectangle(
        (sizes.margin, top, sizes.margin + sizes.box, top + sizes.box),
        radius=4,
        outline=INK,
        width=3,
    )
    for place, line in enumerate(lines):
        draw.text((left, first + place * step), line, font=name_font, fill=INK, anchor="ls")
    if sizes.is_wide:
        draw.text((edge, first), time, font=detail_font, fill=INK, anchor="rs")
        at = edge - time_room - 2 * sizes.gap
        draw.text((at, first), year or "–", font=detail_font, fill=INK, anchor="rs")
    else:
        below = first + (len(lines) - 1) * step + round(sizes.detail * 1.35)
        said = f"{year} · {time}" if year else time
        draw.text((left, below), said, font=detail_font, fill=INK, anchor="ls")
    return strip


def gate_heading(gate: str, count: int) -> str:
    """`Cổng A · 35 người`."""
    return _GATE.format(gate=gate or _NO_GATE, count=count)


def nameless(one: Arrived) -> str:
    """What stands in the place of a name that nobody knows."""
    if one.emergency is None:
        return _NAMELESS
    looks = [words for words in (_SEXES.get(one.sex), _AGES.get(one.age)) if words]
    number = _EMERGENCY.format(number=one.emergency)
    return f"{number} · {', '.join(looks)}" if looks else number


def _centred(words: str, font: Font, sizes: _Sizes, width_px: int) -> Image.Image:
    lines = wrap(words, font, width_px - 2 * sizes.margin)
    return set_lines([[(line, font)] for line in lines], width_px)


def _foot(sizes: _Sizes, width_px: int) -> Image.Image:
    """Lines to write on: how many were not seen, and who called the names."""
    font = load_font("Medium", sizes.advice)
    edge = width_px - sizes.margin
    if sizes.is_wide:
        rows = [[(NOT_SEEN, width_px * 3 // 8), (SIGNED, edge)]]
    else:
        rows = [[(NOT_SEEN, edge)], [(SIGNED, edge)]]
    height = round(font.size * 2.2)
    strips = [blank(2 * sizes.gap, width_px), draw_rule(width_px, sizes.margin, 4)]
    for row in rows:
        strip = blank(height, width_px)
        draw = ImageDraw.Draw(strip)
        baseline, x = height - 8, sizes.margin
        for words, end in row:
            draw.text((x, baseline), words, font=font, fill=INK, anchor="ls")
            start = x + font.getlength(words) + sizes.gap
            draw.line((start, baseline, end, baseline), fill=INK, width=2)
            x = end + sizes.gap
        strips.append(strip)
    return stack([*strips, blank(sizes.gap, width_px)], width_px)
