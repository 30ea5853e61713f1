"""What staff do about comings and goings, on a real in-memory database."""

from __future__ import annotations

import random
from collections.abc import Sequence
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
    AlreadyPrinted,
    Checked,
    CheckedPerson,
    CheckPersons,
    CodeProof,
    ConfirmReason,
    Corrected,
    CorrectEntry,
    Correction,
    CorrectionReason,
    DeskProof,
    EnterPaper,
    PaperEntered,
    PaperRefused,
    PaperRow,
    Reprinted,
    ReprintSlips,
    SettleByCall,
    Settled,
    StaffProof,
    TakeBack,
    TakenBack,
)
from kiosk.domain.people.person import Birth, Identifier, IdentifierKind, PersonDetails
from kiosk.domain.visits.decision import Admit, Direction, DirectionBy, LaneName, PrintState
from sync.protocol.asking import LookedUp, LookupAnswer
from tests.support.credentials import citizen_fields, citizen_text, make_person
from tests.support.desk import STAFF, Rig, make_rig

PHONE = "0900 000 001"
STORED_PHONE = "+84900000001"
OTP = CodeProof("challenge-1")
WORD = StaffProof(ConfirmReason.NO_CODE_CAME)
ARRIVAL, DEPARTURE = Direction.ARRIVAL, Direction.DEPARTURE


@pytest.fixture
def rig() -> Rig:
    return make_rig()


def details(name: str = "K'Brếp", year: int = 1990) -> PersonDetails:
    return PersonDetails(full_name=name, birth=Birth(year, 1, 2))


def check(
    rig: Rig,
    *names: str,
    direction: Direction = ARRIVAL,
    proof: DeskProof | None = OTP,
    phone: str = PHONE,
) -> Checked:
    """Check new people of these names in; all must be."""
    whom = tuple(NewPerson(details(name)) for name in names)
    checked = rig.act(CheckPersons(direction, whom, proof, phone))
    assert isinstance(checked, Checked), checked
    return checked


def again(
    rig: Rig, persons: Sequence[CheckedPerson], direction: Direction, proof: DeskProof | None = OTP
) -> Checked:
    whom = tuple(StoredPerson(one.person_id) for one in persons)
    checked = rig.act(CheckPersons(direction, whom, proof, PHONE))
    assert isinstance(checked, Checked), checked
    return checked


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
    checked = rig.act(CheckPersons(ARRIVAL, (whom,), OTP))
    assert isinstance(checked, Checked)
    assert rig.bodies("arrival")[0]["person"] == whom.person_id
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


# Nhập bù.


def row(rig: Rig, minutes: float, direction: Direction = ARRIVAL, **more: object) -> PaperRow:
    """A row of so many minutes ago."""
    at = rig.clock.now() - timedelta(minutes=minutes)
    return PaperRow(at, direction, **more)  # type: ignore[arg-type]


def test_rows_of_the_paper_book_have_their_own_time(rig: Rig) -> None:
    known = check(rig, "K'Brếp").persons[0]
    rig.clock.advance(7200)
    rows = (
        row(rig, 30, name="H'Hen Niê"),
        row(rig, 60, phone=PHONE, direction=DEPARTURE),
        row(rig, 45, phone="0900000002"),
        row(rig, 20, whom=StoredPerson(known.person_id)),
    )
    entered = rig.act(EnterPaper(rows))
    assert isinstance(entered, PaperEntered)
    stored = dict(rig.records("arrival", "departure"))
    bodies = [stored[entry] for entry in entered.entries]
    assert {body["source"] for body in bodies} == {"paper"}
    assert [rig.at(entry) for entry in entered.entries] == [one.at for one in rows]
    assert bodies[1]["person"] == bodies[3]["person"] == known.person_id
    assert rig.person(str(bodies[2]["person"])).details.phone == "+84900000002"
    assert rig.person(str(bodies[0]["person"])).details.full_name == "H'Hen Niê"
    assert rig.is_inside(known.person_id)
    rig.check()


def test_what_was_on_paper_does_not_undo_what_came_later(rig: Rig) -> None:
    """Entered at nine, the arrival of six is no second arrival of who left at eight."""
    person = check(rig, "K'Brếp").persons[0]
    rig.clock.advance(7200)
    again(rig, [person], DEPARTURE, None)
    rig.clock.advance(3600)
    known = StoredPerson(person.person_id)
    rows = (row(rig, 120, ARRIVAL, whom=known), row(rig, 150, DEPARTURE, whom=known))
    assert isinstance(rig.act(EnterPaper(rows)), PaperEntered)
    assert not rig.is_inside(person.person_id)
    rig.check()
    # What is written after them counts again.
    assert not again(rig, [person], ARRIVAL).persons[0].is_repeat
    assert rig.is_inside(person.person_id)
    rig.check()


def test_rows_in_any_order_stand_in_the_order_of_their_times(rig: Rig) -> None:
    person = check(rig, "K'Brếp").persons[0]
    rig.clock.advance(7200)
    known = StoredPerson(person.person_id)
    assert isinstance(rig.act(EnterPaper((row(rig, 10, DEPARTURE, whom=known),))), PaperEntered)
    assert isinstance(rig.act(EnterPaper((row(rig, 30, ARRIVAL, whom=known),))), PaperEntered)
    assert not rig.is_inside(person.person_id)
    rig.check()


def test_one_wrong_row_keeps_all_from_being_written(rig: Rig) -> None:
    rows = (
        row(rig, 30, name="K'Brếp"),
        row(rig, -1, name="K'Brếp"),
        row(rig, 30, name="12"),
        row(rig, 30, phone="12"),
        row(rig, 60 * 24 * 8, name="K'Brếp"),
        row(rig, 30),
    )
    assert rig.act(EnterPaper(rows)) == PaperRefused(
        (
            (1, ActProblem.BAD_TIME),
            (2, ActProblem.BAD_NAME),
            (3, ActProblem.BAD_PHONE),
            (4, ActProblem.BAD_TIME),
            (5, ActProblem.BAD_NAME),
        )
    )
    assert rig.act(EnterPaper(())) == PaperRefused(())
    assert rig.count("records") == 0


def test_rows_are_taken_back_by_when_they_were_entered(rig: Rig) -> None:
    entered = rig.act(EnterPaper((row(rig, 300, name="K'Brếp"),)))
    assert isinstance(entered, PaperEntered)
    assert isinstance(rig.act(TakeBack(entered.entries)), TakenBack)


# In lại.


def test_a_reprint_offers_all_who_came_with_the_phone_and_says_what_is_out(rig: Rig) -> None:
    family = check(rig, "K'Brếp", "K'Brơi").persons
    other = check(rig, "K'Brim", phone="0900000002").persons[0]
    act = ReprintSlips(family[0].person_id, with_phone=True)
    assert rig.act(act) == NotDone(ActProblem.ALREADY_DONE)
    printed_at = rig.clock.now()
    rig.store.set_print_state(family[0].print_job, PrintState.PRINTED, printed_at)
    rig.store.set_print_state(family[1].print_job, PrintState.FAILED, printed_at)
    rig.clock.advance(60)
    asked = rig.act(act)
    assert isinstance(asked, AlreadyPrinted)
    assert [(one.person_id, one.printed_at) for one in asked.slips] == [
        (family[0].person_id, printed_at)
    ]
    assert rig.bodies("slip")[-1]["act"] == "issued"
    told = ReprintSlips(family[0].person_id, with_phone=True, is_told=True)
    assert rig.act(told) == Reprinted(tuple(one.print_job for one in family))
    assert rig.reprints == [one.print_job for one in family]
    assert other.print_job not in rig.reprints
    job = rig.store.get_print_job(family[0].print_job)
    assert (job.state, job.slip.reprint) == (PrintState.PENDING, 1)
    assert [body["act"] for body in rig.bodies("slip")].count("reprinted") == 2
    assert rig.trail("slip_reprinted") == [one.person_id for one in family]


def test_what_was_taken_back_or_is_over_is_not_printed_again(rig: Rig) -> None:
    came = check(rig, "K'Brếp")
    person = came.persons[0]
    rig.store.set_print_state(person.print_job, PrintState.FAILED, rig.clock.now())
    rig.act(TakeBack(came.entries))
    assert rig.act(ReprintSlips(person.person_id)) == NotDone(ActProblem.NOTHING_TO_PRINT)
    later = check(rig, "K'Brim").persons[0]
    rig.store.set_print_state(later.print_job, PrintState.FAILED, rig.clock.now())
    rig.clock.advance(72 * 3600)
    assert rig.act(ReprintSlips(later.person_id)) == NotDone(ActProblem.NOTHING_TO_PRINT)


def test_a_phone_points_to_whom_it_was_given_for(rig: Rig) -> None:
    checked = check(rig, "K'Brếp", "K'Brơi")
    with rig.store.transaction() as tx:
        found = tx.people.find(Identifier(IdentifierKind.PHONE, STORED_PHONE))
    assert [one.id for one in found] == [one.person_id for one in checked.persons]
