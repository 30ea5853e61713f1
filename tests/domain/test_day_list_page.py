"""The day's list: what it asks for, what a touch reveals, and what nobody may go on seeing."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from kiosk.domain.desk.acts_on_people import Look, LookNoted, LookReason, NoteLook
from kiosk.domain.desk.asked import DeskProblem
from kiosk.domain.desk.queries import (
    PAGE_ROWS,
    CountDesk,
    DeskCounts,
    EntryMark,
    EntryPage,
    EntryRow,
    InsidePage,
    InsideRow,
    ListDay,
    ListInside,
    Place,
)
from kiosk.domain.events import CasesCounted
from kiosk.domain.station.effects import StartTimer, TimerFired, TimerName
from kiosk.domain.station.page import DeskAnswered, DeskFailed, Moment, PageShown, Push, Turn
from kiosk.domain.station.pages.day_list import (
    COVER_S,
    MOST_KEPT,
    DayChosen,
    DayList,
    DayReasonChosen,
    EndReached,
    ListPanel,
    ListTab,
    ListUncovered,
    ListWay,
    MarkChosen,
    PanelChosen,
    RowTouched,
    SearchBegun,
    TabChosen,
    WayTaken,
    advance,
)
from kiosk.domain.station.pages.declare_state import Declare
from kiosk.domain.station.pages.emergency import Incomplete
from kiosk.domain.station.pages.paper_entries import PaperEntries
from kiosk.domain.station.pages.person import Person
from kiosk.domain.station.pages.reports import AboutToPrint, Reports
from kiosk.domain.station.pages.search import SearchPage
from kiosk.domain.station.pages.shift_check import ShiftCheck
from kiosk.domain.station.pages.support_list import SupportList
from kiosk.domain.visits.decision import Direction

AT = datetime(2026, 7, 1, 0, 30, tzinfo=UTC)
TODAY = date(2026, 7, 1)
KEY = 4
MOMENT = Moment(KEY, None)
WAIT = StartTimer(TimerName.DESK_PAGE, KEY, COVER_S)
PLACE = Place(AT, "1")
COUNTS = DeskCounts(2, 5, 0.4, 1, 0, (), TODAY, TODAY - timedelta(days=20))


def entry(number: int, person: str | None = "somebody") -> EntryRow:
    return EntryRow(
        entry_id=f"entry-{number}",
        person_id=person,
        full_name="Chamaléa Thị Hương",
        birth=None,
        phone="",
        direction=Direction.ARRIVAL,
        at=AT,
        gate="Cổng A",
        credential="slip",
        method="camera",
        proof="slip",
        is_correction=False,
        is_paper=False,
        marks=frozenset(),
    )


ROWS = tuple(entry(number, f"person-{number}") for number in range(3))
INSIDE = InsideRow("person-7", "Lê Một", None, "", AT, "Cổng A")


def turn(state: DayList, *events: object) -> Turn[DayList]:
    """The last of these turns."""
    last = Turn(state)
    for event in events:
        last = advance(last.state, event, MOMENT)
    return last


def listed(rows: tuple[EntryRow, ...] = ROWS, following: Place | None = None) -> DayList:
    """The list of today as it was read."""
    page = EntryPage(rows, following)
    return turn(
        DayList(),
        PageShown(),
        DeskAnswered(KEY, CountDesk(), COUNTS),
        DeskAnswered(KEY, ListDay(), page),
    ).state


def test_it_asks_for_the_figures_and_then_for_the_list() -> None:
    shown = turn(DayList(), PageShown())
    assert (shown.asks, shown.effects) == ((CountDesk(),), (WAIT,))
    counted = turn(shown.state, DeskAnswered(KEY, CountDesk(), COUNTS))
    assert counted.asks == (ListDay(),)
    read = turn(counted.state, DeskAnswered(KEY, ListDay(), EntryPage(ROWS, PLACE)))
    assert (read.state.rows, read.state.next, read.state.is_read) == (ROWS, PLACE, True)
    assert (read.asks, read.effects) == ((), ())


def test_what_happens_at_the_gate_reads_it_anew_and_moves_nothing() -> None:
    state = turn(listed(), RowTouched("entry-1")).state
    happened = turn(state, CasesCounted(1))
    assert (happened.asks, happened.effects) == ((CountDesk(),), ())
    again = turn(happened.state, DeskAnswered(KEY, CountDesk(), COUNTS))
    newer = EntryPage((entry(9), *ROWS), None)
    assert turn(again.state, DeskAnswered(KEY, ListDay(), newer)).state.revealed == "entry-1"
    long = listed(tuple(entry(number) for number in range(PAGE_ROWS + 4)))
    assert turn(long, DeskAnswered(KEY, CountDesk(), COUNTS)).asks == (
        ListDay(limit=PAGE_ROWS + 4),
    )
    longer = listed(tuple(entry(number) for number in range(MOST_KEPT + 1)))
    assert turn(longer, DeskAnswered(KEY, CountDesk(), COUNTS)).asks == ()


def test_a_touch_reveals_a_row_and_leaves_a_trace_and_a_second_one_opens_the_person() -> None:
    revealed = turn(listed(), RowTouched("entry-1"))
    assert revealed.state.revealed == "entry-1"
    assert revealed.asks == (NoteLook(Look.UNMASKING, "person-1"),)
    assert revealed.effects == (WAIT,)
    assert turn(revealed.state, DeskAnswered(KEY, revealed.asks[0], LookNoted())).asks == ()
    other = turn(revealed.state, RowTouched("entry-2"))
    assert (other.state.revealed, other.go) == ("entry-2", None)
    opened = turn(revealed.state, RowTouched("entry-1"))
    assert (opened.go, opened.asks) == (Push(Person("person-1")), ())
    nobody = turn(listed((entry(5, None),)), RowTouched("entry-5"))
    assert (nobody.asks, turn(nobody.state, RowTouched("entry-5")).go) == ((), None)
    assert turn(listed(), RowTouched("entry-99")) == Turn(listed())


def test_back_on_top_nothing_is_revealed() -> None:
    back = turn(listed(), RowTouched("entry-1"), PanelChosen(ListPanel.FILTERS), PageShown()).state
    assert (back.revealed, back.panel, back.rows) == ("", ListPanel.NONE, ROWS)


def test_untouched_it_is_covered_where_the_queue_can_see_it() -> None:
    covered = turn(listed(), RowTouched("entry-1"), TimerFired(TimerName.DESK_PAGE, KEY)).state
    assert (covered.is_covered, covered.revealed) == (True, "")
    assert turn(covered, RowTouched("entry-1")).state == covered
    open_again = turn(covered, ListUncovered())
    assert (open_again.state.is_covered, open_again.effects) == (False, (WAIT,))
    own = replace(MOMENT, can_be_overlooked=False)
    assert advance(listed(), RowTouched("entry-1"), own).effects == ()
    assert advance(listed(), PageShown(), own).effects == ()
    late = advance(listed(), TimerFired(TimerName.DESK_PAGE, KEY), own)
    assert not late.state.is_covered


def test_tabs_and_filters_are_other_lists() -> None:
    inside = turn(listed(), RowTouched("entry-1"), TabChosen(ListTab.INSIDE))
    assert (inside.state.rows, inside.state.is_read, inside.state.revealed) == ((), False, "")
    assert inside.asks == (ListInside(),)
    read = turn(inside.state, DeskAnswered(KEY, ListInside(), InsidePage((INSIDE,), None)))
    assert read.state.rows == (INSIDE,)
    assert turn(read.state, RowTouched("person-7")).asks == (NoteLook(Look.UNMASKING, "person-7"),)
    marked = turn(read.state, PanelChosen(ListPanel.FILTERS), MarkChosen(EntryMark.NO_PHONE))
    assert marked.asks == (ListDay(mark=EntryMark.NO_PHONE),)
    assert (marked.state.tab, marked.state.panel) == (ListTab.DAY, ListPanel.NONE)
    assert turn(marked.state, MarkChosen(None)).asks == (ListDay(),)
    closed = turn(marked.state, PanelChosen(ListPanel.DAYS), PanelChosen(ListPanel.DAYS))
    assert closed.state.panel is ListPanel.NONE


def test_an_answer_of_another_list_changes_nothing() -> None:
    state = turn(listed(), MarkChosen(EntryMark.NO_PHONE)).state
    for asked, page in (
        (ListDay(), EntryPage(ROWS, None)),
        (ListInside(), InsidePage((INSIDE,), None)),
        (ListDay(mark=EntryMark.NO_PHONE, after=PLACE), EntryPage(ROWS, None)),
    ):
        assert turn(state, DeskAnswered(KEY, asked, page)).state == state


def test_the_end_of_the_list_reads_on() -> None:
    state = listed(following=PLACE)
    more = turn(state, EndReached())
    assert more.asks == (ListDay(after=PLACE),)
    page = EntryPage((entry(8),), None)
    longer = turn(more.state, DeskAnswered(KEY, ListDay(after=PLACE), page)).state
    assert longer.rows == (*ROWS, entry(8))
    assert turn(longer, EndReached()) == Turn(longer)


def test_days_before_yesterday_ask_why() -> None:
    yesterday, old = TODAY - timedelta(days=1), TODAY - timedelta(days=2)
    assert turn(listed(), DayChosen(yesterday)).asks == (ListDay(yesterday),)
    assert turn(listed(), DayChosen(TODAY)).asks == (ListDay(),)
    assert turn(DayList(), DayChosen(TODAY)) == Turn(DayList()), "nothing is known yet"
    asking = turn(listed(), PanelChosen(ListPanel.DAYS), DayChosen(old))
    assert (asking.state.panel, asking.asks) == (ListPanel.REASONS, ())
    shown = turn(asking.state, DayReasonChosen(LookReason.TRACING))
    assert shown.asks == (
        NoteLook(Look.EARLIER_DAY, day=old, reason=LookReason.TRACING),
        ListDay(old),
    )
    assert (shown.state.day, shown.state.panel, shown.state.wanted) == (old, ListPanel.NONE, None)
    given_up = turn(asking.state, PanelChosen(ListPanel.DAYS))
    assert turn(given_up.state, DayReasonChosen(LookReason.REPORT)) == Turn(given_up.state)


def test_a_key_begins_a_search() -> None:
    begun = turn(listed(), SearchBegun("9"))
    assert begun.go == Push(SearchPage(text="9"))
    assert turn(listed(), SearchBegun("", True)).go == Push(SearchPage(is_lettered=True))


def test_tabs_and_buttons_lead_to_pages_of_their_own() -> None:
    pages = {way: turn(listed(), WayTaken(way)).go for way in ListWay}
    assert pages == {
        ListWay.SUPPORT: Push(SupportList()),
        ListWay.INCOMPLETE: Push(Incomplete()),
        ListWay.PAPER: Push(PaperEntries()),
        ListWay.REPORTS: Push(Reports()),
        ListWay.EVACUATION: Push(Reports(step=AboutToPrint())),
        ListWay.SHIFT_CHECK: Push(ShiftCheck()),
        ListWay.DECLARE: Push(Declare()),
    }


def test_a_storage_that_fails_leaves_what_is_on_show() -> None:
    failed = turn(listed(), DeskFailed(KEY, CountDesk(), DeskProblem.STORAGE))
    assert (failed.state.problem, failed.state.rows) == (DeskProblem.STORAGE, ROWS)
    look = NoteLook(Look.UNMASKING, "person-1")
    assert turn(listed(), DeskFailed(KEY, look, DeskProblem.STORAGE)).state == listed()
    again = turn(failed.state, DeskAnswered(KEY, CountDesk(), COUNTS))
    assert again.state.problem is None


@pytest.mark.parametrize("event", [object(), TimerFired(TimerName.GATE, 1)])
def test_what_is_not_its_own_changes_nothing(event: object) -> None:
    assert turn(listed(), event) == Turn(listed())
