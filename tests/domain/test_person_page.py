"""A person's page at the desk: what each touch asks for, and what its answer changes."""

from __future__ import annotations

from datetime import timedelta

import pytest

from kiosk.domain.desk.acts import ActProblem, NotDone, StoredPerson
from kiosk.domain.desk.acts_on_cards import CardRevoked, IssueCard, RevokeCard
from kiosk.domain.desk.acts_on_people import (
    AskAboutData,
    DataAsked,
    DataRight,
    Discharge,
    KindSet,
    Look,
    LookNoted,
    LookReason,
    NoteLook,
    SetKind,
)
from kiosk.domain.desk.acts_on_visits import (
    AlreadyPrinted,
    Checked,
    CheckPersons,
    ConfirmReason,
    CorrectEntry,
    Correction,
    CorrectionReason,
    PrintedSlip,
    Replaced,
    ReplaceSlip,
    Reprinted,
    ReprintSlips,
    SettleByCall,
    StaffProof,
)
from kiosk.domain.desk.asked import DeskProblem
from kiosk.domain.desk.data_receipt import receipt_number
from kiosk.domain.desk.queries import ListVisits, ShowPerson, Timeline
from kiosk.domain.desk.reports import PrintReceipt, ReceiptPrinted
from kiosk.domain.people.person import PersonDetails, short_name
from kiosk.domain.people.visitor import VisitorKind
from kiosk.domain.slips.slip import name_hint
from kiosk.domain.station.effects import StartTimer, TimerFired, TimerName
from kiosk.domain.station.page import PageShown, Push, Turn
from kiosk.domain.station.pages.checking import (
    CheckTouched,
    CodeWanted,
    PanelClosed,
    ReasonChosen,
)
from kiosk.domain.station.pages.data_requests import DataRequests
from kiosk.domain.station.pages.family import Family
from kiosk.domain.station.pages.linking import Linking
from kiosk.domain.station.pages.person import REVEALED_S, Person, PersonPanel, advance
from kiosk.domain.station.pages.person_form import edit_form
from kiosk.domain.station.pages.person_touches import (
    CardChosen,
    DataTouched,
    DischargeTouched,
    EarlierTouched,
    EditTouched,
    EntryTouched,
    KindChosen,
    KindTouched,
    LinkTouched,
    LookReasonChosen,
    LostChosen,
    MistakeChosen,
    NumbersTouched,
    PhoneTouched,
    ReprintChosen,
    ReprintTouched,
    RequestsOpened,
    RightChosen,
    SettleTouched,
)
from kiosk.domain.visits.decision import Direction, PrintState
from tests.support.desk_people import (
    KEY,
    MOMENT,
    PHONE,
    SESSION,
    answered,
    day,
    failed,
    person_page,
    row,
)
from tests.support.window import AT

WHOM = (StoredPerson("p-1"),)


def turn(state: Person, *events: object) -> Turn[Person]:
    """The last turn after these events."""
    last = Turn(state)
    for event in events:
        last = advance(last.state, event, MOMENT)
    return last


def read(**changes: object) -> Person:
    """The page once the person is read."""
    page = person_page(**changes)  # type: ignore[arg-type]
    return turn(Person("p-1"), PageShown(), answered(ShowPerson("p-1"), page)).state


def test_opening_reads_the_person_and_leaves_a_trace_once() -> None:
    first = turn(Person("p-1"), PageShown())
    assert first.asks == (ShowPerson("p-1"), NoteLook(Look.PERSON, "p-1"))
    again = turn(read(), PageShown())
    assert again.asks == (ShowPerson("p-1"),)


def test_a_linked_person_is_read_anew_under_the_id_that_stands() -> None:
    state = turn(Person("p-2"), answered(ShowPerson("p-2"), person_page("p-1"))).state
    assert turn(state, PageShown()).asks == (ShowPerson("p-1"),)


def test_nothing_is_done_before_the_person_is_read() -> None:
    for touch in (CheckTouched(Direction.DEPARTURE), NumbersTouched(), EditTouched()):
        assert turn(Person("p-1"), touch) == Turn(Person("p-1"))


def test_somebody_who_is_stored_no_more_is_said_so() -> None:
    assert turn(Person("p-1"), answered(ShowPerson("p-1"), None)).state.is_gone


def test_an_arrival_asks_what_it_rests_on_and_staff_confirm_it() -> None:
    state = turn(read(), CheckTouched(Direction.ARRIVAL)).state
    assert state.panel is PersonPanel.PROOF
    done = turn(state, ReasonChosen(ConfirmReason.DOCUMENT_SEEN))
    proof = StaffProof(ConfirmReason.DOCUMENT_SEEN)
    act = CheckPersons(Direction.ARRIVAL, WHOM, proof, PHONE)
    assert done.asks == (act,)
    assert done.state.is_acting
    after = turn(done.state, answered(act, Checked(())))
    assert after.asks == (ShowPerson("p-1"),)
    assert after.state.panel is PersonPanel.VISITS
    assert not after.state.is_acting


def test_a_code_is_asked_for_on_the_phones_own_page() -> None:
    asked = turn(read(), CheckTouched(Direction.ARRIVAL), CodeWanted())
    assert asked.go == Push(Family(PHONE, chosen="p-1", is_checking_in=True))
    assert asked.state.panel is PersonPanel.VISITS


def test_nobody_without_a_phone_gets_a_code() -> None:
    state = read(details=PersonDetails("Nguyễn Thị Mẫu"))
    assert turn(state, CheckTouched(Direction.ARRIVAL), CodeWanted()).go is None
    assert turn(state, PhoneTouched()).go is None


def test_a_reason_without_the_question_does_nothing() -> None:
    state = read()
    assert turn(state, ReasonChosen(ConfirmReason.NO_NETWORK)) == Turn(state)
    assert turn(state, CodeWanted()) == Turn(state)


def test_whoever_is_inside_only_leaves() -> None:
    state = read(is_inside=True)
    assert turn(state, CheckTouched(Direction.ARRIVAL)) == Turn(state)
    left = turn(state, CheckTouched(Direction.DEPARTURE))
    assert left.asks == (CheckPersons(Direction.DEPARTURE, WHOM),)


def test_one_act_at_a_time() -> None:
    state = turn(read(is_inside=True), CheckTouched(Direction.DEPARTURE)).state
    assert turn(state, CheckTouched(Direction.DEPARTURE)) == Turn(state)


def test_numbers_stand_in_full_once_the_look_has_its_trace_and_for_a_while() -> None:
    note = NoteLook(Look.UNMASKING, "p-1")
    asked = turn(read(), NumbersTouched())
    assert asked.asks == (note,)
    assert not asked.state.is_revealed
    shown = turn(asked.state, answered(note, LookNoted()))
    assert shown.state.is_revealed
    assert shown.effects == (StartTimer(TimerName.DESK_PAGE, KEY, REVEALED_S),)
    assert not turn(shown.state, TimerFired(TimerName.DESK_PAGE, KEY)).state.is_revealed
    assert not turn(shown.state, NumbersTouched()).state.is_revealed


def test_without_its_trace_no_number_is_shown() -> None:
    note = NoteLook(Look.UNMASKING, "p-1")
    state = turn(read(), NumbersTouched()).state
    assert turn(state, failed(note)) == Turn(state)
    assert turn(state, answered(note, NotDone(ActProblem.NOT_SIGNED_IN))) == Turn(state)


def test_earlier_days_ask_why_and_then_come_page_by_page() -> None:
    earlier = day("e-1").day - timedelta(days=1)
    state = read(timeline=Timeline((day("e-1"),), earlier))
    asked = turn(state, EarlierTouched()).state
    assert asked.panel is PersonPanel.LOOK
    reasoned = turn(asked, LookReasonChosen(LookReason.TRACING))
    note = NoteLook(Look.EARLIER_DAY, "p-1", state.days[-1].day, LookReason.TRACING)
    assert reasoned.asks == (note,)
    noted = turn(reasoned.state, answered(note, LookNoted()))
    assert noted.state.look_reason is LookReason.TRACING
    assert noted.asks == (ListVisits("p-1", earlier),)
    old = Timeline((day("e-0", 3),), None)
    listed = turn(noted.state, answered(ListVisits("p-1", earlier), old)).state
    assert [one.day for one in listed.days] == [day("e-1").day, day("e-0", 3).day]
    assert turn(listed, EarlierTouched()).asks == ()
    assert turn(listed, answered(ListVisits("p-1", earlier), old)) == Turn(listed)


def test_a_reason_nobody_asked_for_shows_nothing() -> None:
    state = read()
    assert turn(state, LookReasonChosen(LookReason.REPORT)) == Turn(state)
    assert turn(Person("p-1"), answered(ListVisits("p-1", None), Timeline((), None))).asks == ()
    note = NoteLook(Look.EARLIER_DAY, "p-1", None, LookReason.REPORT)
    assert turn(Person("p-1"), answered(note, LookNoted())).asks == ()


def test_earlier_days_stay_on_show_when_the_person_is_read_anew() -> None:
    earlier = day("e-1").day
    state = read(timeline=Timeline((day("e-1"),), earlier))
    page = Timeline((day("e-0", 3),), None)
    note = NoteLook(Look.EARLIER_DAY, "p-1", earlier, LookReason.REPORT)
    state = turn(state, answered(note, LookNoted())).state
    state = turn(state, answered(ListVisits("p-1", earlier), page)).state
    anew = person_page(timeline=Timeline((day("e-1"),), earlier))
    again = turn(state, answered(ShowPerson("p-1"), anew)).state
    assert [one.day for one in again.days] == [day("e-1").day, day("e-0", 3).day]
    assert again.shown is not None
    assert again.shown.timeline.next is None
    fewer = turn(again, answered(ShowPerson("p-1"), person_page(timeline=Timeline((), None))))
    assert fewer.state.days == ()


@pytest.mark.parametrize(
    ("reason", "correction"),
    [
        (CorrectionReason.WRONG_DIRECTION, Correction.TURN),
        (CorrectionReason.WRONG_PERSON, Correction.VOID),
        (CorrectionReason.NOT_COME, Correction.VOID),
        (CorrectionReason.TRIAL, Correction.VOID),
    ],
)
def test_an_entry_is_corrected_with_a_reason(
    reason: CorrectionReason, correction: Correction
) -> None:
    state = turn(read(), EntryTouched("e-1")).state
    assert state.panel is PersonPanel.CORRECT
    assert turn(state, MistakeChosen(reason)).asks == (CorrectEntry("e-1", correction, reason),)


def test_an_entry_that_is_not_shown_is_not_corrected() -> None:
    state = read()
    assert turn(state, EntryTouched("e-9")) == Turn(state)
    assert turn(state, MistakeChosen(CorrectionReason.TRIAL)) == Turn(state)


def test_a_slip_prints_again_or_is_lost() -> None:
    asked = turn(read(), ReprintTouched())
    assert (asked.state.panel, asked.asks) == (PersonPanel.REPRINT, ())
    assert turn(asked.state, ReprintChosen(False)).asks == (ReprintSlips("p-1", False, False),)
    several = turn(read(same_phone=(row("p-2"),)), ReprintTouched()).state
    assert turn(several, ReprintChosen(True)).asks == (ReprintSlips("p-1", True, False),)
    lost = turn(asked.state, LostChosen())
    assert lost.asks == (ReplaceSlip("p-1"),)
    done = turn(lost.state, answered(lost.asks[0], Replaced("job"))).state
    assert done.panel is PersonPanel.VISITS
    assert turn(read(), LostChosen()) == Turn(read()), "only where it is asked"


def test_a_card_is_printed_or_revoked_where_slips_are() -> None:
    asked = turn(read(), ReprintTouched()).state
    assert turn(asked, CardChosen()).asks == (IssueCard("p-1"),)
    gone = turn(asked, CardChosen(is_lost=True))
    assert gone.asks == (RevokeCard("p-1"),)
    done = turn(gone.state, answered(gone.asks[0], CardRevoked()))
    assert (done.state.panel, done.asks) == (PersonPanel.VISITS, (ShowPerson("p-1"),))
    assert turn(read(), CardChosen()) == Turn(read()), "only where it is asked"


def test_a_slip_that_was_printed_is_asked_about_once_more() -> None:
    act = ReprintSlips("p-1", True, False)
    state = turn(read(same_phone=(row("p-2"),)), ReprintTouched(), ReprintChosen(True)).state
    printed = AlreadyPrinted((PrintedSlip("p-1", "Nguyễn Thị Mẫu", AT),))
    told = turn(state, answered(act, printed)).state
    assert (told.panel, told.printed) == (PersonPanel.REPRINTED, printed)
    again = turn(told, ReprintChosen(told.with_phone))
    assert again.asks == (ReprintSlips("p-1", True, True),)
    done = turn(again.state, answered(again.asks[0], Reprinted(("job",)))).state
    assert (done.panel, done.printed) == (PersonPanel.VISITS, None)


def test_what_is_asked_beside_the_page_is_put_away() -> None:
    state = turn(read(), KindTouched()).state
    assert state.panel is PersonPanel.KIND
    assert turn(state, PanelClosed()).state.panel is PersonPanel.VISITS
    assert turn(state, DataTouched()).state.panel is PersonPanel.DATA


@pytest.mark.parametrize(
    ("touch", "act"),
    [
        (KindChosen(VisitorKind.CARER), SetKind("p-1", VisitorKind.CARER)),
        (DischargeTouched(), Discharge("p-1")),
        (SettleTouched(), SettleByCall("p-1")),
        (RightChosen(DataRight.SEE), AskAboutData("p-1", DataRight.SEE)),
    ],
)
def test_each_act_has_its_touch(touch: object, act: object) -> None:
    assert turn(read(), touch).asks == (act,)


def test_who_asks_about_their_data_takes_a_receipt_home() -> None:
    act = AskAboutData("p-1", DataRight.ERASE)
    state = turn(read(), DataTouched(), RightChosen(DataRight.ERASE)).state
    done = turn(state, answered(act, DataAsked("0199-abc-f4fa74d77f92", AT)))
    assert (done.state.panel, done.state.is_acting) == (PersonPanel.VISITS, False)
    hint, staff = name_hint(person_page().details), short_name(SESSION.name)
    asked = PrintReceipt("0199-abc-f4fa74d77f92", DataRight.ERASE, AT, hint, staff)
    assert done.asks == (asked, ShowPerson("p-1"))
    assert receipt_number(asked.request_id) == "F4FA74D77F92"
    # What becomes of the paper is told by the bar; the page stays as it is.
    printed = ReceiptPrinted(PrintState.PRINTED, None)
    assert turn(done.state, answered(asked, printed)) == Turn(done.state)


def test_other_pages_are_opened_with_what_they_need() -> None:
    state = read(same_phone=(row("p-2"),))
    details = person_page().details
    assert turn(state, EditTouched()).go == Push(edit_form("p-1", details))
    assert turn(state, LinkTouched()).go == Push(Linking("p-1", "Nguyễn Thị Mẫu", (row("p-2"),)))
    assert turn(state, PhoneTouched()).go == Push(Family(PHONE))
    assert turn(state, RequestsOpened()).go == Push(DataRequests())


def test_an_act_that_came_to_nothing_leaves_the_question_open() -> None:
    state = turn(read(), KindTouched(), KindChosen(VisitorKind.STAFF)).state
    act = SetKind("p-1", VisitorKind.STAFF)
    after = turn(state, answered(act, NotDone(ActProblem.UNKNOWN)))
    assert (after.state.panel, after.state.is_acting) == (PersonPanel.KIND, False)
    assert not turn(state, failed(act)).state.is_acting
    done = KindSet("p-1", VisitorKind.STAFF, SetKind("p-1", VisitorKind.VISITOR))
    assert turn(state, answered(act, done)).asks == (ShowPerson("p-1"),)


def test_what_cannot_be_read_is_said() -> None:
    state = turn(Person("p-1"), failed(ShowPerson("p-1"))).state
    assert state.problem is DeskProblem.STORAGE
    assert turn(state, answered(ShowPerson("p-1"), person_page())).state.problem is None


def test_what_does_not_concern_the_page_changes_nothing() -> None:
    state = read()
    assert turn(state, object()) == Turn(state)
    assert turn(state, answered(ListVisits("p-1"), object())) == Turn(state)
    assert turn(state, failed(ListVisits("p-1"))).state.problem is DeskProblem.STORAGE
    from kiosk.domain.desk.hub_questions import SendCode

    assert turn(state, failed(SendCode(PHONE))) == Turn(state)
