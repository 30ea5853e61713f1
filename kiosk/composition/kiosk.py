"""The composition root: a configuration and devices become a running kiosk.

The window comes first, in BOOTING; database, devices and threads follow while it is painted
already. Everything stops in the reverse order, each step with a deadline.
"""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from drivers.loop import DeviceCondition, DeviceState
from drivers.scanner.handheld import HandHeld
from drivers.scanner.settle import ScanDebouncer
from kiosk.base.clock import Clock, SystemClock
from kiosk.base.errors import DeviceFaultKind, StorageFaultKind
from kiosk.base.mailbox import Mailbox
from kiosk.composition.devices import (
    Devices,
    configured_devices,
    configured_scanner,
    ignore_scanner_state,
)
from kiosk.composition.instance import SingleInstance
from kiosk.composition.sync_service import SyncService
from kiosk.core.handlers import CoreHandlers, OpenedStation
from kiosk.core.thread import CoreThread, Priority
from kiosk.domain.credential import parse_credential
from kiosk.domain.events import ScanTaken, StorageLost, StorageReady
from kiosk.domain.reason import Reason
from kiosk.domain.scanning.hint import Hint
from kiosk.domain.scanning.mangling import Mangling
from kiosk.domain.station.health import Health
from kiosk.domain.venue import Policy
from kiosk.domain.visits.decision import LaneName
from kiosk.ports.camera import Frame
from kiosk.ports.scans import Scan, ScanSource
from kiosk.services.checkin import CheckInService
from kiosk.services.clock_watch import ClockWatch
from kiosk.services.configuration import Configuration
from kiosk.services.health import HealthBoard
from kiosk.services.journal import EventFanout, Journal
from kiosk.services.printing import NoPrinter, PrintService
from kiosk.settings.config import Config, PrinterKind, ScannerKind
from sync.protocol.enrolment import Invitation

if TYPE_CHECKING:
    from drivers.scanner.worker import ScannerWorker
    from ui.wedge import WindowWedge

log = logging.getLogger(__name__)

BUILT_AT = datetime(2026, 11, 1, tzinfo=UTC)
"""No clock that shows less can be right; moved with each release."""

STOP_S = 5.0
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
        devices: Devices | None = None,
        headless: bool = False,
        journal: Journal | None = None,
        clock: Clock | None = None,
    ) -> None:
        """Build the window, not shown yet.

        Raises ConfigFault when another kiosk uses the data directory, or ScreenFault.
        """
        from ui.app import StationWindow, make_application

        sys.setswitchinterval(SWITCH_S)
        self._config = config
        self._clock = clock or SystemClock()
        self._venue = config.make_venue()
        self.journal = journal
        self.marks = Marks()
        self._instance = SingleInstance(config.store_directory)
        self._instance.take()
        self._devices = devices or configured_devices(config, self._clock)
        self.frames: Mailbox[Frame] = Mailbox()
        self.previews: Mailbox[Frame] = Mailbox()
        self._application = make_application(argv, config.ui.renderer, headless=headless)
        self.window = StationWindow(
            config, self._venue, self, self.previews, self._clock, play=self._devices.sound.play
        )
        self._exit_code = 0
        self._has_booted = False
        self._on_outcome: Callable[[], None] | None = None
        self._on_marks: Callable[[], None] | None = None
        self._camera_works = threading.Event()
        self._settle = ScanDebouncer(parse_credential)
        self._wedge: WindowWedge | None = None
        self._stoppers: list[Callable[[], object]] = []
        self._prints: PrintService | NoPrinter = NoPrinter()
        self.health = HealthBoard(
            self._clock,
            Health(
                has_printer=config.printer.kind is not PrinterKind.NONE,
                has_sound=self._devices.sound.is_available,
            ),
            self.window.bridge.health,
        )
        self.core: CoreThread | None = None
        self.scanner: ScannerWorker | None = None
        self._steps: CoreHandlers | None = None
        self._hub: SyncService | None = None
        self._desk: CheckInService | None = None
        self._starter = threading.Thread(target=self._start_services, name="start", daemon=True)

    # --- life ----------------------------------------------------------------------------------

    def start(self) -> None:
        """Show the window and bring everything up behind it; returns at once."""
        self.window.window.frameSwapped.connect(self._note_first_paint)
        self.window.show()
        if self._config.scanner.kind is ScannerKind.WINDOW:
            self._watch_window()
        self._starter.start()

    def run(self) -> int:
        """Serve until the window is asked to quit; stops everything and gives the exit code."""
        self.start()
        code = self.window.run()
        self.stop()
        return code or self._exit_code

    def stop(self) -> None:
        """Stop in reverse order; the window is closed already or has no event loop any more."""
        self._starter.join(STOP_S)
        for stopper in reversed(self._stoppers):
            stopper()
        self._stoppers.clear()
        self.window.close()
        self.frames.close()
        self.previews.close()
        self._devices.sound.close()
        self._instance.release()

    def _watch_window(self) -> None:
        """Take what a scanner types into the window; on the GUI thread."""
        from ui.wedge import WindowWedge

        self._wedge = WindowWedge(
            self._hand_held(ScanSource.KEYBOARD).hear,
            ignore_scanner_state,
            self._clock,
            gap_s=self._config.scanner.gap_ms / 1000,
        )
        self._wedge.watch(self.window.window)
        # The wedge lets go of the window before the window dies.
        self._application.aboutToQuit.connect(self._wedge.close)

    def _start_services(self) -> None:
        """On a thread of its own, so that the first frame never waits for an import."""
        try:
            self._start_core()
            self._start_scanner()
            self._start_camera()
        except BaseException as error:
            log.critical("start: a bug ended it", exc_info=True)
            self.core_crashed(error)

    def _start_core(self) -> None:
        printer = self._devices.make_printer()
        if printer is not None:
            self._prints = PrintService(printer, self.health.printer_answered)
        announcer = EventFanout(self.window.bridge, self.journal, self._clock, self._after_decision)
        self._steps = CoreHandlers(self._open_desk, announcer, self, self._prints, self._clock)
        core = CoreThread(self._steps, announcer, self, self._clock)
        self.core = core
        self._hub = SyncService(
            self._config,
            core,
            self._steps,
            self._clock,
            self.health,
            self._configure,
            self._count_unsent,
        )
        self._prints.start(core.print_finished)
        self._stoppers.append(lambda: core.stop(STOP_S))
        self._stoppers.append(lambda: self._prints.stop(STOP_S))
        hub = self._hub
        self._stoppers.append(lambda: hub.stop(STOP_S))
        core.start()

    def _open_desk(self) -> OpenedStation:
        from kiosk.store.connection import open_store
        from kiosk.store.stamp import StationStamp

        store = open_store(
            self._config.store_directory,
            self._config.key_file,
            self._clock,
            station=StationStamp(time_zone=self._venue.time_zone),
        )
        watch = ClockWatch(self._clock, BUILT_AT, store.last_seen_at())
        desk = CheckInService(store, self._venue, self._config.make_policy(), self._clock, watch)
        self._desk = desk
        assert self._hub is not None
        self._hub.opened(store, watch)
        return OpenedStation(store, desk)

    def _configure(self, found: Configuration) -> None:
        """On the core thread: the hub's rules, or the kiosk's own where there are none."""
        assert self._desk is not None
        self._desk.configure(found.venue, found.policy)
        self.window.bridge.configuration(found.venue, found.policy)
        self.window.bridge.announcements(found.announcements)

    def _after_decision(self) -> None:
        self._count_unsent()
        if self._on_outcome is not None:
            self._on_outcome()

    def _count_unsent(self) -> None:
        """After a decision and after boot, on the core thread; counted in memory."""
        if self._steps is not None and not self._steps.is_storage_lost:
            unsent = self._steps.opened.store.unsent_count()
            self.health.set_unsent(unsent)
            assert self._hub is not None
            self._hub.set_unsent(unsent)

    def _start_camera(self) -> None:
        make_camera = self._devices.make_camera
        if make_camera is None:
            self.health.camera_lost(DeviceFaultKind.MISSING)
            return
        from drivers.camera.worker import CameraWorker
        from drivers.scanner.reader import TwoEngineReader
        from drivers.scanner.worker import ScannerWorker

        assert self.core is not None
        reader = TwoEngineReader(self._clock, linear=self._config.camera.linear_codes)
        scanner = ScannerWorker(
            self.frames,
            reader,
            self._settle,
            lane=LaneName.GATE,
            submit=self._submit,
            on_seen=self.window.bridge.code_seen,
            on_several=self.window.bridge.several_codes,
            on_hint=self._hint,
            on_unread=self.window.bridge.unread_code,
            clock=self._clock,
        )
        camera = CameraWorker(
            make_camera,
            frames=self.frames,
            preview=self.previews,
            on_state=self._camera_state,
            clock=self._clock,
            backoff=self._devices.camera_backoff,
        )
        self._stoppers.append(scanner.stop)
        self._stoppers.append(camera.stop)
        scanner.start()
        camera.start()
        self.camera, self.scanner = camera, scanner

    def _start_scanner(self) -> None:
        scanner = configured_scanner(self._config.scanner, self._hand_held, self._clock)
        if scanner is not None:
            self._stoppers.append(scanner.stop)
            scanner.start()

    def _hand_held(self, source: ScanSource) -> HandHeld:
        return HandHeld(
            self._settle,
            source=source,
            lane=LaneName.GATE,
            submit=self._submit,
            on_mangled=self._mangled,
            clock=self._clock,
        )

    def _mangled(self, lane: LaneName, mangling: Mangling) -> None:
        """A code that cannot be trusted is refused with what the scanner did to it, never used."""
        log.warning("scanner: a code arrived mangled (%s)", mangling.value)
        self._submit(Scan("", ScanSource.KEYBOARD, lane, self._clock.now(), mangling=mangling))

    def _submit(self, scan: Scan) -> bool:
        """On a scanner's thread. The gate hears of the scan first, or it could miss the end."""
        if self.core is None or self._hub is None:
            return False
        invitation = self._hub.invitation_in(scan.text)
        if invitation is not None:
            self.window.bridge.invitation(invitation)
            return True
        self.window.bridge.post_gate(ScanTaken())
        return self.core.submit(scan)

    def _camera_state(self, state: DeviceState) -> None:
        if state.condition is DeviceCondition.READY:
            self._camera_works.set()
            self.health.camera_works()
        elif state.fault is not None:
            self._camera_works.clear()
            self.health.camera_lost(state.fault)

    def _hint(self, hint: Hint | None) -> None:
        """On the scanner's thread: what would help to read the code in view, or nothing."""
        self.window.bridge.hint(hint or Hint.NONE)

    def _note_first_paint(self) -> None:
        if self.marks.first_paint is None:
            self.marks.first_paint = self._clock.monotonic()
            self._tell_marks()

    # --- what the core says of itself (CoreListener), on the core thread -----------------------

    def storage_ready(self) -> None:
        """The database is open, for the first time or again."""
        self._count_unsent()
        assert self._hub is not None
        self._hub.start()
        if self._has_booted:
            self.window.bridge.post_gate(StorageReady())
            return
        self._has_booted = True
        self.marks.ready = self._clock.monotonic()
        self.window.bridge.post_gate(StorageReady())
        self._tell_marks()

    def _tell_marks(self) -> None:
        marks, then = self.marks, self._on_marks
        if then is not None and marks.first_paint is not None and marks.ready is not None:
            then()

    def storage_lost(self, kind: StorageFaultKind) -> None:
        """Nothing can be recorded; the core tries again by itself."""
        self._has_booted = True
        self.window.bridge.post_gate(StorageLost(kind))

    def core_crashed(self, error: BaseException) -> None:
        """A bug: end with an exit code that makes the service manager start again."""
        self._exit_code = EXIT_BUG
        self.window.quit()

    # --- what the screens ask (StationActions), on the GUI thread ------------------------------

    def call_staff(self, reason: Reason) -> None:
        """Commit the call and ring at the desk; the page does not wait for it."""
        if self.core is not None:
            self.core.call_staff(reason, LaneName.GATE)

    def staff_card_opened(self) -> None:
        """Note that staff looked at the card."""
        log.info("station: staff card opened")

    def enter_number(self, number: str) -> bool:
        """Look a typed card number up, at the gate where it was typed."""
        return self._submit(Scan(number, ScanSource.TYPED, LaneName.GATE, self._clock.now()))

    def check_camera(self, is_on: bool) -> None:
        """Let the scanner measure frames for the camera page, or scan them again."""
        if self.scanner is not None:
            self.scanner.watch_looks(self.window.bridge.camera_look if is_on else None)

    def enrol(self, invitation: Invitation) -> None:
        """Enrol as staff confirmed; the screen is told of the end."""
        if self._hub is not None:
            self._hub.enrol(invitation, self.window.bridge.enrolment_ended)

    def retry_storage(self) -> None:
        """Try the storage now instead of at the next tick."""
        if self.core is not None:
            self.core.retry_storage()

    # --- for the demo and the benches ----------------------------------------------------------

    def on_outcome(self, then: Callable[[], None]) -> None:
        """Call `then` on the core thread after each announcement."""
        self._on_outcome = then

    def on_marks_complete(self, then: Callable[[], None]) -> None:
        """Call `then`, from whichever thread, once the window is painted and the kiosk READY."""
        self._on_marks = then

    def wait_for_camera(self, timeout_s: float) -> bool:
        """From another thread: whether the camera gives pictures within the time."""
        return self._camera_works.wait(timeout_s)

    def set_policy(self, policy: Policy) -> None:
        """Put other rules in force from the next scan on."""
        steps, core = self._steps, self.core
        assert steps is not None
        assert core is not None

        def put() -> None:
            steps.opened.desk.policy = policy

        core.post(put, Priority.HOUSEKEEPING)
