"""What the core, its lanes and sync tell the rest of the program: one union, one `publish`.

Each event is told after the fact: an outcome after its commit, a fault once on loss and once on
recovery. A new event stands here, where it is published, and where it is shown.
"""

from __future__ import annotations

from dataclasses import field

from kiosk.base.dataclass import dataclass
from kiosk.base.errors import DeviceFaultKind, StorageFaultKind
from kiosk.domain.notice import Notice
from kiosk.domain.scanning.camera_check import Look
from kiosk.domain.scanning.hint import Hint
from kiosk.domain.station.enrolment import EnrolmentEnd
from kiosk.domain.station.health import Health
from kiosk.domain.station.paper_roll import PaperRoll
from kiosk.domain.venue import Policy, Venue
from kiosk.domain.visits.decision import LaneName, Outcome, PrintState
from sync.protocol.enrolment import Invitation


@dataclass(frozen=True, slots=True)
class StorageReady:
    """Entries can be recorded: the database was opened, or works again."""


@dataclass(frozen=True, slots=True)
class StorageLost:
    """Nothing can be recorded until the storage recovers."""

    kind: StorageFaultKind


@dataclass(frozen=True, slots=True)
class CoreCrashed:
    """A bug ended the core: a safe screen, and an exit that has the kiosk started again."""

    error: BaseException


@dataclass(frozen=True, slots=True)
class ScanTaken:
    """A lane handed a scan in, and the core is deciding it."""

    lane: LaneName


@dataclass(frozen=True, slots=True)
class Decided:
    """A scan was decided, and what follows from it is committed."""

    outcome: Outcome


@dataclass(frozen=True, slots=True)
class CardRead:
    """A code was read at the desk's lane while somebody is signed in there: it finds a person."""

    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class CardShared:
    """A code was read by a device that both lanes hear, while staff have a page open: they say
    where it goes."""

    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class PrintFinished:
    """A print job ended, on paper or not."""

    job: str
    state: PrintState
    fault: DeviceFaultKind | None = None
    """Why it is not on paper, where the printer says."""


@dataclass(frozen=True, slots=True)
class RollCounted:
    """A printer's roll was changed, or is shorter by a paper; told of each at the start."""

    printer: int
    """0 is the first printer, 1 the second."""
    roll: PaperRoll


@dataclass(frozen=True, slots=True)
class CasesCounted:
    """Other cases than before wait for staff."""

    waiting: int
    newest: tuple[int, ...] = ()
    """The numbers of up to three of them, the newest first."""
    acknowledged: int = 0
    """To how many of them somebody sees already."""


@dataclass(frozen=True, slots=True)
class CaseOpened:
    """A call by a button is committed under this number."""

    lane: LaneName
    number: int


@dataclass(frozen=True, slots=True)
class Recorded:
    """Something was recorded beside the outcomes: a call, an act of staff, what the hub settled."""


@dataclass(frozen=True, slots=True)
class UnsentCounted:
    """How much the hub has not acknowledged; told after each change."""

    records: int
    visits: int
    """Of these records, how many are somebody's arrival or departure."""


@dataclass(frozen=True, slots=True)
class ClockJudged:
    """The clock came into doubt, or is believed again."""

    is_suspect: bool


@dataclass(frozen=True, slots=True)
class HealthChanged:
    """Something around the kiosk stopped working, or works again."""

    health: Health


@dataclass(frozen=True, slots=True)
class Configured:
    """Another venue or other rules are in force from the next scan on."""

    venue: Venue
    policy: Policy


@dataclass(frozen=True, slots=True)
class NoticesChanged:
    """The hub's administrator gives these notices, each for its own time."""

    notices: tuple[Notice, ...]


@dataclass(frozen=True, slots=True)
class InvitationRead:
    """A station without a hub read a hub's invitation: staff are to confirm it."""

    invitation: Invitation | None
    """None for one of an older kind, which cannot be used any more."""


@dataclass(frozen=True, slots=True)
class CodeScanned:
    """A scanner read the digits of a code by SMS while a page waits for one."""

    digits: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class EnrolmentEnded:
    """What became of an enrolment."""

    end: EnrolmentEnd


@dataclass(frozen=True, slots=True)
class CodeSeen:
    """A code came into a lane's camera, or has left it."""

    lane: LaneName
    is_seen: bool


@dataclass(frozen=True, slots=True)
class SeveralCodesSeen:
    """The codes of several persons are in view, or no longer."""

    lane: LaneName
    is_several: bool


@dataclass(frozen=True, slots=True)
class CodeUnread:
    """A code was tried for long and cannot be read, or is gone."""

    lane: LaneName
    is_unread: bool


@dataclass(frozen=True, slots=True)
class HintGiven:
    """What would help to read the code in view; `Hint.NONE` when nothing is amiss."""

    lane: LaneName
    hint: Hint


@dataclass(frozen=True, slots=True)
class CameraLooked:
    """What a lane's camera sees of a code, while staff look at the camera page."""

    lane: LaneName
    look: Look


CoreEvent = (
    StorageReady
    | StorageLost
    | CoreCrashed
    | ScanTaken
    | Decided
    | CardRead
    | CardShared
    | PrintFinished
    | RollCounted
    | CasesCounted
    | CaseOpened
    | Recorded
    | UnsentCounted
    | ClockJudged
    | HealthChanged
    | Configured
    | NoticesChanged
    | InvitationRead
    | CodeScanned
    | EnrolmentEnded
    | CodeSeen
    | SeveralCodesSeen
    | CodeUnread
    | HintGiven
    | CameraLooked
)
