"""The bar of *Hoàn tác*: it follows what was done, on whichever page, and takes it back."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from kiosk.base.errors import DeviceFaultKind
from kiosk.domain.desk.acts import ActProblem, NotDone, StoredPerson
from kiosk.domain.desk.acts_on_cards import CardIssued, CardRevoked, IssueCard, RevokeCard
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
    NoteLook,
    Parted,
    PartPersons,
    SetKind,
    UntiePhone,
)
from kiosk.domain.desk.acts_on_visits import (
    AlreadyPrinted,
    Checked,
    CheckedPerson,
    CheckPersons,
    Corrected,
    CorrectEntry,
    Correction,
    CorrectionReason,
    Replaced,
    ReplaceSlip,
    Reprinted,
    ReprintSlips,
    SettleByCall,
    Settled,
    TakeBack,
    TakenBack,
)
from kiosk.domain.desk.asked import DeskProblem, StaffAct
from kiosk.domain.desk.queries import ShowPerson
from kiosk.domain.desk.reports import PrintReceipt, ReceiptPrinted
from kiosk.domain.events import PrintFinished, StorageReady
from kiosk.domain.people.visitor import VisitorKind
from kiosk.domain.station.deed import TOLD_S, UNDO_S, Deed, DeedStep, deed_of, with_print
from kiosk.domain.station.desk import (
    GoBack,
    PageWanted,
    StaffSignedIn,
    StaffSignedOut,
    UndoTouched,
    advance_desk,
)
from kiosk.domain.station.desk_state import Desk
from kiosk.domain.station.effects import AskDesk, StartTimer, TimerFired, TimerName
from kiosk.domain.station.page import DeskAnswered, DeskFailed, DeskPage
from kiosk.domain.station.pages.emergency import EmergencyTouched
from kiosk.domain.station.pages.person import Person
from kiosk.domain.station.window import advance_window
from kiosk.domain.station.window_state import Window
from kiosk.domain.visits.decision import Direction, PrintState
from tests.support.desk_people import person_page
from tests.support.window import AT, SESSION

ACT = CheckPersons(Direction.DEPARTURE, (StoredPerson("p-1"),))
DONE = Checked((CheckedPerson("p-1", "Mẫu", Direction.DEPARTURE, AT, "e-9"),))
UNDO = TakeBack(("e-9",))
UNDO_EDIT = EditPerson("p-1", "Mẫu", "+84912345678")
LINK = LinkPersons("p-1", "p-2", LinkEvidence.SAID_SO)
PART = PartPersons("p-1", "p-2")
KIND = SetKind("p-1", VisitorKind.STAFF)
ADD = AddToPhone("+84912345678", StoredPerson("p-1"))
CORRECT = CorrectEntry("e-1", Correction.VOID, CorrectionReason.TRIAL)


def desk_with_person() -> Desk:
    """Somebody is signed in and sees a person."""
    desk, _ = advance_desk(Desk(), StaffSignedIn(SESSION))
    desk, _ = advance_desk(desk, PageWanted(Person("p-1")))
    return advance_desk(desk, DeskAnswered(desk.key, ShowPerson("p-1"), person_page()))[0]


def done() -> Desk:
    """A departure was just recorded."""
    desk = desk_with_person()
    return advance_desk(desk, DeskAnswered(desk.key, ACT, DONE))[0]


def test_an_act_stands_in_the_bar_for_ten_seconds() -> None:
    desk = desk_with_person()
    desk, effects = advance_desk(desk, DeskAnswered(desk.key, ACT, DONE))
    assert desk.deed is not None
    assert (desk.deed.answer, desk.deed.undo) == (DONE, UNDO)
    assert StartTimer(TimerName.DEED, desk.deed_token, UNDO_S) in effects
    stale, _ = advance_desk(desk, TimerFired(TimerName.DEED, desk.deed_token - 1))
    assert stale.deed is not None
    assert advance_desk(desk, TimerFired(TimerName.DEED, desk.deed_token))[0].deed is None


def test_the_bar_stands_on_the_page_below_as_well() -> None:
    desk, _ = advance_desk(done(), GoBack())
    assert desk.deed is not None
    desk, effects = advance_desk(desk, UndoTouched())
    assert AskDesk(0, UNDO, SESSION.account_id) in effects
    desk, effects = advance_desk(desk, DeskAnswered(0, UNDO, TakenBack(("e-9",))))
    assert desk.deed is not None
    assert desk.deed.step is DeedStep.TAKEN_BACK
    assert effects == (StartTimer(TimerName.DEED, desk.deed_token, TOLD_S),)


def test_an_answer_to_a_page_that_is_gone_is_told_all_the_same() -> None:
    desk = desk_with_person()
    key = desk.key
    desk, _ = advance_desk(desk, GoBack())
    desk, _ = advance_desk(desk, DeskAnswered(key, ACT, DONE))
    assert desk.deed is not None


def test_taking_back_asks_once_and_the_page_reads_anew() -> None:
    desk, effects = advance_desk(done(), UndoTouched())
    assert AskDesk(0, UNDO, SESSION.account_id) in effects
    assert desk.deed is not None
    assert not desk.deed.can_undo
    again, effects = advance_desk(desk, UndoTouched())
    assert not any(isinstance(effect, AskDesk) for effect in effects)
    late, _ = advance_desk(again, TimerFired(TimerName.DEED, again.deed_token))
    assert late.deed is not None, "what was asked is waited for"
    desk, effects = advance_desk(again, DeskAnswered(0, UNDO, TakenBack(("e-9",))))
    assert AskDesk(desk.key, ShowPerson("p-1"), SESSION.account_id) in effects


@pytest.mark.parametrize(
    ("event", "problem"),
    [
        (DeskAnswered(0, UNDO, NotDone(ActProblem.TOO_LATE)), ActProblem.TOO_LATE),
        (DeskFailed(0, UNDO, DeskProblem.STORAGE), DeskProblem.STORAGE),
    ],
)
def test_what_cannot_be_taken_back_is_said(
    event: DeskAnswered | DeskFailed, problem: ActProblem | DeskProblem
) -> None:
    desk, _ = advance_desk(done(), UndoTouched())
    desk, _ = advance_desk(desk, event)
    assert desk.deed is not None
    assert (desk.deed.step, desk.deed.problem) == (DeedStep.FAILED, problem)


def test_an_answer_to_another_undo_changes_nothing() -> None:
    desk = done()
    other = DeskAnswered(0, TakeBack(("e-1",)), TakenBack(("e-1",)))
    assert advance_desk(desk, other) == (desk, ())
    assert advance_desk(Desk(), other) == (Desk(), ())


def test_an_act_that_came_to_nothing_is_said() -> None:
    desk = desk_with_person()
    refused, _ = advance_desk(desk, DeskAnswered(desk.key, ACT, NotDone(ActProblem.UNKNOWN)))
    assert refused.deed is not None
    assert refused.deed.problem is ActProblem.UNKNOWN
    failed, _ = advance_desk(desk, DeskFailed(desk.key, ACT, DeskProblem.STORAGE))
    assert failed.deed is not None
    assert failed.deed.problem is DeskProblem.STORAGE
    assert not failed.deed.can_undo


def test_a_repeat_offers_nothing_to_take_back() -> None:
    desk = desk_with_person()
    repeat = CheckedPerson("p-1", "Mẫu", Direction.DEPARTURE, AT, "e-1", is_repeat=True)
    desk, _ = advance_desk(desk, DeskAnswered(desk.key, ACT, Checked((repeat,))))
    assert desk.deed is not None
    assert not desk.deed.can_undo
    assert desk.deed.seconds == TOLD_S
    told, _ = advance_desk(desk, DeskAnswered(desk.key, SettleByCall("p-1"), Settled(())))
    assert told.deed is not None
    assert told.deed.undo is None


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        (NoteLook(Look.PERSON, "p-1"), LookNoted()),
        (NoteLook(Look.PERSON, "p-1"), NotDone(ActProblem.UNKNOWN)),
        (ReprintSlips("p-1"), AlreadyPrinted(())),
        (ShowPerson("p-1"), None),
    ],
)
def test_what_is_no_act_of_the_bars_is_not_told(asked: object, answer: object) -> None:
    desk = desk_with_person()
    after, _ = advance_desk(desk, DeskAnswered(desk.key, asked, answer))  # type: ignore[arg-type]
    assert after.deed is None
    after, _ = advance_desk(desk, DeskFailed(desk.key, ShowPerson("p-1"), DeskProblem.STORAGE))
    assert after.deed is None


def test_an_emergency_has_a_bar_of_its_own_and_takes_the_others_place() -> None:
    desk, _ = advance_desk(done(), EmergencyTouched())
    assert (desk.page, desk.deed) == (DeskPage.EMERGENCY, None)
    told, _ = advance_desk(desk, DeskAnswered(desk.stack[0].key, ACT, DONE))
    assert told.deed is not None
    again, _ = advance_desk(told, EmergencyTouched())
    assert (again.page, again.deed) == (DeskPage.EMERGENCY, None)


def test_nothing_is_left_for_whoever_comes_next() -> None:
    desk, _ = advance_desk(done(), StaffSignedOut())
    assert desk.deed is None
    assert advance_desk(desk, UndoTouched())[0] == desk
    late, _ = advance_desk(desk, DeskAnswered(1, ACT, DONE))
    assert late.deed is None


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        (UNDO_EDIT, Edited("p-1", UNDO_EDIT)),
        (LINK, Linked("p-1", PART)),
        (KIND, KindSet("p-1", VisitorKind.STAFF, KIND)),
        (ADD, Added("p-1", UntiePhone("p-1", "+84912345678"))),
        (PART, Parted("p-1", "p-2")),
        (Discharge("p-1"), Discharged("p-1", VisitorKind.CARER, "e-1")),
    ],
)
def test_an_act_brings_its_own_undo(asked: StaffAct[Any], answer: Any) -> None:
    deed = deed_of(asked, answer)
    assert deed is not None
    assert deed.undo == answer.undo


def test_a_correction_is_taken_back_too() -> None:
    deed = deed_of(CORRECT, Corrected("e-2", None))
    assert deed is not None
    assert deed.undo == TakeBack(("e-2",))


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        (ReprintSlips("p-1"), Reprinted(())),
        (ReplaceSlip("p-1"), Replaced("job")),
        (IssueCard("p-1"), CardIssued("job", AT, False)),
        (RevokeCard("p-1"), CardRevoked()),
        (AskAboutData("p-1", DataRight.SEE), DataAsked("r-1", AT)),
    ],
)
def test_what_brings_none_is_told_alone(asked: StaffAct[Any], answer: Any) -> None:
    deed = deed_of(asked, answer)
    assert deed is not None
    assert (deed.answer, deed.can_undo) == (answer, False)


RECEIPT = PrintReceipt("r-1", DataRight.SEE, AT, "N. T. M.", "L. T. Mai")


@pytest.mark.parametrize("state", [PrintState.FAILED, PrintState.UNKNOWN])
def test_a_receipt_that_did_not_come_out_is_told(state: PrintState) -> None:
    desk = desk_with_person()
    printed = ReceiptPrinted(state, DeviceFaultKind.PAPER_OUT)
    desk, _ = advance_desk(desk, DeskAnswered(desk.key, RECEIPT, printed))
    assert desk.deed is not None
    assert (desk.deed.answer, desk.deed.print_state) == (printed, state)


def test_a_receipt_of_which_nothing_is_heard_is_told_as_not_printed() -> None:
    desk = desk_with_person()
    desk, _ = advance_desk(desk, DeskFailed(desk.key, RECEIPT, DeskProblem.STORAGE))
    assert desk.deed is not None
    assert desk.deed.answer == ReceiptPrinted(PrintState.FAILED, None)


def test_a_receipt_that_came_out_leaves_the_bar_as_it_is() -> None:
    before = done()
    printed = ReceiptPrinted(PrintState.PRINTED, None)
    after, _ = advance_desk(before, DeskAnswered(before.key, RECEIPT, printed))
    assert after.deed == before.deed


def test_the_bar_follows_the_slips_of_what_was_done() -> None:
    answer = Checked((person("a"), person("b"), person("")))
    deed = deed_of(CheckPersons(Direction.ARRIVAL, ()), answer)
    assert deed is not None
    assert deed.print_state is PrintState.PENDING
    half = with_print(deed, PrintFinished("a", PrintState.PRINTED))
    assert half is not None
    assert half.print_state is PrintState.PENDING
    whole = with_print(half, PrintFinished("b", PrintState.PRINTED))
    assert whole is not None
    assert whole.print_state is PrintState.PRINTED
    failed = with_print(half, PrintFinished("b", PrintState.FAILED))
    assert failed is not None
    assert failed.print_state is PrintState.FAILED
    assert with_print(deed, PrintFinished("somebody else's", PrintState.UNKNOWN)) is deed


@pytest.mark.parametrize("answer", [Reprinted(("a",)), Replaced("a")])
def test_what_only_prints_is_followed_too(answer: Reprinted | Replaced) -> None:
    deed = with_print(Deed(DeedStep.DONE, answer), PrintFinished("a", PrintState.UNKNOWN))
    assert deed is not None
    assert deed.print_state is PrintState.UNKNOWN


def test_a_print_without_a_bar_and_a_bar_without_a_print() -> None:
    assert with_print(None, PrintFinished("a", PrintState.FAILED)) is None
    settled = Deed(DeedStep.DONE, Settled(("e-1",)))
    assert with_print(settled, StorageReady()) is settled
    assert settled.print_state is PrintState.NONE


def test_the_window_tells_the_bar_how_a_print_ended() -> None:
    window = Window(desk=replace(Desk(), deed=Deed(DeedStep.DONE, Reprinted(("a",)))))
    after, _ = advance_window(window, PrintFinished("a", PrintState.FAILED))
    assert after.desk.deed is not None
    assert after.desk.deed.print_state is PrintState.FAILED


def person(job: str) -> CheckedPerson:
    """Somebody who came, with this print job."""
    return CheckedPerson("p-1", "Mẫu", Direction.ARRIVAL, AT, "e-1", print_job=job)
