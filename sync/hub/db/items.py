"""One good line of a batch, on its way into the tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from kiosk.base.dataclass import dataclass
from sync.hub.db.sender import Sender
from sync.protocol.records import join_line


@dataclass(slots=True, eq=False)
class Item:
    """One good line of a batch; two items are equal only if they are the same object.

    Never changed once it is made, yet not frozen: that takes five times as long to make.
    """

    sender: Sender
    index: int
    """Its place in its batch."""
    id: str
    ledger: str
    seq: int
    type: str
    v: int
    at_ms: int
    """The station's time, Unix milliseconds."""
    moment_ms: int
    """The same on the hub's clock, as far as the station knew the difference, and never more than
    minutes after its receipt."""
    header: bytes
    """Canonical bytes, as are those of the body."""
    header_sha: bytes
    salt: bytes
    body: bytes
    members: Mapping[str, object]
    """The body's content."""
    why_raw: str = ""
    """Why it goes to the quarantine; empty where it does not."""

    @property
    def line(self) -> bytes:
        """The record's bytes on the wire."""
        return join_line(self.header, self.salt, self.body)

    def as_quarantined(self, why: str) -> Item:
        """The same record, to be kept raw."""
        return replace(self, why_raw=why)

    def text(self, name: str) -> str | None:
        """A text member of the body."""
        value = self.members.get(name)
        return value if isinstance(value, str) else None
