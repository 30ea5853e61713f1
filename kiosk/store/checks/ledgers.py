"""Each ledger's chain and its bodies, the entries that follow from them, and how ledgers join."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kiosk.base.words_of_others import TELLING
from kiosk.store.checks.report import ProblemKind, StoreReport
from kiosk.store.driver import Connection
from kiosk.store.head import holds
from kiosk.store.migrations.steps import schema_version
from kiosk.store.stamp import to_ms
from sync.protocol.bodies import ENTRY_TYPES, RecordType
from sync.protocol.devices import LedgerHead
from sync.protocol.records import (
    FIRST_PREV,
    Header,
    RecordError,
    hash_body,
    hash_header,
    parse_body,
    parse_header,
)

_SHORTENED_SINCE = 18
"""The schema version that has what is left of bodies in which somebody was erased."""


def check_ledgers(connection: Connection, report: StoreReport) -> None:
    """Every chain from its first record to its last, each body, and the entries of all."""
    for no, ledger_id in connection.execute("SELECT no, id FROM ledgers ORDER BY no").fetchall():
        report.ledgers += 1
        _Chain(connection, report, no, ledger_id).check()
    newest = connection.execute("SELECT coalesce(max(pos), 0) FROM records").fetchone()[0]
    if newest != report.records:
        # Places are given one after the other, over all ledgers.
        report.add(ProblemKind.GAP, f"{newest} places, {report.records} records")
    report.entries = connection.execute("SELECT count(*) FROM entries").fetchone()[0]
    _check_other_entries(connection, report)
    _check_shortened(connection, report)


class _Chain:
    """One ledger's records, looked through in their order."""

    def __init__(
        self, connection: Connection, report: StoreReport, no: int, ledger_id: str
    ) -> None:
        self._connection = connection
        self._report = report
        self._no = no
        self._ledger_id = ledger_id
        self._has_moves = schema_version(connection) >= 3

    def check(self) -> None:
        """Report whatever does not hold."""
        report = self._report
        seq, prev = 0, FIRST_PREV
        # The entry of a record that was written anew is that of its first writing.
        origin, moves = "r.pos", ""
        if self._has_moves:
            origin, moves = "coalesce(m.origin, r.pos)", " LEFT JOIN moves m ON m.pos = r.pos"
        rows = self._connection.execute(
            "SELECT r.seq, r.id, r.type, r.header, b.salt, b.body, "
            f"{origin}, e.person, e.direction, e.gate, e.credential, e.method, e.at, e.origin"
            f" FROM records r LEFT JOIN bodies b ON b.pos = r.pos{moves}"
            f" LEFT JOIN entries e ON e.pos = {origin}"
            " WHERE r.ledger = ? ORDER BY r.seq",
            (self._no,),
        )
        for row_seq, record_id, record_type, header_bytes, salt, body, pos, *entry in rows:
            report.records += 1
            seq += 1
            place = f"ledger {self._no} seq {row_seq}"
            if row_seq != seq:
                report.add(ProblemKind.GAP, f"{place}: expected {seq}")
                seq = row_seq
            try:
                header = parse_header(header_bytes)
            except RecordError as error:
                report.add(ProblemKind.HEADER, f"{place}: {error}")
                prev = hash_header(header_bytes)
                continue
            stored = (self._ledger_id, row_seq, record_id, record_type)
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
                self._check_entry(place, header, pos, parse_body(body), entry)
            elif row_seq == 1 and record_type == RecordType.AUDIT:
                self._check_parent(place, parse_body(body))

    def _check_entry(
        self,
        place: str,
        header: Header,
        pos: int,
        body: Mapping[str, object],
        entry: Sequence[object],
    ) -> None:
        *shown, at_ms, origin = entry
        told = [body.get("person"), header.type]
        told += [body["gate"], body["credential"], body["method"]]
        if origin is None:
            self._report.add(ProblemKind.ENTRY, f"{place}: missing")
        elif told != shown or not self._has_origin(pos, header, body, origin, at_ms):
            self._report.add(ProblemKind.ENTRY, f"{place}: differs from its record")

    def _has_origin(
        self, pos: int, header: Header, body: Mapping[str, object], origin: object, at_ms: object
    ) -> bool:
        """Whether an entry has its own place and time, or those of the entry that it corrects."""
        is_own = (origin, at_ms) == (pos, to_ms(header.at))
        if "ref" not in body:
            return is_own
        first = "r.pos"
        if self._has_moves:
            first = "coalesce((SELECT m.origin FROM moves m WHERE m.pos = r.pos), r.pos)"
        row = self._connection.execute(
            f"SELECT {first}, e.origin, e.at FROM records r LEFT JOIN entries e ON e.pos = {first}"
            " WHERE r.id = ?",
            (body["ref"],),
        ).fetchone()
        if row is None or row[0] > pos:
            return is_own
        if row[1] is None:
            # What it corrects was purged, and with it the chain's first time; or it was no entry.
            return is_own or (isinstance(origin, int) and origin < pos)
        return (origin, at_ms) == (row[1], row[2])

    def _check_parent(self, place: str, body: Mapping[str, object]) -> None:
        """A ledger that names its parent's end: that is where the parent ends in this file too."""
        parent = body.get("parent")
        if not isinstance(parent, Mapping) or "hash" not in parent:
            return
        end = LedgerHead(str(parent["ledger"]), int(parent["seq"]), str(parent["hash"]))
        newest = self._connection.execute(
            "SELECT l.no, coalesce(max(r.seq), 0) FROM ledgers l"
            " LEFT JOIN records r ON r.ledger = l.no WHERE l.id = ? GROUP BY l.no",
            (end.ledger,),
        ).fetchone()
        if newest is not None and (newest[1] != end.seq or not holds(self._connection, end)):
            self._report.add(
                ProblemKind.CUT, f"{place}: ledger {newest[0]} ended at {end.seq}, not {newest[1]}"
            )


def _check_shortened(connection: Connection, report: StoreReport) -> None:
    """What is left of a body stands in its place, and only where somebody else may be named."""
    if schema_version(connection) < _SHORTENED_SINCE:
        return
    types = sorted(TELLING)
    for (pos,) in connection.execute(
        "SELECT s.pos FROM shortened_bodies s LEFT JOIN records r USING (pos)"
        f" WHERE r.type IS NULL OR r.type NOT IN ({', '.join('?' * len(types))})"
        " OR EXISTS (SELECT 1 FROM bodies b WHERE b.pos = s.pos)",
        types,
    ):
        report.add(ProblemKind.BODY, f"pos {pos}: shortened, and no erasure did that")


def _check_other_entries(connection: Connection, report: StoreReport) -> None:
    """No entry stands where no record of an arrival or departure says so."""
    types = ", ".join("?" for _ in ENTRY_TYPES)
    anew = ""
    if schema_version(connection) >= 3:
        anew = " OR EXISTS (SELECT 1 FROM moves m WHERE m.pos = e.pos)"
    for (pos,) in connection.execute(
        f"SELECT e.pos FROM entries e LEFT JOIN records r USING (pos) WHERE r.type NOT IN ({types})"
        " OR r.pos IS NULL OR NOT EXISTS (SELECT 1 FROM bodies b WHERE b.pos = e.pos)" + anew,
        sorted(ENTRY_TYPES),
    ):
        report.add(ProblemKind.ENTRY, f"pos {pos}: no record says so")
