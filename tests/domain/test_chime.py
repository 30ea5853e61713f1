"""The desk's chime: at once for a new case, and again while nobody took it."""

from __future__ import annotations

from kiosk.domain.desk.queries import ListCases
from kiosk.domain.events import CasesCounted
from kiosk.domain.station.chime import CHIME_S
from kiosk.domain.station.desk import PageWanted, StaffSignedIn, advance_desk
from kiosk.domain.station.desk_state import Desk
from kiosk.domain.station.effects import (
    AskDesk,
    PlaySound,
    StartTimer,
    StopTimer,
    TimerFired,
    TimerName,
    Tone,
)
from kiosk.domain.station.pages.support_list import SupportList
from tests.support.window import SESSION

CHIME = PlaySound(Tone.STAFF)


def again(desk: Desk) -> StartTimer:
    return StartTimer(TimerName.CHIME, desk.chime, CHIME_S)


def test_a_case_that_nobody_takes_chimes_again_every_two_minutes() -> None:
    desk, effects = advance_desk(Desk(), CasesCounted(1, (12,)))
    assert effects == (CHIME, again(desk))
    for _ in range(3):
        desk, effects = advance_desk(desk, TimerFired(TimerName.CHIME, desk.chime))
        assert effects == (CHIME, again(desk))


def test_taken_it_chimes_no_more() -> None:
    desk, _ = advance_desk(Desk(), CasesCounted(1))
    desk, effects = advance_desk(desk, CasesCounted(1, acknowledged=1))
    assert effects == (StopTimer(TimerName.CHIME),)
    assert advance_desk(desk, TimerFired(TimerName.CHIME, desk.chime)) == (desk, ())


def test_while_another_waits_untaken_it_goes_on() -> None:
    desk, _ = advance_desk(Desk(), CasesCounted(2))
    assert advance_desk(desk, CasesCounted(2, acknowledged=1))[1] == ()


def test_a_new_case_chimes_at_once_and_begins_the_two_minutes_anew() -> None:
    desk, _ = advance_desk(Desk(), CasesCounted(1))
    stale = TimerFired(TimerName.CHIME, desk.chime)
    desk, effects = advance_desk(desk, CasesCounted(2))
    assert effects == (CHIME, again(desk))
    assert advance_desk(desk, stale) == (desk, ())


def test_one_closed_as_another_opens_still_chimes() -> None:
    desk, _ = advance_desk(Desk(), CasesCounted(1, acknowledged=1))
    assert advance_desk(desk, CasesCounted(1))[1][0] == CHIME


def test_the_page_on_top_hears_of_another_case() -> None:
    desk, _ = advance_desk(Desk(), StaffSignedIn(SESSION))
    desk, _ = advance_desk(desk, PageWanted(SupportList()))
    _, effects = advance_desk(desk, CasesCounted(1))
    asked = [effect.asked for effect in effects if isinstance(effect, AskDesk)]
    assert asked == [ListCases()]
