"""A hub under siege: what one hostile address costs it, and whether the others get through.

The hub is a process of its own with TLS, the attackers are another at 127.0.0.2; an honest station
syncs from 127.0.0.1 and a health check asks from 127.0.0.3.
"""

from __future__ import annotations

import http.client
import ssl
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

from kiosk.base.clock import SystemClock
from kiosk.base.measure import quantiles_ms
from kiosk.bench.gate_station import GateStation
from kiosk.bench.siege_attacks import ATTACKS, Attackers
from kiosk.bench.sync import client_of, send_once
from kiosk.demo.film.people import demo_persons
from kiosk.demo.hub_process import HubProcess
from sync.client.hub_file import HubFile
from sync.protocol.wire import MAX_BODY_BYTES

SECONDS = 60
CONNECTIONS = 4_000
ENTRIES = 200
RECONNECT_EVERY = 10
"""After so many entries the station's line breaks: it has to get in again while under siege."""
PEOPLE = 20
WARM_UP = 200
VENUE, TIME_ZONE, GATE = "Trung tâm Y tế Mẫu", "Asia/Ho_Chi_Minh", "Cổng 1"
MONITOR_ADDRESS = "127.0.0.3"
LOOK_EVERY_S = 0.5
_RETRY_S = 0.1
_PATIENCE_S = 30.0

MAX_MEMORY_MB = 100.0
MAX_P99_MS = 2_000.0
MAX_HEALTH_MS = 1_000.0
MAX_LOG_LINES = 100
"""A minute."""


def bench_siege(
    folder: Path,
    seconds: float = SECONDS,
    open_files: int | None = None,
    *,
    connections: int = CONNECTIONS,
    entries: int = ENTRIES,
    attacks: Sequence[str] = tuple(ATTACKS),
) -> dict[str, object]:
    """Figures of each attack, and their bounds. `open_files`: the system's limit for the hub.

    Raises RuntimeError when the hub does not start or the station does not get through at all.
    """
    with ExitStack() as stack:
        hub = HubProcess(folder, None, open_files)
        (hub_file,) = hub.enrol(VENUE, [GATE], TIME_ZONE)
        hub.start()
        stack.callback(hub.stop)
        directory = folder / "station"
        directory.mkdir()
        gate = GateStation(directory, GATE, SystemClock())
        gate.start()
        stack.callback(gate.stop)
        station = _Station(gate, hub_file)
        # Whatever a hub that is in service has in memory, it has before anything is measured.
        station.sync(WARM_UP, 0.0)
        _ask_health(hub.port)
        at_rest = hub.memory_bytes()
        figures: dict[str, object] = {}
        bounds: dict[str, object] = {}
        for name in attacks:
            print(f"{name}: {seconds:g} s", file=sys.stderr, flush=True)
            found = _besiege(name, hub, station, seconds, connections, entries, at_rest)
            figures[name] = found
            bounds[f"{name}: memory, MB"] = [found["memory_mb"], MAX_MEMORY_MB]
            bounds[f"{name}: p99 of an entry, ms"] = [found["p99_ms"], MAX_P99_MS]
            bounds[f"{name}: healthz, ms"] = [found["healthz_ms"], MAX_HEALTH_MS]
            bounds[f"{name}: log lines a minute"] = [found["log_lines"], MAX_LOG_LINES]
        return {"figures": figures, "bounds": bounds}


def markdown(figures: Mapping[str, object]) -> str:
    """The figures of `bench_siege` as a table."""
    rows = [
        "| Attack | Connections it opened | Hub's memory, MB more than at rest |"
        " An entry's exchange, ms, p50 / p99 | `/healthz`, slowest, ms | Log lines a minute |",
        "|---|---|---|---|---|---|",
    ]
    attacks = figures["figures"]
    assert isinstance(attacks, dict)
    rows += [
        f"| {name} | {found['opened']} | {found['memory_mb']} | {found['p50_ms']} /"
        f" {found['p99_ms']} | {found['healthz_ms']} | {found['log_lines']} |"
        for name, found in attacks.items()
    ]
    return "\n".join(rows)


def _besiege(
    name: str,
    hub: HubProcess,
    station: _Station,
    seconds: float,
    connections: int,
    entries: int,
    at_rest: int,
) -> dict[str, float]:
    lines_before = _count_lines(hub.log)
    with _Watch(hub) as watch, Attackers(name, hub.port, connections) as attackers:
        begun = time.monotonic()
        took = station.sync(entries, seconds / entries)
        while time.monotonic() - begun < seconds:
            time.sleep(LOOK_EVERY_S)
        took_s = time.monotonic() - begun
        opened = attackers.opened
    lines = _count_lines(hub.log) - lines_before
    quantiles = quantiles_ms(took)
    return {
        "opened": opened,
        "synced": len(took),
        "memory_mb": round((watch.most_memory - at_rest) / 1e6, 1),
        "p50_ms": quantiles["p50"],
        "p99_ms": quantiles["p99"],
        "healthz_ms": round(1000 * max(watch.health), 1),
        # Of less than a minute all lines: a rate limit lets the first ones through at once.
        "log_lines": round(lines / max(1.0, took_s / 60)),
    }


class _Station:
    """Somebody passes, and the entry is sent by itself: each is one exchange with its verdict."""

    def __init__(self, gate: GateStation, hub_file: HubFile) -> None:
        self._gate = gate
        self._hub_file = hub_file
        self._people = demo_persons(1, PEOPLE)

    def sync(self, entries: int, every_s: float) -> list[float]:
        """Seconds that each entry took, from its record to its verdict. Raises RuntimeError."""
        took: list[float] = []
        client = client_of(self._hub_file)
        try:
            for number in range(entries):
                if number % RECONNECT_EVERY == 0:
                    client.close()
                    client = client_of(self._hub_file)
                begun = time.monotonic()
                self._gate.scan(self._people[number % PEOPLE].payload)
                outbox = self._gate.sync_store.outbox
                while records := outbox.next_batch(PEOPLE, MAX_BODY_BYTES):
                    if not send_once(self._gate, self._hub_file.device_id, client, records):
                        if time.monotonic() - begun > _PATIENCE_S:
                            raise RuntimeError("the station does not get through")
                        time.sleep(_RETRY_S)
                took.append(time.monotonic() - begun)
                time.sleep(max(0.0, every_s - took[-1]))
        finally:
            client.close()
        return took


class _Watch:
    """The hub's memory and health, looked at twice a second by a thread."""

    def __init__(self, hub: HubProcess) -> None:
        self._hub = hub
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="watch", daemon=True)
        self.most_memory = 0
        self.health: list[float] = []
        """Seconds each health check took."""

    def __enter__(self) -> _Watch:
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._stop.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._stop.wait(LOOK_EVERY_S):
            self.most_memory = max(self.most_memory, self._hub.memory_bytes())
            self.health.append(_ask_health(self._hub.port))


def _ask_health(port: int) -> float:
    """Seconds that a health check takes on a connection of its own, from another address; one
    that fails takes the whole of its patience."""
    begun = time.monotonic()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    connection = http.client.HTTPSConnection(
        "127.0.0.1", port, timeout=10, source_address=(MONITOR_ADDRESS, 0), context=context
    )
    try:
        connection.request("GET", "/healthz", headers={"Connection": "close"})
        if connection.getresponse().status != http.HTTPStatus.OK:
            return _PATIENCE_S
    except (OSError, http.client.HTTPException):
        return _PATIENCE_S
    finally:
        connection.close()
    return time.monotonic() - begun


def _count_lines(path: Path) -> int:
    return path.read_bytes().count(b"\n")
