"""Slip keys: the public keys by which slips are verified, with their numbers in the province."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Make the table; keys come with the next exchange of each station."""
    op.create_table(
        "slip_keys",
        sa.Column("kid", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("device_id", sa.Text, sa.ForeignKey("devices.id"), nullable=False),
        sa.Column("venue_no", sa.Integer, nullable=False),
        sa.Column("public_key", sa.Text, nullable=False),
        sa.Column("since", sa.BigInteger, nullable=False),
        sa.Column("until", sa.BigInteger),
        sa.Column("state", sa.Integer, nullable=False),
        sa.Column("noted", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("kid", name="slip_keys_key"),
        sa.UniqueConstraint("public_key", name="slip_keys_by_key"),
    )
    op.create_index("slip_keys_by_device", "slip_keys", ["device_id"])
