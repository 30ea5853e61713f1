"""Whether tables, indexes and triggers are those that the migrations make."""

from __future__ import annotations

from kiosk.store.checks.report import ProblemKind, StoreReport
from kiosk.store.driver import Connection, connect
from kiosk.store.migrations.steps import SCHEMA_VERSION, STEPS, migrate, schema_version

_Objects = dict[tuple[str, str], str]


def check_schema(connection: Connection, report: StoreReport) -> None:
    """Compare with a fresh database of the same version. What a newer application made is not
    known here, and is not judged."""
    version = schema_version(connection)
    if version > SCHEMA_VERSION:
        return
    fresh = connect(None, bytes(32))
    try:
        migrate(fresh, tuple(step for step in STEPS if step.version <= version))
        wanted = _objects(fresh)
    finally:
        fresh.close()
    found = _objects(connection)
    for place in sorted(wanted.keys() | found.keys()):
        name = " ".join(place)
        if place not in found:
            report.add(ProblemKind.SCHEMA, f"{name}: missing")
        elif place not in wanted:
            report.add(ProblemKind.SCHEMA, f"{name}: not ours")
        elif wanted[place] != found[place]:
            report.add(ProblemKind.SCHEMA, f"{name}: altered")


def _objects(connection: Connection) -> _Objects:
    """What was made by which statement, but for SQLite's and sqlite-utils' own."""
    return {
        (kind, name): _plain(f"{table} {sql}")
        for kind, name, table, sql in connection.execute(
            "SELECT type, name, tbl_name, sql FROM sqlite_schema"
            " WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
            " AND tbl_name <> '_sqlite_migrations'"
        )
    }


def _plain(sql: str) -> str:
    """Without what SQLite's versions write differently when a table is renamed."""
    return " ".join(sql.replace('"', "").split())
