"""Declarations: each row says what its record says."""

from __future__ import annotations

from kiosk.store.checks.report import ProblemKind, StoreReport
from kiosk.store.driver import Connection
from kiosk.store.migrations.steps import schema_version
from kiosk.store.repositories.declarations import told_of
from kiosk.store.stamp import to_ms
from sync.protocol.bodies import RecordType
from sync.protocol.records import RecordError, parse_body, parse_header

_SINCE = 9
"""The schema version that has the table."""
_WITHDRAWN_SINCE = 14
"""The schema version that knows requests to withdraw a consent."""


def check_declarations(connection: Connection, report: StoreReport) -> None:
    """Compare `declarations` with the records, and who let somebody in with the closings.

    Of somebody who is to be erased the row is empty before the record is.
    """
    if schema_version(connection) < _SINCE:
        return
    withdrawn_at = _last_withdrawal(connection)
    for pos, header, body, *row in connection.execute(
        "SELECT r.pos, r.header, b.body, d.record IS r.id, d.person, d.at, d.until, d.needs_human,"
        " d.is_proxy"
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
        if row != [1, told["person"], at_ms, *told_of(told)] and not (
            row == [1, told["person"], at_ms, at_ms, 0, row[-1]] and pos < withdrawn_at
        ):
            report.add(ProblemKind.DECLARATION, f"pos {pos}: differs from its record")
    for (pos,) in connection.execute(
        "SELECT d.pos FROM declarations d LEFT JOIN records r ON r.pos = d.pos"
        " LEFT JOIN records c ON c.pos = d.cleared_by"
        " WHERE r.type IS NOT ? OR (d.cleared_by IS NOT NULL AND c.type IS NOT ?)",
        (RecordType.DECLARATION, RecordType.SUPPORT_CLOSED),
    ):
        report.add(ProblemKind.DECLARATION, f"pos {pos}: no record made or cleared it")


def _last_withdrawal(connection: Connection) -> int:
    """Behind which record nobody took a consent back: an older declaration may be void by it."""
    if schema_version(connection) < _WITHDRAWN_SINCE:
        return 0
    row = connection.execute(
        "SELECT max(closed_by) FROM data_requests WHERE asked = 'withdraw'"
    ).fetchone()
    return row[0] or 0
