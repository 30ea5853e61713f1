"""What staff are told of pairs of persons."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from sync.hub.db import tables
from sync.hub.db.engine import is_postgresql


def flag_pairs(
    connection: Connection, venue_id: str, kind: str, pairs: Iterable[tuple[str, str]], now_ms: int
) -> None:
    """Tell staff of pairs of persons; once each."""
    rows = [
        {
            "venue": venue_id,
            "kind": kind,
            "one": one,
            "other": other,
            "person": one,
            "noted_ms": now_ms,
        }
        for one, other in sorted(set(pairs))
    ]
    if rows:
        make = postgresql_insert if is_postgresql(connection) else sqlite_insert
        connection.execute(make(tables.flags).on_conflict_do_nothing(), rows)
