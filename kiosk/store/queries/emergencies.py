"""Anonymous arrivals that wait to be completed, as the desk lists them."""

from __future__ import annotations

from kiosk.domain.desk.acts_on_cases import AgeGroup
from kiosk.domain.desk.queries import IncompletePage, IncompleteRow, ListIncomplete, Place
from kiosk.domain.people.person import Sex
from kiosk.store.queries.reading import Reading
from kiosk.store.stamp import from_ms, to_ms

_LAST = (2**62, 2**62)
_STANDING = (
    "coalesce((SELECT max(c.pos) FROM entries c WHERE c.origin = m.pos AND c.origin <> c.pos),"
    " m.pos)"
)
"""What is noted of an arrival is an entry of its own: the newest stands."""

_SELECT = (
    "SELECT m.at, m.pos, r.id, e.gate, m.number, m.sex, m.age FROM emergencies m"
    f" JOIN entries e ON e.pos = {_STANDING} JOIN records r ON r.pos = e.pos"
    " WHERE m.is_open AND (m.at, m.pos) < (?, ?) ORDER BY m.at DESC, m.pos DESC LIMIT ?"
)


def list_incomplete(reading: Reading, query: ListIncomplete) -> IncompletePage:
    """See `ListIncomplete`."""
    place = _LAST if query.after is None else (to_ms(query.after.at), int(query.after.key))
    found = reading.rows(_SELECT, (*place, query.limit + 1))
    shown = found[: query.limit]
    rows = tuple(
        IncompleteRow(
            entry_id=entry_id,
            at=from_ms(at_ms),
            gate=gate,
            number=number,
            sex=Sex(sex) if sex else None,
            age=AgeGroup(age) if age else None,
        )
        for at_ms, _, entry_id, gate, number, sex, age in shown
    )
    if len(found) <= query.limit:
        return IncompletePage(rows, None)
    return IncompletePage(rows, Place(from_ms(shown[-1][0]), str(shown[-1][1])))
