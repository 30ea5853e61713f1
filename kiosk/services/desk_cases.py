"""What staff do about who waits for them: cases of the support list, and emergencies."""

from __future__ import annotations

from datetime import datetime, time

from kiosk.domain.desk.acts import ActProblem
from kiosk.domain.desk.acts_on_cases import (
    AcknowledgeCase,
    Acknowledged,
    CaseClosed,
    CaseTaken,
    CloseCase,
    CompleteEmergency,
    DescribeEmergency,
    EmergencyEnded,
    EmergencyRecorded,
    EmergencySeen,
    LeaveUnidentified,
    OpenPhoneCase,
    RecordEmergency,
    ReopenCase,
    Reopened,
)
from kiosk.domain.desk.acts_on_visits import TakeBack
from kiosk.domain.desk.rules import ENTERING, can_take_back, closing_problem
from kiosk.domain.people.person import Sex
from kiosk.domain.reason import Reason
from kiosk.domain.staff.trail import StaffDeed
from kiosk.domain.visits.decision import Admit, Direction, DirectionBy, LaneName, Outcome
from kiosk.domain.visits.presence import venue_day
from kiosk.ports.cases import SupportCase
from kiosk.ports.emergencies import OpenEmergency
from kiosk.services.cases import call_staff
from kiosk.services.corrections import correction_body
from kiosk.services.desk_meeting import Met, get_person, meet, phone_of
from kiosk.services.desk_people import counts_inside
from kiosk.services.desk_step import DeskStep
from kiosk.services.desk_visits import AT_DESK, BY_NAME, record_visit, take_back
from sync.protocol.bodies import Proof, RecordType, SupportOutcome, entry_body
from sync.protocol.case_bodies import support_body, support_closed_body


def acknowledge_case(step: DeskStep, act: AcknowledgeCase) -> Acknowledged:
    """Somebody sees to a case."""
    case = _open_case(step, act.case_id)
    if case.acknowledged_by:
        step.refuse(ActProblem.ALREADY_DONE)
    step.tx.cases.acknowledge(case.record_id, step.staff or "", step.now)
    step.note(StaffDeed.CASE_ACKNOWLEDGED, case.person_id, case.record_id)
    return Acknowledged(case.record_id)


def close_case(step: DeskStep, act: CloseCase) -> CaseClosed:
    """Close a case; who comes in by it arrives, unless that is recorded already."""
    case = _open_case(step, act.case_id)
    met = _whom(step, act, case)
    person_id = None if met is None else met.person.id
    problem = closing_problem(act, step.rules.venue, None if met is None else met.person.visitor)
    if problem is not None:
        step.refuse(problem)
    entry_id = ""
    # A case with `ref` asks about an entry that stands; it lets nobody in.
    if act.outcome in ENTERING and not case.ref:
        entry_id = _arrive(step, case, met)
    body = support_closed_body(
        ref=case.record_id,
        outcome=act.outcome,
        note=act.note.strip() or None,
        temperature_dc=act.temperature_dc,
        staff=step.staff,
        reason=None if act.refusal is None else act.refusal.value,
    )
    if act.outcome is not SupportOutcome.NOT_ADMITTED:
        body.pop("reason", None)
    step.tx.append(RecordType.SUPPORT_CLOSED, body, step.now, person_id=person_id)
    step.note(StaffDeed.CASE_CLOSED, person_id, case.record_id, act.outcome.value)
    return CaseClosed(case.record_id, act.outcome, entry_id)


def reopen_case(step: DeskStep, act: ReopenCase) -> Reopened:
    """Take back a closing and the arrival that followed from it."""
    closing = step.tx.cases.find_closing(act.case_id)
    if closing is None:
        step.refuse(ActProblem.ALREADY_DONE)
    if closing.staff != (step.staff or ""):
        step.refuse(ActProblem.UNKNOWN)
    if not can_take_back(closing.at, step.now):
        step.refuse(ActProblem.TOO_LATE)
    body = support_closed_body(
        ref=act.case_id, outcome=SupportOutcome(closing.outcome), staff=step.staff
    )
    step.tx.append(RecordType.SUPPORT_CLOSED, body | {"undo": True}, step.now)
    if act.entry_id:
        take_back(step, TakeBack((act.entry_id,)))
    step.note(StaffDeed.CASE_REOPENED, record_id=act.case_id)
    return Reopened(act.case_id)


def _whom(step: DeskStep, act: CloseCase, case: SupportCase) -> Met | None:
    if act.whom is not None:
        return meet(step, act.whom, case.phone)
    if case.person_id is None:
        return None
    return Met(get_person(step, case.person_id), was_known=False)


def _arrive(step: DeskStep, case: SupportCase, met: Met | None) -> str:
    """The arrival that follows from a case; none for somebody who is inside by now."""
    if met is None:
        body = _anonymous_body(step, AT_DESK, Proof.STAFF) | {"ref": case.record_id}
        return _append_anonymous(step, body)
    if counts_inside(step, met.person.id):
        return ""
    checked = record_visit(step, met, Direction.ARRIVAL, case.phone, ref=case.record_id)
    return checked.entry_id


def open_phone_case(step: DeskStep, act: OpenPhoneCase) -> CaseTaken:
    """Put a number into the support list; nobody is looked up by it."""
    phone = phone_of(step, act.phone)
    if not phone:
        step.refuse(ActProblem.BAD_PHONE)
    body = support_body(
        reason=Reason.PHONE_ONLY.value,
        lane=LaneName.GATE.value,
        gate=step.rules.venue.gate,
        phone=phone,
        is_clock_suspect=step.rules.is_clock_suspect,
    )
    return CaseTaken(call_staff(step.tx, Reason.PHONE_ONLY, body, step.now))


def record_emergency(step: DeskStep, act: RecordEmergency) -> EmergencyRecorded:
    """An anonymous arrival, whoever is signed in."""
    zone = step.rules.venue.time_zone
    day = datetime.combine(venue_day(step.now, zone), time(), zone)
    number = step.tx.emergencies.count_since(day) + 1
    body = _anonymous_body(step, "emergency", Proof.NONE)
    entry_id = _append_anonymous(step, body | {"emergency": "open", "number": number})
    step.note(StaffDeed.EMERGENCY_RECORDED, record_id=entry_id)
    return EmergencyRecorded(entry_id, step.now, number)


def describe_emergency(step: DeskStep, act: DescribeEmergency) -> EmergencySeen:
    """Note sex and age group as they are seen, beside what was noted before."""
    emergency = _open_emergency(step, act.entry_id)
    seen = {"sex": emergency.sex, "age": emergency.age}
    if act.sex is not None and act.sex is not Sex.UNKNOWN:
        seen["sex"] = act.sex.value
    if act.age is not None:
        seen["age"] = act.age.value
    seen = {name: value for name, value in seen.items() if value}
    if not seen:
        step.refuse(ActProblem.ALREADY_DONE)
    entry_id = _stand_in_for(step, emergency, {"emergency": "open", "seen": seen}, None)
    step.note(StaffDeed.EMERGENCY_DESCRIBED, record_id=entry_id)
    return EmergencySeen(entry_id)


def complete_emergency(step: DeskStep, act: CompleteEmergency) -> EmergencyEnded:
    """Say who came."""
    emergency = _open_emergency(step, act.entry_id)
    person = meet(step, act.whom).person
    entry_id = _stand_in_for(step, emergency, {"emergency": "open"}, person.id)
    step.note(StaffDeed.EMERGENCY_COMPLETED, person.id, entry_id)
    return EmergencyEnded(entry_id, person.id)


def leave_unidentified(step: DeskStep, act: LeaveUnidentified) -> EmergencyEnded:
    """Nobody will say who came."""
    emergency = _open_emergency(step, act.entry_id)
    entry_id = _stand_in_for(step, emergency, {"emergency": "unidentified"}, None)
    step.note(StaffDeed.EMERGENCY_UNIDENTIFIED, record_id=entry_id)
    return EmergencyEnded(entry_id)


def _open_case(step: DeskStep, case_id: str) -> SupportCase:
    case = step.tx.cases.find_open(case_id)
    if case is None:
        step.refuse(ActProblem.ALREADY_DONE)
    return case


def _open_emergency(step: DeskStep, entry_id: str) -> OpenEmergency:
    emergency = step.tx.emergencies.find_open(entry_id)
    if emergency is None:
        step.refuse(ActProblem.ALREADY_DONE)
    return emergency


def _stand_in_for(
    step: DeskStep, emergency: OpenEmergency, said: dict[str, object], person_id: str | None
) -> str:
    """Write the entry that stands in the place of an anonymous one."""
    entry = step.tx.visits.find_entry(emergency.entry_id)
    if entry is None:
        step.refuse(ActProblem.UNKNOWN)
    body = correction_body(
        entry,
        emergency.entry_id,
        LaneName.DESK,
        DirectionBy.STAFF,
        is_clock_suspect=step.rules.is_clock_suspect,
        staff=step.staff,
    )
    kept = {name: entry.body[name] for name in ("number", "seen") if name in entry.body}
    written = step.tx.append(
        entry.direction.value, body | kept | said, step.now, person_id=person_id
    )
    return written.id


def _anonymous_body(step: DeskStep, method: str, proof: Proof) -> dict[str, object]:
    return entry_body(
        credential=BY_NAME,
        lane=LaneName.DESK.value,
        gate=step.rules.venue.gate,
        method=method,
        proof=proof,
        direction_by=DirectionBy.STAFF.value,
        staff=step.staff,
        is_clock_suspect=step.rules.is_clock_suspect,
    )


def _append_anonymous(step: DeskStep, body: dict[str, object]) -> str:
    entry = step.tx.append(RecordType.ARRIVAL, body, step.now)
    decision = Admit(Direction.ARRIVAL, DirectionBy.STAFF)
    step.outcomes.append(Outcome(LaneName.DESK, decision, step.now, entry_id=entry.id))
    return entry.id
