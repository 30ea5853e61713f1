"""*Danh sách sơ tán*: who is inside, and who may still be (docs/spec/reports.md §4)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import field
from datetime import datetime, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from kiosk.base.dataclass import dataclass
from kiosk.base.names import bare_name
from kiosk.domain.desk.acts_on_cases import AgeGroup
from kiosk.domain.people.person import Sex
from kiosk.domain.people.visitor import VisitorKind
from kiosk.domain.venue import Policy
from kiosk.domain.visits.presence import is_inside, longest_stay, presence_end

MAYBE_WITHIN = timedelta(hours=72)
"""For so long after a presence ended by itself the person may still be inside."""


@dataclass(frozen=True, slots=True)
class Arrived:
    """Somebody whose last known entry is an arrival."""

    person_id: str | None
    """The id that stands for the person and all linked with it; None for nobody known."""
    entry_id: str
    """Empty where the hub told of it without naming it."""
    full_name: str = field(repr=False)
    birth_year: str = field(repr=False)
    since: datetime
    """UTC."""
    gate: str
    kind: VisitorKind | None = None
    """What they come for; None where nobody said."""
    emergency: int | None = None
    """Of an anonymous arrival: its number of the day, *ca 3*."""
    sex: Sex | None = None
    """Of an anonymous arrival, where somebody said."""
    age: AgeGroup | None = None
    """The same: how old they look."""


@dataclass(frozen=True, slots=True)
class EvacuationList:
    """Who is inside at a moment."""

    venue_name: str
    at: datetime
    """UTC."""
    time_zone: ZoneInfo
    inside: tuple[Arrived, ...]
    """By gate, and by name."""
    maybe_inside: tuple[Arrived, ...]
    """*Có thể còn bên trong*: presences that ended by time within 72 h, by gate and by name."""


def earliest_arrival(policy: Policy, now: datetime) -> datetime:
    """Whoever arrived before this stands in neither part of the list, unless they stay until they
    are discharged."""
    return now - longest_stay(policy, VisitorKind.STAFF) - MAYBE_WITHIN


def evacuation_list(
    venue_name: str, arrived: Iterable[Arrived], policy: Policy, zone: ZoneInfo, now: datetime
) -> EvacuationList:
    """The list of those whose last known entry is an arrival."""
    inside, maybe = [], []
    for one in arrived:
        if is_inside(one.since, now, policy, zone, one.kind):
            inside.append(one)
        elif timedelta(0) <= now - presence_end(one.since, policy, zone, one.kind) <= MAYBE_WITHIN:
            maybe.append(one)
    return EvacuationList(venue_name, now, zone, _ordered(inside), _ordered(maybe))


def by_gate(people: Iterable[Arrived]) -> list[tuple[str, list[Arrived]]]:
    """An ordered part of the list, gate by gate."""
    return [(gate, list(some)) for gate, some in groupby(people, lambda one: one.gate)]


def _ordered(people: Iterable[Arrived]) -> tuple[Arrived, ...]:
    # Whoever has no name stands last.
    return tuple(
        sorted(
            people,
            key=lambda one: (one.gate, not one.full_name, bare_name(one.full_name), one.since),
        )
    )
