"""What follows from a fresh record in the other tables: one registry, by record type."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from kiosk.store.projectors import cases, data_requests, declarations, visits
from kiosk.store.projectors.fresh import FreshRecord
from sync.protocol.bodies import RecordType

Projector = Callable[[FreshRecord], None]

PROJECTORS: Mapping[str, Projector] = {
    RecordType.ARRIVAL: visits.note_entry,
    RecordType.DEPARTURE: visits.note_entry,
    RecordType.SUPPORT: cases.open_case,
    RecordType.SUPPORT_CLOSED: cases.close_case,
    RecordType.VERIFIED: visits.note_verified,
    RecordType.DECLARATION: declarations.note,
    RecordType.DATA_REQUEST: data_requests.note,
}
"""A type that is not here has no tables of its own."""


def project(fresh: FreshRecord) -> None:
    """Bring the tables up to date with a record, within its transaction.

    Raises KeyError for a case that is not stored.
    """
    projector = PROJECTORS.get(fresh.type)
    if projector is not None:
        projector(fresh)
