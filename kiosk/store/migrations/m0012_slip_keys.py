"""Signed slips: the station's keys, those it believes, slips of other stations, revoked ones.

An older application works on with such a file: it issues slips that are not signed, and reads
none that are.
"""

from __future__ import annotations

from kiosk.store.migrations.step import Step, run_all

_STATEMENTS = (
    # Keys as base64url of their raw bytes, the private one empty once it signs no more; `kid` and
    # `venue_no` are 0 where no hub gave a number.
    """CREATE TABLE slip_keys (
        no INTEGER PRIMARY KEY,
        kid INTEGER NOT NULL,
        venue_no INTEGER NOT NULL,
        public_key TEXT NOT NULL UNIQUE,
        private_key TEXT NOT NULL,
        valid_from INTEGER NOT NULL,
        valid_until INTEGER,
        state TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE trusted_keys (
        kid INTEGER NOT NULL,
        public_key TEXT NOT NULL,
        venue_no INTEGER NOT NULL,
        valid_from INTEGER NOT NULL,
        valid_until INTEGER,
        is_compromised INTEGER NOT NULL DEFAULT 0,
        statement TEXT NOT NULL DEFAULT '',
        source TEXT NOT NULL,
        PRIMARY KEY (kid, public_key)
    ) STRICT, WITHOUT ROWID""",
    # Of slips that another station issued and this one believed, and of cards of this station;
    # SHA-256 of the code, since an id alone is known to whoever saw the paper.
    """CREATE TABLE met_slips (
        slip_id INTEGER PRIMARY KEY,
        person TEXT NOT NULL REFERENCES people (id),
        valid_until INTEGER NOT NULL,
        code_digest TEXT NOT NULL DEFAULT ''
    ) STRICT""",
    "CREATE INDEX met_slips_person ON met_slips (person)",
    "CREATE INDEX met_slips_until ON met_slips (valid_until)",
    # By this station; the hub's list is its feed.
    """CREATE TABLE revoked_slips (
        slip_id INTEGER PRIMARY KEY,
        valid_until INTEGER NOT NULL
    ) STRICT""",
)

STEP = Step(12, "slip keys", 1, run_all(_STATEMENTS))
