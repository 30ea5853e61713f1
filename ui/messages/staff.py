"""What the pages for signing in say of locks, weak PINs and faults."""

from __future__ import annotations

from collections.abc import Mapping

from kiosk.domain.desk.asked import DeskProblem
from kiosk.domain.staff.badge import BadgeProblem
from kiosk.domain.staff.lockout import LockKind
from kiosk.domain.staff.pin import PinProblem
from kiosk.domain.staff.roles import Role
from kiosk.domain.station.pages.new_pin import NewPinFlaw
from ui.i18n import QT_TRANSLATE_NOOP

ROLES: Mapping[Role, str] = {
    Role.STAFF: QT_TRANSLATE_NOOP("Screens", "Nhân viên"),
    Role.ADMINISTRATOR: QT_TRANSLATE_NOOP("Screens", "Quản trị"),
}

LOCK_TITLES: Mapping[LockKind, str] = {
    LockKind.ACCOUNT: QT_TRANSLATE_NOOP("Screens", "Tạm khóa · thử lại sau {time}"),
    LockKind.STATION: QT_TRANSLATE_NOOP("Screens", "Mọi tài khoản tạm khóa · thử lại sau {time}"),
    LockKind.BARRED: QT_TRANSLATE_NOOP("Screens", "Tài khoản đã bị khóa"),
}

BADGE_PROBLEMS: Mapping[BadgeProblem, str] = {
    BadgeProblem.NO_BADGE: QT_TRANSLATE_NOOP("Screens", "Đây không phải thẻ nhân viên."),
    BadgeProblem.NO_ACCOUNT: QT_TRANSLATE_NOOP(
        "Screens", "Thẻ này không mở khóa được bàn ở máy này."
    ),
    BadgeProblem.REVOKED: QT_TRANSLATE_NOOP("Screens", "Thẻ này đã hủy. Xin nhập mã PIN."),
    BadgeProblem.EXPIRED: QT_TRANSLATE_NOOP("Screens", "Thẻ này hết hạn. Xin nhập mã PIN."),
    BadgeProblem.ACCOUNT_DISABLED: QT_TRANSLATE_NOOP(
        "Screens", "Tài khoản của thẻ này đã ngừng dùng."
    ),
    BadgeProblem.LOCKED: QT_TRANSLATE_NOOP(
        "Screens", "Tài khoản đang khóa: thẻ cũng chưa dùng được."
    ),
    BadgeProblem.OTHERS: QT_TRANSLATE_NOOP("Screens", "Thẻ này của người khác. Xin nhập mã PIN."),
    BadgeProblem.NEEDS_PIN: QT_TRANSLATE_NOOP(
        "Screens", "Vào ca cần mã PIN. Thẻ chỉ mở khóa ca đang khóa."
    ),
}
"""Why a code that was held up does not unlock the desk."""

BARRED_HINT = QT_TRANSLATE_NOOP(
    "Screens", "Người quản trị hoặc mã khôi phục mở lại được tài khoản này."
)
LOCKED_HINT = QT_TRANSLATE_NOOP("Screens", "Lúc này máy không nhận mã PIN.")

PIN_PROBLEMS: Mapping[PinProblem, str] = {
    PinProblem.NOT_SIX_DIGITS: QT_TRANSLATE_NOOP("Screens", "Mã PIN gồm 6 chữ số."),
    PinProblem.REPEATED: QT_TRANSLATE_NOOP(
        "Screens", "Số lặp lại rất dễ đoán. Xin chọn mã PIN khác."
    ),
    PinProblem.RUNNING: QT_TRANSLATE_NOOP(
        "Screens", "Số liền nhau rất dễ đoán. Xin chọn mã PIN khác."
    ),
    PinProblem.VENUE_PHONE: QT_TRANSLATE_NOOP(
        "Screens", "Số này nằm trong số điện thoại của cơ sở. Xin chọn mã PIN khác."
    ),
    PinProblem.BIRTH: QT_TRANSLATE_NOOP(
        "Screens", "Ngày tháng và năm sinh rất dễ đoán. Xin chọn mã PIN khác."
    ),
}

FLAWS: Mapping[NewPinFlaw, str] = {
    NewPinFlaw.WRONG_CODE: QT_TRANSLATE_NOOP("Screens", "Mã chưa đúng. Xin nhập lại từ đầu."),
    NewPinFlaw.NOT_THE_SAME: QT_TRANSLATE_NOOP(
        "Screens", "Hai lần nhập không giống nhau. Xin chọn lại mã PIN."
    ),
    NewPinFlaw.LOCKED: QT_TRANSLATE_NOOP("Screens", "Đã nhập sai nhiều lần. Thử lại sau {time}."),
    NewPinFlaw.NO_ACCOUNT: QT_TRANSLATE_NOOP("Screens", "Tài khoản này không còn dùng nữa."),
}

NOT_ANSWERED = QT_TRANSLATE_NOOP(
    "Screens", "Máy chưa mở được dữ liệu. Cổng vẫn làm việc khi dữ liệu mở lại."
)


def problem_text(problem: DeskProblem | None) -> str:
    """What is said of a question that was not answered; empty for none."""
    return "" if problem is None else NOT_ANSWERED


def clock_of(seconds: float) -> str:
    """A span as a clock shows it: 0:47, 14:59."""
    whole = max(int(-(-seconds // 1)), 0)
    return f"{whole // 60}:{whole % 60:02d}"
