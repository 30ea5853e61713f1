"""One request of a station, signed, with the keys to judge it."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from sync.protocol.signatures import STATION_TAG, Request, sign_request

NOW = datetime(2026, 7, 1, 0, 30, 15, tzinfo=UTC)
KEY = Ed25519PrivateKey.generate()
OTHER = Ed25519PrivateKey.generate()
KID = "k7"
URL = "https://hub.example.vn/v1/entries:batch?limit=5"
BODY = gzip.compress(b'{"n":1}\n')

INPUT = (
    'pyhms=("@method" "@target-uri" "content-digest" "content-encoding")'
    f';created={int(NOW.timestamp())};keyid="{KID}";nonce="n";tag="{STATION_TAG}"'
)
"""What a station writes, with a nonce of one letter."""


def find_key(kid: str) -> Ed25519PublicKey | None:
    """The hub's register: one key of one station."""
    return KEY.public_key() if kid == KID else None


def signed_request(at: datetime = NOW, tag: str = STATION_TAG) -> Request:
    """A batch as a station sends it."""
    request = Request("POST", URL, {"Content-Encoding": "gzip", "X-App": "1.4.0"}, BODY)
    sign_request(request, KEY, KID, at=at, tag=tag)
    return request
