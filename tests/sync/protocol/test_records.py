"""Records on the wire: frozen bytes, hashes, refusal of anything else."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.protocol.canonical import NotCanonical, canonical_bytes
from sync.protocol.reading import read_batch
from sync.protocol.records import (
    FIRST_PREV,
    ConfigOrigin,
    ConfigStamp,
    Header,
    Received,
    Record,
    RecordError,
    format_at,
    hash_body,
    hash_header,
    join_line,
    parse_at,
    parse_body,
    parse_header,
    parse_line,
    take_apart,
)

SALT = bytes(range(16))
BODY = canonical_bytes({"full_name": "Chamaléa Thị Hương", "sex": "female"})
HEADER = Header(
    id="01980000-0000-7000-8000-000000000001",
    ledger="01980000-0000-7000-8000-00000000000a",
    seq=1,
    prev=FIRST_PREV,
    type="person",
    v=1,
    cfg=ConfigStamp(),
    at=datetime(2026, 7, 1, 0, 30, 15, 250_000, tzinfo=UTC),
    tz="Asia/Ho_Chi_Minh",
    off_ms=None,
    body_sha=hash_body(SALT, BODY),
)

GOLDEN = (
    '{"at":"2026-07-01T00:30:15.250Z",'
    '"body":{"full_name":"Chamaléa Thị Hương","sex":"female"},'
    '"body_sha":"BODY_SHA",'
    '"cfg":{"origin":"local","rev":0},'
    '"id":"01980000-0000-7000-8000-000000000001",'
    '"ledger":"01980000-0000-7000-8000-00000000000a",'
    '"off_ms":null,'
    '"prev":"0000000000000000000000000000000000000000000000000000000000000000",'
    '"salt":"000102030405060708090a0b0c0d0e0f",'
    '"seq":1,"type":"person","tz":"Asia/Ho_Chi_Minh","v":1}'
)

GOLDEN_BODY_SHA = "0d1cb30eb8bd4f7185454c4bb312b16416addee69045cf2b7475f806c7da0470"
GOLDEN_HEADER_SHA = "0c141edd506cbd6d4a043e172a01daa6902d863e4777e89b3728a8f011c74a71"


def test_golden_line() -> None:
    """These bytes stand at hubs already: they may never change for version 1."""
    line = Record(HEADER, SALT, BODY).to_line()
    assert line.decode() == GOLDEN.replace("BODY_SHA", GOLDEN_BODY_SHA)
    assert hash_header(HEADER.to_bytes()) == GOLDEN_HEADER_SHA


def test_a_line_is_itself_canonical() -> None:
    line = Record(HEADER, SALT, BODY).to_line()
    assert canonical_bytes(json.loads(line)) == line


texts = st.text(st.characters(codec="utf-8"))
bodies = st.dictionaries(
    st.text(st.characters(codec="ascii")), texts | st.integers(-5, 5) | st.lists(texts)
)


@given(
    body=bodies,
    salt=st.binary(min_size=16, max_size=16),
    seq=st.integers(1, 2**40),
    off_ms=st.none() | st.integers(-(10**9), 10**9),
    origin=st.sampled_from(ConfigOrigin),
    tz=st.text(st.characters(codec="utf-8"), min_size=1).map(
        lambda text: json.loads(canonical_bytes(text))
    ),
    at=st.datetimes(datetime(1, 1, 2), datetime(9999, 12, 30)),  # noqa: DTZ001
)
def test_a_record_survives_the_wire(
    body: dict[str, Any],
    salt: bytes,
    seq: int,
    off_ms: int | None,
    origin: ConfigOrigin,
    tz: str,
    at: datetime,
) -> None:
    raw = canonical_bytes(body)
    header = Header(
        id=HEADER.id,
        ledger=HEADER.ledger,
        seq=seq,
        prev=hash_header(b"before"),
        type="support_closed",
        v=7,
        cfg=ConfigStamp(origin, 12),
        at=at.replace(microsecond=at.microsecond // 1000 * 1000, tzinfo=UTC),
        tz=tz,
        off_ms=off_ms,
        body_sha=hash_body(salt, raw),
    )
    record = Record(header, salt, raw)
    assert parse_line(record.to_line()) == record
    assert parse_header(header.to_bytes()) == header
    assert parse_body(raw) == json.loads(raw)


def test_the_salt_hides_an_equal_body() -> None:
    assert hash_body(bytes(16), BODY) != hash_body(SALT, BODY)


@pytest.mark.parametrize("position", range(0, len(GOLDEN.encode()), 7))
def test_a_flipped_byte_is_never_the_same_record(position: int) -> None:
    line = bytearray(Record(HEADER, SALT, BODY).to_line())
    line[position] ^= 1
    try:
        record = parse_line(bytes(line))
    except RecordError:
        return
    # What stays readable differs in its header, which the next record's `prev` and the
    # acknowledged hash tie down.
    assert record.header.to_bytes() != HEADER.to_bytes()


def _changed(change: Callable[[dict[str, Any]], object]) -> bytes:
    members = json.loads(Record(HEADER, SALT, BODY).to_line())
    change(members)
    return canonical_bytes(members)


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"[]",
        b'{"a": 1}',
        _changed(lambda m: m.pop("body")),
        _changed(lambda m: m.update(body=[])),
        _changed(lambda m: m.update(body={"full_name": "X"})),
        _changed(lambda m: m.pop("salt")),
        _changed(lambda m: m.update(salt=5)),
        _changed(lambda m: m.update(salt="00")),
        _changed(lambda m: m.pop("prev")),
        _changed(lambda m: m.update(extra=1)),
        _changed(lambda m: m.update(id="no")),
        _changed(lambda m: m.update(id=None)),
        _changed(lambda m: m.update(seq=0)),
        _changed(lambda m: m.update(seq=True)),
        _changed(lambda m: m.update(seq="1")),
        _changed(lambda m: m.update(v=0)),
        _changed(lambda m: m.update(type="Person")),
        _changed(lambda m: m.update(cfg=None)),
        _changed(lambda m: m.update(cfg={"origin": "local"})),
        _changed(lambda m: m.update(cfg={"origin": "moon", "rev": 0})),
        _changed(lambda m: m.update(cfg={"origin": "local", "rev": -1})),
        _changed(lambda m: m.update(at="2026-07-01T00:30:15Z")),
        _changed(lambda m: m.update(at="2026-13-01T00:30:15.000Z")),
        _changed(lambda m: m.update(tz="")),
        _changed(lambda m: m.update(off_ms="0")),
        _changed(lambda m: m.update(off_ms=True)),
        _changed(lambda m: m.update(body_sha="0" * 63)),
    ],
)
def test_what_is_not_a_record(line: bytes) -> None:
    with pytest.raises(RecordError):
        parse_line(line)


def test_a_broken_header_cannot_be_joined() -> None:
    with pytest.raises(RecordError):
        join_line(b'{"body_sha":"x"}', SALT, BODY)


def test_times_are_utc_milliseconds() -> None:
    at = datetime(2026, 7, 1, 7, 30, 15, 250_999, tzinfo=timezone(timedelta(hours=7)))
    assert format_at(at) == "2026-07-01T00:30:15.250Z"
    assert parse_at("2026-07-01T00:30:15.250Z") == datetime(
        2026, 7, 1, 0, 30, 15, 250_000, tzinfo=UTC
    )
    assert format_at(datetime(33, 1, 1, tzinfo=UTC)) == "0033-01-01T00:00:00.000Z"


def test_a_time_without_a_zone_is_a_bug() -> None:
    with pytest.raises(ValueError, match="aware"):
        format_at(datetime(2026, 7, 1))  # noqa: DTZ001


def test_a_line_is_taken_apart_into_its_frozen_parts() -> None:
    received = take_apart(Record(HEADER, SALT, BODY).to_line())
    assert received.header == HEADER
    assert received.header_bytes == HEADER.to_bytes()
    assert (received.salt, received.body) == (SALT, BODY)
    assert received.members == json.loads(BODY)


def test_marks_inside_the_body_mislead_nobody() -> None:
    """A body may have members, and texts, that look like the header's."""
    body = canonical_bytes(
        {"body_sha": "0" * 64, "salt": "0" * 32, "seq": 1, "z": ',"body_sha":"x","salt":"'}
    )
    header = HEADER._replace(body_sha=hash_body(SALT, body))
    received = take_apart(Record(header, SALT, body).to_line())
    assert (received.header, received.body) == (header, body)
    assert received.header_bytes == header.to_bytes()


@pytest.mark.parametrize(
    "header",
    [
        HEADER._replace(tz='Mars/"Olympus"'),
        HEADER._replace(tz="Châu Á/Hà Nội"),
        HEADER._replace(off_ms=2**53 - 1, seq=2**53 - 1, v=2**53 - 1),
        HEADER._replace(off_ms=-5, cfg=ConfigStamp(ConfigOrigin.HUB, 12)),
    ],
)
def test_unusual_headers_are_read_as_well(header: Header) -> None:
    received = take_apart(Record(header, SALT, BODY).to_line())
    assert (received.header, received.header_bytes) == (header, header.to_bytes())


@given(st.data())
def test_any_damage_to_a_line_is_seen(data: st.DataObject) -> None:
    line = Record(HEADER, SALT, BODY).to_line()
    at = data.draw(st.integers(0, len(line) - 1))
    piece = data.draw(st.sampled_from([b"", b" ", b"0", b'"', b",", b"}", b"a", b"\xcc\x81"]))
    damaged = line[:at] + piece + line[at + data.draw(st.integers(0, 2)) :]
    try:
        received = take_apart(damaged)
    except RecordError:
        return
    # Only what the hash of the body does not cover may differ, and it is read as it stands.
    assert received.body == BODY
    assert Record(received.header, received.salt, received.body).to_line() == damaged


def _read_slowly(line: bytes) -> Received | None:
    """What a line says, found by writing its every part again; None where it is no record."""
    try:
        members = json.loads(line)
        if canonical_bytes(members) != line or not isinstance(members, dict):
            return None
        body, salt = members.pop("body", None), members.pop("salt", None)
        if not isinstance(body, dict) or not isinstance(salt, str):
            return None
        if len(salt) != 32 or bytes.fromhex(salt).hex() != salt:
            return None
        raw_header, raw_body = canonical_bytes(members), canonical_bytes(body)
        header = parse_header(raw_header)
    except (NotCanonical, ValueError, RecursionError):
        return None
    if hash_body(bytes.fromhex(salt), raw_body) != header.body_sha:
        return None
    header_sha = bytes.fromhex(hash_header(raw_header))
    return Received(header, raw_header, header_sha, bytes.fromhex(salt), raw_body, body)


def _read(line: bytes) -> Received | None:
    """What a line holds, in the general way and in the quick one."""
    (quick,) = read_batch([line])
    try:
        received = take_apart(line)
    except RecordError:
        assert isinstance(quick, RecordError)
        return None
    assert quick == received
    return received


def _spoilt(data: st.DataObject, raw: bytes) -> bytes:
    """Bytes with up to three pieces put in, or put in the place of others."""
    for _ in range(data.draw(st.integers(0, 3))):
        at = data.draw(st.integers(0, len(raw)))
        end = min(len(raw), at + data.draw(st.integers(0, 3)))
        raw = raw[:at] + data.draw(_PIECES) + raw[end:]
    return raw


_PIECES = st.sampled_from(
    [
        *(bytes([byte]) for byte in b'0159-.eE+{}[]":, \\/abfZ\n\x00\x7f\x80\xcc\xff'),
        *(
            b"null",
            b"true",
            b"{}",
            b'""',
            b'":',
            b'"a":1,',
            b'"b":{},',
            b'"c":{"x":1},',
            b"\\u0041",
        ),
        *("\u0301".encode(), "é".encode(), b"\xed\xa0\x80", b"9" * 16, b"-0", b"1.0", b"NaN"),
    ]
)
_WORDS = st.text(st.sampled_from('aZ0_:,{}"\\é\u0301\x1f\x7f '), max_size=5)
_ATOMS = _WORDS | st.none() | st.booleans() | st.integers(-(2**54), 2**54) | st.just(0.5)
_NAMES = st.sampled_from(["a", "b", "body", "body_sha", "gate", "salt", "seq", "A", "", "é", 'a"'])
_BODIES = st.dictionaries(
    _NAMES,
    _ATOMS
    | st.lists(_ATOMS, max_size=2)
    | st.dictionaries(_NAMES, _ATOMS | st.dictionaries(_NAMES, _ATOMS, max_size=1), max_size=3),
    max_size=4,
)


@given(st.data(), _BODIES, st.booleans(), st.booleans())
def test_a_body_is_read_as_by_writing_it_again(
    data: st.DataObject, body: dict[str, Any], is_sorted: bool, is_ascii: bool
) -> None:
    """The hash is right whatever the body: only its form tells whether it is a record."""
    written = json.dumps(
        body, sort_keys=is_sorted, ensure_ascii=is_ascii, separators=(",", ":")
    ).encode()
    raw = _spoilt(data, written)
    header = HEADER._replace(body_sha=hash_body(SALT, raw))
    line = join_line(header.to_bytes(), SALT, raw)
    assert _read(line) == _read_slowly(line)


@given(st.data())
def test_a_header_is_read_as_by_writing_it_again(data: st.DataObject) -> None:
    line = _spoilt(data, Record(HEADER, SALT, BODY).to_line())
    assert _read(line) == _read_slowly(line)


@pytest.mark.parametrize(
    ("written", "instead"),
    [
        *(('"off_ms":null', f'"off_ms":{text}') for text in ("0", "-0", "00", "-5", "05", "-05")),
        *(('"off_ms":null', f'"off_ms":{sign}{2**53 + beyond}') for sign in ("", "-")
          for beyond in (-1, 0)),
        *(('"off_ms":null', f'"off_ms":{text}') for text in ("1.0", "1e3", "true", '"0"', "٣")),
        *(('"seq":1', f'"seq":{text}') for text in ("0", "-1", "01", "9" * 15, "9" * 16, "true")),
        *(('"v":1', f'"v":{text}') for text in ("0", "7", "01", "9" * 15, "9" * 16, "٣")),
        *(('"rev":0', f'"rev":{text}') for text in ("-1", "00", "12", "9" * 16, "null")),
        *(('"local"', text) for text in ('"hub"', '"Local"', '"moon"', "null")),
        *(('"person"', f'"{text}"') for text in ("", "_", "a1", "Person", "a" * 32, "a" * 33)),
        *(('"Asia/', f'"{text}') for text in ("", "é", "\\u0041", "/" * 80, '\\"', "\x01", " ")),
        *(("000102030405060708090a0b0c0d0e0f", text) for text in ("0F" * 16, "00" * 15, "00" * 17)),
        ("0a0b0c", "0A0B0C"),
        ("01980000", "g1980000"),
        *(("7000-8000", text) for text in ("7000-800A", "70008000", "7000-8000-", "g000-8000")),
        *(("00:30:15.250Z", text) for text in ("24:00:00.000Z", "00:30:60.000Z", "00:30:15.25Z")),
        *(("2026-07-01", text) for text in ("0000-01-01", "2026-02-30", "٢026-07-01", "02026-07")),
        *((GOLDEN_BODY_SHA, text) for text in (GOLDEN_BODY_SHA.upper(), "0" * 64, "")),
        *(('"prev":"0', text) for text in ('"prev":"A', '"prev":"', '"prev": "0', '"prew":"0')),
        *(("}\n", text) for text in ("}", "} \n", "}}\n", "\n")),
    ],
)  # fmt: skip
def test_a_header_that_is_written_otherwise(written: str, instead: str) -> None:
    golden = GOLDEN.replace("BODY_SHA", GOLDEN_BODY_SHA) + "\n"
    assert written in golden
    line = golden.replace(written, instead).removesuffix("\n").encode()
    assert _read(line) == _read_slowly(line)
