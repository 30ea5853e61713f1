"""Folds what devices and the network report into one value for the health strip."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace

from kiosk.base.clock import Clock
from kiosk.base.errors import DeviceFaultKind, NetworkFaultKind
from kiosk.domain.events import ClockJudged, CoreEvent, HealthChanged, UnsentCounted
from kiosk.domain.station.health import Health, NetworkState
from kiosk.ports.events import EventSink
from kiosk.ports.printer import PaperState, PrinterStatus


class HealthBoard:
    """The newest state of everything around the kiosk; safe for use by several threads.

    Each value that differs from the one before is published, on the thread that reported it.
    """

    def __init__(self, clock: Clock, start: Health, sink: EventSink) -> None:
        self._clock = clock
        self._health = start
        self._sink = sink
        self._lock = threading.Lock()

    @property
    def health(self) -> Health:
        """The present value."""
        with self._lock:
            return self._health

    def tell(self) -> None:
        """Publish the present value, to whoever came after it changed."""
        with self._lock:
            self._sink.publish(HealthChanged(self._health))

    def camera_works(self) -> None:
        """The gate's camera gives pictures."""
        self._fold(lambda old: replace(old, camera=None, camera_since=None, camera_retries=0))

    def camera_lost(self, fault: DeviceFaultKind) -> None:
        """The camera failed, or one more try to get it back did; the loss keeps its time."""
        now = self._clock.now()

        def fold(old: Health) -> Health:
            if old.camera is None:
                return replace(old, camera=fault, camera_since=now, camera_retries=0)
            return replace(old, camera=fault, camera_retries=old.camera_retries + 1)

        self._fold(fold)

    def printer_answered(self, status: PrinterStatus) -> None:
        """The printer was asked; an empty roll counts as a fault whatever else it says."""
        fault = status.fault
        if fault is None and not status.is_present:
            fault = DeviceFaultKind.MISSING
        if fault is None and status.paper is PaperState.EMPTY:
            fault = DeviceFaultKind.PAPER_OUT
        self._fold(lambda old: replace(old, printer=fault))

    def scanner_changed(self, fault: DeviceFaultKind | None) -> None:
        """The hand-held scanner reads, or why not."""
        self._fold(lambda old: replace(old, scanner=fault))

    def set_sound(self, has_sound: bool) -> None:
        """Whether the tones can be played."""
        self._fold(lambda old: replace(old, has_sound=has_sound))

    def set_network(self, state: NetworkState, fault: NetworkFaultKind | None = None) -> None:
        """How the station stands to its hub."""
        self._fold(lambda old: replace(old, network=state, network_fault=fault))

    def set_copied(self, is_copied: bool) -> None:
        """Whether another machine shares this one's identity."""
        self._fold(lambda old: replace(old, is_copied=is_copied))

    def set_unsent(self, unsent: int) -> None:
        """How many records the hub has not acknowledged."""
        self._fold(lambda old: replace(old, unsent=unsent))

    def take(self, event: CoreEvent) -> None:
        """A subscriber of the station's events."""
        match event:
            case UnsentCounted(records, visits):
                self._fold(lambda old: replace(old, unsent=records, unsent_visits=visits))
            case ClockJudged(is_suspect):
                self._fold(lambda old: replace(old, is_clock_suspect=is_suspect))

    def _fold(self, step: Callable[[Health], Health]) -> None:
        with self._lock:
            old, self._health = self._health, step(self._health)
            new = self._health
            # Within the lock, or an older value could arrive after a newer one.
            if new != old:
                self._sink.publish(HealthChanged(new))
