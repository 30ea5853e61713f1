"""Slip keys as stations make them, and as a hub vouches for them."""

from __future__ import annotations

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sync.protocol.keys import encode, public_text
from sync.protocol.slip_keys import (
    SlipKeyRequest,
    SlipKeyStatement,
    parse_slip_key_answer,
    slip_key_bytes,
)
from tests.support.hub_client import HttpStation

PATH = "/v1/device/slip-key"


def slip_key_request(
    device_id: str, key: Ed25519PrivateKey, kept: SlipKeyStatement | None = None
) -> SlipKeyRequest:
    """What a station sends of a key; `kept` is what the hub said of it before."""
    public = public_text(key.public_key())
    proof = encode(key.sign(slip_key_bytes(device_id, public)))
    return SlipKeyRequest(public, proof, "" if kept is None else kept.to_digits())


def ask_for_number(station: HttpStation, key: Ed25519PrivateKey) -> SlipKeyStatement:
    """The hub's word on a station's key; it must give one."""
    answer = station.post(PATH, slip_key_request(station.device, key).to_bytes())
    assert answer.status_code == 200, answer.text
    return parse_slip_key_answer(answer.content)
