"""Synthetic contents in bulk, for benches, trials and tests: chain-valid, never real people.

People come as they would from a hub's feed (rows without records of this station); entries are
whole: header, body, outbox row, presence.
"""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from kiosk.base.dataclass import dataclass
from kiosk.base.names import bare_name
from kiosk.domain.people.person import Birth, IdentifierKind
from kiosk.store.driver import Connection, connect, storage_faults
from kiosk.store.repositories.ledger import read_head
from kiosk.store.repositories.search_index import SearchIndex
from kiosk.store.repositories.visits import PresenceBook
from kiosk.store.stamp import to_ms
from sync.protocol.records import format_at, hash_body, hash_header

_FAMILY = (
    # Nearly a third of the country is called so.
    *("Nguyễn",) * 4,
    *("Trần", "Lê", "Phạm", "Chamaléa", "Pi Năng", "Katơr", "Đỗ", "Võ", "Hồ"),
)
_MIDDLE = ("Văn", "Thị", "Thị Hồng", "Minh", "Ngọc", "Quốc", "Thị Thanh", "Đức")
_GIVEN = ("An", "Bình", "Cường", "Dung", "Hương", "Nhung", "Sơn", "Thảo", "Tuấn", "Yến", "K'Brếp")
_NAMES = tuple(f"{a} {b} {c}" for a in _FAMILY for b in _MIDDLE for c in _GIVEN)

_UNSENT = 1000
"""How many of the newest records still wait in the outbox; the others are confirmed."""
_BATCH = 50_000
_MERGE_PAGES = 1000
_FIRST_AT = datetime(2026, 1, 5, tzinfo=UTC)
_BETWEEN = timedelta(seconds=20)


@dataclass(frozen=True, slots=True)
class SamplePerson:
    """A made-up person: id, citizen number (a number range that is not given out), a phone that
    three of them share, and the name."""

    id: str
    citizen_id: str
    phone: str
    full_name: str

    @property
    def bare_name(self) -> str:
        """The name in base letters."""
        return bare_name(self.full_name)


def fill_with_samples(path: Path, key: bytes, people: int, entries: int, seed: int) -> None:
    """Add `people` and then `entries` of them to a database `open_store` made, closed by now.

    The same seed gives the same people, numbers and directions. Durable when it returns.
    """
    rng = random.Random(seed)
    with storage_faults():
        connection = connect(path, key)
        try:
            # One sync at the end instead of one for each batch; a crash here costs only samples.
            connection.execute("PRAGMA synchronous = OFF")
            connection.execute("PRAGMA cache_size = -200000")
            ids = _fill_people(connection, rng, people)
            if entries:
                _fill_entries(connection, rng, ids, entries)
            connection.execute("BEGIN IMMEDIATE")
            PresenceBook(connection).rebuild()
            connection.execute("COMMIT")
            _merge_search(connection)
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            connection.close()


def sample_people(people: int, seed: int) -> Iterator[SamplePerson]:
    """The people `fill_with_samples` makes for the same numbers, in order."""
    rng = random.Random(seed)
    for number in range(people):
        yield _sample_person(rng, number)


def _merge_search(connection: Connection) -> None:
    """As after a night's housekeeping."""
    index = SearchIndex(connection)
    connection.execute("BEGIN IMMEDIATE")
    is_first = True
    while index.merge(_MERGE_PAGES, is_first=is_first):
        is_first = False
    connection.execute("COMMIT")


def last_sample_at(entries: int) -> datetime:
    """When the last of so many sample entries was recorded, UTC."""
    return _FIRST_AT + _BETWEEN * (entries - 1)


def _sample_person(rng: random.Random, number: int) -> SamplePerson:
    ms = to_ms(_FIRST_AT) - 10**9 + number
    person_id = _as_uuid(ms, number & 0xFFF, rng.getrandbits(62))
    # 999 is no province: never a real citizen number. A multiplier prime to 10^9 scatters them.
    return SamplePerson(
        id=person_id,
        citizen_id=f"999{(number * 718_281_829) % 10**9:09d}",
        phone=f"+849{(number // 3 * 14_142_137) % 10**8:08d}",
        full_name=_NAMES[(number * 7_919) % len(_NAMES)],
    )


def _fill_people(connection: Connection, rng: random.Random, people: int) -> list[str]:
    made = [_sample_person(rng, number) for number in range(people)]
    rows = []
    for person in made:
        birth = Birth(rng.randint(1940, 2020), rng.randint(1, 12), rng.randint(1, 28))
        names = (person.full_name, person.bare_name)
        numbers = (person.phone, person.citizen_id)
        rows.append((person.id, person.id, *names, str(birth), *numbers))
    connection.execute("BEGIN IMMEDIATE")
    connection.executemany(
        "INSERT INTO people (id, root, full_name, normalised_name, birth, sex, address, phone,"
        " id_number, insurance_number) VALUES (?, ?, ?, ?, ?, 'unknown', '', ?, ?, '')",
        rows,
    )
    connection.executemany(
        "INSERT INTO identifiers (kind, value, person, source) VALUES (?, ?, ?, 'feed')",
        sorted(
            (kind.value, value, person.id)
            for person in made
            for kind, value in (
                (IdentifierKind.CITIZEN_ID, person.citizen_id),
                (IdentifierKind.PHONE, person.phone),
            )
        ),
    )
    SearchIndex(connection).settle()
    connection.execute("COMMIT")
    return [person.id for person in made]


def _fill_entries(connection: Connection, rng: random.Random, ids: list[str], entries: int) -> None:
    head = read_head(connection)
    first_pos = 1 + connection.execute("SELECT coalesce(max(pos), 0) FROM records").fetchone()[0]
    prev, inside = head.hash, set[int]()
    for start in range(0, entries, _BATCH):
        records, bodies, outbox, book = [], [], [], []
        for index in range(start, min(start + _BATCH, entries)):
            pos, seq = first_pos + index, head.seq + 1 + index
            who = rng.randrange(len(ids))
            direction = "departure" if who in inside else "arrival"
            if who in inside:
                inside.remove(who)
            elif rng.random() < 0.6:
                # The rest forget to show their card on leaving.
                inside.add(who)
            at = _FIRST_AT + _BETWEEN * index
            at_ms = to_ms(at)
            bits = rng.getrandbits(74)
            record_id = _as_uuid(at_ms, bits >> 62, bits & (2**62 - 1))
            body = (
                '{"credential":"citizen_card","direction_by":"auto","gate":"Cổng A",'
                f'"lane":"gate","method":"camera","person":"{ids[who]}","proof":"card"}}'
            ).encode()
            salt = os.urandom(16)
            header = (
                f'{{"at":"{format_at(at)}","body_sha":"{hash_body(salt, body)}",'
                f'"cfg":{{"origin":"local","rev":0}},"id":"{record_id}",'
                f'"ledger":"{head.ledger_id}","off_ms":null,"prev":"{prev}","seq":{seq},'
                f'"type":"{direction}","tz":"Asia/Ho_Chi_Minh","v":1}}'
            ).encode()
            prev = hash_header(header)
            state = "queued" if index >= entries - _UNSENT else "confirmed"
            records.append((pos, head.ledger_no, seq, record_id, direction, header))
            bodies.append((pos, salt, body))
            outbox.append((pos, state))
            book.append((pos, ids[who], direction, at_ms, pos))
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany(
            "INSERT INTO records (pos, ledger, seq, id, type, header) VALUES (?, ?, ?, ?, ?, ?)",
            records,
        )
        connection.executemany("INSERT INTO bodies (pos, salt, body) VALUES (?, ?, ?)", bodies)
        connection.executemany("INSERT INTO outbox (pos, state) VALUES (?, ?)", outbox)
        connection.executemany(
            "INSERT INTO entries (pos, person, direction, at, gate, credential, method, origin)"
            " VALUES (?, ?, ?, ?, 'Cổng A', 'citizen_card', 'camera', ?)",
            book,
        )
        connection.execute("COMMIT")


def _as_uuid(ms: int, counter: int, tail: int) -> str:
    """A UUIDv7's text, without the cost of a UUID object."""
    digits = f"{(ms << 16) | (0x7 << 12) | counter:016x}{(0b10 << 62) | tail:016x}"
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"
