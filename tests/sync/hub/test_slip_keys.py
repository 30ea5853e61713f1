"""Slip keys at the hub: numbers, what is said of them, and who hears it."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import delete

from kiosk.base.clock import ManualClock
from sync.hub.admin.audit import Act
from sync.hub.admin.slip_keys import MOST_A_DAY
from sync.hub.admin.stations import SigningStation, StationError
from sync.hub.admin.venues import Venue
from sync.hub.db.admin_tables import slip_keys
from sync.hub.db.engine import writing
from sync.hub.hub import Hub
from sync.hub.server import RunningHub
from sync.protocol.devices import SlipKeyState, StationState
from sync.protocol.feeds import FeedName, FeedPage
from sync.protocol.keys import public_text
from sync.protocol.slip_keys import (
    OVERLAP,
    SlipKeyRequest,
    SlipKeyStatement,
    parse_statement_body,
)
from tests.support.hub_client import HttpStation, error_of
from tests.support.hub_records import ADMIN
from tests.support.slip_keys import PATH, ask_for_number, slip_key_request


def told(hub: Hub, venue_id: str) -> dict[int, SlipKeyStatement]:
    """What the stations of a venue hear."""
    page = hub.feeds.page(FeedName.KEYS, venue_id, None)
    assert isinstance(page, FeedPage)
    found = [parse_statement_body(item.body) for item in page.items]
    assert [str(one.kid) for one in found] == [item.key for item in page.items]
    return {one.kid: one for one in found}


def another(
    running: RunningHub, stations: ExitStack, clock: ManualClock, venue_id: str, gate: str = "B"
) -> HttpStation:
    """One more enrolled station."""
    made = stations.enter_context(HttpStation(running.url, clock.now))
    _, invitation = running.hub.administration.add_station(ADMIN, venue_id, gate, running.url)
    made.enrol(invitation)
    return made


def signer(hub: Hub, station: HttpStation) -> SigningStation:
    found = hub.stations.find_signing(station.kid)
    assert found is not None
    return found


def test_a_key_has_a_number_and_every_venue_hears_of_it(
    running: RunningHub, station: HttpStation, venue: Venue, clock: ManualClock
) -> None:
    key = Ed25519PrivateKey.generate()
    said = ask_for_number(station, key)
    assert (said.venue_no, said.state, said.until) == (venue.number, SlipKeyState.GOOD, None)
    assert (said.since, said.public_key) == (clock.now(), public_text(key.public_key()))
    assert said.is_signed_by(running.hub.identity.sign_key.public_key())
    later = running.hub.venues.add(ADMIN, "Trạm Thử", "", "Asia/Ho_Chi_Minh")
    for venue_id in (venue.id, later.id):
        assert told(running.hub, venue_id) == {said.kid: said}
    # The answer was lost: asking again gives the same.
    clock.advance(60)
    assert ask_for_number(station, key) == said
    assert len(running.hub.slip_keys.all()) == 1
    assert running.hub.slip_keys.all(venue.number + 1) == []


def test_a_key_that_nobody_holds_or_another_holds_has_no_number(
    running: RunningHub,
    station: HttpStation,
    stations: ExitStack,
    venue: Venue,
    clock: ManualClock,
) -> None:
    key = Ed25519PrivateKey.generate()
    for_another = slip_key_request("another-device", key)
    assert station.post(PATH, for_another.to_bytes()).status_code == 400
    ask_for_number(station, key)
    thief = another(running, stations, clock, venue.id)
    taken = slip_key_request(thief.device, key)
    assert station.post(PATH, taken.to_bytes()).status_code == 400
    assert thief.post(PATH, taken.to_bytes()).status_code == 400
    assert thief.post(PATH, SlipKeyRequest("A", "A").to_bytes()).status_code == 400


def test_a_new_key_stands_beside_the_old_one_for_one_life_of_a_slip(
    running: RunningHub, station: HttpStation, venue: Venue, clock: ManualClock
) -> None:
    old = ask_for_number(station, Ed25519PrivateKey.generate())
    clock.advance(3600)
    new = ask_for_number(station, Ed25519PrivateKey.generate())
    keys = told(running.hub, venue.id)
    assert keys[new.kid].until is None
    assert keys[old.kid].until == clock.now() + OVERLAP
    assert keys[old.kid].state is SlipKeyState.GOOD
    assert keys[old.kid].follows(old)
    clock.advance(3600)
    ask_for_number(station, Ed25519PrivateKey.generate())
    assert told(running.hub, venue.id)[old.kid].until == keys[old.kid].until, "not put off"


def test_a_station_is_given_a_few_keys_a_day(station: HttpStation, clock: ManualClock) -> None:
    for _ in range(MOST_A_DAY):
        ask_for_number(station, Ed25519PrivateKey.generate())
    one_more = slip_key_request(station.device, Ed25519PrivateKey.generate())
    assert error_of(station.post(PATH, one_more.to_bytes())).code == "slow_down"
    clock.advance(86_400)
    ask_for_number(station, Ed25519PrivateKey.generate())


@pytest.mark.parametrize("state", [StationState.REVOKED, StationState.DRAIN_ONLY])
def test_a_station_out_of_service_signs_no_more(
    running: RunningHub,
    station: HttpStation,
    venue: Venue,
    clock: ManualClock,
    state: StationState,
) -> None:
    old = ask_for_number(station, Ed25519PrivateKey.generate())
    new = ask_for_number(station, Ed25519PrivateKey.generate())
    clock.advance(3600)
    running.hub.administration.set_station_state(ADMIN, station.device, state)
    keys = told(running.hub, venue.id)
    assert {keys[kid].until for kid in (old.kid, new.kid)} == {clock.now()}
    assert {keys[kid].state for kid in (old.kid, new.kid)} == {SlipKeyState.GOOD}
    refused = station.post(PATH, slip_key_request(station.device, station.key).to_bytes())
    assert error_of(refused).code == "device_revoked"
    clock.advance(3600)
    running.hub.administration.set_station_state(ADMIN, station.device, StationState.ACTIVE)
    assert told(running.hub, venue.id) == keys, "what ended stays ended"


def test_a_station_that_was_replaced_signs_no_more(
    running: RunningHub, station: HttpStation, venue: Venue, clock: ManualClock
) -> None:
    said = ask_for_number(station, Ed25519PrivateKey.generate())
    clock.advance(3600)
    replaced = running.hub.stations.get(station.device)
    running.hub.administration.add_station(ADMIN, venue.id, "A", running.url, replaces=replaced)
    assert told(running.hub, venue.id)[said.kid].until == clock.now()


def enrolled_anew(
    running: RunningHub, stations: ExitStack, clock: ManualClock, device_id: str
) -> HttpStation:
    """Another machine in the place of a device."""
    made = stations.enter_context(HttpStation(running.url, clock.now))
    made.enrol(running.hub.administration.invite_again(ADMIN, device_id, running.url))
    assert made.device == device_id
    return made


def test_enrolling_a_station_anew_ends_the_keys_of_the_machine_before(
    running: RunningHub, station: HttpStation, stations: ExitStack, venue: Venue, clock: ManualClock
) -> None:
    rolled = ask_for_number(station, Ed25519PrivateKey.generate())
    old = ask_for_number(station, Ed25519PrivateKey.generate())
    clock.advance(3600)
    anew = enrolled_anew(running, stations, clock, station.device)
    ended = told(running.hub, venue.id)
    assert {ended[kid].until for kid in (rolled.kid, old.kid)} == {clock.now()}
    assert {ended[kid].state for kid in (rolled.kid, old.kid)} == {SlipKeyState.GOOD}
    clock.advance(60)
    new = ask_for_number(anew, Ed25519PrivateKey.generate())
    assert told(running.hub, venue.id) == {**ended, new.kid: new}
    assert new.until is None


@pytest.mark.parametrize("state", [StationState.REVOKED, StationState.DRAIN_ONLY])
def test_a_station_that_went_out_of_service_while_it_asked_is_given_no_key(
    running: RunningHub, station: HttpStation, venue: Venue, state: StationState
) -> None:
    hub, key = running.hub, Ed25519PrivateKey.generate()
    let_in = signer(hub, station)
    hub.administration.set_station_state(ADMIN, station.device, state)
    with pytest.raises(StationError, match="out of service"):
        hub.slip_keys.give(let_in, slip_key_request(station.device, key))
    assert told(hub, venue.id) == {}


def test_a_machine_that_was_replaced_while_it_asked_is_given_no_key(
    running: RunningHub, station: HttpStation, stations: ExitStack, venue: Venue, clock: ManualClock
) -> None:
    let_in = signer(running.hub, station)
    enrolled_anew(running, stations, clock, station.device)
    asked = slip_key_request(station.device, Ed25519PrivateKey.generate())
    with pytest.raises(StationError, match="out of service"):
        running.hub.slip_keys.give(let_in, asked)
    assert told(running.hub, venue.id) == {}


def test_who_revokes_a_station_hears_which_of_its_keys_a_thief_could_use(
    running: RunningHub, station: HttpStation, clock: ManualClock
) -> None:
    hub = running.hub

    def revoked() -> set[int]:
        return set(
            hub.administration.set_station_state(ADMIN, station.device, StationState.REVOKED)
        )

    long_over = ask_for_number(station, Ed25519PrivateKey.generate())
    hub.slip_keys.revoke(ADMIN, long_over.kid)
    clock.advance(OVERLAP.total_seconds())
    stolen, rolled, new = (ask_for_number(station, Ed25519PrivateKey.generate()) for _ in range(3))
    hub.slip_keys.mark_compromised(ADMIN, stolen.kid)
    assert revoked() == {rolled.kid, new.kid}
    assert revoked() == {rolled.kid, new.kid}, "also of one that is out of service already"
    hub.slip_keys.mark_compromised(ADMIN, new.kid)
    assert revoked() == {rolled.kid}


def test_a_key_is_ended_and_its_theft_is_said_once_and_for_ever(
    running: RunningHub, station: HttpStation, venue: Venue, clock: ManualClock
) -> None:
    hub = running.hub
    key = Ed25519PrivateKey.generate()
    said = ask_for_number(station, key)
    clock.advance(3600)
    hub.slip_keys.revoke(ADMIN, said.kid)
    ended = told(hub, venue.id)[said.kid]
    assert (ended.state, ended.until) == (SlipKeyState.REVOKED, clock.now())
    hub.slip_keys.mark_compromised(ADMIN, said.kid)
    stolen = told(hub, venue.id)[said.kid]
    assert (stolen.state, stolen.until) == (SlipKeyState.COMPROMISED, ended.until)
    assert said.follows(said) is False
    assert ended.follows(said)
    assert stolen.follows(ended), "also within one second"
    for judge in (hub.slip_keys.revoke, hub.slip_keys.mark_compromised):
        with pytest.raises(StationError, match="already"):
            judge(ADMIN, said.kid)
        with pytest.raises(StationError, match="no slip key"):
            judge(ADMIN, 0)
    # Its station asks for it again, and hears that it is none any more.
    assert ask_for_number(station, key) == stolen
    acts = [(entry.act, entry.subject) for entry in hub.audit.entries(2)]
    assert acts == [
        (Act.SLIP_KEY_COMPROMISED, str(said.kid)),
        (Act.SLIP_KEY_REVOKED, str(said.kid)),
    ]


@pytest.mark.fault("S14")
def test_s14_a_restored_hub_takes_back_what_it_said(
    running: RunningHub, station: HttpStation, stations: ExitStack, venue: Venue, clock: ManualClock
) -> None:
    hub, key = running.hub, Ed25519PrivateKey.generate()
    said = ask_for_number(station, key)
    with writing(hub.engine) as connection:
        connection.execute(delete(slip_keys))
    clock.advance(3600)
    forged = slip_key_request(station.device, Ed25519PrivateKey.generate(), said)
    assert hub.slip_keys.give(signer(hub, station), forged).kid != said.kid
    strange = said.signed(Ed25519PrivateKey.generate())
    not_ours = slip_key_request(station.device, Ed25519PrivateKey.generate(), strange)
    assert hub.slip_keys.give(signer(hub, station), not_ours).kid != said.kid
    garbled = slip_key_request(station.device, Ed25519PrivateKey.generate())
    garbled = SlipKeyRequest(garbled.public_key, garbled.proof, "8418")
    assert hub.slip_keys.give(signer(hub, station), garbled).kid != said.kid
    own = Ed25519PrivateKey.generate()
    elsewhere = replace(said, venue_no=9, public_key=public_text(own.public_key()))
    of_another_venue = elsewhere.signed(hub.identity.sign_key)
    moved = slip_key_request(station.device, own, of_another_venue)
    assert hub.slip_keys.give(signer(hub, station), moved).venue_no == venue.number
    kept = slip_key_request(station.device, key, said)
    assert hub.slip_keys.give(signer(hub, station), kept) == said
    assert told(hub, venue.id)[said.kid] == said


@pytest.mark.fault("S14")
def test_s14_a_number_given_again_since_is_not_taken_back(
    running: RunningHub, station: HttpStation, clock: ManualClock
) -> None:
    hub, key = running.hub, Ed25519PrivateKey.generate()
    said = ask_for_number(station, key)
    other = ask_for_number(station, Ed25519PrivateKey.generate())
    with writing(hub.engine) as connection:
        connection.execute(delete(slip_keys).where(slip_keys.c.kid == said.kid))
        connection.execute(slip_keys.update().values(kid=said.kid))
    again = hub.slip_keys.give(signer(hub, station), slip_key_request(station.device, key, said))
    assert again.kid not in (said.kid, None)
    assert other.kid != said.kid
