"""How fast a list becomes a file, and how soon the list of who is inside begins to print."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from kiosk.base.clock import SystemClock
from kiosk.base.tables import TableForm
from kiosk.bench.sample import fill_with_samples, last_sample_at
from kiosk.composition.export_job import ExportJob
from kiosk.composition.export_process import ExportProcess
from kiosk.documents.evacuation import evacuation_strips
from kiosk.domain.desk.reports import WrittenReport
from kiosk.domain.reports.document import Document, DocumentKind
from kiosk.domain.reports.evacuation import evacuation_list
from kiosk.domain.reports.report import Report, ReportKind
from kiosk.domain.venue import Policy, Venue
from kiosk.ports.printer import Bitmap
from kiosk.store.connection import open_store
from kiosk.store.driver import connect
from kiosk.store.key import load_key
from kiosk.store.queries.evacuation import read_arrived
from kiosk.store.stamp import StationStamp, from_ms

PEOPLE, ENTRIES = 300_000, 500_000
MAX_MICROSECONDS_PER_ROW = 100.0
"""10,000 rows a second."""
MAX_FIRST_LINE_S = 2.0
INSIDE = 500
"""So many people are inside when the list is printed."""

_PDF_DAYS = 7
"""A list on paper is of days: one of half a million lines is a spreadsheet."""

_ZONE = StationStamp().time_zone
_BYTES_PER_LINE = 576 // 8


def bench_export(folder: Path, people: int, entries: int) -> dict[str, object]:
    """Rows per second of both kinds of file, and seconds to the first line of the other list."""
    store = folder / "store"
    open_store(store, store / "store.key", SystemClock()).close()
    print(f"making {people} people and {entries} entries", file=sys.stderr, flush=True)
    fill_with_samples(store / "store.db", load_key(store / "store.key"), people, entries, 1)
    figures: dict[str, object] = {"people": people, "entries": entries}
    bounds: dict[str, object] = {}
    for form in (TableForm.XLSX, TableForm.CSV):
        rate = export_rate(store, form)
        figures[f"{form}_rows_per_s"] = round(rate)
        bounds[f"{form}_us_per_row"] = [round(1e6 / rate, 1), MAX_MICROSECONDS_PER_ROW]
    first, whole = _print_evacuation(folder, store)
    figures["evacuation_whole_s"] = round(whole, 2)
    bounds["evacuation_first_line_s"] = [round(first, 2), MAX_FIRST_LINE_S]
    figures["pdf_rows_per_s"] = round(export_rate(store, TableForm.PDF, _PDF_DAYS))
    bounds["evacuation_pdf_s"] = [round(_draw_evacuation(folder), 2), MAX_FIRST_LINE_S]
    return {"figures": figures, "bounds": bounds}


def export_rate(store: Path, form: TableForm, days: int | None = None) -> float:
    """Rows per second of the list of all days, or of so many last ones, by the process that writes
    it, its start included.

    Raises RuntimeError where there is no file in the end.
    """
    first, last = _days(store)
    if days is not None:
        first = max(first, last - timedelta(days=days - 1))
    with TemporaryDirectory(dir=store.parent) as folder:
        export = ExportProcess(_job(store, form, first, last), Path(folder) / f"list.{form}")
        started = time.perf_counter()
        end = export.run()
        took = time.perf_counter() - started
    if not isinstance(end, WrittenReport):
        raise RuntimeError(f"no export: {end.problem}")
    return end.count / took


class RepeatedExport:
    """The list of the newest days, written again and again beside something else."""

    def __init__(self, store: Path, form: TableForm, days: int) -> None:
        first, last = _days(store)
        self._job = _job(store, form, max(first, last - timedelta(days=days)), last)
        self._folder = store.parent
        self._is_over = threading.Event()
        self._export: ExportProcess | None = None
        self._rows, self._took = 0, 0.0
        self._thread = threading.Thread(target=self._run, name="export")

    def start(self) -> None:
        """Write the first one; returns at once."""
        self._thread.start()

    def stop(self) -> float:
        """End it; gives the rows per second of what became whole, 0 if nothing did."""
        self._is_over.set()
        if self._export is not None:
            self._export.cancel()
        self._thread.join()
        return self._rows / self._took if self._took else 0.0

    def _run(self) -> None:
        with TemporaryDirectory(dir=self._folder) as folder:
            path = Path(folder) / f"list.{self._job.form}"
            while not self._is_over.is_set():
                self._export = ExportProcess(self._job, path)
                started = time.perf_counter()
                end = self._export.run()
                if isinstance(end, WrittenReport):
                    self._took += time.perf_counter() - started
                    self._rows += end.count
                    path.unlink()


def _job(store: Path, form: TableForm, first: date, last: date) -> ExportJob:
    return ExportJob(
        Report(ReportKind.LIST, first, last),
        form,
        store / "store.db",
        load_key(store / "store.key"),
        Venue(),
        Policy(),
        SystemClock().now(),
    )


def _days(store: Path) -> tuple[date, date]:
    connection = connect(store / "store.db", load_key(store / "store.key"), "ro")
    try:
        ends = connection.execute("SELECT min(at), max(at) FROM entries").fetchone()
    finally:
        connection.close()
    first, last = (from_ms(at).astimezone(_ZONE).date() for at in ends)
    return first, last


def _print_evacuation(folder: Path, store: Path) -> tuple[float, float]:
    """From the question to the printer's first line, and to the end of the paper."""
    from drivers.printer.escpos_printer import EscposPrinter
    from drivers.printer.simulated import SimulatedPrinter
    from drivers.printer.simulated_link import link_to

    device = SimulatedPrinter(folder / "papers", 576, has_cutter=True)
    printer = EscposPrinter("simulated", partial(link_to, device), 576, has_cutter=True)
    policy = Policy()
    now, since = _full_house(store)
    first = 0.0
    started = time.perf_counter()
    connection = connect(store / "store.db", load_key(store / "store.key"), "ro")
    try:
        arrived = read_arrived(connection, since, now)
    finally:
        connection.close()
    listed = evacuation_list("Trung tâm Y tế Mẫu", arrived[:INSIDE], policy, _ZONE, now)

    def watched() -> Iterator[Bitmap]:
        nonlocal first
        for strip in evacuation_strips(listed, 576):
            if not first and device.received > _BYTES_PER_LINE:
                first = time.perf_counter() - started
            yield strip

    printer.print_strips(watched())
    return first, time.perf_counter() - started


def _draw_evacuation(folder: Path) -> float:
    """From the question to the whole PDF of some 500 people, its process's start included."""
    house = folder / "house"
    open_store(house, house / "store.key", SystemClock()).close()
    # So many people that hardly one of the arrivals is somebody's second.
    fill_with_samples(house / "store.db", load_key(house / "store.key"), 50 * INSIDE, INSIDE, 1)
    now = last_sample_at(INSIDE) + timedelta(minutes=1)
    job = replace(
        _job(house, TableForm.PDF, now.date(), now.date()),
        asked=Document(DocumentKind.EVACUATION, now.date()),
        now=now,
    )
    started = time.perf_counter()
    end = ExportProcess(job, folder / "evacuation.pdf").run()
    took = time.perf_counter() - started
    if not isinstance(end, WrittenReport):
        raise RuntimeError(f"no export: {end.problem}")
    return took


def _full_house(store: Path) -> tuple[datetime, datetime]:
    """A moment, and one before it since when 500 people came and did not leave."""
    connection = connect(store / "store.db", load_key(store / "store.key"), "ro")
    try:
        rows = connection.execute(
            "SELECT since FROM presence ORDER BY since DESC LIMIT ?", (INSIDE,)
        ).fetchall()
    finally:
        connection.close()
    return from_ms(rows[0][0]) + timedelta(minutes=1), from_ms(rows[-1][0])
