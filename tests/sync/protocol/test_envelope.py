"""A batch and its answer, as both ends read them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.protocol.canonical import canonical_bytes
from sync.protocol.envelope import (
    BatchAnswer,
    Detail,
    Durability,
    Envelope,
    RecordStatus,
    hash_batch,
    join_batch,
    parse_batch_answer,
    split_batch,
)
from sync.protocol.members import MemberError
from sync.protocol.wire import MAX_BATCH, HubStamp

NOW = datetime(2026, 7, 1, 0, 30, 15, 250_000, tzinfo=UTC)
ENVELOPE = Envelope("device-1", "batch-1", "1.4.0", 812, NOW, 2)
LINES = [b'{"a":1}', b'{"b":2}']
ANSWER = BatchAnswer(
    stamp=HubStamp("vn-58", "5f0c2a"),
    now=NOW,
    durability=Durability.LOCAL,
    body_sha256="0" * 64,
    statuses=(RecordStatus.STORED, RecordStatus.REFUSED),
    details=(Detail(1, "unknown_type", "không rõ loại"),),
    wait_s=30,
    max_records=100,
)

words = st.text(st.characters(codec="ascii", min_codepoint=33), min_size=1, max_size=20)
moments = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1)).map(  # noqa: DTZ001
    lambda at: at.replace(microsecond=at.microsecond // 1000 * 1000, tzinfo=UTC)
)
# Lines are whatever the station froze: the split may depend on the line end alone.
lines = st.lists(st.binary(min_size=1).filter(lambda line: b"\n" not in line), max_size=20)


@given(words, words, words, st.integers(0, 10**6), st.none() | moments, lines)
def test_a_batch_survives_the_wire(
    device: str, batch: str, app: str, queue: int, oldest: datetime | None, content: list[bytes]
) -> None:
    envelope = Envelope(device, batch, app, queue, oldest, len(content))
    assert split_batch(join_batch(envelope, content)) == (envelope, content)


def test_golden_batch() -> None:
    assert join_batch(ENVELOPE, LINES) == (
        b'{"app":"1.4.0","batch":"batch-1","device":"device-1","n":2,'
        b'"oldest":"2026-07-01T00:30:15.250Z","queue":812}\n{"a":1}\n{"b":2}\n'
    )


def test_the_last_line_end_may_be_missing() -> None:
    assert split_batch(join_batch(ENVELOPE, LINES)[:-1]) == (ENVELOPE, LINES)


def test_members_of_a_newer_station_are_ignored() -> None:
    members = json.loads(ENVELOPE.to_bytes()) | {"battery": 80}
    raw = b"\n".join((canonical_bytes(members), *LINES))
    assert split_batch(raw) == (ENVELOPE, LINES)


def _envelope(**changes: object) -> bytes:
    return b"\n".join((canonical_bytes(json.loads(ENVELOPE.to_bytes()) | changes), *LINES))


@pytest.mark.parametrize(
    ("raw", "named"),
    [
        (b"", "JSON"),
        (b"\n", "JSON"),
        (_envelope(n=1), "n: not the number of lines"),
        (_envelope(n=3), "n: not the number of lines"),
        (_envelope(device=""), "device"),
        (_envelope(batch=None), "batch"),
        (_envelope(app=1), "app"),
        (_envelope(queue=-1), "queue"),
        (_envelope(oldest="yesterday"), "oldest"),
        (
            join_batch(Envelope("d", "b", "1.0.0", 0, None, MAX_BATCH + 1), [b"x"] * 201),
            "more than 200",
        ),
    ],
)
def test_what_is_no_batch(raw: bytes, named: str) -> None:
    with pytest.raises(MemberError, match=named):
        split_batch(raw)


def test_the_largest_batch_is_taken() -> None:
    envelope = Envelope("d", "b", "1.0.0", 0, None, MAX_BATCH)
    assert split_batch(join_batch(envelope, [b"x"] * MAX_BATCH))[0] == envelope


def test_the_hash_is_over_the_body_as_it_is() -> None:
    raw = join_batch(ENVELOPE, LINES)
    assert hash_batch(raw) == hashlib.sha256(raw).hexdigest()
    assert hash_batch(raw) != hash_batch(raw[:-1])


def test_acks_are_the_letters_that_say_durable() -> None:
    assert {letter for letter in RecordStatus if letter.is_ack} == set(map(RecordStatus, "sdq"))


answers = st.builds(
    BatchAnswer,
    stamp=st.builds(HubStamp, words, words),
    now=moments,
    durability=st.sampled_from(Durability),
    body_sha256=words,
    statuses=st.lists(st.sampled_from(RecordStatus)).map(tuple),
    details=st.lists(
        st.builds(Detail, st.integers(0, 199), words, st.just("") | words), max_size=3
    ).map(tuple),
    wait_s=st.integers(0, 3600),
    max_records=st.integers(1, 200),
)


@given(answers)
def test_an_answer_survives_the_wire(answer: BatchAnswer) -> None:
    assert parse_batch_answer(answer.to_bytes()) == answer


def _changed(change: Callable[[dict[str, Any]], object]) -> bytes:
    members = json.loads(ANSWER.to_bytes())
    change(members)
    return canonical_bytes(members)


def test_a_detail_may_come_without_text() -> None:
    raw = _changed(lambda m: m["detail"][0].pop("text"))
    assert parse_batch_answer(raw).details == (Detail(1, "unknown_type", ""),)


@pytest.mark.parametrize(
    "raw",
    [
        b"<html>",
        b"{}",
        _changed(lambda m: m.update(st="sx")),
        _changed(lambda m: m.update(st=None)),
        _changed(lambda m: m.pop("st")),
        _changed(lambda m: m.update(dur="perhaps")),
        _changed(lambda m: m.update(now="now")),
        _changed(lambda m: m.update(hub="")),
        _changed(lambda m: m.update(detail=[{"i": -1, "code": "x"}])),
        _changed(lambda m: m.update(next=5)),
        _changed(lambda m: m["next"].update(max=0)),
        _changed(lambda m: m["next"].update(wait=-1)),
        _changed(lambda m: m.pop("body_sha256")),
    ],
)
def test_what_is_no_answer(raw: bytes) -> None:
    with pytest.raises(MemberError):
        parse_batch_answer(raw)
