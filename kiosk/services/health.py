"""Folds what devices and the network report into one value for the health strip."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace

from kiosk.base.clock import Clock
from kiosk.base.errors import DeviceFaultKind, NetworkFaultKind
from kiosk.domain.events import (
    ClockJudged,
    CoreEvent,
    HealthChanged,
    RollCounted,
    UnsentCounted,
)
from kiosk.domain.station.health import Health, NetworkState
from kiosk.domain.station.paper_roll import PaperRoll
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
        self._printers: dict[int, PrinterStatus] = {}
        """The newest answer of each, by its place: 0 is the first."""
        self._rolls: dict[int, PaperRoll] = {}
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

    def camera_absent(self) -> None:
        """None is configured: the hand-held scanner reads alone, and nothing is wrong."""
        missing = DeviceFaultKind.MISSING
        self._fold(lambda old: replace(old, has_camera=False, camera=missing, camera_since=None))

    def camera_lost(self, fault: DeviceFaultKind) -> None:
        """The camera failed, or one more try to get it back did; the loss keeps its time."""
        now = self._clock.now()

        def fold(old: Health) -> Health:
            if old.camera is None:
                return replace(old, camera=fault, camera_since=now, camera_retries=0)
            return replace(old, camera=fault, camera_retries=old.camera_retries + 1)

        self._fold(fold)

    def printer_answered(self, place: int, status: PrinterStatus) -> None:
        """The printer at this place was asked; an empty roll is a fault whatever else it says."""

        def fold(old: Health) -> Health:
            self._printers[place] = status
            return self._with_printers(old)

        self._fold(fold)

    def printer_set(self, place: int, *, is_there: bool) -> None:
        """A printer was put at this place, of which nothing is known yet; or there is none."""

        def fold(old: Health) -> Health:
            self._printers.pop(place, None)
            if is_there:
                self._printers[place] = PrinterStatus(is_present=True)
            return self._with_printers(replace(old, has_printer=bool(self._printers)))

        self._fold(fold)

    def _with_printers(self, old: Health) -> Health:
        """What the printers mean together: slips come from the first one that works."""
        if not self._printers:
            return replace(
                old, printer=None, first_printer=None, slips_left=None, is_roll_ending=False
            )
        faults = {place: _fault_of(status) for place, status in sorted(self._printers.items())}
        first = min(faults)
        place = next((place for place, fault in faults.items() if fault is None), first)
        roll = self._rolls.get(place)
        return replace(
            old,
            printer=faults[place],
            first_printer=None if place == first else faults[first],
            slips_left=None if roll is None else roll.slips_left,
            is_roll_ending=self._printers[place].paper is PaperState.LOW,
        )

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
            case RollCounted(printer, roll):
                self._roll_counted(printer, roll)
            case ClockJudged(is_suspect):
                self._fold(lambda old: replace(old, is_clock_suspect=is_suspect))

    def _roll_counted(self, place: int, roll: PaperRoll) -> None:
        def fold(old: Health) -> Health:
            self._rolls[place] = roll
            return self._with_printers(old)

        self._fold(fold)

    def _fold(self, step: Callable[[Health], Health]) -> None:
        with self._lock:
            old, self._health = self._health, step(self._health)
            new = self._health
            # Within the lock, or an older value could arrive after a newer one.
            if new != old:
                self._sink.publish(HealthChanged(new))


def _fault_of(status: PrinterStatus) -> DeviceFaultKind | None:
    if status.fault is not None:
        return status.fault
    if not status.is_present:
        return DeviceFaultKind.MISSING
    return DeviceFaultKind.PAPER_OUT if status.paper is PaperState.EMPTY else None
