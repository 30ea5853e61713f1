"""Who comes to the demo's checkpoint, in which order, and what should become of each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from pathlib import Path

from drivers.camera.footage_people import ShownCode, demo_persons, wrong_codes
from kiosk.clock import ManualClock, SystemClock
from kiosk.config import Config
from kiosk.domain.decision import Lane
from kiosk.ports import Scan, ScanSource


class Expected(StrEnum):
    """What one showing of a code should lead to."""

    ARRIVAL = "arrival"
    DEPARTURE = "departure"
    ALREADY_RECORDED = "already_recorded"
    WRONG_CODE = "wrong_code"


@dataclass(frozen=True, slots=True)
class Appearance:
    """One code's time before the camera, and what it should lead to."""

    shown: ShownCode
    expected: Expected


def cast(seed: int) -> tuple[Appearance, ...]:
    """Five persons, one of them twice, and two codes that are not for here."""
    arriving_phone, leaving_citizen, arriving_new_id, arriving_old, leaving_new = demo_persons(
        seed, 5
    )
    poster, _, payment, _ = wrong_codes(seed)
    return (
        Appearance(arriving_phone, Expected.ARRIVAL),
        Appearance(leaving_citizen, Expected.DEPARTURE),
        Appearance(poster, Expected.WRONG_CODE),
        Appearance(arriving_new_id, Expected.ARRIVAL),
        Appearance(arriving_phone, Expected.ALREADY_RECORDED),
        Appearance(arriving_old, Expected.ARRIVAL),
        Appearance(payment, Expected.WRONG_CODE),
        Appearance(leaving_new, Expected.DEPARTURE),
    )


def film(
    video: Path, seed: int, appearances: Sequence[Appearance], on_progress: Callable[[int], None]
) -> int:
    """Render the footage; gives its number of frames."""
    from drivers.camera.footage import make_footage

    shown = [appearance.shown for appearance in appearances]
    return make_footage(video, seed, shown, on_progress=on_progress).frames


def record_earlier_arrivals(config: Config, appearances: Sequence[Appearance]) -> int:
    """Let those who will leave arrive an hour ago, through the desk itself; gives how many."""
    from kiosk.app import BUILT_AT
    from kiosk.services.checkin import CheckInDesk
    from kiosk.services.clock_watch import ClockWatch
    from kiosk.store.connection import open_store

    clock = ManualClock(SystemClock().now() - timedelta(hours=1))
    leaving = [item.shown for item in appearances if item.expected is Expected.DEPARTURE]
    store = open_store(config.store_directory, config.key_file, clock)
    try:
        watch = ClockWatch(clock, BUILT_AT)
        desk = CheckInDesk(store, config.make_venue(), config.make_policy(), clock, watch)
        for shown in leaving:
            desk.handle(Scan(shown.payload, ScanSource.CAMERA, Lane.GATE, clock.now()))
            clock.advance(90)
    finally:
        store.close()
    return len(leaving)
