"""Tables that follow from the entries: who was seen last, who is inside, cases, and slips.

Each row is held against what it follows from by the indexes, so that a large database is looked
through in one pass and little memory.
"""

from __future__ import annotations

from kiosk.domain.reports.day_totals import (
    ARRIVALS,
    DEPARTURES,
    FORM,
    NOT_LEFT,
    PEOPLE,
    REACHABLE,
)
from kiosk.store.checks.report import ProblemKind, StoreReport
from kiosk.store.driver import Connection
from kiosk.store.migrations.steps import schema_version
from kiosk.store.repositories.visits import PLACE, STANDS
from kiosk.store.stamp import to_ms
from sync.protocol.bodies import RecordType
from sync.protocol.records import RecordError, parse_body, parse_header

_PRINTS = (
    (
        "{} slips of no entry",
        # A wallet card is of no entry: its job names the record that tells of it.
        "SELECT count(*) FROM print_jobs j WHERE NOT EXISTS"
        " (SELECT 1 FROM records r LEFT JOIN entries e ON e.pos = r.pos WHERE r.id = j.entry"
        f" AND (e.pos IS NOT NULL OR r.type = '{RecordType.SLIP}'))",
    ),
    (
        # The entry names the first one; what replaced a lost one has a record of its own.
        "{} slips other than the one in their entry",
        "SELECT count(*) FROM (SELECT min(no) AS no FROM print_jobs GROUP BY entry) f"
        " JOIN print_jobs j ON j.no = f.no JOIN records r ON r.id = j.entry"
        " JOIN bodies b ON b.pos = r.pos"
        " WHERE CASE WHEN json_valid(CAST(b.body AS TEXT)) THEN CAST(json_extract("
        "CAST(b.body AS TEXT), '$.slip') AS TEXT) <> CAST(j.slip_id AS TEXT) END",
    ),
    (
        "{} slips other than what is printed on them",
        "SELECT count(*) FROM print_jobs j WHERE CASE WHEN json_valid(j.slip) THEN"
        " (json_extract(j.slip, '$.slip_id'), json_extract(j.slip, '$.human_code'),"
        " json_extract(j.slip, '$.valid_until_ms')) IS NOT (j.slip_id, j.human_code, j.valid_until)"
        " ELSE 1 END",
    ),
)

_TOTALS = (
    (
        "settled_counts: {} days that do not add up",
        "SELECT count(*) FROM (SELECT"
        f" sum(iif(name = '{ARRIVALS}', n, 0)) AS arrivals,"
        f" sum(iif(name IN ('{ARRIVALS}', '{DEPARTURES}'), n, 0)) AS entries,"
        f" sum(iif(name LIKE '{FORM}%', n, 0)) AS forms,"
        f" sum(iif(name = '{PEOPLE}', n, 0)) AS people,"
        f" sum(iif(name = '{REACHABLE}', n, 0)) AS reachable,"
        f" sum(iif(name = '{NOT_LEFT}', n, 0)) AS not_left"
        " FROM settled_counts GROUP BY day)"
        " WHERE forms <> entries OR max(people, reachable) > entries OR not_left > arrivals",
    ),
)
"""What purged entries counted: they are gone, so that no more than this can be known."""


def check_derived(connection: Connection, report: StoreReport) -> None:
    """Each of these tables says what the records say."""
    # A file of the first version has no index to ask an entry's person by: it is compared once it
    # was opened.
    if schema_version(connection) >= 2:
        order = PLACE if schema_version(connection) >= 7 else "e.origin"
        _count(connection, report, ProblemKind.PRESENCE, _presence(order))
    _check_support(connection, report)
    _count(connection, report, ProblemKind.PRINT, _PRINTS)
    if schema_version(connection) >= 8:
        _count(connection, report, ProblemKind.TOTALS, _TOTALS)


def _presence(order: str) -> tuple[tuple[str, str], ...]:
    """What is asked of `last_seen` and `presence`; `order` is that of entries `e`, with the member
    of `last_seen` that holds it."""
    newest = (
        "(SELECT e.pos FROM entries e WHERE e.person IN (SELECT s.person UNION ALL"
        " SELECT id FROM people WHERE root = s.person AND root <> id)"
        f" AND {STANDS} ORDER BY {order} DESC, e.at DESC, e.pos DESC LIMIT 1)"
    )
    return (
        (
            "last_seen: {} rows not in the entries",
            "SELECT count(*) FROM last_seen s WHERE NOT EXISTS (SELECT 1 FROM entries e"
            f" JOIN records r ON r.pos = e.pos WHERE e.pos = {newest} AND e.pos = s.pos"
            " AND r.id = s.entry AND e.direction = s.direction AND e.at = s.at"
            f" AND e.gate = s.gate AND {order} = s.origin)"
            " OR NOT EXISTS (SELECT 1 FROM people p WHERE p.id = s.person AND p.root = p.id)",
        ),
        (
            "last_seen: {} entries of people who are not in it",
            "SELECT count(*) FROM entries e JOIN people p ON p.id = e.person"
            f" WHERE {STANDS} AND NOT EXISTS (SELECT 1 FROM last_seen s WHERE s.person = p.root)",
        ),
        (
            "presence: {} rows not in the entries",
            "SELECT count(*) FROM presence i LEFT JOIN last_seen s"
            " ON s.person = i.person AND s.direction = 'arrival'"
            " WHERE s.person IS NULL OR (i.entry, i.since, i.gate) <> (s.entry, s.at, s.gate)",
        ),
        (
            "presence: {} people who are not in it",
            "SELECT count(*) FROM last_seen s WHERE s.direction = 'arrival'"
            " AND NOT EXISTS (SELECT 1 FROM presence i WHERE i.person = s.person)",
        ),
    )


def _count(
    connection: Connection,
    report: StoreReport,
    kind: ProblemKind,
    questions: tuple[tuple[str, str], ...],
) -> None:
    for words, sql in questions:
        differing = connection.execute(sql).fetchone()[0]
        if differing:
            report.add(kind, words.format(differing))


def _check_support(connection: Connection, report: StoreReport) -> None:
    """Every support record whose body is here has its case; one written anew has the first's."""
    anew = ""
    if schema_version(connection) >= 3:
        anew = " AND NOT EXISTS (SELECT 1 FROM moves m WHERE m.pos = r.pos)"
    for pos, record_id, header, body, *case in connection.execute(
        "SELECT r.pos, r.id, r.header, b.body, c.record, c.reason, c.at, c.person FROM records r"
        " JOIN bodies b ON b.pos = r.pos LEFT JOIN support_cases c ON c.pos = r.pos"
        f" WHERE r.type = ?{anew}",
        (RecordType.SUPPORT,),
    ):
        try:
            told, at_ms = parse_body(body), to_ms(parse_header(header).at)
        except RecordError:
            # Told of with its ledger.
            continue
        if case[0] is None:
            report.add(ProblemKind.SUPPORT, f"pos {pos}: no case")
        elif case != [record_id, told.get("reason"), at_ms, told.get("person")]:
            report.add(ProblemKind.SUPPORT, f"pos {pos}: differs from its record")
    for (pos,) in connection.execute(
        "SELECT c.pos FROM support_cases c LEFT JOIN records r ON r.pos = c.pos"
        " LEFT JOIN records d ON d.pos = c.closed_by"
        " WHERE r.type IS NOT ? OR (c.closed_by IS NOT NULL AND d.type IS NOT ?)",
        (RecordType.SUPPORT, RecordType.SUPPORT_CLOSED),
    ):
        report.add(ProblemKind.SUPPORT, f"pos {pos}: a case that no record opened or closed")
    _check_closings(connection, report, anew)


def _check_closings(connection: Connection, report: StoreReport, anew: str) -> None:
    """The first closing that names a case, and was not taken back, stands in it."""
    original = "r.id = ?"
    if anew:
        original = (
            "r.id = ? OR r.pos = (SELECT m.origin FROM moves m JOIN records n ON n.pos = m.pos"
            " WHERE n.id = ?)"
        )
    closings: dict[int, tuple[int | None, int | None]] = {}
    for pos, body in connection.execute(
        "SELECT r.pos, b.body FROM records r JOIN bodies b ON b.pos = r.pos"
        f" WHERE r.type = ?{anew} ORDER BY r.pos",
        (RecordType.SUPPORT_CLOSED,),
    ):
        try:
            members = parse_body(body)
        except RecordError:
            continue
        for case, closed_by in connection.execute(
            "SELECT c.pos, c.closed_by FROM records r JOIN support_cases c ON c.pos = r.pos"
            f" WHERE {original}",
            (members.get("ref"),) * original.count("?"),
        ).fetchall():
            first = closings.get(case, (None, None))[0]
            first = None if "undo" in members else first or pos
            closings[case] = first, closed_by
    for case, (first, closed_by) in closings.items():
        if first is None:
            if closed_by is not None:
                report.add(ProblemKind.SUPPORT, f"pos {case}: closed, though it was opened again")
        elif closed_by is None or closed_by > first:
            report.add(ProblemKind.SUPPORT, f"pos {first}: closes a case that stands open")
