"""Bounds on what a sender may cost the hub: size, depth, time, rate, places.

See docs/spec/faults.md S18.
"""

from __future__ import annotations

import asyncio
import threading
import zlib
from collections import Counter, OrderedDict
from collections.abc import AsyncIterable, AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from math import ceil

from kiosk.base.dataclass import dataclass
from sync.hub.errors import RefusalCode, RequestRefused
from sync.protocol.wire import MAX_BODY_BYTES

BODY_GRACE_S = 30.0
"""Time every body has, however short."""
SLOWEST_BYTES_PER_S = 1024
"""A body that comes slower than this, after the grace, is given up; a 32 kbit/s line carries
four times as much."""
LONGEST_BODY_S = 120.0
"""A station gives up its exchange after that time itself."""
MAX_SENDERS = 10_000
"""How many senders' rates are remembered; the one not heard of for longest is forgotten."""
BUSY_S = 5
"""When to come back to a hub that is full."""
_GZIP = 16 + zlib.MAX_WBITS


class HeldBytes:
    """How many bytes of bodies lie in memory, of each sender and all together; for use on one
    event loop."""

    def __init__(self, most: int, most_per_sender: int) -> None:
        self._most = most
        self._most_per_sender = most_per_sender
        self._by_sender: Counter[str] = Counter()
        self._now = 0

    @property
    def now(self) -> int:
        """Bytes held."""
        return self._now

    def add(self, sender: str, count: int) -> None:
        """Hold more. Raises RequestRefused (503) when that is too much."""
        mine = self._by_sender.get(sender, 0) + count
        if self._now + count > self._most or mine > self._most_per_sender:
            refusal = RequestRefused(RefusalCode.BUSY, retry_after_s=BUSY_S)
            refusal.must_close = True
            raise refusal
        self._by_sender[sender] = mine
        self._now += count

    def remove(self, sender: str, count: int) -> None:
        """Give back what was added."""
        self._now -= count
        self._by_sender[sender] -= count
        if self._by_sender[sender] == 0:
            del self._by_sender[sender]


@asynccontextmanager
async def hold_body(
    chunks: AsyncIterable[bytes], length: str | None, cap: int, held: HeldBytes, sender: str
) -> AsyncIterator[bytes]:
    """The whole body, at most `cap` bytes, counted for its sender while it is used.

    A `Content-Length` over the cap is refused before a byte is read; a body without one as soon as
    it goes past. Raises RequestRefused (413, 408, 400, 503).
    """
    body = bytearray()
    counted = 0
    try:
        try:
            async with asyncio.timeout(_time_for(length, cap)):
                async for chunk in chunks:
                    held.add(sender, len(chunk))
                    counted += len(chunk)
                    body += chunk
                    if len(body) > cap:
                        raise RequestRefused(RefusalCode.TOO_LARGE)
        except TimeoutError as error:
            raise RequestRefused(RefusalCode.TOO_SLOW) from error
        whole = bytes(body)
        # What was read is not kept twice while it is used.
        body.clear()
        yield whole
    finally:
        held.remove(sender, counted)


def _time_for(length: str | None, cap: int) -> float:
    announced = None
    if length is not None:
        if not length.isascii() or not length.isdigit():
            raise RequestRefused(RefusalCode.BAD_REQUEST)
        announced = int(length)
        if announced > cap:
            raise RequestRefused(RefusalCode.TOO_LARGE)
    size = cap if announced is None else announced
    return min(BODY_GRACE_S + size / SLOWEST_BYTES_PER_S, LONGEST_BODY_S)


def unpack_body(raw: bytes, encoding: str | None, cap: int = MAX_BODY_BYTES) -> bytes:
    """The body without its `Content-Encoding`; never makes more than `cap` bytes.

    Raises RequestRefused: 413 for more, 400 for another coding, a broken or an unfinished stream.
    """
    coding = (encoding or "identity").strip().lower()
    if coding == "identity":
        return raw
    if coding != "gzip":
        raise RequestRefused(RefusalCode.BAD_REQUEST)
    unpacker = zlib.decompressobj(_GZIP)
    try:
        plain = unpacker.decompress(raw, cap + 1)
    except zlib.error as error:
        raise RequestRefused(RefusalCode.BAD_REQUEST) from error
    if len(plain) > cap:
        raise RequestRefused(RefusalCode.TOO_LARGE)
    if not unpacker.eof or unpacker.unused_data:
        raise RequestRefused(RefusalCode.BAD_REQUEST)
    return plain


@dataclass(frozen=True, slots=True)
class Rate:
    """So many requests at once, and then so many per second."""

    burst: int
    per_s: float


class RateLimit:
    """Token buckets by sender, of bounded number. Safe for use by several threads."""

    def __init__(
        self, rate: Rate, monotonic: Callable[[], float], max_senders: int = MAX_SENDERS
    ) -> None:
        self._rate = rate
        self._monotonic = monotonic
        self._max_senders = max_senders
        self._lock = threading.Lock()
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, sender: str) -> None:
        """Count one request. Raises RequestRefused (429) with the time until there is room."""
        now = self._monotonic()
        with self._lock:
            tokens, at = self._buckets.pop(sender, (float(self._rate.burst), now))
            tokens = min(self._rate.burst, tokens + (now - at) * self._rate.per_s)
            is_room = tokens >= 1
            self._buckets[sender] = (tokens - 1 if is_room else tokens, now)
            while len(self._buckets) > self._max_senders:
                self._buckets.popitem(last=False)
        if not is_room:
            wait_s = (1 - tokens) / self._rate.per_s
            raise RequestRefused(RefusalCode.SLOW_DOWN, retry_after_s=max(1, ceil(wait_s)))

    def give_back(self, sender: str) -> None:
        """One request that was counted shall not have been."""
        with self._lock:
            if sender in self._buckets:
                tokens, at = self._buckets[sender]
                self._buckets[sender] = (tokens + 1, at)


class Places:
    """Slots for requests that wait: bounded in total and for each holder."""

    def __init__(self, total: int, per_holder: int, retry_after_s: int) -> None:
        self._total = total
        self._per_holder = per_holder
        self._retry_after_s = retry_after_s
        self._held: dict[str, int] = {}
        self._count = 0

    @property
    def count(self) -> int:
        """Slots taken now."""
        return self._count

    @contextmanager
    def hold(self, holder: str) -> Iterator[None]:
        """Take a slot for as long as the block runs. Raises RequestRefused (429).

        For use on one event loop.
        """
        mine = self._held.get(holder, 0)
        if self._count >= self._total or mine >= self._per_holder:
            raise RequestRefused(RefusalCode.SLOW_DOWN, retry_after_s=self._retry_after_s)
        self._held[holder] = mine + 1
        self._count += 1
        try:
            yield
        finally:
            self._count -= 1
            if self._held[holder] == 1:
                del self._held[holder]
            else:
                self._held[holder] -= 1
