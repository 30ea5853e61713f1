"""Declarations: until when each holds."""

from __future__ import annotations

from kiosk.store.projectors.fresh import FreshRecord
from kiosk.store.repositories.declarations import note_declaration


def note(fresh: FreshRecord) -> None:
    """Take a declaration in; it is always somebody's."""
    note_declaration(fresh.connection, fresh.record, fresh.body, str(fresh.body["person"]))
