"""Whether there is room inside, and who waits for it (docs/spec/at-the-gate.md §2)."""

from __future__ import annotations

from datetime import datetime

from kiosk.domain.reason import Reason
from kiosk.domain.venue import Policy, Venue
from kiosk.domain.visits.rules import History, limits_room
from kiosk.ports.store import Transaction
from kiosk.services.cases import find_case_of
from sync.protocol.bodies import RecordType, SupportOutcome
from sync.protocol.case_bodies import support_closed_body


def is_full(tx: Transaction, policy: Policy, venue: Venue, history: History) -> bool:
    """Whether somebody with this history who arrives now has to wait."""
    if not limits_room(policy, venue, history):
        return False
    return tx.visits.count_inside(policy, venue.time_zone) >= policy.capacity


def end_wait(tx: Transaction, policy: Policy, person_id: str, now: datetime) -> None:
    """Whoever waited for room comes in: their case is closed with that."""
    case = find_case_of(tx, Reason.AWAITS_ROOM, person_id) if policy.capacity else None
    if case is not None:
        body = support_closed_body(ref=case.record_id, outcome=SupportOutcome.ADMITTED)
        tx.append(RecordType.SUPPORT_CLOSED, body, now, person_id=person_id)
