"""A slip as one black and white image: most printers have no Vietnamese letters, and an image can
be decoded again before it is printed.

Every block of the slip is a strip of the paper's width; the strips are stacked. Where a venue's
words are long, gaps and type become smaller, then what matters least is left out. The code's
modules, as large as was measured to survive wear (docs/measured.md), become smaller last of all.
203 dpi, the resolution of practically every slip printer: 8 dots are one millimetre.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache, partial
from typing import Final

from PIL import Image, ImageDraw

from kiosk.base.dataclass import dataclass
from kiosk.documents.logo import draw_logo
from kiosk.documents.qr_code import code_modules, draw_modules
from kiosk.documents.slip_words import SLIP_WORDS
from kiosk.documents.typesetting import (
    INK,
    PAPER,
    Block,
    Font,
    Line,
    Side,
    SlipDoesNotFit,
    as_bitmap,
    ascent_of,
    blank,
    block_of_lines,
    clean,
    draw_rule,
    fit_human_code,
    flow,
    label_and_value,
    line_length,
    load_font,
    stack,
    to_ink,
    wrap,
)
from kiosk.documents.wallet_card import wallet_card_bitmap
from kiosk.domain.slips.slip import Slip
from kiosk.domain.slips.wallet_card import card_of
from kiosk.ports.printer import Bitmap
from sync.protocol.ks1 import SlipKind
from sync.protocol.policy import Hotline

DOTS_PER_MM: Final = 8
MAX_HEIGHT_PX: Final = 110 * DOTS_PER_MM
"""A slip is at most 110 mm long (docs/spec/at-the-gate.md §7)."""
MAIN_SENTENCE_PX: Final = 34
"""12 pt: the one sentence that says what to do is never smaller."""
_SMALLEST_PX: Final = 18
_LEADING: Final = 1.2
_BADGE_EMS: Final = 0.95
"""Black beside the badge's word, both sides together."""
_EVEN_QUIET: Final = 4
"""White modules around a QR code (ISO/IEC 18004)."""


@dataclass(frozen=True, slots=True)
class _Sizes:
    """Type, gaps and code of one paper width, in dots."""

    margin: int
    gap: int
    rule: int
    venue: int
    line: int
    badge: int
    code: int
    hint: int
    instruction: int
    small: int
    square: int
    """Side of the QR code with four modules around it: a signed code has 49 modules, 7 dots each
    on 58 mm and 10 on 80 mm."""
    quiet_modules: float
    """White above and below the code; beside it the paper's own unprintable edge is added."""
    has_two_columns: bool
    """Venue beside the badge and hint beside the human code; else below one another."""


_SIZES: Final = {
    384: _Sizes(10, 14, 3, 28, 24, 34, 50, 24, 35, 25, 399, 2.9, False),
    576: _Sizes(24, 11, 4, 30, 26, 44, 54, 24, 36, 26, 570, 4, True),
}
_TIERS: Final = (
    (1.0, 1.0),
    (1.0, 0.6),
    (0.94, 0.5),
    (0.88, 0.4),
    (0.82, 0.4),
    (0.76, 0.3),
    (0.7, 0.3),
    (0.62, 0.3),
)
"""(scale of the type, scale of the gaps): the first with which all fits is taken."""


def render_slip(slip: Slip, width_px: int, language: str, logo: bytes = b"") -> Image.Image:
    """One slip as a mode `1` image, `width_px` (384 or 576) wide and at most 110 mm long.

    `language` is `vi` or `en`; one slip speaks one language. `logo` is a prepared one
    (`kiosk.documents.logo`) or empty. What is left out where the venue's texts are long: logo,
    its own line, all but the first hotline; then the code's modules are one dot smaller. Raises
    SlipDoesNotFit where that is not enough.
    """
    modules = code_modules(slip.code)
    dots = _SIZES[width_px].square // (len(modules) + 2 * _EVEN_QUIET)
    for content, picture, side in _less_and_less(slip, logo, dots):
        for tier in _TIERS:
            blocks = _Layout(content, picture, width_px, language, *tier).blocks(modules, side)
            if sum(block.height for block in blocks) <= MAX_HEIGHT_PX:
                return to_ink(stack([block.draw() for block in blocks], width_px))
    raise SlipDoesNotFit(f"no room for the code on {width_px} dots")


def slip_bitmap(slip: Slip, width_px: int, language: str, logo: bytes = b"") -> Bitmap:
    """The same as a printer takes it; of a slip that is a card, the card. Raises SlipDoesNotFit."""
    if slip.kind is not SlipKind.SLIP:
        return wallet_card_bitmap(card_of(slip), width_px)
    return as_bitmap(render_slip(slip, width_px, language, logo))


def _less_and_less(slip: Slip, logo: bytes, dots: int) -> Iterator[tuple[Slip, bytes, int]]:
    """The slip, its logo and the dots of its code's modules, with ever less of them."""
    without_line = replace(slip, venue_line="")
    least = replace(without_line, hotlines=slip.hotlines[:1])
    yield slip, logo, dots
    yield slip, b"", dots
    yield without_line, b"", dots
    yield least, b"", dots
    yield least, b"", dots - 1


class _Layout:
    """One slip at one size of type."""

    def __init__(
        self, slip: Slip, logo: bytes, width_px: int, language: str, scale: float, spread: float
    ) -> None:
        self._slip = slip
        self._logo = logo
        self._width = width_px
        self._language = language
        self._words = SLIP_WORDS[language]
        self._sizes = _SIZES[width_px]
        self._scale = scale
        self._spread = spread
        self._room = width_px - 2 * self._sizes.margin
        local = slip.at.astimezone(slip.time_zone)
        self._moment = f"{local:%H:%M} · {self._words.date(local)}"

    def blocks(self, modules: list[list[bool]], dots: int) -> list[Block]:
        """The whole slip with so many dots a module, however long it becomes."""
        margin, rule, width_px = self._sizes.margin, self._sizes.rule, self._width
        quiet = dots * max(self._sizes.quiet_modules, _EVEN_QUIET * self._spread)
        quiet_px = math.ceil(quiet)
        code = Block(
            dots * len(modules) + 2 * quiet_px,
            partial(draw_modules, modules, dots, quiet_px, width_px),
        )
        tear = Block(rule, partial(draw_rule, width_px, margin, rule, dash=3 * rule))
        return [
            self._gap(),
            *self._head(),
            code,
            *self._numbers(),
            self._gap(0.8),
            tear,
            self._gap(0.8),
            *self._foot(),
            self._gap(),
        ]

    def _gap(self, share: float = 1.0) -> Block:
        height = max(4, round(self._sizes.gap * self._spread * share))
        return Block(height, partial(blank, height, self._width))

    def _font(self, weight: str, size: int, smallest: int = _SMALLEST_PX) -> Font:
        return load_font(weight, max(smallest, round(size * self._scale)))

    def _set(self, lines: list[Line], side: Side = Side.CENTRE) -> Block:
        return block_of_lines(lines, self._width, side, self._sizes.margin, _LEADING)

    def _head(self) -> list[Block]:
        """The badge, and beside it gate and time; the venue beside it too where it is short."""
        sizes = self._sizes
        moment = self._font("Bold", sizes.line).getlength(self._moment)
        badge = _draw_badge(
            self._words.badges[self._slip.direction],
            max(_SMALLEST_PX, round(sizes.badge * self._scale)),
            math.floor(self._room - sizes.gap - moment),
        )
        venue_font = self._font("Bold", sizes.venue)
        room = self._room - badge.width - sizes.gap
        logo = draw_logo(self._logo, 2 * badge.height, badge.height) if self._logo else None
        if sizes.has_two_columns:
            beside = room - (logo.width + sizes.gap if logo else 0)
            name = wrap(self._slip.venue_name, venue_font, beside)
            if len(name) <= 2:
                lines: list[Line] = [[(line, venue_font)] for line in name]
                return [self._beside([badge, logo], lines + self._place(beside))]
        venue = self._venue(venue_font, logo)
        return [venue, self._gap(0.5), self._beside([badge], self._place(room))]

    def _place(self, room: int) -> list[Line]:
        """Time and gate, the gate on the same line where both fit."""
        plain = self._font("Medium", self._sizes.line)
        bold = self._font("Bold", self._sizes.line)
        moment = (self._moment, bold)
        gate = clean(self._slip.gate_name)
        if not gate:
            return [[moment]]
        joined = [(f"{gate} · ", plain), moment]
        if self._sizes.has_two_columns and line_length(joined) <= room:
            return [joined]
        return [[moment], *([(line, plain)] for line in wrap(gate, plain, room))]

    def _beside(self, pictures: list[Image.Image | None], lines: list[Line]) -> Block:
        """Pictures from the left margin on, lines at the right one."""
        column = self._set(lines, Side.RIGHT)
        shown = [picture for picture in pictures if picture is not None]
        height = max(column.height, *(picture.height for picture in shown))

        def draw() -> Image.Image:
            strip = blank(height, self._width)
            strip.paste(column.draw(), (0, (height - column.height) // 2))
            left = self._sizes.margin
            for picture in shown:
                strip.paste(picture, (left, (height - picture.height) // 2))
                left += picture.width + self._sizes.gap
            return strip

        return Block(height, draw)

    def _venue(self, font: Font, logo: Image.Image | None) -> Block:
        """The venue's name in the middle, after its logo."""
        taken = logo.width + self._sizes.gap if logo is not None else 0
        lines: list[Line] = [
            [(line, font)] for line in wrap(self._slip.venue_name, font, self._room - taken)
        ]
        if logo is None:
            return self._set(lines)
        wide = math.ceil(max(map(line_length, lines), default=0))
        words = block_of_lines(lines, wide, Side.LEFT, 0, _LEADING)
        height = max(words.height, logo.height)

        def draw() -> Image.Image:
            strip = blank(height, self._width)
            left = (self._width - taken - wide) // 2
            strip.paste(logo, (left, (height - logo.height) // 2))
            strip.paste(words.draw(), (left + taken, (height - words.height) // 2))
            return strip

        return Block(height, draw)

    def _numbers(self) -> list[Block]:
        """The code to read out, and what tells this slip from another one."""
        slip, sizes = self._slip, self._sizes
        plain = self._font("Medium", sizes.hint)
        hints = [slip.full_name] if slip.full_name else slip.name_hint.split(" · ")
        runs = [(text, plain) for text in map(clean, hints) if text]
        if slip.reprint:
            tag = self._words.reprint.format(count=slip.reprint)
            runs.append((tag, self._font("Bold", sizes.hint)))
        size = round(sizes.code * self._scale)
        if not sizes.has_two_columns:
            code = fit_human_code(slip.human_code, size, self._room)
            lines = flow(runs, self._room)
            block = Block(code.height, partial(code.draw, self._width))
            return [block, self._gap(0.8), self._set(lines)] if lines else [block]
        code = fit_human_code(slip.human_code, size, self._room * 6 // 10)
        room = self._room - code.width - 2 * sizes.gap
        if len(runs) <= 2:
            lines = [line for run in runs for line in flow([run], room)]
        else:
            lines = flow(runs, room)
        return [self._beside([code.draw(code.width)], lines)]

    def _foot(self) -> list[Block]:
        """What to do with the slip, until when, and whom to ask."""
        sizes, words = self._sizes, self._words
        main = self._font("Bold", sizes.instruction, MAIN_SENTENCE_PX)
        plain, bold = self._font("Medium", sizes.small), self._font("Bold", sizes.small)
        until = self._slip.valid_until.astimezone(self._slip.time_zone)
        pairs = [(words.valid_until, words.valid_value(until))]
        pairs += [self._hotline(hotline) for hotline in self._slip.hotlines]
        lines = [
            line
            for label, value in pairs
            for line in label_and_value((label, plain), (value, bold), self._room)
        ]
        sentence = words.instruction[0 if sizes.has_two_columns else 1]
        own = wrap(self._slip.venue_line, plain, self._room)
        return [
            self._set([[(line, main)] for line in sentence]),
            self._gap(0.6),
            self._set([*lines, *([(line, plain)] for line in own)]),
        ]

    def _hotline(self, hotline: Hotline) -> tuple[str, str]:
        """Its label and number; the number for mobiles, since a slip is read with one in hand."""
        number = clean(hotline.mobile or hotline.landline)
        label = clean(hotline.label)
        is_named = label not in ("", number, clean(hotline.landline))
        # A venue names its only line in Vietnamese, which a slip in English says by itself.
        if not is_named or (len(self._slip.hotlines) == 1 and self._language != "vi"):
            label = self._words.hotline
        return label, number


@lru_cache(maxsize=64)
def _draw_badge(word: str, size: float, room: int) -> Image.Image:
    """*ĐẾN*, white on black, in smaller type where there is less room; not to be changed."""
    font = load_font("ExtraBold", int(size))
    while font.getlength(word) + _BADGE_EMS * font.size > room:
        font = load_font("ExtraBold", int(font.size) - 1)
    size = font.size
    # Capitals stand in the middle; the accents above them only need to stay inside.
    cap, ascent = ascent_of("N", font), ascent_of(word, font)
    height = ascent + round(0.5 * size)
    baseline = max((height + cap) // 2, ascent + round(0.14 * size))
    badge = blank(height, round(font.getlength(word) + _BADGE_EMS * size))
    draw = ImageDraw.Draw(badge)
    corner = (badge.width - 1, height - 1)
    draw.rounded_rectangle(((0, 0), corner), radius=round(size * 0.24), fill=INK)
    draw.text((badge.width / 2, baseline), word, font=font, fill=PAPER, anchor="ms")
    return badge
