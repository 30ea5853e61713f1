"""What is touched at a person's page."""

from __future__ import annotations

from kiosk.base.dataclass import dataclass
from kiosk.domain.desk.acts_on_people import DataRight, LookReason
from kiosk.domain.desk.acts_on_visits import CorrectionReason
from kiosk.domain.people.visitor import VisitorKind


@dataclass(frozen=True, slots=True)
class NumbersTouched:
    """*Hiện số*, and once more *Ẩn số*."""


@dataclass(frozen=True, slots=True)
class EarlierTouched:
    """*Xem thêm*: days before yesterday, and then those before them."""


@dataclass(frozen=True, slots=True)
class LookReasonChosen:
    """Why they are looked at."""

    reason: LookReason


@dataclass(frozen=True, slots=True)
class EntryTouched:
    """An entry of the timeline is to be corrected."""

    entry_id: str


@dataclass(frozen=True, slots=True)
class MistakeChosen:
    """Why the entry is corrected, and so how."""

    reason: CorrectionReason


@dataclass(frozen=True, slots=True)
class KindTouched:
    """What the person comes for is to be changed."""


@dataclass(frozen=True, slots=True)
class KindChosen:
    """What the person comes for."""

    kind: VisitorKind


@dataclass(frozen=True, slots=True)
class DischargeTouched:
    """*Xuất viện.*"""


@dataclass(frozen=True, slots=True)
class ReprintTouched:
    """*In lại, mất phiếu.*"""


@dataclass(frozen=True, slots=True)
class ReprintChosen:
    """Whose slip prints again; also where it was printed a while ago."""

    with_phone: bool


@dataclass(frozen=True, slots=True)
class LostChosen:
    """*Mất phiếu.*"""


@dataclass(frozen=True, slots=True)
class CardChosen:
    """A wallet card is printed, or the one that holds is revoked."""

    is_lost: bool = False


@dataclass(frozen=True, slots=True)
class EditTouched:
    """*Sửa thông tin.*"""


@dataclass(frozen=True, slots=True)
class LinkTouched:
    """*Gộp hồ sơ.*"""


@dataclass(frozen=True, slots=True)
class PhoneTouched:
    """*Cùng số điện thoại*: all who have it."""


@dataclass(frozen=True, slots=True)
class SettleTouched:
    """*Đã gọi, đúng người*: an arrival that waits for verification is settled by a call."""


@dataclass(frozen=True, slots=True)
class DataTouched:
    """*Yêu cầu về dữ liệu.*"""


@dataclass(frozen=True, slots=True)
class RightChosen:
    """What the person asks about their data."""

    right: DataRight


@dataclass(frozen=True, slots=True)
class RequestsOpened:
    """The requests that wait, whoever asked."""


PersonTouch = (
    NumbersTouched
    | EarlierTouched
    | LookReasonChosen
    | EntryTouched
    | MistakeChosen
    | KindTouched
    | KindChosen
    | DischargeTouched
    | ReprintTouched
    | ReprintChosen
    | LostChosen
    | CardChosen
    | EditTouched
    | LinkTouched
    | PhoneTouched
    | SettleTouched
    | DataTouched
    | RightChosen
    | RequestsOpened
)
