"""Registrations: what each station says of its venue."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Make the table; a station tells anew what it has registered once it is updated."""
    op.create_table(
        "registrations",
        sa.Column("device", sa.Text, nullable=False),
        sa.Column("venue", sa.Text, nullable=False),
        sa.Column("moment_ms", sa.BigInteger, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("device", name="registrations_key"),
    )
    op.create_index("registrations_by_venue", "registrations", ["venue"])
