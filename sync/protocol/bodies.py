"""What each record type says: the members of its body and what they may hold.

One table for both ends (docs/spec/sync-protocol.md §2). The station checks every body before it
freezes it, so that a mistake shows at the station and not at the hub weeks later. Person data
travel once, in `person`; entries refer to it by id.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class RecordType(StrEnum):
    """The record types this version writes; a hub keeps unknown ones raw."""

    ARRIVAL = "arrival"
    DEPARTURE = "departure"
    REFUSAL = "refusal"
    SUPPORT = "support"
    SUPPORT_CLOSED = "support_closed"
    PERSON = "person"
    IDENTIFIER = "identifier"
    SAME_AS = "same_as"
    SLIP = "slip"
    VENUE = "venue"
    ERASURE_DONE = "erasure_done"
    AUDIT = "audit"


BODY_VERSION = 1
"""`v` of every type below."""

ENTRY_TYPES = frozenset({RecordType.ARRIVAL, RecordType.DEPARTURE})


class Proof(StrEnum):
    """What an entry rests on."""

    CARD = "card"
    SLIP = "slip"
    OTP = "otp"
    STAFF = "staff"
    NONE = "none"


class SupportOutcome(StrEnum):
    """How staff closed a case: cho vào, vào lối riêng, không vào, đã về.

    See docs/spec/sync-protocol.md §2.
    """

    ADMITTED = "admitted"
    SEPARATE = "separate"
    NOT_ADMITTED = "not_admitted"
    LEFT = "left"


class SlipAct(StrEnum):
    """What happened to a slip."""

    ISSUED = "issued"
    REPRINTED = "reprinted"
    REVOKED = "revoked"


class BodyError(ValueError):
    """A body that its type does not allow; names the member, never its content."""


Check = Callable[[object], bool]


@dataclass(frozen=True, slots=True)
class Member:
    """One member of a body: what it may hold, and whether it must be there."""

    check: Check
    is_required: bool = True


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_word(value: object) -> bool:
    return isinstance(value, str) and value != ""


def _is_int(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_true(value: object) -> bool:
    return value is True


def _is_digits(value: object) -> bool:
    return isinstance(value, str) and value.isascii() and value.isdigit()


def _are_persons(value: object) -> bool:
    if not isinstance(value, list | tuple) or len(value) < 2:
        return False
    return all(_is_word(item) for item in value) and len(set(value)) == len(value)


def _one_of(*words: str) -> Check:
    allowed = frozenset(words)
    return lambda value: isinstance(value, str) and value in allowed


@dataclass(frozen=True, slots=True)
class Inner:
    """The check of a member that is an object of its own."""

    members: Mapping[str, Member]

    def __call__(self, value: object) -> bool:
        """Whether it is one with the right members."""
        return isinstance(value, Mapping) and _first_problem(self.members, value) is None


TEXT_CHECKS: frozenset[Check] = frozenset({_is_text, _is_word, _is_digits})
"""Checks that any text passes, or any of some letters: such a member has a length."""


_LANE = Member(_one_of("gate", "desk"))
_WORD = Member(_is_word)
_TEXT = Member(_is_text)
_OPTIONAL_WORD = Member(_is_word, is_required=False)
_OPTIONAL_TEXT = Member(_is_text, is_required=False)

_ENTRY: Mapping[str, Member] = {
    # An emergency arrival is anonymous until staff complete it.
    "person": _OPTIONAL_WORD,
    "credential": _WORD,
    "lane": _LANE,
    "gate": _TEXT,
    "method": _WORD,
    "proof": Member(_one_of(*Proof)),
    "direction_by": Member(_one_of("auto", "mode", "staff")),
    "basis": Member(
        Inner({"cursor": _TEXT, "age_s": Member(_is_int)}),
        is_required=False,
    ),
    "declaration": _OPTIONAL_WORD,
    "slip": Member(_is_digits, is_required=False),
    "reason": _OPTIONAL_WORD,
    "staff": _OPTIONAL_WORD,
    "source": Member(_one_of("paper"), is_required=False),
    "ref": _OPTIONAL_WORD,
    "clock": Member(_one_of("suspect"), is_required=False),
}

BODIES: Mapping[RecordType, Mapping[str, Member]] = MappingProxyType(
    {
        RecordType.ARRIVAL: _ENTRY,
        RecordType.DEPARTURE: _ENTRY,
        RecordType.REFUSAL: {
            "reason": _WORD,
            # Only the kind: never the raw text of a foreign or unreadable code.
            "credential": _WORD,
            "lane": _LANE,
            "gate": _TEXT,
            "method": _WORD,
            "person": _OPTIONAL_WORD,
            "clock": Member(_one_of("suspect"), is_required=False),
        },
        RecordType.SUPPORT: {
            "reason": _WORD,
            "lane": _LANE,
            "gate": _TEXT,
            "credential": _OPTIONAL_WORD,
            "method": _OPTIONAL_WORD,
            "person": _OPTIONAL_WORD,
            "ref": _OPTIONAL_WORD,
            "clock": Member(_one_of("suspect"), is_required=False),
        },
        RecordType.SUPPORT_CLOSED: {
            "ref": _WORD,
            "outcome": Member(_one_of(*SupportOutcome)),
            "note": _OPTIONAL_TEXT,
            # Tenths of a degree: canonical JSON has no floats.
            "temperature_dc": Member(_is_int, is_required=False),
            "staff": _OPTIONAL_WORD,
            "person": _OPTIONAL_WORD,
        },
        RecordType.PERSON: {
            "person": _WORD,
            "full_name": _TEXT,
            "birth": _OPTIONAL_WORD,
            "sex": Member(_one_of("male", "female", "other", "unknown")),
            "address": Member(Inner({"text": _TEXT}), is_required=False),
            "contact": Member(Inner({"phone": _WORD}), is_required=False),
            "id_number": _OPTIONAL_WORD,
            "insurance_number": _OPTIONAL_WORD,
        },
        RecordType.IDENTIFIER: {
            "person": _WORD,
            "kind": _WORD,
            "value": _WORD,
            "source": _WORD,
        },
        RecordType.SAME_AS: {
            "persons": Member(_are_persons),
            "evidence": _WORD,
            "by": _WORD,
            "undo": Member(_is_true, is_required=False),
        },
        RecordType.SLIP: {
            "act": Member(_one_of(*SlipAct)),
            # Decimal digits: 63 bits do not fit a JSON number everywhere.
            "slip": Member(_is_digits),
            "kid": Member(_is_int),
            "expires": _WORD,
            "ref": _OPTIONAL_WORD,
            "person": _OPTIONAL_WORD,
        },
        RecordType.VENUE: {
            "name": _WORD,
            "gate": _TEXT,
            "time_zone": _WORD,
            "support_phone": _OPTIONAL_WORD,
        },
        RecordType.ERASURE_DONE: {
            "person": _WORD,
            # The key of the feed item that asked for it.
            "command": _WORD,
        },
        RecordType.AUDIT: {
            "act": _WORD,
            "cause": _OPTIONAL_WORD,
            "parent": Member(
                Inner(
                    {
                        "ledger": _WORD,
                        "seq": Member(_is_int, is_required=False),
                        "hash": _OPTIONAL_WORD,
                    }
                ),
                is_required=False,
            ),
            "staff": _OPTIONAL_WORD,
        },
    }
)


def check_body(record_type: str, body: Mapping[str, object]) -> None:
    """Raises BodyError for an unknown type, a missing, unknown or wrong member."""
    shape = _SHAPES.get(record_type)
    if shape is None:
        raise BodyError("unknown record type")
    if not shape.fits(body):
        raise BodyError(f"{record_type}.{_first_problem(shape.members, body)}")


class _Shape:
    """The members of one type, laid out for the question that is asked of every record."""

    def __init__(self, members: Mapping[str, Member]) -> None:
        self.members = members
        self._checks = {name: member.check for name, member in members.items()}
        self._required = frozenset(name for name, member in members.items() if member.is_required)

    def fits(self, body: Mapping[str, object]) -> bool:
        """Whether a body has no problem; which one it has is looked for only then."""
        if not self._required <= body.keys():
            return False
        for name, value in body.items():
            check = self._checks.get(name)
            if check is None or not check(value):
                return False
        return True


_SHAPES: Mapping[str, _Shape] = {
    record_type.value: _Shape(members) for record_type, members in BODIES.items()
}


def _first_problem(members: Mapping[str, Member], body: Mapping[str, object]) -> str | None:
    for name in body:
        if name not in members:
            return f"{name}: unknown member"
    for name, member in members.items():
        if name not in body:
            if member.is_required:
                return f"{name}: missing"
        elif not member.check(body[name]):
            return f"{name}: wrong content"
    return None


def _without_none(members: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in members.items() if value is not None}


def entry_body(
    *,
    credential: str,
    lane: str,
    gate: str,
    method: str,
    proof: Proof,
    direction_by: str,
    person: str | None = None,
    slip: int | None = None,
    reason: str | None = None,
    staff: str | None = None,
    ref: str | None = None,
    basis: tuple[str, int] | None = None,
    is_clock_suspect: bool = False,
) -> dict[str, object]:
    """Body of an `arrival` or `departure`; `ref` names the entry it corrects.

    `basis` is the cursor of the presence feed the direction was decided on, and its age in
    seconds.
    """
    return _without_none(
        {
            "person": person,
            "credential": credential,
            "lane": lane,
            "gate": gate,
            "method": method,
            "proof": proof.value,
            "direction_by": direction_by,
            "basis": None if basis is None else {"cursor": basis[0], "age_s": basis[1]},
            "slip": None if slip is None else str(slip),
            "reason": reason,
            "staff": staff,
            "ref": ref,
            "clock": "suspect" if is_clock_suspect else None,
        }
    )


def refusal_body(
    *,
    reason: str,
    credential: str,
    lane: str,
    gate: str,
    method: str,
    person: str | None = None,
    is_clock_suspect: bool = False,
) -> dict[str, object]:
    """Body of a `refusal`: the kind of code alone, never its text."""
    return _without_none(
        {
            "reason": reason,
            "credential": credential,
            "lane": lane,
            "gate": gate,
            "method": method,
            "person": person,
            "clock": "suspect" if is_clock_suspect else None,
        }
    )


def support_body(
    *,
    reason: str,
    lane: str,
    gate: str,
    credential: str | None = None,
    method: str | None = None,
    person: str | None = None,
    ref: str | None = None,
    is_clock_suspect: bool = False,
) -> dict[str, object]:
    """Body of a `support` case."""
    return _without_none(
        {
            "reason": reason,
            "lane": lane,
            "gate": gate,
            "credential": credential,
            "method": method,
            "person": person,
            "ref": ref,
            "clock": "suspect" if is_clock_suspect else None,
        }
    )


def support_closed_body(
    *,
    ref: str,
    outcome: SupportOutcome,
    note: str | None = None,
    temperature_dc: int | None = None,
    staff: str | None = None,
) -> dict[str, object]:
    """Body of a `support_closed`; `ref` is the case's record, `temperature_dc` tenths of a °C."""
    return _without_none(
        {
            "ref": ref,
            "outcome": outcome.value,
            "note": note,
            "temperature_dc": temperature_dc,
            "staff": staff,
        }
    )


def person_body(
    *,
    person: str,
    full_name: str,
    sex: str,
    birth: str | None = None,
    address: str | None = None,
    phone: str | None = None,
    id_number: str | None = None,
    insurance_number: str | None = None,
) -> dict[str, object]:
    """Body of a `person`: all that is known by now; the newest one stands."""
    return _without_none(
        {
            "person": person,
            "full_name": full_name,
            "birth": birth,
            "sex": sex,
            "address": {"text": address} if address else None,
            "contact": {"phone": phone} if phone else None,
            "id_number": id_number or None,
            "insurance_number": insurance_number or None,
        }
    )
