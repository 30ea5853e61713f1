"""What sync costs: backlogs drained, bytes an entry, thin lines, and how much a hub takes.

Everything runs in one go on one machine: the station here, the hub in a process of its own, both
on the same cores.
"""

from __future__ import annotations

import gzip
import http.client
import os
import sys
import threading
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

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
from sync.protocol.bodies import BODY_VERSION, Proof, RecordType, entry_body
from sync.protocol.canonical import canonical_bytes
from sync.protocol.envelope import Envelope, join_batch, parse_batch_answer
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
from sync.protocol.wire import MAX_BODY_BYTES
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
LINE_S = 20.0
"""How long each way of sending is tried on each line."""
INGEST_BATCH = 50
INGEST_BATCHES = 1_000
INGEST_SENDERS = 5
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


def _set_up(folder: Path, url: str | None, stack: ExitStack, line: Line | None) -> _Setting:
    """The station is open but does not sync: its enrolment is not in its folder yet."""
    folder.mkdir(exist_ok=True)
    proxy = stack.enter_context(DamageProxy(("127.0.0.1", 0), line=line))
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
        setting = _set_up(folder, url, stack, None)
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


Send = Callable[[_Setting, float], None]
"""Sends until a moment of the monotonic clock."""


def _thin_lines(folder: Path) -> dict[str, dict[str, float]]:
    """Entries a second on each line: as the kiosk sends, one by one, and in batches of fixed size.

    Each way has its own hub and backlog, so that none finds the line warm.
    """
    folder.mkdir()
    figures: dict[str, dict[str, float]] = {}
    for name, line, least in LINES:
        found: dict[str, float] = {}
        for way, send in _WAYS:
            _say(f"{name}: {way}")
            place = folder / f"{line.kbit_s}-{way.replace(' ', '-')}"
            found[way] = _on_line(place, line, send, least)
        figures[name] = found
    return figures


def _on_line(folder: Path, line: Line, send: Send, least: float) -> float:
    with ExitStack() as stack:
        setting = _set_up(folder, None, stack, line)
        # Enough that no way of sending runs dry within the time.
        _record(setting.station, int(least * LINE_S * 4))
        entries_before = _acked_entries(setting.station)
        begun = time.monotonic()
        send(setting, begun + LINE_S)
        seconds = time.monotonic() - begun
        return round((_acked_entries(setting.station) - entries_before) / seconds, 1)


def _acked_entries(station: GateStation) -> int:
    def ask(store: SqliteStore) -> int:
        (count,) = store.connection.execute(
            "SELECT count(*) FROM outbox JOIN records USING (pos)"
            " WHERE state = 'acked' AND type IN ('arrival', 'departure')"
        ).fetchone()
        return int(count)

    return station.on_core(ask)


def _adaptive(setting: _Setting, until: float) -> None:
    """The kiosk's own way, its whole timetable with it."""
    save_hub_file(setting.directory, setting.hub_file)
    while time.monotonic() < until and setting.station.backlog().queued:
        time.sleep(0.05)


def _fixed(size: int) -> Send:
    """The plain way: the same number of records in each request, again at once when it failed."""

    def send(setting: _Setting, until: float) -> None:
        client = _client(setting.hub_file)
        try:
            while time.monotonic() < until:
                records = setting.station.exchange.next_batch(size, MAX_BODY_BYTES)
                if not records:
                    return
                _send_once(setting, client, records)
        finally:
            client.close()

    return send


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


_WAYS: Sequence[tuple[str, Send]] = (
    ("adaptive", _adaptive),
    ("one by one", _fixed(1)),
    ("batches of 50", _fixed(50)),
    ("batches of 200", _fixed(200)),
)


# --- the hub's side ------------------------------------------------------------------------------


def _ingest(folder: Path, url: str | None) -> dict[str, float]:
    """Ready-made, signed batches from several stations at once: entries a second, and p99.

    Making and signing them is not timed; sending them is, on the same cores as the hub.
    """
    with ExitStack() as stack:
        folder.mkdir()
        hub = HubProcess(folder, url)
        gates = [f"Cổng {number}" for number in range(INGEST_SENDERS)]
        invitations = hub.invite(VENUE, gates, TIME_ZONE)
        hub.start()
        stack.callback(hub.stop)
        each = INGEST_BATCHES // INGEST_SENDERS
        queues = [_requests(accept(invitation), each) for invitation in invitations]
        took: list[float] = []
        threads = [
            threading.Thread(target=_send_all, args=(hub.port, queue, took)) for queue in queues
        ]
        begun = time.monotonic()
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        seconds = time.monotonic() - begun
        if len(took) != each * INGEST_SENDERS:
            raise RuntimeError("the hub refused a batch")
        figures = quantiles_ms(took)
        return {
            "entries_per_s": round(len(took) * INGEST_BATCH / seconds),
            "p50_ms": figures["p50"],
            "p99_ms": figures["p99"],
        }


def _requests(hub_file: HubFile, batches: int) -> list[Request]:
    """Batches of one new station's ledger: its people first, then their entries alone."""
    key = Ed25519PrivateKey.from_private_bytes(decode(hub_file.private_key))
    lines = list(_ledger_lines(batches * INGEST_BATCH, hub_file.gate))
    requests = []
    for start in range(0, len(lines), INGEST_BATCH):
        request = Request(
            "POST",
            f"{hub_file.hub_url}{PATH}",
            {"Content-Type": "application/x-ndjson", "Content-Encoding": "gzip"},
            gzip.compress(
                _batch(hub_file, lines[start : start + INGEST_BATCH]), GZIP_LEVEL, mtime=0
            ),
        )
        sign_request(request, key, hub_file.kid, at=SystemClock().now())
        requests.append(request)
    return requests


def _ledger_lines(count: int, gate: str) -> Iterator[bytes]:
    """Frozen records of a ledger of its own: arrivals and departures in turn."""
    clock = SystemClock()
    ids = IdSource(clock.now)
    ledger, prev = ids.next_id(), FIRST_PREV
    people = [ids.next_id() for _ in range(PEOPLE)]
    for number in range(count):
        is_arrival = number // PEOPLE % 2 == 0
        body = canonical_bytes(
            entry_body(
                credential="citizen_card",
                lane="gate",
                gate=gate,
                method="camera",
                proof=Proof.CARD,
                direction_by="auto",
                person=people[number % PEOPLE],
            )
        )
        salt = os.urandom(SALT_BYTES)
        header = Header(
            id=ids.next_id(),
            ledger=ledger,
            seq=number + 1,
            prev=prev,
            type=(RecordType.ARRIVAL if is_arrival else RecordType.DEPARTURE).value,
            v=BODY_VERSION,
            cfg=ConfigStamp(),
            at=clock.now(),
            tz=TIME_ZONE,
            off_ms=0,
            body_sha=hash_body(salt, body),
        )
        raw = header.to_bytes()
        prev = hash_header(raw)
        yield join_line(raw, salt, body)


def _send_all(port: int, requests: Sequence[Request], took: list[float]) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        for request in requests:
            begun = time.monotonic()
            # The signature covers the proxy's address, by which this hub is known.
            host = {"Host": urlsplit(request.url).netloc}
            connection.request("POST", PATH, request.body, {**request.headers, **host})
            answer = connection.getresponse()
            answer.read()
            if answer.status == HTTPStatus.OK:
                took.append(time.monotonic() - begun)
    finally:
        connection.close()
