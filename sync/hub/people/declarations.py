"""Declarations: whether somebody has one that holds. What was answered stays in the records.

A lookup tells no more than that (docs/spec/sync-protocol.md §3); of which forms a venue has how
many, by version, its administrator sees. Of whoever took their consent back neither is left, in
whichever order the records come: what was answered before goes with its content.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import Connection, Engine, bindparam, delete, func, select, update

from kiosk.base.dataclass import dataclass
from sync.hub.db import tables
from sync.hub.db.bulk import Bulk, by_database, ignore
from sync.hub.db.engine import AnyRow, reading, truncate_log, writing
from sync.hub.db.items import Item
from sync.hub.people.people import members_of
from sync.protocol.asking import DeclarationStatus
from sync.protocol.bodies import RecordType
from sync.protocol.declaration_bodies import Screening
from sync.protocol.records import RecordError, parse_at, take_apart

LONGEST = timedelta(days=15)
"""No declaration holds longer, whatever a station says: policy allows 14 days and the one it is
made on."""

_DECLARATIONS = tables.declarations
_RECORDS = tables.records
_WITHDRAWALS = tables.withdrawals


def note_declarations(connection: Connection, venue_id: str, items: Sequence[Item]) -> set[str]:
    """Keep until when the declarations among a venue's fresh records hold, and who took their
    consent back; gives whose they are. `forget_withdrawn` follows once the links are known."""
    rows = sorted(
        (
            item.id,
            venue_id,
            str(item.members["person"]),
            *_form_of(item),
            _until_ms(item),
            item.members["screening"] == Screening.CLEAR,
        )
        for item in items
        if item.type == RecordType.DECLARATION
    )
    _INSERT.insert(connection, rows)
    taken_back = [
        (item.id, venue_id, str(item.members["person"]), item.ledger, item.seq, item.moment_ms)
        for item in items
        if item.type == RecordType.DATA_REQUEST and _withdraws(item)
    ]
    _NOTE_WITHDRAWAL.insert(connection, sorted(taken_back))
    return {str(row[2]) for row in (*rows, *taken_back)}


def forget_withdrawn(connection: Connection, venue_id: str, members: Mapping[str, str]) -> None:
    """Whoever among these took their consent back has declared nothing before it, under any id.

    `members` are whole circles of a venue, by id the one that stands for it. What was declared
    goes with its content, whichever came in first; what was declared after it stands.
    """
    taken_back: dict[str, list[AnyRow]] = {}
    asked = {"persons": sorted(members), "v": venue_id}
    for row in connection.execute(_TAKEN_BACK[connection.dialect.name], asked):
        taken_back.setdefault(members[row.person], []).append(row)
    if not taken_back:
        return
    circles = sorted(person for person, root in members.items() if root in taken_back)
    declared = connection.execute(
        _DECLARED[connection.dialect.name], {"persons": circles, "v": venue_id}
    )
    gone = [
        row.id
        for row in declared
        if any(_is_before(row, one) for one in taken_back[members[row.person]])
    ]
    if gone:
        connection.execute(
            update(_RECORDS)
            .where(_RECORDS.c.id.in_(gone), _RECORDS.c.body.is_not(None))
            .values(body=None, salt=None)
        )
        connection.execute(delete(_DECLARATIONS).where(_DECLARATIONS.c.record.in_(gone)))


def drop_withdrawn_variants(engine: Engine) -> int:
    """The same of other contents that were kept aside: nothing follows from them, and they go
    whole. Gives how many; there are few, and only their lines tell what they are."""
    variants, ledgers = tables.variants, tables.ledgers
    query = select(variants.c.header_sha, variants.c.line, ledgers.c.venue).join(
        ledgers, ledgers.c.ledger == variants.c.ledger
    )
    with writing(engine) as connection:
        gone = [
            row.header_sha
            for row in connection.execute(query).all()
            if _is_withdrawn(connection, row.venue, bytes(row.line))
        ]
        if gone:
            connection.execute(delete(variants).where(variants.c.header_sha.in_(gone)))
    if gone:
        truncate_log(engine)
    return len(gone)


def _is_withdrawn(connection: Connection, venue_id: str, line: bytes) -> bool:
    try:
        received = take_apart(line)
    except RecordError:
        return False
    header, person = received.header, received.members.get("person")
    if header.type != RecordType.DECLARATION or not isinstance(person, str):
        return False
    moment_ms = int(header.at.timestamp() * 1000) + (header.off_ms or 0)
    declared = _Place(header.ledger, header.seq, moment_ms)
    circle = sorted(members_of(connection, venue_id, [person]))
    taken_back = connection.execute(
        _TAKEN_BACK[connection.dialect.name], {"persons": circle, "v": venue_id}
    )
    return any(_is_before(declared, one) for one in taken_back)


def statuses(
    connection: Connection, venue_id: str, roots: Iterable[str], now: datetime
) -> dict[str, DeclarationStatus]:
    """How the newest declaration of each of these persons stands at a venue, by root."""
    leading = members_of(connection, venue_id, roots)
    asked = {"persons": sorted(leading), "v": venue_id}
    now_ms = int(now.timestamp() * 1000)
    found: dict[str, DeclarationStatus] = {}
    for row in connection.execute(_UNTIL[connection.dialect.name], asked):
        root = leading[row.person]
        if row.until_ms > now_ms:
            found[root] = DeclarationStatus.VALID
        else:
            found.setdefault(root, DeclarationStatus.EXPIRED)
    return found


@dataclass(frozen=True, slots=True)
class FormCount:
    """How many declarations a venue has of one version of a form."""

    form: str
    version: int
    count: int


def count_forms(engine: Engine, venue_id: str) -> list[FormCount]:
    """Of each form and version, in order."""
    query = (
        select(_DECLARATIONS.c.form, _DECLARATIONS.c.version, func.count())
        .where(_DECLARATIONS.c.venue == venue_id)
        .group_by(_DECLARATIONS.c.form, _DECLARATIONS.c.version)
        .order_by(_DECLARATIONS.c.form, _DECLARATIONS.c.version)
    )
    with reading(engine) as connection:
        return [FormCount(*row) for row in connection.execute(query)]


def forget_declarations(connection: Connection, venue_id: str, persons: Sequence[str]) -> int:
    """Remove what is kept of these persons at a venue; gives how many."""
    return connection.execute(
        delete(_DECLARATIONS).where(
            _DECLARATIONS.c.person.in_(persons), _DECLARATIONS.c.venue == venue_id
        )
    ).rowcount


def _withdraws(item: Item) -> bool:
    return (item.text("right"), item.text("outcome")) == ("withdraw", "done")


class _Place(NamedTuple):
    """Where in time a record stands."""

    ledger: str
    seq: int
    moment_ms: int


def _is_before(declared: AnyRow | _Place, withdrawal: AnyRow) -> bool:
    """Whether somebody declared before they took their consent back: in one ledger its order says
    so, whatever the station's clock did between."""
    if declared.ledger == withdrawal.ledger:
        return bool(declared.seq < withdrawal.seq)
    return bool(declared.moment_ms <= withdrawal.moment_ms)


def forget_ended(connection: Connection, before_ms: int) -> int:
    """Remove what has held no longer since before then; gives how many."""
    return connection.execute(
        delete(_DECLARATIONS).where(_DECLARATIONS.c.until_ms < before_ms)
    ).rowcount


def _form_of(item: Item) -> tuple[str, int]:
    form = item.members["form"]
    assert isinstance(form, dict)
    return str(form["id"]), int(form["version"])


def _until_ms(item: Item) -> int:
    """Until when it holds; it never did where the station wrote no moment."""
    try:
        until = parse_at(str(item.members["until"]))
    except ValueError:
        return 0
    longest = item.moment_ms + int(LONGEST.total_seconds() * 1000)
    return min(int(until.timestamp() * 1000), longest)


_INSERT = Bulk(_DECLARATIONS, [column.name for column in _DECLARATIONS.c], ignore)
# In the order of `note_declarations`.
_NOTE_WITHDRAWAL = Bulk(_WITHDRAWALS, [column.name for column in _WITHDRAWALS.c], ignore)
_TAKEN_BACK = by_database(
    lambda among: select(_WITHDRAWALS).where(
        among(_WITHDRAWALS.c.person, "persons"), _WITHDRAWALS.c.venue == bindparam("v")
    )
)
_DECLARED = by_database(
    lambda among: select(
        _RECORDS.c.id, _RECORDS.c.person, _RECORDS.c.ledger, _RECORDS.c.seq, _RECORDS.c.moment_ms
    ).where(
        among(_RECORDS.c.person, "persons"),
        _RECORDS.c.venue == bindparam("v"),
        _RECORDS.c.type == RecordType.DECLARATION.value,
    )
)
_UNTIL = by_database(
    lambda among: (
        select(_DECLARATIONS.c.person, func.max(_DECLARATIONS.c.until_ms).label("until_ms"))
        .where(among(_DECLARATIONS.c.person, "persons"), _DECLARATIONS.c.venue == bindparam("v"))
        .group_by(_DECLARATIONS.c.person)
    )
)
