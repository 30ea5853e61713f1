"""The view model of the station with everything around it in view."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from ui.viewmodels.gate.page import StationSetup

from kiosk.base.clock import ManualClock
from kiosk.base.mailbox import Mailbox
from kiosk.domain.language import Language
from kiosk.domain.reason import Reason
from kiosk.domain.station.effects import Tone
from kiosk.domain.visits.decision import Admit, Direction, LaneName, Outcome
from kiosk.ports.camera import Frame
from sync.protocol.enrolment import Invitation
from ui.bridge import Bridge
from ui.i18n import Words
from ui.preview import PreviewFeed
from ui.showcase import demo_venue
from ui.viewmodels.station import StationViewModel

AT = datetime(2026, 11, 23, 0, 2, 7, tzinfo=UTC)
ARRIVAL = Outcome(LaneName.GATE, Admit(Direction.ARRIVAL), AT, "entry", "N. T. H. Nhung", "job")


class Actions:
    """Notes what was asked for."""

    def __init__(self) -> None:
        self.asked: list[object] = []
        self.takes_numbers = True
        self.when_entered: Callable[[], None] = lambda: None

    def call_staff(self, reason: Reason) -> None:
        self.asked.append(reason)

    def staff_card_opened(self) -> None:
        self.asked.append("card")

    def enter_number(self, number: str) -> bool:
        self.asked.append(number)
        self.when_entered()
        return self.takes_numbers

    def check_camera(self, is_on: bool) -> None:
        self.asked.append(("camera", is_on))

    def enrol(self, invitation: Invitation) -> None:
        self.asked.append(invitation)

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
        self.bridge.gateEvent.connect(self.vm.take_gate)
        self.bridge.deskEvent.connect(self.vm.take_desk)
        self.bridge.healthChanged.connect(self.vm.take_health)
        self.bridge.codeSeen.connect(self.vm.take_code_seen)
        self.bridge.hintGiven.connect(self.vm.take_hint)
        self.bridge.severalCodes.connect(self.vm.take_several_codes)
        self.bridge.unreadCode.connect(self.vm.take_unread)

    @property
    def page(self) -> str:
        return self.vm.shown.page
