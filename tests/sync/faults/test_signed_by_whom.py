"""Requests that are not signed as they must be, and entries of another station."""

from __future__ import annotations

import pytest
import requests
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.base.errors import HubRefusal
from sync.client.hub_client import HubClient, KnownHub, Signer
from sync.client.hub_time import HubTime
from sync.protocol.asking import otp_request
from sync.protocol.envelope import Envelope, join_batch
from sync.protocol.keys import signing_public
from sync.protocol.signatures import Request, sign_request
from tests.support.sync_station import APP, Station
from tests.support.sync_world import World, lines_of

pytestmark = pytest.mark.fault("S19")


def _batch(station: Station) -> bytes:
    lines = lines_of(station)
    return join_batch(Envelope(station.hub_file.device_id, "b", APP, 1, None, len(lines)), lines)


def _send(world: World, request: Request) -> requests.Response:
    return requests.request(
        request.method, request.url, headers=request.headers, data=request.body, timeout=10
    )


def test_s19_a_missing_signature(world: World) -> None:
    station = world.station()
    station.admit()
    url = f"{world.url}/v1/entries:batch"
    answer = _send(world, Request("POST", url, {}, _batch(station)))
    assert (answer.status_code, answer.json()["code"]) == (401, "bad_signature")
    assert world.rows() == []
    station.drain()
    assert world.rows() == station.ids()


def test_s19_a_wrong_key(world: World) -> None:
    """Somebody who knows a station's kid and not its key; the station itself is not disturbed."""
    station = world.station()
    station.admit()
    hub = KnownHub(station.hub_file.hub_id, signing_public(station.hub_file.hub_sign_key))
    client = HubClient(
        world.url,
        station.clock,
        HubTime(station.clock),
        app=APP,
        signer=Signer(station.hub_file.kid, Ed25519PrivateKey.generate()),
        hub=hub,
    )
    with pytest.raises(HubRefusal) as caught:
        client.call("POST", "/v1/entries:batch", _batch(station))
    client.close()
    assert (caught.value.status, caught.value.code) == (401, "bad_signature")
    assert world.rows() == []
    station.drain()
    assert world.rows() == station.ids()


def _signed(station: Station, path: str, body: bytes) -> Request:
    signer = station.connection.client._signer
    assert signer is not None
    request = Request("POST", f"{station.hub_file.hub_url}{path}", {}, body)
    sign_request(request, signer.key, signer.kid, at=station.clock.now())
    return request


def test_s19_a_replayed_batch_stores_nothing_twice(world: World) -> None:
    station = world.station()
    station.admit(3)
    request = _signed(station, "/v1/entries:batch", _batch(station))
    first, second = _send(world, request), _send(world, request)
    assert set(first.json()["st"]) == {"s"}
    assert set(second.json()["st"]) == {"d"}
    assert world.rows() == station.ids()


def test_s19_a_replayed_question_is_refused_also_after_a_restart(world: World) -> None:
    station = world.station()
    request = _signed(station, "/v1/otp", otp_request("0900000001"))
    assert _send(world, request).status_code != 401
    replayed = _send(world, request)
    assert (replayed.status_code, replayed.json()["code"]) == (401, "replayed")
    world.stop_hub()
    world.start_hub()
    replayed = _send(world, request)
    assert (replayed.status_code, replayed.json()["code"]) == (401, "replayed")


def test_s19_a_signed_request_for_another_address(world: World) -> None:
    station = world.station()
    request = _signed(station, "/v1/digest", b'{"days":[]}')
    request.url = f"{world.url}/v1/lookup"
    assert _send(world, request).status_code == 401


def test_s19_another_stations_entries(world: World) -> None:
    """A ledger belongs to the first station that sent it; nobody writes into another's."""
    station, other = world.station("a"), world.station("b", gate="Cổng B")
    station.admit(2)
    station.drain()
    station.admit(2, first=10)
    stolen = list(lines_of(station))
    assert set(other.push_by_hand(stolen)) == {"r"}
    assert world.rows() == station.ids()[: -len(stolen)]
    station.drain()
    assert world.rows() == station.ids()


def test_s19_an_envelope_that_names_another_station(world: World) -> None:
    station, other = world.station("a"), world.station("b", gate="Cổng B")
    station.admit()
    with pytest.raises(HubRefusal) as caught:
        other.connection.client.call("POST", "/v1/entries:batch", _batch(station))
    assert caught.value.code == "other_device"
    assert world.rows() == []
