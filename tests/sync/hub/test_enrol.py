"""Enrolment: a code is good once, for thirty minutes and five tries; the answer is the hub's."""

from __future__ import annotations

from dataclasses import replace

import pytest
import requests
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.base.clock import ManualClock
from sync.hub.admin.stations import Station
from sync.hub.admin.venues import Venue
from sync.hub.errors import RefusalCode, RequestRefused
from sync.hub.server import RunningHub
from sync.protocol.answer_signatures import verify_answer
from sync.protocol.devices import StationState, parse_device_answer
from sync.protocol.enrolment import (
    CODE_LIFE_S,
    CODE_TRIES,
    Invitation,
    hash_key,
    parse_enrol_answer,
    parse_enrol_request,
    parse_invitation,
)
from sync.protocol.keys import encode, signing_public
from sync.protocol.signatures import STATION_TAG, sign_request
from tests.support.hub_client import HttpStation, error_of, signed_answer
from tests.support.hub_records import ADMIN


def _invite(running: RunningHub, venue: Venue, gate: str = "A") -> tuple[Station, Invitation]:
    device_id, invitation = running.hub.administration.add_station(
        ADMIN, venue.id, gate, running.url
    )
    return running.hub.stations.get(device_id), invitation


def _new_station(running: RunningHub, clock: ManualClock) -> HttpStation:
    return HttpStation(running.url, clock.now)


def test_a_station_enrols_and_knows_its_hub(
    running: RunningHub, venue: Venue, clock: ManualClock
) -> None:
    device, invitation = _invite(running, venue)
    assert device.state is StationState.INVITED
    assert parse_invitation(str(invitation)) == invitation
    with _new_station(running, clock) as station:
        request = station.enrolment(invitation.code)
        answer = station.send(request)
        assert answer.status_code == 201
        told = parse_enrol_answer(answer.content)
        key = signing_public(told.hub_keys.sign)
        assert hash_key(key.public_bytes_raw()) == invitation.key_hash
        verify_answer(signed_answer(request, answer), key)
        assert (told.venue_id, told.venue_name, told.gate) == (venue.id, venue.name, "A")
        assert told.stamp == running.hub.identity.stamp
        station.kid = told.kid
        me = station.get("/v1/device/me")
        assert parse_device_answer(me.content).state is StationState.ACTIVE
    assert running.hub.venues.get(venue.id).gates == ("A",)


def test_a_code_is_good_for_one_station(
    running: RunningHub, venue: Venue, clock: ManualClock
) -> None:
    _, invitation = _invite(running, venue)
    with _new_station(running, clock) as first, _new_station(running, clock) as second:
        first.enrol(invitation)
        refused = second.send(second.enrolment(invitation.code))
        assert (refused.status_code, error_of(refused).code) == (403, "code_invalid")
        assert first.get("/v1/device/me").status_code == 200


def test_a_lost_answer_is_given_again_to_the_same_key(
    running: RunningHub, venue: Venue, clock: ManualClock
) -> None:
    _, invitation = _invite(running, venue)
    with _new_station(running, clock) as station:
        told = station.enrol(invitation)
        assert station.enrol(invitation) == told


def test_a_code_ends_after_thirty_minutes(
    running: RunningHub, venue: Venue, clock: ManualClock
) -> None:
    _, invitation = _invite(running, venue)
    clock.advance(CODE_LIFE_S)
    with _new_station(running, clock) as station:
        assert station.send(station.enrolment(invitation.code)).status_code == 403


def test_a_code_ends_after_five_tries_from_wherever(
    running: RunningHub, venue: Venue, clock: ManualClock
) -> None:
    _, invitation = _invite(running, venue)
    with _new_station(running, clock) as station:
        right = parse_enrol_request(station.enrolment(invitation.code).body)
        wrong = replace(right, proof=encode(bytes(64)))
        for number in range(CODE_TRIES):
            with pytest.raises(RequestRefused) as error:
                running.hub.enrolment.enrol(wrong, f"192.0.2.{number}")
            assert error.value.code is RefusalCode.CODE_INVALID
        with pytest.raises(RequestRefused) as error:
            running.hub.enrolment.enrol(right, "192.0.2.99")
        assert error.value.code is RefusalCode.CODE_INVALID
    assert running.hub.stations.all()[0].state is StationState.INVITED


def test_five_wrong_codes_lock_the_address_for_a_while_and_across_a_restart(
    running: RunningHub, venue: Venue, clock: ManualClock
) -> None:
    _, invitation = _invite(running, venue)
    with _new_station(running, clock) as station:
        for number in range(CODE_TRIES):
            refused = station.send(station.enrolment(f"000000000{number}"))
            assert refused.status_code == 403
        clock.advance(CODE_LIFE_S / 2)
        locked = station.send(station.enrolment(invitation.code))
        assert (locked.status_code, error_of(locked).code) == (429, "slow_down")
        assert int(locked.headers["Retry-After"]) == CODE_LIFE_S / 2
        running.hub.housekeep()
        again = running.hub.administration.invite_again(
            ADMIN, running.hub.stations.all()[0].id, running.url
        )
        clock.advance(CODE_LIFE_S / 2)
        station.enrol(again)


def test_a_new_code_ends_the_one_before_and_the_old_key(
    running: RunningHub, venue: Venue, clock: ManualClock
) -> None:
    device, first = _invite(running, venue)
    second = running.hub.administration.invite_again(ADMIN, device.id, running.url)
    with _new_station(running, clock) as old, _new_station(running, clock) as new:
        assert old.send(old.enrolment(first.code)).status_code == 403
        old.enrol(second)
        new.enrol(running.hub.administration.invite_again(ADMIN, device.id, running.url))
        assert new.device == old.device
        refused = old.get("/v1/device/me")
        assert (refused.status_code, error_of(refused).code) == (401, "unknown_device")
        assert new.get("/v1/device/me").status_code == 200


def test_a_revoked_device_has_no_open_invitation(
    running: RunningHub, venue: Venue, clock: ManualClock
) -> None:
    device, invitation = _invite(running, venue)
    running.hub.administration.set_station_state(ADMIN, device.id, StationState.REVOKED)
    with _new_station(running, clock) as station:
        assert station.send(station.enrolment(invitation.code)).status_code == 403


def test_a_replacement_revokes_what_it_replaces(
    running: RunningHub, venue: Venue, station: HttpStation, clock: ManualClock
) -> None:
    old = running.hub.stations.get(station.device)
    device_id, _ = running.hub.administration.add_station(
        ADMIN, venue.id, "A", running.url, replaces=old
    )
    assert running.hub.stations.get(old.id).state is StationState.REVOKED
    newer = running.hub.stations.get(device_id)
    assert newer.former == {old.id}
    third, _ = running.hub.administration.add_station(
        ADMIN, venue.id, "A", running.url, replaces=newer
    )
    assert running.hub.stations.get(third).former == {old.id, newer.id}


def test_the_request_must_be_signed_with_the_key_it_brings(
    running: RunningHub, venue: Venue, clock: ManualClock
) -> None:
    _, invitation = _invite(running, venue)
    with _new_station(running, clock) as station:
        other = Ed25519PrivateKey.generate()
        wrong = station.send(station.enrolment(invitation.code, key=other))
        assert (wrong.status_code, error_of(wrong).code) == (401, "bad_signature")
        bare = station.enrolment(invitation.code)
        bare.headers.clear()
        assert station.send(bare).status_code == 401
        tagged = station.enrolment(invitation.code)
        tagged.headers.clear()
        sign_request(tagged, station.key, "k", at=clock.now(), tag=STATION_TAG)
        assert station.send(tagged).status_code == 401
        # None of these was a try.
        station.enrol(invitation)


def test_a_request_to_enrol_counts_once(
    running: RunningHub, venue: Venue, clock: ManualClock
) -> None:
    _, invitation = _invite(running, venue)
    with _new_station(running, clock) as station:
        request = station.enrolment(invitation.code)
        assert station.send(request).status_code == 201
        replayed = station.send(request)
        assert (replayed.status_code, error_of(replayed).code) == (401, "replayed")


def test_nonsense_is_named_and_no_failure(running: RunningHub) -> None:
    for body in (b"", b"{}", b"[" * 50_000, b'{"code":1}', "{ž".encode("utf-16")):
        answer = requests.post(f"{running.url}/v1/enrol", data=body, timeout=10)
        assert (answer.status_code, error_of(answer).code) == (400, "bad_request")
