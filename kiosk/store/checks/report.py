"""What a check of the store found."""

from __future__ import annotations

from dataclasses import field
from enum import StrEnum

from kiosk.base.dataclass import dataclass

MOST_PROBLEMS = 100
"""Enough to see the kind of damage; the rest is only counted."""


class ProblemKind(StrEnum):
    """What does not hold."""

    UNREADABLE = "unreadable"
    INTEGRITY = "integrity"
    GAP = "gap"
    HEADER = "header"
    CHAIN = "chain"
    BODY = "body"
    ENTRY = "entry"
    OUTBOX = "outbox"
    PRESENCE = "presence"
    SUPPORT = "support"
    DECLARATION = "declaration"
    MOVE = "move"
    ANCHOR = "anchor"
    HEAD = "head"
    CUT = "cut"
    ROLLBACK = "rollback"
    HUB = "hub"
    SCHEMA = "schema"
    PEOPLE = "people"
    PRINT = "print"
    SEARCH = "search"
    TOTALS = "totals"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that does not hold, at one place; no personal data."""

    kind: ProblemKind
    detail: str


@dataclass(slots=True)
class StoreReport:
    """What a check saw."""

    ledgers: int = 0
    records: int = 0
    bodiless: int = 0
    """Records whose body was purged or erased: allowed."""
    entries: int = 0
    unsent: int = 0
    problem_count: int = 0
    problems: list[Problem] = field(default_factory=list)
    """The first `MOST_PROBLEMS` of them."""

    @property
    def is_sound(self) -> bool:
        """Nothing was found."""
        return self.problem_count == 0

    def add(self, kind: ProblemKind, detail: str) -> None:
        """Note a problem."""
        self.problem_count += 1
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(Problem(kind, detail))
