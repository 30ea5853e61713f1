"""A hub of a few lines on loopback, for odd answers that a real hub never gives."""

from __future__ import annotations

import gzip
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ssl import SSLContext

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.base.clock import Clock, SystemClock
from sync.client.hub_client import HubClient, KnownHub, Signer
from sync.client.hub_time import HubTime
from sync.protocol.answer_signatures import Answer, sign_answer
from sync.protocol.envelope import BatchAnswer, Durability, RecordStatus, hash_batch, split_batch
from sync.protocol.signatures import Request
from sync.protocol.wire import HubError, HubStamp

STAMP = HubStamp("test-hub", "00c0ffee")
HUB_KEY = Ed25519PrivateKey.from_private_bytes(b"hub-key-of-the-tests-32-bytes-xx")
STATION_KEY = Ed25519PrivateKey.from_private_bytes(b"station-key-of-the-tests-32bytes")


@dataclass
class Asked:
    """One request as the stub saw it."""

    method: str
    path: str
    query: str
    headers: dict[str, str]
    """By lower-case name."""
    raw: bytes
    url: str

    @property
    def body(self) -> bytes:
        """Unpacked."""
        is_zipped = self.headers.get("content-encoding") == "gzip"
        return gzip.decompress(self.raw) if is_zipped else self.raw


@dataclass
class Reply:
    """What the stub answers."""

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    stamp: HubStamp | None = STAMP
    date: datetime | None = None
    cut_after: int | None = None
    """Close the connection after so many bytes of the body."""
    drop: bool = False
    """Close the connection without an answer."""
    key: Ed25519PrivateKey | None = HUB_KEY
    """What it is signed with; None: not at all."""


Answerer = Callable[[Asked], Reply]


class StubHub:
    """Answers every request by `answer`, which a test may change at any time."""

    def __init__(self, answer: Answerer, tls: SSLContext | None = None) -> None:
        self.answer = answer
        self.asked: list[Asked] = []
        self.connections = 0
        stub = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            # Head and body leave in two writes; the second must not wait for the first's receipt.
            disable_nagle_algorithm = True

            def setup(self) -> None:
                stub.connections += 1
                super().setup()

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002
                pass

            def date_time_string(self, timestamp: float | None = None) -> str:
                return format_datetime(datetime.now(UTC), usegmt=True)

            def do_GET(self) -> None:
                self._serve()

            do_POST = do_GET  # noqa: N815

            def _serve(self) -> None:
                raw = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                path, _, query = self.path.partition("?")
                headers = {name.lower(): value for name, value in self.headers.items()}
                asked = Asked(self.command, path, query, headers, raw, stub.url + self.path)
                stub.asked.append(asked)
                reply = stub.answer(asked)
                if reply.drop:
                    self.close_connection = True
                    return
                self.send_response_only(reply.status)
                date = (reply.date or datetime.now(UTC)).astimezone(UTC)
                self.send_header("Date", format_datetime(date, usegmt=True))
                for name, value in signed_headers(asked, reply, date).items():
                    self.send_header(name, value)
                if reply.status not in (204, 304):
                    self.send_header("Content-Length", str(len(reply.body)))
                self.end_headers()
                self.wfile.write(reply.body[: reply.cut_after])
                if reply.cut_after is not None:
                    self.close_connection = True

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = False
        self._server.block_on_close = True
        if tls is not None:
            self._server.socket = tls.wrap_socket(
                self._server.socket, server_side=True, do_handshake_on_connect=False
            )
        scheme = "http" if tls is None else "https"
        self.url = f"{scheme}://127.0.0.1:{self._server.server_address[1]}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,))
        self._thread.start()

    def close(self) -> None:
        """Stop; clients must have closed their connections, or it waits for them."""
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def count(self, path: str) -> int:
        """How often a path was asked for."""
        return sum(asked.path == path for asked in self.asked)


@contextmanager
def stub_hub(answer: Answerer, tls: SSLContext | None = None) -> Iterator[StubHub]:
    """A stub for one test."""
    stub = StubHub(answer, tls)
    try:
        yield stub
    finally:
        stub.close()


@contextmanager
def client_of(
    stub: StubHub, clock: Clock | None = None, time: HubTime | None = None, **options: object
) -> Iterator[HubClient]:
    """A client that knows the stub's key and closes after the test."""
    clock = clock or SystemClock()
    client = HubClient(
        stub.url,
        clock,
        time or HubTime(clock),
        app="0.1.0",
        signer=Signer("station-1", STATION_KEY),
        hub=KnownHub(STAMP.hub_id, HUB_KEY.public_key()),
        **options,  # type: ignore[arg-type]
    )
    try:
        yield client
    finally:
        client.close()


def batch_reply(
    asked: Asked, letters: str | None = None, wait_s: int = 0, **changes: object
) -> Reply:
    """The good answer to a batch; `letters` instead of stored, or other fields of it."""
    _, lines = split_batch(asked.body)
    members: dict[str, object] = {
        "stamp": STAMP,
        "now": datetime.now(UTC),
        "durability": Durability.LOCAL,
        "body_sha256": hash_batch(asked.body),
        "statuses": tuple(RecordStatus(letter) for letter in (letters or "s" * len(lines))),
        "wait_s": wait_s,
    }
    answer = BatchAnswer(**(members | changes))  # type: ignore[arg-type]
    return Reply(200, answer.to_bytes(), stamp=answer.stamp)


def error_reply(status: int, code: str, **headers: str) -> Reply:
    """A refusal as the hub words it."""
    words = {"vi": f"từ chối: {code}", "en": f"refused: {code}"}
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Reply(status, HubError(code, words).to_bytes(), named)


def revoked_reply(asked: Asked, key: Ed25519PrivateKey = HUB_KEY) -> Reply:
    """403 device_revoked."""
    reply = error_reply(403, "device_revoked")
    reply.key = key
    return reply


def signed_headers(asked: Asked, reply: Reply, at: datetime | None = None) -> dict[str, str]:
    """The headers of a reply, with the stamp and the signature it is to have."""
    if reply.stamp is None:
        return reply.headers
    headers = {"X-Hub": reply.stamp.to_header(), **reply.headers}
    if reply.key is not None:
        request = Request(asked.method, asked.url, dict(asked.headers), asked.raw)
        answer = Answer(request, reply.status, headers, reply.body)
        sign_answer(answer, reply.key, reply.stamp.hub_id, at=at or datetime.now(UTC))
    return headers


def record_ids(asked: Asked) -> list[str]:
    """The ids in a batch, in order."""
    _, lines = split_batch(asked.body)
    return [json.loads(line)["id"] for line in lines]
