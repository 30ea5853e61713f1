"""The words that help somebody to show a code or to type a number."""

from __future__ import annotations

from kiosk.domain.credential.card_number import CardDocument, NumberCheck
from kiosk.domain.scanning.hint import Hint
from ui.i18n import QT_TRANSLATE_NOOP

HINTS: dict[Hint, str] = {
    Hint.NONE: QT_TRANSLATE_NOOP("Messages", "Giữ mã trong khung"),
    Hint.ONE_AT_A_TIME: QT_TRANSLATE_NOOP("Messages", "Mỗi lần một người"),
    Hint.ALL_CODES: QT_TRANSLATE_NOOP("Messages", "Mã gồm nhiều phần: đưa mọi phần cùng lúc"),
    Hint.CLOSER: QT_TRANSLATE_NOOP("Messages", "Đưa gần hơn"),
    Hint.FARTHER: QT_TRANSLATE_NOOP("Messages", "Đưa ra xa một chút"),
    Hint.HOLD_STILL: QT_TRANSLATE_NOOP("Messages", "Giữ yên"),
    Hint.TOO_DARK: QT_TRANSLATE_NOOP("Messages", "Thiếu sáng: đưa ra chỗ sáng hơn"),
    Hint.GLARE: QT_TRANSLATE_NOOP("Messages", "Bị lóa sáng: nghiêng thẻ một chút"),
    Hint.RECORDED: QT_TRANSLATE_NOOP("Messages", "Đã ghi nhận"),
    Hint.DONE: QT_TRANSLATE_NOOP("Messages", "Đã đọc mã này, xin cất mã"),
}
"""The line below the mirror for each Hint."""


NUMBER_CHECKS: dict[tuple[CardDocument, NumberCheck], str] = {
    (CardDocument.INSURANCE, NumberCheck.EMPTY): QT_TRANSLATE_NOOP(
        "Messages", "Gõ mã thẻ 10 số. Mã 15 ký tự: chỉ cần 10 số cuối."
    ),
    (CardDocument.INSURANCE, NumberCheck.TOO_LONG): QT_TRANSLATE_NOOP(
        "Messages", "Đã quá 10 số. Mã 15 ký tự: chỉ cần 10 số cuối."
    ),
    (CardDocument.INSURANCE, NumberCheck.LEVEL_WRONG): QT_TRANSLATE_NOOP(
        "Messages", "Sau 2 chữ là một số từ 1 đến 5. Xin so lại với thẻ."
    ),
    (CardDocument.INSURANCE, NumberCheck.PLACE_UNKNOWN): QT_TRANSLATE_NOOP(
        "Messages", "Chưa thấy mã tỉnh này. Xin so lại với thẻ."
    ),
    (CardDocument.INSURANCE, NumberCheck.COMPLETE): QT_TRANSLATE_NOOP(
        "Messages", "Đủ số. Xin so lại với thẻ, rồi chạm Xong."
    ),
    (CardDocument.CITIZEN, NumberCheck.EMPTY): QT_TRANSLATE_NOOP(
        "Messages", "Gõ 12 số in trên thẻ."
    ),
    (CardDocument.CITIZEN, NumberCheck.PLACE_UNKNOWN): QT_TRANSLATE_NOOP(
        "Messages", "Chưa thấy ba số đầu này. Xin so lại với thẻ."
    ),
    (CardDocument.CITIZEN, NumberCheck.COMPLETE): QT_TRANSLATE_NOOP(
        "Messages", "Đủ số. Xin so lại với thẻ, rồi chạm Xong."
    ),
    (CardDocument.SLIP, NumberCheck.EMPTY): QT_TRANSLATE_NOOP(
        "Messages", "Gõ 9 số in cạnh mã QR trên phiếu."
    ),
    (CardDocument.SLIP, NumberCheck.CHECK_WRONG): QT_TRANSLATE_NOOP(
        "Messages", "Có số chưa đúng. Xin so lại với phiếu."
    ),
    (CardDocument.SLIP, NumberCheck.COMPLETE): QT_TRANSLATE_NOOP(
        "Messages", "Đủ số. Xin so lại với phiếu, rồi chạm Xong."
    ),
}
"""What is said while a number is typed; of an unfinished one, how much is missing."""
