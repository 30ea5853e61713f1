"""The writers of one SQLite file take turns, threads and processes."""

from __future__ import annotations

import fcntl
import shutil
import threading
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from sync.hub.db.engine import _Turns, open_engine, state_of

TIMEOUT_S = 60


def test_writers_of_one_file_go_in_the_order_in_which_they_came(tmp_path: Path) -> None:
    """Who has just written does not push in before who waits, in whatever process."""
    url = f"sqlite:///{tmp_path / 'hub.db'}"
    one, other = open_engine(url), open_engine(url)
    order: list[str] = []

    def write() -> None:
        with state_of(other).turn:
            order.append("other")

    waiting = threading.Thread(target=write)
    with state_of(one).turn:
        order.append("one")
        waiting.start()
        while _is_free(tmp_path / "hub.db.door"):
            pass
    with state_of(one).turn:
        order.append("one")
    waiting.join(TIMEOUT_S)
    assert order == ["one", "other", "one"]
    one.dispose()
    other.dispose()


def _is_free(lock: Path) -> bool:
    with lock.open() as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
    return True


def test_who_gets_no_turn_is_told(tmp_path: Path) -> None:
    """Another process holds the file and hangs; when it is gone, all is as it was."""
    (tmp_path / "hub.db").touch()
    turns = _Turns(tmp_path / "hub.db", wait_s=0.05)
    for name in ("hub.db.door", "hub.db.room"):
        with (tmp_path / name).open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            with pytest.raises(OperationalError, match="locked"), turns:
                pass
    with turns:
        waiting = threading.Thread(target=_expect_no_turn, args=(turns,))
        waiting.start()
        waiting.join(TIMEOUT_S)
        assert not waiting.is_alive()
    with turns:
        pass


def _expect_no_turn(turns: _Turns) -> None:
    with pytest.raises(OperationalError, match="locked"), turns:
        pass


def test_a_folder_that_is_gone_is_a_database_that_is_gone(tmp_path: Path) -> None:
    folder = tmp_path / "hub"
    folder.mkdir()
    (folder / "hub.db").touch()
    turns = _Turns(folder / "hub.db", wait_s=0.05)
    shutil.rmtree(folder)
    with pytest.raises(OperationalError, match="No such file"), turns:
        pass
