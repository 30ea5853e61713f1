"""Running a hub: uvicorn with bounds on what a connection may do, and a stop that loses nothing."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import uvicorn
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from sync.hub.admin.served_address import ServedAddress
from sync.hub.api.web import HubApp, make_app
from sync.hub.certificate import ServerTls, own_tls
from sync.hub.forwarding import Address, parse_address
from sync.hub.garbage import collect_seldom
from sync.hub.hub import Hub, HubOptions, utc_now
from sync.hub.hub_clock import even_seconds
from sync.hub.sole_hub import sole_hub

HEAD_S = 20.0
"""Time a request's head has to arrive whole."""
MAX_HEAD_BYTES = 32 * 1024
MAX_CONNECTIONS = 4_000
KEEP_ALIVE_S = 150
"""A station asks at least every 120 s ± 20 %: its connection is still there."""
GRACE_S = 20
"""How long a stop waits for what has begun."""
BACKLOG = 1_024
_START_S = 60.0


@dataclass(frozen=True, slots=True)
class Front:
    """How a hub is met: at which address, with which certificate."""

    public_url: str
    """What stations use and sign."""
    tls: ServerTls | None = None
    """None for plain http: on the loopback, or behind proxies."""

    @property
    def served(self) -> ServedAddress:
        """What invitations say of it."""
        return ServedAddress(self.public_url, self.tls.pin if self.tls is not None else "")


class _BoundedProtocol(HttpToolsProtocol):
    """The server's protocol, with what it leaves unbounded: heads that never end or never come,
    and the number of connections."""

    proxies: frozenset[Address] = frozenset()
    """Who may connect; everybody where there are none."""
    _deadline: asyncio.TimerHandle | None = None
    _head_bytes = 0
    _is_in_head = False

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """A connection opens; one too many is closed at once."""
        super().connection_made(transport)
        # The server's own log quotes addresses as they came, and whatever somebody put there.
        self.access_log = False
        if len(self.connections) > MAX_CONNECTIONS or not self._may_connect():
            transport.abort()
            return
        self._begin_head()

    def connection_lost(self, exc: Exception | None) -> None:
        """A connection is gone."""
        self._end_head()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Bytes of a head, a body, or both."""
        super().data_received(data)
        if self._is_in_head:
            self._head_bytes += len(data)
            if self._head_bytes > MAX_HEAD_BYTES:
                self.transport.abort()

    def on_message_begin(self) -> None:
        """The first byte of a request."""
        super().on_message_begin()
        self._begin_head()

    def on_headers_complete(self) -> None:
        """The head is whole."""
        self._end_head()
        super().on_headers_complete()

    def _may_connect(self) -> bool:
        peer = parse_address(self.client[0]) if self.client else None
        return not self.proxies or peer in self.proxies

    def _begin_head(self) -> None:
        self._is_in_head = True
        self._head_bytes = 0
        if self._deadline is None:
            self._deadline = self.loop.call_later(HEAD_S, self._give_up)

    def _end_head(self) -> None:
        self._is_in_head = False
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _give_up(self) -> None:
        self._deadline = None
        self.transport.abort()


class _Server(uvicorn.Server):
    """Tells when it listens, and ends the long polls before it waits for what has begun."""

    def __init__(self, config: uvicorn.Config, app: HubApp, started: Callable[[], None]) -> None:
        super().__init__(config)
        self._app = app
        self._tell_started = started

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to listen."""
        await super().startup(sockets)
        self._tell_started()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Stop: no new connections, long polls answered, batches finished."""
        self._app.end_waits()
        await super().shutdown(sockets)


def bind(host: str, port: int) -> socket.socket:
    """A listening address; port 0 takes a free one. Raises OSError."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # The protocol is named: asyncio sends at once (TCP_NODELAY) only on sockets that name it, and
    # the second piece of an answer otherwise waits 40 ms for the station's delayed ACK.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(BACKLOG)
    except BaseException:
        listener.close()
        raise
    listener.setblocking(False)
    return listener


def make_server(
    app: HubApp, tls: ServerTls | None, proxies: frozenset[Address], started: Callable[[], None]
) -> uvicorn.Server:
    """The server of an application; `started` is called once it listens. Run it with bound
    sockets."""
    protocol = type("_Protocol", (_BoundedProtocol,), {"proxies": proxies})
    config = uvicorn.Config(
        app,
        http=protocol,
        # The library's own way would believe X-Forwarded-For of everybody on this machine.
        proxy_headers=False,
        ssl_context_factory=None if tls is None else lambda *_: tls.context,
        ws="none",
        lifespan="on",
        log_config=None,
        access_log=False,
        # The hub sets its own Date, by its own clock.
        date_header=False,
        server_header=False,
        backlog=BACKLOG,
        timeout_keep_alive=KEEP_ALIVE_S,
        timeout_graceful_shutdown=GRACE_S,
    )
    return _Server(config, app, started)


def serve(hub: Hub, listener: socket.socket, front: Front, started: Callable[[], None]) -> None:
    """Serve until SIGTERM or SIGINT; what has begun is finished. On the main thread."""
    server = make_server(make_app(hub, front.public_url), front.tls, hub.proxies, started)
    collect_seldom()
    with _quiet_stop():
        server.run(sockets=[listener])


@contextmanager
def _quiet_stop() -> Iterator[None]:
    """uvicorn raises the signal that stopped it once more: that is a good end and no failure."""
    previous = {
        number: signal.signal(number, lambda *_: None) for number in (signal.SIGTERM, signal.SIGINT)
    }
    try:
        yield
    finally:
        for number, handler in previous.items():
            signal.signal(number, handler)


class RunningHub:
    """A hub in a thread of this process, on a loopback port: for demos and tests.

    A context manager; leaving it stops the hub gracefully. `port` 0 takes a free one; a hub that
    shall come back at the same address is given the old one's. `public_url`: what stations sign
    for, where something stands between. Speaks plain http, or with `is_tls` TLS with the hub's own
    certificate.
    """

    def __init__(
        self,
        directory: Path,
        *,
        port: int = 0,
        public_url: str | None = None,
        is_tls: bool = False,
        database: str | None = None,
        options: HubOptions | None = None,
        now: Callable[[], datetime] = utc_now,
        even: Callable[[], float] = even_seconds,
    ) -> None:
        self._listener = bind("127.0.0.1", port)
        self._stopped = False
        self._held = contextlib.ExitStack()
        try:
            self._held.enter_context(sole_hub(directory))
            self.hub = Hub.open(
                directory, database, options or HubOptions(), now=now, even=even, is_serving=True
            )
            self.port: int = self._listener.getsockname()[1]
            scheme, host = "https" if is_tls else "http", "127.0.0.1"
            self.url = f"{scheme}://{host}:{self.port}"
            tls = own_tls(directory, host) if is_tls else None
            front = Front(public_url or self.url, tls)
            self.hub.note_served(front.served)
        except BaseException:
            self._listener.close()
            self._held.close()
            raise
        self._started = threading.Event()
        self._failure: list[BaseException] = []
        self.app = make_app(self.hub, front.public_url)
        self._server = make_server(self.app, tls, self.hub.proxies, self._started.set)
        self._thread = threading.Thread(target=self._run, name="hub", daemon=True)

    def start(self) -> None:
        """Begin to serve. Raises RuntimeError when it does not come up."""
        self._thread.start()
        if not self._started.wait(_START_S) or self._failure:
            self.stop()
            raise RuntimeError("the hub did not start") from next(iter(self._failure), None)

    def stop(self) -> None:
        """Stop gracefully and close the database; safe to call twice."""
        if self._stopped:
            return
        self._stopped = True
        self._server.should_exit = True
        if self._thread.is_alive():
            self._thread.join()
        with contextlib.suppress(OSError):
            self._listener.close()
        with self._held:
            self.hub.close()

    def __enter__(self) -> RunningHub:
        self.start()
        return self

    def __exit__(self, *_: Any) -> None:
        self.stop()

    def _run(self) -> None:
        try:
            self._server.run(sockets=[self._listener])
        except BaseException as error:  # noqa: BLE001 - handed to whoever waits for the start
            self._failure.append(error)
        finally:
            self._started.set()
