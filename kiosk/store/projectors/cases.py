"""What waits for staff."""

from __future__ import annotations

from kiosk.store.projectors.fresh import FreshRecord
from kiosk.store.repositories.cases import SupportCases
from kiosk.store.repositories.declarations import clear, clear_no_more
from sync.protocol.bodies import SupportOutcome


def open_case(fresh: FreshRecord) -> None:
    """A new case, known by its record."""
    cases = SupportCases(fresh.connection)
    number = fresh.body.get("number")
    cases.open(
        fresh.record,
        str(fresh.body["reason"]),
        fresh.person_id,
        number if isinstance(number, int) else None,
        str(fresh.body.get("phone", "")),
    )


def close_case(fresh: FreshRecord) -> None:
    """Close a case, or open it again. Raises KeyError for an unknown one.

    Whom staff let in so needs nobody any more for what they declared before.
    """
    cases, case_id = SupportCases(fresh.connection), str(fresh.body["ref"])
    if "undo" in fresh.body:
        closing = cases.reopen(case_id)
        if closing is not None:
            clear_no_more(fresh.connection, closing)
        return
    case = cases.find_open(case_id)
    cases.close(case_id, fresh.record, str(fresh.body["outcome"]))
    is_admitted = fresh.body["outcome"] == SupportOutcome.ADMITTED
    if case is not None and case.person_id is not None and is_admitted:
        clear(fresh.connection, case.person_id, fresh.record)
