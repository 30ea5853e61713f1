"""What staff do about who waits for them: cases of the support list, and emergencies."""

from __future__ import annotations

from dataclasses import field
from datetime import datetime
from enum import StrEnum

from kiosk.base.dataclass import dataclass
from kiosk.domain.desk.acts import NotDone, Whom
from kiosk.domain.desk.asked import StaffAct
from kiosk.domain.people.person import Sex
from sync.protocol.bodies import SupportOutcome


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """Whoever sees to a case, since when."""

    case_id: str


@dataclass(frozen=True)
class AcknowledgeCase(StaffAct[Acknowledged | NotDone]):
    """*Nhận*: the desk need not chime for this case again."""

    case_id: str


class RefusalReason(StrEnum):
    """Why somebody is not let in, *chưa cho vào*."""

    HAS_SYMPTOMS = "has_symptoms"
    CONTACT = "contact"
    VISITING_OVER = "visiting_over"
    NO_BUSINESS = "no_business"
    FULL = "full"
    DISTURBS = "disturbs"


@dataclass(frozen=True, slots=True)
class Reopened:
    """The case waits again."""

    case_id: str


@dataclass(frozen=True)
class ReopenCase(StaffAct[Reopened | NotDone]):
    """*Hoàn tác*: take back a closing of the last ten seconds, with its arrival."""

    case_id: str
    entry_id: str = ""
    """The arrival; empty where there was none."""


@dataclass(frozen=True, slots=True)
class CaseClosed:
    """How the case ended; `entry_id` is the arrival that follows from it."""

    case_id: str
    outcome: SupportOutcome
    entry_id: str = ""
    """Empty where nobody came in, or was inside already."""

    @property
    def undo(self) -> ReopenCase:
        """What takes it back."""
        return ReopenCase(self.case_id, self.entry_id)


@dataclass(frozen=True)
class CloseCase(StaffAct[CaseClosed | NotDone]):
    """Close a case in one of the four ways."""

    case_id: str
    outcome: SupportOutcome
    whom: Whom | None = None
    """Who it turned out to be; None leaves it at whom the case names, if anybody."""
    refusal: RefusalReason | None = None
    """Of `NOT_ADMITTED` alone."""
    is_patient: bool = True
    """At a health facility only who is known not to be a patient may be refused."""
    temperature_dc: int | None = None
    """Tenths of a degree Celsius."""
    note: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class CaseTaken:
    """By what number whoever waits is called."""

    number: int


@dataclass(frozen=True)
class OpenPhoneCase(StaffAct[CaseTaken | NotDone]):
    """A citizen gave a number and waits for staff: the same answer for every number.

    Nobody need be signed in.
    """

    phone: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class EmergencyRecorded:
    """An anonymous arrival, to be completed."""

    entry_id: str
    at: datetime
    number: int
    """Of the venue's day: *ca 3*."""


@dataclass(frozen=True)
class RecordEmergency(StaffAct[EmergencyRecorded]):
    """*Cấp cứu – vào ngay*: never screened, never blocked."""


class AgeGroup(StrEnum):
    """How old somebody looks."""

    CHILD = "child"
    ADULT = "adult"
    """16 to 59."""
    OLD = "old"


@dataclass(frozen=True, slots=True)
class EmergencySeen:
    """What is known of whoever came; the arrival stays to be completed."""

    entry_id: str


@dataclass(frozen=True)
class DescribeEmergency(StaffAct[EmergencySeen | NotDone]):
    """Note what can be seen of whoever came; None leaves it unsaid."""

    entry_id: str
    sex: Sex | None = None
    age: AgeGroup | None = None


@dataclass(frozen=True, slots=True)
class EmergencyEnded:
    """The arrival is complete, or left without a name."""

    entry_id: str
    person_id: str = ""


@dataclass(frozen=True)
class CompleteEmergency(StaffAct[EmergencyEnded | NotDone]):
    """Say who it was."""

    entry_id: str
    whom: Whom


@dataclass(frozen=True)
class LeaveUnidentified(StaffAct[EmergencyEnded | NotDone]):
    """*Không rõ danh tính*: it waits no longer."""

    entry_id: str
