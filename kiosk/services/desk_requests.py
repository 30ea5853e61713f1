"""What becomes of requests about somebody's own data (docs/spec/at-the-gate.md §13)."""

from __future__ import annotations

from kiosk.domain.desk.acts import ActProblem
from kiosk.domain.desk.acts_on_people import AnswersRequest, DataRight
from kiosk.domain.desk.acts_on_requests import CarryOutRequest, RefuseRequest, RequestClosed
from kiosk.domain.staff.roles import Role
from kiosk.domain.staff.trail import StaffDeed
from kiosk.ports.data_requests import WaitingRequest
from kiosk.services.desk_step import DeskStep
from kiosk.services.sign_in import find_active
from sync.protocol.bodies import RecordType, without_none
from sync.protocol.records import format_at

BY_REQUEST = "request:"
"""What an erasure names as its command, before the id of the request."""
ERASED = "erased"
"""Evidence where whoever was linked to a person since their request is not erased with them."""


def carry_out_request(step: DeskStep, act: CarryOutRequest) -> RequestClosed:
    """Do what a request asks for, and close it. Of a correction that was made it is told which."""
    request = _open(step, act.request_id)
    if (request.right is DataRight.CORRECT) is not (act.corrected is not None):
        step.refuse(ActProblem.UNKNOWN)
    _close(step, request, identity=act.identity.value, corrected=act.corrected or "")
    if request.right is DataRight.ERASE:
        _part_from_others(step, request)
        # Behind its answer: the record of that goes up with the others, and is erased with them.
        command = f"{BY_REQUEST}{request.request_id}"
        step.tx.people.erase(request.persons, command, step.now)
    return RequestClosed(request.request_id, request.right, is_carried_out=True)


def refuse_request(step: DeskStep, act: RefuseRequest) -> RequestClosed:
    """Close a request without doing what it asks for."""
    request = _open(step, act.request_id)
    _close(step, request, reason=act.reason.value)
    return RequestClosed(request.request_id, request.right, is_carried_out=False)


def answer_by_edit(step: DeskStep, person_id: str, answers: AnswersRequest) -> None:
    """A correction is made: its request is closed. It must be of the person who is edited."""
    request = _open(step, answers.request_id)
    is_theirs = request.person_id in step.tx.people.circle(person_id)
    if request.right is not DataRight.CORRECT or not is_theirs:
        step.refuse(ActProblem.UNKNOWN)
    _close(step, request, identity=answers.identity.value)


def _open(step: DeskStep, request_id: str) -> WaitingRequest:
    """A request that waits, for an administrator alone."""
    account = None if step.staff is None else find_active(step.tx.staff.accounts(), step.staff)
    if account is None or account.role is not Role.ADMINISTRATOR:
        step.refuse(ActProblem.NOT_ADMINISTRATOR)
    request = step.tx.data_requests.find_open(request_id)
    if request is None:
        step.refuse(ActProblem.ALREADY_DONE)
    return request


def _part_from_others(step: DeskStep, request: WaitingRequest) -> None:
    """Who was linked since the person asked is somebody else from here: else an empty row would
    stand for them."""
    others = [one for one in step.tx.people.circle(request.person_id) if one not in request.persons]
    for other in others:
        for one in request.persons:
            step.tx.people.part(one, other, ERASED, step.staff or "", step.now)
        step.note(StaffDeed.PERSONS_PARTED, other)


def _close(
    step: DeskStep,
    request: WaitingRequest,
    *,
    identity: str = "",
    corrected: str = "",
    reason: str = "",
) -> None:
    """Write the answer, and who gave it into the trail: a refusal where there is a reason."""
    body = without_none(
        {
            "right": request.right.value,
            "answer_by": format_at(request.answer_by),
            "ref": request.request_id,
            "outcome": "refused" if reason else "done",
            "identity": identity or None,
            "corrected": corrected or None,
            "reason": reason or None,
            "staff": step.staff,
            "persons": list(request.persons),
        }
    )
    step.tx.append(RecordType.DATA_REQUEST, body, step.now, person_id=request.person_id)
    deed = StaffDeed.DATA_REFUSED if reason else StaffDeed.DATA_ANSWERED
    words = (request.right.value, reason or identity, corrected)
    step.note(deed, request.person_id, request.request_id, " ".join(filter(None, words)))
