"""The desk's state: the stack of pages, who is signed in, and what waits."""

from __future__ import annotations

from dataclasses import field, replace
from typing import TypeVar

from kiosk.base.dataclass import dataclass
from kiosk.domain.desk.session import Session
from kiosk.domain.station.deed import Deed
from kiosk.domain.station.effects import Effect
from kiosk.domain.station.page import DeskPage, PageState, Typing
from kiosk.domain.station.pages.family import Family, FamilyPanel
from kiosk.domain.station.pages.own_phone import OwnPhone
from kiosk.domain.visits.decision import Outcome


@dataclass(frozen=True, slots=True)
class OpenPage:
    """A page of the stack."""

    key: int
    """Its number: answers and timers of a page that is gone find nobody."""
    state: PageState


P = TypeVar("P")


@dataclass(frozen=True, slots=True)
class Desk:
    """The desk machine's state."""

    stack: tuple[OpenPage, ...] = ()
    """The pages that are open, the one on show last."""
    session: Session | None = None
    kept: tuple[OpenPage, ...] = ()
    """The pages of a session that is locked: on no screen until it is unlocked."""
    waiting: int = 0
    """Open support cases: Cần hỗ trợ (n)."""
    newest: tuple[int, ...] = ()
    """The numbers of the newest of them."""
    untaken: int = 0
    """How many of them nobody took."""
    chime: int = 0
    """The token of the repeated chime in force, counting the chimes."""
    last: Outcome | None = None
    """The newest outcome of the desk lane, while staff have the desk open."""
    deed: Deed | None = None
    """What was just done, and can be taken back for a while."""
    deed_token: int = 0
    """The timer of the bar in force."""
    looked_up: str = field(default="", repr=False)
    """The card whose person is looked for, or was last."""
    is_asking: bool = False
    """Nobody has touched for a while: *Còn tiếp tục không?*"""
    token: int = 0
    """The timer in force; TimerFired with another token is stale."""
    key: int = 0
    """The number of the newest page."""
    card: str = field(default="", repr=False)
    """A card of which it is asked where it goes; empty where none is."""
    card_token: int = 0
    """The timer of that question in force."""
    has_own_screen: bool = False
    """Pages of staff stand on a screen of the desk's own, where the queue does not see them."""

    @property
    def page(self) -> DeskPage:
        """Which page is on top."""
        if self.stack:
            return self.stack[-1].state.page
        return DeskPage.CLOSED if self.staff is None else DeskPage.STAFF

    @property
    def staff(self) -> Session | None:
        """Who is signed in, and has not locked."""
        return None if self.session is None or self.session.is_locked else self.session

    @property
    def shown_page(self) -> DeskPage | None:
        """The page that takes the window from the gate, if one does."""
        return self.page if self.stack else None

    @property
    def awaits_code(self) -> bool:
        """Whether the page on top takes the digits of a code by SMS now."""
        family, own = self.top(Family), self.top(OwnPhone)
        is_familys = family is not None and family.panel is FamilyPanel.CODE and family.code.is_open
        return is_familys or (own is not None and own.takes_code)

    @property
    def typing(self) -> Typing | None:
        """The page on top, if it has the keyboard."""
        state: object = self.stack[-1].state if self.stack else None
        return state if isinstance(state, Typing) else None

    def top(self, kind: type[P]) -> P | None:
        """The state of the page on top, if it is of this kind."""
        state = self.stack[-1].state if self.stack else None
        return state if isinstance(state, kind) else None


OWN_KEY = 0
"""Whose answers are the desk's own; pages are numbered from one on."""

Advance = tuple[Desk, tuple[Effect, ...]]


def closed(desk: Desk) -> Desk:
    """Without the pages that are open; a session that is locked stays so."""
    if desk.session is None or not desk.session.is_locked:
        return cleared(desk)
    return replace(cleared(desk), session=desk.session, kept=desk.kept)


def cleared(desk: Desk) -> Desk:
    """With no page and nobody signed in; what waits is counted still, and a card that was asked
    about is still to be the gate's."""
    return replace(
        desk,
        stack=(),
        session=None,
        kept=(),
        last=None,
        deed=None,
        looked_up="",
        is_asking=False,
        token=desk.token + 1,
    )
