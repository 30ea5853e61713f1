"""What somebody comes for, as their venue's account says it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Add the kind of visitor to the accounts; of before nobody said."""
    op.add_column("accounts", sa.Column("visitor", sa.Text, nullable=False, server_default=""))
