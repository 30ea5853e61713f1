"""The head beside the database: what was cut off, what was put back, and what is none of both."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import threading
import time
from pathlib import Path

import pytest

from kiosk.base.clock import ManualClock
from kiosk.domain.visits.decision import Direction
from kiosk.store.check import check_store
from kiosk.store.checks.report import ProblemKind
from kiosk.store.connection import open_store, start_new_ledger
from kiosk.store.driver import Connection
from kiosk.store.file import DatabaseFiles
from kiosk.store.head import StoredHead, parse_head
from kiosk.store.head_writer import EVERY_S, HeadWriter
from kiosk.store.key import load_key
from kiosk.store.repositories.ledger import Head
from kiosk.store.repositories.visits import PresenceBook
from tests.support.processes import environment, worker_command
from tests.support.store import AT, copy_files, open_in, raw, scan


def fill(directory: Path, scans: int = 3) -> None:
    """A station that ran and was stopped."""
    store = open_in(directory)
    for number in range(scans):
        scan(store, number)
    store.close()


def found(directory: Path) -> list[ProblemKind]:
    """The kinds of problems that a check sees, each once."""
    report = check_store(directory / "store.db", load_key(directory / "store.key"))
    return sorted({problem.kind for problem in report.problems})


def stored_head(directory: Path) -> StoredHead:
    """What the head's file says."""
    head = parse_head((directory / "store.head").read_bytes(), load_key(directory / "store.key"))
    assert head is not None
    return head


def put_database(source: Path, directory: Path) -> None:
    """Put another file in the database's place, as somebody without the program would."""
    for ending in ("-wal", "-shm"):
        (directory / f"store.db{ending}").unlink(missing_ok=True)
    shutil.copy(source, directory / "store.db")


def cut(connection: Connection, first: int, ledger: int = 1) -> None:
    """Remove every trace of a ledger's records from this `seq` on, triggers lifted and put back."""
    triggers = connection.execute(
        "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'"
    ).fetchall()
    for name, _ in triggers:
        connection.execute(f"DROP TRIGGER {name}")
    which = f"SELECT pos FROM records WHERE ledger = {ledger} AND seq >= {first}"
    ids = f"SELECT id FROM records WHERE ledger = {ledger} AND seq >= {first}"
    connection.execute(f"DELETE FROM print_jobs WHERE entry IN ({ids})")
    for table in ("entries", "bodies", "outbox"):
        connection.execute(f"DELETE FROM {table} WHERE pos IN ({which})")
    connection.execute(f"DELETE FROM records WHERE ledger = {ledger} AND seq >= {first}")
    connection.execute("BEGIN")
    PresenceBook(connection).rebuild()
    connection.execute("COMMIT")
    for _, sql in triggers:
        connection.execute(sql)
    connection.close()


def test_a_head_says_how_far_the_ledger_came(tmp_path: Path) -> None:
    fill(tmp_path)
    head = stored_head(tmp_path)
    assert (head.at.seq, head.openings) == (9, 1)
    assert (tmp_path / "store.head").stat().st_mode & 0o777 == 0o600
    fill(tmp_path, 1)
    assert (stored_head(tmp_path).at.seq, stored_head(tmp_path).openings) == (10, 2)
    assert found(tmp_path) == []


@pytest.mark.fault("S40")
def test_s40_cut_off_entries_are_seen_now_and_after_the_next_start(tmp_path: Path) -> None:
    fill(tmp_path)
    fill(tmp_path, 2)
    cut(raw(tmp_path), 10)
    assert found(tmp_path) == [ProblemKind.CUT]
    # The kiosk works on, under a new ledger, so that no number is given twice.
    store = open_in(tmp_path)
    before = store.ledger_id
    assert scan(store, 7).seq == 4
    store.close()
    assert store.ledger_id == before
    assert found(tmp_path) == [ProblemKind.CUT]
    for _ in range(2):
        open_in(tmp_path).close()
    assert found(tmp_path) == [ProblemKind.CUT]
    (kept,) = tmp_path.glob("store.head.cut-*")
    assert kept.stat().st_mode & 0o777 == 0o600
    # An administrator has looked into it.
    kept.unlink()
    assert found(tmp_path) == []


@pytest.mark.fault("S40")
def test_s40_an_end_written_anew_is_seen(tmp_path: Path) -> None:
    """As many records as before, and others."""
    fill(tmp_path)
    fill(tmp_path, 2)
    untouched = (tmp_path / "store.head").read_bytes()
    cut(raw(tmp_path), 10)
    (tmp_path / "store.head").unlink()
    (tmp_path / "store.ledger").unlink()
    store = open_in(tmp_path)
    scan(store, 0)
    scan(store, 1)
    store.close()
    for path in tmp_path.glob("store.head*"):
        path.unlink()
    (tmp_path / "store.head").write_bytes(untouched)
    assert found(tmp_path) == [ProblemKind.CUT]


@pytest.mark.fault("S40")
def test_s40_the_end_of_an_earlier_ledger_is_seen(tmp_path: Path) -> None:
    """The ledger after it names its last record; and no place may be missing."""
    store = open_in(tmp_path)
    scan(store, 1)
    scan(store, 1, Direction.DEPARTURE)
    store.backup(str(tmp_path / "backup"))
    store.close()
    put_database(tmp_path / "backup", tmp_path)
    open_in(tmp_path).close()
    assert found(tmp_path) == []
    cut(raw(tmp_path), 4)
    assert found(tmp_path) == [ProblemKind.CUT, ProblemKind.GAP]


@pytest.mark.fault("S41")
@pytest.mark.parametrize("has_run_since", [False, True])
def test_s41_an_older_file_put_back_is_seen(tmp_path: Path, has_run_since: bool) -> None:
    home = tmp_path / "home"
    fill(home)
    old = tmp_path / "old"
    shutil.copy(home / "store.db", old)
    fill(home, 2 if has_run_since else 0)
    put_database(old, home)
    assert found(home) == [ProblemKind.ROLLBACK]
    fill(home, 1)
    # Where nothing had been recorded since, nothing is missing any more.
    assert found(home) == ([ProblemKind.ROLLBACK] if has_run_since else [])
    connection = raw(home)
    ledgers = connection.execute("SELECT id, parent FROM ledgers ORDER BY no").fetchall()
    connection.close()
    assert len(ledgers) == 2
    assert ledgers[1][1] == ledgers[0][0]


@pytest.mark.fault("S41")
def test_s41_a_copy_from_the_same_run_put_back_is_seen(tmp_path: Path) -> None:
    home = tmp_path / "home"
    store = open_in(home)
    scan(store, 1)
    copied = copy_files(home, tmp_path / "copied")
    scan(store, 2)
    store.close()
    open_in(copied).close()
    put_database(copied / "store.db", home)
    # The copy was opened as often as the file it stands for: only the records tell.
    assert found(home) == [ProblemKind.CUT]


@pytest.mark.fault("S41")
def test_s41_the_newest_file_back_in_its_place_has_it_all(tmp_path: Path) -> None:
    home = tmp_path / "home"
    fill(home)
    old, new = tmp_path / "old", tmp_path / "new"
    shutil.copy(home / "store.db", old)
    fill(home, 2)
    shutil.copy(home / "store.db", new)
    put_database(old, home)
    open_in(home).close()
    assert found(home) == [ProblemKind.ROLLBACK]
    put_database(new, home)
    open_in(home).close()
    report = check_store(home / "store.db", load_key(home / "store.key"))
    # What the older one was told meanwhile is all that is missing: its new ledger's beginning.
    assert [problem.detail.partition(":")[0] for problem in report.problems] == [
        path.name for path in sorted(home.glob("store.head.older-*"))[1:]
    ]


@pytest.mark.fault("S41")
def test_s41_a_restored_backup_alarms_nobody(tmp_path: Path) -> None:
    home = tmp_path / "home"
    store = open_in(home)
    scan(store, 1)
    store.backup(str(tmp_path / "backup"))
    store.close()
    fill(home, 4)
    put_database(tmp_path / "backup", home)
    assert found(home) == []
    store = open_in(home)
    scan(store, 2)
    store.close()
    assert found(home) == []
    assert not list(home.glob("store.head.*"))
    # And it is as well watched as any other from now on.
    cut(raw(home), 3, ledger=2)
    assert ProblemKind.CUT in found(home)


@pytest.mark.fault("S41")
@pytest.mark.parametrize("content", [None, b"", b"{}", b"\xff", b'{"ledger": [], "seq": "x"}'])
def test_s41_a_head_that_is_gone_or_garbled_is_told(tmp_path: Path, content: bytes | None) -> None:
    fill(tmp_path)
    (tmp_path / "store.head").unlink()
    if content is not None:
        (tmp_path / "store.head").write_bytes(content)
    assert found(tmp_path) == [ProblemKind.HEAD]
    fill(tmp_path, 1)
    assert found(tmp_path) == [ProblemKind.HEAD]
    connection = raw(tmp_path)
    assert connection.execute("SELECT count(*) FROM ledgers").fetchone() == (1,)
    connection.close()


@pytest.mark.parametrize("name", ["seq", "ledger", "sha", "openings"])
def test_a_head_cannot_be_made_without_the_key(tmp_path: Path, name: str) -> None:
    fill(tmp_path)
    fields = json.loads((tmp_path / "store.head").read_bytes())
    fields[name] = 7 if isinstance(fields[name], int) else f"0{fields[name][1:]}x"
    (tmp_path / "store.head").write_text(json.dumps(fields))
    assert found(tmp_path) == [ProblemKind.HEAD]


@pytest.mark.fault("S42")
def test_s42_killed_between_commit_and_head(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with subprocess.Popen(
        worker_command("head_worker", home), env=environment(), stdout=subprocess.PIPE
    ) as worker:
        assert worker.stdout is not None
        last = int(worker.stdout.readline())
        os.kill(worker.pid, signal.SIGKILL)
    assert stored_head(home).at.seq < last
    assert found(home) == []
    fill(home, 1)
    assert found(home) == []
    assert stored_head(home).at.seq == last + 1


@pytest.mark.fault("S42")
def test_s42_the_power_cut_at_any_moment(tmp_path: Path) -> None:
    """Whichever of the heads written so far the disk has kept."""
    home = tmp_path / "home"
    store = open_in(home)
    heads = [(home / "store.head").read_bytes()]
    for number in range(4):
        scan(store, number)
        store.write_head()
        heads.append((home / "store.head").read_bytes())
    cut_off = copy_files(home, tmp_path / "cut-off")
    store.close()
    assert len(set(heads)) == len(heads)
    for number, head in enumerate(heads):
        again = copy_files(cut_off, tmp_path / str(number))
        (again / "store.head").write_bytes(head)
        assert found(again) == []
        fill(again, 1)
        assert found(again) == []


def test_a_database_of_before_is_not_asked_for_a_head(tmp_path: Path) -> None:
    fill(tmp_path)
    connection = raw(tmp_path)
    connection.execute("DELETE FROM meta WHERE key = 'openings'")
    connection.close()
    (tmp_path / "store.head").unlink()
    assert found(tmp_path) == []
    open_in(tmp_path).close()
    assert found(tmp_path) == []
    assert stored_head(tmp_path).openings == 1


def test_a_database_set_aside_takes_its_head_along(tmp_path: Path) -> None:
    fill(tmp_path)
    old = (tmp_path / "store.head").read_bytes()
    start_new_ledger(tmp_path, tmp_path / "store.key", ManualClock(AT)).close()
    assert found(tmp_path) == []
    (aside,) = tmp_path.glob("store.db.kept-*.head")
    assert aside.read_bytes() == old
    assert not list(tmp_path.glob("store.head.*"))


def test_an_empty_database_in_its_place_is_told(tmp_path: Path) -> None:
    fill(tmp_path)
    (tmp_path / "store.db").unlink()
    open_store(tmp_path, tmp_path / "store.key", ManualClock(AT)).close()
    assert found(tmp_path) == [ProblemKind.ROLLBACK]


class _Slow(DatabaseFiles):
    """A disk that takes its time over the head."""

    def __init__(self, directory: Path) -> None:
        super().__init__(directory)
        self.has_begun = threading.Event()
        self.may_end = threading.Event()
        self.written: list[int] = []

    def write_head(self, content: bytes) -> None:
        self.has_begun.set()
        assert self.may_end.wait(30)
        self.written.append(json.loads(content)["seq"])


def test_nobody_waits_for_the_head_and_only_the_newest_is_written(tmp_path: Path) -> None:
    files = _Slow(tmp_path)
    pauses: list[float] = []
    is_over = threading.Event()

    def pause(seconds: float) -> bool:
        pauses.append(seconds)
        return is_over.is_set()

    writer = HeadWriter(files, bytes(32), 1, pause)
    heads = [Head(1, "l", seq, "00") for seq in range(1, 6)]
    writer.note(heads[0])
    assert files.has_begun.wait(30)
    # The disk hangs; whoever commits goes on.
    for head in heads[1:]:
        writer.note(head)
    files.has_begun.clear()
    files.may_end.set()
    assert files.has_begun.wait(30)
    is_over.set()
    assert writer.stop()
    assert files.written == [1, 5]
    # Before each writing, the first included: the start has just written one.
    assert pauses == [EVERY_S] * 3


def test_a_disk_that_takes_no_head_takes_the_next_one(tmp_path: Path) -> None:
    written = threading.Event()

    class Full(DatabaseFiles):
        tries = 0

        def write_head(self, content: bytes) -> None:
            self.tries += 1
            if self.tries == 1:
                writer.note(Head(1, "l", 2, "00"))
                raise OSError(28, "No space left on device")
            written.set()

    writer = HeadWriter(Full(tmp_path), bytes(32), 1, lambda _: False)
    writer.note(Head(1, "l", 1, "00"))
    assert written.wait(30)
    assert writer.stop()


def test_the_head_moves_while_the_kiosk_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kiosk.store.head_writer.EVERY_S", 0.0)
    store = open_in(tmp_path)
    scan(store, 1)
    patience = time.monotonic() + 30
    while stored_head(tmp_path).at.seq != 3:
        assert time.monotonic() < patience
    store.close()
