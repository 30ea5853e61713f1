"""What the core does about printing: what is begun and ended, and how much paper it took."""

from __future__ import annotations

import logging
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
from kiosk.ports.prints import PrintJob
from kiosk.ports.store import Store
from kiosk.services.printing import PrintQueue, prepare_reprint
from kiosk.services.trail import note_deed

log = logging.getLogger(__name__)


class PrintHandlers:
    """Core thread only; `store` raises StorageFault while the database is not open."""

    def __init__(
        self, store: Callable[[], Store], sink: EventSink, desk: PrintQueue, clock: Clock
    ) -> None:
        self._store = store
        self._sink = sink
        self._desk = desk
        self._clock = clock
        self._left: list[PrintJob] | None = None
        """What an earlier process left under way, until it was ended."""
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

    def note_left(self, store: Store) -> bool:
        """Find what a stop or a crash left under way, before this process makes jobs of its own.

        True if a slip was being printed: half of it may still be in a printer. Raises StorageFault.
        """
        self._left = store.unfinished_print_jobs()
        return any(job.state is PrintState.PRINTING for job in self._left)

    def end_left(self) -> None:
        """End what was left, and tell what is left of the rolls; once it is done, nothing.

        What was being printed is unknown, what waited has failed; nothing prints by itself.
        Raises StorageFault; then it is still to be done.
        """
        if self._left is None:
            return
        with self._store().transaction() as tx:
            for job in self._left:
                is_begun = job.state is PrintState.PRINTING
                end = PrintState.UNKNOWN if is_begun else PrintState.FAILED
                tx.prints.set_state(job.id, end, self._clock.now())
            rolls = tx.rolls.all()
        self._left = None
        for printer, roll in rolls.items():
            self._sink.publish(RollCounted(printer, roll))

    def _begin(self, job_id: str) -> bool:
        """False too of a job that is unknown, as after a database was set aside. Raises
        StorageFault."""
        store = self._store()
        try:
            job = store.get_print_job(job_id)
        except KeyError:
            return False
        if not job.state.is_under_way:
            return False
        store.set_print_state(job_id, PrintState.PRINTING, self._clock.now())
        return True

    def _finish(self, job_id: str, result: PrintResult) -> None:
        """Note what became of a slip and publish it. Raises StorageFault."""
        # Whoever holds the slip must hear of it even when the note of it cannot be written.
        self._sink.publish(PrintFinished(job_id, result.state, result.fault))
        try:
            self._store().set_print_state(job_id, result.state, self._clock.now())
        except KeyError:
            log.warning("print %s: its end is not noted, no such job", job_id)

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
        """Print a slip again with the same code. Raises StorageFault.

        Nothing happens of a job that is unknown, and none while it is on its way to the printer: a
        second touch of the button must not print twice.
        """
        store = self._store()
        try:
            job = store.get_print_job(job_id)
        except KeyError:
            log.warning("print %s: not again, no such job", job_id)
            return
        if job.state.is_under_way:
            return
        self._desk.print_later(prepare_reprint(store, job_id, self._clock.now()))
