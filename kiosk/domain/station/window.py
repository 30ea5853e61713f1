"""The window as one pure machine: gate, desk and what lies over them, folded into one `Screen`.

`advance_window` takes the window and an event and gives the next window and the effects to carry
out; its timers are effects like all others. It holds no clock, no device and no text. What happens
in one lane never changes the other's draft (docs/spec/at-the-gate.md §1).
"""

from __future__ import annotations

from dataclasses import replace

from kiosk.domain.desk.acts_on_cases import CaseTaken
from kiosk.domain.desk.acts_on_declarations import WaitToDeclare
from kiosk.domain.events import (
    CardRead,
    CardShared,
    CaseOpened,
    CasesCounted,
    CodeScanned,
    CodeSeen,
    CodeUnread,
    Decided,
    EnrolmentEnded,
    HealthChanged,
    HintGiven,
    InvitationRead,
    PrintFinished,
    ScanTaken,
    SeveralCodesSeen,
    StorageLost,
    StorageReady,
)
from kiosk.domain.language import Language
from kiosk.domain.reason import Reason
from kiosk.domain.scanning.hint import Hint
from kiosk.domain.station.deed import with_print
from kiosk.domain.station.desk import (
    DeskEvent,
    DeskTouch,
    PageWanted,
    StaffSignedOut,
    advance_desk,
    on_own_screen,
)
from kiosk.domain.station.desk_touches import DeskFingerDown
from kiosk.domain.station.effects import (
    CallStaff,
    Effect,
    TimerFired,
    TimerName,
)
from kiosk.domain.station.gate import (
    DeskClosed,
    DeskOpened,
    FingerDown,
    FingerUp,
    GateEvent,
    GatePage,
    StaffCalled,
    Touched,
    advance_gate,
)
from kiosk.domain.station.looking import follow_hint, look, take_health
from kiosk.domain.station.page import DeskAnswered, DeskFailed, DeskPage
from kiosk.domain.station.pages.card_number import KeyTyped
from kiosk.domain.station.pages.express import Express
from kiosk.domain.station.screen import (
    DeskScreen,
    GateScreen,
    GateScreenPage,
    Overlay,
    Screen,
    SetupPage,
    SetupScreen,
)
from kiosk.domain.station.sight import result_of
from kiosk.domain.station.staff_pages import (
    CAMERA_SETUP_S,
    STAFF_CARD_S,
    check_staff,
    close_camera_setup,
    close_staff_card,
    enrol,
)
from kiosk.domain.station.touches import (
    CameraSetupClosed,
    CameraSetupOpened,
    CornerHeld,
    DeskScreenChanged,
    EnrolmentClosed,
    EnrolmentConfirmed,
    LanguageChosen,
    StaffCardClosed,
    StaffCardOpened,
    StaffCheckClosed,
    WindowEvent,
)
from kiosk.domain.station.undeclared import (
    NO_PAGE,
    next_undeclared,
    settle_undeclared,
    undeclared_in,
    with_undeclared,
)
from kiosk.domain.station.window_state import (
    Advance,
    Window,
    start_timer,
    stop_timer,
    with_overlay,
)
from kiosk.domain.visits.decision import LaneName, WrongCode
from kiosk.domain.visits.rules import MANGLED_REASONS

LATE_S = 0.3
"""Seconds after which a decision has a page of its own; usually it takes a few milliseconds."""


HELD_CODE_S = 30.0
"""Seconds for which READY says what became of a code that stays in view; what stays for longer is
a poster on the wall, and nobody's."""


LANGUAGE_HOME_S = 45.0
"""Seconds without a touch until READY returns to the venue's own language, for the next person; a
page that somebody uses keeps theirs."""


SERVED_PAGES = frozenset(
    {
        GatePage.ADMITTED,
        GatePage.ALREADY_RECORDED,
        GatePage.ASK_LEAVING,
        GatePage.SUPPORT,
        GatePage.REFUSED,
    }
)
"""Results after which the next person stands there: the language of the one before goes too."""


HOLD_S = 3.0
"""Seconds for which a finger stays anywhere on READY, to call staff: whoever does not see the
buttons finds the glass."""

CALLS = {
    DeskPage.CARD_NUMBER: Reason.STAFF_CALLED,
    DeskPage.NO_CODE: Reason.NO_CODE,
    DeskPage.OWN_PHONE: Reason.PHONE_ONLY,
    DeskPage.SENTENCES: Reason.STAFF_CALLED,
}
"""Why staff are called in the place of a page of the public, while the desk's pages are theirs."""


def advance_window(window: Window, event: WindowEvent) -> Advance:
    """The next window and what to do for it. Pure; what does not concern it changes nothing."""
    window, effects = _advance(window, event)
    window, more = _let_declare(window, is_new=isinstance(event, Decided))
    return window, effects + more


def _advance(window: Window, event: WindowEvent) -> Advance:
    match event:
        case Decided(outcome) if undeclared_in(outcome):
            return _take_undeclared(window, event)
        case Decided(outcome) if outcome.lane is LaneName.DESK:
            return _tell_desk(window, event)
        case ScanTaken(lane) if lane is not LaneName.GATE:
            return window, ()
        case TimerFired(TimerName.GATE):
            return _tell_gate(window, event)
        case TimerFired(
            TimerName.DESK | TimerName.DESK_PAGE | TimerName.DEED | TimerName.CARD | TimerName.CHIME
        ):
            return _tell_desk(window, event)
        case TimerFired(timer, token):
            return _fire(window, timer, token)
        case DeskAnswered(key, WaitToDeclare(_, reason), CaseTaken(number)) if key == NO_PAGE:
            # On the gate's own page the number is told; a band tells nobody's.
            is_told = window.gate.page is GatePage.NEEDS_DECLARATION and not window.gate.is_band
            return _call_staff(window, CallStaff(reason, number)) if is_told else (window, ())
        case CaseOpened(lane):
            return _tell_gate(window, event) if lane is LaneName.GATE else (window, ())
        case StorageReady() | StorageLost() | ScanTaken() | Decided() | PrintFinished():
            desk = replace(window.desk, deed=with_print(window.desk.deed, event))
            return _tell_gate(replace(window, desk=desk), event)
        case StaffCalled(reason):
            return _call_staff(window, CallStaff(reason))
        case Touched():
            return _tell_gate(window, event)
        case FingerDown() | FingerUp():
            return _feel(window, event)
        case HealthChanged(health):
            return take_health(window, health)
        case CodeSeen() | CodeUnread() | SeveralCodesSeen() | HintGiven():
            return look(window, event) if event.lane is LaneName.GATE else (window, ())
        case CodeScanned(digits):
            return _tell_desk(window, KeyTyped(digits))
        case InvitationRead() | EnrolmentEnded() | EnrolmentConfirmed() | EnrolmentClosed():
            return enrol(window, event)
        case LanguageChosen(language):
            return _choose_language(window, language)
        case StaffCardOpened():
            opened = replace(window, overlays=with_overlay(window.overlays, Overlay.STAFF_CARD))
            return start_timer(opened, TimerName.STAFF_CARD, STAFF_CARD_S)
        case StaffCardClosed():
            return close_staff_card(window)
        case CameraSetupOpened() | CornerHeld() | StaffCheckClosed():
            return check_staff(window, event)
        case CameraSetupClosed():
            return close_camera_setup(window)
        case DeskScreenChanged(is_there):
            desk, effects = on_own_screen(window.desk, is_there)
            after, more = _told_of_desk(window, replace(window, desk=desk))
            return after, effects + more
        case DeskFingerDown():
            return _tell_desk(window, event)
        case PageWanted(state) if window.is_desk_away and state.page in CALLS:
            return _call_staff(window, CallStaff(CALLS[state.page]))
    if isinstance(
        event, CardRead | CardShared | CasesCounted | DeskAnswered | DeskFailed | DeskTouch
    ):
        return _tell_desk(window, event)
    return window, ()


def _take_undeclared(window: Window, event: Decided) -> Advance:
    """A scan lacks only its declaration: its page opens now, next, or at the desk."""
    scan = undeclared_in(event.outcome)
    window, effects = _tell_gate(window, event)
    if scan is None or window.gate.page is not GatePage.NEEDS_DECLARATION:
        return window, effects
    window, more = with_undeclared(window, scan)
    effects += more
    if window.undeclared and window.desk.page is DeskPage.CLOSED:
        window, more = _tell_gate(window, Touched())
        effects += more
    return window, effects


def _let_declare(window: Window, *, is_new: bool) -> Advance:
    """Open the page of whoever declares next, once the screen is free; of somebody who waited, in
    the venue's own language."""
    window, effects = settle_undeclared(window)
    scan = next_undeclared(window)
    if scan is None:
        return window, effects
    window = replace(window, undeclared=window.undeclared[1:])
    if not is_new:
        window, more = _return_to_home_language(window)
        effects += more
    window, more = _tell_desk(window, PageWanted(Express(scan)))
    return window, effects + more


def screen_of(window: Window) -> Screen:
    """Which page has the window.

    A lost camera has a page of its own; while the desk is open the gate's results are bands over
    the page that is there anyway. The camera page is for staff and lies where READY is.
    """
    shown = window.shown
    desk_page = None if window.is_desk_away else window.desk.shown_page
    if window.is_pad_held:
        desk_page = DeskPage.CARD_NUMBER
    match shown.page:
        case GatePage.BOOTING:
            return GateScreen(GateScreenPage.BOOTING)
        case GatePage.OUT_OF_ORDER:
            return GateScreen(GateScreenPage.OUT_OF_ORDER)
        case GatePage.DECIDING if not shown.is_band:
            return GateScreen(GateScreenPage.BUSY)
        case GatePage.WRONG_CODE if not shown.is_band:
            return GateScreen(GateScreenPage.WRONG_CODE)
        case GatePage.READY:
            pass
        case _ if not shown.is_band:
            return GateScreen(GateScreenPage.RESULT)
    if desk_page is not None:
        return DeskScreen(desk_page)
    if window.health.camera is not None:
        return GateScreen(GateScreenPage.CAMERA_LOST)
    if window.is_setting_camera:
        return SetupScreen(SetupPage.CAMERA_SETUP)
    return GateScreen(GateScreenPage.READY)


def desk_screen_of(window: Window) -> DeskPage | None:
    """Which page the desk's own screen shows; None where it has none, or nobody is there."""
    return window.desk.shown_page if window.is_desk_away else None


def _feel(window: Window, event: FingerDown | FingerUp) -> Advance:
    """A finger comes or goes: nothing ends under it, and on READY one that stays calls staff."""
    window, effects = _tell_gate(window, event)
    if isinstance(event, FingerUp):
        window, more = stop_timer(window, TimerName.HOLD)
        return window, effects + more
    if not window.is_desk_away:
        window, more = _tell_desk(window, DeskFingerDown())
        effects += more
    if window.is_setting_camera:
        window, more = start_timer(window, TimerName.CAMERA_SETUP, CAMERA_SETUP_S)
        effects += more
    if window.language is not window.home_language:
        window, more = start_timer(window, TimerName.LANGUAGE, LANGUAGE_HOME_S)
        effects += more
    if _is_free(window):
        window, more = start_timer(window, TimerName.HOLD, HOLD_S)
        effects += more
    return window, effects


def _is_free(window: Window) -> bool:
    """Whether READY, or the lost camera's page in its place, is there for the next person."""
    page = screen_of(window)
    is_home = page in (GateScreen(GateScreenPage.READY), GateScreen(GateScreenPage.CAMERA_LOST))
    return is_home and not window.overlays and window.desk_page_here is DeskPage.CLOSED


def _call_staff(window: Window, call: CallStaff) -> Advance:
    """The page that says so first: the number of the case comes to it."""
    if window.gate.page in (GatePage.BOOTING, GatePage.OUT_OF_ORDER):
        return window, ()
    window, effects = _tell_gate(window, StaffCalled(call.reason))
    if call.number is None:
        return window, (*effects, call)
    window, more = _tell_gate(window, CaseOpened(LaneName.GATE, call.number))
    return window, effects + more


def _tell_gate(window: Window, event: GateEvent) -> Advance:
    gate, effects = advance_gate(window.gate, event)
    before, window = window.gate, replace(window, gate=gate)
    more: tuple[Effect, ...] = ()
    if gate.page is not before.page:
        window = replace(window, is_late=False)
        if gate.page is GatePage.DECIDING:
            window, more = start_timer(window, TimerName.LATE, LATE_S)
        else:
            window, more = stop_timer(window, TimerName.LATE)
    effects += more
    is_served = before.page in SERVED_PAGES and gate.page is GatePage.READY
    if is_served and window.desk_page_here is DeskPage.CLOSED:
        window, more = _return_to_home_language(window)
        effects += more
    if gate.page is GatePage.OUT_OF_ORDER and window.desk.shown_page is not None:
        window, more = _tell_desk(window, StaffSignedOut())
        effects += more
    if gate.outcome is not None and gate.outcome is not before.outcome:
        result = gate.outcome.result
        if isinstance(result, WrongCode) and result.reason in MANGLED_REASONS.values():
            window = replace(window, scanner_trouble=result.reason)
        if gate.outcome.frame_at is not None and window.sight.is_code_seen:
            sight = replace(window.sight, result=result_of(gate.outcome))
            window = replace(window, sight=sight)
            window, more = start_timer(window, TimerName.HELD_CODE, HELD_CODE_S)
            effects += more
    return _settled(window), effects


def _tell_desk(window: Window, event: DeskEvent) -> Advance:
    desk, effects = advance_desk(window.desk, event)
    before, standing = window.desk, window
    window = replace(window, desk=desk)
    if before.page is DeskPage.CARD_NUMBER and desk.page is DeskPage.CLOSED:
        window = replace(window, is_pad_held=True)
    window, more = _told_of_desk(standing, window)
    effects += more
    if before.shown_page is None and desk.shown_page is not None:
        # What staff opened from the card is not to end on it.
        window, more = close_staff_card(window)
        effects += more
    if isinstance(event, TimerFired) and desk.page is DeskPage.CLOSED is not before.page:
        window, more = _return_to_home_language(window)
        effects += more
    calls = [effect for effect in effects if isinstance(effect, CallStaff)]
    effects = tuple(effect for effect in effects if effect not in calls)
    for call in calls:
        window, more = _call_staff(window, call)
        effects += more
    return _settled(window), effects


def _told_of_desk(before: Window, window: Window) -> Advance:
    """The gate's results are bands exactly while a page of the desk has its screen."""
    is_open = window.desk_page_here is not DeskPage.CLOSED
    effects: tuple[Effect, ...] = ()
    if is_open is not (before.desk_page_here is not DeskPage.CLOSED):
        window, effects = _tell_gate(window, DeskOpened() if is_open else DeskClosed())
    elif window.gate.page is GatePage.OUT_OF_ORDER and window.desk.shown_page is not None:
        return _tell_desk(window, StaffSignedOut())  # Nothing can be recorded on any screen.
    return _settled(window), effects


def _settled(window: Window) -> Window:
    """What the pages show, given what they show already.

    A decision takes a few milliseconds, and home would flash up between two pages: what stands
    stays until the outcome is there, or until the decision is late, and then it names nobody.
    """
    is_soon = window.gate.page is GatePage.DECIDING and not window.is_late
    shown = replace(window.shown, is_band=window.gate.is_band) if is_soon else window.gate
    is_pad_held = window.is_pad_held and is_soon and window.desk.page is DeskPage.CLOSED
    return replace(window, shown=shown, is_pad_held=is_pad_held)


def _choose_language(window: Window, language: Language) -> Advance:
    window = replace(window, language=language)
    if language is window.home_language:
        return window, ()
    return start_timer(window, TimerName.LANGUAGE, LANGUAGE_HOME_S)


def _return_to_home_language(window: Window) -> Advance:
    """Whoever chose another language is served, or gone."""
    return stop_timer(replace(window, language=window.home_language), TimerName.LANGUAGE)


def _fire(window: Window, timer: TimerName, token: int) -> Advance:
    """One of the window's own timers ran out; one that was replaced meanwhile is ignored."""
    if window.timers.get(timer) != token:
        return window, ()
    window, _ = stop_timer(window, timer)
    match timer:
        case TimerName.LATE:
            return _settled(replace(window, is_late=True)), ()
        case TimerName.HINT:
            return follow_hint(window)
        case TimerName.HELD_CODE:
            result = Hint.NONE if window.sight.is_code_seen else None
            return replace(window, sight=replace(window.sight, result=result)), ()
        case TimerName.LANGUAGE:
            is_idle = (
                window.gate.page is GatePage.READY and window.desk_page_here is DeskPage.CLOSED
            )
            if is_idle:
                return _return_to_home_language(window)
            return start_timer(window, TimerName.LANGUAGE, LANGUAGE_HOME_S)
        case TimerName.HOLD:
            is_held = window.gate.is_finger_down and _is_free(window)
            called = CallStaff(Reason.STAFF_CALLED)
            return _call_staff(window, called) if is_held else (window, ())
        case TimerName.STAFF_CARD:
            return close_staff_card(window)
        case TimerName.CAMERA_SETUP:
            return close_camera_setup(window)
        case TimerName.STAFF_CHECK:
            return check_staff(window, StaffCheckClosed())
    # The lanes' own timers are theirs: of the window's, the enrolment's is left.
    return enrol(window, EnrolmentClosed())
