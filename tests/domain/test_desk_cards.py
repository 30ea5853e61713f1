"""A card held to the desk's scanner opens its person, and never records by itself."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.domain.desk.acts import ActProblem, NotDone
from kiosk.domain.desk.acts_on_visits import DoubtedSlip, FindHolder, SlipHolder
from kiosk.domain.desk.asked import DeskProblem
from kiosk.domain.desk.declaring_setup import PrepareDeclaring
from kiosk.domain.desk.queries import Found, PersonRow, Search
from kiosk.domain.events import CardRead
from kiosk.domain.people.person import Sex
from kiosk.domain.reason import Reason
from kiosk.domain.station.deed import Deed, DeedStep
from kiosk.domain.station.desk import PageWanted, StaffSignedIn, advance_desk
from kiosk.domain.station.desk_state import Desk
from kiosk.domain.station.effects import AskDesk, ForgetCard, RecordCard
from kiosk.domain.station.page import DeskAnswered, DeskFailed, DeskPage
from kiosk.domain.station.pages.declare_state import Declare
from kiosk.domain.station.pages.family import Family
from kiosk.domain.station.pages.person import Person
from kiosk.domain.visits.decision import LaneName
from tests.support.declaring import SETUP, with_required
from tests.support.window import SESSION

NUMBER = "001080123456"
CARD = CardRead(f"{NUMBER}|123456789|Nguyễn Văn Mẫu|01011980|Nam|Hà Nội|01012022")
ASKED = Search(NUMBER)
FAMILY = Family("+84912345678")


def row(person_id: str) -> PersonRow:
    return PersonRow(person_id, "Nguyễn Văn Mẫu", None, Sex.MALE, "", NUMBER, "", None, None, None)


def found(*ids: str) -> DeskAnswered:
    return DeskAnswered(0, ASKED, Found(tuple(row(one) for one in ids), False))


def after(*events: object) -> Desk:
    desk = Desk()
    for event in (StaffSignedIn(SESSION), PageWanted(FAMILY), *events):
        desk, _ = advance_desk(desk, event)  # type: ignore[arg-type]
    return desk


def test_a_card_is_looked_up_by_its_number_in_the_name_of_who_is_signed_in() -> None:
    desk = after()
    same, effects = advance_desk(desk, CARD)
    assert (same, effects) == (
        replace(desk, looked_up=CARD.text),
        (ForgetCard(CARD.text, LaneName.DESK), AskDesk(0, ASKED, SESSION.account_id)),
    )


def test_the_person_comes_on_top_of_what_staff_were_doing() -> None:
    desk = after(CARD, found("p1"))
    assert desk.top(Person) is not None
    assert desk.top(Person).person_id == "p1"
    assert [page.state.page for page in desk.stack[-2:]] == [DeskPage.FAMILY, DeskPage.PERSON]
    other = after(CARD, found("p1"), CARD, found("p2"))
    assert len(other.stack) == len(desk.stack), "one person's page gives way to another's"
    assert other.top(Person).person_id == "p2"


OPTIONAL = DeskAnswered(0, PrepareDeclaring(), with_required(False))


@pytest.mark.parametrize("answers", [(found(), OPTIONAL), (found("p1", "p2"),)])
def test_a_card_of_nobody_is_told_and_opens_nothing(answers: tuple[DeskAnswered, ...]) -> None:
    desk = after(CARD, *answers)
    assert desk.page is DeskPage.FAMILY
    assert desk.deed == Deed(DeedStep.FAILED, problem=ActProblem.NEVER_MET)
    assert after(CardRead("https://example.com")).deed == desk.deed, "no number stands in it"


SLIP = CardRead("KS0:0000000000000000042")
HOLDER = FindHolder(SLIP.text)


def test_a_slip_is_verified_and_opens_its_holder() -> None:
    desk, effects = advance_desk(after(), SLIP)
    forgotten = ForgetCard(SLIP.text, LaneName.DESK)
    assert effects == (forgotten, AskDesk(0, HOLDER, SESSION.account_id))
    opened, _ = advance_desk(desk, DeskAnswered(0, HOLDER, SlipHolder("p1")))
    assert opened.top(Person) is not None
    assert opened.top(Person).person_id == "p1"


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        (DoubtedSlip(Reason.ALTERED_SLIP), Reason.ALTERED_SLIP),
        (NotDone(ActProblem.SLIP_OF_STRANGER), ActProblem.SLIP_OF_STRANGER),
    ],
)
def test_a_slip_that_leads_nowhere_is_told(answer: object, problem: Reason | ActProblem) -> None:
    desk = after(SLIP, DeskAnswered(0, HOLDER, answer))
    assert desk.deed == Deed(DeedStep.FAILED, problem=problem)
    assert desk.page is DeskPage.FAMILY


def test_a_search_that_fails_is_told() -> None:
    desk = after(CARD, DeskFailed(0, ASKED, DeskProblem.STORAGE))
    assert desk.deed == Deed(DeedStep.FAILED, problem=DeskProblem.STORAGE)
    assert desk.page is DeskPage.FAMILY


def test_nobody_who_is_not_signed_in_is_shown_anybody() -> None:
    locked = replace(after(), session=replace(SESSION, is_locked=True))
    for desk in (Desk(), locked):
        recorded = (RecordCard(CARD.text, LaneName.DESK),)
        assert advance_desk(desk, CARD) == (desk, recorded), "a scan like others"
        assert advance_desk(desk, found("p1")) == (desk, ())


def test_a_card_fills_the_form_that_is_open() -> None:
    desk = after(PageWanted(Declare()), CARD)
    assert desk.top(Declare) is not None
    assert desk.top(Declare).draft.name == "Nguyễn Văn Mẫu"


def test_somebody_never_met_declares_where_everybody_does() -> None:
    desk, effects = advance_desk(after(CARD), found())
    assert effects == (AskDesk(0, PrepareDeclaring(), SESSION.account_id),)
    asked = DeskAnswered(0, PrepareDeclaring(), SETUP)
    opened, _ = advance_desk(desk, asked)
    assert opened.top(Declare) is not None
    assert opened.top(Declare).draft.name == "Nguyễn Văn Mẫu"
    assert opened.looked_up == ""
    told, _ = advance_desk(desk, OPTIONAL)
    assert told.deed == Deed(DeedStep.FAILED, problem=ActProblem.NEVER_MET)
