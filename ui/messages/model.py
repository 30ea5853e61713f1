"""What a message is: what the public reads, what staff do."""

from __future__ import annotations

from dataclasses import field
from enum import StrEnum

from kiosk.base.dataclass import dataclass
from kiosk.domain.station.effects import Tone
from ui.i18n import Words

CONTEXT = "Messages"


class ScreenTone(StrEnum):
    """Which ground a screen stands on; Theme.qml has the colours."""

    PAPER = "paper"
    ARRIVAL = "arrival"
    DEPARTURE = "departure"
    WAIT = "wait"
    ATTENTION = "attention"
    STOP = "stop"


class Card(StrEnum):
    """A picture of something that may be shown to the camera."""

    PHONE = "phone"
    INSURANCE = "insurance"
    CITIZEN = "citizen"
    ANY_CARD = "any_card"
    SLIP = "slip"


@dataclass(frozen=True, slots=True)
class Message:
    """What one cause says and sounds like."""

    title: str
    text: str
    staff_hint: str
    """One sentence for staff; never shown to the public."""
    tone: ScreenTone = ScreenTone.WAIT
    sound: Tone | None = Tone.STAFF
    code: str = ""
    """What staff read to the technician, for faults."""
    steps: tuple[str, ...] = ()
    """What staff do before they call the technician, for faults."""
    caption: str = ""
    """What stands below the crossed-out drawing, for wrong codes."""
    cards: tuple[Card, ...] = field(default=())
    """What to show instead, for wrong codes, best first."""

    def sources(self) -> tuple[str, ...]:
        """Every text of this message, for the test that demands translations."""
        texts = (self.title, self.text, self.staff_hint, self.caption, *self.steps)
        return tuple(text for text in texts if text)


def say(words: Words, source: str) -> str:
    """A text of this module in a language."""
    return words.translate(CONTEXT, source) if source else ""
