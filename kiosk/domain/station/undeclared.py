"""Scans that lack only their declaration: *Đã quét, chờ khai*, and who declares next.

Somebody's card was read while another person uses the screen: theirs is the page that opens next
(docs/spec/at-the-gate.md §1). Where the desk's pages are staff's, the scan waits in *Cần hỗ trợ*
instead, where the form opens filled in.
"""

from __future__ import annotations

from dataclasses import replace

from kiosk.domain.desk.acts_on_declarations import WaitToDeclare
from kiosk.domain.people.person import PersonDetails
from kiosk.domain.station.desk_state import Desk
from kiosk.domain.station.effects import AskDesk
from kiosk.domain.station.gate import GatePage
from kiosk.domain.station.page import DeskPage
from kiosk.domain.station.pages.express import Express
from kiosk.domain.station.pages.self_steps import SelfDeclaration
from kiosk.domain.station.pages.sending import Undeclared
from kiosk.domain.station.window_state import Advance, Window
from kiosk.domain.visits.decision import LaneName, NeedsDeclaration, Outcome

MOST_WAITING = 3
"""More cards that were read are for staff: each page may stand for a minute without a touch."""
NO_PAGE = 0
"""Whose the answers are that no page asked for."""


def undeclared_in(outcome: Outcome) -> Undeclared | None:
    """The scan that an outcome leaves to be declared for; None for every other outcome."""
    result = outcome.result
    is_of_gate = outcome.lane is LaneName.GATE
    if is_of_gate and outcome.scan_id and isinstance(result, NeedsDeclaration):
        return Undeclared(outcome.scan_id, result.prefill)
    return None


def with_undeclared(window: Window, scan: Undeclared) -> Advance:
    """Let the scan wait for its page, or for staff where enough wait.

    Whoever declares now, or waits already, and shows the card once more is the same person: the
    older scan stands.
    """
    waiting = window.undeclared
    known = (*(one.prefill for one in waiting), _declaring(window.desk))
    if scan.prefill != PersonDetails() and scan.prefill in known:
        return window, ()
    if len(waiting) >= MOST_WAITING:
        return window, (_handed_over(scan),)
    return replace(window, undeclared=(*waiting, scan)), ()


def settle_undeclared(window: Window) -> Advance:
    """Nobody waits for a page that cannot open: staff have the desk's pages and this one on their
    list, or nothing can be recorded."""
    waiting = window.undeclared
    if window.gate.page is GatePage.OUT_OF_ORDER:
        return replace(window, undeclared=()), ()
    if window.desk.staff is None and not window.is_desk_away:
        return window, ()
    return replace(window, undeclared=()), tuple(map(_handed_over, waiting))


def next_undeclared(window: Window) -> Undeclared | None:
    """Whose page opens now: the first one's, once the screen is free for them."""
    is_free = window.gate.page is GatePage.READY and window.desk.page is DeskPage.CLOSED
    return window.undeclared[0] if is_free and window.undeclared else None


def _handed_over(scan: Undeclared) -> AskDesk:
    return AskDesk(NO_PAGE, WaitToDeclare(scan.scan_id), "")


def _declaring(desk: Desk) -> PersonDetails | None:
    """Whose card the page on top is about."""
    page = desk.top(Express) or desk.top(SelfDeclaration)
    return None if page is None or page.scan is None else page.scan.prefill
