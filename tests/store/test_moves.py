"""Records written anew: where they stand, what points to them, and what `store check` swears."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.base.clock import ManualClock
from kiosk.domain.visits.decision import Direction
from kiosk.ports.sync_store import RecordVerdict
from kiosk.store.check import check_store
from kiosk.store.checks.report import ProblemKind
from kiosk.store.connection import open_memory_store
from kiosk.store.key import load_key
from kiosk.store.repositories.ledger import read_line
from kiosk.store.repositories.outbox import count_unsent
from kiosk.store.store import SqliteStore
from kiosk.store.sync_tables import SqliteSyncTables
from sync.protocol.case_bodies import support_body
from sync.protocol.envelope import FOREIGN_LEDGER, Durability, RecordStatus
from sync.protocol.records import hash_header, parse_line, take_apart
from tests.support.store import AT, entry, meet, open_in, raw, scan


@pytest.fixture
def store() -> Iterator[SqliteStore]:
    opened = open_memory_store(ManualClock(AT))
    yield opened
    opened.close()


def conflict(store: SqliteStore, code: str = "", letter: str = "c") -> int:
    """The hub sets everything aside that waits, and all of it is written anew; gives how much."""
    rows = SqliteSyncTables(store).outbox
    batch = rows.next_batch(200, 10**7, 0)
    rows.note_verdicts(
        [RecordVerdict(record.pos, RecordStatus(letter), code) for record in batch],
        Durability.LOCAL,
        AT,
    )
    return rows.move_conflicts(200)


def waiting(store: SqliteStore) -> list[dict[str, object]]:
    """Header and body members of what is queued, without ledgers' own first records."""
    found = []
    for record in SqliteSyncTables(store).outbox.next_batch(200, 10**7, 0):
        received = take_apart(record.line)
        if received.header.type != "audit":
            found.append({"id": record.id, "header": received.header, "body": received.members})
    return found


def test_all_but_place_and_id_stays(store: SqliteStore) -> None:
    scan(store, 1)
    before = [parse_line(read_line(store.connection, pos) or b"") for pos in (1, 2, 3)]
    first_ledger = store.ledger_id
    store.clock.advance(3600)  # type: ignore[attr-defined]
    assert conflict(store) == 3
    assert store.ledger_id != first_ledger
    for old, new in zip(before, waiting(store), strict=True):
        header, body = new["header"], dict(new["body"])  # type: ignore[call-overload]
        moved = body.pop("moved")
        assert moved == {
            "ledger": first_ledger,
            "seq": old.header.seq,
            "sha": hash_header(old.header.to_bytes()),
        }
        assert body == json.loads(old.body)
        same = ("type", "cfg", "at", "tz", "off_ms")
        assert [getattr(header, name) for name in same] == [
            getattr(old.header, name) for name in same
        ]
        assert (header.ledger, header.v) == (store.ledger_id, 2)  # type: ignore[attr-defined]
        assert new["id"] != old.header.id
        assert read_line(store.connection, old.header.seq) == old.to_line()


def test_a_second_move_names_the_first_writing_still(store: SqliteStore) -> None:
    scan(store, 1)
    conflict(store)
    told = [one["body"]["moved"] for one in waiting(store)]  # type: ignore[index]
    conflict(store)
    again = waiting(store)
    assert [one["body"]["moved"] for one in again] == told  # type: ignore[index]
    assert store.tally() == count_unsent(store.connection)


def test_a_reference_names_what_its_target_became(store: SqliteStore) -> None:
    """Of the records moved with it, and of those written later; here it stays the first id."""
    head = scan(store, 1)
    body = support_body(reason="doubtful_person", lane="gate", gate="A", ref=head.id)
    with store.transaction() as step:
        step.append("support", body, AT)
    conflict(store)
    arrival, case = waiting(store)[-2:]
    assert case["body"]["ref"] == arrival["id"] != head.id  # type: ignore[index]
    with store.transaction() as step:
        step.append("support", body, AT)
    assert waiting(store)[-1]["body"]["ref"] == arrival["id"]  # type: ignore[index]
    with store.transaction() as step:
        step.append(*entry(Direction.DEPARTURE), AT, person_id=meet(step, 1, AT).id)
    assert len(store.open_support()) == 2


def test_a_ledger_of_another_device_is_no_copied_disk(store: SqliteStore) -> None:
    scan(store, 1)
    assert conflict(store, FOREIGN_LEDGER, "r") == 3
    assert SqliteSyncTables(store).state.get("conflict_at") is None
    assert store.connection.execute("SELECT count(*) FROM moves").fetchone() == (3,)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(["scan", "conflict", "some", "ack"]), max_size=12))
def test_whatever_happens_in_whatever_order(
    tmp_path_factory: pytest.TempPathFactory, acts: list[str]
) -> None:
    """One entry a scan, one writing of each in force, chains and tables sound, ledgers in order."""
    folder: Path = tmp_path_factory.mktemp("moves")
    store = open_in(folder)
    rows = SqliteSyncTables(store).outbox
    for number, act in enumerate(acts, 1):
        if act == "scan":
            with store.transaction() as step:
                step.append(*entry(), AT, person_id=meet(step, number, AT).id)
            continue
        batch = rows.next_batch(200, 10**7, 0)
        letter = RecordStatus.STORED if act == "ack" else RecordStatus.CONFLICT
        chosen = batch[:: 2 if act == "some" else 1]
        verdicts = [RecordVerdict(record.pos, letter) for record in chosen]
        rows.note_verdicts(verdicts, Durability.LOCAL, AT)
        while rows.move_conflicts(2):
            pass
    ask = store.connection.execute
    assert ask("SELECT count(*) FROM entries").fetchone()[0] == acts.count("scan")
    assert ask("SELECT count(*) FROM presence").fetchone()[0] == acts.count("scan")
    # Within a ledger what was written anew stands in the order of its first writing, and first.
    for (ledger,) in ask("SELECT no FROM ledgers").fetchall():
        origins = [
            origin
            for (origin,) in ask(
                "SELECT coalesce(m.origin, r.pos) FROM records r LEFT JOIN moves m USING (pos)"
                " WHERE r.ledger = ? AND r.type <> 'audit' ORDER BY r.seq",
                (ledger,),
            )
        ]
        assert origins == sorted(origins)
    unsent = store.unsent_count()
    assert store.tally() == count_unsent(store.connection), "counted step by step, and at once"
    store.close()
    report = check_store(folder / "store.db", load_key(folder / "store.key"))
    assert report.is_sound, report.problems
    assert report.unsent == unsent


def test_the_check_sees_a_writing_that_names_another(tmp_path: Path) -> None:
    store = open_in(tmp_path)
    scan(store, 1)
    conflict(store)
    store.close()
    connection = raw(tmp_path)
    connection.execute("UPDATE moves SET origin = 1 WHERE origin = 2")
    connection.close()
    report = check_store(tmp_path / "store.db", load_key(tmp_path / "store.key"))
    assert {problem.kind for problem in report.problems} == {ProblemKind.MOVE}
