"""The hub's tables, the same for SQLite and PostgreSQL; made by the migrations, not from here.

Moments are Unix milliseconds. `moment_ms` is a record's time on the hub's clock as far as the
station knew the difference (`at` + `off_ms`), and never far after its receipt.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    text,
)
from sqlalchemy.dialects import postgresql

metadata = MetaData()

_UUID = Text().with_variant(postgresql.UUID(as_uuid=False), "postgresql")
# Ids of persons are compared by their bytes, whatever the database's language.
NAME = Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")

hub = Table(
    "hub",
    metadata,
    Column("hub_id", Text, primary_key=True),
    Column("epoch", Text, nullable=False),
    Column("sign_key", LargeBinary, nullable=False),
    Column("seal_key", LargeBinary, nullable=False),
    # Rises while the hub runs; the mark outside the database holds it as well.
    Column("beat", BigInteger, nullable=False),
)

ledgers = Table(
    "ledgers",
    metadata,
    Column("ledger", _UUID, primary_key=True),
    Column("device", Text, nullable=False),
    Column("venue", Text, nullable=False),
    Column("max_seq", BigInteger, nullable=False),
    # Before the newest batch.
    Column("before_seq", BigInteger, nullable=False),
    Column("batches", BigInteger, nullable=False),
    Column("touched_ms", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)

records = Table(
    "records",
    metadata,
    Column("id", _UUID, primary_key=True),
    Column("ledger", _UUID, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("type", Text, nullable=False),
    Column("v", BigInteger, nullable=False),
    Column("at_ms", BigInteger, nullable=False),
    Column("moment_ms", BigInteger, nullable=False),
    Column("received_ms", BigInteger, nullable=False),
    Column("device", Text, nullable=False),
    Column("venue", Text, nullable=False),
    Column("gate", Text, nullable=False),
    Column("header", LargeBinary, nullable=False),
    Column("header_sha", LargeBinary, nullable=False),
    # Both go when the body is purged; the header stays. A body without its salt is not the one that
    # the header names: somebody else who stood in it was erased.
    Column("salt", LargeBinary),
    Column("body", LargeBinary),
    Column("person", NAME),
    Column("ref", Text),
    # Where the presence feed stood when the entry came in.
    Column("feed_pos", BigInteger),
    Column("is_quarantined", Boolean, nullable=False),
    # Of a record that was written anew: the hash of the header it was first written under.
    Column("origin_sha", LargeBinary),
    # Another record with that origin counts; this one has no effect.
    Column("is_repeat", Boolean, nullable=False),
    Index(
        "records_by_origin",
        "origin_sha",
        sqlite_where=text("origin_sha IS NOT NULL"),
        postgresql_where=text("origin_sha IS NOT NULL"),
    ),
    Index("records_by_seq", "ledger", "seq", unique=True),
    Index(
        "records_by_person",
        "person",
        "moment_ms",
        sqlite_where=text("person IS NOT NULL"),
        postgresql_where=text("person IS NOT NULL"),
    ),
    Index(
        "records_by_ref",
        "ref",
        sqlite_where=text("ref IS NOT NULL"),
        postgresql_where=text("ref IS NOT NULL"),
    ),
    Index(
        "records_by_receipt",
        "received_ms",
        sqlite_where=text("body IS NOT NULL"),
        postgresql_where=text("body IS NOT NULL"),
    ),
    Index(
        "records_quarantined",
        "id",
        sqlite_where=text("is_quarantined"),
        postgresql_where=text("is_quarantined"),
    ),
)

variants = Table(
    "variants",
    metadata,
    Column("header_sha", LargeBinary, primary_key=True),
    Column("id", _UUID, nullable=False),
    Column("ledger", _UUID, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("at_ms", BigInteger, nullable=False),
    Column("received_ms", BigInteger, nullable=False),
    Column("device", Text, nullable=False),
    Column("line", LargeBinary, nullable=False),
    Index("variants_by_seq", "ledger", "seq"),
)

ledger_days = Table(
    "ledger_days",
    metadata,
    Column("ledger", _UUID, primary_key=True),
    # Days since 1970-01-01, UTC.
    Column("day", Integer, primary_key=True, autoincrement=False),
    Column("min_seq", BigInteger, nullable=False),
    Column("max_seq", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)

last_entries = Table(
    "last_entries",
    metadata,
    Column("venue", Text, primary_key=True),
    # As the station wrote it; links are followed when reading.
    Column("person", NAME, primary_key=True),
    Column("ledger", _UUID, primary_key=True),
    # The place in the ledger: a correction takes that of the entry it corrects.
    Column("origin", BigInteger, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("entry", _UUID, nullable=False),
    Column("type", Text, nullable=False),
    Column("gate", Text, nullable=False),
    Column("moment_ms", BigInteger, nullable=False),
    Column("received_ms", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)

# What venues claim of persons. An id is a venue's own word: of one id, what each venue recorded
# stands apart (docs/spec/sync-protocol.md §12).
accounts = Table(
    "accounts",
    metadata,
    Column("person", NAME, primary_key=True),
    Column("venue", Text, primary_key=True),
    Column("ledger", _UUID, primary_key=True),
    Column("seq", BigInteger, nullable=False),
    Column("record", _UUID, nullable=False),
    Column("moment_ms", BigInteger, nullable=False),
    Column("received_ms", BigInteger, nullable=False),
    Column("full_name", Text, nullable=False),
    Column("bare_name", Text, nullable=False),
    Column("birth", Text, nullable=False),
    Column("sex", Text, nullable=False),
    Column("phone", Text, nullable=False),
    # What somebody comes for; empty where nobody said.
    Column("visitor", Text, nullable=False, server_default=""),
    sqlite_with_rowid=False,
)

people = Table(
    "people",
    metadata,
    Column("person", NAME, primary_key=True),
    Column("venue", Text, primary_key=True),
    Column("root", NAME, nullable=False),
    Index("people_by_root", "root", "venue"),
    sqlite_with_rowid=False,
)

identifiers = Table(
    "identifiers",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("value", Text, primary_key=True),
    Column("venue", Text, primary_key=True),
    Column("person", NAME, primary_key=True),
    Index("identifiers_by_person", "person", "venue"),
    sqlite_with_rowid=False,
)

# What was answered is in the record alone.
declarations = Table(
    "declarations",
    metadata,
    Column("record", _UUID, primary_key=True),
    Column("venue", Text, nullable=False),
    Column("person", NAME, nullable=False),
    Column("form", Text, nullable=False),
    Column("version", BigInteger, nullable=False),
    Column("until_ms", BigInteger, nullable=False),
    # Its answers need no human: what other stations of the venue are told of.
    Column("is_clear", Boolean, nullable=False),
    Index("declarations_by_person", "person", "venue"),
    Index("declarations_by_form", "venue", "form", "version"),
    Index("declarations_by_end", "until_ms"),
)

# Keyed hashes of names and phones of whoever was erased, by which late records are recognised that
# were made before and are about others.
erased_words = Table(
    "erased_words",
    metadata,
    Column("venue", Text, primary_key=True),
    Column("word", Text, primary_key=True),
    # In hub time; what was made later says the word anew.
    Column("until_ms", BigInteger, nullable=False),
)

# Who took their consent back; for good, since what was declared before may come in at any time.
withdrawals = Table(
    "withdrawals",
    metadata,
    Column("record", _UUID, primary_key=True),
    Column("venue", Text, nullable=False),
    Column("person", NAME, nullable=False),
    Column("ledger", _UUID, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("moment_ms", BigInteger, nullable=False),
    Index("withdrawals_by_person", "person", "venue"),
)

links = Table(
    "links",
    metadata,
    # The smaller id first: one row per pair and venue.
    Column("one", NAME, primary_key=True),
    Column("other", NAME, primary_key=True),
    Column("venue", Text, primary_key=True),
    Column("is_undone", Boolean, nullable=False),
    Column("moment_ms", BigInteger, nullable=False),
    Column("record", _UUID, nullable=False),
    Column("evidence", Text, nullable=False),
    Index("links_by_other", "other", "venue"),
    sqlite_with_rowid=False,
)

# The hub's own: persons of two venues. Never in a feed.
hub_links = Table(
    "hub_links",
    metadata,
    # Made from the pair, see `hub_links.link_id`; the smaller (venue, person) is the one.
    Column("id", Text, primary_key=True),
    Column("one_venue", Text, nullable=False),
    Column("one", NAME, nullable=False),
    Column("other_venue", Text, nullable=False),
    Column("other", NAME, nullable=False),
    Column("state", Text, nullable=False),
    Column("evidence", Text, nullable=False),
    Column("noted_ms", BigInteger, nullable=False),
    Index("hub_links_by_one", "one", "one_venue"),
    Index("hub_links_by_other", "other", "other_venue"),
    Index("hub_links_by_state", "state", "noted_ms"),
)

flags = Table(
    "flags",
    metadata,
    Column("venue", Text, primary_key=True),
    Column("kind", Text, primary_key=True),
    # Two records (a double) or two persons, the smaller first.
    Column("one", Text, primary_key=True),
    Column("other", Text, primary_key=True),
    Column("person", NAME, nullable=False),
    Column("noted_ms", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)

feed_heads = Table(
    "feed_heads",
    metadata,
    Column("feed", Text, primary_key=True),
    Column("venue", Text, primary_key=True),
    Column("pos", BigInteger, nullable=False),
    # Tombstones up to here are gone: an older cursor needs a snapshot.
    Column("floor", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)

feed_items = Table(
    "feed_items",
    metadata,
    Column("feed", Text, primary_key=True),
    Column("venue", Text, primary_key=True),
    Column("key", NAME, primary_key=True),
    Column("pos", BigInteger, nullable=False),
    Column("rev", BigInteger, nullable=False),
    Column("v", Integer, nullable=False),
    Column("min_app", Text),
    # Canonical JSON; none for a tombstone.
    Column("body", LargeBinary),
    Column("changed_ms", BigInteger, nullable=False),
    Index("feed_items_by_pos", "feed", "venue", "pos", unique=True),
    sqlite_with_rowid=False,
)
