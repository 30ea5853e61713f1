"""What staff did, in words: a line of the trail as a file and the page have it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from zoneinfo import ZoneInfo

from kiosk.base.tables import Cell
from kiosk.domain.desk.acts_on_people import (
    DataRight,
    IdentityProof,
    LinkEvidence,
    LookReason,
)
from kiosk.domain.desk.acts_on_requests import Corrected, RequestRefusal
from kiosk.domain.desk.acts_on_visits import CorrectionReason
from kiosk.domain.people.visitor import VisitorKind
from kiosk.domain.reports.report import ReportKind
from kiosk.domain.staff.badge import BadgeProblem
from kiosk.domain.staff.roles import Role
from kiosk.domain.staff.trail import StaffDeed, TrailRow
from sync.protocol.bodies import SupportOutcome

DEED_WORDS: Mapping[str, str] = {
    StaffDeed.SIGNED_IN: "Đăng nhập",
    StaffDeed.UNLOCKED: "Mở khóa bàn",
    StaffDeed.PIN_REFUSED: "Sai mã PIN hoặc mã khôi phục",
    StaffDeed.BADGE_REFUSED: "Thẻ không mở khóa được bàn",
    StaffDeed.LOCKED: "Khóa bàn",
    StaffDeed.SIGNED_OUT: "Hết ca",
    StaffDeed.ACCOUNT_ADDED: "Thêm tài khoản",
    StaffDeed.PIN_RESET: "Đặt mã PIN mới",
    StaffDeed.ACCOUNT_DISABLED: "Ngừng dùng tài khoản",
    StaffDeed.ACCOUNT_ENABLED: "Dùng lại tài khoản",
    StaffDeed.ACCOUNT_FREED: "Mở khóa tài khoản",
    StaffDeed.BADGE_ISSUED: "Cấp thẻ mở khóa bàn",
    StaffDeed.BADGE_REVOKED: "Hủy thẻ mở khóa bàn",
    StaffDeed.RECOVERY_USED: "Dùng mã khôi phục",
    StaffDeed.RECOVERY_MADE: "Lập mã khôi phục",
    StaffDeed.CHECKED_IN: "Ghi nhận đến",
    StaffDeed.CHECKED_OUT: "Ghi nhận đi",
    StaffDeed.TAKEN_BACK: "Hoàn tác",
    StaffDeed.ENTRY_CORRECTED: "Sửa lượt ghi nhận",
    StaffDeed.PAPER_ENTERED: "Nhập bù từ sổ giấy",
    StaffDeed.SLIP_REPRINTED: "In lại phiếu",
    StaffDeed.SLIP_REPLACED: "Thay phiếu bị mất",
    StaffDeed.CARD_ISSUED: "Cấp thẻ",
    StaffDeed.VENUE_REGISTERED: "Đổi đăng ký điểm kiểm dịch",
    StaffDeed.CARD_REVOKED: "Hủy thẻ",
    StaffDeed.ARRIVAL_VERIFIED: "Xác minh lượt đến",
    StaffDeed.DECLARED: "Khai hộ",
    StaffDeed.PERSON_EDITED: "Sửa thông tin",
    StaffDeed.PHONE_TIED: "Gắn số điện thoại",
    StaffDeed.PHONE_UNTIED: "Bỏ số điện thoại",
    StaffDeed.PERSONS_LINKED: "Gộp hồ sơ",
    StaffDeed.PERSONS_PARTED: "Tách hồ sơ",
    StaffDeed.KIND_SET: "Chọn loại khách",
    StaffDeed.DISCHARGED: "Cho xuất viện",
    StaffDeed.STAYS_REVIEWED: "Rà soát người nội trú",
    StaffDeed.CASE_ACKNOWLEDGED: "Nhận ca hỗ trợ",
    StaffDeed.CASE_CLOSED: "Kết thúc ca hỗ trợ",
    StaffDeed.CASE_REOPENED: "Mở lại ca hỗ trợ",
    StaffDeed.EMERGENCY_RECORDED: "Ghi nhận cấp cứu",
    StaffDeed.EMERGENCY_DESCRIBED: "Mô tả ca cấp cứu",
    StaffDeed.EMERGENCY_COMPLETED: "Bổ sung ca cấp cứu",
    StaffDeed.EMERGENCY_UNIDENTIFIED: "Ca cấp cứu không rõ danh tính",
    StaffDeed.LOOKED_FOR: "Tìm người",
    StaffDeed.PERSON_OPENED: "Mở hồ sơ",
    StaffDeed.NUMBERS_SHOWN: "Hiện số",
    StaffDeed.DAY_OPENED: "Xem ngày khác",
    StaffDeed.DATA_ASKED: "Nhận yêu cầu về dữ liệu",
    StaffDeed.DATA_ANSWERED: "Thực hiện yêu cầu về dữ liệu",
    StaffDeed.DATA_REFUSED: "Từ chối yêu cầu về dữ liệu",
    StaffDeed.RULES_CHANGED: "Đổi quy định",
    StaffDeed.ROLL_CHANGED: "Thay cuộn giấy",
    StaffDeed.PRINTER_CHANGED: "Đổi thiết lập máy in",
    StaffDeed.REPORT_EXPORTED: "Xuất tệp",
    StaffDeed.EVACUATION_PRINTED: "In danh sách sơ tán",
    StaffDeed.SHIFT_PRINTED: "In giấy bàn giao ca",
}
"""By the deed's value: one of a newer version stands as it is."""
NOTE_WORDS: Mapping[str, str] = {
    "time": "lâu không ai chạm",
    "account": "tài khoản tạm khóa",
    "station": "mọi tài khoản tạm khóa",
    "barred": "tài khoản đã bị khóa",
    "first": "mã người quản trị đầu tiên",
    "recovery": "mã khôi phục",
    "badge": "bằng thẻ nhân viên",
    BadgeProblem.NO_BADGE: "không phải thẻ nhân viên",
    BadgeProblem.NO_ACCOUNT: "thẻ không thuộc tài khoản nào ở máy này",
    BadgeProblem.REVOKED: "thẻ đã hủy",
    BadgeProblem.EXPIRED: "thẻ hết hạn",
    BadgeProblem.ACCOUNT_DISABLED: "tài khoản ngừng dùng",
    BadgeProblem.LOCKED: "tài khoản đang khóa",
    BadgeProblem.OTHERS: "thẻ của người khác",
    BadgeProblem.NEEDS_PIN: "đầu ca cần mã PIN",
    Role.STAFF: "nhân viên",
    Role.ADMINISTRATOR: "quản trị",
    DataRight.SEE: "xem dữ liệu",
    DataRight.CORRECT: "sửa dữ liệu",
    DataRight.ERASE: "xóa dữ liệu",
    DataRight.WITHDRAW: "rút đồng ý",
    IdentityProof.PHOTO_DOCUMENT: "giấy tờ có ảnh",
    IdentityProof.INSURANCE_CARD: "thẻ BHYT",
    IdentityProof.GUARDIAN: "giấy tờ người giám hộ",
    RequestRefusal.NOT_PROVEN: "không chứng minh được là ai",
    RequestRefusal.TAKEN_BACK: "người này rút yêu cầu",
    RequestRefusal.MUST_BE_KEPT: "luật buộc phải lưu giữ",
    RequestRefusal.NOT_HELD: "không có dữ liệu này",
    Corrected.CONTACT: "họ tên, số điện thoại",
    Corrected.BIRTH: "ngày sinh",
    Corrected.SEX: "giới tính",
    Corrected.ADDRESS: "địa chỉ",
    Corrected.NUMBER: "số giấy tờ",
    Corrected.ENTRY: "lượt đến, đi",
    VisitorKind.VISITOR: "khách",
    VisitorKind.SUPPLIER: "giao hàng, dịch vụ",
    VisitorKind.INPATIENT: "bệnh nhân nội trú",
    VisitorKind.CARER: "người chăm bệnh",
    "staff_card": "thẻ nhân viên",
    "regular_card": "thẻ người quen",
    LinkEvidence.DOCUMENTS_SEEN: "đã xem giấy tờ",
    LinkEvidence.SAID_SO: "chính người đó xác nhận",
    LinkEvidence.WRITTEN_TWICE: "nhập trùng hai lần",
    LookReason.TRACING: "truy vết tiếp xúc",
    LookReason.PERSON_ASKS: "người này hỏi",
    LookReason.CORRECTION: "sửa lượt ghi nhầm",
    LookReason.REPORT: "làm báo cáo",
    CorrectionReason.WRONG_DIRECTION: "nhầm chiều",
    CorrectionReason.WRONG_PERSON: "nhầm người",
    CorrectionReason.NOT_COME: "không đi qua cổng",
    CorrectionReason.TRIAL: "chỉ quét thử",
    SupportOutcome.ADMITTED: "cho vào",
    SupportOutcome.SEPARATE: "vào lối riêng",
    SupportOutcome.NOT_ADMITTED: "chưa cho vào",
    SupportOutcome.LEFT: "đã về",
    SupportOutcome.DECLARED: "đã khai",
    ReportKind.LIST: "danh sách họ tên",
    ReportKind.SUMMARY: "số liệu tổng hợp",
    ReportKind.TRAIL: "nhật ký",
}
"""What is noted beside a deed, by the program's own word; others, such as a setting's name, stand
as they are."""

NOBODY = "(không ai đăng nhập)"
TRAIL_COLUMNS = (
    "STT",
    "Thời điểm",
    "Ai",
    "Việc",
    "Tài khoản",
    "Mã người",
    "Mã bản ghi",
    "Ghi chú",
)


def say_note(note: str, say: Callable[[str], str], write_day: Callable[[date], str]) -> str:
    """A line's note for people: each of its words in the reader's language, by `say` of what stands
    in `NOTE_WORDS`, and days as they are written there."""
    return " ".join(_say_word(word, say, write_day) for word in note.split())


def _say_word(word: str, say: Callable[[str], str], write_day: Callable[[date], str]) -> str:
    if word in NOTE_WORDS:
        return say(NOTE_WORDS[word])
    try:
        return write_day(date.fromisoformat(word))
    except ValueError:
        return word


def trail_cells(number: int, row: TrailRow, zone: ZoneInfo) -> tuple[Cell, ...]:
    """A line of the file; visitors stand there by id alone."""
    return (
        number,
        f"{row.at.astimezone(zone):%d/%m/%Y %H:%M:%S}",
        row.by_name or row.by or NOBODY,
        DEED_WORDS.get(row.deed, row.deed),
        row.account_name,
        row.person_id,
        row.record_id,
        say_note(row.note, str, lambda day: f"{day:%d/%m/%Y}"),
    )
