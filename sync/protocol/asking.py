"""Questions a station asks the hub at once: lookup and phone OTP.

See docs/spec/sync-protocol.md §3, §9.
"""

from __future__ import annotations

from enum import StrEnum

from kiosk.base.dataclass import dataclass
from sync.protocol.canonical import canonical_bytes
from sync.protocol.members import (
    MemberError,
    Members,
    count,
    flag,
    object_of,
    objects_of,
    optional_count,
    optional_word,
    parse_object,
    word,
)

OTP_DIGITS = 6
OTP_LIFE_S = 5 * 60
OTP_TRIES = 5
OTP_RESEND_S = 60
RELEASE_S = 60 * 60
"""How long a phone that was proven at a station tells it of persons of other venues."""
MAX_VALUE_LETTERS = 64
"""Longest value to look up, and longest phone number."""


class LookupKind(StrEnum):
    """By what a person is looked up."""

    PHONE = "phone"
    INSURANCE_NUMBER = "insurance_number"
    CITIZEN_ID = "citizen_id"
    SLIP = "slip"
    HUMAN_CODE = "human_code"


class DeclarationStatus(StrEnum):
    """How a person's newest declaration stands at the hub."""

    NONE = "none"
    VALID = "valid"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class LookupRequest:
    """Body of `POST /v1/lookup`."""

    kind: LookupKind
    value: str

    def to_bytes(self) -> bytes:
        """The JSON body."""
        return canonical_bytes({"kind": self.kind.value, "value": self.value})


def parse_lookup_request(raw: bytes) -> LookupRequest:
    """Read a request. Raises MemberError."""
    members = parse_object(raw)
    try:
        kind = LookupKind(word(members, "kind"))
    except MemberError:
        raise
    except ValueError as error:
        raise MemberError("kind: unknown") from error
    return LookupRequest(kind, _short(word(members, "value"), "value"))


@dataclass(frozen=True, slots=True)
class LookedUp:
    """The least about one person of the asking venue that lets a station go on."""

    person: str
    full_name: str
    birth: str | None
    """ISO date or year, as in `person` records."""
    sex: str
    declaration: DeclarationStatus = DeclarationStatus.NONE


@dataclass(frozen=True, slots=True)
class Released:
    """A person of another venue, of whom a proven phone tells this much for a while."""

    handle: str
    """Stands for the person in an `identifier` record of kind `handle`; says nothing by itself."""
    full_name: str
    birth: str | None
    sex: str
    declaration: DeclarationStatus = DeclarationStatus.NONE


@dataclass(frozen=True, slots=True)
class LookupAnswer:
    """Everybody the value points to; empty where it points to nobody."""

    persons: tuple[LookedUp, ...]
    """Of the asking venue."""
    elsewhere: int = 0
    """How many persons of other venues it points to; a count that ends somewhere."""
    released: tuple[Released, ...] = ()
    """Those of them of whom a phone that was proven at this station may tell."""
    released_s: int = 0
    """For how many seconds more."""

    def to_bytes(self) -> bytes:
        """The JSON body."""
        return canonical_bytes(
            {
                "persons": [{"person": item.person, **_told(item)} for item in self.persons],
                "elsewhere": self.elsewhere,
                "released": [{"handle": item.handle, **_told(item)} for item in self.released],
                "released_s": self.released_s,
            }
        )


def parse_lookup_answer(raw: bytes) -> LookupAnswer:
    """Read the hub's answer. Raises MemberError."""
    members = parse_object(raw)
    return LookupAnswer(
        tuple(
            LookedUp(word(item, "person"), *_read_told(item))
            for item in objects_of(members, "persons")
        ),
        optional_count(members, "elsewhere") or 0,
        tuple(
            Released(word(item, "handle"), *_read_told(item))
            for item in objects_of({"released": [], **members}, "released")
        ),
        optional_count(members, "released_s") or 0,
    )


def _told(item: LookedUp | Released) -> dict[str, object]:
    return {
        "full_name": item.full_name or None,
        "birth": item.birth,
        "sex": item.sex,
        "declaration": {"status": item.declaration.value},
    }


def _read_told(item: Members) -> tuple[str, str | None, str, DeclarationStatus]:
    status = word(object_of(item, "declaration"), "status")
    is_known = status in list(DeclarationStatus)
    return (
        optional_word(item, "full_name") or "",
        optional_word(item, "birth"),
        word(item, "sex"),
        DeclarationStatus(status) if is_known else DeclarationStatus.NONE,
    )


def otp_request(phone: str) -> bytes:
    """The body of `POST /v1/otp`."""
    return canonical_bytes({"phone": phone})


def parse_otp_request(raw: bytes) -> str:
    """The phone number as the station wrote it. Raises MemberError."""
    return _short(word(parse_object(raw), "phone"), "phone")


@dataclass(frozen=True, slots=True)
class OtpStarted:
    """Body of the answer 202: the same for every number."""

    challenge: str
    expires_s: int = OTP_LIFE_S
    resend_s: int = OTP_RESEND_S

    def to_bytes(self) -> bytes:
        """The JSON body."""
        return canonical_bytes(
            {
                "challenge": self.challenge,
                "expires_s": self.expires_s,
                "resend_s": self.resend_s,
            }
        )


def parse_otp_started(raw: bytes) -> OtpStarted:
    """Read the hub's answer. Raises MemberError."""
    members = parse_object(raw)
    return OtpStarted(
        word(members, "challenge"), count(members, "expires_s", 1), count(members, "resend_s")
    )


@dataclass(frozen=True, slots=True)
class OtpCheck:
    """Body of `POST /v1/otp/verify`."""

    challenge: str
    code: str

    def to_bytes(self) -> bytes:
        """The JSON body."""
        return canonical_bytes({"challenge": self.challenge, "code": self.code})


def parse_otp_check(raw: bytes) -> OtpCheck:
    """Read a request. Raises MemberError."""
    members = parse_object(raw)
    return OtpCheck(
        _short(word(members, "challenge"), "challenge"), _short(word(members, "code"), "code")
    )


@dataclass(frozen=True, slots=True)
class OtpChecked:
    """Whether the code was right. 410 says that the challenge has ended."""

    is_verified: bool
    tries_left: int

    def to_bytes(self) -> bytes:
        """The JSON body."""
        return canonical_bytes({"verified": self.is_verified, "tries_left": self.tries_left})


def parse_otp_checked(raw: bytes) -> OtpChecked:
    """Read the hub's answer. Raises MemberError."""
    members = parse_object(raw)
    return OtpChecked(flag(members, "verified"), optional_count(members, "tries_left") or 0)


def _short(text: str, name: str) -> str:
    if len(text) > MAX_VALUE_LETTERS:
        raise MemberError(f"{name}: longer than {MAX_VALUE_LETTERS}")
    return text
