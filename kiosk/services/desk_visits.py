"""Check in and out at the desk, take back, correct, enter from paper."""

from __future__ import annotations

from datetime import UTC, datetime

from kiosk.domain.credential.model import CredentialKind
from kiosk.domain.declaration.validity import Standing, needs_declaration
from kiosk.domain.desk.acts import ActProblem, Whom
from kiosk.domain.desk.acts_on_visits import (
    Checked,
    CheckedPerson,
    CheckPersons,
    CodeProof,
    Corrected,
    CorrectEntry,
    Correction,
    EnterPaper,
    PaperEntered,
    PaperRefused,
    PaperRow,
    SettleByCall,
    Settled,
    StaffProof,
    TakeBack,
    TakenBack,
)
from kiosk.domain.desk.rules import can_take_back, paper_problem
from kiosk.domain.people.contact import read_contact, read_name
from kiosk.domain.people.display import shown_name
from kiosk.domain.people.person import Person
from kiosk.domain.staff.trail import StaffDeed
from kiosk.domain.visits.decision import Admit, Direction, DirectionBy, LaneName, Outcome
from kiosk.domain.visits.rules import History, PastEntry, is_repeat, wants_slip
from kiosk.ports.verifications import PendingArrival
from kiosk.ports.visits import StoredEntry
from kiosk.services.corrections import (
    correction_body,
    other_direction,
    restored_body,
    void_body,
)
from kiosk.services.declared import declared_for, standing_of
from kiosk.services.desk_meeting import Met, meet, phone_of, whom_written
from kiosk.services.desk_step import DeskStep, Refused
from kiosk.services.room import end_wait, is_full
from kiosk.services.slips import SlipTerms
from kiosk.services.verification import settle
from sync.protocol.bodies import Proof, VerifiedBy, entry_body
from sync.protocol.ids import id_time_ms

AT_DESK = "desk"
BY_CITIZEN = "self"
"""The method of an entry that staff made, and of one that somebody made by a code of their own."""
BY_PHONE = "phone"
BY_NAME = "name"
"""What stands for a credential in it: somebody came with a number, or with nothing."""


def check_persons(step: DeskStep, act: CheckPersons) -> Checked:
    """Check everybody in or out, all or none."""
    if not act.whom:
        step.refuse(ActProblem.UNKNOWN)
    if act.direction is Direction.ARRIVAL and act.proof is None:
        step.refuse(ActProblem.REASON_MISSING)
    phone = phone_of(step, act.phone)
    return Checked(tuple(_check(step, act, whom, phone) for whom in act.whom))


def _check(step: DeskStep, act: CheckPersons, whom: Whom, phone: str) -> CheckedPerson:
    source = "otp" if isinstance(act.proof, CodeProof) else "staff"
    met = meet(step, whom, phone, source)
    person = met.person
    repeated = find_repeat(step, person, act.direction)
    if repeated is not None:
        name = person.details.full_name
        return CheckedPerson(
            person.id, name, act.direction, repeated.at, repeated.entry_id, is_repeat=True
        )
    _require_declaration(step, person, act.direction)
    if act.direction is Direction.ARRIVAL and has_to_wait(step, person):
        step.refuse(ActProblem.NO_ROOM)
    proof = act.proof
    checked = record_visit(
        step,
        met,
        act.direction,
        phone,
        reason=proof.reason.value if isinstance(proof, StaffProof) else None,
        challenge=proof.challenge if isinstance(proof, CodeProof) else None,
    )
    is_arrival = act.direction is Direction.ARRIVAL
    deed = StaffDeed.CHECKED_IN if is_arrival else StaffDeed.CHECKED_OUT
    if step.staff is not None:
        step.note(deed, person.id, checked.entry_id)
    return checked


def _require_declaration(step: DeskStep, person: Person, direction: Direction) -> None:
    """Refuse an arrival that policy wants a declaration for.

    Staff may let in whom they looked at; nobody else lets in who may need a human.
    """
    is_arrival = direction is Direction.ARRIVAL
    if not (is_arrival and needs_declaration(step.rules.policy, person.visitor)):
        return
    standing = standing_of(step.tx, person.id, step.now)
    if standing is Standing.NONE or (standing is Standing.NEEDS_HUMAN and step.staff is None):
        step.refuse(ActProblem.NOT_DECLARED)


def has_to_wait(step: DeskStep, person: Person) -> bool:
    """Whether the place is full for somebody who comes in by themselves; staff let in whom they
    please."""
    if step.staff is not None:
        return False
    history = History(kind=person.visitor)
    return is_full(step.tx, step.rules.policy, step.rules.venue, history)


def find_repeat(step: DeskStep, person: Person, direction: Direction) -> PastEntry | None:
    """The person's last entry, where another one of this direction would only repeat it."""
    last = step.tx.visits.last_entry(person.id)
    if last is None or last.gate != step.rules.venue.gate or last.direction is not direction:
        return None
    past = PastEntry(last.direction, last.at, last.entry_id)
    return past if is_repeat(past, step.rules.policy, step.now) else None


def record_visit(
    step: DeskStep,
    met: Met,
    direction: Direction,
    phone: str,
    *,
    reason: str | None = None,
    challenge: str | None = None,
    ref: str | None = None,
) -> CheckedPerson:
    """Write an entry of somebody at the desk, with the slip that belongs to it.

    Without staff it is the person's own, at the gate. An arrival that no code proves waits for
    verification. `ref` is the case it follows from. What the person has declared stands in it.
    """
    tx, now, rules, person = step.tx, step.now, step.rules, met.person
    lane, chosen_by, method = LaneName.DESK, DirectionBy.STAFF, AT_DESK
    if step.staff is None:
        lane, chosen_by, method = LaneName.GATE, DirectionBy.PERSON, BY_CITIZEN
    is_printing = not rules.is_clock_suspect and wants_slip(
        rules.policy, direction, CredentialKind.PHONE_NUMBER
    )
    numbers = rules.slips.draw(tx, now) if is_printing else None
    basis = tx.visits.basis(now)
    declared = declared_for(tx, person, direction, now)
    unproven = Proof.NONE if step.staff is None else Proof.STAFF
    body = entry_body(
        credential=BY_PHONE if phone else BY_NAME,
        lane=lane.value,
        gate=rules.venue.gate,
        method=method,
        proof=unproven if challenge is None else Proof.OTP,
        direction_by=chosen_by.value,
        slip=None if numbers is None else numbers.slip_id,
        reason=reason,
        staff=step.staff,
        ref=ref,
        basis=None if basis is None else (basis.cursor, basis.age_s),
        declaration=None if declared is None else declared.record_id,
        is_clock_suspect=rules.is_clock_suspect,
    )
    if challenge is not None:
        body["challenge"] = challenge
    entry = tx.append(direction.value, body, now, person_id=person.id)
    if direction is Direction.ARRIVAL and ref is None:
        end_wait(tx, rules.policy, person.id, now)
    job = ""
    if numbers is not None:
        terms = SlipTerms(rules.policy, rules.slip_language)
        job = rules.slips.issue(tx, numbers, entry.id, person, terms, now)
    is_unverified = direction is Direction.ARRIVAL and challenge is None
    if is_unverified:
        tx.verifications.open(PendingArrival(entry.id, person.id, phone, met.was_known, now))
    elif challenge is not None:
        settle(tx, person.id, VerifiedBy.VISIT, now)
    shown = shown_name(person.details, rules.policy.name_display)
    outcome = Outcome(
        lane,
        Admit(direction, chosen_by),
        now,
        entry_id=entry.id,
        display_name=shown,
        print_job=job,
    )
    step.outcomes.append(outcome)
    return CheckedPerson(
        person.id,
        person.details.full_name,
        direction,
        now,
        entry.id,
        print_job=job,
        is_unverified=is_unverified,
    )


def take_back(step: DeskStep, act: TakeBack) -> TakenBack:
    """Void what the desk recorded a moment ago, all or none; a correction gives way to what it
    corrected."""
    if not act.entries:
        step.refuse(ActProblem.UNKNOWN)
    for entry_id in act.entries:
        entry = _last_entry(step, entry_id)
        is_theirs = (entry.body["lane"], entry.body.get("staff")) == (LaneName.DESK, step.staff)
        if not is_theirs:
            step.refuse(ActProblem.UNKNOWN)
        if not can_take_back(_recorded_at(entry_id), step.now):
            step.refuse(ActProblem.TOO_LATE)
        former_id = str(entry.body.get("ref", ""))
        former = step.tx.visits.find_entry(former_id) if former_id else None
        if former is None:
            _void(step, entry_id, entry, None)
        else:
            _restore(step, entry_id, former)
        step.note(StaffDeed.TAKEN_BACK, _person_of(entry if former is None else former), entry_id)
    return TakenBack(act.entries)


def correct_entry(step: DeskStep, act: CorrectEntry) -> Corrected:
    """Turn or void an entry of this station; the reason stands in the record."""
    entry = _standing_entry(step, act.entry_id)
    person_id = _person_of(entry)
    if act.correction is Correction.VOID:
        corrected = Corrected(_void(step, act.entry_id, entry, act.reason.value), None)
    else:
        direction = other_direction(entry.direction)
        body = correction_body(
            entry,
            act.entry_id,
            LaneName.DESK,
            DirectionBy.STAFF,
            is_clock_suspect=step.rules.is_clock_suspect,
            staff=step.staff,
            reason=act.reason.value,
        )
        turned = step.tx.append(direction.value, body, step.now, person_id=person_id)
        decision = Admit(direction, DirectionBy.STAFF)
        step.outcomes.append(Outcome(LaneName.DESK, decision, entry.at, entry_id=turned.id))
        corrected = Corrected(turned.id, direction)
    step.note(StaffDeed.ENTRY_CORRECTED, person_id, act.entry_id, act.reason.value)
    return corrected


def enter_paper(step: DeskStep, act: EnterPaper) -> PaperEntered:
    """Write the rows in the order of their times; nothing if one of them cannot be."""
    problems = []
    for index, row in enumerate(act.rows):
        problem = paper_problem(row.at, step.now) or _paper_name_problem(row)
        if problem is not None:
            problems.append((index, problem))
    if problems or not act.rows:
        raise Refused(PaperRefused(tuple(problems)))
    written: dict[int, str] = {}
    for index, row in sorted(enumerate(act.rows), key=lambda numbered: numbered[1].at):
        phone = phone_of(step, row.phone)
        met = meet(step, row.whom or whom_written(step, row.name, phone), phone, "paper")
        body = entry_body(
            credential=BY_PHONE if phone else BY_NAME,
            lane=LaneName.DESK.value,
            gate=step.rules.venue.gate,
            method="paper",
            proof=Proof.STAFF,
            direction_by=DirectionBy.STAFF.value,
            staff=step.staff,
            is_clock_suspect=step.rules.is_clock_suspect,
        )
        body["source"] = "paper"
        entry = step.tx.append(row.direction.value, body, row.at, person_id=met.person.id)
        step.note(StaffDeed.PAPER_ENTERED, met.person.id, entry.id)
        written[index] = entry.id
    return PaperEntered(tuple(written[index] for index in range(len(act.rows))))


def settle_by_call(step: DeskStep, act: SettleByCall) -> Settled:
    """The person answered a call to the number."""
    settled = settle(step.tx, act.person_id, VerifiedBy.CALL, step.now, step.staff)
    if not settled:
        step.refuse(ActProblem.ALREADY_DONE)
    step.note(StaffDeed.ARRIVAL_VERIFIED, act.person_id, settled[-1])
    return Settled(settled)


def _paper_name_problem(row: PaperRow) -> ActProblem | None:
    if row.whom is not None:
        return None
    if row.phone.strip() and read_contact(row.phone) is None:
        return ActProblem.BAD_PHONE
    is_named = read_name(row.name) is not None
    is_nameless = not row.name.strip() and row.phone.strip()
    return None if is_named or is_nameless else ActProblem.BAD_NAME


def _last_entry(step: DeskStep, entry_id: str) -> StoredEntry:
    """An entry that nothing corrects."""
    entry = step.tx.visits.find_entry(entry_id)
    if entry is None:
        step.refuse(ActProblem.UNKNOWN)
    if entry.is_corrected:
        step.refuse(ActProblem.ALREADY_DONE)
    return entry


def _standing_entry(step: DeskStep, entry_id: str) -> StoredEntry:
    """The same, which says that somebody came or went."""
    entry = _last_entry(step, entry_id)
    if "void" in entry.body:
        step.refuse(ActProblem.ALREADY_DONE)
    return entry


def _restore(step: DeskStep, correcting_id: str, former: StoredEntry) -> None:
    body = restored_body(
        former,
        correcting_id,
        is_clock_suspect=step.rules.is_clock_suspect,
        staff=step.staff,
    )
    step.tx.append(former.direction.value, body, step.now, person_id=_person_of(former))


def _void(step: DeskStep, entry_id: str, entry: StoredEntry, reason: str | None) -> str:
    body = void_body(
        entry,
        entry_id,
        is_clock_suspect=step.rules.is_clock_suspect,
        staff=step.staff,
        reason=reason,
    )
    return step.tx.append(entry.direction.value, body, step.now).id


def _person_of(entry: StoredEntry) -> str | None:
    person = entry.body.get("person")
    return None if person is None else str(person)


def _recorded_at(entry_id: str) -> datetime:
    """When an entry was committed: one from paper tells of an earlier moment."""
    return datetime.fromtimestamp(id_time_ms(entry_id) / 1000, UTC)
