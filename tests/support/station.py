"""The view model of the station with everything around it in view."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from kiosk.base.clock import ManualClock
from kiosk.base.mailbox import Mailbox
from kiosk.domain.language import Language
from kiosk.domain.reason import Reason
from kiosk.domain.station.effects import AskDesk, ForgetCard, RecordCard, TimerName, Tone
from kiosk.domain.station.touches import WindowEvent
from kiosk.domain.visits.decision import Admit, Direction, LaneName, Outcome
from kiosk.ports.camera import Frame
from sync.protocol.enrolment import Invitation
from ui.bridge import Bridge
from ui.i18n import Words
from ui.preview import PreviewFeed
from ui.showcase import demo_venue
from ui.viewmodels.desk.card_number import CardNumberViewModel
from ui.viewmodels.desk.go_on import GoOnViewModel
from ui.viewmodels.gate.gate import GateViewModel
from ui.viewmodels.shell.shell import ShellViewModel
from ui.viewmodels.station import StationViewModel
from ui.viewmodels.view import StationSetup

AT = datetime(2026, 11, 23, 0, 2, 7, tzinfo=UTC)
ARRIVAL = Outcome(LaneName.GATE, Admit(Direction.ARRIVAL), AT, "entry", "N. T. H. Nhung", "job")


class Actions:
    """Notes what was asked for."""

    def __init__(self) -> None:
        self.asked: list[object] = []
        self.takes_numbers = True
        self.when_entered: Callable[[], None] = lambda: None

    def call_staff(self, reason: Reason, lane: LaneName) -> None:
        assert lane is LaneName.GATE
        self.asked.append(reason)

    def leave(self, arrival: str, lane: LaneName) -> None:
        assert lane is LaneName.GATE
        self.asked.append(("leave", arrival))

    def turn_entry(self, entry_id: str, lane: LaneName) -> None:
        assert lane is LaneName.GATE
        self.asked.append(("turn", entry_id))

    def enter_number(self, number: str, lane: LaneName) -> bool:
        assert lane is LaneName.GATE
        self.asked.append(number)
        self.when_entered()
        return self.takes_numbers

    def settle_card(self, settled: RecordCard | ForgetCard) -> None:
        self.asked.append(settled)

    def check_camera(self, is_on: bool) -> None:
        self.asked.append(("camera", is_on))

    def ask_desk(self, asked: AskDesk) -> None:
        self.asked.append(asked)

    def enrol(self, invitation: Invitation) -> None:
        self.asked.append(invitation)

    def confirm_clock(self) -> None:
        self.asked.append("clock")

    def retry_storage(self) -> None:
        self.asked.append("retry")


class Station:
    """What the machine shows, asks and plays, and the calls of other threads."""

    def __init__(self, words: Mapping[Language, Words]) -> None:
        self.actions = Actions()
        self.tones: list[Tone] = []
        self.clock = ManualClock(AT)
        self.feed = PreviewFeed(Mailbox[Frame]())
        self.vm = StationViewModel(
            StationSetup(demo_venue()),
            words,
            self.actions,
            self.feed,
            self.clock,
            self.tones.append,
        )
        self.bridge = Bridge()
        self.bridge.published.connect(self.vm.take)

    def take(self, *events: WindowEvent) -> None:
        """Let these happen, on this thread."""
        for event in events:
            self.vm.take(event)

    def seconds(self, name: TimerName) -> float:
        """How long a timer that runs was set for."""
        timer = self.vm._timers[name]
        assert timer.isActive(), name
        return timer.interval() / 1000

    def hasten(self, name: TimerName) -> None:
        """Have a timer that runs fire within a moment."""
        assert self.vm._timers[name].isActive(), name
        self.vm._timers[name].start(1)

    @property
    def shell(self) -> ShellViewModel:
        return self.vm.rooms.shell

    @property
    def gate(self) -> GateViewModel:
        return self.vm.rooms.gate

    @property
    def go_on(self) -> GoOnViewModel:
        return self.vm.rooms.desk.goOn

    @property
    def pad(self) -> CardNumberViewModel:
        return self.vm.rooms.desk.get(CardNumberViewModel)

    @property
    def page(self) -> str:
        return self.shell.shown.page
