"""The desk's state machine: what staff, or a citizen who types or declares, see of the station.

The desk is a stack of pages with at most one session. This module holds what all pages share: the
stack, who is signed in, the time without a touch, and what waits; each page is a module of
`kiosk.domain.station.pages`.
"""

from __future__ import annotations

from dataclasses import replace

from kiosk.base.dataclass import dataclass
from kiosk.domain.desk.declaring_setup import PrepareDeclaring
from kiosk.domain.desk.doors import DoorQuestion, HoldBadge, LockDesk, SignOut
from kiosk.domain.desk.session import Session
from kiosk.domain.desk.stays import ListStays
from kiosk.domain.events import CardRead, CardShared, CasesCounted, Decided
from kiosk.domain.reason import Reason
from kiosk.domain.station.badge import badge_led_to, hold_badge
from kiosk.domain.station.card_search import NEVER_MET, OF_A_CARD, asked_of, led_to
from kiosk.domain.station.chime import chime, count_cases
from kiosk.domain.station.deed import Deed, DeedStep, deed_of, failed_deed, taken_back
from kiosk.domain.station.deed_bar import forget_deed, show_deed
from kiosk.domain.station.desk_state import OWN_KEY, Advance, Desk, OpenPage, cleared, closed
from kiosk.domain.station.desk_touches import DeskFingerDown, GoOn
from kiosk.domain.station.effects import (
    AskDesk,
    CallStaff,
    Effect,
    ForgetCard,
    StartTimer,
    StopTimer,
    TimerFired,
    TimerName,
)
from kiosk.domain.station.page import (
    Back,
    CloseDesk,
    DeskAnswered,
    DeskFailed,
    DeskPage,
    Go,
    HandToStaff,
    Moment,
    PageShown,
    PageState,
    Push,
    Replace,
)
from kiosk.domain.station.pages.declare_state import Declare
from kiosk.domain.station.pages.emergency import EmergencyTouched, Incomplete
from kiosk.domain.station.pages.person import Person
from kiosk.domain.station.pages.registry import PAGES, PageTouch, make_home
from kiosk.domain.station.pages.shift_check import ShiftCheck
from kiosk.domain.station.pages.venue_state import VenuePage, is_link
from kiosk.domain.station.reminder import reminder_for
from kiosk.domain.station.shared_card import CardMeant, ask_about_card, let_card_go
from kiosk.domain.visits.decision import LaneName

QUIET_S = 60.0
OWN_SCREEN_QUIET_S = 300.0
GRACE_S = 20.0
"""Seconds without a touch until a page of the public asks, and then until it is wiped; a page of
staff locks after the first of them, on a screen of the desk's own after the second. See
docs/spec/at-the-gate.md §9."""


@dataclass(frozen=True, slots=True)
class StaffSignedIn:
    """Staff signed in at the desk, by another way than its page: no page of theirs is opened."""

    session: Session


@dataclass(frozen=True, slots=True)
class StaffSignedOut:
    """Whoever used the desk's pages left. A session that is locked stays so."""


@dataclass(frozen=True, slots=True)
class DeskLocked:
    """*Khóa* was touched: the pages are put away until the same person unlocks them."""


@dataclass(frozen=True, slots=True)
class PageWanted:
    """A page is wanted: one of the public by anybody, one of staff by whoever is signed in."""

    state: PageState


@dataclass(frozen=True, slots=True)
class GoBack:
    """*Quay lại* was touched: the page is left for the one below it."""


@dataclass(frozen=True, slots=True)
class UndoTouched:
    """*Hoàn tác* was touched: what the bar tells is taken back."""


@dataclass(frozen=True, slots=True)
class StaffWanted:
    """*Gọi nhân viên*, or something else that is for staff, was touched on a page of the public."""

    reason: Reason


DeskTouch = (
    StaffSignedIn
    | StaffSignedOut
    | DeskLocked
    | PageWanted
    | GoOn
    | GoBack
    | UndoTouched
    | StaffWanted
    | CardMeant
    | PageTouch
)
"""What whoever uses the desk's pages does."""
DeskEvent = (
    DeskTouch
    | DeskFingerDown
    | TimerFired
    | CardRead
    | CardShared
    | CasesCounted
    | Decided
    | DeskAnswered
    | DeskFailed
)


def advance_desk(desk: Desk, event: DeskEvent) -> Advance:
    """The desk's next state and what to do for it. Pure."""
    desk, effects = _advanced(desk, event)
    if desk.card and (desk.staff is None or not desk.stack):
        # Nobody is asked about it any more.
        desk, more = let_card_go(desk)
        return desk, effects + more
    return desk, effects


def _advanced(desk: Desk, event: DeskEvent) -> Advance:
    match event:
        case CasesCounted():
            desk, effects = count_cases(desk, event)
            desk, more = _tell_page(desk, desk.stack[-1].key, event) if desk.stack else (desk, ())
            return desk, effects + more
        case TimerFired(TimerName.CHIME, token):
            return chime(desk) if token == desk.chime and desk.untaken else (desk, ())
        case Decided(outcome):
            if desk.staff is None:
                return desk, ()
            desk = replace(desk, last=outcome)
            return _tell_page(desk, desk.stack[-1].key, event) if desk.stack else (desk, ())
        case DeskAnswered() | DeskFailed():
            return _hear(desk, event)
        case TimerFired(TimerName.DESK_PAGE, key):
            return _tell_page(desk, key, event)
        case TimerFired(TimerName.DEED, token):
            return forget_deed(desk, token)
        case TimerFired(TimerName.CARD, token):
            return let_card_go(desk) if token == desk.card_token else (desk, ())
        case TimerFired(_, token):
            return _nobody_is_here(desk) if token == desk.token else (desk, ())
        case DeskFingerDown():
            is_watched = desk.page is not DeskPage.CLOSED and not desk.is_asking
            return desk, (_wait(desk),) if is_watched else ()
        case CardRead(text):
            return _take_card(desk, text)
        case CardShared(text):
            return ask_about_card(desk, text)
        case CardMeant(is_for_desk):
            return _waited_for(_settle_card(desk, is_for_desk=is_for_desk))
        case StaffSignedIn(session):
            return _waited_for(_begun(desk, session))
        case StaffSignedOut():
            return (closed(desk), ()) if desk.staff is None else _signed_out(desk, desk.staff)
        case DeskLocked():
            return _locked(desk, is_by_time=False)
        case PageWanted(state):
            is_allowed = desk.staff is not None or state.is_public
            is_in_the_way = state.is_public and desk.page is not DeskPage.CLOSED
            if desk.page is DeskPage.STAFF and state.page is DeskPage.SIGN_IN:
                # Whoever is signed in already is led to their first page.
                state, is_in_the_way = make_home(), False
            if not is_allowed or is_in_the_way:
                return desk, ()
            return _waited_for(_go(desk, Push(state)))
        case UndoTouched():
            return _waited_for(_take_back(desk))
        case EmergencyTouched() if desk.page is DeskPage.EMERGENCY:
            desk = replace(desk, deed=None)  # That page has a Hoàn tác of its own.
        case EmergencyTouched() if desk.page is not DeskPage.CLOSED:
            return _waited_for(_go(replace(desk, deed=None), Push(Incomplete(is_wanted=True))))
    if not desk.stack:
        return desk, ()
    if isinstance(event, StaffWanted):
        return _waited_for(_go(desk, HandToStaff(event.reason)))
    if isinstance(event, GoBack):
        return _waited_for(_go(desk, Back()))
    return _waited_for(_tell_page(desk, desk.stack[-1].key, event))


def on_own_screen(desk: Desk, is_there: bool) -> Advance:
    """The desk's own screen was found, or is gone: then the queue sees what stands there."""
    if is_there is desk.has_own_screen:
        return desk, ()
    desk = replace(desk, has_own_screen=is_there)
    is_seen = bool(desk.stack) and not is_there
    if desk.staff is None:
        return desk, ()
    return _waited_for(_tell_page(desk, desk.stack[-1].key, PageShown()) if is_seen else (desk, ()))


def _hear(desk: Desk, event: DeskAnswered | DeskFailed) -> Advance:
    """What a page asked, or the bar, has its answer; the bar tells of what was done."""
    if isinstance(event.asked, HoldBadge):
        return _hear_of_badge(desk, event.asked, event)
    if event.key == OWN_KEY and isinstance(event.asked, ListStays):
        reminder = reminder_for(desk, event)
        return (desk, ()) if reminder is None else _waited_for(_go(desk, Push(reminder)))
    if event.key == OWN_KEY and isinstance(event.asked, OF_A_CARD):
        return _hear_of_card(desk, event)
    if event.key == OWN_KEY:
        return _hear_of_undo(desk, event)
    desk, effects = _tell_page(desk, event.key, event)
    match event:
        case DeskAnswered(_, asked, answer):
            deed = deed_of(asked, answer)
        case _:
            deed = failed_deed(event.asked, event.problem)
    if deed is None or desk.staff is None:
        return desk, effects
    desk, more = show_deed(desk, deed)
    return desk, effects + more


def _take_card(desk: Desk, text: str) -> Advance:
    """A card is held to the desk's scanner: it finds a person, or may be a badge."""
    session = desk.staff
    if session is None:
        return hold_badge(desk, text, is_shared=False)
    desk, effects = _look_up(desk, text, session)
    return desk, (ForgetCard(text, LaneName.DESK), *effects)


def _look_up(desk: Desk, text: str, session: Session) -> Advance:
    """Whose card is it?"""
    if desk.top(Declare) is not None or (desk.top(VenuePage) is not None and is_link(text)):
        # It fills the form that is open; a poster's link is the venue's.
        return _waited_for(_tell_page(desk, desk.stack[-1].key, CardRead(text)))
    if (asked := asked_of(text)) is None:
        return show_deed(desk, NEVER_MET)
    return replace(desk, looked_up=text), (AskDesk(OWN_KEY, asked, session.account_id),)


def _hear_of_badge(desk: Desk, asked: HoldBadge, event: DeskAnswered | DeskFailed) -> Advance:
    go, settled = badge_led_to(desk, asked, event)
    desk, effects = (desk, ()) if go is None else _waited_for(_go(desk, go))
    return desk, (settled, *effects)


def _settle_card(desk: Desk, *, is_for_desk: bool) -> Advance:
    card, session = desk.card, desk.staff
    if not is_for_desk or not card or session is None:
        return let_card_go(desk)
    desk, effects = _look_up(replace(desk, card=""), card, session)
    return desk, (StopTimer(TimerName.CARD), ForgetCard(card, LaneName.GATE), *effects)


def _hear_of_card(desk: Desk, event: DeskAnswered | DeskFailed) -> Advance:
    """The page of the one whose card it is comes on top; a person's page before it gives way."""
    session = desk.session
    if session is None or session.is_locked:
        return desk, ()
    match led_to(desk.looked_up, event):
        case Deed() as deed:
            return show_deed(desk, deed)
        case PrepareDeclaring() as asked:
            return desk, (AskDesk(OWN_KEY, asked, session.account_id),)
        case Person() as person if desk.page is DeskPage.PERSON:
            return _waited_for(_go(desk, Replace(person)))
        case state:
            return _waited_for(_go(replace(desk, looked_up=""), Push(state)))


def _hear_of_undo(desk: Desk, event: DeskAnswered | DeskFailed) -> Advance:
    deed = desk.deed
    if deed is None or event.asked != deed.undo:
        return desk, ()
    match event:
        case DeskAnswered(_, _, answer):
            after = taken_back(deed, answer)
        case _:
            after = Deed(DeedStep.FAILED, problem=event.problem)
    desk, effects = show_deed(desk, after)
    if not desk.stack:
        return desk, effects
    # What the page shows may have changed below it.
    desk, more = _tell_page(desk, desk.stack[-1].key, PageShown())
    return desk, effects + more


def _take_back(desk: Desk) -> Advance:
    deed, staff = desk.deed, desk.staff
    if staff is None or deed is None or deed.undo is None or not deed.can_undo:
        return desk, ()
    desk = replace(desk, deed=replace(deed, step=DeedStep.TAKING_BACK))
    return desk, (AskDesk(OWN_KEY, deed.undo, staff.account_id),)


def _tell_page(desk: Desk, key: int, event: object) -> Advance:
    """Advance one page of the stack; where it is no more, nothing happens."""
    place = next((index for index, page in enumerate(desk.stack) if page.key == key), None)
    if place is None:
        return _tell_kept(desk, key, event), ()
    state = desk.stack[place].state
    turn = PAGES[type(state)](state, event, _moment(desk, key))
    pages = (*desk.stack[:place], OpenPage(key, turn.state), *desk.stack[place + 1 :])
    staff = "" if desk.staff is None else desk.staff.account_id
    effects = (*turn.effects, *(AskDesk(key, asked, staff) for asked in turn.asks))
    desk = replace(desk, stack=pages)
    if turn.go is None or place != len(pages) - 1:
        return desk, effects
    desk, more = _go(desk, turn.go)
    return desk, effects + more


def _moment(desk: Desk, key: int) -> Moment:
    return Moment(key, desk.session, can_be_overlooked=not desk.has_own_screen)


def _tell_kept(desk: Desk, key: int, event: object) -> Desk:
    """A page of a locked session hears what it asked for, and asks nothing meanwhile."""
    kept = tuple(
        OpenPage(key, PAGES[type(page.state)](page.state, event, _moment(desk, key)).state)
        if page.key == key
        else page
        for page in desk.kept
    )
    return replace(desk, kept=kept)


def _go(desk: Desk, go: Go) -> Advance:
    match go:
        case Push(state):
            return _show(desk, desk.stack, state)
        case Replace(state):
            return _show(desk, desk.stack[:-1], state)
        case Back():
            below = desk.stack[:-1]
            if not below and desk.staff is None:
                return closed(desk), ()
            desk = replace(desk, stack=below, token=desk.token + 1)
            return _tell_page(desk, below[-1].key, PageShown()) if below else (desk, ())
        case CloseDesk():
            return closed(desk), ()
        case HandToStaff(reason, number):
            return _hand_to_staff(desk, CallStaff(reason, number))
        case _:
            desk, effects = _begun(desk, go.session)
            if not desk.stack:
                desk, more = _show_home(desk)
                effects += more
            return desk, (*effects, AskDesk(OWN_KEY, ListStays(), go.session.account_id))


def _show(desk: Desk, below: tuple[OpenPage, ...], state: PageState) -> Advance:
    key = desk.key + 1
    desk = replace(desk, stack=(*below, OpenPage(key, state)), key=key)
    return _tell_page(desk, key, PageShown())


def _hand_to_staff(desk: Desk, call: CallStaff) -> Advance:
    """Somebody of the public is staff's from here; whoever is signed in is staff."""
    return (desk, ()) if desk.staff is not None else (closed(desk), (call,))


def _show_home(desk: Desk) -> Advance:
    """The first page of a shift; cases that the last one left are shown before it."""
    desk, effects = _show(desk, (), make_home())
    if not desk.waiting:
        return desk, effects
    desk, more = _show(desk, desk.stack, ShiftCheck())
    return desk, effects + more


def _begun(desk: Desk, session: Session) -> Advance:
    """Somebody signed in. Whoever had locked is back at their pages; anybody else ends that
    session."""
    before = desk.session
    ended: tuple[Effect, ...] = ()
    kept: tuple[OpenPage, ...] = ()
    if before is not None and before.account_id == session.account_id:
        kept, session = desk.kept, replace(session, since=before.since)
    elif before is not None:
        ended = (_noted(SignOut(), before),)
    desk = replace(cleared(desk), stack=kept, session=session, last=desk.last)
    if not kept:
        return desk, ended
    desk, effects = _tell_page(desk, kept[-1].key, PageShown())
    return desk, ended + effects


def _locked(desk: Desk, *, is_by_time: bool) -> Advance:
    """The pages are put away, until the same person unlocks them."""
    staff = desk.staff
    if staff is None:
        return desk, ()
    locked = replace(cleared(desk), session=replace(staff, is_locked=True), kept=desk.stack)
    return locked, (_noted(LockDesk(is_by_time), staff),)


def _signed_out(desk: Desk, staff: Session) -> Advance:
    return cleared(desk), (_noted(SignOut(), staff),)


def _noted(question: DoorQuestion[None], session: Session) -> AskDesk:
    """Have it written into the trail; no page waits for that."""
    return AskDesk(OWN_KEY, question, session.account_id)


def _waited_for(advance: Advance) -> Advance:
    """After a touch: whoever touched is here, so the wait begins anew."""
    desk, effects = advance
    if desk.page is DeskPage.CLOSED:
        return desk, effects
    desk = replace(desk, is_asking=False, token=desk.token + 1)
    return desk, (*effects, _wait(desk))


def _wait(desk: Desk) -> StartTimer:
    is_apart = desk.has_own_screen and desk.staff is not None
    quiet_s = OWN_SCREEN_QUIET_S if is_apart else QUIET_S
    return StartTimer(TimerName.DESK, desk.token, GRACE_S if desk.is_asking else quiet_s)


def _nobody_is_here(desk: Desk) -> Advance:
    """Nobody has touched for a while: the public is asked first, and a session is locked."""
    if desk.page is DeskPage.CLOSED:
        return desk, ()
    if desk.staff is not None:
        return _locked(desk, is_by_time=True)
    if desk.is_asking:
        return closed(desk), ()
    desk = replace(desk, is_asking=True, token=desk.token + 1)
    return desk, (_wait(desk),)
