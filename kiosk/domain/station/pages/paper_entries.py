"""*Nhập bù*: many rows of the paper book, typed quickly and written in one act.

A row is a time, a name or a phone, a direction, and whom it was matched with. The whole rows are
written together, all or none; a row that is not finished stays (docs/spec/at-the-gate.md §5). What
somebody new is called is stored as it is typed, and composed as every name is.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import ClassVar
from zoneinfo import ZoneInfo

from kiosk.base.dataclass import dataclass
from kiosk.domain.desk.acts import StoredPerson
from kiosk.domain.desk.acts_on_visits import EnterPaper, PaperEntered, PaperRefused, PaperRow
from kiosk.domain.desk.asked import DeskProblem
from kiosk.domain.desk.queries import FindByPhone, Found, PhonePeople, Search
from kiosk.domain.station.page import Back, DeskAnswered, DeskFailed, DeskPage, Moment, Turn
from kiosk.domain.station.pages.paper_line import (
    LineMatch,
    PaperField,
    PaperLine,
    begins_phone,
    phone_field,
)
from kiosk.domain.text_input.field_text import (
    FieldKind,
    FieldText,
    KeyboardTouch,
    Typed,
    take,
)
from kiosk.domain.text_input.name_syllables import SuggestSyllables
from kiosk.domain.visits.decision import Direction

MOST_LINES = 100
"""Rows that are typed before they are written: several sheets."""
ROWS_AT_ONCE = 8
"""Rows that one act writes, in some twenty milliseconds: people are at the gate meanwhile."""
DAYS_BACK = 7
"""How long ago the day of a paper book may be."""


@dataclass(frozen=True, slots=True)
class PaperFieldChosen:
    """A field of a row was touched."""

    line: int
    field: PaperField


@dataclass(frozen=True, slots=True)
class PaperPadTurned:
    """*ABC* or *123*: an empty field has the other keys from now on."""


@dataclass(frozen=True, slots=True)
class PaperNext:
    """*Ô tiếp theo* was touched."""


@dataclass(frozen=True, slots=True)
class PaperDirectionChosen:
    """A direction of a row was touched."""

    line: int
    direction: Direction


@dataclass(frozen=True, slots=True)
class PaperPersonChosen:
    """The row in use is about this person; `paper_line.NOBODY_KNOWN` for somebody new. The next
    row follows."""

    person_id: str


@dataclass(frozen=True, slots=True)
class PaperLineRemoved:
    """*Xóa dòng này* was touched."""


@dataclass(frozen=True, slots=True)
class PaperDayChosen:
    """The rows are of this day."""

    days_ago: int


@dataclass(frozen=True, slots=True)
class PaperWritten:
    """*Ghi n lượt* was touched, on this day at the venue."""

    today: date
    zone: ZoneInfo


@dataclass(frozen=True, slots=True)
class PaperLeft:
    """*Quay lại* was touched: rows that are not written are asked about first."""


@dataclass(frozen=True, slots=True)
class PaperKept:
    """Staff stay with their rows."""


PaperTouch = (
    PaperFieldChosen
    | PaperPadTurned
    | PaperNext
    | PaperDirectionChosen
    | PaperPersonChosen
    | PaperLineRemoved
    | PaperDayChosen
    | PaperWritten
    | PaperLeft
    | PaperKept
)


@dataclass(frozen=True, slots=True)
class PaperEntries:
    """The rows that are typed."""

    page: ClassVar[DeskPage] = DeskPage.PAPER_ENTRIES
    is_public: ClassVar[bool] = False

    lines: tuple[PaperLine, ...] = (PaperLine(),)
    line: int = 0
    """The row in use."""
    field: PaperField = PaperField.TIME
    days_ago: int = 0
    in_hand: FieldText | None = None
    """The field in use, once it was typed into."""
    is_lettered: bool = False
    """An empty field of a name or a phone has letters below it, and no pad."""
    suggestions: tuple[str, ...] = ()
    """What the word in hand of the name may become."""
    asked: FindByPhone | Search | None = None
    """What is being looked up."""
    writing: tuple[int, ...] = ()
    """The rows that are being written, in the order of their times."""
    rows: tuple[PaperRow, ...] = ()
    """The same as the act takes them."""
    written: int = 0
    """How many rows were written last, until the next key."""
    is_leaving: bool = False
    """Whether the rows are to be dropped is asked."""
    problem: DeskProblem | None = None

    @property
    def current(self) -> PaperLine:
        """The row in use."""
        return self.lines[self.line]

    @property
    def typed(self) -> FieldText | None:
        """The field that keys go to; also while somebody is to be chosen, what is typed goes on.
        None while nothing is typed."""
        if self.is_leaving or self.writing:
            return None
        return self.in_hand or self.current.typed(self.typing)

    @property
    def typing(self) -> PaperField:
        """Which one that is."""
        return PaperField.TIME if self.field is PaperField.TIME else PaperField.WHO

    @property
    def has_letters(self) -> bool:
        """Whether the keyboard stands across the foot, and no pad beside the rows: a name stands in
        the field in use, or may come there."""
        typed = self.typed
        if typed is None or self.field is not PaperField.WHO:
            return False
        return typed.kind is FieldKind.NAME and (self.is_lettered or typed.text != "")

    @property
    def whole(self) -> tuple[int, ...]:
        """The rows that can be written."""
        return tuple(index for index, line in enumerate(self.lines) if line.is_whole)

    def with_current(self, line: PaperLine) -> PaperEntries:
        """With the row in use changed."""
        lines = (*self.lines[: self.line], line, *self.lines[self.line + 1 :])
        return replace(self, lines=lines, written=0)


def advance(state: PaperEntries, event: object, moment: Moment) -> Turn[PaperEntries]:
    """The rows after a touch or an answer."""
    del moment
    match event:
        case DeskAnswered(_, SuggestSyllables() as asked, tuple() as syllables):
            is_current = asked == _suggesting(state)
            return Turn(replace(state, suggestions=syllables) if is_current else state)
        case DeskFailed(_, SuggestSyllables()):
            return Turn(state)
    turn = _advance(state, event)
    wanted = _suggesting(turn.state)
    if wanted == _suggesting(state):
        return turn
    # Another word of a name is in hand.
    asks = turn.asks if wanted is None else (wanted, *turn.asks)
    return replace(turn, state=replace(turn.state, suggestions=()), asks=asks)


def _suggesting(state: PaperEntries) -> SuggestSyllables | None:
    typed = state.typed
    if typed is None or not state.has_letters:
        return None
    return SuggestSyllables(typed.before, typed.word.text, with_own=True)


def _advance(state: PaperEntries, event: object) -> Turn[PaperEntries]:
    match event:
        case DeskAnswered(_, FindByPhone() | Search()):
            return _looking(_looked_up(state, event))
        case DeskAnswered(_, EnterPaper()):
            state = _answered(state, event)
            return _write_next(state) if state.writing else _looking(state)
        case DeskFailed(_, _, problem):
            return Turn(replace(state, asked=None, writing=(), rows=(), problem=problem))
        case PaperKept():
            return Turn(replace(state, is_leaving=False))
        case PaperLeft():
            is_dropped = state.is_leaving or all(line.is_empty for line in state.lines)
            return Turn(replace(state, is_leaving=True), go=Back() if is_dropped else None)
    # Rows that are on their way into the ledger stand as they are.
    return Turn(state) if state.writing else _looking(_touched(state, event), event)


def _touched(state: PaperEntries, event: object) -> PaperEntries:
    if isinstance(event, KeyboardTouch) and state.typed is not None:
        return _typed(state, state.typed, event)
    # The word in hand is the field's that was in use.
    return replace(_led(state, event), in_hand=None) if isinstance(event, PaperTouch) else state


def _typed(state: PaperEntries, before: FieldText, touch: KeyboardTouch) -> PaperEntries:
    is_empty = state.typing is PaperField.WHO and not before.text
    if is_empty and isinstance(touch, Typed) and begins_phone(touch.text.strip()):
        before = phone_field("")
    typed = take(before, touch)
    # Emptied, it takes a name as well as a number again.
    in_hand = typed if typed.text else None
    if typed.text == before.text:
        return replace(state, in_hand=in_hand)
    line = state.current.with_text(state.typing, typed.text)
    changed = replace(state.with_current(line), field=state.typing, in_hand=in_hand)
    if changed.field is PaperField.TIME and line.at is not None:
        # A whole time leads on by itself: staff look at the paper.
        return replace(changed, field=PaperField.WHO, in_hand=None)
    return changed


def _led(state: PaperEntries, event: PaperTouch) -> PaperEntries:
    match event:
        case PaperFieldChosen(index, chosen) if index < len(state.lines):
            is_choosing = chosen is PaperField.PERSON and state.lines[index].people
            field = chosen if chosen is PaperField.TIME or is_choosing else PaperField.WHO
            return replace(state, line=index, field=field)
        case PaperPadTurned():
            return replace(state, is_lettered=not state.is_lettered)
        case PaperNext():
            return _next_field(state)
        case PaperDirectionChosen(index, direction) if index < len(state.lines):
            there = replace(state, line=index)
            return there.with_current(replace(there.current, direction=direction, problem=None))
        case PaperPersonChosen(person_id):
            known = replace(state.current, choice=person_id, problem=None)
            return _next_line(state.with_current(known))
        case PaperLineRemoved():
            return _without(state, (state.line,))
        case PaperDayChosen(days_ago) if 0 <= days_ago <= DAYS_BACK:
            return replace(state, days_ago=days_ago)
    return state


def _next_field(state: PaperEntries) -> PaperEntries:
    if state.field is PaperField.TIME:
        return replace(state, field=PaperField.WHO)
    if state.field is PaperField.WHO and state.current.match is LineMatch.SEVERAL:
        return replace(state, field=PaperField.PERSON)
    return _next_line(state)


def _next_line(state: PaperEntries) -> PaperEntries:
    following = state.line + 1
    if following < len(state.lines):
        return replace(state, line=following, field=PaperField.TIME)
    if state.current.is_empty or following >= MOST_LINES:
        return replace(state, field=PaperField.TIME)
    # A book lists those who came, or those who left: the next row is most often like this one.
    lines = (*state.lines, PaperLine(direction=state.current.direction))
    return replace(state, lines=lines, line=following, field=PaperField.TIME)


def _without(state: PaperEntries, gone: tuple[int, ...]) -> PaperEntries:
    lines = tuple(line for index, line in enumerate(state.lines) if index not in gone)
    lines = lines or (PaperLine(direction=state.current.direction),)
    before = sum(index < state.line for index in gone)
    line = min(state.line - before, len(lines) - 1)
    return replace(state, lines=lines, line=line, field=PaperField.TIME, in_hand=None, written=0)


def _looking(state: PaperEntries, event: object = None) -> Turn[PaperEntries]:
    """Look the next row up: the one in use first. One question at a time, the newest stands."""
    if isinstance(event, PaperWritten):
        return _write(state, event)
    rows = (state.current, *state.lines)
    wanted = next((row.lookup for row in rows if row.lookup is not None), None)
    if wanted is None or wanted == state.asked:
        return Turn(state)
    return Turn(replace(state, asked=wanted), asks=(wanted,))


def _looked_up(state: PaperEntries, event: DeskAnswered) -> PaperEntries:
    match event.answer:
        case PhonePeople(people) | Found(people):
            lines = tuple(
                replace(line, looked=line.who, found=people) if line.lookup == event.asked else line
                for line in state.lines
            )
            state = replace(state, lines=lines, problem=None)
    return replace(state, asked=None)


def _write(state: PaperEntries, event: PaperWritten) -> Turn[PaperEntries]:
    day = event.today - timedelta(days=state.days_ago)
    rows: list[tuple[int, PaperRow]] = []
    for index in state.whole:
        line = state.lines[index]
        at = line.at
        assert at is not None
        person = line.person
        row = PaperRow(
            at=datetime.combine(day, at, event.zone).astimezone(UTC),
            direction=line.direction,
            whom=None if person is None else StoredPerson(person.person_id),
            name="" if person is not None else line.name,
            phone="" if person is not None else line.phone or "",
        )
        rows.append((index, row))
    if not rows:
        return Turn(state)
    # What happened first is written first, whatever comes later in the book.
    rows.sort(key=lambda numbered: numbered[1].at)
    writing = replace(
        state,
        writing=tuple(index for index, _ in rows),
        rows=tuple(row for _, row in rows),
        written=0,
    )
    return _write_next(writing)


def _write_next(state: PaperEntries) -> Turn[PaperEntries]:
    """The next few rows: the gate never waits for many."""
    return Turn(state, asks=(EnterPaper(state.rows[:ROWS_AT_ONCE]),))


def _answered(state: PaperEntries, event: DeskAnswered) -> PaperEntries:
    """After the act: written rows are gone, and one that is wrong says so and ends it."""
    writing, rows = state.writing, state.rows
    state = replace(state, writing=(), rows=(), problem=None)
    match event.answer:
        case PaperEntered(entries):
            gone, left = writing[: len(entries)], writing[len(entries) :]
            written = state.written + len(entries)
            return replace(
                _without(state, gone),
                writing=tuple(index - sum(one < index for one in gone) for index in left),
                rows=rows[len(entries) :],
                written=written,
            )
        case PaperRefused(problems):
            wrong = {writing[index]: problem for index, problem in problems}
            lines = tuple(
                replace(line, problem=wrong.get(index)) for index, line in enumerate(state.lines)
            )
            return replace(state, lines=lines, line=min(wrong, default=state.line))
    return state
