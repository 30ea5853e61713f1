"""Withdrawals: who took their consent back, and when; told of before a late declaration is."""

from __future__ import annotations

import json

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0011"
down_revision = "0010"

_UUID = sa.Text().with_variant(postgresql.UUID(as_uuid=False), "postgresql")
_NAME = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")
_COLUMNS = ("record", "venue", "person", "ledger", "seq", "moment_ms")


def upgrade() -> None:
    """Make the table, with what stations have told of so far."""
    withdrawals = op.create_table(
        "withdrawals",
        sa.Column("record", _UUID, nullable=False),
        sa.Column("venue", sa.Text, nullable=False),
        sa.Column("person", _NAME, nullable=False),
        sa.Column("ledger", _UUID, nullable=False),
        sa.Column("seq", sa.BigInteger, nullable=False),
        sa.Column("moment_ms", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("record", name="withdrawals_key"),
    )
    op.create_index("withdrawals_by_person", "withdrawals", ["person", "venue"])
    requests = op.get_bind().execute(
        sa.text(
            "SELECT id, venue, person, ledger, seq, moment_ms, body FROM records"
            " WHERE type = 'data_request' AND body IS NOT NULL AND person IS NOT NULL"
        )
    )
    known = [dict(zip(_COLUMNS, row[:-1], strict=True)) for row in requests if _withdraws(row[-1])]
    if known:
        op.bulk_insert(withdrawals, known)


def _withdraws(body: bytes) -> bool:
    told = json.loads(bytes(body))
    return (told.get("right"), told.get("outcome")) == ("withdraw", "done")
