"""Reading accounts, the first administrator's code and the trail, beside a running kiosk."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from kiosk.domain.staff.account import StaffAccount
from kiosk.domain.staff.lockout import Attempts
from kiosk.domain.staff.trail import TrailRow
from kiosk.store.driver import Connection, connect, storage_faults
from kiosk.store.file import DatabaseFiles
from kiosk.store.key import load_key
from kiosk.store.repositories.staff import Staff
from kiosk.store.stamp import from_ms, to_ms

PAGE = 1000


class StaffReader:
    """The tables of the staff on a reading connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._staff = Staff(connection, _no_id)

    def accounts(self) -> list[tuple[StaffAccount, Attempts]]:
        """Every account with what is held against it. Raises StorageFault."""
        with storage_faults():
            return [(one, self._staff.attempts(one.id)) for one in self._staff.accounts()]

    def secret(self, name: str) -> str | None:
        """A code of the station. Raises StorageFault."""
        with storage_faults():
            return self._staff.secret(name)

    def trail(self, since: datetime | None) -> Iterator[TrailRow]:
        """The trail from a moment on, oldest first, in pages: no long transaction keeps the log
        from being emptied. Raises StorageFault."""
        start, after = 0 if since is None else to_ms(since), 0
        while rows := self._page(start, after):
            yield from rows
            after = rows[-1].number

    def _page(self, start: int, after: int) -> list[TrailRow]:
        with storage_faults():
            rows = self._connection.execute(
                "SELECT t.number, t.deed, t.at, t.by, b.name, a.name, t.person, t.record, t.note"
                " FROM staff_trail t LEFT JOIN staff b ON b.id = t.by"
                " LEFT JOIN staff a ON a.id = t.account"
                " WHERE t.number > ? AND t.at >= ? ORDER BY t.number LIMIT ?",
                (after, start, PAGE),
            ).fetchall()
        return [
            TrailRow(number, deed, from_ms(at), *(text or "" for text in texts))
            for number, deed, at, *texts in rows
        ]


@contextmanager
def staff_reader(directory: Path, key_file: Path) -> Iterator[StaffReader]:
    """A reader of the database there. Raises StorageFault."""
    with storage_faults():
        connection = connect(DatabaseFiles(directory).database, load_key(key_file), "ro")
    try:
        yield StaffReader(connection)
    finally:
        connection.close()


def _no_id() -> str:
    raise RuntimeError("a reader adds nobody")
