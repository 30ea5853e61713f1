"""What becomes of a scan of the desk's lane: staff's while they are signed in, else the core's."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from kiosk.composition.desk_cards import DeskCards, SharedCards
from kiosk.domain.events import CardRead, CardShared, CoreEvent
from kiosk.domain.scanning.mangling import Mangling
from kiosk.domain.visits.decision import LaneName
from kiosk.ports.scans import Scan, ScanSource
from kiosk.settings.config import LaneInput


class Events:
    """A sink that remembers."""

    def __init__(self) -> None:
        self.told: list[CoreEvent] = []

    def publish(self, event: CoreEvent) -> None:
        self.told.append(event)


def scan(mangling: Mangling | None = None) -> Scan:
    at = datetime(2026, 11, 23, tzinfo=UTC)
    return Scan("card", ScanSource.KEYBOARD, LaneName.DESK, at, mangling=mangling)


def desk_cards(
    is_staffed: Callable[[], bool],
    may_unlock: Callable[[str], bool],
    events: Events,
    submit: Callable[[Scan], Any],
) -> DeskCards:
    """The desk's lane; what it decides at once and what it kept end in the same place."""
    return DeskCards(is_staffed, may_unlock, events, decide=submit, record=submit)


def test_a_card_goes_to_who_is_signed_in_and_is_else_a_scan() -> None:
    events, submitted = Events(), []
    is_staffed = [True]

    def submit(taken: Scan) -> bool:
        submitted.append(taken)
        return False

    cards = desk_cards(lambda: is_staffed[0], lambda text: False, events, submit)
    assert cards.take(scan())
    assert (events.told, submitted) == ([CardRead("card")], [])
    mangled = scan(Mangling.LAYOUT)
    assert not cards.take(mangled), "what the scanner did is said"
    is_staffed[0] = False
    assert not cards.take(scan()), "as the core says"
    assert submitted == [mangled, scan()]
    assert len(events.told) == 1


def test_who_locks_before_the_desk_takes_a_card_leaves_it_to_the_lane() -> None:
    submitted: list[Scan] = []
    cards = desk_cards(lambda: True, lambda text: False, Events(), submitted.append)
    cards.take(scan())
    cards.record("card")
    assert submitted == [scan()]


def shared_scan(text: str, source: ScanSource = ScanSource.CAMERA) -> Scan:
    return Scan(text, source, LaneName.GATE, datetime(2026, 11, 23, tzinfo=UTC))


def test_a_card_of_a_shared_device_is_kept_until_the_desk_says_where_it_goes() -> None:
    submitted: list[Scan] = []
    has_page = [True]
    cards = SharedCards({LaneInput.CAMERA}, lambda text: has_page[0], submitted.append)
    assert cards.keep(shared_scan("a")) == CardShared("a")
    assert submitted == []
    cards.record("a")
    cards.record("a")
    assert submitted == [shared_scan("a")], "once"
    assert cards.keep(shared_scan("b", ScanSource.SERIAL)) is None, "the gate's alone"
    assert cards.keep(shared_scan("b", ScanSource.TYPED)) is None
    mangled = replace(shared_scan(""), mangling=Mangling.LAYOUT)
    assert cards.keep(mangled) is None
    has_page[0] = False
    assert cards.keep(shared_scan("b")) is None


def test_each_is_kept_until_its_own_answer_and_no_longer() -> None:
    submitted: list[Scan] = []
    cards = SharedCards({LaneInput.CAMERA}, lambda text: True, submitted.append)
    again = replace(shared_scan("a"), at=shared_scan("a").at + timedelta(seconds=7))
    for each in (shared_scan("a"), *map(shared_scan, "bcde"), again):
        cards.keep(each)
    cards.record("a")
    cards.forget("b")
    cards.record("b")
    cards.forget("a")
    cards.record("a")
    assert submitted == [shared_scan("a")], "of the moment at which it was read"
    for text in "cde":
        cards.record(text)
    assert [each.text for each in submitted] == list("acde"), "nobody is missed"


def test_what_may_be_a_badge_is_kept_until_the_desk_has_said_so() -> None:
    events, submitted = Events(), []

    def submit(taken: Scan) -> bool:
        submitted.append(taken)
        return True

    cards = desk_cards(lambda: False, lambda text: text == "card", events, submit)
    assert cards.take(scan())
    assert (events.told, submitted) == ([CardRead("card")], [])
    cards.record("card")
    cards.record("card")
    assert submitted == [scan()], "once"
