"""The damaged network between a kiosk and its hub: a proxy for HTTP/1.1 on the loopback.

Whole requests and answers are read before anything is done to them, so it knows for certain what
the hub has got. One thread per connection; `close` ends all of them.
"""

from __future__ import annotations

import itertools
import socket
import ssl
import struct
import threading
import time
from collections import Counter
from contextlib import ExitStack, suppress
from http import HTTPStatus
from typing import BinaryIO

from kiosk.base.dataclass import dataclass
from kiosk.bench.damage import Canned, Damage, Harm, HttpExchange, Line, Plan, unharmed

_MAX_LINE = 64 * 1024
_NO_BODY = frozenset({204, 304})
_SLICE = 1024
_CONNECT_S = 10
_RESET = struct.pack("ii", 1, 0)
"""SO_LINGER: the connection ends with a reset, as when a line breaks."""


class _Broken(Exception):
    """The connection ends here, because it broke or was broken."""


@dataclass(slots=True)
class _Message:
    """A request or an answer, unframed."""

    first: bytes
    """Its first line, without line end."""
    headers: list[tuple[bytes, bytes]]
    body: bytes = b""

    @property
    def status(self) -> int:
        """Of an answer."""
        return int(self.first.split()[1])

    def to_bytes(self, has_body: bool = True) -> bytes:
        """As it travels; the length is that of the body."""
        lines = [self.first, *(name + b": " + value for name, value in self.headers)]
        if has_body:
            lines.append(b"Content-Length: " + str(len(self.body)).encode())
        return b"\r\n".join((*lines, b"", b"")) + self.body


class DamageProxy:
    """Listens on a free port of the loopback and passes requests on to the hub, harmed by plan."""

    def __init__(
        self,
        hub: tuple[str, int],
        plan: Plan = unharmed,
        line: Line | None = None,
        tls: ssl.SSLContext | None = None,
        is_hub_tls: bool = False,
    ) -> None:
        """`hub`: where to pass requests on, by TLS if `is_hub_tls`. `tls`: speak TLS towards the
        kiosk."""
        self.plan = plan
        """May be changed at any time."""
        self._hub = hub
        self._tls = tls
        self._hub_tls = _unverified() if is_hub_tls else None
        self._pace: _Pace | None = None
        if line is not None:
            self.throttle(line)
        self._stop = threading.Event()
        self._lock = threading.Lock()
        # A plan may take long, and may ask this proxy for something.
        self._planning = threading.Lock()
        self._answered = threading.Condition(self._lock)
        self._answers = 0
        self._numbers = itertools.count(1)
        self._harms: Counter[Harm] = Counter()
        self._bytes_up = 0
        self._replays: list[bytes] = []
        self._sockets: set[socket.socket] = set()
        self._threads: list[threading.Thread] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._acceptor = threading.Thread(target=self._accept, name="damage-proxy")

    @property
    def url(self) -> str:
        """The address for the kiosk."""
        scheme = "http" if self._tls is None else "https"
        return f"{scheme}://127.0.0.1:{self.port}"

    @property
    def port(self) -> int:
        """The port it listens on."""
        return int(self._listener.getsockname()[1])

    @property
    def harms(self) -> Counter[Harm]:
        """How often which harm was done so far."""
        with self._lock:
            return Counter(self._harms)

    @property
    def bytes_up(self) -> int:
        """Bytes of request bodies that came from the kiosk."""
        with self._lock:
            return self._bytes_up

    def throttle(self, line: Line) -> None:
        """Become a thin line, from now on."""
        self._pace = _Pace(line)

    def redirect(self, hub: tuple[str, int]) -> None:
        """Pass requests on to another address: the hub was started anew."""
        with self._lock:
            self._hub = hub

    def __enter__(self) -> DamageProxy:
        self._acceptor.start()
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def close(self) -> None:
        """Break every connection and end every thread; safe to call twice."""
        self._stop.set()
        with self._answered:
            self._answered.notify_all()
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        if self._acceptor.is_alive():
            self._acceptor.join()
        self._listener.close()
        self.break_connections()
        for thread in self._threads:
            thread.join()

    def break_connections(self) -> None:
        """End every connection that is open now, as when the line goes down."""
        with self._lock:
            for open_socket in self._sockets:
                with suppress(OSError):
                    # The plain socket's: TLS state belongs to the thread that reads.
                    socket.socket.shutdown(open_socket, socket.SHUT_RDWR)

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            thread = threading.Thread(target=self._serve, args=(client,), name="damage-line")
            self._threads = [item for item in self._threads if item.is_alive()]
            self._threads.append(thread)
            thread.start()

    def _serve(self, client: socket.socket) -> None:
        with ExitStack() as stack:
            stack.callback(client.close)
            client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._keep(client, stack)
            try:
                if self._tls is not None:
                    client = self._tls.wrap_socket(client, server_side=True)
                    stack.callback(client.close)
                    self._keep(client, stack)
                reader = stack.enter_context(client.makefile("rb"))
                while self._exchange(client, reader):
                    pass
            except (OSError, _Broken):
                with suppress(OSError):
                    client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)

    def _keep(self, opened: socket.socket, stack: ExitStack) -> None:
        """Have a socket broken by `close` until its owner closes it."""
        with self._lock:
            if self._stop.is_set():
                raise _Broken
            self._sockets.add(opened)
        stack.callback(self._forget, opened)

    def _forget(self, opened: socket.socket) -> None:
        with self._lock:
            self._sockets.discard(opened)

    def _exchange(self, client: socket.socket, reader: BinaryIO) -> bool:
        """One request and its answer; False when the kiosk ended the connection."""
        request = _read_message(reader)
        if request is None:
            return False
        method, target, _ = request.first.decode("latin-1").split(" ", 2)
        with self._planning:
            headers = {
                name.decode("latin-1").lower(): value.decode("latin-1")
                for name, value in request.headers
            }
            damage = self.plan(
                HttpExchange(next(self._numbers), method, target, request.body, headers)
            )
        with self._lock:
            self._harms[damage.harm] += 1
            self._bytes_up += len(request.body)
        if self._pace is not None:
            self._travel(len(request.to_bytes()))
        answer = self._ask(damage, request)
        self._reply(client, damage, answer)
        with self._answered:
            self._answers += 1
            self._answered.notify_all()
        return True

    def _ask(self, damage: Damage, request: _Message) -> _Message:
        """Pass the request on, as far as the harm lets it. Raises _Broken."""
        match damage.harm:
            case Harm.DROP_BEFORE:
                raise _Broken
            case Harm.BLACK_HOLE:
                self._wait(damage.seconds)
                raise _Broken
            case Harm.SAY:
                return _canned(damage.answer)
            case Harm.DELAY:
                self._wait(damage.seconds)
            case Harm.REORDER:
                self._wait_for_another(damage.seconds)
            case Harm.DUPLICATE:
                self._ask_hub(request.to_bytes())
            case _:
                pass
        raw = request.to_bytes()
        answer = self._ask_hub(raw)
        with self._lock:
            replays, self._replays = self._replays, []
            if damage.harm is Harm.REPLAY_LATER:
                self._replays.append(raw)
        for replay in replays:
            self._ask_hub(replay)
        return answer

    def _reply(self, client: socket.socket, damage: Damage, answer: _Message) -> None:
        """Pass the answer on, as far as the harm lets it. Raises _Broken."""
        has_body = answer.status not in _NO_BODY
        match damage.harm:
            case Harm.DROP_AFTER:
                raise _Broken
            case Harm.HOLD:
                self._wait(damage.seconds)
                raise _Broken
            case Harm.DROP_MID_BODY:
                raw = answer.to_bytes(has_body)
                self._send(client, raw[: len(raw) - len(answer.body) // 2 - 1])
                raise _Broken
            case Harm.TRUNCATE:
                answer.body = answer.body[: len(answer.body) // 2]
                self._send(client, answer.to_bytes(has_body))
            case Harm.TRICKLE:
                for value in answer.to_bytes(has_body):
                    client.sendall(bytes((value,)))
                    self._wait(damage.seconds)
            case _:
                self._send(client, answer.to_bytes(has_body))

    def _send(self, client: socket.socket, raw: bytes) -> None:
        if self._pace is None:
            client.sendall(raw)
            return
        self._wait(self._pace.line.latency_s)
        for place in range(0, len(raw), _SLICE):
            part = raw[place : place + _SLICE]
            self._wait(self._pace.book(len(part)))
            client.sendall(part)

    def _travel(self, size: int) -> None:
        """The time a request needs on the line; breaks where the line does."""
        assert self._pace is not None
        self._wait(self._pace.line.latency_s)
        for place in range(0, size, _SLICE):
            self._wait(self._pace.book(min(_SLICE, size - place)))

    def _wait(self, seconds: float) -> None:
        if self._stop.wait(seconds):
            raise _Broken

    def _wait_for_another(self, seconds: float) -> None:
        with self._answered:
            before = self._answers
            self._answered.wait_for(
                lambda: self._stop.is_set() or self._answers > before, timeout=seconds
            )

    def _ask_hub(self, raw: bytes) -> _Message:
        """One exchange with the hub, on a connection of its own: a kept one may have been closed
        by the hub meanwhile, and sending again would be a damage of its own."""
        with self._lock:
            hub = self._hub
        with ExitStack() as stack:
            upstream = stack.enter_context(socket.create_connection(hub, timeout=_CONNECT_S))
            upstream.settimeout(None)
            upstream.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._keep(upstream, stack)
            if self._hub_tls is not None:
                upstream = stack.enter_context(self._hub_tls.wrap_socket(upstream))
                self._keep(upstream, stack)
            upstream.sendall(raw)
            answer = _read_message(stack.enter_context(upstream.makefile("rb")), is_answer=True)
        if answer is None:
            raise _Broken
        return answer


class _Pace:
    """When the next bytes are through a thin line, and where it breaks."""

    def __init__(self, line: Line) -> None:
        self.line = line
        self._lock = threading.Lock()
        self._free_at = 0.0
        self._carried = 0

    def book(self, size: int) -> float:
        """How long to wait until `size` more bytes are through. Raises _Broken at a cut."""
        with self._lock:
            now = time.monotonic()
            self._free_at = max(self._free_at, now) + size * 8 / (self.line.kbit_s * 1000)
            self._carried += size
            every = self.line.cut_every_bytes
            if every and self._carried >= every:
                self._carried -= every
                raise _Broken
            return self._free_at - now


def _unverified() -> ssl.SSLContext:
    """For a hub of the same test on the same machine."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


def _canned(answer: Canned) -> _Message:
    phrase = HTTPStatus(answer.status).phrase
    first = f"HTTP/1.1 {answer.status} {phrase}".encode()
    headers = [(name.encode(), value.encode()) for name, value in answer.headers]
    return _Message(first, headers, answer.body)


def _read_message(reader: BinaryIO, is_answer: bool = False) -> _Message | None:
    """The next message; None where the connection ended before it. Raises _Broken."""
    first = reader.readline(_MAX_LINE)
    if not first:
        return None
    message = _Message(first.rstrip(b"\r\n"), [])
    length: int | None = None
    is_chunked = False
    while (line := reader.readline(_MAX_LINE)) != b"\r\n":
        if not line:
            raise _Broken
        name, _, value = line.partition(b":")
        value = value.strip()
        match name.lower():
            case b"content-length":
                length = int(value)
            case b"transfer-encoding":
                is_chunked = True
            case _:
                message.headers.append((name, value))
    if is_answer and message.status in _NO_BODY:
        return message
    message.body = _read_chunks(reader) if is_chunked else _read_exactly(reader, length or 0)
    return message


def _read_chunks(reader: BinaryIO) -> bytes:
    body = bytearray()
    while size := int(reader.readline(_MAX_LINE).split(b";")[0] or b"0", 16):
        body += _read_exactly(reader, size)
        _read_exactly(reader, 2)
    _read_exactly(reader, 2)
    return bytes(body)


def _read_exactly(reader: BinaryIO, size: int) -> bytes:
    content = reader.read(size)
    if len(content) != size:
        raise _Broken
    return content
