"""How much of a name the public sees."""

from __future__ import annotations

from kiosk.domain.people.person import PersonDetails, short_name
from kiosk.domain.venue import NameDisplay


def shown_name(details: PersonDetails, display: NameDisplay) -> str:
    """The name as policy lets the public see it (docs/spec/at-the-gate.md §8)."""
    if display is NameDisplay.SHORT:
        return short_name(details.full_name)
    return details.full_name if display is NameDisplay.FULL else ""
