"""*Thẻ*, a wallet card on slip paper: the size of a bank card, to be cut out and put into a pouch.

Its code is as large as a slip's on 58 mm paper, on either width.
"""

from __future__ import annotations

from typing import Final

from PIL import Image, ImageDraw

from kiosk.documents.qr_code import code_modules, draw_modules
from kiosk.documents.typesetting import (
    INK,
    SlipDoesNotFit,
    as_bitmap,
    blank,
    clean,
    draw_bar,
    fit_human_code,
    label_and_value,
    load_font,
    set_lines,
    stack,
    wrap,
)
from kiosk.domain.slips.wallet_card import WalletCard
from kiosk.ports.printer import Bitmap
from sync.protocol.ks1 import SlipKind

TITLES: Final = {SlipKind.STAFF_CARD: "NHÂN VIÊN", SlipKind.REGULAR_CARD: "NGƯỜI QUEN"}
_VALID, _FOUND = "Có giá trị đến hết ngày", "Nhặt được, xin gọi"
_CUT: Final = "Cắt theo đường này rồi ép nhựa."
_SIZE_PX: Final = (432, 685)
"""54.0 by 85.6 mm (ISO/IEC 7810 ID-1, upright); as wide as the paper where that is less."""
_CODE_PX: Final = 343
_QUIET_PX: Final = 28
_SCALES: Final = (1.0, 0.9, 0.8, 0.7, 0.6)
_SMALLEST_PX: Final = 18


def wallet_card_bitmap(card: WalletCard, width_px: int) -> Bitmap:
    """The card for a printer 384 or 576 dots wide. Raises SlipDoesNotFit."""
    return as_bitmap(draw_wallet_card(card, width_px))


def draw_wallet_card(card: WalletCard, width_px: int) -> Image.Image:
    """The same as a picture. Raises SlipDoesNotFit."""
    wide, tall = min(_SIZE_PX[0], width_px), _SIZE_PX[1]
    for scale in _SCALES:
        face = _draw_face(card, wide, scale)
        if face.height <= tall:
            break
    else:
        raise SlipDoesNotFit("no room for the code on a card")
    sheet = blank(tall, width_px)
    left = (width_px - wide) // 2
    sheet.paste(face, (left, (tall - face.height) // 2))
    pen = ImageDraw.Draw(sheet)
    _draw_cut_line(pen, (left, 0, left + wide - 1, tall - 1))
    font = load_font("Medium", _SMALLEST_PX)
    hint = set_lines([[(_CUT, font)]], width_px)
    return stack(
        [blank(12, width_px), sheet, blank(8, width_px), hint, blank(8, width_px)], width_px
    )


def _draw_face(card: WalletCard, wide: int, scale: float) -> Image.Image:
    margin = 16
    room = wide - 2 * margin

    def size(dots: int) -> int:
        return max(_SMALLEST_PX, round(dots * scale))

    venue, name = load_font("Bold", size(26)), load_font("Bold", size(32))
    plain, bold = load_font("Medium", size(21)), load_font("Bold", size(21))
    modules = code_modules(card.code)
    until = card.valid_until.astimezone(card.time_zone)
    foot = label_and_value((_VALID, plain), (f"{until:%d/%m/%Y}", bold), room)
    if card.hotline:
        foot += label_and_value((_FOUND, plain), (clean(card.hotline), bold), room)
    return stack(
        [
            draw_bar(TITLES[card.kind], size(36), wide, margin),
            blank(6, wide),
            set_lines(
                [[(line, venue)] for line in wrap(card.venue_name, venue, room)], wide, leading=1.2
            ),
            draw_modules(modules, _CODE_PX // len(modules), _QUIET_PX, wide),
            fit_human_code(card.human_code, size(46), room).draw(wide),
            blank(10, wide),
            set_lines([[(line, name)] for line in wrap(card.name, name, room)], wide, leading=1.2),
            blank(4, wide),
            set_lines(foot, wide, leading=1.2),
        ],
        wide,
    )


def _draw_cut_line(pen: ImageDraw.ImageDraw, box: tuple[int, int, int, int]) -> None:
    """Short dashes around the card; corners stay open, to be rounded with scissors."""
    left, top, right, bottom = box
    dash, corner = 10, 24
    for x in range(left + corner, right - corner - dash, 2 * dash):
        for y in (top, bottom - 1):
            pen.rectangle((x, y, x + dash, y + 1), fill=INK)
    for y in range(top + corner, bottom - corner - dash, 2 * dash):
        for x in (left, right - 1):
            pen.rectangle((x, y, x + 1, y + dash), fill=INK)
