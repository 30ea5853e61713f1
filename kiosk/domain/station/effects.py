"""What the station's machines ask of whoever holds them: sounds, timers, the camera."""

from __future__ import annotations

from dataclasses import field
from enum import StrEnum
from typing import Any

from kiosk.base.dataclass import dataclass
from kiosk.domain.desk.asked import Asked
from kiosk.domain.reason import Reason
from kiosk.domain.visits.decision import LaneName
from sync.protocol.enrolment import Invitation


class Tone(StrEnum):
    """Which sound goes with a result."""

    IN = "in"
    OUT = "out"
    ATTENTION = "attention"
    STAFF = "staff"


class TimerName(StrEnum):
    """What a timer is for; starting one again replaces it."""

    GATE = "gate"
    """The gate goes back to READY."""
    DESK = "desk"
    """A page that nobody touches asks whether to go on and is then wiped, or locks."""
    DESK_PAGE = "desk_page"
    """The time of the page on top, with its number as the token."""
    DEED = "deed"
    """The bar that says what staff just did goes away, and *Hoàn tác* with it."""
    CARD = "card"
    """Nobody said where a card goes that a device of both lanes read: it is the gate's."""
    CHIME = "chime"
    """The desk chimes again: a case waits that nobody took."""
    LATE = "late"
    """The decision in progress is late: a page says that the kiosk is working."""
    HINT = "hint"
    """The hint on show has stood long enough to be read."""
    HELD_CODE = "held_code"
    """A code that stays in view for long is a poster on the wall: READY speaks of it no more."""
    LANGUAGE = "language"
    """The screen returns to the venue's own language."""
    STAFF_CARD = "staff_card"
    """The staff card closes: technical words do not stay on a public screen."""
    CAMERA_SETUP = "camera_setup"
    """The camera page closes: nobody touches it, so nobody sees to it."""
    STAFF_CHECK = "staff_check"
    """Staff were asked for, and none came."""
    HOLD = "hold"
    """A finger that stays on READY calls staff."""
    ENROLMENT = "enrolment"
    """A code that nobody confirms is forgotten, and what became of one goes away."""


@dataclass(frozen=True, slots=True)
class PlaySound:
    """Play this tone once."""

    tone: Tone


@dataclass(frozen=True, slots=True)
class StartTimer:
    """Call back with TimerFired(timer, token) after `seconds`; an older token is ignored then."""

    timer: TimerName
    token: int
    seconds: float


@dataclass(frozen=True, slots=True)
class StopTimer:
    """Do not call back for this timer."""

    timer: TimerName


@dataclass(frozen=True, slots=True)
class TimerFired:
    """A timer started by StartTimer ran out."""

    timer: TimerName
    token: int


@dataclass(frozen=True, slots=True)
class WatchCamera:
    """Have the gate's camera measured for the camera page, or scan with it again."""

    is_on: bool


@dataclass(frozen=True, slots=True)
class Enrol:
    """Take this station into the service of the hub that staff confirmed."""

    invitation: Invitation


@dataclass(frozen=True, slots=True)
class AskDesk:
    """Have this answered for the page with this key; `DeskAnswered` or `DeskFailed` comes back.

    A query that the page asked before and that is not answered yet is given up.
    """

    key: int
    asked: Asked[Any]
    staff: str
    """The account that is signed in; empty where nobody is."""


@dataclass(frozen=True, slots=True)
class CallStaff:
    """Put a case on the support list, for somebody at the gate's screen."""

    reason: Reason
    number: int | None = None
    """Of a case that a page of the desk opened already: the window only shows it."""


@dataclass(frozen=True, slots=True)
class RecordCard:
    """A card that was kept while the desk was asked about it is this lane's scan after all."""

    text: str = field(repr=False)
    lane: LaneName


@dataclass(frozen=True, slots=True)
class ForgetCard:
    """A card that was kept is no scan: staff meant it for the desk, or it was their badge."""

    text: str = field(repr=False)
    lane: LaneName
    """The lane whose device read it."""


Effect = (
    AskDesk
    | CallStaff
    | PlaySound
    | RecordCard
    | ForgetCard
    | StartTimer
    | StopTimer
    | WatchCamera
    | Enrol
)
