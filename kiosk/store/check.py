"""`store check`: whether pages, chain, bodies and derived tables still agree."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import partial
from pathlib import Path

from kiosk.base.errors import StorageFault, StorageFaultKind
from kiosk.store.driver import Connection, connect, storage_faults
from kiosk.store.migrations.steps import schema_version
from kiosk.store.repositories.retention import anchor_mac
from kiosk.store.repositories.visits import REBUILT_LAST_SEEN, REBUILT_PRESENCE
from sync.protocol.bodies import ENTRY_TYPES, RecordType
from sync.protocol.records import (
    FIRST_PREV,
    RecordError,
    hash_body,
    hash_header,
    parse_body,
    parse_header,
)

MOST_PROBLEMS = 100
"""Enough to see the kind of damage; the rest is only counted."""


class ProblemKind(StrEnum):
    """What does not hold."""

    UNREADABLE = "unreadable"
    INTEGRITY = "integrity"
    GAP = "gap"
    HEADER = "header"
    CHAIN = "chain"
    BODY = "body"
    ENTRY = "entry"
    OUTBOX = "outbox"
    PRESENCE = "presence"
    SUPPORT = "support"
    MOVE = "move"
    ANCHOR = "anchor"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that does not hold, at one place; no personal data."""

    kind: ProblemKind
    detail: str


@dataclass(slots=True)
class StoreReport:
    """What a check saw."""

    ledgers: int = 0
    records: int = 0
    bodiless: int = 0
    """Records whose body was purged or erased: allowed."""
    entries: int = 0
    unsent: int = 0
    problem_count: int = 0
    problems: list[Problem] = field(default_factory=list)
    """The first `MOST_PROBLEMS` of them."""

    @property
    def is_sound(self) -> bool:
        """Nothing was found."""
        return self.problem_count == 0

    def add(self, kind: ProblemKind, detail: str) -> None:
        """Note a problem."""
        self.problem_count += 1
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(Problem(kind, detail))


def check_store(path: Path, key: bytes, *, is_quick: bool = False) -> StoreReport:
    """Verify pages, chain, body hashes, numbering, outbox and derived tables; changes nothing.

    `is_quick` skips comparing indexes with their tables. Raises StorageFault WRONG_KEY or READ_ONLY
    when the file cannot be opened at all; damage further in is a problem of the report.
    """
    with storage_faults():
        connection = connect(path, key, "ro")
    try:
        try:
            with storage_faults():
                # Reads the first page alone: what fails further in is damage, not the key.
                schema_version(connection)
        except StorageFault as fault:
            if fault.kind is StorageFaultKind.CORRUPT:
                raise StorageFault(StorageFaultKind.WRONG_KEY, "does not decrypt") from fault
            raise
        report = StoreReport()
        anchors = partial(_check_anchors, key)
        pages = _check_pages_quickly if is_quick else _check_pages
        checks = (
            pages,
            _check_ledgers,
            anchors,
            _check_outbox,
            _check_presence,
            _check_support,
            _check_moves,
        )
        for check in checks:
            try:
                with storage_faults():
                    check(connection, report)
            except StorageFault as fault:
                report.add(ProblemKind.UNREADABLE, fault.detail)
        return report
    finally:
        connection.close()


def _check_pages(connection: Connection, report: StoreReport) -> None:
    for (text,) in connection.execute("PRAGMA cipher_integrity_check"):
        report.add(ProblemKind.INTEGRITY, str(text))
    _check_structure(connection, report, "PRAGMA integrity_check")


def _check_pages_quickly(connection: Connection, report: StoreReport) -> None:
    _check_structure(connection, report, "PRAGMA quick_check")


def _check_structure(connection: Connection, report: StoreReport, pragma: str) -> None:
    for (text,) in connection.execute(pragma):
        if text != "ok":
            report.add(ProblemKind.INTEGRITY, str(text))
    for table, *_ in connection.execute("PRAGMA foreign_key_check"):
        report.add(ProblemKind.INTEGRITY, f"{table}: foreign key")


def _check_ledgers(connection: Connection, report: StoreReport) -> None:
    for no, ledger_id in connection.execute("SELECT no, id FROM ledgers ORDER BY no").fetchall():
        report.ledgers += 1
        _check_chain(connection, report, no, ledger_id)
    report.entries = connection.execute("SELECT count(*) FROM entries").fetchone()[0]


def _check_chain(connection: Connection, report: StoreReport, no: int, ledger_id: str) -> None:
    seq, prev = 0, FIRST_PREV
    # The entry of a record that was written anew is that of its first writing.
    place_of_entry = "r.pos"
    if schema_version(connection) >= 3:
        place_of_entry = "coalesce((SELECT m.origin FROM moves m WHERE m.pos = r.pos), r.pos)"
    rows = connection.execute(
        "SELECT r.seq, r.id, r.type, r.header, b.salt, b.body,"
        " e.person, e.direction, e.gate, e.credential, e.method, e.pos IS NOT NULL"
        " FROM records r LEFT JOIN bodies b USING (pos)"
        f" LEFT JOIN entries e ON e.pos = {place_of_entry}"
        " WHERE r.ledger = ? ORDER BY r.seq",
        (no,),
    )
    for row_seq, record_id, record_type, header_bytes, salt, body, *entry in rows:
        report.records += 1
        seq += 1
        place = f"ledger {no} seq {row_seq}"
        if row_seq != seq:
            report.add(ProblemKind.GAP, f"{place}: expected {seq}")
            seq = row_seq
        try:
            header = parse_header(header_bytes)
        except RecordError as error:
            report.add(ProblemKind.HEADER, f"{place}: {error}")
            prev = hash_header(header_bytes)
            continue
        stored = (ledger_id, row_seq, record_id, record_type)
        if (header.ledger, header.seq, header.id, header.type) != stored:
            report.add(ProblemKind.HEADER, f"{place}: differs from its row")
        if header.prev != prev:
            report.add(ProblemKind.CHAIN, place)
        prev = hash_header(header_bytes)
        if body is None:
            report.bodiless += 1
            continue
        if hash_body(salt, body) != header.body_sha:
            report.add(ProblemKind.BODY, place)
            continue
        if record_type in ENTRY_TYPES:
            _check_entry(report, place, record_type, parse_body(body), entry)


def _check_entry(
    report: StoreReport,
    place: str,
    record_type: str,
    body: Mapping[str, object],
    entry: list[object],
) -> None:
    person, direction, gate, credential, method, is_there = entry
    told = (body.get("person"), record_type, body["gate"], body["credential"], body["method"])
    if not is_there:
        report.add(ProblemKind.ENTRY, f"{place}: missing")
    elif told != (person, direction, gate, credential, method):
        report.add(ProblemKind.ENTRY, f"{place}: differs from its record")


def _check_anchors(key: bytes, connection: Connection, report: StoreReport) -> None:
    """A body may be missing up to its ledger's anchor, or where the hub has the record."""
    if schema_version(connection) < 2:
        return
    rows = connection.execute(
        "SELECT l.no, l.id, a.seq, a.hash, a.mac, r.header FROM anchors a"
        " JOIN ledgers l ON l.no = a.ledger"
        " LEFT JOIN records r ON r.ledger = a.ledger AND r.seq = a.seq"
    )
    for no, ledger_id, seq, header_hash, mac, header in rows:
        place = f"ledger {no} seq {seq}"
        if header is None or hash_header(header) != header_hash:
            report.add(ProblemKind.ANCHOR, f"{place}: not the header it names")
        if not hmac.compare_digest(mac, anchor_mac(key, ledger_id, seq, header_hash)):
            report.add(ProblemKind.ANCHOR, f"{place}: not signed by this station")
    for ledger_no, seq in connection.execute(
        "SELECT r.ledger, r.seq FROM records r LEFT JOIN anchors a ON a.ledger = r.ledger"
        " WHERE r.seq > coalesce(a.seq, 0)"
        " AND NOT EXISTS (SELECT 1 FROM bodies b WHERE b.pos = r.pos)"
        " AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.pos = r.pos"
        " AND o.state IN ('acked', 'confirmed', 'moved'))"
    ):
        report.add(ProblemKind.ANCHOR, f"ledger {ledger_no} seq {seq}: no body, no anchor")


def _check_outbox(connection: Connection, report: StoreReport) -> None:
    """What is not acknowledged must still have its bytes; nothing with a body may miss its row."""
    report.unsent = connection.execute(
        "SELECT count(*) FROM outbox WHERE state IN ('queued', 'dead', 'conflict')"
    ).fetchone()[0]
    for (pos,) in connection.execute(
        "SELECT pos FROM outbox o WHERE state IN ('queued', 'dead', 'conflict')"
        " AND NOT EXISTS (SELECT 1 FROM bodies b WHERE b.pos = o.pos)"
    ):
        report.add(ProblemKind.OUTBOX, f"pos {pos}: unsent without its body")
    for (pos,) in connection.execute(
        "SELECT pos FROM bodies b WHERE NOT EXISTS (SELECT 1 FROM outbox o WHERE o.pos = b.pos)"
    ):
        report.add(ProblemKind.OUTBOX, f"pos {pos}: never queued")


def _check_presence(connection: Connection, report: StoreReport) -> None:
    """Both derived tables equal what the entries say."""
    for table, rebuilt in (("last_seen", REBUILT_LAST_SEEN), ("presence", REBUILT_PRESENCE)):
        columns = ", ".join(
            row[1] for row in connection.execute(f"PRAGMA table_info({table})").fetchall()
        )
        stored = f"SELECT {columns} FROM {table}"
        for left, right, word in (
            (stored, rebuilt, "not in the entries"),
            (rebuilt, stored, "not derived"),
        ):
            sql = f"SELECT count(*) FROM (SELECT * FROM ({left}) EXCEPT SELECT * FROM ({right}))"
            differing = connection.execute(sql).fetchone()[0]
            if differing:
                report.add(ProblemKind.PRESENCE, f"{table}: {differing} rows {word}")


def _check_support(connection: Connection, report: StoreReport) -> None:
    """Every support record whose body is here has its case; one written anew has the first's."""
    is_first = ""
    if schema_version(connection) >= 3:
        is_first = " AND NOT EXISTS (SELECT 1 FROM moves m WHERE m.pos = r.pos)"
    for (pos,) in connection.execute(
        f"SELECT r.pos FROM records r WHERE r.type = ?{is_first} AND NOT EXISTS"
        " (SELECT 1 FROM support_cases c WHERE c.pos = r.pos AND c.record = r.id)"
        " AND EXISTS (SELECT 1 FROM bodies b WHERE b.pos = r.pos)",
        (RecordType.SUPPORT,),
    ):
        report.add(ProblemKind.SUPPORT, f"pos {pos}: no case")


def _check_moves(connection: Connection, report: StoreReport) -> None:
    """What was written anew names its first writing, and no more than one of them is in force."""
    if schema_version(connection) < 3:
        return
    for pos, body, ledger_id, seq, header in connection.execute(
        "SELECT m.pos, b.body, l.id, f.seq, f.header FROM moves m"
        " JOIN records f ON f.pos = m.origin JOIN ledgers l ON l.no = f.ledger"
        " JOIN bodies b ON b.pos = m.pos"
    ):
        told = parse_body(body).get("moved")
        if told != {"ledger": ledger_id, "seq": seq, "sha": hash_header(header)}:
            report.add(ProblemKind.MOVE, f"pos {pos}: does not name its first writing")
    for (pos,) in connection.execute(
        "SELECT o.pos FROM outbox o WHERE (o.state = 'moved') <> EXISTS (SELECT 1 FROM moves n"
        " WHERE n.pos > o.pos AND n.origin ="
        " coalesce((SELECT m.origin FROM moves m WHERE m.pos = o.pos), o.pos))"
    ):
        report.add(ProblemKind.MOVE, f"pos {pos}: in force beside another writing, or nowhere")
