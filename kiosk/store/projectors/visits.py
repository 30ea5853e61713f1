"""Arrivals and departures: entries, who was seen last where, who is inside."""

from __future__ import annotations

from kiosk.domain.visits.decision import Direction
from kiosk.store.projectors.fresh import FreshRecord
from kiosk.store.repositories.visits import PresenceBook


def note_entry(fresh: FreshRecord) -> None:
    """Take an entry in."""
    book = PresenceBook(fresh.connection)
    book.note(Direction(fresh.type), fresh.record, fresh.body, fresh.person_id, fresh.root)
