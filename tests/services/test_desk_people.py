"""What staff do about people, on a real in-memory database."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, time

import pytest

from kiosk.domain.desk.acts import ActProblem, NewPerson, NotDone, StoredPerson
from kiosk.domain.desk.acts_on_people import (
    Added,
    AddToPhone,
    AskAboutData,
    DataAsked,
    DataRight,
    Discharge,
    Discharged,
    Edited,
    EditPerson,
    KindSet,
    Linked,
    LinkEvidence,
    LinkPersons,
    Look,
    LookNoted,
    LookReason,
    MayBeTheSame,
    NoteLook,
    Parted,
    PartPersons,
    SetKind,
    Untied,
    UntiePhone,
)
from kiosk.domain.desk.asked import StaffAct
from kiosk.domain.people.person import Birth, Identifier, IdentifierKind, PersonDetails
from kiosk.domain.people.visitor import VisitorKind
from kiosk.domain.venue import Policy
from kiosk.domain.visits.decision import Admit, AskLeaving, Direction
from tests.support.credentials import (
    citizen_fields,
    citizen_text,
    insurance_fields,
    insurance_text,
    make_person,
)
from tests.support.desk import STAFF, TZ, Rig, make_rig

PHONE = "0900000001"
STORED_PHONE = "+84900000001"
SOMEONE = make_person(random.Random(3))
CARD = citizen_text(citizen_fields(SOMEONE, random.Random(1)))


@pytest.fixture
def rig() -> Rig:
    return make_rig()


def add(rig: Rig, name: str, phone: str = PHONE, *, is_another: bool = True) -> str:
    whom = NewPerson(PersonDetails(full_name=name, birth=Birth(1990)))
    added = rig.act(AddToPhone(phone, whom, is_another))
    assert isinstance(added, Added), added
    return added.person_id


def untie(rig: Rig, person: str, phone: str) -> object:
    return rig.act(UntiePhone(person, phone))


def scan_card(rig: Rig, card: str = CARD) -> str:
    """Scan a card at the gate; gives the person."""
    assert isinstance(rig.scan(card).result, Admit)
    return str(rig.bodies("arrival", "departure")[-1]["person"])


def people_of(rig: Rig, phone: str) -> list[str]:
    with rig.store.transaction() as tx:
        return [one.id for one in tx.people.find(Identifier(IdentifierKind.PHONE, phone))]


def test_a_name_and_phone_are_written_as_they_should_be_and_back(rig: Rig) -> None:
    person = add(rig, "Nguyen Thi Nhung")
    edited = rig.act(EditPerson(person, " Nguyễn  Thị Nhung ", "0900000002"))
    assert isinstance(edited, Edited)
    details = rig.person(person).details
    assert (details.full_name, details.phone) == ("Nguyễn Thị Nhung", "+84900000002")
    # The old number would lead its owner's caller to a stranger's name.
    assert (people_of(rig, STORED_PHONE), people_of(rig, "+84900000002")) == ([], [person])
    undone = rig.bodies("identifier")[1]
    assert (undone["value"], undone["undo"]) == (STORED_PHONE, True)
    assert rig.trail("person_edited") == [person]
    rig.check()
    assert isinstance(rig.act(edited.undo), Edited)
    assert rig.person(person).details.full_name == "Nguyen Thi Nhung"
    assert (people_of(rig, STORED_PHONE), people_of(rig, "+84900000002")) == ([person], [])
    rig.check()


def test_no_phone_is_a_phone_too(rig: Rig) -> None:
    person = add(rig, "K'Brếp")
    assert isinstance(rig.act(EditPerson(person, "K'Brếp", "")), Edited)
    assert rig.person(person).details.phone == ""
    assert people_of(rig, STORED_PHONE) == []


@pytest.mark.parametrize(
    ("name", "phone", "problem"),
    [
        ("K'Brếp", PHONE, ActProblem.ALREADY_DONE),
        ("", PHONE, ActProblem.BAD_NAME),
        ("123", PHONE, ActProblem.BAD_NAME),
        ("K'Brơi", "12", ActProblem.BAD_PHONE),
    ],
)
def test_what_is_no_name_or_phone_changes_nothing(
    rig: Rig, name: str, phone: str, problem: ActProblem
) -> None:
    person = add(rig, "K'Brếp")
    before = rig.count("records")
    assert rig.act(EditPerson(person, name, phone)) == NotDone(problem)
    assert rig.act(EditPerson("nobody", "K'Brếp", PHONE)) == NotDone(ActProblem.UNKNOWN)
    assert rig.count("records") == before


def test_nobody_is_made_twice_unseen(rig: Rig) -> None:
    first = add(rig, "Nguyễn Thị Nhung")
    for year, is_told in ((1990, True), (None, True), (1991, False)):
        birth = None if year is None else Birth(year)
        whom = NewPerson(PersonDetails(full_name="NGUYEN THI NHUNG", birth=birth))
        answer = rig.act(AddToPhone("0900000002", whom))
        assert (answer == MayBeTheSame((first,))) is is_told
    assert add(rig, "Nguyễn Thị Nhung", is_another=True) != first


def test_a_phone_gets_one_more_person_and_a_person_one_more_phone(rig: Rig) -> None:
    first = add(rig, "K'Brếp")
    second = add(rig, "K'Brơi")
    assert people_of(rig, STORED_PHONE) == [first, second]
    added = rig.act(AddToPhone("0900000002", StoredPerson(first)))
    assert added == Added(first, UntiePhone(first, "+84900000002"))
    assert people_of(rig, "+84900000002") == [first]
    # The contact stays the one that was given first.
    assert rig.person(first).details.phone == STORED_PHONE
    again = AddToPhone("0900000002", StoredPerson(first))
    assert rig.act(again) == NotDone(ActProblem.ALREADY_DONE)
    assert rig.act(replace(again, phone=" ")) == NotDone(ActProblem.BAD_PHONE)
    assert rig.trail("phone_tied") == [first, second, first]
    assert untie(rig, first, "0900000002") == Untied(first)
    assert (people_of(rig, "+84900000002"), rig.person(first).details.phone) == ([], STORED_PHONE)
    assert untie(rig, first, "0900000002") == NotDone(ActProblem.ALREADY_DONE)
    assert untie(rig, second, PHONE) == Untied(second)
    assert (people_of(rig, STORED_PHONE), rig.person(second).details.phone) == ([first], "")
    assert rig.trail("phone_untied") == [first, second]
    rig.check()


@pytest.mark.parametrize(
    ("day", "answer_by"),
    [(0, "2026-03-05"), (3, "2026-03-10"), (4, "2026-03-11"), (5, "2026-03-11")],
)
def test_what_somebody_asks_about_their_data_is_taken_down(
    rig: Rig, day: int, answer_by: str
) -> None:
    """Asked on a Monday, Thursday, Friday or Saturday: to be answered within two working days."""
    person = add(rig, "K'Brếp")
    rig.clock.advance(day * 86400)
    asked = rig.act(AskAboutData(person, DataRight.ERASE))
    assert isinstance(asked, DataAsked)
    assert asked.answer_by.astimezone(TZ).isoformat() == f"{answer_by}T00:00:00+07:00"
    body = rig.bodies("data_request")[0]
    assert (body["person"], body["right"], body["staff"]) == (person, "erase", STAFF)
    assert rig.trail("data_asked") == [person]
    assert rig.act(AskAboutData("nobody", DataRight.SEE)) == NotDone(ActProblem.UNKNOWN)


def test_two_are_one_and_two_again(rig: Rig) -> None:
    one = scan_card(rig)
    other = add(rig, "K'Brếp")
    linked = rig.act(LinkPersons(one, other, LinkEvidence.DOCUMENTS_SEEN))
    assert isinstance(linked, Linked)
    assert linked.person_id == one
    assert rig.person(other).id == one
    assert rig.is_inside(other)
    body = rig.bodies("same_as")[0]
    assert (body["persons"], body["evidence"], body["by"]) == (
        [one, other],
        "documents_seen",
        STAFF,
    )
    rig.check()
    act = LinkPersons(other, one, LinkEvidence.SAID_SO)
    assert rig.act(act) == NotDone(ActProblem.ALREADY_DONE)
    assert rig.act(linked.undo) == Parted(one, other)
    assert rig.bodies("same_as")[1]["undo"] is True
    assert rig.person(other).id == other
    assert (rig.is_inside(one), rig.is_inside(other)) == (True, False)
    assert rig.act(linked.undo) == NotDone(ActProblem.ALREADY_DONE)
    assert rig.act(PartPersons(one, one)) == NotDone(ActProblem.ALREADY_DONE)
    assert rig.trail("persons_linked") == rig.trail("persons_parted") == [one, other]
    rig.check()


def test_who_was_parted_by_mistake_is_one_again(rig: Rig) -> None:
    one, other = add(rig, "K'Brếp"), add(rig, "K'Brep")
    rig.act(LinkPersons(one, other, LinkEvidence.SAID_SO))
    parted = rig.act(PartPersons(one, other))
    assert isinstance(parted, Parted)
    again = rig.act(parted.undo)
    assert again == Linked(one, PartPersons(one, other))
    assert rig.person(other).id == one
    assert rig.bodies("same_as")[-1]["evidence"] == "undone"
    rig.check()
    assert rig.act(parted.undo) == NotDone(ActProblem.ALREADY_DONE)


def test_of_three_only_the_one_who_was_linked_by_mistake_goes(rig: Rig) -> None:
    one, other, third = (add(rig, name) for name in ("K'Brếp", "K'Brơi", "K'Brim"))
    for pair in ((one, other), (other, third)):
        assert isinstance(rig.act(LinkPersons(*pair, LinkEvidence.SAID_SO)), Linked)
    assert {rig.person(person).id for person in (one, other, third)} == {one}
    assert rig.act(PartPersons(one, other)) == Parted(one, other)
    assert [rig.person(person).id for person in (one, other, third)] == [one, other, other]
    rig.check()
    assert isinstance(rig.act(LinkPersons(one, third, LinkEvidence.SAID_SO)), Linked)
    assert {rig.person(person).id for person in (one, other, third)} == {one}
    rig.check()


def test_two_numbers_of_a_kind_are_two_persons(rig: Rig) -> None:
    one = scan_card(rig)
    another = make_person(random.Random(4))
    other = scan_card(rig, citizen_text(citizen_fields(another, random.Random(1))))
    act = LinkPersons(one, other, LinkEvidence.SAID_SO)
    assert rig.act(act) == NotDone(ActProblem.TWO_PERSONS)
    assert rig.bodies("same_as") == []


@pytest.mark.fault("S61")
def test_s61_whom_staff_parted_no_card_joins_again(rig: Rig) -> None:
    """Two documents of one number and name were linked by the station; staff know better."""
    one = scan_card(rig)
    full = {"birth": SOMEONE.birth.isoformat()}
    insurance = insurance_text(insurance_fields(SOMEONE, random.Random(1), "old") | full)
    rig.clock.advance(86400)
    other = scan_card(rig, insurance)
    assert isinstance(rig.act(LinkPersons(one, other, LinkEvidence.SAID_SO)), Linked)
    assert isinstance(rig.act(PartPersons(one, other)), Parted)
    with rig.store.transaction() as tx:
        tx.people.tie(
            other,
            Identifier(IdentifierKind.CITIZEN_ID, SOMEONE.citizen_id),
            "staff",
            rig.clock.now(),
        )
    rig.clock.advance(86400)
    rig.scan(CARD)
    assert len(rig.bodies("same_as")) == 2
    assert rig.person(other).id == other


def test_an_inpatient_stays_until_discharged(rig: Rig) -> None:
    person = scan_card(rig)
    kind = rig.act(SetKind(person, VisitorKind.INPATIENT))
    assert isinstance(kind, KindSet)
    assert rig.bodies("person")[-1]["visitor"] == "inpatient"
    rig.clock.advance(20 * 86400)
    discharged = rig.act(Discharge(person))
    assert isinstance(discharged, Discharged)
    assert rig.bodies("departure")[0]["person"] == person
    assert rig.person(person).visitor is VisitorKind.VISITOR
    assert rig.act(Discharge(person)) == NotDone(ActProblem.ALREADY_DONE)
    assert rig.trail("discharged") == [person]
    rig.check()


def test_who_left_before_is_discharged_without_a_departure(rig: Rig) -> None:
    person = scan_card(rig)
    rig.act(SetKind(person, VisitorKind.CARER))
    rig.clock.advance(86400)
    assert rig.scan(CARD).result == Admit(Direction.DEPARTURE)
    discharged = rig.act(Discharge(person))
    assert discharged == Discharged(person, VisitorKind.CARER)
    assert len(rig.bodies("departure")) == 1
    assert isinstance(rig.act(discharged.undo), KindSet)
    assert rig.person(person).visitor is VisitorKind.CARER
    assert not rig.is_inside(person)


def test_a_discharge_is_taken_back_with_its_departure(rig: Rig) -> None:
    person = scan_card(rig)
    rig.act(SetKind(person, VisitorKind.INPATIENT))
    rig.clock.advance(20 * 86400)
    discharged = rig.act(Discharge(person))
    assert isinstance(discharged, Discharged)
    assert not rig.is_inside(person)
    rig.clock.advance(5)
    assert isinstance(rig.act(discharged.undo), KindSet)
    assert rig.person(person).visitor is VisitorKind.INPATIENT
    assert rig.is_inside(person)
    rig.check()
    assert rig.act(discharged.undo) == NotDone(ActProblem.ALREADY_DONE)


def test_after_ten_seconds_a_discharge_stands_whole(rig: Rig) -> None:
    person = scan_card(rig)
    rig.act(SetKind(person, VisitorKind.INPATIENT))
    discharged = rig.act(Discharge(person))
    assert isinstance(discharged, Discharged)
    rig.clock.advance(20)
    assert rig.act(discharged.undo) == NotDone(ActProblem.TOO_LATE)
    assert rig.person(person).visitor is VisitorKind.VISITOR
    rig.check()


@pytest.mark.parametrize(
    ("kind", "hours", "then"),
    [
        (None, 17, Direction.ARRIVAL),
        (VisitorKind.VISITOR, 17, Direction.ARRIVAL),
        (VisitorKind.SUPPLIER, 17, Direction.ARRIVAL),
        (VisitorKind.STAFF, 35, Direction.DEPARTURE),
        (VisitorKind.STAFF, 37, Direction.ARRIVAL),
        (VisitorKind.INPATIENT, 24 * 90, Direction.DEPARTURE),
        (VisitorKind.CARER, 24 * 90, Direction.DEPARTURE),
    ],
)
def test_what_somebody_comes_for_says_how_long_they_count(
    rig: Rig, kind: VisitorKind | None, hours: int, then: Direction
) -> None:
    person = scan_card(rig)
    if kind is not None:
        with rig.store.transaction() as tx:
            tx.people.update(replace(tx.people.get(person), visitor=kind), rig.clock.now())
    rig.clock.advance(hours * 3600)
    assert rig.scan(CARD).result == Admit(then)


def test_closing_ends_the_stay_of_all_but_those_who_live_there() -> None:
    rig = make_rig(Policy(closing_time=time(17)))
    person = scan_card(rig)
    rig.act(SetKind(person, VisitorKind.INPATIENT))
    rig.clock.advance(86400)
    assert rig.scan(CARD).result == Admit(Direction.DEPARTURE)
    rig.act(SetKind(person, VisitorKind.STAFF))
    rig.clock.advance(7200)
    assert rig.scan(CARD).result == Admit(Direction.ARRIVAL)
    rig.clock.advance(86400)
    assert rig.scan(CARD).result == Admit(Direction.ARRIVAL)


@pytest.mark.parametrize("kind", [VisitorKind.STAFF, VisitorKind.SUPPLIER])
def test_scans_of_staff_and_suppliers_alternate(rig: Rig, kind: VisitorKind) -> None:
    person = scan_card(rig)
    rig.clock.advance(120)
    assert isinstance(rig.scan(CARD).result, AskLeaving)
    rig.act(SetKind(person, kind))
    assert rig.scan(CARD).result == Admit(Direction.DEPARTURE)


def test_a_kind_is_taken_back_and_is_not_said_twice(rig: Rig) -> None:
    person = add(rig, "K'Brếp")
    assert rig.act(SetKind(person, VisitorKind.VISITOR)) == NotDone(ActProblem.ALREADY_DONE)
    told = rig.act(SetKind(person, VisitorKind.SUPPLIER))
    assert isinstance(told, KindSet)
    assert rig.act(told.undo) == KindSet(
        person, VisitorKind.VISITOR, SetKind(person, VisitorKind.SUPPLIER)
    )
    assert rig.trail("kind_set") == [person, person]


@pytest.mark.parametrize(
    ("act", "deed"),
    [
        (NoteLook(Look.SEARCH), "looked_for"),
        (NoteLook(Look.PERSON, "p"), "person_opened"),
        (NoteLook(Look.UNMASKING, "p"), "numbers_shown"),
        (NoteLook(Look.EARLIER_DAY, day=date(2026, 2, 20), reason=LookReason.REPORT), "day_opened"),
    ],
)
def test_curiosity_leaves_a_trace(rig: Rig, act: NoteLook, deed: str) -> None:
    assert rig.act(act) == LookNoted()
    assert rig.trail(deed) == [act.person_id or None]
    assert rig.count("records") == 0


@pytest.mark.parametrize(
    ("day", "is_granted"),
    [(date(2026, 3, 2), True), (date(2026, 3, 1), True), (date(2026, 2, 28), False)],
)
def test_days_before_yesterday_ask_for_a_reason(rig: Rig, day: date, is_granted: bool) -> None:
    act: StaffAct[LookNoted | NotDone] = NoteLook(Look.PERSON, "p", day)
    answer = rig.act(act)
    assert answer == (LookNoted() if is_granted else NotDone(ActProblem.REASON_MISSING))
    assert rig.count("staff_trail") == is_granted
