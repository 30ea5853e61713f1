"""What a person can press on READY: the pages it leads to, the finger that stays, the language."""

from __future__ import annotations

import pytest

from kiosk.base.errors import StorageFaultKind
from kiosk.domain.desk.acts_on_cases import CaseTaken, OpenPhoneCase
from kiosk.domain.desk.asked import DeskProblem
from kiosk.domain.desk.hub_questions import SendCode
from kiosk.domain.events import CaseOpened, HealthChanged, StorageLost
from kiosk.domain.language import Language
from kiosk.domain.reason import Reason
from kiosk.domain.station.desk import GoBack, PageWanted, StaffSignedIn, StaffWanted
from kiosk.domain.station.effects import (
    CallStaff,
    Effect,
    PlaySound,
    StartTimer,
    StopTimer,
    TimerName,
    Tone,
)
from kiosk.domain.station.gate import FingerDown, FingerUp, GatePage, StaffCalled, Touched
from kiosk.domain.station.page import DeskAnswered, DeskFailed, DeskPage
from kiosk.domain.station.pages.card_number import CardDraft, KeyTyped
from kiosk.domain.station.pages.no_code import NoCode, SentencesWanted
from kiosk.domain.station.pages.own_phone import NumberGiven, OwnPhone
from kiosk.domain.station.pages.sentences import (
    Sentence,
    SentencePutAway,
    Sentences,
    SentenceShown,
)
from kiosk.domain.station.touches import LanguageChosen, StaffCardOpened, WindowEvent
from kiosk.domain.station.window import HOLD_S, LANGUAGE_HOME_S, advance_window
from kiosk.domain.station.window_state import Window
from kiosk.domain.visits.decision import Admit, Direction, LaneName, WrongCode
from tests.support.window import GATE, LOST, SESSION, after, decided, fire, page

ARRIVAL = decided(Admit(Direction.ARRIVAL), "N. T. H. Nhung")
WRONG = decided(WrongCode(Reason.WIFI_CODE))


def told(window: Window, event: WindowEvent) -> tuple[Window, tuple[Effect, ...]]:
    return advance_window(window, event)


def test_without_a_code_there_are_ways_on_and_one_back() -> None:
    chosen = after(PageWanted(NoCode()), SentencesWanted())
    assert page(chosen) == "sentences"
    assert page(after(GoBack(), window=chosen)) == "no_code"
    assert page(after(GoBack(), GoBack(), window=chosen)) == "ready"


def test_a_sentence_fills_the_page_until_it_is_put_away() -> None:
    shown = after(PageWanted(Sentences()), SentenceShown(Sentence.CANNOT_HEAR))
    assert shown.desk.top(Sentences) == Sentences(Sentence.CANNOT_HEAR)
    assert after(SentencePutAway(), window=shown).desk.top(Sentences) == Sentences()


@pytest.mark.parametrize("state", [NoCode(), Sentences(), CardDraft()])
def test_who_calls_staff_from_a_page_is_on_the_one_page_that_says_so(
    state: NoCode | Sentences | CardDraft,
) -> None:
    window, effects = told(after(PageWanted(state)), StaffWanted(Reason.NO_CODE))
    assert effects.count(CallStaff(Reason.NO_CODE)) == 1
    assert PlaySound(Tone.STAFF) in effects
    assert window.desk.page is DeskPage.CLOSED
    assert (page(window), window.gate.page, window.gate.is_band) == (
        "result",
        GatePage.SUPPORT,
        False,
    )
    assert after(CaseOpened(GATE, 12), window=window).gate.case_number == 12


def test_staff_are_not_called_by_staff_nor_where_no_page_is_open() -> None:
    signed_in = after(StaffSignedIn(SESSION), PageWanted(CardDraft()))
    for window in (signed_in, after()):
        same, effects = told(window, StaffWanted(Reason.NO_CODE))
        assert not any(isinstance(effect, CallStaff) for effect in effects)
        assert same.gate.page is GatePage.READY


def test_a_button_on_ready_calls_staff_once() -> None:
    window, effects = told(after(), StaffCalled(Reason.STAFF_CALLED))
    assert effects.count(CallStaff(Reason.STAFF_CALLED)) == 1
    assert window.gate.page is GatePage.SUPPORT
    lost = after(StorageLost(StorageFaultKind.FULL))
    assert told(lost, StaffCalled(Reason.STAFF_CALLED)) == (lost, ()), "nothing can be recorded"


@pytest.mark.parametrize("before", [[], [HealthChanged(LOST)]])
def test_a_finger_that_stays_on_ready_calls_staff(before: list[WindowEvent]) -> None:
    window, effects = told(after(*before), FingerDown())
    assert StartTimer(TimerName.HOLD, window.timers[TimerName.HOLD], HOLD_S) in effects
    called = fire(window, TimerName.HOLD)
    assert called.gate.page is GatePage.SUPPORT
    assert called.gate.support_reason is Reason.STAFF_CALLED


def test_a_finger_that_goes_calls_nobody() -> None:
    window, effects = told(after(FingerDown()), FingerUp())
    assert StopTimer(TimerName.HOLD) in effects
    assert TimerName.HOLD not in window.timers


@pytest.mark.parametrize(
    "events",
    [
        [ARRIVAL],
        [StaffCardOpened()],
        [PageWanted(NoCode())],
        [StaffSignedIn(SESSION)],
        [StorageLost(StorageFaultKind.FULL)],
    ],
)
def test_elsewhere_a_finger_that_stays_is_none_of_it(events: list[WindowEvent]) -> None:
    assert TimerName.HOLD not in after(*events, FingerDown()).timers
    meanwhile = after(FingerDown(), *events)
    fired = fire(meanwhile, TimerName.HOLD)
    assert fired.gate.page is meanwhile.gate.page


def test_the_language_stays_from_page_to_page() -> None:
    english = after(LanguageChosen(Language.EN), PageWanted(NoCode()), SentencesWanted())
    assert fire(english, TimerName.LANGUAGE).language is Language.EN
    back = after(GoBack(), GoBack(), window=english)
    assert back.language is Language.EN, "whoever goes back is still there"
    window, effects = told(back, FingerDown())
    token = window.timers[TimerName.LANGUAGE]
    assert StartTimer(TimerName.LANGUAGE, token, LANGUAGE_HOME_S) in effects
    assert fire(after(FingerUp(), window=window), TimerName.LANGUAGE).language is Language.VI


def test_the_language_goes_with_who_chose_it() -> None:
    english = after(LanguageChosen(Language.EN))
    served = fire(after(ARRIVAL, window=english), TimerName.GATE)
    assert served.language is Language.VI
    assert TimerName.LANGUAGE not in served.timers
    tried = after(WRONG, Touched(), window=english)
    assert tried.language is Language.EN, "whoever showed the wrong code tries again"
    helped = after(PageWanted(NoCode()), StaffWanted(Reason.NO_CODE), window=english)
    assert helped.language is Language.EN
    assert after(Touched(), window=helped).language is Language.VI
    left = after(PageWanted(NoCode()), window=english)
    gone = fire(fire(left, TimerName.DESK), TimerName.DESK)
    assert (page(gone), gone.language) == ("ready", Language.VI)


def test_who_passes_the_gate_leaves_the_language_of_who_uses_a_page() -> None:
    english = after(LanguageChosen(Language.EN), PageWanted(NoCode()))
    passed = fire(after(ARRIVAL, window=english), TimerName.GATE)
    assert passed.language is Language.EN
    other = decided(Admit(Direction.ARRIVAL), lane=LaneName.DESK)
    assert after(other, window=english).language is Language.EN


def test_a_case_that_a_page_opened_is_shown_and_not_opened_again() -> None:
    typed = after(PageWanted(OwnPhone()), *(KeyTyped(key) for key in "0912345678"), NumberGiven())
    key = typed.desk.key
    asked = after(DeskFailed(key, SendCode("+84912345678"), DeskProblem.OFFLINE), window=typed)
    window, effects = told(asked, DeskAnswered(key, OpenPhoneCase("+84912345678"), CaseTaken(12)))
    assert not any(isinstance(effect, CallStaff) for effect in effects)
    assert PlaySound(Tone.STAFF) in effects
    assert (window.gate.page, window.gate.case_number) == (GatePage.SUPPORT, 12)
