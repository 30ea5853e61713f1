"""The schema's history, as an append-only list of steps, one module each."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from kiosk.store.driver import Connection, as_utils_database
from kiosk.store.migrations import (
    m0001_create,
    m0002_sync,
    m0003_moves,
    m0004_numbers,
    m0005_staff,
    m0006_search,
    m0007_desk,
    m0008_reports,
    m0009_declare,
    m0010_units,
    m0011_names,
    m0012_slip_keys,
    m0013_printers,
    m0014_data_requests,
    m0015_badges,
    m0016_request_persons,
    m0017_withdrawn,
    m0018_words_of_others,
)
from kiosk.store.migrations.step import Step

if TYPE_CHECKING:
    from sqlite_utils import Database

STEPS: tuple[Step, ...] = (
    m0001_create.STEP,
    m0002_sync.STEP,
    m0003_moves.STEP,
    m0004_numbers.STEP,
    m0005_staff.STEP,
    m0006_search.STEP,
    m0007_desk.STEP,
    m0008_reports.STEP,
    m0009_declare.STEP,
    m0010_units.STEP,
    m0011_names.STEP,
    m0012_slip_keys.STEP,
    m0013_printers.STEP,
    m0014_data_requests.STEP,
    m0015_badges.STEP,
    m0016_request_persons.STEP,
    m0017_withdrawn.STEP,
    m0018_words_of_others.STEP,
)
SCHEMA_VERSION = STEPS[-1].version
"""What this application writes."""


def schema_version(connection: Connection) -> int:
    """The file's schema version; 0 for an empty one."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def min_reader(connection: Connection) -> int:
    """The oldest schema version whose application may work on this file."""
    row = connection.execute("SELECT value FROM meta WHERE key = 'min_reader'").fetchone()
    return int(row[0])


def migrate(connection: Connection, steps: tuple[Step, ...] = STEPS) -> None:
    """Apply what is missing, each step in its own transaction together with its version."""
    from sqlite_utils.migrations import Migrations

    # sqlite-utils keeps the names of the applied steps; user_version answers the quick question
    # at every start without importing it.
    pending = Migrations("checkpoint-kiosk")
    for step in steps:
        pending(name=step.name)(_as_migration(step))
    pending.apply(as_utils_database(connection))


def _as_migration(step: Step) -> Callable[[Database], None]:
    def run(database: Database) -> None:
        step.apply(database)
        database.execute(
            "INSERT INTO meta (key, value) VALUES ('min_reader', ?)"
            " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            [str(step.min_reader)],
        )
        database.execute(f"PRAGMA user_version = {step.version}")

    return run
