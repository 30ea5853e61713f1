"""*Yêu cầu về dữ liệu*: what people ask about their own data, and its answer.

All of staff see which requests wait; an administrator answers them (docs/spec/at-the-gate.md §13).
"""

from __future__ import annotations

from dataclasses import field, replace
from datetime import date
from enum import StrEnum
from typing import Any, ClassVar

from kiosk.base.dataclass import dataclass
from kiosk.base.tables import TableForm
from kiosk.domain.desk.acts import NotDone
from kiosk.domain.desk.acts_on_people import AnswersRequest, DataRight, IdentityProof
from kiosk.domain.desk.acts_on_requests import (
    CarryOutRequest,
    Corrected,
    ListRequests,
    OpenRequest,
    OpenRequests,
    RefuseRequest,
    RequestClosed,
    RequestRefusal,
)
from kiosk.domain.desk.asked import Asked, DeskProblem
from kiosk.domain.desk.queries import PersonPage, ShowPerson
from kiosk.domain.desk.reports import (
    ExportProblem,
    FindTargets,
    NotWritten,
    Target,
    Targets,
    WriteReport,
    WrittenReport,
)
from kiosk.domain.reports.document import Document, DocumentKind
from kiosk.domain.staff.roles import Role
from kiosk.domain.station.page import (
    DeskAnswered,
    DeskFailed,
    DeskPage,
    Moment,
    PageShown,
    Push,
    Turn,
)
from kiosk.domain.station.pages.person_form import edit_form


class RequestStep(StrEnum):
    """What stands beside the list."""

    ACTIONS = "actions"
    IDENTITY = "identity"
    """By what whoever asks proves who they are."""
    CORRECTION = "correction"
    """What was corrected, or is to be."""
    PLACE = "place"
    """Where the copy is written."""
    REASON = "reason"
    """Why it is refused."""
    BUSY = "busy"
    """It is being carried out."""


@dataclass(frozen=True, slots=True)
class RequestChosen:
    """A request of the list."""

    request_id: str


@dataclass(frozen=True, slots=True)
class RequestCarriedOut:
    """*Thực hiện*."""


@dataclass(frozen=True, slots=True)
class IdentityChosen:
    """The paper was looked at."""

    identity: IdentityProof


@dataclass(frozen=True, slots=True)
class CorrectionChosen:
    """This was corrected; without, name or phone are corrected now."""

    corrected: Corrected | None


@dataclass(frozen=True, slots=True)
class CopyPlaceChosen:
    """Where the copy goes, by its place in the list; the places are looked for anew without."""

    place: int | None


@dataclass(frozen=True, slots=True)
class RequestRefused:
    """*Từ chối*."""


@dataclass(frozen=True, slots=True)
class RefusalChosen:
    """Why it is refused."""

    reason: RequestRefusal


@dataclass(frozen=True, slots=True)
class RequestPanelClosed:
    """*Thôi*."""


DataRequestTouch = (
    RequestChosen
    | RequestCarriedOut
    | IdentityChosen
    | CorrectionChosen
    | CopyPlaceChosen
    | RequestRefused
    | RefusalChosen
    | RequestPanelClosed
)


@dataclass(frozen=True, slots=True)
class DataRequests:
    """The page."""

    page: ClassVar[DeskPage] = DeskPage.DATA_REQUESTS
    is_public: ClassVar[bool] = False

    requests: tuple[OpenRequest, ...] | None = field(default=None, repr=False)
    """None until they were read."""
    chosen: str = ""
    step: RequestStep = RequestStep.ACTIONS
    identity: IdentityProof | None = None
    today: date | None = None
    places: tuple[Target, ...] = ()
    """The sticks that are plugged in: no copy stays on this computer."""
    file_problem: ExportProblem | None = None
    """Why there is no copy."""
    problem: DeskProblem | None = None
    """Why the list cannot be read."""

    @property
    def request(self) -> OpenRequest | None:
        """The chosen one, while it waits."""
        return next((one for one in self.requests or () if one.request_id == self.chosen), None)


_Turn = Turn[DataRequests]


def advance(state: DataRequests, event: object, moment: Moment) -> _Turn:
    """The page after a touch or an answer; anything else changes nothing."""
    match event:
        case PageShown():
            return Turn(_at_rest(state), asks=(ListRequests(),))
        case DeskAnswered(_, asked, answer):
            return _take(state, asked, answer)
        case DeskFailed(_, ListRequests(), problem):
            return Turn(replace(state, problem=problem))
        case DeskFailed(_, WriteReport(), _):
            return Turn(replace(_at_rest(state), file_problem=ExportProblem.STORAGE))
        case DeskFailed():
            return Turn(_at_rest(state))
    if state.step is RequestStep.BUSY:
        return Turn(state)
    if isinstance(event, RequestChosen):
        return Turn(replace(_at_rest(state), chosen=event.request_id))
    request = state.request
    is_his = moment.session is not None and moment.session.role is Role.ADMINISTRATOR
    if request is None or not is_his:
        return Turn(state)
    return _answer(state, request, event)


def _at_rest(state: DataRequests) -> DataRequests:
    return replace(state, step=RequestStep.ACTIONS, identity=None, file_problem=None)


def _answer(state: DataRequests, request: OpenRequest, event: object) -> _Turn:
    match event:
        case RequestCarriedOut() if state.step is RequestStep.ACTIONS:
            return Turn(replace(state, step=RequestStep.IDENTITY, file_problem=None))
        case RequestRefused() if state.step is RequestStep.ACTIONS:
            return Turn(replace(state, step=RequestStep.REASON, file_problem=None))
        case IdentityChosen(identity) if state.step is RequestStep.IDENTITY:
            return _proven(replace(state, identity=identity), request, identity)
        case CorrectionChosen(corrected) if state.step is RequestStep.CORRECTION:
            return _correct(state, request, corrected)
        case RefusalChosen(reason) if state.step is RequestStep.REASON:
            return _busy(state, RefuseRequest(request.request_id, reason))
        case CopyPlaceChosen(None) if state.step is RequestStep.PLACE:
            return Turn(state, asks=(FindTargets(),))
        case CopyPlaceChosen(place) if state.step is RequestStep.PLACE:
            return _write(state, request, place)
        case RequestPanelClosed():
            chosen = "" if state.step is RequestStep.ACTIONS else state.chosen
            return Turn(replace(_at_rest(state), chosen=chosen))
    return Turn(state)


def _proven(state: DataRequests, request: OpenRequest, identity: IdentityProof) -> _Turn:
    match request.right:
        case DataRight.SEE:
            return Turn(replace(state, step=RequestStep.PLACE), asks=(FindTargets(),))
        case DataRight.CORRECT:
            return Turn(replace(state, step=RequestStep.CORRECTION))
    return _busy(state, CarryOutRequest(request.request_id, identity))


def _correct(state: DataRequests, request: OpenRequest, corrected: Corrected | None) -> _Turn:
    if corrected is None or state.identity is None:
        return _busy(state, ShowPerson(request.person_id))
    return _busy(state, CarryOutRequest(request.request_id, state.identity, corrected))


def _write(state: DataRequests, request: OpenRequest, place: int | None) -> _Turn:
    if place is None or place >= len(state.places) or state.today is None:
        return Turn(state)
    copy = Document(DocumentKind.PERSON, state.today, persons=request.persons)
    return _busy(state, WriteReport(copy, TableForm.PDF, state.places[place]))


def _busy(state: DataRequests, asked: Asked[Any]) -> _Turn:
    return Turn(replace(state, step=RequestStep.BUSY), asks=(asked,))


def _take(state: DataRequests, asked: object, answer: object) -> _Turn:
    request = state.request
    match asked, answer:
        case ListRequests(), OpenRequests(requests):
            return Turn(replace(state, requests=requests, problem=None))
        case FindTargets(), Targets(today, places):
            sticks = tuple(place for place in places if place.is_stick)
            return Turn(replace(state, today=today, places=sticks))
        case WriteReport(Document(persons=whose)), WrittenReport() if (
            request is not None
            and state.identity is not None
            and state.step is RequestStep.BUSY
            and whose == request.persons
        ):
            # What was handed out is an answer once the file is whole, to whoever asked for it.
            return _busy(state, CarryOutRequest(request.request_id, state.identity))
        case WriteReport(), NotWritten(problem):
            return Turn(replace(_at_rest(state), file_problem=problem))
        case ShowPerson(), PersonPage() if request is not None and state.identity is not None:
            answers = AnswersRequest(request.request_id, state.identity)
            form = edit_form(answer.person_id, answer.details, answers)
            return Turn(_at_rest(state), go=Push(form))
        case ShowPerson(), _:
            return Turn(_at_rest(state))
        case ((CarryOutRequest() | RefuseRequest()), (RequestClosed() | NotDone())):
            return Turn(replace(_at_rest(state), chosen=""), asks=(ListRequests(),))
    return Turn(state)
