"""Sorts a batch's lines before the database is asked: records, raw ones to keep, no records."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field
from datetime import UTC, datetime, timedelta

from kiosk.base.dataclass import dataclass
from sync.hub.db.items import Item
from sync.hub.db.sender import Sender
from sync.protocol.body_members import BodyError
from sync.protocol.body_versions import check_body, newest_version
from sync.protocol.envelope import Detail, RecordStatus
from sync.protocol.lengths import fitted
from sync.protocol.reading import read_batch
from sync.protocol.records import BESIDE_BYTES, Received, RecordError
from sync.protocol.wire import MAX_RECORD_BYTES

MAX_LINKED = 16
"""Most persons in one link: every pair of them is kept."""


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


_MS = timedelta(milliseconds=1)


_EARLIEST_MS = (datetime.min.replace(tzinfo=UTC) - _EPOCH) // _MS
_AHEAD_MS = timedelta(minutes=10) // _MS
"""How far a record may be ahead of its receipt: clocks are compared no better than that."""
_SUSPECT_FOR_MS = timedelta(days=14) // _MS
"""How old a record may be whose station's clock was suspect."""


@dataclass(slots=True)
class Validated:
    """The lines of a batch, sorted into those to store and those refused for good."""

    items: tuple[Item, ...] = ()
    refused: dict[int, RecordStatus] = field(default_factory=dict)
    details: dict[int, Detail] = field(default_factory=dict)


def validate(sender: Sender, lines: Sequence[bytes], now_ms: int) -> Validated:
    """Look at each line, whole or as it travels; nothing is raised, whatever they hold."""
    judged = Validated()
    items = []
    for index, received in enumerate(read_batch(lines)):
        try:
            items.append(_validate(sender, index, received, now_ms))
        except RecordError as error:
            judged.refused[index] = RecordStatus.REFUSED
            judged.details[index] = Detail(index, "not_a_record", str(error))
        except BodyError as error:
            judged.refused[index] = RecordStatus.REFUSED
            judged.details[index] = Detail(index, "bad_body", str(error))
    judged.items = tuple(items)
    return judged


def make_item(
    sender: Sender, index: int, received: Received, received_ms: int, why: str = ""
) -> Item:
    """An item out of a line that was taken apart; `received_ms` is when it came in."""
    header = received.header
    at_ms = (header.at - _EPOCH) // _MS
    moment_ms = max(at_ms + (header.off_ms or 0), _EARLIEST_MS)
    is_suspect = received.members.get("clock") == "suspect"
    # Nothing is written after it came in. Who says so has a wrong clock, and must not win over what
    # comes later; a clock that doubts itself is not believed about the distant past either.
    if moment_ms - received_ms > (0 if is_suspect else _AHEAD_MS) or (
        is_suspect and received_ms - moment_ms > _SUSPECT_FOR_MS
    ):
        moment_ms = received_ms
    return Item(
        sender,
        index,
        header.id,
        header.ledger,
        header.seq,
        header.type,
        header.v,
        at_ms,
        moment_ms,
        received.header_bytes,
        received.header_sha,
        received.salt,
        received.body,
        # Shown in its lengths; kept as it came.
        received.members if why else fitted(received.members),
        why,
    )


def why_raw(record_type: str, v: int) -> str:
    """Why this version of the hub cannot read a record; empty where it can."""
    newest = newest_version(record_type)
    if newest == 0:
        return "unknown_type"
    return "newer_version" if v > newest else ""


def _validate(sender: Sender, index: int, received: Received | RecordError, now_ms: int) -> Item:
    if isinstance(received, RecordError):
        raise received
    if len(received.header_bytes) + len(received.body) + BESIDE_BYTES > MAX_RECORD_BYTES:
        raise RecordError(f"longer than {MAX_RECORD_BYTES} bytes")
    header = received.header
    why = why_raw(header.type, header.v)
    if not why:
        check_body(header.type, header.v, received.members)
        persons = received.members.get("persons")
        if isinstance(persons, list) and len(persons) > MAX_LINKED:
            raise BodyError(f"{header.type}.persons: more than {MAX_LINKED}")
    return make_item(sender, index, received, now_ms, why)
