"""Bodies by when they came in: what retention goes by."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Make the index of bodies by receipt."""
    has_body = sa.text("body IS NOT NULL")
    op.create_index(
        "records_by_receipt",
        "records",
        ["received_ms"],
        sqlite_where=has_body,
        postgresql_where=has_body,
    )
