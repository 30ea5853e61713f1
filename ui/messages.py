"""The words for every Reason and every kind of fault: what the public reads, what staff do.

Faults and reasons carry enums; only here do they become sentences (architecture.md §6). Every text
is Vietnamese source text in the context "Messages"; `resources/i18n` has the other languages.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from kiosk.base.errors import DeviceFaultKind, NetworkFaultKind, StorageFaultKind
from kiosk.domain.credential.card_number import CardDocument, NumberCheck
from kiosk.domain.reason import Reason
from kiosk.domain.scanning.hint import Hint
from kiosk.domain.station.effects import Tone
from ui.i18n import QT_TRANSLATE_NOOP, Words

CONTEXT = "Messages"


class ScreenTone(StrEnum):
    """Which ground a screen stands on; Theme.qml has the colours."""

    PAPER = "paper"
    ARRIVAL = "arrival"
    DEPARTURE = "departure"
    WAIT = "wait"
    ATTENTION = "attention"
    STOP = "stop"


class Card(StrEnum):
    """A picture of something that may be shown to the camera."""

    PHONE = "phone"
    INSURANCE = "insurance"
    CITIZEN = "citizen"
    ANY_CARD = "any_card"
    SLIP = "slip"


@dataclass(frozen=True, slots=True)
class Message:
    """What one cause says and sounds like."""

    title: str
    text: str
    staff_hint: str
    """One sentence for staff; never shown to the public."""
    tone: ScreenTone = ScreenTone.WAIT
    sound: Tone | None = Tone.STAFF
    code: str = ""
    """What staff read to the technician, for faults."""
    steps: tuple[str, ...] = ()
    """What staff do before they call the technician, for faults."""
    caption: str = ""
    """What stands below the crossed-out drawing, for wrong codes."""
    cards: tuple[Card, ...] = field(default=())
    """What to show instead, for wrong codes, best first."""

    def sources(self) -> tuple[str, ...]:
        """Every text of this message, for the test that demands translations."""
        texts = (self.title, self.text, self.staff_hint, self.caption, *self.steps)
        return tuple(text for text in texts if text)


def say(words: Words, source: str) -> str:
    """A text of this module in a language."""
    return words.translate(CONTEXT, source) if source else ""


HINTS: dict[Hint, str] = {
    Hint.NONE: QT_TRANSLATE_NOOP("Messages", "Giữ mã trong khung"),
    Hint.ONE_AT_A_TIME: QT_TRANSLATE_NOOP("Messages", "Mỗi lần một người"),
    Hint.CLOSER: QT_TRANSLATE_NOOP("Messages", "Đưa gần hơn"),
    Hint.FARTHER: QT_TRANSLATE_NOOP("Messages", "Đưa ra xa một chút"),
    Hint.HOLD_STILL: QT_TRANSLATE_NOOP("Messages", "Giữ yên"),
    Hint.TOO_DARK: QT_TRANSLATE_NOOP("Messages", "Thiếu sáng: đưa ra chỗ sáng hơn"),
    Hint.GLARE: QT_TRANSLATE_NOOP("Messages", "Bị lóa sáng: nghiêng thẻ một chút"),
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
}
"""What is said while a number is typed; of an unfinished one, how much is missing."""

# --- what the public is told -------------------------------------------------------------------

_SUPPORT_TITLE = QT_TRANSLATE_NOOP("Messages", "Mời sang bàn hỗ trợ")
_SUPPORT_TEXT = QT_TRANSLATE_NOOP("Messages", "Nhân viên sẽ giúp ngay.")


def _support(staff_hint: str) -> Message:
    """The one neutral screen: only the staff hint differs (at-the-gate.md §4)."""
    return Message(_SUPPORT_TITLE, _SUPPORT_TEXT, staff_hint)


_SHOW_PERSONAL = QT_TRANSLATE_NOOP(
    "Messages", "Tại máy này, xin đưa mã cá nhân hoặc thẻ trước camera."
)
_SHOW_CARD = QT_TRANSLATE_NOOP("Messages", "Tại máy này, xin đưa thẻ nhựa trước camera.")
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
        QT_TRANSLATE_NOOP("Messages", "Phiếu không do máy này in: xem giấy tờ.")
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
        text=QT_TRANSLATE_NOOP(
            "Messages", "Xin đưa mã cá nhân hoặc thẻ trước camera để ghi nhận lại."
        ),
        cards=(Card.PHONE, Card.INSURANCE, Card.CITIZEN),
    ),
    Reason.REVOKED_SLIP: _wrong(
        QT_TRANSLATE_NOOP("Messages", "Phiếu này đã bị thu hồi"),
        QT_TRANSLATE_NOOP("Messages", "Phiếu bị thu hồi"),
        QT_TRANSLATE_NOOP("Messages", "Phiếu bị trung tâm thu hồi: dùng thẻ, mã cá nhân."),
        text=QT_TRANSLATE_NOOP(
            "Messages", "Xin đưa mã cá nhân hoặc thẻ trước camera để ghi nhận lại."
        ),
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
        "SCAN-LOST",
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

# --- what staff are told -----------------------------------------------------------------------

_CLOSED_TITLE = QT_TRANSLATE_NOOP("Messages", "Máy tạm ngừng ghi nhận")
_CLOSED_TEXT = QT_TRANSLATE_NOOP("Messages", "Xin mời sang bàn hỗ trợ, nhân viên sẽ ghi nhận giúp.")
_ON_PAPER = QT_TRANSLATE_NOOP("Messages", "Tạm ghi người đến, đi vào sổ giấy.")


def _storage(code: str, staff_hint: str, step: str) -> Message:
    return Message(
        _CLOSED_TITLE,
        _CLOSED_TEXT,
        staff_hint,
        ScreenTone.PAPER,
        Tone.ATTENTION,
        code,
        (_ON_PAPER, step),
    )


STORAGE: dict[StorageFaultKind, Message] = {
    StorageFaultKind.FULL: _storage(
        "STORE-FULL",
        QT_TRANSLATE_NOOP("Messages", "Ổ đĩa đã đầy."),
        QT_TRANSLATE_NOOP("Messages", "Xóa bớt tệp lạ trên ổ đĩa, giữ nguyên thư mục dữ liệu."),
    ),
    StorageFaultKind.READ_ONLY: _storage(
        "STORE-READONLY",
        QT_TRANSLATE_NOOP("Messages", "Ổ đĩa không cho ghi."),
        QT_TRANSLATE_NOOP("Messages", "Tắt máy, chờ 10 giây rồi bật lại."),
    ),
    StorageFaultKind.CORRUPT: _storage(
        "STORE-CORRUPT",
        QT_TRANSLATE_NOOP("Messages", "Tệp dữ liệu bị hỏng."),
        QT_TRANSLATE_NOOP("Messages", "Không xóa, không chép đè tệp nào trên máy."),
    ),
    StorageFaultKind.TOO_NEW: _storage(
        "STORE-TOO-NEW",
        QT_TRANSLATE_NOOP("Messages", "Dữ liệu do bản phần mềm mới hơn tạo ra."),
        QT_TRANSLATE_NOOP("Messages", "Cài lại bản phần mềm mới nhất."),
    ),
    StorageFaultKind.WRONG_KEY: _storage(
        "STORE-KEY",
        QT_TRANSLATE_NOOP("Messages", "Khóa không mở được dữ liệu."),
        QT_TRANSLATE_NOOP("Messages", "Chép lại tệp khóa store.key từ bản lưu."),
    ),
}
"""What each storage fault says; the only causes of OUT_OF_ORDER."""

_CAMERA_TITLE = QT_TRANSLATE_NOOP("Messages", "Camera tạm thời không dùng được")
_CAMERA_TEXT = QT_TRANSLATE_NOOP("Messages", "Xin dùng số điện thoại hoặc gọi nhân viên.")
_CAMERA_CABLE = QT_TRANSLATE_NOOP("Messages", "Kiểm tra dây USB của camera.")
_CAMERA_REPLUG = QT_TRANSLATE_NOOP("Messages", "Cắm lại: máy tự nhận sau 5 giây.")
_CAMERA_LOST = QT_TRANSLATE_NOOP("Messages", "Mất tín hiệu camera.")


def _camera(code: str, staff_hint: str, first: str, second: str = _CAMERA_REPLUG) -> Message:
    return Message(
        _CAMERA_TITLE,
        _CAMERA_TEXT,
        staff_hint,
        ScreenTone.PAPER,
        None,
        code,
        (first, second),
    )


_CAMERA_GONE = _camera("CAM-LOST", _CAMERA_LOST, _CAMERA_CABLE)

CAMERA: dict[DeviceFaultKind, Message] = {
    DeviceFaultKind.MISSING: _camera(
        "CAM-MISSING",
        QT_TRANSLATE_NOOP("Messages", "Không tìm thấy camera."),
        _CAMERA_CABLE,
    ),
    DeviceFaultKind.BUSY: _camera(
        "CAM-BUSY",
        QT_TRANSLATE_NOOP("Messages", "Chương trình khác đang giữ camera."),
        QT_TRANSLATE_NOOP("Messages", "Đóng chương trình khác đang dùng camera."),
    ),
    DeviceFaultKind.LOST: _CAMERA_GONE,
    DeviceFaultKind.TIMEOUT: _camera(
        "CAM-TIMEOUT",
        QT_TRANSLATE_NOOP("Messages", "Camera không trả lời."),
        _CAMERA_CABLE,
    ),
    # A camera has neither paper nor a cover; whatever says so is a camera that went away.
    DeviceFaultKind.PAPER_OUT: _CAMERA_GONE,
    DeviceFaultKind.COVER_OPEN: _CAMERA_GONE,
    DeviceFaultKind.OVERHEATED: _camera(
        "CAM-HOT",
        QT_TRANSLATE_NOOP("Messages", "Camera quá nóng."),
        QT_TRANSLATE_NOOP("Messages", "Rút camera, để nguội 10 phút."),
    ),
}
"""What each fault of the camera says."""

_NO_SLIP = QT_TRANSLATE_NOOP("Messages", "Chưa in được phiếu")
_SLIP_AT_DESK = QT_TRANSLATE_NOOP(
    "Messages", "Đã ghi nhận. Chưa in được phiếu, mời nhận tại bàn hỗ trợ."
)
_PRINTER_REPLUG = QT_TRANSLATE_NOOP("Messages", "Tắt máy in, chờ 5 giây rồi bật lại.")


def _printer(code: str, staff_hint: str, first: str, second: str = _PRINTER_REPLUG) -> Message:
    return Message(
        _NO_SLIP, _SLIP_AT_DESK, staff_hint, ScreenTone.WAIT, None, code, (first, second)
    )


_PRINTER_CABLE = QT_TRANSLATE_NOOP("Messages", "Kiểm tra nguồn điện và dây của máy in.")
_FEED = QT_TRANSLATE_NOOP("Messages", "Đậy nắp, bấm nút đẩy giấy một lần.")

PRINTER: dict[DeviceFaultKind, Message] = {
    DeviceFaultKind.MISSING: _printer(
        "PRN-MISSING", QT_TRANSLATE_NOOP("Messages", "Không thấy máy in"), _PRINTER_CABLE
    ),
    DeviceFaultKind.BUSY: _printer(
        "PRN-BUSY",
        QT_TRANSLATE_NOOP("Messages", "Máy in đang bận"),
        QT_TRANSLATE_NOOP("Messages", "Đóng chương trình khác đang dùng máy in."),
    ),
    DeviceFaultKind.LOST: _printer(
        "PRN-LOST", QT_TRANSLATE_NOOP("Messages", "Mất kết nối máy in"), _PRINTER_CABLE
    ),
    DeviceFaultKind.TIMEOUT: _printer(
        "PRN-TIMEOUT", QT_TRANSLATE_NOOP("Messages", "Máy in không trả lời"), _PRINTER_CABLE
    ),
    DeviceFaultKind.PAPER_OUT: _printer(
        "PRN-PAPER",
        QT_TRANSLATE_NOOP("Messages", "Hết giấy in"),
        QT_TRANSLATE_NOOP("Messages", "Mở nắp máy in, thay cuộn giấy mới."),
        _FEED,
    ),
    DeviceFaultKind.COVER_OPEN: _printer(
        "PRN-COVER",
        QT_TRANSLATE_NOOP("Messages", "Nắp máy in đang mở"),
        QT_TRANSLATE_NOOP("Messages", "Kiểm tra cuộn giấy nằm đúng chiều."),
        _FEED,
    ),
    DeviceFaultKind.OVERHEATED: _printer(
        "PRN-HOT",
        QT_TRANSLATE_NOOP("Messages", "Máy in quá nóng"),
        QT_TRANSLATE_NOOP("Messages", "Ngừng in, để máy in nguội 10 phút."),
    ),
}
"""What each fault of the printer says; `staff_hint` is also the strip's word."""

_STILL_RECORDING = QT_TRANSLATE_NOOP("Messages", "vẫn ghi nhận bình thường")
_ROUTER = QT_TRANSLATE_NOOP("Messages", "Kiểm tra dây mạng hoặc bộ phát Wi-Fi.")
_WAIT_NETWORK = QT_TRANSLATE_NOOP("Messages", "Cứ tiếp tục: lượt chờ gửi sẽ tự gửi khi có mạng.")


def _network(code: str, title: str, first: str = _ROUTER) -> Message:
    return Message(
        title, _STILL_RECORDING, title, ScreenTone.PAPER, None, code, (first, _WAIT_NETWORK)
    )


NETWORK: dict[NetworkFaultKind, Message] = {
    NetworkFaultKind.OFFLINE: _network("NET-OFFLINE", QT_TRANSLATE_NOOP("Messages", "Mất mạng")),
    NetworkFaultKind.PORTAL: _network(
        "NET-PORTAL",
        QT_TRANSLATE_NOOP("Messages", "Wi-Fi yêu cầu đăng nhập"),
        QT_TRANSLATE_NOOP("Messages", "Đăng nhập Wi-Fi trên máy này, hoặc dùng mạng khác."),
    ),
    NetworkFaultKind.TIMEOUT: _network(
        "NET-TIMEOUT", QT_TRANSLATE_NOOP("Messages", "Mạng chậm, máy chủ không trả lời")
    ),
    NetworkFaultKind.SERVER_DOWN: _network(
        "NET-SERVER",
        QT_TRANSLATE_NOOP("Messages", "Máy chủ tạm ngừng"),
        QT_TRANSLATE_NOOP("Messages", "Báo nơi quản lý máy chủ nếu quá 1 giờ."),
    ),
    NetworkFaultKind.SLOW_DOWN: _network(
        "NET-SLOW",
        QT_TRANSLATE_NOOP("Messages", "Máy chủ đang bận, sẽ gửi sau"),
        QT_TRANSLATE_NOOP("Messages", "Không cần làm gì: máy tự gửi lại sau."),
    ),
}
"""What each fault on the way to the hub says: title and text stand in the health strip."""


def every_message() -> tuple[Message, ...]:
    """All messages, for the tests that demand words in every language."""
    return (
        *REASONS.values(),
        *STORAGE.values(),
        *CAMERA.values(),
        *PRINTER.values(),
        *NETWORK.values(),
    )
