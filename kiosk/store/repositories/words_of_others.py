"""Erased people in records about somebody else: what they are looked for by, and what is left.

A body that names them is kept without their name and phone beside the frozen one, which goes: it is
no more what its header names by hash (docs/spec/sync-protocol.md §11).
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import field
from typing import Any

from kiosk.base.dataclass import dataclass
from kiosk.base.words_of_others import (
    TELLING,
    Word,
    WordKind,
    name_word,
    phone_word,
    without_words,
)
from kiosk.store.driver import Connection
from sync.protocol.canonical import canonical_bytes


def note_words(connection: Connection, group: Sequence[str]) -> None:
    """Look for the names and phones of these ids of one person, while their erasure is open, in
    what is recorded by now; and take them at once out of what is no record."""
    marks = ", ".join("?" * len(group))
    names = _texts(connection, f"SELECT full_name FROM people WHERE id IN ({marks})", group)
    phones = _texts(
        connection,
        f"SELECT phone FROM people WHERE id IN ({marks})"
        " UNION SELECT value FROM identifiers INDEXED BY identifiers_person"
        f" WHERE person IN ({marks}) AND kind = 'phone'"
        f" UNION SELECT phone FROM verifications WHERE person IN ({marks})"
        f" UNION SELECT phone FROM support_cases WHERE person IN ({marks})"
        " UNION SELECT c.phone FROM support_cases c JOIN bodies b ON b.pos = c.closed_by"
        f" WHERE json_extract(CAST(b.body AS TEXT), '$.person') IN ({marks})",
        group,
    )
    words = {name_word(name) for name in names} | {phone_word(phone) for phone in phones}
    known = {word for word in words if word is not None}
    connection.executemany(
        "INSERT INTO erased_words (person, kind, value, up_to)"
        " SELECT person, ?, ?, (SELECT coalesce(max(pos), 0) FROM records) FROM erasures"
        " WHERE person = ? AND done_at IS NULL"
        " ON CONFLICT (person, kind, value) DO UPDATE SET up_to = excluded.up_to",
        [(word.kind, word.value, group[0]) for word in sorted(known)],
    )
    for phone in phones:
        connection.execute(
            "UPDATE support_cases SET phone = '' WHERE person IS NULL AND phone = ?", (phone,)
        )
    for draft_id, content in connection.execute(
        "SELECT id, content FROM declaration_drafts"
    ).fetchall():
        if _is_named_in_draft(content, known):
            connection.execute("DELETE FROM declaration_drafts WHERE id = ?", (draft_id,))


def forget_words(connection: Connection, person_id: str) -> None:
    """An erasure is done: nothing is looked for any more, nor is anything left of what was
    shortened and is about this person."""
    connection.execute("DELETE FROM erased_words WHERE person = ?", (person_id,))
    connection.execute(
        "DELETE FROM shortened_bodies WHERE instr(body, ?)", (person_id.encode("ascii"),)
    )


def put_shortened(connection: Connection, pos: int, members: Mapping[str, Any]) -> None:
    """Keep what is left of a body, whose frozen bytes are gone."""
    connection.execute(
        "INSERT INTO shortened_bodies (pos, body) VALUES (?, ?)", (pos, canonical_bytes(members))
    )


@dataclass(slots=True)
class SoughtWords:
    """The words of all erasures that are open."""

    _whose: dict[Word, list[tuple[str, int]]] = field(default_factory=dict)

    @classmethod
    def read(cls, connection: Connection) -> SoughtWords:
        """As they stand."""
        sought = cls()
        for person, kind, value, up_to in connection.execute(
            "SELECT person, kind, value, up_to FROM erased_words"
        ):
            word = Word(WordKind(kind), value)
            sought._whose.setdefault(word, []).append((person, up_to))
        return sought

    def find_in(
        self, record_type: str, pos: int, body: bytes
    ) -> tuple[set[str], dict[str, Any]] | None:
        """Who of them stands in a body about somebody else, and what is left without them; None
        where nobody does. `pos` is where the record was written first."""
        if not self._whose or record_type not in TELLING:
            return None
        found: set[str] = set()

        def is_theirs(word: Word) -> bool:
            persons = {person for person, up_to in self._whose.get(word, ()) if pos <= up_to}
            found.update(persons)
            return bool(persons)

        left = without_words(record_type, json.loads(body), is_theirs)
        return None if left is None else (found, left)


def _texts(connection: Connection, sql: str, group: Sequence[str]) -> list[str]:
    """What a query finds for a group, whose ids it asks for once or several times."""
    times = sql.count("?") // len(group)
    rows = connection.execute(sql, tuple(group) * times)
    return sorted({row[0] for row in rows if row[0]})


def _is_named_in_draft(content: str, words: set[Word]) -> bool:
    """Whether whoever declares in a draft is one of these; it is begun anew then."""
    try:
        draft = json.loads(content)
        declarant = name_word(str(draft.get("declarant_name", "")))
    except (ValueError, AttributeError):
        return False
    return declarant in words
