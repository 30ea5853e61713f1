"""Takes this station into a hub's service with a one-time code (docs/spec/sync-protocol.md §6)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.base.clock import Clock
from kiosk.base.dataclass import dataclass
from kiosk.base.errors import NetworkFault, NetworkFaultKind
from sync.client.hub_client import HubAnswer, HubClient, KnownHub, Signer
from sync.client.hub_file import HubFile
from sync.client.hub_time import HubTime
from sync.client.transport import Trust, shown_pin
from sync.protocol.enrolment import (
    EnrolAnswer,
    EnrolmentError,
    EnrolRequest,
    Invitation,
    check_hub_url,
    hash_key,
    make_check,
    parse_enrol_answer,
    parse_introduction,
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
_UNPROVEN = (NetworkFaultKind.CERTIFICATE, NetworkFaultKind.CLOCK, NetworkFaultKind.WRONG_NAME)


@dataclass(frozen=True, slots=True)
class Met:
    """Who answers at an address: it holds the key it names, and nobody has vouched for it yet."""

    key_hash: str
    pin: str
    """As in an invitation; empty where an authority vouches for its certificate."""

    @property
    def check(self) -> str:
        """What the hub shows too, if this is the hub."""
        return make_check(self.key_hash, self.pin)


def meet(hub_url: str, clock: Clock, *, app: str, ca_file: Path | None = None) -> Met:
    """Ask an address who it is; nothing is sent to it but this question.

    Raises NetworkFault, HubRefusal, and EnrolmentError for who does not hold the key it names.
    """
    hub_url = check_hub_url(hub_url, "")
    pin = ""
    try:
        return Met(_meet(hub_url, clock, app, Trust(ca_file)), pin)
    except NetworkFault as fault:
        if fault.kind not in _UNPROVEN:
            raise
    pin = shown_pin(hub_url)
    return Met(_meet(hub_url, clock, app, Trust(pin=pin)), pin)


def enrol(
    invitation: Invitation,
    clock: Clock,
    *,
    app: str,
    ca_file: Path | None = None,
    asks_with: Callable[[HubClient], object] | None = None,
) -> HubFile:
    """Redeem an invitation with a fresh key; nothing is written.

    The code is sent to whoever shows the pinned certificate and holds the invitation's key, and
    to nobody else. `asks_with` is told the client before it is used, so that another thread may
    cut it.

    Raises NetworkFault, HubRefusal (the code is wrong, used or expired), and EnrolmentError when
    whoever answered is not the hub of the invitation.
    """
    hub_url = check_hub_url(invitation.hub_url, invitation.pin)
    key = Ed25519PrivateKey.generate()
    public_key = public_text(key.public_key())
    client = HubClient(
        hub_url,
        clock,
        HubTime(clock),
        app=app,
        signer=Signer(public_key, key, ENROL_TAG),
        hub=None,
        trust=Trust(ca_file, invitation.pin),
    )
    if asks_with is not None:
        asks_with(client)
    proof = encode(key.sign(proof_bytes(invitation.code, public_key)))
    request = EnrolRequest(invitation.code, public_key, proof, app)
    try:
        hub = _introduced(client)
        if _hash_of(hub) != invitation.key_hash:
            raise EnrolmentError("the hub's key is not the one of the code")
        client.recognise(hub)
        answer = _ask(client, request)
    finally:
        client.close()
    parsed = _parse(answer)
    if parsed.stamp != answer.stamp or parsed.hub_keys.sign != public_text(hub.key):
        raise EnrolmentError("the hub names another hub, or another key than its own")
    return HubFile(
        hub_url=hub_url,
        hub_id=parsed.stamp.hub_id,
        hub_sign_key=parsed.hub_keys.sign,
        hub_seal_key=parsed.hub_keys.seal,
        device_id=parsed.device_id,
        kid=parsed.kid,
        private_key=encode(private_raw(key)),
        venue_id=parsed.venue_id,
        venue_name=parsed.venue_name,
        gate=parsed.gate,
        pin=invitation.pin,
    )


def _meet(hub_url: str, clock: Clock, app: str, trust: Trust) -> str:
    """The hash of the key of whoever answers."""
    client = HubClient(hub_url, clock, HubTime(clock), app=app, signer=None, hub=None, trust=trust)
    try:
        return _hash_of(_introduced(client))
    finally:
        client.close()


def _introduced(client: HubClient) -> KnownHub:
    """Who answers, by its own signature. Raises EnrolmentError."""
    answer = client.introduction()
    try:
        told = parse_introduction(answer.body)
    except MemberError as error:
        detail = f"malformed introduction: {error}"
        raise NetworkFault(NetworkFaultKind.SERVER_DOWN, detail) from error
    try:
        key = signing_public(told.hub_keys.sign)
    except KeyFault as error:
        raise EnrolmentError("the hub names no usable key") from error
    if not client.is_own(answer, key) or told.stamp != answer.stamp:
        raise EnrolmentError("no hub signs for this address; it must be as the hub itself shows it")
    return KnownHub(told.stamp.hub_id, key)


def _hash_of(hub: KnownHub) -> str:
    return hash_key(hub.key.public_bytes_raw())


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
