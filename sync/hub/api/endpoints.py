"""What each endpoint does with a request whose sender is known (docs/spec/sync-protocol.md §3).

Those that only ask the database run whole on a worker, from the signature to the answer: each
change between threads costs as much as reading ten records.
"""

from __future__ import annotations

import asyncio
import random
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any, ParamSpec, TypeVar

import anyio.to_thread
from starlette.requests import ClientDisconnect
from starlette.requests import Request as HttpRequest
from starlette.responses import Response

from kiosk.base.dataclass import dataclass
from sync.hub.admin.slip_keys import TooManySlipKeys
from sync.hub.admin.stations import SigningStation, StationError
from sync.hub.api.change_notifier import ChangeNotifier
from sync.hub.api.responses import Responder, cut_range
from sync.hub.db.engine import CONNECTIONS
from sync.hub.db.feeds import Gone
from sync.hub.db.sender import Sender
from sync.hub.db.snapshots import Snapshot
from sync.hub.errors import RefusalCode, RequestRefused
from sync.hub.hub import Hub
from sync.hub.ingest import digests
from sync.hub.ingest.ledger_heads import find_heads
from sync.hub.limits import Places, RateLimit
from sync.protocol.asking import (
    parse_lookup_request,
    parse_otp_check,
    parse_otp_request,
)
from sync.protocol.canonical import canonical_bytes
from sync.protocol.devices import (
    DeviceAnswer,
    RollAnswer,
    parse_device_status,
    parse_roll_request,
)
from sync.protocol.digest import parse_digest_request
from sync.protocol.enrolment import parse_enrol_request
from sync.protocol.envelope import BatchAnswer, Durability, hash_batch, open_batch
from sync.protocol.feeds import Cursor, FeedName, FeedPage, parse_cursor
from sync.protocol.signatures import Request
from sync.protocol.slip_keys import parse_slip_key_request
from sync.protocol.wire import (
    CURSOR_HEADER,
    LONG_POLL_S,
    MAX_BATCH,
    MAX_PAGE,
    SHA_HEADER,
)

SMS_AT_ONCE = 4
"""Messages handed to the gateway at a time; each may take its whole timeout."""
MAX_SNAPSHOTS = 16
"""Snapshots kept for stations that resume one; beside the newest of each feed."""
MAX_SNAPSHOT_BYTES = 128 * 1024 * 1024
MAX_DIGEST_DAYS = 100
MAX_WAIT_S = 60

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Call:
    """One request, read whole, verified and unpacked."""

    http: HttpRequest
    request: Request
    body: bytes
    signer: SigningStation


Work = Callable[[Call], Response]
"""An endpoint that runs whole on a worker."""
Endpoint = Callable[[Call], Awaitable[Response]]
"""An endpoint that also waits for something else, on the event loop."""


class Workers:
    """The threads that talk to the database: as many as it has connections."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(CONNECTIONS, "hub-worker")
        self._count = 0

    async def run(self, act: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run on a worker; what has begun is finished although the sender goes."""
        loop = asyncio.get_running_loop()
        self._count += 1
        try:
            return await loop.run_in_executor(self._pool, partial(act, *args, **kwargs))
        finally:
            self._count -= 1

    @property
    def waiting(self) -> int:
        """Requests that wait for a worker."""
        return max(0, self._count - CONNECTIONS)

    def close(self) -> None:
        """Wait for what has begun, and end the threads."""
        self._pool.shutdown()


class SnapshotShelf:
    """Recent snapshots by ETag, so that a download that was cut can go on although the feed did."""

    def __init__(self) -> None:
        self._snapshots: OrderedDict[str, Snapshot] = OrderedDict()

    def find(self, etag: str) -> Snapshot | None:
        """The snapshot of an ETag, if it is still there."""
        return self._snapshots.get(etag)

    def put(self, etag: str, snapshot: Snapshot) -> None:
        """Keep one; the oldest go when there are too many or too much."""
        self._snapshots[etag] = snapshot
        self._snapshots.move_to_end(etag)
        while len(self._snapshots) > 1 and (
            len(self._snapshots) > MAX_SNAPSHOTS
            or sum(len(item.items) for item in self._snapshots.values()) > MAX_SNAPSHOT_BYTES
        ):
            self._snapshots.popitem(last=False)


class Endpoints:
    """The hub's answers, for one running application."""

    def __init__(
        self, hub: Hub, workers: Workers, notifier: ChangeNotifier, responder: Responder
    ) -> None:
        self._hub = hub
        self._responder = responder
        self._workers = workers
        self._notifier = notifier
        self._shelf = SnapshotShelf()
        self._gateway = asyncio.Semaphore(SMS_AT_ONCE)
        limits = hub.limits
        self._long_polls = Places(limits.long_polls, limits.long_polls_per_device, LONG_POLL_S)
        self._lookups = RateLimit(limits.lookup_per_device, hub.monotonic)

    @property
    def long_polls(self) -> int:
        """How many wait now."""
        return self._long_polls.count

    async def enrol(self, http: HttpRequest, request: Request, body: bytes) -> Response:
        """Redeem a code; the answer is the hub's own."""
        asked = parse_enrol_request(body)
        await self._workers.run(self._hub.auth.check_enrolment, request, asked.public_key)
        address = http.client.host if http.client else ""
        answer = await self._workers.run(self._hub.enrolment.enrol, asked, address)
        return self._responder.answer(request, 201, answer.to_bytes())

    def take_batch(self, call: Call) -> Response:
        """Records in, letters out; durable before the answer."""
        if call.body.count(b"\n") > MAX_BATCH + 1:
            raise RequestRefused(RefusalCode.TOO_MANY_RECORDS)
        envelope, lines = open_batch(call.body)
        device = call.signer.device
        if envelope.device != device.id:
            raise RequestRefused(RefusalCode.OTHER_DEVICE)
        sender = Sender(device.id, device.venue_id, device.gate, device.former)
        statuses, details = self._hub.ingest.take(sender, envelope, lines, self._hub.now())
        answer = BatchAnswer(
            stamp=self._hub.identity.stamp,
            now=self._hub.now(),
            durability=Durability.LOCAL,
            body_sha256=hash_batch(call.body),
            statuses=statuses,
            details=details,
            wait_s=min(MAX_WAIT_S, self._workers.waiting // CONNECTIONS),
            max_records=MAX_BATCH,
        )
        return self._responder.answer(call.request, 200, answer.to_bytes())

    def compare_days(self, call: Call) -> Response:
        """The nightly digest."""
        days = parse_digest_request(call.body)
        if len(days) > MAX_DIGEST_DAYS:
            raise RequestRefused(RefusalCode.TOO_MANY_RECORDS)
        device = call.signer.device
        sender = Sender(device.id, device.venue_id, device.gate, device.former)
        answer = digests.compare(self._hub.engine, sender, days)
        return self._responder.answer(call.request, 200, answer.to_bytes())

    async def feed_page(self, call: Call) -> Response:
        """The next page of a feed; presence may wait for something to change."""
        feed = _feed(call.http)
        query = call.http.query_params
        cursor = parse_cursor(query["cursor"]) if "cursor" in query else None
        limit = _number(query.get("limit"), MAX_PAGE, 1, MAX_PAGE)
        wait_s = _number(query.get("wait"), 0, 0, LONG_POLL_S)
        page = await self._page(call, feed, cursor, limit)
        if feed is FeedName.PRESENCE and wait_s and cursor is not None and _is_same(page, cursor):
            with self._long_polls.hold(call.signer.device.id):
                # Spread, so that the stations of a venue do not ask again all at once.
                patience_s = wait_s * random.uniform(0.9, 1.0)
                venue_id = call.signer.device.venue_id
                waiting = self._notifier.wait(venue_id, cursor.pos, patience_s)
                has_changed = await _while_connected(call.http, waiting)
            if has_changed:
                page = await self._page(call, feed, cursor, limit)
        if isinstance(page, Gone):
            raise RequestRefused(RefusalCode.CURSOR_TOO_OLD)
        headers = {CURSOR_HEADER: str(page.cursor)}
        if cursor is not None and _is_same(page, cursor):
            return self._responder.answer(call.request, 304, b"", headers)
        return self._responder.answer(call.request, 200, page.to_bytes(), headers)

    async def _page(
        self, call: Call, feed: FeedName, cursor: Cursor | None, limit: int
    ) -> FeedPage | Gone:
        venue_id = call.signer.device.venue_id
        return await self._workers.run(self._hub.feeds.page, feed, venue_id, cursor, limit)

    async def feed_snapshot(self, call: Call) -> Response:
        """A whole feed as it is stored packed; a download that was cut goes on by Range."""
        feed = _feed(call.http)
        venue_id = call.signer.device.venue_id
        wanted = call.http.headers.get("if-range", "")
        range_header = call.http.headers.get("range")
        # An ETag names its feed and venue: no station resumes what it was not given.
        prefix = f'"{feed.value}-{venue_id}-'
        kept = self._shelf.find(wanted) if wanted.startswith(prefix) else None
        if kept is not None and range_header:
            snapshot, etag = kept, wanted
        else:
            snapshot = await self._workers.run(self._hub.feeds.snapshot, feed, venue_id)
            etag = f'{prefix}{snapshot.sha256[:32]}"'
            self._shelf.put(etag, snapshot)
            if wanted and wanted != etag:
                range_header = None
        headers = {
            "ETag": etag,
            CURSOR_HEADER: str(snapshot.cursor),
            SHA_HEADER: snapshot.sha256,
            "Accept-Ranges": "bytes",
        }
        size = len(snapshot.items)
        try:
            part = cut_range(range_header, size)
        except ValueError:
            refused = RequestRefused(RefusalCode.BAD_RANGE).to_bytes()
            headers["Content-Range"] = f"bytes */{size}"
            return self._responder.answer(call.request, 416, refused, headers)
        if part is None:
            return self._responder.answer(
                call.request, 200, snapshot.items, headers, "application/x-ndjson"
            )
        first, end = part
        headers["Content-Range"] = f"bytes {first}-{end - 1}/{size}"
        piece = snapshot.items[first:end]
        return self._responder.answer(call.request, 206, piece, headers, "application/x-ndjson")

    def look_up(self, call: Call) -> Response:
        """Who a number points to."""
        self._lookups.take(call.signer.device.id)
        asked = parse_lookup_request(call.body)
        answer = self._hub.lookup.find(call.signer.device.id, call.signer.device.venue_id, asked)
        return self._responder.answer(call.request, 200, answer.to_bytes())

    async def start_otp(self, call: Call) -> Response:
        """Send a code to a phone."""
        phone = parse_otp_request(call.body)
        async with self._gateway:
            # Not one of the database's workers: a slow gateway must not hold back the batches.
            started = await anyio.to_thread.run_sync(
                self._hub.otp.start, call.signer.device.id, phone
            )
        return self._responder.answer(call.request, 202, started.to_bytes())

    def verify_otp(self, call: Call) -> Response:
        """Check a code."""
        check = parse_otp_check(call.body)
        checked = self._hub.otp.verify(call.signer.device.id, check)
        return self._responder.answer(call.request, 200, checked.to_bytes())

    def device_me(self, call: Call) -> Response:
        """What the hub holds of the asking station."""
        device = call.signer.device
        venue = self._hub.venues.get(device.venue_id)
        sender = Sender(device.id, device.venue_id, device.gate, device.former)
        answer = DeviceAnswer(
            device_id=device.id,
            kid=call.signer.kid,
            state=device.state,
            venue_id=venue.id,
            venue_name=venue.name,
            gate=device.gate,
            heads=find_heads(self._hub.engine, sender),
        )
        return self._responder.answer(call.request, 200, answer.to_bytes())

    def roll_key(self, call: Call) -> Response:
        """A new key; the old one signs for a while."""
        asked = parse_roll_request(call.body)
        try:
            kid, until = self._hub.stations.roll(call.signer, asked)
        except StationError:
            raise RequestRefused(RefusalCode.BAD_REQUEST) from None
        return self._responder.answer(call.request, 200, RollAnswer(kid, until).to_bytes())

    def give_slip_key(self, call: Call) -> Response:
        """The number of a station's slip key, and what the hub says of it."""
        asked = parse_slip_key_request(call.body)
        try:
            said = self._hub.slip_keys.give(call.signer, asked)
        except TooManySlipKeys:
            raise RequestRefused(RefusalCode.SLOW_DOWN) from None
        except StationError:
            raise RequestRefused(RefusalCode.BAD_REQUEST) from None
        return self._responder.answer(call.request, 200, canonical_bytes(said.to_body()))

    def note_status(self, call: Call) -> Response:
        """How a station is."""
        status = parse_device_status(call.body)
        self._hub.stations.note_status(call.signer.device.id, status)
        return self._responder.answer(call.request, 200, b"{}")


async def _while_connected(http: HttpRequest, waiting: Coroutine[Any, Any, bool]) -> bool:
    """What is waited for; a station that went away gives its place back at once.

    Raises ClientDisconnect.
    """
    wait = asyncio.create_task(waiting)
    # The body was read: the next thing the server tells is that the connection ended.
    gone = asyncio.ensure_future(http.receive())
    try:
        await asyncio.wait({wait, gone}, return_when=asyncio.FIRST_COMPLETED)
        if wait.done():
            return wait.result()
        raise ClientDisconnect
    finally:
        for task in (wait, gone):
            task.cancel()
        await asyncio.gather(wait, gone, return_exceptions=True)


def _feed(http: HttpRequest) -> FeedName:
    try:
        return FeedName(http.path_params["name"])
    except ValueError:
        raise RequestRefused(RefusalCode.NOT_FOUND) from None


def _number(text: str | None, default: int, least: int, most: int) -> int:
    if text is None:
        return default
    if not (text.isascii() and text.isdigit() and len(text) <= 9):
        raise RequestRefused(RefusalCode.BAD_REQUEST)
    return max(least, min(int(text), most))


def _is_same(page: FeedPage | Gone, cursor: Cursor) -> bool:
    """Whether there is nothing after the cursor."""
    return isinstance(page, FeedPage) and not page.items and page.cursor == cursor
