"""What staff do about comings and goings, on a real in-memory database."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import timedelta

import pytest

from kiosk.domain.desk.acts import (
    ActProblem,
    NewPerson,
    NotDone,
    ReleasedPerson,
    StoredPerson,
    VenuePerson,
)
from kiosk.domain.desk.acts_on_visits import (
    Checked,
    CheckPersons,
    Corrected,
    CorrectEntry,
    Correction,
    CorrectionReason,
    ReplaceSlip,
    ReprintSlips,
    SettleByCall,
    Settled,
    TakeBack,
    TakenBack,
)
from kiosk.domain.visits.decision import Admit, DirectionBy, LaneName
from sync.protocol.asking import LookedUp, LookupAnswer
from tests.support.credentials import citizen_fields, citizen_text, make_person
from tests.support.desk import STAFF, Rig, make_rig
from tests.support.desk_acts import (
    ARRIVAL,
    DEPARTURE,
    OTP,
    PHONE,
    STORED_PHONE,
    WORD,
    again,
    check,
    details,
)


@pytest.fixture
def rig() -> Rig:
    return make_rig()


def test_two_of_a_family_come_in_by_one_code(rig: Rig) -> None:
    checked = check(rig, "Nguyễn Thị Hồng Nhung", "Nguyễn Văn Tùng")
    bodies = rig.bodies("arrival")
    assert [body["person"] for body in bodies] == [one.person_id for one in checked.persons]
    assert bodies[0] == {
        "type": "arrival",
        "person": checked.persons[0].person_id,
        "credential": "phone",
        "lane": "desk",
        "gate": "Cổng A",
        "method": "desk",
        "proof": "otp",
        "challenge": "challenge-1",
        "direction_by": "staff",
        "staff": STAFF,
        "slip": bodies[0]["slip"],
    }
    numbers = [(body["value"], body["source"]) for body in rig.bodies("identifier")]
    assert numbers == [(STORED_PHONE, "otp")] * 2
    assert [outcome.result for outcome in rig.told] == [Admit(ARRIVAL, DirectionBy.STAFF)] * 2
    assert {outcome.lane for outcome in rig.told} == {LaneName.DESK}
    assert rig.told[0].display_name == "N. T. H. Nhung"
    assert all(one.print_job and not one.is_unverified for one in checked.persons)
    assert rig.trail("checked_in") == [one.person_id for one in checked.persons]
    assert [rig.is_inside(one.person_id) for one in checked.persons] == [True, True]


def test_of_a_family_all_come_in_or_none(rig: Rig) -> None:
    whom = (NewPerson(details()), StoredPerson("nobody"))
    assert rig.act(CheckPersons(ARRIVAL, whom, OTP, PHONE)) == NotDone(ActProblem.UNKNOWN)
    assert rig.bodies("arrival", "person", "identifier") == []
    assert rig.trail("checked_in") == []


@pytest.mark.parametrize(
    ("act", "problem"),
    [
        (CheckPersons(ARRIVAL, (NewPerson(details()),)), ActProblem.REASON_MISSING),
        (CheckPersons(ARRIVAL, (), OTP), ActProblem.UNKNOWN),
        (CheckPersons(ARRIVAL, (NewPerson(details()),), OTP, "12"), ActProblem.BAD_PHONE),
        (CheckPersons(ARRIVAL, (NewPerson(details("123")),), OTP), ActProblem.BAD_NAME),
        (TakeBack(()), ActProblem.UNKNOWN),
        (TakeBack(("nothing",)), ActProblem.UNKNOWN),
        (ReprintSlips("nobody"), ActProblem.UNKNOWN),
        (ReplaceSlip("nobody"), ActProblem.UNKNOWN),
        (SettleByCall("nobody"), ActProblem.ALREADY_DONE),
    ],
)
def test_what_cannot_be_says_why(rig: Rig, act: object, problem: ActProblem) -> None:
    assert rig.act(act) == NotDone(problem)  # type: ignore[arg-type]
    assert rig.count("records") == 0


def test_nobody_acts_without_being_signed_in(rig: Rig) -> None:
    act = CheckPersons(ARRIVAL, (NewPerson(details()),), OTP)
    assert rig.acts.carry_out(act, None).answer == NotDone(ActProblem.NOT_SIGNED_IN)
    assert rig.count("records") == 0


def test_a_citizen_checks_in_by_a_code_of_their_own(rig: Rig) -> None:
    known = check(rig, "Nguyễn Thị Hồng Nhung").persons[0]
    rig.clock.advance(86400)
    act = CheckPersons(ARRIVAL, (StoredPerson(known.person_id),), OTP, PHONE)
    done = rig.acts.carry_out(act, None)
    assert isinstance(done.answer, Checked)
    body = rig.bodies("arrival")[1]
    told = (body["lane"], body["direction_by"], body["method"], body["proof"])
    assert told == ("gate", "person", "self", "otp")
    assert "staff" not in body
    assert done.outcomes[0].lane is LaneName.GATE
    assert done.outcomes[0].display_name == "N. T. H. Nhung"
    assert rig.count("staff_trail") == 1
    for unproven in (
        replace(act, proof=WORD),
        replace(act, direction=DEPARTURE),
        replace(act, whom=(NewPerson(details()),)),
    ):
        answer = rig.acts.carry_out(unproven, None).answer
        assert answer == NotDone(ActProblem.NOT_SIGNED_IN)


def test_a_second_touch_records_nothing_new(rig: Rig) -> None:
    first = check(rig, "K'Brếp").persons
    rig.clock.advance(59)
    second = again(rig, first, ARRIVAL).persons
    assert second[0].is_repeat
    assert (second[0].entry_id, second[0].at) == (first[0].entry_id, first[0].at)
    assert again(rig, first, ARRIVAL).entries == ()
    rig.clock.advance(2)
    assert not again(rig, first, ARRIVAL).persons[0].is_repeat
    assert len(rig.bodies("arrival")) == 2


def test_who_leaves_needs_no_proof_and_gets_no_slip(rig: Rig) -> None:
    came = check(rig, "K'Brếp").persons
    rig.clock.advance(3600)
    left = again(rig, came, DEPARTURE, None).persons
    assert (left[0].print_job, left[0].is_unverified) == ("", False)
    assert rig.bodies("departure")[0]["proof"] == "staff"
    assert rig.trail("checked_out") == [came[0].person_id]
    assert not rig.is_inside(came[0].person_id)


def test_by_a_suspect_clock_no_slip_is_printed(rig: Rig) -> None:
    rig.clock.jump(rig.clock.now() - timedelta(days=365))
    checked = check(rig, "K'Brếp")
    assert checked.persons[0].print_job == ""
    assert rig.bodies("arrival")[0]["clock"] == "suspect"


def test_somebody_of_the_venue_is_known_by_the_hubs_id(rig: Rig) -> None:
    whom = VenuePerson("0198aaaa-0000-7000-8000-000000000001", details())
    checked = rig.act(CheckPersons(ARRIVAL, (whom,), OTP, PHONE))
    assert isinstance(checked, Checked)
    assert rig.bodies("arrival")[0]["person"] == whom.person_id
    assert rig.person(whom.person_id).details.phone == STORED_PHONE
    # The hub knows this person: an account of ours would stand over its own.
    assert rig.bodies("person") == []


def test_somebody_released_under_a_handle_stays_the_same_person(rig: Rig) -> None:
    whom = ReleasedPerson("handle-1", details())
    first = rig.act(CheckPersons(ARRIVAL, (whom,), OTP, PHONE))
    rig.clock.advance(3600)
    second = rig.act(CheckPersons(DEPARTURE, (whom,), None, PHONE))
    assert isinstance(first, Checked)
    assert isinstance(second, Checked)
    assert first.persons[0].person_id == second.persons[0].person_id
    handles = [body for body in rig.bodies("identifier") if body["kind"] == "handle"]
    assert [(body["value"], body["person"]) for body in handles] == [
        ("handle-1", first.persons[0].person_id)
    ]
    assert len(rig.bodies("person")) == 1


# What rests on the word of staff.


def test_without_a_code_staff_confirm_and_it_waits(rig: Rig) -> None:
    checked = check(rig, "K'Brếp", proof=WORD).persons
    assert checked[0].is_unverified
    body = rig.bodies("arrival")[0]
    assert (body["proof"], body["reason"], body["staff"]) == ("staff", "no_code_came", STAFF)
    assert "challenge" not in body
    assert rig.pending(checked[0].person_id) == [checked[0].entry_id]
    assert rig.acts.unverified_phones(9) == [STORED_PHONE]


def test_a_call_settles_it(rig: Rig) -> None:
    person = check(rig, "K'Brếp", proof=WORD).persons[0]
    assert rig.act(SettleByCall(person.person_id)) == Settled((person.entry_id,))
    assert rig.bodies("verified") == [
        {
            "type": "verified",
            "ref": person.entry_id,
            "person": person.person_id,
            "by": "call",
            "staff": STAFF,
        }
    ]
    assert rig.pending(person.person_id) == []
    assert rig.act(SettleByCall(person.person_id)) == NotDone(ActProblem.ALREADY_DONE)


def test_a_code_at_the_next_visit_settles_it(rig: Rig) -> None:
    person = check(rig, "K'Brếp", proof=WORD).persons
    rig.clock.advance(86400)
    assert again(rig, person, ARRIVAL, WORD).persons[0].is_unverified
    assert len(rig.pending(person[0].person_id)) == 2
    rig.clock.advance(86400)
    again(rig, person, ARRIVAL, OTP)
    assert rig.pending(person[0].person_id) == []
    assert {body["by"] for body in rig.bodies("verified")} == {"visit"}


def test_a_card_at_the_next_visit_settles_it_and_a_typed_number_does_not(rig: Rig) -> None:
    someone = make_person(random.Random(3))
    card = citizen_text(citizen_fields(someone, random.Random(1)))
    rig.scan(card)
    person = str(rig.bodies("arrival")[0]["person"])
    rig.clock.advance(86400)
    checked = rig.act(CheckPersons(ARRIVAL, (StoredPerson(person),), WORD))
    assert isinstance(checked, Checked)
    rig.clock.advance(86400)
    rig.type_number(someone.citizen_id)
    assert rig.pending(person) == [checked.persons[0].entry_id]
    rig.clock.advance(86400)
    rig.scan(card)
    assert rig.pending(person) == []


def told(*persons: tuple[str, str]) -> LookupAnswer:
    return LookupAnswer(
        tuple(LookedUp(one, name, "1990-01-02", "unknown") for one, name in persons)
    )


@pytest.mark.fault("S60")
@pytest.mark.parametrize(
    ("names", "is_settled"),
    [
        ([("other", "K'Brếp")], True),
        ([("other", "K'Brơi")], False),
        ([("other", "K'Brơi"), ("another", "K'BREP")], True),
        ([], False),
    ],
)
def test_s60_the_hubs_lookup_settles_it_by_name_and_birth(
    rig: Rig, names: list[tuple[str, str]], is_settled: bool
) -> None:
    person = check(rig, "K'Brếp", proof=WORD).persons[0]
    settled = rig.acts.settle_by_lookup(STORED_PHONE, told(*names))
    assert settled == ((person.entry_id,) if is_settled else ())
    assert rig.pending(person.person_id) == ([] if is_settled else [person.entry_id])
    assert [body["by"] for body in rig.bodies("verified")] == ["lookup"] * is_settled


@pytest.mark.fault("S60")
def test_s60_a_hub_that_repeats_what_it_was_told_settles_nothing(rig: Rig) -> None:
    """The phone was first given on that day: the hub knows it from this station alone."""
    person = check(rig, "K'Brếp", proof=WORD).persons[0]
    answer = told((person.person_id, "K'Brếp"))
    assert rig.acts.settle_by_lookup(STORED_PHONE, answer) == ()
    rig.clock.advance(86400)
    later = again(rig, [person], ARRIVAL, WORD).persons[0]
    assert rig.acts.settle_by_lookup(STORED_PHONE, answer) == (later.entry_id,)
    assert rig.acts.settle_by_lookup("+84900000002", answer) == ()


# Hoàn tác.


def test_what_was_taken_back_counts_no_longer(rig: Rig) -> None:
    came = check(rig, "K'Brếp", proof=WORD)
    person = came.persons[0].person_id
    rig.clock.advance(10)
    assert rig.act(TakeBack(came.entries)) == TakenBack(came.entries)
    void = rig.bodies("arrival")[1]
    assert (void["ref"], void["void"], void["staff"]) == (came.entries[0], True, STAFF)
    assert "person" not in void
    assert not rig.is_inside(person)
    assert rig.pending(person) == []
    assert rig.trail("taken_back") == [person]
    rig.check()


def test_a_departure_taken_back_leaves_them_inside(rig: Rig) -> None:
    came = check(rig, "K'Brếp").persons
    rig.clock.advance(3600)
    left = again(rig, came, DEPARTURE, None)
    assert not rig.is_inside(came[0].person_id)
    assert isinstance(rig.act(TakeBack(left.entries)), TakenBack)
    assert rig.is_inside(came[0].person_id)
    rig.check()


def test_nothing_is_taken_back_late_or_twice_or_by_another(rig: Rig) -> None:
    came = check(rig, "K'Brếp", "K'Brơi")
    assert rig.acts.carry_out(TakeBack(came.entries), "another").answer == NotDone(
        ActProblem.UNKNOWN
    )
    rig.clock.advance(13)
    assert rig.act(TakeBack(came.entries)) == NotDone(ActProblem.TOO_LATE)
    late = check(rig, "K'Brim")
    assert isinstance(rig.act(TakeBack(late.entries)), TakenBack)
    assert rig.act(TakeBack(late.entries)) == NotDone(ActProblem.ALREADY_DONE)
    # All or none: of these the second is too old.
    mixed = (check(rig, "K'Brơm").entries[0], came.entries[0])
    assert rig.act(TakeBack(mixed)) == NotDone(ActProblem.TOO_LATE)
    assert [body.get("void") for body in rig.bodies("arrival")].count(True) == 1


def test_an_entry_of_the_gate_is_corrected_but_not_taken_back(rig: Rig) -> None:
    someone = make_person(random.Random(3))
    scanned = rig.scan(citizen_text(citizen_fields(someone, random.Random(1))))
    assert rig.act(TakeBack((scanned.entry_id,))) == NotDone(ActProblem.UNKNOWN)
    act = CorrectEntry(scanned.entry_id, Correction.VOID, CorrectionReason.TRIAL)
    corrected = rig.act(act)
    assert isinstance(corrected, Corrected)
    assert corrected.direction is None
    assert rig.act(act) == NotDone(ActProblem.ALREADY_DONE)
    again = CorrectEntry(corrected.entry_id, Correction.TURN, CorrectionReason.TRIAL)
    assert rig.act(again) == NotDone(ActProblem.ALREADY_DONE)


def test_a_correction_says_why_and_stands_at_the_first_moment(rig: Rig) -> None:
    came = check(rig, "K'Brếp").persons[0]
    rig.clock.advance(86400)
    act = CorrectEntry(came.entry_id, Correction.TURN, CorrectionReason.WRONG_DIRECTION)
    corrected = rig.act(act)
    assert isinstance(corrected, Corrected)
    assert corrected.direction is DEPARTURE
    body = rig.bodies("departure")[0]
    assert (body["ref"], body["reason"], body["person"]) == (
        came.entry_id,
        "wrong_direction",
        came.person_id,
    )
    assert rig.told[-1].at == came.at
    assert rig.trail("entry_corrected") == [came.person_id]
    assert not rig.is_inside(came.person_id)
    rig.check()


@pytest.mark.parametrize("correction", Correction)
def test_a_correction_is_taken_back_too(rig: Rig, correction: Correction) -> None:
    came = check(rig, "K'Brếp", proof=WORD).persons[0]
    rig.clock.advance(3600)
    act = CorrectEntry(came.entry_id, correction, CorrectionReason.NOT_COME)
    corrected = rig.act(act)
    assert isinstance(corrected, Corrected)
    assert not rig.is_inside(came.person_id)
    assert rig.pending(came.person_id) == []
    rig.clock.advance(5)
    assert isinstance(rig.act(TakeBack((corrected.entry_id,))), TakenBack)
    assert rig.is_inside(came.person_id)
    assert rig.pending(came.person_id) == [came.entry_id]
    assert rig.trail("taken_back") == [came.person_id]
    assert rig.act(TakeBack((corrected.entry_id,))) == NotDone(ActProblem.ALREADY_DONE)
    rig.check()


def test_a_wrong_person_is_corrected_for_the_earlier_visit(rig: Rig) -> None:
    """Voided entries of somebody leave what happened before them in force."""
    first = check(rig, "K'Brếp").persons[0]
    rig.clock.advance(3600)
    left = again(rig, [first], DEPARTURE, None)
    rig.clock.advance(3600)
    back = again(rig, [first], ARRIVAL)
    for entry in (*back.entries, *left.entries):
        act = CorrectEntry(entry, Correction.VOID, CorrectionReason.WRONG_PERSON)
        assert isinstance(rig.act(act), Corrected)
    assert rig.is_inside(first.person_id)
    rig.check()
