"""Takes connections in: counted as soon as they are there, before TLS and before a byte is read.

asyncio's own server starts TLS for whoever connects and asks nobody; when there are no more file
descriptors it tries again a thousand times in a row. This one refuses what is too much at once, and
rests when the system has no room.
"""

from __future__ import annotations

import asyncio
import logging
import socket
import struct
from collections.abc import Callable
from contextlib import closing, suppress
from functools import partial

from sync.hub.certificate import ServerTls
from sync.hub.connections import ConnectionPlaces, Place
from sync.hub.errors import RefusalCode, RequestRefused
from sync.hub.wire_log import describe, log_event

log = logging.getLogger(__name__)

HANDSHAKE_S = 20.0
"""Time TLS has to be agreed on."""
CLOSE_S = 10.0
"""Time what was sent last has to be taken, and TLS to be ended."""
ACCEPTS_A_TURN = 128
"""Then whoever is connected has a turn."""
FIRST_REST_S = 0.1
LONGEST_REST_S = 2.0
"""A rest doubles while the system has no room for another connection."""
TELL_EVERY_S = 20.0
_RESET = struct.pack("ii", 1, 0)
"""SO_LINGER: closing sends a reset and leaves nothing behind."""


MakeProtocol = Callable[[Place, Callable[[Place], None]], asyncio.Protocol]
"""Makes the protocol of a connection; it calls the function with the place at its end."""


class Acceptor:
    """The listening socket of a running event loop. `most` connections in all."""

    def __init__(
        self,
        listener: socket.socket,
        make_protocol: MakeProtocol,
        tls: ServerTls | None,
        places: ConnectionPlaces,
        most: int,
    ) -> None:
        self._listener = listener
        self._make_protocol = make_protocol
        self._tls = tls
        self._places = places
        self._most = most
        self._open: set[Place] = set()
        self._refused = 0
        self._rest_s = FIRST_REST_S
        self._starting: set[asyncio.Task[None]] = set()
        self._timers: dict[Callable[[], None], asyncio.TimerHandle] = {}
        self._loop = asyncio.get_running_loop()

    @property
    def count(self) -> int:
        """Connections there are, those included that have not agreed on TLS yet."""
        return len(self._open)

    def start(self) -> None:
        """Begin to take connections in."""
        self._loop.add_reader(self._listener, self._accept)

    def close(self) -> None:
        """Take in no more; what has not agreed on TLS yet is given up."""
        self._loop.remove_reader(self._listener)
        for timer in self._timers.values():
            timer.cancel()
        for task in self._starting:
            task.cancel()
        self._tell()

    def gone(self, place: Place) -> None:
        """The connection of a place is over; safe to call twice."""
        self._open.discard(place)
        self._places.give_back(place)

    def _accept(self) -> None:
        for _ in range(ACCEPTS_A_TURN):
            try:
                connection, peer = self._listener.accept()
            except (BlockingIOError, InterruptedError, ConnectionAbortedError):
                return
            except OSError as error:
                self._rest(error)
                return
            self._rest_s = FIRST_REST_S
            connection.setblocking(False)
            self._take_in(connection, str(peer[0]))

    def _take_in(self, connection: socket.socket, peer: str) -> None:
        try:
            if len(self._open) >= self._most:
                raise RequestRefused(RefusalCode.BUSY)
            place = self._places.take_connection(peer)
        except RequestRefused:
            # Before TLS there is no answer: it is closed.
            self._refused += 1
            self._later(TELL_EVERY_S, self._tell)
            with closing(connection), suppress(OSError):
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
            return
        self._open.add(place)
        task = self._loop.create_task(self._begin(connection, place))
        self._starting.add(task)
        task.add_done_callback(self._starting.discard)

    async def _begin(self, connection: socket.socket, place: Place) -> None:
        is_tls = self._tls is not None
        try:
            transport, _ = await self._loop.connect_accepted_socket(
                partial(self._make_protocol, place, self.gone),
                connection,
                ssl=self._tls.context if self._tls is not None else None,
                ssl_handshake_timeout=HANDSHAKE_S if is_tls else None,
                ssl_shutdown_timeout=CLOSE_S if is_tls else None,
            )
        except BaseException as error:
            # A protocol that was never told of the connection does not tell of its end either.
            self.gone(place)
            if not isinstance(error, OSError):
                raise
            # What waited for TLS holds the error, whose traceback holds what waited.
            error.with_traceback(None)
        else:
            if transport.is_closing():
                self.gone(place)

    def _rest(self, error: OSError) -> None:
        """There are no more file descriptors, or no memory: asking at once would only spin."""
        log_event(log, "cannot accept", describe(error), logging.WARNING)
        self._loop.remove_reader(self._listener)
        self._later(self._rest_s, self.start)
        self._rest_s = min(2 * self._rest_s, LONGEST_REST_S)

    def _tell(self) -> None:
        if self._refused:
            log_event(log, "connections refused", {"count": self._refused}, logging.WARNING)
            self._refused = 0

    def _later(self, seconds: float, act: Callable[[], None]) -> None:
        """Call once after that time; an earlier wish for the same stands."""

        def now() -> None:
            del self._timers[act]
            act()

        if act not in self._timers:
            self._timers[act] = self._loop.call_later(seconds, now)
