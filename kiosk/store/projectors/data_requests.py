"""What people ask about their own data, and what became of it."""

from __future__ import annotations

from kiosk.store.projectors.fresh import FreshRecord
from kiosk.store.repositories.data_requests import DataRequests
from kiosk.store.repositories.withdrawals import withdraw_consent


def note(fresh: FreshRecord) -> None:
    """Take a request in, or its answer; a consent that is withdrawn holds nothing any more."""
    requests, ref = DataRequests(fresh.connection), fresh.body.get("ref")
    if ref is None:
        requests.open(fresh.record, fresh.body)
        return
    requests.close(str(ref), fresh.record)
    if (fresh.body["right"], fresh.body.get("outcome")) == ("withdraw", "done"):
        persons = fresh.body["persons"]
        assert isinstance(persons, list | tuple)
        withdraw_consent(fresh.connection, persons, fresh.record)
