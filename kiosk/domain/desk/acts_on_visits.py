"""What staff do about comings and goings: check in and out, take back, correct, paper, slips."""

from __future__ import annotations

from dataclasses import field
from datetime import datetime
from enum import StrEnum

from kiosk.base.dataclass import dataclass
from kiosk.domain.desk.acts import ActProblem, NotDone, Whom
from kiosk.domain.desk.asked import StaffAct
from kiosk.domain.reason import Reason
from kiosk.domain.visits.decision import Direction


class ConfirmReason(StrEnum):
    """Why staff confirm a person in the place of a code by SMS."""

    NO_CODE_CAME = "no_code_came"
    NO_NETWORK = "no_network"
    PHONE_NOT_HERE = "phone_not_here"
    PHONE_OF_RELATIVE = "phone_of_relative"
    NO_PHONE = "no_phone"
    DOCUMENT_SEEN = "document_seen"
    KNOWN_TO_STAFF = "known_to_staff"


@dataclass(frozen=True, slots=True)
class CodeProof:
    """The phone was proven by the code of this challenge."""

    challenge: str


@dataclass(frozen=True, slots=True)
class StaffProof:
    """Staff confirm the person, *chờ xác minh*, for a listed reason."""

    reason: ConfirmReason


DeskProof = CodeProof | StaffProof


@dataclass(frozen=True, slots=True)
class CheckedPerson:
    """What was recorded for one person."""

    person_id: str
    name: str = field(repr=False)
    direction: Direction
    at: datetime
    """UTC; of a repeat when the first one was recorded."""
    entry_id: str
    is_repeat: bool = False
    """The same was recorded a moment ago: nothing new was written."""
    print_job: str = ""
    """Of the slip that prints now; empty where none does."""
    is_unverified: bool = False
    """*Chờ xác minh.*"""


@dataclass(frozen=True, slots=True)
class Checked:
    """Everybody who was checked in or out, in the order they were ticked."""

    persons: tuple[CheckedPerson, ...]

    @property
    def entries(self) -> tuple[str, ...]:
        """What `TakeBack` would take back: the entries that are new."""
        return tuple(one.entry_id for one in self.persons if not one.is_repeat)


@dataclass(frozen=True)
class CheckPersons(StaffAct[Checked | NotDone]):
    """Check one or several persons in or out at once; all or none.

    Arrivals need a proof, departures none.
    """

    direction: Direction
    whom: tuple[Whom, ...]
    proof: DeskProof | None = None
    phone: str = field(default="", repr=False)
    """The number they came with, as typed; empty where they came with none."""


@dataclass(frozen=True, slots=True)
class TakenBack:
    """The entries that no longer count."""

    entries: tuple[str, ...]


@dataclass(frozen=True)
class TakeBack(StaffAct[TakenBack | NotDone]):
    """*Hoàn tác*: take back entries recorded at the desk within the last ten seconds.

    A correction is one too: what it corrected stands again.
    """

    entries: tuple[str, ...]


class Correction(StrEnum):
    """How an entry is corrected."""

    TURN = "turn"
    """It was the other direction."""
    VOID = "void"
    """Nobody came or went."""


class CorrectionReason(StrEnum):
    """Why staff correct an entry."""

    WRONG_DIRECTION = "wrong_direction"
    WRONG_PERSON = "wrong_person"
    NOT_COME = "not_come"
    """Whoever it was did not go through."""
    TRIAL = "trial"
    """Somebody tried the kiosk."""


@dataclass(frozen=True, slots=True)
class Corrected:
    """The correcting entry, which stands in the place and at the moment of the first."""

    entry_id: str
    direction: Direction | None
    """None where nothing counts any more."""


@dataclass(frozen=True)
class CorrectEntry(StaffAct[Corrected | NotDone]):
    """Correct an entry of this station, whenever it was recorded."""

    entry_id: str
    correction: Correction
    reason: CorrectionReason


@dataclass(frozen=True, slots=True)
class Settled:
    """The arrivals of this person that wait for verification no longer."""

    entries: tuple[str, ...]


@dataclass(frozen=True)
class SettleByCall(StaffAct[Settled | NotDone]):
    """Staff called the number, and the person answered."""

    person_id: str


@dataclass(frozen=True, slots=True)
class PaperRow:
    """One row of the paper book: a person who is known, or a name or phone as written there."""

    at: datetime
    """When it happened, UTC."""
    direction: Direction
    whom: Whom | None = None
    name: str = field(default="", repr=False)
    phone: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class PaperEntered:
    """The entries, in the order of the rows."""

    entries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PaperRefused:
    """Nothing was written; what is wrong, by the row's index."""

    problems: tuple[tuple[int, ActProblem], ...]


@dataclass(frozen=True)
class EnterPaper(StaffAct[PaperEntered | PaperRefused]):
    """*Nhập bù*: entries from the paper book, with the times that stand there; all or none."""

    rows: tuple[PaperRow, ...]


@dataclass(frozen=True, slots=True)
class PrintedSlip:
    """A slip that may be out already."""

    person_id: str
    name: str = field(repr=False)
    printed_at: datetime
    """UTC."""


@dataclass(frozen=True, slots=True)
class AlreadyPrinted:
    """*Đã in lúc …*: nothing was printed yet, staff are to say it again."""

    slips: tuple[PrintedSlip, ...]


@dataclass(frozen=True, slots=True)
class Reprinted:
    """The print jobs on their way, with the codes they had."""

    jobs: tuple[str, ...]


@dataclass(frozen=True)
class ReprintSlips(StaffAct[Reprinted | AlreadyPrinted | NotDone]):
    """Print again the valid slip of a person, and of everybody who came with the same phone."""

    person_id: str
    with_phone: bool = False
    """All who have this person's phone."""
    is_told: bool = False
    """Staff know that it was printed before."""


@dataclass(frozen=True, slots=True)
class Replaced:
    """The print job of the new slip, on its way."""

    job: str


@dataclass(frozen=True)
class ReplaceSlip(StaffAct[Replaced | NotDone]):
    """*Mất phiếu*: a slip with a new code in the place of the lost one, which holds no longer."""

    person_id: str


@dataclass(frozen=True, slots=True)
class SlipHolder:
    """Whose slip it is."""

    person_id: str


@dataclass(frozen=True, slots=True)
class DoubtedSlip:
    """A slip that lets nobody in, and why."""

    reason: Reason


@dataclass(frozen=True)
class FindHolder(StaffAct[SlipHolder | DoubtedSlip | NotDone]):
    """Whose slip is held to the desk's scanner? It is verified before anything in it is used."""

    text: str = field(repr=False)
