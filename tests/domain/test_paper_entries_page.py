"""Nhập bù: rows of the paper book, matched while they are typed and written a few at a time."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from kiosk.domain.desk.acts import ActProblem, StoredPerson
from kiosk.domain.desk.acts_on_visits import EnterPaper, PaperEntered, PaperRefused, PaperRow
from kiosk.domain.desk.asked import DeskProblem
from kiosk.domain.desk.queries import FindByPhone, Found, ListCases, PhonePeople, Search
from kiosk.domain.station.page import Back, DeskAnswered, DeskFailed
from kiosk.domain.station.pages.paper_entries import (
    DAYS_BACK,
    MOST_LINES,
    ROWS_AT_ONCE,
    PaperDayChosen,
    PaperDirectionChosen,
    PaperEntries,
    PaperFieldChosen,
    PaperKept,
    PaperLeft,
    PaperLineRemoved,
    PaperNext,
    PaperPadTurned,
    PaperPersonChosen,
    PaperWritten,
    advance,
)
from kiosk.domain.station.pages.paper_line import (
    NOBODY_KNOWN,
    LineMatch,
    PaperField,
    PaperLine,
)
from kiosk.domain.text_input.accents import Accent
from kiosk.domain.text_input.field_text import (
    AccentPicked,
    ChipPicked,
    Cleared,
    CursorMoved,
    Erased,
    FieldKind,
    Typed,
    WordChosen,
)
from kiosk.domain.text_input.name_syllables import SuggestSyllables
from kiosk.domain.visits.decision import Direction
from tests.support.desk_pages import KEY, HandledPage, person_row

TODAY = date(2026, 11, 23)
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
PHONE = "0912345678"
E164 = "+84912345678"
MAU = person_row()
NAMESAKE = person_row("person-2", full_name="NGUYEN VAN MAU")
OTHER = person_row("person-3", full_name="Nguyễn Văn Khác")


def begun() -> HandledPage[PaperEntries]:
    return HandledPage(PaperEntries(), advance)


def keys(text: str) -> list[Typed]:
    """As they stand, whatever Telex would make of them."""
    return [Typed(key, None) for key in text]


def telex(text: str) -> list[Typed]:
    return [Typed(key) for key in text]


def looked_up(page: HandledPage[PaperEntries]) -> tuple[object, ...]:
    """What was asked last, besides the syllables of a name."""
    return tuple(asked for asked in page.asks if not isinstance(asked, SuggestSyllables))


def typed(clock: str, who: str) -> HandledPage[PaperEntries]:
    page = begun()
    page.tell(*keys(clock), PaperFieldChosen(0, PaperField.WHO), *keys(who))
    return page


def test_a_whole_time_leads_on_to_the_name() -> None:
    page = begun()
    assert page.tell(*keys("06x1")).field is PaperField.TIME
    assert page.tell(*keys("2")).field is PaperField.WHO
    assert page.state.current.at == time(6, 12)
    page.tell(PaperFieldChosen(0, PaperField.TIME), *keys("5"))
    assert (page.state.current.clock, page.state.field) == ("0612", PaperField.TIME)


@pytest.mark.parametrize("clock", ["2400", "0660", "061"])
def test_no_time_of_day_is_none(clock: str) -> None:
    assert PaperLine(clock=clock).at is None
    assert begun().tell(*keys(clock)).field is PaperField.TIME


def test_a_phone_is_looked_up_once_it_is_whole() -> None:
    page = typed("0612", PHONE[:-1])
    assert (page.asks, page.state.current.match) == ((), LineMatch.UNFINISHED)
    page.tell(*keys(PHONE[-1]))
    assert page.asks == (FindByPhone(E164),)
    assert page.state.current.match is LineMatch.LOOKING
    page.answer(PhonePeople((MAU,)))
    assert page.state.current.match is LineMatch.KNOWN
    assert page.state.current.person == MAU


def test_a_name_is_matched_by_those_of_the_same_name_alone() -> None:
    page = typed("0612", "nguyen van mau")
    assert looked_up(page) == (Search("Nguyen Van Mau"),)
    page.answer(Found((MAU, OTHER), False))
    assert page.state.current.person == MAU
    page.tell(Erased())
    assert page.state.current.match is LineMatch.LOOKING
    assert page.state.current.people == ()
    page.answer(Found((MAU, OTHER), False))
    assert page.state.current.match is LineMatch.NEW


def test_of_several_staff_choose() -> None:
    page = typed("0612", "Nguyễn Văn Mẫu")
    page.answer(Found((MAU, NAMESAKE), False))
    assert page.state.current.match is LineMatch.SEVERAL
    assert page.state.whole == ()
    page.tell(PaperNext())
    assert (page.state.line, page.state.field) == (0, PaperField.PERSON)
    page.tell(PaperPersonChosen("person-2"))
    assert page.state.lines[0].person == NAMESAKE
    assert page.state.whole == (0,)
    assert (page.state.line, page.state.field) == (1, PaperField.TIME)
    page.tell(PaperFieldChosen(0, PaperField.PERSON), PaperPersonChosen(NOBODY_KNOWN))
    line = page.state.lines[0]
    assert (line.person, line.match) == (None, LineMatch.NEW)
    page.tell(PaperFieldChosen(0, PaperField.PERSON), Cleared())
    assert page.state.current.match is LineMatch.EMPTY
    assert (page.state.current.choice, page.state.field) == (None, PaperField.WHO)


def test_where_nobody_was_found_there_is_nobody_to_choose() -> None:
    page = begun()
    assert page.tell(PaperFieldChosen(0, PaperField.PERSON)).field is PaperField.WHO


def test_a_key_goes_on_with_what_is_typed() -> None:
    page = typed("0612", "Nguyễn Văn Mẫu")
    page.answer(Found((MAU, NAMESAKE), False))
    page.tell(PaperNext(), *keys(" A"))
    assert (page.state.current.who, page.state.field) == ("Nguyễn Văn Mẫu A", PaperField.WHO)


def test_a_row_left_too_early_is_looked_up_later() -> None:
    page = typed("0612", "mau")
    page.tell(PaperNext(), *keys("0615"), *keys("an"))
    assert looked_up(page) == (Search("An"),)
    # The first question was given up for this one.
    page.answer(Found((), False))
    assert page.asks == (Search("Mau"),)
    page.answer(Found((), False))
    assert page.asks == ()
    assert page.state.whole == (0, 1)


def test_an_answer_that_came_too_late_changes_no_row() -> None:
    page = typed("0612", "mau")
    page.tell(DeskAnswered(KEY, Search("Ma"), Found((MAU,), False)))
    assert page.state.current.looked is None
    assert page.asks == (Search("Mau"),)
    page.tell(DeskAnswered(KEY, Search("Mau"), None))
    assert page.state.current.looked is None


def test_a_lookup_that_fails_is_said_and_tried_with_the_next_key() -> None:
    page = typed("0612", "mau")
    page.fail()
    assert (page.state.problem, page.asks) == (DeskProblem.STORAGE, ())
    page.tell(*keys("a"))
    assert looked_up(page) == (Search("Maua"),)
    page.answer(Found((), False))
    assert page.state.problem is None


def test_the_next_field_is_the_name_then_the_next_row() -> None:
    page = begun()
    page.tell(PaperNext())
    assert (page.state.line, page.state.field) == (0, PaperField.WHO)
    page.tell(PaperNext())
    assert (page.state.line, page.state.field) == (0, PaperField.TIME), "an empty row is enough"
    page.tell(*keys("0612"), PaperDirectionChosen(0, Direction.DEPARTURE), PaperNext())
    assert (page.state.line, page.state.field) == (1, PaperField.TIME)
    assert page.state.current == PaperLine(direction=Direction.DEPARTURE)
    page.tell(PaperFieldChosen(0, PaperField.WHO), PaperNext())
    assert (page.state.line, len(page.state.lines)) == (1, 2)


def test_an_empty_field_has_letters_until_the_pad_is_turned_again() -> None:
    page = begun()
    page.tell(PaperPadTurned())
    assert not page.state.has_letters, "a time is digits"
    assert page.tell(PaperNext()).has_letters
    assert page.asks == (SuggestSyllables("", "", with_own=True),)
    assert not page.tell(PaperPadTurned()).has_letters


def test_a_name_is_composed_as_every_name_that_is_stored() -> None:
    page = begun()
    page.tell(*keys("0612"))
    assert not page.state.has_letters
    page.tell(*telex("tranaf thij"))
    assert (page.state.current.who, page.state.has_letters) == ("Trần Thị", True)
    page.tell(*telex(" h"))
    asked = SuggestSyllables("Trần Thị ", "H", with_own=True)
    assert page.asks[0] == asked
    page.tell(DeskAnswered(KEY, SuggestSyllables("Trần Thị ", "Ho", with_own=True), ("Hoa",)))
    assert page.state.suggestions == (), "the word in hand is another by now"
    page.tell(DeskAnswered(KEY, asked, ("Hoa", "Hương")))
    assert page.state.suggestions == ("Hoa", "Hương")
    page.tell(ChipPicked("Hương"))
    assert (page.state.current.name, page.state.suggestions) == ("Trần Thị Hương", ())
    page.tell(CursorMoved(4), AccentPicked(Accent.GRAVE))
    assert page.state.current.who == "Trân Thị Hương ", "behind the first word"
    page.tell(*telex("a"))
    before = page.state
    page.tell(DeskFailed(KEY, page.asks[0], DeskProblem.STORAGE))
    assert page.state == before, "without chips it goes on"


def test_the_word_in_hand_goes_with_its_field() -> None:
    page = typed("0612", "")
    page.tell(*telex("hoaf"))
    assert page.state.typed is not None
    assert page.state.typed.choice == ("Hòa", "Hoaf")
    page.tell(WordChosen(True))
    assert page.state.current.who == "Hoaf"
    page.tell(PaperFieldChosen(0, PaperField.TIME))
    assert page.state.typed.kind is FieldKind.DIGITS
    page.tell(PaperFieldChosen(0, PaperField.WHO))
    assert (page.state.typed.text, page.state.typed.choice) == ("Hoaf", None)
    assert page.tell(PaperLeft()).typed is None, "it is asked whether the row goes"


def test_a_field_takes_a_name_or_a_number_and_never_both() -> None:
    page = typed("0612", "an1")
    assert page.state.current.who == "An"
    page.tell(Cleared(), *keys("+8491a"))
    assert (page.state.current.who, page.state.has_letters) == ("+8491", False)
    page.tell(*[Erased()] * 5, *keys("an"))
    assert page.state.current.who == "An"
    page.tell(Cleared(), Typed(" 0912 345 678", None))
    assert page.state.current.phone == E164


def test_there_is_an_end_of_rows() -> None:
    page = begun()
    for _ in range(MOST_LINES):
        page.tell(*keys("0612"), PaperNext())
    assert len(page.state.lines) == MOST_LINES


def test_rows_that_are_not_there_are_not_chosen() -> None:
    page = begun()
    before = page.state
    page.tell(PaperFieldChosen(3, PaperField.WHO), PaperDirectionChosen(3, Direction.DEPARTURE))
    page.tell(PaperDayChosen(DAYS_BACK + 1), object())
    assert page.state == before


def test_a_row_is_taken_out() -> None:
    page = typed("0612", "an")
    page.tell(PaperNext(), *keys("0615"), PaperFieldChosen(0, PaperField.TIME), PaperLineRemoved())
    assert [line.clock for line in page.state.lines] == ["0615"]
    page.tell(PaperLineRemoved())
    assert page.state.lines == (PaperLine(),)


def whole_page() -> HandledPage[PaperEntries]:
    """Three rows: a known person, somebody new by phone, and one that is not finished."""
    page = typed("0612", "Nguyễn Văn Mẫu")
    page.answer(Found((MAU,), False))
    page.tell(PaperNext(), *keys("0620"), *keys(PHONE))
    page.answer(PhonePeople(()))
    page.tell(PaperNext(), *keys("06"))
    return page


ROWS = (
    PaperRow(
        datetime(2026, 11, 21, 23, 12, tzinfo=UTC), Direction.ARRIVAL, StoredPerson("person-1")
    ),
    PaperRow(datetime(2026, 11, 21, 23, 20, tzinfo=UTC), Direction.ARRIVAL, phone=E164),
)


def test_whole_rows_are_written_in_one_act_with_the_times_of_the_book() -> None:
    page = whole_page()
    page.tell(PaperDayChosen(1), PaperWritten(TODAY, ZONE))
    assert page.asks == (EnterPaper(ROWS),)
    before = page.state
    assert page.tell(*keys("1")) == before, "rows on their way stand"
    page.tell(DeskAnswered(KEY, EnterPaper(ROWS), PaperEntered(("entry-1", "entry-2"))))
    assert [line.clock for line in page.state.lines] == ["06"]
    assert (page.state.line, page.state.written, page.state.writing) == (0, 2, ())


def book(*clocks: str) -> HandledPage[PaperEntries]:
    """Rows of phones that nobody has here, with these times."""
    lines = tuple(PaperLine(clock=clock, who=PHONE, looked=PHONE) for clock in clocks)
    return HandledPage(PaperEntries(lines=(*lines, PaperLine("06"))), advance)


def test_many_rows_are_written_a_few_at_a_time_the_earliest_first() -> None:
    clocks = [f"06{minute:02}" for minute in range(19, 0, -1)]
    page = book(*clocks)
    page.tell(PaperWritten(TODAY, ZONE))
    minutes = []
    while page.state.writing:
        (asked,) = page.asks
        assert isinstance(asked, EnterPaper)
        assert len(asked.rows) <= ROWS_AT_ONCE
        minutes += [row.at.minute for row in asked.rows]
        page.answer(PaperEntered(tuple(str(row.at.minute) for row in asked.rows)))
    assert minutes == list(range(1, 20))
    assert page.state.lines == (PaperLine("06"),)
    assert (page.state.written, page.state.rows, page.asks) == (19, (), ())


def test_a_row_that_is_refused_ends_the_writing_and_what_was_written_is_gone() -> None:
    page = book(*(f"06{minute:02}" for minute in range(12)))
    page.tell(PaperWritten(TODAY, ZONE))
    page.answer(PaperEntered(tuple("entry" for _ in range(ROWS_AT_ONCE))))
    page.answer(PaperRefused(((1, ActProblem.BAD_TIME),)))
    assert (page.state.writing, page.state.rows) == ((), ())
    assert [line.clock for line in page.state.lines] == ["0608", "0609", "0610", "0611", "06"]
    assert [line.problem for line in page.state.lines].index(ActProblem.BAD_TIME) == 1
    assert page.state.line == 1


def test_a_new_name_is_written_as_it_stands() -> None:
    page = typed("0612", " H'Hen  Niê ")
    assert looked_up(page) == (), "a space at the end asks nothing new"
    page.tell(DeskAnswered(KEY, Search("H'Hen Niê"), Found((), False)))
    page.tell(PaperWritten(TODAY, ZONE))
    (asked,) = page.asks
    assert isinstance(asked, EnterPaper)
    assert (asked.rows[0].name, asked.rows[0].phone, asked.rows[0].whom) == ("H'Hen Niê", "", None)


def test_refused_rows_say_why_and_nothing_is_gone() -> None:
    page = whole_page()
    page.tell(PaperWritten(TODAY, ZONE))
    page.answer(PaperRefused(((1, ActProblem.BAD_TIME),)))
    assert [line.problem for line in page.state.lines] == [None, ActProblem.BAD_TIME, None]
    assert page.state.line == 1
    page.tell(PaperFieldChosen(1, PaperField.TIME), Erased())
    assert page.state.current.problem is None


def test_storage_that_fails_keeps_the_rows() -> None:
    page = whole_page()
    page.tell(PaperWritten(TODAY, ZONE))
    page.fail()
    assert (page.state.writing, len(page.state.lines)) == ((), 3)
    page.tell(PaperWritten(TODAY, ZONE))
    page.answer(None)
    assert (page.state.writing, len(page.state.lines)) == ((), 3)


def test_nothing_is_written_of_nothing_whole() -> None:
    page = begun()
    page.tell(PaperWritten(TODAY, ZONE))
    assert page.asks == ()


def test_leaving_asks_while_rows_are_not_written() -> None:
    page = begun()
    page.tell(PaperLeft())
    assert page.go == Back()
    page = whole_page()
    page.tell(PaperLeft())
    assert (page.go, page.state.is_leaving) == (None, True)
    assert not page.tell(PaperKept()).is_leaving
    page.tell(PaperLeft(), PaperLeft())
    assert page.go == Back()


def test_an_answer_to_something_else_changes_nothing() -> None:
    page = begun()
    before = page.state
    assert page.tell(DeskAnswered(KEY, ListCases(), None)) == before
