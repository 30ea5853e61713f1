"""What the hub says of a slip key: the same by feed, file and code, and nobody else says it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from sync.protocol.devices import MAX_KID, MAX_VENUE_NO, SlipKeyState
from sync.protocol.keys import encode, public_text
from sync.protocol.members import MemberError
from sync.protocol.slip_keys import (
    SlipKeyRequest,
    SlipKeyStatement,
    parse_slip_key_request,
    parse_statement_body,
    parse_statement_digits,
    read_statements,
    slip_key_bytes,
    write_statements,
)

HUB = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
OTHER_HUB = Ed25519PrivateKey.from_private_bytes(bytes(32))
KEY = public_text(Ed25519PrivateKey.from_private_bytes(b"k" * 32).public_key())
SINCE = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)
GOOD = SlipKeyStatement(4711, 3, KEY, SINCE, None, SlipKeyState.GOOD, SINCE).signed(HUB)

moments = st.integers(0, 2**32 - 1).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))


@st.composite
def statements(draw: st.DrawFn) -> SlipKeyStatement:
    since = draw(moments)
    later = moments.filter(lambda until: until >= since and until.timestamp() > 0)
    return SlipKeyStatement(
        draw(st.integers(1, MAX_KID)),
        draw(st.integers(1, MAX_VENUE_NO)),
        encode(draw(st.binary(min_size=32, max_size=32))),
        since,
        draw(st.none() | later),
        draw(st.sampled_from(SlipKeyState)),
        draw(moments),
    ).signed(HUB)


@given(statements())
def test_a_statement_comes_back_as_it_was_written(said: SlipKeyStatement) -> None:
    assert parse_statement_body(said.to_body()) == said
    assert parse_statement_digits(said.to_digits()) == said
    assert read_statements(write_statements([said, GOOD])) == [said, GOOD]
    assert said.is_signed_by(HUB.public_key())
    assert not said.is_signed_by(OTHER_HUB.public_key())


@given(statements(), st.data())
def test_one_changed_digit_is_never_the_hubs_word(
    said: SlipKeyStatement, data: st.DataObject
) -> None:
    digits = said.to_digits()
    place = data.draw(st.integers(0, len(digits) - 1))
    other = data.draw(st.sampled_from([one for one in "0123456789" if one != digits[place]]))
    altered = digits[:place] + other + digits[place + 1 :]
    try:
        read = parse_statement_digits(altered)
    except MemberError:
        return
    assert not read.is_signed_by(HUB.public_key())


@pytest.mark.parametrize(
    "change",
    [
        {"kid": 4712},
        {"venue_no": 4},
        {"since": SINCE + timedelta(seconds=1)},
        {"until": SINCE + timedelta(days=1)},
        {"state": SlipKeyState.REVOKED},
        {"noted": SINCE + timedelta(seconds=1)},
        {"public_key": encode(bytes(32))},
        {"signature": ""},
        {"signature": "?"},
    ],
)
def test_nothing_of_it_can_be_changed(change: dict[str, object]) -> None:
    assert not replace(GOOD, **change).is_signed_by(HUB.public_key())  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "8418",
        "8418x",
        "84180" + GOOD.to_digits()[4:],
        "8417" + GOOD.to_digits()[4:],
        GOOD.to_digits() + "0",
        GOOD.to_digits()[:-1],
        "8418" + "9" * 399,
        "8418" + "9" * 401,
        "8418" + "９" * 280,
    ],
)
def test_what_is_no_code_of_a_slip_key_is_said_to_be_none(text: str) -> None:
    with pytest.raises(MemberError):
        parse_statement_digits(text)
    with pytest.raises(MemberError, match="line 2"):
        read_statements(f"{GOOD.to_digits()}\n{text or 'x'}\n")


def test_a_file_without_a_key_is_none() -> None:
    with pytest.raises(MemberError, match="no slip key"):
        read_statements("")


@pytest.mark.parametrize(
    "change",
    [
        {"kid": 0},
        {"kid": MAX_KID + 1},
        {"venue": 0},
        {"venue": MAX_VENUE_NO + 1},
        {"since": 2**32},
        {"until": 1},
        {"state": 3},
        {"public_key": "AA"},
        {"public_key": "?"},
        {"sig": "AA"},
        {"noted": None},
    ],
)
def test_a_body_that_no_hub_writes_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(MemberError):
        parse_statement_body(GOOD.to_body() | change)


def test_an_unsigned_statement_has_no_code() -> None:
    with pytest.raises(ValueError, match="not signed"):
        replace(GOOD, signature="").to_digits()


def test_the_later_statement_stands_and_in_one_second_the_severer() -> None:
    revoked = replace(GOOD, state=SlipKeyState.REVOKED)
    later = replace(GOOD, noted=SINCE + timedelta(seconds=1))
    assert later.follows(GOOD)
    assert not GOOD.follows(later)
    assert revoked.follows(GOOD)
    assert later.follows(revoked)
    assert not GOOD.follows(GOOD)


def test_a_request_names_the_key_its_proof_and_what_was_said_before() -> None:
    for asked in (SlipKeyRequest("k", "p"), SlipKeyRequest("k", "p", GOOD.to_digits())):
        assert parse_slip_key_request(asked.to_bytes()) == asked
    assert slip_key_bytes("d-1", "key") == b"SK1|d-1|key"
