"""What the core does about printing: what is begun and ended, and how much paper it took."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from kiosk.base.clock import Clock
from kiosk.core.requests import BeginPrint, ChangeRoll, FinishPrint, Reprint, Request, UsePaper
from kiosk.domain.events import PrintFinished, RollCounted
from kiosk.domain.staff.trail import StaffDeed
from kiosk.domain.station.paper_roll import PaperRoll, PaperUsed
from kiosk.domain.visits.decision import PrintState
from kiosk.ports.events import EventSink
from kiosk.ports.printer import PrintResult
from kiosk.ports.store import Store
from kiosk.services.printing import PrintQueue, prepare_reprint
from kiosk.services.trail import note_deed


class PrintHandlers:
    """Core thread only; `store` raises StorageFault while the database is not open."""

    def __init__(
        self, store: Callable[[], Store], sink: EventSink, desk: PrintQueue, clock: Clock
    ) -> None:
        self._store = store
        self._sink = sink
        self._desk = desk
        self._clock = clock
        self.requests: Mapping[type[Request[Any]], Callable[[Any], Any]] = MappingProxyType(
            {
                BeginPrint: lambda asked: self._begin(asked.job),
                FinishPrint: lambda asked: self._finish(asked.job, asked.result),
                ChangeRoll: self._change_roll,
                UsePaper: lambda asked: self._use_paper(asked.printer, asked.used),
                Reprint: lambda asked: self._reprint(asked.job),
            }
        )
        """What answers each request."""

    def open(self, store: Store) -> bool:
        """After a stop or a crash: end what was under way, and tell what is left of the rolls.

        What was being printed is unknown, what waited has failed; nothing prints by itself. True
        if a slip was being printed: half of it may still be in a printer. Raises StorageFault.
        """
        unfinished = store.unfinished_print_jobs()
        is_begun = [job.state is PrintState.PRINTING for job in unfinished]
        with store.transaction() as tx:
            for job, begun in zip(unfinished, is_begun, strict=True):
                end = PrintState.UNKNOWN if begun else PrintState.FAILED
                tx.prints.set_state(job.id, end, self._clock.now())
            rolls = tx.rolls.all()
        for printer, roll in rolls.items():
            self._sink.publish(RollCounted(printer, roll))
        return any(is_begun)

    def _begin(self, job_id: str) -> bool:
        """Raises KeyError, StorageFault."""
        store = self._store()
        if not store.get_print_job(job_id).state.is_under_way:
            return False
        store.set_print_state(job_id, PrintState.PRINTING, self._clock.now())
        return True

    def _finish(self, job_id: str, result: PrintResult) -> None:
        """Note what became of a slip and publish it. Raises StorageFault."""
        # Whoever holds the slip must hear of it even when the note of it cannot be written.
        self._sink.publish(PrintFinished(job_id, result.state, result.fault))
        self._store().set_print_state(job_id, result.state, self._clock.now())

    def _use_paper(self, printer: int, used: PaperUsed) -> None:
        """Raises StorageFault."""
        with self._store().transaction() as tx:
            roll = tx.rolls.all().get(printer, PaperRoll()).after(used)
            tx.rolls.put(printer, roll)
        self._sink.publish(RollCounted(printer, roll))

    def _change_roll(self, asked: ChangeRoll) -> None:
        """Raises StorageFault."""
        now = self._clock.now()
        roll = PaperRoll(now, asked.length_dots)
        with self._store().transaction() as tx:
            tx.rolls.put(asked.printer, roll)
            note_deed(tx, StaffDeed.ROLL_CHANGED, asked.staff or None, now, note=str(asked.printer))
        self._sink.publish(RollCounted(asked.printer, roll))

    def _reprint(self, job_id: str) -> None:
        """Print a slip again with the same code. Raises KeyError, StorageFault.

        Nothing happens while the job is on its way to the printer: a second touch of the button
        must not print twice.
        """
        store = self._store()
        if store.get_print_job(job_id).state.is_under_way:
            return
        self._desk.print_later(prepare_reprint(store, job_id, self._clock.now()))
