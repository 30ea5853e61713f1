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
from kiosk.store.queries.trail import read_trail
from kiosk.store.repositories.staff import Staff


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
        """See `kiosk.store.queries.trail.read_trail`. Raises StorageFault."""
        return read_trail(self._connection, since)


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
