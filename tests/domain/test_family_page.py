"""A phone at the desk: whom it points to, its code, and one check-in for several."""

from __future__ import annotations

from typing import Any

import pytest

from kiosk.domain.desk.acts import ActProblem, NotDone, ReleasedPerson, StoredPerson
from kiosk.domain.desk.acts_on_visits import (
    Checked,
    CheckPersons,
    CodeProof,
    ConfirmReason,
    StaffProof,
)
from kiosk.domain.desk.asked import DeskProblem
from kiosk.domain.desk.code_entry import is_code
from kiosk.domain.desk.hub_questions import CheckCode, FindPersons, SendCode
from kiosk.domain.desk.queries import FindByPhone, PhonePeople
from kiosk.domain.events import CodeScanned, StorageReady
from kiosk.domain.station.desk import PageWanted, StaffSignedIn
from kiosk.domain.station.effects import AskDesk, StartTimer, TimerFired, TimerName
from kiosk.domain.station.page import Back, PageShown, Push, Replace, Turn
from kiosk.domain.station.pages.card_number import DraftCleared, KeyErased, KeyTyped
from kiosk.domain.station.pages.checking import (
    CheckTouched,
    CodeWanted,
    PanelClosed,
    ReasonChosen,
)
from kiosk.domain.station.pages.declare import declare_by
from kiosk.domain.station.pages.family import (
    AddTouched,
    DeclareNewTouched,
    Family,
    FamilyPanel,
    PersonTicked,
    advance,
)
from kiosk.domain.station.pages.person_form import PersonForm
from kiosk.domain.station.window import advance_window
from kiosk.domain.station.window_state import Window
from kiosk.domain.visits.decision import Direction
from sync.protocol.asking import LookupAnswer, LookupKind, OtpChecked, OtpStarted, Released
from tests.support.desk_people import KEY, MOMENT, PHONE, answered, failed, row
from tests.support.window import SESSION

FIND = FindPersons(LookupKind.PHONE, PHONE)
THREE = (row("p-1"), row("p-2", "Nguyễn Văn Tùng", 1981), row("p-3", "Phạm Bảo Ngọc", 2019))
ARRIVE = CheckTouched(Direction.ARRIVAL)
LEAVE = CheckTouched(Direction.DEPARTURE)


def turn(state: Family, *events: object) -> Turn[Family]:
    """The last turn after these events."""
    last = Turn(state)
    for event in events:
        last = advance(last.state, event, MOMENT)
    return last


def read(people: tuple[Any, ...] = THREE, **given: Any) -> Family:
    """The page once this station has answered."""
    state = turn(Family(PHONE, **given), PageShown()).state
    return turn(state, answered(FindByPhone(PHONE), PhonePeople(people))).state


def waiting() -> Family:
    """Two are ticked, and a code is on its way to their phone."""
    sent = answered(SendCode(PHONE), OtpStarted("c-1", resend_s=60))
    return turn(read(), PersonTicked(0), PersonTicked(2), ARRIVE, CodeWanted(), sent).state


def test_opening_asks_here_and_the_hub_and_the_hub_once() -> None:
    first = turn(Family(PHONE), PageShown())
    assert first.asks == (FindByPhone(PHONE), FIND)
    assert turn(first.state, PageShown()).asks == (FindByPhone(PHONE),)


def test_the_one_person_of_a_phone_is_ticked_and_of_several_nobody() -> None:
    assert read(THREE[:1]).ticked == (StoredPerson("p-1"),)
    assert read().ticked == ()
    assert read(()).ticked == ()
    assert read(chosen="p-3").ticked == (StoredPerson("p-3"),)


def test_several_are_ticked_and_ticks_are_taken_back() -> None:
    state = turn(read(), PersonTicked(0), PersonTicked(2), PersonTicked(0)).state
    assert state.ticked == (StoredPerson("p-3"),)
    assert turn(state, PersonTicked(9)) == Turn(state)


def test_nobody_ticked_is_nobody_checked() -> None:
    for touch in (ARRIVE, LEAVE, ReasonChosen(ConfirmReason.NO_PHONE)):
        assert turn(read(), touch) == Turn(read())


def test_whoever_comes_with_an_unknown_number_declares_with_it() -> None:
    assert turn(read(()), DeclareNewTouched()).go == Replace(declare_by(PHONE))
    assert declare_by(PHONE).draft.phone == PHONE
    # Before it is read who uses it, and where somebody does, nobody new is begun.
    for state in (Family(PHONE), read()):
        assert turn(state, DeclareNewTouched()) == Turn(state)


def test_departures_need_no_proof() -> None:
    left = turn(read(), PersonTicked(0), PersonTicked(1), LEAVE)
    whom = (StoredPerson("p-1"), StoredPerson("p-2"))
    assert left.asks == (CheckPersons(Direction.DEPARTURE, whom, None, PHONE),)


def test_staff_confirm_a_family_with_a_listed_reason() -> None:
    state = turn(read(), PersonTicked(0), PersonTicked(1), PersonTicked(2), ARRIVE).state
    assert state.panel is FamilyPanel.PROOF
    done = turn(state, ReasonChosen(ConfirmReason.PHONE_OF_RELATIVE))
    whom = tuple(StoredPerson(one.person_id) for one in THREE)
    proof = StaffProof(ConfirmReason.PHONE_OF_RELATIVE)
    act = CheckPersons(Direction.ARRIVAL, whom, proof, PHONE)
    assert done.asks == (act,)
    assert turn(done.state, PersonTicked(0)) == Turn(done.state)
    after = turn(done.state, answered(act, Checked(())))
    assert after.go == Back()
    assert (after.state.ticked, after.state.panel) == ((), FamilyPanel.TICKED)


def test_a_right_code_checks_in_whoever_is_ticked() -> None:
    state = waiting()
    assert (state.panel, state.code.challenge) == (FamilyPanel.CODE, "c-1")
    typed = turn(state, *(KeyTyped(digit) for digit in "407123"))
    assert typed.asks == (CheckCode("c-1", "407123"),)
    proven = turn(typed.state, answered(typed.asks[0], OtpChecked(True, 5)))
    whom = (StoredPerson("p-1"), StoredPerson("p-3"))
    act = CheckPersons(Direction.ARRIVAL, whom, CodeProof("c-1"), PHONE)
    assert proven.asks == (act,)
    assert proven.state.code.is_proven


def test_a_code_before_the_ticks_tells_of_other_venues_and_then_suffices() -> None:
    sent = answered(SendCode(PHONE), OtpStarted("c-1"))
    asked = turn(read(), CodeWanted())
    assert asked.asks == (SendCode(PHONE),)
    right = answered(CheckCode("c-1", "407123"), OtpChecked(True, 5))
    proven = turn(asked.state, sent, KeyTyped("407123"), right)
    assert proven.asks == (FIND,)
    assert proven.state.panel is FamilyPanel.TICKED
    more = LookupAnswer((), 1, (Released("h-1", "Lê Thị Khác", "1990", "female"),))
    state = turn(proven.state, answered(FIND, more), PersonTicked(3)).state
    (other,) = state.ticked
    assert isinstance(other, ReleasedPerson)
    done = turn(state, ARRIVE)
    assert done.asks == (CheckPersons(Direction.ARRIVAL, (other,), CodeProof("c-1"), PHONE),)
    assert turn(state, CodeWanted()).asks == ()


def test_opened_to_check_somebody_in_it_sends_the_code_at_once() -> None:
    opened = turn(Family(PHONE, chosen="p-2", is_checking_in=True), PageShown())
    assert opened.asks == (FindByPhone(PHONE), FIND, SendCode(PHONE))
    here = answered(FindByPhone(PHONE), PhonePeople(THREE))
    sent = answered(SendCode(PHONE), OtpStarted("c-1"))
    state = turn(opened.state, here, sent, KeyTyped("407123")).state
    proven = turn(state, answered(CheckCode("c-1", "407123"), OtpChecked(True, 5)))
    act = CheckPersons(Direction.ARRIVAL, (StoredPerson("p-2"),), CodeProof("c-1"), PHONE)
    assert proven.asks == (act,)


def test_a_wrong_code_may_be_typed_again_until_it_is_over() -> None:
    typed = turn(waiting(), KeyTyped("111111"))
    wrong = turn(typed.state, answered(typed.asks[0], OtpChecked(False, 2))).state
    assert (wrong.code.tries_left, wrong.code.digits) == (2, "")
    over = turn(wrong, KeyTyped("222222"), answered(CheckCode("c-1", ""), OtpChecked(False, 0)))
    assert over.state.code.is_over
    assert turn(over.state, KeyTyped("3")).state.code.digits == ""
    stale = answered(CheckCode("c-0", ""), OtpChecked(True, 5))
    assert turn(wrong, stale).state == wrong


def test_digits_are_taken_back() -> None:
    state = turn(waiting(), KeyTyped("4"), KeyTyped("0"), KeyErased()).state
    assert state.code.digits == "4"
    assert turn(state, DraftCleared()).state.code.digits == ""
    assert turn(read(), KeyTyped("4")).state.code.digits == ""


def test_the_seconds_to_the_next_code_are_counted() -> None:
    state = waiting()
    assert turn(state, CodeWanted()).asks == ()
    second = turn(state, TimerFired(TimerName.DESK_PAGE, KEY))
    assert second.state.code.resend_s == 59
    assert second.effects == (StartTimer(TimerName.DESK_PAGE, KEY, 1.0),)
    for _ in range(59):
        second = turn(second.state, TimerFired(TimerName.DESK_PAGE, KEY))
    assert second.effects == ()
    assert turn(second.state, CodeWanted()).asks == (SendCode(PHONE),)


@pytest.mark.parametrize("problem", list(DeskProblem))
def test_a_code_that_was_not_sent_leads_to_the_reasons(problem: DeskProblem) -> None:
    asked = turn(read(), PersonTicked(0), ARRIVE, CodeWanted()).state
    state = turn(asked, failed(SendCode(PHONE), problem)).state
    assert (state.panel, state.code.problem) == (FamilyPanel.PROOF, problem)
    reason = ReasonChosen(ConfirmReason.NO_NETWORK)
    assert turn(state, reason).state.is_recording


def test_what_was_sent_before_may_still_come() -> None:
    state = waiting()
    for _ in range(60):
        state = turn(state, TimerFired(TimerName.DESK_PAGE, KEY)).state
    state = turn(state, CodeWanted(), failed(SendCode(PHONE), DeskProblem.SLOW_DOWN)).state
    assert (state.panel, state.code.challenge) == (FamilyPanel.CODE, "c-1")


def test_no_code_came_and_staff_confirm() -> None:
    state = turn(waiting(), PanelClosed()).state
    assert state.panel is FamilyPanel.PROOF
    done = turn(state, ReasonChosen(ConfirmReason.NO_CODE_CAME))
    assert isinstance(done.asks[0], CheckPersons)
    assert done.asks[0].proof == StaffProof(ConfirmReason.NO_CODE_CAME)


def test_the_question_is_put_away_and_nobody_is_checked_in() -> None:
    state = turn(read(), PersonTicked(0), ARRIVE, PanelClosed()).state
    assert (state.panel, state.is_checking_in) == (FamilyPanel.TICKED, False)
    sent = answered(SendCode(PHONE), OtpStarted("c-1"))
    alone = turn(read(), CodeWanted(), sent, PanelClosed()).state
    assert alone.panel is FamilyPanel.TICKED


def test_a_code_that_cannot_be_checked_says_why() -> None:
    typed = turn(waiting(), KeyTyped("407123"))
    offline = turn(typed.state, failed(typed.asks[0], DeskProblem.OFFLINE)).state
    assert (offline.code.problem, offline.code.is_open) == (DeskProblem.OFFLINE, True)
    over = turn(typed.state, failed(typed.asks[0], DeskProblem.REFUSED)).state
    assert over.code.is_over


def test_an_act_that_came_to_nothing_keeps_the_ticks() -> None:
    recording = turn(read(), PersonTicked(0), LEAVE)
    act = recording.asks[0]
    for event in (answered(act, NotDone(ActProblem.UNKNOWN)), failed(act)):
        after = turn(recording.state, event)
        assert (after.go, after.state.is_recording) == (None, False)
        assert after.state.ticked == (StoredPerson("p-1"),)


def test_one_more_person_is_added_on_a_page_of_its_own() -> None:
    assert turn(read(), AddTouched()).go == Push(PersonForm(PHONE))
    ticked = turn(read(), PersonTicked(0)).state
    more = answered(FindByPhone(PHONE), PhonePeople((row("p-9"), *THREE[1:])))
    added = turn(ticked, PageShown(), more).state
    assert added.ticked == (StoredPerson("p-9"),), "who is added is there; who is gone is not"
    assert turn(added, PageShown(), more).state.ticked == added.ticked
    undone = turn(added, PageShown(), answered(FindByPhone(PHONE), PhonePeople(THREE[1:])))
    assert undone.state.ticked == ()


def test_what_cannot_be_read_is_said() -> None:
    here = turn(read(), failed(FindByPhone(PHONE)), failed(FIND, DeskProblem.OFFLINE)).state
    assert (here.problem, here.hub_problem) == (DeskProblem.STORAGE, DeskProblem.OFFLINE)
    well = turn(here, answered(FIND, LookupAnswer(()))).state
    assert well.hub_problem is None


def test_what_does_not_concern_the_page_changes_nothing() -> None:
    state = read()
    assert turn(state, object()) == Turn(state)
    assert turn(state, answered(FindByPhone(PHONE), object())) == Turn(state)
    from kiosk.domain.desk.queries import ShowPerson

    assert turn(state, failed(ShowPerson("p-1"))) == Turn(state)


def test_the_row_of_somebody_elsewhere_is_not_known_here() -> None:
    state = turn(read(), answered(FIND, LookupAnswer((), 1, (Released("h", "A", None, "male"),))))
    people = state.state.people
    assert state.state.row(people[0]) == THREE[0]
    assert state.state.row(people[3]) is None


def test_a_scanner_pastes_the_code_where_one_is_waited_for() -> None:
    window, _ = advance_window(Window(), StorageReady())
    window, _ = advance_window(window, StaffSignedIn(SESSION))
    window, _ = advance_window(window, PageWanted(Family(PHONE)))
    assert not window.desk.awaits_code
    key = window.desk.key
    for event in (CodeWanted(), answered(SendCode(PHONE), OtpStarted("c-1"), key)):
        window, _ = advance_window(window, event)
    assert window.desk.awaits_code
    window, effects = advance_window(window, CodeScanned("407123"))
    assert AskDesk(key, CheckCode("c-1", "407123"), SESSION.account_id) in effects
    assert not window.desk.awaits_code, "what is being checked is not typed over"


@pytest.mark.parametrize(
    ("text", "is_one"),
    [("407123", True), ("40712", False), ("4071234", False), ("40712a", False), ("４07123", False)],
)
def test_six_digits_are_a_code(text: str, is_one: bool) -> None:
    assert is_code(text) is is_one
