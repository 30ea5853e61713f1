"""Whatever happens to the station, the hub or the disk, no unsent record goes (item 1 of the
promise: an entry the screen showed as recorded is never lost)."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kiosk.base.clock import ManualClock
from kiosk.base.errors import StorageFault, StorageFaultKind
from kiosk.ports.sync_store import RecordVerdict
from kiosk.store.check import check_store
from kiosk.store.connection import open_store, start_new_ledger
from kiosk.store.driver import connect
from kiosk.store.key import load_key
from kiosk.store.migrations.steps import SCHEMA_VERSION
from kiosk.store.repositories.outbox import Outbox, Tally
from sync.protocol.envelope import RecordStatus
from sync.protocol.feeds import FeedItem, FeedName
from sync.protocol.records import parse_line
from tests.support.core_sync_store import Line, make_line, page
from tests.support.store import AT, open_in, raw, scan

RELEASED = Path(__file__).parent / "released"


def open_line(directory: Path) -> Line:
    clock = ManualClock(AT)
    return make_line(open_store(directory, directory / "store.key", clock), clock)


def lines(line: Line) -> list[bytes]:
    return [record.line for record in line.port.outbox.next_batch(10**4, 10**8)]


def fill(directory: Path) -> list[bytes]:
    """Some scans of which the first was sent; gives the unsent lines."""
    line = open_line(directory)
    scan(line.store, 1)
    line.ack_all()
    for number in range(2, 8):
        scan(line.store, number)
    found = lines(line)
    line.store.close()
    return found


def test_a_restart(tmp_path: Path) -> None:
    unsent = fill(tmp_path)
    line = open_line(tmp_path)
    assert lines(line) == unsent
    assert line.store.unsent_count() == len(unsent) == 18


@pytest.mark.fault("S12")
def test_a_revocation(tmp_path: Path) -> None:
    unsent = fill(tmp_path)
    line = open_line(tmp_path)
    line.port.feeds.apply_page(FeedName.KEYS, page(FeedItem("7", 1, 1, {"key": "x"})))
    line.port.feeds.forget_reference()
    assert lines(line) == unsent


def test_a_wrong_key(tmp_path: Path) -> None:
    unsent = fill(tmp_path)
    key = (tmp_path / "store.key").read_text()
    (tmp_path / "store.key").write_text("00" * 32)
    with pytest.raises(StorageFault) as caught:
        open_line(tmp_path)
    assert caught.value.kind is StorageFaultKind.WRONG_KEY
    (tmp_path / "store.key").write_text(key)
    assert lines(open_line(tmp_path)) == unsent


def test_a_new_ledger_chosen_by_staff_keeps_the_old_queue_beside(tmp_path: Path) -> None:
    unsent = fill(tmp_path)
    key = (tmp_path / "store.key").read_text()
    (tmp_path / "store.key").unlink()
    store = start_new_ledger(tmp_path, tmp_path / "store.key", ManualClock(AT))
    assert store.set_aside is not None
    store.close()
    rescued = connect(store.set_aside, bytes.fromhex(key.strip()), "ro")
    batch = Outbox(rescued, Tally()).next_batch(10**4, 10**8, 0)
    assert [record.line for record in batch] == unsent
    rescued.close()


def test_a_corrupted_file(tmp_path: Path) -> None:
    unsent = fill(tmp_path)
    connection = raw(tmp_path)
    root = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'meta'").fetchone()
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    with (tmp_path / "store.db").open("r+b") as file:
        file.seek((root[0] - 1) * 4096 + 100)
        file.write(b"damage")
    line = open_line(tmp_path)
    assert line.store.set_aside is not None
    assert scan(line.store, 9).seq == 4, "a new ledger took over"
    rescued = connect(line.store.set_aside, load_key(tmp_path / "store.key"), "ro")
    batch = Outbox(rescued, Tally()).next_batch(10**4, 10**8, 0)
    assert [record.line for record in batch] == unsent
    rescued.close()


def test_a_full_disk_while_an_answer_is_noted(tmp_path: Path) -> None:
    unsent = fill(tmp_path)
    line = open_line(tmp_path)
    connection = line.store.connection
    words = "x" * 20_000
    refused = [
        RecordVerdict(record.pos, RecordStatus.REFUSED, "bad_body", words)
        for record in line.port.outbox.next_batch(10**4, 10**8)
    ]
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.execute(f"PRAGMA max_page_count = {pages + 1}")
    with pytest.raises(StorageFault) as caught:
        line.verdicts(refused)
    assert caught.value.kind is StorageFaultKind.FULL
    assert line.lost == [StorageFaultKind.FULL]
    connection.execute("PRAGMA max_page_count = 1000000")
    assert lines(line) == unsent
    backlog = line.port.outbox.backlog()
    assert (backlog.queued, backlog.dead, line.store.unsent_count()) == (18, 0, 18)
    line.verdicts(refused)
    assert line.port.outbox.backlog().dead == 18


@pytest.mark.fault("S14")
def test_a_hub_restored_from_a_backup(tmp_path: Path) -> None:
    unsent = fill(tmp_path)
    line = open_line(tmp_path)
    assert line.port.outbox.offer_again() == 3
    offered = lines(line)
    assert offered[3:] == unsent
    assert [parse_line(one).header.seq for one in offered] == list(range(1, 22))


def test_a_database_of_the_released_version_1(tmp_path: Path) -> None:
    shutil.copytree(RELEASED / "v1", tmp_path / "v1")
    line = open_line(tmp_path / "v1")
    assert [parse_line(one).header.seq for one in lines(line)] == list(range(1, 18))
    assert scan(line.store, 2).seq == 18
    line.ack_all()
    line.store.close()
    key = load_key(tmp_path / "v1" / "store.key")
    report = check_store(tmp_path / "v1" / "store.db", key)
    assert (report.is_sound, report.records, report.unsent) == (True, 18, 0)
    (backup,) = (tmp_path / "v1").glob("store.db.before-v2-*")
    before = check_store(backup, key)
    assert (before.is_sound, before.records, before.unsent) == (True, 17, 17)


def test_a_downgrade_to_version_1_and_back(tmp_path: Path) -> None:
    """What version 1 writes into this schema, by its own statements."""
    unsent = fill(tmp_path)
    connection = raw(tmp_path)
    assert connection.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)
    assert connection.execute("SELECT value FROM meta WHERE key = 'min_reader'").fetchone() == (
        "1",
    )
    connection.close()
    later = tmp_path / "later"
    shutil.copytree(tmp_path, later)
    store = open_in(later)
    scan(store, 50)
    new = [
        store.connection.execute(f"SELECT * FROM {table} WHERE pos > 21").fetchall()
        for table in ("records", "bodies")
    ]
    store.close()
    connection = raw(tmp_path)
    connection.execute("BEGIN IMMEDIATE")
    for pos, ledger, seq, record_id, kind, header in new[0]:
        connection.execute(
            "INSERT INTO records (ledger, seq, id, type, header) VALUES (?, ?, ?, ?, ?)",
            (ledger, seq, record_id, kind, header),
        )
        salt, body = next((salt, body) for at, salt, body in new[1] if at == pos)
        connection.execute(
            "INSERT INTO bodies (pos, salt, body) VALUES (?, ?, ?)", (pos, salt, body)
        )
        connection.execute("INSERT INTO outbox (pos, state) VALUES (?, 'queued')", (pos,))
    connection.execute(
        "INSERT INTO people (id, root, full_name, normalised_name, birth, sex, address, phone,"
        " id_number, insurance_number) VALUES ('p', 'p', '', '', '', 'unknown', '', '', '', '')"
    )
    connection.execute("COMMIT")
    connection.close()
    line = open_line(tmp_path)
    assert lines(line)[: len(unsent)] == unsent
    assert len(lines(line)) == len(unsent) + 3
    line.ack_all()
    line.clock.advance(2 * 86_400)
    (day,) = line.port.outbox.digests(line.clock.now().date())
    assert day.n == 24, "days are found by the header alone"
