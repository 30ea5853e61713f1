"""Arrivals and departures: entries, who was seen last where, who is inside."""

from __future__ import annotations

from kiosk.domain.visits.decision import Direction
from kiosk.store.projectors.fresh import FreshRecord
from kiosk.store.repositories.emergencies import Emergencies
from kiosk.store.repositories.verifications import Verifications
from kiosk.store.repositories.visits import PresenceBook
from sync.protocol.bodies import RecordType


def note_entry(fresh: FreshRecord) -> None:
    """Take an entry in."""
    book = PresenceBook(fresh.connection)
    book.note(Direction(fresh.type), fresh.record, fresh.body, fresh.person_id, fresh.root)
    if "emergency" in fresh.body or "ref" in fresh.body:
        Emergencies(fresh.connection).note(fresh.record.pos, fresh.body)
    if "ref" in fresh.body:
        # Who did not come has nothing to verify.
        has_come = fresh.type == RecordType.ARRIVAL and "void" not in fresh.body
        Verifications(fresh.connection).note_correction(str(fresh.body["ref"]), has_come=has_come)


def note_verified(fresh: FreshRecord) -> None:
    """An arrival on the word of staff is settled."""
    Verifications(fresh.connection).settle(str(fresh.body["ref"]), str(fresh.body["by"]))
