"""What one address does to a hub that it has no key for, in a process of its own.

Each attack keeps as many connections as it is told to, and opens one again a second after it was
cut off.
"""

from __future__ import annotations

import asyncio
import logging
import resource
import socket
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from functools import cache
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import TypeAlias

ADDRESS = "127.0.0.2"
AGAIN_S = 1.0
LOOK_S = 0.5
"""So long it is looked whether the hub closes a connection at once, before TLS is begun."""
_OTHER_FILES = 200
_POST = b"POST /v1/entries:batch HTTP/1.1\r\nHost: hub\r\n"
_BODY_BYTES = 4 * 1024 * 1024
_STOP_S = 10.0

_Act: TypeAlias = Callable[[int, socket.socket], Awaitable[None]]
"""What the connection of a number does until it is cut off. May raise OSError."""


async def _hold(number: int, line: socket.socket) -> None:
    """A third begins TLS and leaves it there, a third says what is no TLS, a third says nothing."""
    loop = asyncio.get_running_loop()
    begun = (_client_hello(), b"GET / HTTP/1.1\r\n\r\n", b"")[number % 3]
    await loop.sock_sendall(line, begun)
    while await loop.sock_recv(line, 65_536):
        pass


async def _send_trailers(number: int, line: socket.socket) -> None:
    """A body that ends, and then header fields for ever: as fast as can be, or one a second."""
    async with _tls_over(line) as (reader, writer):
        writer.write(_POST + b"Transfer-Encoding: chunked\r\n\r\n0\r\n")
        while not reader.at_eof():
            writer.write(b"X-Trailer: " + b"x" * 1_000 + b"\r\n")
            await writer.drain()
            await asyncio.sleep(number % 2)


async def _promise_bodies(number: int, line: socket.socket) -> None:
    """A quarter of what was promised, or nothing, and then silence."""
    async with _tls_over(line) as (reader, writer):
        writer.write(_POST + b"Content-Length: %d\r\n\r\n" % _BODY_BYTES)
        if number % 2:
            writer.write(bytes(_BODY_BYTES // 4))
        await writer.drain()
        await reader.read()


async def _drip_heads(_number: int, line: socket.socket) -> None:
    """A byte of a head a second."""
    async with _tls_over(line) as (reader, writer):
        writer.write(b"GET /v1/ping HTTP/1.1\r\nX-Slow: ")
        while not reader.at_eof():
            writer.write(b"x")
            await writer.drain()
            await asyncio.sleep(1)


async def _never_read(_number: int, line: socket.socket) -> None:
    """Questions without end, and no answer is taken from the line."""
    line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
    async with _tls_over(line) as (reader, writer):
        transport = writer.transport
        assert isinstance(transport, asyncio.Transport)
        transport.pause_reading()
        while not reader.at_eof():
            writer.write(b"GET /v1/hub?nonce=1 HTTP/1.1\r\nHost: hub\r\n\r\n")
            await writer.drain()
            await asyncio.sleep(0.05)


ATTACKS: dict[str, _Act] = {
    "connections": _hold,
    "endless trailers": _send_trailers,
    "bodies that never come": _promise_bodies,
    "slow heads": _drip_heads,
    "readers that never read": _never_read,
}


@asynccontextmanager
async def _tls_over(
    line: socket.socket,
) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
    reader, writer = await asyncio.open_connection(
        sock=line, ssl=_tls(), server_hostname="localhost"
    )
    try:
        yield reader, writer
    finally:
        writer.transport.abort()


@cache
def _tls() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


@cache
def _client_hello() -> bytes:
    outgoing = ssl.MemoryBIO()
    with suppress(ssl.SSLWantReadError):
        _tls().wrap_bio(ssl.MemoryBIO(), outgoing).do_handshake()
    return outgoing.read()


class Attackers:
    """One attack, from the entry of the block to its end."""

    def __init__(self, name: str, port: int, connections: int) -> None:
        """`port`: the hub's, on the loopback."""
        context = get_context("spawn")
        self._control, theirs = context.Pipe()
        self._process = context.Process(
            target=_run, args=(theirs, name, port, connections), name="attackers", daemon=True
        )
        self._process.start()
        theirs.close()

    def __enter__(self) -> Attackers:
        self._control.recv()
        return self

    def __exit__(self, *error: object) -> None:
        self._process.terminate()
        self._process.join(_STOP_S)
        self._control.close()

    @property
    def opened(self) -> int:
        """How many connections it has begun until now."""
        self._control.send(None)
        opened: int = self._control.recv()
        return opened


def _run(control: Connection, name: str, port: int, connections: int) -> None:
    # asyncio tells of every write after a connection was cut.
    logging.getLogger("asyncio").setLevel(logging.CRITICAL)
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    needed = connections + _OTHER_FILES
    if soft != resource.RLIM_INFINITY and soft < needed:
        resource.setrlimit(resource.RLIMIT_NOFILE, (needed, max(needed, hard)))
    asyncio.run(_attack(control, ATTACKS[name], port, connections))


async def _attack(control: Connection, act: _Act, port: int, connections: int) -> None:
    loop = asyncio.get_running_loop()
    opened = 0

    async def attack(number: int) -> None:
        nonlocal opened
        while True:
            with suppress(OSError), socket.socket() as line:
                line.setblocking(False)
                line.bind((ADDRESS, 0))
                opened += 1
                await loop.sock_connect(line, ("127.0.0.1", port))
                if await _is_taken_in(line):
                    await act(number, line)
            await asyncio.sleep(AGAIN_S)

    tasks = [asyncio.create_task(attack(number)) for number in range(connections)]
    while opened < connections and not any(task.done() for task in tasks):
        await asyncio.sleep(0.05)
    control.send(None)

    def tell() -> None:
        try:
            control.recv()
            control.send(opened)
        except (EOFError, OSError):
            loop.remove_reader(control.fileno())

    loop.add_reader(control.fileno(), tell)
    await asyncio.gather(*tasks)


async def _is_taken_in(line: socket.socket) -> bool:
    """The hub says nothing before TLS, unless it closes the connection: then OSError or False."""
    try:
        async with asyncio.timeout(LOOK_S):
            return bool(await asyncio.get_running_loop().sock_recv(line, 1))
    except TimeoutError:
        return True
