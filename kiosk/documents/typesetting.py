"""Type on paper: measured, wrapped and set in black on white strips of the paper's width.

Lines are set by their ink, so that `Ễ` never touches the `ặ` above it; text is NFC, so that every
accented letter is one glyph of the typeface.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from enum import Enum
from functools import lru_cache, partial
from importlib.resources import files
from io import BytesIO
from typing import Final, Protocol

from PIL import Image, ImageDraw, ImageFont

from kiosk.base.dataclass import dataclass
from kiosk.base.names import plain_letters
from kiosk.domain.slips.slip import spaced_human_code
from kiosk.ports.printer import Bitmap

PAPER: Final = 255
INK: Final = 0

Font = ImageFont.FreeTypeFont
Run = tuple[str, Font]
Line = Sequence[Run]


class Measured(Protocol):
    """Type whose words have a length: a font, or one of a PDF's page."""

    def getlength(self, text: str) -> float:
        """How long the words are, in the unit of the room."""

    def __hash__(self) -> int:
        """Lengths are kept by their type."""


class SlipDoesNotFit(ValueError):
    """The texts leave no room for a code that can be read."""


class Side(Enum):
    """Where a line stands on its strip, as the share of the room that is left before it."""

    LEFT = 0.0
    CENTRE = 0.5
    RIGHT = 1.0


@dataclass(frozen=True, slots=True)
class Block:
    """A strip whose height is known before it is drawn."""

    height: int
    draw: Callable[[], Image.Image]


def block_of_lines(
    lines: Sequence[Line], width_px: int, side: Side, margin: int, leading: float
) -> Block:
    """What `set_lines` draws."""
    _, height = _baselines(lines, leading)
    return Block(height, partial(set_lines, lines, width_px, side, margin, leading))


def set_lines(
    lines: Sequence[Line],
    width_px: int,
    side: Side = Side.CENTRE,
    margin: int = 0,
    leading: float = 1.35,
) -> Image.Image:
    """Lines as far apart as `leading` times the type size or as their ink needs, `margin` from the
    edge.
    """
    baselines, height = _baselines(lines, leading)
    strip = blank(height, width_px)
    draw = ImageDraw.Draw(strip)
    for line, baseline in zip(lines, baselines, strict=True):
        x = margin + side.value * (width_px - 2 * margin - line_length(line))
        for text, font in line:
            draw.text((x, baseline), text, font=font, fill=INK, anchor="ls")
            x += _length_of(text, font)
    return strip


def _baselines(lines: Sequence[Line], leading: float) -> tuple[list[int], int]:
    """Where lines stand on their strip, and how tall it is."""
    baselines: list[int] = []
    y = descent = foot = 0
    for line in lines:
        ascent = max(ascent_of(text, font) for text, font in line)
        size = max(font.size for _, font in line)
        if baselines:
            y = max(y + round(leading * size), y + descent + ascent + 2)
        else:
            y = max(ascent, round(0.74 * size))
        descent = max(_descent_of(text, font) for text, font in line)
        foot = round(0.22 * size)
        baselines.append(y)
    return baselines, y + max(foot, descent) + 1


def draw_rule(width_px: int, margin: int, thickness: int, dash: int = 0) -> Image.Image:
    strip = blank(thickness, width_px)
    draw = ImageDraw.Draw(strip)
    long = width_px - 2 * margin
    # An odd number of pieces begins and ends with ink.
    pieces = long // dash // 2 * 2 + 1 if dash else 1
    for piece in range(0, pieces, 2):
        left, right = (margin + long * end // pieces for end in (piece, piece + 1))
        draw.rectangle((left, 0, right - 1, thickness), fill=INK)
    return strip


def set_left(words: str, font: Font, width_px: int, margin: int) -> Image.Image:
    """Words from the left margin, in as many lines as they need."""
    step, first = _pitch(font)
    lines = wrap(words, font, width_px - 2 * margin)
    strip = blank(step * len(lines), width_px)
    draw = ImageDraw.Draw(strip)
    for place, line in enumerate(lines):
        draw.text((margin, first + place * step), line, font=font, fill=INK, anchor="ls")
    return strip


def set_pair(
    label: str, value: str, fonts: tuple[Font, Font], width_px: int, margin: int
) -> Image.Image:
    """A label at the left margin and its value at the right one, on one line; below one another
    where that is too short.
    """
    label_font, value_font = fonts
    room = width_px - 2 * margin
    joined: Line = [(clean(label), label_font), ("  ", value_font), (clean(value), value_font)]
    names = set_left(label, label_font, width_px, margin)
    if line_length(joined) > room:
        lines: list[Line] = [[(line, value_font)] for line in wrap(value, value_font, room)]
        return stack([names, set_lines(lines, width_px, Side.RIGHT, margin)], width_px)
    at = (width_px - margin, _pitch(label_font)[1])
    ImageDraw.Draw(names).text(at, clean(value), font=value_font, fill=INK, anchor="rs")
    return names


def _pitch(font: Font) -> tuple[int, int]:
    """From line to line, and from a line's top to its letters' foot: what `Ễ` and `ặ` need."""
    return round(font.size * 1.35), round(font.size * 1.05)


def draw_bar(words: str, size: int, width_px: int, margin: int) -> Image.Image:
    """White words on a black bar, smaller than `size` where they are long."""
    height = round(size * 1.5)
    font = load_font("ExtraBold", size)
    while font.getlength(words) > width_px - 4 * margin:
        font = load_font("ExtraBold", int(font.size) - 1)
    strip = blank(height, width_px)
    draw = ImageDraw.Draw(strip)
    draw.rounded_rectangle((margin, 0, width_px - margin, height - 1), radius=10, fill=INK)
    baseline = (height + ascent_of("N", font)) // 2
    draw.text((width_px / 2, baseline), words, font=font, fill=PAPER, anchor="ms")
    return strip


def as_bitmap(sheet: Image.Image) -> Bitmap:
    """What is darker than half as a printer's dots."""
    dots = to_ink(sheet)
    return Bitmap(dots.width, dots.height, dots.tobytes())


def blank(height: int, width_px: int) -> Image.Image:
    return Image.new("L", (width_px, height), PAPER)


def stack(strips: Sequence[Image.Image], width_px: int) -> Image.Image:
    """Strips of that width, one below the other."""
    sheet = blank(sum(strip.height for strip in strips), width_px)
    y = 0
    for strip in strips:
        sheet.paste(strip, (0, y))
        y += strip.height
    return sheet


def to_ink(sheet: Image.Image) -> Image.Image:
    """A mode `1` image: what is darker than half is black."""
    return sheet.point([INK] * 128 + [PAPER] * 128).convert("1", dither=Image.Dither.NONE)


def wrap(text: str, font: Measured, room: int) -> list[str]:
    """Lines of about equal length, as few as the width allows; a word too long is divided."""
    words: list[str] = []
    for word in clean(text).split():
        rest = word
        while _length_of(rest, font) > room:
            fits = max(n for n in range(1, len(rest)) if _length_of(rest[:n], font) <= room)
            words.append(rest[:fits])
            rest = rest[fits:]
        words.append(rest)
    widths = [_length_of(word, font) for word in words]
    space = _length_of(" ", font)
    rows = _fill(widths, space, room)
    for narrower in range(room - 8, max([room // 3, *map(round, widths)]), -8):
        balanced = _fill(widths, space, narrower)
        if len(balanced) > len(rows):
            break
        rows = balanced
    return [" ".join(words[start:end]) for start, end in rows]


def _fill(widths: Sequence[float], space: float, room: int) -> list[tuple[int, int]]:
    """Which words stand on each line, as (first, behind last)."""
    rows: list[tuple[int, int]] = []
    used = float(room)
    for index, width in enumerate(widths):
        if rows and used + space + width <= room:
            rows[-1] = (rows[-1][0], index + 1)
            used += space + width
        else:
            rows.append((index, index + 1))
            used = width
    return rows


def flow(runs: Sequence[Run], room: int) -> list[Line]:
    """Runs on one line with dots between them where they fit, else on lines of their own."""
    lines: list[list[Run]] = []
    for text, font in runs:
        longer = [*lines[-1], (" · ", font), (text, font)] if lines else []
        if longer and line_length(longer) <= room:
            lines[-1] = longer
        else:
            lines.extend([(piece, font)] for piece in wrap(text, font, room))
    return [*lines]


def label_and_value(label: Run, value: Run, room: int) -> list[Line]:
    """A label and what it says on one line where they fit, else on lines of their own."""
    joined = [(f"{label[0]} ", label[1]), value]
    return [joined] if line_length(joined) <= room else [*flow([label], room), *flow([value], room)]


@dataclass(frozen=True, slots=True)
class HumanCode:
    """`123 456 789` in cells of one width, since the typeface has no tabular figures."""

    code: str
    font: Font
    cell: int
    gap: int

    @property
    def width(self) -> int:
        """Of all cells and gaps."""
        gaps = self.code.count(" ")
        return self.cell * (len(self.code) - gaps) + self.gap * gaps

    @property
    def height(self) -> int:
        """Of its strip."""
        return ascent_of("0", self.font) + 2

    def draw(self, width_px: int) -> Image.Image:
        """In the middle of a strip."""
        strip = blank(self.height, width_px)
        draw = ImageDraw.Draw(strip)
        x = (width_px - self.width) / 2
        for digit in self.code:
            if digit == " ":
                x += self.gap
                continue
            at = (x + self.cell / 2, self.height - 1)
            draw.text(at, digit, font=self.font, fill=INK, anchor="ms")
            x += self.cell
        return strip


def fit_human_code(code: str, size: int, room: int) -> HumanCode:
    """A code to read out, smaller than `size` where `room` is less."""
    spaced = spaced_human_code(code)
    while True:
        font = load_font("ExtraBold", size)
        cell = round(max(_length_of(digit, font) for digit in "0123456789") + size * 0.02)
        fitted = HumanCode(spaced, font, cell, round(size * 0.3))
        if fitted.width <= room:
            return fitted
        size -= 1


def line_length(line: Line) -> float:
    """How wide a line is set."""
    return sum(_length_of(text, font) for text, font in line)


@lru_cache(maxsize=2048)
def ascent_of(text: str, font: Font) -> int:
    """From the foot of the letters to the top of their ink."""
    return -int(font.getbbox(text, anchor="ls")[1])


@lru_cache(maxsize=2048)
def _descent_of(text: str, font: Font) -> int:
    return round(font.getbbox(text, anchor="ls")[3])


@lru_cache(maxsize=8192)
def _length_of(text: str, font: Font) -> float:
    return font.getlength(text)


def clean(text: str) -> str:
    """NFC, so that every accented letter is the typeface's own glyph; the base letter of what it
    lacks, as of the Ƀ and Ŏ of Ê Đê and Ba Na, and nothing for what has none.
    """
    letters = unicodedata.normalize("NFC", text)
    if not letters.isascii():
        letters = "".join(map(_drawable, letters))
    return " ".join(letters.split())


@lru_cache(maxsize=512)
def _drawable(letter: str) -> str:
    if not missing_letters(letter):
        return letter
    plain = plain_letters(letter)
    return "" if missing_letters(plain) else plain


@lru_cache
def load_font(weight: str, size: int) -> Font:
    return ImageFont.truetype(
        BytesIO(_font_file(weight)), size, layout_engine=ImageFont.Layout.BASIC
    )


@lru_cache
def _font_file(weight: str) -> bytes:
    return (files("resources") / "fonts" / f"BeVietnamPro-{weight}.ttf").read_bytes()


def missing_letters(letters: str) -> str:
    """Those of `letters` the typeface has no glyph for. Raises OSError if it cannot be loaded."""
    missing = ""
    letters = "".join(dict.fromkeys(letter for letter in letters if not letter.isspace()))
    for weight in ("Medium", "Bold", "ExtraBold"):
        font = load_font(weight, 24)
        # A private-use character nobody draws: its glyph is the typeface's "not there" box.
        absent = bytes(font.getmask("\U0010fffd"))
        missing += "".join(
            letter
            for letter in letters
            if letter not in missing and bytes(font.getmask(letter)) == absent
        )
    return missing
