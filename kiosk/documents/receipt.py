"""The receipt of a request about one's own data on slip paper.

In Vietnamese alone, as the request is made at the desk. Like a slip it has initials and the last
digits of a number, no full name.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from PIL import Image

from kiosk.documents.typesetting import (
    Font,
    as_bitmap,
    blank,
    draw_rule,
    load_font,
    set_left,
    set_lines,
    set_pair,
    stack,
    wrap,
)
from kiosk.domain.desk.acts_on_people import DataRight
from kiosk.domain.desk.data_receipt import DataReceipt
from kiosk.ports.printer import Bitmap

_TITLE, _SUBJECT = "PHIẾU TIẾP NHẬN", "Yêu cầu về dữ liệu cá nhân"
RIGHTS: Final = {
    DataRight.SEE: "xem dữ liệu",
    DataRight.CORRECT: "sửa dữ liệu",
    DataRight.ERASE: "xóa dữ liệu",
    DataRight.WITHDRAW: "rút đồng ý",
}
_BRING: Final = "Khi quay lại, xin mang theo phiếu này và giấy tờ tùy thân."
_MARGINS: Final = {384: 12, 576: 24}


def receipt_strips(receipt: DataReceipt, width_px: int) -> Iterator[Bitmap]:
    """The receipt for a printer 384 or 576 dots wide."""
    yield as_bitmap(draw_receipt(receipt, width_px))


def draw_receipt(receipt: DataReceipt, width_px: int) -> Image.Image:
    """The same as a picture."""
    margin, scale = _MARGINS[width_px], 1.0 if width_px > 384 else 0.87

    def font(weight: str, size: int) -> Font:
        return load_font(weight, round(size * scale))

    plain, bold, venue = font("Medium", 24), font("Bold", 24), font("Bold", 26)
    title, due_font = font("ExtraBold", 40), font("Bold", 34)
    named = wrap(receipt.venue_name, venue, width_px - 2 * margin)
    at, due = (moment.astimezone(receipt.time_zone) for moment in (receipt.at, receipt.answer_by))
    pairs = [
        ("Số", receipt.number),
        ("Yêu cầu", RIGHTS[receipt.right]),
        ("Người yêu cầu", receipt.name_hint),
        ("Nhận lúc", f"{at:%H:%M} · {at:%d/%m/%Y}"),
        ("Người tiếp nhận", receipt.taken_by),
    ]
    ask = [("Hỏi về dữ liệu", receipt.phone)] if receipt.phone else []
    return stack(
        [
            blank(12, width_px),
            set_lines([[(line, venue)] for line in named], width_px),
            blank(4, width_px),
            set_lines([[(_TITLE, title)], [(_SUBJECT, plain)]], width_px),
            blank(8, width_px),
            draw_rule(width_px, margin, 4),
            blank(6, width_px),
            *(
                set_pair(label, value, (plain, bold), width_px, margin)
                for label, value in pairs
                if value
            ),
            blank(8, width_px),
            draw_rule(width_px, margin, 3, dash=9),
            blank(10, width_px),
            set_lines(
                [[("Trả lời chậm nhất", plain)], [(f"{due:%H:%M} ngày {due:%d/%m/%Y}", due_font)]],
                width_px,
            ),
            blank(10, width_px),
            draw_rule(width_px, margin, 3, dash=9),
            blank(6, width_px),
            set_left(_BRING, plain, width_px, margin),
            *(set_pair(label, value, (plain, bold), width_px, margin) for label, value in ask),
            blank(12, width_px),
        ],
        width_px,
    )
