"""Why an act or a question of the desk came to nothing, and what cases are about, for staff."""

from __future__ import annotations

from kiosk.base.dataclass import dataclass
from kiosk.domain.desk.acts import ActProblem
from kiosk.domain.desk.acts_on_cases import AgeGroup, RefusalReason
from kiosk.domain.desk.asked import DeskProblem
from kiosk.domain.desk.settings_work import SettingsProblem
from kiosk.domain.reason import Reason
from sync.protocol.bodies import SupportOutcome
from ui.i18n import QT_TRANSLATE_NOOP, Words
from ui.messages.model import say
from ui.messages.reasons import REASONS

ACT_PROBLEMS: dict[ActProblem, str] = {
    ActProblem.UNKNOWN: QT_TRANSLATE_NOOP("Messages", "Không còn trên máy này."),
    ActProblem.NEVER_MET: QT_TRANSLATE_NOOP("Messages", "Chưa có ai ở đây dùng thẻ này."),
    ActProblem.ALREADY_DONE: QT_TRANSLATE_NOOP("Messages", "Đã có người làm việc này rồi."),
    ActProblem.TOO_LATE: QT_TRANSLATE_NOOP("Messages", "Đã quá 10 giây, không hoàn tác được nữa."),
    ActProblem.PATIENT: QT_TRANSLATE_NOOP("Messages", "Bệnh nhân luôn được vào: chọn lối riêng."),
    ActProblem.REASON_MISSING: QT_TRANSLATE_NOOP("Messages", "Cần chọn lý do."),
    ActProblem.BAD_PHONE: QT_TRANSLATE_NOOP("Messages", "Số điện thoại chưa đúng."),
    ActProblem.BAD_NAME: QT_TRANSLATE_NOOP("Messages", "Tên chưa đúng."),
    ActProblem.BAD_TIME: QT_TRANSLATE_NOOP("Messages", "Giờ chưa tới, hoặc đã quá lâu."),
    ActProblem.BAD_TEMPERATURE: QT_TRANSLATE_NOOP("Messages", "Thân nhiệt chưa đúng: xin đo lại."),
    ActProblem.TWO_PERSONS: QT_TRANSLATE_NOOP(
        "Messages", "Hai số giấy tờ khác nhau: đây là hai người."
    ),
    ActProblem.BAD_ANSWERS: QT_TRANSLATE_NOOP(
        "Messages", "Câu trả lời quá dài: xin viết ngắn hơn."
    ),
    ActProblem.NOT_DECLARED: QT_TRANSLATE_NOOP(
        "Messages", "Chưa có tờ khai còn hạn: cần khai trước."
    ),
    ActProblem.NO_ROOM: QT_TRANSLATE_NOOP(
        "Messages", "Bên trong đang đông: cần nhân viên mời vào."
    ),
    ActProblem.NOT_SIGNED_IN: QT_TRANSLATE_NOOP("Messages", "Cần đăng nhập trước."),
    ActProblem.SLIP_OF_STRANGER: QT_TRANSLATE_NOOP(
        "Messages", "Phiếu đúng, người này chưa qua máy này: mời quét ở cổng."
    ),
    ActProblem.CARD_NOT_OF_HERE: QT_TRANSLATE_NOOP(
        "Messages", "Máy này chưa phát thẻ cho họ: hủy ở máy đã phát thẻ."
    ),
    ActProblem.CLOCK_SUSPECT: QT_TRANSLATE_NOOP(
        "Messages", "Đồng hồ chưa đúng: đặt lại giờ rồi phát phiếu."
    ),
    ActProblem.NOT_ADMINISTRATOR: QT_TRANSLATE_NOOP(
        "Messages", "Việc này chỉ quản trị viên làm được."
    ),
    ActProblem.NOTHING_TO_PRINT: QT_TRANSLATE_NOOP("Messages", "Không có phiếu còn hạn để in lại."),
}
"""Why an act did nothing."""

DESK_PROBLEMS: dict[DeskProblem, str] = {
    DeskProblem.STORAGE: QT_TRANSLATE_NOOP("Messages", "Máy chưa đọc, ghi được. Xin thử lại."),
    DeskProblem.OFFLINE: QT_TRANSLATE_NOOP("Messages", "Chưa liên lạc được với máy chủ."),
    DeskProblem.SLOW_DOWN: QT_TRANSLATE_NOOP("Messages", "Máy chủ bận: xin chờ ít phút."),
    DeskProblem.REFUSED: QT_TRANSLATE_NOOP("Messages", "Không được phép."),
    DeskProblem.GONE: QT_TRANSLATE_NOOP("Messages", "Không còn trên máy này."),
}
"""Why there is no answer."""

SETTINGS_PROBLEMS: dict[SettingsProblem, str] = {
    SettingsProblem.NOT_ADMINISTRATOR: QT_TRANSLATE_NOOP(
        "Messages", "Chỉ quản trị đổi được những mục này."
    ),
    SettingsProblem.REFUSED: QT_TRANSLATE_NOOP("Messages", "Chưa đổi được: giá trị không hợp lệ."),
    SettingsProblem.NOT_WRITABLE: QT_TRANSLATE_NOOP("Messages", "Chưa ghi được tệp thiết lập."),
}
"""Why settings were not changed."""

_UNFINISHED = QT_TRANSLATE_NOOP("Messages", "Cần hỗ trợ")

_CASES: dict[Reason, tuple[str, str]] = {
    Reason.STAFF_CALLED: ("bell", QT_TRANSLATE_NOOP("Messages", "Gọi nhân viên")),
    Reason.NO_CODE: ("any-card", QT_TRANSLATE_NOOP("Messages", "Không có mã hoặc thẻ")),
    Reason.PHONE_ONLY: ("mobile", QT_TRANSLATE_NOOP("Messages", "Dùng số điện thoại")),
    Reason.PARTIAL_CREDENTIAL: ("qr", QT_TRANSLATE_NOOP("Messages", "Mã thiếu thông tin")),
    Reason.UNKNOWN_SLIP: ("slip", QT_TRANSLATE_NOOP("Messages", "Phiếu của nơi khác")),
    Reason.ALTERED_SLIP: ("slip", QT_TRANSLATE_NOOP("Messages", "Phiếu hỏng hoặc giả")),
    Reason.SLIP_KEY_UNKNOWN: ("slip", QT_TRANSLATE_NOOP("Messages", "Phiếu chưa kiểm được")),
    Reason.SLIP_OF_OTHER_VENUE: ("slip", QT_TRANSLATE_NOOP("Messages", "Phiếu của cơ sở khác")),
    Reason.SLIP_KEY_NOT_VALID: ("slip", QT_TRANSLATE_NOOP("Messages", "Khóa phiếu ngoài hạn")),
    Reason.SLIP_KEY_COMPROMISED: ("slip", QT_TRANSLATE_NOOP("Messages", "Khóa phiếu bị lộ")),
    Reason.SLIP_FROM_THE_FUTURE: ("slip", QT_TRANSLATE_NOOP("Messages", "Phiếu lệch giờ")),
    Reason.SLIP_CLOCK_SUSPECT: ("slip", QT_TRANSLATE_NOOP("Messages", "Chưa biết phiếu còn hạn")),
    Reason.UNKNOWN_SLIP_CODE: ("keypad", QT_TRANSLATE_NOOP("Messages", "Số phiếu chưa có ở đây")),
    Reason.SLIP_CODE_TRIES_OVER: (
        "keypad",
        QT_TRANSLATE_NOOP("Messages", "Gõ sai số phiếu"),
    ),
    Reason.UNCERTAIN_TEXT: ("any-card", QT_TRANSLATE_NOOP("Messages", "Chữ trong mã chưa chắc")),
    Reason.DOUBTFUL_PERSON: ("people", QT_TRANSLATE_NOOP("Messages", "Giống nhiều người")),
    Reason.UNKNOWN_NUMBER: ("keypad", QT_TRANSLATE_NOOP("Messages", "Số thẻ chưa có ở đây")),
    Reason.AWAITS_DECLARATION: ("form", QT_TRANSLATE_NOOP("Messages", "Đã quét, chờ khai")),
    Reason.HEALTH_ANSWERS: ("stethoscope", QT_TRANSLATE_NOOP("Messages", "Tờ khai cần xem lại")),
    Reason.AWAITS_ROOM: ("people", QT_TRANSLATE_NOOP("Messages", "Chờ có chỗ")),
    Reason.UNVERIFIED_PHONE: ("mobile", QT_TRANSLATE_NOOP("Messages", "Chưa xác minh SĐT")),
    Reason.NO_CONSENT: ("hand", QT_TRANSLATE_NOOP("Messages", "Không đồng ý khai tại máy")),
}
"""Icon and title of what is handed to staff; wrong codes have the captions of their pages."""

OUTCOMES: dict[SupportOutcome, str] = {
    SupportOutcome.ADMITTED: QT_TRANSLATE_NOOP("Messages", "Cho vào"),
    SupportOutcome.SEPARATE: QT_TRANSLATE_NOOP("Messages", "Vào lối riêng"),
    SupportOutcome.NOT_ADMITTED: QT_TRANSLATE_NOOP("Messages", "Chưa cho vào"),
    SupportOutcome.LEFT: QT_TRANSLATE_NOOP("Messages", "Đã về"),
    SupportOutcome.DECLARED: QT_TRANSLATE_NOOP("Messages", "Đã khai"),
}
"""The four closings of a case by a touch, and the one by a declaration."""

REFUSALS: dict[RefusalReason, str] = {
    RefusalReason.HAS_SYMPTOMS: QT_TRANSLATE_NOOP("Messages", "Có dấu hiệu bệnh"),
    RefusalReason.CONTACT: QT_TRANSLATE_NOOP("Messages", "Có tiếp xúc ca bệnh"),
    RefusalReason.VISITING_OVER: QT_TRANSLATE_NOOP("Messages", "Hết giờ thăm"),
    RefusalReason.NO_BUSINESS: QT_TRANSLATE_NOOP("Messages", "Không có việc ở đây"),
    RefusalReason.FULL: QT_TRANSLATE_NOOP("Messages", "Bên trong đã đông"),
    RefusalReason.DISTURBS: QT_TRANSLATE_NOOP("Messages", "Gây mất trật tự"),
}
"""Why somebody is not let in."""

AGES: dict[AgeGroup, str] = {
    AgeGroup.CHILD: QT_TRANSLATE_NOOP("Messages", "Trẻ em"),
    AgeGroup.ADULT: QT_TRANSLATE_NOOP("Messages", "16–59"),
    AgeGroup.OLD: QT_TRANSLATE_NOOP("Messages", "Từ 60"),
}
"""How old somebody looks."""

NOTES: tuple[str, ...] = (
    QT_TRANSLATE_NOOP("Messages", "Đo lại sau 10 phút"),
    QT_TRANSLATE_NOOP("Messages", "Đã hướng dẫn"),
    QT_TRANSLATE_NOOP("Messages", "Có người nhà đi cùng"),
)
"""What is often noted of a case."""


@dataclass(frozen=True, slots=True)
class CaseWords:
    """What a case is about."""

    icon: str
    title: str
    hint: str
    """What staff do about it; empty where it says nothing more."""


def case_words(words: Words, reason: str) -> CaseWords:
    """The words for a case's reason; a reason of a newer station is only a case."""
    try:
        known = Reason(reason)
    except ValueError:
        return CaseWords("desk", say(words, _UNFINISHED), "")
    message = REASONS[known]
    icon, title = _CASES.get(known, ("qr", message.caption or message.title))
    return CaseWords(icon, say(words, title), say(words, message.staff_hint))
