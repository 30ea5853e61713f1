"""Finding somebody on a page that is about something else: something typed, a row touched."""

from __future__ import annotations

from dataclasses import replace

from kiosk.base.dataclass import dataclass
from kiosk.domain.desk.queries import Found, PersonRow, Search
from kiosk.domain.station.page import DeskAnswered

MOST_TYPED = 40
"""Characters of what is looked for: a long name."""


@dataclass(frozen=True, slots=True)
class PickTyped:
    """A key of the pad: a digit, a letter or a space."""

    key: str


@dataclass(frozen=True, slots=True)
class PickErased:
    """The last character was taken back."""


@dataclass(frozen=True, slots=True)
class PickCleared:
    """Everything typed was taken back."""


PickTouch = PickTyped | PickErased | PickCleared


@dataclass(frozen=True, slots=True)
class Picking:
    """What is looked for, and who was found; nothing until something is typed."""

    text: str = ""
    found: Found | None = None

    def person(self, person_id: str) -> PersonRow | None:
        """The row of this person, if it is among those found."""
        people = self.found.people if self.found is not None else ()
        return next((person for person in people if person.person_id == person_id), None)


def advance_picking(
    picking: Picking, event: PickTouch | DeskAnswered
) -> tuple[Picking, tuple[Search, ...]]:
    """What is looked for after this, and what to ask; an answer of before changes nothing."""
    match event:
        case PickTyped(key):
            text = (picking.text + key)[:MOST_TYPED]
        case PickErased():
            text = picking.text[:-1]
        case PickCleared():
            text = ""
        case DeskAnswered(_, Search(asked), Found() as found):
            return (replace(picking, found=found), ()) if asked == picking.text else (picking, ())
        case _:
            return picking, ()
    if text == picking.text:
        return picking, ()
    if not text.strip():
        return Picking(text), ()
    # Who was found before stays on show until the answer is here: the list does not flicker.
    return replace(picking, text=text), (Search(text),)
