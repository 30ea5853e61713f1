"""Who showed a slip, and is known by nothing else, is whom it was issued to, at one venue.

A station without network takes a slip of another one and has never heard of its person: it records
the entry under an id of its own, with the slip. The slip ties the two ids here, in whichever order
the records come. An id that has a name stays what its venue says it is: a slip alone makes no two
named people one. Between venues see `sync.hub.people.hub_links`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import BindParameter, Connection, bindparam, select

from sync.hub.db import tables
from sync.hub.db.bulk import in_lists
from sync.hub.db.items import Item
from sync.hub.people.identity_links import MAX_SHARING, Pair, Statement, said_of, say
from sync.hub.people.people import SLIP, numbers_of, profiles

EVIDENCE = "slip"

_IDENTIFIERS = tables.identifiers


def tie_bearers(
    connection: Connection, venue_id: str, items: Sequence[Item], now_ms: int
) -> set[str]:
    """Say of the nameless holders of slips in fresh records who they are; gives all it is about.

    What was said of a pair before stands: staff may have parted it.
    """
    told = {
        number.value: item for item in items for number in numbers_of(item) if number.kind == SLIP
    }
    statements: dict[Pair, Statement] = {}
    for slip, holders in _holders(connection, venue_id, sorted(told)).items():
        item = told[slip]
        for pair in _pairs(connection, venue_id, holders):
            statements[pair] = Statement(False, item.moment_ms, item.id, EVIDENCE)
    known = said_of(connection, venue_id, {person for pair in statements for person in pair})
    fresh = {pair: said for pair, said in statements.items() if pair not in known}
    say(connection, venue_id, fresh, now_ms)
    return {person for pair in fresh for person in pair}


def _holders(connection: Connection, venue_id: str, slips: Sequence[str]) -> dict[str, set[str]]:
    """Who holds each of these slips at a venue, of those that several hold and not too many."""
    holders: dict[str, set[str]] = {}
    for some in in_lists(slips):
        for row in connection.execute(_HELD_BY, {"slips": some, "v": venue_id}):
            holders.setdefault(row.value, set()).add(row.person)
    return {slip: held for slip, held in holders.items() if 1 < len(held) <= MAX_SHARING}


def _pairs(connection: Connection, venue_id: str, holders: Iterable[str]) -> list[Pair]:
    """Each nameless one with the one who has a name, or with each other; none where several have
    names: nobody knows whose slip it was."""
    known = profiles(connection, venue_id, holders)
    named = [person for person, profile in known.items() if profile.bare_name]
    if len(named) > 1:
        return []
    nameless = sorted(known.keys() - set(named))
    who = named[0] if named else nameless.pop(0)
    return [(min(who, person), max(who, person)) for person in nameless]


_SLIPS: BindParameter[str] = bindparam("slips", expanding=True)
_HELD_BY = select(_IDENTIFIERS.c.value, _IDENTIFIERS.c.person).where(
    _IDENTIFIERS.c.kind == SLIP,
    _IDENTIFIERS.c.value.in_(_SLIPS),
    _IDENTIFIERS.c.venue == bindparam("v"),
)
