"""The numbers of a shift: what was done since somebody signed in, and what is open now."""

from __future__ import annotations

from kiosk.domain.reports.shift import CountShift, Shift, ShiftCounts
from kiosk.domain.staff.trail import StaffDeed
from kiosk.domain.visits.decision import Direction, PrintState
from kiosk.store.queries.presence import find_present
from kiosk.store.queries.reading import Reading, stands
from kiosk.store.stamp import from_ms, to_ms
from sync.protocol.bodies import ENTRY_TYPES

_READERS = "('camera', 'keyboard', 'serial')"
_ENTRIES = ", ".join(f"'{kind.value}'" for kind in sorted(ENTRY_TYPES))
_MOST_GAPS = 20


def count_shift(reading: Reading, query: CountShift) -> Shift:
    """See `CountShift`; of an account that never signed in, since the venue's midnight."""
    signed_in = reading.value(
        "SELECT max(at) FROM staff_trail WHERE deed = ? AND by = ?",
        (StaffDeed.SIGNED_IN.value, query.staff),
    )
    since = reading.bounds(reading.today)[0] if signed_in is None else signed_in
    named = reading.rows("SELECT name FROM staff WHERE id = ?", (query.staff,))
    return Shift(from_ms(since), named[0][0] if named else "", _counts(reading, since))


def _counts(reading: Reading, since: int) -> ShiftCounts:
    span = (since, to_ms(reading.now))

    def count(what: str, *parameters: object) -> int:
        found: int = reading.value(f"SELECT count(*) FROM {what}", parameters)
        return found

    entries = dict(
        reading.rows(
            "SELECT e.direction, count(*) FROM entries e"
            f" WHERE e.at >= ? AND e.at <= ? AND {stands('e')} GROUP BY 1",
            span,
        )
    )
    scanned = count(
        f"entries WHERE at >= ? AND at <= ? AND pos = origin AND method IN {_READERS}", *span
    )
    return ShiftCounts(
        scans=scanned + count("support_cases WHERE at >= ? AND at <= ?", *span),
        arrivals=entries.get(Direction.ARRIVAL.value, 0),
        departures=entries.get(Direction.DEPARTURE.value, 0),
        inside=len(find_present(reading)),
        declared_for=count("declarations WHERE is_proxy AND at >= ? AND at <= ?", *span),
        emergencies=count("emergencies WHERE at >= ? AND at <= ?", *span),
        slips_printed=count(
            "print_jobs WHERE state = ? AND printed_at >= ?", PrintState.PRINTED.value, since
        ),
        slips_reprinted=count(
            "staff_trail WHERE deed = ? AND at >= ?", StaffDeed.SLIP_REPRINTED.value, since
        ),
        slips_unknown=count(
            "print_jobs WHERE state = ? AND changed_at >= ?", PrintState.UNKNOWN.value, since
        ),
        # The first half is the condition of the partial index, which SQLite compares as text.
        unsent=count(
            "outbox o JOIN records r USING (pos) WHERE o.state IN ('queued', 'dead')"
            f" AND o.state = 'queued' AND r.type IN ({_ENTRIES})"
        ),
        rejected=count("outbox o WHERE o.state IN ('queued', 'dead') AND o.state = 'dead'"),
        missing_numbers=_missing(reading),
        open_cases=count("support_cases WHERE closed_by IS NULL"),
        incomplete=count("emergencies WHERE is_open"),
    )


def _missing(reading: Reading) -> tuple[int, ...]:
    """The first numbers that no record of the present ledger has, between its first and last."""
    gaps = reading.rows(
        "SELECT before, seq FROM (SELECT seq, lag(seq) OVER (ORDER BY seq) AS before FROM records"
        " WHERE ledger = (SELECT max(no) FROM ledgers)) WHERE seq > before + 1 LIMIT ?",
        (_MOST_GAPS,),
    )
    numbers = [number for before, seq in gaps for number in range(before + 1, seq)]
    return tuple(numbers[:_MOST_GAPS])
