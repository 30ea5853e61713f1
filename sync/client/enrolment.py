"""Takes this station into a hub's service with a one-time code (docs/spec/sync-protocol.md §6)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.base.clock import Clock
from kiosk.base.errors import NetworkFault, NetworkFaultKind
from sync.client.hub_client import HubAnswer, HubClient, Signer
from sync.client.hub_file import HubFile
from sync.client.hub_time import HubTime
from sync.protocol.enrolment import (
    EnrolAnswer,
    EnrolmentError,
    EnrolRequest,
    hash_key,
    parse_enrol_answer,
    proof_bytes,
)
from sync.protocol.keys import (
    KeyFault,
    encode,
    private_raw,
    public_text,
    sealing_public,
    signing_public,
)
from sync.protocol.members import MemberError
from sync.protocol.signatures import ENROL_TAG

PATH = "/v1/enrol"
TRIES = 3
"""An answer that is lost is asked for again with the same key: the hub gives the same one."""


@dataclass(frozen=True, slots=True)
class Enrolled:
    """A hub's answer that carries its own good signature."""

    hub_file: HubFile
    key_hash: str
    """Of the hub's key: what its screen shows beside the code, to be compared where the code came
    without it."""


def enrol(
    hub_url: str,
    code: str,
    key_hash: str | None,
    clock: Clock,
    *,
    app: str,
    ca_file: Path | None = None,
    asks_with: Callable[[HubClient], object] | None = None,
) -> Enrolled:
    """Redeem a code with a fresh key; nothing is written.

    `asks_with` is told the client before it is used, so that another thread may cut it.

    Raises NetworkFault, HubRefusal (the code is wrong, used or expired), and EnrolmentError when
    whoever answered is not the hub of `key_hash`, or signed with another key than it names.
    """
    key = Ed25519PrivateKey.generate()
    public_key = public_text(key.public_key())
    time = HubTime(clock)
    client = HubClient(
        hub_url,
        clock,
        time,
        app=app,
        signer=Signer(public_key, key, ENROL_TAG),
        hub=None,
        ca_file=ca_file,
    )
    if asks_with is not None:
        asks_with(client)
    proof = encode(key.sign(proof_bytes(code, public_key)))
    request = EnrolRequest(code, public_key, proof, app)
    try:
        answer = _ask(client, request)
        parsed = _parse(answer)
        found = _check(client, answer, parsed, key_hash)
    finally:
        client.close()
    hub_file = HubFile(
        hub_url=hub_url.rstrip("/"),
        hub_id=parsed.stamp.hub_id,
        hub_sign_key=parsed.hub_keys.sign,
        hub_seal_key=parsed.hub_keys.seal,
        device_id=parsed.device_id,
        kid=parsed.kid,
        private_key=encode(private_raw(key)),
        venue_id=parsed.venue_id,
        venue_name=parsed.venue_name,
        gate=parsed.gate,
    )
    return Enrolled(hub_file, found)


def _ask(client: HubClient, request: EnrolRequest) -> HubAnswer:
    for left in reversed(range(TRIES)):
        try:
            return client.call(
                "POST",
                PATH,
                request.to_bytes(),
                headers={"Content-Type": "application/json"},
                accepted=frozenset({201}),
            )
        except NetworkFault as fault:
            is_lost = fault.kind in (NetworkFaultKind.OFFLINE, NetworkFaultKind.TIMEOUT)
            if not (is_lost and left):
                raise
    raise AssertionError("the last try returns or raises")


def _parse(answer: HubAnswer) -> EnrolAnswer:
    try:
        parsed = parse_enrol_answer(answer.body)
        sealing_public(parsed.hub_keys.seal)
    except (MemberError, KeyFault) as error:
        detail = f"malformed enrolment: {error}"
        raise NetworkFault(NetworkFaultKind.SERVER_DOWN, detail) from error
    return parsed


def _check(client: HubClient, answer: HubAnswer, parsed: EnrolAnswer, key_hash: str | None) -> str:
    """The hash of the key that signed the answer. Raises EnrolmentError."""
    try:
        key = signing_public(parsed.hub_keys.sign)
    except KeyFault as error:
        raise EnrolmentError("the hub names no usable key") from error
    found = hash_key(key.public_bytes_raw())
    if key_hash is not None and found != key_hash:
        raise EnrolmentError("the hub's key is not the one of the code")
    if not client.is_own(answer, key) or parsed.stamp != answer.stamp:
        raise EnrolmentError("the answer is not signed with the hub's key")
    return found
