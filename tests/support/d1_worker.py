"""Fault D1's victim: a whole desk on a real database that is killed from outside.

`python d1_worker.py DIRECTORY SEED FD` lives one life from cold. `python d1_worker.py server FD`
imports everything, then forks one such life for each request that comes over the socket, so that a
kill costs milliseconds instead of an interpreter's start. The server has one thread, or forking
would not be safe.

A life writes lines to its pipe: `ready`, then `scan N` before a scan is handed in, and
`shown N ENTRY JOB` from within the announcement, which is what a person would see.
"""

from __future__ import annotations

import os
import random
import socket
import sys
import threading
from datetime import UTC, datetime
from importlib import import_module
from itertools import count
from pathlib import Path

from kiosk.base.clock import SystemClock
from kiosk.core.handlers import CoreHandlers, OpenedStation
from kiosk.core.requests import FinishPrint
from kiosk.core.thread import CoreThread, Priority
from kiosk.domain.credential.registry import parse_credential
from kiosk.domain.events import CoreCrashed, CoreEvent, Decided, StorageLost, StorageReady
from kiosk.domain.venue import Policy
from kiosk.domain.visits.decision import Admit, LaneName, PrintState
from kiosk.ports.printer import Bitmap, PrinterStatus, PrintResult
from kiosk.ports.scans import Scan, ScanSource
from kiosk.ports.sync_store import RecordVerdict
from kiosk.services.checkin import CheckInService
from kiosk.services.clock_watch import ClockWatch
from kiosk.services.printing import PrintService
from kiosk.store.connection import open_store
from kiosk.store.store import SqliteStore
from kiosk.store.sync_tables import SqliteSyncTables
from sync.protocol.envelope import Durability, RecordStatus
from sync.protocol.policy import PrintSettings, PrintWhen
from sync.protocol.wire import MAX_BODY_BYTES
from tests.support.credentials import citizen_fields, citizen_text, make_person
from tests.support.desk import VENUE, opened_station

PEOPLE = 40
PAPER = "paper.txt"
ACKS_AT_ONCE = 4
LONGEST_GAP_S = 0.006


class PaperFile:
    """A printer that appends a line per slip; the line stands before the job is called printed."""

    name = "paper file"

    def __init__(self, path: Path) -> None:
        self._file = path.open("ab", buffering=0)

    def status(self) -> PrinterStatus:
        return PrinterStatus(is_present=True)

    @property
    def width_px(self) -> int:
        return 384

    def print_bitmap(self, bitmap: Bitmap, code: str) -> PrintResult:
        (identifier,) = parse_credential(code).identifiers
        self._file.write(f"{identifier.value}\n".encode())
        return PrintResult(PrintState.PRINTED)

    def close(self) -> None:
        self._file.close()


class Screen:
    """A sink: tells the parent what a person would see now."""

    def __init__(self, pipe: int) -> None:
        self._pipe = pipe
        self.numbers: dict[LaneName, int] = {}
        self.decided = {lane: threading.Semaphore(0) for lane in LaneName}
        self.ready = threading.Event()

    def publish(self, event: CoreEvent) -> None:
        match event:
            case Decided(outcome) if isinstance(outcome.result, Admit):
                number = self.numbers[outcome.lane]
                self.tell(f"shown {number} {outcome.entry_id} {outcome.print_job}")
                self.decided[outcome.lane].release()
            case Decided(outcome):
                self.tell(f"unexpected {type(outcome.result).__name__}")
                self.decided[outcome.lane].release()
            case StorageReady():
                self.tell("ready")
                self.ready.set()
            case StorageLost(kind):
                self.tell(f"unexpected {kind.value}")
            case CoreCrashed(error):
                self.tell(f"unexpected {type(error).__name__}")

    def tell(self, line: str) -> None:
        # Shorter than PIPE_BUF: a line is in the pipe whole or not at all.
        os.write(self._pipe, f"{line}\n".encode())


def live(directory: Path, seed: int, pipe: int) -> None:
    """Scan, save, print and acknowledge until killed."""
    clock = SystemClock()
    screen = Screen(pipe)
    prints = PrintService(
        PaperFile(directory / PAPER), lambda *of: Bitmap(0, 0, b""), lambda status: None
    )
    store: list[SqliteStore] = []

    def open_station() -> OpenedStation:
        opened = open_store(directory, directory / "store.key", clock)
        store.append(opened)
        always = PrintSettings(PrintWhen.ALWAYS)
        policy = Policy(repeat_window_s=0, early_return_min=0, print=always)
        watch = ClockWatch(clock, datetime(2020, 1, 1, tzinfo=UTC))
        checkin = CheckInService(opened, VENUE, policy, clock, watch)
        return opened_station(opened, checkin, clock)

    routes = dict.fromkeys(LaneName, prints)
    core = CoreThread(CoreHandlers(open_station, screen, routes, clock), screen, clock)
    prints.start(lambda job, result: _finish(core, job, result))
    core.start()
    lanes = [
        threading.Thread(target=scan_for_ever, args=(core, screen, lane, seed)) for lane in LaneName
    ]
    screen.ready.wait()
    for thread in lanes:
        thread.start()
    while True:
        core.post(lambda: acknowledge(store[0]), Priority.ACK).result()


def _finish(core: CoreThread, job: str, result: PrintResult) -> None:
    core.ask(FinishPrint(job, result))


def scan_for_ever(core: CoreThread, screen: Screen, lane: LaneName, seed: int) -> None:
    """One lane: people of its own, one after the other, for ever."""
    people = random.Random(lane.value)
    cards = [
        citizen_text(citizen_fields(make_person(people), people) | {"old_id": ""})
        for _ in range(PEOPLE)
    ]
    chance = random.Random(f"{seed} {lane.value}")
    gap = threading.Event()
    for number in count():
        screen.numbers[lane] = number
        screen.tell(f"scan {lane.value} {number}")
        core.submit(Scan(chance.choice(cards), ScanSource.CAMERA, lane, datetime.now(UTC)))
        screen.decided[lane].acquire()
        # Scans have the right of way: without a gap no slip and no acknowledgement gets a turn.
        gap.wait(chance.random() * LONGEST_GAP_S)


def acknowledge(store: SqliteStore) -> None:
    """Take in a hub's answer for the oldest records, as the uploader hands it to the core."""
    batch = SqliteSyncTables(store).outbox.next_batch(ACKS_AT_ONCE, MAX_BODY_BYTES, 0)
    verdicts = [RecordVerdict(record.pos, RecordStatus.STORED) for record in batch]
    SqliteSyncTables(store).outbox.note_verdicts(verdicts, Durability.LOCAL, datetime.now(UTC))


def serve(connection: socket.socket) -> None:
    """Fork a life for each request and answer its process id; reap it before the next one."""
    # A first start's migration imports it; a warm parent has it already.
    import_module("sqlite_utils")
    while True:
        message, fds, _, _ = socket.recv_fds(connection, 4096, 1)
        if not message:
            return
        directory, seed = message.decode().split("\n")
        child = os.fork()
        if child == 0:
            connection.close()
            live(Path(directory), int(seed), fds[0])
        os.close(fds[0])
        connection.sendall(f"{child}\n".encode())
        os.waitpid(child, 0)
        connection.sendall(b"gone\n")


if __name__ == "__main__":
    if sys.argv[1] == "server":
        serve(socket.socket(fileno=int(sys.argv[2])))
    else:
        live(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
