"""Who is inside, per venue: of each ledger the last entry, of several ledgers the latest moment.

Order within a ledger is `seq`, never the clock, save for entries from the paper book: those are
written later than they happened, and stand by their moment. A correction takes the place and the
moment of the entry it corrects, and of several corrections the newest stands; one that voids an
entry names nobody, and nothing of it counts. When a presence ends by itself is
the stations' business: they know their policy (docs/spec/at-the-gate.md §2).
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import BindParameter, Connection, bindparam, delete, or_, select

from kiosk.base.dataclass import dataclass
from sync.hub.db import tables
from sync.hub.db.bulk import Bulk, Row, by_database
from sync.hub.db.engine import AnyRow
from sync.hub.db.feeds import Change, put_changes
from sync.hub.db.items import Item
from sync.hub.people.people import members_of
from sync.protocol.bodies import ENTRY_TYPES, RecordType
from sync.protocol.canonical import canonical_bytes
from sync.protocol.feeds import FeedName
from sync.protocol.records import format_at

_RECORDS = tables.records
_LAST = tables.last_entries
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII)
_ENTRY_TYPES = tuple(sorted(ENTRY_TYPES))

MAX_REWORKED = 200
"""How many of somebody's newest entries are looked at when one is corrected: whoever sends may have
sent a million."""
MAX_CORRECTIONS = 64
"""How far a correction of a correction is followed: each step is a question to the database."""


@dataclass(frozen=True, slots=True)
class _Standing:
    """What counts of an entry and its corrections."""

    origin: AnyRow
    newest: AnyRow


def is_entry(item: Item) -> bool:
    """Whether a record says that somebody came or went."""
    return item.type in ENTRY_TYPES


def note_entries(
    connection: Connection, venue_id: str, entries: Sequence[Item], now_ms: int
) -> set[str]:
    """Keep the last entry of each person and ledger; gives the persons who may have moved.

    A correction counts at its own venue alone.
    """
    if not entries:
        return set()
    asked = {"ids": [item.id for item in entries], "v": venue_id}
    corrected = set(connection.execute(_CORRECTED[connection.dialect.name], asked).scalars())
    odd: list[str] = []
    persons = {person for item in entries if (person := item.text("person"))}
    newest: dict[tuple[str, str], Item] = {}
    for item in entries:
        person = item.text("person")
        if _is_odd(item, corrected):
            odd.append(item.id)
            continue
        if person is None:
            continue
        key = (person, item.ledger)
        if key not in newest or newest[key].seq < item.seq:
            newest[key] = item
    if newest:
        _UPSERT.insert(connection, [_row(newest[key], now_ms) for key in sorted(newest)])
    return persons | _rework(connection, venue_id, odd)


def last_entries(
    connection: Connection, venue_id: str, members: Mapping[str, str]
) -> Sequence[AnyRow]:
    """The last entries of everyone among `members` at one venue, one per person and ledger."""
    asked = {"v": venue_id, "persons": sorted(members)}
    return connection.execute(_LAST_OF[connection.dialect.name], asked).all()


def presence_of(last: Iterable[AnyRow], members: Mapping[str, str]) -> dict[str, Change]:
    """What follows from last entries for each root; `members` tells id → root."""
    latest: dict[str, AnyRow] = {}
    for row in last:
        root = members[row.person]
        known = latest.get(root)
        if known is None or _rank(known) < _rank(row):
            latest[root] = row
    return {root: Change(root, _body(root, row)) for root, row in latest.items()}


def publish_presence(
    connection: Connection, venue_id: str, persons: Iterable[str], now_ms: int
) -> None:
    """Write anew what a venue's feed says of these persons, as the end of a transaction."""
    members = members_of(connection, venue_id, persons)
    changes = presence_of(last_entries(connection, venue_id, members), members)
    put_changes(connection, FeedName.PRESENCE, venue_id, changes.values(), now_ms)


def was_seen(connection: Connection, venue_id: str, persons: Iterable[str], since_ms: int) -> bool:
    """Whether a venue sent a record about one of these persons since a moment of the hub's."""
    asked = {"persons": sorted(set(persons)), "s": since_ms, "v": venue_id}
    return connection.execute(_SEEN, asked).first() is not None


def _rework(connection: Connection, venue_id: str, ids: Sequence[str]) -> set[str]:
    """Derive the last entries of everyone whom a correction touches; gives who that is."""
    if not ids:
        return set()
    around = _chains(connection, venue_id, ids)
    touched = {row.person for row in around.values() if row.person}
    newest = {row.id for person in touched for row in _newest(connection, venue_id, person)}
    found = around | _chains(connection, venue_id, sorted(newest))
    last: dict[tuple[str, str], tuple[Any, ...]] = {}
    # What lies further back than was looked at, and corrects nothing of it, stands as it is.
    for row in last_entries(connection, venue_id, dict.fromkeys(touched, "")):
        if row.entry not in found:
            last[row.person, row.ledger] = tuple(row)
    # Of what is written as it happens the last one first; what was on paper is held against it.
    for standing in sorted(_standing(found), key=lambda one: _is_paper(one.origin)):
        person = standing.newest.person
        if person not in touched:
            continue
        key = (person, standing.origin.ledger)
        place = _MOMENT if _is_paper(standing.origin) else _ORIGIN
        standing_row = _standing_row(person, standing)
        if key not in last or last[key][place] <= standing_row[place]:
            last[key] = standing_row
    connection.execute(
        delete(_LAST).where(_LAST.c.person.in_(sorted(touched)), _LAST.c.venue == venue_id)
    )
    if last:
        _UPSERT.insert(connection, [last[key] for key in sorted(last)])
    return touched


def _is_odd(item: Item, corrected: Container[str]) -> bool:
    """Whether more than its `seq` decides whether an entry counts."""
    is_paper = item.members.get("source") == "paper"
    return is_paper or item.text("ref") is not None or item.id in corrected


def _is_paper(row: AnyRow) -> bool:
    """Whether an entry was on paper first; one whose body is purged counts as if it was not."""
    return row.body is not None and b'"source":"paper"' in bytes(row.body)


def _newest(connection: Connection, venue_id: str, person: str) -> Sequence[AnyRow]:
    """A person's newest entries at a venue, `MAX_REWORKED` of them."""
    asked = {"p": person, "v": venue_id, "n": MAX_REWORKED}
    return connection.execute(_NEWEST_OF, asked).all()


def _chains(connection: Connection, venue_id: str, ids: Sequence[str]) -> dict[str, AnyRow]:
    """These entries, all they correct and all that corrects them, `MAX_CORRECTIONS` steps far."""
    rows: dict[str, AnyRow] = {}
    row: AnyRow
    asked = set(ids)
    refs: set[str] = set()
    for _ in range(MAX_CORRECTIONS):
        if not asked:
            break
        around = {"ids": sorted(asked), "refs": sorted(asked), "v": venue_id}
        for row in connection.execute(_CHAIN[connection.dialect.name], around):
            rows[row.id] = row
        refs |= asked
        asked = {row.id for row in rows.values()} | {
            row.ref for row in rows.values() if row.ref and _UUID.fullmatch(row.ref)
        }
        asked -= refs
    return rows


def _standing(rows: Mapping[str, AnyRow]) -> list[_Standing]:
    groups: dict[str, list[AnyRow]] = {}
    for row in rows.values():
        origin, seen = row, {row.id}
        while origin.ref in rows and origin.ref not in seen:
            origin = rows[origin.ref]
            seen.add(origin.id)
        # Two records that correct each other have no origin: the smaller id stands for it.
        is_ring = origin.ref in seen and origin.ref != origin.id
        groups.setdefault(min(seen) if is_ring else origin.id, []).append(row)
    standing = []
    for origin_id, group in groups.items():
        is_one_ledger = len({row.ledger for row in group}) == 1
        newest = max(group, key=_seq if is_one_ledger else _rank_of_record)
        standing.append(_Standing(rows[origin_id], newest))
    return standing


def _seq(row: AnyRow) -> tuple[int, str]:
    return row.seq, row.id


def _rank_of_record(row: AnyRow) -> tuple[int, str]:
    return row.moment_ms, row.id


def _rank(row: AnyRow) -> tuple[int, str]:
    return row.moment_ms, row.entry


def _body(root: str, row: AnyRow) -> bytes:
    """The canonical JSON of an item, put together from its parts: there are very many of them.

    Moments and UUIDs need no escape; whatever a station or a person was named may.
    """
    _, _, _, _, _, entry, kind, gate, moment_ms, _ = row
    inside = b"true" if kind == RecordType.ARRIVAL else b"false"
    return b"".join(
        (
            b'{"at":"',
            _format_moment(moment_ms),
            b'","entry":"',
            entry.encode("ascii"),
            b'","gate":',
            _quoted(gate),
            b',"inside":',
            inside,
            b',"person":',
            _quoted(root),
            b"}",
        )
    )


@lru_cache(maxsize=4096)
def _quoted(text: str) -> bytes:
    return canonical_bytes(text)


def _format_moment(moment_ms: int) -> bytes:
    minute, ms = divmod(moment_ms, 60_000)
    return b"%b%02d.%03dZ" % (_minute(minute), ms // 1000, ms % 1000)


@lru_cache(maxsize=1024)
def _minute(minute: int) -> bytes:
    """A minute since 1970 as records write it, up to the seconds."""
    return format_at(_EPOCH + timedelta(minutes=minute)).removesuffix("00.000Z").encode()


def _row(item: Item, now_ms: int) -> Row:
    sender = item.sender
    return (
        sender.venue_id,
        item.text("person"),
        item.ledger,
        item.seq,
        item.seq,
        item.id,
        item.type,
        sender.gate,
        item.moment_ms,
        now_ms,
    )


def _standing_row(person: str, standing: _Standing) -> Row:
    origin, newest = standing.origin, standing.newest
    return (
        newest.venue,
        person,
        origin.ledger,
        origin.seq,
        newest.seq,
        newest.id,
        newest.type,
        newest.gate,
        origin.moment_ms,
        newest.received_ms,
    )


def _replace(statement: Any) -> Any:
    return statement.on_conflict_do_update(
        index_elements=[_LAST.c.venue, _LAST.c.person, _LAST.c.ledger],
        set_={
            column.name: statement.excluded[column.name]
            for column in _LAST.c
            if not column.primary_key
        },
        where=statement.excluded.origin > _LAST.c.origin,
    )


# In the order of `_row`.
_ORIGIN, _MOMENT = ([column.name for column in _LAST.c].index(n) for n in ("origin", "moment_ms"))
_UPSERT = Bulk(_LAST, [column.name for column in _LAST.c], _replace)
_WANTED: BindParameter[Any] = bindparam("persons", expanding=True)
_IS_ENTRY = (
    _RECORDS.c.type.in_(_ENTRY_TYPES)
    & _RECORDS.c.is_quarantined.is_(False)
    & _RECORDS.c.is_repeat.is_(False)
)
_IS_HERE = _RECORDS.c.venue == bindparam("v")
_CORRECTED = by_database(
    lambda among: select(_RECORDS.c.ref).where(among(_RECORDS.c.ref, "ids"), _IS_ENTRY, _IS_HERE)
)
_LAST_OF = by_database(
    lambda among: select(_LAST).where(
        _LAST.c.venue == bindparam("v"), among(_LAST.c.person, "persons")
    )
)
_SEEN = (
    select(_RECORDS.c.id)
    .where(_RECORDS.c.person.in_(_WANTED), _RECORDS.c.received_ms > bindparam("s"), _IS_HERE)
    .limit(1)
)
_ENTRY = select(
    _RECORDS.c.id,
    _RECORDS.c.ledger,
    _RECORDS.c.seq,
    _RECORDS.c.type,
    _RECORDS.c.moment_ms,
    _RECORDS.c.received_ms,
    _RECORDS.c.venue,
    _RECORDS.c.gate,
    _RECORDS.c.person,
    _RECORDS.c.ref,
    _RECORDS.c.body,
).where(_IS_ENTRY, _IS_HERE)
_NEWEST_OF = (
    _ENTRY.where(_RECORDS.c.person == bindparam("p"))
    .order_by(_RECORDS.c.moment_ms.desc(), _RECORDS.c.seq.desc())
    .limit(bindparam("n"))
)
_CHAIN = by_database(
    lambda among: _ENTRY.where(or_(among(_RECORDS.c.id, "ids"), among(_RECORDS.c.ref, "refs")))
)
