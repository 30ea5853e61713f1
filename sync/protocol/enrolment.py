"""Enrolment: the string of the QR code, the one-time code, request and answer.

See docs/spec/sync-protocol.md §6.
"""

from __future__ import annotations

import hashlib
import ipaddress
import re
import secrets
from collections.abc import Callable
from functools import lru_cache
from urllib.parse import urlsplit

from kiosk.base.dataclass import dataclass
from sync.protocol.canonical import canonical_bytes
from sync.protocol.members import object_of, parse_object, word
from sync.protocol.wire import HubStamp

PREFIX = "KE2"
_PREFIX_OF_BEFORE = "KE1"
"""Without a pin."""
CODE_LETTERS = 10
CODE_LIFE_S = 30 * 60
CODE_TRIES = 5
KEY_HASH_BYTES = 16
CHECK_LETTERS = 8

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base32: no I, L, O or U."""
_ALIKE = str.maketrans("ILO", "110")
_URL = re.compile(r"https?://[!-{}-~]{1,200}", re.ASCII)
_KEY_HASH = re.compile(r"[0-9a-f]{32}", re.ASCII)
_PIN = re.compile(r"(?:[0-9a-f]{64})?", re.ASCII)
_LOOPBACK_NAME = "localhost"
_CHECK_COST = 2**15
"""Of scrypt, with 1 KiB blocks: 32 MiB and a tenth of a second for each guess."""


class EnrolmentError(ValueError):
    """A text that is not an enrolment string or code."""


class OldInvitation(EnrolmentError):
    """An invitation of before certificates were pinned: no station takes it any more."""


@dataclass(frozen=True, slots=True)
class Invitation:
    """What the QR code says: where the hub is, the code, and how to know the hub's key."""

    hub_url: str
    code: str
    key_hash: str
    """Hex of the first 16 bytes of SHA-256 over the hub's raw Ed25519 public key."""
    pin: str = ""
    """Hex of SHA-256 over the hub's own certificate (DER); empty where the station's system, or
    `sync.ca_file`, decides whom to trust."""

    def __str__(self) -> str:
        return f"{PREFIX}|{self.hub_url}|{self.code}|{self.key_hash}|{self.pin}"


def parse_invitation(text: str) -> Invitation:
    """Read an enrolment string. Raises EnrolmentError, OldInvitation for one of before."""
    prefix, *parts = text.strip().split("|")
    if prefix == _PREFIX_OF_BEFORE:
        raise OldInvitation(
            "this invitation is of an older kind: make a new one with hub device add"
        )
    if prefix != PREFIX or len(parts) != 4:
        raise EnrolmentError("not an enrolment string")
    url, code, key_hash, pin = parts
    url = check_hub_url(url, pin)
    if not _KEY_HASH.fullmatch(key_hash):
        raise EnrolmentError("the hash of the hub's key is not 32 hex digits")
    return Invitation(url, normalise_code(code), key_hash, pin)


def check_hub_url(url: str, pin: str) -> str:
    """A hub's address without a slash at its end; plain http and no pin only on this machine.

    Raises EnrolmentError.
    """
    if not _URL.fullmatch(url):
        raise EnrolmentError("the hub's address is not http or https")
    if not _PIN.fullmatch(pin):
        raise EnrolmentError("the hash of the hub's certificate is not 64 hex digits")
    if url.startswith("http:") and (pin or not is_loopback(url)):
        raise EnrolmentError("plain http is for a hub on this machine alone")
    return url.rstrip("/")


def is_loopback(url: str) -> bool:
    """Whether an address is this very machine's: nothing that goes there meets a network."""
    try:
        host = urlsplit(url).hostname or ""
        return host == _LOOPBACK_NAME or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


@lru_cache(maxsize=16)
def make_check(key_hash: str, pin: str) -> str:
    """Eight characters that hub and station both show, for people to compare: `7K3M-Q9T2`.

    Dear to compute: whoever stands between may try as many keys and certificates as he likes
    until one of them gives the hub's own characters.
    """
    raw = hashlib.scrypt(
        f"{key_hash}|{pin}".encode("ascii"),
        salt=f"{PREFIX}|check".encode("ascii"),
        n=_CHECK_COST,
        r=8,
        p=1,
        maxmem=64 * 1024 * 1024,
        dklen=CHECK_LETTERS * 5 // 8,
    )
    number = int.from_bytes(raw, "big")
    letters = [_ALPHABET[number >> 5 * place & 31] for place in reversed(range(CHECK_LETTERS))]
    return "".join(letters[:4]) + "-" + "".join(letters[4:])


def normalise_check(text: str) -> str:
    """A check as typed, in the form of `make_check`; whatever it is not matches none."""
    letters = re.sub(r"[\s-]", "", text).upper().translate(_ALIKE)
    return f"{letters[:4]}-{letters[4:]}"


def make_code(choose: Callable[[str], str] = secrets.choice) -> str:
    """A fresh one-time code."""
    return "".join(choose(_ALPHABET) for _ in range(CODE_LETTERS))


def normalise_code(text: str) -> str:
    """A code as typed: lower case, spaces, hyphens and look-alike letters are forgiven.

    Raises EnrolmentError for anything that is not a code.
    """
    if text.strip() == PREFIX:
        raise EnrolmentError(
            "that is the beginning of the line: put the whole of it in quotes, '…'"
        )
    code = re.sub(r"[\s-]", "", text).upper().translate(_ALIKE)
    if len(code) != CODE_LETTERS or any(letter not in _ALPHABET for letter in code):
        raise EnrolmentError("not an enrolment code of 10 letters and digits")
    return code


def hash_key(public_key: bytes) -> str:
    """The `key_hash` of a raw public key."""
    return hashlib.sha256(public_key).digest()[:KEY_HASH_BYTES].hex()


@dataclass(frozen=True, slots=True)
class EnrolRequest:
    """Body of `POST /v1/enrol`."""

    code: str
    public_key: str
    """The station's raw Ed25519 key, base64url without padding."""
    proof: str
    """Its signature over `proof_bytes`: whoever sends the key also holds it."""
    app: str

    def to_bytes(self) -> bytes:
        """The JSON body."""
        return canonical_bytes(
            {
                "code": self.code,
                "public_key": self.public_key,
                "proof": self.proof,
                "app": self.app,
            }
        )


def proof_bytes(code: str, public_key: str) -> bytes:
    """What the station signs with its new key."""
    return f"{PREFIX}|{code}|{public_key}".encode()


def parse_enrol_request(raw: bytes) -> EnrolRequest:
    """Read a request. Raises MemberError."""
    members = parse_object(raw)
    return EnrolRequest(
        code=word(members, "code"),
        public_key=word(members, "public_key"),
        proof=word(members, "proof"),
        app=word(members, "app"),
    )


@dataclass(frozen=True, slots=True)
class HubKeys:
    """The hub's public keys, raw, base64url without padding."""

    sign: str
    """Ed25519: signs the answers that must be the hub's own."""
    seal: str
    """X25519: bundles are sealed to it."""


@dataclass(frozen=True, slots=True)
class HubIntroduction:
    """What a hub says of itself to anybody, signed: its key is recognised by its hash, or by the
    check that people compare, before a code is sent."""

    stamp: HubStamp
    hub_keys: HubKeys

    def to_bytes(self) -> bytes:
        """The JSON body."""
        return canonical_bytes(
            {
                "hub_id": self.stamp.hub_id,
                "epoch": self.stamp.epoch,
                "hub_keys": {"sign": self.hub_keys.sign, "seal": self.hub_keys.seal},
            }
        )


def parse_introduction(raw: bytes) -> HubIntroduction:
    """Read what a hub says of itself. Raises MemberError."""
    members = parse_object(raw)
    keys = object_of(members, "hub_keys")
    return HubIntroduction(
        HubStamp(word(members, "hub_id"), word(members, "epoch")),
        HubKeys(word(keys, "sign"), word(keys, "seal")),
    )


@dataclass(frozen=True, slots=True)
class EnrolAnswer:
    """What a station is told once; signed by the hub's key."""

    device_id: str
    kid: str
    """Names the station's key in signatures."""
    stamp: HubStamp
    hub_keys: HubKeys
    venue_id: str
    venue_name: str
    gate: str

    def to_bytes(self) -> bytes:
        """The JSON body."""
        return canonical_bytes(
            {
                "device_id": self.device_id,
                "kid": self.kid,
                "hub_id": self.stamp.hub_id,
                "epoch": self.stamp.epoch,
                "hub_keys": {"sign": self.hub_keys.sign, "seal": self.hub_keys.seal},
                "venue": {"id": self.venue_id, "name": self.venue_name},
                "gate": self.gate,
            }
        )


def parse_enrol_answer(raw: bytes) -> EnrolAnswer:
    """Read the hub's answer. Raises MemberError."""
    members = parse_object(raw)
    keys = object_of(members, "hub_keys")
    venue = object_of(members, "venue")
    return EnrolAnswer(
        device_id=word(members, "device_id"),
        kid=word(members, "kid"),
        stamp=HubStamp(word(members, "hub_id"), word(members, "epoch")),
        hub_keys=HubKeys(word(keys, "sign"), word(keys, "seal")),
        venue_id=word(venue, "id"),
        venue_name=word(venue, "name"),
        gate=word(members, "gate"),
    )
