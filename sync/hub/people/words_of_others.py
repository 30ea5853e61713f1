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
from sqlalchemy import Connection, select, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from kiosk.base.words_of_others import TELLING, Word, name_word, phone_word, without_words
from sync.hub.db import tables
from sync.hub.db.engine import AnyRow
from sync.hub.db.items import Item
from sync.hub.macs import Macs
from sync.hub.people.people import PHONE
from sync.protocol.bodies import RecordType
from sync.protocol.canonical import canonical_bytes
from sync.protocol.members import MemberError, object_of, parse_object
from sync.protocol.records import UUID_PATTERN

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
    if not telling:
        return
    erased: dict[str, int] = dict(
        connection.execute(
            select(_WORDS.c.word, _WORDS.c.until_ms).where(_WORDS.c.venue == venue_id)
        ).all()
    )
    if not erased:
        return
    macs = _macs(connection)
    for item in telling:

        def is_theirs(word: Word, *, moment_ms: int = item.moment_ms) -> bool:
            return moment_ms <= erased.get(macs.of(*word), -1)

        _shorten(connection, item.id, item.type, item.members, is_theirs)


def is_named_in(line: bytes, words: Collection[Word]) -> bool:
    """Whether a record, as it came, is about somebody else and says one of these words."""
    try:
        record = parse_object(line)
        members = object_of(record, "body")
        return without_words(str(record.get("type")), members, words.__contains__) is not None
    except (MemberError, KeyError, TypeError, AttributeError):
        # What is kept aside was not checked.
        return False


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
