"""One local day in numbers, without anybody's name (docs/spec/reports.md §2)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import field
from datetime import date

from kiosk.base.dataclass import dataclass

KEPT_MONTHS = 24
"""For so long the numbers of a day outlive the entries they were counted from."""

ARRIVALS, DEPARTURES = "arrivals", "departures"
PEOPLE = "people"
REACHABLE = "reachable"
NOT_LEFT = "not_left"
DECLARED_FOR = "declared_for"
FORM = "form:"
"""Before the kind of credential; the names under which numbers are stored."""


@dataclass(frozen=True, slots=True)
class DayTotals:
    """What was recorded on one day in the venue's time zone, corrections applied."""

    day: date
    arrivals: int = 0
    departures: int = 0
    people: int = 0
    """How many different people came or went; an arrival of nobody known counts as one."""
    reachable: int = 0
    """Arrivals and departures of people whose phone is known."""
    not_left: int = 0
    """Arrivals whose presence ended by itself: *Chưa ghi nhận ra về*."""
    forms: Mapping[str, int] = field(default_factory=dict)
    """Arrivals and departures by the kind of credential."""
    declared_for: int = 0
    """*Khai hộ*: declarations that staff made for somebody."""

    @property
    def entries(self) -> int:
        """*Lượt*: arrivals and departures."""
        return self.arrivals + self.departures


def totals_of(day: date, counts: Mapping[str, int]) -> DayTotals:
    """A day's totals of its numbers by name; names that are not known count nothing."""
    return DayTotals(
        day,
        counts.get(ARRIVALS, 0),
        counts.get(DEPARTURES, 0),
        counts.get(PEOPLE, 0),
        counts.get(REACHABLE, 0),
        counts.get(NOT_LEFT, 0),
        {name.removeprefix(FORM): n for name, n in counts.items() if name.startswith(FORM) and n},
        counts.get(DECLARED_FOR, 0),
    )


def add_up(days: Iterable[DayTotals]) -> DayTotals:
    """The totals of several days together; who came on two days counts on each of them.

    Its day is the first one. Raises ValueError without any day.
    """
    days = list(days)
    if not days:
        raise ValueError("no day to add up")
    forms: Counter[str] = Counter()
    for each in days:
        forms.update(each.forms)
    return DayTotals(
        days[0].day,
        sum(each.arrivals for each in days),
        sum(each.departures for each in days),
        sum(each.people for each in days),
        sum(each.reachable for each in days),
        sum(each.not_left for each in days),
        dict(forms),
        sum(each.declared_for for each in days),
    )


def first_kept_day(today: date) -> date:
    """The first day whose numbers are kept, seen from `today`."""
    months = today.year * 12 + today.month - 1 - KEPT_MONTHS
    # The first of a month: a month's report is whole or gone.
    return date(months // 12, months % 12 + 1, 1)
