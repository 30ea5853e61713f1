"""Declarations, until when each holds; and drafts, of which no record tells."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from kiosk.ports.declarations import Draft, StoredDeclaration
from kiosk.store.driver import Connection
from kiosk.store.repositories.ledger import Appended
from kiosk.store.repositories.people import IDS_OF_PERSON
from kiosk.store.stamp import from_ms, to_ms
from sync.protocol.declaration_bodies import DeclaredHow, Screening
from sync.protocol.records import parse_at

_COLUMNS = "record, person, at, until, needs_human AND cleared_by IS NULL"

_OF_PERSON = f"person IN ({IDS_OF_PERSON})"
"""SQL: of whomever an id resolves to, linked ids included."""

_VOID = (
    "UPDATE declarations SET until = at, needs_human = 0, cleared_by = NULL,"
    " voided_by = coalesce(voided_by, ?)"
)


class Declarations:
    """The tables `declarations` and `declaration_drafts` on one connection."""

    def __init__(self, connection: Connection, next_id: Callable[[], str]) -> None:
        self._connection = connection
        self._next_id = next_id

    def in_force(self, person_id: str, now: datetime) -> list[StoredDeclaration]:
        """Those of a person that hold at a moment, linked ids included, the newest first."""
        rows = self._connection.execute(
            f"SELECT {_COLUMNS} FROM declarations WHERE {_OF_PERSON} AND until > ?2"
            " ORDER BY pos DESC",
            (person_id, to_ms(now)),
        )
        return [
            StoredDeclaration(record, person, from_ms(at), from_ms(until), bool(needs_human))
            for record, person, at, until, needs_human in rows
        ]

    def told_until(self, person_id: str) -> datetime | None:
        """Until when the hub says that a person has declared, linked ids included."""
        return told_until(self._connection, person_id)

    def find_draft(self, draft_id: str) -> Draft | None:
        """What was begun; None for what is there no more."""
        return find_draft(self._connection, draft_id)

    def save_draft(self, draft: Draft) -> str:
        """Keep a draft in the place of what it was before; gives its id."""
        draft_id = draft.id or self._next_id()
        self._connection.execute(
            "INSERT INTO declaration_drafts (id, content, title, saved_at, saved_by, case_id)"
            " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET"
            " content = excluded.content, title = excluded.title, saved_at = excluded.saved_at,"
            " saved_by = excluded.saved_by, case_id = excluded.case_id",
            (
                draft_id,
                draft.content,
                draft.title,
                to_ms(draft.saved_at),
                draft.saved_by,
                draft.case_id,
            ),
        )
        return draft_id

    def drop_draft(self, draft_id: str) -> None:
        """Nothing is left of a draft."""
        self._connection.execute("DELETE FROM declaration_drafts WHERE id = ?", (draft_id,))

    def drop_drafts(self, before: datetime) -> int:
        """The same of all that were saved last before then; gives how many."""
        return self._connection.execute(
            "DELETE FROM declaration_drafts WHERE saved_at < ?", (to_ms(before),)
        ).rowcount


def note_declaration(
    connection: Connection, record: Appended, body: Mapping[str, object], person_id: str
) -> None:
    """Take a fresh declaration in."""
    connection.execute(
        "INSERT INTO declarations (pos, record, person, at, until, needs_human, is_proxy)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (record.pos, record.id, person_id, record.at_ms, *told_of(body)),
    )


def told_of(body: Mapping[str, object]) -> tuple[int, int, int]:
    """`until`, `needs_human` and `is_proxy` of a body."""
    until = to_ms(parse_at(str(body["until"])))
    needs_human = int(body["screening"] != Screening.CLEAR)
    return until, needs_human, int(body["how"] == DeclaredHow.PROXY)


def told_until(connection: Connection, person_id: str) -> datetime | None:
    """Until when the hub says that a person has declared, linked ids included."""
    row = connection.execute(
        f"SELECT max(until) FROM feed_declarations WHERE {_OF_PERSON}", (person_id,)
    ).fetchone()
    return None if row[0] is None else from_ms(row[0])


def note_told(connection: Connection, person_id: str, until: datetime | None) -> None:
    """What the hub says of a person now; None for nothing."""
    connection.execute("DELETE FROM feed_declarations WHERE person = ?", (person_id,))
    if until is not None:
        connection.execute(
            "INSERT INTO feed_declarations (person, until) VALUES (?, ?)",
            (person_id, to_ms(until)),
        )


def void_declarations(connection: Connection, person_id: str, by: int | None = None) -> None:
    """Somebody is erased, or took their consent back by the record in a place: nothing of theirs
    holds, and what it meant is not known any more. That there was one is counted still."""
    note_told(connection, person_id, None)
    connection.execute(f"{_VOID} WHERE person = ?", (by, person_id))


def void_declaration(connection: Connection, pos: int, by: int | None) -> None:
    """The same of one declaration; `by` is None where the hub told of it."""
    connection.execute(f"{_VOID} WHERE pos = ?", (by, pos))


def clear(connection: Connection, person_id: str, closing: Appended) -> None:
    """Staff let a person in by closing a case: answers so far need nobody any more."""
    connection.execute(
        f"UPDATE declarations SET cleared_by = ?2 WHERE {_OF_PERSON} AND needs_human"
        " AND cleared_by IS NULL",
        (person_id, closing.pos),
    )


def clear_no_more(connection: Connection, closing_pos: int) -> None:
    """That closing was none."""
    connection.execute(
        "UPDATE declarations SET cleared_by = NULL WHERE cleared_by = ?", (closing_pos,)
    )


def find_draft(connection: Connection, draft_id: str) -> Draft | None:
    """What was begun; None for what is there no more."""
    row = connection.execute(
        "SELECT id, content, title, saved_at, saved_by, case_id FROM declaration_drafts"
        " WHERE id = ?",
        (draft_id,),
    ).fetchone()
    if row is None:
        return None
    one, content, title, saved_at, saved_by, case_id = row
    return Draft(one, content, title, from_ms(saved_at), saved_by, case_id)
