"""Canonical JSON: one value, one byte string."""

from __future__ import annotations

import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.protocol.canonical import MAX_SAFE_INT, NotCanonical, canonical_bytes, parse_canonical

texts = st.text(st.characters(codec="utf-8"))
values = st.recursive(
    st.none() | st.booleans() | st.integers(-MAX_SAFE_INT, MAX_SAFE_INT) | texts,
    lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters(codec="ascii")), inner),
    max_leaves=12,
)


@given(values)
def test_reading_back_gives_the_same_bytes(value: object) -> None:
    raw = canonical_bytes(value)
    assert canonical_bytes(parse_canonical(raw)) == raw


@given(st.dictionaries(st.text(st.characters(codec="ascii")), st.integers(0, 9)))
def test_the_order_of_members_does_not_matter(members: dict[str, int]) -> None:
    backwards = dict(reversed(members.items()))
    assert canonical_bytes(members) == canonical_bytes(backwards)


def test_golden_bytes() -> None:
    value = {"b": [1, True, None], "a": {"z": "Nguyễn", "y": ("x",)}, "c": -5}
    assert canonical_bytes(value) == (
        b'{"a":{"y":["x"],"z":"Nguy\xe1\xbb\x85n"},"b":[1,true,null],"c":-5}'
    )


def test_decomposed_accents_are_composed() -> None:
    assert canonical_bytes("Nguye\u0302\u0303n") == canonical_bytes("Nguyễn")


@pytest.mark.parametrize(
    "value",
    [
        1.5,
        {"a": 0.0},
        MAX_SAFE_INT + 1,
        -MAX_SAFE_INT - 1,
        {1: "a"},
        {"tên": "a"},
        b"bytes",
        {"a", "b"},
        "\ud800",
    ],
)
def test_what_has_no_canonical_form(value: object) -> None:
    with pytest.raises(NotCanonical):
        canonical_bytes(value)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"{",
        b"\xff",
        b'{"b":1,"a":2}',
        b'{"a":1,"a":1}',
        b'{"a": 1}',
        b'{"a":1.0}',
        b'{"a":NaN}',
        b'"\\u0041"',
        '"Nguye\u0302\u0303n"'.encode(),
        b"[" * 100_000,
        b'"\\ud800"',
        b"1" * 5000,
    ],
)
def test_bytes_that_are_not_canonical(raw: bytes) -> None:
    with pytest.raises(NotCanonical):
        parse_canonical(raw)


def test_subclasses_of_int_and_text_are_written_as_such() -> None:
    class Number(int):
        pass

    assert canonical_bytes({"n": Number(3)}) == json.dumps({"n": 3}, separators=(",", ":")).encode()


_TEXT = st.text(st.sampled_from('aĐé\u0301"\\:,{}\n\x00'), max_size=6)
_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**54), 2**54) | st.floats() | _TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_TEXT, inner, max_size=3),
    max_leaves=8,
)


@given(_VALUES, st.booleans(), st.booleans())
def test_reading_accepts_exactly_what_writing_makes(
    value: object, is_sorted: bool, is_ascii: bool
) -> None:
    raw = json.dumps(
        value, sort_keys=is_sorted, ensure_ascii=is_ascii, separators=(",", ":")
    ).encode()
    try:
        is_canonical = canonical_bytes(json.loads(raw)) == raw
    except NotCanonical:
        is_canonical = False
    try:
        parse_canonical(raw)
    except NotCanonical:
        assert not is_canonical
    else:
        assert is_canonical


@pytest.mark.parametrize("key", ["tên", 't"ê"n', "ê\\", 'ê"x', "ê:"])
def test_keys_are_ascii_when_reading_too(key: str) -> None:
    with pytest.raises(NotCanonical):
        parse_canonical(json.dumps({key: "a"}, ensure_ascii=False, separators=(",", ":")).encode())
    parse_canonical(json.dumps({"a": key}, ensure_ascii=False, separators=(",", ":")).encode())


@pytest.mark.parametrize("number", [2**53, -(2**53), 10**30])
def test_an_integer_that_readers_round_is_not_read(number: int) -> None:
    with pytest.raises(NotCanonical, match="integer beyond"):
        parse_canonical(str(number).encode())
    assert parse_canonical(str(2**53 - 1).encode()) == 2**53 - 1


@pytest.mark.parametrize("escaped", ["\n", "\t", "\x1b"])
def test_a_mark_after_an_escape_composes_with_nothing(escaped: str) -> None:
    """What is written ends with a letter there; what is meant does not."""
    value = {"a": [f"x{escaped}\u0307\u0301"]}
    assert parse_canonical(canonical_bytes(value)) == value
    decomposed = json.dumps({"a": f"{escaped}e\u0301"}, ensure_ascii=False, separators=(",", ":"))
    with pytest.raises(NotCanonical):
        parse_canonical(decomposed.encode())


@pytest.mark.fault("S18")
@pytest.mark.parametrize(
    "text",
    ["\u00ea" * 1_000_000, "\\n" + "\u0301\u0316" * 500_000],
    ids=["letters that could begin a key", "marks in the wrong order"],
)
def test_a_long_text_takes_no_more_than_its_length(text: str) -> None:
    """Where it took the square of its length, 4 KiB packed held a hub for hours, and this test."""
    with suppress(NotCanonical):
        parse_canonical(f'{{"a":["{text}"]}}'.encode())


@pytest.mark.parametrize("key", ["\u00ea", "x\u00ea"])
def test_keys_are_ascii_at_every_depth(key: str) -> None:
    for value in ({key: 1}, {"a": {key: 1}}, {"a": [[{"b": {key: [1]}}]]}):
        raw = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
        with pytest.raises(NotCanonical, match="keys"):
            parse_canonical(raw)


@pytest.mark.parametrize("depth", range(700, 1000, 20))
def test_depth_with_such_a_mark_is_read_or_refused(depth: int) -> None:
    raw = "[" * depth + '"\\n\u0301"' + "]" * depth
    with suppress(NotCanonical):
        assert canonical_bytes(parse_canonical(raw.encode())) == raw.encode()


def _read_slowly(raw: bytes) -> tuple[object] | None:
    """The value of bytes that writing it again gives; None where there is none."""
    try:
        value = json.loads(raw.decode("utf-8"))
        return (value,) if canonical_bytes(value) == raw else None
    except (NotCanonical, ValueError, RecursionError):
        return None


def _read(raw: bytes) -> tuple[object] | None:
    try:
        return (parse_canonical(raw),)
    except NotCanonical:
        return None


_NAMES = st.sampled_from(["a", "ab", "b", "b_0", "z", "A", "", "é", 'a"', "a:"])
_PLAIN_VALUES = st.dictionaries(
    _NAMES,
    _VALUES | _TEXT | st.dictionaries(_NAMES, _TEXT | st.integers(-(2**54), 2**54), max_size=3),
    min_size=1,
    max_size=4,
)
_PIECES = st.sampled_from(
    [
        *(bytes([byte]) for byte in b'0159-.e{}[]":, \\ab\n\x00\x7f\x80\xcc\xff'),
        *(b'"a":1,', b'"a":{"a":1},', b"{}", b'":', b'""', b"null", b"-0", b"9" * 16, b"\\u0041"),
        *("\u0301".encode(), b"\xed\xa0\x80", b"\xef\xbb\xbf"),
    ]
)


@given(
    _PLAIN_VALUES,
    st.booleans(),
    st.lists(st.tuples(st.integers(0, 80), st.integers(0, 2), _PIECES), max_size=3),
)
def test_objects_that_are_read_quickly_are_read_the_same(
    value: dict[str, object], is_sorted: bool, changes: list[tuple[int, int, bytes]]
) -> None:
    raw = json.dumps(value, sort_keys=is_sorted, ensure_ascii=False, separators=(",", ":")).encode()
    for at, cut, piece in changes:
        raw = raw[:at] + piece + raw[at + cut :]
    assert _read(raw) == _read_slowly(raw)


@pytest.mark.parametrize(
    "raw",
    [
        b'{"a":1,"a":1}',
        b'{"a":{"b":1,"b":2}}',
        b'{"a":{"b":1},"a":{"b":1}}',
        b'{"a":{"c":1},"a":":","b":":"}',
        b'{"b":1,"a":2}',
        b'{"a":{"c":1,"b":2}}',
        b'{"a":01}',
        b'{"a":-0}',
        b'{"a":1,}',
        b'{"a":1}\n',
        b'{"a":"\x01"}',
        b'{"a":"\\u0041"}',
        b'{"a":"\\/"}',
        b'{"a":"\\u00e9"}',
        b'{"a":"\xed\xa0\x80"}',
        b'{"a":"e\xcc\x81"}',
        b'{"a":1e3}',
        b'{"a":Infinity}',
        b'{"\xc3\xa9":1}',
    ],
)
def test_objects_that_are_almost_canonical(raw: bytes) -> None:
    with pytest.raises(NotCanonical):
        parse_canonical(raw)


@pytest.mark.parametrize(
    "raw",
    [
        b'{"a":1,"v":}',
        b'{"a":{"b":1},"v":}',
        b'{"a":{"b":1,"v":},"v":1}',
        b'{"a":1,}',
        b'{"a":1,:1}',
        b'{"a":"b,"c":1}',
        b'{"a":1}{"b":1}',
    ],
)
def test_what_is_not_json_is_refused_by_every_python(raw: bytes) -> None:
    """The first three got past a possessive quantifier of Python 3.11.2."""
    with pytest.raises(NotCanonical):
        parse_canonical(raw)


def test_a_mark_after_a_line_end_composes_with_nothing() -> None:
    value = {"a": "\n\u0301", "l": ["\n\u0301", 1, None], "n": 1, "t": True}
    assert parse_canonical(canonical_bytes(value)) == value
