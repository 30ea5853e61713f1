"""How much a hub takes: ready-made, signed batches from several stations at once.

Making and signing the requests is not timed; sending them is, on the same cores as the hub.
"""

from __future__ import annotations

import gzip
import hashlib
import http.client
import os
import secrets
import socket
import ssl
import time
import uuid
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from http import HTTPStatus
from pathlib import Path
from statistics import median
from typing import TypeAlias
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from sqlalchemy import create_engine

from kiosk import __version__
from kiosk.base.clock import SystemClock
from kiosk.base.dataclass import dataclass
from kiosk.base.measure import quantiles_ms
from kiosk.demo.hub_process import HubProcess
from sync.client.hub_file import HubFile
from sync.client.uploader import GZIP_LEVEL, PATH
from sync.protocol.answer_signatures import Answer, verify_answer
from sync.protocol.bodies import Proof, RecordType, entry_body, person_body
from sync.protocol.canonical import canonical_bytes
from sync.protocol.envelope import Envelope, RecordStatus, join_batch, parse_batch_answer
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

VENUE, TIME_ZONE = "Chợ Mẫu", "Asia/Ho_Chi_Minh"
BATCH = 50
BATCHES = 1_200
SENDERS = 10
ROUNDS = 3
"""Of so many batches: what else the machine does comes and goes."""
PEOPLE = 500
"""At each station."""


def bench_ingest(folder: Path, url: str | None) -> dict[str, float]:
    """Entries a second, that of the middle one of several rounds, and p99 of all batches.

    The hub has seen everyone once when the watch starts, as one that is in service has.
    """
    with ExitStack() as stack:
        folder.mkdir()
        hub = HubProcess(folder, url)
        gates = [f"Cổng {number}" for number in range(SENDERS)]
        stations = [_Ledger(hub_file) for hub_file in hub.enrol(VENUE, gates, TIME_ZONE)]
        hub.start()
        stack.callback(hub.stop)
        line = _Line(hub.port, signing_public(stations[0].hub_file.hub_sign_key), hub.tls().pin)
        _send_all(line, [station.people() for station in stations])
        _send_all(line, [station.entries(PEOPLE // BATCH) for station in stations])
        if url is not None:
            _analyze(url)
        rates: list[float] = []
        took: list[float] = []
        for _ in range(ROUNDS):
            queues = [station.entries(BATCHES // SENDERS) for station in stations]
            seconds, each = _send_all(line, queues)
            rates.append(BATCHES * BATCH / seconds)
            took += each
        figures = quantiles_ms(took)
        return {
            "senders": SENDERS,
            "entries": len(took) * BATCH,
            "entries_per_s": round(median(rates)),
            "slowest_per_s": round(min(rates)),
            "fastest_per_s": round(max(rates)),
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
        self.hub_file = hub_file
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
        for number in range(batches * BATCH):
            is_arrival = number // PEOPLE % 2 == 0
            body = entry_body(
                credential="citizen_card",
                lane="gate",
                gate=self.hub_file.gate,
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
            v=1,
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
        for start in range(0, len(lines), BATCH):
            batch = make_batch(self.hub_file.device_id, lines[start : start + BATCH])
            request = Request(
                "POST",
                f"{self.hub_file.hub_url}{PATH}",
                {"Content-Type": "application/x-ndjson", "Content-Encoding": "gzip"},
                gzip.compress(batch, GZIP_LEVEL, mtime=0),
            )
            sign_request(request, self._key, self.hub_file.kid, at=self._clock.now())
            requests.append(request)
        return requests


@dataclass(frozen=True, slots=True)
class _Line:
    """Where the hub is, and how its answers and its certificate are known."""

    port: int
    key: Ed25519PublicKey
    pin: str

    def connect(self) -> ssl.SSLSocket:
        """A connection to it. Raises RuntimeError for another certificate."""
        plain = socket.create_connection(("127.0.0.1", self.port), timeout=60)
        plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        connection = context.wrap_socket(plain)
        shown = connection.getpeercert(binary_form=True) or b""
        if hashlib.sha256(shown).hexdigest() != self.pin:
            connection.close()
            raise RuntimeError("not the hub's certificate")
        return connection


def _send_all(line: _Line, queues: Sequence[Sequence[Request]]) -> tuple[float, list[float]]:
    """Send every queue, one request after the other, all queues at once.

    Gives the seconds from the first request to the last answer, and what each took.

    Raises RuntimeError unless every record was stored, SignatureError unless every answer is the
    hub's.
    """
    ready = [[_http_bytes(request) for request in queue] for queue in queues]
    begun = time.monotonic()
    with ThreadPoolExecutor(len(ready)) as pool:
        done = list(pool.map(lambda queue: _send_queue(line, queue), ready))
    whole = time.monotonic() - begun
    for queue, (_, replies) in zip(queues, done, strict=True):
        for request, (headers, body) in zip(queue, replies, strict=True):
            verify_answer(Answer(request, HTTPStatus.OK, headers, body), line.key)
    answers = [parse_batch_answer(body) for _, replies in done for _, body in replies]
    if any(status is not RecordStatus.STORED for answer in answers for status in answer.statuses):
        raise RuntimeError("the hub did not store every record")
    return whole, [seconds for took, _ in done for seconds in took]


def _http_bytes(request: Request) -> bytes:
    address = urlsplit(request.url)
    head = [
        f"{request.method} {address.path} HTTP/1.1",
        f"Host: {address.netloc}",
        f"Content-Length: {len(request.body)}",
        *(f"{name}: {value}" for name, value in request.headers.items()),
    ]
    return "\r\n".join([*head, "", ""]).encode("ascii") + request.body


_Reply: TypeAlias = tuple[dict[str, str], bytes]
"""Headers and body."""


def _send_queue(line: _Line, queue: Sequence[bytes]) -> tuple[list[float], list[_Reply]]:
    """Over one connection, and with as little of this machine as can be: the hub is measured."""
    took, replies = [], []
    with line.connect() as connection:
        for raw in queue:
            begun = time.monotonic()
            connection.sendall(raw)
            answer = http.client.HTTPResponse(connection)
            answer.begin()
            replies.append((dict(answer.getheaders()), answer.read()))
            took.append(time.monotonic() - begun)
            if answer.status != HTTPStatus.OK:
                raise RuntimeError(f"the hub answered {answer.status}")
    return took, replies


def make_batch(device_id: str, lines: Sequence[bytes]) -> bytes:
    """The body of a request with these records, before compression."""
    envelope = Envelope(
        device=device_id,
        batch=str(uuid.uuid4()),
        app=__version__,
        queue=len(lines),
        oldest=None,
        n=len(lines),
    )
    return join_batch(envelope, lines)
