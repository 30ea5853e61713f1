"""Declarations: each row says what its record says."""

from __future__ import annotations

from kiosk.store.checks.report import ProblemKind, StoreReport
from kiosk.store.driver import Connection
from kiosk.store.migrations.steps import schema_version
from kiosk.store.repositories.declarations import told_of
from kiosk.store.stamp import to_ms
from sync.protocol.bodies import RecordType
from sync.protocol.feeds import FeedName
from sync.protocol.records import RecordError, parse_body, parse_header

_SINCE = 9
"""The schema version that has the table."""
_VOIDED_SINCE = 17
"""The schema version that says by which record somebody took their consent back."""


def check_declarations(connection: Connection, report: StoreReport) -> None:
    """Compare `declarations` with the records, who let somebody in with the closings, and what
    voided one with the answers to requests.

    Of somebody who is to be erased the row is empty before the record is; of whoever took their
    consent back at another gate, whenever the hub told so.
    """
    version = schema_version(connection)
    if version < _SINCE:
        return
    is_told = connection.execute(
        "SELECT EXISTS (SELECT 1 FROM feeds WHERE name = ?)", (FeedName.PEOPLE,)
    ).fetchone()[0]
    # A file of before does not say what voided one: whatever is void may be.
    voided_by = "d.voided_by" if version >= _VOIDED_SINCE else "iif(d.until = d.at, d.pos, NULL)"
    for pos, header, body, voided, *row in connection.execute(
        f"SELECT r.pos, r.header, b.body, {voided_by}, d.record IS r.id, d.person, d.at, d.until,"
        " d.needs_human, d.is_proxy"
        " FROM records r JOIN bodies b ON b.pos = r.pos LEFT JOIN declarations d ON d.pos = r.pos"
        " WHERE r.type = ? AND NOT EXISTS (SELECT 1 FROM moves m WHERE m.pos = r.pos)"
        " AND NOT EXISTS (SELECT 1 FROM erasures x WHERE"
        " x.person = json_extract(CAST(b.body AS TEXT), '$.person'))",
        (RecordType.DECLARATION,),
    ):
        try:
            told, at_ms = parse_body(body), to_ms(parse_header(header).at)
        except RecordError:
            # Told of with its ledger.
            continue
        until, needs_human, is_proxy = told_of(told)
        if voided is not None or (is_told and row[3:5] == [at_ms, 0]):
            until, needs_human = at_ms, 0
        if row != [1, told["person"], at_ms, until, needs_human, is_proxy]:
            report.add(ProblemKind.DECLARATION, f"pos {pos}: differs from its record")
    for (pos,) in connection.execute(
        "SELECT d.pos FROM declarations d LEFT JOIN records r ON r.pos = d.pos"
        " LEFT JOIN records c ON c.pos = d.cleared_by"
        " WHERE r.type IS NOT ? OR (d.cleared_by IS NOT NULL AND c.type IS NOT ?)",
        (RecordType.DECLARATION, RecordType.SUPPORT_CLOSED),
    ):
        report.add(ProblemKind.DECLARATION, f"pos {pos}: no record made or cleared it")
    if version < _VOIDED_SINCE:
        return
    for (pos,) in connection.execute(
        "SELECT d.pos FROM declarations d LEFT JOIN records v ON v.pos = d.voided_by"
        " WHERE d.voided_by IS NOT NULL AND (v.type IS NOT ? OR v.pos < d.pos)",
        (RecordType.DATA_REQUEST,),
    ):
        report.add(ProblemKind.DECLARATION, f"pos {pos}: no record voided it")
