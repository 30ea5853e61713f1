"""Small facts about the database file itself."""

from __future__ import annotations

from collections.abc import Mapping

from kiosk.store.driver import Connection

CLEAN_STOP = "clean_stop"
"""`1` after `close`, `0` while open."""
SEEN_AT = "seen_at"
"""Milliseconds of the last trusted time the kiosk ran."""
OPENINGS = "openings"
"""How often the file was opened for writing; the head beside it counts along."""
COPIED_AT = "copied_at"
"""Only in a backup: opening it starts a new ledger."""


class Meta:
    """The table `meta` on one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, key: str) -> str | None:
        """The value, None where there is none."""
        row = self._connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return None if row is None else str(row[0])

    def set(self, key: str, value: str) -> None:
        """Write a value."""
        self.put({key: value})

    def put(self, values: Mapping[str, str]) -> None:
        """Write some values, all or none."""
        places = ", ".join("(?, ?)" for _ in values)
        self._connection.execute(
            f"INSERT INTO meta (key, value) VALUES {places}"
            " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            [text for item in values.items() for text in item],
        )

    def remove(self, key: str) -> None:
        """Forget a value."""
        self._connection.execute("DELETE FROM meta WHERE key = ?", (key,))
