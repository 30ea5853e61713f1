"""The window's laws, whatever happens in whatever order: lanes never mix, and it goes home."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from kiosk.base.errors import StorageFaultKind
from kiosk.domain.events import (
    StorageLost,
    StorageReady,
)
from kiosk.domain.reason import Reason
from kiosk.domain.station.desk import (
    StaffWanted,
)
from kiosk.domain.station.desk_state import Desk
from kiosk.domain.station.effects import (
    CallStaff,
    Effect,
    StartTimer,
    StopTimer,
    TimerFired,
    TimerName,
)
from kiosk.domain.station.enrolling import EnrolmentStep
from kiosk.domain.station.gate import FingerUp, GatePage
from kiosk.domain.station.page import DeskPage
from kiosk.domain.station.screen import Overlay
from kiosk.domain.station.touches import (
    DeskScreenChanged,
    WindowEvent,
)
from kiosk.domain.station.undeclared import MOST_WAITING
from kiosk.domain.station.window import advance_window
from kiosk.domain.station.window_state import Window
from tests.support.window import page
from tests.support.window_events import desk_events, gate_events, shell_events


class WindowLaws(RuleBasedStateMachine):
    """Drives the window as the kiosk does: its timers are the ones it asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.window = Window()
        self.running: dict[TimerName, int] = {}

    def tell(self, event: WindowEvent) -> tuple[Effect, ...]:
        self.window, effects = advance_window(self.window, event)
        for effect in effects:
            match effect:
                case StartTimer(timer, token, seconds):
                    assert seconds > 0
                    self.running[timer] = token
                case StopTimer(timer):
                    self.running.pop(timer, None)
        return effects

    @initialize()
    def boot(self) -> None:
        self.tell(StorageReady())

    @rule(event=gate_events)
    def happens_at_the_gate(self, event: WindowEvent) -> None:
        desk = self.window.desk
        self.tell(event)
        if desk.page is DeskPage.CLOSED and self.window.desk.page is DeskPage.EXPRESS:
            return
        assert self.window.desk == desk, "what happens at the gate never changes an open page"

    @rule(event=desk_events)
    def happens_at_the_desk(self, event: WindowEvent) -> None:
        gate = self.window.gate
        effects = self.tell(event)
        if not any(isinstance(effect, CallStaff) for effect in effects):
            assert replace(self.window.gate, is_band=gate.is_band) == gate

    @rule(is_there=st.booleans())
    def the_desks_own_screen_comes_or_goes(self, is_there: bool) -> None:
        desk, gate = self.window.desk, self.window.gate
        self.tell(DeskScreenChanged(is_there))
        now = self.window.desk
        assert [one.key for one in now.stack] == [one.key for one in desk.stack]
        assert (now.session, now.kept, now.card) == (desk.session, desk.kept, desk.card)
        assert replace(self.window.gate, is_band=gate.is_band) == gate

    @rule(reason=st.sampled_from(Reason))
    def somebody_at_a_page_wants_staff(self, reason: Reason) -> None:
        desk = self.window.desk
        is_heard = desk.staff is None and desk.page is not DeskPage.CLOSED
        effects = self.tell(StaffWanted(reason))
        assert (CallStaff(reason) in effects) is is_heard
        if is_heard:
            assert self.window.desk.page is DeskPage.CLOSED
            assert self.window.gate.page is GatePage.SUPPORT

    @rule(event=shell_events)
    def happens_around_them(self, event: WindowEvent) -> None:
        gate, desk = self.window.gate, self.window.desk
        self.tell(event)
        assert (self.window.gate, self.window.desk) == (gate, desk)

    @rule(kind=st.sampled_from(StorageFaultKind))
    def lose_storage(self, kind: StorageFaultKind) -> None:
        self.tell(StorageLost(kind))
        assert page(self.window) == "out_of_order"
        assert self.window.desk.shown_page is None

    @rule()
    def recover_storage(self) -> None:
        self.tell(StorageReady())
        assert page(self.window) != "out_of_order"

    @precondition(lambda self: self.running)
    @rule(data=st.data())
    def a_timer_runs_out(self, data: st.DataObject) -> None:
        timer = data.draw(st.sampled_from(sorted(self.running)))
        token = self.running.pop(timer)
        self.tell(TimerFired(timer, token))

    @rule(timer=st.sampled_from(TimerName), token=st.integers(-3, -1))
    def a_timer_of_before_runs_out(self, timer: TimerName, token: int) -> None:
        before = self.window
        self.tell(TimerFired(timer, token))
        assert self.window == before

    @rule()
    def nobody_touches_it(self) -> None:
        """However it stood, it goes home by itself, in its own language, with nothing open."""
        self.tell(StorageReady())
        self.tell(FingerUp())
        # Each of those who wait is asked in turn.
        for _ in range(8 + 3 * MOST_WAITING):
            for timer, token in list(self.running.items()):
                if self.running.get(timer) != token:
                    # Stopped, or started anew, by one that ran out before it.
                    continue
                del self.running[timer]
                self.tell(TimerFired(timer, token))
        window = self.window
        assert window.gate.page is GatePage.READY
        assert window.desk.shown_page is None
        assert Overlay.STAFF_CARD not in window.overlays
        assert Overlay.STAFF_CHECK not in window.overlays
        assert not window.is_setting_camera
        if window.desk.page is DeskPage.CLOSED:
            assert window.language is window.home_language

    @invariant()
    def nothing_of_one_person_is_left_for_the_next(self) -> None:
        window = self.window
        if window.gate.page is GatePage.READY:
            assert window.shown == window.gate
            assert window.shown.outcome is None
            assert window.desk.page is not DeskPage.CLOSED or not window.undeclared
        if window.desk.page is DeskPage.CLOSED:
            # Whoever locked is kept apart, and on no screen.
            assert window.desk.session is None or window.desk.session.is_locked
            left = replace(window.desk, waiting=0, untaken=0, chime=0, token=0, key=0, deed_token=0)
            left = replace(left, card_token=0, has_own_screen=False)
            assert replace(left, session=None, kept=()) == Desk()

    @invariant()
    def results_are_bands_exactly_while_the_desk_is_open(self) -> None:
        is_open = self.window.desk_page_here is not DeskPage.CLOSED
        assert self.window.gate.is_band is is_open
        if self.window.is_desk_away:
            assert page(self.window) != self.window.desk.page.value

    @invariant()
    def whatever_must_end_has_its_timer(self) -> None:
        window = self.window
        assert (Overlay.STAFF_CARD in window.overlays) <= (TimerName.STAFF_CARD in self.running)
        assert window.is_setting_camera <= (TimerName.CAMERA_SETUP in self.running)
        if window.language is not window.home_language:
            assert TimerName.LANGUAGE in self.running
        if window.gate.page is GatePage.DECIDING:
            assert window.is_late or TimerName.LATE in self.running
        is_waiting = window.enrolment.step in (EnrolmentStep.CLOSED, EnrolmentStep.WORKING)
        assert is_waiting or TimerName.ENROLMENT in self.running
        assert window.timers.items() <= self.running.items()

    @invariant()
    def every_screen_has_a_page(self) -> None:
        assert page(self.window)


TestWindowLaws = WindowLaws.TestCase


TestWindowLaws.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
