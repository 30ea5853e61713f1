"""The page of the venue's registration, as scenes that a showcase is set to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import time

from kiosk.domain.desk.venue_work import ShowVenue, Telling, VenueField, VenueShown
from kiosk.domain.staff.roles import Role
from kiosk.domain.station.desk import PageWanted, StaffSignedIn
from kiosk.domain.station.page import DeskAnswered
from kiosk.domain.station.pages.venue import (
    FullNamesTouched,
    LogoTouched,
    VenueGateChosen,
    VenueHotlineShown,
    VenueInputChosen,
    VenueLeft,
    VenuePaperTurned,
)
from kiosk.domain.station.pages.venue_state import VenueInput, VenuePage
from kiosk.domain.station.touches import WindowEvent
from kiosk.domain.text_input.field_text import Typed
from kiosk.domain.units.queries import FindUnits
from kiosk.domain.units.unit import FoundUnit, Scheme, Unit, UnitsFound, UnitSnapshot
from kiosk.domain.venue import Policy, Venue
from sync.protocol.policy import Hotline
from ui.showcase import Showcase, demo_session

NAME = "Trung tâm Y tế Mẫu"
SHOWN = VenueShown(
    Venue(
        name=NAME,
        gate="Cổng A",
        phone="0259 000 0000",
        street="12 Thống Nhất",
        commune="22759",
        gates=("Cổng A", "Cổng B"),
        opening_time=time(6, 0),
        hotlines=(Hotline("Hỏi đáp", "1022", "0259.1022"),),
        support_phone="0900 000 000",
        link="https://tokhaiyte.vn/?n=mau",
    ),
    Policy(closing_time=time(18, 0)),
    UnitSnapshot(Scheme.NEW, "22759", "Phường Phan Rang, Khánh Hòa"),
    telling=Telling.WAITS,
)
PHAN_RANG = Unit(Scheme.NEW, "22759", "Phường Phan Rang", "56", "Khánh Hòa")
FOUND = UnitsFound(
    (
        FoundUnit(PHAN_RANG, (PHAN_RANG,), is_same_province=True),
        FoundUnit(
            Unit(Scheme.OLD, "22849", "Xã Nhơn Hải", "58", "Ninh Thuận", "Ninh Hải"),
            (Unit(Scheme.NEW, "22846", "Xã Vĩnh Hải", "56", "Khánh Hòa"),),
            is_same_province=True,
        ),
    ),
    2,
)
MANY_GATES = ("Cổng A", "Cổng B", "Cổng cấp cứu", "Cổng nhân viên", "Cổng sau", "Cổng C")


def _open(showcase: Showcase, *events: WindowEvent, shown: VenueShown = SHOWN) -> None:
    session = replace(demo_session(), name="Võ Thanh Hà", role=Role.ADMINISTRATOR)
    showcase.take(StaffSignedIn(session), PageWanted(VenuePage()))
    showcase.take(DeskAnswered(_key(showcase), ShowVenue(), shown), *events)


def _key(showcase: Showcase) -> int:
    return showcase.window.station.window.desk.stack[-1].key


def _commune(showcase: Showcase) -> None:
    _open(showcase, VenueInputChosen(VenueInput.COMMUNE), Typed("phan rang"))
    showcase.take(DeskAnswered(_key(showcase), FindUnits("phan rang"), FOUND))


_HUB = replace(SHOWN, of_hub=frozenset(VenueField) - {VenueField.PHONE}, telling=Telling.TOLD)
_NEW = VenueShown(Venue(), Policy())
_MANY = replace(SHOWN, venue=replace(SHOWN.venue, gates=MANY_GATES))

VENUE_SCENES: dict[str, Callable[[Showcase], None]] = {
    "venue": _open,
    "venue-new": lambda showcase: _open(showcase, shown=_NEW),
    "venue-slip": lambda showcase: _open(
        showcase,
        VenuePaperTurned(True),
        FullNamesTouched(),
        shown=replace(SHOWN, has_logo=True, telling=Telling.NO_HUB),
    ),
    "venue-saving": lambda showcase: _open(showcase, LogoTouched()),
    "venue-hub": lambda showcase: _open(showcase, shown=_HUB),
    "venue-typing": lambda showcase: _open(showcase, VenueInputChosen(VenueInput.NAME)),
    "venue-link": lambda showcase: _open(showcase, VenueInputChosen(VenueInput.LINK)),
    "venue-hour": lambda showcase: _open(showcase, VenueInputChosen(VenueInput.OPENS)),
    "venue-commune": _commune,
    "venue-hotlines": lambda showcase: _open(showcase, VenueHotlineShown(1)),
    "venue-leaving": lambda showcase: _open(showcase, FullNamesTouched(), VenueLeft()),
    "venue-gates": lambda showcase: _open(
        showcase,
        VenueInputChosen(VenueInput.GATE),
        VenueGateChosen("Cổng cấp cứu"),
        shown=_MANY,
    ),
}
