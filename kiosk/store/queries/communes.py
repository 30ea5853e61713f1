"""Which communes the venue's own people come from."""

from __future__ import annotations

from kiosk.domain.units.unit import Scheme
from kiosk.store.driver import Connection

FEWEST_PERSONS = 5
"""A commune of fewer people would say who was here."""
_NEWEST = 2_000
"""So many people, the newest, are looked at: some milliseconds, and the lists follow whoever comes
now."""
_MOST = 20


def own_communes(connection: Connection) -> tuple[str, ...]:
    """The codes of today's communes that most of the people come from who were written down last,
    the most frequent first; each of at least `FEWEST_PERSONS` people."""
    rows = connection.execute(
        "SELECT substr(unit, ?, 5) AS code FROM (SELECT unit, root FROM people ORDER BY no DESC"
        " LIMIT ?) WHERE unit GLOB ? GROUP BY code HAVING count(DISTINCT root) >= ?"
        " ORDER BY count(DISTINCT root) DESC, code LIMIT ?",
        (len(Scheme.NEW.value) + 2, _NEWEST, f"{Scheme.NEW.value} *", FEWEST_PERSONS, _MOST),
    )
    return tuple(code for (code,) in rows)
