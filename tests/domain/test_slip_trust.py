"""Whether a signed slip is believed, and which of its claims stands against it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import pytest

from kiosk.domain.slips.slip import code_digest
from kiosk.domain.slips.trust import (
    CLOCK_SLACK,
    SlipFault,
    SlipVerdict,
    TrustedKey,
    judge_slip,
)
from sync.protocol.keys import make_signing_key, signing_private
from sync.protocol.ks1 import (
    LOCAL_KID,
    LOCAL_VENUE,
    SlipClaims,
    SlipKind,
    SlipResult,
    minute_of,
    sign_claims,
)
from tests.support.slips import KEY, PUBLIC, claims_bytes, digits_of

NOW = datetime(2026, 3, 2, 0, 0, tzinfo=UTC)
VENUE_NO, KID = 7, 3
TRUSTED = TrustedKey(KID, VENUE_NO, PUBLIC, NOW - timedelta(days=30))
CLAIMS = SlipClaims(
    SlipKind.SLIP,
    42,
    SlipResult.DECLARED,
    minute_of(NOW - timedelta(hours=3)),
    minute_of(NOW + timedelta(hours=69)),
    VENUE_NO,
)
CODE = sign_claims(CLAIMS, KID, KEY)


@dataclass
class Known:
    """What a station knows, as a test says."""

    trusted: tuple[TrustedKey, ...] = (TRUSTED,)
    revoked: set[int] = field(default_factory=set)
    known: dict[int, str] = field(default_factory=dict)
    """Codes by their id."""

    def keys(self, kid: int) -> list[TrustedKey]:
        return [key for key in self.trusted if key.kid == kid]

    def is_revoked(self, slip_id: int) -> bool:
        return slip_id in self.revoked

    def known_digest(self, slip_id: int) -> str | None:
        code = self.known.get(slip_id)
        return None if code is None else code_digest(code)


def judge(
    code: str = CODE,
    known: Known | None = None,
    now: datetime = NOW,
    venue_no: int = VENUE_NO,
    *,
    is_clock_trusted: bool = True,
) -> SlipVerdict:
    return judge_slip(code, known or Known(), now, venue_no, is_clock_trusted=is_clock_trusted)


def signed(kid: int = KID, **changes: object) -> str:
    return sign_claims(replace(CLAIMS, **changes), kid, KEY)  # type: ignore[arg-type]


def issued(ago: timedelta) -> str:
    return signed(issued_min=minute_of(NOW - ago))


def test_a_slip_of_another_station_is_believed() -> None:
    assert judge() == SlipVerdict(CLAIMS, None, KID)


def test_nothing_is_said_of_a_slip_that_no_trusted_key_signed() -> None:
    private, _ = make_signing_key()
    stranger = sign_claims(CLAIMS, KID, signing_private(private))
    assert judge(stranger) == SlipVerdict(None, SlipFault.ALTERED, KID)
    assert judge(CODE[:-1]) == SlipVerdict(None, SlipFault.ALTERED)
    assert judge("8417") == SlipVerdict(None, SlipFault.ALTERED)
    assert judge(signed(kid=4)) == SlipVerdict(None, SlipFault.UNKNOWN_KEY, 4)
    assert judge(known=Known(())) == SlipVerdict(None, SlipFault.UNKNOWN_KEY, KID)


def test_a_content_of_a_later_version_is_not_guessed_at() -> None:
    head = b"\x01\x00\x03" + b"\x80"
    code = digits_of(head + KEY.sign(b"KS1" + head))
    assert judge(code) == SlipVerdict(None, SlipFault.ALTERED)


def test_another_venues_slip_is_told_apart() -> None:
    assert judge(venue_no=8).fault is SlipFault.OTHER_VENUE
    assert judge(venue_no=LOCAL_VENUE).fault is SlipFault.OTHER_VENUE
    # A key signs for its own venue alone.
    assert judge(signed(venue_no=8), venue_no=8).fault is SlipFault.OTHER_VENUE


def test_a_station_believes_its_own_slips_of_before_it_had_a_number() -> None:
    own = replace(TRUSTED, kid=LOCAL_KID, venue_no=LOCAL_VENUE)
    _, other = make_signing_key()
    known = Known((replace(own, public_key=other), own))
    code = signed(kid=LOCAL_KID, venue_no=LOCAL_VENUE)
    assert judge(code, known, venue_no=LOCAL_VENUE).fault is None
    assert judge(code, known).fault is None
    # Without a number of the hub's no key speaks for a venue.
    assert judge(signed(kid=LOCAL_KID), known).fault is SlipFault.OTHER_VENUE


@pytest.mark.parametrize(
    ("ago", "is_valid"),
    [
        (timedelta(days=10), True),
        (timedelta(days=10) + CLOCK_SLACK, True),
        (timedelta(days=10, minutes=1) + CLOCK_SLACK, False),
        (timedelta(days=5), True),
        (timedelta(days=5) - CLOCK_SLACK, True),
        (timedelta(days=5) - CLOCK_SLACK - timedelta(minutes=1), False),
    ],
)
def test_a_keys_window_is_judged_at_the_moment_of_issue(ago: timedelta, is_valid: bool) -> None:
    rolled = replace(
        TRUSTED, valid_from=NOW - timedelta(days=10), valid_until=NOW - timedelta(days=5)
    )
    fault = judge(issued(ago), Known((rolled,))).fault
    assert fault is (None if is_valid else SlipFault.KEY_NOT_VALID)


def test_of_a_stolen_key_only_known_slips_count() -> None:
    stolen = replace(TRUSTED, is_compromised=True, valid_until=NOW - timedelta(days=1))
    assert judge(known=Known((stolen,))).fault is SlipFault.KEY_COMPROMISED
    # A thief writes any moment, so that the window says nothing; what was known before holds.
    known = Known((stolen,), known={CLAIMS.slip_id: CODE})
    assert judge(known=known) == SlipVerdict(CLAIMS, None, KID, is_known=True)


def test_known_is_the_code_and_not_its_id() -> None:
    """Whoever has the key and saw a slip can sign a card by its id, or a longer life."""
    known = {CLAIMS.slip_id: CODE}
    card = signed(kind=SlipKind.STAFF_CARD, expires_min=CLAIMS.issued_min + 730 * 1440)
    stolen = Known((replace(TRUSTED, is_compromised=True),), known=known)
    for forged in (card, signed(expires_min=CLAIMS.expires_min + 1)):
        verdict = judge(forged, stolen)
        assert (verdict.fault, verdict.is_known) == (SlipFault.KEY_COMPROMISED, False)
        # No station gives an id twice, so that one of the two is a thief's before anybody told.
        verdict = judge(forged, Known(known=known))
        assert (verdict.fault, verdict.is_known) == (SlipFault.ALTERED, False)
        assert judge(forged, Known(known=known), is_clock_trusted=False).fault is SlipFault.ALTERED


def test_minutes_beyond_any_date_are_of_no_station() -> None:
    content = claims_bytes(CLAIMS).replace(CLAIMS.expires_min.to_bytes(4, "big"), b"\xff" * 4)
    head = b"\x01\x00\x03" + content
    assert judge(digits_of(head + KEY.sign(b"KS1" + head))) == SlipVerdict(None, SlipFault.ALTERED)


def test_revoked_stands_before_expired() -> None:
    late = NOW + timedelta(hours=69)
    assert judge(now=late - timedelta(seconds=1)).fault is None
    assert judge(now=late) == SlipVerdict(CLAIMS, SlipFault.EXPIRED, KID)
    revoked = Known(revoked={CLAIMS.slip_id})
    assert judge(known=revoked, now=late) == SlipVerdict(CLAIMS, SlipFault.REVOKED, KID)


def test_a_slip_from_the_future_says_that_a_clock_is_wrong() -> None:
    assert judge(issued(-CLOCK_SLACK)).fault is None
    ahead = issued(-CLOCK_SLACK - timedelta(minutes=1))
    assert judge(ahead).fault is SlipFault.FROM_THE_FUTURE


def test_by_a_clock_that_is_not_trusted_only_known_slips_count() -> None:
    late = NOW + timedelta(days=365)
    assert judge(now=late, is_clock_trusted=False).fault is SlipFault.CLOCK_SUSPECT
    known = Known(known={CLAIMS.slip_id: CODE})
    assert judge(known=known, now=late, is_clock_trusted=False).fault is None
    revoked = replace(known, revoked={CLAIMS.slip_id})
    assert judge(known=revoked, is_clock_trusted=False).fault is SlipFault.REVOKED
