"""The desk: what staff did about entries, people and cases.

An older application works on with such a file: to it a voided entry counts as it did before, and
nobody has a kind.
"""

from __future__ import annotations

from kiosk.store.migrations.step import Step, run_all

_STATEMENTS = (
    "ALTER TABLE people ADD COLUMN visitor TEXT NOT NULL DEFAULT ''",
    # Whose presence lasts longer than a visitor's is looked for whenever they came.
    "CREATE INDEX people_staying ON people (root) WHERE visitor IN ('inpatient', 'carer', 'staff')",
    "ALTER TABLE entries ADD COLUMN is_void INTEGER NOT NULL DEFAULT 0",
    # Of an entry from the paper book: behind which record of the ledger it stands in the order of
    # entries; NULL where that is its origin.
    "ALTER TABLE entries ADD COLUMN place INTEGER",
    "ALTER TABLE support_cases ADD COLUMN phone TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE support_cases ADD COLUMN acknowledged_at INTEGER",
    "ALTER TABLE support_cases ADD COLUMN acknowledged_by TEXT",
    "ALTER TABLE support_cases ADD COLUMN outcome TEXT",
    "ALTER TABLE support_cases ADD COLUMN closed_at INTEGER",
    # When a slip may have come out last.
    "ALTER TABLE print_jobs ADD COLUMN printed_at INTEGER",
    "UPDATE print_jobs SET printed_at = changed_at WHERE printed > 0",
    "CREATE INDEX support_closed_at ON support_cases (closed_at) WHERE closed_at IS NOT NULL",
    # Arrivals on the word of staff. `was_known`: the phone was this person's before that day.
    """CREATE TABLE verifications (
        pos INTEGER PRIMARY KEY REFERENCES records (pos),
        person TEXT NOT NULL,
        phone TEXT NOT NULL,
        was_known INTEGER NOT NULL,
        at INTEGER NOT NULL,
        settled_by TEXT
    ) STRICT""",
    "CREATE INDEX verifications_open ON verifications (person) WHERE settled_by IS NULL",
    """CREATE TABLE emergencies (
        pos INTEGER PRIMARY KEY REFERENCES records (pos),
        at INTEGER NOT NULL,
        number INTEGER NOT NULL,
        sex TEXT NOT NULL DEFAULT '',
        age TEXT NOT NULL DEFAULT '',
        is_open INTEGER NOT NULL DEFAULT 1
    ) STRICT""",
    "CREATE INDEX emergencies_open ON emergencies (pos) WHERE is_open",
    # What was said last of a pair, the smaller id first; what `people.root` follows from, beside
    # what the hub says.
    """CREATE TABLE links (
        one TEXT NOT NULL,
        other TEXT NOT NULL,
        is_undone INTEGER NOT NULL,
        PRIMARY KEY (one, other)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX links_other ON links (other)",
    """INSERT OR REPLACE INTO links (one, other, is_undone)
        SELECT a.value, b.value, coalesce(json_extract(CAST(d.body AS TEXT), '$.undo'), 0)
        FROM records r JOIN bodies d USING (pos),
            json_each(CAST(d.body AS TEXT), '$.persons') a,
            json_each(CAST(d.body AS TEXT), '$.persons') b
        WHERE r.type = 'same_as' AND a.value < b.value
            AND NOT EXISTS (SELECT 1 FROM moves m WHERE m.pos = r.pos)
        ORDER BY r.pos""",
)

STEP = Step(7, "desk", 1, run_all(_STATEMENTS))
