"""Digests: which days are whole, and what is asked for again."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine

from sync.hub.db.sender import Sender
from sync.hub.ingest.digests import _membership, compare
from sync.hub.ingest.ingest import Ingest
from sync.protocol.digest import DayDigest, DigestAnswer, Missing, hash_day
from sync.protocol.records import hash_header, take_apart
from tests.support.hub_batches import take
from tests.support.hub_records import Station

DAY = "2026-07-01"


def digest(station: Station, lines: Sequence[bytes], day: str = DAY) -> DayDigest:
    """What the station holds of a day."""
    headers = [take_apart(line) for line in lines]
    return DayDigest(
        station.ledger,
        day,
        len(lines),
        max(one.header.seq for one in headers),
        hash_day(hash_header(one.header_bytes) for one in headers),
    )


def missing(station: Station, *ranges: tuple[int, int], day: str = DAY) -> DigestAnswer:
    return DigestAnswer((), (Missing(station.ledger, day, ranges),))


def test_a_whole_day_agrees_with_quarantine_and_all(engine: Engine, ingest: Ingest) -> None:
    station = Station()
    lines = [station.arrival(None), station.record("temperature", {"a": 1}), station.arrival(None)]
    assert take(ingest, station.sender, lines) == "sqs"
    agreed = compare(engine, station.sender, [digest(station, lines)])
    assert agreed == DigestAnswer(((station.ledger, DAY),), ())


@pytest.mark.parametrize("day", ["2026-7-1", "2026-07-1", "\uff12\uff10\uff12\uff16-07-01"])
def test_a_day_has_one_name(engine: Engine, ingest: Ingest, day: str) -> None:
    station = Station()
    lines = [station.arrival(None)]
    take(ingest, station.sender, lines)
    assert compare(engine, station.sender, [digest(station, lines, day)]) == DigestAnswer((), ())


def test_days_are_those_of_the_records_time_in_utc(engine: Engine, ingest: Ingest) -> None:
    station = Station()
    first = [station.arrival(None) for _ in range(2)]
    station.at += timedelta(days=1)
    second = [station.arrival(None) for _ in range(3)]
    take(ingest, station.sender, [*first, *second[:2]])
    answer = compare(
        engine, station.sender, [digest(station, first), digest(station, second, "2026-07-02")]
    )
    assert answer.ok == ((station.ledger, DAY),)
    assert answer.missing == (Missing(station.ledger, "2026-07-02", ((5, 5),)),)


def test_what_the_hub_lacks_is_named_in_ranges(engine: Engine, ingest: Ingest) -> None:
    station = Station()
    lines = [station.arrival(None) for _ in range(9)]
    take(ingest, station.sender, [lines[1], lines[2], lines[6]])
    answer = compare(engine, station.sender, [digest(station, lines)])
    assert answer == missing(station, (1, 1), (4, 6), (8, 9))


def test_a_day_the_hub_never_saw(engine: Engine, ingest: Ingest) -> None:
    station = Station()
    lines = [station.arrival(None) for _ in range(3)]
    assert compare(engine, station.sender, [digest(station, lines)]) == missing(station, (1, 3))


def test_a_day_in_two_stretches_of_the_ledger(engine: Engine, ingest: Ingest) -> None:
    """The clock was set forward and back: other records lie between."""
    station = Station()
    early = [station.arrival(None) for _ in range(3)]
    station.at += timedelta(days=3)
    other = [station.arrival(None) for _ in range(4)]
    station.at -= timedelta(days=3)
    late = [station.arrival(None) for _ in range(2)]
    take(ingest, station.sender, [*early[:1], *other, *late])
    answer = compare(engine, station.sender, [digest(station, early + late)])
    assert answer == missing(station, (2, 3))


def test_a_day_that_differs_without_a_gap_is_asked_for_whole(
    engine: Engine, ingest: Ingest
) -> None:
    station = Station()
    lines = [station.arrival(None) for _ in range(3)]
    take(ingest, station.sender, lines)
    told = digest(station, lines)
    wrong = DayDigest(told.ledger, told.day, told.n, told.max_seq, "0" * 64)
    assert compare(engine, station.sender, [wrong]) == missing(station, (1, 3))


def test_two_machines_with_one_ledger_each_agree_on_what_is_their_own(
    engine: Engine, ingest: Ingest
) -> None:
    """The first has one record, the copy of it came too late with one and has one behind it."""
    station = Station()
    first = [station.arrival(None)]
    take(ingest, station.sender, first)
    station.step_back(1)
    lines = [station.departure(None), station.arrival(None)]
    assert take(ingest, station.sender, lines) == "cs"
    copied = replace(digest(station, lines[1:]), without=((1, 1),))
    assert compare(engine, station.sender, [digest(station, first)]).ok == ((station.ledger, DAY),)
    assert compare(engine, station.sender, [copied]).ok == ((station.ledger, DAY),)
    # Neither may claim what the hub has of the other, nor leave out what it lacks.
    for wrong in (
        digest(station, lines),
        digest(station, lines[1:]),
        replace(copied, without=((1, 2),)),
        replace(copied, without=((2, 9), (1, 1))),
    ):
        assert compare(engine, station.sender, [wrong]).ok == ()


@given(st.lists(st.tuples(st.integers(1, 30), st.integers(0, 9))), st.integers(0, 45))
def test_places_left_out_may_come_in_any_order_and_overlap(
    spans: list[tuple[int, int]], number: int
) -> None:
    ranges = [(first, first + more) for first, more in spans]
    expected = any(first <= number <= last for first, last in ranges)
    assert _membership(ranges)(number) == expected


def test_a_foreign_ledger_is_not_answered_for(engine: Engine, ingest: Ingest) -> None:
    owner, thief = Station(1), Station(2)
    lines = [owner.arrival(None)]
    take(ingest, owner.sender, lines)
    told = digest(owner, lines)
    assert compare(engine, thief.sender, [told]) == DigestAnswer((), ())
    heir = Sender("device-2", "venue-1", "A", frozenset({"device-1"}))
    assert compare(engine, heir, [told]).ok == ((owner.ledger, DAY),)


@pytest.mark.parametrize(
    ("ledger", "day"),
    [("nonsense", DAY), ("01980000-0000-7000-8000-000000000001", "yesterday"),
     ("01980000-0000-7000-8000-000000000001", "2026-02-30")],
)  # fmt: skip
def test_what_is_no_day_of_a_ledger_is_left_out(
    engine: Engine, ingest: Ingest, ledger: str, day: str
) -> None:
    told = DayDigest(ledger, day, 1, 1, "0" * 64)
    assert compare(engine, Station().sender, [told]) == DigestAnswer((), ())


def test_an_id_is_all_the_same_in_the_digest_after_a_duplicate(
    engine: Engine, ingest: Ingest
) -> None:
    station = Station()
    lines = [station.arrival(None)]
    take(ingest, station.sender, lines)
    assert take(ingest, station.sender, lines) == "d"
    assert json.loads(lines[0])["seq"] == 1
    assert compare(engine, station.sender, [digest(station, lines)]).ok
