"""Whether the syllables that are learnt are those of the people who are there."""

from __future__ import annotations

from kiosk.store.checks.report import ProblemKind, StoreReport
from kiosk.store.driver import Connection
from kiosk.store.migrations.m0011_names import COUNTED
from kiosk.store.migrations.steps import schema_version


def check_names(connection: Connection, report: StoreReport) -> None:
    """Compare what the triggers kept with a new count."""
    if schema_version(connection) < 11:
        return
    kept = "SELECT syllable, place, persons FROM name_syllables"
    wrong = connection.execute(
        f"SELECT count(*) FROM (SELECT * FROM ({kept} EXCEPT {COUNTED}) UNION ALL"
        f" SELECT * FROM ({COUNTED} EXCEPT {kept}))"
    ).fetchone()[0]
    if wrong:
        report.add(ProblemKind.PEOPLE, f"{wrong} counts of syllables differ from the names")
