"""The kiosk's end of the USB bundle: what waits goes out as one file, the answer comes back as one.

It is the way out for a station whose network is down for good, and for one that was revoked. The
outbox is not changed by an export: until the answer is there, everything stays queued.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.base.dataclass import dataclass
from kiosk.ports.sync_store import OutgoingRecord, RecordVerdict, SyncStore
from sync.client import sync_state_keys
from sync.client.hub_file import HubFile
from sync.protocol.bundle import (
    MAX_CONTENT_BYTES,
    BundleAnswer,
    BundleError,
    BundleHeader,
    BundleProblem,
    RecordAnswer,
    hash_line,
    read_answer,
    write_bundle,
)
from sync.protocol.envelope import Envelope, RecordStatus, join_batch
from sync.protocol.keys import decode, sealing_public, signing_public
from sync.protocol.wire import MAX_BATCH, MAX_BODY_BYTES, HubStamp, parse_hub_stamp

_ENVELOPE_BYTES = 4 * 1024
"""Room kept for an envelope and the line ends."""
_NO_EPOCH = "0" * 8
"""In the bundle of a station that never heard of its hub's epoch."""


@dataclass(frozen=True, slots=True)
class Exported:
    """A bundle, ready to be written to a stick."""

    content: bytes
    records: int
    left: int
    """Records that wait and did not fit; they go into the next one."""


@dataclass(frozen=True, slots=True)
class Applied:
    """What an answer changed at the station."""

    acked: int
    refused: int
    """Now in the rejected box."""
    waiting: int
    """Still queued."""
    is_hub_restored: bool
    """The hub counts since another epoch: everything retained was queued again first."""


def export_bundle(sync_store: SyncStore, enrolled: HubFile, app: str, now: datetime) -> Exported:
    """Everything that waits, the oldest first, up to the size a bundle may have."""
    backlog = sync_store.outbox.backlog()
    batches: list[bytes] = []
    size = records = after_pos = 0
    while batch := sync_store.outbox.next_batch(
        MAX_BATCH, MAX_BODY_BYTES - _ENVELOPE_BYTES, after_pos
    ):
        envelope = Envelope(
            device=enrolled.device_id,
            batch=str(uuid.uuid4()),
            app=app,
            queue=backlog.queued,
            oldest=backlog.oldest_at,
            n=len(batch),
        )
        body = join_batch(envelope, [record.line for record in batch])
        if size + len(body) > MAX_CONTENT_BYTES:
            break
        batches.append(body)
        size += len(body)
        records += len(batch)
        after_pos = batch[-1].pos
    header = BundleHeader(
        bundle=str(uuid.uuid4()),
        stamp=_stamp(sync_store) or HubStamp(enrolled.hub_id, _NO_EPOCH),
        device=enrolled.device_id,
        kid=enrolled.kid,
        at=now,
    )
    key = Ed25519PrivateKey.from_private_bytes(decode(enrolled.private_key))
    content = write_bundle(header, batches, key, sealing_public(enrolled.hub_seal_key))
    return Exported(content, records, max(0, backlog.queued - records))


def apply_answer(sync_store: SyncStore, enrolled: HubFile, raw: bytes, now: datetime) -> Applied:
    """Take in the hub's answer to a bundle; a second time changes nothing.

    Raises BundleError, and nothing was changed; StorageFault, and what was noted stays noted.
    """
    key = signing_public(enrolled.hub_sign_key)
    answer = read_answer(raw, enrolled.hub_id, enrolled.device_id, key)
    is_restored = _follow_epoch(sync_store, answer)
    said = {item.sha256: item for item in answer.records}
    acked = refused = after_pos = 0
    while batch := sync_store.outbox.next_batch(MAX_BATCH, MAX_BODY_BYTES, after_pos):
        after_pos = batch[-1].pos
        verdicts = _verdicts(batch, said)
        if verdicts:
            sync_store.outbox.note_verdicts(verdicts, answer.durability, now)
        acked += sum(verdict.status.is_ack for verdict in verdicts)
        refused += sum(
            verdict.status is RecordStatus.REFUSED and not verdict.must_be_moved
            for verdict in verdicts
        )
    return Applied(acked, refused, sync_store.outbox.backlog().queued, is_restored)


def _verdicts(
    batch: Sequence[OutgoingRecord], said: dict[str, RecordAnswer]
) -> list[RecordVerdict]:
    found = ((record.pos, said.get(hash_line(record.line))) for record in batch)
    return [
        RecordVerdict(pos, item.status, item.code, item.text)
        for pos, item in found
        if item is not None
    ]


def _follow_epoch(sync_store: SyncStore, answer: BundleAnswer) -> bool:
    """Whether the answer tells of an epoch that is new here. Raises BundleError OLD_EPOCH.

    Epochs have no order of their own; an answer older than the last contact is from before it.
    """
    stamp = answer.header.stamp
    known = _stamp(sync_store)
    if known == stamp:
        return False
    heard_at = sync_state_keys.read_at(sync_store.state.get(sync_state_keys.LAST_CONTACT_AT))
    if known is not None and heard_at is not None:
        offset_ms = sync_state_keys.read_count(sync_store.state.get(sync_state_keys.OFFSET_MS)) or 0
        if answer.header.at <= heard_at + timedelta(milliseconds=offset_ms):
            raise BundleError(BundleProblem.OLD_EPOCH)
    sync_store.outbox.offer_again()
    sync_store.state.put({sync_state_keys.STAMP: stamp.to_header()})
    return known is not None


def _stamp(sync_store: SyncStore) -> HubStamp | None:
    return parse_hub_stamp(sync_store.state.get(sync_state_keys.STAMP))
