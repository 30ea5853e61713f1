"""The page of reports and every state of it, as scenes that a showcase is set to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from kiosk.base.errors import DeviceFaultKind
from kiosk.base.tables import TableForm
from kiosk.domain.desk.reports import (
    EvacuationPrinted,
    ExportProblem,
    FindTargets,
    LookAtProgress,
    NotWritten,
    PrintEvacuation,
    Progress,
    Target,
    Targets,
    WriteReport,
    WrittenReport,
)
from kiosk.domain.reports.document import Document, DocumentKind
from kiosk.domain.reports.report import ReportKind, day_report
from kiosk.domain.station.desk import PageWanted, StaffSignedIn
from kiosk.domain.station.page import DeskAnswered
from kiosk.domain.station.pages.reports import (
    AllLeftAsked,
    AllLeftConfirmed,
    CopiesChosen,
    DocumentTouched,
    EvacuationTouched,
    FormChosen,
    Reports,
    SpanChosen,
    WriteTouched,
)
from kiosk.domain.station.touches import WindowEvent
from kiosk.domain.visits.decision import Admit, Direction, PrintState
from ui.showcase import AT, Showcase, demo_session

_STICK = Target("/media/KINGSTON", "KINGSTON", is_stick=True)
_FOLDER = Target("/srv/bao-cao", "bao-cao", is_stick=False)
_TARGETS = Targets(AT.date(), (_STICK, _FOLDER))
_NO_TARGETS = Targets(AT.date(), ())
_WRITE = WriteReport(day_report(ReportKind.LIST, AT.date()), TableForm.XLSX, _STICK)
_FILE = WrittenReport("/media/KINGSTON/danh-sach-den-di-2026-11-23.xlsx", 356)
_BOOK = WrittenReport("/media/KINGSTON/so-giay-2026-11-23.pdf", 20)
_WRITE_BOOK = WriteReport(Document(DocumentKind.PAPER_BOOK, AT.date()), TableForm.PDF, _STICK)
_PAPER = EvacuationPrinted(PrintState.PRINTED, None, 57, 4, ("a", "b"))
_NO_PAPER = replace(_PAPER, state=PrintState.UNKNOWN, fault=DeviceFaultKind.PAPER_OUT)


def _open(showcase: Showcase, *events: WindowEvent, targets: Targets = _TARGETS) -> int:
    """The page after these events; gives its number."""
    showcase.take(StaffSignedIn(demo_session()), PageWanted(Reports()))
    key = showcase.window.station.window.desk.stack[-1].key
    showcase.take(DeskAnswered(key, FindTargets(), targets), *events)
    return key


def _write(showcase: Showcase, end: WrittenReport | NotWritten | None = None) -> None:
    key = _open(showcase, WriteTouched())
    showcase.take(DeskAnswered(key, LookAtProgress(), Progress(1_200, 3_000)))
    if end is not None:
        showcase.take(DeskAnswered(key, _WRITE, end))


def _write_book(showcase: Showcase) -> None:
    key = _open(showcase, DocumentTouched(DocumentKind.PAPER_BOOK))
    showcase.take(DeskAnswered(key, _WRITE_BOOK, _BOOK))


def _print(
    showcase: Showcase, answer: EvacuationPrinted | None = None, *events: WindowEvent
) -> None:
    key = _open(showcase, EvacuationTouched())
    if answer is not None:
        showcase.take(DeskAnswered(key, PrintEvacuation(), answer))
    showcase.take(*events)


def _band(showcase: Showcase) -> None:
    _open(showcase)
    showcase.decide(Admit(Direction.ARRIVAL))


SCENES: dict[str, Callable[[Showcase], object]] = {
    "reports": _open,
    "reports-month": lambda showcase: _open(showcase, SpanChosen(True), FormChosen(TableForm.CSV)),
    "reports-copies": lambda showcase: _open(showcase, DocumentTouched(DocumentKind.POSTER)),
    "reports-poster": lambda showcase: _open(
        showcase, DocumentTouched(DocumentKind.POSTER), CopiesChosen(2)
    ),
    "reports-paper-book": _write_book,
    "reports-no-stick": lambda showcase: _open(showcase, targets=_NO_TARGETS),
    "reports-band": _band,
    "reports-writing": _write,
    "reports-written": lambda showcase: _write(showcase, _FILE),
    "reports-not-written": lambda showcase: _write(showcase, NotWritten(ExportProblem.FULL)),
    "evacuation-printing": _print,
    "evacuation-printed": lambda showcase: _print(showcase, _PAPER),
    "evacuation-failed": lambda showcase: _print(showcase, _NO_PAPER),
    "evacuation-asking": lambda showcase: _print(showcase, _PAPER, AllLeftAsked()),
    "evacuation-leaving": lambda showcase: _print(
        showcase, _PAPER, AllLeftAsked(), AllLeftConfirmed()
    ),
}
