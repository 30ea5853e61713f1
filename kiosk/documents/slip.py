"""A slip as one black and white image: most printers have no Vietnamese letters, and an image can
be decoded again before it is printed.

Every block of the slip is drawn on its own full-width strip; the strips are stacked, and the QR
code takes what the words leave. Lines are set by their ink, so that `Ễ` never touches the `ặ`
above it. 203 dpi, the resolution of practically every slip printer: 8 dots are one millimetre.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import qrcode
from PIL import Image, ImageDraw
from qrcode.constants import ERROR_CORRECT_Q

from kiosk.documents.typesetting import (
    INK,
    PAPER,
    Font,
    ascent_of,
    blank,
    clean,
    draw_rule,
    join_parts,
    label_and_value,
    load_font,
    set_lines,
    stack,
    to_ink,
    wrap,
)
from kiosk.domain.slips.slip import Slip
from kiosk.domain.visits.decision import Direction
from kiosk.ports.printer import Bitmap

DOTS_PER_MM: Final = 8
MAX_HEIGHT_PX: Final = 110 * DOTS_PER_MM
"""A slip is at most 110 mm long (docs/spec/at-the-gate.md §7)."""
QUIET_MODULES: Final = 4
"""White modules around a QR code (ISO/IEC 18004)."""
EDGE_PX: Final = 20
"""White dots kept beside the code; the paper's own unprintable edge (4 mm and more) adds to it."""


class SlipDoesNotFit(ValueError):
    """The venue's texts leave no room for a readable code within 110 mm."""


@dataclass(frozen=True, slots=True)
class _Words:
    """The printed words of one language."""

    badges: dict[Direction, str]
    hotline: str
    from_landline: str
    instruction: str
    valid_until: str
    valid_value: Callable[[datetime], str]
    date: Callable[[datetime], str]
    reprint: str


_MONTHS: Final = (
    "Jan",
    "Feb",
    "Mar",
    "Apr",
    "May",
    "Jun",
    "Jul",
    "Aug",
    "Sep",
    "Oct",
    "Nov",
    "Dec",
)


def _english_date(at: datetime) -> str:
    return f"{at.day} {_MONTHS[at.month - 1]} {at.year}"


_WORDS: Final = {
    "vi": _Words(
        badges={Direction.ARRIVAL: "ĐẾN", Direction.DEPARTURE: "ĐI"},
        hotline="Hỏi đáp: {number}",
        from_landline="máy bàn {number}",
        instruction="Khi ra về hoặc đến điểm kiểm dịch khác, đưa mã QR này trước camera.",
        valid_until="Có giá trị đến",
        valid_value=lambda at: f"{at:%H:%M} ngày {at:%d/%m/%Y}",
        date=lambda at: f"{at:%d/%m/%Y}",
        reprint="In lại lần {count}",
    ),
    "en": _Words(
        badges={Direction.ARRIVAL: "ARRIVAL", Direction.DEPARTURE: "DEPARTURE"},
        hotline="Hotline: {number}",
        from_landline="landline {number}",
        instruction="On leaving, or at another checkpoint, show this QR code to the camera.",
        valid_until="Valid until",
        valid_value=lambda at: f"{at:%H:%M}, {_english_date(at)}",
        date=_english_date,
        reprint="Reprint {count}",
    ),
}


@dataclass(frozen=True, slots=True)
class _Sizes:
    """Type and code sizes of one paper width, in dots."""

    margin: int
    gap: int
    rule: int
    venue: int
    line: int
    badge: int
    time: int
    date: int
    code: int
    instruction: int
    valid: int
    qr_goal: int
    """Side of a QR code that reads well at arm's length even when worn."""


_SIZES: Final = {
    384: _Sizes(12, 9, 3, 28, 20, 34, 38, 22, 50, 26, 22, 343),
    576: _Sizes(20, 12, 4, 36, 26, 48, 48, 26, 72, 34, 26, 441),
}
_TIERS: Final = (
    (1.0, 1.0),
    (1.0, 0.85),
    (0.92, 0.85),
    (0.86, 0.8),
    (0.8, 0.72),
    (0.72, 0.66),
    (0.64, 0.6),
    (0.56, 0.55),
)
"""(scale of the text, least part of the goal for the code): the first pair that fits is taken."""


def render_slip(slip: Slip, width_px: int, language: str) -> Image.Image:
    """One slip as a mode `1` image, `width_px` (384 or 576) wide and at most 110 mm long.

    `language` is `vi` or `en`; one slip speaks one language. Raises SlipDoesNotFit if the venue's
    texts are so long that no readable code fits beside them.
    """
    words, sizes = _WORDS[language], _SIZES[width_px]
    matrix = _matrix(slip.code)
    for scale, share in _TIERS:
        above, below = _strips(slip, words, sizes, width_px, scale)
        left = MAX_HEIGHT_PX - sum(strip.height for strip in (*above, *below))
        dots = _module_dots(len(matrix), width_px, left, sizes.qr_goal)
        if dots * len(matrix) >= share * sizes.qr_goal - len(matrix):
            return to_ink(stack([*above, _qr_strip(matrix, dots, width_px), *below], width_px))
    raise SlipDoesNotFit(f"no room for the code on {width_px} dots")


def slip_bitmap(slip: Slip, width_px: int, language: str) -> Bitmap:
    """The same as a printer takes it. Raises SlipDoesNotFit."""
    image = render_slip(slip, width_px, language)
    return Bitmap(image.width, image.height, image.tobytes())


def _strips(
    slip: Slip, words: _Words, sizes: _Sizes, width_px: int, scale: float
) -> tuple[list[Image.Image], list[Image.Image]]:
    """The strips above and below the code."""
    room = width_px - 2 * sizes.margin
    gap = round(sizes.gap * scale)

    def font(weight: str, size: int) -> Font:
        return load_font(weight, max(18, round(size * scale)))

    local = slip.at.astimezone(slip.time_zone)
    until = slip.valid_until.astimezone(slip.time_zone)
    venue_font, line_font = font("Bold", sizes.venue), font("Medium", sizes.line)
    place = join_parts(_place(slip, words), line_font, room)
    above = [
        blank(gap, width_px),
        set_lines(
            [[(line, venue_font)] for line in wrap(slip.venue_name, venue_font, room)], width_px
        ),
        blank(gap // 2, width_px),
        set_lines([[(line, line_font)] for line in place], width_px),
        blank(gap, width_px),
        draw_rule(width_px, sizes.margin, sizes.rule),
        blank(gap, width_px),
        _heading(
            words.badges[slip.direction],
            slip.direction,
            f"{local:%H:%M}",
            words.date(local),
            (font("ExtraBold", sizes.badge), font("Bold", sizes.time), font("Bold", sizes.date)),
            (width_px, sizes.margin),
        ),
    ]
    hint_font, tag_font = font("Medium", sizes.valid), font("Bold", sizes.valid)
    notes = [(clean(slip.name_hint), hint_font)] if slip.name_hint else []
    if slip.reprint:
        tag = words.reprint.format(count=slip.reprint)
        notes += [(" · ", hint_font)] if notes else []
        notes.append((tag, tag_font))
    instruction_font = font("Bold", sizes.instruction)
    valid = [(words.valid_until, hint_font), (words.valid_value(until), tag_font)]
    below = [
        _code(slip.human_code, round(sizes.code * scale), room, width_px),
        blank(gap, width_px),
        *([set_lines([notes], width_px), blank(gap, width_px)] if notes else []),
        draw_rule(width_px, sizes.margin, sizes.rule, dash=4 * sizes.rule),
        blank(gap, width_px),
        set_lines(
            [
                [(line, instruction_font)]
                for line in wrap(words.instruction, instruction_font, room)
            ],
            width_px,
        ),
        blank(gap, width_px),
        set_lines(label_and_value(valid, room), width_px),
        blank(gap, width_px),
    ]
    return above, below


def _place(slip: Slip, words: _Words) -> list[str]:
    """Gate and hotlines; the number for mobiles first, since a slip is read with one in hand."""
    parts = [clean(slip.gate_name)] if slip.gate_name.strip() else []
    for hotline in slip.hotlines:
        number = hotline.mobile or hotline.landline
        text = words.hotline.format(number=number)
        if len(slip.hotlines) > 1 and hotline.label.strip() not in ("", number, hotline.landline):
            text = f"{clean(hotline.label)}: {number}"
        if hotline.landline and hotline.landline != number:
            text += f", {words.from_landline.format(number=hotline.landline)}"
        parts.append(text)
    return parts


def _matrix(text: str) -> list[list[bool]]:
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_Q, border=0)
    code.add_data(text)
    code.make(fit=True)
    return [[bool(module) for module in row] for row in code.get_matrix()]


def _module_dots(modules: int, width_px: int, height_px: int, goal_px: int) -> int:
    """Dots per module: as large as width, remaining height and the goal allow."""
    return min(
        (width_px - 2 * EDGE_PX) // modules,
        height_px // (modules + 2 * QUIET_MODULES),
        -(-goal_px // modules),
    )


def _qr_strip(matrix: list[list[bool]], dots: int, width_px: int) -> Image.Image:
    modules = len(matrix)
    strip = blank((modules + 2 * QUIET_MODULES) * dots, width_px)
    draw = ImageDraw.Draw(strip)
    left, top = (width_px - modules * dots) // 2, QUIET_MODULES * dots
    for row, line in enumerate(matrix):
        for column, is_dark in enumerate(line):
            if is_dark:
                x, y = left + column * dots, top + row * dots
                draw.rectangle((x, y, x + dots - 1, y + dots - 1), fill=INK)
    return strip


def _heading(
    word: str,
    direction: Direction,
    time: str,
    date: str,
    fonts: tuple[Font, Font, Font],
    place: tuple[int, int],
) -> Image.Image:
    """The badge on the left, time above date on the right."""
    badge_font, time_font, date_font = fonts
    width_px, margin = place
    right = max(time_font.getlength(time), date_font.getlength(date))
    while True:
        size = badge_font.size
        pad, icon = round(size * 0.34), round(size * 0.72)
        badge_width = round(badge_font.getlength(word)) + icon + 3 * pad
        if badge_width + right + 2 * margin + pad <= width_px or size <= 18:
            break
        badge_font = load_font("ExtraBold", int(size) - 1)
    ascent = ascent_of(word, badge_font)
    time_cap, date_cap = ascent_of("0", time_font), ascent_of("0", date_font)
    between = round(date_cap * 0.8)
    height = max(ascent + round(size * 0.5), time_cap + between + date_cap)
    strip = blank(height, width_px)
    draw = ImageDraw.Draw(strip)
    draw.rounded_rectangle(
        (margin, 0, margin + badge_width, height - 1), radius=round(size * 0.24), fill=INK
    )
    # Capitals stand in the middle; the accents above them only need to stay inside.
    cap = ascent_of("N", badge_font)
    baseline = max((height + cap) // 2, ascent + round(size * 0.14))
    _icon(draw, direction, (margin + pad, baseline - cap - round(size * 0.04)), icon)
    draw.text((margin + 2 * pad + icon, baseline), word, font=badge_font, fill=PAPER, anchor="ls")
    edge, top = width_px - margin, (height - time_cap - between - date_cap) // 2
    draw.text((edge, top + time_cap), time, font=time_font, fill=INK, anchor="rs")
    draw.text((edge, height - top), date, font=date_font, fill=INK, anchor="rs")
    return strip


def _icon(
    draw: ImageDraw.ImageDraw, direction: Direction, corner: tuple[int, int], size: int
) -> None:
    """An arrow into a door for arrival, out of it for departure: the screens' own shapes."""
    left, top = corner
    stroke = max(3, round(size * 0.13))
    door = 1 if direction is Direction.ARRIVAL else -1

    def x(part: float) -> float:
        return left + size * (part if door > 0 else 1 - part)

    def y(part: float) -> float:
        return top + size * part

    tip = 0.66 if direction is Direction.ARRIVAL else 0.02
    tail = 0.0 if direction is Direction.ARRIVAL else 0.64
    back = tip - 0.28 if tip > tail else tip + 0.28
    frame = [(x(0.56), y(0.04)), (x(0.98), y(0.04)), (x(0.98), y(0.96)), (x(0.56), y(0.96))]
    draw.line(frame, fill=PAPER, width=stroke, joint="curve")
    draw.line([(x(tail), y(0.5)), (x(tip), y(0.5))], fill=PAPER, width=stroke)
    head = [(x(back), y(0.22)), (x(tip), y(0.5)), (x(back), y(0.78))]
    draw.line(head, fill=PAPER, width=stroke, joint="curve")


def _code(human_code: str, size: int, room: int, width_px: int) -> Image.Image:
    """`123 456 78 9` in cells of one width, since the typeface has no tabular figures."""
    groups = (human_code[:3], human_code[3:6], human_code[6:8], human_code[8:])
    while True:
        font = load_font("ExtraBold", size)
        cell = round(max(font.getlength(digit) for digit in "0123456789") + size * 0.02)
        gap = round(size * 0.4)
        wide = cell * len(human_code) + gap * (len(groups) - 1)
        if wide <= room:
            break
        size -= 1
    cap = ascent_of("0", font)
    strip = blank(cap + 2, width_px)
    draw = ImageDraw.Draw(strip)
    x = (width_px - wide) / 2
    for group in groups:
        for digit in group:
            draw.text((x + cell / 2, cap + 1), digit, font=font, fill=INK, anchor="ms")
            x += cell
        x += gap
    return strip
