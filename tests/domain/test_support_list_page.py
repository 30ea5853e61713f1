"""Cần hỗ trợ: a case is taken, measured, noted, and ends in one of four ways."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.domain.desk.acts import ActProblem, NotDone, StoredPerson
from kiosk.domain.desk.acts_on_cases import (
    AcknowledgeCase,
    Acknowledged,
    CaseClosed,
    CloseCase,
    RefusalReason,
    ReopenCase,
)
from kiosk.domain.desk.asked import DeskProblem
from kiosk.domain.desk.queries import CaseRow, Cases, Found, ListCases, Search
from kiosk.domain.events import CasesCounted
from kiosk.domain.station.desk import PageWanted, StaffSignedIn, UndoTouched, advance_desk
from kiosk.domain.station.desk_state import Desk
from kiosk.domain.station.effects import AskDesk, PlaySound, Tone
from kiosk.domain.station.page import DeskAnswered, PageShown
from kiosk.domain.station.pages.picking import (
    MOST_TYPED,
    PickCleared,
    PickErased,
    Picking,
    PickTyped,
    advance_picking,
)
from kiosk.domain.station.pages.support_list import (
    MOST_NOTED,
    CaseChosen,
    CaseClosing,
    CaseDraft,
    CaseField,
    CaseFieldChosen,
    CaseFieldCleared,
    CaseKeyErased,
    CaseKeyTyped,
    CasePersonChosen,
    CaseStep,
    CaseStepChosen,
    CaseTaken,
    DoneTurned,
    LeadCalled,
    NoteAdded,
    RefusalChosen,
    SupportList,
    advance,
    toggled,
)
from sync.protocol.bodies import SupportOutcome
from tests.support.desk_pages import KEY, HandledPage, case_row, person_row
from tests.support.window import SESSION


def listed(*cases: CaseRow) -> HandledPage[SupportList]:
    """The page with these cases on it."""
    page = HandledPage(SupportList(), advance)
    page.tell(PageShown())
    assert page.asks == (ListCases(),)
    page.answer(Cases(cases, (), 0))
    return page


def opened() -> HandledPage[SupportList]:
    """The page with one case open."""
    page = listed(case_row(), case_row("case-2"))
    page.tell(CaseChosen("case-1"))
    return page


MEASURE = CaseFieldChosen(CaseField.TEMPERATURE)


def test_another_case_is_read_at_once() -> None:
    page = listed()
    page.tell(CasesCounted(1))
    assert page.asks == (ListCases(),)


def test_taking_a_case_opens_it() -> None:
    page = listed(case_row())
    state = page.tell(CaseTaken("case-1"))
    assert page.asks == (AcknowledgeCase("case-1"),)
    assert state.case == case_row()
    page.answer(Acknowledged("case-1"))
    assert page.asks == (ListCases(),)
    assert page.state.chosen == "case-1"


@pytest.mark.parametrize(
    ("typed", "tenths"),
    [("", None), ("3", None), ("38", 380), ("378", 378), ("3785", 378)],
)
def test_a_temperature_is_two_digits_and_tenths(typed: str, tenths: int | None) -> None:
    page = opened()
    page.tell(MEASURE, *map(CaseKeyTyped, typed))
    assert page.state.draft.temperature_dc == tenths


def test_fields_take_what_they_can_hold() -> None:
    page = opened()
    page.tell(MEASURE, CaseKeyTyped("3"), CaseKeyTyped("x"), CaseKeyTyped("7"), CaseKeyErased())
    assert page.state.draft == CaseDraft(temperature="3")
    page.tell(CaseFieldChosen(CaseField.NOTE), *map(CaseKeyTyped, "ho "))
    assert page.state.draft == CaseDraft(temperature="3", note="ho ")
    page.tell(CaseFieldCleared())
    assert page.state.draft == CaseDraft(temperature="3")
    page.tell(CaseKeyTyped("x" * (MOST_NOTED + 1)))
    assert len(page.state.draft.note) == MOST_NOTED


def test_without_a_pad_no_key_is_taken() -> None:
    page = opened()
    before = page.state
    assert page.tell(CaseKeyTyped("3"), CaseKeyErased(), CaseFieldCleared()) == before
    page.tell(MEASURE, CaseKeyTyped("3"), CaseFieldChosen(None), CaseKeyTyped("7"))
    assert page.state.draft == CaseDraft(temperature="3")


def test_what_was_noted_is_kept_for_each_case() -> None:
    page = opened()
    page.tell(MEASURE, CaseKeyTyped("38"), CaseChosen("case-2"))
    assert page.state.draft == CaseDraft()
    page.tell(CaseChosen("case-1"))
    assert page.state.draft == CaseDraft(temperature="38")


def test_a_common_note_comes_and_goes() -> None:
    page = opened()
    page.tell(NoteAdded("Đo lại"), NoteAdded("Chờ người nhà"))
    assert page.state.draft.note == "Đo lại; Chờ người nhà"
    page.tell(NoteAdded("Đo lại"))
    assert page.state.draft.note == "Chờ người nhà"
    assert toggled("", "a") == "a"


@pytest.mark.parametrize(
    "outcome", [SupportOutcome.ADMITTED, SupportOutcome.SEPARATE, SupportOutcome.LEFT]
)
def test_three_closings_take_one_touch(outcome: SupportOutcome) -> None:
    page = opened()
    page.tell(MEASURE, CaseKeyTyped("378"), NoteAdded("Đo lại"), CaseClosing(outcome))
    assert page.asks == (CloseCase("case-1", outcome, temperature_dc=378, note="Đo lại"),)
    page.tell(CaseClosing(SupportOutcome.LEFT))
    assert page.asks == (), "it is being closed already"
    ended = CaseClosed("case-1", outcome)
    page.tell(DeskAnswered(KEY, CloseCase("case-1", outcome), ended))
    assert page.asks == (ListCases(),)
    assert page.state.case is None
    page.answer(Cases((case_row("case-2"),), (case_row(outcome=outcome.value),), 1))
    assert dict(page.state.drafts) == {}


def test_a_closing_is_taken_back_by_the_bar() -> None:
    desk, _ = advance_desk(Desk(), StaffSignedIn(SESSION))
    desk, _ = advance_desk(desk, PageWanted(SupportList()))
    key = desk.stack[-1].key
    closing = CloseCase("case-1", SupportOutcome.ADMITTED)
    ended = CaseClosed("case-1", SupportOutcome.ADMITTED, "entry-1")
    desk, _ = advance_desk(desk, DeskAnswered(key, closing, ended))
    undo = ReopenCase("case-1", "entry-1")
    assert desk.deed is not None
    assert (desk.deed.answer, desk.deed.undo) == (ended, undo)
    _, effects = advance_desk(desk, UndoTouched())
    assert [each.asked for each in effects if isinstance(each, AskDesk)] == [undo]
    # Why a case could not be closed is said by the page.
    refused, _ = advance_desk(
        replace(desk, deed=None),
        DeskAnswered(key, closing, NotDone(ActProblem.BAD_TEMPERATURE)),
    )
    assert refused.deed is None


def test_a_refusal_asks_why_and_is_of_no_patient() -> None:
    page = opened()
    page.tell(CaseClosing(SupportOutcome.NOT_ADMITTED))
    assert page.asks == ()
    assert page.state.step is CaseStep.REFUSAL
    page.tell(RefusalChosen(RefusalReason.VISITING_OVER))
    assert page.asks == (
        CloseCase(
            "case-1",
            SupportOutcome.NOT_ADMITTED,
            refusal=RefusalReason.VISITING_OVER,
            is_patient=False,
        ),
    )


def test_a_patient_takes_the_separate_way_from_the_refusal_too() -> None:
    page = opened()
    page.tell(CaseClosing(SupportOutcome.NOT_ADMITTED), CaseClosing(SupportOutcome.SEPARATE))
    assert page.asks == (CloseCase("case-1", SupportOutcome.SEPARATE),)


def test_the_lead_is_called_and_the_case_stays() -> None:
    page = opened()
    page.tell(CaseClosing(SupportOutcome.NOT_ADMITTED), LeadCalled())
    assert page.effects == (PlaySound(Tone.STAFF),)
    assert page.state.is_lead_called
    assert page.state.case is not None
    page.tell(CaseStepChosen(CaseStep.OPEN))
    assert not page.state.is_lead_called
    assert page.state.step is CaseStep.OPEN


def test_an_act_that_did_nothing_says_why_and_keeps_the_case() -> None:
    page = opened()
    page.tell(MEASURE, CaseKeyTyped("99"), CaseClosing(SupportOutcome.ADMITTED))
    page.answer(NotDone(ActProblem.BAD_TEMPERATURE))
    assert page.state.refused is ActProblem.BAD_TEMPERATURE
    assert page.state.draft == CaseDraft(temperature="99")
    assert page.state.closing == ""
    page.tell(CaseChosen("case-1"))
    assert page.state.refused is None


def test_storage_that_fails_leaves_everything_as_it_was() -> None:
    page = opened()
    page.tell(CaseClosing(SupportOutcome.ADMITTED))
    page.fail()
    assert page.state.problem is DeskProblem.STORAGE
    assert page.state.closing == ""
    assert page.state.case is not None
    page.tell(PageShown())
    page.answer(Cases((case_row(),), (), 0))
    assert page.state.problem is None


def test_staff_say_who_it_is() -> None:
    page = opened()
    page.tell(CaseStepChosen(CaseStep.PERSON), PickTyped("m"))
    assert page.asks == (Search("m"),)
    page.answer(Found((person_row(),), False))
    page.tell(CasePersonChosen("person-1"))
    assert page.state.step is CaseStep.OPEN
    assert page.state.draft.whom == person_row()
    page.tell(CaseClosing(SupportOutcome.ADMITTED))
    assert page.asks == (
        CloseCase("case-1", SupportOutcome.ADMITTED, whom=StoredPerson("person-1")),
    )


def test_who_gave_a_number_is_looked_for_by_it_at_once() -> None:
    page = listed(case_row(phone="+84912345678"), case_row("case-2"))
    page.tell(CaseChosen("case-1"), CaseStepChosen(CaseStep.PERSON))
    assert page.asks == (Search("0912345678"),)
    assert page.state.picking.text == "0912345678"
    page.tell(CaseChosen("case-2"), CaseStepChosen(CaseStep.PERSON))
    assert (page.asks, page.state.picking) == ((), Picking())


def test_nobody_who_was_not_found_is_taken() -> None:
    page = opened()
    page.tell(CaseStepChosen(CaseStep.PERSON), CasePersonChosen("stranger"))
    assert page.state.draft.whom is None


def test_a_case_that_is_gone_takes_nothing_any_more() -> None:
    page = opened()
    page.tell(CasesCounted(1))
    page.answer(Cases((case_row("case-2"),), (), 1))
    assert page.state.case is None
    before = page.state
    assert page.tell(CaseClosing(SupportOutcome.ADMITTED)) == before
    assert page.asks == ()


def test_what_is_done_is_shown_and_put_away() -> None:
    page = listed()
    assert page.tell(DoneTurned()).is_done_shown
    assert not page.tell(DoneTurned()).is_done_shown


def test_what_is_none_of_its_business_changes_nothing() -> None:
    page = opened()
    before = page.state
    assert page.tell(object()) == before


def test_looking_for_somebody_asks_with_every_key() -> None:
    picking, asks = advance_picking(Picking(), PickTyped("a"))
    assert asks == (Search("a"),)
    found = Found((person_row(),), False)
    late = DeskAnswered(KEY, Search("b"), found)
    assert advance_picking(picking, late) == (picking, ())
    picking, _ = advance_picking(picking, DeskAnswered(KEY, Search("a"), found))
    assert picking.person("person-1") == person_row()
    picking, asks = advance_picking(picking, PickTyped("b"))
    assert (picking.found, asks) == (found, (Search("ab"),))
    picking, asks = advance_picking(picking, PickErased())
    assert asks == (Search("a"),)
    assert advance_picking(picking, PickErased()) == (Picking(), ())
    assert advance_picking(picking, PickCleared()) == (Picking(), ())
    assert advance_picking(Picking(), PickTyped(" ")) == (Picking(" "), ())
    assert advance_picking(Picking(), PickErased()) == (Picking(), ())
    assert advance_picking(Picking(), DeskAnswered(KEY, ListCases(), None)) == (Picking(), ())
    whole = "x" * MOST_TYPED
    assert advance_picking(Picking(whole), PickTyped("y")) == (Picking(whole), ())
    assert Picking().person("person-1") is None
