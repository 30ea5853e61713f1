"""One hub, as a station talks to it: signed requests, and answers that are the hub's or nothing.

An answer without `X-Hub`, or with another hub's, comes from a portal, a proxy or a wrong address;
it becomes a NetworkFault and acknowledges nothing (docs/spec/sync-protocol.md §3).
"""

from __future__ import annotations

import urllib.parse
from collections.abc import Mapping
from dataclasses import field
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from kiosk.base.clock import Clock
from kiosk.base.dataclass import dataclass
from kiosk.base.errors import HubRefusal, HubRefusalKind, NetworkFault, NetworkFaultKind
from sync.client.backoff import parse_http_date, parse_retry_after
from sync.client.hub_time import HubTime
from sync.client.transport import Reply, Transport, Trust, unpack
from sync.protocol.answer_signatures import Answer, verify_answer
from sync.protocol.operations import HUB_PATH
from sync.protocol.signatures import (
    STATION_TAG,
    Request,
    SignatureError,
    make_nonce,
    sign_request,
)
from sync.protocol.wire import (
    APP_HEADER,
    HUB_HEADER,
    MAX_BODY_BYTES,
    MAY_BE_UNSIGNED,
    HubStamp,
    parse_hub_error,
    parse_hub_stamp,
)

DEVICE_REVOKED = "device_revoked"
_SIGNED_AGAIN_S = 60.0
"""A signature made with a clock that was this far off is made again with the right time."""
_TIME_RESOLUTION_S = 1.0
"""Of `Date` and of the moment in a signature."""
_SYSTEM = Trust()
_PORTAL_STATUS = frozenset({401, 403, 407, 511})


@dataclass(frozen=True, slots=True)
class Signer:
    """The station's key; not shown in a repr."""

    kid: str
    key: Ed25519PrivateKey = field(repr=False)
    tag: str = STATION_TAG


@dataclass(frozen=True, slots=True)
class KnownHub:
    """How the one hub is recognised that this station enrolled with."""

    hub_id: str
    key: Ed25519PublicKey


@dataclass(frozen=True, slots=True)
class HubAnswer:
    """An answer that carries the hub's stamp, with a status the caller asked for."""

    status: int
    headers: Mapping[str, str]
    """By lower-case name."""
    body: bytes
    """Unpacked, but for raw answers."""
    stamp: HubStamp
    sent: float
    """Monotonic seconds."""
    received: float
    is_whole: bool
    message: Answer
    """As it travelled, for its signature."""

    @property
    def took_s(self) -> float:
        """The round trip."""
        return self.received - self.sent


class HubClient:
    """Talks to one hub over one kept connection; one thread at a time, except for `cut`."""

    def __init__(
        self,
        base_url: str,
        clock: Clock,
        time: HubTime,
        *,
        app: str,
        signer: Signer | None,
        hub: KnownHub | None,
        trust: Trust = _SYSTEM,
    ) -> None:
        """`hub` None: any hub may answer, until `recognise`; the caller checks its signature."""
        self._base_url = base_url.rstrip("/")
        self._clock = clock
        self._time = time
        self._app = app
        self._signer = signer
        self._hub = hub
        self._transport = Transport(trust)
        self.stamp: HubStamp | None = None
        """The stamp of the newest answer."""

    def ping(self) -> None:
        """Hear the hub's time; an answer proves that nothing stands between. Raises NetworkFault,
        HubRefusal.

        Not signed by the station, whose clock may be wrong; the nonce ties the answer to it.
        """
        path = f"/v1/ping?nonce={make_nonce()}"
        self._once("GET", path, b"", {}, None, frozenset({204}), is_signed=False)

    def introduction(self) -> HubAnswer:
        """What a hub says of itself. Raises NetworkFault, HubRefusal.

        Like a ping, it is not signed by the station, and tells the hub's time.
        """
        path = f"{HUB_PATH}?nonce={make_nonce()}"
        return self._once("GET", path, b"", {}, None, frozenset({200}), is_signed=False)

    def recognise(self, hub: KnownHub) -> None:
        """From now on only this hub's answers count."""
        self._hub = hub

    def call(
        self,
        method: str,
        path: str,
        body: bytes = b"",
        *,
        query: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        accepted: frozenset[int] = frozenset({200}),
        raw_limit: int | None = None,
    ) -> HubAnswer:
        """One signed exchange; gives answers whose status is in `accepted`.

        `raw_limit` takes the body as it travelled, up to so many bytes, and cut short if it was.
        Raises NetworkFault (no hub, or none that works), HubRefusal (any other 4xx of the hub).
        """
        if query:
            path = f"{path}?{urllib.parse.urlencode(query)}"
        if not self._time.is_heard:
            self.ping()
        before = self._time.now()
        began = self._clock.monotonic()
        try:
            return self._once(method, path, body, headers or {}, raw_limit, accepted)
        except HubRefusal as refusal:
            passed_s = self._clock.monotonic() - began
            moved_s = (self._time.now() - before).total_seconds() - passed_s
            if refusal.status != 401 or abs(moved_s) < _SIGNED_AGAIN_S:
                raise
        return self._once(method, path, body, headers or {}, raw_limit, accepted)

    def cut(self) -> None:
        """From another thread: end the exchange in progress at once."""
        self._transport.cut()

    def forget_connection(self) -> None:
        """Connect anew at the next exchange."""
        self._transport.forget_connection()

    def close(self) -> None:
        """Close the session; safe to call twice."""
        self._transport.close()

    def hear(self, shown: datetime, answer: HubAnswer) -> None:
        """Take the time an answer tells in its body, which is finer than its Date."""
        self._time.heard(shown, 0.0, answer.sent, answer.received)

    def is_own(self, answer: HubAnswer, key: Ed25519PublicKey) -> bool:
        """Whether an answer carries a good signature of `key` over itself and its request."""
        try:
            verify_answer(answer.message, key)
        except SignatureError:
            return False
        return True

    def _once(
        self,
        method: str,
        path: str,
        body: bytes,
        headers: Mapping[str, str],
        raw_limit: int | None,
        accepted: frozenset[int],
        *,
        is_signed: bool = True,
    ) -> HubAnswer:
        url = self._transport.prepare_url(self._base_url + path)
        request = Request(method, url, {APP_HEADER: self._app, **headers}, body)
        request.headers["Accept-Encoding"] = "identity" if raw_limit else "gzip"
        if is_signed and self._signer is not None:
            signer = self._signer
            sign_request(request, signer.key, signer.kid, at=self._time.now(), tag=signer.tag)
        sent = self._clock.monotonic()
        reply = self._transport.exchange(
            method,
            url,
            request.headers,
            body,
            raw_limit or MAX_BODY_BYTES,
            may_be_cut=raw_limit is not None,
        )
        received = self._clock.monotonic()
        stamp = self._stamp_of(reply)
        message = Answer(request, reply.status, dict(reply.headers), reply.body)
        shown = self._shown_time(message, reply)
        if shown is not None:
            self._time.heard(shown, _TIME_RESOLUTION_S, sent, received)
            self.stamp = stamp
        answer = HubAnswer(
            status=reply.status,
            headers=reply.headers,
            body=reply.body if raw_limit else unpack(reply, MAX_BODY_BYTES),
            stamp=stamp,
            sent=sent,
            received=received,
            is_whole=reply.is_whole,
            message=message,
        )
        if reply.status in accepted:
            return answer
        raise self._refusal(answer)

    def _shown_time(self, message: Answer, reply: Reply) -> datetime | None:
        """The hub's time, if the answer proves to be its own; None for one that only asks to wait.

        Raises NetworkFault UNSIGNED for any other. Of a hub that is not known yet, the time serves
        for nothing but the request to enrol.
        """
        if self._hub is None:
            return parse_http_date(reply.headers.get("date"))
        try:
            return verify_answer(message, self._hub.key, is_cut=not reply.is_whole)
        except SignatureError as error:
            if reply.status in MAY_BE_UNSIGNED:
                return None
            detail = f"{reply.status}: {error}"
            raise NetworkFault(NetworkFaultKind.UNSIGNED, detail) from error

    def _stamp_of(self, reply: Reply) -> HubStamp:
        """The hub's stamp, or the fault that stands for whoever answered instead."""
        stamp = parse_hub_stamp(reply.headers.get(HUB_HEADER.lower()))
        if stamp is not None and (self._hub is None or stamp.hub_id == self._hub.hub_id):
            return stamp
        if stamp is not None:
            raise NetworkFault(NetworkFaultKind.SERVER_DOWN, "another hub answers here")
        if reply.status < 400 or reply.status in _PORTAL_STATUS:
            raise NetworkFault(NetworkFaultKind.PORTAL, f"{reply.status} without X-Hub")
        raise NetworkFault(
            NetworkFaultKind.SERVER_DOWN,
            f"{reply.status} without X-Hub",
            parse_retry_after(reply.headers.get("retry-after"), self._time.now()),
        )

    def _refusal(self, answer: HubAnswer) -> NetworkFault | HubRefusal:
        error = parse_hub_error(answer.body)
        code = error.code if error else ""
        detail = f"{answer.status} {code}".strip()
        asked = parse_retry_after(answer.headers.get("retry-after"), self._time.now())
        if answer.status in (429, 503):
            return NetworkFault(NetworkFaultKind.SLOW_DOWN, detail, asked)
        if answer.status >= 500 or answer.status < 400:
            return NetworkFault(NetworkFaultKind.SERVER_DOWN, detail, asked)
        if answer.status == 408:
            return NetworkFault(NetworkFaultKind.TIMEOUT, detail, asked)
        if answer.status == 403 and code == DEVICE_REVOKED:
            return HubRefusal(
                HubRefusalKind.REVOKED, answer.status, code, error.text if error else None
            )
        return HubRefusal(
            HubRefusalKind.BAD_REQUEST, answer.status, code, error.text if error else None
        )
