"""The nightly digest: both ends compute one hash and speak of gaps in ranges."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.protocol.digest import (
    DayDigest,
    DigestAnswer,
    Missing,
    digest_request,
    hash_day,
    parse_digest_answer,
    parse_digest_request,
    ranges_of,
)
from sync.protocol.members import MemberError

words = st.text(st.characters(codec="ascii", min_codepoint=33), min_size=1, max_size=12)
ranges = st.tuples(st.integers(1, 10**6), st.integers(0, 100)).map(lambda p: (p[0], p[0] + p[1]))
days = st.builds(DayDigest, words, words, st.integers(0, 10**6), st.integers(0, 10**6), words)
answers = st.builds(
    DigestAnswer,
    st.lists(st.tuples(words, words), max_size=4).map(tuple),
    st.lists(
        st.builds(Missing, words, words, st.lists(ranges, max_size=4).map(tuple)), max_size=4
    ).map(tuple),
)


@given(st.lists(days, max_size=5, unique_by=lambda day: (day.ledger, day.day)))
def test_a_request_survives_the_wire(content: list[DayDigest]) -> None:
    assert parse_digest_request(digest_request(content)) == tuple(content)


@pytest.mark.fault("S18")
@given(days)
def test_s18_a_day_that_is_named_twice_is_no_request(day: DayDigest) -> None:
    with pytest.raises(MemberError, match="twice"):
        parse_digest_request(digest_request([day, replace(day, n=day.n + 1)]))


@given(answers)
def test_an_answer_survives_the_wire(answer: DigestAnswer) -> None:
    assert parse_digest_answer(answer.to_bytes()) == answer


def test_the_hash_of_a_day_is_over_its_header_hashes_in_order() -> None:
    hashes = ["a" * 64, "b" * 64]
    assert hash_day(hashes) == hashlib.sha256(("a" * 64 + "b" * 64).encode()).hexdigest()
    assert hash_day(hashes) != hash_day(reversed(hashes))
    assert hash_day(hashes) != hash_day(hashes[:1])
    assert hash_day([]) == hashlib.sha256(b"").hexdigest()


@pytest.mark.parametrize(
    "value",
    [None, {}, [1], [[1]], [[1, 2, 3]], [[2, 1]], [[0, 1]], [["1", 2]], [[1, "2"]], [[1.0, 2.0]]],
)
def test_ranges_that_are_none(value: object) -> None:
    raw = json.dumps({"ok": [], "missing": [{"ledger": "l", "d": "2026-07-01", "ranges": value}]})
    with pytest.raises(MemberError, match="ranges"):
        parse_digest_answer(raw.encode())


@pytest.mark.parametrize("raw", [b"<html>", b"{}", b'{"ok":[{}],"missing":[]}'])
def test_what_is_no_answer(raw: bytes) -> None:
    with pytest.raises(MemberError):
        parse_digest_answer(raw)


@pytest.mark.parametrize("raw", [b"", b"{}", b'{"days":[{"ledger":"l"}]}'])
def test_what_is_no_request(raw: bytes) -> None:
    with pytest.raises(MemberError):
        parse_digest_request(raw)


def test_numbers_that_follow_each_other_are_one_range() -> None:
    assert ranges_of([1, 2, 3, 7, 9, 10]) == ((1, 3), (7, 7), (9, 10))
    assert ranges_of([]) == ()
