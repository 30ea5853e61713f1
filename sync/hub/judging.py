"""What a line is worth before the database is asked: a record, a riddle, or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from sync.hub.sender import Sender
from sync.protocol.bodies import BODY_VERSION, BodyError, RecordType, check_body
from sync.protocol.envelope import Detail, Letter
from sync.protocol.records import Received, RecordError, hash_header, take_apart
from sync.protocol.wire import MAX_RECORD_BYTES

MAX_LINKED = 16
"""Most persons in one link: every pair of them is kept."""

_TYPES = frozenset(RecordType)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MS = timedelta(milliseconds=1)
_EARLIEST_MS = (datetime.min.replace(tzinfo=UTC) - _EPOCH) // _MS
_LATEST_MS = (datetime.max.replace(tzinfo=UTC) - _EPOCH) // _MS


@dataclass(frozen=True, slots=True, eq=False)
class Item:
    """One good line of a batch; itself and no other, however alike they are."""

    sender: Sender
    index: int
    """Its place in its batch."""
    line: bytes
    received: Received
    header_sha: bytes
    at_ms: int
    """The station's time, Unix milliseconds."""
    moment_ms: int
    """The same on the hub's clock, as far as the station knew the difference."""
    why_raw: str = ""
    """Why it goes to the quarantine; empty where it does not."""

    def as_quarantined(self, why: str) -> Item:
        """The same record, to be kept raw."""
        return replace(self, why_raw=why)

    def text(self, name: str) -> str | None:
        """A text member of the body."""
        value = self.received.members.get(name)
        return value if isinstance(value, str) else None


@dataclass(slots=True)
class Judged:
    """The lines of a batch, sorted into those to store and those refused for good."""

    items: tuple[Item, ...] = ()
    refused: dict[int, Letter] = field(default_factory=dict)
    details: dict[int, Detail] = field(default_factory=dict)


def judge(sender: Sender, lines: Sequence[bytes]) -> Judged:
    """Look at each line for itself; nothing is raised, whatever they hold."""
    judged = Judged()
    items = []
    for index, line in enumerate(lines):
        try:
            items.append(_read(sender, index, line))
        except RecordError as error:
            judged.refused[index] = Letter.REFUSED
            judged.details[index] = Detail(index, "not_a_record", str(error))
        except BodyError as error:
            judged.refused[index] = Letter.REFUSED
            judged.details[index] = Detail(index, "bad_body", str(error))
    judged.items = tuple(items)
    return judged


def make_item(sender: Sender, index: int, line: bytes, received: Received, why: str = "") -> Item:
    """An item out of a line that was taken apart."""
    header = received.header
    at_ms = (header.at - _EPOCH) // _MS
    moment_ms = at_ms + (header.off_ms or 0)
    if not _EARLIEST_MS <= moment_ms <= _LATEST_MS:
        moment_ms = at_ms
    sha = bytes.fromhex(hash_header(received.header_bytes))
    return Item(sender, index, line, received, sha, at_ms, moment_ms, why)


def why_raw(record_type: str, v: int) -> str:
    """Why this version of the hub cannot read a record; empty where it can."""
    if record_type not in _TYPES:
        return "unknown_type"
    return "newer_version" if v > BODY_VERSION else ""


def _read(sender: Sender, index: int, line: bytes) -> Item:
    if len(line) > MAX_RECORD_BYTES:
        raise RecordError(f"longer than {MAX_RECORD_BYTES} bytes")
    received = take_apart(line)
    header = received.header
    why = why_raw(header.type, header.v)
    if not why:
        check_body(header.type, received.members)
        persons = received.members.get("persons")
        if isinstance(persons, list) and len(persons) > MAX_LINKED:
            raise BodyError(f"{header.type}.persons: more than {MAX_LINKED}")
    return make_item(sender, index, line, received, why)
