"""What is registered of a venue, and every touch of the page that shows it."""

from __future__ import annotations

from datetime import time

from kiosk.domain.desk.venue_work import ShowVenue, VenueShown
from kiosk.domain.station.page import DeskAnswered
from kiosk.domain.station.pages.shift_check import VenueOpened
from kiosk.domain.station.pages.venue import (
    FullNamesTouched,
    LogoTouched,
    PosterWanted,
    VenueGateChosen,
    VenueGateDropped,
    VenueHotlineShown,
    VenueInputChosen,
    VenueKept,
    VenueKindChosen,
    VenueLeft,
    VenueNextTouched,
    VenuePaperTurned,
    VenueSaved,
    VenueTypingEnded,
    VenueUnitChosen,
)
from kiosk.domain.station.pages.venue_state import VenueInput
from kiosk.domain.station.touches import WindowEvent
from kiosk.domain.units.unit import Scheme, UnitSnapshot
from kiosk.domain.venue import Policy, Venue
from sync.protocol.policy import Hotline, VenueKind

REGISTERED = VenueShown(
    Venue(
        name="Trung tâm Y tế Mẫu",
        gate="Cổng A",
        phone="02590000000",
        street="12 Đường Mẫu",
        commune="22759",
        gates=("Cổng A", "Cổng B"),
        opening_time=time(6),
        hotlines=(Hotline("Hỏi đáp", "1022", "0259.1022"),),
    ),
    Policy(closing_time=time(18)),
    UnitSnapshot(Scheme.NEW, "22759", "Phường Phan Rang, Khánh Hòa"),
)

VENUE_EVENTS: tuple[WindowEvent, ...] = (
    VenueOpened(),
    *(DeskAnswered(key, ShowVenue(), REGISTERED) for key in (1, 2, 3)),
    *map(VenueInputChosen, VenueInput),
    VenueTypingEnded(),
    VenueNextTouched(),
    VenueKindChosen(VenueKind.SCHOOL),
    VenueGateChosen("Cổng B"),
    VenueGateDropped(),
    VenueUnitChosen(0),
    VenueHotlineShown(1),
    VenuePaperTurned(True),
    FullNamesTouched(),
    LogoTouched(),
    PosterWanted(),
    VenueLeft(),
    VenueKept(),
    VenueSaved(),
)
