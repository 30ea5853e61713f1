"""The sending side of sync on the core: outbox, digests, purge and erasures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime

from kiosk.core.requests import Priority
from kiosk.core.sync_steps import DEEP_STRETCH, MERGE_PAGES, READ_STRETCH, STRETCH, SyncSteps
from kiosk.ports.sync_store import (
    Backlog,
    DayStates,
    OutgoingRecord,
    PurgePlace,
    PurgeStep,
    RecordVerdict,
    Rejected,
)
from sync.protocol.canonical import MAX_SAFE_INT
from sync.protocol.digest import DayDigest, DigestAnswer, hash_day, ranges_of
from sync.protocol.envelope import Durability
from sync.protocol.records import hash_header

_EVER = datetime.max.replace(tzinfo=UTC)


class CoreErasures:
    """Carries out erasures that were asked for, unless something unsent is in the way."""

    def __init__(self, steps: SyncSteps) -> None:
        self._steps = steps

    def go_on(self, *, has_hub: bool = True) -> None:
        """Go on with the erasures; whom an unsent record holds waits until the hub has that. Where
        there is no hub nobody waits."""
        people = self._steps.ask(lambda tables: tables.outbox.open_erasures())
        if not people:
            return
        waiting: set[str] = set()
        pos: int | None = 0
        while pos is not None:
            named, pos = self._erase_after(people, pos, has_hub=has_hub)
            waiting |= named
        done = [person for person in people if person not in waiting]
        for start in range(0, len(done), STRETCH):
            self._finish_erasures(done[start : start + STRETCH])
        self._steps.ask(lambda tables: tables.outbox.truncate_log())
        if done:
            # Copies made before a migration hold them still, whatever the clock says now.
            self._steps.ask(lambda tables: tables.outbox.remove_copies(_EVER))

    def _erase_after(
        self, people: Sequence[str], pos: int, *, has_hub: bool
    ) -> tuple[set[str], int | None]:
        return self._steps.change(
            lambda tables: tables.outbox.erase(people, pos, READ_STRETCH, has_hub=has_hub)
        )

    def _finish_erasures(self, people: Sequence[str]) -> None:
        self._steps.change(lambda tables: tables.outbox.finish_erasures(people))


class CoreOutbox:
    """See `kiosk.ports.sync_store.Outbox`."""

    def __init__(
        self, steps: SyncSteps, erasures: CoreErasures, is_clock_suspect: Callable[[], bool]
    ) -> None:
        self._steps = steps
        self._erasures = erasures
        self._is_clock_suspect = is_clock_suspect
        self._may_have_conflicts = True
        """Since the start, where a power cut or an older version may have left some."""

    def next_batch(self, limit: int, max_bytes: int, after_pos: int = 0) -> list[OutgoingRecord]:
        self._move_conflicts()
        return self._steps.ask(
            lambda tables: tables.outbox.next_batch(limit, max_bytes, after_pos), Priority.ACK
        )

    def note_verdicts(
        self, verdicts: Sequence[RecordVerdict], durability: Durability, at: datetime
    ) -> None:
        self._steps.change(
            lambda tables: tables.outbox.note_verdicts(verdicts, durability, at), Priority.ACK
        )
        if any(verdict.must_be_moved for verdict in verdicts):
            self._may_have_conflicts = True
            self._move_conflicts()
        if self.backlog().queued == 0:
            self._erasures.go_on()

    def _move_conflicts(self) -> None:
        """Write anew whatever the hub set aside, a stretch at a time."""
        while self._may_have_conflicts:
            moved = self._steps.change(
                lambda tables: tables.outbox.move_conflicts(STRETCH), Priority.ACK
            )
            self._may_have_conflicts = moved == STRETCH

    def backlog(self) -> Backlog:
        return self._steps.ask(lambda tables: tables.outbox.backlog(), Priority.ACK)

    def rejected(self) -> list[Rejected]:
        return self._steps.ask(lambda tables: tables.outbox.rejected())

    def resend(self, record_id: str) -> None:
        if not self._steps.change(lambda tables: tables.outbox.resend(record_id)):
            raise KeyError(record_id)

    def annotate(self, record_id: str, note: str) -> None:
        if not self._steps.change(lambda tables: tables.outbox.annotate(record_id, note)):
            raise KeyError(record_id)

    def offer_again(self) -> int:
        offered = 0
        pos: int | None = 0
        while pos is not None:
            count, pos = self._offer_after(pos)
            offered += count
        return offered

    def _offer_after(self, pos: int) -> tuple[int, int | None]:
        return self._steps.change(lambda tables: tables.outbox.offer_again(pos, STRETCH))

    def digests(self, before: date, limit: int = 31) -> list[DayDigest]:
        acked: set[tuple[str, str]] = set()
        queued: set[tuple[str, str]] = set()
        pos: int | None = 0
        while pos is not None:
            states = self._day_states(pos)
            acked |= states.acked
            queued |= states.queued
            pos = states.next_pos
        closed = [(day, ledger) for ledger, day in acked - queued if day < before.isoformat()]
        return [self._digest(ledger, day) for day, ledger in sorted(closed)[:limit]]

    def note_digest(self, answer: DigestAnswer) -> None:
        for ledger, day in answer.ok:
            if not _is_place(ledger, day):
                continue
            seq: int | None = 0
            while seq is not None:
                seq = self._confirm(ledger, day, seq)
        for missing in answer.missing:
            if not _is_place(missing.ledger, missing.day):
                continue
            for first, last in missing.ranges:
                start: int | None = min(first, MAX_SAFE_INT)
                while start is not None:
                    start = self._queue_missing(missing.ledger, start, min(last, MAX_SAFE_INT))

    def purge(self, before: datetime) -> int:
        """Nothing while the clock is suspect: a wrong date must not make anything old."""
        purged = 0
        place: PurgePlace | None = None
        while not self._is_clock_suspect():
            step = self._purge_after(before, place)
            purged += step.purged
            place = step.place
            if place is None:
                self._merge_search()
                self._steps.ask(lambda tables: tables.outbox.truncate_log())
                self._steps.ask(lambda tables: tables.outbox.remove_copies(before))
                break
        self._erasures.go_on()
        return purged

    def erase_alone(self) -> None:
        self._erasures.go_on(has_hub=False)

    def _merge_search(self) -> None:
        """Make one piece of the search index again: what came since last night is in many."""
        is_first = True
        while self._merge_stretch(is_first):
            is_first = False

    def _merge_stretch(self, is_first: bool) -> bool:
        return self._steps.ask(
            lambda tables: tables.outbox.merge_search(MERGE_PAGES, is_first=is_first)
        )

    def _day_states(self, pos: int) -> DayStates:
        return self._steps.ask(lambda tables: tables.outbox.day_states(pos, READ_STRETCH))

    def _day_headers(self, ledger: str, day: str, seq: int) -> list[tuple[int, bytes | None]]:
        return self._steps.ask(
            lambda tables: tables.outbox.day_headers(ledger, day, seq, READ_STRETCH)
        )

    def _digest(self, ledger: str, day: str) -> DayDigest:
        hashes: list[str] = []
        without: list[int] = []
        seq = max_seq = 0
        while True:
            rows = self._day_headers(ledger, day, seq)
            for seq, header in rows:
                if header is None:
                    without.append(seq)
                else:
                    hashes.append(hash_header(header))
                    max_seq = seq
            if len(rows) < READ_STRETCH:
                sha = hash_day(hashes)
                return DayDigest(ledger, day, len(hashes), max_seq, sha, ranges_of(without))

    def _confirm(self, ledger: str, day: str, seq: int) -> int | None:
        return self._steps.ask(lambda tables: tables.outbox.confirm(ledger, day, seq, STRETCH))

    def _queue_missing(self, ledger: str, first: int, last: int) -> int | None:
        return self._steps.change(
            lambda tables: tables.outbox.queue_missing(ledger, first, last, STRETCH)
        )

    def _purge_after(self, before: datetime, place: PurgePlace | None) -> PurgeStep:
        return self._steps.ask(lambda tables: tables.outbox.purge(before, place, DEEP_STRETCH))


def _is_place(ledger: str, day: str) -> bool:
    """Whether these can name a day of a ledger; a hub may send any text."""
    return ledger.isascii() and day.isascii()
