"""What was said here of pairs of people: that they are one, or that they are two.

`people.root` follows from it, beside what the hub says: everyone tied, directly or through others,
is stood for by the smallest id.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from itertools import combinations

from kiosk.store.driver import Connection
from sync.protocol.feeds import FeedName


class Links:
    """The table `links` on one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def say(self, person_ids: Sequence[str], *, is_undone: bool) -> None:
        """From now on this stands of each pair."""
        for one, other in combinations(sorted(person_ids), 2):
            self._connection.execute(
                "INSERT OR REPLACE INTO links (one, other, is_undone) VALUES (?, ?, ?)",
                (one, other, is_undone),
            )

    def are_parted(self, one: str, other: str) -> bool:
        """Whether staff said last that these two are two."""
        row = self._connection.execute(
            "SELECT is_undone FROM links WHERE one = ? AND other = ?", sorted((one, other))
        ).fetchone()
        return row is not None and bool(row[0])

    def parts(self, members: Sequence[str]) -> list[list[str]]:
        """Into which circles the people of one circle fall now, each sorted, the oldest first.

        Who is tied to nobody by what is known here stays with the oldest: the record of that link
        is purged, or the hub's alone.
        """
        known = set(members)
        tied = self._tied(known)
        parted = self._parted(known)
        oldest = min(members)
        named = {person for pair in (*tied, *parted) for person in pair}
        tied |= {(oldest, person) for person in known - named - {oldest}}
        groups = {person: {person} for person in known}
        for one, other in tied:
            if groups[one] is not groups[other]:
                groups[one] |= groups[other]
                for person in groups[other]:
                    groups[person] = groups[one]
        return sorted(sorted(group) for group in {id(one): one for one in groups.values()}.values())

    def forget(self, person_id: str) -> None:
        """Nothing is known of this person any more."""
        self._connection.execute(
            "DELETE FROM links WHERE one = ? OR other = ?", (person_id, person_id)
        )

    def _tied(self, known: set[str]) -> set[tuple[str, str]]:
        """The pairs that staff, this station or the hub hold for one."""
        said = self._connection.execute(
            "SELECT one, other FROM links WHERE NOT is_undone AND one IN"
            " (SELECT value FROM json_each(?))",
            (_listed(known),),
        ).fetchall()
        fed = self._connection.execute(
            "SELECT key, json_extract(body, '$.same_as') FROM feed_items WHERE feed = ?"
            " AND key IN (SELECT value FROM json_each(?))",
            (FeedName.PEOPLE.value, _listed(known)),
        ).fetchall()
        pairs = {(one, other) for one, other in (*said, *fed) if other in known}
        return {(one, other) for one, other in pairs if not self.are_parted(one, other)}

    def _parted(self, known: set[str]) -> set[tuple[str, str]]:
        rows = self._connection.execute(
            "SELECT one, other FROM links WHERE is_undone AND one IN"
            " (SELECT value FROM json_each(?))",
            (_listed(known),),
        )
        return {(one, other) for one, other in rows if other in known}


def _listed(person_ids: Iterable[str]) -> str:
    return json.dumps(sorted(person_ids))
