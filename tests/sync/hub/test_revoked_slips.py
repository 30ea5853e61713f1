"""Slips that stations revoked: the venue's exact list, and how long one stands on it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from kiosk.base.clock import ManualClock
from sync.hub.admin.venues import VenueError
from sync.hub.hub import Hub
from sync.protocol.feeds import LONGEST_LISTED, FeedName, FeedPage, revoked_until
from sync.protocol.members import MemberError
from sync.protocol.records import format_at
from tests.support.hub_batches import take_sound
from tests.support.hub_records import ADMIN, AT, Station

SLIP = "4611686018427400249"


def revoked(hub: Hub, venue_id: str = "venue-1") -> dict[str, object]:
    """Until when each slip stands on a venue's list."""
    page = hub.feeds.page(FeedName.REVOCATIONS, venue_id, None)
    assert isinstance(page, FeedPage)
    assert all(item.key == f"slip:{item.body['slip']}" for item in page.items)
    return {str(item.body["slip"]): item.body["until"] for item in page.items}


def slip(station: Station, act: str, expires: str, person: str = "p") -> bytes:
    body = {"act": act, "slip": SLIP, "kid": 7, "expires": expires, "person": person}
    return station.record("slip", body)


def test_a_revoked_slip_stands_on_its_venues_list_while_it_would_hold(
    hub: Hub, clock: ManualClock
) -> None:
    station, until = Station(1), format_at(AT + timedelta(days=3))
    take_sound(hub.ingest, station.sender, slip(station, "issued", until))
    assert revoked(hub) == {}
    take_sound(hub.ingest, station.sender, slip(station, "revoked", until))
    assert revoked(hub) == {SLIP: until}
    assert revoked(hub, "venue-2") == {}
    clock.advance(3 * 86_400 - 1)
    hub.tidy()
    assert revoked(hub) == {SLIP: until}
    clock.advance(2)
    hub.tidy()
    assert revoked(hub) == {}


@pytest.mark.parametrize("expires", ["never", "9999-12-31T23:59:59.999Z"])
def test_no_slip_stands_on_the_list_for_ever(hub: Hub, expires: str) -> None:
    station = Station(1)
    take_sound(hub.ingest, station.sender, slip(station, "revoked", expires))
    assert revoked(hub) == {SLIP: format_at(station.at + LONGEST_LISTED)}


def test_no_record_ends_what_was_revoked_by_hand(hub: Hub) -> None:
    """Whoever may send records could say an end of a minute from now, and be the first to."""
    venue = hub.venues.add(ADMIN, "Trạm Thử", "", "Asia/Ho_Chi_Minh")
    assert not hub.venues.revoke_slip(ADMIN, [venue.id], "12345")
    station = Station(1, venue=venue.id)
    soon = format_at(AT + timedelta(minutes=1))
    line = slip(station, "issued", soon, station.new_person())
    take_sound(hub.ingest, station.sender, line)
    assert hub.venues.revoke_slip(ADMIN, [venue.id], SLIP), "a record tells of it"
    longest = format_at(hub.now() + LONGEST_LISTED)
    assert revoked(hub, venue.id) == {"12345": longest, SLIP: longest}
    take_sound(hub.ingest, station.sender, slip(station, "revoked", soon))
    assert revoked(hub, venue.id) == {"12345": longest, SLIP: longest}


def test_a_later_word_never_shortens_a_revocation(hub: Hub, clock: ManualClock) -> None:
    honest, hostile = Station(1), Station(2)
    day, week = (format_at(AT + timedelta(days=days)) for days in (1, 7))
    take_sound(hub.ingest, honest.sender, slip(honest, "revoked", week))
    take_sound(hub.ingest, hostile.sender, slip(hostile, "revoked", day))
    assert revoked(hub) == {SLIP: week}
    clock.advance(2 * 86_400)
    hub.tidy()
    assert revoked(hub) == {SLIP: week}


@pytest.mark.parametrize("is_together", [True, False])
def test_of_several_words_on_one_slip_the_latest_end_stands(hub: Hub, is_together: bool) -> None:
    station = Station(1)
    ends = [format_at(AT + timedelta(days=days)) for days in (1, 7, 3)]
    lines = [slip(station, "revoked", end) for end in ends]
    for batch in [lines] if is_together else [[line] for line in lines]:
        take_sound(hub.ingest, station.sender, *batch)
    assert revoked(hub) == {SLIP: ends[1]}


def test_a_slip_that_left_the_list_is_put_on_it_again(hub: Hub, clock: ManualClock) -> None:
    station = Station(1)
    day, week = (format_at(AT + timedelta(days=days)) for days in (1, 7))
    take_sound(hub.ingest, station.sender, slip(station, "revoked", day))
    clock.advance(2 * 86_400)
    hub.tidy()
    assert revoked(hub) == {}
    take_sound(hub.ingest, station.sender, slip(station, "revoked", week))
    assert revoked(hub) == {SLIP: week}


def test_only_the_venues_in_question_tell_of_one_revoked_by_hand(hub: Hub) -> None:
    asked, strange = (
        hub.venues.add(ADMIN, name, "", "Asia/Ho_Chi_Minh") for name in ("Trạm Một", "Trạm Hai")
    )
    station = Station(1, venue=strange.id)
    line = slip(station, "issued", format_at(AT + timedelta(days=1)), station.new_person())
    take_sound(hub.ingest, station.sender, line)
    assert not hub.venues.revoke_slip(ADMIN, [asked.id], SLIP)
    assert hub.venues.revoke_slip(ADMIN, [asked.id, strange.id], SLIP)
    longest = format_at(hub.now() + LONGEST_LISTED)
    assert revoked(hub, asked.id) == revoked(hub, strange.id) == {SLIP: longest}


def test_an_item_of_a_hub_of_before_has_an_end_too() -> None:
    assert revoked_until({"at": format_at(AT)}) == AT + LONGEST_LISTED
    for body in ({}, {"until": "x"}, {"at": "x"}):
        with pytest.raises(MemberError):
            revoked_until(body)


def test_a_revocation_that_a_record_ended_early_is_put_right_by_hand(hub: Hub) -> None:
    venue = hub.venues.add(ADMIN, "Trạm Thử", "", "Asia/Ho_Chi_Minh")
    hostile = Station(2, venue=venue.id)
    line = slip(hostile, "revoked", format_at(AT + timedelta(days=1)), hostile.new_person())
    take_sound(hub.ingest, hostile.sender, line)
    hub.venues.revoke_slip(ADMIN, [venue.id], SLIP)
    assert revoked(hub, venue.id) == {SLIP: format_at(hub.now() + LONGEST_LISTED)}
    with pytest.raises(VenueError, match="already"):
        hub.venues.revoke_slip(ADMIN, [venue.id], SLIP)
