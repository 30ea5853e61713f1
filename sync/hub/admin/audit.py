"""Who did what at the hub: one row for each act of administration, in the act's transaction.

Rows hold ids, names of places and numbers, never anything about a person but an id.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import field
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, Engine, select

from kiosk.base.dataclass import dataclass
from sync.hub.db.admin_tables import audit
from sync.hub.db.engine import reading, writing
from sync.protocol.ids import IdSource


class ActorKind(StrEnum):
    """By which way somebody administers the hub."""

    COMMAND_LINE = "command_line"
    """Whoever may run commands on the hub's machine; the name is their account there."""
    PROGRAM = "program"
    """A program of ours that sets a hub up for itself: the demo, a bench, a test."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who does an act of administration."""

    kind: ActorKind
    name: str


class Act(StrEnum):
    """What can be done to a hub."""

    VENUE_ADDED = "venue_added"
    VENUE_CHANGED = "venue_changed"
    SECTION_SET = "section_set"
    NOTICE_GIVEN = "notice_given"
    NOTICE_WITHDRAWN = "notice_withdrawn"
    FORM_SENT = "form_sent"
    FORM_WITHDRAWN = "form_withdrawn"
    SLIP_REVOKED = "slip_revoked"
    PERSON_ERASED = "person_erased"
    REQUEST_CARRIED_OUT = "request_carried_out"
    """Somebody asked for it about their own data; what it did has rows of its own."""
    PERSONS_JOINED = "persons_joined"
    PERSONS_KEPT_APART = "persons_kept_apart"
    STATION_ADDED = "station_added"
    STATION_INVITED = "station_invited"
    STATION_STATE_SET = "station_state_set"
    BUNDLE_TAKEN = "bundle_taken"
    ENTRIES_EXPORTED = "entries_exported"
    EPOCH_BEGUN = "epoch_begun"
    CLOCK_CONFIRMED = "clock_confirmed"
    BACKUP_WRITTEN = "backup_written"
    SLIP_KEY_REVOKED = "slip_key_revoked"
    SLIP_KEY_COMPROMISED = "slip_key_compromised"


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One act that was done."""

    id: str
    at: datetime
    """UTC."""
    actor: Actor
    act: Act
    subject: str
    """Id of the venue, station, person, slip or notice it was done to; empty for the hub itself."""
    details: Mapping[str, object] = field(default_factory=dict)


class Audit:
    """The table of acts; safe for use by several threads."""

    def __init__(self, engine: Engine, now: Callable[[], datetime]) -> None:
        self.engine = engine
        self._now = now
        self._ids = IdSource(now)

    @contextmanager
    def acting(
        self, actor: Actor, act: Act, subject: str, **details: object
    ) -> Iterator[Connection]:
        """A writing transaction for one act: what it changes and its row become durable together,
        or neither does."""
        with writing(self.engine) as connection:
            self.note(connection, actor, act, subject, **details)
            yield connection

    def note(
        self, connection: Connection, actor: Actor, act: Act, subject: str, **details: object
    ) -> None:
        """Write the row of an act into its transaction."""
        connection.execute(
            audit.insert().values(
                id=self._ids.next_id(),
                at=self._now(),
                actor_kind=actor.kind.value,
                actor=actor.name,
                act=act.value,
                subject=subject,
                details=json.dumps(details, ensure_ascii=False, sort_keys=True),
            )
        )

    def entries(self, limit: int = 100) -> list[AuditEntry]:
        """The newest acts, newest first."""
        query = select(audit).order_by(audit.c.at.desc(), audit.c.id.desc()).limit(limit)
        with reading(self.engine) as connection:
            rows = connection.execute(query).all()
        return [
            AuditEntry(
                row.id,
                row.at,
                Actor(ActorKind(row.actor_kind), row.actor),
                Act(row.act),
                row.subject,
                json.loads(row.details),
            )
            for row in rows
        ]
