"""A record that was just written, and the transaction's connection to work on."""

from __future__ import annotations

from collections.abc import Mapping

from kiosk.base.dataclass import dataclass
from kiosk.store.driver import Connection
from kiosk.store.repositories.ledger import Appended


@dataclass(frozen=True, slots=True)
class FreshRecord:
    """What a projector needs to know."""

    connection: Connection
    type: str
    record: Appended
    body: Mapping[str, object]
    person_id: str | None
    root: str | None
    """The oldest of the ids linked with `person_id`."""
