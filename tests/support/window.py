"""A window by hand: events it is told, and the page it shows."""

from __future__ import annotations

from datetime import UTC, datetime

from kiosk.base.errors import DeviceFaultKind
from kiosk.domain.desk.session import Session
from kiosk.domain.events import Decided, ScanTaken, StorageReady
from kiosk.domain.staff.roles import Role
from kiosk.domain.station.effects import TimerFired, TimerName
from kiosk.domain.station.health import Health
from kiosk.domain.station.touches import WindowEvent
from kiosk.domain.station.window import advance_window, screen_of
from kiosk.domain.station.window_state import Window
from kiosk.domain.visits.decision import Busy, Decision, LaneName, NotRecorded, Outcome
from sync.protocol.enrolment import Invitation

AT = datetime(2026, 11, 23, 0, 2, 7, tzinfo=UTC)
GATE = LaneName.GATE
LOST = Health(camera=DeviceFaultKind.LOST)
INVITATION = Invitation("https://hub.example", "K7P2MQ4T9X", "0" * 32)
SCANNED = ScanTaken(GATE)
SESSION = Session("staff-1", "Lê Thị Mai", Role.STAFF, AT)


def after(*events: WindowEvent, window: Window | None = None) -> Window:
    """The window after these events, from READY on unless another one is given."""
    now = window or advance_window(Window(), StorageReady())[0]
    for event in events:
        now, _ = advance_window(now, event)
    return now


def fire(window: Window, timer: TimerName) -> Window:
    """Let the timer in force run out."""
    tokens = {TimerName.GATE: window.gate.token, TimerName.DESK: window.desk.token}
    token = tokens.get(timer, window.timers.get(timer, -1))
    return advance_window(window, TimerFired(timer, token))[0]


def decided(
    result: Decision | NotRecorded | Busy, name: str = "", lane: LaneName = GATE
) -> Decided:
    """An outcome, as the core publishes it."""
    return Decided(Outcome(lane, result, AT, display_name=name))


def page(window: Window) -> str:
    """The word of the page that stands."""
    return screen_of(window).page.value
