"""*Tìm người*: one field that takes a phone, a name without accents, a card's number, or an ending.

Nothing of it is left for the next person: whoever was chosen, left or forgotten, the field is empty
again. A search leaves a trace (docs/spec/at-the-gate.md §13).
"""

from __future__ import annotations

from dataclasses import field, replace
from typing import Any, ClassVar

from kiosk.base.dataclass import dataclass
from kiosk.base.phones import normalise_phone
from kiosk.domain.desk.acts_on_people import Look, NoteLook
from kiosk.domain.desk.asked import Asked, DeskProblem
from kiosk.domain.desk.queries import Found, PersonRow, Search
from kiosk.domain.desk.search import MOST_CHARS
from kiosk.domain.station.effects import Effect, StartTimer, TimerFired, TimerName
from kiosk.domain.station.page import (
    DeskAnswered,
    DeskFailed,
    DeskPage,
    Moment,
    PageShown,
    Push,
    Turn,
)
from kiosk.domain.station.pages.declare import declare_by
from kiosk.domain.station.pages.family import Family
from kiosk.domain.station.pages.person import Person

WIPE_S = 15.0
"""Seconds without a touch until the search is wiped, where the queue can see it."""
_CARD_DIGITS = (10, 12)
"""A whole BHXH number, or a whole citizen number."""


@dataclass(frozen=True, slots=True)
class SearchKey:
    """A key: a digit, a letter, an apostrophe, a hyphen or a space."""

    key: str


@dataclass(frozen=True, slots=True)
class SearchErased:
    """The last character was taken back."""


@dataclass(frozen=True, slots=True)
class SearchCleared:
    """*Xóa hết*."""


@dataclass(frozen=True, slots=True)
class KeyboardTurned:
    """*ABC* or *123*: the other keyboard."""


@dataclass(frozen=True, slots=True)
class KeyboardHidden:
    """*Ẩn bàn phím*, or the field was touched, which brings it back."""

    is_hidden: bool


@dataclass(frozen=True, slots=True)
class SearchEntered:
    """Enter on a keyboard: the only one found, or the first."""


@dataclass(frozen=True, slots=True)
class PersonChosen:
    """A row was touched."""

    person_id: str


@dataclass(frozen=True, slots=True)
class DeclareWanted:
    """*Khai hộ người mới*: whoever is looked for is not here yet."""


SearchTouch = (
    SearchKey
    | SearchErased
    | SearchCleared
    | KeyboardTurned
    | KeyboardHidden
    | SearchEntered
    | PersonChosen
    | DeclareWanted
)


@dataclass(frozen=True, slots=True)
class SearchPage:
    """What is typed, and who was found by it."""

    page: ClassVar[DeskPage] = DeskPage.SEARCH
    is_public: ClassVar[bool] = False

    text: str = field(default="", repr=False)
    is_lettered: bool = False
    is_keyboard_hidden: bool = False
    found: Found | None = field(default=None, repr=False)
    """By `found_by`; it stands until the next answer is here, so that the list does not flicker."""
    found_by: str = field(default="", repr=False)
    is_over: bool = False
    """Somebody was chosen: whoever comes back finds an empty field."""
    problem: DeskProblem | None = None

    @property
    def is_current(self) -> bool:
        """Whether who is shown was found by what is typed now."""
        return self.found is not None and self.found_by == self.text

    @property
    def people(self) -> tuple[PersonRow, ...]:
        """Who is shown."""
        return () if self.found is None else self.found.people


def advance(state: SearchPage, event: object, moment: Moment) -> Turn[SearchPage]:
    """The page after an event."""
    match event:
        case PageShown():
            # Opened by a key, it has that key; come back to, it has nothing.
            fresh = _emptied(state) if state.is_over else state
            return Turn(fresh, _waits(moment), (Search(fresh.text),) if fresh.text else ())
        case DeskAnswered(_, Search(text), Found() as found):
            return _answered(state, text, found)
        case DeskFailed(_, Search(text), problem):
            return Turn(replace(state, problem=problem) if text == state.text else state)
        case TimerFired(TimerName.DESK_PAGE) if moment.can_be_overlooked:
            return Turn(_emptied(state))
    turn = _touched(state, event)
    return Turn(state) if turn is None else replace(turn, effects=_waits(moment))


def _touched(state: SearchPage, event: object) -> Turn[SearchPage] | None:
    match event:
        case SearchKey(key):
            return _typed(state, (state.text + key.lower()).lstrip()[:MOST_CHARS])
        case SearchErased():
            return _typed(state, state.text[:-1])
        case SearchCleared():
            return _typed(state, "")
        case KeyboardTurned():
            turned = replace(state, is_lettered=not state.is_lettered, is_keyboard_hidden=False)
            return Turn(turned)
        case KeyboardHidden(is_hidden):
            return Turn(replace(state, is_keyboard_hidden=is_hidden))
        case SearchEntered() if state.is_current and state.people:
            return _chosen(state, state.people[0])
        case PersonChosen(person_id):
            chosen = next((one for one in state.people if one.person_id == person_id), None)
            return None if chosen is None else _chosen(state, chosen)
        case DeclareWanted():
            return Turn(replace(state, is_over=True), go=Push(declare_by(state.text)))
    return None


def _typed(state: SearchPage, text: str) -> Turn[SearchPage]:
    if text == state.text:
        return Turn(state)
    if not text:
        return Turn(_emptied(state))
    return Turn(replace(state, text=text), asks=(Search(text),))


def _answered(state: SearchPage, text: str, found: Found) -> Turn[SearchPage]:
    """Who was found; a whole number leads to its person, or to its phone, without a touch."""
    if text != state.text or not text:
        return Turn(state)
    # One trace for what is typed letter by letter.
    asks: tuple[Asked[Any], ...] = () if state.found is not None else (NoteLook(Look.SEARCH),)
    state = replace(state, found=found, found_by=text, problem=None)
    phone = normalise_phone(text)
    if phone is not None and len(found.people) != 1:
        # Several have it, or nobody here: the phone's page asks the hub, and adds somebody.
        return Turn(replace(state, is_over=True), asks=asks, go=Push(Family(phone)))
    if _is_whole(text) and len(found.people) == 1:
        return replace(_chosen(state, found.people[0]), asks=asks)
    return Turn(state, asks=asks)


def _is_whole(text: str) -> bool:
    bare = text.replace(" ", "")
    return normalise_phone(bare) is not None or (bare.isdigit() and len(bare) in _CARD_DIGITS)


def _chosen(state: SearchPage, person: PersonRow) -> Turn[SearchPage]:
    return Turn(replace(state, is_over=True), go=Push(Person(person.person_id)))


def _emptied(state: SearchPage) -> SearchPage:
    return SearchPage(is_lettered=state.is_lettered)


def _waits(moment: Moment) -> tuple[Effect, ...]:
    if not moment.can_be_overlooked:
        return ()
    return (StartTimer(TimerName.DESK_PAGE, moment.key, WIPE_S),)
