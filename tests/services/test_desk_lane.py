"""What becomes of a scan of the desk's lane: staff's while they are signed in, else the core's."""

from __future__ import annotations

from datetime import UTC, datetime

from kiosk.composition.desk_cards import DeskCards
from kiosk.domain.events import CardRead, CoreEvent
from kiosk.domain.scanning.mangling import Mangling
from kiosk.domain.visits.decision import LaneName
from kiosk.ports.scans import Scan, ScanSource


class Events:
    """A sink that remembers."""

    def __init__(self) -> None:
        self.told: list[CoreEvent] = []

    def publish(self, event: CoreEvent) -> None:
        self.told.append(event)


def scan(mangling: Mangling | None = None) -> Scan:
    at = datetime(2026, 11, 23, tzinfo=UTC)
    return Scan("card", ScanSource.KEYBOARD, LaneName.DESK, at, mangling=mangling)


def test_a_card_goes_to_who_is_signed_in_and_is_else_a_scan() -> None:
    events, submitted = Events(), []
    is_staffed = [True]

    def submit(taken: Scan) -> bool:
        submitted.append(taken)
        return False

    cards = DeskCards(lambda: is_staffed[0], events, submit)
    assert cards.take(scan())
    assert (events.told, submitted) == ([CardRead("card")], [])
    mangled = scan(Mangling.LAYOUT)
    assert not cards.take(mangled), "what the scanner did is said"
    is_staffed[0] = False
    assert not cards.take(scan()), "as the core says"
    assert submitted == [mangled, scan()]
    assert len(events.told) == 1
