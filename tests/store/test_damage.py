"""Fault D5: damaged bytes, a missing or wrong key, another version. Nothing is ever deleted."""

from __future__ import annotations

import hashlib
import json
import random
from pathlib import Path

import pytest

from kiosk.base.clock import ManualClock
from kiosk.base.errors import StorageFault, StorageFaultKind
from kiosk.store.check import check_store
from kiosk.store.connection import open_store, start_new_ledger
from kiosk.store.driver import connect
from kiosk.store.key import load_key
from kiosk.store.migrations.steps import SCHEMA_VERSION
from kiosk.store.repositories.ledger import read_line
from kiosk.store.store import SqliteStore
from sync.protocol.records import parse_line
from tests.support.store import AT, copy_files, entry_ids, open_in, raw, scan

pytestmark = pytest.mark.fault("D5")


def _fill(directory: Path, scans: int = 5) -> str:
    """A cleanly stopped database; gives its ledger."""
    store = open_in(directory)
    for number in range(scans):
        scan(store, number)
    store.close()
    return store.ledger_id


def _digests(directory: Path) -> dict[str, str]:
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in directory.iterdir()
        # Looking at a database that has no log leaves an empty one.
        if path.name.startswith("store.db") and not path.name.endswith("-shm")
        if path.stat().st_size > 0
    }


def _refused(directory: Path, kind: StorageFaultKind) -> None:
    before = _digests(directory)
    for _ in range(2):
        with pytest.raises(StorageFault) as caught:
            open_in(directory)
        assert caught.value.kind is kind
    assert _digests(directory) == before


def _flip(path: Path, position: int) -> None:
    content = bytearray(path.read_bytes())
    content[position] ^= 0x55
    path.write_bytes(content)


def _assert_set_aside(directory: Path, ledger: str, damaged: bytes) -> None:
    """The damaged file is kept byte for byte and a new ledger names its parent."""
    store = open_in(directory)
    assert store.set_aside is not None
    assert store.set_aside.name == "store.db.corrupt-20260701T003000Z"
    assert store.set_aside.read_bytes() == damaged
    assert store.ledger_id != ledger
    connection = raw(directory)
    audit = parse_line(read_line(connection, 1) or b"")
    connection.close()
    assert audit.header.type == "audit"
    body = json.loads(audit.body)
    assert body == {"act": "ledger_opened", "cause": "corrupt", "parent": {"ledger": ledger}}
    assert scan(store, 1).seq == 4
    store.close()
    assert check_store(directory / "store.db", load_key(directory / "store.key")).is_sound
    again = open_in(directory)
    assert again.set_aside is None
    again.close()


@pytest.mark.parametrize("position", [0, 5, 16, 40, 2000, 4095])
def test_a_damaged_first_page_is_set_aside(tmp_path: Path, position: int) -> None:
    ledger = _fill(tmp_path)
    path = tmp_path / "store.db"
    _flip(path, position)
    _assert_set_aside(tmp_path, ledger, path.read_bytes())


def test_without_the_note_a_damaged_first_page_counts_as_a_wrong_key(tmp_path: Path) -> None:
    _fill(tmp_path)
    (tmp_path / "store.ledger").unlink()
    _flip(tmp_path / "store.db", 100)
    _refused(tmp_path, StorageFaultKind.WRONG_KEY)


def test_a_damaged_note_is_made_again(tmp_path: Path) -> None:
    ledger = _fill(tmp_path)
    note = tmp_path / "store.ledger"
    whole = note.read_bytes()
    for damaged in (b"", b"\xff", b"{}", b"[]", b'{"ledger": 1}'):
        note.write_bytes(damaged)
        store = open_in(tmp_path)
        assert (store.ledger_id, store.set_aside) == (ledger, None)
        store.close()
        assert note.read_bytes() == whole


def test_a_database_that_lost_its_content_is_set_aside(tmp_path: Path) -> None:
    ledger = _fill(tmp_path)
    path = tmp_path / "store.db"
    path.write_bytes(b"x")
    _assert_set_aside(tmp_path, ledger, b"x")


def _is_damage_met(store: SqliteStore) -> bool:
    """Use everything; damage must come as the fault CORRUPT and as nothing else."""
    try:
        for number in range(80):
            scan(store, number)
        store.unfinished_print_jobs()
    except StorageFault as fault:
        if fault.kind is not StorageFaultKind.CORRUPT:
            raise
        return True
    return False


def test_damage_met_while_running_is_set_aside_at_the_next_start(tmp_path: Path) -> None:
    ledger = _fill(tmp_path, 40)
    pages = (tmp_path / "store.db").stat().st_size // 4096
    rng = random.Random(3)
    met = []
    for page in range(1, pages):
        trial = copy_files(tmp_path, tmp_path.with_name(f"{tmp_path.name}-{page}"))
        _flip(trial / "store.db", page * 4096 + rng.randrange(4096))
        store = open_in(trial)
        if store.set_aside is not None:
            # The start itself reads the chain's tail.
            store.close()
        elif _is_damage_met(store):
            store._connection.close()
            met.append(trial)
        else:
            store.close()
    assert len(met) > pages // 4
    damaged = met[0]
    before = (damaged / "store.db").read_bytes()
    _assert_set_aside(damaged, ledger, before)
    kept = sorted(entry.name for entry in damaged.iterdir() if "corrupt" in entry.name)
    assert kept[0] == "store.db.corrupt-20260701T003000Z"


def test_a_log_damaged_in_its_middle_is_set_aside(tmp_path: Path) -> None:
    home = tmp_path / "home"
    store = open_in(home)
    ends = []
    for number in range(8):
        scan(store, number)
        ends.append((home / "store.db-wal").stat().st_size)
    ledger = store.ledger_id
    killed = copy_files(home, tmp_path / "killed")
    store.close()
    _flip(killed / "store.db-wal", ends[2] + 700)
    damaged, log = (killed / "store.db").read_bytes(), (killed / "store.db-wal").read_bytes()
    _assert_set_aside(killed, ledger, damaged)
    assert (killed / "store.db.corrupt-20260701T003000Z-wal").read_bytes() == log


def test_two_files_set_aside_in_one_second_are_both_kept(tmp_path: Path) -> None:
    for _ in range(3):
        _fill(tmp_path)
        _flip(tmp_path / "store.db", 100)
    open_in(tmp_path).close()
    kept = sorted(path.name for path in tmp_path.iterdir() if "corrupt" in path.name)
    stem = "store.db.corrupt-20260701T003000Z"
    numbered = (stem, f"{stem}-2", f"{stem}-3")
    assert kept == sorted([*numbered, *(f"{name}.head" for name in numbered)])


def test_a_missing_key_leaves_the_database_alone(tmp_path: Path) -> None:
    ledger = _fill(tmp_path)
    key = tmp_path / "store.key"
    content = key.read_bytes()
    key.unlink()
    _refused(tmp_path, StorageFaultKind.WRONG_KEY)
    assert not key.exists()
    key.write_bytes(content)
    store = open_in(tmp_path)
    assert store.ledger_id == ledger
    store.close()


@pytest.mark.parametrize("has_note", [True, False])
def test_a_wrong_key_leaves_the_database_alone(tmp_path: Path, has_note: bool) -> None:
    _fill(tmp_path)
    (tmp_path / "store.key").write_text("00" * 32)
    if not has_note:
        (tmp_path / "store.ledger").unlink()
    _refused(tmp_path, StorageFaultKind.WRONG_KEY)


def test_an_editors_mark_in_the_key_file_is_no_other_key(tmp_path: Path) -> None:
    ledger = _fill(tmp_path)
    key = tmp_path / "store.key"
    key.write_bytes(key.read_text().strip().encode("utf-8-sig") + b"\r\n")
    store = open_in(tmp_path)
    assert store.ledger_id == ledger
    store.close()


@pytest.mark.parametrize("content", [b"", b"secret", b"\xff" * 64, b"0" * 63])
def test_a_key_file_without_a_key_leaves_the_database_alone(tmp_path: Path, content: bytes) -> None:
    _fill(tmp_path)
    (tmp_path / "store.key").write_bytes(content)
    _refused(tmp_path, StorageFaultKind.WRONG_KEY)


def _make_newer(directory: Path, min_reader: int) -> None:
    connection = raw(directory)
    connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 3}")
    connection.execute("UPDATE meta SET value = ? WHERE key = 'min_reader'", (str(min_reader),))
    connection.execute("ALTER TABLE records ADD COLUMN later TEXT")
    connection.execute("CREATE TABLE later (x TEXT)")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


def test_a_schema_that_is_too_new_leaves_the_database_alone(tmp_path: Path) -> None:
    _fill(tmp_path)
    _make_newer(tmp_path, SCHEMA_VERSION + 1)
    _refused(tmp_path, StorageFaultKind.TOO_NEW)


def test_an_older_application_works_on_a_newer_schema_it_may_read(tmp_path: Path) -> None:
    ledger = _fill(tmp_path)
    _make_newer(tmp_path, SCHEMA_VERSION)
    store = open_in(tmp_path)
    assert (store.ledger_id, store.set_aside) == (ledger, None)
    assert scan(store, 77).seq == 18
    store.close()
    connection = raw(tmp_path)
    assert connection.execute("PRAGMA user_version").fetchone()[0] == SCHEMA_VERSION + 3
    assert len(entry_ids(connection)) == 6
    connection.close()


def test_a_restored_backup_continues_under_a_new_ledger(tmp_path: Path) -> None:
    """Two files that continued one ledger would give one number to two records."""
    home, restored = tmp_path / "home", tmp_path / "restored"
    store = open_in(home)
    scan(store, 1)
    store.backup(str(tmp_path / "copy.db"))
    with pytest.raises(FileExistsError):
        store.backup(str(tmp_path / "copy.db"))
    scan(store, 2)
    store.close()
    restored.mkdir()
    (tmp_path / "copy.db").rename(restored / "store.db")
    (restored / "store.key").write_bytes((home / "store.key").read_bytes())
    revived = open_in(restored)
    assert revived.ledger_id != store.ledger_id
    assert scan(revived, 3).seq == 4
    # The person of the first ledger is known, and their entry is still there.
    assert scan(revived, 1).seq == 5
    revived.close()
    connection = raw(restored)
    audit = json.loads(parse_line(read_line(connection, 4) or b"").body)
    last = parse_line(read_line(connection, 3) or b"").header
    connection.close()
    assert audit["cause"] == "restored"
    assert audit["parent"]["ledger"] == store.ledger_id
    assert audit["parent"]["seq"] == last.seq == 3
    report = check_store(restored / "store.db", load_key(restored / "store.key"))
    assert report.is_sound
    assert report.ledgers == 2
    again = open_in(restored)
    assert again.ledger_id == revived.ledger_id
    again.close()


def test_an_unclean_stop_is_known(tmp_path: Path) -> None:
    store = open_in(tmp_path / "home")
    assert store.was_stopped_cleanly
    scan(store, 1)
    killed = copy_files(tmp_path / "home", tmp_path / "killed")
    store.close()
    clean, unclean = open_in(tmp_path / "home"), open_in(killed)
    assert (clean.was_stopped_cleanly, unclean.was_stopped_cleanly) == (True, False)
    clean.close()
    unclean.close()


def test_the_key_and_the_database_are_for_the_owner_alone(tmp_path: Path) -> None:
    store = open_in(tmp_path)
    scan(store, 1)
    for name in ("store.key", "store.db", "store.db-wal"):
        assert (tmp_path / name).stat().st_mode & 0o777 == 0o600
    store.close()


def test_names_do_not_stand_in_the_files(tmp_path: Path) -> None:
    store = open_in(tmp_path)
    scan(store, 1)
    store.backup(str(tmp_path / "copy.db"))
    for path in tmp_path.iterdir():
        assert "Chamaléa".encode() not in path.read_bytes()
    store.close()


def test_a_systemd_credential_is_the_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    credentials = tmp_path / "credentials"
    credentials.mkdir()
    (credentials / "store.key").write_text("ab" * 32)
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(credentials))
    home = tmp_path / "home"
    store = open_store(home, home / "store.key", ManualClock(AT))
    store.close()
    assert not (home / "store.key").exists()
    monkeypatch.delenv("CREDENTIALS_DIRECTORY")
    _refused(home, StorageFaultKind.WRONG_KEY)


def test_an_older_copy_of_the_file_continues_under_a_new_ledger(tmp_path: Path) -> None:
    """Copied by hand, so that nothing marks it; the note beside it knows better."""
    ledger = _fill(tmp_path, 2)
    older = (tmp_path / "store.db").read_bytes()
    _fill(tmp_path, 4)
    (tmp_path / "store.db").write_bytes(older)
    store = open_in(tmp_path)
    assert store.ledger_id != ledger
    assert store.set_aside is None
    assert scan(store, 1).seq == 2
    store.close()
    connection = raw(tmp_path)
    audit = json.loads(parse_line(read_line(connection, 7) or b"").body)
    connection.close()
    assert audit["cause"] == "restored"
    assert (audit["parent"]["ledger"], audit["parent"]["seq"]) == (ledger, 6)
    again = open_in(tmp_path)
    assert again.ledger_id == store.ledger_id
    again.close()


def test_a_database_and_key_moved_in_beside_a_foreign_note_open(tmp_path: Path) -> None:
    ledger = _fill(tmp_path / "one")
    _fill(tmp_path / "two")
    for name in ("store.db", "store.key"):
        (tmp_path / "two" / name).write_bytes((tmp_path / "one" / name).read_bytes())
    store = open_in(tmp_path / "two")
    assert (store.ledger_id, store.set_aside) == (ledger, None)
    store.close()


@pytest.mark.parametrize("key", ["right", "wrong", "malformed", "missing"])
def test_staff_may_start_a_new_ledger_beside_a_locked_one(tmp_path: Path, key: str) -> None:
    ledger = _fill(tmp_path)
    key_file = tmp_path / "store.key"
    database, right_key = (tmp_path / "store.db").read_bytes(), key_file.read_text()
    match key:
        case "wrong":
            key_file.write_text("00" * 32)
        case "malformed":
            key_file.write_text("secret")
        case "missing":
            key_file.unlink()
    store = start_new_ledger(tmp_path, key_file, ManualClock(AT))
    assert store.set_aside == tmp_path / "store.db.kept-20260701T003000Z"
    assert store.set_aside.read_bytes() == database
    connection = raw(tmp_path)
    audit = json.loads(parse_line(read_line(connection, 1) or b"").body)
    connection.close()
    assert audit == {"act": "ledger_opened", "cause": "staff", "parent": {"ledger": ledger}}
    assert scan(store, 1).seq == 4
    store.close()
    kept_key = tmp_path / "store.key.kept-20260701T003000Z"
    assert kept_key.exists() == (key == "malformed")
    if key in ("right", "wrong"):
        assert load_key(key_file).hex() == (right_key.strip() if key == "right" else "00" * 32)
    # What was kept opens again with its own key.
    connection = connect(store.set_aside, bytes.fromhex(right_key), "ro")
    assert len(entry_ids(connection)) == 5
    connection.close()


def test_a_new_ledger_where_there_was_none(tmp_path: Path) -> None:
    store = start_new_ledger(tmp_path, tmp_path / "store.key", ManualClock(AT))
    assert (store.set_aside, scan(store, 1).seq) == (None, 3)
    store.close()


def test_a_birth_cut_short_is_begun_again(tmp_path: Path) -> None:
    """The key and an empty file are all that a first start left behind."""
    open_in(tmp_path).close()
    (tmp_path / "store.ledger").unlink()
    (tmp_path / "store.db").write_bytes(b"")
    store = open_in(tmp_path)
    assert (store.set_aside, scan(store, 1).seq) == (None, 3)
    store.close()
