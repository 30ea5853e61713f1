"""Scans that lack only a declaration, until it is made: in memory, a few, for a short while."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from kiosk.ports.scans import Scan

MOST_SCANS = 16
"""More do not wait at two lanes."""
FORGOTTEN_AFTER = timedelta(minutes=10)
"""Whoever has not declared by then holds the card up again."""


class UndeclaredScans:
    """By an id that says nothing; the oldest gives way to a newer one."""

    def __init__(self) -> None:
        self._scans: dict[str, tuple[datetime, Scan]] = {}

    def note(self, scan: Scan, now: datetime) -> str:
        """Keep a scan; gives its id."""
        self._forget(now)
        while len(self._scans) >= MOST_SCANS:
            del self._scans[next(iter(self._scans))]
        scan_id = secrets.token_hex(8)
        self._scans[scan_id] = now, scan
        return scan_id

    def find(self, scan_id: str, now: datetime) -> Scan | None:
        """The scan of an id; None for one that is forgotten."""
        self._forget(now)
        return self._scans.get(scan_id, (now, None))[1]

    def _forget(self, now: datetime) -> None:
        """Before or after `now`: the clock may have been set back since."""
        self._scans = {
            one: (at, scan)
            for one, (at, scan) in self._scans.items()
            if abs(now - at) <= FORGOTTEN_AFTER
        }
