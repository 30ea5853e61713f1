"""Venues, devices, enrolment codes, nonces, OTP, the lookup log."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the tables of administration."""
    op.create_table(
        "venues",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("number", sa.Integer, nullable=False, unique=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("address", sa.Text, nullable=False),
        sa.Column("time_zone", sa.Text, nullable=False),
        sa.Column("created_at", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "gates",
        sa.Column("venue_id", sa.Text, sa.ForeignKey("venues.id"), primary_key=True),
        sa.Column("name", sa.Text, primary_key=True),
    )
    op.create_table(
        "devices",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("venue_id", sa.Text, sa.ForeignKey("venues.id"), nullable=False),
        sa.Column("gate", sa.Text, nullable=False),
        sa.Column("label", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("former", sa.Text, nullable=False),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.Column("seen_at", sa.BigInteger),
        sa.Column("status_at", sa.BigInteger),
        sa.Column("status", sa.Text),
    )
    op.create_index("devices_by_venue", "devices", ["venue_id"])
    op.create_table(
        "device_keys",
        sa.Column("kid", sa.Text, primary_key=True),
        sa.Column("device_id", sa.Text, sa.ForeignKey("devices.id"), nullable=False),
        sa.Column("public_key", sa.Text, nullable=False, unique=True),
        sa.Column("valid_from", sa.BigInteger, nullable=False),
        sa.Column("valid_to", sa.BigInteger),
    )
    op.create_index("device_keys_by_device", "device_keys", ["device_id"])
    op.create_table(
        "enrolment_codes",
        sa.Column("code_mac", sa.Text, primary_key=True),
        sa.Column("device_id", sa.Text, sa.ForeignKey("devices.id"), nullable=False),
        sa.Column("expires_at", sa.BigInteger, nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("used_kid", sa.Text),
    )
    op.create_index("enrolment_codes_by_device", "enrolment_codes", ["device_id"])
    op.create_table(
        "enrolment_misses",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("address_mac", sa.Text, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
    )
    op.create_index("enrolment_misses_by_address", "enrolment_misses", ["address_mac", "at"])
    op.create_table(
        "nonces",
        sa.Column("kid", sa.Text, primary_key=True),
        sa.Column("nonce", sa.Text, primary_key=True),
        sa.Column("seen_at", sa.BigInteger, nullable=False),
    )
    op.create_index("nonces_by_time", "nonces", ["seen_at"])
    op.create_table(
        "otp_challenges",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("device_id", sa.Text, sa.ForeignKey("devices.id"), nullable=False),
        sa.Column("phone_mac", sa.Text, nullable=False),
        sa.Column("code_mac", sa.Text, nullable=False),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.Column("expires_at", sa.BigInteger, nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("is_ended", sa.Boolean, nullable=False),
    )
    op.create_index("otp_challenges_by_time", "otp_challenges", ["created_at"])
    op.create_index("otp_challenges_by_phone", "otp_challenges", ["phone_mac", "created_at"])
    op.create_index("otp_challenges_by_device", "otp_challenges", ["device_id", "created_at"])
    op.create_table(
        "lookup_log",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("device_id", sa.Text, nullable=False),
        sa.Column("venue_id", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("persons", sa.Text, nullable=False),
    )
    op.create_index("lookup_log_by_time", "lookup_log", ["at"])
    op.create_index("lookup_log_by_device", "lookup_log", ["device_id", "at"])
    op.create_table(
        "hub_settings",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("value", sa.Text, nullable=False),
    )
