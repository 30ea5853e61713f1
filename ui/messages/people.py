"""What staff choose from on the pages of people and phones."""

from __future__ import annotations

from kiosk.domain.desk.acts_on_people import DataRight, IdentityProof, LinkEvidence, LookReason
from kiosk.domain.desk.acts_on_requests import Corrected, RequestRefusal
from kiosk.domain.desk.acts_on_visits import ConfirmReason, CorrectionReason
from kiosk.domain.people.visitor import VisitorKind
from ui.i18n import QT_TRANSLATE_NOOP

CONFIRM_REASONS: dict[ConfirmReason, str] = {
    ConfirmReason.DOCUMENT_SEEN: QT_TRANSLATE_NOOP("Messages", "Đã xem giấy tờ"),
    ConfirmReason.KNOWN_TO_STAFF: QT_TRANSLATE_NOOP("Messages", "Nhân viên biết người này"),
    ConfirmReason.NO_CODE_CAME: QT_TRANSLATE_NOOP("Messages", "Không nhận được mã"),
    ConfirmReason.NO_NETWORK: QT_TRANSLATE_NOOP("Messages", "Mất mạng"),
    ConfirmReason.PHONE_NOT_HERE: QT_TRANSLATE_NOOP("Messages", "Không mang điện thoại"),
    ConfirmReason.PHONE_OF_RELATIVE: QT_TRANSLATE_NOOP("Messages", "Số của người nhà"),
    ConfirmReason.NO_PHONE: QT_TRANSLATE_NOOP("Messages", "Không có điện thoại"),
}
"""Why staff confirm somebody in the place of a code; the most usual first."""

MISTAKES: dict[CorrectionReason, str] = {
    CorrectionReason.WRONG_DIRECTION: QT_TRANSLATE_NOOP("Messages", "Nhầm chiều"),
    CorrectionReason.WRONG_PERSON: QT_TRANSLATE_NOOP("Messages", "Nhầm người"),
    CorrectionReason.NOT_COME: QT_TRANSLATE_NOOP("Messages", "Không đi qua cổng"),
    CorrectionReason.TRIAL: QT_TRANSLATE_NOOP("Messages", "Chỉ quét thử"),
}
"""What is wrong with an entry."""

KINDS: dict[VisitorKind, str] = {
    VisitorKind.VISITOR: QT_TRANSLATE_NOOP("Messages", "Khách"),
    VisitorKind.INPATIENT: QT_TRANSLATE_NOOP("Messages", "Bệnh nhân nội trú"),
    VisitorKind.CARER: QT_TRANSLATE_NOOP("Messages", "Người chăm bệnh"),
    VisitorKind.STAFF: QT_TRANSLATE_NOOP("Messages", "Nhân viên"),
    VisitorKind.SUPPLIER: QT_TRANSLATE_NOOP("Messages", "Giao hàng, dịch vụ"),
}
"""What somebody comes for."""

EVIDENCE: dict[LinkEvidence, str] = {
    LinkEvidence.DOCUMENTS_SEEN: QT_TRANSLATE_NOOP("Messages", "Đã xem giấy tờ"),
    LinkEvidence.SAID_SO: QT_TRANSLATE_NOOP("Messages", "Chính người đó xác nhận"),
    LinkEvidence.WRITTEN_TWICE: QT_TRANSLATE_NOOP("Messages", "Nhập trùng hai lần"),
}
"""Why two are held for one."""

LOOK_REASONS: dict[LookReason, str] = {
    LookReason.TRACING: QT_TRANSLATE_NOOP("Messages", "Truy vết tiếp xúc"),
    LookReason.PERSON_ASKS: QT_TRANSLATE_NOOP("Messages", "Người này hỏi"),
    LookReason.CORRECTION: QT_TRANSLATE_NOOP("Messages", "Sửa lượt ghi nhầm"),
    LookReason.REPORT: QT_TRANSLATE_NOOP("Messages", "Làm báo cáo"),
}
"""Why earlier days are looked at."""

RIGHTS: dict[DataRight, str] = {
    DataRight.SEE: QT_TRANSLATE_NOOP("Messages", "Xem dữ liệu"),
    DataRight.CORRECT: QT_TRANSLATE_NOOP("Messages", "Sửa dữ liệu"),
    DataRight.ERASE: QT_TRANSLATE_NOOP("Messages", "Xóa dữ liệu"),
    DataRight.WITHDRAW: QT_TRANSLATE_NOOP("Messages", "Rút đồng ý"),
}
"""What somebody asks about their own data."""

IDENTITY_PROOFS: dict[IdentityProof, str] = {
    IdentityProof.PHOTO_DOCUMENT: QT_TRANSLATE_NOOP("Messages", "Căn cước, giấy tờ có ảnh"),
    IdentityProof.INSURANCE_CARD: QT_TRANSLATE_NOOP("Messages", "Thẻ BHYT"),
    IdentityProof.GUARDIAN: QT_TRANSLATE_NOOP("Messages", "Giấy tờ của người giám hộ"),
}
"""By what whoever asks about data proves who they are."""

REQUEST_REFUSALS: dict[RequestRefusal, str] = {
    RequestRefusal.NOT_PROVEN: QT_TRANSLATE_NOOP("Messages", "Không chứng minh được là ai"),
    RequestRefusal.TAKEN_BACK: QT_TRANSLATE_NOOP("Messages", "Người này rút yêu cầu"),
    RequestRefusal.MUST_BE_KEPT: QT_TRANSLATE_NOOP("Messages", "Luật buộc phải lưu giữ"),
    RequestRefusal.NOT_HELD: QT_TRANSLATE_NOOP("Messages", "Không có dữ liệu này"),
}
"""Why a request about data is refused."""

CORRECTED: dict[Corrected, str] = {
    Corrected.CONTACT: QT_TRANSLATE_NOOP("Messages", "Họ tên, SĐT"),
    Corrected.BIRTH: QT_TRANSLATE_NOOP("Messages", "Ngày sinh"),
    Corrected.SEX: QT_TRANSLATE_NOOP("Messages", "Giới tính"),
    Corrected.ADDRESS: QT_TRANSLATE_NOOP("Messages", "Địa chỉ"),
    Corrected.NUMBER: QT_TRANSLATE_NOOP("Messages", "Số giấy tờ"),
    Corrected.ENTRY: QT_TRANSLATE_NOOP("Messages", "Lượt đến, đi"),
}
"""What was corrected as somebody asked."""
