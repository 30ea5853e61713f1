"""What the desk's pages of people show, made by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from kiosk.domain.people.person import Sex
from kiosk.domain.station.deed import Deed
from kiosk.domain.station.desk_state import Desk, OpenPage
from kiosk.domain.station.health import Health, NetworkState
from kiosk.domain.station.page import DeskPage, PageState
from kiosk.domain.station.pages.family import Family
from kiosk.domain.station.pages.person import Person, PersonPanel
from kiosk.domain.station.screen import DeskScreen
from kiosk.domain.station.window_state import Window
from tests.support.desk_people import PHONE, person_page, row
from tests.support.window import AT, SESSION
from ui.i18n import Words
from ui.showcase import demo_venue
from ui.viewmodels.desk.choices import Choices
from ui.viewmodels.view import StationSetup, View

ONLINE = Health(network=NetworkState.ONLINE)


def view(
    words: Words,
    state: PageState | None = None,
    deed: Deed | None = None,
    health: Health = ONLINE,
) -> View:
    """A moment with this page on top."""
    stack = () if state is None else (OpenPage(1, state),)
    desk = Desk(stack, session=SESSION, deed=deed, deed_token=3)
    window = Window(desk=desk, health=health)
    page = DeskPage.STAFF if state is None else state.page
    return View(window, DeskScreen(page), StationSetup(demo_venue()), words, AT)


def person(panel: PersonPanel = PersonPanel.VISITS, **changes: Any) -> Person:
    """A page that was read."""
    page = person_page(**changes)
    return Person("p-1", shown=page, days=page.timeline.days, panel=panel)


def plain(text: str) -> str:
    """With plain spaces: compounds are kept together on a line."""
    return text.replace("\xa0", " ")


def keys(choices: Choices) -> list[str]:
    """What can be chosen."""
    return [one.key for one in choices.choices]


# --- a person ----------------------------------------------------------------------------------


FAMILY = Family(
    PHONE,
    stored=(
        row("p-1"),
        replace(row("p-2", "Nguyễn Văn Tùng", 1981), inside_since=AT),
        replace(row("p-3", ""), last_seen=None, birth=None, sex=Sex.UNKNOWN),
    ),
)
