"""The figures above the desk's lists."""

from __future__ import annotations

from datetime import timedelta

from kiosk.domain.desk.queries import RATE_OVER_MIN, CountDesk, DeskCounts, QuarterHour
from kiosk.domain.visits.decision import Direction
from kiosk.domain.visits.presence import venue_day
from kiosk.store.queries.presence import find_present
from kiosk.store.queries.reading import Reading, stands
from kiosk.store.stamp import from_ms, to_ms

_QUARTER_MS = 15 * 60 * 1000


def count_desk(reading: Reading, query: CountDesk) -> DeskCounts:
    """See `CountDesk`."""
    span = reading.bounds(reading.today)
    entries = 0
    arrivals: dict[int, int] = {}
    # Venues' zones differ from UTC by whole quarters of an hour.
    for quarter, direction, count in reading.rows(
        f"SELECT e.at / {_QUARTER_MS}, e.direction, count(*) FROM entries e"
        f" WHERE e.at >= ? AND e.at < ? AND {stands('e')} GROUP BY 1, 2",
        span,
    ):
        entries += count
        if direction == Direction.ARRIVAL:
            arrivals[quarter] = count
    recent = to_ms(reading.now - timedelta(minutes=RATE_OVER_MIN))
    rate = reading.value(
        f"SELECT count(*) FROM entries e WHERE e.at > ? AND e.at <= ? AND {stands('e')}",
        (recent, to_ms(reading.now)),
    )
    oldest = reading.value("SELECT min(at) FROM entries")
    first_day = reading.today if oldest is None else venue_day(from_ms(oldest), reading.time_zone)
    return DeskCounts(
        inside=len(find_present(reading)),
        entries=entries,
        per_minute=rate / RATE_OVER_MIN,
        waiting=reading.value("SELECT count(*) FROM support_cases WHERE closed_by IS NULL"),
        incomplete=reading.value("SELECT count(*) FROM emergencies WHERE is_open"),
        quarters=_quarters(arrivals, to_ms(reading.now) // _QUARTER_MS),
        today=reading.today,
        first_day=min(first_day, reading.today),
    )


def _quarters(arrivals: dict[int, int], present: int) -> tuple[QuarterHour, ...]:
    if not arrivals:
        return ()
    # A clock that was set back has arrivals ahead of it.
    last = max(present, *arrivals)
    return tuple(
        QuarterHour(from_ms(quarter * _QUARTER_MS), arrivals.get(quarter, 0))
        for quarter in range(min(arrivals), last + 1)
    )
