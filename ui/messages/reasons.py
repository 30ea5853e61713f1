"""The words for every Reason."""

from __future__ import annotations

from kiosk.domain.reason import Reason
from kiosk.domain.station.effects import Tone
from ui.i18n import QT_TRANSLATE_NOOP
from ui.messages.model import Card, Message, ScreenTone

_SUPPORT_TITLE = QT_TRANSLATE_NOOP("Messages", "Mời sang bàn hỗ trợ")


_SUPPORT_TEXT = QT_TRANSLATE_NOOP("Messages", "Nhân viên sẽ giúp ngay.")


def _support(staff_hint: str) -> Message:
    """The one neutral screen: only the staff hint differs (docs/spec/at-the-gate.md §4)."""
    return Message(_SUPPORT_TITLE, _SUPPORT_TEXT, staff_hint)


_SHOW_PERSONAL = QT_TRANSLATE_NOOP(
    "Messages", "Tại máy này, xin đưa mã cá nhân hoặc thẻ trước camera."
)


_SHOW_CARD = QT_TRANSLATE_NOOP("Messages", "Tại máy này, xin đưa thẻ nhựa trước camera.")


_SHOW_AGAIN = QT_TRANSLATE_NOOP(
    "Messages", "Xin đưa mã cá nhân hoặc thẻ trước camera để ghi nhận lại."
)


_ALL_CARDS = (Card.PHONE, Card.ANY_CARD, Card.SLIP)


_PLASTIC_FIRST = (Card.CITIZEN, Card.INSURANCE, Card.SLIP)


def _wrong(
    title: str,
    caption: str,
    staff_hint: str,
    *,
    text: str = _SHOW_PERSONAL,
    cards: tuple[Card, ...] = _ALL_CARDS,
) -> Message:
    return Message(
        title, text, staff_hint, ScreenTone.ATTENTION, Tone.ATTENTION, caption=caption, cards=cards
    )


_SCANNER_TEXT = QT_TRANSLATE_NOOP("Messages", "Mời đưa mã trước camera, hoặc gọi nhân viên.")


_SCANNER_TEST = QT_TRANSLATE_NOOP("Messages", "Quét lại; nếu chưa được, chạy phép thử máy quét.")


def _mangled(code: str, title: str, caption: str, staff_hint: str, step: str) -> Message:
    """What a hand-held scanner did to a code: for staff to mend, and no fault of who holds it."""
    return Message(
        title,
        _SCANNER_TEXT,
        staff_hint,
        ScreenTone.ATTENTION,
        Tone.ATTENTION,
        code,
        (step, _SCANNER_TEST),
        caption,
        _ALL_CARDS,
    )


REASONS: dict[Reason, Message] = {
    Reason.STAFF_CALLED: _support(QT_TRANSLATE_NOOP("Messages", "Có người gọi nhân viên ở cổng.")),
    Reason.NO_CODE: _support(
        QT_TRANSLATE_NOOP("Messages", "Không có mã hoặc thẻ: khai hộ tại bàn.")
    ),
    Reason.PHONE_ONLY: _support(
        QT_TRANSLATE_NOOP("Messages", "Muốn dùng số điện thoại: tìm theo số tại bàn.")
    ),
    Reason.PARTIAL_CREDENTIAL: _support(
        QT_TRANSLATE_NOOP("Messages", "Mã thiếu thông tin: xem giấy tờ và bổ sung.")
    ),
    Reason.UNKNOWN_SLIP: _support(
        QT_TRANSLATE_NOOP("Messages", "Phiếu kiểu cũ, không do máy này in: xem giấy tờ.")
    ),
    Reason.ALTERED_SLIP: _support(
        QT_TRANSLATE_NOOP("Messages", "Mã phiếu hỏng hoặc bị làm giả: không dùng, xem giấy tờ.")
    ),
    Reason.SLIP_KEY_UNKNOWN: _support(
        QT_TRANSLATE_NOOP("Messages", "Máy này chưa có khóa phiếu để kiểm phiếu này: xem giấy tờ.")
    ),
    Reason.SLIP_OF_OTHER_VENUE: _support(
        QT_TRANSLATE_NOOP("Messages", "Phiếu của cơ sở khác, ở đây không dùng được: xem giấy tờ.")
    ),
    Reason.SLIP_KEY_NOT_VALID: _support(
        QT_TRANSLATE_NOOP("Messages", "Phiếu in ngoài thời hạn của khóa phiếu: xem giấy tờ.")
    ),
    Reason.SLIP_KEY_COMPROMISED: _support(
        QT_TRANSLATE_NOOP("Messages", "Phiếu ký bằng khóa đã lộ: không dùng, xem giấy tờ.")
    ),
    Reason.SLIP_FROM_THE_FUTURE: _support(
        QT_TRANSLATE_NOOP("Messages", "Phiếu in sau giờ của máy này: xem lại đồng hồ hai máy.")
    ),
    Reason.SLIP_CLOCK_SUSPECT: _support(
        QT_TRANSLATE_NOOP("Messages", "Đồng hồ máy này sai, chưa rõ phiếu còn hạn: đặt lại giờ.")
    ),
    Reason.UNKNOWN_SLIP_CODE: _support(
        QT_TRANSLATE_NOOP("Messages", "Số phiếu tự gõ chưa có trên máy: xem phiếu, giấy tờ.")
    ),
    Reason.SLIP_CODE_TRIES_OVER: _support(
        QT_TRANSLATE_NOOP("Messages", "Gõ sai số phiếu nhiều lần, khóa 1 phút: xem phiếu tại bàn.")
    ),
    Reason.UNCERTAIN_TEXT: _support(
        QT_TRANSLATE_NOOP("Messages", "Chữ trong mã không chắc đúng: đối chiếu với thẻ.")
    ),
    Reason.DOUBTFUL_PERSON: _support(
        QT_TRANSLATE_NOOP("Messages", "Giống nhiều người trong danh sách: chọn đúng người.")
    ),
    Reason.UNKNOWN_NUMBER: _support(
        QT_TRANSLATE_NOOP("Messages", "Số thẻ tự gõ chưa có trên máy: xem thẻ và ghi tên.")
    ),
    Reason.AWAITS_DECLARATION: _support(
        QT_TRANSLATE_NOOP("Messages", "Đã quét thẻ, còn thiếu tờ khai: mở ra và khai hộ.")
    ),
    Reason.HEALTH_ANSWERS: _support(
        QT_TRANSLATE_NOOP("Messages", "Có câu trả lời cần xem lại: hỏi riêng, đo thân nhiệt.")
    ),
    Reason.UNVERIFIED_PHONE: _support(
        QT_TRANSLATE_NOOP(
            "Messages", "Số điện thoại tự khai chưa xác minh: gọi thử hoặc xem giấy tờ."
        )
    ),
    Reason.NO_CONSENT: _support(
        QT_TRANSLATE_NOOP(
            "Messages", "Không đồng ý khai tại máy: vẫn giúp như thường, không bắt buộc đồng ý."
        )
    ),
    Reason.AWAITS_ROOM: _support(
        QT_TRANSLATE_NOOP("Messages", "Bên trong đang đông: mời vào theo thứ tự khi có chỗ.")
    ),
    Reason.VENUE_CODE: _wrong(
        QT_TRANSLATE_NOOP("Messages", "Đây là mã của điểm kiểm dịch, để quét bằng điện thoại"),
        QT_TRANSLATE_NOOP("Messages", "Mã của điểm kiểm dịch"),
        QT_TRANSLATE_NOOP("Messages", "Đưa nhầm mã dán của điểm kiểm dịch."),
    ),
    Reason.DECLARATION_LINK: _wrong(
        QT_TRANSLATE_NOOP("Messages", "Đây là đường dẫn khai báo, để mở trên điện thoại"),
        QT_TRANSLATE_NOOP("Messages", "Đường dẫn khai báo"),
        QT_TRANSLATE_NOOP("Messages", "Đưa nhầm đường dẫn khai báo thay vì mã cá nhân."),
    ),
    Reason.PAYMENT_CODE: _wrong(
        QT_TRANSLATE_NOOP("Messages", "Đây là mã thanh toán"),
        QT_TRANSLATE_NOOP("Messages", "Mã thanh toán"),
        QT_TRANSLATE_NOOP("Messages", "Đưa nhầm mã chuyển tiền."),
    ),
    Reason.WEB_LINK: _wrong(
        QT_TRANSLATE_NOOP("Messages", "Đây là mã của một trang web"),
        QT_TRANSLATE_NOOP("Messages", "Mã trang web"),
        QT_TRANSLATE_NOOP("Messages", "Đưa nhầm mã của một trang web."),
    ),
    Reason.WIFI_CODE: _wrong(
        QT_TRANSLATE_NOOP("Messages", "Đây là mã để vào Wi-Fi"),
        QT_TRANSLATE_NOOP("Messages", "Mã Wi-Fi"),
        QT_TRANSLATE_NOOP("Messages", "Đưa nhầm mã Wi-Fi."),
    ),
    Reason.CONTACT_CARD: _wrong(
        QT_TRANSLATE_NOOP("Messages", "Đây là mã danh thiếp"),
        QT_TRANSLATE_NOOP("Messages", "Mã danh thiếp"),
        QT_TRANSLATE_NOOP("Messages", "Đưa nhầm mã danh thiếp."),
    ),
    Reason.ENROLMENT_CODE: _wrong(
        QT_TRANSLATE_NOOP("Messages", "Đây là mã đăng ký máy, dành cho nhân viên"),
        QT_TRANSLATE_NOOP("Messages", "Mã đăng ký máy"),
        QT_TRANSLATE_NOOP("Messages", "Mã đăng ký máy: dùng trong phần cài đặt, không ở cổng."),
    ),
    Reason.VNEID_CODE: _wrong(
        QT_TRANSLATE_NOOP("Messages", "Máy này chưa đọc được mã VNeID"),
        QT_TRANSLATE_NOOP("Messages", "Mã VNeID"),
        QT_TRANSLATE_NOOP("Messages", "Mã VNeID chưa đọc được: dùng thẻ nhựa hoặc khai hộ."),
        text=_SHOW_CARD,
        cards=_PLASTIC_FIRST,
    ),
    Reason.VACCINE_CERTIFICATE: _wrong(
        QT_TRANSLATE_NOOP("Messages", "Đây là chứng nhận tiêm chủng, không dùng để ghi nhận"),
        QT_TRANSLATE_NOOP("Messages", "Chứng nhận tiêm chủng"),
        QT_TRANSLATE_NOOP("Messages", "Đưa chứng nhận tiêm chủng thay vì mã cá nhân."),
    ),
    Reason.PHONE_NUMBER: _wrong(
        QT_TRANSLATE_NOOP("Messages", "Mã này chỉ có số điện thoại"),
        QT_TRANSLATE_NOOP("Messages", "Mã số điện thoại"),
        QT_TRANSLATE_NOOP("Messages", "Mã chỉ có số điện thoại: tìm theo số tại bàn."),
    ),
    Reason.UNKNOWN_CODE: _wrong(
        QT_TRANSLATE_NOOP("Messages", "Mã này không dùng được tại đây"),
        QT_TRANSLATE_NOOP("Messages", "Mã không rõ loại"),
        QT_TRANSLATE_NOOP("Messages", "Mã đọc được nhưng không rõ loại."),
    ),
    Reason.EXPIRED_SLIP: _wrong(
        QT_TRANSLATE_NOOP("Messages", "Phiếu này đã hết hạn"),
        QT_TRANSLATE_NOOP("Messages", "Phiếu hết hạn"),
        QT_TRANSLATE_NOOP("Messages", "Phiếu hết hạn: dùng thẻ, mã cá nhân hoặc khai hộ."),
        text=_SHOW_AGAIN,
        cards=(Card.PHONE, Card.INSURANCE, Card.CITIZEN),
    ),
    Reason.REVOKED_SLIP: _wrong(
        QT_TRANSLATE_NOOP("Messages", "Phiếu này đã bị thu hồi"),
        QT_TRANSLATE_NOOP("Messages", "Phiếu bị thu hồi"),
        QT_TRANSLATE_NOOP("Messages", "Phiếu bị thu hồi hoặc đã báo mất: dùng thẻ, mã cá nhân."),
        text=_SHOW_AGAIN,
        cards=(Card.PHONE, Card.INSURANCE, Card.CITIZEN),
    ),
    Reason.SCANNER_LAYOUT: _mangled(
        "SCAN-LAYOUT",
        QT_TRANSLATE_NOOP("Messages", "Máy quét chưa gửi đúng chữ và số của mã"),
        QT_TRANSLATE_NOOP("Messages", "Chữ và số bị đổi"),
        QT_TRANSLATE_NOOP("Messages", "Máy quét và máy tính khác kiểu bàn phím."),
        QT_TRANSLATE_NOOP("Messages", "Đặt máy quét và máy tính về bàn phím US."),
    ),
    Reason.SCANNER_INPUT_METHOD: _mangled(
        "SCAN-TELEX",
        QT_TRANSLATE_NOOP("Messages", "Bộ gõ tiếng Việt đã thêm dấu vào mã"),
        QT_TRANSLATE_NOOP("Messages", "Mã bị thêm dấu"),
        QT_TRANSLATE_NOOP("Messages", "Bộ gõ Telex hoặc VNI đang bật."),
        QT_TRANSLATE_NOOP("Messages", "Tắt bộ gõ tiếng Việt trên máy này."),
    ),
    Reason.SCANNER_KEYS_LOST: _mangled(
        "SCAN-KEYS",
        QT_TRANSLATE_NOOP("Messages", "Máy quét gửi thiếu một phần của mã"),
        QT_TRANSLATE_NOOP("Messages", "Mã bị thiếu"),
        QT_TRANSLATE_NOOP("Messages", "Ký tự bị mất giữa máy quét và máy tính."),
        QT_TRANSLATE_NOOP("Messages", "Cắm chặt dây, đặt máy quét gửi chậm hơn."),
    ),
    Reason.SCANNER_TOO_LONG: _mangled(
        "SCAN-LONG",
        QT_TRANSLATE_NOOP("Messages", "Máy quét gửi dài hơn mọi loại mã"),
        QT_TRANSLATE_NOOP("Messages", "Mã quá dài"),
        QT_TRANSLATE_NOOP("Messages", "Phím bị kẹt, hoặc thiết bị không phải máy quét."),
        QT_TRANSLATE_NOOP("Messages", "Rút máy quét, chờ 5 giây rồi cắm lại."),
    ),
    Reason.WRONG_DIRECTION: Message(
        QT_TRANSLATE_NOOP("Messages", "Xin đi cổng khác"),
        QT_TRANSLATE_NOOP("Messages", "Cổng này chỉ ghi nhận một chiều."),
        QT_TRANSLATE_NOOP("Messages", "Đi ngược chiều của cổng: hướng dẫn sang cổng khác."),
        ScreenTone.STOP,
        Tone.ATTENTION,
    ),
}
"""What each Reason says."""


_BY_SCANNER = {
    _SHOW_PERSONAL: QT_TRANSLATE_NOOP(
        "Messages", "Tại máy này, xin quét mã cá nhân hoặc thẻ bằng máy quét."
    ),
    _SHOW_CARD: QT_TRANSLATE_NOOP("Messages", "Tại máy này, xin quét thẻ nhựa bằng máy quét."),
    _SHOW_AGAIN: QT_TRANSLATE_NOOP(
        "Messages", "Xin quét mã cá nhân hoặc thẻ bằng máy quét để ghi nhận lại."
    ),
    _SCANNER_TEXT: QT_TRANSLATE_NOOP("Messages", "Mời quét lại mã, hoặc gọi nhân viên."),
}
"""What is said in the place of "before the camera" where there is none."""


def what_to_show(reason: Reason, *, has_camera: bool) -> str:
    """The sentence of a reason's page, by what reads at this kiosk."""
    text = REASONS[reason].text
    return text if has_camera else _BY_SCANNER.get(text, text)
