"""The records themselves: whose ledger it is, what is there already, what is new."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import field
from typing import Any

from sqlalchemy import Connection, bindparam, case, select, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from kiosk.base.dataclass import dataclass
from sync.hub.db import tables
from sync.hub.db.bulk import Bulk, Row
from sync.hub.db.feeds import lock_head
from sync.hub.db.items import Item
from sync.hub.db.sender import Sender
from sync.hub.ingest.repeats import find_repeats, is_at, origin_of
from sync.protocol.envelope import FOREIGN_LEDGER, Detail, RecordStatus
from sync.protocol.feeds import FeedName

_log = logging.getLogger(__name__)

DAY_MS = 24 * 60 * 60 * 1000

_LEDGERS = tables.ledgers
_RECORDS = tables.records
_Place = tuple[str, str]
"""A ledger, and the device that sends it."""
_INSERTS: dict[str, Any] = {"sqlite": sqlite_insert, "postgresql": postgresql_insert}


@dataclass(slots=True)
class Inserted:
    """What became of the good lines of a batch."""

    statuses: dict[Item, RecordStatus] = field(default_factory=dict)
    details: dict[Item, Detail] = field(default_factory=dict)
    fresh: list[Item] = field(default_factory=list)
    """Stored now and understood: to be worked on."""


def insert_records(
    connection: Connection,
    venue_id: str,
    items: Sequence[Item],
    now_ms: int,
    *,
    is_careful: bool,
) -> Inserted:
    """Store what is new of one venue's stations, and say of the rest what it is.

    The ledger's row is written in any case, also when every record is there already: the commit
    that answers *duplicate* is then a commit like any other, and waits for the same disks. Without
    `is_careful`, an id that another ledger has raises IntegrityError.
    """
    kept = Inserted()
    owned = _own_ledgers(connection, items, now_ms)
    mine = [item for item in items if _place(item) in owned]
    if len(mine) < len(items):
        _refuse_foreign(connection, [item for item in items if _place(item) not in owned], kept)
    is_new_ground = all(item.seq > owned[_place(item)] for item in mine)
    known = _Known()
    if is_careful or not is_new_ground:
        known.load(connection, mine)
    stored, variants = _sort_out(mine, known, kept)
    # From here on the venue's batches go one by one: who looks at presence sees all before it.
    pos = lock_head(connection, FeedName.PRESENCE, venue_id)
    repeats = find_repeats(connection, venue_id, stored)
    if stored:
        rows = [_row(item, now_ms, pos, is_repeat=item in repeats) for item in stored]
        _INSERT.insert(connection, rows)
        _widen_days(connection, stored)
    if variants:
        for device, count in Counter(item.sender.device_id for item in variants).items():
            _log.error("device %s: %d records in places that are taken; is it two?", device, count)
        statement = _INSERTS[connection.dialect.name](tables.variants).on_conflict_do_nothing()
        connection.execute(statement, [_variant(item, now_ms) for item in variants])
    kept.fresh = [item for item in stored if not item.why_raw and item not in repeats]
    return kept


def _refuse_foreign(connection: Connection, items: Sequence[Item], kept: Inserted) -> None:
    """Records of ledgers that other devices own. What is there to the byte is a duplicate: whoever
    enrolled anew may have sent it under the former enrolment, and must not write it anew."""
    known = _Known()
    known.load(connection, items)
    refused = Counter[str]()
    for item in items:
        kept.statuses[item] = RecordStatus.DUPLICATE
        if known.status_for(item) is not RecordStatus.DUPLICATE:
            refused[item.sender.device_id] += 1
            kept.statuses[item] = RecordStatus.REFUSED
            kept.details[item] = Detail(item.index, FOREIGN_LEDGER)
    for device, count in refused.items():
        _log.warning("device %s sent %d of another's", device, count)


class _Known:
    """Which ids and places are taken, by which header."""

    def __init__(self) -> None:
        self._ids: dict[str, bytes] = {}
        self._places: dict[tuple[str, int], bytes] = {}

    def load(self, connection: Connection, items: Sequence[Item]) -> None:
        """Look up what a batch may collide with."""
        ids, places = [item.id for item in items], [(item.ledger, item.seq) for item in items]
        for query in (_TAKEN.where(_RECORDS.c.id.in_(ids)), _TAKEN.where(is_at(places))):
            for row in connection.execute(query):
                self.add(row.id, row.ledger, row.seq, row.header_sha)

    def add(self, record_id: str, ledger: str, seq: int, sha: bytes) -> None:
        """Take an id and a place."""
        self._ids[record_id] = sha
        self._places[ledger, seq] = sha

    def status_for(self, item: Item) -> RecordStatus:
        """STORED where both are free."""
        by_id = self._ids.get(item.id)
        if by_id is None and (item.ledger, item.seq) not in self._places:
            return RecordStatus.STORED
        return RecordStatus.DUPLICATE if by_id == item.header_sha else RecordStatus.CONFLICT


def _sort_out(
    items: Iterable[Item], known: _Known, kept: Inserted
) -> tuple[list[Item], list[Item]]:
    stored, variants = [], []
    for item in items:
        status = known.status_for(item)
        if status is RecordStatus.STORED:
            known.add(item.id, item.ledger, item.seq, item.header_sha)
            stored.append(item)
            if item.why_raw:
                status = RecordStatus.QUARANTINED
                kept.details[item] = Detail(item.index, item.why_raw)
        elif status is RecordStatus.CONFLICT:
            variants.append(item)
            kept.details[item] = Detail(item.index, "other_content")
        kept.statuses[item] = status
    return stored, variants


def _own_ledgers(connection: Connection, items: Sequence[Item], now_ms: int) -> dict[_Place, int]:
    """The highest `seq` before these records of every ledger that is its sender's.

    The first device that sends a ledger owns it. Its row is held until the commit, so that two
    copies of one batch go one after the other.
    """
    highest: dict[_Place, int] = {}
    senders: dict[_Place, Sender] = {}
    for item in items:
        place, seq = _place(item), item.seq
        if seq > highest.get(place, 0):
            highest[place] = seq
            senders[place] = item.sender
    owned = {}
    for place in sorted(highest):
        ledger, device = place
        values = {"l": ledger, "m": highest[place], "t": now_ms, "d": device}
        before = connection.execute(_TOUCH, values).scalar()
        if before is None and _come_to_own(connection, senders[place], ledger, now_ms):
            before = connection.execute(_TOUCH, values).scalar_one()
        if before is not None:
            owned[place] = before
    return owned


def _place(item: Item) -> _Place:
    return item.ledger, item.sender.device_id


def _come_to_own(connection: Connection, sender: Sender, ledger: str, now_ms: int) -> bool:
    statement = _INSERTS[connection.dialect.name](_LEDGERS).on_conflict_do_nothing()
    connection.execute(
        statement,
        {
            "ledger": ledger,
            "device": sender.device_id,
            "venue": sender.venue_id,
            "max_seq": 0,
            "before_seq": 0,
            "batches": 0,
            "touched_ms": now_ms,
        },
    )
    owner = connection.execute(
        select(_LEDGERS.c.device).where(_LEDGERS.c.ledger == ledger).with_for_update()
    ).scalar_one()
    if owner in sender.former:
        connection.execute(
            update(_LEDGERS).where(_LEDGERS.c.ledger == ledger).values(device=sender.device_id)
        )
        return True
    return bool(owner == sender.device_id)


def _widen_days(connection: Connection, items: Iterable[Item]) -> None:
    spans: dict[tuple[str, int], tuple[int, int]] = {}
    for item in items:
        key = (item.ledger, item.at_ms // DAY_MS)
        seq = item.seq
        low, high = spans.get(key, (seq, seq))
        spans[key] = (min(low, seq), max(high, seq))
    _WIDEN.insert(
        connection,
        [(ledger, day, low, high) for (ledger, day), (low, high) in sorted(spans.items())],
    )


def _row(item: Item, now_ms: int, pos: int, *, is_repeat: bool) -> Row:
    sender = item.sender
    is_raw = bool(item.why_raw)
    has_effect = not is_raw and not is_repeat
    return (
        item.id,
        item.ledger,
        item.seq,
        item.type,
        item.v,
        item.at_ms,
        item.moment_ms,
        now_ms,
        sender.device_id,
        sender.venue_id,
        sender.gate,
        item.header,
        item.header_sha,
        item.salt,
        item.body,
        item.text("person") if has_effect else None,
        item.text("ref") if has_effect else None,
        pos,
        is_raw,
        origin_of(item),
        is_repeat,
    )


def _variant(item: Item, now_ms: int) -> dict[str, object]:
    return {
        "header_sha": item.header_sha,
        "id": item.id,
        "ledger": item.ledger,
        "seq": item.seq,
        "at_ms": item.at_ms,
        "received_ms": now_ms,
        "device": item.sender.device_id,
        "line": item.line,
    }


_TAKEN = select(_RECORDS.c.id, _RECORDS.c.ledger, _RECORDS.c.seq, _RECORDS.c.header_sha)
# In the order of `_row`.
_INSERT = Bulk(_RECORDS, [column.name for column in _RECORDS.c])
_TOUCH = (
    update(_LEDGERS)
    .where(_LEDGERS.c.ledger == bindparam("l"), _LEDGERS.c.device == bindparam("d"))
    .values(
        batches=_LEDGERS.c.batches + 1,
        touched_ms=bindparam("t"),
        before_seq=_LEDGERS.c.max_seq,
        max_seq=case(
            (_LEDGERS.c.max_seq < bindparam("m"), bindparam("m")), else_=_LEDGERS.c.max_seq
        ),
    )
    .returning(_LEDGERS.c.before_seq)
)


def _widen(statement: Any) -> Any:
    days, new = tables.ledger_days, statement.excluded
    return statement.on_conflict_do_update(
        index_elements=[days.c.ledger, days.c.day],
        set_={
            "min_seq": case((days.c.min_seq < new.min_seq, days.c.min_seq), else_=new.min_seq),
            "max_seq": case((days.c.max_seq > new.max_seq, days.c.max_seq), else_=new.max_seq),
        },
    )


_WIDEN = Bulk(tables.ledger_days, ("ledger", "day", "min_seq", "max_seq"), _widen)
