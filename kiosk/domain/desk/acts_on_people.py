"""What staff do about people: edit, tie a phone, link, say what they come for; and looks."""

from __future__ import annotations

from dataclasses import field
from datetime import date, datetime
from enum import StrEnum

from kiosk.base.dataclass import dataclass
from kiosk.domain.desk.acts import NotDone, Whom
from kiosk.domain.desk.asked import StaffAct
from kiosk.domain.people.visitor import VisitorKind


@dataclass(frozen=True, slots=True)
class Edited:
    """The person as known now, and the act that takes the change back."""

    person_id: str
    undo: StaffAct[Edited | NotDone] | None
    """None where it answered a request: that is not taken back by a touch."""


class IdentityProof(StrEnum):
    """By what somebody who asks about their data proves who they are."""

    PHOTO_DOCUMENT = "photo_document"
    """A citizen card, passport or another paper with a picture."""
    INSURANCE_CARD = "insurance_card"
    GUARDIAN = "guardian"
    """The papers of a parent or guardian, who asks for somebody."""


@dataclass(frozen=True, slots=True)
class AnswersRequest:
    """Which request an act answers, and how whoever asked proved who they are."""

    request_id: str
    identity: IdentityProof


@dataclass(frozen=True)
class EditPerson(StaffAct[Edited | NotDone]):
    """Write a person's name and contact phone as they should be; an empty phone is none."""

    person_id: str
    full_name: str = field(repr=False)
    phone: str = field(repr=False)
    answers: AnswersRequest | None = None
    """The request to correct that this carries out: an administrator's then."""


@dataclass(frozen=True, slots=True)
class Untied:
    """The person whom the phone points to no longer."""

    person_id: str


@dataclass(frozen=True)
class UntiePhone(StaffAct[Untied | NotDone]):
    """A phone is not this person's; a contact that it was is none."""

    person_id: str
    phone: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Added:
    """The person whom the phone points to from now on, and the act that takes it back."""

    person_id: str
    undo: UntiePhone


@dataclass(frozen=True, slots=True)
class MayBeTheSame:
    """*Có thể trùng với …*: nothing was written, these are known already."""

    person_ids: tuple[str, ...]


@dataclass(frozen=True)
class AddToPhone(StaffAct[Added | MayBeTheSame | NotDone]):
    """Have a phone point to one more person; a person may have several phones."""

    phone: str = field(repr=False)
    whom: Whom
    is_another: bool = False
    """Staff have seen who may be the same, and say that it is another."""


class LinkEvidence(StrEnum):
    """Why staff hold two for one person."""

    DOCUMENTS_SEEN = "documents_seen"
    SAID_SO = "said_so"
    """The person says so."""
    WRITTEN_TWICE = "written_twice"
    """One was written down twice."""


@dataclass(frozen=True, slots=True)
class Linked:
    """The two are one from now on, under the older id; and the act that parts them."""

    person_id: str
    undo: StaffAct[Parted | NotDone]


@dataclass(frozen=True)
class LinkPersons(StaffAct[Linked | NotDone]):
    """*Gộp hồ sơ*: hold two for one person; nothing is rewritten."""

    one: str
    other: str
    evidence: LinkEvidence


@dataclass(frozen=True, slots=True)
class Parted:
    """The two are two from now on."""

    one: str
    other: str

    @property
    def undo(self) -> JoinAgain:
        """The act that takes it back."""
        return JoinAgain(self.one, self.other)


@dataclass(frozen=True)
class PartPersons(StaffAct[Parted | NotDone]):
    """Undo a link, whoever made it."""

    one: str
    other: str


@dataclass(frozen=True)
class JoinAgain(StaffAct[Linked | NotDone]):
    """Take back that two were parted: they are one again, whatever it was that linked them."""

    one: str
    other: str


@dataclass(frozen=True, slots=True)
class KindSet:
    """What the person is from now on, and the act that takes the change back."""

    person_id: str
    kind: VisitorKind
    undo: StaffAct[KindSet | NotDone]


@dataclass(frozen=True)
class SetKind(StaffAct[KindSet | NotDone]):
    """Say what somebody comes for."""

    person_id: str
    kind: VisitorKind


@dataclass(frozen=True, slots=True)
class Discharged:
    """An inpatient or carer is a visitor again; `entry_id` is the departure."""

    person_id: str
    kind: VisitorKind
    """What the person was until then."""
    entry_id: str = ""
    """Empty where the person had left before."""

    @property
    def undo(self) -> TakeDischargeBack:
        """The act that takes it back."""
        return TakeDischargeBack(self.person_id, self.kind, self.entry_id)


@dataclass(frozen=True)
class Discharge(StaffAct[Discharged | NotDone]):
    """*Xuất viện.*"""

    person_id: str


@dataclass(frozen=True)
class TakeDischargeBack(StaffAct[KindSet | NotDone]):
    """The person is what they were, and the departure, where there was one, counts no longer."""

    person_id: str
    kind: VisitorKind
    entry_id: str


class Look(StrEnum):
    """What staff looked at."""

    SEARCH = "search"
    PERSON = "person"
    """A person's page."""
    UNMASKING = "unmasking"
    EARLIER_DAY = "earlier_day"


class LookReason(StrEnum):
    """Why staff look at days before yesterday."""

    TRACING = "tracing"
    """A contact is traced."""
    PERSON_ASKS = "person_asks"
    CORRECTION = "correction"
    REPORT = "report"


@dataclass(frozen=True, slots=True)
class LookNoted:
    """The look stands in the trail."""


@dataclass(frozen=True)
class NoteLook(StaffAct[LookNoted | NotDone]):
    """Leave a trace of a look; of a day before yesterday with its reason."""

    look: Look
    person_id: str = ""
    day: date | None = None
    """The day looked at, where it is not today."""
    reason: LookReason | None = None


class DataRight(StrEnum):
    """What somebody asks about their own data, *Yêu cầu về dữ liệu*."""

    SEE = "see"
    CORRECT = "correct"
    ERASE = "erase"
    WITHDRAW = "withdraw"
    """Withdraw a consent."""


@dataclass(frozen=True, slots=True)
class DataAsked:
    """The request, by its record, and until when it is to be answered."""

    request_id: str
    answer_by: datetime
    """UTC."""


@dataclass(frozen=True)
class AskAboutData(StaffAct[DataAsked | NotDone]):
    """Take down what somebody asks about their data, after their identity was checked."""

    person_id: str
    right: DataRight
