"""How the hub's answers leave: stamped, packed when asked for, signed."""

from __future__ import annotations

import gzip
import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from email.utils import format_datetime

from starlette.responses import Response
from starlette.types import Message, Send

from sync.hub.errors import RefusalCode, RequestRefused
from sync.hub.hub import Hub
from sync.protocol.answer_signatures import Answer, sign_answer
from sync.protocol.signatures import Request, SignatureError
from sync.protocol.wire import HUB_HEADER, MAY_BE_UNSIGNED

JSON = "application/json"
PIECE_BYTES = 64 * 1024
_LEAST_TO_PACK = 500
_LEVEL = 6
_RANGE = re.compile(r"bytes=(\d{1,15})-(\d{0,15})", re.ASCII)


async def send_in_pieces(message: Message, send: Send) -> None:
    """Send a part of an answer so that a long one waits for the line after each piece: what was
    handed over lies in memory until it is taken."""
    body: bytes = message.get("body", b"")
    start = 0
    while len(body) - start > PIECE_BYTES:
        await send({**message, "body": body[start : start + PIECE_BYTES], "more_body": True})
        start += PIECE_BYTES
    await send({**message, "body": body[start:]} if start else message)


def http_date(at: datetime) -> str:
    """The value of a `Date` header."""
    return format_datetime(at, usegmt=True)


class Responder:
    """Makes the hub's answers: each is signed, and bound to its own request."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub

    def answer(
        self,
        request: Request,
        status: int,
        body: bytes = b"",
        headers: Mapping[str, str] | None = None,
        media_type: str = JSON,
    ) -> Response:
        """An answer, gzipped when the station takes that and it is worth it.

        Raises RequestRefused (400) for a request that no answer can be signed for.
        """
        out = {HUB_HEADER: self._hub.identity.stamp.to_header(), **(headers or {})}
        if body and media_type == JSON:
            out["Vary"] = "Accept-Encoding"
            if len(body) >= _LEAST_TO_PACK and _takes_gzip(request):
                body = gzip.compress(body, _LEVEL, mtime=0)
                out["Content-Encoding"] = "gzip"
        answer = Answer(request, status, out, body)
        identity = self._hub.identity
        try:
            sign_answer(answer, identity.sign_key, identity.hub_id, at=self._hub.now())
        except SignatureError:
            raise RequestRefused(RefusalCode.BAD_REQUEST) from None
        return Response(body, status, dict(answer.headers), media_type if body else None)

    def refusal(self, refusal: RequestRefused, request: Request | None) -> Response:
        """The answer to a request that is refused.

        Not signed where it only asks the station to wait, or where the request cannot be signed
        for.
        """
        headers = {}
        if refusal.retry_after_s is not None:
            headers["Retry-After"] = str(refusal.retry_after_s)
        if refusal.must_close:
            headers["Connection"] = "close"
        if request is not None and refusal.status not in MAY_BE_UNSIGNED:
            with suppress(RequestRefused):
                return self.answer(request, refusal.status, refusal.to_bytes(), headers)
        return Response(refusal.to_bytes(), refusal.status, headers, JSON)


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


def _takes_gzip(request: Request) -> bool:
    for part in request.headers.get("accept-encoding", "").split(","):
        coding, _, weight = part.partition(";")
        if coding.strip().lower() in ("gzip", "*"):
            return weight.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return False
