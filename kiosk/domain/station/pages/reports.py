"""Reports: which days, what of them, as which file, and where to; documents in A4; and who is
inside, on slip paper."""

from __future__ import annotations

from dataclasses import field, replace
from datetime import date, timedelta
from typing import ClassVar

from kiosk.base.dataclass import dataclass
from kiosk.base.tables import TableForm
from kiosk.domain.desk.acts import NotDone, StoredPerson
from kiosk.domain.desk.acts_on_visits import CheckPersons
from kiosk.domain.desk.reports import (
    EvacuationPrinted,
    FindTargets,
    GiveUpReport,
    LookAtProgress,
    NotWritten,
    PrintEvacuation,
    Progress,
    Target,
    Targets,
    WriteReport,
    WrittenReport,
)
from kiosk.domain.reports.day_totals import first_kept_day
from kiosk.domain.reports.document import Document, DocumentKind
from kiosk.domain.reports.report import Report, ReportKind, day_report, month_report
from kiosk.domain.station.effects import StartTimer, TimerFired, TimerName
from kiosk.domain.station.page import (
    DeskAnswered,
    DeskFailed,
    DeskPage,
    Moment,
    PageShown,
    Turn,
)
from kiosk.domain.visits.decision import Direction, PrintState

LOOK_S = 0.4
"""How often the page looks how far the export is."""
FIND_S = 2.0
"""How often it looks for sticks."""
COPIES = (1, 2, 5, 10)
"""So many posters may be chosen: one a gate, and some in hand."""


@dataclass(frozen=True, slots=True)
class SpanChosen:
    """A day or a month."""

    is_month: bool


@dataclass(frozen=True, slots=True)
class DayMoved:
    """So many days or months later; earlier where it is negative."""

    by: int


@dataclass(frozen=True, slots=True)
class KindChosen:
    """Names, or numbers alone."""

    kind: ReportKind


@dataclass(frozen=True, slots=True)
class FormChosen:
    """Which kind of file."""

    form: TableForm


@dataclass(frozen=True, slots=True)
class TargetChosen:
    """Where to; its place among those shown."""

    place: int


@dataclass(frozen=True, slots=True)
class WriteTouched:
    """*Xuất tệp*."""


@dataclass(frozen=True, slots=True)
class DocumentTouched:
    """A document in A4 is wanted as a file."""

    kind: DocumentKind


@dataclass(frozen=True, slots=True)
class CopiesChosen:
    """How many posters; its place in `COPIES`."""

    place: int


@dataclass(frozen=True, slots=True)
class GiveUpTouched:
    """*Dừng*."""


@dataclass(frozen=True, slots=True)
class EvacuationTouched:
    """*In danh sách sơ tán*."""


@dataclass(frozen=True, slots=True)
class AllLeftAsked:
    """*Ghi nhận tất cả đã ra* was touched: it is asked again."""


@dataclass(frozen=True, slots=True)
class AllLeftConfirmed:
    """Everybody on the list is out."""


@dataclass(frozen=True, slots=True)
class ResultClosed:
    """What came of it was read."""


ReportsTouch = (
    SpanChosen
    | DayMoved
    | KindChosen
    | FormChosen
    | TargetChosen
    | WriteTouched
    | DocumentTouched
    | CopiesChosen
    | GiveUpTouched
    | EvacuationTouched
    | AllLeftAsked
    | AllLeftConfirmed
    | ResultClosed
)


@dataclass(frozen=True, slots=True)
class Choosing:
    """Nothing is under way."""


@dataclass(frozen=True, slots=True)
class AskingCopies:
    """How many posters are wanted."""


@dataclass(frozen=True, slots=True)
class Writing:
    """A file is being written."""

    progress: Progress | None = None
    is_given_up: bool = False


@dataclass(frozen=True, slots=True)
class Written:
    """What came of a file."""

    end: WrittenReport | NotWritten
    is_document: bool = False
    """A document and no report: it has pages instead of lines."""


@dataclass(frozen=True, slots=True)
class AboutToPrint:
    """The page is opened by *Sơ tán*: the list prints at once."""


@dataclass(frozen=True, slots=True)
class Printing:
    """The list of who is inside is on its way to the printer."""


@dataclass(frozen=True, slots=True)
class Printed:
    """What became of that list, and of those on it."""

    answer: EvacuationPrinted
    is_asking: bool = False
    """Whether really everybody is out."""
    leaving: tuple[str, ...] = field(default=(), repr=False)
    """Whose departures are still to be recorded."""
    left: int = 0
    """How many departures were recorded."""


@dataclass(frozen=True, slots=True)
class Broken:
    """The database could not be read or written."""


Step = Choosing | AskingCopies | Writing | Written | AboutToPrint | Printing | Printed | Broken


@dataclass(frozen=True, slots=True)
class Reports:
    """The page's state."""

    page: ClassVar[DeskPage] = DeskPage.REPORTS
    is_public: ClassVar[bool] = False

    today: date | None = None
    """The venue's present day; None until it is known."""
    targets: tuple[Target, ...] = ()
    day: date | None = None
    """The day, or one in the month."""
    is_month: bool = False
    kind: ReportKind = ReportKind.LIST
    form: TableForm = TableForm.XLSX
    target: Target | None = None
    step: Step = Choosing()

    @property
    def is_trail(self) -> bool:
        """It is opened for what staff did, and for nothing else."""
        return self.kind is ReportKind.TRAIL

    @property
    def report(self) -> Report | None:
        """What is chosen; None until a day is known."""
        if self.day is None:
            return None
        return (month_report if self.is_month else day_report)(self.kind, self.day)

    @property
    def can_write(self) -> bool:
        """Whether all is chosen."""
        return self.report is not None and self.target is not None

    def can_move(self, by: int) -> bool:
        """Whether there is a day, or a month, so much later that reports may tell of."""
        if self.today is None or self.day is None:
            return False
        day = _moved(self.day, by, is_month=self.is_month)
        return first_kept_day(self.today) <= day <= self.today


def advance(page: Reports, event: object, moment: Moment) -> Turn[Reports]:
    """The page after an event."""
    match event:
        case PageShown():
            wait = (_again(moment, FIND_S),)
            if isinstance(page.step, AboutToPrint):
                asks = (PrintEvacuation(), FindTargets())
                return Turn(replace(page, step=Printing()), wait, asks)
            return Turn(page, wait, (FindTargets(),))
        case TimerFired():
            return _look(page, moment)
        case DeskAnswered(_, FindTargets(), answer):
            return Turn(_with_targets(page, answer))
        case DeskAnswered() | DeskFailed():
            return _answered(page, event)
    if isinstance(page.step, Writing):
        if isinstance(event, GiveUpTouched):
            step = replace(page.step, is_given_up=True)
            return Turn(replace(page, step=step), asks=(GiveUpReport(),))
        return Turn(page)
    if isinstance(page.step, Choosing):
        return _chosen(page, event, moment)
    if isinstance(page.step, AskingCopies):
        return _copies(page, event, moment)
    return _told(page, event)


def _look(page: Reports, moment: Moment) -> Turn[Reports]:
    """While a file is written the page looks how far it is, else for sticks."""
    if isinstance(page.step, Writing):
        return Turn(page, (_again(moment, LOOK_S),), (LookAtProgress(),))
    return Turn(page, (_again(moment, FIND_S),), (FindTargets(),))


def _with_targets(page: Reports, found: Targets) -> Reports:
    """A stick that was pulled out is chosen no more; the first one is chosen by itself."""
    target = page.target if page.target in found.targets else None
    if target is None and found.targets:
        target = found.targets[0]
    day = page.day or found.today
    # Without a place for the file nobody is asked how many.
    step = Choosing() if target is None and isinstance(page.step, AskingCopies) else page.step
    return replace(
        page, today=found.today, day=day, targets=found.targets, target=target, step=step
    )


def _chosen(page: Reports, event: object, moment: Moment) -> Turn[Reports]:
    match event:
        case SpanChosen(is_month):
            kind = ReportKind.SUMMARY if is_month else ReportKind.LIST
            changed = is_month is not page.is_month and not page.is_trail
            page = replace(page, is_month=is_month, kind=kind if changed else page.kind)
        case DayMoved(by) if page.can_move(by) and page.day is not None:
            day = _moved(page.day, by, is_month=page.is_month)
            page = replace(page, day=day)
        case KindChosen(kind) if not page.is_trail:
            page = replace(page, kind=kind)
        case FormChosen(form):
            page = replace(page, form=form)
        case TargetChosen(place) if place < len(page.targets):
            page = replace(page, target=page.targets[place])
        case WriteTouched() if page.report is not None:
            return _write(page, page.report, page.form, moment)
        case DocumentTouched(DocumentKind.POSTER) if page.can_write:
            return Turn(replace(page, step=AskingCopies()))
        case DocumentTouched(kind) if page.today is not None and kind is not DocumentKind.PERSON:
            # A copy of somebody's data answers a request, on the page of those.
            return _write(page, Document(kind, page.today), TableForm.PDF, moment)
        case EvacuationTouched():
            return Turn(replace(page, step=Printing()), asks=(PrintEvacuation(),))
    return Turn(page)


def _copies(page: Reports, event: object, moment: Moment) -> Turn[Reports]:
    match event:
        case CopiesChosen(place) if place < len(COPIES) and page.today is not None:
            poster = Document(DocumentKind.POSTER, page.today, COPIES[place])
            return _write(page, poster, TableForm.PDF, moment)
        case ResultClosed():
            return Turn(replace(page, step=Choosing()))
    return Turn(page)


def _write(
    page: Reports, asked: Report | Document, form: TableForm, moment: Moment
) -> Turn[Reports]:
    """Have it written, where there is a place for it."""
    if page.target is None:
        return Turn(page)
    wanted = WriteReport(asked, form, page.target)
    return Turn(replace(page, step=Writing()), (_again(moment, LOOK_S),), (wanted,))


def _told(page: Reports, event: object) -> Turn[Reports]:
    """What a touch does once something ended."""
    match event, page.step:
        case ResultClosed(), Printed(is_asking=True) as step:
            return Turn(replace(page, step=replace(step, is_asking=False)))
        case ResultClosed(), Printed(leaving=()) | Written() | Broken():
            return Turn(replace(page, step=Choosing()))
        case AllLeftAsked(), Printed(leaving=(), left=0) as step if step.answer.people:
            return Turn(replace(page, step=replace(step, is_asking=True)))
        case AllLeftConfirmed(), Printed(is_asking=True) as step:
            step = replace(step, is_asking=False, leaving=step.answer.people)
            return _let_leave(replace(page, step=step), step)
    return Turn(page)


def _let_leave(page: Reports, step: Printed) -> Turn[Reports]:
    """Record the next departure: one a transaction, so that the gate never waits for many."""
    if not step.leaving:
        return Turn(page)
    whom = (StoredPerson(step.leaving[0]),)
    return Turn(page, asks=(CheckPersons(Direction.DEPARTURE, whom),))


def _answered(page: Reports, event: DeskAnswered | DeskFailed) -> Turn[Reports]:
    """An answer to what is under way; any other came too late."""
    answer = event.answer if isinstance(event, DeskAnswered) else None
    match event.asked, page.step:
        case LookAtProgress(), Writing() as step if isinstance(answer, Progress):
            return Turn(replace(page, step=replace(step, progress=answer)))
        case WriteReport(asked), Writing() if isinstance(answer, WrittenReport | NotWritten):
            return Turn(replace(page, step=Written(answer, isinstance(asked, Document))))
        case PrintEvacuation(), Printing() if isinstance(answer, EvacuationPrinted):
            return Turn(replace(page, step=Printed(answer)))
        case CheckPersons(), Printed(leaving=(_, *_)) as step if isinstance(event, DeskAnswered):
            # Whoever left meanwhile has nothing more to be recorded.
            left = step.left + (not isinstance(answer, NotDone))
            step = replace(step, leaving=step.leaving[1:], left=left)
            return _let_leave(replace(page, step=step), step)
        case (
            (WriteReport(), Writing())
            | (PrintEvacuation(), Printing())
            | (
                CheckPersons(),
                Printed(),
            )
        ) if isinstance(event, DeskFailed):
            return Turn(replace(page, step=Broken()))
    return Turn(page)


def is_on_paper(answer: EvacuationPrinted) -> bool:
    """Whether the list came out, as far as anybody knows."""
    return answer.state is PrintState.PRINTED


def _moved(day: date, by: int, *, is_month: bool) -> date:
    if not is_month:
        return day + timedelta(days=by)
    months = day.year * 12 + day.month - 1 + by
    return date(months // 12, months % 12 + 1, 1)


def _again(moment: Moment, seconds: float) -> StartTimer:
    return StartTimer(TimerName.DESK_PAGE, moment.key, seconds)
