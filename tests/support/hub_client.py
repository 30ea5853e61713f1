"""A bare station for tests of the hub's service: signs, asks, and shows the raw answer."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Mapping
from datetime import datetime

import pytest
import requests
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sync.hub.server import RunningHub
from sync.protocol.answer_signatures import Answer
from sync.protocol.enrolment import (
    EnrolAnswer,
    EnrolRequest,
    Invitation,
    parse_enrol_answer,
    proof_bytes,
)
from sync.protocol.envelope import Envelope, join_batch
from sync.protocol.keys import encode, public_text
from sync.protocol.signatures import ENROL_TAG, Request, sign_request
from sync.protocol.wire import HubError, parse_hub_error

APP = "1.0.0"

only_sqlite = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
"""For what the database has no part in."""


class HttpStation:
    """One device with its key; a context manager that closes its connection."""

    def __init__(self, url: str, now: Callable[[], datetime]) -> None:
        self.url = url
        self.now = now
        self.key = Ed25519PrivateKey.generate()
        self.kid = ""
        self.enrolled: EnrolAnswer | None = None
        self.session = requests.Session()
        self.session.trust_env = False

    def __enter__(self) -> HttpStation:
        return self

    def __exit__(self, *_: object) -> None:
        self.session.close()

    @property
    def device(self) -> str:
        """The id the hub gave."""
        assert self.enrolled is not None
        return self.enrolled.device_id

    def enrol(self, invitation: Invitation) -> EnrolAnswer:
        """Redeem a code; it must work."""
        answer = self.send(self.enrolment(invitation.code))
        assert answer.status_code == 201, answer.text
        self.enrolled = parse_enrol_answer(answer.content)
        self.kid = self.enrolled.kid
        return self.enrolled

    def enrolment(
        self, code: str, *, proof: bytes | None = None, key: Ed25519PrivateKey | None = None
    ) -> Request:
        """A signed request to enrol."""
        public = public_text(self.key.public_key())
        made = self.key.sign(proof_bytes(code, public)) if proof is None else proof
        body = EnrolRequest(code, public, encode(made), APP).to_bytes()
        request = Request("POST", f"{self.url}/v1/enrol", {}, body)
        sign_request(request, key or self.key, public, at=self.now(), tag=ENROL_TAG)
        return request

    def request(
        self,
        method: str,
        path: str,
        body: bytes = b"",
        headers: Mapping[str, str] | None = None,
        *,
        is_packed: bool = False,
    ) -> Request:
        """A signed request."""
        out = dict(headers or {})
        if is_packed:
            body = gzip.compress(body)
            out["Content-Encoding"] = "gzip"
        request = Request(method, self.url + path, out, body)
        sign_request(request, self.key, self.kid, at=self.now())
        return request

    def send(self, request: Request) -> requests.Response:
        """Send a request as it stands, once more if need be."""
        return self.session.request(
            request.method,
            request.url,
            data=request.body,
            headers=dict(request.headers),
            timeout=40,
            allow_redirects=False,
        )

    def get(self, path: str, headers: Mapping[str, str] | None = None) -> requests.Response:
        """A signed GET."""
        return self.send(self.request("GET", path, headers=headers))

    def post(self, path: str, body: bytes, *, is_packed: bool = False) -> requests.Response:
        """A signed POST."""
        return self.send(self.request("POST", path, body, is_packed=is_packed))

    def push(self, lines: list[bytes], device: str | None = None) -> requests.Response:
        """A batch."""
        envelope = Envelope(device or self.device, "batch-1", APP, len(lines), None, len(lines))
        return self.post("/v1/entries:batch", join_batch(envelope, lines), is_packed=True)


def error_of(answer: requests.Response) -> HubError:
    """The hub's words in a refusal."""
    error = parse_hub_error(answer.content)
    assert error is not None, answer.text
    assert error.text["vi"]
    assert error.text["en"]
    return error


def signed_answer(request: Request, answer: requests.Response) -> Answer:
    """An answer as its signature is verified."""
    return Answer(request, answer.status_code, dict(answer.headers), answer.content)


def count_long_polls(running: RunningHub) -> int:
    """How many requests wait for a feed at this moment."""
    return running.app.endpoints.long_polls
