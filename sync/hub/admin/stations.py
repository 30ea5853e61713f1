"""Stations as the hub knows them: state, keys, last contact, status."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy import Connection, Engine, Row, bindparam, delete, func, select, update

from kiosk.base.dataclass import dataclass
from kiosk.base.phrases import Phrase
from sync.hub.db.admin_tables import device_keys, devices, enrolment_codes, gates
from sync.hub.db.engine import reading, writing
from sync.protocol.devices import DeviceStatus, RollRequest, StationState, roll_bytes
from sync.protocol.ids import IdSource
from sync.protocol.keys import KeyFault, decode, signing_public

if TYPE_CHECKING:
    from sync.hub.admin.slip_keys import SlipKeys

ROLL_OVERLAP = timedelta(days=7)
"""How long the old key still signs after a roll (docs/spec/sync-protocol.md §6)."""
REMEMBERED_S = 1.0
"""How long a key that was read is not read again: a station that drains signs many times a second.
"""

_SIGNING = (
    select(devices, device_keys.c.public_key, device_keys.c.valid_to)
    .join(device_keys, device_keys.c.device_id == devices.c.id)
    .where(device_keys.c.kid == bindparam("kid"))
)


class StationError(ValueError):
    """What an administrator or a station asked for cannot be."""


@dataclass(frozen=True, slots=True)
class Station:
    """One station."""

    id: str
    venue_id: str
    gate: str
    label: str
    state: StationState
    created_at: datetime
    seen_at: datetime | None
    status_at: datetime | None
    status: str | None
    """The newest status as it came, JSON."""
    former: frozenset[str] = frozenset()
    """Stations this one replaced at its gate."""


@dataclass(frozen=True, slots=True)
class SigningStation:
    """A device, and the key that a request names."""

    device: Station
    kid: str
    key: Ed25519PublicKey


@dataclass(frozen=True, slots=True)
class _Known:
    """A signing key as it was read."""

    signer: SigningStation
    valid_to: datetime | None
    read: float


class Stations:
    """The hub's stations; safe for use by several threads."""

    def __init__(self, engine: Engine, now: Callable[[], datetime], slip_keys: SlipKeys) -> None:
        self._engine = engine
        self._now = now
        self._slip_keys = slip_keys
        self._ids = IdSource(now)
        self._lock = threading.Lock()
        self._contacts: dict[str, datetime] = {}
        self._known: dict[str, _Known] = {}
        self._changes = 0

    def next_id(self) -> str:
        """An id for a station to come."""
        return self._ids.next_id()

    def add(
        self,
        connection: Connection,
        device_id: str,
        venue_id: str,
        gate: str,
        label: str,
        replaces: Station | None = None,
    ) -> None:
        """A new station at a gate, which is made if there is none; its caller calls `forget` after.

        One that replaces another takes over its ledgers, and the other is revoked.
        """
        known = select(gates.c.name).where(gates.c.venue_id == venue_id, gates.c.name == gate)
        if connection.execute(known).first() is None:
            connection.execute(gates.insert().values(venue_id=venue_id, name=gate))
        connection.execute(
            devices.insert().values(
                id=device_id,
                venue_id=venue_id,
                gate=gate,
                label=label,
                state=StationState.INVITED.value,
                former=json.dumps(sorted({replaces.id, *replaces.former} if replaces else ())),
                created_at=self._now(),
            )
        )
        if replaces is not None:
            self.set_state(connection, replaces.id, StationState.REVOKED)

    def get(self, device_id: str) -> Station:
        """Raises StationError when there is none."""
        with reading(self._engine) as connection:
            row = connection.execute(select(devices).where(devices.c.id == device_id)).first()
        if row is None:
            raise StationError(Phrase("no device {device_id}", device_id=device_id))
        return _device(row)

    def all(self, venue_id: str | None = None) -> list[Station]:
        """In the order they were made."""
        query = select(devices).order_by(devices.c.id)
        if venue_id is not None:
            query = query.where(devices.c.venue_id == venue_id)
        with reading(self._engine) as connection:
            return [_device(row) for row in connection.execute(query)]

    def set_state(self, connection: Connection, device_id: str, state: StationState) -> list[int]:
        """Revoke, let drain, or take back; its caller calls `forget` after it.

        What is out of service issues no slips: its slip keys end; gives those that a thief of it
        could use. Raises StationError when there is no such station.
        """
        if not _put_state(connection, device_id, state):
            raise StationError(Phrase("no device {device_id}", device_id=device_id))
        if state is StationState.ACTIVE:
            return []
        return self._slip_keys.end(connection, device_id)

    def public_key(self, connection: Connection, kid: str) -> str:
        """The public key of a name that is known to exist."""
        query = select(device_keys.c.public_key).where(device_keys.c.kid == kid)
        key: str = connection.execute(query).scalar_one()
        return key

    def find_signing(self, kid: str) -> SigningStation | None:
        """Who signs with this key now; None for a key that is unknown or has run out.

        The key of a revoked device is found: its requests get the signed answer. What another
        process changed, such as a revocation by the command line, is seen within `REMEMBERED_S`.
        """
        now = time.monotonic()
        with self._lock:
            known = self._known.get(kid)
            changes = self._changes
        if known is None or now - known.read >= REMEMBERED_S:
            with reading(self._engine) as connection:
                row = connection.execute(_SIGNING, {"kid": kid}).first()
            if row is None:
                return None
            signer = SigningStation(_device(row), kid, signing_public(row.public_key))
            known = _Known(signer, row.valid_to, now)
            with self._lock:
                # Nothing is remembered that was read before a change of this process.
                if changes == self._changes:
                    self._known[kid] = known
        if known.valid_to is not None and known.valid_to <= self._now():
            return None
        return known.signer

    def forget(self) -> None:
        """Something about devices has changed: nothing remembered counts any more.

        `add` and `enrol` write in their caller's transaction, who calls this after it.
        """
        with self._lock:
            self._known.clear()
            self._changes += 1

    def enrol(self, connection: Connection, device_id: str, public_key: str) -> str:
        """Give a device its first key, or a new one in place of all before; gives the kid.

        Its slip keys of before end too: the machine that has them is perhaps another one.
        """
        now = self._now()
        connection.execute(
            update(device_keys)
            .where(device_keys.c.device_id == device_id, device_keys.c.valid_to.is_(None))
            .values(valid_to=now)
        )
        kid = self._put_key(connection, device_id, public_key, now)
        connection.execute(
            update(devices)
            .where(devices.c.id == device_id)
            .values(state=StationState.ACTIVE.value, seen_at=now)
        )
        self._slip_keys.end(connection, device_id)
        return kid

    def roll(self, signer: SigningStation, request: RollRequest) -> tuple[str, datetime]:
        """A new key beside the one that signed; gives its kid, and until when the old one holds.

        Asking again with the same key changes nothing: the answer may have been lost. Raises
        StationError for a key that is none, not held by the sender, or known for another device.
        """
        device_id = signer.device.id
        verify_proof(request.public_key, request.proof, roll_bytes(device_id, request.public_key))
        now = self._now()
        with writing(self._engine) as connection:
            known = connection.execute(
                select(device_keys).where(device_keys.c.public_key == request.public_key)
            ).first()
            if known is not None:
                if known.device_id != device_id:
                    raise StationError("the key belongs to another device")
                kid = str(known.kid)
            else:
                kid = self._put_key(connection, device_id, request.public_key, now)
                connection.execute(
                    update(device_keys)
                    .where(
                        device_keys.c.device_id == device_id,
                        device_keys.c.kid != kid,
                        device_keys.c.valid_to.is_(None),
                    )
                    .values(valid_to=now + ROLL_OVERLAP)
                )
            until = connection.execute(
                select(func.max(device_keys.c.valid_to)).where(
                    device_keys.c.device_id == device_id, device_keys.c.kid != kid
                )
            ).scalar()
        self.forget()
        return kid, until or now

    def note_contact(self, device_id: str) -> None:
        """The device was heard; written with the next `flush`, so that no request waits for it."""
        with self._lock:
            self._contacts[device_id] = self._now()

    def flush(self) -> None:
        """Write the last contacts."""
        with self._lock:
            contacts, self._contacts = self._contacts, {}
        if not contacts:
            return
        with writing(self._engine) as connection:
            for device_id, seen_at in contacts.items():
                connection.execute(
                    update(devices).where(devices.c.id == device_id).values(seen_at=seen_at)
                )

    def note_status(self, device_id: str, status: DeviceStatus) -> None:
        """Keep a device's newest status."""
        with writing(self._engine) as connection:
            connection.execute(
                update(devices)
                .where(devices.c.id == device_id)
                .values(status_at=self._now(), status=status.to_bytes().decode("utf-8"))
            )

    @staticmethod
    def _put_key(connection: Connection, device_id: str, public_key: str, now: datetime) -> str:
        number = connection.execute(
            select(func.count()).where(device_keys.c.device_id == device_id)
        ).scalar_one()
        kid = f"{device_id}.{number + 1}"
        connection.execute(
            device_keys.insert().values(
                kid=kid, device_id=device_id, public_key=public_key, valid_from=now
            )
        )
        return kid


def verify_proof(public_key: str, proof: str, signed: bytes) -> None:
    """That the sender holds the key it shows. Raises StationError."""
    try:
        signing_public(public_key).verify(decode(proof), signed)
    except (KeyFault, InvalidSignature) as error:
        raise StationError("the proof does not match the key") from error


def _put_state(connection: Connection, device_id: str, state: StationState) -> bool:
    """Says whether there is such a device. What is not active has no open invitation either, and
    what never enrolled does not become active."""
    if state is StationState.ACTIVE:
        enrolled = select(device_keys.c.kid).where(device_keys.c.device_id == device_id).limit(1)
        if connection.execute(enrolled).first() is None:
            state = StationState.INVITED
    else:
        connection.execute(delete(enrolment_codes).where(enrolment_codes.c.device_id == device_id))
    changed = connection.execute(
        update(devices).where(devices.c.id == device_id).values(state=state.value)
    )
    return changed.rowcount == 1


def _device(row: Row[tuple[object, ...]]) -> Station:
    return Station(
        id=row.id,
        venue_id=row.venue_id,
        gate=row.gate,
        label=row.label,
        state=StationState(row.state),
        created_at=row.created_at,
        seen_at=row.seen_at,
        status_at=row.status_at,
        status=row.status,
        former=frozenset(json.loads(row.former)),
    )
