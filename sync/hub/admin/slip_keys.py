"""Slip keys: each station's public key, its number in the province, and what the hub says of it.

See docs/spec/sync-protocol.md §7.

The feed `keys` is one for all venues: a slip of another venue is told from one of a stranger. What
is said of a key is never unsaid, and a number is never given twice.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta

from sqlalchemy import ColumnElement, Connection, Engine, func, or_, select, update

from kiosk.base.dataclass import dataclass
from kiosk.base.phrases import Phrase
from sync.hub.admin.audit import Act, Actor, Audit
from sync.hub.admin.stations import SigningStation, Station, StationError, verify_proof
from sync.hub.db.admin_tables import device_keys, devices, slip_keys, venues
from sync.hub.db.engine import AnyRow, reading, writing
from sync.hub.db.feeds import ALL_VENUES, Feeds, lock_head
from sync.hub.identity import Identity
from sync.protocol.devices import MAX_KID, SlipKeyState, StationState
from sync.protocol.feeds import FeedName
from sync.protocol.members import MemberError
from sync.protocol.slip_keys import (
    OVERLAP,
    SlipKeyRequest,
    SlipKeyStatement,
    parse_statement_digits,
    slip_key_bytes,
)

MOST_A_DAY = 8
"""Keys that one station is given within a day: a hostile one must not use up the numbers."""


@dataclass(frozen=True, slots=True)
class SlipKey:
    """One key, and whose it is."""

    device_id: str
    statement: SlipKeyStatement


class TooManySlipKeys(StationError):
    """The station was given as many keys as a day allows."""


class SlipKeys:
    """The slip keys of all stations; every change goes into the feed in the same transaction."""

    def __init__(
        self, audit: Audit, identity: Identity, feeds: Feeds, now: Callable[[], datetime]
    ) -> None:
        self._audit = audit
        self._engine: Engine = audit.engine
        self._identity = identity
        self._feeds = feeds
        self._now = now

    def give(self, signer: SigningStation, request: SlipKeyRequest) -> SlipKeyStatement:
        """Give a station's new key its number; gives what the hub says of it from now on.

        The station's keys of before may sign for `OVERLAP` more. Asking again with the same key
        changes nothing: the answer may have been lost. A hub that was restored from a backup takes
        back what it said before, by the statement that the station kept. Raises StationError for a
        key that is none, not held by the sender, or another station's, where no number is left, and
        to who was revoked or enrolled anew since the request was let in.
        """
        device = signer.device
        public_key = request.public_key
        verify_proof(public_key, request.proof, slip_key_bytes(device.id, public_key))
        with writing(self._engine) as connection:
            lock_head(connection, FeedName.KEYS, ALL_VENUES)
            self._check_serving(connection, signer)
            known = _one(connection, slip_keys.c.public_key == public_key)
            if known is not None:
                if known.device_id != device.id:
                    raise StationError("the key belongs to another device")
                return self._say(known)
            said = self._kept(connection, request)
            if said is None or said.venue_no != _number_of(connection, device.venue_id):
                said = self._new(connection, device, public_key)
                self._end_others(connection, device.id)
            connection.execute(
                slip_keys.insert().values(
                    device_id=device.id,
                    kid=said.kid,
                    venue_no=said.venue_no,
                    public_key=public_key,
                    since=said.since,
                    until=said.until,
                    state=int(said.state),
                    noted=said.noted,
                )
            )
            return self._publish(connection, said.kid)

    def end(self, connection: Connection, device_id: str) -> list[int]:
        """A station is out of service, or another machine: its keys sign from now on no more. The
        last act of its transaction; what they signed before holds.

        Gives the numbers of those whose slips may still hold: what a thief of the machine can use.
        """
        # Whoever is being given a key is heard of first, or sees that the station is none.
        lock_head(connection, FeedName.KEYS, ALL_VENUES)
        now = self._whole_now()
        usable = []
        # Also those that were to sign on for a while beside a newer one.
        for row in _of_device(connection, device_id):
            if row.until is None or row.until > now:
                self._change(connection, row, SlipKeyState(row.state), now)
            ended = row.until or now
            if row.state < SlipKeyState.COMPROMISED and ended > now - OVERLAP:
                usable.append(row.kid)
        return usable

    def revoke(self, actor: Actor, kid: int) -> None:
        """End one key: its slips stay good, its station makes a new one. Raises StationError."""
        self._judge(actor, Act.SLIP_KEY_REVOKED, kid, SlipKeyState.REVOKED)

    def mark_compromised(self, actor: Actor, kid: int) -> None:
        """Somebody else may have the key: of its slips only known ones hold.

        Raises StationError.
        """
        self._judge(actor, Act.SLIP_KEY_COMPROMISED, kid, SlipKeyState.COMPROMISED)

    def all(self, venue_no: int | None = None) -> list[SlipKey]:
        """By their numbers."""
        query = select(slip_keys).order_by(slip_keys.c.kid)
        if venue_no is not None:
            query = query.where(slip_keys.c.venue_no == venue_no)
        with reading(self._engine) as connection:
            rows = connection.execute(query).all()
        return [SlipKey(row.device_id, self._say(row)) for row in rows]

    def _check_serving(self, connection: Connection, signer: SigningStation) -> None:
        query = (
            select(devices.c.state)
            .join(device_keys, device_keys.c.device_id == devices.c.id)
            .where(
                device_keys.c.kid == signer.kid,
                or_(device_keys.c.valid_to.is_(None), device_keys.c.valid_to > self._now()),
            )
        )
        if connection.execute(query).scalar() != StationState.ACTIVE.value:
            raise StationError("the station is out of service")

    def _judge(self, actor: Actor, act: Act, kid: int, state: SlipKeyState) -> None:
        with self._audit.acting(actor, act, str(kid)) as connection:
            row = _one(connection, slip_keys.c.kid == kid)
            if row is None:
                raise StationError(Phrase("no slip key {kid}", kid=kid))
            if row.state >= state:
                raise StationError(Phrase("slip key {kid} is that already", kid=kid))
            now = self._whole_now()
            until = now if row.until is None else min(now, row.until)
            self._change(connection, row, state, until)

    def _end_others(self, connection: Connection, device_id: str) -> None:
        until = self._whole_now() + OVERLAP
        for row in _of_device(connection, device_id):
            if row.until is None:
                self._change(connection, row, SlipKeyState(row.state), until)

    def _change(
        self, connection: Connection, row: AnyRow, state: SlipKeyState, until: datetime
    ) -> None:
        # Of two statements the later stands: each change is said later than the one before.
        noted = max(self._whole_now(), row.noted + timedelta(seconds=1))
        connection.execute(
            update(slip_keys)
            .where(slip_keys.c.kid == row.kid)
            .values(state=int(state), until=max(until, row.since), noted=noted)
        )
        self._publish(connection, row.kid)

    def _publish(self, connection: Connection, kid: int) -> SlipKeyStatement:
        row = _one(connection, slip_keys.c.kid == kid)
        assert row is not None
        statement = self._say(row)
        self._feeds.put(connection, FeedName.KEYS, ALL_VENUES, str(kid), statement.to_body())
        return statement

    def _say(self, row: AnyRow) -> SlipKeyStatement:
        return SlipKeyStatement(
            row.kid,
            row.venue_no,
            row.public_key,
            row.since,
            row.until,
            SlipKeyState(row.state),
            row.noted,
        ).signed(self._identity.sign_key)

    def _kept(self, connection: Connection, request: SlipKeyRequest) -> SlipKeyStatement | None:
        """What this hub said of the key before it was restored; None where it said nothing, or has
        given the number to another key since."""
        if not request.statement:
            return None
        try:
            kept = parse_statement_digits(request.statement)
        except MemberError:
            return None
        is_ours = kept.is_signed_by(self._identity.sign_key.public_key())
        if not is_ours or kept.public_key != request.public_key:
            return None
        return kept if _one(connection, slip_keys.c.kid == kept.kid) is None else None

    def _new(self, connection: Connection, device: Station, public_key: str) -> SlipKeyStatement:
        now = self._whole_now()
        lately = select(func.count()).where(
            slip_keys.c.device_id == device.id, slip_keys.c.since > now - timedelta(days=1)
        )
        if connection.execute(lately).scalar_one() >= MOST_A_DAY:
            raise TooManySlipKeys("too many slip keys within a day")
        used = set(connection.execute(select(slip_keys.c.kid)).scalars())
        free = [kid for kid in range(1, MAX_KID + 1) if kid not in used]
        if not free:
            raise StationError("no number for a slip key is left")
        venue_no = _number_of(connection, device.venue_id)
        # Not the next one: a hub that forgot its newest keys would give their numbers again.
        kid = secrets.choice(free)
        return SlipKeyStatement(kid, venue_no, public_key, now, None, SlipKeyState.GOOD, now)

    def _whole_now(self) -> datetime:
        return self._now().astimezone(UTC).replace(microsecond=0)


def _one(connection: Connection, where: ColumnElement[bool]) -> AnyRow | None:
    return connection.execute(select(slip_keys).where(where)).first()


def _number_of(connection: Connection, venue_id: str) -> int:
    number: int = connection.execute(
        select(venues.c.number).where(venues.c.id == venue_id)
    ).scalar_one()
    return number


def _of_device(connection: Connection, device_id: str) -> Sequence[AnyRow]:
    query = select(slip_keys).where(slip_keys.c.device_id == device_id).order_by(slip_keys.c.kid)
    return connection.execute(query).all()
