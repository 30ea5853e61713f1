"""What sync costs: backlogs drained, bytes an entry, thin lines, and how much a hub takes.

Everything runs in one go on one machine: the station here, the hub in a process of its own, both
on the same cores.
"""

from __future__ import annotations

import gzip
import sys
import threading
import time
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Protocol
from zoneinfo import ZoneInfo

from kiosk import __version__
from kiosk.base.clock import SystemClock
from kiosk.base.dataclass import dataclass
from kiosk.base.errors import NetworkFault
from kiosk.base.measure import quantiles_ms
from kiosk.bench.damage import LINE_32, LINE_64, LINE_384, Damage, HttpExchange, Line, unharmed
from kiosk.bench.damage_proxy import DamageProxy
from kiosk.bench.gate_station import GateStation
from kiosk.bench.ingest import PEOPLE, TIME_ZONE, bench_ingest, make_batch
from kiosk.bench.postgres import TemporaryPostgres
from kiosk.demo.film.people import demo_persons
from kiosk.demo.hub_process import HubProcess, accept
from kiosk.ports.sync_store import OutgoingRecord, RecordVerdict
from kiosk.store.store import SqliteStore
from sync.client.hub_client import HubClient
from sync.client.hub_file import HubFile, save_hub_file
from sync.client.hub_session import make_client
from sync.client.hub_time import HubTime
from sync.client.settings import SyncSettings
from sync.client.uploader import GZIP_LEVEL, PATH
from sync.protocol.envelope import parse_batch_answer
from sync.protocol.wire import MAX_BATCH, MAX_BODY_BYTES

VENUE = "Trung tâm Y tế Mẫu"
"""Of the backlog; the ingest's, on the same PostgreSQL server, has another name."""
BACKLOG = 10_000
DRAIN_S = 10.0
BYTES_PER_ENTRY = 120.0
LINES: Sequence[tuple[str, Line, float]] = (
    ("384 kbit/s", LINE_384, 100.0),
    ("64 kbit/s", LINE_64, 30.0),
    ("32 kbit/s", LINE_32, 10.0),
)
"""Line, and entries a second it must carry."""
LINE_S = 30.0
"""How long each way of sending is tried on each line."""
INGEST_RATE = 10_000.0
INGEST_P99_MS = 150.0
"""Of a hub on its own database; PostgreSQL's server takes half of the cores for itself."""
SMALL_REST = 20
"""Records of people who passed just now: not the backlog's."""
SCAN_EVERY_S = 0.25
"""The gate beside a draining backlog: busier than any door."""


def bench_sync(folder: Path, entries: int = BACKLOG) -> dict[str, object]:
    """Run all of it; gives figures and bounds. Raises NoPostgres, RuntimeError."""
    with ExitStack() as stack:
        postgres = stack.enter_context(TemporaryPostgres())
        figures: dict[str, object] = {}
        bounds: dict[str, object] = {}
        for name, url in (("sqlite", None), ("postgresql", postgres.url)):
            _say(f"{name}: a backlog of {entries}")
            place = folder / name
            place.mkdir()
            drained = _drain(place, url, entries)
            ingest = bench_ingest(place / "ingest", url)
            figures[f"drain_{name}"] = drained
            figures[f"ingest_{name}"] = ingest
            bounds[f"{name}: drain, s"] = [drained["seconds"], DRAIN_S]
            bounds[f"{name}: bytes up per entry"] = [drained["bytes_per_entry"], BYTES_PER_ENTRY]
            if url is None:
                bounds["ingest: ms per 1,000 entries"] = [
                    round(1e6 / ingest["entries_per_s"], 1),
                    1e6 / INGEST_RATE,
                ]
                bounds["ingest: p99 of a batch, ms"] = [ingest["p99_ms"], INGEST_P99_MS]
        lines = _thin_lines(folder / "lines")
        figures |= lines
        for name, _, least in LINES:
            bounds[f"{name}: ms per entry"] = [
                round(1000 / max(lines[name]["adaptive"], 0.001), 1),
                1000 / least,
            ]
    return {"figures": figures, "bounds": bounds}


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


@dataclass(frozen=True, slots=True)
class _Setting:
    """A hub, and a station in front of it with its enrolment."""

    hub: HubProcess
    proxy: DamageProxy
    station: GateStation
    directory: Path
    hub_file: HubFile


def _set_up(folder: Path, url: str | None, stack: ExitStack) -> _Setting:
    """The station is open but does not sync: its enrolment is not in its folder yet."""
    folder.mkdir(exist_ok=True)
    hub = HubProcess(folder, url)
    address = "127.0.0.1", hub.port
    proxy = DamageProxy(address, tls=hub.tls().context, is_hub_tls=True)
    stack.enter_context(proxy)
    hub.public_url = proxy.url
    (invitation,) = hub.invite(VENUE, ["Cổng 1"], TIME_ZONE)
    hub.start()
    stack.callback(hub.stop)
    hub_file = accept(invitation)
    directory = folder / "station"
    directory.mkdir()
    station = GateStation(directory, "Cổng 1", SystemClock())
    station.start()
    stack.callback(station.stop)
    return _Setting(hub, proxy, station, directory, hub_file)


def _record(station: GateStation, entries: int) -> None:
    people = demo_persons(1, PEOPLE)
    for number in range(entries):
        station.scan(people[number % PEOPLE].payload)


# --- a backlog -----------------------------------------------------------------------------------


def _drain(folder: Path, url: str | None, entries: int) -> dict[str, float]:
    """From the enrolment's appearance to an empty outbox, with people passing meanwhile."""
    with ExitStack() as stack:
        setting = _set_up(folder, url, stack)
        station = setting.station
        _record(station, entries)
        records = station.backlog().queued
        before = setting.proxy.bytes_up
        people = demo_persons(2, PEOPLE)
        latencies: list[float] = []
        save_hub_file(setting.directory, setting.hub_file)
        while station.backlog().queued == records:
            time.sleep(0.01)
        begun = time.monotonic()
        while station.backlog().queued > SMALL_REST:
            scanned = time.monotonic()
            station.scan(people[len(latencies) % PEOPLE].payload)
            latencies.append(time.monotonic() - scanned)
            time.sleep(SCAN_EVERY_S)
        seconds = time.monotonic() - begun
        sent = records + 3 * len(latencies)
        return {
            "entries": entries,
            "records": records,
            "seconds": round(seconds, 2),
            "bytes_per_entry": round((setting.proxy.bytes_up - before) / entries, 1),
            "bytes_per_record": round((setting.proxy.bytes_up - before) / sent, 1),
            "scan_p95_ms": quantiles_ms(latencies)["p95"],
        }


# --- thin lines ----------------------------------------------------------------------------------


class _Way(Protocol):
    """A way of sending."""

    def drain(self, setting: _Setting) -> None:
        """Send all that waits."""

    def send(self, setting: _Setting, seconds: float) -> None:
        """Send for so long; counted from the first batch."""


def _thin_lines(folder: Path) -> dict[str, dict[str, float]]:
    """Entries a second on each line: as the kiosk sends, one by one, and in batches of fixed size.

    Each way has its own hub and backlog, so that none finds the line warm.
    """
    folder.mkdir()
    figures: dict[str, dict[str, float]] = {}
    for name, line, least in LINES:
        found: dict[str, float] = {}
        for words, way in _WAYS:
            _say(f"{name}: {words}")
            place = folder / f"{line.kbit_s}-{words.replace(' ', '-')}"
            found[words] = _on_line(place, line, way, least)
        figures[name] = found
    return figures


def _on_line(folder: Path, line: Line, way: _Way, least: float) -> float:
    """Entries a second, of people who were here before: a first visit brings more records, and the
    short while of this bench would see nothing but those."""
    with ExitStack() as stack:
        setting = _set_up(folder, None, stack)
        _record(setting.station, PEOPLE)
        way.drain(setting)
        setting.proxy.throttle(line)
        # Enough that no way of sending runs dry within the time.
        _record(setting.station, int(least * LINE_S * 6))
        entries_before = _acked_entries(setting.station)
        way.send(setting, LINE_S)
        return round((_acked_entries(setting.station) - entries_before) / LINE_S, 1)


def _acked_entries(station: GateStation) -> int:
    def ask(store: SqliteStore) -> int:
        (count,) = store.connection.execute(
            "SELECT count(*) FROM outbox JOIN records USING (pos)"
            " WHERE state IN ('acked', 'confirmed') AND type IN ('arrival', 'departure')"
        ).fetchone()
        return int(count)

    return station.on_core(ask)


class _Adaptive:
    """The kiosk's own way, its whole timetable with it."""

    def drain(self, setting: _Setting) -> None:
        """With the enrolment in its folder the station begins by itself."""
        save_hub_file(setting.directory, setting.hub_file)
        while setting.station.backlog().queued:
            time.sleep(0.05)

    def send(self, setting: _Setting, seconds: float) -> None:
        """Nothing to do but to wait; feeds and a status may be on the line before the entries."""
        has_begun = threading.Event()

        def note_batch(exchange: HttpExchange) -> Damage:
            if exchange.target == PATH:
                has_begun.set()
            return unharmed(exchange)

        setting.proxy.plan = note_batch
        has_begun.wait()
        time.sleep(seconds)


class _Fixed:
    """The plain way: the same number of records in each request, again at once when it failed."""

    def __init__(self, size: int) -> None:
        self._size = size

    def drain(self, setting: _Setting) -> None:
        """In large batches, whatever the size."""
        _Fixed(MAX_BATCH).send(setting, DRAIN_S)

    def send(self, setting: _Setting, seconds: float) -> None:
        """One request after the other."""
        until = time.monotonic() + seconds
        client = client_of(setting.hub_file)
        try:
            while time.monotonic() < until:
                records = setting.station.sync_store.outbox.next_batch(self._size, MAX_BODY_BYTES)
                if not records:
                    return
                send_once(setting.station, setting.hub_file.device_id, client, records)
        finally:
            client.close()


def send_once(
    station: GateStation, device_id: str, client: HubClient, records: Sequence[OutgoingRecord]
) -> bool:
    """Send records and note what became of them; False where the hub was not reached."""
    lines = [record.line for record in records]
    body = gzip.compress(make_batch(device_id, lines), GZIP_LEVEL, mtime=0)
    headers = {"Content-Type": "application/x-ndjson", "Content-Encoding": "gzip"}
    try:
        answer = parse_batch_answer(client.call("POST", PATH, body, headers=headers).body)
    except NetworkFault:
        return False
    verdicts = [
        RecordVerdict(record.pos, status)
        for record, status in zip(records, answer.statuses, strict=True)
    ]
    station.sync_store.outbox.note_verdicts(verdicts, answer.durability, SystemClock().now())
    return True


def client_of(hub_file: HubFile) -> HubClient:
    """A client for a station's enrolment."""
    clock = SystemClock()
    settings = SyncSettings(Path(), ZoneInfo(TIME_ZONE), __version__)
    return make_client(hub_file, settings, clock, HubTime(clock))


_WAYS: Sequence[tuple[str, _Way]] = (
    ("adaptive", _Adaptive()),
    ("one by one", _Fixed(1)),
    ("batches of 50", _Fixed(50)),
    ("batches of 200", _Fixed(200)),
)
