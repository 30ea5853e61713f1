"""Phone OTP: one code, by SMS, within limits that survive a restart.

See docs/spec/sync-protocol.md §9.
"""

from __future__ import annotations

import hmac
import secrets
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from math import ceil

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import ColumnElement, Connection, Engine, select, update

from kiosk.base.phones import normalise_phone
from sync.hub.db.admin_tables import otp_challenges
from sync.hub.db.engine import writing
from sync.hub.errors import RefusalCode, RequestRefused
from sync.hub.macs import Macs
from sync.hub.people.sms import SmsFault, SmsGateway
from sync.protocol.asking import (
    OTP_DIGITS,
    OTP_LIFE_S,
    OTP_RESEND_S,
    OTP_TRIES,
    RELEASE_S,
    OtpCheck,
    OtpChecked,
    OtpStarted,
)
from sync.protocol.ids import IdSource

PER_PHONE_HOUR = 3
PER_PHONE_DAY = 6
PER_DEVICE_HOUR = 20
_HOUR = timedelta(hours=1)
_DAY = timedelta(days=1)


def message_text(code: str) -> str:
    """The message: without accents, so that it is one part and not two."""
    minutes = OTP_LIFE_S // 60
    return (
        f"{code} la ma xac nhan cua diem kiem dich, co hieu luc {minutes} phut. "
        "Khong dua ma nay cho nguoi la."
    )


def make_otp() -> str:
    """Six digits."""
    return f"{secrets.randbelow(10**OTP_DIGITS):0{OTP_DIGITS}d}"


class Otp:
    """Sends codes and checks them; knows nothing of persons, so every number is answered alike.

    What a right code releases is told by `Lookup`.
    """

    def __init__(
        self,
        engine: Engine,
        hub_key: Ed25519PrivateKey,
        gateway: SmsGateway,
        now: Callable[[], datetime],
    ) -> None:
        self._engine = engine
        self._gateway = gateway
        self._now = now
        self._ids = IdSource(now)
        self._phones = Macs(hub_key, "otp-phone")
        self._codes = Macs(hub_key, "otp-code")
        # Counting and inserting must not interleave; there is one process.
        self._lock = threading.Lock()

    def start(self, device_id: str, phone: str) -> OtpStarted:
        """Send a code. Raises RequestRefused: 400 not a +84 mobile, 429 over a limit, 503 no SMS.

        What was refused by the gateway counts like what was sent: it may have been sent.
        """
        number = normalise_phone(phone)
        if number is None:
            raise RequestRefused(RefusalCode.BAD_PHONE)
        code = make_otp()
        challenge = self._ids.next_id()
        phone_mac = self._phones.of(number)
        now = self._now()
        with self._lock, writing(self._engine) as connection:
            self._check_limits(connection, device_id, phone_mac, now)
            connection.execute(
                update(otp_challenges)
                .where(otp_challenges.c.phone_mac == phone_mac, ~otp_challenges.c.is_ended)
                .values(is_ended=True)
            )
            connection.execute(
                otp_challenges.insert().values(
                    id=challenge,
                    device_id=device_id,
                    phone_mac=phone_mac,
                    code_mac=self._codes.of(challenge, code),
                    created_at=now,
                    expires_at=now + timedelta(seconds=OTP_LIFE_S),
                    tries=0,
                    is_ended=False,
                )
            )
        try:
            self._gateway.send(number, message_text(code))
        except SmsFault as fault:
            raise RequestRefused(RefusalCode.SMS_DOWN, retry_after_s=OTP_RESEND_S) from fault
        return OtpStarted(challenge)

    def verify(self, device_id: str, check: OtpCheck) -> OtpChecked:
        """Whether the code is right. Raises RequestRefused (410) when the challenge has ended:
        used, expired, replaced, five wrong tries, another device's, or none at all.
        """
        given = self._codes.of(check.challenge, check.code)
        with writing(self._engine) as connection:
            # Counted and read in one statement, so that tries at once are all counted.
            row = connection.execute(
                update(otp_challenges)
                .where(
                    otp_challenges.c.id == check.challenge,
                    otp_challenges.c.device_id == device_id,
                    ~otp_challenges.c.is_ended,
                    otp_challenges.c.tries < OTP_TRIES,
                    otp_challenges.c.expires_at > self._now(),
                )
                .values(tries=otp_challenges.c.tries + 1)
                .returning(otp_challenges.c.code_mac, otp_challenges.c.tries)
            ).first()
            if row is None:
                raise RequestRefused(RefusalCode.CHALLENGE_ENDED)
            is_right = hmac.compare_digest(given, row.code_mac)
            if is_right:
                connection.execute(
                    update(otp_challenges)
                    .where(otp_challenges.c.id == check.challenge)
                    .values(is_ended=True, proven_at=self._now())
                )
        return OtpChecked(is_right, OTP_TRIES - row.tries)

    def find_proof(
        self, connection: Connection, device_id: str, number: str
    ) -> tuple[str, datetime] | None:
        """The newest challenge by which a phone was proven at a station within `RELEASE_S`, and
        when that time ends; `number` is E.164."""
        life = timedelta(seconds=RELEASE_S)
        row = connection.execute(
            select(otp_challenges.c.id, otp_challenges.c.proven_at)
            .where(
                otp_challenges.c.phone_mac == self._phones.of(number),
                otp_challenges.c.device_id == device_id,
                otp_challenges.c.proven_at > self._now() - life,
            )
            .order_by(otp_challenges.c.proven_at.desc(), otp_challenges.c.id.desc())
            .limit(1)
        ).first()
        return None if row is None else (row.id, row.proven_at + life)

    def _check_limits(
        self, connection: Connection, device_id: str, phone_mac: str, now: datetime
    ) -> None:
        is_phone = otp_challenges.c.phone_mac == phone_mac
        is_device = otp_challenges.c.device_id == device_id
        waits = (
            _wait(connection, is_phone, now, timedelta(seconds=OTP_RESEND_S), 1),
            _wait(connection, is_phone, now, _HOUR, PER_PHONE_HOUR),
            _wait(connection, is_phone, now, _DAY, PER_PHONE_DAY),
            _wait(connection, is_device, now, _HOUR, PER_DEVICE_HOUR),
        )
        if any(waits):
            raise RequestRefused(RefusalCode.SLOW_DOWN, retry_after_s=max(waits))


def _wait(
    connection: Connection,
    whose: ColumnElement[bool],
    now: datetime,
    window: timedelta,
    most: int,
) -> int:
    """Seconds until fewer than `most` messages lie within the window; 0 for now."""
    oldest_that_counts: datetime | None = connection.execute(
        select(otp_challenges.c.created_at)
        # What is dated ahead was made before the clock was set back: it locks nobody.
        .where(
            whose, otp_challenges.c.created_at > now - window, otp_challenges.c.created_at <= now
        )
        .order_by(otp_challenges.c.created_at.desc())
        .offset(most - 1)
        .limit(1)
    ).scalar()
    if oldest_that_counts is None:
        return 0
    return max(1, ceil((oldest_that_counts + window - now).total_seconds()))
