"""The search of the desk: what each person is found by, and the index over it.

`search_keys` holds one line of words a person, made by `kiosk.domain.desk.search`; its `id` rises
with every change, so that the newest are the highest. `people_search` indexes it by FTS5 with
external content: words and their beginnings, no places
(docs/adr/0017-people-are-found-by-fts5.md). Whose line may be out of date stands in `search_stale`,
put there by triggers, whichever statement of whichever application changed the person; who goes is
taken out of the index at once. The lines are made anew before the transaction ends
(`kiosk.store.repositories.search_index`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from kiosk.store.driver import Connection
from kiosk.store.migrations.step import Step, run_all
from kiosk.store.repositories.search_index import SearchIndex

if TYPE_CHECKING:
    from sqlite_utils import Database

_STATEMENTS = (
    """CREATE TABLE search_keys (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        person INTEGER NOT NULL UNIQUE REFERENCES people (no),
        key TEXT NOT NULL
    ) STRICT""",
    "CREATE TABLE search_stale (person INTEGER PRIMARY KEY) STRICT",
    """CREATE VIRTUAL TABLE people_search USING fts5 (
        key, content = 'search_keys', content_rowid = 'id', prefix = '1 2 3',
        detail = none, columnsize = 0, tokenize = "ascii tokenchars '_'"
    )""",
    "INSERT INTO people_search (people_search, rank) VALUES ('secure-delete', 1)",
    """CREATE TRIGGER search_keys_made AFTER INSERT ON search_keys
        BEGIN INSERT INTO people_search (rowid, key) VALUES (NEW.id, NEW.key); END""",
    """CREATE TRIGGER search_keys_gone AFTER DELETE ON search_keys
        BEGIN
            INSERT INTO people_search (people_search, rowid, key)
            VALUES ('delete', OLD.id, OLD.key);
        END""",
    """CREATE TRIGGER search_keys_keep BEFORE UPDATE ON search_keys
        BEGIN SELECT RAISE(ABORT, 'a search key is made anew'); END""",
    """CREATE TRIGGER search_person_added AFTER INSERT ON people
        BEGIN
            INSERT INTO search_stale (person) VALUES (NEW.no) ON CONFLICT DO NOTHING;
        END""",
    """CREATE TRIGGER search_person_changed
        AFTER UPDATE OF full_name, phone, id_number, insurance_number ON people
        BEGIN
            INSERT INTO search_stale (person) VALUES (NEW.no) ON CONFLICT DO NOTHING;
        END""",
    """CREATE TRIGGER search_person_gone AFTER DELETE ON people
        BEGIN
            DELETE FROM search_stale WHERE person = OLD.no;
            DELETE FROM search_keys WHERE person = OLD.no;
        END""",
    """CREATE TRIGGER search_number_added AFTER INSERT ON identifiers
        BEGIN
            INSERT INTO search_stale (person) SELECT no FROM people WHERE id = NEW.person
            ON CONFLICT DO NOTHING;
        END""",
    """CREATE TRIGGER search_number_gone AFTER DELETE ON identifiers
        BEGIN
            INSERT INTO search_stale (person) SELECT no FROM people WHERE id = OLD.person
            ON CONFLICT DO NOTHING;
        END""",
    "INSERT INTO search_stale (person) SELECT no FROM people",
)


def _apply(database: Database) -> None:
    run_all(_STATEMENTS)(database)
    # One and the same object, typed by the library it comes from.
    SearchIndex(cast(Connection, database.conn)).settle()


STEP = Step(6, "search", 1, _apply)
