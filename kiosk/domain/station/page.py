"""What every page of the desk is made of: a frozen state, touches, and one pure `advance`.

A page is one module in `kiosk.domain.station.pages`. Its state knows nothing of time, of the store
or of who is signed in: it asks (`Turn.asks`), hears answers as events, and says where the desk goes
next (`Turn.go`). The desk's machine in `kiosk.domain.station.desk` holds the stack of pages.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any, ClassVar, Generic, Protocol, TypeVar, runtime_checkable

from kiosk.base.dataclass import dataclass
from kiosk.domain.desk.asked import Asked, DeskProblem
from kiosk.domain.desk.session import Session
from kiosk.domain.reason import Reason
from kiosk.domain.station.effects import Effect
from kiosk.domain.text_input.field_text import FieldText


class DeskPage(StrEnum):
    """The pages of the desk."""

    CLOSED = "closed"
    CARD_NUMBER = "card_number"
    """A citizen types a card's number; the gate goes on recording, its results are bands."""
    DECLARE = "declare"
    """*Khai hộ*: staff declare for somebody."""
    NO_CODE = "no_code"
    """Ways on for somebody without a code or card."""
    EXPRESS = "express"
    """Whoever's card was read declares by short statements."""
    SELF_DECLARATION = "self_declaration"
    """Somebody declares for themselves, question by question."""
    OWN_PHONE = "own_phone"
    """A citizen comes in by their own phone number."""
    SENTENCES = "sentences"
    """*Cho người đối diện xem*: sentences to point at."""
    PRINTER_SETUP = "printer_setup"
    """*Máy in*: the slip printer is chosen and tried out."""
    REPORTS = "reports"
    """Lists and summaries as files, and who is inside on paper."""
    STAFF = "staff"
    """Somebody is signed in and has no page open."""
    DAY_LIST = "day_list"
    """*Danh sách người đến/đi*: the first page of staff."""
    SEARCH = "search"
    """*Tìm người.*"""
    PERSON = "person"
    """A person: check in and out, and all that staff do about somebody."""
    FAMILY = "family"
    """Whom a phone points to, its code by SMS, one check-in for several."""
    PERSON_FORM = "person_form"
    """A person's details, typed."""
    LINK = "link"
    """Two are held for one person, or are parted."""
    SUPPORT_LIST = "support_list"
    """*Cần hỗ trợ*: who waits for staff."""
    EMERGENCY = "emergency"
    """*Cần bổ sung*: anonymous arrivals, and the one just recorded."""
    PAPER_ENTRIES = "paper_entries"
    """*Nhập bù*: rows of the paper book."""
    ACCOUNTS = "accounts"
    """*Tài khoản*: who may sign in here, for administrators."""
    DATA_REQUESTS = "data_requests"
    """*Yêu cầu về dữ liệu*: what people ask about their own data."""
    TRAIL = "trail"
    """*Nhật ký*: what staff did, for administrators."""
    POLICY = "policy"
    """*Quy định tại điểm này*, for administrators."""
    VENUE = "venue"
    """*Đăng ký điểm kiểm dịch*, for administrators."""
    STAYS = "stays"
    """*Rà soát nội trú*: who stays until they are discharged."""
    SHIFT_CHECK = "shift_check"
    """*Kiểm tra đầu ca.*"""
    SIGN_IN = "sign_in"
    """Staff choose their name and type their PIN."""
    NEW_PIN = "new_pin"
    """A code and a new PIN: the first administrator, or who has the recovery code."""


class PageState(Protocol):
    """What the desk needs to know of any page."""

    page: ClassVar[DeskPage]
    is_public: ClassVar[bool]
    """Citizens use it: it asks after a while without a touch, and is then wiped. A page of staff
    locks instead, and is there again when they unlock."""


@runtime_checkable
class Typing(Protocol):
    """A page with the keyboard: it hears every `KeyboardTouch`."""

    @property
    def typed(self) -> FieldText | None:
        """The text of the field in use; None while the keyboard is away."""
        ...

    @property
    def suggestions(self) -> tuple[str, ...]:
        """What the word in hand may become, the likeliest first."""
        ...


S = TypeVar("S", covariant=True)


@dataclass(frozen=True, slots=True)
class PageShown:
    """The page came on top: it was opened, or the one above it was left."""


@dataclass(frozen=True, slots=True)
class DeskAnswered:
    """What a page asked for is here."""

    key: int
    asked: Asked[Any]
    answer: Any


@dataclass(frozen=True, slots=True)
class DeskFailed:
    """What a page asked for will not come."""

    key: int
    asked: Asked[Any]
    problem: DeskProblem


@dataclass(frozen=True, slots=True)
class Moment:
    """What a page may know of the desk while it advances."""

    key: int
    """The page's own number: the token of its timer `TimerName.DESK_PAGE`."""
    session: Session | None
    can_be_overlooked: bool = True
    """The queue can see this screen; the desk's own one it cannot."""


@dataclass(frozen=True, slots=True)
class Push:
    """Another page comes on top; *Quay lại* leads back to this one."""

    state: PageState


@dataclass(frozen=True, slots=True)
class Replace:
    """Another page takes this one's place."""

    state: PageState


@dataclass(frozen=True, slots=True)
class Back:
    """The page is left for the one below it; the lowest one closes the desk, or the session's
    pages end."""


@dataclass(frozen=True, slots=True)
class CloseDesk:
    """Somebody of the public is done: all pages are left. A session that is locked stays so."""


@dataclass(frozen=True, slots=True)
class Begin:
    """Somebody signed in or unlocked: the pages that they locked are there again, or the first one
    of staff."""

    session: Session


@dataclass(frozen=True, slots=True)
class HandToStaff:
    """Whoever uses a page of the public is staff's from here: all pages are left, a case is put on
    the support list, and the gate shows the one page that says so."""

    reason: Reason
    number: int | None = None
    """Of the case, where it is open already."""


Go = Push | Replace | Back | CloseDesk | Begin | HandToStaff
"""Where the desk goes after a turn of its top page."""


@dataclass(frozen=True, slots=True)
class Turn(Generic[S]):
    """What a page makes of an event."""

    state: S
    effects: tuple[Effect, ...] = ()
    asks: tuple[Asked[Any], ...] = ()
    go: Go | None = None
    """Obeyed for the top page alone: what comes late for another leads nowhere."""
