"""Digests: proof by both ends that a day of a ledger is whole at the hub.

See docs/spec/sync-protocol.md §5.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime
from itertools import pairwise

from sqlalchemy import Connection, Engine, select

from sync.hub.db import tables
from sync.hub.db.engine import reading
from sync.hub.db.sender import Sender
from sync.hub.ingest.record_insertion import DAY_MS
from sync.protocol.digest import DayDigest, DigestAnswer, Missing, hash_day
from sync.protocol.records import UUID_PATTERN

MAX_RANGES = 500
"""Most ranges named for one day; the next night names the rest."""

_RECORDS = tables.records
_DAYS = tables.ledger_days
_FIRST_DAY = date(1970, 1, 1)
_UUID = re.compile(UUID_PATTERN, re.ASCII)


def compare(engine: Engine, sender: Sender, days: Iterable[DayDigest]) -> DigestAnswer:
    """Which days agree, and what the station shall offer again of the others.

    A ledger that is not the sender's has nothing to answer for. What stands behind the station's
    last record, or in a place that it leaves out, another machine wrote: it does not count. A day
    of which the hub lacks nothing and that differs all the same is asked for whole: the letters
    then tell why.
    """
    ok: list[tuple[str, str]] = []
    missing: list[Missing] = []
    with reading(engine) as connection:
        for day in days:
            number = _day_number(day.day)
            if number is None or not _is_own(connection, sender, day.ledger):
                continue
            held = _held(connection, day, number)
            if _agrees(day, held):
                ok.append((day.ledger, day.day))
            else:
                ranges = _ranges(connection, day, [seq for seq, _ in held])
                missing.append(Missing(day.ledger, day.day, ranges[:MAX_RANGES]))
    return DigestAnswer(tuple(ok), tuple(missing))


def _agrees(day: DayDigest, held: Sequence[tuple[int, str]]) -> bool:
    if day.n != len(held) or (held and held[-1][0] != day.max_seq):
        return False
    return hash_day(sha for _, sha in held) == day.sha


def _held(connection: Connection, told: DayDigest, day: int) -> list[tuple[int, str]]:
    """`seq` and header hash of what the hub has of a day and the station may have written."""
    span = connection.execute(
        select(_DAYS.c.min_seq, _DAYS.c.max_seq).where(
            _DAYS.c.ledger == told.ledger, _DAYS.c.day == day
        )
    ).first()
    if span is None:
        return []
    rows = connection.execute(
        select(_RECORDS.c.seq, _RECORDS.c.header_sha)
        .where(
            _RECORDS.c.ledger == told.ledger,
            _RECORDS.c.seq.between(span.min_seq, min(span.max_seq, told.max_seq)),
            _RECORDS.c.at_ms >= day * DAY_MS,
            _RECORDS.c.at_ms < (day + 1) * DAY_MS,
        )
        .order_by(_RECORDS.c.seq)
    )
    is_left_out = _membership(told.without)
    return [(row.seq, row.header_sha.hex()) for row in rows if not is_left_out(row.seq)]


def _membership(ranges: Sequence[tuple[int, int]]) -> Callable[[int], bool]:
    """Whether a number lies in one of some ranges, which may come in any order and overlap."""
    firsts: list[int] = []
    lasts: list[int] = []
    for first, last in sorted(ranges):
        if lasts and first <= lasts[-1]:
            lasts[-1] = max(lasts[-1], last)
        else:
            firsts.append(first)
            lasts.append(last)

    def is_in(number: int) -> bool:
        place = bisect_right(firsts, number) - 1
        return place >= 0 and number <= lasts[place]

    return is_in


def _ranges(
    connection: Connection, day: DayDigest, held: Sequence[int]
) -> tuple[tuple[int, int], ...]:
    if not held and day.n == 0:
        return ()
    low = max(1, min([day.max_seq - day.n + 1, *held[:1]]))
    gaps = _gaps(connection, day.ledger, low, day.max_seq)
    if not gaps and day.n > len(held):
        # The day is not one stretch of the ledger: its clock was set.
        gaps = _gaps(connection, day.ledger, 1, day.max_seq)
    return gaps or ((low, max(low, day.max_seq)),)


def _gaps(connection: Connection, ledger: str, low: int, high: int) -> tuple[tuple[int, int], ...]:
    """The stretches of a ledger between two places that the hub lacks."""
    seqs = connection.execute(
        select(_RECORDS.c.seq)
        .where(_RECORDS.c.ledger == ledger, _RECORDS.c.seq.between(low, high))
        .order_by(_RECORDS.c.seq)
    ).scalars()
    fence = pairwise([low - 1, *seqs, high + 1])
    return tuple((before + 1, after - 1) for before, after in fence if after - before > 1)


def _is_own(connection: Connection, sender: Sender, ledger: str) -> bool:
    """Nobody's ledger counts as own: the hub has nothing of it and will say so."""
    if not _UUID.fullmatch(ledger):
        # PostgreSQL would refuse the question.
        return False
    owner = connection.execute(
        select(tables.ledgers.c.device).where(tables.ledgers.c.ledger == ledger)
    ).scalar()
    return owner is None or owner == sender.device_id or owner in sender.former


def _day_number(text: str) -> int | None:
    try:
        day = datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=UTC).date()
    except ValueError:
        return None
    # One form only: a day that is named in several would be worked out for each.
    return (day - _FIRST_DAY).days if day.isoformat() == text else None
