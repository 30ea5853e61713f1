"""Whose data: what is known of persons is a venue's claim; the hub's own links between venues.

The tables of persons are made anew, since their keys gain the venue, and filled from what is there.
An account takes its record's venue, a statement about two persons its record's. A number takes the
venues of the records that still say it; where their bodies were purged, that of the person's
accounts if one venue alone has any, else the number is dropped. Links and feeds follow from the
claims and are worked out again when the hub is opened: `claims_to_rebuild` asks for it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from uuid import UUID

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from sync.hub.people.people import numbers_in

revision = "0004"
down_revision = "0003"

STEP = 1_000
"""Rows taken at a time."""

_UUID = sa.Text().with_variant(postgresql.UUID(as_uuid=False), "postgresql")
_NAME = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")
_REMADE = ("accounts", "people", "identifiers", "links", "flags")


def upgrade() -> None:
    """Give every claim its venue."""
    for name in _REMADE:
        op.rename_table(name, f"{name}_before")
    for index, name in (
        ("people_by_root", "people"),
        ("identifiers_by_person", "identifiers"),
        ("links_by_other", "links"),
    ):
        op.drop_index(index, f"{name}_before")
    _make_tables()
    _move_claims(op.get_bind())
    for name in _REMADE:
        op.drop_table(f"{name}_before")


def _make_tables() -> None:
    op.create_table(
        "accounts",
        sa.Column("person", _NAME, nullable=False),
        sa.Column("venue", sa.Text, nullable=False),
        sa.Column("ledger", _UUID, nullable=False),
        sa.Column("seq", sa.BigInteger, nullable=False),
        sa.Column("record", _UUID, nullable=False),
        sa.Column("moment_ms", sa.BigInteger, nullable=False),
        sa.Column("received_ms", sa.BigInteger, nullable=False),
        sa.Column("full_name", sa.Text, nullable=False),
        sa.Column("bare_name", sa.Text, nullable=False),
        sa.Column("birth", sa.Text, nullable=False),
        sa.Column("sex", sa.Text, nullable=False),
        sa.Column("phone", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("person", "venue", "ledger", name="accounts_key"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "people",
        sa.Column("person", _NAME, nullable=False),
        sa.Column("venue", sa.Text, nullable=False),
        sa.Column("root", _NAME, nullable=False),
        sa.PrimaryKeyConstraint("person", "venue", name="people_key"),
        sqlite_with_rowid=False,
    )
    op.create_index("people_by_root", "people", ["root", "venue"])
    op.create_table(
        "identifiers",
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("value", sa.Text, nullable=False),
        sa.Column("venue", sa.Text, nullable=False),
        sa.Column("person", _NAME, nullable=False),
        sa.PrimaryKeyConstraint("kind", "value", "venue", "person", name="identifiers_key"),
        sqlite_with_rowid=False,
    )
    op.create_index("identifiers_by_person", "identifiers", ["person", "venue"])
    op.create_table(
        "links",
        sa.Column("one", _NAME, nullable=False),
        sa.Column("other", _NAME, nullable=False),
        sa.Column("venue", sa.Text, nullable=False),
        sa.Column("is_undone", sa.Boolean, nullable=False),
        sa.Column("moment_ms", sa.BigInteger, nullable=False),
        sa.Column("record", _UUID, nullable=False),
        sa.Column("evidence", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("one", "other", "venue", name="links_key"),
        sqlite_with_rowid=False,
    )
    op.create_index("links_by_other", "links", ["other", "venue"])
    op.create_table(
        "flags",
        sa.Column("venue", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("one", sa.Text, nullable=False),
        sa.Column("other", sa.Text, nullable=False),
        sa.Column("person", _NAME, nullable=False),
        sa.Column("noted_ms", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("venue", "kind", "one", "other", name="flags_key"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "hub_links",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("one_venue", sa.Text, nullable=False),
        sa.Column("one", _NAME, nullable=False),
        sa.Column("other_venue", sa.Text, nullable=False),
        sa.Column("other", _NAME, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("evidence", sa.Text, nullable=False),
        sa.Column("noted_ms", sa.BigInteger, nullable=False),
    )
    op.create_index("hub_links_by_one", "hub_links", ["one", "one_venue"])
    op.create_index("hub_links_by_other", "hub_links", ["other", "other_venue"])
    op.create_index("hub_links_by_state", "hub_links", ["state", "noted_ms"])
    op.create_table(
        "handles",
        sa.Column("handle", sa.Text, primary_key=True),
        sa.Column("device_id", sa.Text, nullable=False),
        sa.Column("challenge", sa.Text, nullable=False),
        sa.Column("venue_id", sa.Text, nullable=False),
        sa.Column("person", _NAME, nullable=False),
        sa.Column("made_at", sa.BigInteger, nullable=False),
    )
    op.create_index(
        "handles_by_challenge", "handles", ["challenge", "venue_id", "person"], unique=True
    )
    op.add_column("otp_challenges", sa.Column("proven_at", sa.BigInteger))


def _move_claims(bind: sa.Connection) -> None:
    bind.execute(
        sa.text(
            "INSERT INTO accounts (person, venue, ledger, seq, record, moment_ms, received_ms,"
            " full_name, bare_name, birth, sex, phone)"
            " SELECT a.person, r.venue, a.ledger, a.seq, a.record, a.moment_ms, a.received_ms,"
            " a.full_name, a.bare_name, a.birth, a.sex, a.phone"
            " FROM accounts_before a JOIN records r ON r.id = a.record"
        )
    )
    bind.execute(
        sa.text(
            "INSERT INTO links (one, other, venue, is_undone, moment_ms, record, evidence)"
            " SELECT l.one, l.other, r.venue, l.is_undone, l.moment_ms, l.record, l.evidence"
            " FROM links_before l JOIN records r ON r.id = l.record"
        )
    )
    bind.execute(
        sa.text(
            "INSERT INTO flags (venue, kind, one, other, person, noted_ms)"
            " SELECT venue, kind, one, other, person, noted_ms FROM flags_before"
        )
    )
    _move_numbers(bind)
    # Everyone of whom a venue claims something; who stands for whom is worked out later.
    bind.execute(
        sa.text(
            "INSERT INTO people (person, venue, root)"
            " SELECT person, venue, person FROM accounts"
            " UNION SELECT person, venue, person FROM identifiers"
            " UNION SELECT one, venue, one FROM links"
            " UNION SELECT other, venue, other FROM links"
        )
    )
    bind.execute(
        sa.text("INSERT INTO hub_settings (name, value) VALUES ('claims_to_rebuild', 'yes')")
    )


def _move_numbers(bind: sa.Connection) -> None:
    insert = sa.text(
        "INSERT INTO identifiers (kind, value, venue, person)"
        " SELECT kind, value, :venue, person FROM identifiers_before"
        " WHERE kind = :kind AND value = :value AND person = :person"
        " ON CONFLICT DO NOTHING"
    )
    for claims in _claims_in_bodies(bind):
        if claims:
            bind.execute(insert, claims)
    bind.execute(
        sa.text(
            "INSERT INTO identifiers (kind, value, venue, person)"
            " SELECT b.kind, b.value, min(a.venue), b.person"
            " FROM identifiers_before b JOIN accounts a ON a.person = b.person"
            " WHERE NOT EXISTS (SELECT 1 FROM identifiers i WHERE i.kind = b.kind"
            " AND i.value = b.value AND i.person = b.person)"
            " GROUP BY b.kind, b.value, b.person HAVING count(DISTINCT a.venue) = 1"
        )
    )


def _claims_in_bodies(bind: sa.Connection) -> Iterator[list[dict[str, str]]]:
    """What the bodies that are still there tie to whom, a step of records at a time."""
    page = sa.text(
        "SELECT id, type, venue, body FROM records"
        " WHERE type IN ('person', 'identifier', 'slip') AND body IS NOT NULL"
        " AND NOT is_quarantined AND id > :after ORDER BY id LIMIT :n"
    )
    after = str(UUID(int=0))
    while rows := bind.execute(page, {"after": after, "n": STEP}).all():
        yield [
            {
                "kind": number.kind,
                "value": number.value,
                "venue": row.venue,
                "person": str(members["person"]),
            }
            for row in rows
            if "person" in (members := json.loads(bytes(row.body)))
            for number in numbers_in(row.type, members)
        ]
        after = str(rows[-1].id)
