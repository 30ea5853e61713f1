"""The hub's signature on each of its answers (RFC 9421; docs/spec/sync-protocol.md §3).

An answer has one form, written and recognised here directly: an eighth of the library's time on
both sides. It covers the request's own signature, which no two requests share, so that an answer
stands for the one request it was given to and cannot be kept and played again. Where the request
carries no signature (`/v1/ping`) its address must do that, by a fresh nonce in the query.
"""

from __future__ import annotations

import base64
import re
from collections.abc import MutableMapping
from dataclasses import field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from kiosk.base.dataclass import dataclass
from sync.protocol.keys import is_signed
from sync.protocol.signatures import (
    OWN_METHOD,
    OWN_URL,
    Request,
    SignatureError,
    content_digest,
)
from sync.protocol.wire import CURSOR_HEADER, HUB_HEADER, SHA_HEADER

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import (
        Ed25519PrivateKey,
        Ed25519PublicKey,
    )

HUB_TAG = "hub-v1"

_LABEL = "hub"
_COVERED_IF_THERE = tuple(
    name.lower()
    for name in ("Content-Encoding", "Content-Range", "ETag", CURSOR_HEADER, SHA_HEADER)
)
"""Fields of an answer that say what its body is; none may be added or taken away on the way."""
_PARAMETERS = re.compile(
    r';created=([1-9]\d{0,9});keyid="([A-Za-z0-9._-]{1,64})";tag="' + HUB_TAG + '"', re.ASCII
)
_SIGNATURE = re.compile(_LABEL + r"=:([A-Za-z0-9+/]{86}==):", re.ASCII)


@dataclass(slots=True)
class Answer:
    """An answer of the hub, with the request it belongs to; signing adds to `headers`."""

    request: Request
    status_code: int
    headers: MutableMapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    """As it travels: after compression."""


def sign_answer(answer: Answer, key: Ed25519PrivateKey, hub_id: str, *, at: datetime) -> None:
    """Add Content-Digest, Signature-Input and Signature; every other header is set already.

    `at`, the hub's present, is the time that a station takes from the answer. Raises
    SignatureError for a request that could not be told from another one in the signed text.
    """
    answer.headers["Content-Digest"] = content_digest(answer.body)
    lines, covered = _covered(answer)
    parameters = f'({covered});created={int(at.timestamp())};keyid="{hub_id}";tag="{HUB_TAG}"'
    signature = base64.b64encode(key.sign(_base(lines, parameters))).decode("ascii")
    answer.headers["Signature-Input"] = f"{_LABEL}={parameters}"
    answer.headers["Signature"] = f"{_LABEL}=:{signature}:"


def verify_answer(answer: Answer, key: Ed25519PublicKey, *, is_cut: bool = False) -> datetime:
    """Check that an answer is the hub's own, to this very request, and unchanged.

    Gives the hub's time when it was signed, in whole seconds, UTC. `is_cut`: the connection ended
    before the body did, so the body is not looked at; the caller proves it by a covered field
    (`X-SHA256`). Raises SignatureError.
    """
    fields = _fields(answer)
    lines, covered = _covered(answer)
    head = f"{_LABEL}=({covered})"
    told = fields.get("signature-input", "")
    signature = _SIGNATURE.fullmatch(fields.get("signature", ""))
    parameters = _PARAMETERS.fullmatch(told, len(head)) if told.startswith(head) else None
    if parameters is None or signature is None:
        raise SignatureError("not signed, or not over what must be")
    if not is_cut and fields["content-digest"] != content_digest(answer.body):
        raise SignatureError("another body than the signed one")
    base = _base(lines, told.removeprefix(f"{_LABEL}="))
    if not is_signed(key, base64.b64decode(signature[1]), base):
        raise SignatureError("the signature is not the hub's")
    return datetime.fromtimestamp(int(parameters[1]), tz=UTC)


def _covered(answer: Answer) -> tuple[list[str], str]:
    """The lines of the signed text before its parameters, and the names of their components.

    Raises SignatureError where a part is missing or could stand for something else.
    """
    request, fields = answer.request, _fields(answer)
    if not OWN_METHOD.fullmatch(request.method) or not OWN_URL.fullmatch(request.url):
        raise SignatureError("a request that cannot be signed for")
    parts = [
        ('"@status"', str(answer.status_code)),
        ('"@method";req', request.method),
        ('"@target-uri";req', request.url),
    ]
    asked = {name.lower(): value for name, value in request.headers.items()}
    if "signature" in asked:
        parts.append(('"signature";req', asked["signature"]))
    for name in (HUB_HEADER.lower(), "content-digest"):
        if name not in fields:
            raise SignatureError(f"no {name}")
        parts.append((f'"{name}"', fields[name]))
    parts += [(f'"{name}"', fields[name]) for name in _COVERED_IF_THERE if name in fields]
    if any(not (value.isascii() and value.isprintable()) for _, value in parts):
        raise SignatureError("a field that cannot be signed for")
    return [f"{name}: {value}" for name, value in parts], " ".join(name for name, _ in parts)


def _fields(answer: Answer) -> dict[str, str]:
    """The answer's headers by lower-case name."""
    return {name.lower(): value for name, value in answer.headers.items()}


def _base(lines: list[str], parameters: str) -> bytes:
    return "\n".join([*lines, f'"@signature-params": {parameters}']).encode("ascii")
