"""What each record type says: the members of its body and what they may hold.

One table for both ends (docs/spec/sync-protocol.md §2), of every version of every type; what is
asked of it stands in `sync.protocol.body_versions`. Person data travel once, in `person`; entries
refer to it by id.
"""

from __future__ import annotations

import operator
from collections.abc import Mapping
from enum import StrEnum
from itertools import accumulate
from types import MappingProxyType

from sync.protocol.body_members import (
    Inner,
    Member,
    Members,
    are_ids,
    are_persons,
    is_digits,
    is_int,
    is_place,
    is_text,
    is_true,
    is_word,
    matching,
    one_of,
)
from sync.protocol.declaration_bodies import DECLARATION
from sync.protocol.records import UUID_PATTERN
from sync.protocol.venue_body import REGISTERED, UNIT, VENUE, address_member


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
    VERIFIED = "verified"
    DECLARATION = "declaration"
    DATA_REQUEST = "data_request"
    AUDIT = "audit"


ENTRY_TYPES = frozenset({RecordType.ARRIVAL, RecordType.DEPARTURE})


class Proof(StrEnum):
    """What an entry rests on."""

    CARD = "card"
    SLIP = "slip"
    OTP = "otp"
    STAFF = "staff"
    NONE = "none"


class SupportOutcome(StrEnum):
    """How staff closed a case: cho vào, vào lối riêng, không vào, đã về; from version 4 on đã khai.

    See docs/spec/sync-protocol.md §2.
    """

    ADMITTED = "admitted"
    SEPARATE = "separate"
    NOT_ADMITTED = "not_admitted"
    LEFT = "left"
    DECLARED = "declared"
    """What it waited for was declared: an arrival, or a case of its own, says how it went on."""


class VerifiedBy(StrEnum):
    """What settled an arrival that staff confirmed."""

    LOOKUP = "lookup"
    """The hub knows the person by this phone."""
    CALL = "call"
    VISIT = "visit"
    """A card, slip or code proved the person at a later visit."""


class SlipAct(StrEnum):
    """What happened to a slip."""

    ISSUED = "issued"
    REPRINTED = "reprinted"
    REVOKED = "revoked"


def _versions(*steps: Members) -> tuple[Members, ...]:
    """The members of each version of a type, the first one first.

    A step says what a version adds to the one before: new members, or known ones with more values.
    """
    return tuple(accumulate(steps, operator.or_))


_LANE = Member(one_of("gate", "desk"))
_WORD = Member(is_word)
_TEXT = Member(is_text)
_OPTIONAL_WORD = Member(is_word, is_required=False)
_OPTIONAL_TEXT = Member(is_text, is_required=False)

_ENTRY: Members = {
    # An emergency arrival is anonymous until staff complete it.
    "person": _OPTIONAL_WORD,
    "credential": _WORD,
    "lane": _LANE,
    "gate": _TEXT,
    "method": _WORD,
    "proof": Member(one_of(*Proof)),
    "direction_by": Member(one_of("auto", "mode", "staff")),
    "basis": Member(
        Inner({"cursor": _TEXT, "age_s": Member(is_int)}),
        is_required=False,
    ),
    "declaration": _OPTIONAL_WORD,
    "slip": Member(is_digits, is_required=False),
    "reason": _OPTIONAL_WORD,
    "staff": _OPTIONAL_WORD,
    "source": Member(one_of("paper"), is_required=False),
    "ref": _OPTIONAL_WORD,
    "clock": Member(one_of("suspect"), is_required=False),
}

_BY_PERSON: Members = {"direction_by": Member(one_of("auto", "mode", "staff", "person"))}
"""What version 3 of an entry adds: whoever stood at the gate chose the direction by a touch."""

_BY_STAFF: Members = {
    # Of a correction: nobody came or went.
    "void": Member(is_true, is_required=False),
    # An anonymous arrival that waits to be completed, or that staff gave up to complete.
    "emergency": Member(one_of("open", "unidentified"), is_required=False),
    # The how manieth of the day it is.
    "number": Member(is_int, is_required=False),
    "seen": Member(
        Inner(
            {
                "sex": Member(one_of("male", "female", "other"), is_required=False),
                "age": Member(one_of("child", "adult", "old"), is_required=False),
            }
        ),
        is_required=False,
    ),
    # The phone code that proves an entry, by the hub's name for it.
    "challenge": _OPTIONAL_WORD,
}
"""What version 4 of an entry adds: what staff do at the desk."""

_CORRECTED = one_of("contact", "birth", "sex", "address", "number", "entry")

_MOVED: Members = {
    # Where the record was first written, when another machine holds that place at the hub.
    "moved": Member(
        Inner(
            {
                "ledger": Member(matching(UUID_PATTERN)),
                "seq": Member(is_place),
                "sha": Member(matching(r"[0-9a-f]{64}")),
            }
        ),
        is_required=False,
    ),
}
"""What version 2 of every type adds (docs/adr/0014-what-a-copied-machine-recorded.md)."""

BODIES: Mapping[RecordType, tuple[Members, ...]] = MappingProxyType(
    {
        RecordType.ARRIVAL: _versions(_ENTRY, _MOVED, _BY_PERSON, _BY_STAFF),
        RecordType.DEPARTURE: _versions(_ENTRY, _MOVED, _BY_PERSON, _BY_STAFF),
        RecordType.REFUSAL: _versions(
            {
                "reason": _WORD,
                # Only the kind: never the raw text of a foreign or unreadable code.
                "credential": _WORD,
                "lane": _LANE,
                "gate": _TEXT,
                "method": _WORD,
                "person": _OPTIONAL_WORD,
                "clock": Member(one_of("suspect"), is_required=False),
            },
            _MOVED,
        ),
        RecordType.SUPPORT: _versions(
            {
                "reason": _WORD,
                "lane": _LANE,
                "gate": _TEXT,
                "credential": _OPTIONAL_WORD,
                "method": _OPTIONAL_WORD,
                "person": _OPTIONAL_WORD,
                "ref": _OPTIONAL_WORD,
                "clock": Member(one_of("suspect"), is_required=False),
            },
            _MOVED,
            # What the page calls whoever waits.
            {"number": Member(is_int, is_required=False)},
            # The number that whoever waits gave as theirs.
            {"phone": _OPTIONAL_WORD},
        ),
        RecordType.SUPPORT_CLOSED: _versions(
            {
                "ref": _WORD,
                "outcome": Member(one_of("admitted", "separate", "not_admitted", "left")),
                "note": _OPTIONAL_TEXT,
                # Tenths of a degree: canonical JSON has no floats.
                "temperature_dc": Member(is_int, is_required=False),
                "staff": _OPTIONAL_WORD,
                "person": _OPTIONAL_WORD,
            },
            _MOVED,
            # Why somebody was not let in; that the closing was none.
            {"reason": _OPTIONAL_WORD, "undo": Member(is_true, is_required=False)},
            {"outcome": Member(one_of(*SupportOutcome))},
        ),
        RecordType.PERSON: _versions(
            {
                "person": _WORD,
                "full_name": _TEXT,
                "birth": _OPTIONAL_WORD,
                "sex": Member(one_of("male", "female", "other", "unknown")),
                "address": Member(Inner({"text": _TEXT}), is_required=False),
                "contact": Member(Inner({"phone": _WORD}), is_required=False),
                "id_number": _OPTIONAL_WORD,
                "insurance_number": _OPTIONAL_WORD,
            },
            _MOVED,
            {
                "visitor": Member(
                    one_of("visitor", "staff", "supplier", "inpatient", "carer"), is_required=False
                )
            },
            # The commune that was chosen, by its code in one of two lists.
            {
                "address": Member(
                    Inner({"text": _TEXT, "unit": Member(Inner(UNIT), is_required=False)}),
                    is_required=False,
                )
            },
        ),
        RecordType.IDENTIFIER: _versions(
            {
                "person": _WORD,
                "kind": _WORD,
                "value": _WORD,
                "source": _WORD,
            },
            _MOVED,
            # The number is not this person's.
            {"undo": Member(is_true, is_required=False)},
        ),
        RecordType.SAME_AS: _versions(
            {
                "persons": Member(are_persons),
                "evidence": _WORD,
                "by": _WORD,
                "undo": Member(is_true, is_required=False),
            },
            _MOVED,
        ),
        RecordType.SLIP: _versions(
            {
                "act": Member(one_of(*SlipAct)),
                # Decimal digits: 63 bits do not fit a JSON number everywhere.
                "slip": Member(is_digits),
                "kid": Member(is_int),
                "expires": _WORD,
                "ref": _OPTIONAL_WORD,
                "person": _OPTIONAL_WORD,
            },
            _MOVED,
            # What the paper is, a slip where nothing is said; who of the staff had it printed again
            # or revoked, and why it was revoked.
            {
                "kind": Member(one_of("slip", "staff_card", "regular_card"), is_required=False),
                "cause": Member(one_of("lost", "by_name"), is_required=False),
                "staff": _OPTIONAL_WORD,
            },
        ),
        RecordType.VENUE: _versions(VENUE, _MOVED, REGISTERED),
        RecordType.ERASURE_DONE: _versions(
            {
                "person": _WORD,
                # The key of the feed item that asked for it, or `request:<id>` of the data request.
                "command": _WORD,
            },
            _MOVED,
        ),
        RecordType.VERIFIED: _versions(
            {
                # The entry that rested on the word of staff alone.
                "ref": _WORD,
                "person": _WORD,
                "by": Member(one_of(*VerifiedBy)),
                "staff": _OPTIONAL_WORD,
            },
            _MOVED,
        ),
        RecordType.DECLARATION: _versions(DECLARATION, _MOVED),
        RecordType.DATA_REQUEST: _versions(
            {
                "person": _WORD,
                "right": Member(one_of("see", "correct", "erase", "withdraw")),
                "answer_by": _WORD,
                "staff": _OPTIONAL_WORD,
            },
            _MOVED,
            # An answer says again what was asked, names the request (`ref`), and how it ended: by
            # which paper whoever asked proved who they are, or why it was refused.
            {
                "ref": _OPTIONAL_WORD,
                "outcome": Member(one_of("done", "refused"), is_required=False),
                "identity": Member(
                    one_of("photo_document", "insurance_card", "guardian"), is_required=False
                ),
                "reason": Member(
                    one_of("not_proven", "taken_back", "must_be_kept", "not_held"),
                    is_required=False,
                ),
            },
            # The ids that are the person: of a request when it was taken down, of an answer those
            # that it is about, and of a correction what was corrected.
            {
                "persons": Member(are_ids, is_required=False),
                "corrected": Member(_CORRECTED, is_required=False),
            },
        ),
        RecordType.AUDIT: _versions(
            {
                "act": _WORD,
                "cause": _OPTIONAL_WORD,
                "parent": Member(
                    Inner(
                        {
                            "ledger": _WORD,
                            "seq": Member(is_int, is_required=False),
                            "hash": _OPTIONAL_WORD,
                        }
                    ),
                    is_required=False,
                ),
                "staff": _OPTIONAL_WORD,
            },
            _MOVED,
            # What staff did, beside what has a record of its own: on whom, on which record, to
            # which account, and a word of the program's.
            {
                "person": _OPTIONAL_WORD,
                "ref": _OPTIONAL_WORD,
                "account": _OPTIONAL_WORD,
                "name": _OPTIONAL_WORD,
                "note": _OPTIONAL_WORD,
            },
        ),
    }
)
"""By type, the members of each version: `v` 1 stands first."""


def without_none(members: Mapping[str, object]) -> dict[str, object]:
    """The members that say something."""
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
    declaration: str | None = None,
    is_clock_suspect: bool = False,
) -> dict[str, object]:
    """Body of an `arrival` or `departure`; `ref` names the entry it corrects.

    `basis` is the cursor of the presence feed the direction was decided on, and its age in
    seconds.
    """
    return without_none(
        {
            "person": person,
            "credential": credential,
            "lane": lane,
            "gate": gate,
            "method": method,
            "proof": proof.value,
            "direction_by": direction_by,
            "basis": None if basis is None else {"cursor": basis[0], "age_s": basis[1]},
            "declaration": declaration,
            "slip": None if slip is None else str(slip),
            "reason": reason,
            "staff": staff,
            "ref": ref,
            "clock": "suspect" if is_clock_suspect else None,
        }
    )


def person_body(
    *,
    person: str,
    full_name: str,
    sex: str,
    birth: str | None = None,
    address: str = "",
    unit: tuple[str, str, str] | None = None,
    phone: str | None = None,
    id_number: str | None = None,
    insurance_number: str | None = None,
    visitor: str | None = None,
) -> dict[str, object]:
    """Body of a `person`: all that is known by now; the newest one stands.

    `unit` is the commune of the address, as scheme, code and name; `visitor` what somebody comes
    for, None where nobody said.
    """
    return without_none(
        {
            "person": person,
            "full_name": full_name,
            "birth": birth,
            "sex": sex,
            "address": address_member(address, unit),
            "contact": {"phone": phone} if phone else None,
            "id_number": id_number or None,
            "insurance_number": insurance_number or None,
            "visitor": visitor,
        }
    )
