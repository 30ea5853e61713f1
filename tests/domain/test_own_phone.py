"""A citizen's own number: the same for every number, no name before proof, all ends by staff."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from kiosk.domain.desk.acts import (
    ActProblem,
    NotDone,
    ReleasedPerson,
    StoredPerson,
    VenuePerson,
    Whom,
)
from kiosk.domain.desk.acts_on_cases import CaseTaken, OpenPhoneCase
from kiosk.domain.desk.acts_on_visits import Checked, CheckedPerson, CheckPersons, CodeProof
from kiosk.domain.desk.asked import Asked, DeskProblem
from kiosk.domain.desk.code_entry import CodeEntry
from kiosk.domain.desk.hub_questions import CheckCode, FindPersons, SendCode
from kiosk.domain.desk.phone import PhonePerson, persons_of
from kiosk.domain.desk.queries import FindByPhone, PersonRow, PhonePeople
from kiosk.domain.people.person import Birth, PersonDetails, Sex
from kiosk.domain.reason import Reason
from kiosk.domain.station.desk import advance_desk
from kiosk.domain.station.desk_state import Desk, OpenPage
from kiosk.domain.station.effects import StartTimer, TimerFired, TimerName
from kiosk.domain.station.page import (
    CloseDesk,
    DeskAnswered,
    DeskFailed,
    DeskPage,
    HandToStaff,
    Moment,
    PageShown,
    Turn,
)
from kiosk.domain.station.pages.card_number import DraftCleared, KeyErased, KeyTyped
from kiosk.domain.station.pages.own_phone import (
    DONE_S,
    DoneRead,
    NoCodeCame,
    NumberAgain,
    NumberGiven,
    OwnPhone,
    PeopleChosen,
    PersonTicked,
    PhoneStep,
    ResendWanted,
    advance,
)
from kiosk.domain.visits.decision import Direction
from sync.protocol.asking import (
    DeclarationStatus,
    LookedUp,
    LookupAnswer,
    LookupKind,
    OtpChecked,
    OtpStarted,
    Released,
)
from tests.support.window import AT

KEY = 7
MOMENT = Moment(KEY, None)
PHONE = "+84912345678"
CALL = OpenPhoneCase(PHONE)
FIND = FindPersons(LookupKind.PHONE, PHONE)
SECOND = TimerFired(TimerName.DESK_PAGE, KEY)
NHUNG, TUNG = "Nguyễn Thị Hồng Nhung", "Nguyễn Văn Tùng"


def row(person_id: str, name: str = NHUNG, birth: Birth | None = None) -> PersonRow:
    return PersonRow(person_id, name, birth, Sex.FEMALE, PHONE, "", "", None, None, None)


def come(whom: tuple[Whom, ...]) -> CheckPersons:
    return CheckPersons(Direction.ARRIVAL, whom, CodeProof("c1"), PHONE)


def is_for_staff(made: Turn[OwnPhone]) -> bool:
    """The number is put into the list, whatever it is, and nothing else is kept."""
    return made.asks == (CALL,) and made.state == OwnPhone(PhoneStep.CALLING, "0912345678")


MANY = tuple(row(f"p{number}", f"Trần Văn {number}") for number in range(10))


def turn(state: OwnPhone, *events: object) -> Turn[OwnPhone]:
    """The last of these turns."""
    made = Turn(state)
    for event in events:
        made = advance(made.state, event, MOMENT)
    return made


def answered(asked: Asked[Any], answer: object) -> DeskAnswered:
    return DeskAnswered(KEY, asked, answer)


def failed(asked: Asked[Any], problem: DeskProblem = DeskProblem.OFFLINE) -> DeskFailed:
    return DeskFailed(KEY, asked, problem)


def typed(keys: str) -> OwnPhone:
    return turn(OwnPhone(), *(KeyTyped(key) for key in keys)).state


def sent(resend_s: int = 60) -> OwnPhone:
    sending = turn(typed("0912345678"), NumberGiven()).state
    return turn(sending, answered(SendCode(PHONE), OtpStarted("c1", resend_s=resend_s))).state


def checking() -> OwnPhone:
    return turn(sent(), *(KeyTyped(key) for key in "407407")).state


def finding() -> OwnPhone:
    return turn(checking(), answered(CheckCode("c1", "407407"), OtpChecked(True, 5))).state


def choosing() -> OwnPhone:
    rows = (row("p1"), row("p2", TUNG))
    return turn(
        finding(),
        answered(FindByPhone(PHONE), PhonePeople(rows)),
        failed(FIND),
    ).state


def test_digits_alone_are_typed_and_taken_back() -> None:
    state = typed("09x1٣2")
    assert state.number == "0912"
    assert turn(state, KeyErased()).state.number == "091"
    assert turn(state, DraftCleared()).state.number == ""
    assert len(typed("09123456789").number) == 10


def test_a_number_of_before_2018_is_offered_as_what_it_is_today() -> None:
    state = typed("012345678901")
    assert (state.number, state.length, state.is_old_number) == ("01234567890", 11, True)
    assert state.phone == "+84834567890"
    assert not typed("0912345678").is_old_number


@pytest.mark.parametrize("keys", ["", "091234567", "0212345678"])
def test_nothing_is_sent_to_what_is_no_mobile_number(keys: str) -> None:
    made = turn(typed(keys), NumberGiven())
    assert (made.state.step, made.asks, made.go) == (PhoneStep.NUMBER, (), None)


def test_every_number_gets_a_code() -> None:
    made = turn(typed("0912345678"), NumberGiven())
    assert (made.state.is_sending, made.asks) == (True, (SendCode(PHONE),))
    waits = turn(made.state, KeyTyped("1"), NumberGiven())
    assert waits == Turn(made.state), "nothing is asked twice"
    made = turn(made.state, answered(SendCode(PHONE), OtpStarted("c1")))
    assert made.state.takes_code
    assert made.effects == (StartTimer(TimerName.DESK_PAGE, KEY, 1.0),)
    at_once = answered(SendCode(PHONE), OtpStarted("c", resend_s=0))
    without = turn(typed("0912345678"), NumberGiven(), at_once)
    assert without.effects == ()


@pytest.mark.parametrize("problem", list(DeskProblem))
def test_where_no_code_can_be_sent_staff_help_with_the_number(problem: DeskProblem) -> None:
    sending = turn(typed("0912345678"), NumberGiven()).state
    assert is_for_staff(turn(sending, failed(SendCode(PHONE), problem)))


def test_an_answer_about_another_number_is_not_heard() -> None:
    sending = turn(typed("0912345678"), NumberGiven()).state
    other = answered(SendCode("+84999999999"), OtpStarted("c9"))
    assert turn(sending, other) == Turn(sending)
    assert turn(typed("0912"), answered(SendCode(PHONE), OtpStarted("c1"))) == Turn(typed("0912"))
    assert turn(sent(), answered(CheckCode("c9", "1"), OtpChecked(True, 5))) == Turn(sent())
    assert turn(sent(), answered(CheckCode("c1", "1"), OtpChecked(True, 5))) == Turn(sent())


def test_a_code_is_checked_once_it_is_whole() -> None:
    made = turn(sent(), *(KeyTyped(key) for key in "4074x0"))
    assert (made.state.code.digits, made.asks) == ("40740", ())
    assert turn(made.state, KeyErased()).state.code.digits == "4074"
    assert turn(made.state, DraftCleared()).state.code.digits == ""
    made = turn(made.state, KeyTyped("7"))
    assert (made.state.is_busy, made.asks) == (True, (CheckCode("c1", "407407"),))
    assert turn(made.state, NumberAgain()) == Turn(made.state)


def test_a_scanned_code_takes_the_place_of_what_was_typed() -> None:
    half = turn(sent(), KeyTyped("9"), KeyTyped("9")).state
    assert half.takes_code
    made = turn(half, KeyTyped("407407"))
    assert (made.state.code.digits, made.asks) == ("407407", (CheckCode("c1", "407407"),))
    assert not made.state.takes_code


def test_another_code_may_be_asked_for_once_the_seconds_are_over() -> None:
    state = sent(resend_s=2)
    assert turn(state, ResendWanted()) == Turn(state)
    made = turn(state, SECOND)
    assert (made.state.code.resend_s, len(made.effects)) == (1, 1)
    made = turn(made.state, SECOND)
    assert (made.state.code.resend_s, made.effects) == (0, ())
    assert turn(made.state, SECOND) == Turn(made.state)
    made = turn(made.state, ResendWanted())
    assert made.asks == (SendCode(PHONE),)
    assert turn(made.state, ResendWanted()).asks == (), "one at a time"
    again = turn(made.state, answered(SendCode(PHONE), OtpStarted("c2")))
    assert (again.state.code.challenge, again.state.code.resend_s) == ("c2", 60)
    lost = turn(made.state, failed(SendCode(PHONE)))
    assert (lost.go, lost.state.code.challenge, lost.state.code.can_send) == (None, "c1", True)


def test_a_wrong_code_may_be_typed_again_until_the_tries_are_over() -> None:
    wrong = turn(checking(), answered(CheckCode("c1", "407407"), OtpChecked(False, 4))).state
    assert (wrong.takes_code, wrong.code.digits, wrong.code.tries_left) == (True, "", 4)
    assert not wrong.code.is_over
    over = turn(checking(), answered(CheckCode("c1", "407407"), OtpChecked(False, 0))).state
    assert over.code.is_over
    assert turn(over, KeyTyped("1")).state.code.digits == "", "no code is left to be guessed"
    ended = turn(checking(), failed(CheckCode("c1", "407407"), DeskProblem.REFUSED))
    assert ended.state.code.is_over
    assert ended.go is None
    again = turn(replace(ended.state, code=CodeEntry()), ResendWanted())
    assert is_for_staff(turn(again.state, failed(SendCode(PHONE)))), "nothing is left to come"
    assert is_for_staff(turn(checking(), failed(CheckCode("c1", "407407"))))


def test_who_gets_no_code_is_helped_or_mends_the_number() -> None:
    assert is_for_staff(turn(sent(), NoCodeCame()))
    assert turn(sent(), NumberAgain()).state == OwnPhone(number="0912345678")


def test_no_name_is_read_before_the_code_was_right() -> None:
    made = turn(checking(), answered(CheckCode("c1", "407407"), OtpChecked(True, 5)))
    assert made.state.step is PhoneStep.FINDING
    assert made.asks == (FindByPhone(PHONE), FIND)
    early = turn(checking(), answered(FindByPhone(PHONE), PhonePeople((row("p1"),))))
    assert early.state.people == ()
    assert early.asks == ()


def test_one_person_is_recorded_without_another_touch() -> None:
    half = turn(finding(), answered(FindByPhone(PHONE), PhonePeople((row("p1"),))))
    assert half.state.step is PhoneStep.FINDING
    made = turn(half.state, answered(FIND, LookupAnswer(())))
    assert made.asks == (come((StoredPerson("p1"),)),)
    assert made.state.step is PhoneStep.RECORDING


@pytest.mark.parametrize(
    "answers",
    [
        [answered(FindByPhone(PHONE), PhonePeople(())), failed(FIND)],
        [failed(FindByPhone(PHONE)), answered(FIND, LookupAnswer((), 3))],
        [answered(FindByPhone(PHONE), PhonePeople(MANY)), failed(FIND)],
    ],
)
def test_a_number_of_nobody_or_of_a_crowd_is_for_staff(answers: list[object]) -> None:
    assert is_for_staff(turn(finding(), *answers))


def test_of_several_those_are_recorded_who_are_ticked() -> None:
    state = choosing()
    assert state.step is PhoneStep.CHOOSING
    assert turn(state, PeopleChosen()) == Turn(state), "nobody is ticked"
    assert turn(state, PersonTicked(2)) == Turn(state)
    ticked = turn(state, PersonTicked(1), PersonTicked(0), PersonTicked(0))
    assert ticked.state.ticked == {1}
    made = turn(ticked.state, PersonTicked(0), PeopleChosen())
    whom = (StoredPerson("p1"), StoredPerson("p2"))
    assert made.asks == (come(whom),)


def test_what_was_recorded_stands_for_a_while_and_nothing_else_is_kept() -> None:
    recording = turn(choosing(), PersonTicked(0), PersonTicked(1), PeopleChosen())
    [asked] = recording.asks
    one = CheckedPerson("p1", NHUNG, Direction.ARRIVAL, AT, "e1")
    checked = Checked((one, CheckedPerson("p2", TUNG, Direction.ARRIVAL, AT, "e2")))
    made = turn(recording.state, answered(asked, checked))
    assert made.state == OwnPhone(PhoneStep.DONE, checked=checked)
    assert made.effects == (StartTimer(TimerName.DESK_PAGE, KEY, DONE_S),)
    assert turn(made.state, SECOND).go == CloseDesk()
    assert turn(made.state, DoneRead()).go == CloseDesk()
    assert turn(made.state, KeyTyped("1")) == Turn(made.state)
    assert turn(recording.state, answered(asked, Checked((one,)))).go == CloseDesk()
    for end in (answered(asked, NotDone(ActProblem.UNKNOWN)), failed(asked, DeskProblem.STORAGE)):
        assert is_for_staff(turn(recording.state, end))


def test_once_what_was_recorded_is_read_the_desk_is_closed() -> None:
    done = OwnPhone(PhoneStep.DONE, checked=Checked(()))
    desk, effects = advance_desk(Desk((OpenPage(KEY, done),), key=KEY), DoneRead())
    assert (desk.page, desk.session, effects) == (DeskPage.CLOSED, None, ())


def test_the_number_stands_in_the_list_and_is_called_by_the_cases_number() -> None:
    calling = turn(sent(), NoCodeCame()).state
    assert turn(calling, KeyTyped("1")) == Turn(calling)
    taken = turn(calling, answered(CALL, CaseTaken(12)))
    assert taken.go == HandToStaff(Reason.PHONE_ONLY, 12)
    for end in (answered(CALL, NotDone(ActProblem.BAD_PHONE)), failed(CALL)):
        assert turn(calling, end).go == HandToStaff(Reason.PHONE_ONLY), "a call without the number"


def test_what_does_not_concern_the_page_changes_nothing() -> None:
    for state in (OwnPhone(), sent(), checking(), choosing()):
        assert turn(state, PageShown()) == Turn(state)
        assert turn(state, answered(SendCode(PHONE), "?")) == Turn(state)
        assert turn(state, failed(FindByPhone(PHONE))) == Turn(state)
        assert turn(state, failed(come(()))) == Turn(state)
        assert turn(state, failed(CALL)) == Turn(state)
    assert turn(OwnPhone(), failed(SendCode(PHONE))) == Turn(OwnPhone())
    assert turn(sent(), failed(CheckCode("c1", "1"))) == Turn(sent())
    assert turn(sent(), failed(NoQuestion())) == Turn(sent())


class NoQuestion(Asked[None]):
    """Something that no page asks."""


def test_everybody_the_number_points_to_stands_once() -> None:
    birth = Birth(1956, 4, 2)
    stored = (row("p1", NHUNG, birth), row("p2", TUNG))
    told = LookupAnswer(
        (
            LookedUp("p2", TUNG, "1981", "male", DeclarationStatus.VALID),
            LookedUp("p3", "Nguyễn Thị Hồng Nhung", "1956-04-02", "female"),
            LookedUp("p4", TUNG, "1981", "?"),
        ),
        1,
        (Released("h1", "Pi Năng", None, "male"),),
    )
    people = persons_of(stored, told)
    assert [person.whom for person in people] == [
        StoredPerson("p1"),
        StoredPerson("p2"),
        VenuePerson("p4", PersonDetails(TUNG, Birth(1981), Sex.UNKNOWN)),
        ReleasedPerson("h1", PersonDetails("Pi Năng", None, Sex.MALE)),
    ]
    assert people[1].declaration is DeclarationStatus.VALID
    assert people[0].details.full_name == NHUNG
    assert persons_of((), None) == ()
    [only] = persons_of((row("p1"),), None)
    assert only == PhonePerson(
        StoredPerson("p1"), PersonDetails(NHUNG, None, Sex.FEMALE, phone=PHONE)
    )
