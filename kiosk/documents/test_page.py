"""The page a printer is tried out with: each part shows one thing that may be set wrong.

Edges tell the width, the ruler the scale, the bar a dead heating element, the grey fields the heat,
the letters that all is sent as a picture, and the code that a camera can read what this printer
prints. In Vietnamese alone, for whoever sets the kiosk up.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

import numpy as np
from PIL import Image, ImageDraw

from kiosk.base.dataclass import dataclass
from kiosk.documents.qr_code import code_modules, draw_modules
from kiosk.documents.typesetting import (
    INK,
    Line,
    as_bitmap,
    blank,
    draw_bar,
    flow,
    load_font,
    set_lines,
    stack,
    wrap,
)
from kiosk.ports.printer import Bitmap

DOTS_PER_MM: Final = 8
_TITLE: Final = "TRANG IN THỬ"
_WIDTHS: Final = {384: "58 mm", 576: "80 mm"}
_CODE_PX: Final = {384: 343, 576: 490}
_LETTERS: Final = (
    "ắ ằ ẳ ẵ ặ ấ ầ ẩ ẫ ậ ế ề ể ễ ệ ố ồ ổ ỗ ộ ớ ờ ở ỡ ợ ứ ừ ử ữ ự ỳ ỷ ỹ ỵ đ "
    "Ắ Ặ Ẫ Ậ Ễ Ệ Ỗ Ộ Ỡ Ợ Ữ Ự Ỹ Ỵ Đ"
)
_EDGE: Final = "Khung phải đủ cả hai cạnh, trái và phải."
_RULER: Final = "Đo bằng thước: {mm} mm."
_BAR: Final = "Vạch đen phải liền, không có sọc trắng."
_GREYS: Final = "Ba ô phải khác nhau: nhạt, vừa, đậm."
_READ: Final = "Đưa mã này trước camera: phải đọc được."


@dataclass(frozen=True, slots=True)
class PrinterPage:
    """What the page says of the printer it is printed with."""

    venue_name: str
    printer_name: str
    at: datetime
    """UTC."""
    time_zone: ZoneInfo
    width_px: int
    """384 or 576."""
    has_cutter: bool


def printer_page_bitmap(page: PrinterPage, code: str) -> Bitmap:
    """The page as its printer takes it; `code` is what its QR code holds."""
    return as_bitmap(draw_printer_page(page, code))


def draw_printer_page(page: PrinterPage, code: str) -> Image.Image:
    """The same as a picture."""
    width_px = page.width_px
    plain, bold = load_font("Medium", 22), load_font("Bold", 24)
    room = width_px - 48
    local = page.at.astimezone(page.time_zone)
    cutter = "có dao cắt" if page.has_cutter else "không có dao cắt"
    facts: list[Line] = [
        *([(line, bold)] for line in wrap(page.venue_name, bold, room)),
        *([(line, plain)] for line in wrap(page.printer_name, plain, room)),
        *flow([(_WIDTHS[width_px], plain), (f"{width_px} chấm", plain), (cutter, plain)], room),
        [(f"{local:%H:%M} · {local:%d/%m/%Y}", plain)],
    ]

    def said(words: str) -> Image.Image:
        return set_lines([[(line, plain)] for line in wrap(words, plain, room)], width_px)

    modules = code_modules(code)
    dots = _CODE_PX[width_px] // len(modules)
    return stack(
        [
            _framed(
                [
                    blank(12, width_px),
                    draw_bar(_TITLE, 38, width_px, 24),
                    blank(8, width_px),
                    set_lines(facts, width_px),
                    blank(8, width_px),
                    said(_EDGE),
                    blank(12, width_px),
                ],
                width_px,
            ),
            blank(12, width_px),
            _draw_ruler(width_px),
            said(_RULER.format(mm=_ruler_mm(width_px))),
            blank(12, width_px),
            _draw_bar_of_all_dots(width_px),
            said(_BAR),
            blank(12, width_px),
            _draw_greys(width_px),
            said(_GREYS),
            blank(12, width_px),
            said(_LETTERS),
            draw_modules(modules, dots, 4 * dots, width_px),
            said(_READ),
            blank(12, width_px),
        ],
        width_px,
    )


def _framed(strips: list[Image.Image], width_px: int) -> Image.Image:
    """Strips in a frame along the very edges of what the printer can reach."""
    sheet = stack(strips, width_px)
    ImageDraw.Draw(sheet).rectangle((0, 0, width_px - 1, sheet.height - 1), outline=INK, width=3)
    return sheet


def _ruler_mm(width_px: int) -> int:
    """The longest whole centimetres with room for their numbers."""
    return (width_px // DOTS_PER_MM - 4) // 10 * 10


def _draw_ruler(width_px: int) -> Image.Image:
    font = load_font("Medium", 20)
    strip = blank(62, width_px)
    pen = ImageDraw.Draw(strip)
    long = _ruler_mm(width_px) * DOTS_PER_MM
    left = (width_px - long) // 2
    pen.rectangle((left, 0, left + long, 2), fill=INK)
    for mm in range(_ruler_mm(width_px) + 1):
        x = left + mm * DOTS_PER_MM
        pen.rectangle((x, 0, x + 1, 30 if mm % 10 == 0 else 20 if mm % 5 == 0 else 12), fill=INK)
        if mm % 10 == 0:
            pen.text((x, 54), str(mm), font=font, fill=INK, anchor="ms")
    return strip


def _draw_bar_of_all_dots(width_px: int) -> Image.Image:
    """Every heating element burns: one that is dead leaves a white stripe."""
    strip = blank(28, width_px)
    ImageDraw.Draw(strip).rectangle((0, 0, width_px, 23), fill=INK)
    return strip


def _draw_greys(width_px: int) -> Image.Image:
    """A quarter, a half and three quarters of the dots."""
    orders = np.array([[0, 2], [3, 1]])
    tall, wide = 48, (width_px - 48 - 2 * 16) // 3
    rows, columns = np.indices((tall, wide))
    strip = blank(tall + 6, width_px)
    for place, share in enumerate((1, 2, 3)):
        burnt = orders[rows % 2, columns % 2] < share
        field = Image.fromarray(np.where(burnt, 0, 255).astype(np.uint8))
        strip.paste(field, (24 + place * (wide + 16), 0))
    return strip
