"""What erased people are looked for by in records about others, and what is left of these."""

from __future__ import annotations

from kiosk.store.migrations.step import Step, run_all

_STATEMENTS = (
    # Names in base letters and phones, until the erasure is done; in records up to a place, for
    # whoever comes again says it anew.
    """CREATE TABLE erased_words (
        person TEXT NOT NULL,
        kind TEXT NOT NULL,
        value TEXT NOT NULL,
        up_to INTEGER NOT NULL,
        PRIMARY KEY (person, kind, value)
    ) STRICT, WITHOUT ROWID""",
    # In the place of a body: it is not the one that the header names, and is never sent.
    """CREATE TABLE shortened_bodies (
        pos INTEGER PRIMARY KEY REFERENCES records (pos),
        body BLOB NOT NULL
    ) STRICT""",
)

STEP = Step(18, "words_of_others", 1, run_all(_STATEMENTS))
