"""Who signed a request: RFC 9421 signatures of stations, and nonces that count once.

See docs/spec/sync-protocol.md §6.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy import Engine, delete
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from sync.hub.admin.stations import SigningStation, Stations
from sync.hub.db.admin_tables import nonces
from sync.hub.db.engine import writing
from sync.hub.errors import RefusalCode, RequestRefused
from sync.protocol.devices import StationState
from sync.protocol.keys import KeyFault, signing_public
from sync.protocol.signatures import (
    ENROL_TAG,
    MAX_AGE,
    SKEW,
    STATION_TAG,
    Request,
    SignatureError,
    Verified,
    verify_request,
)

MAX_NONCE_LETTERS = 128


class Auth:
    """Finds out who signed a request, and whether they may ask."""

    def __init__(self, engine: Engine, stations: Stations, now: Callable[[], datetime]) -> None:
        self._engine = engine
        self._stations = stations
        self._now = now

    def identify(self, request: Request, *, is_push: bool, is_once: bool) -> SigningStation:
        """The device that signed. Raises RequestRefused: 401, or the signed 403 for a revoked one.

        `is_push`: a device that only drains may do it. `is_once`: the nonce counts once, also
        after a restart.
        """
        signer: SigningStation | None = None
        is_asked = False
        failures: list[SQLAlchemyError] = []

        def find_key(kid: str) -> Ed25519PublicKey | None:
            nonlocal signer, is_asked
            is_asked = True
            try:
                signer = self._stations.find_signing(kid)
            except SQLAlchemyError as error:
                failures.append(error)
                return None
            return None if signer is None else signer.key

        try:
            verified = _verify(request, find_key, self._now())
        except RequestRefused:
            # The library takes any failure for a bad signature: that of the database is none.
            if failures:
                raise failures[0] from None
            if is_asked and signer is None:
                raise RequestRefused(RefusalCode.UNKNOWN_DEVICE) from None
            raise
        assert signer is not None
        state = signer.device.state
        if state is StationState.REVOKED or (state is StationState.DRAIN_ONLY and not is_push):
            raise RequestRefused(RefusalCode.DEVICE_REVOKED)
        if is_once:
            self._use_nonce(verified)
        return signer

    def check_enrolment(self, request: Request, public_key: str) -> None:
        """That a request to enrol is signed with the key it brings. Raises RequestRefused (401)."""
        try:
            key = signing_public(public_key)
        except KeyFault:
            raise RequestRefused(RefusalCode.BAD_SIGNATURE) from None
        verified = _verify(request, lambda _: key, self._now(), ENROL_TAG)
        # Its name in the signature is the sender's choice; the key itself is not.
        self._use_nonce(Verified(public_key, verified.nonce, verified.created))

    def forget_nonces(self) -> int:
        """Remove those whose signatures are too old to count anyway; gives how many."""
        with writing(self._engine) as connection:
            return connection.execute(
                delete(nonces).where(nonces.c.seen_at < self._now() - MAX_AGE - 2 * SKEW)
            ).rowcount

    def _use_nonce(self, verified: Verified) -> None:
        if len(verified.nonce) > MAX_NONCE_LETTERS:
            raise RequestRefused(RefusalCode.BAD_SIGNATURE)
        try:
            with writing(self._engine) as connection:
                connection.execute(
                    nonces.insert().values(
                        kid=verified.kid, nonce=verified.nonce, seen_at=self._now()
                    )
                )
        except IntegrityError:
            raise RequestRefused(RefusalCode.REPLAYED) from None


def _verify(
    request: Request,
    find_key: Callable[[str], Ed25519PublicKey | None],
    now: datetime,
    tag: str = STATION_TAG,
) -> Verified:
    try:
        return verify_request(request, find_key, now=now, tag=tag)
    except SignatureError:
        raise RequestRefused(RefusalCode.BAD_SIGNATURE) from None
