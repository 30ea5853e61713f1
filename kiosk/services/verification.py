"""Settling arrivals that rest on the word of staff: *chờ xác minh*.

By the next visit with a card, slip or code, by a call, or by the hub's lookup once the network is
back; never by a code to somebody who has left (docs/spec/at-the-gate.md §13).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from kiosk.domain.desk.rules import is_settled_by_lookup
from kiosk.domain.people.person import PersonDetails, read_birth
from kiosk.ports.store import Transaction
from sync.protocol.asking import LookupAnswer
from sync.protocol.bodies import RecordType, VerifiedBy


def settle(
    tx: Transaction, person_id: str, by: VerifiedBy, now: datetime, staff: str | None = None
) -> tuple[str, ...]:
    """Settle all arrivals of a person that wait; gives the entries."""
    pending = tx.verifications.pending_of(person_id)
    for one in pending:
        _write(tx, one.entry_id, one.person_id, by, now, staff)
    return tuple(one.entry_id for one in pending)


def settle_by_lookup(
    tx: Transaction, phone: str, answer: LookupAnswer, now: datetime
) -> tuple[str, ...]:
    """Settle the arrivals that the hub's answer for a phone confirms; gives the entries."""
    told = _told(answer)
    settled = []
    for one in tx.verifications.pending_with(phone):
        person = tx.people.get(one.person_id)
        if is_settled_by_lookup(person.id, person.details, told, was_known=one.was_known):
            _write(tx, one.entry_id, one.person_id, VerifiedBy.LOOKUP, now, None)
            settled.append(one.entry_id)
    return tuple(settled)


def _told(answer: LookupAnswer) -> Sequence[tuple[str, PersonDetails]]:
    return [
        (
            person.person,
            PersonDetails(person.full_name, None if not person.birth else read_birth(person.birth)),
        )
        for person in answer.persons
    ]


def _write(
    tx: Transaction,
    entry_id: str,
    person_id: str,
    by: VerifiedBy,
    now: datetime,
    staff: str | None,
) -> None:
    body: dict[str, object] = {"ref": entry_id, "by": by.value}
    if staff is not None:
        body["staff"] = staff
    tx.append(RecordType.VERIFIED, body, now, person_id=person_id)
