"""Reading the database: the desk's questions and checks on a connection and a thread of their own.

Opened read-only, so that nothing here can write, and paged by key, so that page 1,000 costs what
page 1 costs. `cancel` may be called from any thread; the running call then raises Interrupted.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from kiosk.base.errors import StorageFault, StorageFaultKind
from kiosk.domain.desk.asked import DeskQuery
from kiosk.domain.reports.evacuation import Arrived
from kiosk.domain.staff.trail import StaffDeed
from kiosk.domain.venue import Policy
from kiosk.store.backup import write_backup
from kiosk.store.driver import connect, storage_faults
from kiosk.store.file import DatabaseFiles
from kiosk.store.key import load_key
from kiosk.store.queries.communes import own_communes
from kiosk.store.queries.desk import answer_query
from kiosk.store.queries.evacuation import read_arrived
from kiosk.store.queries.forms import fed_forms
from kiosk.store.queries.reading import Reading
from kiosk.store.queries.search import TodaysPeople
from kiosk.store.stamp import from_ms

log = logging.getLogger(__name__)

A = TypeVar("A")


class Reader:
    """A reading connection; one thread at a time, except for `cancel`."""

    def __init__(self, path: Path, key: bytes, time_zone: ZoneInfo) -> None:
        self._path = path
        self._key = key
        self._time_zone = time_zone
        self._todays = TodaysPeople()
        with storage_faults():
            self._connection = connect(path, key, "ro")
            self._connection.execute(f"PRAGMA cache_size = {-_CACHE_KIB}")

    def cancel(self) -> None:
        """Stop the running call, if there is one; from any thread."""
        self._connection.interrupt()

    def close(self) -> None:
        """Release the connection."""
        self._connection.close()

    def answer(self, query: DeskQuery[A], policy: Policy, now: datetime) -> A:
        """Answer a question of the desk under these rules, as of one state of the database.

        Raises StorageFault, and KeyError for a question that is unknown.
        """
        with storage_faults():
            self._connection.execute("BEGIN")
            try:
                reading = Reading(self._connection, self._time_zone, now, policy)
                return answer_query(reading, self._todays, query)
            finally:
                # Some failures have ended it by themselves.
                if self._connection.in_transaction:
                    self._connection.execute("COMMIT")

    def fed_forms(self, form_id: str) -> list[bytes]:
        """The hub's versions of a form, the newest first. Raises StorageFault."""
        with storage_faults():
            return fed_forms(self._connection, form_id)

    def own_communes(self) -> tuple[str, ...]:
        """See `kiosk.store.queries.communes`. Raises StorageFault."""
        with storage_faults():
            return own_communes(self._connection)

    def arrived(self, since: datetime, now: datetime) -> list[Arrived]:
        """Whose last known entry is an arrival; see `kiosk.store.queries.evacuation`."""
        return read_arrived(self._connection, since, now)

    def last_deed(self, deed: StaffDeed) -> tuple[datetime, str] | None:
        """When this was done last, and the name of who did it; None where nobody did."""
        rows = self._query(
            "SELECT t.at, coalesce(b.name, '') FROM staff_trail t LEFT JOIN staff b ON b.id = t.by"
            " WHERE t.deed = ? ORDER BY t.number DESC LIMIT 1",
            (deed.value,),
        )
        return (from_ms(rows[0][0]), rows[0][1]) if rows else None

    def has_unsent(self, record_type: str) -> bool:
        """Whether a record of this type waits for the hub, or was rejected there."""
        rows = self._query(
            # The few that wait first; SQLite keeps the order of a CROSS JOIN.
            "SELECT 1 FROM outbox o CROSS JOIN records r USING (pos)"
            " WHERE o.state IN ('queued', 'dead') AND r.type = ? LIMIT 1",
            (record_type,),
        )
        return bool(rows)

    def quick_check(self) -> bool:
        """Whether SQLite's quick check passes; to be run after an unclean stop.

        If not, the next start looks at the whole database and sets it aside.
        """
        try:
            is_sound = self._query("PRAGMA quick_check(1)") == [("ok",)]
        except StorageFault as fault:
            if fault.kind is not StorageFaultKind.CORRUPT:
                raise
            is_sound = False
        if not is_sound:
            log.error("store: the quick check found damage; the next start sets the database aside")
            DatabaseFiles(self._path.parent).mark_suspect()
        return is_sound

    def backup(self, path: Path) -> None:
        """See `kiosk.store.backup.write_backup`; beside the running writer."""
        write_backup(self._connection, self._key, path)

    def _query(self, sql: str, parameters: Sequence[object] = ()) -> list[Any]:
        with storage_faults():
            return self._connection.execute(sql, parameters).fetchall()


def open_reader(directory: Path, key_file: Path, time_zone: ZoneInfo) -> Reader:
    """A reader of the database `open_store` opened. Raises StorageFault."""
    return Reader(DatabaseFiles(directory).database, load_key(key_file), time_zone)


_CACHE_KIB = 32_000
"""The search index of 300,000 people, decrypted."""
