"""Records that were written anew, because another machine holds their place at the hub.

`conflict` is what the hub's letter `c` leads to, `moved` what becomes of it once the record stands
in a ledger of this machine's own. Until this step `c` counted as an ack: what was acknowledged so
is written anew as well, by the index that finds it, also where an older application notes such an
ack in a file that this one wrote. That application neither sends, counts nor removes what is in a
state it does not know: it works on.
"""

from __future__ import annotations

from kiosk.store.migrations.step import Step, run_all

_STATEMENTS = (
    # A CHECK cannot be changed in place.
    """CREATE TABLE outbox_again (
        pos INTEGER PRIMARY KEY REFERENCES records (pos),
        state TEXT NOT NULL
            CHECK (state IN ('queued', 'acked', 'confirmed', 'dead', 'conflict', 'moved')),
        answer TEXT
    ) STRICT""",
    """INSERT INTO outbox_again (pos, state, answer)
        SELECT pos, state, answer FROM outbox""",
    "DROP TABLE outbox",
    "ALTER TABLE outbox_again RENAME TO outbox",
    "CREATE INDEX outbox_unsent ON outbox (pos) WHERE state IN ('queued', 'dead')",
    """CREATE INDEX outbox_conflicts ON outbox (pos)
        WHERE state = 'conflict'
            OR (state IN ('acked', 'confirmed') AND json_extract(answer, '$.letter') = 'c')""",
    # `origin` is the record as it was first written: what follows from it points there.
    """CREATE TABLE moves (
        pos INTEGER PRIMARY KEY REFERENCES records (pos),
        origin INTEGER NOT NULL REFERENCES records (pos)
    ) STRICT""",
    "CREATE INDEX moves_origin ON moves (origin, pos)",
)

STEP = Step(3, "moves", 1, run_all(_STATEMENTS))
