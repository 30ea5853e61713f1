"""The station on the GUI thread: the window's machine, its effects, and the pages it feeds.

Nothing here decides what a page is: `advance_window` does. This module turns what arrives (events
of the core, touches, time) into its inputs, and starts the timers and sounds it asks for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import Property, QObject, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.base.clock import Clock
from kiosk.domain.events import Configured
from kiosk.domain.language import Language
from kiosk.domain.station.effects import (
    AskDesk,
    CallStaff,
    Effect,
    Enrol,
    ForgetCard,
    PlaySound,
    RecordCard,
    StartTimer,
    StopTimer,
    TimerFired,
    TimerName,
    Tone,
    WatchCamera,
)
from kiosk.domain.station.gate import Gate
from kiosk.domain.station.touches import WindowEvent
from kiosk.domain.station.window import advance_window, screen_of
from kiosk.domain.station.window_state import Window
from kiosk.domain.visits.decision import LaneName
from sync.protocol.policy import DeclarationRule
from ui.actions import StationActions
from ui.i18n import Words
from ui.preview import PreviewFeed
from ui.viewmodels.desk.desk import DeskViewModel
from ui.viewmodels.gate.gate import GateViewModel
from ui.viewmodels.setup.setup import SetupViewModel
from ui.viewmodels.shell.shell import ShellViewModel
from ui.viewmodels.view import StationSetup, View

QML_IMPORT_NAME = "Station.Models"
QML_IMPORT_MAJOR_VERSION = 1

TICK_MS = 1000


class Rooms(NamedTuple):
    """The view models by room; the shell comes last, since it names the page."""

    gate: GateViewModel
    desk: DeskViewModel
    setup: SetupViewModel
    shell: ShellViewModel


@QmlElement
class StationViewModel(QObject):
    """Holds the view models by room, and tells each of them every moment."""

    advanced = Signal()
    """What the pages show was derived anew."""
    outcomeShown = Signal(object)
    """An outcome now stands on the screen; it is painted with the next frame."""

    def __init__(
        self,
        setup: StationSetup,
        words: Mapping[Language, Words],
        actions: StationActions,
        feed: PreviewFeed,
        clock: Clock,
        play: Callable[[Tone], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._setup = setup
        self._words = words
        self._actions = actions
        self._clock = clock
        self._play = play
        gate = Gate(has_large_text=setup.has_large_text)
        self._window = Window(
            gate=gate, shown=gate, language=setup.language, home_language=setup.language
        )
        self._tokens: dict[TimerName, int] = {}
        self._timers = {name: self._make_timer(name) for name in TimerName}
        self.rooms = Rooms(
            gate=GateViewModel(self.take, actions, feed, self),
            desk=DeskViewModel(self.take, actions, self),
            setup=SetupViewModel(self.take, clock, self),
            shell=ShellViewModel(self.take, actions, clock, self),
        )
        self._second_timer = QTimer(self)
        self._second_timer.setInterval(TICK_MS)
        self._second_timer.timeout.connect(self.refresh)
        self._second_timer.start()
        self.refresh()

    def _make_timer(self, name: TimerName) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.timeout.connect(partial(self._fired, name))
        return timer

    @Slot(object)
    def take(self, *events: WindowEvent) -> None:
        """Advance the window's machine by events, touches or timers, and show where they led."""
        before = self._window
        for event in events:
            self._advance(event)
        self.refresh()
        outcome = self._window.gate.outcome
        if outcome is not None and outcome is not before.gate.outcome:
            self.outcomeShown.emit(outcome)

    def _advance(self, event: WindowEvent) -> None:
        self._window, effects = advance_window(self._window, event)
        if isinstance(event, Configured):
            self._setup = replace(
                self._setup,
                venue=event.venue,
                gate_mode=event.policy.gate_mode,
                name_display=event.policy.name_display,
                asks_declaration=event.policy.declaration is DeclarationRule.REQUIRED,
            )
        for effect in effects:
            self._carry_out(effect)
        for room in self.rooms:
            room.take(event)

    @Slot()
    def refresh(self) -> None:
        """Derive every page anew: fold, derive, emit."""
        view = View(
            self._window,
            screen_of(self._window),
            self._setup,
            self._words[self._window.language],
            self._clock.now(),
        )
        # The pages' content first, then the page: no frame may show a page with old words.
        for room in self.rooms:
            room.fold(view)
        self.advanced.emit()

    # --- effects -------------------------------------------------------------------------------

    def _carry_out(self, effect: Effect) -> None:
        match effect:
            case PlaySound(tone):
                self._play(tone)
            case StartTimer(name, token, seconds):
                # One timer of a name is enough: the machine ignores every token but its newest.
                self._tokens[name] = token
                self._timers[name].start(round(seconds * 1000))
            case StopTimer(name):
                self._timers[name].stop()
            case WatchCamera(is_on):
                self._actions.check_camera(is_on)
            case AskDesk():
                self._actions.ask_desk(effect)
            case CallStaff(reason):
                self._actions.call_staff(reason, LaneName.GATE)
            case RecordCard() | ForgetCard():
                self._actions.settle_card(effect)
            case Enrol(invitation):
                self._actions.enrol(invitation)

    def _fired(self, name: TimerName) -> None:
        self.take(TimerFired(name, self._tokens[name]))

    # --- what QML, the recorder and tests read -------------------------------------------------

    @property
    def window(self) -> Window:
        """The machine's state."""
        return self._window

    @Property(ShellViewModel, constant=True)
    def shell(self) -> ShellViewModel:
        return self.rooms.shell

    @Property(GateViewModel, constant=True)
    def gate(self) -> GateViewModel:
        return self.rooms.gate

    @Property(DeskViewModel, constant=True)
    def desk(self) -> DeskViewModel:
        return self.rooms.desk

    @Property(SetupViewModel, constant=True)
    def setup(self) -> SetupViewModel:
        return self.rooms.setup
