"""Type on paper: measured, wrapped and set in black on white strips of the paper's width.

Lines are set by their ink, so that `Ễ` never touches the `ặ` above it; text is NFC, so that every
accented letter is one glyph of the typeface.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files
from io import BytesIO
from typing import Final, Protocol

from PIL import Image, ImageDraw, ImageFont

from kiosk.base.names import plain_letters

PAPER: Final = 255
INK: Final = 0

Font = ImageFont.FreeTypeFont
Run = tuple[str, Font]
Line = Sequence[Run]


class Measured(Protocol):
    """Type whose words have a length: a font, or one of a PDF's page."""

    def getlength(self, text: str) -> float:
        """How long the words are, in the unit of the room."""


def set_lines(lines: Sequence[Line], width_px: int) -> Image.Image:
    """Centred lines, as far apart as 1.35 of the type size or as their ink needs."""
    baselines: list[int] = []
    y = descent = foot = 0
    for line in lines:
        ascent = max(ascent_of(text, font) for text, font in line)
        size = max(font.size for _, font in line)
        if baselines:
            y = max(y + round(1.35 * size), y + descent + ascent + 2)
        else:
            y = max(ascent, round(0.74 * size))
        descent = max(round(font.getbbox(text, anchor="ls")[3]) for text, font in line)
        foot = round(0.22 * size)
        baselines.append(y)
    strip = blank(y + max(foot, descent) + 1, width_px)
    draw = ImageDraw.Draw(strip)
    for line, baseline in zip(lines, baselines, strict=True):
        x = (width_px - _length(line)) / 2
        for text, font in line:
            draw.text((x, baseline), text, font=font, fill=INK, anchor="ls")
            x += font.getlength(text)
    return strip


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
        while font.getlength(rest) > room:
            fits = max(n for n in range(1, len(rest)) if font.getlength(rest[:n]) <= room)
            words.append(rest[:fits])
            rest = rest[fits:]
        words.append(rest)
    widths = [font.getlength(word) for word in words]
    space = font.getlength(" ")
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


def join_parts(parts: Sequence[str], font: Font, room: int) -> list[str]:
    """Parts on one line with dots between them where they fit, else on lines of their own."""
    lines: list[str] = []
    for part in parts:
        if lines and font.getlength(f"{lines[-1]} · {part}") <= room:
            lines[-1] += f" · {part}"
        else:
            lines.extend(wrap(part, font, room))
    return lines


def label_and_value(runs: Sequence[Run], room: int) -> list[Line]:
    (label, font), value = runs
    joined = [(f"{label} ", font), value]
    return [joined] if _length(joined) <= room else [[(label, font)], [value]]


def _length(line: Line) -> float:
    return sum(font.getlength(text) for text, font in line)


def ascent_of(text: str, font: Font) -> int:
    return -int(font.getbbox(text, anchor="ls")[1])


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
