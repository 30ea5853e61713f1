"""Makes the hub's answers: gzipped when asked for, signed where they must be the hub's own."""

from __future__ import annotations

import gzip
import re
from collections.abc import Mapping
from datetime import datetime
from email.utils import format_datetime

from starlette.requests import Request as HttpRequest
from starlette.responses import Response

from sync.hub.errors import RequestRefused
from sync.hub.hub import Hub
from sync.protocol.signatures import Answer, Request, sign_answer
from sync.protocol.wire import HUB_HEADER

JSON = "application/json"
_LEAST_TO_PACK = 500
_LEVEL = 6
_RANGE = re.compile(r"bytes=(\d{1,15})-(\d{0,15})", re.ASCII)


def http_date(at: datetime) -> str:
    """The value of a `Date` header."""
    return format_datetime(at, usegmt=True)


def make_answer(
    request: HttpRequest,
    status: int,
    body: bytes = b"",
    headers: Mapping[str, str] | None = None,
    media_type: str = JSON,
) -> Response:
    """An answer, gzipped when the station takes that and it is worth it."""
    out = dict(headers or {})
    if body and media_type == JSON:
        out["Vary"] = "Accept-Encoding"
        if len(body) >= _LEAST_TO_PACK and _takes_gzip(request):
            body = gzip.compress(body, _LEVEL, mtime=0)
            out["Content-Encoding"] = "gzip"
    return Response(body, status, out, media_type if body else None)


def make_signed(
    hub: Hub,
    request: Request,
    status: int,
    body: bytes,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """An answer that proves to be this hub's own, and to this very request."""
    out = {HUB_HEADER: hub.identity.stamp.to_header(), "Content-Type": JSON, **(headers or {})}
    answer = Answer(request, status, out, body)
    sign_answer(answer, hub.identity.sign_key, hub.identity.hub_id, at=hub.now())
    return Response(body, status, dict(answer.headers))


def make_refusal(
    hub: Hub, http: HttpRequest, refusal: RequestRefused, request: Request | None
) -> Response:
    """The answer to a request that is refused; signed where it must be the hub's own."""
    headers = {}
    if refusal.retry_after_s is not None:
        headers["Retry-After"] = str(refusal.retry_after_s)
    if refusal.must_close:
        headers["Connection"] = "close"
    if refusal.is_signed and request is not None:
        return make_signed(hub, request, refusal.status, refusal.to_bytes(), headers)
    return make_answer(http, refusal.status, refusal.to_bytes(), headers)


def cut_range(value: str | None, size: int) -> tuple[int, int] | None:
    """First byte and the one after the last of a `Range` header; None for the whole.

    Several ranges, suffixes and other units are answered with the whole, as RFC 9110 §14.2
    allows. Raises ValueError when it begins past the end.
    """
    match = _RANGE.fullmatch((value or "").strip())
    if match is None:
        return None
    first, last = int(match[1]), int(match[2] or size - 1)
    if first >= size:
        raise ValueError("past the end")
    if last < first:
        return None
    return first, min(last + 1, size)


def _takes_gzip(request: HttpRequest) -> bool:
    for part in request.headers.get("accept-encoding", "").split(","):
        coding, _, weight = part.partition(";")
        if coding.strip().lower() in ("gzip", "*"):
            return weight.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return False
