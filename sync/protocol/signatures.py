"""HTTP message signatures (RFC 9421) of a station's requests (docs/spec/sync-protocol.md §6).

The library accepts a replay and, by default, only 5 s of clock difference: the limits here are
wider, and whoever receives enrol, otp or lookup keeps the nonces for `MAX_AGE` and `SKEW`.

What our own stations write has one form only: a request in that form is checked here, in a quarter
of the library's time. It is accepted and never refused; the library has the last word on the rest.
"""

from __future__ import annotations

import base64
import hashlib
import re
import secrets
from collections.abc import Callable, Mapping, MutableMapping
from datetime import datetime, timedelta
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from http_message_signatures import (
    HTTPMessageSignaturesException,
    HTTPMessageSigner,
    HTTPMessageVerifier,
    HTTPSignatureKeyResolver,
    InvalidSignature,
    algorithms,
)

from kiosk.base.dataclass import dataclass
from sync.protocol.keys import is_signed

SKEW = timedelta(seconds=300)
MAX_AGE = timedelta(minutes=10)
NONCE_BYTES = 16

STATION_TAG = "kiosk-v1"
ENROL_TAG = "kiosk-enrol-v1"

_REQUEST_PARTS = ("@method", "@target-uri")

_LABEL = re.escape(HTTPMessageSigner.DEFAULT_SIGNATURE_LABEL)
_OWN_INPUT = re.compile(
    _LABEL + r'=(\("@method" "@target-uri" "content-digest"( "content-encoding")?\)'
    r';created=([1-9]\d{0,11});keyid="([A-Za-z0-9._-]+)";nonce="([A-Za-z0-9_-]+)"'
    r';tag="([a-z0-9-]+)")',
    re.ASCII,
)
"""`Signature-Input` as `sign_request` writes it; the first group is what is signed of it."""
_OWN_SIGNATURE = re.compile(_LABEL + r"=:([A-Za-z0-9+/]{86}==):")
OWN_URL = re.compile(
    r"https?://[A-Za-z0-9.-]+(?::[0-9]+)?/(?:[A-Za-z0-9._~!$&'()*+,;=:@/?-]|%[0-9A-Fa-f]{2})*"
)
"""An address that is signed as it stands: with a path, without user and fragment."""
OWN_METHOD = re.compile(r"[A-Z]+")
"""A method that is signed as it stands."""
_OWN_ENCODING = re.compile(r"[a-z]+")


MAX_FIELD_LETTERS = 2048
"""Of each field of a signature; ours have some 250. The library takes a tenth of a second for the
longest head a server reads, and nobody is known yet who sends one."""
_FIELDS = ("signature-input", "signature", "content-digest")


class SignatureError(ValueError):
    """A signature that is missing, wrong, too old, or does not cover what it must."""


@dataclass(slots=True)
class Request:
    """A request as both ends see it; signing adds to `headers`."""

    method: str
    url: str
    """Absolute; behind a proxy the hub builds it from its public address."""
    headers: MutableMapping[str, str]
    body: bytes = b""
    """As it travels: after compression."""


@dataclass(frozen=True, slots=True)
class Verified:
    """What a good signature says of itself."""

    kid: str
    nonce: str
    created: datetime


def make_nonce() -> str:
    """A fresh nonce."""
    return secrets.token_urlsafe(NONCE_BYTES)


def sign_request(
    request: Request, key: Ed25519PrivateKey, kid: str, *, at: datetime, tag: str = STATION_TAG
) -> None:
    """Add Content-Digest, Signature-Input and Signature. `at` is the hub's time as known here."""
    request.headers["Content-Digest"] = content_digest(request.body)
    signer = HTTPMessageSigner(
        signature_algorithm=algorithms.ED25519, key_resolver=_SigningKey(key)
    )
    signer.sign(
        request,
        key_id=kid,
        created=at,
        nonce=make_nonce(),
        tag=tag,
        covered_component_ids=_covered(request),
        include_alg=False,
        body=request.body,
        use_existing_digest=True,
    )


def verify_request(
    request: Request,
    find_key: Callable[[str], Ed25519PublicKey | None],
    *,
    now: datetime,
    tag: str = STATION_TAG,
) -> Verified:
    """Check a request's signature over method, address and body. Raises SignatureError."""
    own = _verify_own(request, find_key, now, tag)
    return own or _verify(request, find_key, now, tag)


def content_digest(body: bytes) -> str:
    """The Content-Digest of a body (RFC 9530)."""
    return f"sha-256=:{base64.b64encode(hashlib.sha256(body).digest()).decode('ascii')}:"


def _covered(request: Request) -> tuple[str, ...]:
    names = {name.lower() for name in request.headers}
    encoding = ("content-encoding",) if "content-encoding" in names else ()
    return (*_REQUEST_PARTS, "content-digest", *encoding)


def _verify_own(
    request: Request,
    find_key: Callable[[str], Ed25519PublicKey | None],
    now: datetime,
    tag: str,
) -> Verified | None:
    """The quick way: a request signed exactly as `sign_request` does; None for anything else."""
    fields = {name.lower(): value for name, value in request.headers.items()}
    signed = _OWN_INPUT.fullmatch(fields.get("signature-input", ""))
    signature = _OWN_SIGNATURE.fullmatch(fields.get("signature", ""))
    if signed is None or signature is None or len(fields) != len(request.headers):
        return None
    parameters, covers_encoding, created, kid, nonce, its_tag = signed.groups()
    digest, encoding = fields.get("content-digest"), fields.get("content-encoding")
    if (
        its_tag != tag
        or (encoding is None) != (covers_encoding is None)
        or (encoding is not None and not _OWN_ENCODING.fullmatch(encoding))
        or not OWN_METHOD.fullmatch(request.method)
        or not OWN_URL.fullmatch(request.url)
        or digest != content_digest(request.body)
        or _age_problem(int(created), now) is not None
    ):
        return None
    lines = [
        f'"@method": {request.method}',
        f'"@target-uri": {request.url}',
        f'"content-digest": {digest}',
        *(() if encoding is None else (f'"content-encoding": {encoding}',)),
        f'"@signature-params": {parameters}',
    ]
    base = "\n".join(lines).encode("ascii")
    key = find_key(kid)
    if key is None or not is_signed(key, base64.b64decode(signature[1]), base):
        return None
    return Verified(kid, nonce, datetime.fromtimestamp(int(created), tz=now.tzinfo))


def _age_problem(created: int, now: datetime) -> str | None:
    """Why a moment of creation, in Unix seconds, does not count now; None where it does."""
    age_s = now.timestamp() - created
    if age_s < -SKEW.total_seconds():
        return "created in the future"
    return "too old" if age_s > (MAX_AGE + SKEW).total_seconds() else None


def _verify(
    request: Request,
    find_key: Callable[[str], Ed25519PublicKey | None],
    now: datetime,
    tag: str,
) -> Verified:
    for name, value in request.headers.items():
        if name.lower() in _FIELDS and len(value) > MAX_FIELD_LETTERS:
            raise SignatureError(f"{name}: too long")
    verifier = _Verifier(find_key, now)
    try:
        (result, *others) = verifier.verify(
            request,
            max_age=MAX_AGE,
            expect_tag=tag,
            require_components=_covered(request),
            body=request.body,
        )
    except HTTPMessageSignaturesException as error:
        raise SignatureError(str(error)) from error
    if others:
        raise SignatureError("more than one signature")
    parameters = result.parameters
    nonce = parameters.get("nonce")
    if not isinstance(nonce, str) or not nonce:
        raise SignatureError("no nonce")
    created = datetime.fromtimestamp(int(parameters["created"]), tz=now.tzinfo)
    return Verified(str(parameters["keyid"]), nonce, created)


class _SigningKey(HTTPSignatureKeyResolver):
    """The one key that signs."""

    def __init__(self, key: Ed25519PrivateKey) -> None:
        self._key = key

    def resolve_private_key(self, key_id: str) -> Ed25519PrivateKey:
        """The key, whatever its name."""
        return self._key


class _PublicKeys(HTTPSignatureKeyResolver):
    """Keys by name, from the caller's book."""

    def __init__(self, find: Callable[[str], Ed25519PublicKey | None]) -> None:
        self._find = find

    def resolve_public_key(self, key_id: str) -> Ed25519PublicKey:
        """The key of a name. Raises InvalidSignature when there is none."""
        key = self._find(key_id)
        if key is None:
            raise InvalidSignature("unknown key")
        return key


class _Verifier(HTTPMessageVerifier):
    """The library's verifier with our limits, on the caller's clock."""

    max_clock_skew = SKEW

    def __init__(self, find_key: Callable[[str], Ed25519PublicKey | None], now: datetime) -> None:
        super().__init__(signature_algorithm=algorithms.ED25519, key_resolver=_PublicKeys(find_key))
        self._now = now

    def validate_created_and_expires(
        self, sig_input: Any, max_age: timedelta | None = None
    ) -> None:
        """As in the library, but against the clock that was handed in."""
        parameters: Mapping[str, object] = sig_input.params
        created = parameters.get("created")
        if type(created) is not int:
            raise InvalidSignature("no time of creation")
        problem = _age_problem(created, self._now)
        if problem is not None:
            raise InvalidSignature(problem)
