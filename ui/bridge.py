"""The one door between threads: workers call its methods, the GUI thread receives its signals."""

from __future__ import annotations

from collections import deque
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from kiosk.domain.events import CasesCounted, Decided, PrintFinished
from kiosk.domain.notice import Notice
from kiosk.domain.scanning.camera_check import Look
from kiosk.domain.scanning.hint import Hint
from kiosk.domain.station.desk import DeskEvent
from kiosk.domain.station.enrolment import EnrolmentEnd
from kiosk.domain.station.gate import GateEvent
from kiosk.domain.station.health import Health
from kiosk.domain.venue import Policy, Venue
from kiosk.domain.visits.decision import LaneName, Outcome
from kiosk.ports.printer import PrintResult
from sync.protocol.enrolment import Invitation

KEEP_PAINTED = 4096
"""Enough for a bench; a station that runs for weeks must not grow."""


class Bridge(QObject):
    """Owns every cross-thread signal (architecture.md §1 row 5); an `Announcer`.

    The methods may be called from any thread and return at once. Receivers are slots of objects
    that live on the GUI thread, so Qt queues the call there; a lambda would run on the caller's.
    """

    gateEvent = Signal(object)
    deskEvent = Signal(object)
    healthChanged = Signal(object)
    codeSeen = Signal(bool)
    hintGiven = Signal(object)
    severalCodes = Signal(bool)
    unreadCode = Signal(bool)
    cameraLook = Signal(object)
    configured = Signal(object, object)
    announced = Signal(object)
    invited = Signal(object)
    enrolmentEnded = Signal(object)
    quitAsked = Signal()

    outcomePainted = Signal(object, float)
    """GUI thread: the frame that shows this outcome was painted, at this monotonic second."""

    def __init__(self) -> None:
        super().__init__()
        self.painted: deque[tuple[Outcome, float]] = deque(maxlen=KEEP_PAINTED)
        """The newest outcomes painted, without their names, each with its monotonic second."""

    def post_gate(self, event: GateEvent) -> None:
        """Hand an event to the gate's machine."""
        self.gateEvent.emit(event)

    def post_desk(self, event: DeskEvent) -> None:
        """Hand an event to the desk's machine."""
        self.deskEvent.emit(event)

    def announce(self, outcome: Outcome) -> None:
        """Show one outcome in its lane, after its commit."""
        if outcome.lane is LaneName.GATE:
            self.post_gate(Decided(outcome))
        else:
            self.post_desk(Decided(outcome))

    def print_finished(self, job_id: str, result: PrintResult) -> None:
        """Show the end of one print job, if its result is still on the screen."""
        self.post_gate(PrintFinished(job_id, result.state))

    def support_count(self, waiting: int) -> None:
        """Show how many people wait for staff."""
        self.post_desk(CasesCounted(waiting))

    def health(self, health: Health) -> None:
        """Show what works and what does not."""
        self.healthChanged.emit(health)

    def code_seen(self, is_seen: bool) -> None:
        """Turn the frame jade while a code is in view."""
        self.codeSeen.emit(is_seen)

    def hint(self, hint: Hint) -> None:
        """Show what would help the person at the camera; `Hint.NONE` when nothing is amiss."""
        self.hintGiven.emit(hint)

    def several_codes(self, is_several: bool) -> None:
        """Ask for one person at a time while the codes of several are in view."""
        self.severalCodes.emit(is_several)

    def unread_code(self, is_unread: bool) -> None:
        """Offer to type the number of a card whose code cannot be read."""
        self.unreadCode.emit(is_unread)

    def camera_look(self, look: Look) -> None:
        """Hand a look of the camera to the camera page."""
        self.cameraLook.emit(look)

    def configuration(self, venue: Venue, policy: Policy) -> None:
        """Show the venue and the gate's mode that are in force now."""
        self.configured.emit(venue, policy)

    def announcements(self, announcements: tuple[Notice, ...]) -> None:
        """Show those of them that hold, each while it does."""
        self.announced.emit(announcements)

    def invitation(self, invitation: Invitation) -> None:
        """Have staff confirm a hub's code that a station without a hub has read."""
        self.invited.emit(invitation)

    def enrolment_ended(self, end: EnrolmentEnd) -> None:
        """Show what became of it."""
        self.enrolmentEnded.emit(end)

    def note_painted(self, outcome: Outcome, at: float) -> None:
        """Record when an outcome's frame was painted, for benches; GUI thread."""
        self.painted.append((replace(outcome, display_name=""), at))
        self.outcomePainted.emit(outcome, at)
