"""The scenes of the day's list and of the search."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from kiosk.domain.desk.asked import Asked, DeskProblem
from kiosk.domain.desk.queries import (
    CountDesk,
    DeskCounts,
    EntryMark,
    EntryPage,
    EntryRow,
    Found,
    InsidePage,
    InsideRow,
    ListDay,
    ListInside,
    PersonRow,
    QuarterHour,
    Search,
)
from kiosk.domain.events import CardShared
from kiosk.domain.people.person import Birth, Sex
from kiosk.domain.station.desk import PageWanted, StaffSignedIn
from kiosk.domain.station.effects import TimerFired, TimerName
from kiosk.domain.station.page import DeskAnswered, DeskFailed
from kiosk.domain.station.pages.day_list import (
    DayChosen,
    DayList,
    DayListTouch,
    ListPanel,
    ListTab,
    PanelChosen,
    RowTouched,
    SearchBegun,
    TabChosen,
)
from kiosk.domain.station.pages.search import KeyboardHidden, SearchKey
from kiosk.domain.visits.decision import Admit, Direction
from ui.showcase import AT, Showcase, demo_session

_MINUTE = timedelta(minutes=1)
_PHONES = ("+84901234415", "+84386213221", "+84386214905", "", "+84912345678")


def answer(showcase: Showcase, asked: Asked[Any], told: object) -> None:
    """Let the page on top hear this."""
    key = showcase.window.station.window.desk.stack[-1].key
    showcase.take(DeskAnswered(key, asked, told))


def demo_counts(first: int = 29) -> DeskCounts:
    """The figures of a busy morning; entries go back for so many days."""
    today = (AT + timedelta(hours=7)).date()
    arrivals = (1, 2, 4, 6, 9, 11, 8, 6, 5, 3)
    quarter = 15 * _MINUTE
    return DeskCounts(
        inside=38,
        entries=214,
        per_minute=6.2,
        waiting=2,
        incomplete=1,
        quarters=tuple(
            QuarterHour(AT - (len(arrivals) - index) * quarter, count)
            for index, count in enumerate(arrivals)
        ),
        today=today,
        first_day=today - timedelta(days=first),
    )


def demo_entries(name: str, count: int = 12) -> tuple[EntryRow, ...]:
    """Entries of people with names of every length."""
    names = ("Nguyễn Văn A", "Trần Thị Bích Ngọc", "Chamaléa Thị Hương", name, "Phạm Bảo Ngọc", "")
    credentials = ("insurance_card", "citizen_card", "slip", "personal_qr", "phone_number", "staff")
    marks = (None, EntryMark.UNVERIFIED, None, EntryMark.NO_PHONE, EntryMark.NOT_SEEN_LEAVING, None)
    return tuple(
        EntryRow(
            entry_id=f"entry-{number}",
            person_id=f"person-{number}" if names[number % 6] else None,
            full_name=names[number % 6],
            birth=Birth(1951 + 7 * (number % 6)) if names[number % 6] else None,
            phone=_PHONES[number % 5],
            direction=Direction.DEPARTURE if number % 3 == 2 else Direction.ARRIVAL,
            at=AT - number * 2 * _MINUTE,
            gate="Cổng A",
            credential=credentials[number % 6],
            method="camera",
            proof="card",
            is_correction=False,
            is_paper=False,
            marks=frozenset() if (mark := marks[number % 6]) is None else frozenset({mark}),
        )
        for number in range(count)
    )


def demo_found(name: str) -> Found:
    """Four people with two words in common, and one with a long name."""
    people = (
        ("Nguyễn Thị Hồng Nhung", 1956, "+84912345678", AT),
        ("Lê Hồng Nhung", 1990, "+84386213221", AT - timedelta(hours=1)),
        ("Huỳnh Thị Hồng Nhung", 1971, "+84942345350", AT - timedelta(days=3)),
        ("Võ Hồng Khánh Nhung", 2001, "", AT - timedelta(days=21)),
        (f"Hồng Nhung {name}", 1962, "+84901234415", None),
    )
    return Found(
        tuple(
            PersonRow(
                person_id=f"person-{number}",
                full_name=full_name,
                birth=Birth(year),
                sex=Sex.FEMALE,
                phone=phone,
                id_number="",
                insurance_number="",
                last_seen=seen,
                last_direction=None if seen is None else Direction.ARRIVAL,
                inside_since=seen if number == 0 else None,
            )
            for number, (full_name, year, phone, seen) in enumerate(people)
        ),
        is_cut=False,
    )


def _open(showcase: Showcase, *touches: DayListTouch | CardShared, count: int = 12) -> None:
    """The day's list as it is read, after these touches."""
    showcase.take(StaffSignedIn(demo_session()), PageWanted(DayList()))
    answer(showcase, CountDesk(), demo_counts())
    answer(showcase, ListDay(), EntryPage(demo_entries(showcase.name, count), None))
    showcase.take(*touches)


def _inside(showcase: Showcase) -> None:
    _open(showcase, TabChosen(ListTab.INSIDE))
    rows = tuple(
        InsideRow(
            row.person_id or "", row.full_name, row.birth, row.phone, row.at, "Cổng khu khám bệnh"
        )
        for row in demo_entries(showcase.name, 5)
    )
    answer(showcase, ListInside(), InsidePage(rows, None))


def _covered(showcase: Showcase) -> None:
    _open(showcase)
    key = showcase.window.station.window.desk.stack[-1].key
    showcase.take(TimerFired(TimerName.DESK_PAGE, key))


def _unread(showcase: Showcase) -> None:
    showcase.take(StaffSignedIn(demo_session()), PageWanted(DayList()))
    key = showcase.window.station.window.desk.stack[-1].key
    showcase.take(DeskFailed(key, CountDesk(), DeskProblem.STORAGE))


def _band(showcase: Showcase) -> None:
    _open(showcase, RowTouched("entry-2"))
    showcase.decide(Admit(Direction.ARRIVAL))


def _search(showcase: Showcase, text: str, *, is_lettered: bool, found: Found | None) -> None:
    _open(showcase, SearchBegun("", is_lettered))
    showcase.take(*(SearchKey(key) for key in text))
    if found is not None:
        answer(showcase, Search(text), found)


def _reasons(showcase: Showcase) -> None:
    day = demo_counts().today - timedelta(days=9)
    _open(showcase, PanelChosen(ListPanel.DAYS), DayChosen(day))


def _search_hidden(showcase: Showcase) -> None:
    _search(showcase, "hong nhung", is_lettered=True, found=demo_found(showcase.name))
    showcase.take(KeyboardHidden(True))


LIST_SCENES: dict[str, Callable[[Showcase], None]] = {
    "desk-list": lambda showcase: _open(showcase, RowTouched("entry-2")),
    "desk-list-long-name": lambda showcase: _open(showcase, RowTouched("entry-3")),
    "desk-list-empty": lambda showcase: _open(showcase, count=0),
    "desk-list-unread": _unread,
    "desk-list-band": _band,
    "desk-list-card": lambda showcase: _open(showcase, CardShared("card")),
    "desk-list-inside": _inside,
    "desk-list-covered": _covered,
    "desk-list-filters": lambda showcase: _open(showcase, PanelChosen(ListPanel.FILTERS)),
    "desk-list-days": lambda showcase: _open(showcase, PanelChosen(ListPanel.DAYS)),
    "desk-list-reasons": _reasons,
    "desk-search": lambda showcase: _search(
        showcase, "hong nhung", is_lettered=True, found=demo_found(showcase.name)
    ),
    "desk-search-digits": lambda showcase: _search(
        showcase, "0912", is_lettered=False, found=demo_found(showcase.name)
    ),
    "desk-search-nobody": lambda showcase: _search(
        showcase, "xyz", is_lettered=True, found=Found((), is_cut=False)
    ),
    "desk-search-empty": lambda showcase: _search(showcase, "", is_lettered=False, found=None),
    "desk-search-hidden": _search_hidden,
}
"""By the name each picture gets."""
