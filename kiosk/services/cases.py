"""Cần hỗ trợ: putting somebody on the list of who waits for staff."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from kiosk.domain.reason import Reason
from kiosk.ports.cases import SupportCase
from kiosk.ports.store import Transaction
from sync.protocol.bodies import RecordType

ONE_CALL = timedelta(minutes=2)
"""Within it all taps on one button are one case (docs/spec/at-the-gate.md §3)."""


def open_case(
    tx: Transaction,
    body: Mapping[str, object],
    now: datetime,
    *,
    person_id: str | None = None,
    number: int | None = None,
) -> int:
    """Commit a case and give its number, which the page shows and staff call.

    `number` is the one that whoever waits was told before; None for the next one.
    """
    if number is None:
        number = tx.cases.next_number()
    tx.append(RecordType.SUPPORT, {**body, "number": number}, now, person_id=person_id)
    return number


def find_case_of(tx: Transaction, reason: Reason, person_id: str) -> SupportCase | None:
    """The open case of a person for a reason, linked ids included; None where none waits."""
    circle = tx.people.circle(person_id)
    return next(
        (case for case in tx.cases.waiting() if case.reason == reason and case.person_id in circle),
        None,
    )


def call_staff(tx: Transaction, reason: Reason, body: Mapping[str, object], now: datetime) -> int:
    """The number of a call by a button: the one of its first tap, while that is recent and open."""
    for case in reversed(tx.cases.waiting()):
        is_same_call = (
            case.reason == reason
            and abs(now - case.at) < ONE_CALL
            and case.phone == (body.get("phone") or "")
        )
        if is_same_call and case.number is not None:
            return case.number
    return open_case(tx, body, now)
