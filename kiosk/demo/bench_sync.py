"""What sync costs: backlogs drained, bytes an entry, thin lines, and how much a hub takes.

Everything runs in one go on one machine: the station here, the hub in a process of its own, both
on the same cores.
"""

from __future__ import annotations

import gzip
import http.client
import os
import secrets
import socket
import sys
import time
import uuid
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import create_engine

from drivers.camera.footage_people import demo_persons
from kiosk import __version__
from kiosk.clock import SystemClock
from kiosk.demo.damage import LINE_32, LINE_64, LINE_384, Line
from kiosk.demo.damage_proxy import DamageProxy
from kiosk.demo.gate_station import GateStation
from kiosk.demo.hub_process import HubProcess, accept
from kiosk.demo.postgres import TemporaryPostgres
from kiosk.errors import NetworkFault
from kiosk.exchange import OutgoingRecord, Verdict
from kiosk.measure import quantiles_ms
from kiosk.store.store import SqliteStore
from sync.client import HubClient, KnownHub, Signer
from sync.hub_file import HubFile, save_hub_file
from sync.hub_time import HubTime
from sync.protocol.bodies import BODY_VERSION, Proof, RecordType, entry_body, person_body
from sync.protocol.canonical import canonical_bytes
from sync.protocol.envelope import Envelope, Letter, join_batch, parse_batch_answer
from sync.protocol.ids import IdSource
from sync.protocol.keys import decode, signing_public
from sync.protocol.records import (
    FIRST_PREV,
    SALT_BYTES,
    ConfigStamp,
    Header,
    hash_body,
    hash_header,
    join_line,
)
from sync.protocol.signatures import Request, sign_request
from sync.protocol.wire import MAX_BATCH, MAX_BODY_BYTES
from sync.uploader import GZIP_LEVEL, PATH

VENUE, TIME_ZONE = "Trung tâm Y tế Mẫu", "Asia/Ho_Chi_Minh"
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
INGEST_BATCH = 50
INGEST_BATCHES = 1_200
INGEST_SENDERS = 10
INGEST_RATE = 10_000.0
INGEST_P99_MS = 150.0
PEOPLE = 500
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
            ingest = _ingest(place / "ingest", url)
            figures[f"drain_{name}"] = drained
            figures[f"ingest_{name}"] = ingest
            bounds[f"{name}: drain, s"] = [drained["seconds"], DRAIN_S]
            bounds[f"{name}: bytes up per entry"] = [drained["bytes_per_entry"], BYTES_PER_ENTRY]
            bounds[f"{name}: ms per 1,000 entries taken"] = [
                round(1e6 / ingest["entries_per_s"], 1),
                1e6 / INGEST_RATE,
            ]
            bounds[f"{name}: p99 of a batch, ms"] = [ingest["p99_ms"], INGEST_P99_MS]
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
    proxy = stack.enter_context(DamageProxy(("127.0.0.1", 0)))
    hub = HubProcess(folder, url, proxy.url)
    proxy.redirect(("127.0.0.1", hub.port))
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
        """Nothing to do but to wait."""
        before = setting.proxy.bytes_up
        while setting.proxy.bytes_up == before:
            time.sleep(0.01)
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
        client = _client(setting.hub_file)
        try:
            while time.monotonic() < until:
                records = setting.station.exchange.next_batch(self._size, MAX_BODY_BYTES)
                if not records:
                    return
                _send_once(setting, client, records)
        finally:
            client.close()


def _send_once(setting: _Setting, client: HubClient, records: Sequence[OutgoingRecord]) -> None:
    lines = [record.line for record in records]
    body = gzip.compress(_batch(setting.hub_file, lines), GZIP_LEVEL, mtime=0)
    headers = {"Content-Type": "application/x-ndjson", "Content-Encoding": "gzip"}
    try:
        answer = parse_batch_answer(client.call("POST", PATH, body, headers=headers).body)
    except NetworkFault:
        return
    verdicts = [
        Verdict(record.pos, letter) for record, letter in zip(records, answer.letters, strict=True)
    ]
    setting.station.exchange.note_verdicts(verdicts, answer.durability, SystemClock().now())


def _batch(hub_file: HubFile, lines: Sequence[bytes]) -> bytes:
    envelope = Envelope(
        device=hub_file.device_id,
        batch=str(uuid.uuid4()),
        app=__version__,
        queue=len(lines),
        oldest=None,
        n=len(lines),
    )
    return join_batch(envelope, lines)


def _client(hub_file: HubFile) -> HubClient:
    clock = SystemClock()
    key = Ed25519PrivateKey.from_private_bytes(decode(hub_file.private_key))
    return HubClient(
        hub_file.hub_url,
        clock,
        HubTime(clock),
        app=__version__,
        signer=Signer(hub_file.kid, key),
        hub=KnownHub(hub_file.hub_id, signing_public(hub_file.hub_sign_key)),
    )


_WAYS: Sequence[tuple[str, _Way]] = (
    ("adaptive", _Adaptive()),
    ("one by one", _Fixed(1)),
    ("batches of 50", _Fixed(50)),
    ("batches of 200", _Fixed(200)),
)


# --- the hub's side ------------------------------------------------------------------------------


def _ingest(folder: Path, url: str | None) -> dict[str, float]:
    """Ready-made, signed batches from several stations at once: entries a second, and p99.

    The hub knows the people when the watch starts, as one that is in service does. Making and
    signing the requests is not timed; sending them is, on the same cores as the hub.
    """
    with ExitStack() as stack:
        folder.mkdir()
        hub = HubProcess(folder, url)
        gates = [f"Cổng {number}" for number in range(INGEST_SENDERS)]
        stations = [_Ledger(hub_file) for hub_file in hub.enrol(VENUE, gates, TIME_ZONE)]
        hub.start()
        stack.callback(hub.stop)
        _send_all(hub.port, [station.people() for station in stations])
        if url is not None:
            _analyze(url)
        each = INGEST_BATCHES // INGEST_SENDERS
        queues = [station.entries(each) for station in stations]
        begun = time.monotonic()
        took = _send_all(hub.port, queues)
        seconds = time.monotonic() - begun
        figures = quantiles_ms(took)
        return {
            "senders": INGEST_SENDERS,
            "entries": len(took) * INGEST_BATCH,
            "entries_per_s": round(len(took) * INGEST_BATCH / seconds),
            "p50_ms": figures["p50"],
            "p99_ms": figures["p99"],
        }


def _analyze(url: str) -> None:
    """What PostgreSQL does by itself within the first minute: without it, it takes every table for
    an empty one."""
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as connection:
            connection.exec_driver_sql("ANALYZE")
    finally:
        engine.dispose()


class _Ledger:
    """A new station's frozen records in signed batches."""

    def __init__(self, hub_file: HubFile) -> None:
        self._hub_file = hub_file
        self._key = Ed25519PrivateKey.from_private_bytes(decode(hub_file.private_key))
        self._clock = SystemClock()
        self._ids = IdSource(self._clock.now)
        self._ledger = self._ids.next_id()
        self._people = [self._ids.next_id() for _ in range(PEOPLE)]
        self._seq = 0
        self._prev = FIRST_PREV

    def people(self) -> list[Request]:
        """One record for each of its people."""
        return self._requests(
            [
                self._line(
                    RecordType.PERSON,
                    person_body(
                        person=person,
                        full_name=f"Người Mẫu {number}",
                        sex="unknown",
                        birth="1970",
                        id_number=f"{secrets.randbelow(10**12):012}",
                    ),
                )
                for number, person in enumerate(self._people)
            ]
        )

    def entries(self, batches: int) -> list[Request]:
        """Arrivals of everyone, departures of everyone, and so on."""
        lines = []
        for number in range(batches * INGEST_BATCH):
            is_arrival = number // PEOPLE % 2 == 0
            body = entry_body(
                credential="citizen_card",
                lane="gate",
                gate=self._hub_file.gate,
                method="camera",
                proof=Proof.CARD,
                direction_by="auto",
                person=self._people[number % PEOPLE],
            )
            kind = RecordType.ARRIVAL if is_arrival else RecordType.DEPARTURE
            lines.append(self._line(kind, body))
        return self._requests(lines)

    def _line(self, kind: RecordType, body: Mapping[str, object]) -> bytes:
        raw_body, salt = canonical_bytes(body), os.urandom(SALT_BYTES)
        self._seq += 1
        header = Header(
            id=self._ids.next_id(),
            ledger=self._ledger,
            seq=self._seq,
            prev=self._prev,
            type=kind.value,
            v=BODY_VERSION,
            cfg=ConfigStamp(),
            at=self._clock.now(),
            tz=TIME_ZONE,
            off_ms=0,
            body_sha=hash_body(salt, raw_body),
        )
        raw = header.to_bytes()
        self._prev = hash_header(raw)
        return join_line(raw, salt, raw_body)

    def _requests(self, lines: Sequence[bytes]) -> list[Request]:
        requests = []
        for start in range(0, len(lines), INGEST_BATCH):
            batch = _batch(self._hub_file, lines[start : start + INGEST_BATCH])
            request = Request(
                "POST",
                f"{self._hub_file.hub_url}{PATH}",
                {"Content-Type": "application/x-ndjson", "Content-Encoding": "gzip"},
                gzip.compress(batch, GZIP_LEVEL, mtime=0),
            )
            sign_request(request, self._key, self._hub_file.kid, at=self._clock.now())
            requests.append(request)
        return requests


def _send_all(port: int, queues: Sequence[Sequence[Request]]) -> list[float]:
    """Send every queue, one request after the other, all queues at once; what each took, seconds.

    Raises RuntimeError unless every record was stored.
    """
    ready = [[_http_bytes(request) for request in queue] for queue in queues]
    with ThreadPoolExecutor(len(ready)) as pool:
        done = list(pool.map(lambda queue: _send_queue(port, queue), ready))
    answers = [parse_batch_answer(body) for _, bodies in done for body in bodies]
    if any(letter is not Letter.STORED for answer in answers for letter in answer.letters):
        raise RuntimeError("the hub did not store every record")
    return [seconds for took, _ in done for seconds in took]


def _http_bytes(request: Request) -> bytes:
    address = urlsplit(request.url)
    head = [
        f"{request.method} {address.path} HTTP/1.1",
        f"Host: {address.netloc}",
        f"Content-Length: {len(request.body)}",
        *(f"{name}: {value}" for name, value in request.headers.items()),
    ]
    return "\r\n".join([*head, "", ""]).encode("ascii") + request.body


def _send_queue(port: int, queue: Sequence[bytes]) -> tuple[list[float], list[bytes]]:
    """Over one connection, and with as little of this machine as can be: the hub is measured."""
    took, bodies = [], []
    with socket.create_connection(("127.0.0.1", port), timeout=60) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for raw in queue:
            begun = time.monotonic()
            connection.sendall(raw)
            answer = http.client.HTTPResponse(connection)
            answer.begin()
            bodies.append(answer.read())
            took.append(time.monotonic() - begun)
            if answer.status != HTTPStatus.OK:
                raise RuntimeError(f"the hub answered {answer.status}")
    return took, bodies
