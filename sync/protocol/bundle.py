"""Records that travel on a USB stick, and the hub's answer that travels back.

See docs/spec/sync-protocol.md §6.

Both files are a magic line, one line of JSON that holds no personal data, the content, and an
Ed25519 signature over all of it. A bundle's content is the bodies of `POST /v1/entries:batch`, one
after the other, gzip-compressed and sealed to the hub's key; the JSON line is bound to the seal.
An answer's content is one line per record, compressed: it names the record by its hash, so that it
holds whatever the station sent in the meantime over the network.
"""

from __future__ import annotations

import gzip
import hashlib
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from kiosk.base.dataclass import dataclass
from sync.protocol.canonical import canonical_bytes
from sync.protocol.envelope import Durability, Envelope, RecordStatus, split_batch
from sync.protocol.keys import SIGNATURE_BYTES, is_signed
from sync.protocol.members import MemberError, note, parse_object, word
from sync.protocol.records import format_at, parse_at
from sync.protocol.seal import SealError, seal, unseal
from sync.protocol.wire import HubStamp

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import (
        Ed25519PrivateKey,
        Ed25519PublicKey,
    )
    from cryptography.hazmat.primitives.asymmetric.x25519 import (
        X25519PrivateKey,
        X25519PublicKey,
    )

MAX_CONTENT_BYTES = 64 * 1024 * 1024
"""Largest content before compression; some 180,000 entries. More needs a second bundle."""
MAX_FILE_BYTES = MAX_CONTENT_BYTES + 64 * 1024
"""Largest file of either kind: compression and sealing add less than this."""

_BUNDLE_MAGIC = b"KSB1\n"
_ANSWER_MAGIC = b"KSA1\n"
_MAX_HEADER_BYTES = 4096


class BundleProblem(StrEnum):
    """Why a file is not taken."""

    NOT_A_FILE_OF_THIS_KIND = "not_a_file_of_this_kind"
    TOO_LARGE = "too_large"
    ALTERED = "altered"
    """The signature or the seal does not hold: changed, cut short, or made by somebody else."""
    OTHER_HUB = "other_hub"
    OTHER_STATION = "other_station"
    UNKNOWN_STATION = "unknown_station"
    REVOKED_STATION = "revoked_station"
    OLD_EPOCH = "old_epoch"
    """The answer is from before the hub was restored: what it confirms may be gone."""


_SENTENCES = {
    BundleProblem.NOT_A_FILE_OF_THIS_KIND: "the file is not a bundle, or not an answer to one",
    BundleProblem.TOO_LARGE: "the bundle is larger than 64 MiB; make several",
    BundleProblem.ALTERED: "the file was changed, cut short, or not made by whom it names",
    BundleProblem.OTHER_HUB: "the file is for or from another hub",
    BundleProblem.OTHER_STATION: "the file is for another station, or holds its entries",
    BundleProblem.UNKNOWN_STATION: "the hub does not know the station or key that made the bundle",
    BundleProblem.REVOKED_STATION: "the station is revoked; let it drain first",
    BundleProblem.OLD_EPOCH: "the answer is from before the hub was restored; export a new bundle",
}


class BundleError(ValueError):
    """A file that is not taken; nothing of it was. Its text is one sentence for people."""

    def __init__(self, problem: BundleProblem) -> None:
        super().__init__(_SENTENCES[problem])
        self.problem = problem


@dataclass(frozen=True, slots=True)
class BundleHeader:
    """Who made a file, for whom, when. The same for both kinds."""

    bundle: str
    """A fresh id per export; the answer names the bundle's."""
    stamp: HubStamp
    """The hub it is for, or from, and its epoch as far as known."""
    device: str
    """The station it is from, or for."""
    kid: str
    """Whose key signed."""
    at: datetime

    def to_bytes(self) -> bytes:
        """The header line, without a line end."""
        return canonical_bytes(
            {
                "bundle": self.bundle,
                "hub": self.stamp.hub_id,
                "epoch": self.stamp.epoch,
                "device": self.device,
                "kid": self.kid,
                "at": format_at(self.at),
            }
        )


@dataclass(frozen=True, slots=True)
class BundledBatch:
    """One batch of a bundle, as it would have come over the network."""

    envelope: Envelope
    lines: Sequence[bytes]


@dataclass(frozen=True, slots=True)
class RecordAnswer:
    """What the hub did with one record of a bundle."""

    sha256: str
    """Of the record's line, hex; the station knows its queued records by it."""
    status: RecordStatus
    code: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class BundleAnswer:
    """The hub's answer to a bundle."""

    header: BundleHeader
    durability: Durability
    records: tuple[RecordAnswer, ...]


def write_bundle(
    header: BundleHeader,
    batches: Iterable[bytes],
    key: Ed25519PrivateKey,
    seal_key: X25519PublicKey,
) -> bytes:
    """The file; `batches` are made by `join_batch`. Raises BundleError TOO_LARGE."""
    content = b"".join(batches)
    if len(content) > MAX_CONTENT_BYTES:
        raise BundleError(BundleProblem.TOO_LARGE)
    head = header.to_bytes()
    sealed = seal(gzip.compress(content, mtime=0), seal_key, _BUNDLE_MAGIC + head)
    return _signed(_BUNDLE_MAGIC, head, sealed, key)


def read_bundle(
    raw: bytes,
    hub_id: str,
    find_key: Callable[[BundleHeader], Ed25519PublicKey],
    seal_key: X25519PrivateKey,
) -> tuple[BundleHeader, list[BundledBatch]]:
    """Open a bundle at the hub. `find_key` raises BundleError for stations it does not know.

    Raises BundleError; a bundle is read whole or not at all.
    """
    header, head, sealed = _open(raw, _BUNDLE_MAGIC, hub_id, find_key)
    try:
        packed = unseal(sealed, seal_key, _BUNDLE_MAGIC + head)
    except SealError as error:
        raise BundleError(BundleProblem.ALTERED) from error
    try:
        return header, list(_batches(_unpack(packed)))
    except MemberError as error:
        raise BundleError(BundleProblem.ALTERED) from error


def write_answer(answer: BundleAnswer, key: Ed25519PrivateKey) -> bytes:
    """The answer's file, signed by the hub."""
    lines = [canonical_bytes({"dur": answer.durability.value})]
    lines += [
        canonical_bytes(
            {
                "sha256": item.sha256,
                "st": item.status.value,
                "code": item.code,
                "text": item.text,
            }
        )
        for item in answer.records
    ]
    content = gzip.compress(b"\n".join(lines), mtime=0)
    return _signed(_ANSWER_MAGIC, answer.header.to_bytes(), content, key)


def read_answer(raw: bytes, hub_id: str, device: str, key: Ed25519PublicKey) -> BundleAnswer:
    """Open an answer at the station it is for. Raises BundleError."""
    header, _, packed = _open(raw, _ANSWER_MAGIC, hub_id, lambda header: key)
    if header.device != device:
        raise BundleError(BundleProblem.OTHER_STATION)
    first, *rest = _unpack(packed).split(b"\n")
    try:
        durability = Durability(word(parse_object(first), "dur"))
        return BundleAnswer(header, durability, tuple(map(_record_answer, rest)))
    except ValueError as error:
        raise BundleError(BundleProblem.ALTERED) from error


def hash_line(line: bytes) -> str:
    """`sha256` of a record's line, hex."""
    return hashlib.sha256(line).hexdigest()


def _signed(magic: bytes, head: bytes, content: bytes, key: Ed25519PrivateKey) -> bytes:
    message = b"".join((magic, head, b"\n", content))
    return message + key.sign(message)


def _open(
    raw: bytes,
    magic: bytes,
    hub_id: str,
    find_key: Callable[[BundleHeader], Ed25519PublicKey],
) -> tuple[BundleHeader, bytes, bytes]:
    """Header, its bytes, and the content, once the signature holds."""
    if len(raw) > MAX_FILE_BYTES:
        raise BundleError(BundleProblem.TOO_LARGE)
    end = raw.find(b"\n", len(magic), len(magic) + _MAX_HEADER_BYTES)
    if not raw.startswith(magic) or end < 0:
        raise BundleError(BundleProblem.NOT_A_FILE_OF_THIS_KIND)
    head = raw[len(magic) : end]
    try:
        header = _header(head)
    except ValueError as error:
        raise BundleError(BundleProblem.NOT_A_FILE_OF_THIS_KIND) from error
    if header.stamp.hub_id != hub_id:
        raise BundleError(BundleProblem.OTHER_HUB)
    message, signature = raw[:-SIGNATURE_BYTES], raw[-SIGNATURE_BYTES:]
    if len(message) <= end or not is_signed(find_key(header), signature, message):
        raise BundleError(BundleProblem.ALTERED)
    return header, head, message[end + 1 :]


def _header(head: bytes) -> BundleHeader:
    members = parse_object(head)
    return BundleHeader(
        bundle=word(members, "bundle"),
        stamp=HubStamp(word(members, "hub"), word(members, "epoch")),
        device=word(members, "device"),
        kid=word(members, "kid"),
        at=parse_at(word(members, "at")),
    )


def _unpack(packed: bytes) -> bytes:
    unpacker = zlib.decompressobj(wbits=31)
    try:
        content = unpacker.decompress(packed, MAX_CONTENT_BYTES + 1)
    except zlib.error as error:
        raise BundleError(BundleProblem.ALTERED) from error
    if len(content) > MAX_CONTENT_BYTES:
        raise BundleError(BundleProblem.TOO_LARGE)
    if not unpacker.eof:
        raise BundleError(BundleProblem.ALTERED)
    return content


def _batches(content: bytes) -> Iterator[BundledBatch]:
    """The batches, each as long as its envelope says. Raises MemberError."""
    lines = content.split(b"\n")
    if lines.pop() != b"":
        raise MemberError("content: no line end")
    place = 0
    while place < len(lines):
        end = place + 1 + _records_of(lines[place])
        envelope, records = split_batch(b"\n".join(lines[place:end]))
        yield BundledBatch(envelope, records)
        place = end


def _records_of(line: bytes) -> int:
    value = parse_object(line).get("n")
    return value if isinstance(value, int) and value >= 0 else 0


def _record_answer(line: bytes) -> RecordAnswer:
    members = parse_object(line)
    return RecordAnswer(
        sha256=word(members, "sha256"),
        status=RecordStatus(word(members, "st")),
        code=note(members, "code"),
        text=note(members, "text"),
    )
