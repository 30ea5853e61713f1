"""Who stops what the public uses: staff, by two corners of the screen."""

from __future__ import annotations

from kiosk.domain.station.desk import PageWanted, StaffSignedIn
from kiosk.domain.station.effects import (
    StartTimer,
    TimerName,
)
from kiosk.domain.station.gate import FingerDown
from kiosk.domain.station.pages.card_number import CardDraft
from kiosk.domain.station.screen import (
    Overlay,
)
from kiosk.domain.station.staff_check import Corner
from kiosk.domain.station.staff_pages import (
    CAMERA_SETUP_S,
    STAFF_CHECK_S,
    is_staff_here,
)
from kiosk.domain.station.touches import (
    CameraSetupClosed,
    CameraSetupOpened,
    CornerHeld,
    StaffCardOpened,
    StaffCheckClosed,
)
from kiosk.domain.station.window import advance_window
from tests.support.window import SESSION, after, fire, page

CORNERS = (CornerHeld(Corner.LEFT), CornerHeld(Corner.RIGHT))


def test_the_camera_page_asks_for_staff() -> None:
    asked = after(StaffCardOpened(), CameraSetupOpened())
    assert (page(asked), asked.overlays) == ("ready", (Overlay.STAFF_CHECK,))
    half = after(CORNERS[1], CORNERS[1], window=asked)
    assert (page(half), half.overlays) == ("ready", (Overlay.STAFF_CHECK,)), "one corner twice"
    assert page(after(CORNERS[0], window=half)) == "camera_setup"
    for gone in (after(StaffCheckClosed(), window=half), fire(half, TimerName.STAFF_CHECK)):
        assert gone.overlays == ()
        again = after(CameraSetupOpened(), CORNERS[0], window=gone)
        assert page(again) == "ready", "what was held before counts no more"
    assert page(after(*CORNERS)) == "ready", "nobody asked"
    assert page(after(StaffSignedIn(SESSION), CameraSetupOpened())) == "camera_setup"


def test_the_question_for_staff_waits_from_corner_to_corner() -> None:
    asked, effects = advance_window(after(), CameraSetupOpened())
    assert effects == (StartTimer(TimerName.STAFF_CHECK, asked.token, STAFF_CHECK_S),)
    half, effects = advance_window(asked, CORNERS[0])
    assert effects == (StartTimer(TimerName.STAFF_CHECK, half.token, STAFF_CHECK_S),)
    assert fire(asked, TimerName.STAFF_CHECK).overlays == ()


def test_every_touch_keeps_the_camera_page() -> None:
    window = after(CameraSetupOpened(), *CORNERS)
    touched, effects = advance_window(window, FingerDown())
    assert effects == (StartTimer(TimerName.CAMERA_SETUP, touched.token, CAMERA_SETUP_S),)
    assert TimerName.CAMERA_SETUP not in after(FingerDown()).timers


def test_staff_are_here_while_they_have_a_page() -> None:
    assert not is_staff_here(after(CameraSetupOpened()))
    assert is_staff_here(after(CameraSetupOpened(), *CORNERS))
    assert not is_staff_here(after(CameraSetupOpened(), *CORNERS, CameraSetupClosed()))
    assert is_staff_here(after(StaffSignedIn(SESSION)))
    assert not is_staff_here(after(PageWanted(CardDraft()))), "a citizen"
