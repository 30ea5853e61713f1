"""What the exchange with a hub needs: feeds, facts, confirmed days, anchors, erasures."""

from __future__ import annotations

from kiosk.store.migrations.step import Step, run_all

_STATEMENTS = (
    # `is_fed`: the hub's list of people holds this one.
    "ALTER TABLE people ADD COLUMN is_fed INTEGER NOT NULL DEFAULT 0",
    # A header's canonical bytes begin with its time; what stands there is the UTC day.
    "CREATE INDEX records_day ON records (ledger, substr(header, 8, 10), seq)",
    # Who may go is asked by person (purge, erasure).
    "CREATE INDEX entries_person ON entries (person)",
    "CREATE INDEX identifiers_person ON identifiers (person)",
    "CREATE INDEX support_person ON support_cases (person)",
    "CREATE INDEX print_jobs_entry ON print_jobs (entry)",
    """CREATE TABLE feeds (
        name TEXT PRIMARY KEY,
        epoch TEXT,
        pos INTEGER,
        generation INTEGER NOT NULL DEFAULT 0,
        applied_at INTEGER
    ) STRICT, WITHOUT ROWID""",
    # `generation` tells what a snapshot brought from what stood there before it.
    """CREATE TABLE feed_items (
        feed TEXT NOT NULL,
        key TEXT NOT NULL,
        generation INTEGER NOT NULL,
        pos INTEGER NOT NULL,
        rev INTEGER NOT NULL,
        v INTEGER NOT NULL,
        min_app TEXT,
        body TEXT NOT NULL,
        PRIMARY KEY (feed, key)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX feed_items_generation ON feed_items (feed, generation)",
    """CREATE TABLE feed_waiting (
        feed TEXT NOT NULL,
        key TEXT NOT NULL,
        generation INTEGER NOT NULL,
        pos INTEGER NOT NULL,
        rev INTEGER NOT NULL,
        v INTEGER NOT NULL,
        min_app TEXT,
        body TEXT NOT NULL,
        PRIMARY KEY (feed, key)
    ) STRICT, WITHOUT ROWID""",
    # Persons as the hub names them: one may be here before its row in `people` is.
    """CREATE TABLE feed_presence (
        key TEXT PRIMARY KEY,
        person TEXT NOT NULL,
        inside INTEGER NOT NULL,
        at INTEGER NOT NULL,
        gate TEXT NOT NULL,
        entry TEXT
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX feed_presence_person ON feed_presence (person)",
    """CREATE TABLE sync_facts (
        name TEXT PRIMARY KEY,
        value TEXT NOT NULL
    ) STRICT, WITHOUT ROWID""",
    # Days the hub proved to hold whole, until they are purged.
    """CREATE TABLE confirmed_days (
        ledger INTEGER NOT NULL REFERENCES ledgers (no),
        day BLOB NOT NULL,
        PRIMARY KEY (ledger, day)
    ) STRICT, WITHOUT ROWID""",
    # Up to `seq` bodies may be missing; `mac` proves that this station purged them.
    """CREATE TABLE anchors (
        ledger INTEGER PRIMARY KEY REFERENCES ledgers (no),
        seq INTEGER NOT NULL,
        hash TEXT NOT NULL,
        mac BLOB NOT NULL
    ) STRICT""",
    """CREATE TABLE erasures (
        person TEXT PRIMARY KEY,
        command TEXT NOT NULL,
        asked_at INTEGER NOT NULL,
        done_at INTEGER
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX erasures_open ON erasures (person) WHERE done_at IS NULL",
)

STEP = Step(2, "sync", 1, run_all(_STATEMENTS))
