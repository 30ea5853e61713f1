"""Which page has the window, and what lies over it."""

from __future__ import annotations

from enum import StrEnum

from kiosk.base.dataclass import dataclass
from kiosk.domain.station.page import DeskPage


class GateScreenPage(StrEnum):
    """Pages of the gate."""

    BOOTING = "booting"
    READY = "ready"
    CAMERA_LOST = "camera_lost"
    BUSY = "busy"
    RESULT = "result"
    WRONG_CODE = "wrong_code"
    OUT_OF_ORDER = "out_of_order"


class SetupPage(StrEnum):
    """Pages on which staff set the station up."""

    CAMERA_SETUP = "camera_setup"


@dataclass(frozen=True, slots=True)
class GateScreen:
    """The gate has the window."""

    page: GateScreenPage


@dataclass(frozen=True, slots=True)
class DeskScreen:
    """Whoever uses the desk has the window; the gate's results are bands over it."""

    page: DeskPage


@dataclass(frozen=True, slots=True)
class SetupScreen:
    """Staff set the station up."""

    page: SetupPage


Screen = GateScreen | DeskScreen | SetupScreen


class Overlay(StrEnum):
    """What lies over a page; the newest on top."""

    STAFF_CARD = "staff_card"
    STAFF_CHECK = "staff_check"
    ENROLMENT = "enrolment"
