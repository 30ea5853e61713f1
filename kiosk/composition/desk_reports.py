"""Reports for the desk's page: their trace, the exporting process, the list of who is inside."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

from kiosk.base.clock import Clock
from kiosk.base.errors import StorageFault
from kiosk.base.mounts import find_sticks
from kiosk.base.worker import Worker
from kiosk.composition.export_job import ExportJob
from kiosk.composition.export_process import ExportProcess
from kiosk.core.requests import CarryOut
from kiosk.core.thread import CoreThread
from kiosk.domain.desk.acts import NotDone
from kiosk.domain.desk.data_receipt import DataReceipt, receipt_number
from kiosk.domain.desk.reports import (
    EvacuationPrinted,
    ExportProblem,
    FindTargets,
    GiveUpReport,
    LeavingNoted,
    LookAtProgress,
    NoteEvacuation,
    NoteExport,
    NoteShift,
    NotWritten,
    PrintEvacuation,
    PrintReceipt,
    PrintShift,
    Progress,
    ReceiptPrinted,
    ReportWork,
    ShiftPrinted,
    Target,
    Targets,
    WriteReport,
    WrittenReport,
)
from kiosk.domain.events import Configured, CoreEvent
from kiosk.domain.reports.document import Document
from kiosk.domain.reports.evacuation import (
    Arrived,
    EvacuationList,
    earliest_arrival,
    evacuation_list,
)
from kiosk.domain.reports.shift import CountShift, Shift, ShiftReport
from kiosk.domain.venue import Policy, Venue
from kiosk.domain.visits.presence import venue_day
from kiosk.ports.printer import PrintResult
from kiosk.services.health import HealthBoard
from kiosk.services.printing import ListQueue, PrintedList
from kiosk.settings.config import Config
from kiosk.store.file import DatabaseFiles
from kiosk.store.key import load_key
from kiosk.store.queries.thread import ReaderThread

log = logging.getLogger(__name__)


class DeskReports:
    """Answers `ReportWork`, one piece after the other, on a thread of its own.

    Looking at the progress and giving up are answered at once. Venue and rules are those in force.
    """

    def __init__(
        self,
        config: Config,
        core: CoreThread,
        reader: ReaderThread,
        prints: ListQueue,
        clock: Clock,
        is_enrolled: Callable[[], bool],
        health: HealthBoard,
    ) -> None:
        self._config = config
        self._core = core
        self._reader = reader
        self._prints = prints
        self._clock = clock
        self._is_enrolled = is_enrolled
        self._health = health
        self._in_force: tuple[Venue, Policy] = (config.venue, config.make_policy())
        self._lock = threading.Lock()
        self._export: ExportProcess | None = None
        self._progress: Progress | None = None
        self._worker = Worker(
            "reports", self._give_up, lambda: None, (StorageFault, CancelledError)
        )

    def take(self, event: CoreEvent) -> None:
        """Hear of other rules; on whichever thread publishes them."""
        if isinstance(event, Configured):
            self._in_force = (event.venue, event.policy)

    def ask(self, asked: ReportWork[Any], staff: str) -> Future[Any]:
        """Have it done in the name of an account; returns at once."""
        match asked:
            case LookAtProgress():
                return _done(self._progress)
            case GiveUpReport():
                self._give_up()
                return _done(None)
            case FindTargets():
                return self._worker.post(self._find_targets)
            case WriteReport():
                return self._worker.post(partial(self._write, asked, staff))
            case PrintEvacuation():
                return self._print_evacuation(staff)
            case PrintShift():
                return self._print_shift(staff)
            case PrintReceipt():
                return self._print_receipt(asked)
        raise TypeError(type(asked))

    def stop(self, deadline_s: float) -> bool:
        """End an export without a file; False if it hangs after `deadline_s`."""
        return self._worker.stop(deadline_s)

    def _find_targets(self) -> Targets:
        venue, _ = self._in_force
        targets = [Target(str(stick), stick.name, is_stick=True) for stick in find_sticks()]
        folder = self._config.store.reports
        if folder and Path(folder).is_dir():
            targets.append(Target(folder, Path(folder).name, is_stick=False))
        return Targets(venue_day(self._clock.now(), venue.time_zone), tuple(targets))

    def _write(self, asked: WriteReport, staff: str) -> WrittenReport | NotWritten:
        is_for_stick = (
            isinstance(asked.report, Document) and asked.report.kind.leaves_by_stick_alone
        )
        if is_for_stick and Path(asked.target.folder) not in find_sticks():
            return NotWritten(ExportProblem.NO_STICK)
        venue, policy = self._in_force
        job = ExportJob(
            asked.report,
            asked.form,
            DatabaseFiles(self._config.store_directory).database,
            load_key(self._config.key_file),
            venue,
            policy,
            self._clock.now(),
        )
        export = ExportProcess(job, _free_name(Path(asked.target.folder), asked))
        with self._lock:
            self._export, self._progress = export, None
        try:
            # Whatever left the station is told of, so the trace comes first.
            note = CarryOut(NoteExport(asked.report, asked.form), staff or None)
            if isinstance(self._core.ask(note).result(), NotDone):
                return NotWritten(ExportProblem.CANCELLED)
            end = export.run(self._note_progress)
        finally:
            with self._lock:
                self._export, self._progress = None, None
        if isinstance(end, NotWritten) and end.problem is not ExportProblem.CANCELLED:
            log.warning("export: %s (%s)", end.problem.value, end.detail)
        return end

    def _note_progress(self, progress: Progress) -> None:
        self._progress = progress

    def _give_up(self) -> None:
        with self._lock:
            export = self._export
        if export is not None:
            export.cancel()

    def _print_evacuation(self, staff: str) -> Future[EvacuationPrinted]:
        """Read, draw and print, each on its own thread: a long export keeps nobody inside."""
        answer: Future[EvacuationPrinted] = Future()
        venue, policy = self._in_force
        now = self._clock.now()
        self._core.ask(CarryOut(NoteEvacuation(), staff or None))
        reading = self._reader.ask(
            lambda reader: reader.arrived(earliest_arrival(policy, now), now)
        )

        def go_on(arrived: list[Arrived]) -> None:
            self._print(evacuation_list(venue.name, arrived, policy, venue.time_zone, now), answer)

        _then(reading, answer, go_on)
        return answer

    def _print_shift(self, staff: str) -> Future[ShiftPrinted | NotDone]:
        """Leave the trace, count, draw and print; nothing where nobody is signed in."""
        answer: Future[ShiftPrinted | NotDone] = Future()
        venue, policy = self._in_force
        now = self._clock.now()

        def reckon(noted: LeavingNoted | NotDone) -> None:
            if isinstance(noted, NotDone):
                answer.set_result(noted)
                return
            counting = self._reader.ask(
                lambda reader: reader.answer(CountShift(staff), policy, now)
            )
            _then(counting, answer, go_on)

        def go_on(shift: Shift) -> None:
            from kiosk.documents.shift import shift_strips

            report = ShiftReport(
                venue.name,
                venue.gate,
                shift,
                now,
                venue.time_zone,
                self._health.health.slips_left,
                self._is_enrolled(),
            )
            self._prints.print_list(
                PrintedList(
                    partial(shift_strips, report),
                    lambda result: answer.set_result(ShiftPrinted(result.state, result.fault)),
                )
            )

        _then(self._core.ask(CarryOut(NoteShift(), staff or None)), answer, reckon)
        return answer

    def _print_receipt(self, asked: PrintReceipt) -> Future[ReceiptPrinted]:
        from kiosk.documents.receipt import receipt_strips

        answer: Future[ReceiptPrinted] = Future()
        venue, _ = self._in_force
        receipt = DataReceipt(
            number=receipt_number(asked.request_id),
            right=asked.right,
            at=self._clock.now(),
            answer_by=asked.answer_by,
            time_zone=venue.time_zone,
            name_hint=asked.name_hint,
            venue_name=venue.name,
            phone=venue.data_phone,
            taken_by=asked.taken_by,
        )
        self._prints.print_list(
            PrintedList(
                partial(receipt_strips, receipt),
                lambda result: answer.set_result(ReceiptPrinted(result.state, result.fault)),
            )
        )
        return answer

    def _print(self, listed: EvacuationList, answer: Future[EvacuationPrinted]) -> None:
        from kiosk.documents.evacuation import evacuation_strips

        people = tuple(one.person_id for one in listed.inside if one.person_id is not None)

        def report(result: PrintResult) -> None:
            counts = (len(listed.inside), len(listed.maybe_inside))
            answer.set_result(EvacuationPrinted(result.state, result.fault, *counts, people))

        self._prints.print_list(PrintedList(partial(evacuation_strips, listed), report))


def _free_name(folder: Path, asked: WriteReport) -> Path:
    """A name in the folder that no file has: the second of a day is `… (2).xlsx`."""
    path = folder / asked.report.file_name(asked.form)
    for number in count(2):
        if not path.exists():
            break
        path = path.with_name(
            f"{Path(asked.report.file_name(asked.form)).stem} ({number}).{asked.form}"
        )
    return path


def _then(first: Future[Any], answer: Future[Any], go_on: Callable[[Any], None]) -> None:
    """Go on with what the first one gives; `answer` ends as it does where that is nothing."""

    def ended(done: Future[Any]) -> None:
        if done.cancelled():
            answer.cancel()
        elif (error := done.exception()) is not None:
            answer.set_exception(error)
        else:
            go_on(done.result())

    first.add_done_callback(ended)


def _done(answer: Any) -> Future[Any]:
    future: Future[Any] = Future()
    future.set_result(answer)
    return future
