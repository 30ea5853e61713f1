"""What the desk finds people by, kept in the transaction that changes them."""

from __future__ import annotations

from kiosk.domain.desk.search import search_key
from kiosk.store.driver import Connection

_STRETCH = 1000
"""People whose lines are made at once: a migration has all of them to do."""

SEARCHED_KINDS = "('citizen_id', 'old_id', 'insurance_number', 'phone', 'qid')"
"""Numbers that people know; a slip's and the hub's own names for somebody are typed by nobody."""

CURRENT_KEYS = (
    "SELECT p.no, p.full_name, p.phone, p.id_number, p.insurance_number,"
    " (SELECT group_concat(i.value, ' ') FROM identifiers i"
    f" WHERE i.person = p.id AND i.kind IN {SEARCHED_KINDS}), k.id, k.key"
    " FROM {source} LEFT JOIN search_keys k ON k.person = p.no"
)
"""What lines of `search_keys` are made of, and the lines that stand; see `to_key`."""

_STALE = "search_stale s CROSS JOIN people p ON p.no = s.person"
"""Who changed, first: SQLite keeps the order of a CROSS JOIN. Left to choose, it reads everybody
there is at every commit, as its statistics say nothing of a table that is nearly always empty."""


def to_key(
    full_name: str, phone: str, id_number: str, insurance_number: str, identifiers: str | None
) -> str:
    """The line that belongs to a row of `CURRENT_KEYS`."""
    numbers = (phone, id_number, insurance_number, *sorted((identifiers or "").split()))
    return search_key(full_name, numbers)


class SearchIndex:
    """The tables `search_keys`, `search_stale` and `people_search` on one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def settle(self) -> None:
        """Make the lines of everyone who changed since. Needs a transaction."""
        while True:
            stale = self._connection.execute(
                CURRENT_KEYS.format(source=_STALE) + f" ORDER BY s.person LIMIT {_STRETCH}"
            ).fetchall()
            if not stale:
                return
            for person, *told, line, key in stale:
                self._replace(person, to_key(*told), line, key)
            self._connection.execute("DELETE FROM search_stale WHERE person <= ?", (stale[-1][0],))

    def merge(self, pages: int, *, is_first: bool) -> bool:
        """Bring the index nearer to one piece by about so many pages; False once it is.

        The first step of a night says so: it takes in what was complete before. Needs a
        transaction.
        """
        before = self._count_changes()
        self._connection.execute(
            "INSERT INTO people_search (people_search, rank) VALUES ('merge', ?)",
            (-pages if is_first else pages,),
        )
        # The command itself counts as one (https://sqlite.org/fts5.html, "merge").
        return self._count_changes() - before > 1

    def _replace(self, person: int, wanted: str, line: int | None, key: str | None) -> None:
        if key == wanted:
            return
        if line is not None:
            self._connection.execute("DELETE FROM search_keys WHERE id = ?", (line,))
        if wanted:
            self._connection.execute(
                "INSERT INTO search_keys (person, key) VALUES (?, ?)", (person, wanted)
            )

    def _count_changes(self) -> int:
        return int(self._connection.execute("SELECT total_changes()").fetchone()[0])
