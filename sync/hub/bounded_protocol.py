"""One connection of the hub: uvicorn's protocol, with what that leaves unbounded.

A message may have so many bytes beside its body (head, chunk sizes, trailers), so many header
fields, so much body even where nobody reads it, and so much time from its first byte to its last;
an answer so much time from when the line is full until it is taken; and between two of them a
connection waits for so long. Whoever asks for more is cut off.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from math import inf
from typing import Any

import uvicorn
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.server import ServerState

from sync.hub.acceptor import CLOSE_S
from sync.hub.connections import PLACE, Place
from sync.hub.errors import RefusalCode, RequestRefused
from sync.hub.limits import LONGEST_BODY_S
from sync.protocol.wire import MAX_BODY_BYTES

HEAD_S = 20.0
"""Time a request's head has to arrive whole."""
REQUEST_S = HEAD_S + LONGEST_BODY_S
"""Time a request has to arrive to its very end."""
ANSWER_S = 120.0
"""Time an answer has to be taken, once the line does not take it at once; a station gives up its
exchange after as much."""
IDLE_S = 10
"""Time between two requests where no station has proven itself."""
KEEP_ALIVE_S = 150
"""A station asks at least every 120 s ± 20 %: its connection is still there."""
MAX_BESIDE_BODY_BYTES = 32 * 1024
"""Of one message: its head, the sizes of its chunks and what is put to them, its trailers."""
MAX_FIELDS = 128
"""Header fields and trailers of one message."""
MAX_UNREAD_BYTES = MAX_BODY_BYTES + 512 * 1024
"""Of a body, whether somebody reads it or not. One that is read is refused earlier, in words."""
WRITE_AHEAD_BYTES = 64 * 1024
"""What lies in memory of an answer that the line has not taken, before more is written."""


class BoundedProtocol(HttpToolsProtocol):
    """A connection from its first byte on, TLS not counted. `gone` is told of its end.

    All deadlines are moments of the loop's clock, looked at by `enforce` every second or so: a
    timer for each would be most of what a small request costs.
    """

    def __init__(
        self,
        place: Place,
        gone: Callable[[Place], None],
        config: uvicorn.Config,
        server_state: ServerState,
        app_state: dict[str, Any],
    ) -> None:
        super().__init__(config, server_state, {**app_state, PLACE: place})
        # The server's own log quotes addresses as they came, and whatever somebody put there.
        self.access_log = False
        self._place = place
        self._gone = gone
        self._read_by = inf
        self._written_by = inf
        self._closed_by = inf
        self._began = 0.0
        self._is_in_message = False
        self._is_stalled = False
        self._beside_body = 0
        self._body = 0
        self._body_of_this = 0

    # --- the connection --------------------------------------------------------------------------

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """It is open, TLS agreed on; nothing was asked yet."""
        super().connection_made(transport)
        transport.set_write_buffer_limits(high=WRITE_AHEAD_BYTES)
        self._read_by = self.loop.time() + HEAD_S
        self._place.cut = self._cut_from_any_thread

    def connection_lost(self, exc: Exception | None) -> None:
        """It is gone."""
        super().connection_lost(exc)
        # Left to itself it would keep everything of this connection until its time is over.
        self._unset_keepalive_if_required()
        # So would the circle of place and connection until the next collection.
        self._place.cut = None
        self._gone(self._place)

    def enforce(self, now: float) -> None:
        """Cut the connection where a deadline is over."""
        if self.transport.is_closing() and self._closed_by == inf:
            self._closed_by = now + CLOSE_S
        if now >= min(self._read_by, self._written_by, self._closed_by):
            self.transport.abort()

    # --- what comes ------------------------------------------------------------------------------

    def data_received(self, data: bytes) -> None:
        """Bytes of a head, a body, a trailer, or several of them."""
        self._body_of_this = 0
        super().data_received(data)
        self._beside_body += len(data) - self._body_of_this
        if self._beside_body > MAX_BESIDE_BODY_BYTES or self._body > MAX_UNREAD_BYTES:
            self.transport.abort()

    def on_message_begin(self) -> None:
        """The first byte of a request."""
        if self._is_in_answer:
            # Who sends the next one before the answer has it kept in memory; no station does.
            self.transport.abort()
            raise ValueError("a request before the answer to the last one")
        super().on_message_begin()
        self._is_in_message = True
        self._beside_body = self._body = 0
        self._place.idle_since = None
        self._began = self.loop.time()
        self._read_by = self._began + HEAD_S

    def on_header(self, name: bytes, value: bytes) -> None:
        """A field of the head, or a trailer."""
        super().on_header(name, value)
        if len(self.headers) > MAX_FIELDS:
            raise ValueError("too many header fields")

    def on_headers_complete(self) -> None:
        """The head is whole. Without a host in HTTP/1.1, or with two, it is none (RFC 9112 §3.2):
        a proxy before the hub may have understood another request than the hub would."""
        hosts = sum(name == b"host" for name, _ in self.headers)
        if hosts > 1 or (hosts == 0 and self.parser.get_http_version() != "1.0"):
            raise ValueError("not one host")
        self._read_by = self._began + REQUEST_S
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        """A piece of the body."""
        self._body += len(body)
        self._body_of_this += len(body)
        super().on_body(body)

    def on_message_complete(self) -> None:
        """The request is there to its last byte."""
        self._is_in_message = False
        self._read_by = inf
        super().on_message_complete()
        if not self._is_in_answer:
            self._wait_for_next()

    def send_400_response(self, msg: str) -> None:
        """What came is no HTTP: told in the hub's own words, which a client can read."""
        if self.transport.is_closing():
            return
        words = RequestRefused(RefusalCode.BAD_REQUEST).to_bytes()
        head = (
            "HTTP/1.1 400 Bad Request\r\nContent-Type: application/json\r\n"
            f"Content-Length: {len(words)}\r\nCache-Control: no-store\r\nConnection: close\r\n\r\n"
        )
        self.transport.write(head.encode("ascii") + words)
        self.transport.close()

    # --- what goes -------------------------------------------------------------------------------

    def pause_writing(self) -> None:
        """The line takes no more of the answer for now."""
        super().pause_writing()
        self._is_stalled = True
        if self._written_by == inf:
            self._written_by = self.loop.time() + ANSWER_S

    def resume_writing(self) -> None:
        """It takes more. While the answer goes on, its time does."""
        super().resume_writing()
        self._is_stalled = False
        if not self._is_in_answer:
            self._written_by = inf

    def on_response_complete(self) -> None:
        """The answer is written, though perhaps not taken."""
        self.timeout_keep_alive = KEEP_ALIVE_S if self._is_known else IDLE_S
        super().on_response_complete()
        if not self._is_stalled:
            self._written_by = inf
        if not self._is_in_message:
            self._wait_for_next()
        elif self._read_by > self.loop.time() + HEAD_S:
            # Nobody waits for the rest of that request.
            self._read_by = self.loop.time() + HEAD_S

    @property
    def _is_in_answer(self) -> bool:
        return self.cycle is not None and not self.cycle.response_complete

    @property
    def _is_known(self) -> bool:
        """Whether a station has proven itself here, or a reverse proxy answers for its clients."""
        return self._place.device is not None or self._place.sender is None

    def _cut_from_any_thread(self) -> None:
        self.loop.call_soon_threadsafe(self.transport.abort)

    def _wait_for_next(self) -> None:
        now = self.loop.time()
        self._place.idle_since = now
        # The server closes it first, and says so in TLS.
        self._read_by = now + self.timeout_keep_alive + CLOSE_S


def enforce_all(connections: Iterable[object], now: float) -> None:
    """Look at the deadlines of all connections of a server."""
    for connection in list(connections):
        if isinstance(connection, BoundedProtocol):
            connection.enforce(now)
