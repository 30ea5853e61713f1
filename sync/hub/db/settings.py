"""What the hub remembers about itself: a few texts by name."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, select
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from sync.hub.db.admin_tables import hub_settings
from sync.hub.db.engine import is_postgresql


def read_settings(connection: Connection, names: Iterable[str]) -> dict[str, str]:
    """The settings of these names that were ever put."""
    query = select(hub_settings.c.name, hub_settings.c.value)
    rows = connection.execute(query.where(hub_settings.c.name.in_(list(names)))).all()
    return {row.name: row.value for row in rows}


def put_setting(connection: Connection, name: str, value: str) -> None:
    """Set one, whatever it was before."""
    insert = postgresql_insert if is_postgresql(connection) else sqlite_insert
    statement = insert(hub_settings).values(name=name, value=value)
    connection.execute(
        statement.on_conflict_do_update(index_elements=[hub_settings.c.name], set_={"value": value})
    )
