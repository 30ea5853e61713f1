"""Who hears what the core has committed."""

from __future__ import annotations

from typing import Protocol

from kiosk.domain.visits.decision import Outcome
from kiosk.ports.printer import PrintResult


class EventSink(Protocol):
    """Receives what the desk decided, on the core thread, after the commit."""

    def announce(self, outcome: Outcome) -> None:
        """Take one outcome; must return at once."""
        ...

    def print_finished(self, job_id: str, result: PrintResult) -> None:
        """Take the end of one print job; must return at once."""
        ...

    def support_count(self, waiting: int) -> None:
        """Take the number of open support cases; must return at once."""
        ...
