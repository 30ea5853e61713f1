"""One step of the schema; a released step is never changed.

Every step is additive. `min_reader` is the oldest schema version whose application can still work
on the file; an older application at or above it runs on without migrating
(docs/spec/sync-protocol.md §8).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from kiosk.base.dataclass import dataclass

if TYPE_CHECKING:
    from sqlite_utils import Database


@dataclass(frozen=True, slots=True)
class Step:
    """One migration: the schema version it leads to, and the oldest version that can still read."""

    version: int
    name: str
    min_reader: int
    apply: Callable[[Database], None]


def run_all(statements: Sequence[str]) -> Callable[[Database], None]:
    """A step that runs these statements, in this order."""

    def apply(database: Database) -> None:
        for statement in statements:
            database.execute(statement)

    return apply
