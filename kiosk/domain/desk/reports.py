"""What the desk's page of reports asks for: work beside the gate that takes seconds.

Answered by `kiosk.composition.desk_reports`. What leaves the station stands in the trail before it
leaves.
"""

from __future__ import annotations

from dataclasses import field
from datetime import date, datetime
from enum import StrEnum

from kiosk.base.dataclass import dataclass
from kiosk.base.errors import DeviceFaultKind
from kiosk.base.tables import TableForm
from kiosk.domain.desk.acts import NotDone
from kiosk.domain.desk.acts_on_people import DataRight
from kiosk.domain.desk.asked import A, Asked, StaffAct
from kiosk.domain.reports.document import Document
from kiosk.domain.reports.report import Report
from kiosk.domain.visits.decision import PrintState


class ReportWork(Asked[A]):
    """Something of lists and reports that is done beside the gate."""


class ExportProblem(StrEnum):
    """Why there is no file."""

    CANCELLED = "cancelled"
    NO_STICK = "no_stick"
    """None is plugged in where the file was to go, or it was pulled out."""
    EXISTS = "exists"
    """A file of this name is there already."""
    FULL = "full"
    NOT_WRITABLE = "not_writable"
    STORAGE = "storage"
    """The database could not be read."""
    BROKEN = "broken"
    """The exporting process ended without a word."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an export is; both in the same unit, whichever that is."""

    done: int
    whole: int


@dataclass(frozen=True, slots=True)
class WrittenReport:
    """A file that is whole and durable."""

    path: str
    count: int
    """Lines of a report, pages of a document."""


@dataclass(frozen=True, slots=True)
class NotWritten:
    """Nothing was left anywhere."""

    problem: ExportProblem
    detail: str = ""
    """For the log: no personal data."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where a file may go."""

    folder: str
    name: str
    """The stick's own name, or the folder's."""
    is_stick: bool


@dataclass(frozen=True, slots=True)
class Targets:
    """Where files may go now, and the venue's present day."""

    today: date
    targets: tuple[Target, ...]


@dataclass(frozen=True)
class FindTargets(ReportWork[Targets]):
    """Which sticks are plugged in, and the folder for reports, where one is set."""


@dataclass(frozen=True)
class WriteReport(ReportWork[WrittenReport | NotWritten]):
    """Write a report or a document as a file; answered when it is written, or given up."""

    report: Report | Document
    form: TableForm
    target: Target


@dataclass(frozen=True)
class LookAtProgress(ReportWork[Progress | None]):
    """How far the export is; None while nothing is known."""


@dataclass(frozen=True)
class GiveUpReport(ReportWork[None]):
    """End the export without a file."""


@dataclass(frozen=True, slots=True)
class EvacuationPrinted:
    """What became of the paper, and who stands on it."""

    state: PrintState
    fault: DeviceFaultKind | None
    inside: int
    maybe_inside: int
    people: tuple[str, ...] = field(repr=False)
    """Those in its first part whom this station knows."""


@dataclass(frozen=True)
class PrintEvacuation(ReportWork[EvacuationPrinted]):
    """*Danh sách sơ tán* on slip paper; whoever is signed in, or nobody."""


@dataclass(frozen=True, slots=True)
class LeavingNoted:
    """It stands in the trail that something leaves the station."""


@dataclass(frozen=True)
class NoteExport(StaffAct[LeavingNoted | NotDone]):
    """Leave a trace of a report or a document before it is written."""

    report: Report | Document
    form: TableForm


@dataclass(frozen=True)
class NoteEvacuation(StaffAct[LeavingNoted]):
    """Leave a trace of a list of who is inside before it is printed."""


@dataclass(frozen=True)
class NoteShift(StaffAct[LeavingNoted | NotDone]):
    """Leave a trace of the paper of a shift before it is printed."""


@dataclass(frozen=True, slots=True)
class ShiftPrinted:
    """What became of the paper of a shift."""

    state: PrintState
    fault: DeviceFaultKind | None


@dataclass(frozen=True)
class PrintShift(ReportWork[ShiftPrinted | NotDone]):
    """*Bàn giao ca* on slip paper: the shift of whoever is signed in."""


@dataclass(frozen=True, slots=True)
class ReceiptPrinted:
    """What became of the paper of a receipt."""

    state: PrintState
    fault: DeviceFaultKind | None


@dataclass(frozen=True)
class PrintReceipt(ReportWork[ReceiptPrinted]):
    """The receipt of a request about somebody's own data, on slip paper."""

    request_id: str
    right: DataRight
    answer_by: datetime
    """UTC."""
    name_hint: str = field(repr=False)
    """As on a slip."""
    taken_by: str
    """Short name of the staff member."""
