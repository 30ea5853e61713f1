"""Fault D4: `kill -9` while a declaration is begun, saved or sent.

What was saved is there for staff, what was sent is there once with its arrival and its draft is
gone; whoever comes next is shown none of it.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from kiosk.domain.desk.declaration_queries import ListDrafts, ShowDraft, reads_for_staff
from kiosk.domain.venue import Policy
from kiosk.store.check import check_store
from kiosk.store.key import load_key
from kiosk.store.queries.reader import open_reader
from tests.support import d4_worker
from tests.support.declarations import kept
from tests.support.desk import STAFF, TZ
from tests.support.store import AT, open_in

pytestmark = pytest.mark.fault("D4")

ROOT = Path(__file__).parents[2]
KILLS = 10
MOST_LINES = 14
LONGEST_WHILE_S = 0.02


def killed_life(directory: Path, seed: int, chance: random.Random) -> list[list[str]]:
    """What a process told before it was killed, some lines and a random while after its start."""
    worker = subprocess.Popen(
        [sys.executable, d4_worker.__file__, str(directory), str(seed)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert worker.stdout is not None
    told = [worker.stdout.readline() for _ in range(1 + chance.randrange(MOST_LINES))]
    time.sleep(chance.random() * LONGEST_WHILE_S)
    worker.send_signal(signal.SIGKILL)
    told += worker.stdout.readlines()
    worker.stdout.close()
    assert worker.wait() == -signal.SIGKILL
    return [line.split() for line in told if line.endswith("\n")]


def test_nothing_begun_is_lost_or_shown_to_the_next(tmp_path: Path) -> None:
    chance = random.Random(4)
    told: list[list[str]] = []
    for seed in range(KILLS):
        told += killed_life(tmp_path, seed, chance)
        _check(tmp_path, told)


def _check(directory: Path, told: Sequence[Sequence[str]]) -> None:
    # Opened and closed as the next start would: the log of the killed one is taken in.
    open_in(directory).close()
    report = check_store(directory / "store.db", load_key(directory / "store.key"))
    assert report.is_sound, report.problems
    reader = open_reader(directory, directory / "store.key", TZ)
    drafts = reader.answer(ListDrafts(), Policy(), AT).rows
    contents = {}
    for row in drafts:
        shown = reader.answer(ShowDraft(row.draft_id), Policy(), AT)
        assert shown is not None
        contents[row.draft_id] = int(kept(shown.content)[1])
    rows = reader._query(
        "SELECT d.record, (SELECT count(*) FROM bodies b JOIN records r USING (pos)"
        " WHERE r.type = 'arrival'"
        " AND json_extract(CAST(b.body AS TEXT), '$.declaration') = d.record) FROM declarations d"
    )
    reader.close()
    assert {row.saved_by for row in drafts} <= {"", STAFF}
    sent = {draft for word, draft, _ in told if word == "sent"}
    assert not sent & contents.keys()
    # One more may have been sent or saved than was told.
    declared = {record for record, _ in rows}
    assert {record for word, _, record in told if word == "sent"} <= declared
    assert all(arrivals == 1 for _, arrivals in rows)
    saved = {draft: int(step) for word, draft, step in told if word == "saved"}
    for draft, step in saved.items():
        if draft in contents:
            assert contents[draft] >= step
        elif draft not in sent:
            # Sent, and killed before it was told.
            assert step == d4_worker.STEPS - 1
    assert reads_for_staff(ListDrafts())
