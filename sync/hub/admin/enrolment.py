"""Enrolment codes: made by an administrator, redeemed once by a station.

See docs/spec/sync-protocol.md §6.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import Connection, Engine, delete, func, select, update

from sync.hub.admin.served_address import read_served
from sync.hub.admin.stations import StationError, Stations, verify_proof
from sync.hub.db.admin_tables import devices, enrolment_codes, enrolment_misses, venues
from sync.hub.db.engine import reading, writing
from sync.hub.errors import RefusalCode, RequestRefused
from sync.hub.identity import Identity
from sync.hub.macs import Macs
from sync.protocol.enrolment import (
    CODE_LIFE_S,
    CODE_TRIES,
    EnrolAnswer,
    EnrolmentError,
    EnrolRequest,
    Invitation,
    make_code,
    normalise_code,
    proof_bytes,
)
from sync.protocol.ids import IdSource

CODE_LIFE = timedelta(seconds=CODE_LIFE_S)


class Enrolment:
    """Makes codes, and turns a good one into an enrolled device."""

    def __init__(
        self, engine: Engine, identity: Identity, stations: Stations, now: Callable[[], datetime]
    ) -> None:
        self._engine = engine
        self._identity = identity
        self._stations = stations
        self._now = now
        self._ids = IdSource(now)
        self._codes = Macs(identity.sign_key, "enrolment-code")
        self._addresses = Macs(identity.sign_key, "enrolment-address")

    def invite(self, connection: Connection, device_id: str, hub_url: str) -> Invitation:
        """A fresh code for a device; the ones before it end. Only its keyed hash is stored."""
        connection.execute(delete(enrolment_codes).where(enrolment_codes.c.device_id == device_id))
        code = make_code()
        connection.execute(
            enrolment_codes.insert().values(
                code_mac=self._codes.of(code),
                device_id=device_id,
                expires_at=self._now() + CODE_LIFE,
                tries=0,
            )
        )
        served = read_served(connection)
        # Of a hub on plain http there is no certificate to pin.
        pin = served.pin if served is not None and hub_url.startswith("https:") else ""
        return Invitation(hub_url.rstrip("/"), code, self._identity.key_hash, pin)

    def enrol(self, request: EnrolRequest, address: str) -> EnrolAnswer:
        """Redeem a code. Raises RequestRefused: 403 without saying why, 429 after five misses.

        A code counts the tries that knew it and failed; an address counts its wrong codes. The
        station that redeemed a code gets the same answer again while the code lives: its first
        answer may have been lost.
        """
        where = self._addresses.of(address)
        self._check_misses(where)
        try:
            code = normalise_code(request.code)
        except EnrolmentError:
            self._miss(where)
            raise RequestRefused(RefusalCode.CODE_INVALID) from None
        answer = self._redeem(code, request)
        self._stations.forget()
        if answer is None:
            self._miss(where)
            raise RequestRefused(RefusalCode.CODE_INVALID)
        return answer

    def _redeem(self, code: str, request: EnrolRequest) -> EnrolAnswer | None:
        mac = self._codes.of(code)
        with writing(self._engine) as connection:
            # The try is counted before anything is looked at, so that two at once cannot share it.
            row = connection.execute(
                update(enrolment_codes)
                .where(
                    enrolment_codes.c.code_mac == mac,
                    enrolment_codes.c.tries < CODE_TRIES,
                    enrolment_codes.c.expires_at > self._now(),
                )
                .values(tries=enrolment_codes.c.tries + 1)
                .returning(enrolment_codes.c.device_id, enrolment_codes.c.used_kid)
            ).first()
            if row is None:
                return None
            try:
                verify_proof(
                    request.public_key, request.proof, proof_bytes(code, request.public_key)
                )
            except StationError:
                return None
            if row.used_kid is None:
                kid = self._stations.enrol(connection, row.device_id, request.public_key)
                connection.execute(
                    update(enrolment_codes)
                    .where(enrolment_codes.c.code_mac == mac)
                    .values(used_kid=kid)
                )
            else:
                kid = row.used_kid
                if self._stations.public_key(connection, kid) != request.public_key:
                    return None
            return self._answer(connection, row.device_id, kid)

    def _answer(self, connection: Connection, device_id: str, kid: str) -> EnrolAnswer:
        row = connection.execute(
            select(devices.c.gate, venues.c.id, venues.c.name)
            .join(venues, venues.c.id == devices.c.venue_id)
            .where(devices.c.id == device_id)
        ).one()
        return EnrolAnswer(
            device_id=device_id,
            kid=kid,
            stamp=self._identity.stamp,
            hub_keys=self._identity.introduction.hub_keys,
            venue_id=row.id,
            venue_name=row.name,
            gate=row.gate,
        )

    def _check_misses(self, address_mac: str) -> None:
        now = self._now()
        since = now - CODE_LIFE
        with reading(self._engine) as connection:
            count, first = connection.execute(
                select(func.count(), func.min(enrolment_misses.c.at)).where(
                    enrolment_misses.c.address_mac == address_mac,
                    enrolment_misses.c.at > since,
                    enrolment_misses.c.at <= now,
                )
            ).one()
        if count >= CODE_TRIES:
            wait = first + CODE_LIFE - now
            raise RequestRefused(
                RefusalCode.SLOW_DOWN, retry_after_s=max(1, int(wait.total_seconds()))
            )

    def _miss(self, address_mac: str) -> None:
        with writing(self._engine) as connection:
            connection.execute(
                enrolment_misses.insert().values(
                    id=self._ids.next_id(), address_mac=address_mac, at=self._now()
                )
            )
