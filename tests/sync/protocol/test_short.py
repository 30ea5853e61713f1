"""Records without the hashes that the other end can work out: the same bytes arrive."""

from __future__ import annotations

import gzip
import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.protocol.canonical import canonical_bytes
from sync.protocol.reading import read_batch
from sync.protocol.records import (
    FIRST_PREV,
    ConfigOrigin,
    ConfigStamp,
    Header,
    Record,
    RecordError,
    hash_body,
    hash_header,
    take_apart,
)
from sync.protocol.short import restore, shorten

NOW = datetime(2026, 7, 1, 0, 30, 15, 250_000, tzinfo=UTC)
SALT = bytes(range(16))
TRICKY = {
    "note": 'x,"cfg":{"origin":"local","rev":0},"body_sha":"' + "0" * 64 + '"',
    "cfg": {"origin": "local", "rev": 0},
    "prev": "0" * 64,
    "salt": SALT.hex(),
    "body_sha": "f" * 64,
}


def _record(number: int, prev: str, body: Any, ledger: int = 1, **changes: Any) -> Record:
    raw = canonical_bytes(body)
    members = {
        "id": f"01980000-0000-7000-8000-{number:012}",
        "ledger": f"01980000-0000-7000-9000-{ledger:012}",
        "seq": number,
        "prev": prev,
        "type": "arrival",
        "v": 1,
        "cfg": ConfigStamp(ConfigOrigin.HUB, 7),
        "at": NOW + timedelta(seconds=number),
        "tz": "Asia/Ho_Chi_Minh",
        "off_ms": None,
        "body_sha": hash_body(SALT, raw),
    }
    return Record(Header(**(members | changes)), SALT, raw)


def _chain(bodies: Sequence[Any], ledger: int = 1) -> list[bytes]:
    lines, prev = [], FIRST_PREV
    for number, body in enumerate(bodies, 1):
        record = _record(number, prev, body, ledger)
        prev = hash_header(record.header.to_bytes())
        lines.append(record.to_line())
    return lines


def _text(lines: Sequence[bytes]) -> str:
    return b"\n".join(lines).decode("utf-8")


def test_a_chain_travels_without_its_hashes() -> None:
    lines = _chain([{"gate": "Cổng 1", "n": number} for number in range(50)])
    short = shorten(lines)
    assert restore(short) == lines
    assert '"body_sha"' not in _text(short)
    # The first says what came before it: another batch.
    assert _text(short).count('"prev"') == 1
    assert len(gzip.compress(b"\n".join(short))) < len(gzip.compress(b"\n".join(lines))) / 1.8


def test_golden() -> None:
    first, second = _chain([{"gate": "Cổng 1"}, {}])
    assert shorten([first, second]) == [
        first.replace(b'"body_sha":"' + json.loads(first)["body_sha"].encode() + b'",', b""),
        b'{"at":"2026-07-01T00:30:17.250Z","body":{},"cfg":{"origin":"hub","rev":7},'
        b'"id":"01980000-0000-7000-8000-000000000002",'
        b'"ledger":"01980000-0000-7000-9000-000000000001","off_ms":null,'
        b'"salt":"000102030405060708090a0b0c0d0e0f","seq":2,"type":"arrival",'
        b'"tz":"Asia/Ho_Chi_Minh","v":1}',
    ]


def test_bodies_that_look_like_headers() -> None:
    lines = _chain([TRICKY, {}, TRICKY, {"inner": TRICKY}])
    assert '"body_sha"' in _text(shorten(lines))
    assert restore(shorten(lines)) == lines


def test_a_hash_that_is_not_so_travels() -> None:
    """What the station's disk has spoilt arrives spoilt, and is refused by its own hash."""
    first, second, third = _chain([{"n": 1}, {"n": 2}, {"n": 3}])
    spoilt = second.replace(b'{"n":2}', b'{"n":9}')
    lines = [first, spoilt, third]
    assert restore(shorten(lines)) == lines
    assert '"body_sha"' in shorten(lines)[1].decode()
    # A gap in the chain: the third does not follow the first.
    assert '"prev"' in shorten([first, third])[1].decode()
    assert restore(shorten([first, third])) == [first, third]


def test_what_is_no_record_is_left_alone() -> None:
    (line,) = _chain([{}])
    other = [b"", b"{}", b"\xff\xfe", line[:-1], line + b" ", b" " + line, line.replace(b"7", b"x")]
    assert shorten(other) == other
    assert restore(other) == other


def test_nothing_follows_from_a_line_that_is_no_record() -> None:
    first, second = _chain([{}, {}])
    (_, short) = shorten([first, second])
    assert restore([b"{}", short]) == [b"{}", short]
    assert restore([short]) == [short]


values = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | st.text(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["a", "cfg", "prev", "salt", "body", "body_sha", "origin"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=8,
)
bodies = st.dictionaries(st.sampled_from(["note", "cfg", "prev", "body_sha", "z"]), values)


@given(st.lists(bodies, max_size=6), st.lists(bodies, max_size=6), st.randoms())
def test_two_ledgers_in_any_order(one: list[Any], other: list[Any], random: Any) -> None:
    lines = _chain(one, 1) + _chain(other, 2)
    random.shuffle(lines)
    assert restore(shorten(lines)) == lines


@given(st.lists(bodies, min_size=1, max_size=4), st.data())
def test_a_damaged_line_arrives_as_it_was_or_is_no_record(content: list[Any], data: Any) -> None:
    """Only a line that lacks a hash may change on the way, and the station has none such."""
    lines = _chain(content)
    which = data.draw(st.integers(0, len(lines) - 1))
    line = bytearray(lines[which])
    place = data.draw(st.integers(0, len(line) - 1))
    line[place] = data.draw(st.integers(0, 255).filter(lambda byte: byte != 10))
    damaged = [*lines[:which], bytes(line), *lines[which + 1 :]]
    for sent, arrived in zip(damaged, restore(shorten(damaged)), strict=True):
        if arrived != sent:
            assert _is_no_record(sent)
            assert _is_no_record(arrived)


@given(st.lists(bodies, min_size=1, max_size=4), st.data())
def test_a_batch_is_read_in_one_go_as_it_is_line_by_line(content: list[Any], data: Any) -> None:
    """Whole, shortened or spoilt: what each line holds is what it holds once it is whole again."""
    lines = data.draw(st.sampled_from([_chain(content), shorten(_chain(content))]))
    which = data.draw(st.integers(0, len(lines) - 1))
    line = lines[which]
    at = data.draw(st.integers(0, len(line)))
    piece = data.draw(st.sampled_from([b"", b"0", b"a", b'"', b",", b"{}", b" ", b"\xcc\x81"]))
    spoilt = line[:at] + piece + line[at + data.draw(st.integers(0, 2)) :]
    sent = [*lines[:which], spoilt, *lines[which + 1 :]]
    for read, whole in zip(read_batch(sent), restore(sent), strict=True):
        if isinstance(read, RecordError):
            assert _is_no_record(whole)
        else:
            assert read == take_apart(whole)


@pytest.mark.parametrize("body", [5, "text", None, [1], [{}]])
def test_a_body_that_is_no_object_makes_no_record(body: Any) -> None:
    """However right its hash."""
    (line,) = shorten(_chain([body]))
    (read,) = read_batch([line])
    assert isinstance(read, RecordError)


def test_a_line_that_lacks_what_nothing_gives_is_no_record() -> None:
    """Neither as the first of a batch, nor after a line that is none."""
    first, second = _chain([{}, {}])
    (_, short) = shorten([first, second])
    for lines in ([short], [b"{}", short]):
        assert isinstance([*read_batch(lines)][-1], RecordError)
    assert list(read_batch([first, short])) == [take_apart(first), take_apart(second)]


def _is_no_record(line: bytes) -> bool:
    try:
        take_apart(line)
    except RecordError:
        return True
    return False


@given(st.lists(st.binary(), max_size=4))
def test_any_bytes(lines: list[bytes]) -> None:
    assert restore(shorten(lines)) == lines
