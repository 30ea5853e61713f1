"""Who may ask what: signatures, replays, other people's entries, revocation (S19, S12)."""

from __future__ import annotations

from contextlib import ExitStack
from datetime import timedelta

import requests
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.base.clock import ManualClock
from sync.hub.admin.venues import Venue
from sync.hub.server import RunningHub
from sync.protocol.answer_signatures import verify_answer
from sync.protocol.asking import LookupKind, LookupRequest
from sync.protocol.devices import (
    RollRequest,
    StationState,
    parse_device_answer,
    parse_roll_answer,
    roll_bytes,
)
from sync.protocol.envelope import RecordStatus, parse_batch_answer
from sync.protocol.keys import encode, public_text, signing_public
from sync.protocol.operations import HUB_PATH, OPERATIONS
from sync.protocol.signatures import (
    ENROL_TAG,
    MAX_AGE,
    SKEW,
    sign_request,
)
from sync.protocol.wire import HUB_HEADER, parse_hub_stamp
from tests.support.hub_client import HttpStation, error_of, signed_answer
from tests.support.hub_records import ADMIN, Station

LOOKUP = LookupRequest(LookupKind.PHONE, "+84912345678").to_bytes()


def _paths(*, is_push: bool) -> list[tuple[str, str]]:
    pushed = {"/v1/entries:batch", "/v1/digest", "/v1/device/me", "/v1/device/status"}
    return [
        (operation.method, operation.path.replace("{name}", "presence"))
        for operation in OPERATIONS
        if operation.path not in ("/v1/ping", HUB_PATH, "/v1/enrol")
        and (operation.path in pushed) is is_push
    ]


def test_nothing_is_told_without_a_signature(running: RunningHub) -> None:
    for method, path in _paths(is_push=True) + _paths(is_push=False):
        answer = requests.request(method, running.url + path, timeout=10)
        assert (answer.status_code, error_of(answer).code) == (401, "bad_signature"), path
        assert parse_hub_stamp(answer.headers[HUB_HEADER]) == running.hub.identity.stamp


def test_a_wrong_key_an_unknown_kid_and_another_tag_are_refused(
    station: HttpStation, clock: ManualClock
) -> None:
    good = station.key
    station.key = Ed25519PrivateKey.generate()
    assert error_of(station.get("/v1/device/me")).code == "bad_signature"
    station.key, kid, station.kid = good, station.kid, "nobody.1"
    assert error_of(station.get("/v1/device/me")).code == "unknown_device"
    station.kid = kid
    request = station.request("GET", "/v1/device/me")
    request.headers.clear()
    sign_request(request, station.key, kid, at=clock.now(), tag=ENROL_TAG)
    assert station.send(request).status_code == 401
    assert station.get("/v1/device/me").status_code == 200


def test_a_body_or_an_address_that_was_changed_is_refused(station: HttpStation) -> None:
    changed = station.request("POST", "/v1/lookup", LOOKUP)
    changed.body = LOOKUP.replace(b"8", b"9")
    assert station.send(changed).status_code == 401
    bare = station.request("POST", "/v1/lookup", LOOKUP)
    del bare.headers["Content-Digest"]
    assert station.send(bare).status_code == 401
    moved = station.request("GET", "/v1/feeds/config?limit=1")
    moved.url = moved.url.replace("limit=1", "limit=2")
    assert station.send(moved).status_code == 401


def test_an_encoding_added_on_the_way_is_refused(station: HttpStation) -> None:
    added = station.request("POST", "/v1/lookup", LOOKUP)
    added.headers["Content-Encoding"] = "gzip"
    assert station.send(added).status_code == 401


def test_a_clock_may_be_off_by_five_minutes_and_a_signature_ten_minutes_old(
    station: HttpStation, clock: ManualClock
) -> None:
    for offset, status in (
        (SKEW, 200),
        (SKEW + timedelta(seconds=1), 401),
        (-MAX_AGE - SKEW, 200),
        (-MAX_AGE - SKEW - timedelta(seconds=1), 401),
    ):
        station.now = lambda moved=offset: clock.now() + moved  # type: ignore[misc]
        assert station.get("/v1/device/me").status_code == status


def test_a_replayed_question_counts_once_even_after_housekeeping(
    running: RunningHub, station: HttpStation, clock: ManualClock
) -> None:
    request = station.request("POST", "/v1/lookup", LOOKUP)
    assert station.send(request).status_code == 200
    clock.advance((MAX_AGE + SKEW).total_seconds())
    running.hub.housekeep()
    replayed = station.send(request)
    assert (replayed.status_code, error_of(replayed).code) == (401, "replayed")
    clock.advance(2 * SKEW.total_seconds())
    running.hub.housekeep()
    assert error_of(station.send(request)).code == "bad_signature"


def test_a_batch_in_another_name_is_refused(
    running: RunningHub, venue: Venue, station: HttpStation, stations: ExitStack, clock: ManualClock
) -> None:
    other = stations.enter_context(HttpStation(running.url, clock.now))
    _, invitation = running.hub.administration.add_station(ADMIN, venue.id, "B", running.url)
    other.enrol(invitation)
    ledger = Station(1)
    lines = [ledger.arrival(None)]
    refused = station.push(lines, device=other.device)
    assert (refused.status_code, error_of(refused).code) == (401, "other_device")
    assert parse_batch_answer(other.push(lines).content).statuses == (RecordStatus.STORED,)
    # What the hub has to the byte it has from whomever; but the ledger is the other's for ever.
    assert parse_batch_answer(station.push(lines).content).statuses == (RecordStatus.DUPLICATE,)
    more = [ledger.arrival(None)]
    assert parse_batch_answer(station.push(more).content).statuses == (RecordStatus.REFUSED,)


def test_a_revoked_station_hears_it_signed_and_nothing_else(
    running: RunningHub, station: HttpStation, clock: ManualClock
) -> None:
    running.hub.administration.set_station_state(ADMIN, station.device, StationState.REVOKED)
    assert station.enrolled is not None
    key = signing_public(station.enrolled.hub_keys.sign)
    for method, path in _paths(is_push=True) + _paths(is_push=False):
        request = station.request(method, path, b"{}" if method == "POST" else b"")
        answer = station.send(request)
        assert (answer.status_code, error_of(answer).code) == (403, "device_revoked"), path
        verify_answer(signed_answer(request, answer), key)
    running.hub.administration.set_station_state(ADMIN, station.device, StationState.ACTIVE)
    assert station.get("/v1/device/me").status_code == 200


def test_a_draining_station_may_push_and_no_more(running: RunningHub, station: HttpStation) -> None:
    running.hub.administration.set_station_state(ADMIN, station.device, StationState.DRAIN_ONLY)
    answer = parse_batch_answer(station.push([Station(1).arrival(None)]).content)
    assert answer.statuses == (RecordStatus.STORED,)
    me = parse_device_answer(station.get("/v1/device/me").content)
    assert me.state is StationState.DRAIN_ONLY
    for method, path in _paths(is_push=False):
        refused = station.send(station.request(method, path))
        assert (refused.status_code, error_of(refused).code) == (403, "device_revoked"), path


def test_a_key_is_rolled_and_both_sign_for_a_week(
    running: RunningHub, station: HttpStation, clock: ManualClock
) -> None:
    new = Ed25519PrivateKey.generate()
    public = public_text(new.public_key())
    proof = encode(new.sign(roll_bytes(station.device, public)))
    body = RollRequest(public, proof).to_bytes()
    answer = parse_roll_answer(station.post("/v1/device/roll", body).content)
    assert answer.old_until == clock.now() + timedelta(days=7)
    # The answer was lost: asking again gives the same.
    assert parse_roll_answer(station.post("/v1/device/roll", body).content) == answer
    old_key, old_kid = station.key, station.kid
    station.key, station.kid = new, answer.kid
    assert station.get("/v1/device/me").status_code == 200
    station.key, station.kid = old_key, old_kid
    clock.advance(7 * 86_400 - 1)
    assert station.get("/v1/device/me").status_code == 200
    clock.advance(1)
    assert error_of(station.get("/v1/device/me")).code == "unknown_device"
    station.key, station.kid = new, answer.kid
    assert station.get("/v1/device/me").status_code == 200


def test_a_key_nobody_holds_or_another_holds_is_not_rolled(
    running: RunningHub, venue: Venue, station: HttpStation, stations: ExitStack, clock: ManualClock
) -> None:
    new = Ed25519PrivateKey.generate()
    public = public_text(new.public_key())
    wrong = RollRequest(public, encode(bytes(64))).to_bytes()
    assert station.post("/v1/device/roll", wrong).status_code == 400
    other = stations.enter_context(HttpStation(running.url, clock.now))
    _, invitation = running.hub.administration.add_station(ADMIN, venue.id, "B", running.url)
    other.enrol(invitation)
    theirs = public_text(other.key.public_key())
    proof = encode(other.key.sign(roll_bytes(station.device, theirs)))
    taken = RollRequest(theirs, proof).to_bytes()
    assert station.post("/v1/device/roll", taken).status_code == 400
