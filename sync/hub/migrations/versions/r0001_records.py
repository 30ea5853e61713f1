"""Records as they came, what follows from them, feeds, and who the hub is."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None

_UUID = sa.Text().with_variant(postgresql.UUID(as_uuid=False), "postgresql")
_NAME = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")


def upgrade() -> None:
    """Make the first tables."""
    op.create_table(
        "hub",
        sa.Column("hub_id", sa.Text, primary_key=True),
        sa.Column("epoch", sa.Text, nullable=False),
        sa.Column("sign_key", sa.LargeBinary, nullable=False),
        sa.Column("seal_key", sa.LargeBinary, nullable=False),
        sa.Column("beat", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "ledgers",
        sa.Column("ledger", _UUID, primary_key=True),
        sa.Column("device", sa.Text, nullable=False),
        sa.Column("venue", sa.Text, nullable=False),
        sa.Column("max_seq", sa.BigInteger, nullable=False),
        sa.Column("before_seq", sa.BigInteger, nullable=False),
        sa.Column("batches", sa.BigInteger, nullable=False),
        sa.Column("touched_ms", sa.BigInteger, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "records",
        sa.Column("id", _UUID, primary_key=True),
        sa.Column("ledger", _UUID, nullable=False),
        sa.Column("seq", sa.BigInteger, nullable=False),
        sa.Column("type", sa.Text, nullable=False),
        sa.Column("v", sa.BigInteger, nullable=False),
        sa.Column("at_ms", sa.BigInteger, nullable=False),
        sa.Column("moment_ms", sa.BigInteger, nullable=False),
        sa.Column("received_ms", sa.BigInteger, nullable=False),
        sa.Column("device", sa.Text, nullable=False),
        sa.Column("venue", sa.Text, nullable=False),
        sa.Column("gate", sa.Text, nullable=False),
        sa.Column("header", sa.LargeBinary, nullable=False),
        sa.Column("header_sha", sa.LargeBinary, nullable=False),
        sa.Column("salt", sa.LargeBinary),
        sa.Column("body", sa.LargeBinary),
        sa.Column("person", _NAME),
        sa.Column("ref", sa.Text),
        sa.Column("feed_pos", sa.BigInteger),
        sa.Column("is_quarantined", sa.Boolean, nullable=False),
    )
    op.create_index("records_by_seq", "records", ["ledger", "seq"], unique=True)
    op.create_index(
        "records_by_person",
        "records",
        ["person", "moment_ms"],
        sqlite_where=sa.text("person IS NOT NULL"),
        postgresql_where=sa.text("person IS NOT NULL"),
    )
    op.create_index(
        "records_by_ref",
        "records",
        ["ref"],
        sqlite_where=sa.text("ref IS NOT NULL"),
        postgresql_where=sa.text("ref IS NOT NULL"),
    )
    op.create_index(
        "records_quarantined",
        "records",
        ["id"],
        sqlite_where=sa.text("is_quarantined"),
        postgresql_where=sa.text("is_quarantined"),
    )
    op.create_table(
        "variants",
        sa.Column("header_sha", sa.LargeBinary, primary_key=True),
        sa.Column("id", _UUID, nullable=False),
        sa.Column("ledger", _UUID, nullable=False),
        sa.Column("seq", sa.BigInteger, nullable=False),
        sa.Column("at_ms", sa.BigInteger, nullable=False),
        sa.Column("received_ms", sa.BigInteger, nullable=False),
        sa.Column("device", sa.Text, nullable=False),
        sa.Column("line", sa.LargeBinary, nullable=False),
    )
    op.create_index("variants_by_seq", "variants", ["ledger", "seq"])
    op.create_table(
        "ledger_days",
        sa.Column("ledger", _UUID, primary_key=True),
        sa.Column("day", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("min_seq", sa.BigInteger, nullable=False),
        sa.Column("max_seq", sa.BigInteger, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "last_entries",
        sa.Column("venue", sa.Text, primary_key=True),
        sa.Column("person", _NAME, primary_key=True),
        sa.Column("ledger", _UUID, primary_key=True),
        sa.Column("origin", sa.BigInteger, nullable=False),
        sa.Column("seq", sa.BigInteger, nullable=False),
        sa.Column("entry", _UUID, nullable=False),
        sa.Column("type", sa.Text, nullable=False),
        sa.Column("gate", sa.Text, nullable=False),
        sa.Column("moment_ms", sa.BigInteger, nullable=False),
        sa.Column("received_ms", sa.BigInteger, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "accounts",
        sa.Column("person", _NAME, primary_key=True),
        sa.Column("ledger", _UUID, primary_key=True),
        sa.Column("seq", sa.BigInteger, nullable=False),
        sa.Column("record", _UUID, nullable=False),
        sa.Column("moment_ms", sa.BigInteger, nullable=False),
        sa.Column("received_ms", sa.BigInteger, nullable=False),
        sa.Column("full_name", sa.Text, nullable=False),
        sa.Column("bare_name", sa.Text, nullable=False),
        sa.Column("birth", sa.Text, nullable=False),
        sa.Column("sex", sa.Text, nullable=False),
        sa.Column("phone", sa.Text, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "people",
        sa.Column("person", _NAME, primary_key=True),
        sa.Column("root", _NAME, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("people_by_root", "people", ["root"])
    op.create_table(
        "identifiers",
        sa.Column("kind", sa.Text, primary_key=True),
        sa.Column("value", sa.Text, primary_key=True),
        sa.Column("person", _NAME, primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_index("identifiers_by_person", "identifiers", ["person"])
    op.create_table(
        "links",
        sa.Column("one", _NAME, primary_key=True),
        sa.Column("other", _NAME, primary_key=True),
        sa.Column("is_undone", sa.Boolean, nullable=False),
        sa.Column("moment_ms", sa.BigInteger, nullable=False),
        sa.Column("record", _UUID, nullable=False),
        sa.Column("evidence", sa.Text, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("links_by_other", "links", ["other"])
    op.create_table(
        "flags",
        sa.Column("kind", sa.Text, primary_key=True),
        sa.Column("one", sa.Text, primary_key=True),
        sa.Column("other", sa.Text, primary_key=True),
        sa.Column("venue", sa.Text, nullable=False),
        sa.Column("person", _NAME, nullable=False),
        sa.Column("noted_ms", sa.BigInteger, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "feed_heads",
        sa.Column("feed", sa.Text, primary_key=True),
        sa.Column("venue", sa.Text, primary_key=True),
        sa.Column("pos", sa.BigInteger, nullable=False),
        sa.Column("floor", sa.BigInteger, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "feed_items",
        sa.Column("feed", sa.Text, primary_key=True),
        sa.Column("venue", sa.Text, primary_key=True),
        sa.Column("key", _NAME, primary_key=True),
        sa.Column("pos", sa.BigInteger, nullable=False),
        sa.Column("rev", sa.BigInteger, nullable=False),
        sa.Column("v", sa.Integer, nullable=False),
        sa.Column("min_app", sa.Text),
        sa.Column("body", sa.LargeBinary),
        sa.Column("changed_ms", sa.BigInteger, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("feed_items_by_pos", "feed_items", ["feed", "venue", "pos"], unique=True)
