"""What staff do about cases and emergencies, on a real in-memory database."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from kiosk.domain.desk.acts import ActProblem, NewPerson, NotDone, StoredPerson
from kiosk.domain.desk.acts_on_cases import (
    AcknowledgeCase,
    Acknowledged,
    AgeGroup,
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
    RefusalReason,
    Reopened,
)
from kiosk.domain.desk.acts_on_people import SetKind
from kiosk.domain.desk.acts_on_visits import TakeBack, TakenBack
from kiosk.domain.people.person import PersonDetails, Sex
from kiosk.domain.people.visitor import VisitorKind
from kiosk.domain.reason import Reason
from kiosk.domain.visits.decision import Direction, LaneName
from kiosk.ports.cases import SupportCase
from sync.protocol.bodies import SupportOutcome
from sync.protocol.policy import VenueKind
from tests.support.credentials import (
    citizen_fields,
    citizen_text,
    insurance_fields,
    insurance_text,
    make_person,
)
from tests.support.desk import STAFF, Rig, make_rig

PHONE = "0900000001"
STORED_PHONE = "+84900000001"
NEW = NewPerson(PersonDetails(full_name="K'Brếp"))
ADMITTED, SEPARATE = SupportOutcome.ADMITTED, SupportOutcome.SEPARATE
NOT_ADMITTED, LEFT = SupportOutcome.NOT_ADMITTED, SupportOutcome.LEFT


@pytest.fixture
def rig() -> Rig:
    return make_rig()


def call(rig: Rig, reason: Reason = Reason.STAFF_CALLED, phone: str = "") -> SupportCase:
    number = rig.desk.call_staff(reason, LaneName.GATE, phone)
    return next(case for case in rig.desk.waiting() if case.number == number)


def test_a_case_is_seen_to_by_whoever_was_first(rig: Rig) -> None:
    case = call(rig)
    assert rig.act(AcknowledgeCase(case.record_id)) == Acknowledged(case.record_id)
    waiting = rig.desk.waiting()[0]
    assert (waiting.acknowledged_by, waiting.acknowledged_at) == (STAFF, rig.clock.now())
    again = rig.acts.carry_out(AcknowledgeCase(case.record_id), "another").answer
    assert again == NotDone(ActProblem.ALREADY_DONE)
    assert rig.act(AcknowledgeCase("nothing")) == NotDone(ActProblem.ALREADY_DONE)
    assert rig.trail("case_acknowledged") == [None]


@pytest.mark.parametrize("outcome", [ADMITTED, SEPARATE])
def test_by_either_way_in_somebody_arrives(rig: Rig, outcome: SupportOutcome) -> None:
    case = call(rig)
    act = CloseCase(case.record_id, outcome, NEW, temperature_dc=378, note=" Đo lại sau 10 phút ")
    closed = rig.act(act)
    assert isinstance(closed, CaseClosed)
    arrival = rig.bodies("arrival")[0]
    assert (arrival["ref"], arrival["staff"], arrival["lane"]) == (case.record_id, STAFF, "desk")
    assert rig.bodies("support_closed") == [
        {
            "type": "support_closed",
            "ref": case.record_id,
            "outcome": outcome.value,
            "note": "Đo lại sau 10 phút",
            "temperature_dc": 378,
            "staff": STAFF,
            "person": arrival["person"],
        }
    ]
    assert rig.is_inside(str(arrival["person"]))
    assert [outcome.entry_id for outcome in rig.told] == [closed.entry_id]
    assert rig.desk.waiting() == []
    assert rig.trail("case_closed") == [arrival["person"]]
    assert rig.act(act) == NotDone(ActProblem.ALREADY_DONE)
    rig.check()


@pytest.mark.parametrize("outcome", SupportOutcome)
def test_a_closing_is_taken_back_with_its_arrival(rig: Rig, outcome: SupportOutcome) -> None:
    case = call(rig)
    act = CloseCase(case.record_id, outcome, NEW, RefusalReason.FULL, is_patient=False)
    closed = rig.act(act)
    assert isinstance(closed, CaseClosed)
    another = rig.acts.carry_out(closed.undo, "another").answer
    assert another == NotDone(ActProblem.UNKNOWN)
    rig.clock.advance(10)
    assert rig.act(closed.undo) == Reopened(case.record_id)
    assert [waiting.record_id for waiting in rig.desk.waiting()] == [case.record_id]
    assert [body.get("void") for body in rig.bodies("arrival")] in ([], [None, True])
    assert rig.bodies("support_closed")[1]["undo"] is True
    assert rig.trail("case_reopened") == [None]
    rig.check()
    assert rig.act(closed.undo) == NotDone(ActProblem.ALREADY_DONE)
    again = rig.act(act)
    assert isinstance(again, CaseClosed)
    rig.check()
    rig.clock.advance(13)
    assert rig.act(again.undo) == NotDone(ActProblem.TOO_LATE)
    assert rig.desk.waiting() == []


def test_who_they_are_need_not_be_known(rig: Rig) -> None:
    case = call(rig)
    closed = rig.act(CloseCase(case.record_id, SEPARATE))
    assert isinstance(closed, CaseClosed)
    assert closed.entry_id
    assert "person" not in rig.bodies("arrival")[0]
    assert "person" not in rig.bodies("support_closed")[0]


@pytest.mark.parametrize("outcome", [NOT_ADMITTED, LEFT])
def test_who_goes_away_does_not_arrive(rig: Rig, outcome: SupportOutcome) -> None:
    case = call(rig)
    act = CloseCase(case.record_id, outcome, NEW, RefusalReason.VISITING_OVER, is_patient=False)
    assert rig.act(act) == CaseClosed(case.record_id, outcome)
    assert rig.bodies("arrival") == []
    reason = "visiting_over" if outcome is NOT_ADMITTED else None
    assert rig.bodies("support_closed")[0].get("reason") == reason
    assert rig.desk.waiting() == []


@pytest.mark.fault("S62")
def test_s62_a_patient_is_never_refused_at_a_health_facility(rig: Rig) -> None:
    case = call(rig)
    refuse = CloseCase(case.record_id, NOT_ADMITTED, refusal=RefusalReason.HAS_SYMPTOMS)
    assert rig.act(refuse) == NotDone(ActProblem.PATIENT)
    other = rig.act(CloseCase(call(rig, Reason.NO_CODE).record_id, ADMITTED, NEW))
    assert isinstance(other, CaseClosed)
    inpatient = str(rig.bodies("arrival")[0]["person"])
    rig.act(SetKind(inpatient, VisitorKind.INPATIENT))
    known = replace(refuse, whom=StoredPerson(inpatient), is_patient=False)
    assert rig.act(known) == NotDone(ActProblem.PATIENT)
    assert [waiting.record_id for waiting in rig.desk.waiting()] == [case.record_id]
    assert isinstance(rig.act(replace(refuse, outcome=SEPARATE, refusal=None)), CaseClosed)


def test_others_are_refused_for_a_listed_reason_alone(rig: Rig) -> None:
    case = call(rig)
    refuse = CloseCase(case.record_id, NOT_ADMITTED, is_patient=False)
    assert rig.act(refuse) == NotDone(ActProblem.REASON_MISSING)
    rig.desk.venue = replace(rig.desk.venue, kind=VenueKind.OTHER)
    assert rig.act(replace(refuse, is_patient=True)) == NotDone(ActProblem.REASON_MISSING)
    told = replace(refuse, is_patient=True, refusal=RefusalReason.FULL)
    assert isinstance(rig.act(told), CaseClosed)


@pytest.mark.parametrize(("dc", "is_taken"), [(299, False), (300, True), (450, True), (451, False)])
def test_a_temperature_is_that_of_the_living(rig: Rig, dc: int, is_taken: bool) -> None:
    answer = rig.act(CloseCase(call(rig).record_id, LEFT, temperature_dc=dc))
    assert (answer == NotDone(ActProblem.BAD_TEMPERATURE)) is not is_taken
    assert len(rig.desk.waiting()) == (0 if is_taken else 1)


def test_who_is_inside_by_now_does_not_arrive_twice(rig: Rig) -> None:
    person = make_person(random.Random(3))
    rig.scan(citizen_text(citizen_fields(person, random.Random(1))))
    inside = str(rig.bodies("arrival")[0]["person"])
    closed = rig.act(CloseCase(call(rig).record_id, ADMITTED, StoredPerson(inside)))
    assert isinstance(closed, CaseClosed)
    assert closed.entry_id == ""
    assert len(rig.bodies("arrival")) == 1


def test_a_case_about_an_entry_lets_nobody_in(rig: Rig) -> None:
    """Another document ended a presence: staff are asked whether both are one person's."""
    person = make_person(random.Random(3))
    rig.scan(citizen_text(citizen_fields(person, random.Random(1))))
    rig.clock.advance(7200)
    full = {"birth": person.birth.isoformat()}
    fields = insurance_fields(person, random.Random(1), "old") | full
    left = rig.scan(insurance_text(fields))
    (case,) = rig.desk.waiting()
    assert case.ref == left.entry_id
    closed = rig.act(CloseCase(case.record_id, ADMITTED))
    assert isinstance(closed, CaseClosed)
    assert closed.entry_id == ""
    assert len(rig.bodies("arrival")) == 1


def test_a_number_goes_into_the_list_whether_it_is_known_or_not(rig: Rig) -> None:
    first = call(rig, Reason.PHONE_ONLY, PHONE)
    assert first.phone == STORED_PHONE
    assert call(rig, Reason.PHONE_ONLY, "+84 900 000 001").number == first.number
    other = call(rig, Reason.PHONE_ONLY, "0900000002")
    assert other.number != first.number
    assert rig.bodies("support")[0]["phone"] == STORED_PHONE
    # Nothing tells whom it points to, and what is no number is left out.
    assert "person" not in rig.bodies("support")[0]
    assert call(rig, Reason.PHONE_ONLY, "12").phone == ""
    closed = rig.act(CloseCase(first.record_id, ADMITTED, NEW))
    assert isinstance(closed, CaseClosed)
    arrival = rig.bodies("arrival")[0]
    assert arrival["credential"] == "phone"
    # Nobody proved the number: it waits.
    assert rig.pending(str(arrival["person"])) == [closed.entry_id]


def test_a_citizen_puts_a_number_into_the_list_without_staff(rig: Rig) -> None:
    known = rig.act(CloseCase(call(rig, Reason.PHONE_ONLY, PHONE).record_id, ADMITTED, NEW))
    assert isinstance(known, CaseClosed)
    rig.clock.advance(3600)
    answers = [
        rig.acts.carry_out(OpenPhoneCase(phone), None).answer for phone in (PHONE, "0900000009")
    ]
    assert answers == [CaseTaken(2), CaseTaken(3)]
    assert rig.acts.carry_out(OpenPhoneCase(PHONE), None).answer == CaseTaken(2)
    assert [(one.reason, one.phone, one.person_id) for one in rig.desk.waiting()] == [
        ("phone_only", STORED_PHONE, None),
        ("phone_only", "+84900000009", None),
    ]
    for wrong in ("", "12"):
        answer = rig.acts.carry_out(OpenPhoneCase(wrong), None).answer
        assert answer == NotDone(ActProblem.BAD_PHONE)


# Cấp cứu – vào ngay.


def emergency(rig: Rig) -> EmergencyRecorded:
    recorded = rig.acts.carry_out(RecordEmergency(), None)
    assert recorded.outcomes[0].entry_id == recorded.answer.entry_id
    return recorded.answer


def test_an_emergency_needs_nobody_signed_in(rig: Rig) -> None:
    first = emergency(rig)
    second = rig.act(RecordEmergency())
    assert (first.number, second.number) == (1, 2)
    bodies = rig.bodies("arrival")
    assert [(body["emergency"], body["number"]) for body in bodies] == [("open", 1), ("open", 2)]
    assert ["staff" in body for body in bodies] == [False, True]
    assert not any("person" in body for body in bodies)
    rig.clock.advance(86400)
    assert emergency(rig).number == 1


def test_it_was_none_after_all(rig: Rig) -> None:
    act = TakeBack((emergency(rig).entry_id,))
    assert rig.act(act) == NotDone(ActProblem.UNKNOWN)
    assert isinstance(rig.acts.carry_out(act, None).answer, TakenBack)
    done = CompleteEmergency(act.entries[0], NEW)
    assert rig.act(done) == NotDone(ActProblem.ALREADY_DONE)


def test_what_is_seen_is_noted_and_completed_later(rig: Rig) -> None:
    arrival = emergency(rig)
    seen = rig.act(DescribeEmergency(arrival.entry_id, sex=Sex.MALE))
    assert isinstance(seen, EmergencySeen)
    # A page may name the entry as it was first.
    more = rig.act(DescribeEmergency(arrival.entry_id, Sex.UNKNOWN, AgeGroup.OLD))
    assert isinstance(more, EmergencySeen)
    assert rig.bodies("arrival")[-1]["seen"] == {"sex": "male", "age": "old"}
    with rig.store.transaction() as tx:
        open_one = tx.emergencies.find_open(arrival.entry_id)
    assert open_one is not None
    assert (open_one.entry_id, open_one.number) == (more.entry_id, 1)
    assert (open_one.sex, open_one.age, open_one.at) == ("male", "old", arrival.at)
    rig.clock.advance(3600)
    ended = rig.act(CompleteEmergency(seen.entry_id, NEW))
    assert isinstance(ended, EmergencyEnded)
    assert rig.is_inside(ended.person_id)
    assert rig.at(ended.entry_id) == arrival.at
    assert rig.bodies("arrival")[-1]["ref"] == more.entry_id
    assert rig.trail("emergency_completed") == [ended.person_id]
    for act in (DescribeEmergency(arrival.entry_id, Sex.MALE), LeaveUnidentified(seen.entry_id)):
        assert rig.act(act) == NotDone(ActProblem.ALREADY_DONE)
    rig.check()


def test_what_was_said_of_an_emergency_is_taken_back(rig: Rig) -> None:
    arrival = emergency(rig)
    seen = rig.act(DescribeEmergency(arrival.entry_id, Sex.MALE))
    assert isinstance(seen, EmergencySeen)
    for act in (CompleteEmergency(arrival.entry_id, NEW), LeaveUnidentified(arrival.entry_id)):
        ended = rig.act(act)
        assert isinstance(ended, EmergencyEnded)
        assert rig.act(TakeBack((ended.entry_id,))) == TakenBack((ended.entry_id,))
        with rig.store.transaction() as tx:
            open_one = tx.emergencies.find_open(arrival.entry_id)
        assert open_one is not None
        assert (open_one.sex, open_one.number) == ("male", 1)
        assert not ended.person_id or not rig.is_inside(ended.person_id)
    rig.check()


def test_nothing_seen_is_nothing_noted(rig: Rig) -> None:
    arrival = emergency(rig)
    assert rig.act(DescribeEmergency(arrival.entry_id)) == NotDone(ActProblem.ALREADY_DONE)
    assert len(rig.bodies("arrival")) == 1


def test_who_has_no_name_waits_no_longer(rig: Rig) -> None:
    arrival = emergency(rig)
    rig.act(DescribeEmergency(arrival.entry_id, Sex.FEMALE))
    ended = rig.act(LeaveUnidentified(arrival.entry_id))
    assert isinstance(ended, EmergencyEnded)
    body = rig.bodies("arrival")[-1]
    assert (body["emergency"], body["seen"]) == ("unidentified", {"sex": "female"})
    assert rig.act(LeaveUnidentified(arrival.entry_id)) == NotDone(ActProblem.ALREADY_DONE)
    assert rig.trail("emergency_unidentified") == [None]
    assert {Direction.ARRIVAL.value} == {body["type"] for body in rig.bodies("arrival")}
