"""Declarations: of whom a venue has one, and until when it holds."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0008"
down_revision = "0007"

_UUID = sa.Text().with_variant(postgresql.UUID(as_uuid=False), "postgresql")
_NAME = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")


def upgrade() -> None:
    """Make the table; what waits in the quarantine is taken in when the hub is opened."""
    op.create_table(
        "declarations",
        sa.Column("record", _UUID, nullable=False),
        sa.Column("venue", sa.Text, nullable=False),
        sa.Column("person", _NAME, nullable=False),
        sa.Column("form", sa.Text, nullable=False),
        sa.Column("version", sa.BigInteger, nullable=False),
        sa.Column("until_ms", sa.BigInteger, nullable=False),
        sa.Column("is_clear", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("record", name="declarations_key"),
    )
    op.create_index("declarations_by_person", "declarations", ["person", "venue"])
    op.create_index("declarations_by_form", "declarations", ["venue", "form", "version"])
    op.create_index("declarations_by_end", "declarations", ["until_ms"])
