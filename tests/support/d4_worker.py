"""Fault D4's victim: declarations that are begun, saved and sent for ever, until it is killed.

`python d4_worker.py DIRECTORY SEED` writes lines to its standard output, each when it is true on
disk: `saved DRAFT STEP`, `sent DRAFT DECLARATION`. Every other one is of the gate.
"""

from __future__ import annotations

import random
import sys
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from kiosk.base.clock import SystemClock
from kiosk.domain.desk.acts_on_declarations import Declared, DraftSaved
from kiosk.domain.venue import Policy
from kiosk.services.checkin import CheckInService
from kiosk.services.clock_watch import ClockWatch
from kiosk.services.desk import DeskService
from kiosk.store.connection import open_store
from sync.protocol.policy import DeclarationRule
from tests.support.declarations import NHUNG, by_themselves, declare, keep
from tests.support.desk import STAFF, VENUE

STEPS = 3
"""Savepoints of one declaration."""


def live(directory: Path, seed: int) -> None:
    """Begin, save and send until killed."""
    clock, chance = SystemClock(), random.Random(seed)
    store = open_store(directory, directory / "store.key", clock)
    watch = ClockWatch(clock, datetime(2020, 1, 1, tzinfo=UTC))
    policy = Policy(declaration=DeclarationRule.REQUIRED)
    desk = DeskService(store, CheckInService(store, VENUE, policy, clock, watch), clock)
    for number in count():
        staff = None if number % 2 else STAFF
        # No two of a name: staff would be asked whether they are one.
        letters = "".join(chance.choice("bcdghklmnpqrstvx") for _ in range(8))
        name = f"Nguyễn Thị {letters.capitalize()}"
        draft = ""
        for step in range(STEPS):
            saved = desk.carry_out(keep(name, str(step), draft), staff).answer
            assert isinstance(saved, DraftSaved), saved
            draft = saved.draft_id
            print("saved", draft, step, flush=True)
        make = by_themselves if staff is None else declare
        act = make(replace(NHUNG, full_name=name, phone=""), draft_id=draft)
        sent = desk.carry_out(act, staff).answer
        assert isinstance(sent, Declared), sent
        print("sent", draft, sent.persons[0].declaration_id, flush=True)


if __name__ == "__main__":
    live(Path(sys.argv[1]), int(sys.argv[2]))
