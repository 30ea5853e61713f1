"""What is for staff: their card, the camera page, a hub's code, and the question who is of the
staff."""

from __future__ import annotations

from dataclasses import replace

from kiosk.domain.events import EnrolmentEnded, InvitationRead
from kiosk.domain.station.effects import Effect, Enrol, TimerName, WatchCamera
from kiosk.domain.station.enrolling import Enrolment, EnrolmentStep
from kiosk.domain.station.enrolment import EnrolmentEnd, EnrolmentProblem
from kiosk.domain.station.screen import Overlay
from kiosk.domain.station.staff_check import StaffCheck
from kiosk.domain.station.touches import (
    CameraSetupOpened,
    CornerHeld,
    EnrolmentClosed,
    EnrolmentConfirmed,
    StaffCheckClosed,
)
from kiosk.domain.station.window_state import (
    Advance,
    Window,
    start_timer,
    stop_timer,
    with_overlay,
    without_overlay,
)

STAFF_CARD_S = 60.0
"""Seconds until the staff card closes: technical words do not stay on a public screen."""


CAMERA_SETUP_S = 60.0
"""Seconds without a touch until the camera page closes: the screen is the public's."""


STAFF_CHECK_S = 20.0
"""Seconds in which staff hold the next corner; then the question goes away."""


ENROLMENT_ASKS_S = 60.0
"""Seconds until a hub's code that nobody confirms is forgotten: the gate is for people."""


ENROLMENT_ENDED_S = 15.0


def is_staff_here(window: Window) -> bool:
    """Whether somebody of the staff has the window: they may close it."""
    return window.is_setting_camera or window.desk.staff is not None


def close_staff_card(window: Window) -> Advance:
    """Put the card away; what it said of a scanner was read."""
    if Overlay.STAFF_CARD in window.overlays:
        window = replace(window, scanner_trouble=None)
    closed = replace(window, overlays=without_overlay(window.overlays, Overlay.STAFF_CARD))
    return stop_timer(closed, TimerName.STAFF_CARD)


def check_staff(
    window: Window, event: CameraSetupOpened | CornerHeld | StaffCheckClosed
) -> Advance:
    """What staff open: at once while they are here, else once both corners were held."""
    if isinstance(event, CameraSetupOpened) and is_staff_here(window):
        return _open_camera_setup(window)
    is_asking = Overlay.STAFF_CHECK in window.overlays
    check = StaffCheck()
    effects: tuple[Effect, ...] = ()
    match event:
        case CameraSetupOpened():
            window, effects = close_staff_card(window)
            is_asking = True
        case CornerHeld(corner):
            check = window.staff_check.hold(corner)
        case _:
            is_asking = False
    overlays = without_overlay(window.overlays, Overlay.STAFF_CHECK)
    if is_asking and not check.is_passed:
        overlays = with_overlay(overlays, Overlay.STAFF_CHECK)
        asked = replace(window, staff_check=check, overlays=overlays)
        window, more = start_timer(asked, TimerName.STAFF_CHECK, STAFF_CHECK_S)
        return window, effects + more
    window, more = stop_timer(
        replace(window, staff_check=StaffCheck(), overlays=overlays), TimerName.STAFF_CHECK
    )
    effects += more
    if is_asking:
        window, more = _open_camera_setup(window)
        effects += more
    return window, effects


def _open_camera_setup(window: Window) -> Advance:
    window, effects = close_staff_card(window)
    window, more = start_timer(
        replace(window, is_setting_camera=True), TimerName.CAMERA_SETUP, CAMERA_SETUP_S
    )
    return window, (*effects, *more, WatchCamera(True))


def close_camera_setup(window: Window) -> Advance:
    """Leave the camera page."""
    closed, effects = stop_timer(replace(window, is_setting_camera=False), TimerName.CAMERA_SETUP)
    return closed, (*effects, WatchCamera(False))


def enrol(
    window: Window, event: InvitationRead | EnrolmentEnded | EnrolmentConfirmed | EnrolmentClosed
) -> Advance:
    """A hub's code was seen, confirmed or put away, or what became of it is here."""
    enrolment = window.enrolment
    match event:
        case InvitationRead() if enrolment.step is EnrolmentStep.WORKING:
            return window, ()
        case InvitationRead(None):
            old = EnrolmentEnd(problem=EnrolmentProblem.OLD_INVITATION)
            told = Enrolment(EnrolmentStep.FAILED, end=old)
            return _go_enrolling(window, told, ENROLMENT_ENDED_S)
        case InvitationRead(invitation):
            asked = Enrolment(EnrolmentStep.ASK, invitation)
            return _go_enrolling(window, asked, ENROLMENT_ASKS_S)
        case EnrolmentConfirmed() if enrolment.step is EnrolmentStep.ASK and enrolment.invitation:
            working = replace(enrolment, step=EnrolmentStep.WORKING)
            window, effects = _go_enrolling(window, working, 0)
            return window, (*effects, Enrol(enrolment.invitation))
        case EnrolmentEnded(end) if enrolment.invitation is not None:
            step = EnrolmentStep.FAILED if end.problem else EnrolmentStep.DONE
            return _go_enrolling(window, replace(enrolment, step=step, end=end), ENROLMENT_ENDED_S)
        case EnrolmentClosed() if enrolment.step is not EnrolmentStep.WORKING:
            return _go_enrolling(window, Enrolment(), 0)
    return window, ()


def _go_enrolling(window: Window, enrolment: Enrolment, close_after_s: float) -> Advance:
    is_open = enrolment.step is not EnrolmentStep.CLOSED
    overlays = without_overlay(window.overlays, Overlay.ENROLMENT)
    if is_open:
        overlays = with_overlay(overlays, Overlay.ENROLMENT)
    window = replace(window, enrolment=enrolment, overlays=overlays)
    if close_after_s:
        return start_timer(window, TimerName.ENROLMENT, close_after_s)
    return stop_timer(window, TimerName.ENROLMENT)
