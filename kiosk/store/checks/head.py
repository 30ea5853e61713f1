"""Whether the database is as new as its head and the hub say."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from kiosk.base.dataclass import dataclass
from kiosk.store.checks.report import ProblemKind, StoreReport
from kiosk.store.driver import Connection
from kiosk.store.file import DATABASE_NAME, DatabaseFiles
from kiosk.store.head import HeadFinding, holds, judge_head, parse_head
from kiosk.store.migrations.steps import schema_version
from kiosk.store.repositories.ledger import read_head
from kiosk.store.repositories.meta import COPIED_AT, Meta
from sync.protocol.devices import LedgerHead

_KINDS = {
    HeadFinding.CUT: ProblemKind.CUT,
    HeadFinding.OLDER: ProblemKind.ROLLBACK,
    HeadFinding.MISSING: ProblemKind.HEAD,
    HeadFinding.FOREIGN: ProblemKind.HEAD,
}


@dataclass(frozen=True, slots=True)
class Heads:
    """The head's file (None: none there), and what was kept of heads that once disagreed."""

    newest: bytes | None
    kept: Sequence[tuple[str, str, bytes]]
    """Name, why, and content."""


def read_heads(path: Path) -> Heads | None:
    """The heads beside a database; None for a file that is no station's database in its place.

    Raises OSError.
    """
    if path.name != DATABASE_NAME:
        return None
    files = DatabaseFiles(path.parent)
    return Heads(files.read_head(), files.kept_heads())


def check_heads(
    heads: Heads | None, key: bytes, connection: Connection, report: StoreReport
) -> None:
    """Nothing that a head tells of is missing here, now or when the kiosk last started."""
    if heads is None or not _has_ledger(connection):
        return
    finding = judge_head(connection, heads.newest, key)
    if finding is not None:
        report.add(_KINDS[finding], _told(connection, heads.newest, key))
    for name, why, content in heads.kept:
        head = parse_head(content, key)
        if why not in list(HeadFinding):
            continue
        if head is None or not holds(connection, head.at):
            report.add(_KINDS[HeadFinding(why)], f"{name}: {_told(connection, content, key)}")


def check_hub(hub_heads: Sequence[LedgerHead], connection: Connection, report: StoreReport) -> None:
    """The ledger in force reaches as far as the hub has it.

    Of an earlier one the hub may have more: it was left for that (a restored backup, a copied
    disk). A backup that was not opened yet will leave its ledger as well.
    """
    if not _has_ledger(connection) or Meta(connection).get(COPIED_AT) is not None:
        return
    mine = read_head(connection)
    for head in hub_heads:
        if head.ledger != mine.ledger_id or holds(connection, head):
            continue
        place = f"ledger {mine.ledger_no} seq {head.seq}"
        if head.seq > mine.seq:
            report.add(ProblemKind.HUB, f"{place}: ends at {mine.seq} here")
        elif not _is_set_aside(connection, mine.ledger_no, head.seq):
            report.add(ProblemKind.HUB, f"{place}: another record")


def _has_ledger(connection: Connection) -> bool:
    if schema_version(connection) == 0:
        return False
    return bool(connection.execute("SELECT EXISTS (SELECT 1 FROM ledgers)").fetchone()[0])


def _is_set_aside(connection: Connection, ledger_no: int, seq: int) -> bool:
    """Whether it is known that another machine's record has this place at the hub."""
    row = connection.execute(
        "SELECT o.state FROM records r JOIN outbox o USING (pos) WHERE r.ledger = ? AND r.seq = ?",
        (ledger_no, seq),
    ).fetchone()
    return row is not None and row[0] in ("conflict", "moved")


def _told(connection: Connection, content: bytes | None, key: bytes) -> str:
    """What a head says, and where the database ends."""
    mine = read_head(connection)
    ends = f"ledger {mine.ledger_no} ends at {mine.seq}"
    head = None if content is None else parse_head(content, key)
    if head is None:
        return ends
    row = connection.execute("SELECT no FROM ledgers WHERE id = ?", (head.at.ledger,)).fetchone()
    ledger = f"ledger {row[0]}" if row else "a later ledger"
    return f"{ledger} had come to {head.at.seq}, {ends}"
