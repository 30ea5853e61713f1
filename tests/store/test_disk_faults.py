"""Fault D3: disk full, read-only, I/O error: nothing half-written, and it goes on afterwards."""

from __future__ import annotations

import errno
import json
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.base.clock import ManualClock
from kiosk.base.errors import StorageFault, StorageFaultKind
from kiosk.store.check import check_store
from kiosk.store.connection import open_store
from kiosk.store.key import load_key, writing_fault
from tests.support.store import AT, entry_ids, open_in, raw, scan

pytestmark = pytest.mark.fault("D3")

ROOT = Path(__file__).parents[2]


def _assert_sound(directory: Path, entries: list[str]) -> None:
    connection = raw(directory)
    assert entry_ids(connection) == entries
    connection.close()
    assert check_store(directory / "store.db", load_key(directory / "store.key")).is_sound


def test_a_full_disk_is_told_and_leaves_nothing_half_written(tmp_path: Path) -> None:
    store = open_in(tmp_path)
    written = [scan(store, 1).id]
    connection = store._connection
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.execute(f"PRAGMA max_page_count = {pages + 4}")
    fault = None
    for number in range(2, 1000):
        try:
            written.append(scan(store, number).id)
        except StorageFault as caught:
            fault = caught
            break
    assert fault is not None
    assert fault.kind is StorageFaultKind.FULL
    unsent = store.unsent_count()
    connection.execute("PRAGMA max_page_count = 1000000")
    store.probe_write()
    written.append(scan(store, number).id)
    assert store.unsent_count() == unsent + 3
    store.close()
    _assert_sound(tmp_path, written)


_LIMITED = """
import json, resource, sys
from pathlib import Path
from kiosk.base.errors import StorageFault
from tests.support.store import open_in, scan

directory = Path(sys.argv[1])
store = open_in(directory)
written = [scan(store, number).id for number in range(3)]
size = (directory / "store.db-wal").stat().st_size
soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
faults = []
for room in (0, 100, 5000, 30000):
    resource.setrlimit(resource.RLIMIT_FSIZE, (size + room, hard))
    try:
        written.append(scan(store, 100 + room).id)
    except StorageFault as fault:
        faults.append(fault.kind.value)
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
store.probe_write()
written.append(scan(store, 999).id)
store.close()
print(json.dumps({"written": written, "faults": faults}))
"""


def test_an_io_error_on_writing_is_told_and_passes(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _LIMITED, str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["faults"] == ["full"] * 4
    _assert_sound(tmp_path, told["written"])


def test_a_read_only_database_is_told_and_passes(tmp_path: Path) -> None:
    store = open_in(tmp_path)
    written = [scan(store, 1).id]
    store._connection.execute("PRAGMA query_only = ON")
    for attempt in (lambda: scan(store, 2), store.probe_write, lambda: store.note_seen_at(AT)):
        with pytest.raises(StorageFault) as caught:
            attempt()
        assert caught.value.kind is StorageFaultKind.READ_ONLY
    assert len(store.unfinished_print_jobs()) == 1
    store._connection.execute("PRAGMA query_only = OFF")
    written.append(scan(store, 2).id)
    store.close()
    _assert_sound(tmp_path, written)


def test_a_lock_held_by_another_process_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kiosk.store.driver.BUSY_TIMEOUT_S", 0.01)
    store = open_in(tmp_path)
    other = raw(tmp_path)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StorageFault) as caught:
        scan(store, 1)
    assert caught.value.kind is StorageFaultKind.READ_ONLY
    other.execute("ROLLBACK")
    other.close()
    assert scan(store, 1).seq == 3
    store.close()


def test_a_directory_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.touch()
    with pytest.raises(StorageFault) as caught:
        open_store(blocked / "below", tmp_path / "store.key", ManualClock(AT))
    assert caught.value.kind is StorageFaultKind.READ_ONLY
    # A file system that refuses every write, for root too.
    with pytest.raises(StorageFault) as caught:
        open_store(Path("/proc/self/kiosk"), tmp_path / "store.key", ManualClock(AT))
    assert caught.value.kind is StorageFaultKind.READ_ONLY


def test_a_key_that_cannot_be_written_makes_no_database(tmp_path: Path) -> None:
    with pytest.raises(StorageFault) as caught:
        open_store(tmp_path, Path("/proc/self/store.key"), ManualClock(AT))
    assert caught.value.kind is StorageFaultKind.READ_ONLY
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        (errno.ENOSPC, StorageFaultKind.FULL),
        (errno.EDQUOT, StorageFaultKind.FULL),
        (errno.EIO, StorageFaultKind.FULL),
        (errno.EROFS, StorageFaultKind.READ_ONLY),
        (errno.EACCES, StorageFaultKind.READ_ONLY),
    ],
)
def test_file_errors_have_their_fault(number: int, kind: StorageFaultKind) -> None:
    assert writing_fault(OSError(number, "told")).kind is kind
