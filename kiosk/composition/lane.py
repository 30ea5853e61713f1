"""One lane: its sources, their settling, where its slips and sounds come out."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from drivers.loop import DeviceCondition, DeviceState
from drivers.scanner.handheld import HandHeld
from drivers.scanner.scan_debouncer import ScanDebouncer
from kiosk.base.clock import Clock
from kiosk.base.errors import DeviceFaultKind
from kiosk.base.mailbox import Mailbox
from kiosk.composition.devices import Devices, configured_scanner
from kiosk.domain.credential import parse_credential
from kiosk.domain.events import (
    CameraLooked,
    CardShared,
    CodeScanned,
    CodeSeen,
    CodeUnread,
    HintGiven,
    InvitationRead,
    ScanTaken,
    SeveralCodesSeen,
)
from kiosk.domain.scanning.camera_check import Look
from kiosk.domain.scanning.hint import Hint
from kiosk.domain.scanning.mangling import Mangling
from kiosk.domain.visits.decision import LaneName
from kiosk.ports.camera import Frame
from kiosk.ports.events import EventSink
from kiosk.ports.scans import Scan, ScanSource
from kiosk.services.health import HealthBoard
from kiosk.settings.config import Config, LaneInput, ScannerKind

if TYPE_CHECKING:
    from PySide6.QtQuick import QQuickWindow

    from drivers.camera.worker import CameraWorker
    from drivers.scanner.keyboard import KeyboardScanner
    from drivers.scanner.reader import TwoEngineReader
    from drivers.scanner.serial_line import SerialScanner
    from drivers.scanner.worker import ScannerWorker
    from ui.wedge import WindowWedge

log = logging.getLogger(__name__)

Told = InvitationRead | CodeScanned | CardShared
"""What is told in the place of a scan."""


class Lane:
    """The gate or the desk: everything that a person can hold up there, and what is said of it.

    Built from `[gate]` or `[desk]` of the configuration. Nothing of one lane is another's: muting,
    an undecided scan and hints are the lane's own.
    """

    def __init__(
        self,
        name: LaneName,
        config: Config,
        devices: Devices,
        events: EventSink,
        health: HealthBoard,
        clock: Clock,
    ) -> None:
        self.name = name
        self.inputs = config.inputs_of(name)
        self.frames: Mailbox[Frame] = Mailbox()
        self.previews: Mailbox[Frame] = Mailbox()
        self.reader: ScannerWorker | None = None
        """What reads the camera's frames, once it runs."""
        self._config = config
        self._devices = devices
        self._events = events
        self._health = health
        self._clock = clock
        self._debouncer = ScanDebouncer(parse_credential)
        self._take_scan: Callable[[Scan], bool] | None = None
        self._told_by: Callable[[Scan], Told | None] = _nothing
        self._camera: CameraWorker | None = None
        self._decoders: TwoEngineReader | None = None
        self._camera_works = threading.Event()
        self._hand_held_scanner: KeyboardScanner | SerialScanner | None = None
        self._wedge: WindowWedge | None = None

    # --- life ----------------------------------------------------------------------------------

    def watch_window(self, window: QQuickWindow) -> None:
        """Take what a scanner types into the window, where one does; on the GUI thread."""
        scanner = self._config.scanner
        if LaneInput.SCANNER not in self.inputs or scanner.kind is not ScannerKind.WINDOW:
            return
        from ui.wedge import WindowWedge

        self._wedge = WindowWedge(
            self._hand_held(ScanSource.KEYBOARD).hear,
            self._window_listens,
            self._clock,
            gap_s=scanner.gap_ms / 1000,
        )
        self._wedge.watch(window)

    def let_go_of_window(self) -> None:
        """Take no keys any more; before the window dies, on the GUI thread."""
        if self._wedge is not None:
            self._wedge.close()

    def start(
        self,
        take_scan: Callable[[Scan], bool],
        told_by: Callable[[Scan], Told | None],
    ) -> None:
        """Hear the devices from now on.

        `take_scan` hands a scan to the core and says whether it was taken; `told_by` gives what is
        told in the place of a scan: a hub's invitation, what a page waits for, a card of which the
        desk says where it goes.
        """
        self._told_by = told_by
        self._take_scan = take_scan
        if LaneInput.SCANNER in self.inputs:
            self._start_scanner()
        if LaneInput.CAMERA in self.inputs:
            self._start_camera()

    def stop(self, deadline_s: float) -> None:
        """Stop the lane's devices; each gets `deadline_s` to end."""
        for source in (self._camera, self._hand_held_scanner):
            if source is not None:
                source.stop(deadline_s)
        # Decoders that are still in use end with the process.
        if self.reader is not None and self.reader.stop(deadline_s) and self._decoders is not None:
            self._decoders.close()
        self.frames.close()
        self.previews.close()

    # --- what the screen and the demo ask ------------------------------------------------------

    def enter_number(self, number: str) -> bool:
        """Look a typed card number up; False while the lane's own last scan is undecided."""
        return self._submit(Scan(number, ScanSource.TYPED, self.name, self._clock.now()))

    def check_camera(self, is_on: bool) -> None:
        """Measure frames for the camera page, or scan them again."""
        if self.reader is not None:
            self.reader.watch_looks(self._looked if is_on else None)

    def wait_for_camera(self, timeout_s: float) -> bool:
        """From another thread: whether the camera gives pictures within the time."""
        return self._camera_works.wait(timeout_s)

    @property
    def second_decoder(self) -> int | None:
        """The process of the camera's second decoder; None while there is none."""
        return None if self._decoders is None else self._decoders.second_process

    # --- the sources ---------------------------------------------------------------------------

    def _start_scanner(self) -> None:
        scanner = configured_scanner(
            self._config.scanner, self._hand_held, self._scanner_state, self._clock
        )
        if scanner is not None:
            self._hand_held_scanner = scanner
            scanner.start()

    def _start_camera(self) -> None:
        make_camera = self._devices.make_camera
        if make_camera is None:
            if self._config.has_scanner:
                self._health.camera_absent()
            else:
                self._health.camera_lost(DeviceFaultKind.MISSING)
            return
        from drivers.camera.worker import CameraWorker
        from drivers.scanner.reader import TwoEngineReader
        from drivers.scanner.worker import ScannerWorker, Watcher

        events, name = self._events, self.name
        decoders = TwoEngineReader(self._clock, linear=self._config.camera.linear_codes)
        reader = ScannerWorker(
            self.frames,
            decoders,
            self._debouncer,
            lane=name,
            submit=self._submit,
            watcher=Watcher(
                on_seen=lambda is_seen: events.publish(CodeSeen(name, is_seen)),
                on_several=lambda is_several: events.publish(SeveralCodesSeen(name, is_several)),
                on_hint=lambda hint: events.publish(HintGiven(name, hint or Hint.NONE)),
                on_unread=lambda is_unread: events.publish(CodeUnread(name, is_unread)),
            ),
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
        reader.start()
        camera.start()
        self._camera, self.reader, self._decoders = camera, reader, decoders

    def _hand_held(self, source: ScanSource) -> HandHeld:
        return HandHeld(
            self._debouncer,
            source=source,
            lane=self.name,
            submit=self._submit,
            on_mangled=self._mangled,
            clock=self._clock,
        )

    def _mangled(self, lane: LaneName, mangling: Mangling) -> None:
        """A code that cannot be trusted is refused with what the scanner did to it, never used."""
        log.warning("scanner: a code arrived mangled (%s)", mangling.value)
        self._submit(Scan("", ScanSource.KEYBOARD, lane, self._clock.now(), mangling=mangling))

    def _submit(self, scan: Scan) -> bool:
        """On a source's thread. The window hears of the scan first, or it could miss the end."""
        if self._take_scan is None:
            return False
        told = self._told_by(scan)
        if told is not None:
            self._events.publish(told)
            return True
        self._events.publish(ScanTaken(self.name))
        return self._take_scan(scan)

    def _scanner_state(self, state: DeviceState) -> None:
        self._health.scanner_changed(state.fault)

    def _window_listens(self, is_listening: bool) -> None:
        """Keys go to the window in front: another program's takes the scanner's as well."""
        self._health.scanner_changed(None if is_listening else DeviceFaultKind.BUSY)

    def _looked(self, look: Look) -> None:
        self._events.publish(CameraLooked(self.name, look))

    def _camera_state(self, state: DeviceState) -> None:
        if state.condition is DeviceCondition.READY:
            self._camera_works.set()
            self._health.camera_works()
        elif state.fault is not None:
            self._camera_works.clear()
            self._health.camera_lost(state.fault)


def _nothing(scan: Scan) -> Told | None:
    del scan
    return None
