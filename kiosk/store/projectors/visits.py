"""Arrivals and departures: entries, who was seen last where, who is inside."""

from __future__ import annotations

from kiosk.domain.visits.decision import Direction
from kiosk.store.projectors.fresh import FreshRecord
from kiosk.store.repositories.emergencies import Emergencies
from kiosk.store.repositories.verifications import Verifications
from kiosk.store.repositories.visits import PresenceBook


def note_entry(fresh: FreshRecord) -> None:
    """Take an entry in."""
    book = PresenceBook(fresh.connection)
    book.note(Direction(fresh.type), fresh.record, fresh.body, fresh.person_id, fresh.root)
    if "emergency" in fresh.body or "ref" in fresh.body:
        Emergencies(fresh.connection).note(fresh.record.pos, fresh.body)
    if "void" in fresh.body:
        # Who did not come has nothing to verify.
        Verifications(fresh.connection).settle(str(fresh.body["ref"]), "void")


def note_verified(fresh: FreshRecord) -> None:
    """An arrival on the word of staff is settled."""
    Verifications(fresh.connection).settle(str(fresh.body["ref"]), str(fresh.body["by"]))
