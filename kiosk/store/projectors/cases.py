"""What waits for staff."""

from __future__ import annotations

from kiosk.store.projectors.fresh import FreshRecord
from kiosk.store.repositories.cases import SupportCases


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
    """Close a case, or open it again. Raises KeyError for an unknown one."""
    cases, case_id = SupportCases(fresh.connection), str(fresh.body["ref"])
    if "undo" in fresh.body:
        cases.reopen(case_id)
    else:
        cases.close(case_id, fresh.record, str(fresh.body["outcome"]))
