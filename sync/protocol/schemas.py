"""JSON Schemas (2020-12) of every message, out of the enums, limits and tables of the protocol.

`additionalProperties` stays open but for records: either end ignores members it does not know.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sync.protocol.asking import (
    MAX_VALUE_LETTERS,
    OTP_LIFE_S,
    OTP_RESEND_S,
    RELEASE_S,
    DeclarationStatus,
    LookupKind,
)
from sync.protocol.bodies import BODIES
from sync.protocol.body_members import TEXT_CHECKS, Inner, ListOf, Member
from sync.protocol.devices import (
    MAX_FAULTS,
    MAX_HEADS,
    MAX_KID,
    MAX_VENUE_NO,
    MAX_WORD_LETTERS,
    SlipKeyState,
    StationState,
)
from sync.protocol.enrolment import CODE_LETTERS
from sync.protocol.envelope import Durability, RecordStatus
from sync.protocol.feeds import FEED_VERSION
from sync.protocol.lengths import longest
from sync.protocol.records import SALT_BYTES, ConfigOrigin
from sync.protocol.wire import MAX_BATCH, MAX_PAGE

Schema = dict[str, object]

WORD: Schema = {"type": "string", "minLength": 1}
TEXT: Schema = {"type": "string"}
FLAG: Schema = {"type": "boolean"}
AT: Schema = {
    "type": "string",
    "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$",
    "description": "UTC, milliseconds",
}
SHA: Schema = {"type": "string", "pattern": "^[0-9a-f]{64}$", "description": "SHA-256, hex"}
UUID: Schema = {
    "type": "string",
    "pattern": "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$",
}
CURSOR: Schema = {
    "type": "string",
    "pattern": r"^[0-9a-f]{6,32}:\d{1,15}$",
    "description": "Opaque to the station, but for the epoch before the colon",
}
KEY: Schema = {
    "type": "string",
    "minLength": 1,
    "description": "32 raw bytes, base64url without padding",
}
TEXT_BY_LANGUAGE: Schema = {
    "type": "object",
    "required": ["vi"],
    "additionalProperties": {"type": "string"},
}


def named(name: str) -> Schema:
    """A reference to a schema of the document."""
    return {"$ref": f"#/components/schemas/{name}"}


def count(least: int = 0, most: int | None = None, description: str = "") -> Schema:
    """A whole number."""
    schema: Schema = {"type": "integer", "minimum": least}
    if most is not None:
        schema["maximum"] = most
    if description:
        schema["description"] = description
    return schema


def one_of(values: Iterable[str]) -> Schema:
    """One of some words."""
    return {"type": "string", "enum": sorted(values)}


def nullable(schema: Schema) -> Schema:
    """The schema, or null."""
    return {"anyOf": [schema, {"type": "null"}]}


def listed(items: Schema, most: int | None = None) -> Schema:
    """A list."""
    schema: Schema = {"type": "array", "items": items}
    if most is not None:
        schema["maxItems"] = most
    return schema


def members(required: dict[str, Schema], optional: dict[str, Schema] | None = None) -> Schema:
    """An object; members beyond these are ignored."""
    schema: Schema = {"type": "object", "properties": {**required, **(optional or {})}}
    if required:
        schema["required"] = sorted(required)
    return schema


def _told(who: dict[str, Schema]) -> Schema:
    """The least about a person."""
    return members(
        {
            **who,
            "sex": WORD,
            "declaration": members({"status": one_of(DeclarationStatus)}),
        },
        {"full_name": TEXT, "birth": nullable(WORD)},
    )


RANGES = listed({"type": "array", "items": count(1), "minItems": 2, "maxItems": 2})
"""Stretches of `seq`, both ends included."""


def schemas() -> dict[str, Schema]:
    """Every schema of the document by name."""
    return {**_records(), **_exchange(), **_feeds(), **_station()}


def _records() -> dict[str, Schema]:
    record = members(
        {
            "id": UUID | {"description": "UUIDv7"},
            "ledger": UUID,
            "seq": count(1),
            "prev": SHA,
            "type": {
                "type": "string",
                "pattern": "^[a-z][a-z_]{0,31}$",
                "description": "One of " + ", ".join(BODIES) + "; a hub keeps others raw",
            },
            "v": count(1, description="Version of the body, by its type: `Body_TYPE_vN`"),
            "cfg": members({"origin": one_of(ConfigOrigin), "rev": count()}),
            "at": AT,
            "tz": WORD,
            "off_ms": nullable({"type": "integer"}),
            "body_sha": SHA,
            "body": {"type": "object"},
            "salt": {"type": "string", "pattern": f"^[0-9a-f]{{{2 * SALT_BYTES}}}$"},
        }
    )
    record["additionalProperties"] = False
    bodies: dict[str, Schema] = {}
    for record_type, versions in BODIES.items():
        for v, table in enumerate(versions, 1):
            bodies[f"Body_{record_type}_v{v}"] = _body(table)
    return {"Record": record, **bodies}


def _body(table: Mapping[str, Member]) -> Schema:
    return {
        "type": "object",
        "properties": {name: _member(name, member) for name, member in table.items()},
        "required": sorted(name for name, member in table.items() if member.is_required),
        "additionalProperties": False,
    }


def _member(name: str, member: Member) -> Schema:
    """Its length where it is a text. A longer one is no reason to refuse a record."""
    if isinstance(member.check, Inner):
        return _body(member.check.members)
    if isinstance(member.check, ListOf):
        return listed(_member(name, Member(member.check.check)))
    if member.check in TEXT_CHECKS:
        return {"type": "string", "maxLength": longest(name)}
    return {}


def _exchange() -> dict[str, Schema]:
    letters = "".join(RecordStatus)
    return {
        "Error": members({"code": WORD, "text": TEXT_BY_LANGUAGE}),
        "Empty": {"type": "object"},
        "Envelope": members(
            {
                "device": WORD,
                "batch": WORD,
                "app": WORD,
                "queue": count(),
                "n": count(0, MAX_BATCH),
            },
            {"oldest": nullable(AT)},
        ),
        "Batch": {
            "type": "string",
            "description": "NDJSON: one Envelope, then `n` Records in canonical JSON, byte for"
            " byte as they were frozen, save that a Record may lack `body_sha` when it is the"
            " SHA-256 of its salt and body, and `prev` when it is that of the header before it in"
            " the batch. The hub puts them back and hashes the lines as they were frozen.",
        },
        "BatchAnswer": members(
            {
                "hub": WORD,
                "epoch": WORD,
                "now": AT,
                "dur": one_of(Durability),
                "body_sha256": WORD,
                "st": {
                    "type": "string",
                    "pattern": f"^[{letters}]*$",
                    "description": "One letter per record: s stored, d duplicate, q quarantined,"
                    " c conflict, t transient, r refused; s d q are acks",
                },
                "detail": listed(members({"i": count(), "code": WORD}, {"text": nullable(TEXT)})),
                "next": members({"wait": count(), "max": count(1)}),
            }
        ),
        "DigestRequest": members(
            {
                "days": listed(
                    members(
                        {"ledger": WORD, "d": WORD, "n": count(), "max_seq": count(), "sha": WORD},
                        {"without": RANGES},
                    )
                )
            }
        ),
        "DigestAnswer": members(
            {
                "ok": listed(members({"ledger": WORD, "d": WORD})),
                "missing": listed(
                    members(
                        {
                            "ledger": WORD,
                            "d": WORD,
                            "ranges": RANGES,
                        }
                    )
                ),
            }
        ),
    }


def _feeds() -> dict[str, Schema]:
    return {
        "FeedItem": members(
            {
                "k": WORD,
                "pos": count(1),
                "rev": count(1),
                "v": count(1, description=f"Newest known: {FEED_VERSION}"),
            },
            {"del": FLAG, "body": {"type": "object"}, "min_app": nullable(WORD)},
        ),
        "FeedPage": members(
            {"items": listed(named("FeedItem"), MAX_PAGE), "cursor": CURSOR},
            {"more": FLAG},
        ),
    }


def _station() -> dict[str, Schema]:
    short: Schema = {"type": "string", "minLength": 1, "maxLength": MAX_VALUE_LETTERS}
    venue = members({"id": WORD, "name": WORD})
    hub_keys = members({"sign": KEY, "seal": KEY})
    return {
        "HubIntroduction": members({"hub_id": WORD, "epoch": WORD, "hub_keys": hub_keys}),
        "EnrolRequest": members(
            {
                "code": WORD | {"description": f"{CODE_LETTERS} letters of Crockford's base32"},
                "public_key": KEY,
                "proof": WORD | {"description": "Ed25519 over `KE2|code|public_key`"},
                "app": WORD,
            }
        ),
        "EnrolAnswer": members(
            {
                "device_id": WORD,
                "kid": WORD,
                "hub_id": WORD,
                "epoch": WORD,
                "hub_keys": hub_keys,
                "venue": venue,
                "gate": WORD,
            }
        ),
        "LookupRequest": members({"kind": one_of(LookupKind), "value": short}),
        "LookupAnswer": members(
            {"persons": listed(_told({"person": WORD}))},
            {
                "elsewhere": nullable(count(description="How many persons of other venues")),
                "released": listed(_told({"handle": WORD})),
                "released_s": nullable(count(0, RELEASE_S)),
            },
        ),
        "OtpRequest": members({"phone": short}),
        "OtpStarted": members(
            {
                "challenge": WORD,
                "expires_s": count(1, description=f"Here {OTP_LIFE_S}"),
                "resend_s": count(description=f"Here {OTP_RESEND_S}"),
            }
        ),
        "OtpCheck": members({"challenge": short, "code": short}),
        "OtpChecked": members({}, {"verified": FLAG, "tries_left": nullable(count())}),
        "DeviceAnswer": members(
            {
                "device_id": WORD,
                "kid": WORD,
                "state": one_of(StationState),
                "venue": venue,
                "gate": WORD,
            },
            {
                "heads": listed(members({"ledger": UUID, "seq": count(1), "sha": SHA}), MAX_HEADS),
            },
        ),
        "DeviceStatus": members(
            {
                "app": {"type": "string", "minLength": 1, "maxLength": MAX_WORD_LETTERS},
                "queue": count(),
                "dead": count(),
            },
            {
                "oldest": nullable(AT),
                "offset_ms": {"type": "integer", "description": "Hub's time minus the station's"},
                "faults": listed({"type": "string", "maxLength": MAX_WORD_LETTERS}, MAX_FAULTS),
            },
        ),
        "SlipKeyRequest": members(
            {
                "public_key": KEY,
                "proof": WORD | {"description": "Ed25519 over `SK1|device|public_key`"},
            },
            {"statement": nullable(TEXT)},
        ),
        "SlipKeyStatement": members(
            {
                "kid": count(1, MAX_KID),
                "venue": count(1, MAX_VENUE_NO, "The venue's number"),
                "public_key": KEY,
                "since": count(description="Seconds since 1970, as are the other moments"),
                "state": count(0, max(SlipKeyState), "0 good, 1 revoked, 2 compromised"),
                "noted": count(),
                "sig": WORD | {"description": "The hub's signature of this statement alone"},
            },
            {"until": count()},
        ),
        "RollRequest": members({"public_key": WORD, "proof": WORD}),
        "RollAnswer": members({"kid": WORD, "old_until": AT}),
    }
