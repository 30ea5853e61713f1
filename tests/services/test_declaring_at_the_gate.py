"""Declaring after a card, what needs a human, who waits, and what was begun."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from kiosk.base.errors import StorageFault, StorageFaultKind
from kiosk.domain.desk.acts import ActProblem, NotDone, ScannedPerson, StoredPerson
from kiosk.domain.desk.acts_on_cases import CaseClosed, CaseTaken, CloseCase, ReopenCase, Reopened
from kiosk.domain.desk.acts_on_declarations import (
    DraftDropped,
    DraftSaved,
    DropDraft,
    WaitToDeclare,
)
from kiosk.domain.desk.acts_on_people import SetKind
from kiosk.domain.desk.acts_on_visits import Checked, CheckPersons
from kiosk.domain.people.person import PersonDetails
from kiosk.domain.people.visitor import VisitorKind
from kiosk.domain.reason import Reason
from kiosk.domain.venue import Policy
from kiosk.domain.visits.decision import (
    Admit,
    AlreadyRecorded,
    Direction,
    LaneName,
    Outcome,
    Support,
    WrongCode,
)
from kiosk.services.desk import DRAFTS_KEPT
from kiosk.services.undeclared_scans import FORGOTTEN_AFTER, MOST_SCANS
from sync.protocol.bodies import SupportOutcome
from sync.protocol.declaration_bodies import DeclaredHow
from sync.protocol.policy import PrintSettings, PrintWhen
from tests.support.declarations import (
    CARD,
    CARD_HOLDER,
    FEVER,
    REQUIRED,
    by_themselves,
    declare,
    declared,
    keep,
    kept,
    needs,
    refused,
)
from tests.support.desk import Rig, make_rig
from tests.support.desk_acts import ARRIVAL, OTP, PHONE, STORED_PHONE, WORD, check


@pytest.fixture
def rig() -> Rig:
    return make_rig(REQUIRED)


# After a card.


def test_a_card_alone_is_not_enough_and_with_a_declaration_it_is(rig: Rig) -> None:
    outcome = rig.scan(CARD)
    assert needs(outcome).prefill.full_name == CARD_HOLDER.full_name
    assert rig.count("records") == rig.count("people") == 0
    act = by_themselves(
        PersonDetails(phone=PHONE),
        person_whom=ScannedPerson(outcome.scan_id),
        how=DeclaredHow.EXPRESS,
    )
    answer = declared(rig, act, None)
    assert answer.checked is not None
    body = rig.bodies("arrival")[0]
    told = (body["lane"], body["method"], body["proof"], body["credential"])
    assert told == ("gate", "camera", "card", "citizen_card")
    assert body["declaration"] == answer.declaration_id
    assert rig.told[0].result == Admit(ARRIVAL)
    assert rig.told[0].display_name
    details = rig.person(answer.person_id).details
    assert (details.full_name, details.phone) == (CARD_HOLDER.full_name, STORED_PHONE)
    # No slip: whoever has a card comes again by it. While the declaration holds, at once.
    assert rig.bodies("slip") == []
    rig.clock.advance(3600)
    assert rig.scan(CARD).result == Admit(Direction.DEPARTURE)
    rig.clock.advance(3600)
    assert rig.scan(CARD).result == Admit(ARRIVAL)
    rig.clock.advance(86400)
    needs(rig.scan(CARD))


def test_two_touches_declare_twice_and_arrive_once(rig: Rig) -> None:
    whom = ScannedPerson(rig.scan(CARD).scan_id)
    act = by_themselves(PersonDetails(), person_whom=whom, how=DeclaredHow.EXPRESS)
    first, second = declared(rig, act, None), declared(rig, act, None)
    assert first.checked is not None
    assert second.checked is not None
    assert second.checked.is_repeat
    assert second.checked.entry_id == first.checked.entry_id
    assert len(rig.bodies("arrival")) == 1


def test_a_scan_is_forgotten_after_a_while_or_by_many_others(rig: Rig) -> None:
    outcome = rig.scan(CARD)
    whom = ScannedPerson(outcome.scan_id)
    for _ in range(MOST_SCANS - 1):
        rig.scan(CARD)
    act = by_themselves(PersonDetails(), person_whom=whom, how=DeclaredHow.EXPRESS)
    newest = rig.scan(CARD)
    assert refused(rig, act, None) == NotDone(ActProblem.UNKNOWN)
    rig.clock.advance(FORGOTTEN_AFTER.total_seconds() + 1)
    late = replace(act, persons=(replace(act.persons[0], whom=ScannedPerson(newest.scan_id)),))
    assert refused(rig, late, None) == NotDone(ActProblem.UNKNOWN)


def test_whoever_types_a_number_at_the_gate_is_told_no_name(rig: Rig) -> None:
    rig.desk.policy = Policy()
    rig.scan(CARD)
    rig.desk.policy = REQUIRED
    rig.clock.advance(86400)
    assert needs(rig.type_number(CARD_HOLDER.citizen_id)).prefill == PersonDetails()


def test_a_slip_stands_for_the_declaration_it_was_printed_upon(rig: Rig) -> None:
    answer = declared(rig, declare())
    assert answer.checked is not None
    job = rig.store.get_print_job(answer.checked.print_job)
    assert job.slip.valid_until == answer.valid_until
    code = job.slip.code
    rig.clock.advance(3600)
    assert rig.scan(code).result == Admit(Direction.DEPARTURE)
    rig.clock.advance(3600)
    assert rig.scan(code).result == Admit(ARRIVAL)
    rig.clock.advance(86400)
    assert rig.scan(code).result == WrongCode(Reason.EXPIRED_SLIP)
    again = rig.act(CheckPersons(ARRIVAL, (StoredPerson(answer.person_id),), OTP))
    assert again == NotDone(ActProblem.NOT_DECLARED)


# What needs a human.


def test_answers_that_need_a_human_end_in_a_neutral_case(rig: Rig) -> None:
    answer = declared(rig, by_themselves(answers=FEVER), None)
    assert (answer.checked, answer.case_number) == (None, 1)
    assert rig.told == [
        Outcome(LaneName.GATE, Support(Reason.HEALTH_ANSWERS), rig.clock.now(), case_number=1)
    ]
    assert rig.bodies("arrival", "slip") == []
    body = rig.bodies("support")[0]
    assert (body["reason"], body["person"], body["phone"]) == (
        "health_answers",
        answer.person_id,
        STORED_PHONE,
    )
    # Saying otherwise afterwards opens no door, and no second case.
    again = declared(rig, declare(person_whom=StoredPerson(answer.person_id), answers=FEVER))
    assert again.case_id == answer.case_id
    assert len(rig.bodies("support")) == 1


def test_who_was_called_to_the_desk_does_not_come_in_by_the_card(rig: Rig) -> None:
    whom = ScannedPerson(rig.scan(CARD).scan_id)
    act = by_themselves(PersonDetails(), FEVER, person_whom=whom, how=DeclaredHow.EXPRESS)
    answer = declared(rig, act, None)
    first = rig.scan(CARD)
    assert (first.result, first.case_number) == (Support(Reason.HEALTH_ANSWERS), answer.case_number)
    assert len(rig.bodies("support")) == 1
    person = (StoredPerson(answer.person_id),)
    own = rig.acts.carry_out(CheckPersons(ARRIVAL, person, OTP), None)
    assert own.answer == NotDone(ActProblem.NOT_DECLARED)
    closed = rig.act(CloseCase(answer.case_id, SupportOutcome.ADMITTED))
    assert isinstance(closed, CaseClosed)
    rig.check()
    assert rig.is_inside(answer.person_id)
    assert rig.bodies("arrival")[0]["declaration"] == answer.declaration_id
    # Taken back, it is as before; closed again, the card is enough.
    assert rig.act(ReopenCase(answer.case_id, closed.entry_id)) == Reopened(answer.case_id)
    assert rig.scan(CARD).result == Support(Reason.HEALTH_ANSWERS)
    rig.act(CloseCase(answer.case_id, SupportOutcome.ADMITTED))
    rig.check()
    rig.clock.advance(3600)
    assert rig.scan(CARD).result == Admit(Direction.DEPARTURE)
    rig.clock.advance(3600)
    assert rig.scan(CARD).result == Admit(ARRIVAL)


def test_of_two_scans_the_answers_that_need_a_human_count(rig: Rig) -> None:
    first, second = rig.scan(CARD), rig.scan(CARD)
    more = {"how": DeclaredHow.EXPRESS}
    ill = by_themselves(PersonDetails(), FEVER, person_whom=ScannedPerson(first.scan_id), **more)
    well = by_themselves(PersonDetails(), person_whom=ScannedPerson(second.scan_id), **more)
    case = declared(rig, ill, None).case_number
    answer = declared(rig, well, None)
    assert (answer.checked, answer.case_number) == (None, case)
    assert rig.bodies("arrival") == []


def test_staff_let_in_whom_they_looked_at(rig: Rig) -> None:
    answer = declared(rig, declare(answers=FEVER))
    checked = rig.act(CheckPersons(ARRIVAL, (StoredPerson(answer.person_id),), WORD))
    assert isinstance(checked, Checked)


# Đã quét, chờ khai.


def test_a_scan_waits_for_its_declaration(rig: Rig) -> None:
    scan_id = rig.scan(CARD, LaneName.DESK).scan_id
    taken = rig.acts.carry_out(WaitToDeclare(scan_id), None).answer
    assert taken == CaseTaken(1)
    assert rig.act(WaitToDeclare(scan_id)) == CaseTaken(1)
    assert rig.act(WaitToDeclare("nothing")) == NotDone(ActProblem.UNKNOWN)
    ((case_id, body),) = rig.records("support")
    assert (body["reason"], body["credential"], body["lane"]) == (
        "awaits_declaration",
        "citizen_card",
        "desk",
    )
    person = StoredPerson(str(body["person"]))
    answer = declared(rig, declare(PersonDetails(), person_whom=person, case_id=case_id))
    assert rig.bodies("support_closed")[0]["outcome"] == "declared"
    assert rig.bodies("arrival")[0]["ref"] == case_id
    assert rig.store.open_support() == []
    assert rig.trail("case_closed") == [answer.person_id]
    assert refused(rig, declare(case_id=case_id)) == NotDone(ActProblem.ALREADY_DONE)


def test_who_may_need_a_human_keeps_the_number_they_were_told(rig: Rig) -> None:
    for number in range(3):
        rig.desk.call_staff(Reason.NO_CODE, LaneName.GATE, f"090000000{number}")
    rig.acts.carry_out(WaitToDeclare(rig.scan(CARD).scan_id), None)
    case = rig.store.open_support()[-1]
    person = StoredPerson(str(case.person_id))
    act = declare(PersonDetails(), FEVER, person_whom=person, case_id=case.record_id)
    answer = declared(rig, act)
    assert (case.number, answer.case_number) == (4, 4)
    assert answer.case_id != case.record_id
    assert [one.record_id for one in rig.store.open_support()][-1] == answer.case_id


def test_who_does_not_agree_waits_for_that(rig: Rig) -> None:
    act = WaitToDeclare(rig.scan(CARD).scan_id, Reason.NO_CONSENT)
    assert rig.acts.carry_out(act, None).answer == CaseTaken(1)
    assert rig.bodies("support")[0]["reason"] == "no_consent"


def test_staff_of_the_house_declare_nothing_daily(rig: Rig) -> None:
    rig.desk.policy = Policy()
    rig.scan(CARD)
    person = str(rig.bodies("arrival")[0]["person"])
    rig.act(SetKind(person, VisitorKind.STAFF))
    rig.desk.policy = REQUIRED
    rig.clock.advance(2 * 86400)
    assert rig.scan(CARD).result == Admit(ARRIVAL)


def test_with_policy_off_nobody_is_asked_and_what_is_declared_is_kept(rig: Rig) -> None:
    rig.desk.policy = Policy(print=PrintSettings(when=PrintWhen.ALWAYS, valid_h=2))
    assert rig.scan(CARD).result == Admit(ARRIVAL)
    assert rig.scan(CARD).result == AlreadyRecorded(ARRIVAL, rig.clock.now())
    answer = declared(rig, declare())
    assert rig.bodies("arrival")[1]["declaration"] == answer.declaration_id
    assert rig.bodies("slip")[1]["expires"] == "2026-03-02T02:00:00.000Z"
    assert isinstance(check(rig, "K'Brếp"), Checked)


# Drafts.


@pytest.mark.fault("D4")
def test_what_was_begun_is_kept_for_staff_alone(rig: Rig) -> None:
    done = rig.acts.carry_out(keep("K"), None)
    saved = done.answer
    assert isinstance(saved, DraftSaved)
    # No list is read anew at every savepoint.
    assert not done.is_done
    # At the gate the page that saved it goes on with it, and nobody else can.
    again = keep("K'Brếp", draft_id=saved.draft_id)
    assert rig.acts.carry_out(again, None).answer == saved
    # Staff take it over: from then on it is theirs.
    assert rig.act(replace(again, case_id="case")) == saved
    for act in (again, DropDraft(saved.draft_id)):
        assert rig.acts.carry_out(act, None).answer == NotDone(ActProblem.UNKNOWN)
    act = by_themselves(draft_id=saved.draft_id)
    assert refused(rig, act, None) == NotDone(ActProblem.UNKNOWN)
    declared(rig, declare(draft_id=saved.draft_id))
    assert rig.count("declaration_drafts") == 0
    # What comes late does not bring it back.
    assert rig.act(again) == NotDone(ActProblem.UNKNOWN)
    assert rig.act(DropDraft(saved.draft_id)) == NotDone(ActProblem.UNKNOWN)


def test_a_draft_is_dropped_by_a_touch_or_by_the_next_day(rig: Rig) -> None:
    first, second = rig.act(keep()), rig.act(keep())
    assert isinstance(first, DraftSaved)
    assert isinstance(second, DraftSaved)
    assert rig.act(DropDraft(first.draft_id)) == DraftDropped(first.draft_id)
    rig.clock.advance(DRAFTS_KEPT.total_seconds())
    rig.acts.drop_old_drafts()
    assert rig.count("declaration_drafts") == 1
    rig.clock.advance(timedelta(seconds=1).total_seconds())
    rig.acts.drop_old_drafts()
    assert rig.count("declaration_drafts") == 0
    assert rig.count("records") == 0


def test_a_draft_that_cannot_be_saved_leaves_the_last_one(rig: Rig) -> None:
    saved = rig.act(keep("first"))
    assert isinstance(saved, DraftSaved)
    rig.failing.fault = StorageFaultKind.FULL
    with pytest.raises(StorageFault):
        rig.act(keep("second", draft_id=saved.draft_id))
    rows = rig.store.connection.execute("SELECT content FROM declaration_drafts").fetchall()
    assert [kept(content) for (content,) in rows] == [("first", "")]
