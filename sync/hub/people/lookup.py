"""Lookup: who a number points to. The least is told, and who asked is written down.

See docs/spec/sync-protocol.md §3.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from math import ceil

from sqlalchemy import Connection, Engine, select

from kiosk.base.phones import normalise_phone
from sync.hub.db.admin_tables import lookup_log
from sync.hub.db.engine import reading, writing
from sync.hub.errors import RefusalCode, RequestRefused
from sync.hub.people import people
from sync.protocol.asking import LookedUp, LookupAnswer, LookupKind, LookupRequest
from sync.protocol.ids import IdSource

PER_DEVICE_DAY = 500
MAX_PERSONS = 20
"""A number that points to more people than this identifies nobody."""
_DAY = timedelta(days=1)


class Lookup:
    """Finds persons for one station; each question is logged by ids, never with its value."""

    def __init__(self, engine: Engine, now: Callable[[], datetime]) -> None:
        self._engine = engine
        self._now = now
        self._ids = IdSource(now)

    def find(self, device_id: str, venue_id: str, request: LookupRequest) -> LookupAnswer:
        """Answer a station of a venue. Raises RequestRefused (429) over the limit of the day."""
        with reading(self._engine) as connection:
            self._check_limit(connection, device_id)
        value = request.value.strip()
        if request.kind is LookupKind.PHONE:
            # Records hold phones in E.164; what is no mobile number is looked for as it stands.
            value = normalise_phone(value) or value
        found = people.find(self._engine, venue_id, request.kind.value, value)
        persons = tuple(
            LookedUp(item.person, item.full_name, item.birth, item.sex)
            for item in found[:MAX_PERSONS]
        )
        with writing(self._engine) as connection:
            connection.execute(
                lookup_log.insert().values(
                    id=self._ids.next_id(),
                    at=self._now(),
                    device_id=device_id,
                    venue_id=venue_id,
                    kind=request.kind.value,
                    persons=json.dumps([item.person for item in persons]),
                )
            )
        return LookupAnswer(persons)

    def _check_limit(self, connection: Connection, device_id: str) -> None:
        now = self._now()
        oldest: datetime | None = connection.execute(
            select(lookup_log.c.at)
            .where(lookup_log.c.device_id == device_id, lookup_log.c.at > now - _DAY)
            .order_by(lookup_log.c.at.desc())
            .offset(PER_DEVICE_DAY - 1)
            .limit(1)
        ).scalar()
        if oldest is not None:
            wait_s = ceil((oldest + _DAY - now).total_seconds())
            raise RequestRefused(RefusalCode.SLOW_DOWN, retry_after_s=max(1, wait_s))
