"""Fault D10: whoever tries PINs and kills the kiosk before its verdict gains nothing by it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kiosk.store.check import check_store
from kiosk.store.key import load_key
from tests.support import staff_worker

pytestmark = pytest.mark.fault("D10")

ROOT = Path(__file__).parents[2]
PIN, OTHER_PIN, WRONG = "742906", "857103", "390577"


class Life:
    """One process of the station's doors."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def ask(self, line: str) -> str:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{line}\n")
        self._process.stdin.flush()
        return self._process.stdout.readline().strip()


@contextmanager
def life(directory: Path) -> Iterator[Life]:
    """A process that is killed at the end of the block, without a chance to write anything."""
    with subprocess.Popen(
        [sys.executable, staff_worker.__file__, str(directory)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        cwd=ROOT,
    ) as process:
        try:
            yield Life(process)
        finally:
            process.kill()


def test_killed_before_each_verdict_up_to_the_bar(tmp_path: Path) -> None:
    with life(tmp_path) as station:
        mai = station.ask(f"add Mai {PIN}")
        lan = station.ask(f"add Lan {OTHER_PIN}")
    for wrong in range(1, 10):
        with life(tmp_path) as station:
            # The right one, and it was never told.
            assert station.ask(f"hang {mai} {PIN}") == "verifying", wrong
        with life(tmp_path) as station:
            seconds = {5: 60, 6: 300, 7: 300, 8: 900, 9: 900}.get(wrong, 0)
            if seconds:
                # Nothing is verified, and switching it off was no waiting.
                assert station.ask(f"hang {mai} {PIN}") == f"no 0 account {seconds}"
                assert station.ask(f"try {lan} {OTHER_PIN}") == "in"
                station.ask(f"run {seconds}")
    with life(tmp_path) as station:
        assert station.ask(f"hang {mai} {PIN}") == "verifying"
    with life(tmp_path) as station:
        station.ask("run 2000")
        assert station.ask(f"try {mai} {PIN}") == "no 0 barred 0"
        assert station.ask(f"try {lan} {OTHER_PIN}") == "in"
    assert check_store(tmp_path / "store.db", load_key(tmp_path / "store.key")).is_sound


def test_killed_while_a_lock_runs_what_ran_still_counts(tmp_path: Path) -> None:
    with life(tmp_path) as station:
        mai = station.ask(f"add Mai {PIN}")
        answers = [station.ask(f"try {mai} {WRONG}") for _ in range(5)]
        assert answers == ["no 4 - 0", "no 3 - 0", "no 2 - 0", "no 1 - 0", "no 0 account 60"]
        station.ask("run 42")
    with life(tmp_path) as station:
        assert station.ask(f"try {mai} {PIN}") == "no 0 account 20"
        station.ask("run 19")
        assert station.ask(f"try {mai} {PIN}") == "no 0 account 1"
        station.ask("run 1")
        assert station.ask(f"try {mai} {PIN}") == "in"
