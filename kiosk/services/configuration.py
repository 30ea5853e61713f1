"""The configuration in force: the station's own, and over it what the hub's feed says.

Enrolment archives the local one: it comes back when the hub's goes (docs/spec/sync-protocol.md §5).
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import time
from enum import Enum
from typing import Any
from zoneinfo import ZoneInfo

from kiosk.domain.notice import Notice
from kiosk.domain.venue import DeclarationRule, GateMode, Hotline, Policy, PrintWhen, Venue
from sync.protocol.feeds import FeedItem
from sync.protocol.records import ConfigOrigin, ConfigStamp

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Configuration:
    """Venue and rules with where they come from, and the hub's notices."""

    venue: Venue
    policy: Policy
    stamp: ConfigStamp = field(default_factory=ConfigStamp)
    notices: tuple[Notice, ...] = ()
    """Past and future ones too: the clock alone begins and ends them."""


def configuration_in_force(local: Configuration, items: Mapping[str, FeedItem]) -> Configuration:
    """What holds, given the hub's sections by key; without any, the local one.

    A section with an impossible value is left out whole, and its local values hold: nobody meant
    a policy of which one half applies.
    """
    if not items:
        return local
    venue, policy = local.venue, local.policy
    for key, read in _SECTIONS.items():
        if key not in items:
            continue
        try:
            venue, policy = read(venue, policy, items[key].body)
        except (ValueError, TypeError, KeyError) as error:
            # Values of a configuration are no personal data, but its keys are enough.
            log.error(
                "config: section %s of the hub cannot be used (%s)", key, type(error).__name__
            )
    newest = max(item.pos for item in items.values())
    return Configuration(venue, policy, ConfigStamp(ConfigOrigin.HUB, newest))


Body = Mapping[str, object]
_Section = Callable[[Venue, Policy, Body], tuple[Venue, Policy]]


def _venue(venue: Venue, policy: Policy, body: Body) -> tuple[Venue, Policy]:
    changes = _changes(
        body,
        name=_word,
        gate=_text,
        time_zone=lambda value: ZoneInfo(_word(value)),
        support_phone=_text,
        desk_side=lambda value: _one_of(value, "left", "right", "none"),
    )
    return replace(venue, **changes), policy


def _policy(venue: Venue, policy: Policy, body: Body) -> tuple[Venue, Policy]:
    changes = _changes(
        body,
        gate_mode=lambda value: _enum(GateMode, value),
        repeat_window_s=lambda value: _within(value, 0, 3600),
        presence_max_h=lambda value: _within(value, 1, 168),
        closing_time=_closing_time,
        declaration=lambda value: _enum(DeclarationRule, value),
    )
    return venue, replace(policy, **changes)


def _print(venue: Venue, policy: Policy, body: Body) -> tuple[Venue, Policy]:
    changes = _changes(
        body,
        when=lambda value: _enum(PrintWhen, value),
        valid_h=lambda value: _within(value, 1, 14 * 24),
    )
    names = {"when": "print_when", "valid_h": "slip_valid_h"}
    return venue, replace(policy, **{names[key]: value for key, value in changes.items()})


def _hotlines(venue: Venue, policy: Policy, body: Body) -> tuple[Venue, Policy]:
    lines = body["lines"]
    if not isinstance(lines, list):
        raise ValueError("lines: not a list")
    hotlines = tuple(
        Hotline(_text(line["label"]), _text(line["landline"]), _text(line["mobile"]))
        for line in lines
    )
    return replace(venue, hotlines=hotlines), policy


_SECTIONS: Mapping[str, _Section] = {
    "venue": _venue,
    "policy": _policy,
    "print": _print,
    "hotlines": _hotlines,
}


def _changes(body: Body, **readers: Callable[[object], object]) -> dict[str, Any]:
    """The members this version knows, read; unknown ones come from a newer hub and are ignored."""
    return {name: read(body[name]) for name, read in readers.items() if name in body}


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError("not a text")
    return value


def _word(value: object) -> str:
    if not _text(value):
        raise ValueError("empty")
    return _text(value)


def _one_of(value: object, *words: str) -> str:
    if _text(value) not in words:
        raise ValueError("unknown word")
    return _text(value)


def _enum(kind: type[Enum], value: object) -> Enum:
    return kind(value)


def _within(value: object, least: int, most: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise ValueError("out of range")
    return value


def _closing_time(value: object) -> time | None:
    text = _text(value)
    return time.fromisoformat(text) if text else None
