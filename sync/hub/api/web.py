"""The HTTP service: routes, who may ask, limits, stamps, errors, health, the log of requests."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager, suppress
from time import monotonic

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from starlette.applications import Starlette
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.requests import Request as HttpRequest
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kiosk.base.dataclass import dataclass
from kiosk.base.garbage import collect_young
from kiosk.base.process_memory import give_back
from sync.hub.api.change_notifier import ChangeNotifier
from sync.hub.api.endpoints import Call, Endpoint, Endpoints, Work, Workers
from sync.hub.api.responses import JSON, Responder, http_date, send_in_pieces
from sync.hub.connections import PLACE, ConnectionPlaces, Place
from sync.hub.errors import RefusalCode, RequestRefused
from sync.hub.forwarding import sender_address
from sync.hub.hub import Hub
from sync.hub.identity import BEAT_S
from sync.hub.ingest.batch_writer import BatchWriterGone
from sync.hub.limits import BUSY_S, HeldBytes, RateLimit, hold_body, unpack_body
from sync.hub.wire_log import describe, log_event
from sync.protocol.feeds import FeedName
from sync.protocol.members import MemberError
from sync.protocol.operations import FEED_PATH, HUB_PATH
from sync.protocol.signatures import Request
from sync.protocol.wire import HUB_HEADER, MAX_BODY_BYTES

log = logging.getLogger(__name__)

SMALL_BODY_BYTES = 64 * 1024
"""Largest body of whatever is not a batch or a digest."""
HEALTH_PATH = "/healthz"
"""Answered however busy the hub is."""
HOUSEKEEPING_S = 60.0
TIDYING_S = 3600.0

_OF_THE_KEY = frozenset({401, 403})
"""What is said of the key that signed, once its signature was looked at. A 401 also tells a station
whose clock is wrong the time."""
_NOTES = "hub_notes"
_Act = Callable[[], Awaitable[Response]]


@dataclass(frozen=True, slots=True)
class Access:
    """What a request must be like."""

    is_push: bool = False
    """Also open to a device that only drains."""
    is_once: bool = False
    """Its nonce counts once."""
    max_bytes: int = SMALL_BODY_BYTES


@dataclass(slots=True)
class _Notes:
    """What is known of a request by now: for the log, and for the answer to it."""

    device: str | None = None
    code: str | None = None
    read: int = 0
    request: Request | None = None
    place: Place | None = None


class HubApp:
    """The ASGI application of a hub. `public_url` is the address stations sign for."""

    def __init__(self, hub: Hub, public_url: str) -> None:
        self._hub = hub
        self._public_url = public_url.rstrip("/")
        self._workers = Workers()
        self._notifier = ChangeNotifier(hub.engine, FeedName.PRESENCE)
        self._responder = Responder(hub)
        self.endpoints = Endpoints(hub, self._workers, self._notifier, self._responder)
        limits = hub.limits
        self._held = HeldBytes(limits.held_bytes, limits.held_bytes_per_sender)
        self.connections = limits.connections
        self.places = ConnectionPlaces(
            limits.unproven_per_address,
            limits.connections_per_device,
            RateLimit(limits.opened_per_address, hub.monotonic),
            hub.proxies,
        )
        self._per_address = RateLimit(limits.per_address, hub.monotonic)
        self._per_device = RateLimit(limits.per_device, hub.monotonic)
        self._enrolments = RateLimit(limits.enrol_per_address, hub.monotonic)
        self._stopping = asyncio.Event()
        self._running = 0
        self.routes = self._routes()
        starlette = Starlette(
            routes=self.routes,
            lifespan=self._lifespan,
            exception_handlers={HTTPException: self._not_routed},
        )
        # A station follows no redirect, and an address with a slash too many is none.
        starlette.router.redirect_slashes = False
        self._starlette: ASGIApp = starlette

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One connection of the server: a request, or the life of the application."""
        if scope["type"] != "http":
            await self._starlette(scope, receive, send)
            return
        began = monotonic()
        scope["client"] = (sender_address(scope, self._hub.proxies), 0)
        notes = scope[_NOTES] = _Notes()
        outcome = {"status": 0, "bytes": 0}

        async def send_stamped(message: Message) -> None:
            if message["type"] == "http.response.start":
                outcome["status"] = message["status"]
                headers = MutableHeaders(scope=message)
                headers.setdefault(HUB_HEADER, self._hub.identity.stamp.to_header())
                headers.setdefault("Cache-Control", "no-store")
                headers["Date"] = http_date(self._hub.now())
            elif message["type"] == "http.response.body":
                outcome["bytes"] += len(message.get("body", b""))
            await send_in_pieces(message, send)

        self._running += 1
        try:
            if scope["path"] == HEALTH_PATH:
                await self._starlette(scope, receive, send_stamped)
                return
            try:
                if self._running > self._hub.limits.requests:
                    raise RequestRefused(RefusalCode.BUSY, retry_after_s=BUSY_S)
                with self._placed(scope, notes):
                    await self._starlette(scope, receive, send_stamped)
            except RequestRefused as refused:
                notes.code = refused.code.value
                await self._responder.refusal(refused, None)(scope, receive, send_stamped)
        finally:
            self._running -= 1
            self._log_request(scope, notes, outcome, monotonic() - began)

    @contextmanager
    def _placed(self, scope: Scope, notes: _Notes) -> Iterator[None]:
        """The request has the place of its connection, or where a proxy, or another server than
        ours, stands before the hub, one of its own. Raises RequestRefused (429)."""
        place: Place | None = scope.get("state", {}).get(PLACE)
        if place is not None and place.sender is not None:
            notes.place = place
            yield
            return
        notes.place = self.places.take(scope["client"][0])
        try:
            yield
        finally:
            self.places.give_back(notes.place)

    def end_waits(self) -> None:
        """The server will stop: long polls are answered now. On the event loop."""
        self._stopping.set()
        self._notifier.end_waits()

    def _routes(self) -> list[Route]:
        ends = self.endpoints
        batch = Access(is_push=True, max_bytes=MAX_BODY_BYTES)
        reading, once = Access(), Access(is_once=True)
        worked: list[tuple[str, str, Work, Access]] = [
            ("POST", "/v1/entries:batch", ends.take_batch, batch),
            ("POST", "/v1/digest", ends.compare_days, batch),
            ("POST", "/v1/lookup", ends.look_up, once),
            ("POST", "/v1/otp/verify", ends.verify_otp, once),
            ("GET", "/v1/device/me", ends.device_me, Access(is_push=True)),
            ("POST", "/v1/device/roll", ends.roll_key, once),
            ("POST", "/v1/device/slip-key", ends.give_slip_key, once),
            ("POST", "/v1/device/status", ends.note_status, Access(is_push=True)),
        ]
        waiting: list[tuple[str, str, Endpoint, Access]] = [
            ("GET", FEED_PATH, ends.feed_page, reading),
            ("GET", f"{FEED_PATH}/snapshot", ends.feed_snapshot, reading),
            ("POST", "/v1/otp", ends.start_otp, once),
        ]
        return [
            Route("/v1/ping", self._ping, methods=["GET"]),
            Route(HUB_PATH, self._introduce, methods=["GET"]),
            Route("/v1/enrol", self._enrol, methods=["POST"]),
            *(
                Route(path, self._worked(work, access), methods=[method])
                for method, path, work, access in worked
            ),
            *(
                Route(path, self._waiting(endpoint, access), methods=[method])
                for method, path, endpoint, access in waiting
            ),
            Route(HEALTH_PATH, self._healthz, methods=["GET"]),
            Route("/readyz", self._readyz, methods=["GET"]),
        ]

    def _worked(self, work: Work, access: Access) -> Callable[[HttpRequest], Awaitable[Response]]:
        async def serve(http: HttpRequest) -> Response:
            def do(request: Request) -> Response:
                return work(self._identify(http, request, access))

            async def act() -> Response:
                async with self._body(http, access.max_bytes) as raw:
                    return await self._workers.run(do, self._request_of(http, raw))

            return await self._guarded(http, act)

        return serve

    def _waiting(
        self, endpoint: Endpoint, access: Access
    ) -> Callable[[HttpRequest], Awaitable[Response]]:
        async def serve(http: HttpRequest) -> Response:
            async def act() -> Response:
                async with self._body(http, access.max_bytes) as raw:
                    request = self._request_of(http, raw)
                    return await endpoint(
                        await self._workers.run(self._identify, http, request, access)
                    )

            return await self._guarded(http, act)

        return serve

    def _identify(self, http: HttpRequest, request: Request, access: Access) -> Call:
        """Who asks, and what; on a worker. Raises RequestRefused."""
        signer = self._hub.auth.identify(request, is_push=access.is_push, is_once=access.is_once)
        device_id = signer.device.id
        notes = _notes(http)
        notes.device = device_id
        if notes.place is not None:
            self.places.prove(notes.place, device_id)
        self._per_address.give_back(_address(http))
        self._per_device.take(device_id)
        self._hub.stations.note_contact(device_id)
        body = unpack_body(request.body, http.headers.get("content-encoding"))
        return Call(http, request, body, signer)

    async def _ping(self, http: HttpRequest) -> Response:
        async def act() -> Response:
            _demand_nonce(http)
            return self._responder.answer(self._request_of(http, b""), 204)

        return await self._guarded(http, act)

    async def _introduce(self, http: HttpRequest) -> Response:
        async def act() -> Response:
            _demand_nonce(http)
            told = self._hub.identity.introduction.to_bytes()
            return self._responder.answer(self._request_of(http, b""), 200, told)

        return await self._guarded(http, act)

    async def _enrol(self, http: HttpRequest) -> Response:
        async def act() -> Response:
            self._enrolments.take(_address(http))
            async with self._body(http, SMALL_BODY_BYTES) as raw:
                request = self._request_of(http, raw)
                body = unpack_body(raw, http.headers.get("content-encoding"), SMALL_BODY_BYTES)
                return await self.endpoints.enrol(http, request, body)

        return await self._guarded(http, act)

    async def _healthz(self, http: HttpRequest) -> Response:
        """The process lives and its event loop turns."""
        return _plain(200, "ok")

    async def _readyz(self, http: HttpRequest) -> Response:
        """Records can be taken in, and the hub is not about to stop."""
        if self._stopping.is_set():
            return _plain(503, "stopping")
        unready = await self._workers.run(self._hub.readiness.look)
        return _plain(200, "ready") if unready is None else _plain(503, unready.value)

    async def _guarded(self, http: HttpRequest, act: _Act) -> Response:
        """The answer of `act`, or the one that stands for what went wrong."""
        try:
            # A refusal before the body was read is signed for the rest of the request.
            self._request_of(http, b"")
            try:
                self._per_address.take(_address(http))
            except RequestRefused as refused:
                # On a connection of its own it costs the sender more than it costs the hub.
                refused.must_close = True
                raise
            return await act()
        except RequestRefused as refused:
            # Its traceback holds this very call, and so the connection with all its buffers, until
            # the next collection.
            refusal = refused.with_traceback(None)
        except MemberError:
            refusal = RequestRefused(RefusalCode.BAD_REQUEST)
        except ClientDisconnect:
            # Nobody is there to read it, but every request has an answer.
            refusal = RequestRefused(RefusalCode.BAD_REQUEST)
        except (DBAPIError, PoolTimeout, BatchWriterGone) as error:
            log_event(log, "database failed", describe(error), logging.WARNING)
            refusal = RequestRefused(RefusalCode.BUSY, retry_after_s=BUSY_S)
        except Exception as error:  # noqa: BLE001 - the last net: the station gets a hub's answer
            log_event(log, "request failed", describe(error), logging.ERROR)
            refusal = RequestRefused(RefusalCode.BROKEN)
        notes = _notes(http)
        notes.code = refusal.code.value
        # Until its signature was looked at, a request may be a station's with another body or
        # length put to it on the way: what the hub says of that, it does not say to the station.
        is_meant = notes.device is not None or refusal.status in _OF_THE_KEY
        return self._responder.refusal(refusal, notes.request if is_meant else None)

    async def _not_routed(self, http: HttpRequest, error: Exception) -> Response:
        is_method = isinstance(error, HTTPException) and error.status_code == 405
        code = RefusalCode.WRONG_METHOD if is_method else RefusalCode.NOT_FOUND
        with suppress(RequestRefused):
            self._request_of(http, b"")
        return self._responder.refusal(RequestRefused(code), _notes(http).request)

    @asynccontextmanager
    async def _body(self, http: HttpRequest, cap: int) -> AsyncIterator[bytes]:
        length = http.headers.get("content-length")
        notes = _notes(http)
        proven = notes.place.device if notes.place is not None else None
        sender = proven or _address(http)
        async with hold_body(http.stream(), length, cap, self._held, sender) as raw:
            notes.read = len(raw)
            yield raw

    def _request_of(self, http: HttpRequest, raw: bytes) -> Request:
        """The request as the station signed it: at the public address, whatever proxy came
        between. Raises RequestRefused (400) for an address that is not ASCII."""
        path: bytes = http.scope["raw_path"]
        query: bytes = http.scope["query_string"]
        try:
            target = (path + b"?" + query if query else path).decode("ascii")
        except UnicodeDecodeError:
            raise RequestRefused(RefusalCode.BAD_REQUEST) from None
        headers: dict[str, str] = {}
        for name, value in http.headers.items():
            headers[name] = f"{headers[name]}, {value}" if name in headers else value
        request = Request(http.method, self._public_url + target, headers, raw)
        _notes(http).request = request
        return request

    @asynccontextmanager
    async def _lifespan(self, _app: Starlette) -> AsyncIterator[None]:
        async with AsyncExitStack() as stack:
            stack.push_async_callback(asyncio.to_thread, self._workers.close)
            await self._workers.run(self._hub.take_up)
            self._notifier.start()
            stack.push_async_callback(asyncio.to_thread, self._notifier.close)
            keeping = asyncio.create_task(self._keep_house(), name="housekeeping")
            try:
                yield
            finally:
                self.end_waits()
                # A writer process that hangs holds the workers, and with them the housekeeping.
                await asyncio.to_thread(self._hub.end_storing)
                await keeping

    async def _keep_house(self) -> None:
        kept_at = tidied_at = monotonic()
        while not self._stopping.is_set():
            with suppress(TimeoutError):
                async with asyncio.timeout(BEAT_S):
                    await self._stopping.wait()
                    return
            try:
                await self._workers.run(self._hub.identity.beat)
                await self._workers.run(collect_young)
                await self._workers.run(give_back)
                if monotonic() - kept_at >= HOUSEKEEPING_S:
                    kept_at = monotonic()
                    await self._workers.run(self._hub.housekeep)
                if monotonic() - tidied_at >= TIDYING_S:
                    tidied_at = monotonic()
                    await self._workers.run(self._hub.tidy)
            except (DBAPIError, PoolTimeout, OSError) as error:
                log_event(log, "housekeeping failed", describe(error), logging.WARNING)

    def _log_request(
        self, scope: Scope, notes: _Notes, outcome: dict[str, int], took_s: float
    ) -> None:
        route = scope.get("route")
        log_event(
            log,
            "request",
            {
                "method": scope["method"],
                # The pattern, not what was sent: an unknown path may hold anything.
                "path": route.path if isinstance(route, Route) else "unknown",
                "status": outcome["status"],
                "ms": round(took_s * 1000),
                "read": notes.read,
                "sent": outcome["bytes"],
                **({"device": notes.device} if notes.device else {}),
                **({"code": notes.code} if notes.code else {}),
            },
        )


def make_app(hub: Hub, public_url: str | None = None) -> HubApp:
    """The application of a hub; `public_url` by default the one it was last served at.

    Raises ValueError when there is none: stations sign the address they ask.
    """
    served = hub.served
    url = public_url or (served.url if served is not None else None)
    if url is None:
        raise ValueError("the hub's public address is not known")
    return HubApp(hub, url)


def _plain(status: int, word: str) -> Response:
    """The answer of a health check: for load balancers, not for stations."""
    return Response(json.dumps({"status": word}), status, media_type=JSON)


def _notes(http: HttpRequest) -> _Notes:
    notes: _Notes = http.scope[_NOTES]
    return notes


def _demand_nonce(http: HttpRequest) -> None:
    """An answer to a request that nobody signed is bound to it by the nonce in its address alone;
    without one it could be played again. Raises RequestRefused (400)."""
    if not http.query_params.get("nonce"):
        raise RequestRefused(RefusalCode.BAD_REQUEST)


def _address(http: HttpRequest) -> str:
    return http.client.host if http.client else ""
