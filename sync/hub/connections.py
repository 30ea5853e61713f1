"""Places at the hub: for an address while it is not known who is there, then for a station.

Stations of one venue share an address behind their router, so a connection counts for the address
only until a request on it was signed by a station; from then on it counts for that station. See
docs/spec/sync-protocol.md §10.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable

from sync.hub.errors import RefusalCode, RequestRefused
from sync.hub.forwarding import Address, parse_address, sender_of
from sync.hub.limits import BUSY_S, RateLimit

PLACE = "place"
"""Where a request's scope has the place of its connection, in `state`."""


class Place:
    """One connection; behind a reverse proxy, one request."""

    def __init__(self, sender: str | None) -> None:
        self.sender = sender
        """The address it counts for while no station has proven itself on it. None for a proxy's
        connection, which counts for nobody: each request on it takes a place of its own."""
        self.device: str | None = None
        """The station it counts for."""
        self.idle_since: float | None = None
        """Since when nothing is asked on it; None while something is."""
        self.cut: Callable[[], None] | None = None
        """Ends it, from any thread; None where it cannot be ended from outside."""
        self.is_given_back = False


class ConnectionPlaces:
    """All places that are taken. Safe for use by several threads."""

    def __init__(
        self, per_address: int, per_device: int, opened: RateLimit, proxies: frozenset[Address]
    ) -> None:
        """`per_address`: unproven ones of one address; `per_device`: those of one station;
        `opened`: how fast an address may open connections. Where there are proxies, nobody else may
        connect.
        """
        self._per_address = per_address
        self._per_device = per_device
        self._opened = opened
        self._proxies = proxies
        self._lock = threading.Lock()
        self._unproven: Counter[str] = Counter()
        self._proven: dict[str, list[Place]] = {}

    def take_connection(self, peer: str) -> Place:
        """A place for a connection that opens. Raises RequestRefused, which nobody can be told."""
        if self._proxies:
            if parse_address(peer) not in self._proxies:
                raise RequestRefused(RefusalCode.NOT_FOUND)
            return self.take(None)
        sender = sender_of(peer)
        self._opened.take(sender)
        return self.take(sender)

    def take(self, sender: str | None) -> Place:
        """A place for whoever comes from an address. Raises RequestRefused (429)."""
        if sender is not None:
            with self._lock:
                if self._unproven.get(sender, 0) >= self._per_address:
                    raise RequestRefused(RefusalCode.SLOW_DOWN, retry_after_s=BUSY_S)
                self._unproven[sender] += 1
        return Place(sender)

    def prove(self, place: Place, device: str) -> None:
        """A station signed a request on it. One too many ends the station's longest idle one, which
        a broken line may have left behind. Raises RequestRefused (429) when none is idle.
        """
        with self._lock:
            if place.device == device or place.is_given_back:
                return
            held = self._proven.get(device, [])
            if len(held) >= self._per_device:
                self._end_idle(held)
            self._leave(place)
            place.device = device
            self._proven.setdefault(device, []).append(place)

    def give_back(self, place: Place) -> None:
        """It is free again; safe to call twice."""
        with self._lock:
            if not place.is_given_back:
                place.is_given_back = True
                self._leave(place)

    def unproven(self, sender: str) -> int:
        """How many places an address has taken where nobody has proven anything."""
        return self._unproven.get(sender, 0)

    def proven(self, device: str) -> int:
        """How many places a station has taken."""
        return len(self._proven.get(device, ()))

    def _end_idle(self, held: list[Place]) -> None:
        idle = [
            (place.idle_since, number, place.cut)
            for number, place in enumerate(held)
            if place.cut is not None and place.idle_since is not None
        ]
        if not idle:
            raise RequestRefused(RefusalCode.SLOW_DOWN, retry_after_s=BUSY_S)
        _, number, cut = min(idle, key=lambda found: found[:2])
        held[number].is_given_back = True
        self._leave(held[number])
        cut()

    def _leave(self, place: Place) -> None:
        if place.device is not None:
            held = self._proven[place.device]
            held.remove(place)
            if not held:
                del self._proven[place.device]
        elif place.sender is not None:
            self._unproven[place.sender] -= 1
            if self._unproven[place.sender] == 0:
                del self._unproven[place.sender]
