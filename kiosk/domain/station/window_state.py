"""The window's state, with the timers and overlays that all its transitions use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace

from kiosk.base.dataclass import dataclass
from kiosk.domain.language import Language
from kiosk.domain.reason import Reason
from kiosk.domain.station.desk_state import Desk
from kiosk.domain.station.effects import Effect, StartTimer, StopTimer, TimerName
from kiosk.domain.station.enrolling import Enrolment
from kiosk.domain.station.gate import Gate
from kiosk.domain.station.health import Health
from kiosk.domain.station.page import DeskPage
from kiosk.domain.station.pages.sending import Undeclared
from kiosk.domain.station.screen import Overlay
from kiosk.domain.station.sight import Sight
from kiosk.domain.station.staff_check import StaffCheck

DOORS = frozenset({DeskPage.SIGN_IN, DeskPage.NEW_PIN})
"""Pages of the public by their rules, which stand where staff sign in."""


@dataclass(frozen=True, slots=True)
class Window:
    """Everything that decides what the window shows, but the words."""

    gate: Gate = field(default_factory=Gate)
    desk: Desk = field(default_factory=Desk)
    shown: Gate = field(default_factory=Gate)
    """The gate as its pages show it: a decision that is not late yet leaves what stands."""
    is_late: bool = False
    """The decision in progress takes longer than anyone should notice."""
    is_pad_held: bool = False
    """The number pad stands until its number is decided: home never flashes up in between."""
    overlays: tuple[Overlay, ...] = ()
    staff_check: StaffCheck = field(default_factory=StaffCheck)
    is_setting_camera: bool = False
    enrolment: Enrolment = field(default_factory=Enrolment)
    health: Health = field(default_factory=Health)
    sight: Sight = field(default_factory=Sight)
    scanner_trouble: Reason | None = None
    """What a hand-held scanner did to a code, for staff: its page is gone in seconds."""
    undeclared: tuple[Undeclared, ...] = ()
    """Whose cards were read and who declare next; nobody, once the screen is free."""
    language: Language = Language.VI
    home_language: Language = Language.VI
    """The language READY returns to."""
    timers: Mapping[TimerName, int] = field(default_factory=dict)
    """The window's own timers in force, each with its token."""
    token: int = 0

    @property
    def is_desk_away(self) -> bool:
        """Whether the desk's pages stand on a screen of their own now: the gate's screen is left
        to the gate."""
        is_staffs = self.desk.staff is not None or self.desk.page in DOORS
        return self.desk.has_own_screen and is_staffs

    @property
    def desk_page_here(self) -> DeskPage:
        """The page of the desk that the gate's screen shows, or STAFF or CLOSED."""
        return DeskPage.CLOSED if self.is_desk_away else self.desk.page


Advance = tuple[Window, tuple[Effect, ...]]


def start_timer(window: Window, timer: TimerName, seconds: float) -> Advance:
    """Start one of the window's own timers, or start it anew."""
    token = window.token + 1
    started = replace(window, token=token, timers={**window.timers, timer: token})
    return started, (StartTimer(timer, token, seconds),)


def stop_timer(window: Window, timer: TimerName) -> Advance:
    """Stop it, if it runs."""
    if timer not in window.timers:
        return window, ()
    left = {name: token for name, token in window.timers.items() if name is not timer}
    return replace(window, timers=left), (StopTimer(timer),)


def with_overlay(overlays: tuple[Overlay, ...], overlay: Overlay) -> tuple[Overlay, ...]:
    """The overlays with this one on top."""
    return (*without_overlay(overlays, overlay), overlay)


def without_overlay(overlays: tuple[Overlay, ...], overlay: Overlay) -> tuple[Overlay, ...]:
    """The overlays without this one."""
    return tuple(one for one in overlays if one is not overlay)
