"""Records the hub will not have, and records it has in another form."""

from __future__ import annotations

import gzip
import json
import shutil
from collections.abc import Callable

import pytest

from kiosk.bench.damage import Canned, Damage, Harm, HttpExchange
from kiosk.domain.station.health import NetworkState
from sync.protocol.answer_signatures import Answer, sign_answer
from sync.protocol.canonical import canonical_bytes
from sync.protocol.records import Record, hash_body, parse_line
from sync.protocol.signatures import Request
from sync.protocol.wire import HUB_HEADER, HubError
from tests.support.sync_station import Station, station_in
from tests.support.sync_world import World, lines_of

WORDS = HubError("no_such_thing", {"vi": "Trung tâm không nhận bản ghi này.", "en": "No."})


def _refusing(world: World, status: int, is_poison: Callable[[bytes], bool]) -> None:
    """From now on the hub's answer to a batch with the poison in it is this status."""
    identity = world.hub.identity

    def plan(exchange: HttpExchange) -> Damage:
        is_batch = exchange.target.startswith("/v1/entries")
        if is_batch and is_poison(gzip.decompress(exchange.body)):
            request = Request(
                exchange.method, world.url + exchange.target, dict(exchange.headers), exchange.body
            )
            answer = Answer(
                request, status, {HUB_HEADER: identity.stamp.to_header()}, WORDS.to_bytes()
            )
            sign_answer(answer, identity.sign_key, identity.hub_id, at=world.hub_clock.now())
            headers = tuple(answer.headers.items())
            return Damage(Harm.SAY, answer=Canned(status, headers, answer.body))
        return Damage()

    world.harm(plan)


@pytest.mark.fault("S3")
@pytest.mark.parametrize("status", [400, 404, 409, 413, 422])
def test_s3_a_poison_record_at_the_head_of_the_queue(world: World, status: int) -> None:
    station = world.station()
    station.admit(10)
    poison = station.ids()[0]
    _refusing(world, status, lambda body: poison.encode() in body)
    assert station.sync()[0] is NetworkState.ONLINE, "the others go up in the same cycle"
    _, *others = station.ids()
    assert world.rows() == others
    assert station.states() == {"dead": 1, "acked": len(others)}
    (rejected,) = station.sync_store.outbox.rejected()
    assert rejected.id == poison
    assert (rejected.code, rejected.text) == (WORDS.code, WORDS.text["vi"])
    world.heal()
    station.sync_store.outbox.annotate(poison, "đã gọi trung tâm")
    station.sync_store.outbox.resend(poison)
    station.drain()
    assert world.rows() == station.ids(), "staff sent it again once the hub was mended"


@pytest.mark.fault("S3")
def test_s3_a_hub_that_refuses_everything_blames_no_record(world: World) -> None:
    station = world.station()
    station.admit(10)
    _refusing(world, 422, lambda body: True)
    assert station.sync()[0] is NetworkState.OFFLINE
    assert station.states() == {"queued": len(station.ids())}
    world.heal()
    station.drain()
    assert world.rows() == station.ids()


@pytest.mark.fault("S3")
def test_s3_a_record_that_is_none_is_refused_alone(world: World) -> None:
    """The station's disk flipped a bit of a body: the hub sees by the hash that it is not whole."""
    station = world.station()
    station.admit(10)
    for (trigger,) in station.query("SELECT name FROM sqlite_master WHERE type = 'trigger'"):
        station.query(f"DROP TRIGGER {trigger}")
    station.query(
        "UPDATE bodies SET salt = randomblob(16) WHERE pos = (SELECT min(pos) FROM bodies)"
    )
    station.drain()
    poison, *others = station.ids()
    assert world.rows() == others
    (rejected,) = station.sync_store.outbox.rejected()
    assert (rejected.id, rejected.code) == (poison, "not_a_record")


def _another_body(line: bytes) -> bytes:
    """A record of the same id and place that says something else."""
    record = parse_line(line)
    body = canonical_bytes(json.loads(record.body) | {"full_name": "Người Khác"})
    header = json.loads(record.header.to_bytes()) | {"body_sha": hash_body(record.salt, body)}
    line = canonical_bytes(header | {"body": json.loads(body), "salt": record.salt.hex()})
    assert isinstance(parse_line(line), Record)
    return line


@pytest.mark.fault("S4")
def test_s4_the_same_id_with_another_body(world: World) -> None:
    station = world.station()
    station.admit(1)
    line, *_ = lines_of(station)
    altered = _another_body(line)
    station.drain()
    assert station.push_by_hand([altered]) == "c", "the hub keeps it aside"
    assert world.variants() == [altered]
    assert world.rows() == station.ids(), "and what it had first stands"
    assert station.push_by_hand([altered]) == "c"
    assert world.variants() == [altered], "kept once"


@pytest.mark.fault("S4")
def test_s4_a_copied_disk_writes_the_same_places_twice(world: World) -> None:
    """Two stations run from one disk image: other records under the same ledger and seq."""
    station = world.station()
    station.admit(2)
    station.drain()
    station.close()
    shutil.copytree(station.directory, world.folder / "copy")
    station.open()
    with station_in(world.folder / "copy", world.clock) as copy:
        station.admit(2, first=10)
        copy.admit(2, first=20)
        station.drain()
        copy.drain()
        _check_nothing_is_lost(world, station, copy)


def _check_nothing_is_lost(world: World, *stations: Station) -> None:
    kept = {*world.rows(), *(json.loads(line)["id"] for line in world.variants())}
    for station in stations:
        assert set(station.ids()) <= kept
        # What the hub set aside is there once more, under another id (S23).
        moved = station.states().get("moved", 0)
        assert station.states()["acked"] == len(station.ids()) - moved
        (anew,) = station.query("SELECT count(*) FROM moves")
        assert anew == (moved,)
