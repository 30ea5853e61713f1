"""What erased people are recognised by where a late record about somebody else names them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Make the table; of whoever was erased before nothing is known any more."""
    op.create_table(
        "erased_words",
        sa.Column("venue", sa.Text, nullable=False),
        sa.Column("word", sa.Text, nullable=False),
        sa.Column("until_ms", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("venue", "word", name="erased_words_key"),
    )
