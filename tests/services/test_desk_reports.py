"""What the page of reports asks for, on a running core: files, paper, and a trace of each."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from drivers.printer.escpos_printer import EscposPrinter
from drivers.printer.simulated import SimulatedPrinter
from drivers.printer.simulated_link import link_to
from drivers.printer.trouble import Trouble
from kiosk.base.clock import ManualClock
from kiosk.base.errors import DeviceFaultKind
from kiosk.base.tables import TableForm
from kiosk.composition.build import StationCore
from kiosk.composition.desk_reports import DeskReports
from kiosk.core.requests import ChangeRoll, RetryStorage
from kiosk.core.thread import CoreThread
from kiosk.documents.slip import slip_bitmap
from kiosk.domain.desk.acts import ActProblem, NotDone
from kiosk.domain.desk.acts_on_people import DataRight
from kiosk.domain.desk.reports import (
    ExportProblem,
    FindTargets,
    GiveUpReport,
    LookAtProgress,
    NotWritten,
    PrintEvacuation,
    PrintReceipt,
    PrintShift,
    ReceiptPrinted,
    ShiftPrinted,
    Target,
    Targets,
    WriteReport,
    WrittenReport,
)
from kiosk.domain.people.person import PersonDetails
from kiosk.domain.reports.document import Document, DocumentKind
from kiosk.domain.reports.report import ReportKind, day_report
from kiosk.domain.staff.roles import Role
from kiosk.domain.station.health import Health
from kiosk.domain.station.paper_roll import DOTS_PER_M
from kiosk.domain.visits.decision import LaneName, PrintState
from kiosk.domain.visits.presence import venue_day
from kiosk.ports.printer import PrinterStatus
from kiosk.services.event_fanout import EventFanout
from kiosk.services.health import HealthBoard
from kiosk.services.printing import PrintService
from kiosk.settings.config import Config, StoreConfig
from kiosk.store.connection import open_store
from kiosk.store.driver import connect
from kiosk.store.key import load_key
from kiosk.store.queries.reader import open_reader
from kiosk.store.queries.thread import ReaderThread
from tests.support.desk import MORNING, STAFF
from tests.support.store import scan

PATIENCE_S = 20.0
PEOPLE = 3


@dataclass
class Station:
    """A core that runs, its printer, and where reports may go."""

    reports: DeskReports
    core: CoreThread
    device: SimulatedPrinter
    folder: Path
    config: Config
    health: HealthBoard
    administrator: str
    """The account of one."""
    person: str
    """Somebody of whom something is held."""

    @property
    def target(self) -> Target:
        return Target(str(self.folder), self.folder.name, is_stick=False)

    def answer(self, future: Future[Any]) -> Any:
        return future.result(PATIENCE_S)

    def trail(self) -> list[tuple[str, str | None, str]]:
        # Served in their order: what was asked before is done.
        self.core.ask(RetryStorage()).result(PATIENCE_S)
        store = self.config.store_directory
        connection = connect(store / "store.db", load_key(self.config.key_file), "ro")
        try:
            rows = connection.execute("SELECT deed, by, note FROM staff_trail ORDER BY number")
            return [tuple(row) for row in rows.fetchall()]
        finally:
            connection.close()


@pytest.fixture
def station(tmp_path: Path) -> Iterator[Station]:
    folder, data = tmp_path / "reports", tmp_path / "data"
    folder.mkdir()
    clock = ManualClock(MORNING)
    config = replace(Config(), store=StoreConfig(directory=str(data), reports=str(folder)))
    store = open_store(config.store_directory, config.key_file, clock)
    for number in range(PEOPLE):
        scan(store, number, at=MORNING - timedelta(minutes=5))
    with store.transaction() as tx:
        person = tx.people.add(PersonDetails("Pi Năng Thị Sấm"), MORNING).id
        administrator = tx.staff.add("Võ Thanh Hà", Role.ADMINISTRATOR, "no PIN", MORNING).id
    store.close()
    device = SimulatedPrinter(tmp_path / "papers", 384, 1.0)
    printer = EscposPrinter("simulated", partial(link_to, device), 384, has_cutter=False)
    prints = PrintService(printer, slip_bitmap, lambda status: None)
    events = EventFanout()
    core = StationCore(config, events, dict.fromkeys(LaneName, prints), clock, CoreThread).core
    zone = config.venue.time_zone
    reader = ReaderThread(partial(open_reader, config.store_directory, config.key_file, zone))
    health = HealthBoard(clock, Health(), events)
    events.subscribe(health.take)
    reports = DeskReports(config, core, reader, prints, clock, lambda: False, health)
    events.subscribe(reports.take)
    prints.start(lambda job, result: None)
    core.start()
    yield Station(reports, core, device, folder, config, health, administrator, person)
    for stop in (reports.stop, reader.stop, prints.stop, core.stop):
        assert stop(PATIENCE_S)


def wanted(station: Station, form: TableForm = TableForm.CSV) -> WriteReport:
    day = venue_day(MORNING, station.config.venue.time_zone)
    return WriteReport(day_report(ReportKind.LIST, day), form, station.target)


def test_a_report_leaves_its_trace_before_its_file(station: Station) -> None:
    asked = wanted(station)
    end = station.answer(station.reports.ask(asked, STAFF))
    path = station.folder / "danh-sach-den-di-2026-03-02.csv"
    assert end == WrittenReport(str(path), PEOPLE)
    assert path.read_text(encoding="utf-8-sig").count("Chamaléa Thị Hương") == PEOPLE
    # A second one of the day takes another name, and a trace of its own.
    end = station.answer(station.reports.ask(asked, STAFF))
    assert end == WrittenReport(str(path.with_name(f"{path.stem} (2).csv")), PEOPLE)
    trace = ("report_exported", STAFF, "list 2026-03-02 csv")
    assert station.trail() == [trace, trace]


def test_a_document_is_written_as_often_as_it_is_wanted(station: Station) -> None:
    paper = Document(DocumentKind.POSTER, venue_day(MORNING, ZoneInfo("Asia/Ho_Chi_Minh")), 2)
    asked = WriteReport(paper, TableForm.PDF, station.target)
    for name in ("to-huong-dan-2026-03-02.pdf", "to-huong-dan-2026-03-02 (2).pdf"):
        end = station.answer(station.reports.ask(asked, STAFF))
        assert end == WrittenReport(str(station.folder / name), 2)
    trace = ("report_exported", STAFF, "poster 2026-03-02 pdf")
    assert station.trail() == [trace, trace]


def test_a_copy_of_somebodys_data_goes_to_a_stick_alone(
    station: Station, monkeypatch: pytest.MonkeyPatch
) -> None:
    day = venue_day(MORNING, ZoneInfo("Asia/Ho_Chi_Minh"))
    copy = Document(DocumentKind.PERSON, day, persons=(station.person,))
    # Whatever the page says that the folder is.
    asked = WriteReport(copy, TableForm.PDF, replace(station.target, is_stick=True))
    end = station.answer(station.reports.ask(asked, station.administrator))
    assert end == NotWritten(ExportProblem.NO_STICK)
    assert (list(station.folder.iterdir()), station.trail()) == ([], [])
    monkeypatch.setattr("kiosk.composition.desk_reports.find_sticks", lambda: (station.folder,))
    end = station.answer(station.reports.ask(asked, station.administrator))
    assert isinstance(end, WrittenReport)


def test_nothing_is_written_for_nobody(station: Station) -> None:
    end = station.answer(station.reports.ask(wanted(station), ""))
    assert end == NotWritten(ExportProblem.CANCELLED)
    assert list(station.folder.iterdir()) == []
    assert station.trail() == []


def test_places_for_files_and_the_day_are_told(station: Station) -> None:
    found = station.answer(station.reports.ask(FindTargets(), STAFF))
    assert isinstance(found, Targets)
    assert found.today.isoformat() == "2026-03-02"
    assert station.target in found.targets


def test_an_export_is_given_up_from_another_thread(station: Station) -> None:
    asked = wanted(station, TableForm.XLSX)
    future = station.reports.ask(asked, STAFF)
    ended = threading.Event()
    future.add_done_callback(lambda _: ended.set())
    # However far it is: one of these comes after it has begun.
    while not ended.wait(0.005):
        assert station.answer(station.reports.ask(GiveUpReport(), STAFF)) is None
    assert future.result() == NotWritten(ExportProblem.CANCELLED)
    assert list(station.folder.iterdir()) == []
    assert station.answer(station.reports.ask(LookAtProgress(), STAFF)) is None


def test_who_is_inside_comes_out_and_is_told(station: Station) -> None:
    printed = station.answer(station.reports.ask(PrintEvacuation(), STAFF))
    assert (printed.state, printed.fault) == (PrintState.PRINTED, None)
    assert (printed.inside, printed.maybe_inside, len(printed.people)) == (PEOPLE, 0, PEOPLE)
    assert len(station.device.papers) == 1
    assert station.trail() == [("evacuation_printed", STAFF, "")]


def test_it_prints_for_nobody_too(station: Station) -> None:
    """From the lock screen: a fire does not wait for a PIN."""
    assert station.answer(station.reports.ask(PrintEvacuation(), "")).state is PrintState.PRINTED
    assert station.trail() == [("evacuation_printed", None, "")]


def test_a_printer_without_paper_is_told_with_the_people(station: Station) -> None:
    station.device.misbehave(Trouble.PAPER_OUT)
    printed = station.answer(station.reports.ask(PrintEvacuation(), STAFF))
    assert (printed.state, printed.fault) == (PrintState.FAILED, DeviceFaultKind.PAPER_OUT)
    assert len(printed.people) == PEOPLE


def test_a_receipt_is_printed(station: Station) -> None:
    asked = PrintReceipt("0199-f4fa74d77f92", DataRight.SEE, MORNING, "N. T. H. Nhung", "L. T. Mai")
    assert station.answer(station.reports.ask(asked, STAFF)) == ReceiptPrinted(
        PrintState.PRINTED, None
    )
    assert len(station.device.papers) == 1


def test_a_shift_is_handed_over_on_paper(station: Station) -> None:
    printed = station.answer(station.reports.ask(PrintShift(), STAFF))
    assert printed == ShiftPrinted(PrintState.PRINTED, None)
    assert len(station.device.papers) == 1
    assert station.trail() == [("shift_printed", STAFF, "")]
    station.device.misbehave(Trouble.PAPER_OUT)
    printed = station.answer(station.reports.ask(PrintShift(), STAFF))
    assert printed == ShiftPrinted(PrintState.FAILED, DeviceFaultKind.PAPER_OUT)


def test_no_shift_is_printed_for_nobody(station: Station) -> None:
    refused = station.answer(station.reports.ask(PrintShift(), ""))
    assert refused == NotDone(ActProblem.NOT_SIGNED_IN)
    assert (station.device.papers, station.trail()) == ([], [])


def test_a_shifts_paper_tells_of_the_roll_that_prints(station: Station) -> None:
    """Of the second printer's, as the screen does, where the first one is gone."""
    station.health.printer_answered(0, PrinterStatus(is_present=False))
    station.health.printer_answered(1, PrinterStatus(is_present=True))
    for place in (0, 1):
        station.core.ask(ChangeRoll(place, 20 * DOTS_PER_M, STAFF)).result(PATIENCE_S)
        station.answer(station.reports.ask(PrintShift(), STAFF))
    unknown, known = station.device.papers
    assert unknown.tobytes() != known.tobytes()
