"""What the rules say about one scan, as values."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from kiosk.base.dataclass import dataclass
from kiosk.base.errors import StorageFaultKind
from kiosk.domain.people.person import PersonDetails
from kiosk.domain.reason import Reason


class LaneName(StrEnum):
    """Whose devices a scan came through: the gate's or the desk's."""

    GATE = "gate"
    DESK = "desk"


class Direction(StrEnum):
    """Arrival (đến) or departure (đi)."""

    ARRIVAL = "arrival"
    DEPARTURE = "departure"


class DirectionBy(StrEnum):
    """Who chose the direction of an entry."""

    AUTO = "auto"
    MODE = "mode"
    STAFF = "staff"
    PERSON = "person"
    """Whoever stood at the gate, by a touch."""


@dataclass(frozen=True, slots=True)
class Admit:
    """Record an entry in this direction."""

    direction: Direction
    direction_by: DirectionBy = DirectionBy.AUTO


@dataclass(frozen=True, slots=True)
class AlreadyRecorded:
    """A repeat within the window: nothing new is written."""

    direction: Direction
    at: datetime
    """When the entry it repeats was committed, UTC."""


@dataclass(frozen=True, slots=True)
class AskLeaving:
    """A second scan soon after an arrival: a departure if a touch says so, else nothing."""

    at: datetime
    """When the arrival was committed, UTC."""


@dataclass(frozen=True, slots=True)
class NeedsDeclaration:
    """A health declaration is due before entry; nothing is written yet."""

    prefill: PersonDetails


@dataclass(frozen=True, slots=True)
class AwaitsRoom:
    """*Bên trong đang đông*: as many as may be are inside; staff call whoever waits in turn."""


@dataclass(frozen=True, slots=True)
class Support:
    """A human is needed; the public sees one neutral screen for every reason."""

    reason: Reason


@dataclass(frozen=True, slots=True)
class WrongCode:
    """A code that is readable and not for this place; the screen says what to show instead."""

    reason: Reason


@dataclass(frozen=True, slots=True)
class Refuse:
    """Entry is refused for a reason that may be shown."""

    reason: Reason


Decision = (
    Admit
    | AlreadyRecorded
    | AskLeaving
    | NeedsDeclaration
    | AwaitsRoom
    | Support
    | WrongCode
    | Refuse
)


@dataclass(frozen=True, slots=True)
class NotRecorded:
    """The storage failed: the screen says *not recorded*, and nothing was written."""

    kind: StorageFaultKind


@dataclass(frozen=True, slots=True)
class Busy:
    """This lane's own scan is still undecided; the new one was not taken."""


class PrintState(StrEnum):
    """What became of a print job; UNKNOWN means the paper may or may not be out."""

    NONE = "none"
    PENDING = "pending"
    """It waits for the printer: nothing of it was sent."""
    PRINTING = "printing"
    """Its first byte is about to be sent, or was."""
    PRINTED = "printed"
    FAILED = "failed"
    UNKNOWN = "unknown"

    @property
    def is_under_way(self) -> bool:
        """Whether the job has no result yet: it must not be printed beside itself."""
        return self in (PrintState.PENDING, PrintState.PRINTING)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the core publishes about one scan, after the commit where there was one."""

    lane: LaneName
    result: Decision | NotRecorded | Busy
    at: datetime
    """When it was decided, UTC; for an Admit the entry's own time."""
    entry_id: str = ""
    """The entry that was written, or that the scan repeats; empty where there is none."""
    display_name: str = ""
    """The name as policy lets the public see it; empty for all but Admit."""
    print_job: str = ""
    """Id of the committed print job, empty when nothing prints."""
    frame_at: float | None = None
    """Monotonic seconds of the frame the code was read in, for latency figures."""
    scan_id: str = ""
    """Of a NeedsDeclaration: what `SubmitDeclaration` and `WaitToDeclare` name the scan by."""
    case_number: int | None = None
    """What the page calls whoever waits for staff or for room (docs/spec/at-the-gate.md §4)."""
