"""The hub's time: its machine's wall clock, until that jumps.

Everything the hub decides by time, from who came last to what is old enough to be removed, would
be wrong after a jump, and what was removed cannot be brought back. So a jump of more than a day,
or steps that come to as much within a day, are not followed: the time goes on evenly, by a clock
that nobody sets, until the wall clock is back or an administrator says that it is right
(docs/spec/sync-protocol.md §10).
"""

from __future__ import annotations

import logging
import secrets
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, Engine, case, literal, select, update

from kiosk.base.dataclass import dataclass
from sync.hub.db import tables
from sync.hub.db.engine import reading, writing
from sync.hub.db.settings import put_setting, read_settings
from sync.hub.people.presence import publish_presence

JUMP = timedelta(days=1)
"""A wall clock that differs by more than this from what is known has jumped."""
SETTLING_S = 600.0
"""So long after a start the wall clock may still be set forward, as on a machine whose clock has no
battery: it is followed, and nothing is removed until an administrator agrees."""

_log = logging.getLogger(__name__)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MS = timedelta(milliseconds=1)
_MARK, _OFFSET, _DOUBT, _CONFIRMED = (
    "clock_mark_ms",
    "clock_offset_ms",
    "clock_doubted_ms",
    "clock_confirmed",
)


def even_seconds() -> float:
    """Seconds since the machine started, its sleep included; nobody can set them."""
    return time.clock_gettime(time.CLOCK_BOOTTIME)


@dataclass(frozen=True, slots=True)
class ClockState:
    """How the hub's time stands."""

    now: datetime
    """The time the hub goes by."""
    wall: datetime
    """What the machine's clock shows."""
    doubted_since: datetime | None
    """Since when, by the hub's time, its clock is in doubt; None while it is not."""


class HubClock:
    """Tells the hub's time; safe for use by several threads.

    The running hub keeps what it knows in the database, for its next start and for the commands of
    administrators, who go by the same time.
    """

    def __init__(
        self, engine: Engine, wall: Callable[[], datetime], even: Callable[[], float]
    ) -> None:
        self._engine = engine
        self._wall = wall
        self._even = even
        self._lock = threading.Lock()
        self._started = even()
        with reading(engine) as connection:
            kept = read_settings(connection, (_MARK, _OFFSET, _DOUBT, _CONFIRMED))
        self._confirmed = kept.get(_CONFIRMED, "")
        self._offset = int(kept.get(_OFFSET, "0")) * _MS
        self._doubted_since = _moment(kept.get(_DOUBT))
        self._mark = _moment(kept.get(_MARK)) or self._shown()
        if self._shown() < self._mark - JUMP:
            self._doubt(self._mark)
        elif self._shown() > self._mark + JUMP:
            # It may have been off for that long: the time is followed, but nothing is removed.
            self._doubt(self._shown())
        self._hold(even())

    def now(self) -> datetime:
        """The hub's present, UTC."""
        with self._lock:
            return self._look()

    @property
    def is_in_doubt(self) -> bool:
        """Whether nothing may be removed for being old."""
        with self._lock:
            self._look()
            return self._doubted_since is not None

    def state(self) -> ClockState:
        """How it stands, for people."""
        with self._lock:
            return ClockState(self._look(), self._wall(), self._doubted_since)

    def keep(self) -> None:
        """Take up what an administrator confirmed, and note how the time stands; every minute."""
        with writing(self._engine) as connection:
            confirmed = read_settings(connection, (_CONFIRMED,)).get(_CONFIRMED, "")
            with self._lock:
                if confirmed != self._confirmed:
                    self._confirmed = confirmed
                    self._believe()
                now = self._look()
                self._write(connection, now)

    def confirm(self, connection: Connection) -> datetime:
        """An administrator says that the wall clock is right; gives the hub's time from now on.

        What was dated ahead of it until then would win over all that comes later: it is set back
        by as much as the hub's time is.
        """
        with self._lock:
            before = self._look()
            self._confirmed = secrets.token_hex(8)
            put_setting(connection, _CONFIRMED, self._confirmed)
            self._believe()
            now = self._known
            self._write(connection, now)
        set_back(connection, max(timedelta(0), before - now), now)
        return now

    def _shown(self) -> datetime:
        return self._wall() + self._offset

    def _look(self) -> datetime:
        wall, at = self._wall(), self._even()
        expected = self._known + timedelta(seconds=at - self._known_at)
        if abs(wall + self._offset - expected) > JUMP:
            if abs(wall - expected) <= JUMP:
                self._offset = timedelta(0)
                self._doubted_since = None
                _log.warning("the hub's clock is back: it is believed again")
            elif self._may_be_set(wall, expected, at):
                self._offset = timedelta(0)
                self._doubt(wall)
            else:
                self._doubt(expected)
            self._hold(at)
        elif at - self._known_at >= JUMP.total_seconds():
            self._hold(at)
        return self._shown()

    def _hold(self, at: float) -> None:
        """From here on the wall clock is compared with what it shows now.

        Once a day, or after a jump, and not at each look: many small steps are a jump as well.
        """
        self._known, self._known_at = self._shown(), at

    def _may_be_set(self, wall: datetime, expected: datetime, at: float) -> bool:
        """Whether a jump may be the clock being set right after a start."""
        if wall < self._mark - JUMP:
            return False
        return at - self._started < SETTLING_S and (
            wall > expected or self._doubted_since is not None
        )

    def _doubt(self, now: datetime) -> None:
        """Go on from a moment, whatever the wall clock shows."""
        self._offset = now - self._wall()
        if self._doubted_since is None:
            self._doubted_since = now
            _log.warning(
                "the hub's clock has jumped: nothing is removed until it is confirmed, see"
                " hub clock"
            )

    def _believe(self) -> None:
        self._offset = timedelta(0)
        self._doubted_since = None
        self._hold(self._even())

    def _write(self, connection: Connection, now: datetime) -> None:
        doubted = self._doubted_since
        put_setting(connection, _MARK, str((now - _EPOCH) // _MS))
        put_setting(connection, _OFFSET, str(self._offset // _MS))
        put_setting(connection, _DOUBT, "" if doubted is None else str((doubted - _EPOCH) // _MS))


def set_back(connection: Connection, by: timedelta, now: datetime) -> None:
    """Set what is dated after `now` back, and tell the stations who is inside by that."""
    now_ms, by_ms = (now - _EPOCH) // _MS, by // _MS
    last = tables.last_entries
    moved = connection.execute(
        select(last.c.venue, last.c.person).where(last.c.moment_ms > now_ms).distinct()
    ).all()
    for table in (tables.records, tables.accounts, tables.links, last):
        for column in (table.c.moment_ms, table.c.get("received_ms")):
            if column is None:
                continue
            earlier = column - by_ms
            set_to = case((earlier > now_ms, literal(now_ms)), else_=earlier)
            connection.execute(update(table).where(column > now_ms).values({column.name: set_to}))
    for venue in sorted({row.venue for row in moved}):
        persons = [row.person for row in moved if row.venue == venue]
        publish_presence(connection, venue, persons, now_ms)


def _moment(kept: str | None) -> datetime | None:
    return _EPOCH + int(kept) * _MS if kept else None
