"""The search: live, led on by itself where a number is whole, and empty for the next person."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from kiosk.domain.desk.acts_on_people import Look, NoteLook
from kiosk.domain.desk.asked import DeskProblem
from kiosk.domain.desk.queries import Found, PersonRow, Search
from kiosk.domain.desk.search import MOST_CHARS
from kiosk.domain.people.person import Sex
from kiosk.domain.station.effects import StartTimer, TimerFired, TimerName
from kiosk.domain.station.page import DeskAnswered, DeskFailed, Moment, PageShown, Push, Turn
from kiosk.domain.station.pages.family import Family
from kiosk.domain.station.pages.person import Person
from kiosk.domain.station.pages.search import (
    WIPE_S,
    KeyboardHidden,
    KeyboardTurned,
    PersonChosen,
    SearchCleared,
    SearchEntered,
    SearchErased,
    SearchKey,
    SearchPage,
    advance,
)

KEY = 4
MOMENT = Moment(KEY, None)
WAIT = StartTimer(TimerName.DESK_PAGE, KEY, WIPE_S)
TRACE = NoteLook(Look.SEARCH)
AT = datetime(2026, 7, 1, 0, 30, tzinfo=UTC)


def person(number: int) -> PersonRow:
    return PersonRow(
        person_id=f"person-{number}",
        full_name="Lê Hồng Nhung",
        birth=None,
        sex=Sex.FEMALE,
        phone="",
        id_number="",
        insurance_number="",
        last_seen=AT,
        last_direction=None,
        inside_since=None,
    )


def found(count: int) -> Found:
    return Found(tuple(person(number) for number in range(count)), is_cut=False)


def turn(state: SearchPage, *events: object) -> Turn[SearchPage]:
    last = Turn(state)
    for event in events:
        last = advance(last.state, event, MOMENT)
    return last


def typed(text: str, state: SearchPage | None = None) -> Turn[SearchPage]:
    return turn(state or SearchPage(), *(SearchKey(key) for key in text))


def answered(text: str, count: int) -> Turn[SearchPage]:
    return turn(typed(text).state, DeskAnswered(KEY, Search(text), found(count)))


def test_every_key_asks_anew_and_nothing_typed_asks_nothing() -> None:
    assert turn(SearchPage(), PageShown()).asks == ()
    last = typed("nh")
    assert (last.state.text, last.asks, last.effects) == ("nh", (Search("nh"),), (WAIT,))
    assert turn(last.state, SearchErased()).asks == (Search("n"),)
    empty = turn(last.state, SearchErased(), SearchErased())
    assert (empty.state, empty.asks) == (SearchPage(), ())
    assert turn(SearchPage(), SearchErased()).asks == ()
    assert typed(" ").asks == ()
    assert typed("N").state.text == "n"
    assert len(typed("a" * (MOST_CHARS + 5)).state.text) == MOST_CHARS


def test_opened_by_a_key_it_has_that_key() -> None:
    shown = turn(SearchPage(text="9"), PageShown())
    assert (shown.state.text, shown.asks) == ("9", (Search("9"),))


def test_who_was_found_stands_until_the_next_answer() -> None:
    first = answered("nhung", 2)
    assert (len(first.state.people), first.state.is_current, first.asks) == (2, True, (TRACE,))
    more = turn(first.state, SearchKey(" "), SearchKey("h"))
    assert (len(more.state.people), more.state.is_current) == (2, False)
    late = turn(more.state, DeskAnswered(KEY, Search("nhung "), found(1)))
    assert late.state == more.state
    second = turn(more.state, DeskAnswered(KEY, Search("nhung h"), found(1)))
    assert (len(second.state.people), second.asks, second.go) == (1, (), None), "one trace"


def test_a_touch_opens_the_person_and_nothing_is_left_for_the_next() -> None:
    chosen = turn(answered("nhung", 2).state, PersonChosen("person-1"))
    assert chosen.go == Push(Person("person-1"))
    assert turn(chosen.state, PageShown()).state == SearchPage()
    assert turn(answered("nhung", 2).state, PersonChosen("person-9")).go is None
    first = turn(answered("nhung", 2).state, SearchEntered())
    assert first.go == Push(Person("person-0"))
    assert turn(typed("nhung").state, SearchEntered()).go is None
    lettered = turn(replace(chosen.state, is_lettered=True), PageShown()).state
    assert lettered == SearchPage(is_lettered=True)


def test_a_whole_number_needs_no_touch() -> None:
    for text in ("0912345678", "0912 345 678", "001156012317", "7912349901"):
        led = answered(text, 1)
        assert (led.go, led.asks) == (Push(Person("person-0")), (TRACE,)), text
        assert led.state.is_over
    assert answered("0912345678", 3).go == Push(Family("+84912345678"))
    assert answered("0912345678", 0).go == Push(Family("+84912345678"))
    assert answered("001156012317", 2).go is None
    for text in ("678", "091234567", "nhung"):
        assert answered(text, 1).go is None, text


def test_untouched_it_is_wiped_where_the_queue_can_see_it() -> None:
    wiped = turn(answered("nhung", 2).state, TimerFired(TimerName.DESK_PAGE, KEY)).state
    assert wiped == SearchPage()
    assert turn(typed("n").state, SearchCleared()).state == SearchPage()
    own = replace(MOMENT, can_be_overlooked=False)
    assert advance(SearchPage(), SearchKey("n"), own).effects == ()
    found = answered("nhung", 2).state
    assert advance(found, TimerFired(TimerName.DESK_PAGE, KEY), own).state == found


def test_keyboards_turn_and_hide() -> None:
    turned = turn(typed("09").state, KeyboardHidden(True), KeyboardTurned()).state
    assert (turned.is_lettered, turned.is_keyboard_hidden, turned.text) == (True, False, "09")


def test_a_search_that_fails_says_so() -> None:
    failed = turn(typed("n").state, DeskFailed(KEY, Search("n"), DeskProblem.STORAGE))
    assert failed.state.problem is DeskProblem.STORAGE
    late = turn(typed("nh").state, DeskFailed(KEY, Search("n"), DeskProblem.STORAGE))
    assert late.state.problem is None
    assert turn(failed.state, DeskFailed(KEY, TRACE, DeskProblem.STORAGE)).state == failed.state
    again = turn(failed.state, DeskAnswered(KEY, Search("n"), found(1)))
    assert again.state.problem is None


def test_what_was_typed_stands_in_no_log() -> None:
    assert "nhung" not in repr(answered("nhung", 2).state)
