"""`store check`: whether pages, schema, chain, bodies, head and derived tables still agree.

What it swears, and what it cannot see, stands in docs/spec/sync-protocol.md §8.
"""

from __future__ import annotations

import hmac
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from kiosk.base.errors import StorageFault, StorageFaultKind
from kiosk.store.checks.declarations import check_declarations
from kiosk.store.checks.derived import check_derived
from kiosk.store.checks.head import check_heads, check_hub, read_heads
from kiosk.store.checks.ledgers import check_ledgers
from kiosk.store.checks.names import check_names
from kiosk.store.checks.people import check_people
from kiosk.store.checks.report import ProblemKind, StoreReport
from kiosk.store.checks.schema import check_schema
from kiosk.store.checks.search import check_search
from kiosk.store.driver import Connection, connect, storage_faults
from kiosk.store.migrations.steps import schema_version
from kiosk.store.repositories.retention import anchor_mac
from sync.protocol.devices import LedgerHead
from sync.protocol.records import hash_header, parse_body

_ERASED_SINCE = 14
"""The schema version that knows of bodies erased before a hub had them."""


def check_store(
    path: Path,
    key: bytes,
    *,
    is_quick: bool = False,
    hub_heads: Sequence[LedgerHead] = (),
) -> StoreReport:
    """Verify pages, schema, chain, bodies, outbox, head and derived tables; changes nothing.

    `is_quick` skips comparing indexes with their tables. `hub_heads` is how far the hub has this
    station's ledgers, asked before this call. Raises StorageFault WRONG_KEY or READ_ONLY when the
    file cannot be opened at all; damage further in is a problem of the report.
    """
    # Before the database: a kiosk may be running, and no head is ahead of what is read later.
    heads = read_heads(path)
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
        checks = (
            _check_pages_quickly if is_quick else _check_pages,
            check_schema,
            check_ledgers,
            partial(check_heads, heads, key),
            partial(check_hub, hub_heads),
            partial(_check_anchors, key),
            _check_outbox,
            check_derived,
            check_declarations,
            check_people,
            check_search,
            check_names,
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


def _check_anchors(key: bytes, connection: Connection, report: StoreReport) -> None:
    """A body may be missing up to its ledger's anchor, where the hub has the record, or of somebody
    who was erased while there was no hub."""
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
    erased = ""
    if schema_version(connection) >= _ERASED_SINCE:
        erased = " AND NOT EXISTS (SELECT 1 FROM erased_unsent x WHERE x.pos = r.pos)"
    for ledger_no, seq in connection.execute(
        "SELECT r.ledger, r.seq FROM records r LEFT JOIN anchors a ON a.ledger = r.ledger"
        " WHERE r.seq > coalesce(a.seq, 0)"
        " AND NOT EXISTS (SELECT 1 FROM bodies b WHERE b.pos = r.pos)"
        " AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.pos = r.pos"
        f" AND o.state IN ('acked', 'confirmed', 'moved')){erased}"
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
