"""A station's doors in a process of their own, to be killed from outside.

`python staff_worker.py DIRECTORY` opens the database there and obeys lines of its standard input:
`add NAME PIN` prints the account's id; `try ID PIN` prints `in` or `no TRIES KIND SECONDS`;
`hang ID PIN` prints `verifying` once the attempt is stored, and never comes to a verdict; `run N`
lets N seconds of running time pass, in the ticks of the core, and prints `ran`.
"""

from __future__ import annotations

import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import NoReturn

from kiosk.base.clock import ManualClock
from kiosk.core.handlers import CoreHandlers, OpenedStation
from kiosk.core.staff_door import PinHashing, StaffDoor
from kiosk.core.thread import ManualCore
from kiosk.domain.desk.doors import AddAccount, SignIn
from kiosk.domain.staff.account import StaffAccount
from kiosk.domain.staff.roles import Role
from kiosk.domain.staff.sign_in import SignedIn
from kiosk.domain.venue import Policy
from kiosk.domain.visits.decision import LaneName
from kiosk.services.checkin import CheckInService
from kiosk.services.clock_watch import ClockWatch
from kiosk.services.pin_hashing import hash_pin, is_pin
from kiosk.services.printing import NoPrinter
from kiosk.store.connection import open_store
from tests.support.desk import VENUE, Records, opened_station

AT = datetime(2026, 7, 1, 0, 30, tzinfo=UTC)
FEW_PASSES = 2
QUICK = PinHashing(hash_pin, is_pin, lambda: FEW_PASSES)


def obey(directory: Path) -> None:
    """Open, and do one line after the other until killed."""
    # Every life begins at the same moment of both clocks, as a machine without a battery does.
    clock = ManualClock(AT)

    def open_station() -> OpenedStation:
        store = open_store(directory, directory / "store.key", clock)
        watch = ClockWatch(clock, AT, store.last_seen_at())
        checkin = CheckInService(store, VENUE, Policy(), clock, watch)
        return opened_station(store, checkin, clock)

    records = Records()
    prints = dict.fromkeys(LaneName, NoPrinter())
    handlers = CoreHandlers(open_station, records, prints, clock)
    handlers.boot()
    core = ManualCore(handlers, records, clock)
    door = StaffDoor(core, QUICK)
    for line in sys.stdin:
        match line.split():
            case ["add", name, pin]:
                made = door.answer(AddAccount(name, Role.STAFF, pin), None)
                tell(made.id if isinstance(made, StaffAccount) else made.value)
            case ["try", account, pin]:
                tell(_answer(door, account, pin))
            case ["hang", account, pin]:
                hanging = StaffDoor(core, PinHashing(hash_pin, _hang, lambda: FEW_PASSES))
                tell(_answer(hanging, account, pin))
            case ["run", seconds]:
                for _ in range(int(seconds)):
                    clock.advance(1)
                    handlers.keep_house()
                tell("ran")


def _answer(door: StaffDoor, account: str, pin: str) -> str:
    answer = door.answer(SignIn(account, pin), "")
    if isinstance(answer, SignedIn):
        return "in"
    lock = answer.lock
    kind, seconds = ("-", 0.0) if lock is None else (lock.kind.value, lock.remaining_s)
    return f"no {answer.tries_left} {kind} {seconds:.0f}"


def _hang(pin: str, phc: str) -> NoReturn:
    del pin, phc
    tell("verifying")
    while True:
        time.sleep(60)


def tell(line: str) -> None:
    """One line to whoever watches."""
    print(line, flush=True)


if __name__ == "__main__":
    obey(Path(sys.argv[1]))
