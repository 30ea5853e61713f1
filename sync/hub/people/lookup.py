"""Lookup: who a number points to. The least is told, and who asked is written down.

Of the asking venue's own persons, what it recorded. Of other venues' persons a count, until a phone
was proven at the asking station by a code: then, for an hour, the least about those whom their
venues know by that phone, each under a handle of its own. Known and unknown numbers are answered
with the same statements. See docs/spec/sync-protocol.md §3, §12.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from math import ceil

from sqlalchemy import Connection, Engine, and_, bindparam, func, select

from kiosk.base.phones import normalise_phone
from sync.hub.db import tables
from sync.hub.db.admin_tables import handles, lookup_log
from sync.hub.db.engine import AnyRow, reading, writing
from sync.hub.errors import RefusalCode, RequestRefused
from sync.hub.people import people
from sync.hub.people.declarations import statuses
from sync.hub.people.otp import Otp
from sync.protocol.asking import (
    DeclarationStatus,
    LookedUp,
    LookupAnswer,
    LookupKind,
    LookupRequest,
    Released,
)
from sync.protocol.ids import IdSource

PER_DEVICE_DAY = 500
MAX_PERSONS = 20
"""A number that points to more people than this identifies nobody."""
HANDLE_BYTES = 16
_DAY = timedelta(days=1)


class Lookup:
    """Finds persons for one station; each question is logged by ids, never with its value."""

    def __init__(self, engine: Engine, otp: Otp, now: Callable[[], datetime]) -> None:
        self._engine = engine
        self._otp = otp
        self._now = now
        self._ids = IdSource(now)

    def find(self, device_id: str, venue_id: str, request: LookupRequest) -> LookupAnswer:
        """Answer a station of a venue. Raises RequestRefused (429) over the limit of the day."""
        value = request.value.strip()
        number = normalise_phone(value) if request.kind is LookupKind.PHONE else None
        # Records hold phones in E.164; what is no mobile number is looked for as it stands.
        asked = {"k": request.kind.value, "n": number or value, "v": venue_id}
        with reading(self._engine) as connection:
            self._check_limit(connection, device_id)
            elsewhere: int = connection.execute(_COUNT_ELSEWHERE, asked).scalar_one()
            proof = number and self._otp.find_proof(connection, device_id, number)
            others = connection.execute(_ELSEWHERE, asked).all() if proof else ()
        found = people.find(self._engine, venue_id, request.kind.value, number or value)
        with reading(self._engine) as connection:
            declared = statuses(connection, venue_id, [item.person for item in found], self._now())
        persons = tuple(
            LookedUp(
                item.person, item.full_name, item.birth, item.sex, _status(declared, item.person)
            )
            for item in found[:MAX_PERSONS]
        )
        told = [item.person for item in persons] + [row.root for row in others]
        with writing(self._engine) as connection:
            self._log(connection, device_id, venue_id, request.kind, told)
            if not proof:
                return LookupAnswer(persons, elsewhere)
            challenge, until = proof
            released = self._release(connection, device_id, challenge, others)
        left_s = ceil((until - self._now()).total_seconds())
        return LookupAnswer(persons, elsewhere, released, max(1, left_s))

    def _release(
        self, connection: Connection, device_id: str, challenge: str, others: Sequence[AnyRow]
    ) -> tuple[Released, ...]:
        """The least about persons of other venues, each under the handle of this proof."""
        known = connection.execute(select(handles).where(handles.c.challenge == challenge))
        given = {(row.venue_id, row.person): row.handle for row in known}
        released, fresh = [], []
        for row in others:
            declared = statuses(connection, row.venue, [row.root], self._now())
            for item in people.found_among(connection, row.venue, [row.root]):
                handle = given.get((row.venue, item.person))
                if handle is None:
                    handle = secrets.token_urlsafe(HANDLE_BYTES)
                    fresh.append(
                        {
                            "handle": handle,
                            "device_id": device_id,
                            "challenge": challenge,
                            "venue_id": row.venue,
                            "person": item.person,
                            "made_at": self._now(),
                        }
                    )
                status = _status(declared, item.person)
                released.append(Released(handle, item.full_name, item.birth, item.sex, status))
        if fresh:
            connection.execute(handles.insert(), fresh)
        return tuple(released)

    def _log(
        self,
        connection: Connection,
        device_id: str,
        venue_id: str,
        kind: LookupKind,
        persons: Iterable[str],
    ) -> None:
        connection.execute(
            lookup_log.insert().values(
                id=self._ids.next_id(),
                at=self._now(),
                device_id=device_id,
                venue_id=venue_id,
                kind=kind.value,
                persons=json.dumps(list(persons)),
            )
        )

    def _check_limit(self, connection: Connection, device_id: str) -> None:
        now = self._now()
        oldest: datetime | None = connection.execute(
            select(lookup_log.c.at)
            .where(
                lookup_log.c.device_id == device_id,
                lookup_log.c.at > now - _DAY,
                lookup_log.c.at <= now,
            )
            .order_by(lookup_log.c.at.desc())
            .offset(PER_DEVICE_DAY - 1)
            .limit(1)
        ).scalar()
        if oldest is not None:
            wait_s = ceil((oldest + _DAY - now).total_seconds())
            raise RequestRefused(RefusalCode.SLOW_DOWN, retry_after_s=max(1, wait_s))


def _status(declared: Mapping[str, DeclarationStatus], person: str) -> DeclarationStatus:
    return declared.get(person, DeclarationStatus.NONE)


_TIED, _PEOPLE, _ACCOUNTS = tables.identifiers, tables.people, tables.accounts
_OF_OTHERS = (
    select(_PEOPLE.c.venue, _PEOPLE.c.root)
    .join(_TIED, and_(_TIED.c.person == _PEOPLE.c.person, _TIED.c.venue == _PEOPLE.c.venue))
    .where(
        _TIED.c.kind == bindparam("k"),
        _TIED.c.value == bindparam("n"),
        _TIED.c.venue != bindparam("v"),
        # Nothing can be told of who was only mentioned.
        select(_ACCOUNTS.c.person)
        .where(_ACCOUNTS.c.person == _PEOPLE.c.person, _ACCOUNTS.c.venue == _PEOPLE.c.venue)
        .exists(),
    )
    .distinct()
)
_COUNT_ELSEWHERE = select(func.count()).select_from(_OF_OTHERS.limit(MAX_PERSONS).subquery())
_EACH = _OF_OTHERS.subquery()
_TURN = func.row_number().over(partition_by=_EACH.c.venue, order_by=_EACH.c.root)
# One of each venue, then a second: no venue crowds another's persons out.
_ELSEWHERE = select(_EACH.c.venue, _EACH.c.root).order_by(_TURN, _EACH.c.venue).limit(MAX_PERSONS)
