"""Moments of the station for the view models, made of their parts."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from kiosk.domain.desk.session import Session
from kiosk.domain.station.desk_state import Desk, OpenPage
from kiosk.domain.station.gate import Gate
from kiosk.domain.station.page import PageState
from kiosk.domain.station.window import screen_of
from kiosk.domain.station.window_state import Window
from kiosk.domain.venue import Venue
from sync.protocol.policy import GateMode
from tests.support.window import SESSION
from ui.i18n import Words
from ui.showcase import demo_venue
from ui.viewmodels.view import StationSetup, View

AT = datetime(2026, 11, 23, 0, 2, 7, tzinfo=UTC)
VENUE = demo_venue()


def plain(text: str) -> str:
    """Without the spaces that keep words together."""
    return text.replace("\u00a0", " ")


def moment(
    words: Words, window: Window, venue: Venue = VENUE, mode: GateMode = GateMode.AUTO
) -> View:
    return View(window, screen_of(window), StationSetup(venue, mode), words, AT)


def at_desk(state: PageState | None, words: Words, session: Session | None = SESSION) -> View:
    """The desk with this page on top."""
    stack = () if state is None else (OpenPage(1, state),)
    return moment(words, Window(desk=Desk(stack, session)))


def at_gate(gate: Gate, **others: Any) -> Window:
    return Window(gate=gate, shown=gate, **others)
