"""The doctor's look says what opening would say, and changes nothing."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from kiosk.base.errors import StorageFault, StorageFaultKind
from kiosk.store.look import look_at_store
from tests.support.store import copy_files, open_in, scan


def _look(directory: Path) -> bool | StorageFaultKind:
    try:
        return look_at_store(directory, directory / "store.key")
    except StorageFault as fault:
        return fault.kind


def test_nothing_there_yet(tmp_path: Path) -> None:
    assert _look(tmp_path / "not" / "made") is False
    assert list(tmp_path.iterdir()) == []


def test_a_running_or_killed_or_stopped_database(tmp_path: Path) -> None:
    home = tmp_path / "home"
    store = open_in(home)
    scan(store, 1)
    assert _look(home) is True
    killed = copy_files(home, tmp_path / "killed")
    store.close()
    assert _look(home) is True
    digest = hashlib.sha256((killed / "store.db-wal").read_bytes()).digest()
    assert _look(killed) is True
    assert hashlib.sha256((killed / "store.db-wal").read_bytes()).digest() == digest


@pytest.mark.parametrize("damage", ["key", "page", "missing key", "mark", "file"])
def test_what_would_not_open(tmp_path: Path, damage: str) -> None:
    store = open_in(tmp_path)
    scan(store, 1)
    store.close()
    path = tmp_path / "store.db"
    content = bytearray(path.read_bytes())
    expected: bool | StorageFaultKind = StorageFaultKind.WRONG_KEY
    directory = tmp_path
    match damage:
        case "key":
            (tmp_path / "store.key").write_text("00" * 32)
        case "missing key":
            (tmp_path / "store.key").unlink()
        case "page":
            content[50] ^= 1
            path.write_bytes(content)
            expected = StorageFaultKind.CORRUPT
        case "mark":
            (tmp_path / "store.suspect").touch()
            expected = True
        case "file":
            directory = path / "below"
            expected = StorageFaultKind.READ_ONLY
    assert _look(directory) is expected
    assert path.read_bytes() == content
    assert (tmp_path / "store.suspect").exists() == (damage == "mark")
