"""The pages on which staff sign in, and make the first administrator: touches and answers."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from kiosk.domain.desk.asked import DeskProblem
from kiosk.domain.desk.doors import MakeFirstAdministrator, Recover, SeeStaffRoom, SignIn
from kiosk.domain.desk.reports import EvacuationPrinted, PrintEvacuation
from kiosk.domain.staff.account import AccountProblem
from kiosk.domain.staff.lockout import Lock, LockKind
from kiosk.domain.staff.pin import PinProblem
from kiosk.domain.staff.sign_in import Refused, SignedIn
from kiosk.domain.station.effects import StartTimer, TimerFired, TimerName
from kiosk.domain.station.page import (
    Begin,
    DeskAnswered,
    DeskFailed,
    Moment,
    PageShown,
    Push,
    Replace,
    Turn,
)
from kiosk.domain.station.pages import new_pin, sign_in
from kiosk.domain.station.pages.new_pin import (
    FIRST_NAME,
    CodeKept,
    NewPin,
    NewPinCleared,
    NewPinErased,
    NewPinFlaw,
    NewPinStep,
    NewPinTyped,
)
from kiosk.domain.station.pages.sign_in import (
    EvacuationHeld,
    PinCleared,
    PinErased,
    PinTyped,
    RecoveryWanted,
    SignInState,
    TilesTurned,
    TileTouched,
)
from kiosk.domain.visits.decision import PrintState
from tests.support.staff_rooms import EMPTY, LOCK, make_room
from tests.support.window import SESSION

KEY = 7
HERE = Moment(KEY, None)
PIN, CODE = "742906", "31415926"
TICK = TimerFired(TimerName.DESK_PAGE, KEY)


def room_told(state: SignInState, room: object, moment: Moment = HERE) -> Turn[SignInState]:
    return sign_in.advance(state, DeskAnswered(KEY, SeeStaffRoom(), room), moment)


def shown(*events: object, room: object = None, moment: Moment = HERE) -> Turn[SignInState]:
    """The last turn of a page that knows who may sign in."""
    turn = room_told(SignInState(), room or make_room(), moment)
    for event in events:
        turn = sign_in.advance(turn.state, event, moment)
    return turn


def typed(pin: str) -> list[PinTyped]:
    return [PinTyped(digit) for digit in pin]


def test_it_asks_who_may_sign_in_whenever_it_is_shown() -> None:
    turn = sign_in.advance(SignInState(pin="12"), PageShown(), HERE)
    assert (turn.state.pin, turn.asks) == ("", (SeeStaffRoom(),))


def test_without_an_administrator_the_first_one_is_made() -> None:
    assert shown(room=EMPTY).go == Replace(NewPin())


def test_six_digits_submit_themselves() -> None:
    turn = shown(TileTouched("staff-2"), *typed(PIN))
    assert turn.asks == (SignIn("staff-2", PIN),)
    assert turn.state.is_checking
    # Nothing is taken meanwhile.
    for event in (PinTyped("1"), PinErased(), PinCleared(), TileTouched("staff-1")):
        assert sign_in.advance(turn.state, event, HERE) == Turn(turn.state)
    answered = DeskAnswered(KEY, turn.asks[0], SignedIn(SESSION))
    assert sign_in.advance(turn.state, answered, HERE).go == Begin(SESSION)


def test_digits_go_nowhere_until_a_name_is_chosen() -> None:
    assert shown(PinTyped("1")).state.pin == ""
    assert shown(TileTouched("staff-1"), *typed("123")).state.pin == "123"
    assert shown(TileTouched("staff-1"), *typed("123"), PinErased()).state.pin == "12"
    assert shown(TileTouched("staff-1"), *typed("123"), PinCleared()).state.pin == ""
    # Another name begins anew.
    assert shown(TileTouched("staff-1"), *typed("123"), TileTouched("staff-2")).state.pin == ""


def test_the_only_name_and_whoever_locked_are_chosen_already() -> None:
    one = replace(make_room(), tiles=make_room().tiles[1:2])
    assert shown(room=one).state.account_id == "staff-2"
    locked = Moment(KEY, replace(SESSION, is_locked=True))
    assert shown(moment=locked).state.account_id == "staff-1"
    assert shown().state.account_id == ""
    # What staff chose meanwhile stands.
    chosen = shown(TileTouched("staff-3"), moment=locked).state
    assert room_told(chosen, make_room(), locked).state.account_id == "staff-3"


def test_a_wrong_pin_says_so_and_asks_what_stands_now() -> None:
    waiting = shown(TileTouched("staff-1"), *typed(PIN)).state
    answered = DeskAnswered(KEY, SignIn("staff-1", PIN), Refused(4))
    turn = sign_in.advance(waiting, answered, HERE)
    assert (turn.state.pin, turn.state.is_wrong, turn.state.is_checking) == ("", True, False)
    assert turn.asks == (SeeStaffRoom(),)
    again = room_told(turn.state, make_room(tries_left=4)).state
    assert again.is_wrong
    assert again.tile is not None
    assert again.tile.tries_left == 4
    assert not sign_in.advance(again, PinTyped("1"), HERE).state.is_wrong


def test_a_lock_counts_down_and_then_the_store_is_asked() -> None:
    turn = shown(TileTouched("staff-1"), room=make_room(Lock(LockKind.ACCOUNT, 5, 2.0)))
    ticking = StartTimer(TimerName.DESK_PAGE, KEY, 1.0)
    assert room_told(SignInState(), make_room(LOCK)).effects == (ticking,)
    assert sign_in.advance(turn.state, PinTyped("1"), HERE).state.pin == ""
    turn = sign_in.advance(turn.state, TICK, HERE)
    assert turn.state.tile is not None
    assert turn.state.tile.lock == Lock(LockKind.ACCOUNT, 5, 1.0)
    assert (turn.effects, turn.asks) == ((ticking,), ())
    turn = sign_in.advance(turn.state, TICK, HERE)
    assert (turn.effects, turn.asks) == ((), (SeeStaffRoom(),))
    # A bar is no lock that time opens.
    barred = shown(room=make_room(Lock(LockKind.BARRED, 10)))
    assert barred.effects == ()
    assert sign_in.advance(barred.state, TICK, HERE) == Turn(barred.state)
    assert sign_in.advance(SignInState(), TICK, HERE) == Turn(SignInState())


def test_a_fault_is_told_and_the_page_goes_on() -> None:
    waiting = shown(TileTouched("staff-1"), *typed(PIN)).state
    failed = DeskFailed(KEY, SignIn("staff-1", PIN), DeskProblem.STORAGE)
    state = sign_in.advance(waiting, failed, HERE).state
    assert (state.problem, state.pin, state.is_checking) == (DeskProblem.STORAGE, "", False)
    assert room_told(state, make_room()).state.problem is None


def test_the_recovery_code_is_for_the_chosen_account() -> None:
    assert shown(RecoveryWanted()).go is None
    turn = shown(TileTouched("staff-1"), RecoveryWanted(), room=make_room(LOCK))
    assert turn.go == Push(NewPin("staff-1", "Lê Thị Mai"))


def test_names_that_do_not_fit_are_turned_to() -> None:
    assert shown(TilesTurned(), TilesTurned()).state.turned == 2


def test_who_is_inside_is_printed_for_whoever_holds_the_button() -> None:
    turn = shown(TileTouched("staff-1"), *typed("123"), EvacuationHeld())
    assert (turn.asks, turn.state.is_printing) == ((PrintEvacuation(),), True)
    again = sign_in.advance(turn.state, EvacuationHeld(), HERE)
    assert again == Turn(turn.state), "one list at a time"
    paper = EvacuationPrinted(PrintState.PRINTED, None, 57, 4, ("a", "b"))
    told = sign_in.advance(turn.state, DeskAnswered(KEY, PrintEvacuation(), paper), HERE).state
    assert (told.is_printing, told.paper) == (False, replace(paper, people=()))
    assert told.pin == "123", "what is typed stays"
    failed = DeskFailed(KEY, PrintEvacuation(), DeskProblem.STORAGE)
    broken = sign_in.advance(turn.state, failed, HERE).state
    assert broken.paper is not None
    assert (broken.paper.state, broken.problem) == (PrintState.FAILED, None)
    assert sign_in.advance(broken, EvacuationHeld(), HERE).state.paper is None


def test_no_pin_stands_in_a_log() -> None:
    assert PIN not in repr(shown(TileTouched("staff-1"), *typed(PIN)).state)
    assert CODE not in repr(pin_page(*keys(CODE), *keys(PIN)).state)


# --- a code and a new PIN --------------------------------------------------------------------


def keys(digits: str) -> list[NewPinTyped]:
    return [NewPinTyped(digit) for digit in digits]


def pin_page(*events: object, begins: NewPin | None = None) -> Turn[NewPin]:
    turn = Turn(begins or NewPin())
    for event in events:
        turn = new_pin.advance(turn.state, event, HERE)
    return turn


def answered(state: NewPin, asked: object, answer: object) -> NewPin:
    return new_pin.advance(state, DeskAnswered(KEY, asked, answer), HERE).state  # type: ignore[arg-type]


def test_code_pin_and_pin_again_ask_once() -> None:
    turn = pin_page(*keys(CODE), *keys(PIN), *keys(PIN))
    assert turn.asks == (MakeFirstAdministrator(CODE, FIRST_NAME, PIN),)
    assert turn.state.step is NewPinStep.CHECKING
    done = answered(turn.state, turn.asks[0], SignedIn(SESSION, "1" * 20))
    assert (done.step, done.recovery_code) == (NewPinStep.DONE, "1" * 20)
    assert (done.code, done.pin, done.again) == ("", "", "")
    assert new_pin.advance(done, CodeKept(), HERE).go == Begin(SESSION)
    assert pin_page(CodeKept()).go is None


def test_nothing_is_typed_while_it_is_checked_or_done() -> None:
    checking = pin_page(*keys(CODE), *keys(PIN), *keys(PIN))
    assert pin_page(*keys("7"), NewPinErased(), begins=checking.state).state == checking.state
    unknown = answered(checking.state, checking.asks[0], "an answer of a later version")
    assert unknown == checking.state


def test_with_an_account_it_is_the_recovery_code() -> None:
    code = "9" * 20
    turn = pin_page(*keys(code), *keys(PIN), *keys(PIN), begins=NewPin("staff-1", "Lê Thị Mai"))
    assert turn.asks == (Recover("staff-1", code, PIN),)


def test_digits_are_taken_back() -> None:
    assert pin_page(*keys("314"), NewPinErased()).state.code == "31"
    assert pin_page(*keys("314"), NewPinCleared()).state.code == ""
    assert pin_page(*keys(CODE), *keys("74"), NewPinErased()).state.pin == "7"
    assert pin_page(*keys(CODE), *keys(PIN), *keys("74"), NewPinCleared()).state.again == ""


def test_a_weak_pin_is_said_at_once_and_two_that_differ_begin_anew() -> None:
    weak = pin_page(*keys(CODE), *keys("123456")).state
    assert (weak.step, weak.pin, weak.flaw) == (NewPinStep.PIN, "", PinProblem.RUNNING)
    assert new_pin.advance(weak, NewPinTyped("7"), HERE).state.flaw is None
    differs = pin_page(*keys(CODE), *keys(PIN), *keys("857103")).state
    assert (differs.step, differs.pin) == (NewPinStep.PIN, "")
    assert differs.flaw is NewPinFlaw.NOT_THE_SAME
    assert differs.code == CODE


@pytest.mark.parametrize(
    ("answer", "flaw", "step"),
    [
        (Refused(3), NewPinFlaw.WRONG_CODE, NewPinStep.CODE),
        (Refused(0, LOCK), NewPinFlaw.LOCKED, NewPinStep.CODE),
        (PinProblem.VENUE_PHONE, PinProblem.VENUE_PHONE, NewPinStep.PIN),
        (AccountProblem.UNKNOWN, NewPinFlaw.NO_ACCOUNT, NewPinStep.CODE),
    ],
)
def test_what_was_wrong_is_typed_again(answer: Any, flaw: object, step: NewPinStep) -> None:
    turn = pin_page(*keys(CODE), *keys(PIN), *keys(PIN))
    state = answered(turn.state, turn.asks[0], answer)
    assert (state.flaw, state.step, state.pin, state.again) == (flaw, step, "", "")
    assert state.code == (CODE if step is NewPinStep.PIN else "")


def test_a_fault_leaves_the_pin_to_be_typed_again() -> None:
    turn = pin_page(*keys(CODE), *keys(PIN), *keys(PIN))
    failed = DeskFailed(KEY, turn.asks[0], DeskProblem.STORAGE)
    state = new_pin.advance(turn.state, failed, HERE).state
    assert (state.step, state.again, state.problem) == (NewPinStep.AGAIN, "", DeskProblem.STORAGE)
