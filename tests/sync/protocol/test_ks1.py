"""KS1 codes to the byte: one text for one content, and nothing of it without its signature."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.protocol.keys import KeyFault, encode, make_signing_key, signing_private
from sync.protocol.kinds import Whole
from sync.protocol.ks1 import (
    LONGEST_LIFE,
    MAGIC,
    MAX_DIGITS,
    MAX_KID,
    SLIP_ID_BITS,
    Ks1Error,
    SlipClaims,
    SlipKind,
    SlipResult,
    is_ks1,
    life_of,
    minute_of,
    read_unverified,
    sign_claims,
    verify,
)
from sync.protocol.policy import PrintSettings
from sync.protocol.settings import settings_of
from tests.support.slips import KEY, PUBLIC, claims_bytes, digits_of

MOST = 2**32 - 1
CLAIMS = SlipClaims(SlipKind.SLIP, 42, SlipResult.DECLARED, 29_900_000, 29_904_320, 7)

numbers = st.integers(0, MOST)
LAST = minute_of(datetime(9999, 1, 1, tzinfo=UTC))


@st.composite
def lives(draw: st.DrawFn, kind: SlipKind) -> tuple[int, int]:
    """Minutes of issue and expiry, as far apart as the kind allows."""
    issued = draw(st.integers(0, LAST - 1))
    longest = LONGEST_LIFE[kind] // timedelta(minutes=1)
    return issued, draw(st.integers(issued + 1, min(issued + longest, LAST)))


@st.composite
def any_claims(draw: st.DrawFn) -> SlipClaims:
    kind = draw(st.sampled_from(SlipKind))
    return SlipClaims(
        kind,
        draw(st.integers(0, 2**SLIP_ID_BITS - 1)),
        draw(st.sampled_from(SlipResult)),
        *draw(lives(kind)),
        draw(numbers),
        draw(st.integers(0, 23)),
    )


@given(any_claims(), st.integers(0, MAX_KID))
def test_what_is_signed_is_read_again(claims: SlipClaims, kid: int) -> None:
    digits = sign_claims(claims, kid, KEY)
    slip = read_unverified(digits)
    assert slip.kid == kid
    assert verify(slip, PUBLIC) == claims
    assert is_ks1(digits)
    assert len(digits) <= MAX_DIGITS


def test_the_format_stands() -> None:
    """A slip in somebody's pocket must be read by every later version."""
    assert sign_claims(CLAIMS, 3, KEY) == (
        "84171417522928487776077144930067142105331690156012131639526071979968706419074149"
        "85093674387921349454521406675127271485074528404398453005451933745451698809415714"
        "3077145707823193440961254449318293202922914875011530208355294730"
    )
    assert claims_bytes(CLAIMS).hex() == "870148000000000000002a011a01c83ce01a01c84dc00700"


def test_a_minute_that_has_begun_does_not_count() -> None:
    at = datetime(2026, 3, 2, 0, 1, 59, tzinfo=UTC)
    claims = SlipClaims(
        SlipKind.STAFF_CARD, 1, SlipResult.RECORDED, minute_of(at), minute_of(at) + 1, 0
    )
    assert claims.issued_at == at.replace(second=0)
    assert claims.expires_at == datetime(2026, 3, 2, 0, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    "claims",
    [
        replace(CLAIMS, slip_id=2**63),
        replace(CLAIMS, slip_id=-1),
        replace(CLAIMS, issued_min=-1),
        replace(CLAIMS, venue_no=MOST + 1),
        replace(CLAIMS, flags=24),
        replace(CLAIMS, expires_min=CLAIMS.issued_min),
        replace(CLAIMS, expires_min=CLAIMS.issued_min - 1),
        replace(CLAIMS, issued_min=LAST, expires_min=LAST + 1),
        *(
            replace(CLAIMS, kind=kind, expires_min=CLAIMS.issued_min + days * 1440 + 1)
            for kind, days in zip(SlipKind, (14, 730, 730), strict=True)
        ),
    ],
)
def test_what_does_not_fit_is_not_signed(claims: SlipClaims) -> None:
    with pytest.raises(Ks1Error):
        sign_claims(claims, 0, KEY)


@pytest.mark.parametrize(
    ("kind", "days"),
    [(SlipKind.SLIP, 14), (SlipKind.STAFF_CARD, 730), (SlipKind.REGULAR_CARD, 730)],
)
def test_a_life_is_a_minute_at_least_and_ends(kind: SlipKind, days: int) -> None:
    now = datetime(2026, 3, 2, 0, 1, 59, tzinfo=UTC)
    for until, minutes in (
        (now - timedelta(days=1), 1),
        (now + timedelta(milliseconds=500), 1),
        (now + timedelta(seconds=61), 2),
        (now + timedelta(days=days), days * 1440),
        (now + timedelta(days=5000), days * 1440),
    ):
        issued, expires = life_of(kind, now, until)
        assert (issued, expires) == (minute_of(now), minute_of(now) + minutes)
        sign_claims(replace(CLAIMS, kind=kind, issued_min=issued, expires_min=expires), 0, KEY)


def test_whatever_policy_allows_can_be_issued() -> None:
    most = {
        each.name: each.kind.most
        for each in settings_of(PrintSettings)
        if isinstance(each.kind, Whole)
    }
    assert timedelta(hours=most["valid_h"]) <= LONGEST_LIFE[SlipKind.SLIP]
    assert timedelta(days=most["card_days"]) <= LONGEST_LIFE[SlipKind.STAFF_CARD]
    assert timedelta(days=most["card_days"]) <= LONGEST_LIFE[SlipKind.REGULAR_CARD]


@pytest.mark.parametrize("kid", [-1, MAX_KID + 1])
def test_a_kid_is_two_bytes(kid: int) -> None:
    with pytest.raises(Ks1Error):
        sign_claims(CLAIMS, kid, KEY)


GOOD = sign_claims(CLAIMS, 3, KEY)


@pytest.mark.parametrize(
    "digits",
    [
        "",
        MAGIC,
        GOOD[1:],
        "8416" + GOOD[4:],
        MAGIC + "0" + GOOD[4:],
        GOOD + "x",
        " " + GOOD,
        GOOD.replace("8", "٨"),
        GOOD[:60],
        MAGIC + "9" * (MAX_DIGITS - len(MAGIC) + 1),
        digits_of(b"\x02" + bytes(90)),
        MAGIC + str(int.from_bytes(b"\x02\x01" + bytes(90), "big")),
        digits_of(b"\x01\x00" + bytes(64)),
    ],
)
def test_what_no_station_writes_is_no_code(digits: str) -> None:
    with pytest.raises(Ks1Error):
        read_unverified(digits)


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        (GOOD, True),
        (GOOD[:-9], True),
        (MAGIC + "9" * 4000, True),
        ("KS0:0000000000000000042", False),
        ("8417" + "1" * 8, False),
        ("9" + GOOD, False),
        ("", False),
    ],
)
def test_a_damaged_code_is_still_known_for_one(text: str, is_one: bool) -> None:
    assert is_ks1(text) is is_one


def test_another_keys_signature_says_nothing() -> None:
    private, _ = make_signing_key()
    assert verify(read_unverified(sign_claims(CLAIMS, 3, signing_private(private))), PUBLIC) is None


def test_a_key_that_anybody_can_sign_for_is_none() -> None:
    with pytest.raises(KeyFault):
        verify(read_unverified(GOOD), encode(bytes(32)))


ARRAY = claims_bytes(CLAIMS)
ISSUED, EXPIRES = (minute.to_bytes(4, "big") for minute in (CLAIMS.issued_min, CLAIMS.expires_min))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        ARRAY[:-1],
        ARRAY + b"\x00",
        b"\x86" + ARRAY[1:],
        b"\xc7" + ARRAY[1:],
        b"\x9f" + ARRAY[1:] + b"\xff",
        b"\x98\x07" + ARRAY[1:],
        ARRAY.replace(b"\x87\x01", b"\x87\x18\x01"),
        ARRAY.replace(b"\x87\x01", b"\x87\x00"),
        ARRAY.replace(b"\x87\x01", b"\x87\x04"),
        ARRAY.replace(b"\x48", b"\x47", 1),
        ARRAY.replace(b"\x48", b"\x58\x08", 1),
        ARRAY.replace(b"\x48\x00", b"\x48\x80"),
        ARRAY.replace(b"\x2a\x01", b"\x2a\x17"),
        ARRAY[:-2] + b"\x07\x18\x18",
        # Expires at the last minute of four bytes, at none but the one of issue, and after 15 days.
        ARRAY.replace(EXPIRES, (2**32 - 1).to_bytes(4, "big")),
        ARRAY.replace(EXPIRES, ISSUED),
        ARRAY.replace(EXPIRES, (CLAIMS.issued_min + 15 * 1440).to_bytes(4, "big")),
        ARRAY.replace(ISSUED, b"\xff" * 4).replace(EXPIRES, b"\xff" * 4),
        ARRAY[:-2] + b"\x1b" + bytes(7) + b"\x07\x00",
        ARRAY[:-2] + b"\x1a\x00\x00\x00\x07\x00",
    ],
)
def test_a_content_in_another_form_is_refused_whoever_signed_it(content: bytes) -> None:
    head = b"\x01\x00\x03" + content
    digits = digits_of(head + KEY.sign(b"KS1" + head))
    with pytest.raises(Ks1Error):
        verify(read_unverified(digits), PUBLIC)
