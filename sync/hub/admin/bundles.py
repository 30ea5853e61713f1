"""The hub's end of the USB bundle: taken like the batches it holds, answered by a signed file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from kiosk.base.dataclass import dataclass
from sync.hub.admin.stations import Station, Stations
from sync.hub.db.sender import Sender
from sync.hub.identity import Identity
from sync.hub.ingest.ingest import Ingest
from sync.protocol.bundle import (
    BundleAnswer,
    BundledBatch,
    BundleError,
    BundleHeader,
    BundleProblem,
    RecordAnswer,
    hash_line,
    read_bundle,
    write_answer,
)
from sync.protocol.devices import StationState
from sync.protocol.envelope import Durability, RecordStatus


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a bundle."""

    device: Station
    statuses: Counter[RecordStatus]
    answer: bytes
    """The file for the station."""


def take_bundle(
    ingest: Ingest,
    stations: Stations,
    identity: Identity,
    now: Callable[[], datetime],
    raw: bytes,
) -> Taken:
    """Take a bundle in, durably, batch by batch; a second time every record is a duplicate.

    A station that only drains may send one; a revoked one may not. Raises BundleError, and nothing
    was stored; DBAPIError or BatchWriterGone when the database fails, and the bundle may be taken
    again.
    """
    found: list[Station] = []

    def find_key(header: BundleHeader) -> Ed25519PublicKey:
        signer = stations.find_signing(header.kid)
        if signer is None or signer.device.id != header.device:
            raise BundleError(BundleProblem.UNKNOWN_STATION)
        found.append(signer.device)
        return signer.key

    header, batches = read_bundle(raw, identity.hub_id, find_key, identity.seal_key)
    (device,) = found
    if device.state is StationState.REVOKED:
        raise BundleError(BundleProblem.REVOKED_STATION)
    if any(batch.envelope.device != device.id for batch in batches):
        raise BundleError(BundleProblem.OTHER_STATION)
    records = [answer for batch in batches for answer in _take(ingest, device, batch, now())]
    answer = BundleAnswer(
        BundleHeader(
            bundle=header.bundle,
            stamp=identity.stamp,
            device=device.id,
            kid=identity.hub_id,
            at=now(),
        ),
        Durability.LOCAL,
        tuple(records),
    )
    return Taken(
        device,
        Counter(item.status for item in records),
        write_answer(answer, identity.sign_key),
    )


def _take(
    ingest: Ingest, device: Station, batch: BundledBatch, now: datetime
) -> list[RecordAnswer]:
    sender = Sender(device.id, device.venue_id, device.gate, device.former)
    statuses, details = ingest.take(sender, batch.envelope, batch.lines, now)
    words = {detail.index: detail for detail in details}
    return [
        RecordAnswer(
            hash_line(line),
            status,
            words[index].code if index in words else "",
            words[index].text if index in words else "",
        )
        for index, (line, status) in enumerate(zip(batch.lines, statuses, strict=True))
    ]
