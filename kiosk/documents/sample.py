"""The printed sample of the camera page: a card with a fine and a coarse code, on a sheet of A6.

The fine code is as dense as an old insurance card's (docs/spec/at-the-gate.md §12). The coarse one
beside it is read where the fine one is only a grey patch, so that distance and sharpness can be
told anyway.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import qrcode
from PIL import Image as Picture
from PIL import ImageDraw, ImageFont

from kiosk.base.files import write_whole
from kiosk.base.phrases import Phrase
from kiosk.domain.scanning.camera_check import (
    LOCATOR_MM,
    LOCATOR_MODULES,
    LOCATOR_TEXT,
    SAMPLE_MM,
    SAMPLE_MODULES,
    SAMPLE_TEXT,
)

if TYPE_CHECKING:
    from kiosk.ports.camera import Image

_DOTS_PER_MODULE = 8
_DOTS_PER_MM = SAMPLE_MODULES * _DOTS_PER_MODULE / SAMPLE_MM
_DPI = _DOTS_PER_MM * 25.4
"""Such that the fine code has whole dots per module and is exactly 20 mm wide."""
_CARD_MM = (85.6, 54.0)
_SHEET_MM = (148.0, 105.0)
_RULER_MM = 50
_TEXT_MM = 3.0
_HEADING_MM = 5.0
_LINES = (
    "Đặt thẻ này trước camera, cách khoảng một gang tay, giữ yên.",
    "Hold this card before the camera, a hand span away, and keep still.",
    "In đúng cỡ 100 %: thước dưới đây phải dài 50 mm.",
    "Print at 100 %: the ruler below must be 50 mm long.",
)


def code_matrix(text: str, modules: int) -> Image:
    """The code's modules, 0 dark and 255 light, without its quiet zone.

    Raises ValueError if it does not come out with so many modules a side.
    """
    code = qrcode.QRCode(border=0, error_correction=qrcode.ERROR_CORRECT_M)
    code.add_data(text)
    code.make(fit=True)
    if code.modules_count != modules:
        raise ValueError(f"{code.modules_count} modules instead of {modules}")
    return np.where(np.array(code.get_matrix(), dtype=bool), 0, 255).astype(np.uint8)


@cache
def sample_card() -> tuple[Image, float]:
    """The card in grey, and its pixels per millimetre. Do not write into it."""
    width, height = (_dots(side) for side in _CARD_MM)
    card = np.full((height, width), 255, dtype=np.uint8)
    _place(card, code_matrix(SAMPLE_TEXT, SAMPLE_MODULES), SAMPLE_MM, left_mm=8.0)
    _place(card, code_matrix(LOCATOR_TEXT, LOCATOR_MODULES), LOCATOR_MM, left_mm=46.0)
    card.setflags(write=False)
    return card, _DOTS_PER_MM


def _place(card: Image, matrix: Image, side_mm: float, *, left_mm: float) -> None:
    side, left = _dots(side_mm), _dots(left_mm)
    top = (card.shape[0] - side) // 2
    places = np.arange(side) * matrix.shape[0] // side
    card[top : top + side, left : left + side] = matrix[np.ix_(places, places)]


def _dots(length_mm: float) -> int:
    return round(length_mm * _DOTS_PER_MM)


def write_sample(path: Path) -> None:
    """Draw the sheet into a PNG or PDF, by the path's suffix, at its true size.

    Raises ValueError for another suffix, OSError when it cannot be written.
    """
    formats = {".png": "PNG", ".pdf": "PDF"}
    form = formats.get(path.suffix.lower())
    if form is None:
        raise ValueError(Phrase("{name}: expected .png or .pdf", name=path.name))
    sheet = Picture.new("L", (_dots(_SHEET_MM[0]), _dots(_SHEET_MM[1])), 255)
    card, _ = sample_card()
    left, top = (sheet.width - card.shape[1]) // 2, _dots(6.0)
    sheet.paste(Picture.fromarray(card), (left, top))
    pen = ImageDraw.Draw(sheet)
    frame = (left, top, left + card.shape[1], top + card.shape[0])
    pen.rectangle(frame, outline=0, width=_dots(0.2))
    _write_words(pen, left, top + card.shape[0] + _dots(3.0))
    # Black and white alone: a grey sheet would stand in the PDF as JPEG, with blurred modules.
    sheet = sheet.point(lambda level: 255 if level > 127 else 0).convert("1")
    written = BytesIO()
    if form == "PDF":
        sheet.save(written, form, resolution=_DPI, title="Checkpoint kiosk: camera sample")
    else:
        sheet.save(written, form, dpi=(_DPI, _DPI))
    write_whole(path, written.getvalue(), mode=0o644, makes_folder=False)


def _write_words(pen: ImageDraw.ImageDraw, left: int, top: int) -> None:
    heading = _font("ExtraBold", _HEADING_MM)
    pen.text((left, top), "Mẫu thử camera · Camera sample", fill=0, font=heading)
    top += _dots(_HEADING_MM * 1.4)
    font = _font("Medium", _TEXT_MM)
    for line in _LINES:
        pen.text((left, top), line, fill=0, font=font)
        top += _dots(_TEXT_MM * 1.35)
    top += _dots(4.0)
    for mark in range(0, _RULER_MM + 1, 5):
        tick = _dots(3.0 if mark % 10 == 0 else 1.6)
        x = left + _dots(mark)
        pen.line((x, top - tick, x, top), fill=0, width=_dots(0.2))
    pen.line((left, top, left + _dots(_RULER_MM), top), fill=0, width=_dots(0.2))


def _font(weight: str, size_mm: float) -> ImageFont.FreeTypeFont:
    path = Path(str(files("resources"))) / "fonts" / f"BeVietnamPro-{weight}.ttf"
    return ImageFont.truetype(str(path), _dots(size_mm))
