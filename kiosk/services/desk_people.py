"""What staff do about people: edit, tie a phone, link and part, say what they come for, look."""

from __future__ import annotations

from dataclasses import replace

from kiosk.base.names import bare_name
from kiosk.domain.desk.acts import ActProblem, NewPerson
from kiosk.domain.desk.acts_on_people import (
    Added,
    AddToPhone,
    AskAboutData,
    DataAsked,
    Discharge,
    Discharged,
    Edited,
    EditPerson,
    JoinAgain,
    KindSet,
    Linked,
    LinkPersons,
    Look,
    LookNoted,
    MayBeTheSame,
    NoteLook,
    Parted,
    PartPersons,
    SetKind,
    TakeDischargeBack,
    Untied,
    UntiePhone,
)
from kiosk.domain.desk.acts_on_visits import TakeBack
from kiosk.domain.desk.rules import answer_due, look_problem
from kiosk.domain.desk.stays import ReviewStays, StaysReviewed
from kiosk.domain.people.contact import read_name
from kiosk.domain.people.identity import have_other_numbers
from kiosk.domain.people.person import Identifier, IdentifierKind, PersonDetails
from kiosk.domain.people.visitor import VisitorKind
from kiosk.domain.staff.trail import StaffDeed
from kiosk.domain.visits.decision import Direction
from kiosk.domain.visits.presence import is_inside, venue_day
from kiosk.services.desk_meeting import BY_STAFF, Met, get_person, meet, phone_of
from kiosk.services.desk_requests import answer_by_edit
from kiosk.services.desk_step import DeskStep, Refused
from kiosk.services.desk_visits import record_visit, take_back
from sync.protocol.bodies import RecordType
from sync.protocol.records import format_at

UNDONE = "undone"
"""Evidence where staff take back that two are one, or two."""

_LOOKS = {
    Look.SEARCH: StaffDeed.LOOKED_FOR,
    Look.PERSON: StaffDeed.PERSON_OPENED,
    Look.UNMASKING: StaffDeed.NUMBERS_SHOWN,
    Look.EARLIER_DAY: StaffDeed.DAY_OPENED,
}


def edit_person(step: DeskStep, act: EditPerson) -> Edited:
    """Replace name and contact phone; the old phone points to this person no longer."""
    person = get_person(step, act.person_id)
    before = person.details
    phone = phone_of(step, act.phone)
    name = read_name(act.full_name)
    if name is None and (act.full_name.strip() or before.full_name):
        step.refuse(ActProblem.BAD_NAME)
    after = replace(before, full_name=name or "", phone=phone)
    if after == before:
        step.refuse(ActProblem.ALREADY_DONE)
    if before.phone != phone:
        _change_phone(step, person.id, before.phone, phone)
    step.tx.people.update(replace(person, details=after), step.now)
    step.note(StaffDeed.PERSON_EDITED, person.id)
    if act.answers is not None:
        answer_by_edit(step, person.id, act.answers)
        return Edited(person.id, None)
    return Edited(person.id, EditPerson(person.id, before.full_name, before.phone))


def _change_phone(step: DeskStep, person_id: str, before: str, after: str) -> None:
    if before:
        old = Identifier(IdentifierKind.PHONE, before)
        for one in step.tx.people.circle(person_id):
            step.tx.people.untie(one, old, BY_STAFF, step.now)
    if after:
        new = Identifier(IdentifierKind.PHONE, after)
        step.tx.people.tie(person_id, new, BY_STAFF, step.now)


def add_to_phone(step: DeskStep, act: AddToPhone) -> Added:
    """Tie a phone to somebody; who may be known already is told before anybody is made twice."""
    phone = phone_of(step, act.phone)
    if not phone:
        step.refuse(ActProblem.BAD_PHONE)
    if isinstance(act.whom, NewPerson) and not act.is_another:
        known = _known_by_name(step, act.whom.details)
        if known:
            raise Refused(MayBeTheSame(known))
    met = meet(step, act.whom, phone)
    if met.was_known:
        step.refuse(ActProblem.ALREADY_DONE)
    step.note(StaffDeed.PHONE_TIED, met.person.id)
    return Added(met.person.id, UntiePhone(met.person.id, phone))


def untie_phone(step: DeskStep, act: UntiePhone) -> Untied:
    """A phone points to somebody no longer."""
    person = get_person(step, act.person_id)
    number = Identifier(IdentifierKind.PHONE, phone_of(step, act.phone))
    if number not in step.tx.people.identifiers(person.id):
        step.refuse(ActProblem.ALREADY_DONE)
    _change_phone(step, person.id, number.value, "")
    if person.details.phone == number.value:
        step.tx.people.update(replace(person, details=replace(person.details, phone="")), step.now)
    step.note(StaffDeed.PHONE_UNTIED, person.id)
    return Untied(person.id)


def ask_about_data(step: DeskStep, act: AskAboutData) -> DataAsked:
    """Take a request down, with the moment by which it is to be answered."""
    person = get_person(step, act.person_id)
    answer_by = answer_due(step.now, step.rules.venue.time_zone)
    body: dict[str, object] = {
        "right": act.right.value,
        "answer_by": format_at(answer_by),
        "persons": step.tx.people.circle(person.id),
    }
    if step.staff is not None:
        body["staff"] = step.staff
    asked = step.tx.append(RecordType.DATA_REQUEST, body, step.now, person_id=person.id)
    step.note(StaffDeed.DATA_ASKED, person.id, asked.id, act.right.value)
    return DataAsked(asked.id, answer_by)


def _known_by_name(step: DeskStep, details: PersonDetails) -> tuple[str, ...]:
    """Who has this name, and no other year of birth; of a person without a name nobody."""
    name = bare_name(details.full_name)
    return tuple(
        person.id
        for person in (step.tx.people.find_namesakes(name) if name else ())
        if details.birth is None
        or person.details.birth is None
        or person.details.birth.year == details.birth.year
    )


def link_persons(step: DeskStep, act: LinkPersons) -> Linked:
    """Hold two for one, unless their numbers say that they are two."""
    one, other = get_person(step, act.one), get_person(step, act.other)
    if one.id == other.id:
        step.refuse(ActProblem.ALREADY_DONE)
    if have_other_numbers(one.details, other.details):
        step.refuse(ActProblem.TWO_PERSONS)
    _link(step, act.one, act.other, act.evidence.value)
    return Linked(min(one.id, other.id), PartPersons(act.one, act.other))


def join_again(step: DeskStep, act: JoinAgain) -> Linked:
    """Link two whom staff parted a moment ago."""
    one, other = get_person(step, act.one), get_person(step, act.other)
    if one.id == other.id:
        step.refuse(ActProblem.ALREADY_DONE)
    _link(step, act.one, act.other, UNDONE)
    return Linked(min(one.id, other.id), PartPersons(act.one, act.other))


def _link(step: DeskStep, one: str, other: str, evidence: str) -> None:
    step.tx.people.link([one, other], evidence, step.staff or "", step.now)
    for person_id in (one, other):
        step.note(StaffDeed.PERSONS_LINKED, person_id, note=evidence)


def part_persons(step: DeskStep, act: PartPersons) -> Parted:
    """Undo a link."""
    if not step.tx.people.part(act.one, act.other, UNDONE, step.staff or "", step.now):
        step.refuse(ActProblem.ALREADY_DONE)
    for person_id in (act.one, act.other):
        step.note(StaffDeed.PERSONS_PARTED, person_id)
    return Parted(act.one, act.other)


def set_kind(step: DeskStep, act: SetKind) -> KindSet:
    """Note what somebody comes for."""
    person = get_person(step, act.person_id)
    before = person.visitor or VisitorKind.VISITOR
    if before is act.kind:
        step.refuse(ActProblem.ALREADY_DONE)
    step.tx.people.update(replace(person, visitor=act.kind), step.now)
    step.note(StaffDeed.KIND_SET, person.id, note=act.kind.value)
    return KindSet(person.id, act.kind, SetKind(person.id, before))


def discharge(step: DeskStep, act: Discharge) -> Discharged:
    """An inpatient or carer leaves for good."""
    person = get_person(step, act.person_id)
    if person.visitor is None or not person.visitor.stays_until_discharged:
        step.refuse(ActProblem.ALREADY_DONE)
    is_in = counts_inside(step, person.id)
    kind = person.visitor
    person = replace(person, visitor=VisitorKind.VISITOR)
    step.tx.people.update(person, step.now)
    entry_id = ""
    if is_in:
        met = Met(person, was_known=True)
        entry_id = record_visit(step, met, Direction.DEPARTURE, "").entry_id
    step.note(StaffDeed.DISCHARGED, person.id, entry_id or None)
    return Discharged(person.id, kind, entry_id)


def take_discharge_back(step: DeskStep, act: TakeDischargeBack) -> KindSet:
    """The departure is void, and the person stays until they are discharged."""
    kind_set = set_kind(step, SetKind(act.person_id, act.kind))
    if act.entry_id:
        take_back(step, TakeBack((act.entry_id,)))
    return kind_set


def counts_inside(step: DeskStep, person_id: str) -> bool:
    """Whether somebody's presence counts now."""
    presence = step.tx.visits.presence(person_id)
    rules = step.rules
    return presence is not None and is_inside(
        presence.since, step.now, rules.policy, rules.venue.time_zone, presence.kind
    )


def note_look(step: DeskStep, act: NoteLook) -> LookNoted:
    """Leave the trace of a look; what was searched for is not told."""
    problem = look_problem(act, venue_day(step.now, step.rules.venue.time_zone))
    if problem is not None:
        step.refuse(problem)
    words = ("" if act.day is None else act.day.isoformat(), act.reason or "")
    note = " ".join(word for word in words if word)
    step.note(_LOOKS[act.look], act.person_id or None, note=note)
    return LookNoted()


def review_stays(step: DeskStep, act: ReviewStays) -> StaysReviewed:
    """Note that staff went through who stays until they are discharged, and how many those are."""
    step.note(StaffDeed.STAYS_REVIEWED, note=str(act.count))
    return StaysReviewed()
