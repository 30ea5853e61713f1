"""What is lost, doubled or shuffled on the way: one row each at the hub, acknowledged here."""

from __future__ import annotations

import gzip
import random
import threading
from collections import Counter

import pytest

from kiosk.bench.damage import ANY_HARM, Canned, Damage, Harm, HttpExchange, at_random, scripted
from kiosk.domain.station.health import NetworkState
from sync.protocol.envelope import BatchAnswer, Durability, RecordStatus, hash_batch, split_batch
from sync.protocol.wire import HUB_HEADER
from tests.support.sync_world import World, lines_of

PUSH = "/v1/entries"


@pytest.mark.fault("S1")
@pytest.mark.parametrize(
    "damage",
    [
        Damage(Harm.DROP_AFTER),
        Damage(Harm.DROP_MID_BODY),
        Damage(Harm.HOLD, seconds=0.01),
        Damage(Harm.TRUNCATE),
    ],
    ids=lambda damage: damage.harm.name,
)
def test_s1_the_hub_commits_and_its_answer_is_lost(world: World, damage: Damage) -> None:
    station = world.station()
    station.admit(5)
    world.harm(scripted([damage], PUSH))
    assert station.sync()[0] is NetworkState.OFFLINE
    stored = world.rows()
    assert stored, "the hub has them"
    assert station.states() == {"queued": len(station.ids())}, "and the station cannot know"
    station.clock.advance(60)
    station.drain()
    assert world.rows() == station.ids()
    assert station.states() == {"acked": len(station.ids())}
    assert world.variants() == []


@pytest.mark.fault("S1")
@pytest.mark.parametrize("seed", range(2))
def test_s1_every_second_exchange_is_harmed(world: World, seed: int) -> None:
    station = world.station()
    station.admit(40)
    world.harm(at_random(seed, 0.5, [*ANY_HARM, Damage(Harm.BLACK_HOLE, seconds=0.01)]))
    station.drain(tries=300)
    world.heal()
    assert world.rows() == station.ids()
    assert world.variants() == []


@pytest.mark.fault("S2")
def test_s2_one_batch_ten_times_reordered_from_two_threads(world: World) -> None:
    station = world.station()
    station.admit(10)
    lines = list(lines_of(station))
    said: dict[bytes, Counter[str]] = {line: Counter() for line in lines}
    lock = threading.Lock()
    together = threading.Barrier(2)
    assert station.connection.client.stamp is None, "made before the threads ask for it"

    def push(seed: int) -> None:
        order = random.Random(seed)
        together.wait(30)
        for _ in range(10):
            shuffled = order.sample(lines, len(lines))
            letters = station.push_by_hand(shuffled)
            with lock:
                for line, letter in zip(shuffled, letters, strict=True):
                    said[line][letter] += 1

    threads = [threading.Thread(target=push, args=(seed,)) for seed in (1, 2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert world.rows() == station.ids()
    assert list(said.values()) == [Counter({"s": 1, "d": 19})] * len(lines)
    station.drain()
    assert station.states() == {"acked": len(station.ids())}
    assert world.rows() == station.ids()


@pytest.mark.fault("S2")
def test_s2_an_answer_to_another_batch_acknowledges_nothing(world: World) -> None:
    """Something on the way gives an old answer of the hub again: right stamp, right number."""
    station = world.station()
    station.admit(2)
    stamp = world.hub.identity.stamp

    def plan(exchange: HttpExchange) -> Damage:
        if not exchange.target.startswith(PUSH):
            return Damage()
        _, lines = split_batch(gzip.decompress(exchange.body))
        old = BatchAnswer(
            stamp=stamp,
            now=world.hub_clock.now(),
            durability=Durability.LOCAL,
            body_sha256=hash_batch(b"an earlier batch"),
            statuses=(RecordStatus.STORED,) * len(lines),
        )
        header = (HUB_HEADER, stamp.to_header())
        return Damage(Harm.SAY, answer=Canned(200, (header,), old.to_bytes()))

    world.harm(plan)
    assert station.sync()[0] is NetworkState.OFFLINE
    assert station.states() == {"queued": len(station.ids())}
    world.heal()
    station.drain()
    assert world.rows() == station.ids()
