"""Members of objects from the wire: strict in what is used, errors name the member only."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.protocol.canonical import MAX_SAFE_INT
from sync.protocol.members import (
    MemberError,
    count,
    flag,
    note,
    object_of,
    objects_of,
    optional_count,
    optional_word,
    parse_object,
    text_map,
    word,
)

Reader = Callable[[dict[str, Any], str], object]

json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-MAX_SAFE_INT, MAX_SAFE_INT) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=5,
)


@given(st.dictionaries(st.text(), json_values))
def test_an_object_is_read(value: dict[str, Any]) -> None:
    assert parse_object(json.dumps(value).encode()) == value


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"nonsense",
        b"[1]",
        b"null",
        b'"a"',
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"a":' * 100_000,
        rb'{"a":"\ud800"}',
        rb'{"\udfff":1}',
        b'{"a":9007199254740992}',
        b'{"a":-1' + b"0" * 10_000 + b"}",
        b'{"a":NaN}',
        b'{"a":-Infinity}',
    ],
)
def test_anything_but_an_object_is_refused(raw: bytes) -> None:
    with pytest.raises(MemberError):
        parse_object(raw)


@pytest.mark.parametrize(
    ("read", "value"),
    [
        (word, "chữ"),
        (optional_word, "chữ"),
        (note, "chữ"),
        (note, ""),
        (count, 0),
        (optional_count, 7),
        (flag, True),
        (flag, False),
        (object_of, {"a": 1}),
        (objects_of, [{}, {"a": 1}]),
        (objects_of, []),
        (text_map, {"vi": "chữ", "en": ""}),
    ],
)
def test_what_is_read_is_what_stands_there(read: Reader, value: object) -> None:
    assert read({"m": value, "unknown": object()}, "m") == value


@pytest.mark.parametrize("members", [{}, {"m": None}])
def test_an_optional_member_may_be_absent_or_null(members: dict[str, Any]) -> None:
    assert optional_word(members, "m") is None
    assert optional_count(members, "m") is None
    assert note(members, "m") == ""


def test_an_absent_flag_is_false() -> None:
    assert flag({}, "m") is False


@pytest.mark.parametrize(
    ("read", "value"),
    [
        (word, None),
        (word, ""),
        (word, 5),
        (optional_word, ""),
        (optional_word, 5),
        (note, 5),
        (note, False),
        (count, None),
        (count, -1),
        (count, True),
        (count, 1.5),
        (count, "1"),
        (optional_count, -1),
        (optional_count, False),
        (flag, None),
        (flag, 1),
        (object_of, None),
        (object_of, []),
        (objects_of, None),
        (objects_of, {}),
        (objects_of, [{}, 1]),
        (text_map, {}),
        (text_map, {"en": "word"}),
        (text_map, {"vi": "chữ", "en": 1}),
        (text_map, "chữ"),
    ],
)
def test_a_wrong_member_is_named_and_not_quoted(read: Reader, value: object) -> None:
    with pytest.raises(MemberError, match=r"^m: "):
        read({"m": value}, "m")


def test_the_least_count_may_be_given() -> None:
    assert count({"m": 1}, "m", 1) == 1
    with pytest.raises(MemberError, match="at least 1"):
        count({"m": 0}, "m", 1)
    with pytest.raises(MemberError, match="at least 1"):
        optional_count({"m": 0}, "m", 1)
