"""A slip that is held to the desk's scanner while nobody is at the desk: it may be a badge. Pure.

The badge of whoever locked the desk unlocks it; what becomes of any other code says `BadgeHeld`.
"""

from __future__ import annotations

from dataclasses import replace

from kiosk.domain.credential import CredentialKind, parse_credential
from kiosk.domain.desk.doors import HoldBadge
from kiosk.domain.staff.badge import BadgeHeld, BadgeRefused
from kiosk.domain.staff.sign_in import SignedIn
from kiosk.domain.station.desk_state import OWN_KEY, Advance, Desk
from kiosk.domain.station.effects import AskDesk, ForgetCard, RecordCard
from kiosk.domain.station.page import Begin, DeskAnswered, DeskFailed, Push, Replace
from kiosk.domain.station.pages.sign_in import SignInState
from kiosk.domain.visits.decision import LaneName


def held_at(desk: Desk, text: str, *, is_shared: bool) -> BadgeHeld | None:
    """Where a code is held up that may be a badge; None where it is a scan like every other.

    `is_shared`: by a device that the gate hears as well.
    """
    if desk.staff is not None or parse_credential(text).kind is not CredentialKind.SLIP:
        return None
    is_at_page, is_locked = desk.top(SignInState) is not None, desk.session is not None
    if is_shared:
        return BadgeHeld.SHARED if is_at_page and is_locked else None
    if is_at_page:
        return BadgeHeld.AT_PAGE
    # Citizens may use their pages while it is locked: those are not taken from them.
    return BadgeHeld.AT_LOCK if is_locked and not desk.stack else None


def hold_badge(desk: Desk, text: str, *, is_shared: bool) -> Advance:
    """Have it looked at; a code that is none any more, since somebody came or went, is a scan."""
    held = held_at(desk, text, is_shared=is_shared)
    if held is None:
        return desk, (RecordCard(text, LaneName.GATE if is_shared else LaneName.DESK),)
    owner = "" if desk.session is None else desk.session.account_id
    return desk, (AskDesk(OWN_KEY, HoldBadge(owner, text, held), ""),)


def badge_led_to(
    desk: Desk, asked: HoldBadge, event: DeskAnswered | DeskFailed
) -> tuple[Begin | Push | Replace | None, RecordCard | ForgetCard]:
    """Back to the pages that were locked, to the page that says why not, or nowhere; and what
    becomes of the scan: the lane's where it is no badge and no page says so, else nothing."""
    forgotten = ForgetCard(asked.text, asked.held.lane)
    session, page = desk.session, desk.top(SignInState)
    match event:
        case DeskAnswered(_, _, SignedIn() as signed_in):
            # Not into a session that ended meanwhile: it would begin without a PIN.
            is_theirs = session is not None and session.account_id == asked.account_id
            begins = is_theirs and desk.staff is None
            return Begin(signed_in.session) if begins else None, forgotten
        case DeskAnswered(_, _, BadgeRefused(problem)) if asked.held.tells(problem):
            told = SignInState() if page is None else page
            told = replace(told, badge=problem, pin="", is_wrong=False)
        case DeskFailed(_, _, failure) if asked.held is BadgeHeld.AT_PAGE and page is not None:
            told = replace(page, problem=failure)
        case _:
            return None, RecordCard(asked.text, asked.held.lane)
    if desk.staff is not None or (page is None and desk.stack):
        return None, forgotten
    return Push(told) if page is None else Replace(told), forgotten
