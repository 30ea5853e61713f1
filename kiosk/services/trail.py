"""Writing the trail of what staff did, in the transaction of the act itself."""

from __future__ import annotations

from datetime import datetime

from kiosk.domain.staff.trail import SENT, StaffDeed, TrailEntry
from kiosk.ports.store import Transaction
from sync.protocol.bodies import RecordType


def note_deed(
    tx: Transaction,
    deed: StaffDeed,
    by: str | None,
    now: datetime,
    *,
    person_id: str | None = None,
    record_id: str | None = None,
    account_id: str | None = None,
    account_name: str | None = None,
    note: str = "",
) -> None:
    """Who did what, when, on whose record; to the hub as well, where it is a matter of the hub's.

    `by` is an account, None for a technician or the station itself. `note` is a word of the
    program, never a visitor's name or number. Raises KeyError for a person who is not stored, if
    the deed is one for the hub.
    """
    tx.trail.add(TrailEntry(deed, now, by, person_id, record_id, account_id, note))
    if deed in SENT:
        members = {
            "act": deed.value,
            "staff": by,
            "ref": record_id,
            "account": account_id,
            "name": account_name,
            "note": note,
        }
        body = {name: value for name, value in members.items() if value}
        tx.append(RecordType.AUDIT, body, now, person_id=person_id)
