"""Stores for tests: real SQLCipher, synthetic people, connections that fail when told."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from kiosk.base.clock import ManualClock
from kiosk.domain.people.person import Birth, Identifier, IdentifierKind, Person, PersonDetails
from kiosk.domain.slips.slip import Slip, slip_text
from kiosk.domain.visits.decision import Direction
from kiosk.ports.store import RecordHead
from kiosk.store.connection import open_store
from kiosk.store.driver import Connection, Cursor, connect
from kiosk.store.key import load_key
from kiosk.store.stamp import StationStamp
from kiosk.store.store import SqliteStore
from kiosk.store.transaction import SqliteTransaction
from sync.protocol.bodies import Proof, entry_body
from sync.protocol.policy import Hotline

AT = datetime(2026, 7, 1, 0, 30, tzinfo=UTC)
"""07:30 at the venue."""


def citizen(number: int) -> Identifier:
    """A citizen number of a province that does not exist."""
    return Identifier(IdentifierKind.CITIZEN_ID, f"999{number:09d}")


def details(name: str = "Chamaléa Thị Hương", birth: Birth | None = None) -> PersonDetails:
    """A made-up person."""
    return PersonDetails(full_name=name, birth=birth or Birth(1990, 1, 2))


def entry(
    direction: Direction = Direction.ARRIVAL, *, gate: str = "Cổng A", ref: str | None = None
) -> tuple[str, dict[str, object]]:
    """Type and body of an entry by card at the gate."""
    body = entry_body(
        credential="citizen_card",
        lane="gate",
        gate=gate,
        method="camera",
        proof=Proof.CARD,
        direction_by="auto",
        ref=ref,
    )
    return direction.value, body


def meet(step: SqliteTransaction, number: int, at: datetime = AT) -> Person:
    """The person with this number, added with it at the first meeting."""
    found = step.people.find(citizen(number))
    if found:
        return found[0]
    person = step.people.add(details(), at)
    step.people.tie(person.id, citizen(number), "card", at)
    return person


def scan(
    store: SqliteStore,
    number: int,
    direction: Direction = Direction.ARRIVAL,
    at: datetime = AT,
) -> RecordHead:
    """One whole scan: person, entry, print job, in one transaction."""
    with store.transaction() as step:
        person = meet(step, number, at)
        head = step.append(*entry(direction), at, person_id=person.id)
        step.prints.add(head.id, slip(head.seq, at), "vi")
        return head


def slip(slip_id: int, at: datetime = AT) -> Slip:
    """A slip valid for three days."""
    return Slip(
        slip_id=slip_id,
        code=slip_text(slip_id),
        human_code=f"{slip_id:09d}",
        venue_name="Trung tâm Y tế Mẫu",
        gate_name="Cổng A",
        hotlines=(Hotline("1022", "1022", "0259.1022"),),
        direction=Direction.ARRIVAL,
        at=at,
        time_zone=StationStamp().time_zone,
        name_hint="C.T.H · •••001",
        valid_until=at + timedelta(hours=72),
    )


def open_in(directory: Path) -> SqliteStore:
    """The store of a directory with its key beside it."""
    return open_store(directory, directory / "store.key", ManualClock(AT))


def raw(directory: Path) -> Connection:
    """A second, writing connection for looking under the hood."""
    return connect(directory / "store.db", load_key(directory / "store.key"))


def copy_files(source: Path, target: Path) -> Path:
    """Database, log, key, note and head as a power cut would leave them; the shared memory is lost,
    and so is what was about to become a file."""
    target.mkdir(parents=True)
    for path in source.iterdir():
        if not path.name.endswith("-shm") and not path.name.startswith("."):
            shutil.copy(path, target)
    return target


def entry_ids(connection: Connection) -> list[str]:
    """Ids of all entries in order."""
    rows = connection.execute("SELECT id FROM records JOIN entries USING (pos) ORDER BY pos")
    return [row[0] for row in rows]


class WatchedConnection:
    """Calls `before` with each statement's number before it runs."""

    def __init__(self, connection: Connection, before: Callable[[int, str], None]) -> None:
        self._connection = connection
        self._before = before
        self.statements = 0

    @property
    def in_transaction(self) -> bool:
        return self._connection.in_transaction

    def execute(self, sql: str, parameters: Sequence[object] = (), /) -> Cursor:
        number = self.statements
        self.statements += 1
        self._before(number, sql)
        return self._connection.execute(sql, parameters)

    def executemany(self, sql: str, parameters: Iterable[Sequence[object]], /) -> Cursor:
        return self._connection.executemany(sql, parameters)

    def interrupt(self) -> None:
        self._connection.interrupt()

    def close(self) -> None:
        self._connection.close()


def damage_page(directory: Path, table: str) -> None:
    """Flip one bit in the first page of a table or index of a closed database."""
    path = directory / "store.db"
    content = bytearray(path.read_bytes())
    connection = raw(directory)
    page = connection.execute(
        "SELECT rootpage FROM sqlite_schema WHERE name = ?", (table,)
    ).fetchone()[0]
    connection.close()
    content[(page - 1) * 4096 + 99] ^= 1
    path.write_bytes(content)
