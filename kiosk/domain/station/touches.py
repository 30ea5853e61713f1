"""What somebody does to the window, beside what the core tells it."""

from __future__ import annotations

from kiosk.base.dataclass import dataclass
from kiosk.domain.events import (
    CoreEvent,
)
from kiosk.domain.language import Language
from kiosk.domain.station.desk import DeskTouch
from kiosk.domain.station.desk_touches import DeskFingerDown
from kiosk.domain.station.effects import (
    TimerFired,
)
from kiosk.domain.station.gate import (
    FingerDown,
    FingerUp,
    StaffCalled,
    Touched,
)
from kiosk.domain.station.page import DeskAnswered, DeskFailed
from kiosk.domain.station.staff_check import Corner


@dataclass(frozen=True, slots=True)
class LanguageChosen:
    """Somebody wants the screen in this language."""

    language: Language


@dataclass(frozen=True, slots=True)
class StaffCardOpened:
    """Staff want to see what is wrong."""


@dataclass(frozen=True, slots=True)
class StaffCardClosed:
    """The staff card was put away."""


@dataclass(frozen=True, slots=True)
class CameraSetupOpened:
    """Somebody wants to see how well the camera sees; that they are of the staff is asked first."""


@dataclass(frozen=True, slots=True)
class CornerHeld:
    """A corner of the screen was held for `HOLD_S`."""

    corner: Corner


@dataclass(frozen=True, slots=True)
class StaffCheckClosed:
    """Whoever was asked for the corners gave up."""


@dataclass(frozen=True, slots=True)
class CameraSetupClosed:
    """The camera page was left."""


@dataclass(frozen=True, slots=True)
class EnrolmentConfirmed:
    """Staff confirmed the hub's code."""


@dataclass(frozen=True, slots=True)
class EnrolmentClosed:
    """Staff refused the hub's code, or put away what became of it."""


@dataclass(frozen=True, slots=True)
class DeskScreenChanged:
    """The screen that the desk has of its own was found, or is gone."""

    is_there: bool


ShellTouch = (
    DeskScreenChanged
    | LanguageChosen
    | StaffCardOpened
    | StaffCardClosed
    | CameraSetupOpened
    | CornerHeld
    | StaffCheckClosed
    | CameraSetupClosed
    | EnrolmentConfirmed
    | EnrolmentClosed
)


GateTouch = StaffCalled | Touched | FingerDown | FingerUp


WindowEvent = (
    CoreEvent
    | DeskFingerDown
    | TimerFired
    | ShellTouch
    | GateTouch
    | DeskTouch
    | DeskAnswered
    | DeskFailed
)
