"""What a `venue` record says: where a station stands, as whoever runs the place registered it."""

from __future__ import annotations

from datetime import time

from sync.protocol.body_members import (
    Inner,
    ListOf,
    Member,
    Members,
    is_digits,
    is_text,
    is_word,
    matching,
    one_of,
)
from sync.protocol.policy import VenueKind, VenueSettings
from sync.protocol.settings import plain_table

_OPTIONAL_WORD = Member(is_word, is_required=False)
_OPTIONAL_TIME = Member(matching(r"([01][0-9]|2[0-3]):[0-5][0-9]"), is_required=False)

UNIT: Members = {
    "scheme": Member(one_of("before-2025-07", "since-2025-07")),
    "code": Member(is_digits),
    "name": Member(is_word),
}
"""A commune by its code, the list that this is of, and what it was called then."""

VENUE: Members = {
    "name": Member(is_word),
    "gate": Member(is_text),
    "time_zone": Member(is_word),
    "support_phone": _OPTIONAL_WORD,
}
"""The members of version 1."""

_ALWAYS = frozenset(name for name, member in VENUE.items() if member.is_required)

REGISTERED: Members = {
    "kind": Member(one_of(*VenueKind), is_required=False),
    "phone": _OPTIONAL_WORD,
    "address": Member(
        Inner({"text": Member(is_text), "unit": Member(Inner(UNIT), is_required=False)}),
        is_required=False,
    ),
    "gates": Member(ListOf(is_word), is_required=False),
    "opens": _OPTIONAL_TIME,
    "closes": _OPTIONAL_TIME,
    "hotlines": Member(
        ListOf(
            Inner(
                {"label": Member(is_text), "landline": Member(is_text), "mobile": Member(is_text)}
            )
        ),
        is_required=False,
    ),
    "link": _OPTIONAL_WORD,
}
"""What version 3 adds: what is registered of a place. Times are those of its zone."""


def address_member(text: str, unit: tuple[str, str, str] | None) -> dict[str, object] | None:
    """An address as records have it, `unit` as scheme, code and name; None where there is none."""
    if unit is None:
        return {"text": text} if text else None
    return {"text": text, "unit": dict(zip(UNIT, unit, strict=True))}


def venue_body(
    venue: VenueSettings, closes: time | None, unit: tuple[str, str, str] | None
) -> dict[str, object]:
    """Body of a `venue`: what its station has registered; `unit` is the commune as a record has it.

    The whole is told each time, and the newest stands.
    """
    members = {
        "name": venue.name,
        "gate": venue.gate,
        "time_zone": venue.time_zone.key,
        "support_phone": venue.support_phone,
        "kind": venue.kind.value,
        "phone": venue.phone,
        "address": address_member(venue.street, unit),
        "gates": list(venue.gates),
        "opens": _clock(venue.opening_time),
        "closes": _clock(closes),
        "hotlines": [plain_table(line) for line in venue.hotlines],
        "link": venue.link,
    }
    return {name: value for name, value in members.items() if name in _ALWAYS or value}


def _clock(at: time | None) -> str:
    return "" if at is None else f"{at:%H:%M}"
