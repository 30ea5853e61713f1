"""Fault D2: the log torn anywhere keeps every commit before the tear."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from kiosk.store.check import check_store
from kiosk.store.key import load_key
from tests.support.store import copy_files, entry_ids, open_in, raw, scan

pytestmark = pytest.mark.fault("D2")

COMMITS = 12


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[tuple[int, str]]]:
    """A killed kiosk's files, and the log's length and entry of each commit."""
    home = tmp_path_factory.mktemp("running") / "home"
    store = open_in(home)
    first_head = (home / "store.head").read_bytes()
    commits = []
    for number in range(COMMITS):
        head = scan(store, number)
        commits.append(((home / "store.db-wal").stat().st_size, head.id))
    killed = copy_files(home, home.with_name("killed"))
    # No log loses what the head was told of, which was durable.
    (killed / "store.head").write_bytes(first_head)
    store.close()
    return killed, commits


def _revive(directory: Path) -> list[str]:
    store = open_in(directory)
    assert store.set_aside is None
    assert not store.was_stopped_cleanly
    connection = raw(directory)
    found = entry_ids(connection)
    connection.close()
    scan(store, 999)
    store.close()
    assert check_store(directory / "store.db", load_key(directory / "store.key")).is_sound
    return found


def _lengths(commits: list[tuple[int, str]]) -> list[int]:
    rng = random.Random(20)
    ends = [end for end, _ in commits]
    # A log without its first transaction has lost the database's birth; that is a new file.
    start = ends[0]
    edges = [end + shift for end in ends for shift in (-1, 0, 1)]
    return sorted(
        {length for length in edges if start <= length <= ends[-1]}
        | {rng.randrange(start, ends[-1]) for _ in range(40)}
    )


@pytest.mark.parametrize("filler", [None, b"\0", b"\xa5"])
def test_a_torn_log_keeps_every_commit_before_the_tear(
    running: tuple[Path, list[tuple[int, str]]], tmp_path: Path, filler: bytes | None
) -> None:
    killed, commits = running
    for length in _lengths(commits):
        torn = copy_files(killed, tmp_path / str(length))
        log = torn / "store.db-wal"
        whole = log.read_bytes()
        rest = b"" if filler is None else filler * (len(whole) - length)
        left = whole[:length] + rest
        log.write_bytes(left)
        # The filler may by chance be what stood there.
        expected = [entry_id for end, entry_id in commits if left[:end] == whole[:end]]
        assert _revive(torn) == expected


def test_a_log_torn_inside_its_last_commit_only_loses_that(
    running: tuple[Path, list[tuple[int, str]]], tmp_path: Path
) -> None:
    """The bytes behind the tear may be there, as a disk writes sectors in any order."""
    killed, commits = running
    torn = copy_files(killed, tmp_path / "torn")
    log = torn / "store.db-wal"
    content = bytearray(log.read_bytes())
    content[commits[-2][0] + 600] ^= 0xFF
    log.write_bytes(content)
    assert _revive(torn) == [entry_id for _, entry_id in commits[:-1]]
