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
from pathlib import Path
from typing import TextIO

from kiosk.base.errors import StorageFault
from kiosk.base.files import create
from kiosk.base.memory_folder import memory_folder
from kiosk.base.tables import Cell, TableForm, write_csv, write_xlsx
from kiosk.composition.export_job import (
    ExportJob,
    problem_line,
    progress_line,
    read_job,
    rows_line,
)
from kiosk.domain.desk.reports import ExportProblem, Progress
from kiosk.domain.reports.report import TITLES, ReportKind
from kiosk.domain.reports.summary import SUMMARY_COLUMNS, summary_rows
from kiosk.domain.reports.visits import VISIT_COLUMNS, visit_cells
from kiosk.store.driver import Connection, Interrupted, connect, storage_faults
from kiosk.store.queries.reports import count_entries, read_day_totals, read_visits

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


def write_report(job: ExportJob, part: Path, tell: Tell, check: Callable[[], None]) -> int:
    """Write a report, durable, under the name of its part; gives the number of rows.

    `tell` hears how far it is; `check` is called often, and what it raises ends the work. The part
    is removed if it does not become whole. Raises OSError, StorageFault, and ValueError for more
    rows than a sheet has.
    """
    connection = connect(job.database, job.key, "ro")
    try:
        with storage_faults():
            # People stand anywhere in the file, and each page that is read is decrypted.
            connection.execute(f"PRAGMA cache_size = -{_CACHE_KB}")
        columns, rows = _table(connection, job, tell, check)
        handle = create(part)
        try:
            with os.fdopen(handle, "wb") as file:
                if job.form is TableForm.XLSX:
                    title = TITLES[job.report.kind]
                    with memory_folder() as memory:
                        count = write_xlsx(file, columns, rows, title=title, memory=memory)
                else:
                    text = io.TextIOWrapper(file, encoding="utf-8", newline="")
                    count = write_csv(text, columns, rows)
                    text.detach()
                check()
                file.flush()
                os.fsync(handle)
        except BaseException:
            part.unlink(missing_ok=True)
            raise
        return count
    finally:
        connection.close()


def _table(
    connection: Connection, job: ExportJob, tell: Tell, check: Callable[[], None]
) -> tuple[tuple[str, ...], Rows]:
    if job.report.kind is ReportKind.SUMMARY:
        return SUMMARY_COLUMNS, _summary(connection, job, tell, check)
    return VISIT_COLUMNS, _visits(connection, job, tell, check)


def _visits(connection: Connection, job: ExportJob, tell: Tell, check: Callable[[], None]) -> Rows:
    first, last = job.report.first, job.report.last
    whole = count_entries(connection, job.time_zone, first, last)
    number = 0
    visits = read_visits(connection, job.time_zone, job.policy, first, last, job.now)
    told_at = 0.0
    for done, visit in enumerate(visits):
        if done % 256 == 0 and time.monotonic() - told_at >= _TELL_EVERY_S:
            check()
            tell(Progress(done, whole))
            told_at = time.monotonic()
        if visit is not None:
            number += 1
            yield visit_cells(number, visit, visit.day)


def _summary(connection: Connection, job: ExportJob, tell: Tell, check: Callable[[], None]) -> Rows:
    days = job.report.each_day()
    found = []
    for done, day in enumerate(days):
        check()
        tell(Progress(done, len(days)))
        found.append(read_day_totals(connection, job.time_zone, job.policy, day, job.now))
    yield from summary_rows(found)


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
        line = rows_line(write_report(job, part, tell, check))
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
    sys.exit(run(sys.stdin, sys.stdout))
