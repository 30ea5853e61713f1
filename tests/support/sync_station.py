"""A kiosk's end of sync driven by hand: real store, exchange, timetable and client."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar, cast
from zoneinfo import ZoneInfo

from kiosk.base.clock import ManualClock
from kiosk.base.errors import NetworkFaultKind
from kiosk.composition.units import commune_of_today
from kiosk.core.sync_steps import SyncSteps
from kiosk.core.sync_store import CoreSyncStore
from kiosk.core.thread import Core, Priority
from kiosk.domain.station.health import NetworkState
from kiosk.domain.venue import Policy, Venue
from kiosk.domain.visits.decision import Direction
from kiosk.ports.sync_store import Backlog, SyncStore
from kiosk.services.configuration import Configuration
from kiosk.store.connection import open_store
from kiosk.store.sync_tables import SqliteSyncTables
from sync.client import sync_state_keys
from sync.client.enrolment import enrol
from sync.client.hub_file import HubFile, load_hub_file, save_hub_file
from sync.client.hub_session import HubSession
from sync.client.settings import SyncSettings
from sync.hub.admin.stations import Station as HubStation
from sync.hub.hub import Hub
from sync.protocol.envelope import Envelope, join_batch, parse_batch_answer
from tests.support.hub_records import ADMIN
from tests.support.store import AT, copy_files, entry, entry_ids, meet

T = TypeVar("T")

APP = "1.4.0"
TZ = ZoneInfo("Asia/Ho_Chi_Minh")


class _OneThread:
    """A core with its queue and its thread, and nothing of the gate."""

    def __init__(self) -> None:
        self._executor = ThreadPoolExecutor(1, thread_name_prefix="core")

    def post(self, work: Callable[[], T], priority: Priority) -> Future[T]:
        """Queue a step."""
        return self._executor.submit(work)

    def run(self, work: Callable[..., T], *arguments: object) -> T:
        """Run a step and wait for it."""
        return self._executor.submit(work, *arguments).result(120)

    def stop(self) -> None:
        """Finish what waits."""
        self._executor.shutdown()


class Strip:
    """The health strip's end: remembers what it was told."""

    def __init__(self) -> None:
        self.states: list[tuple[NetworkState, NetworkFaultKind | None]] = []
        self.unsent: list[int] = []
        self.is_copied = False

    def set_network(self, state: NetworkState, fault: NetworkFaultKind | None = None) -> None:
        """Note a state."""
        self.states.append((state, fault))

    def set_copied(self, is_copied: bool) -> None:
        """Note whether two machines are one to the hub."""
        self.is_copied = is_copied

    def set_unsent(self, unsent: int) -> None:
        """Note a number."""
        self.unsent.append(unsent)

    @property
    def newest(self) -> tuple[NetworkState, NetworkFaultKind | None]:
        """What it shows."""
        return self.states[-1]


class Station:
    """One kiosk, driven by hand; its clock is also the hub's where a test gives it to both."""

    def __init__(
        self, directory: Path, clock: ManualClock | None = None, ca_file: Path | None = None
    ) -> None:
        self.directory = directory
        self.clock = clock or ManualClock(AT)
        self.strip = Strip()
        self.settings = SyncSettings(directory, TZ, APP, ca_file)
        self.should_stop = False
        self._deaths = 0
        self._connection: HubSession | None = None
        self.open()

    def open(self) -> None:
        """Start, or start again."""
        self._core = _OneThread()
        self.store = self.run(open_store, self.directory, self.directory / "store.key", self.clock)
        local = Configuration(Venue("Trung tâm Y tế Mẫu", "Cổng A", TZ), Policy())
        steps = SyncSteps(
            cast("Core", self._core),
            lambda: SqliteSyncTables(self.store),
            local,
            on_config=lambda found: None,
            on_backlog=lambda: None,
        )
        port = CoreSyncStore(
            steps, commune_of_today, lambda: False, on_offset=lambda offset_ms: None
        )
        self.sync_store: SyncStore = port

    def run(self, work: Callable[..., T], *arguments: object) -> T:
        """A step on the core."""
        return self._core.run(work, *arguments)

    def close(self) -> None:
        """End; safe to call twice."""
        self.disconnect()
        self.run(self.store.close)
        self._core.stop()

    def restart(self) -> None:
        """End and start again on the same files."""
        self.close()
        self.open()

    def cut_power(self) -> None:
        """Die between two transactions and start again on what the disk holds."""
        self._deaths += 1
        survivor = self.directory.with_name(f"{self.directory.name.split('~')[0]}~{self._deaths}")
        self.run(copy_files, self.directory, survivor)
        self.close()
        self.directory = survivor
        self.settings = replace(self.settings, directory=survivor)
        self.open()

    def disconnect(self) -> None:
        """Close the client; the next exchange opens a fresh one."""
        if self._connection is not None:
            self._connection.close(5)
            self._connection = None

    # --- the gate --------------------------------------------------------------------------------

    def admit(self, count: int = 1, first: int = 1, direction: Direction | None = None) -> None:
        """So many different people walk through."""
        self.run(self._admit, range(first, first + count), direction or Direction.ARRIVAL)

    def _admit(self, numbers: range, direction: Direction) -> None:
        # One transaction for all of them: how entries are written is not what is tested here.
        now = self.clock.now()
        with self.store.transaction() as step:
            for number in numbers:
                step.append(*entry(direction), now, person_id=meet(step, number, now).id)

    def work_for_days(self, entries: int, people: int = 500) -> None:
        """A long time without a network: so many entries of people who come again and again."""
        self.run(self._work_for_days, entries, people)

    def _work_for_days(self, entries: int, people: int) -> None:
        with self.store.transaction() as step:
            known = [meet(step, number, self.clock.now()).id for number in range(1, people + 1)]
            for number in range(entries):
                step.append(*entry(), self.clock.now(), person_id=known[number % people])

    def query(self, sql: str) -> list[tuple[Any, ...]]:
        """Look under the hood, or change something there as a fault would."""
        return self.run(lambda: self.store.connection.execute(sql).fetchall())

    def ids(self) -> list[str]:
        """The ids of all records, in order."""
        return [row[0] for row in self.query("SELECT id FROM records ORDER BY pos")]

    def entry_ids(self) -> list[str]:
        """The ids of all entries, in order."""
        return self.run(entry_ids, self.store.connection)

    def acked_ids(self) -> list[str]:
        """The ids of all acknowledged records, in order."""
        rows = self.query(
            "SELECT r.id FROM records r JOIN outbox o USING (pos) WHERE o.state = 'acked'"
        )
        return [row[0] for row in rows]

    def states(self) -> dict[str, int]:
        """How many records of the outbox are in which state."""
        return dict(cast("Any", self.query("SELECT state, count(*) FROM outbox GROUP BY state")))

    def backlog(self) -> Backlog:
        """What waits."""
        return self.sync_store.outbox.backlog()

    # --- the hub ---------------------------------------------------------------------------------

    def enrol(
        self,
        hub: Hub,
        url: str,
        venue_id: str,
        gate: str = "Cổng A",
        replaces: HubStation | None = None,
    ) -> str:
        """Enrol as a new device of a venue; gives the device's id."""
        device_id, invitation = hub.administration.add_station(
            ADMIN, venue_id, gate, url, replaces=replaces
        )
        enrolled = enrol(invitation, self.clock, app=APP, ca_file=self.settings.ca_file)
        save_hub_file(self.directory, enrolled)
        self.disconnect()
        return device_id

    def point_at(self, url: str) -> None:
        """Ask at another address from now on, under the same enrolment."""
        save_hub_file(self.directory, replace(self.hub_file, hub_url=url))
        self.disconnect()

    @property
    def hub_file(self) -> HubFile:
        """The enrolment."""
        found = load_hub_file(self.directory)
        assert found is not None
        return found

    @property
    def connection(self) -> HubSession:
        """What talks to the hub, made on first use."""
        if self._connection is None:
            self._connection = HubSession(
                self.hub_file,
                self.sync_store,
                self.settings,
                self.clock,
                self.strip,
                uniform=lambda low, high: (low + high) / 2,
                should_stop=lambda: self.should_stop,
            )
        return self._connection

    def sync(self) -> tuple[NetworkState, NetworkFaultKind | None]:
        """One whole exchange now, whatever the timetable says; gives what the strip shows."""
        self.connection.scheduler.ask_now()
        self.connection.run_due()
        return self.strip.newest

    def sync_until(self, is_done: Callable[[], bool], tries: int = 50) -> int:
        """SyncStore again and again, with time passing in between; gives how many it took."""
        for number in range(1, tries + 1):
            self.sync()
            if is_done():
                return number
            self.clock.advance(60)
        raise AssertionError(f"not done after {tries} exchanges: {self.strip.states[-3:]}")

    def drain(self, tries: int = 50) -> int:
        """SyncStore until nothing waits; gives how many exchanges it took."""
        return self.sync_until(lambda: self.backlog().queued == 0, tries)

    def push_by_hand(self, lines: Sequence[bytes]) -> str:
        """One batch past the uploader; gives its letters."""
        client = self.connection.make_client()
        envelope = Envelope(self.hub_file.device_id, "by-hand", APP, 1, None, len(lines))
        try:
            answer = client.call(
                "POST",
                "/v1/entries:batch",
                join_batch(envelope, lines),
                headers={"Content-Type": "application/x-ndjson"},
            )
        finally:
            client.close()
        return "".join(parse_batch_answer(answer.body).statuses)

    def last_contact(self) -> datetime | None:
        """When the hub was last reached."""
        return sync_state_keys.read_at(self.sync_store.state.get(sync_state_keys.LAST_CONTACT_AT))

    def a_day_passes(self) -> None:
        """Tomorrow, at the same hour."""
        self.clock.advance(timedelta(days=1).total_seconds())


@contextmanager
def station_in(
    directory: Path, clock: ManualClock | None = None, ca_file: Path | None = None
) -> Iterator[Station]:
    """A station, closed at the end."""
    directory.mkdir(parents=True, exist_ok=True)
    station = Station(directory, clock, ca_file)
    try:
        yield station
    finally:
        station.close()
