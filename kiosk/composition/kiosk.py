"""The composition root: a configuration and devices become a running kiosk.

The window comes first, in BOOTING; database, devices and threads follow while it is painted
already. Everything stops in the reverse order, each step with a deadline.
"""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kiosk.base.clock import Clock, SystemClock
from kiosk.base.dataclass import dataclass, write_constructors
from kiosk.base.errors import NetworkFault
from kiosk.composition.desk_answers import DeskAnswers
from kiosk.composition.desk_cards import LaneCards
from kiosk.composition.devices import Devices, configured_devices
from kiosk.composition.instance import SingleInstance
from kiosk.composition.lane import Lane, Told
from kiosk.core.requests import (
    CallStaff,
    CarryOut,
    ChangePolicy,
    ConfirmClock,
    Leave,
    RetryStorage,
    TurnEntry,
)
from kiosk.domain.desk.asked import DeskQuery, HubQuestion, StaffAct
from kiosk.domain.desk.code_entry import is_code
from kiosk.domain.desk.declaration_queries import reads_for_staff
from kiosk.domain.desk.declaring_setup import PrepareDeclaring
from kiosk.domain.desk.doors import DoorQuestion
from kiosk.domain.desk.printer_work import PrinterWork
from kiosk.domain.desk.reports import ReportWork
from kiosk.domain.desk.settings_work import SettingsWork
from kiosk.domain.events import (
    CodeScanned,
    Configured,
    CoreCrashed,
    CoreEvent,
    Decided,
    EnrolmentEnded,
    StorageReady,
)
from kiosk.domain.reason import Reason
from kiosk.domain.station.effects import AskDesk, ForgetCard, RecordCard
from kiosk.domain.station.enrolment import EnrolmentEnd
from kiosk.domain.station.health import Health
from kiosk.domain.station.printer import PrinterKind
from kiosk.domain.units.queries import UnitQuery
from kiosk.domain.venue import Policy
from kiosk.domain.visits.decision import LaneName
from kiosk.ports.questions import Enrol
from kiosk.ports.scans import Scan
from kiosk.services.event_fanout import EventFanout
from kiosk.services.health import HealthBoard
from kiosk.services.journal import Journal
from kiosk.settings.config import Config, LaneInput
from sync.protocol.enrolment import Invitation

if TYPE_CHECKING:
    from kiosk.composition.build import StationCore
    from kiosk.composition.printers import Printers
    from kiosk.composition.sync_service import SyncService
    from kiosk.core.questions import QuestionThread
    from kiosk.core.staff_door import StaffThread
    from kiosk.core.thread import CoreThread
    from kiosk.store.queries.thread import ReaderThread

log = logging.getLogger(__name__)

STOP_S = 5.0
BOOT_S = 0.5
"""So long the devices wait for the database, which opens in a tenth of that."""
SWITCH_S = 0.001
"""For so long a thread may keep the interpreter from the others: signing and packing for the hub
take some ten milliseconds, and neither the reader nor the screen may wait for their usual five."""
EXIT_BUG = 70
"""The exit code after a bug; the service manager starts the kiosk again."""


@dataclass(slots=True)
class Marks:
    """Monotonic seconds of the moments a start is measured by; None until they come."""

    first_paint: float | None = None
    ready: float | None = None


class Kiosk:
    """Everything between the configuration and the screen. Made and run on the GUI thread."""

    def __init__(
        self,
        config: Config,
        argv: Sequence[str] = ("checkpoint-kiosk",),
        *,
        is_set_up: bool = True,
        devices: Devices | None = None,
        headless: bool = False,
        journal: Journal | None = None,
        clock: Clock | None = None,
    ) -> None:
        """Build the window, not shown yet. Without a configuration `is_set_up` is false.

        Raises ConfigFault when another kiosk uses the data directory, or ScreenFault.
        """
        from ui.app import StationWindow, make_application

        sys.setswitchinterval(SWITCH_S)
        self._config = config
        self.settings_file: Path | None = None
        """Where staff's changes of rules are written; without one they hold until the stop."""
        self._clock = clock or SystemClock()
        self.marks = Marks()
        self._instance = SingleInstance(config.store_directory)
        self._instance.take()
        self._devices = devices or configured_devices(config, self._clock)
        self._application = make_application(argv, config.ui.renderer, headless=headless)
        self.events = EventFanout()
        self.health = HealthBoard(
            self._clock,
            Health(
                has_printer=config.printer.kind is not PrinterKind.NONE,
                has_scanner=config.has_scanner,
                has_sound=self._devices.sound.is_available,
                is_set_up=is_set_up,
            ),
            self.events,
        )
        self.lanes = {
            name: Lane(name, config, self._devices, self.events, self.health, self._clock)
            for name in LaneName
        }
        self.window = StationWindow(
            config,
            self,
            self._camera_lane.previews,
            self._clock,
            play=self._devices.sound.play,
        )
        self._cards = LaneCards(
            self.window,
            config.shared_inputs,
            self.events,
            decide=lambda scan: self._running is not None and self._running.core.submit(scan),
            record=lambda scan: self._running is not None and self._running.core.submit_kept(scan),
        )
        self._venue, self._policy = config.venue, config.make_policy()
        self._answers = DeskAnswers(self.window.bridge.deliver, self.window.bridge.publish)
        # Whoever measures notes the moment before the window is told.
        for subscriber in ([journal.take] if journal else []) + [self.window.bridge.publish]:
            self.events.subscribe(subscriber)
        self.events.subscribe(self.health.take)
        self.events.subscribe(self._take)
        # What the configuration says of printer and sound, before anything changes.
        self.health.tell()
        self._exit_code = 0
        self._on_marks: Callable[[], None] | None = None
        self._stoppers: list[Callable[[], object]] = []
        self._running: _Running | None = None
        self._is_stored = threading.Event()
        self._starter = threading.Thread(target=self._start_services, name="start", daemon=True)

    @property
    def _camera_lane(self) -> Lane:
        """The lane whose camera is the window's mirror; the first lane where none has one."""
        lanes = tuple(self.lanes.values())
        return next((lane for lane in lanes if LaneInput.CAMERA in lane.inputs), lanes[0])

    # --- life ----------------------------------------------------------------------------------

    def start(self) -> None:
        """Show the window and bring everything up behind it; returns at once."""
        self.window.window.frameSwapped.connect(self._note_first_paint)
        self.window.show()
        for lane in self.lanes.values():
            lane.watch_window(self.window.window)
            self._application.aboutToQuit.connect(lane.let_go_of_window)
        self._starter.start()

    def run(self) -> int:
        """Serve until the window is asked to quit; stops everything and gives the exit code."""
        from ui.collector import Collector

        self.start()
        collector = Collector()
        collector.begin()
        code = self.window.run()
        collector.end()
        self.stop()
        return code or self._exit_code

    def stop(self) -> None:
        """Stop in reverse order; the window is closed already or has no event loop any more."""
        self._starter.join(STOP_S)
        for stopper in reversed(self._stoppers):
            stopper()
        self._stoppers.clear()
        self.window.close()
        self._devices.sound.close()
        self._instance.release()

    def _start_services(self) -> None:
        """On a thread of its own, so that the first frame never waits for an import."""
        try:
            running = self._start_core()
            from kiosk.composition.first_scan import FIRST_SCAN

            # What is imported for the devices would take the interpreter from the core meanwhile.
            self._is_stored.wait(BOOT_S)
            for lane in self.lanes.values():
                self._stoppers.append(partial(lane.stop, STOP_S))
                is_desk = lane.name is LaneName.DESK
                take = self._cards.desk.take if is_desk else running.core.submit
                lane.start(take, partial(self._told_by, running.sync))
            write_constructors(FIRST_SCAN)
            running.printers.warm_up()
        except BaseException as error:
            log.critical("start: a bug ended it", exc_info=True)
            self.events.publish(CoreCrashed(error))

    def _told_by(self, sync: SyncService, scan: Scan) -> Told | None:
        """What is told in the place of a scan; on the thread of whatever read it."""
        # The window's state is one frozen value: every thread may look at the newest.
        if is_code(scan.text) and self.window.station.window.desk.awaits_code:
            return CodeScanned(scan.text)
        return sync.invitation_in(scan.text) or self._cards.shared.keep(scan)

    def _start_core(self) -> _Running:
        # Behind the first frame: the window waits for none of these.
        from kiosk.composition.build import StationCore
        from kiosk.composition.declaring import DeclaringAnswers, keeps_days
        from kiosk.composition.desk_printers import DeskPrinters
        from kiosk.composition.desk_reports import DeskReports
        from kiosk.composition.desk_settings import DeskSettings
        from kiosk.composition.local_settings import LocalSettings
        from kiosk.composition.printers import Printers
        from kiosk.composition.sync_service import SyncService, sync_settings
        from kiosk.composition.units import UnitAnswers
        from kiosk.composition.venue_logo import read_logo
        from kiosk.core.late_verification import LateVerification
        from kiosk.core.questions import QuestionThread
        from kiosk.core.staff_door import PinHashing, StaffDoor, StaffThread
        from kiosk.core.thread import CoreThread
        from kiosk.store.queries.reader import open_reader
        from kiosk.store.queries.thread import ReaderThread
        from sync.client.questions import HubAnswerer

        config, clock = self._config, self._clock
        logo = partial(read_logo, config.store_directory)
        printers = Printers(self._devices, self.health, config.store_directory / "slips", logo)
        prints = printers.spooler
        station = StationCore(
            config, self.events, dict.fromkeys(self.lanes, prints), clock, CoreThread
        )
        self.events.subscribe(printers.take)
        sync = SyncService(config, station.sync_store, self.health, clock)
        self.events.subscribe(sync.take)
        core = station.core
        questions = QuestionThread(HubAnswerer(sync_settings(config), clock))
        reader = ReaderThread(
            partial(open_reader, config.store_directory, config.key_file, config.venue.time_zone)
        )
        self.events.subscribe(LateVerification(core, questions, clock).take)
        staff = StaffThread(StaffDoor(core, PinHashing()))
        reports = DeskReports(
            config, core, reader, prints, clock, lambda: sync.is_enrolled, self.health
        )
        self.events.subscribe(reports.take)
        local = LocalSettings(config, self.settings_file, station)
        settings = DeskSettings(local, station, reader)
        self.events.subscribe(settings.take)
        at_printers = DeskPrinters(local, core, printers, self.health, clock)
        self._running = running = _Running(station, sync, questions, reader, staff, printers)
        units = UnitAnswers()
        declaring = DeclaringAnswers(
            reader, clock, lambda: (self._venue, self._policy), lambda: keeps_days(config, sync)
        )

        self._answers.routes = {
            # Before the kind that it is of.
            UnitQuery: lambda query, _: units.ask(reader, query, self._venue.commune),
            PrepareDeclaring: declaring.ask,
            DeskQuery: self._read,
            StaffAct: lambda act, staff: core.ask(CarryOut(act, staff or None)),
            HubQuestion: lambda question, _: questions.ask(question),
            DoorQuestion: staff.ask,
            ReportWork: reports.ask,
            SettingsWork: settings.ask,
            PrinterWork: at_printers.ask,
        }

        printers.start(core, station.handlers)
        services = (core.stop, prints.stop, reader.stop, reports.stop, settings.stop)
        for stop in (*services, at_printers.stop, sync.stop, questions.stop, staff.stop):
            self._stoppers.append(partial(stop, STOP_S))
        core.start()
        return running

    def _read(self, query: DeskQuery[Any], staff: str) -> Future[Any]:
        """Have the reader answer a page's query under the rules in force."""
        assert self._running is not None
        if reads_for_staff(query) and not staff:
            return _refused()
        policy, now = self._policy, self._clock.now()
        return self._running.reader.ask(lambda reader: reader.answer(query, policy, now))

    def _take(self, event: CoreEvent) -> None:
        """What the events mean for the process itself; on whichever thread publishes them."""
        match event:
            case Configured(venue, policy):
                self._venue, self._policy = venue, policy
            case StorageReady() if self.marks.ready is None:
                self._is_stored.set()
                self.marks.ready = self._clock.monotonic()
                self._tell_marks()
                self._check_after_crash()
            case Decided():
                # Each result has its tone, and a sound server may come and go.
                self.health.set_sound(self._devices.sound.is_available)
            case CoreCrashed():
                # An exit code that makes the service manager start the kiosk again.
                self._exit_code = EXIT_BUG
                self.window.quit()

    def _check_after_crash(self) -> None:
        """Look at the whole database beside the gate; damage is set aside at the next start."""
        running = self._running
        if running is not None and not running.station.was_stopped_cleanly:
            running.reader.ask(lambda reader: reader.quick_check())

    def _note_first_paint(self) -> None:
        if self.marks.first_paint is None:
            self.marks.first_paint = self._clock.monotonic()
            self._tell_marks()

    def _tell_marks(self) -> None:
        marks, then = self.marks, self._on_marks
        if then is not None and marks.first_paint is not None and marks.ready is not None:
            then()

    def _enrolment_ended(self, future: Future[EnrolmentEnd]) -> None:
        """Tell the screens and the sync thread; a kiosk that stops tells nobody."""
        if future.cancelled():
            return
        try:
            end = future.result()
        except NetworkFault as fault:
            end = EnrolmentEnd(problem=fault.kind)
        self.events.publish(EnrolmentEnded(end))

    # --- what the screens ask (StationActions), on the GUI thread ------------------------------

    def call_staff(self, reason: Reason, lane: LaneName) -> None:
        """Commit the call and ring at the desk; the page does not wait for it."""
        if self._running is not None:
            self._running.core.ask(CallStaff(reason, lane))

    def leave(self, arrival: str, lane: LaneName) -> None:
        """Record the departure of whoever was asked; the screen is told of it."""
        if self._running is not None:
            self._running.core.ask(Leave(lane, arrival))

    def turn_entry(self, entry_id: str, lane: LaneName) -> None:
        """Correct an entry to the other direction; the screen is told of it."""
        if self._running is not None:
            self._running.core.ask(TurnEntry(lane, entry_id))

    def enter_number(self, number: str, lane: LaneName) -> bool:
        """Look a typed card number up, in the lane where it was typed."""
        return self.lanes[lane].enter_number(number)

    def settle_card(self, settled: RecordCard | ForgetCard) -> None:
        """Decide the card that a lane kept while the desk was asked about it, or let go of it."""
        self._cards.settle(settled)

    def check_camera(self, is_on: bool) -> None:
        """Let the camera be measured for the camera page, or scan with it again."""
        self._camera_lane.check_camera(is_on)

    def enrol(self, invitation: Invitation) -> None:
        """Enrol as staff confirmed; the screen is told of the end."""
        if self._running is not None:
            future = self._running.questions.ask(Enrol(invitation))
            self.window.bridge.deliver(future, self._enrolment_ended)

    def ask_desk(self, asked: AskDesk) -> None:
        """Have it answered; the screen is told the answer."""
        self._answers.ask(asked)

    def confirm_clock(self) -> None:
        """Believe the clock as it is now."""
        if self._running is not None:
            self._running.core.ask(ConfirmClock())

    def retry_storage(self) -> None:
        """Try the storage now instead of at the next tick."""
        if self._running is not None:
            self._running.core.ask(RetryStorage())

    # --- for the demo and the benches ----------------------------------------------------------

    @property
    def station(self) -> StationCore[CoreThread] | None:
        """The core and its services; None before they are there."""
        return None if self._running is None else self._running.station

    def on_marks_complete(self, then: Callable[[], None]) -> None:
        """Call `then`, from whichever thread, once the window is painted and the kiosk READY."""
        self._on_marks = then

    def set_policy(self, policy: Policy) -> None:
        """Put other rules in force from the next scan on."""
        self._policy = policy
        if self._running is not None:
            self._running.core.ask(ChangePolicy(policy))


def _refused() -> Future[Any]:
    """What a page of the gate hears that asks what is staff's: there is nothing."""
    future: Future[Any] = Future()
    future.set_exception(KeyError("staff alone"))
    return future


@dataclass(frozen=True, slots=True)
class _Running:
    """What is there from the start of the services on."""

    station: StationCore[CoreThread]
    sync: SyncService
    questions: QuestionThread
    reader: ReaderThread
    staff: StaffThread
    printers: Printers

    @property
    def core(self) -> CoreThread:
        """The station's core."""
        return self.station.core
