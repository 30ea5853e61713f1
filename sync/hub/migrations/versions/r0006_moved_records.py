"""Records that were written anew, and those that say so once too often."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Add what is known of a record's first writing."""
    op.add_column("records", sa.Column("origin_sha", sa.LargeBinary))
    op.add_column(
        "records", sa.Column("is_repeat", sa.Boolean, nullable=False, server_default=sa.false())
    )
    op.create_index(
        "records_by_origin",
        "records",
        ["origin_sha"],
        sqlite_where=sa.text("origin_sha IS NOT NULL"),
        postgresql_where=sa.text("origin_sha IS NOT NULL"),
    )
