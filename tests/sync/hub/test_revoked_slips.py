"""Slips that stations revoked: the venue's exact list, and how long one stands on it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from kiosk.base.clock import ManualClock
from sync.hub.hub import Hub
from sync.protocol.feeds import LONGEST_LIFE, FeedName, FeedPage, revoked_until
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
    assert revoked(hub) == {SLIP: format_at(station.at + LONGEST_LIFE)}


def test_one_revoked_by_hand_stands_as_long_as_its_record_says(hub: Hub) -> None:
    venue = hub.venues.add(ADMIN, "Trạm Thử", "", "Asia/Ho_Chi_Minh")
    assert not hub.venues.revoke_slip(ADMIN, [venue.id], "12345")
    until = format_at(AT + timedelta(days=3))
    station = Station(1)
    person = station.new_person()
    of_before = {"act": "issued", "slip": "1", "kid": 7, "expires": "x", "person": person}
    other = station.record("slip", of_before)
    take_sound(hub.ingest, station.sender, other, slip(station, "issued", until, person))
    assert hub.venues.revoke_slip(ADMIN, [venue.id], SLIP)
    assert revoked(hub, venue.id) == {
        "12345": format_at(hub.now() + LONGEST_LIFE),
        SLIP: until,
    }


def test_an_item_of_a_hub_of_before_has_an_end_too() -> None:
    assert revoked_until({"at": format_at(AT)}) == AT + LONGEST_LIFE
    for body in ({}, {"until": "x"}, {"at": "x"}):
        with pytest.raises(MemberError):
            revoked_until(body)
