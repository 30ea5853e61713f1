"""One list of those who hear the station's events."""

from __future__ import annotations

from collections.abc import Callable

from kiosk.domain.events import CoreEvent

Subscriber = Callable[[CoreEvent], None]


class EventFanout:
    """Hands each event to every subscriber, in the order they came; an `EventSink`."""

    def __init__(self, *subscribers: Subscriber) -> None:
        self._subscribers = list(subscribers)

    def subscribe(self, subscriber: Subscriber) -> None:
        """Hear every event from now on, on the thread that publishes it; must return at once."""
        self._subscribers.append(subscriber)

    def publish(self, event: CoreEvent) -> None:
        """Tell everybody."""
        for subscriber in self._subscribers:
            subscriber(event)
