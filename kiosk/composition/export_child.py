"""The exporting process: reads the database beside the running kiosk and writes one file.

It gives up when its standard input ends: then somebody cancelled, or the kiosk is gone. It is told
and answers by `kiosk.composition.export_job`; `kiosk.composition.export_process` starts it.
"""

from __future__ import annotations

import errno
import io
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, TextIO

from kiosk.base.errors import StorageFault
from kiosk.base.files import create
from kiosk.base.garbage import collect_seldom
from kiosk.base.memory_folder import memory_folder
from kiosk.base.tables import Cell, TableForm, write_csv, write_xlsx
from kiosk.composition.export_job import (
    ExportJob,
    problem_line,
    progress_line,
    read_job,
    written_line,
)
from kiosk.composition.venue_logo import read_logo
from kiosk.domain.desk.reports import ExportProblem, Progress
from kiosk.domain.reports.document import Document, DocumentKind
from kiosk.domain.reports.evacuation import earliest_arrival, evacuation_list
from kiosk.domain.reports.report import TITLES, Report, ReportKind
from kiosk.domain.reports.summary import SUMMARY_COLUMNS, summary_rows
from kiosk.domain.reports.trail import TRAIL_COLUMNS, trail_cells
from kiosk.domain.reports.visits import VISIT_COLUMNS, visit_cells
from kiosk.domain.slips.wallet_card import card_of
from kiosk.store.driver import Connection, Interrupted, connect, storage_faults
from kiosk.store.queries.evacuation import read_arrived
from kiosk.store.queries.reports import count_entries, read_day_totals, read_visits
from kiosk.store.queries.trail import count_trail, read_trail_of_days
from kiosk.store.repositories.prints import PrintJobs

_TELL_EVERY_S = 0.1
_CACHE_KB = 64_000
_PROBLEMS = {
    errno.ENOSPC: ExportProblem.FULL,
    errno.EDQUOT: ExportProblem.FULL,
    errno.EFBIG: ExportProblem.FULL,
    errno.EEXIST: ExportProblem.EXISTS,
    errno.EIO: ExportProblem.NO_STICK,
    errno.ENODEV: ExportProblem.NO_STICK,
    errno.ENOENT: ExportProblem.NO_STICK,
}

Rows = Iterator[tuple[Cell, ...]]
Tell = Callable[[Progress], None]


class _Cancelled(Exception):
    """Standard input ended."""


def write_file(job: ExportJob, part: Path, tell: Tell, check: Callable[[], None]) -> int:
    """Write a report or a document, durable, under the name of its part; gives its lines or pages.

    `tell` hears how far it is; `check` is called often, and what it raises ends the work. The part
    is removed if it does not become whole. Raises OSError, StorageFault, and ValueError for more
    rows than a sheet has.
    """
    handle = create(part)
    try:
        with os.fdopen(handle, "wb") as file:
            if isinstance(job.asked, Document):
                count = _write_document(job, job.asked, file)
            else:
                count = _write_report(job, job.asked, file, tell, check)
            check()
            file.flush()
            os.fsync(handle)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    return count


@contextmanager
def _opened(job: ExportJob) -> Iterator[Connection]:
    connection = connect(job.database, job.key, "ro")
    try:
        with storage_faults():
            # People stand anywhere in the file, and each page that is read is decrypted.
            connection.execute(f"PRAGMA cache_size = -{_CACHE_KB}")
        yield connection
    finally:
        connection.close()


def _write_report(
    job: ExportJob, report: Report, file: BinaryIO, tell: Tell, check: Callable[[], None]
) -> int:
    with _opened(job) as connection:
        match report.kind:
            case ReportKind.SUMMARY:
                columns, rows = SUMMARY_COLUMNS, _summary(connection, job, report, tell, check)
            case ReportKind.TRAIL:
                columns, rows = TRAIL_COLUMNS, _trail(connection, job, report, tell, check)
            case ReportKind.LIST:
                columns, rows = VISIT_COLUMNS, _visits(connection, job, report, tell, check)
        title = TITLES[report.kind]
        match job.form:
            case TableForm.XLSX:
                with memory_folder() as memory:
                    return write_xlsx(file, columns, rows, title=title, memory=memory)
            case TableForm.CSV:
                text = io.TextIOWrapper(file, encoding="utf-8", newline="")
                count = write_csv(text, columns, rows)
                text.detach()
                return count
            case TableForm.PDF:
                # A spreadsheet is written without Qt.
                from kiosk.documents.pdf.tables import TableHeading, table_pdf

                made = f"{job.now.astimezone(job.venue.time_zone):%H:%M %d/%m/%Y}"
                has_names = report.kind is ReportKind.LIST
                days, venue = report.spoken_days, job.venue.name
                heading = TableHeading(title, days, venue, made, has_names)
                content, count = table_pdf(heading, columns, rows)
                file.write(content)
                return count


def _write_document(job: ExportJob, document: Document, file: BinaryIO) -> int:
    match document.kind:
        case DocumentKind.POSTER:
            from kiosk.documents.pdf.poster import poster_pdf

            logo = read_logo(job.database.parent)
            content, count = poster_pdf(job.venue, document.copies, logo)
        case DocumentKind.PAPER_BOOK:
            from kiosk.documents.pdf.paper_book import paper_book_pdf

            content, count = paper_book_pdf(job.venue)
        case DocumentKind.WALLET_CARDS:
            from kiosk.documents.pdf.wallet_cards import wallet_cards_pdf

            with _opened(job) as connection, storage_faults():
                slips = PrintJobs(connection).cards(job.now)
            content, count = wallet_cards_pdf([card_of(slip) for slip in slips])
        case DocumentKind.EVACUATION:
            from kiosk.documents.pdf.evacuation import evacuation_pdf

            with _opened(job) as connection:
                arrived = read_arrived(connection, earliest_arrival(job.policy, job.now), job.now)
            venue = job.venue
            content, count = evacuation_pdf(
                evacuation_list(venue.name, arrived, job.policy, venue.time_zone, job.now)
            )
        case DocumentKind.PERSON:
            from kiosk.composition.person_copy import read_copy
            from kiosk.documents.pdf.person_record import person_record_pdf

            with _opened(job) as connection, storage_faults():
                record = read_copy(connection, job, document.persons)
            content, count = person_record_pdf(record)
    file.write(content)
    return count


def _visits(
    connection: Connection, job: ExportJob, report: Report, tell: Tell, check: Callable[[], None]
) -> Rows:
    zone, first, last = job.venue.time_zone, report.first, report.last
    whole = count_entries(connection, zone, first, last)
    number = 0
    visits = read_visits(connection, zone, job.policy, first, last, job.now, check)
    told_at = 0.0
    for done, visit in enumerate(visits):
        if done % 256 == 0 and time.monotonic() - told_at >= _TELL_EVERY_S:
            check()
            tell(Progress(done, whole))
            told_at = time.monotonic()
        if visit is not None:
            number += 1
            yield visit_cells(number, visit, visit.day)


def _summary(
    connection: Connection, job: ExportJob, report: Report, tell: Tell, check: Callable[[], None]
) -> Rows:
    days = report.each_day()
    found = []
    for done, day in enumerate(days):
        check()
        tell(Progress(done, len(days)))
        found.append(read_day_totals(connection, job.venue.time_zone, job.policy, day, job.now))
    yield from summary_rows(found)


def _trail(
    connection: Connection, job: ExportJob, report: Report, tell: Tell, check: Callable[[], None]
) -> Rows:
    zone, first, last = job.venue.time_zone, report.first, report.last
    whole = count_trail(connection, zone, first, last)
    for number, row in enumerate(read_trail_of_days(connection, zone, first, last), 1):
        if number % 256 == 1:
            check()
            tell(Progress(number - 1, whole))
        yield trail_cells(number, row, zone)


def run(told: TextIO, answers: TextIO) -> int:
    """Do the job of the first line of `told`; 1 if there is no file in the end."""
    job, part = read_job(told.readline())
    is_over = threading.Event()

    def wait_for_end() -> None:
        told.read()
        is_over.set()

    def check() -> None:
        if is_over.is_set():
            raise _Cancelled

    def tell(progress: Progress) -> None:
        print(progress_line(progress), file=answers, flush=True)

    threading.Thread(target=wait_for_end, name="cancel", daemon=True).start()
    try:
        line = written_line(write_file(job, part, tell, check))
    except (_Cancelled, Interrupted, BrokenPipeError):
        line = problem_line(ExportProblem.CANCELLED, "")
    except StorageFault as fault:
        line = problem_line(ExportProblem.STORAGE, str(fault))
    except OSError as error:
        problem = _PROBLEMS.get(error.errno or 0, ExportProblem.NOT_WRITABLE)
        # The system's words alone: a file's name may be somebody's.
        line = problem_line(problem, os.strerror(error.errno or 0))
    print(line, file=answers, flush=True)
    return "problem" in line


if __name__ == "__main__":
    collect_seldom()
    sys.exit(run(sys.stdin, sys.stdout))
