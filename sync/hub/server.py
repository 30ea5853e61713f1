"""Running a hub: uvicorn with bounds on what a connection may do, and a stop that loses nothing."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import uvicorn

from kiosk.base.dataclass import dataclass
from kiosk.base.garbage import collect_seldom
from kiosk.base.phrases import Phrase
from sync.hub.acceptor import Acceptor
from sync.hub.admin.served_address import ServedAddress
from sync.hub.api.web import HubApp, make_app
from sync.hub.bounded_protocol import KEEP_ALIVE_S, BoundedProtocol, enforce_all
from sync.hub.certificate import ServerTls, own_tls
from sync.hub.connections import Place
from sync.hub.hub import Hub, HubOptions, utc_now
from sync.hub.hub_clock import even_seconds
from sync.hub.sole_hub import sole_hub

GRACE_S = 20
"""How long a stop waits for what has begun."""
BACKLOG = 4_096
"""When it is full, whoever comes next is heard a second later, as TCP has it."""
SEND_BUFFER_BYTES = 128 * 1024
"""The system doubles it. A satellite's line, 0.6 s there and back, gets some 2 Mbit/s of it."""
RECEIVE_BUFFER_BYTES = 64 * 1024
"""So much can lie there before it is read, and come in one piece; a batch is about as long."""
ENFORCE_TICKS = 5
"""Deadlines are looked at twice a second."""
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


class _Server(uvicorn.Server):
    """Takes connections in by itself, watches their deadlines, tells when it listens, and ends the
    long polls before it waits for what has begun."""

    def __init__(
        self,
        config: uvicorn.Config,
        app: HubApp,
        tls: ServerTls | None,
        started: Callable[[], None],
    ) -> None:
        super().__init__(config)
        self._app = app
        self._tls = tls
        self._tell_started = started
        self._acceptors: list[Acceptor] = []

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to listen."""
        # Without sockets it begins all else.
        await super().startup([])
        for listener in sockets or []:
            acceptor = Acceptor(
                listener, self._make_protocol, self._tls, self._app.places, self._app.connections
            )
            acceptor.start()
            self._acceptors.append(acceptor)
        self._tell_started()

    async def on_tick(self, counter: int) -> bool:
        """Ten times a second."""
        if counter % ENFORCE_TICKS == 0:
            enforce_all(self.server_state.connections, asyncio.get_running_loop().time())
        return await super().on_tick(counter)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Stop: no new connections, long polls answered, batches finished."""
        for acceptor in self._acceptors:
            acceptor.close()
        self._app.end_waits()
        await super().shutdown(sockets)

    def _make_protocol(self, place: Place, gone: Callable[[Place], None]) -> asyncio.Protocol:
        return BoundedProtocol(place, gone, self.config, self.server_state, self.lifespan.state)


def bind(host: str, port: int) -> socket.socket:
    """A listening address; port 0 takes a free one. Raises OSError."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # The protocol is named: asyncio sends at once (TCP_NODELAY) only on sockets that name it, and
    # the second piece of an answer otherwise waits 40 ms for the station's delayed ACK.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        # Its connections have the same: the system keeps no more of what was not read.
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BUFFER_BYTES)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, RECEIVE_BUFFER_BYTES)
        listener.bind((host, port))
        listener.listen(BACKLOG)
    except OSError as error:
        listener.close()
        # Told with the port: the system's own words name none.
        if error.errno == errno.EADDRINUSE:
            words = Phrase(
                "port {port} is another program's already: end that, or choose another port",
                port=port,
            )
            raise OSError(error.errno, words) from error
        if error.errno == errno.EACCES:
            raise OSError(
                error.errno, Phrase("port {port}: only root may listen there", port=port)
            ) from error
        raise
    listener.setblocking(False)
    return listener


def make_server(app: HubApp, tls: ServerTls | None, started: Callable[[], None]) -> uvicorn.Server:
    """The server of an application; `started` is called once it listens. Run it with bound
    sockets."""
    config = uvicorn.Config(
        app,
        http=BoundedProtocol,
        # The library's own way would believe X-Forwarded-For of everybody on this machine.
        proxy_headers=False,
        ws="none",
        lifespan="on",
        log_config=None,
        access_log=False,
        # The hub sets its own Date, by its own clock.
        date_header=False,
        server_header=False,
        timeout_keep_alive=KEEP_ALIVE_S,
        timeout_graceful_shutdown=GRACE_S,
    )
    return _Server(config, app, tls, started)


def serve(hub: Hub, listener: socket.socket, front: Front, started: Callable[[], None]) -> None:
    """Serve until SIGTERM or SIGINT; what has begun is finished. On the main thread."""
    server = make_server(make_app(hub, front.public_url), front.tls, started)
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
        self._server = make_server(self.app, tls, self._started.set)
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
