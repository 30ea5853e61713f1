"""Which arrival and which departure are one visit, among all entries of a list."""

from __future__ import annotations


class VisitPairs:
    """Takes the entries of a list one after the other and says afterwards what belongs together.

    An entry is known by its place in the ledger, a moment is in milliseconds. What lies before the
    list's first entry or after its last is not known here.
    """

    def __init__(self) -> None:
        self._other_at: dict[int, int] = {}
        self._first: set[int] = set()
        self._open: dict[str, tuple[int, int] | None] = {}
        """By person: their newest entry so far, None where that is a departure."""
        self.last_pos = 0
        """The newest place of those taken, 0 before the first."""

    def take(self, pos: int, at_ms: int, is_arrival: bool, root: str) -> None:
        """The next entry of somebody known, by time; `root` stands for all who are linked."""
        if pos > self.last_pos:
            self.last_pos = pos
        if is_arrival:
            self._open[root] = (pos, at_ms)
            return
        arrival = self._open.get(root)
        if arrival is not None:
            self._other_at[arrival[0]] = at_ms
            self._other_at[pos] = arrival[1]
        elif root not in self._open:
            self._first.add(pos)
        self._open[root] = None

    def other_at(self, pos: int) -> int | None:
        """The moment of a visit's other half: of the departure, if this is an arrival."""
        return self._other_at.get(pos)

    def unknown(self, *, has_before: bool, has_after: bool) -> frozenset[int]:
        """The entries whose other half may lie before or after the list: departures of whom it
        knows nothing earlier, arrivals of whom it knows nothing later."""
        found = set(self._first) if has_before else set()
        if has_after:
            found.update(arrival[0] for arrival in self._open.values() if arrival is not None)
        return frozenset(found)
