"""The promise of sync, tried: what takes part killed at random, a damaged line between.

Real processes, a real hub, a real database. At the end every entry that a screen would have shown
as recorded must stand at the hub exactly once, byte for byte as the station froze it.
"""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TextIO

from sqlalchemy import select

from kiosk.base.dataclass import dataclass
from kiosk.bench.chaos_station import DRAINED, SHOWN, STOP
from kiosk.bench.damage import Harm, at_random, unharmed
from kiosk.bench.damage_proxy import DamageProxy
from kiosk.bench.postgres import TemporaryPostgres
from kiosk.demo.hub_process import HubProcess, accept, kill, spawn
from kiosk.store.check import check_store
from kiosk.store.driver import connect
from kiosk.store.key import load_key
from sync.client.hub_file import save_hub_file
from sync.hub.db.engine import open_engine
from sync.hub.db.tables import records
from sync.hub.hub import database_url
from sync.protocol.enrolment import Invitation
from sync.protocol.records import hash_header

ENTRIES = 50_000
HARMED_SHARE = 0.5
STATION, HUB, WRITER_PROCESS, DATABASE = (
    f"{victim} killed" for victim in ("stations", "hub", "batch writer", "database")
)
BY_ITSELF = "station ended by itself"
CALM_S = 0.8, 2.5
"""Between two kills."""
DOWN_S = 0.0, 1.0
"""From a kill of the hub or its database to the next start."""
DRAIN_S = 600.0
"""Longest wait for the last records, once nothing is killed or damaged any more."""
STANDSTILL_S = 180.0
"""So long without a new entry, or after the last one without enough kills and damage, is not
chaos any more: something does not come up again."""
LEAST_DAMAGED = 8
"""Exchanges: fewer make no damaged line."""


@dataclass(frozen=True, slots=True)
class ChaosPlan:
    """How much chaos."""

    entries: int = ENTRIES
    stations: int = 2
    seed: int = 1
    is_postgres: bool = True


@dataclass(frozen=True, slots=True)
class Held:
    """The records of one end: id to the hash of its header, and how many rows there were."""

    headers: dict[str, str]
    rows: int


def bench_chaos(folder: Path, plan: ChaosPlan, log: TextIO = sys.stderr) -> dict[str, object]:
    """Run it; gives figures and bounds. Raises RuntimeError when a part does not come up."""
    with ExitStack() as stack:
        return _Run(folder, plan, stack, log).measure()


class _Run:
    """One run, driven by one thread."""

    def __init__(self, folder: Path, plan: ChaosPlan, stack: ExitStack, log: TextIO) -> None:
        self._plan = plan
        self._folder = folder
        self._log = log
        self._chance = random.Random(plan.seed)
        self._kills: Counter[str] = Counter()
        self._victims: list[str] = []
        self._shown_at_kill = 0
        self._postgres: TemporaryPostgres | None = None
        if plan.is_postgres:
            self._postgres = stack.enter_context(TemporaryPostgres())
        url = None if self._postgres is None else self._postgres.url
        self._hub = HubProcess(folder, url)
        address = "127.0.0.1", self._hub.port
        proxy = DamageProxy(address, tls=self._hub.tls().context, is_hub_tls=True)
        self._proxy = stack.enter_context(proxy)
        self._hub.public_url = self._proxy.url
        self._stations: dict[Path, subprocess.Popen[bytes]] = {}
        stack.callback(self._end_all)

    def measure(self) -> dict[str, object]:
        begun = time.monotonic()
        gates = [f"Cổng {number}" for number in range(1, self._plan.stations + 1)]
        invitations = self._hub.invite("Trung tâm Y tế Mẫu", gates, "Asia/Ho_Chi_Minh")
        self._hub.start()
        for number, invitation in enumerate(invitations, 1):
            self._add_station(number, invitation)
        self._proxy.plan = at_random(self._plan.seed, HARMED_SHARE)
        self._rage()
        raged_s = time.monotonic() - begun
        harms = self._proxy.harms
        self._proxy.plan = unharmed
        self._drain()
        drained_s = time.monotonic() - begun - raged_s
        self._end_all()
        return self._compare(harms, raged_s, drained_s)

    # --- parts -----------------------------------------------------------------------------------

    def _add_station(self, number: int, invitation: Invitation) -> None:
        directory = self._folder / f"station-{number}"
        directory.mkdir()
        save_hub_file(directory, accept(invitation))
        self._start_station(directory)

    def _start_station(self, directory: Path) -> None:
        self._stations[directory] = spawn(
            self._folder / "station-errors.log", "bench", "chaos", "--child", str(directory)
        )

    # --- the rage --------------------------------------------------------------------------------

    def _rage(self) -> None:
        """Kill something again and again, until enough was shown, killed and damaged.

        Ends early where nothing moves on any more; the outcome shows what is missing then.
        """
        next_word = 0.0
        patience = time.monotonic() + STANDSTILL_S
        while not self._is_enough():
            time.sleep(self._chance.uniform(*CALM_S))
            self._start_the_ended()
            self._hub.start_if_ended()
            now, shown = time.monotonic(), self._shown_count()
            if now >= next_word:
                print(f"{shown} entries, {self._kills.total()} kills", file=self._log, flush=True)
                next_word = now + 10
            if shown > self._shown_at_kill:
                # Else a busy machine would be killed again and again while all of it starts.
                self._kill(self._next_victim())
                self._shown_at_kill = shown
                if shown < self._plan.entries:
                    patience = time.monotonic() + STANDSTILL_S
            if now > patience:
                print("nothing moves on any more", file=self._log, flush=True)
                return

    def _is_enough(self) -> bool:
        return (
            self._shown_count() >= self._plan.entries
            and all(self._kills[victim] for victim in self._kinds)
            and self._damaged(self._proxy.harms) >= LEAST_DAMAGED
        )

    def _start_the_ended(self) -> None:
        """A station that ended by itself is a bug, which the outcome of the run must show."""
        for directory, station in self._stations.items():
            if station.poll() not in (None, -signal.SIGKILL):
                self._kills[BY_ITSELF] += 1
                self._start_station(directory)

    @property
    def _kinds(self) -> tuple[str, ...]:
        always = (STATION, HUB, WRITER_PROCESS)
        return always if self._postgres is None else (*always, DATABASE)

    def _next_victim(self) -> str:
        """At random, and each kind within a few kills."""
        if not self._victims:
            self._victims = [STATION, *self._kinds]
            self._chance.shuffle(self._victims)
        return self._victims.pop()

    def _kill(self, victim: str) -> None:
        self._kills[victim] += 1
        if victim == STATION:
            self._kill_station()
        elif victim == HUB:
            self._kill_hub()
        elif victim == WRITER_PROCESS:
            # The hub itself starts it again.
            self._hub.kill_writer_process()
        else:
            self._kill_database()

    def _kill_station(self) -> None:
        directory = self._chance.choice(sorted(self._stations))
        kill(self._stations[directory])
        self._start_station(directory)

    def _kill_hub(self) -> None:
        self._hub.kill()
        time.sleep(self._chance.uniform(*DOWN_S))
        self._hub.start()

    def _kill_database(self) -> None:
        assert self._postgres is not None
        self._postgres.kill()
        time.sleep(self._chance.uniform(*DOWN_S))
        self._postgres.start()

    def _shown_count(self) -> int:
        return sum(len(_read_lines(directory / SHOWN)) for directory in self._stations)

    @staticmethod
    def _damaged(harms: Counter[Harm]) -> int:
        return harms.total() - harms[Harm.NONE]

    def _drain(self) -> None:
        for directory in self._stations:
            (directory / STOP).touch()
        deadline = time.monotonic() + DRAIN_S
        while not all((directory / DRAINED).exists() for directory in self._stations):
            if time.monotonic() > deadline:
                print("not drained in time", file=self._log)
                return
            self._hub.start_if_ended()
            time.sleep(0.2)

    def _end_all(self) -> None:
        for station in self._stations.values():
            kill(station)
        self._hub.stop()

    # --- the count -------------------------------------------------------------------------------

    def _compare(self, harms: Counter[Harm], raged_s: float, drained_s: float) -> dict[str, object]:
        shown = [line for directory in self._stations for line in _read_lines(directory / SHOWN)]
        at_hub = self._read_hub()
        at_stations: dict[str, str] = {}
        unsound = 0
        for directory in self._stations:
            at_stations |= _read_station(directory).headers
            key = load_key(directory / "store.key")
            unsound += check_store(directory / "store.db", key).problem_count
        figures: dict[str, object] = {
            "entries_shown": len(shown),
            "records_at_stations": len(at_stations),
            "records_at_hub": at_hub.rows,
            "lost": sum(entry not in at_hub.headers for entry in shown),
            "never_arrived": len(at_stations.keys() - at_hub.headers.keys()),
            "duplicated": at_hub.rows - len(at_hub.headers) + len(shown) - len(set(shown)),
            "unknown_at_stations": len(at_hub.headers.keys() - at_stations.keys()),
            "altered": sum(
                at_stations[key] != value
                for key, value in at_hub.headers.items()
                if key in at_stations
            ),
            "database_problems": unsound,
            "kills": dict(self._kills),
            "exchanges": harms.total(),
            "exchanges_damaged": self._damaged(harms),
            "damage": {harm.value: n for harm, n in sorted(harms.items()) if harm is not Harm.NONE},
            "raged_s": round(raged_s, 1),
            "drained_s": round(drained_s, 1),
        }
        wrongs = (
            "lost", "never_arrived", "duplicated", "unknown_at_stations", "altered",
            "database_problems",
        )  # fmt: skip
        bounds: dict[str, object] = {name: [figures[name], 0] for name in wrongs}
        bounds["entries missing to the number asked for"] = [
            max(0, self._plan.entries - len(shown)),
            0,
        ]
        bounds["kinds of kills that did not happen"] = [
            sum(not self._kills[victim] for victim in self._kinds),
            0,
        ]
        bounds["damaged exchanges missing"] = [max(0, LEAST_DAMAGED - self._damaged(harms)), 0]
        bounds["ended by themselves"] = [self._kills[BY_ITSELF], 0]
        return {"figures": figures, "bounds": bounds}

    def _read_hub(self) -> Held:
        engine = open_engine(database_url(self._hub.database, self._hub.data))
        try:
            with engine.connect() as connection:
                rows = connection.execute(select(records.c.id, records.c.header_sha)).all()
        finally:
            engine.dispose()
        return Held({str(row.id): row.header_sha.hex() for row in rows}, len(rows))


def _read_station(directory: Path) -> Held:
    with _opened(directory) as rows:
        headers = {record: hash_header(header) for record, header in rows}
    return Held(headers, len(headers))


@contextmanager
def _opened(directory: Path) -> Iterator[list[tuple[str, bytes]]]:
    connection = connect(directory / "store.db", load_key(directory / "store.key"))
    try:
        yield connection.execute("SELECT id, header FROM records").fetchall()
    finally:
        connection.close()


def _read_lines(path: Path) -> list[str]:
    """Whole lines only: the last one may be half-written, and then nothing was shown yet."""
    if not path.exists():
        return []
    return path.read_text(encoding="ascii").split("\n")[:-1]
