"""Fault D1: `kill -9` at random points of scan → save → print → ack.

Whatever the screen showed as recorded is there, once; the database proves itself after every chain
of kills; no slip is printed twice.
"""

from __future__ import annotations

import os
import random
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from kiosk.store.check import check_store
from kiosk.store.driver import connect
from kiosk.store.key import load_key
from tests.support import d1_worker

pytestmark = pytest.mark.fault("D1")

ROOT = Path(__file__).parents[2]
WARM_CHAINS = 12
WARM_KILLS = 16
COLD_CHAINS = 2
COLD_KILLS = 10
MOST_SHOWN = 9
LONGEST_WHILE_S = 0.03
PATIENCE_S = 30.0


@dataclass
class Life:
    """What one killed process told before it died."""

    shown: list[str] = field(default_factory=list)
    scans: int = 0


class ForkServer:
    """A warm parent outside this process; gives one life at a time."""

    def __init__(self) -> None:
        self._socket, theirs = socket.socketpair()
        command = [sys.executable, d1_worker.__file__, "server", str(theirs.fileno())]
        self._process = subprocess.Popen(
            command, pass_fds=[theirs.fileno()], env=_environment(), cwd=ROOT
        )
        theirs.close()
        self._socket.settimeout(PATIENCE_S)
        self._answers = self._socket.makefile("r")

    def start_life(self, directory: Path, seed: int, pipe: int) -> int:
        socket.send_fds(self._socket, [f"{directory}\n{seed}".encode()], [pipe])
        return int(self._answers.readline())

    def reap(self) -> None:
        assert self._answers.readline() == "gone\n"

    def close(self) -> None:
        self._socket.shutdown(socket.SHUT_RDWR)
        self._answers.close()
        self._socket.close()
        assert self._process.wait(PATIENCE_S) == 0


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT)}


@pytest.fixture(scope="module")
def fork_server() -> Iterator[ForkServer]:
    server = ForkServer()
    yield server
    server.close()


def _killed_life(reader: int, pid: int, chance: random.Random) -> Life:
    """Kill the process at a random moment, a few of them while it still opens the database.

    The moment is so many shown entries and a random while after: a busy machine, where everything
    takes longer, is met at the same points.
    """
    told = b""
    if chance.random() < 0.9:
        wanted = chance.randrange(MOST_SHOWN)
        while not told or told.count(b"shown ") < wanted:
            ready, _, _ = select.select([reader], [], [], PATIENCE_S)
            assert ready, "the worker did not start, or stands still"
            told += os.read(reader, 4096)
    time.sleep(chance.random() * LONGEST_WHILE_S)
    os.kill(pid, signal.SIGKILL)
    with os.fdopen(reader, "rb") as pipe:
        return _read_life((told + pipe.read()).decode())


def _read_life(told: str) -> Life:
    life = Life()
    for line in told.splitlines():
        match line.split():
            case ["ready"]:
                pass
            case ["scan", _, _]:
                life.scans += 1
            case ["shown", _, entry, *_]:
                life.shown.append(entry)
            case _:
                pytest.fail(f"the worker told: {line}")
    return life


def _kill_warm(server: ForkServer, directory: Path, seed: int) -> Life:
    reader, writer = os.pipe()
    pid = server.start_life(directory, seed, writer)
    os.close(writer)
    life = _killed_life(reader, pid, random.Random(seed))
    server.reap()
    return life


def _kill_cold(directory: Path, seed: int) -> Life:
    reader, writer = os.pipe()
    command = [sys.executable, d1_worker.__file__, str(directory), str(seed), str(writer)]
    with subprocess.Popen(command, pass_fds=[writer], env=_environment(), cwd=ROOT) as process:
        os.close(writer)
        return _killed_life(reader, process.pid, random.Random(seed))


def _check_chain(directory: Path, lives: list[Life]) -> None:
    """Reopen as the next start would look at it, without changing anything."""
    key = load_key(directory / "store.key")
    assert not list(directory.glob("store.db.*")), "a kill must not look like damage"
    report = check_store(directory / "store.db", key)
    assert report.is_sound, report
    connection = connect(directory / "store.db", key, "ro")
    try:
        entries = connection.execute(
            "SELECT r.id, e.person, e.direction FROM entries e JOIN records r USING (pos)"
            " ORDER BY pos"
        ).fetchall()
        jobs = dict(connection.execute("SELECT slip_id, state FROM print_jobs").fetchall())
        arrivals = connection.execute(
            "SELECT count(*) FROM entries WHERE direction = 'arrival'"
        ).fetchone()[0]
    finally:
        connection.close()

    stored = [entry for entry, _, _ in entries]
    shown = [entry for life in lives for entry in life.shown]
    assert [entry for entry in shown if entry not in set(stored)] == [], "shown and missing"
    assert len(shown) == len(set(shown))
    # One scan of each lane may have been committed and killed before it was shown.
    assert len(shown) <= len(stored) <= len(shown) + 2 * len(lives)
    assert len(stored) <= sum(life.scans for life in lives)
    last: dict[str, str] = {}
    for entry, person, direction in entries:
        expected = "departure" if last.get(person) == "arrival" else "arrival"
        assert direction == expected, f"{entry}: recorded twice"
        last[person] = direction

    assert len(jobs) == arrivals, "an arrival and its slip are one step"
    paper = [int(line) for line in (directory / d1_worker.PAPER).read_text().split()]
    assert len(paper) == len(set(paper)), "printed twice"
    assert set(paper) <= set(jobs), "printed before the commit"
    assert {slip for slip, state in jobs.items() if state == "printed"} <= set(paper)


@pytest.mark.slow
@pytest.mark.parametrize("chain", range(WARM_CHAINS))
def test_killed_in_a_fork_of_a_warm_parent(
    fork_server: ForkServer, tmp_path: Path, chain: int
) -> None:
    lives = [_kill_warm(fork_server, tmp_path, chain * 1000 + at) for at in range(WARM_KILLS)]
    _check_chain(tmp_path, lives)
    assert sum(len(life.shown) for life in lives) > WARM_KILLS, "the kills came too early"


@pytest.mark.slow
@pytest.mark.parametrize("chain", range(COLD_CHAINS))
def test_killed_from_cold(tmp_path: Path, chain: int) -> None:
    lives = [_kill_cold(tmp_path, chain * 1000 + 500 + at) for at in range(COLD_KILLS)]
    _check_chain(tmp_path, lives)
    assert sum(len(life.shown) for life in lives) > COLD_KILLS, "the kills came too early"


def test_enough_kills() -> None:
    assert WARM_CHAINS * WARM_KILLS >= 180
    assert COLD_CHAINS * COLD_KILLS >= 20
    assert WARM_CHAINS * WARM_KILLS + COLD_CHAINS * COLD_KILLS >= 200
