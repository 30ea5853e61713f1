"""Migrations: a backup first, each step whole, old entries still proven afterwards."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kiosk.base.clock import ManualClock
from kiosk.store.check import check_store
from kiosk.store.connection import open_store
from kiosk.store.driver import connect
from kiosk.store.key import load_key
from kiosk.store.migrations.step import Step
from kiosk.store.migrations.steps import STEPS
from kiosk.store.store import SqliteStore
from tests.support.store import AT, entry_ids, open_in, raw, scan

if TYPE_CHECKING:
    from sqlite_utils import Database


def _add_notes(database: Database) -> None:
    database.execute("CREATE TABLE notes (text TEXT NOT NULL) STRICT")
    database.execute("ALTER TABLE people ADD COLUMN nickname TEXT")


def _break(database: Database) -> None:
    database.execute("CREATE TABLE half (text TEXT) STRICT")
    raise RuntimeError("planted")


def _next(*steps: Step) -> tuple[Step, ...]:
    return (*STEPS, *steps)


NOTES = Step(STEPS[-1].version + 1, "notes", STEPS[-1].version, _add_notes)
BROKEN = Step(NOTES.version + 1, "broken", STEPS[-1].version, _break)


def _open(directory: Path, steps: tuple[Step, ...]) -> SqliteStore:
    return open_store(directory, directory / "store.key", ManualClock(AT), steps=steps)


def _tables(directory: Path, name: str = "store.db") -> set[str]:
    connection = connect(directory / name, load_key(directory / "store.key"), "ro")
    rows = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
    connection.close()
    return {row[0] for row in rows}


def test_the_released_steps_stay_as_they_are() -> None:
    assert [(step.version, step.name, step.min_reader) for step in STEPS] == [
        (1, "create", 1),
        (2, "sync", 1),
        (3, "moves", 1),
        (4, "numbers", 1),
        (5, "staff", 1),
        (6, "search", 1),
        (7, "desk", 1),
        (8, "reports", 1),
        (9, "declare", 1),
        (10, "units", 1),
        (11, "names", 1),
        (12, "slip keys", 1),
        (13, "printers", 1),
        (14, "data_requests", 1),
        (15, "badges", 1),
        (16, "request_persons", 1),
        (17, "withdrawn", 1),
        (18, "words_of_others", 1),
    ]


def test_a_new_database_needs_no_backup(tmp_path: Path) -> None:
    open_in(tmp_path).close()
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "store.db",
        "store.head",
        "store.key",
        "store.ledger",
    ]


def test_every_table_is_strict(tmp_path: Path) -> None:
    open_in(tmp_path).close()
    connection = raw(tmp_path)
    loose = connection.execute(
        "SELECT name FROM pragma_table_list WHERE strict = 0 AND name NOT LIKE 'sqlite_%'"
        " AND type = 'table'"
    ).fetchall()
    connection.close()
    # The library's own list of applied steps.
    assert loose == [("_sqlite_migrations",)]


def test_an_old_database_is_backed_up_and_taken_along(tmp_path: Path) -> None:
    store = open_in(tmp_path)
    head = scan(store, 1)
    store.close()
    migrated = _open(tmp_path, _next(NOTES))
    assert migrated.ledger_id == store.ledger_id
    assert scan(migrated, 1).seq == head.seq + 1
    migrated.close()
    backup = f"store.db.before-v{NOTES.version}-20260701T003000Z"
    assert "notes" in _tables(tmp_path)
    assert "notes" not in _tables(tmp_path, backup)
    assert (tmp_path / backup).stat().st_mode & 0o777 == 0o600
    key = load_key(tmp_path / "store.key")
    assert check_store(tmp_path / "store.db", key).is_sound
    assert check_store(tmp_path / backup, key).entries == 1
    # The version before still may work on it, since the step is additive.
    old = open_in(tmp_path)
    assert scan(old, 2).seq == head.seq + 4
    old.close()
    assert sum("before" in path.name for path in tmp_path.iterdir()) == 1


def test_a_broken_step_leaves_the_steps_before_it(tmp_path: Path) -> None:
    store = open_in(tmp_path)
    scan(store, 1)
    store.close()
    with pytest.raises(RuntimeError, match="planted"):
        _open(tmp_path, _next(NOTES, BROKEN))
    assert "half" not in _tables(tmp_path)
    assert "notes" in _tables(tmp_path)
    again = _open(tmp_path, _next(NOTES))
    connection = raw(tmp_path)
    assert len(entry_ids(connection)) == 1
    assert connection.execute("PRAGMA user_version").fetchone()[0] == NOTES.version
    connection.close()
    again.close()
