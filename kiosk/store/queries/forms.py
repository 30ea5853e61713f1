"""Forms that the hub sent, as they came."""

from __future__ import annotations

from kiosk.store.driver import Connection
from sync.protocol.feeds import FeedName
from sync.protocol.forms import parse_fed_form
from sync.protocol.members import MemberError, parse_object


def fed_forms(connection: Connection, form_id: str) -> list[bytes]:
    """The files of all versions of a form that are in force, the newest first."""
    # Between the sign that ends an id in a key, and the one after it.
    first, behind = f"{form_id}:", f"{form_id};"
    rows = connection.execute(
        "SELECT body FROM feed_items WHERE feed = ? AND key > ? AND key < ? ORDER BY key DESC",
        (FeedName.FORMS.value, first, behind),
    )
    found = []
    for (body,) in rows:
        try:
            found.append(parse_fed_form(parse_object(body.encode())))
        except MemberError:
            # A newer hub's: what is understood stands.
            continue
    return found
