"""Erased people in records about somebody else: their names and phones are taken out of these.

The record stays, and counts: what somebody declared is theirs, whoever said it for them. It is no
more what its header names by hash, which is why its salt goes. Records that come in after the
erasure and were made before it are shortened as they come: the hub knows erased names and phones by
keyed hashes alone (docs/spec/sync-protocol.md §8, §11).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Connection, Engine, delete, select, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from kiosk.base.words_of_others import TELLING, Word, name_word, phone_word, without_words
from sync.hub.db import tables
from sync.hub.db.engine import AnyRow, truncate_log, writing
from sync.hub.db.items import Item
from sync.hub.macs import Macs
from sync.hub.people.people import PHONE
from sync.protocol.bodies import RecordType
from sync.protocol.canonical import canonical_bytes
from sync.protocol.members import MemberError, object_of, parse_object
from sync.protocol.records import UUID_PATTERN, RecordError, take_apart

_PURPOSE = "erased-word"
_PAGE = 500
"""Records looked through at a time."""

_RECORDS = tables.records
_WORDS = tables.erased_words
_BODIES = select(_RECORDS.c.id, _RECORDS.c.type, _RECORDS.c.body).where(
    _RECORDS.c.body.is_not(None), _RECORDS.c.is_quarantined.is_(False)
)
_IS_ID = re.compile(UUID_PATTERN)
_INSERTS: dict[str, Any] = {"sqlite": sqlite_insert, "postgresql": postgresql_insert}


def words_of(connection: Connection, venue_id: str, persons: Sequence[str]) -> set[Word]:
    """The names and phones by which a venue knows these persons."""
    accounts, identifiers = tables.accounts.c, tables.identifiers.c
    found: set[Word | None] = set()
    for row in connection.execute(
        select(accounts.full_name, accounts.phone).where(
            accounts.person.in_(persons), accounts.venue == venue_id
        )
    ):
        found |= {name_word(row.full_name), phone_word(row.phone)}
    phones = connection.execute(
        select(identifiers.value).where(
            identifiers.person.in_(persons),
            identifiers.venue == venue_id,
            identifiers.kind == PHONE,
        )
    ).scalars()
    found |= {phone_word(phone) for phone in phones}
    return {word for word in found if word is not None}


def shorten(
    connection: Connection,
    venue_id: str,
    persons: Sequence[str],
    words: Collection[Word],
    now_ms: int,
) -> int:
    """Take these words, by which a venue knows these persons, out of its records about others, and
    remember them for what comes in later; and the phones out of the cases that were closed with
    them. Gives how many records were shortened."""
    count = 0
    for row in _cases_closed_with(connection, venue_id, persons):
        count += _shorten(connection, row.id, row.type, _members(row.body), lambda word: True)
    if words:
        _remember(connection, venue_id, words, now_ms)
        for row in _telling(connection, venue_id):
            members = _members(row.body)
            count += _shorten(connection, row.id, row.type, members, words.__contains__)
    return count


def shorten_late(connection: Connection, venue_id: str, items: Sequence[Item]) -> None:
    """The same of a venue's fresh records that were made before somebody was erased."""
    telling = [item for item in items if item.type in TELLING]
    erased = _erased_at(connection, venue_id) if telling else {}
    if not erased:
        return
    macs = _macs(connection)
    for item in telling:

        def is_theirs(word: Word, *, moment_ms: int = item.moment_ms) -> bool:
            return moment_ms <= erased.get(macs.of(*word), -1)

        _shorten(connection, item.id, item.type, item.members, is_theirs)


def drop_late_variants(engine: Engine) -> int:
    """Of other contents that were kept aside since: nothing follows from them, and they go whole.
    Gives how many; there are few, and only their lines tell what they are."""
    variants, ledgers = tables.variants, tables.ledgers
    query = select(variants.c.header_sha, variants.c.line, ledgers.c.venue).join(
        ledgers, ledgers.c.ledger == variants.c.ledger
    )
    with writing(engine) as connection:
        rows = connection.execute(query).all()
        erased = {venue: _erased_at(connection, venue) for venue in {row.venue for row in rows}}
        macs = _macs(connection) if any(erased.values()) else None
        gone = []
        for row in rows:
            line, known = bytes(row.line), erased[row.venue]
            moment_ms = _moment_ms(line)

            def is_theirs(
                word: Word, known: dict[str, int] = known, moment_ms: int = moment_ms
            ) -> bool:
                return macs is not None and moment_ms <= known.get(macs.of(*word), -1)

            if known and is_named_in(line, is_theirs):
                gone.append(row.header_sha)
        if gone:
            connection.execute(delete(variants).where(variants.c.header_sha.in_(gone)))
    if gone:
        truncate_log(engine)
    return len(gone)


def is_named_in(line: bytes, is_theirs: Callable[[Word], bool]) -> bool:
    """Whether a record, as it came, is about somebody else and says one of somebody's words."""
    try:
        record = parse_object(line)
        members = object_of(record, "body")
        return without_words(str(record.get("type")), members, is_theirs) is not None
    except (MemberError, KeyError, TypeError, AttributeError):
        # What is kept aside was not checked.
        return False


def _erased_at(connection: Connection, venue_id: str) -> dict[str, int]:
    """By keyed hash, until when a word is one of somebody who was erased."""
    query = select(_WORDS.c.word, _WORDS.c.until_ms).where(_WORDS.c.venue == venue_id)
    return {row.word: row.until_ms for row in connection.execute(query)}


def _moment_ms(line: bytes) -> int:
    """When a record was made, in hub time as far as its station knew; 0 for what is none."""
    try:
        header = take_apart(line).header
    except RecordError:
        return 0
    return int(header.at.timestamp() * 1000) + (header.off_ms or 0)


def _remember(connection: Connection, venue_id: str, words: Collection[Word], now_ms: int) -> None:
    macs = _macs(connection)
    statement = _INSERTS[connection.dialect.name](_WORDS)
    connection.execute(
        statement.on_conflict_do_update(
            index_elements=[_WORDS.c.venue, _WORDS.c.word],
            set_={"until_ms": statement.excluded.until_ms},
        ),
        [{"venue": venue_id, "word": macs.of(*word), "until_ms": now_ms} for word in sorted(words)],
    )


def _cases_closed_with(
    connection: Connection, venue_id: str, persons: Sequence[str]
) -> Sequence[AnyRow]:
    """The records of cases whose closing says that it was one of these persons who waited."""
    refs = connection.execute(
        select(_RECORDS.c.ref).where(
            _RECORDS.c.person.in_(persons),
            _RECORDS.c.venue == venue_id,
            _RECORDS.c.type == RecordType.SUPPORT_CLOSED.value,
            _RECORDS.c.ref.is_not(None),
        )
    ).scalars()
    # What a station wrote there may be anything.
    ids = [ref for ref in refs if _IS_ID.fullmatch(ref)]
    return connection.execute(
        _BODIES.where(
            _RECORDS.c.id.in_(ids),
            _RECORDS.c.venue == venue_id,
            _RECORDS.c.type == RecordType.SUPPORT.value,
        )
    ).all()


def _telling(connection: Connection, venue_id: str) -> Iterator[AnyRow]:
    """A venue's records of the types that may name others, whose content is here."""
    of_venue = _BODIES.where(_RECORDS.c.venue == venue_id, _RECORDS.c.type.in_(sorted(TELLING)))
    page = of_venue.order_by(_RECORDS.c.id).limit(_PAGE)
    query = page
    while True:
        rows = connection.execute(query).all()
        yield from rows
        if len(rows) < _PAGE:
            return
        query = page.where(_RECORDS.c.id > rows[-1].id)


def _shorten(
    connection: Connection,
    record_id: str,
    record_type: str,
    members: Mapping[str, Any],
    is_theirs: Callable[[Word], bool],
) -> int:
    left = without_words(record_type, members, is_theirs)
    if left is None:
        return 0
    return connection.execute(
        update(_RECORDS)
        .where(_RECORDS.c.id == record_id, _RECORDS.c.body.is_not(None))
        .values(body=canonical_bytes(left), salt=None)
    ).rowcount


def _members(body: bytes) -> Mapping[str, Any]:
    return parse_object(bytes(body))


def _macs(connection: Connection) -> Macs:
    raw = connection.execute(select(tables.hub.c.sign_key)).scalar_one()
    return Macs(Ed25519PrivateKey.from_private_bytes(bytes(raw)), _PURPOSE)
