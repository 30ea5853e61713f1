"""Tables of administration: venues, devices, enrolment, nonces, OTP, lookups, audit."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    TypeDecorator,
)

from sync.hub.db.tables import NAME, metadata

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MS = timedelta(milliseconds=1)


class Moment(TypeDecorator[datetime]):
    """An aware datetime as Unix milliseconds: the same in both databases, and easy to compare."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        """To the database."""
        return None if value is None else (value - _EPOCH) // _MS

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        """From the database."""
        return None if value is None else _EPOCH + value * _MS


_ID = Text
_HEX = Text

venues = Table(
    "venues",
    metadata,
    Column("id", _ID, primary_key=True),
    Column("number", Integer, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("address", Text, nullable=False),
    Column("time_zone", Text, nullable=False),
    Column("created_at", Moment, nullable=False),
)

gates = Table(
    "gates",
    metadata,
    Column("venue_id", _ID, ForeignKey("venues.id"), primary_key=True),
    Column("name", Text, primary_key=True),
)

devices = Table(
    "devices",
    metadata,
    Column("id", _ID, primary_key=True),
    Column("venue_id", _ID, ForeignKey("venues.id"), nullable=False),
    Column("gate", Text, nullable=False),
    Column("label", Text, nullable=False),
    Column("state", Text, nullable=False),
    # JSON list of the devices it replaced, whose ledgers are its own.
    Column("former", Text, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("seen_at", Moment),
    Column("status_at", Moment),
    Column("status", Text),
    Index("devices_by_venue", "venue_id"),
)

# What each station says of its venue, by its newest record of that.
registrations = Table(
    "registrations",
    metadata,
    Column("device", _ID, primary_key=True),
    Column("venue", _ID, nullable=False),
    Column("moment_ms", BigInteger, nullable=False),
    Column("body", Text, nullable=False),
    Index("registrations_by_venue", "venue"),
)

device_keys = Table(
    "device_keys",
    metadata,
    Column("kid", Text, primary_key=True),
    Column("device_id", _ID, ForeignKey("devices.id"), nullable=False),
    Column("public_key", Text, nullable=False, unique=True),
    Column("valid_from", Moment, nullable=False),
    Column("valid_to", Moment),
    Index("device_keys_by_device", "device_id"),
)

slip_keys = Table(
    "slip_keys",
    metadata,
    # Given once, for ever.
    Column("kid", Integer, primary_key=True, autoincrement=False),
    Column("device_id", _ID, ForeignKey("devices.id"), nullable=False),
    Column("venue_no", Integer, nullable=False),
    Column("public_key", Text, nullable=False, unique=True),
    Column("since", Moment, nullable=False),
    Column("until", Moment),
    Column("state", Integer, nullable=False),
    # When it last changed, in whole seconds as its statement has it.
    Column("noted", Moment, nullable=False),
    Index("slip_keys_by_device", "device_id"),
)

enrolment_codes = Table(
    "enrolment_codes",
    metadata,
    Column("code_mac", _HEX, primary_key=True),
    Column("device_id", _ID, ForeignKey("devices.id"), nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("used_kid", Text),
    Index("enrolment_codes_by_device", "device_id"),
)

enrolment_misses = Table(
    "enrolment_misses",
    metadata,
    Column("id", _ID, primary_key=True),
    Column("address_mac", _HEX, nullable=False),
    Column("at", Moment, nullable=False),
    Index("enrolment_misses_by_address", "address_mac", "at"),
)

nonces = Table(
    "nonces",
    metadata,
    Column("kid", Text, primary_key=True),
    Column("nonce", Text, primary_key=True),
    Column("seen_at", Moment, nullable=False),
    Index("nonces_by_time", "seen_at"),
)

otp_challenges = Table(
    "otp_challenges",
    metadata,
    Column("id", _ID, primary_key=True),
    Column("device_id", _ID, ForeignKey("devices.id"), nullable=False),
    Column("phone_mac", _HEX, nullable=False),
    Column("code_mac", _HEX, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("is_ended", Boolean, nullable=False),
    Column("proven_at", Moment),
    Index("otp_challenges_by_time", "created_at"),
    Index("otp_challenges_by_phone", "phone_mac", "created_at"),
    Index("otp_challenges_by_device", "device_id", "created_at"),
)

# What stands for a person of another venue after a phone was proven; ids only, kept for ever.
handles = Table(
    "handles",
    metadata,
    Column("handle", Text, primary_key=True),
    Column("device_id", _ID, nullable=False),
    Column("challenge", _ID, nullable=False),
    Column("venue_id", _ID, nullable=False),
    Column("person", NAME, nullable=False),
    Column("made_at", Moment, nullable=False),
    Index("handles_by_challenge", "challenge", "venue_id", "person", unique=True),
)

lookup_log = Table(
    "lookup_log",
    metadata,
    Column("id", _ID, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("device_id", _ID, nullable=False),
    Column("venue_id", _ID, nullable=False),
    Column("kind", Text, nullable=False),
    Column("persons", Text, nullable=False),
    Index("lookup_log_by_time", "at"),
    Index("lookup_log_by_device", "device_id", "at"),
)

audit = Table(
    "audit",
    metadata,
    Column("id", _ID, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("actor_kind", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("act", Text, nullable=False),
    Column("subject", Text, nullable=False),
    # JSON object of ids, names of places and numbers.
    Column("details", Text, nullable=False),
    Index("audit_by_time", "at"),
)

hub_settings = Table(
    "hub_settings",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)
