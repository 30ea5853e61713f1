"""Who comes to the demo's checkpoint, in which order, and what should become of each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from enum import StrEnum
from pathlib import Path

from kiosk.base.clock import ManualClock, SystemClock
from kiosk.base.dataclass import dataclass
from kiosk.demo.film.people import Prop, ShownCode, demo_persons, wrong_codes
from kiosk.domain.reason import Reason
from kiosk.domain.visits.decision import LaneName, PrintState
from kiosk.ports.scans import Scan, ScanSource
from kiosk.settings.config import Config
from sync.protocol.policy import PrintWhen

_WRONG_S = 1.0


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
    reason: Reason | None = None
    """What a wrong code should be called."""


def cast(seed: int, expired_slip: str) -> tuple[Appearance, ...]:
    """Five persons, one of them twice, and one code of each kind that is not for here.

    `expired_slip` is the code of the slip that `record_earlier_arrivals` issued.
    """
    arriving_phone, leaving_citizen, arriving_new_id, arriving_old, leaving_new = demo_persons(
        seed, 5
    )
    poster, _, payment, link, result_link = wrong_codes(seed)
    slip = ShownCode("expired slip", expired_slip, Prop.PAPER)
    return (
        Appearance(arriving_phone, Expected.ARRIVAL),
        Appearance(leaving_citizen, Expected.DEPARTURE),
        _wrong(poster, Reason.VENUE_CODE),
        Appearance(arriving_new_id, Expected.ARRIVAL),
        Appearance(arriving_phone, Expected.ALREADY_RECORDED),
        _wrong(link, Reason.WEB_LINK),
        Appearance(arriving_old, Expected.ARRIVAL),
        _wrong(payment, Reason.PAYMENT_CODE),
        _wrong(result_link, Reason.DECLARATION_LINK),
        Appearance(leaving_new, Expected.DEPARTURE),
        _wrong(slip, Reason.EXPIRED_SLIP),
    )


def _wrong(shown: ShownCode, reason: Reason) -> Appearance:
    """A wrong code leaves as soon as it was read: its page stands longer than it."""
    return Appearance(replace(shown, hold_s=_WRONG_S), Expected.WRONG_CODE, reason)


def film(
    video: Path, seed: int, appearances: Sequence[Appearance], on_progress: Callable[[int], None]
) -> int:
    """Render the footage; gives its number of frames."""
    from kiosk.demo.film.footage import make_footage

    shown = [appearance.shown for appearance in appearances]
    return make_footage(video, seed, shown, on_progress=on_progress).frames


def record_earlier_arrivals(config: Config, seed: int) -> tuple[int, str]:
    """Write what came before the demo, through the desk itself.

    Days ago somebody came and got a slip, which has expired since; an hour ago those came who will
    leave. Gives the number of entries, and the code of the slip.
    """
    from kiosk.services.checkin import CheckInService
    from kiosk.services.clock_watch import ClockWatch
    from kiosk.store.connection import open_store

    policy, venue = config.make_policy(), config.venue
    since_slip = timedelta(hours=policy.print.valid_h + 12)
    clock = ManualClock(SystemClock().now() - since_slip)
    *_, guest = demo_persons(seed, 6)
    leaving = [item.shown for item in cast(seed, "") if item.expected is Expected.DEPARTURE]
    store = open_store(config.store_directory, config.key_file, clock)
    try:
        desk = CheckInService(
            store,
            venue,
            replace(policy, print=replace(policy.print, when=PrintWhen.ALWAYS)),
            clock,
            ClockWatch(clock, clock.now()),
        )
        came = desk.handle(Scan(guest.payload, ScanSource.CAMERA, LaneName.GATE, clock.now()))
        store.set_print_state(came.print_job, PrintState.PRINTED, clock.now())
        slip = store.get_print_job(came.print_job).slip
        clock.advance((since_slip - timedelta(hours=1)).total_seconds())
        desk.policy = policy
        for shown in leaving:
            desk.handle(Scan(shown.payload, ScanSource.CAMERA, LaneName.GATE, clock.now()))
            clock.advance(90)
    finally:
        store.close()
    return len(leaving) + 1, slip.code
