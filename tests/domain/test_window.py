"""The window's machine: which page stands, what lies over it, and that lanes never mix."""

from __future__ import annotations

import pytest

from kiosk.base.errors import DeviceFaultKind, NetworkFaultKind, StorageFaultKind
from kiosk.domain.events import (
    CameraLooked,
    CaseOpened,
    CasesCounted,
    ClockJudged,
    CodeSeen,
    CodeUnread,
    Configured,
    CoreCrashed,
    EnrolmentEnded,
    HealthChanged,
    HintGiven,
    InvitationRead,
    NoticesChanged,
    Recorded,
    ScanTaken,
    SeveralCodesSeen,
    StorageLost,
    StorageReady,
    UnsentCounted,
)
from kiosk.domain.language import Language
from kiosk.domain.reason import Reason
from kiosk.domain.scanning.camera_check import Look
from kiosk.domain.scanning.hint import Hint
from kiosk.domain.station.chime import CHIME_S
from kiosk.domain.station.desk import PageWanted, StaffSignedIn, StaffSignedOut
from kiosk.domain.station.effects import (
    Enrol,
    PlaySound,
    StartTimer,
    StopTimer,
    TimerFired,
    TimerName,
    Tone,
    WatchCamera,
)
from kiosk.domain.station.enrolling import EnrolmentStep
from kiosk.domain.station.enrolment import EnrolmentEnd, EnrolmentProblem
from kiosk.domain.station.gate import RESULT_PAGES, Gate, GatePage, StaffCalled, Touched
from kiosk.domain.station.health import Health
from kiosk.domain.station.looking import HINT_S
from kiosk.domain.station.page import DeskPage
from kiosk.domain.station.pages.card_number import CardDraft, KeyTyped
from kiosk.domain.station.screen import (
    DeskScreen,
    GateScreen,
    GateScreenPage,
    Overlay,
    SetupPage,
    SetupScreen,
)
from kiosk.domain.station.sight import Sight, next_hint
from kiosk.domain.station.staff_check import Corner
from kiosk.domain.station.staff_pages import (
    CAMERA_SETUP_S,
)
from kiosk.domain.station.touches import (
    CameraSetupClosed,
    CameraSetupOpened,
    CornerHeld,
    EnrolmentClosed,
    EnrolmentConfirmed,
    LanguageChosen,
    StaffCardClosed,
    StaffCardOpened,
    WindowEvent,
)
from kiosk.domain.station.window import advance_window, screen_of
from kiosk.domain.station.window_state import Window
from kiosk.domain.venue import Policy
from kiosk.domain.visits.decision import (
    Admit,
    Direction,
    LaneName,
    WrongCode,
)
from sync.protocol.enrolment import Invitation
from tests.support.desk import VENUE
from tests.support.window import (
    GATE,
    INVITATION,
    LOST,
    SCANNED,
    SESSION,
    after,
    decided,
    fire,
    page,
)

OTHER = Invitation("https://other.example", "K7P2MQ4T9X", "0" * 32)


CORNERS = (CornerHeld(Corner.LEFT), CornerHeld(Corner.RIGHT))
ARRIVAL = decided(Admit(Direction.ARRIVAL), "N. T. H. Nhung")
WRONG = decided(WrongCode(Reason.WIFI_CODE))


@pytest.mark.parametrize(
    ("stands", "health", "is_band", "expected"),
    [
        (GatePage.BOOTING, Health(), False, "booting"),
        (GatePage.READY, Health(), False, "ready"),
        (GatePage.READY, LOST, False, "camera_lost"),
        (GatePage.READY, Health(printer=DeviceFaultKind.LOST), False, "ready"),
        (GatePage.DECIDING, Health(), False, "busy"),
        (GatePage.DECIDING, Health(), True, "ready"),
        (GatePage.ADMITTED, Health(), False, "result"),
        (GatePage.ADMITTED, LOST, False, "result"),
        (GatePage.ADMITTED, Health(), True, "ready"),
        (GatePage.WRONG_CODE, Health(), False, "wrong_code"),
        (GatePage.WRONG_CODE, Health(), True, "ready"),
        (GatePage.SUPPORT, Health(), False, "result"),
        (GatePage.OUT_OF_ORDER, LOST, True, "out_of_order"),
    ],
)
def test_page(stands: GatePage, health: Health, is_band: bool, expected: str) -> None:
    assert page(Window(shown=Gate(stands, is_band=is_band), health=health)) == expected


def test_a_screen_knows_whose_it_is() -> None:
    assert screen_of(after()) == GateScreen(GateScreenPage.READY)
    assert screen_of(after(PageWanted(CardDraft()))) == DeskScreen(DeskPage.CARD_NUMBER)
    assert screen_of(after(CameraSetupOpened(), *CORNERS)) == SetupScreen(SetupPage.CAMERA_SETUP)


@pytest.mark.parametrize(
    ("before", "quiet", "late"),
    [
        ([], "ready", "busy"),
        ([HealthChanged(LOST)], "camera_lost", "busy"),
        ([ARRIVAL], "result", "busy"),
        ([HealthChanged(LOST), ARRIVAL], "result", "busy"),
        ([WRONG], "wrong_code", "busy"),
        ([StaffSignedIn(SESSION)], "ready", "ready"),
        ([StaffSignedIn(SESSION), ARRIVAL], "ready", "ready"),
    ],
)
def test_page_while_deciding(before: list[WindowEvent], quiet: str, late: str) -> None:
    standing = after(*before)
    deciding = after(SCANNED, window=standing)
    assert deciding.shown == standing.shown, "words and ring too"
    assert page(deciding) == quiet
    shown_late = fire(deciding, TimerName.LATE)
    assert page(shown_late) == late
    assert shown_late.shown.page not in RESULT_PAGES, "no band, no page of the person before"
    assert shown_late.shown.outcome is None


def test_an_outcome_replaces_what_stood() -> None:
    window = after(ARRIVAL, SCANNED, WRONG)
    assert window.shown == window.gate
    assert page(window) == "wrong_code"


def test_a_decision_that_came_in_time_is_not_late() -> None:
    deciding = after(SCANNED)
    token = deciding.timers[TimerName.LATE]
    done, effects = advance_window(deciding, ARRIVAL)
    assert StopTimer(TimerName.LATE) in effects
    assert advance_window(done, TimerFired(TimerName.LATE, token)) == (done, ())


def test_a_desk_that_opens_while_deciding_makes_the_page_a_band() -> None:
    window = after(ARRIVAL, SCANNED, StaffSignedIn(SESSION))
    assert page(window) == "ready"
    assert window.shown.is_band


@pytest.mark.parametrize("stands", [one for one in GatePage if one is not GatePage.DECIDING])
def test_only_a_decision_lets_the_page_stand(stands: GatePage) -> None:
    gate = Gate(stands)
    window = after(StaffCardClosed(), window=Window(gate=gate, shown=after(ARRIVAL).shown))
    assert after(CasesCounted(1), window=window).shown is gate


@pytest.mark.parametrize(
    ("shown_now", "given", "is_several", "is_held", "expected"),
    [
        (Hint.NONE, Hint.CLOSER, False, False, Hint.CLOSER),
        (Hint.NONE, Hint.CLOSER, False, True, Hint.CLOSER),
        (Hint.CLOSER, Hint.NONE, False, True, Hint.CLOSER),
        (Hint.CLOSER, Hint.GLARE, False, True, Hint.CLOSER),
        (Hint.CLOSER, Hint.GLARE, False, False, Hint.GLARE),
        (Hint.CLOSER, Hint.NONE, False, False, Hint.NONE),
        (Hint.CLOSER, Hint.CLOSER, True, True, Hint.ONE_AT_A_TIME),
        (Hint.ONE_AT_A_TIME, Hint.CLOSER, True, False, Hint.ONE_AT_A_TIME),
        (Hint.ONE_AT_A_TIME, Hint.CLOSER, False, True, Hint.ONE_AT_A_TIME),
        (Hint.ONE_AT_A_TIME, Hint.CLOSER, False, False, Hint.CLOSER),
    ],
)
def test_next_hint(
    shown_now: Hint, given: Hint, is_several: bool, is_held: bool, expected: Hint
) -> None:
    sight = Sight(is_several=is_several, given=given, hint=shown_now)
    assert next_hint(sight, is_held=is_held) is expected


def test_a_hint_stands_long_enough_to_be_read() -> None:
    window, effects = advance_window(after(), HintGiven(GATE, Hint.CLOSER))
    assert effects == (StartTimer(TimerName.HINT, window.token, HINT_S),)
    assert HINT_S >= 0.7
    window = after(HintGiven(GATE, Hint.NONE), HintGiven(GATE, Hint.GLARE), window=window)
    assert window.sight.hint is Hint.CLOSER
    window = fire(window, TimerName.HINT)
    assert window.sight.hint is Hint.GLARE
    window = fire(after(HintGiven(GATE, Hint.NONE), window=window), TimerName.HINT)
    assert window.sight.hint is Hint.NONE


def test_the_same_hint_again_does_not_stand_longer() -> None:
    window = after(HintGiven(GATE, Hint.CLOSER))
    assert advance_window(window, HintGiven(GATE, Hint.CLOSER))[1] == ()


def test_what_the_desks_camera_sees_is_not_the_gates() -> None:
    window = after()
    for event in (
        CodeSeen(LaneName.DESK, True),
        CodeUnread(LaneName.DESK, True),
        SeveralCodesSeen(LaneName.DESK, True),
        HintGiven(LaneName.DESK, Hint.CLOSER),
        ScanTaken(LaneName.DESK),
    ):
        assert advance_window(window, event) == (window, ())


def test_a_lost_camera_sees_nothing() -> None:
    seen = after(CodeSeen(GATE, True), CodeUnread(GATE, True), SeveralCodesSeen(GATE, True))
    assert seen.sight.hint is Hint.ONE_AT_A_TIME
    window = after(HealthChanged(LOST), window=seen)
    assert window.sight == Sight()
    assert page(window) == "camera_lost"


def test_an_outcome_of_the_desk_leaves_the_gate_alone() -> None:
    window = after(StaffSignedIn(SESSION))
    told = after(decided(Admit(Direction.ARRIVAL), lane=LaneName.DESK), window=window)
    assert told.gate == window.gate
    assert told.desk.last is not None


def test_from_the_pad_to_the_result_home_does_not_flash_up() -> None:
    typed = after(PageWanted(CardDraft()), KeyTyped("7"))
    pages = []
    window = typed
    for event in (SCANNED, StaffSignedOut(), ARRIVAL):
        window = after(event, window=window)
        pages.append(page(window))
    assert pages == ["card_number", "card_number", "result"]
    late = fire(after(SCANNED, StaffSignedOut(), window=typed), TimerName.LATE)
    assert page(late) == "busy"
    assert not late.is_pad_held


def test_a_pad_that_is_left_is_gone_at_once() -> None:
    assert page(after(PageWanted(CardDraft()), StaffSignedOut())) == "ready"


def test_the_pad_goes_on_while_the_gate_decides() -> None:
    window = after(PageWanted(CardDraft()), SCANNED, KeyTyped("7"))
    assert window.desk.top(CardDraft) is not None
    assert window.desk.top(CardDraft).text == "7"
    assert page(window) == "card_number"
    assert not window.is_pad_held


def test_lost_storage_wipes_what_is_typed() -> None:
    window = after(PageWanted(CardDraft()), KeyTyped("7"), StorageLost(StorageFaultKind.FULL))
    assert page(window) == "out_of_order"
    assert window.desk.top(CardDraft) is None
    assert page(after(StorageReady(), window=window)) == "ready"


def test_a_page_opened_from_the_staff_card_does_not_end_on_it() -> None:
    window = after(StaffCardOpened(), PageWanted(CardDraft()))
    assert Overlay.STAFF_CARD not in window.overlays
    assert TimerName.STAFF_CARD not in window.timers


def test_a_case_of_the_desk_has_no_number_at_the_gate() -> None:
    waiting = after(StaffCalled(Reason.NO_CODE))
    assert after(CaseOpened(LaneName.DESK, 12), window=waiting) == waiting
    assert after(CaseOpened(LaneName.GATE, 12), window=waiting) != waiting


def test_language_comes_back_by_itself_once_nobody_reads() -> None:
    chosen = after(LanguageChosen(Language.EN))
    assert fire(chosen, TimerName.LANGUAGE).language is Language.VI
    reading = fire(after(ARRIVAL, window=chosen), TimerName.LANGUAGE)
    assert reading.language is Language.EN
    assert fire(fire(reading, TimerName.GATE), TimerName.LANGUAGE).language is Language.VI
    home = after(LanguageChosen(Language.VI), window=chosen)
    assert home.language is Language.VI


def test_the_staff_card_opens_and_closes_by_itself() -> None:
    window = after(StaffCardOpened())
    assert window.overlays == (Overlay.STAFF_CARD,)
    again = after(StaffCardOpened(), window=window)
    assert again.timers[TimerName.STAFF_CARD] != window.timers[TimerName.STAFF_CARD]
    old = window.timers[TimerName.STAFF_CARD]
    assert advance_window(again, TimerFired(TimerName.STAFF_CARD, old)) == (again, ())
    assert fire(again, TimerName.STAFF_CARD).overlays == ()
    assert after(StaffCardClosed(), window=again).overlays == ()


def test_what_a_scanner_did_stands_until_staff_have_read_it() -> None:
    mangled = decided(WrongCode(Reason.SCANNER_INPUT_METHOD))
    window = after(mangled, Touched(), StaffCardClosed())
    assert window.scanner_trouble is Reason.SCANNER_INPUT_METHOD, "nobody has read it"
    window = after(StaffCardOpened(), StaffCardClosed(), window=window)
    assert window.scanner_trouble is None
    assert after(WRONG, window=window).scanner_trouble is None, "a wrong code is nobody's fault"


def test_the_camera_page_asks_for_looks_while_it_is_open() -> None:
    asked = after(StaffCardOpened(), CameraSetupOpened(), CORNERS[0])
    window, effects = advance_window(asked, CORNERS[1])
    assert window.overlays == ()
    assert effects[-1] == WatchCamera(True)
    assert StartTimer(TimerName.CAMERA_SETUP, window.token, CAMERA_SETUP_S) in effects
    assert page(after(ARRIVAL, window=window)) == "result", "an outcome shows itself"
    assert page(after(ARRIVAL, Touched(), window=window)) == "camera_setup"
    for closed, effects in (
        advance_window(window, CameraSetupClosed()),
        advance_window(
            window, TimerFired(TimerName.CAMERA_SETUP, window.timers[TimerName.CAMERA_SETUP])
        ),
    ):
        assert effects[-1] == WatchCamera(False)
        assert page(closed) == "ready"


def test_nothing_is_enrolled_before_staff_confirm() -> None:
    asked = after(InvitationRead(INVITATION))
    assert asked.overlays == (Overlay.ENROLMENT,)
    closed = after(EnrolmentClosed(), window=asked)
    assert advance_window(closed, EnrolmentConfirmed()) == (closed, ())
    assert closed.overlays == ()
    assert fire(asked, TimerName.ENROLMENT).overlays == (), "forgotten"


def test_confirming_hands_over_exactly_once() -> None:
    working, effects = advance_window(after(InvitationRead(INVITATION)), EnrolmentConfirmed())
    assert effects[-1] == Enrol(INVITATION)
    assert advance_window(working, EnrolmentConfirmed()) == (working, ())
    for event in (InvitationRead(OTHER), InvitationRead(None), EnrolmentClosed()):
        assert advance_window(working, event) == (working, ()), "one is at work"


def test_an_invitation_of_an_older_kind_is_told_and_never_redeemed() -> None:
    window = after(InvitationRead(INVITATION), InvitationRead(None))
    assert window.enrolment.step is EnrolmentStep.FAILED
    assert window.enrolment.end == EnrolmentEnd(problem=EnrolmentProblem.OLD_INVITATION)
    assert advance_window(window, EnrolmentConfirmed()) == (window, ())
    assert fire(window, TimerName.ENROLMENT).overlays == (), "forgotten"


@pytest.mark.parametrize(
    ("end", "step"),
    [
        (EnrolmentEnd("Trạm Mẫu", "Cổng B"), EnrolmentStep.DONE),
        (EnrolmentEnd(problem=EnrolmentProblem.WRONG_HUB), EnrolmentStep.FAILED),
        (EnrolmentEnd(problem=NetworkFaultKind.OFFLINE), EnrolmentStep.FAILED),
    ],
)
def test_an_enrolments_end_stands_and_goes(end: EnrolmentEnd, step: EnrolmentStep) -> None:
    window = after(InvitationRead(INVITATION), EnrolmentConfirmed(), EnrolmentEnded(end))
    assert window.enrolment.step is step
    assert fire(window, TimerName.ENROLMENT).enrolment.step is EnrolmentStep.CLOSED


def test_an_end_that_nobody_waits_for_shows_nothing() -> None:
    window = after()
    assert advance_window(window, EnrolmentEnded(EnrolmentEnd())) == (window, ())


@pytest.mark.parametrize(
    "event",
    [
        CoreCrashed(RuntimeError()),
        UnsentCounted(3, 2),
        ClockJudged(True),
        Configured(VENUE, Policy()),
        NoticesChanged(()),
        Recorded(),
        CameraLooked(GATE, Look(level=1.0)),
    ],
)
def test_what_is_no_state_of_the_window_changes_nothing(event: WindowEvent) -> None:
    window = after()
    assert advance_window(window, event) == (window, ())


def test_a_new_case_chimes() -> None:
    window, effects = advance_window(after(), CasesCounted(1))
    assert effects == (PlaySound(Tone.STAFF), StartTimer(TimerName.CHIME, 1, CHIME_S))
    assert advance_window(window, CasesCounted(1))[1] == ()
    again, effects = advance_window(window, TimerFired(TimerName.CHIME, 1))
    assert effects == (PlaySound(Tone.STAFF), StartTimer(TimerName.CHIME, 2, CHIME_S))
    assert advance_window(again, CasesCounted(0))[1] == (StopTimer(TimerName.CHIME),)
