"""The station as two pure state machines: what each lane shows, and what must happen next.

`advance_gate` here and `advance_desk` in `kiosk.domain.station.desk` take a state and an event and
give the next state and the effects to carry out; they hold no clock, no device and no text. The
gate is what a person at the camera sees; the desk is what staff (or a citizen declaring) use. While
the desk is open the gate's results show as a band and never touch the desk's draft
(docs/spec/at-the-gate.md §1).
"""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum

from kiosk.base.dataclass import dataclass
from kiosk.base.errors import StorageFaultKind
from kiosk.domain.events import (
    CaseOpened,
    Decided,
    PrintFinished,
    ScanTaken,
    StorageLost,
    StorageReady,
)
from kiosk.domain.reason import Reason
from kiosk.domain.station.effects import Effect, PlaySound, StartTimer, TimerFired, TimerName, Tone
from kiosk.domain.visits.decision import (
    Admit,
    AlreadyRecorded,
    AskLeaving,
    AwaitsRoom,
    Busy,
    Direction,
    NeedsDeclaration,
    NotRecorded,
    Outcome,
    PrintState,
    Refuse,
    Support,
    WrongCode,
)


class GatePage(StrEnum):
    """What the gate's machine is showing."""

    BOOTING = "booting"
    READY = "ready"
    DECIDING = "deciding"
    ADMITTED = "admitted"
    ALREADY_RECORDED = "already_recorded"
    ASK_LEAVING = "ask_leaving"
    SUPPORT = "support"
    WRONG_CODE = "wrong_code"
    REFUSED = "refused"
    NEEDS_DECLARATION = "needs_declaration"
    AWAITS_ROOM = "awaits_room"
    NOT_RECORDED = "not_recorded"
    OUT_OF_ORDER = "out_of_order"


RESULT_PAGES = frozenset(
    {
        GatePage.ADMITTED,
        GatePage.ALREADY_RECORDED,
        GatePage.ASK_LEAVING,
        GatePage.SUPPORT,
        GatePage.WRONG_CODE,
        GatePage.REFUSED,
        GatePage.NEEDS_DECLARATION,
        GatePage.AWAITS_ROOM,
        GatePage.NOT_RECORDED,
    }
)
"""Pages that say what became of one person's code; each has a timer home."""

HOME_AFTER_S: dict[GatePage, float] = {
    GatePage.DECIDING: 10.0,
    GatePage.ADMITTED: 4.0,
    GatePage.ALREADY_RECORDED: 4.0,
    GatePage.ASK_LEAVING: 8.0,
    GatePage.SUPPORT: 8.0,
    GatePage.WRONG_CODE: 8.0,
    GatePage.REFUSED: 6.0,
    GatePage.NEEDS_DECLARATION: 8.0,
    GatePage.AWAITS_ROOM: 8.0,
    GatePage.NOT_RECORDED: 8.0,
}
"""Seconds until the gate goes home to READY by itself (docs/spec/at-the-gate.md §9: 4 to 8 s)."""

LARGE_TEXT_TIMES = 1.5
LONGEST_RESULT_S = 8.0
"""Who needs large text reads more slowly; nobody's name stands for longer than this, though."""

FINGER_S = 1.0
"""A result never ends under a finger: it is tried again so much later, and a button that is let go
within this time still does what it says."""
FINGER_TIMES = 15
"""What lies on the glass for longer is no finger."""

BAND_S = 8.0
"""How long a gate result shows as a band while the desk is open (docs/spec/at-the-gate.md §1)."""


@dataclass(frozen=True, slots=True)
class StaffCalled:
    """Someone pressed a button that calls staff."""

    reason: Reason


@dataclass(frozen=True, slots=True)
class Touched:
    """The screen was touched on a result: go home early."""


@dataclass(frozen=True, slots=True)
class FingerDown:
    """A finger touches the glass, wherever that is."""


@dataclass(frozen=True, slots=True)
class FingerUp:
    """The finger was lifted."""


@dataclass(frozen=True, slots=True)
class DeskOpened:
    """Staff or a citizen use the desk pages: results become bands."""


@dataclass(frozen=True, slots=True)
class DeskClosed:
    """The desk pages were left: results are pages again."""


GateEvent = (
    StorageReady
    | StorageLost
    | ScanTaken
    | Decided
    | PrintFinished
    | CaseOpened
    | StaffCalled
    | Touched
    | FingerDown
    | FingerUp
    | TimerFired
    | DeskOpened
    | DeskClosed
)


@dataclass(frozen=True, slots=True)
class Gate:
    """The gate machine's state."""

    page: GatePage = GatePage.BOOTING
    outcome: Outcome | None = None
    """The result on show; None on pages that are about nobody."""
    print_state: PrintState = PrintState.NONE
    fault: StorageFaultKind | None = None
    """Why the page is OUT_OF_ORDER."""
    support_reason: Reason | None = None
    """Why staff were called by touch; shown at the desk only."""
    case_number: int | None = None
    """On SUPPORT: what staff call whoever waits, once the case is committed."""
    is_band: bool = False
    """Results show as a band because the desk is open."""
    token: int = 0
    """The timer in force; TimerFired with another token is stale."""
    has_large_text: bool = False
    """`ui.large_text`: results stand longer."""
    is_finger_down: bool = False
    held_back: int = 0
    """How often this result would have ended, had no finger been on the glass."""


Advance = tuple[Gate, tuple[Effect, ...]]


def stands_for_s(gate: Gate) -> float:
    """Seconds the page, or the band, stands by itself; 0 for READY."""
    seconds = BAND_S if gate.is_band else HOME_AFTER_S.get(gate.page, 0.0)
    if gate.has_large_text and gate.page in RESULT_PAGES:
        return min(max(seconds, LONGEST_RESULT_S), seconds * LARGE_TEXT_TIMES)
    return seconds


def advance_gate(gate: Gate, event: GateEvent) -> Advance:
    """The gate's next state and what to do for it. Pure; unknown combinations change nothing."""
    match event:
        case StorageLost(kind):
            lost = replace(
                _without_person(gate, GatePage.OUT_OF_ORDER), fault=kind, token=gate.token + 1
            )
            # A failed scan says so once more loudly; a repeated report of the same fault does not.
            is_new = gate.page is not GatePage.OUT_OF_ORDER
            return lost, (PlaySound(Tone.ATTENTION),) if is_new else ()
        case StorageReady() if gate.page in (GatePage.BOOTING, GatePage.OUT_OF_ORDER):
            return _home(gate), ()
        case FingerDown() | FingerUp():
            return replace(gate, is_finger_down=isinstance(event, FingerDown)), ()
        case DeskOpened():
            return replace(gate, is_band=True), ()
        case DeskClosed():
            return replace(gate, is_band=False), ()
    if gate.page in (GatePage.BOOTING, GatePage.OUT_OF_ORDER):
        return gate, ()
    match event:
        case ScanTaken():
            token = gate.token + 1
            deciding = replace(_without_person(gate, GatePage.DECIDING), token=token)
            return deciding, (StartTimer(TimerName.GATE, token, HOME_AFTER_S[GatePage.DECIDING]),)
        case Decided(outcome):
            return _show(gate, outcome)
        case PrintFinished(job, state) if gate.outcome and gate.outcome.print_job == job:
            return replace(gate, print_state=state), ()
        case CaseOpened(_, number) if gate.support_reason is not None:
            return replace(gate, case_number=number), ()
        case StaffCalled(reason):
            token = gate.token + 1
            called = replace(
                _without_person(gate, GatePage.SUPPORT), support_reason=reason, token=token
            )
            seconds = stands_for_s(called)
            return called, (PlaySound(Tone.STAFF), StartTimer(TimerName.GATE, token, seconds))
        case TimerFired(TimerName.GATE, token) if (
            token == gate.token and gate.page is not GatePage.READY
        ):
            if gate.is_finger_down and gate.held_back < FINGER_TIMES:
                held = replace(gate, held_back=gate.held_back + 1)
                return held, (StartTimer(TimerName.GATE, token, FINGER_S),)
            return _home(gate), ()
        case Touched() if gate.page in RESULT_PAGES:
            return _home(gate), ()
    return gate, ()


def _home(gate: Gate) -> Gate:
    return replace(_without_person(gate, GatePage.READY), fault=None, token=gate.token + 1)


def _without_person(gate: Gate, page: GatePage) -> Gate:
    return replace(
        gate,
        page=page,
        outcome=None,
        print_state=PrintState.NONE,
        support_reason=None,
        case_number=None,
        held_back=0,
    )


_PAGES: dict[type, tuple[GatePage, Tone]] = {
    AskLeaving: (GatePage.ASK_LEAVING, Tone.ATTENTION),
    NeedsDeclaration: (GatePage.NEEDS_DECLARATION, Tone.ATTENTION),
    AwaitsRoom: (GatePage.AWAITS_ROOM, Tone.STAFF),
    Support: (GatePage.SUPPORT, Tone.STAFF),
    WrongCode: (GatePage.WRONG_CODE, Tone.ATTENTION),
    Refuse: (GatePage.REFUSED, Tone.ATTENTION),
    NotRecorded: (GatePage.NOT_RECORDED, Tone.ATTENTION),
}
"""Page and tone of the results that have no direction."""


def _show(gate: Gate, outcome: Outcome) -> Advance:
    """The page, tone and timer of one outcome."""
    match outcome.result:
        case Busy():
            return gate, ()
        case Admit(direction):
            page = GatePage.ADMITTED
            tone = Tone.IN if direction is Direction.ARRIVAL else Tone.OUT
        case AlreadyRecorded(direction):
            page = GatePage.ALREADY_RECORDED
            tone = Tone.IN if direction is Direction.ARRIVAL else Tone.OUT
        case result:
            page, tone = _PAGES[type(result)]
    token = gate.token + 1
    shown = replace(
        gate,
        page=page,
        outcome=outcome,
        print_state=PrintState.PENDING if outcome.print_job else PrintState.NONE,
        support_reason=None,
        case_number=outcome.case_number,
        token=token,
        held_back=0,
    )
    return shown, (PlaySound(tone), StartTimer(TimerName.GATE, token, stands_for_s(shown)))
