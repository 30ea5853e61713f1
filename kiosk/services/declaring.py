"""Declarations at the desk and by people themselves: submitted, begun, waited for.

All of a submission is one transaction: persons, declarations, arrivals, slips, the case it answers
and the draft it was filled in. See docs/spec/at-the-gate.md §6.
"""

from __future__ import annotations

from dataclasses import replace

from kiosk.domain.declaration.declaration import Basis, Declarant, DeclaredPhone
from kiosk.domain.declaration.validity import valid_until
from kiosk.domain.desk.acts import ActProblem, ScannedPerson
from kiosk.domain.desk.acts_on_cases import CaseTaken
from kiosk.domain.desk.acts_on_declarations import (
    Declared,
    DraftDropped,
    DraftSaved,
    DropDraft,
    PersonAnswer,
    PersonDeclared,
    SaveDraft,
    SubmitDeclaration,
    WaitToDeclare,
)
from kiosk.domain.desk.acts_on_visits import CheckedPerson
from kiosk.domain.reason import Reason
from kiosk.domain.staff.trail import StaffDeed
from kiosk.domain.visits.decision import (
    Admit,
    AlreadyRecorded,
    AwaitsRoom,
    Direction,
    LaneName,
    Outcome,
    Support,
)
from kiosk.ports.cases import SupportCase
from kiosk.ports.declarations import Draft
from kiosk.services.cases import find_case_of, open_case
from kiosk.services.declaring_people import DeclaringPerson, PeopleDeclaring
from kiosk.services.desk_meeting import phone_of
from kiosk.services.desk_people import counts_inside
from kiosk.services.desk_step import DeskStep
from kiosk.services.desk_visits import find_repeat, has_to_wait, record_visit
from sync.protocol.bodies import RecordType, SupportOutcome
from sync.protocol.case_bodies import support_body, support_closed_body
from sync.protocol.declaration_bodies import (
    PhoneProof,
    Screening,
    are_answers,
    declaration_body,
)
from sync.protocol.policy import OtpRule
from sync.protocol.records import format_at


def submit_declaration(step: DeskStep, act: SubmitDeclaration) -> Declared:
    """Write everybody's declaration and what follows from it, all or nothing."""
    if not act.persons:
        step.refuse(ActProblem.UNKNOWN)
    case = _open_case(step, act.case_id)
    people = PeopleDeclaring(step, act)
    answers = tuple(
        # What was waited for is the first one's; who came along has nothing to do with it.
        _declare(step, act, one, people, case if number == 0 else None)
        for number, one in enumerate(act.persons)
    )
    if case is not None:
        body = support_closed_body(
            ref=case.record_id, outcome=SupportOutcome.DECLARED, staff=step.staff
        )
        first = answers[0].person_id
        step.tx.append(RecordType.SUPPORT_CLOSED, body, step.now, person_id=first)
        step.note(StaffDeed.CASE_CLOSED, first, case.record_id, SupportOutcome.DECLARED.value)
    if act.draft_id:
        _own_draft(step, act.draft_id)
        step.tx.declarations.drop_draft(act.draft_id)
    return Declared(answers)


def save_draft(step: DeskStep, act: SaveDraft) -> DraftSaved:
    """Keep what is filled in; a draft that is gone (sent, dropped, too old) is not made again."""
    if act.draft_id:
        _own_draft(step, act.draft_id)
    draft = Draft(act.draft_id, act.content, act.title, step.now, step.staff or "", act.case_id)
    return DraftSaved(step.tx.declarations.save_draft(draft))


def drop_draft(step: DeskStep, act: DropDraft) -> DraftDropped:
    """Nothing is left of what was begun."""
    _own_draft(step, act.draft_id)
    step.tx.declarations.drop_draft(act.draft_id)
    return DraftDropped(act.draft_id)


def wait_to_declare(step: DeskStep, act: WaitToDeclare) -> CaseTaken:
    """Put a scan that lacks only its declaration into the support list, each person once."""
    met = step.rules.meet_scanned(step.tx, act.scan_id)
    if met is None:
        step.refuse(ActProblem.UNKNOWN)
    waiting = find_case_of(step.tx, act.reason, met.person.id)
    if waiting is not None and waiting.number is not None:
        return CaseTaken(waiting.number)
    body = support_body(
        reason=act.reason.value,
        lane=met.scan.lane.value,
        gate=step.rules.venue.gate,
        credential=met.credential,
        method=met.scan.source.value,
        is_clock_suspect=step.rules.is_clock_suspect,
    )
    return CaseTaken(open_case(step.tx, body, step.now, person_id=met.person.id))


def _declare(
    step: DeskStep,
    act: SubmitDeclaration,
    one: PersonDeclared,
    people: PeopleDeclaring,
    case: SupportCase | None,
) -> PersonAnswer:
    if not are_answers(one.answers.items):
        step.refuse(ActProblem.BAD_ANSWERS)
    met = people.meet(one)
    person_id = met.person.id
    until = valid_until(step.now, step.rules.policy, step.rules.venue.time_zone)
    answers = one.answers
    body = declaration_body(
        form=(answers.form.id, answers.form.version),
        language=answers.language,
        answers=answers.items,
        screening=answers.screening,
        how=act.how,
        declarant=_declarant_members(step, act.declarant),
        basis=_basis_members(step, act.basis),
        until=format_at(until),
        gate=step.rules.venue.gate,
        phone=_phone_members(act.phone),
        staff=step.staff,
        is_clock_suspect=step.rules.is_clock_suspect,
    )
    record = step.tx.append(RecordType.DECLARATION, body, step.now, person_id=person_id)
    if step.staff is not None:
        step.note(StaffDeed.DECLARED, person_id, record.id)
    answer = PersonAnswer(person_id, record.id, until)
    reason = _reason_to_stop(step, act, one)
    if reason is not None:
        return _hand_to_staff(step, answer, met, reason, case)
    if not act.check_in or counts_inside(step, person_id):
        return replace(answer, checked=_repeat(step, met))
    if isinstance(one.whom, ScannedPerson):
        return _settle_scan(step, answer, met, one.whom.scan_id)
    if has_to_wait(step, met.person):
        return _hand_to_staff(step, answer, met, Reason.AWAITS_ROOM, case)
    challenge = act.phone.challenge if act.phone is not None else ""
    checked = record_visit(
        step,
        met.met,
        Direction.ARRIVAL,
        met.phone,
        challenge=challenge or None,
        ref=None if case is None else case.record_id,
    )
    return replace(answer, checked=checked)


def _reason_to_stop(step: DeskStep, act: SubmitDeclaration, one: PersonDeclared) -> Reason | None:
    """Why a human must look at somebody before they come in, or None."""
    if one.answers.screening is not Screening.CLEAR:
        return Reason.HEALTH_ANSWERS
    is_proven = act.phone is not None and act.phone.proof is PhoneProof.OTP
    has_card = isinstance(one.whom, ScannedPerson)
    wants_proof = step.rules.policy.otp is OtpRule.REQUIRED and act.phone is not None
    if step.staff is None and wants_proof and not (is_proven or has_card):
        return Reason.UNVERIFIED_PHONE
    return None


def _hand_to_staff(
    step: DeskStep,
    answer: PersonAnswer,
    met: DeclaringPerson,
    reason: Reason,
    case: SupportCase | None,
) -> PersonAnswer:
    """The neutral outcome: one case a person and reason, under the number they were told before."""
    known = find_case_of(step.tx, reason, met.person.id)
    lane = LaneName.GATE if step.staff is None else LaneName.DESK
    if known is None:
        body = support_body(
            reason=reason.value,
            lane=lane.value,
            gate=step.rules.venue.gate,
            phone=met.phone or None,
            is_clock_suspect=step.rules.is_clock_suspect,
        )
        number = None if case is None else case.number
        open_case(step.tx, body, step.now, person_id=met.person.id, number=number)
        known = find_case_of(step.tx, reason, met.person.id)
        assert known is not None
    result = AwaitsRoom() if reason is Reason.AWAITS_ROOM else Support(reason)
    outcome = Outcome(lane, result, step.now, case_number=known.number)
    step.outcomes.append(outcome)
    return replace(answer, case_id=known.record_id, case_number=known.number)


def _settle_scan(
    step: DeskStep, answer: PersonAnswer, met: DeclaringPerson, scan_id: str
) -> PersonAnswer:
    """Let the scan have its outcome, now that nothing lacks any more."""
    outcome = step.rules.settle_scanned(step.tx, scan_id, step.staff is not None)
    step.outcomes.append(outcome)
    match outcome.result:
        case Admit(direction) | AlreadyRecorded(direction):
            checked = CheckedPerson(
                met.person.id,
                met.person.details.full_name,
                direction,
                outcome.at,
                outcome.entry_id,
                is_repeat=isinstance(outcome.result, AlreadyRecorded),
                print_job=outcome.print_job,
            )
            return replace(answer, checked=checked)
    return replace(answer, case_number=outcome.case_number)


def _repeat(step: DeskStep, met: DeclaringPerson) -> CheckedPerson | None:
    """What was recorded of somebody a moment ago."""
    past = find_repeat(step, met.person, Direction.ARRIVAL)
    if past is None:
        return None
    name = met.person.details.full_name
    return CheckedPerson(
        met.person.id, name, Direction.ARRIVAL, past.at, past.entry_id, is_repeat=True
    )


def _open_case(step: DeskStep, case_id: str) -> SupportCase | None:
    if not case_id:
        return None
    case = step.tx.cases.find_open(case_id)
    if case is None:
        step.refuse(ActProblem.ALREADY_DONE)
    return case


def _own_draft(step: DeskStep, draft_id: str) -> None:
    """Refuse a draft that is gone, and what staff saved where nobody is signed in."""
    draft = step.tx.declarations.find_draft(draft_id)
    if draft is None or (step.staff is None and draft.saved_by):
        step.refuse(ActProblem.UNKNOWN)


def _declarant_members(step: DeskStep, declarant: Declarant) -> dict[str, object]:
    members = {"relation": declarant.relation.value, "full_name": declarant.full_name.strip()}
    members["phone"] = phone_of(step, declarant.phone)
    return {name: value for name, value in members.items() if value}


def _basis_members(step: DeskStep, basis: Basis) -> dict[str, object]:
    return {
        "kind": basis.kind.value,
        "text": basis.text_id,
        "version": basis.version,
        "sha": basis.sha256,
        "language": basis.language,
        "at": format_at(basis.at or step.now),
    }


def _phone_members(phone: DeclaredPhone | None) -> dict[str, object] | None:
    if phone is None:
        return None
    members = {"owner": phone.owner.value, "proof": phone.proof.value, "challenge": phone.challenge}
    return {name: value for name, value in members.items() if value}
