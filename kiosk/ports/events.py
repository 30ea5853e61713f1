"""Who hears what the core, its lanes and sync tell."""

from __future__ import annotations

from typing import Protocol

from kiosk.domain.events import CoreEvent


class EventSink(Protocol):
    """Takes events; each may come on the thread of whoever publishes it."""

    def publish(self, event: CoreEvent) -> None:
        """Take one event; must return at once."""
        ...
