"""Pages of staff open for whoever is signed in and has not locked, and for nobody else."""

from __future__ import annotations

import pytest

from kiosk.domain.desk.doors import SignIn
from kiosk.domain.staff.sign_in import SignedIn
from kiosk.domain.station.desk import DeskLocked, PageWanted, StaffSignedIn, advance_desk
from kiosk.domain.station.desk_state import Desk, OpenPage
from kiosk.domain.station.page import DeskAnswered, DeskPage, PageState
from kiosk.domain.station.pages.card_number import CardDraft, NumberEntered
from kiosk.domain.station.pages.day_list import DayList
from kiosk.domain.station.pages.emergency import Incomplete
from kiosk.domain.station.pages.person import Person
from kiosk.domain.station.pages.person_form import PersonForm
from kiosk.domain.station.pages.reports import Reports
from kiosk.domain.station.pages.search import SearchPage
from kiosk.domain.station.pages.sign_in import SignInState
from tests.support.window import SESSION

STAFF_PAGES = [DayList(), Person("p-1"), Reports(), SearchPage()]


@pytest.mark.parametrize("state", STAFF_PAGES, ids=lambda state: state.page.value)
def test_no_page_of_staff_opens_for_nobody(state: PageState) -> None:
    assert advance_desk(Desk(), PageWanted(state)) == (Desk(), ())
    locked, _ = advance_desk(Desk(), StaffSignedIn(SESSION))
    locked, _ = advance_desk(locked, DeskLocked())
    assert advance_desk(locked, PageWanted(state)) == (locked, ())


def test_what_comes_late_for_a_page_below_leads_nowhere() -> None:
    """Somebody recorded an emergency while their PIN was looked at: that page stays."""
    pages = (OpenPage(1, SignInState(pin="742906")), OpenPage(2, Incomplete()))
    desk = Desk(pages, key=2)
    answer = DeskAnswered(1, SignIn("staff-1", "742906"), SignedIn(SESSION))
    after, _ = advance_desk(desk, answer)
    assert (after.page, after.session) == (DeskPage.EMERGENCY, None)


def test_with_the_number_entered_the_pad_closes() -> None:
    desk = Desk((OpenPage(1, CardDraft(text="7999999901")),), key=1)
    after, _ = advance_desk(desk, NumberEntered())
    assert (after.page, after.stack) == (DeskPage.CLOSED, ())


def test_only_a_page_with_the_keyboard_is_typed_on() -> None:
    form = PersonForm("+84912345678")
    assert Desk().typing is None
    assert Desk((OpenPage(1, form),)).typing is form
    assert Desk((OpenPage(1, form), OpenPage(2, DayList()))).typing is None
