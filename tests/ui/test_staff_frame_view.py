"""The header of the staff's pages: who is signed in, where the band stands, and its touches."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtGui import QGuiApplication

from kiosk.domain.events import CardShared
from kiosk.domain.station.desk import DeskLocked, GoBack, PageWanted, StaffSignedIn
from kiosk.domain.station.page import DeskPage
from kiosk.domain.station.pages.day_list import DayList
from kiosk.domain.station.pages.emergency import EmergencyTouched
from kiosk.domain.station.screen import DeskScreen, GateScreen, GateScreenPage, Screen
from kiosk.domain.station.shared_card import CardMeant
from kiosk.domain.station.touches import WindowEvent
from kiosk.domain.station.window import advance_window
from kiosk.domain.station.window_state import Window
from ui.i18n import load_words
from ui.showcase import AT, demo_session, demo_venue
from ui.viewmodels.desk.staff_frame import (
    StaffFrameProps,
    StaffFrameViewModel,
    derive_staff_frame,
)
from ui.viewmodels.view import StationSetup, View

ON_SHOW = DeskScreen(DeskPage.STAFF)
READY = GateScreen(GateScreenPage.READY)


def _view(window: Window, screen: Screen) -> View:
    words = load_words()[window.language]
    return View(window, screen, StationSetup(demo_venue()), words, AT)


def test_the_header_names_whoever_is_signed_in() -> None:
    window, _ = advance_window(Window(), StaffSignedIn(demo_session()))
    assert derive_staff_frame(_view(window, ON_SHOW)) == StaffFrameProps("Lê Thị Mai", True)
    assert derive_staff_frame(_view(window, READY)) == StaffFrameProps("Lê Thị Mai", False)


def test_nobody_is_named_while_the_desk_is_locked_or_nobody_is_here() -> None:
    locked = replace(demo_session(), is_locked=True)
    window, _ = advance_window(Window(), StaffSignedIn(locked))
    assert derive_staff_frame(_view(window, ON_SHOW)) == StaffFrameProps()
    assert derive_staff_frame(_view(Window(), ON_SHOW)) == StaffFrameProps()


def test_each_touch_of_the_header_is_the_desks(app: QGuiApplication) -> None:
    told: list[WindowEvent] = []
    frame = StaffFrameViewModel(told.append)
    frame.leave()
    frame.lock()
    frame.callEmergency()
    assert told == [GoBack(), DeskLocked(), EmergencyTouched()]
    told.clear()
    frame.findCard()
    frame.recordCard()
    assert told == [CardMeant(is_for_desk=True), CardMeant(is_for_desk=False)]


def test_a_card_of_both_lanes_is_asked_about() -> None:
    window, _ = advance_window(Window(), StaffSignedIn(demo_session()))
    window, _ = advance_window(window, PageWanted(DayList()))
    window, _ = advance_window(window, CardShared("card"))
    props = derive_staff_frame(_view(window, ON_SHOW))
    assert (props.asks_card, props.card_token) == (True, window.desk.card_token)
