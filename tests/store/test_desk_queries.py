"""What the desk's pages read: days, who is inside, cases, figures, one person."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from kiosk.domain.desk.queries import (
    CountDesk,
    EntryMark,
    ListCases,
    ListDay,
    ListIncomplete,
    ListInside,
    ListVisits,
    Look,
    QuarterHour,
    Search,
    ShowPerson,
    VisitKind,
)
from kiosk.domain.people.person import Identifier, IdentifierKind, Person, Sex
from kiosk.domain.people.visitor import VisitorKind
from kiosk.domain.staff.trail import StaffDeed, TrailEntry
from kiosk.domain.visits.decision import Direction
from kiosk.ports.verifications import PendingArrival
from kiosk.store.queries.desk import _ANSWERS
from kiosk.store.queries.reader import Reader, open_reader
from kiosk.store.store import SqliteStore
from sync.protocol.feeds import FeedItem, FeedName
from sync.protocol.records import format_at
from tests.support.core_sync_store import make_line, page
from tests.support.desk_rows import (
    CLOSING,
    DAY,
    HOUR,
    MINUTE,
    OPEN,
    PHONE,
    TODAY,
    ZONE,
    add,
    phone,
    record,
    rows,
)
from tests.support.store import AT, citizen, entry, meet, open_in, scan


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    opened = open_in(tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def reader(store: SqliteStore, tmp_path: Path) -> Iterator[Reader]:
    opened = open_reader(tmp_path, tmp_path / "store.key", ZONE)
    yield opened
    opened.close()


def test_a_days_entries_page_newest_first(store: SqliteStore, reader: Reader) -> None:
    ids = [scan(store, number, at=AT + number // 2 * MINUTE).id for number in range(7)]
    seen: list[str] = []
    query = ListDay(limit=3)
    while True:
        answer = reader.answer(query, OPEN, AT)
        seen += [row.entry_id for row in answer.rows]
        if answer.next is None:
            break
        query = replace(query, after=answer.next)
    assert seen == ids[::-1]
    (row,) = rows(reader, ListDay(limit=1))
    assert (row.full_name, str(row.birth), row.direction, row.at, row.gate, row.proof) == (
        "Chamaléa Thị Hương",
        "1990-01-02",
        Direction.ARRIVAL,
        AT + 3 * MINUTE,
        "Cổng A",
        "card",
    )
    assert (row.credential, row.method, row.is_paper) == ("citizen_card", "camera", False)


def test_the_last_page_says_so(store: SqliteStore, reader: Reader) -> None:
    for number in range(4):
        scan(store, number)
    first = reader.answer(ListDay(limit=2), OPEN, AT)
    assert first.next is not None
    assert reader.answer(ListDay(limit=2, after=first.next), OPEN, AT).next is None
    assert reader.answer(ListDay(limit=4), OPEN, AT).next is None


def test_a_corrected_entry_is_replaced(store: SqliteStore, reader: Reader) -> None:
    wrong = scan(store, 1)
    with store.transaction() as step:
        body = entry(Direction.DEPARTURE, ref=wrong.id)
        right = step.append(*body, AT + HOUR, person_id=meet(step, 1).id)
    (row,) = rows(reader, ListDay())
    assert (row.entry_id, row.direction, row.at) == (right.id, Direction.DEPARTURE, AT)
    assert row.is_correction
    assert reader.answer(CountDesk(), OPEN, AT).entries == 1


def test_a_day_is_the_venues(store: SqliteStore, reader: Reader) -> None:
    last_of_june = AT.replace(month=6, day=30, hour=16, minute=59)
    late = scan(store, 1, at=last_of_june)
    early = scan(store, 2, at=last_of_june + MINUTE)
    assert [row.entry_id for row in rows(reader, ListDay(date(2026, 6, 30)))] == [late.id]
    assert [row.entry_id for row in rows(reader, ListDay(TODAY))] == [early.id]
    assert rows(reader, ListDay()) == rows(reader, ListDay(TODAY))
    counts = reader.answer(CountDesk(), OPEN, AT)
    assert (counts.entries, counts.first_day) == (1, date(2026, 6, 30))


def test_linked_people_are_shown_as_the_oldest(store: SqliteStore, reader: Reader) -> None:
    one, two = add(store, "Chamaléa Thị Hương"), add(store, "CHAMALEA THI HUONG")
    record(store, two, AT)
    with store.transaction() as step:
        step.people.link([one.id, two.id], "staff", "desk", AT)
    (row,) = rows(reader, ListDay())
    assert (row.person_id, row.full_name) == (one.id, "Chamaléa Thị Hương")


def test_what_is_still_to_be_done_is_marked_and_filtered(
    store: SqliteStore, reader: Reader
) -> None:
    stays, left, twice, called, by_phone = (
        add(store, f"Lê {word}", *numbers)
        for word, numbers in (
            ("Một", ()),
            ("Hai", (phone(),)),
            ("Ba", (phone("+84912345679"),)),
            ("Bốn", (phone("+84912345670"),)),
            ("Năm", (phone("+84912345671"),)),
        )
    )
    morning = AT - 20 * HOUR
    record(store, stays, morning)
    record(store, left, morning)
    record(store, left, morning + HOUR, Direction.DEPARTURE)
    first = record(store, twice, morning)
    record(store, twice, morning + 2 * HOUR)
    pending = record(store, called, AT - HOUR, proof="staff")
    with store.transaction() as step:
        step.verifications.open(PendingArrival(pending, called.id, PHONE, False, AT - HOUR))
    record(store, by_phone, AT - HOUR, proof="otp")
    yesterday = TODAY - DAY
    marks = {
        (row.full_name, row.direction): row.marks
        for row in rows(reader, ListDay(yesterday))
        if row.entry_id != first
    }
    assert marks == {
        ("Lê Một", Direction.ARRIVAL): {EntryMark.NO_PHONE, EntryMark.NOT_SEEN_LEAVING},
        ("Lê Hai", Direction.ARRIVAL): set(),
        ("Lê Hai", Direction.DEPARTURE): set(),
        ("Lê Ba", Direction.ARRIVAL): {EntryMark.NOT_SEEN_LEAVING},
    }
    found = rows(reader, ListDay(yesterday, EntryMark.NOT_SEEN_LEAVING))
    assert sorted(row.full_name for row in found) == ["Lê Ba", "Lê Ba", "Lê Một"]
    assert [row.full_name for row in rows(reader, ListDay(yesterday, EntryMark.NO_PHONE))] == [
        "Lê Một"
    ]
    assert [row.full_name for row in rows(reader, ListDay(None, EntryMark.UNVERIFIED))] == [
        "Lê Bốn"
    ]
    with store.transaction() as step:
        step.verifications.settle(pending, "call")
    assert rows(reader, ListDay(None, EntryMark.UNVERIFIED)) == []
    assert rows(reader, ListDay(None, EntryMark.NOT_SEEN_LEAVING)) == []
    evening = AT.replace(hour=11)
    closed = rows(reader, ListDay(None, EntryMark.NOT_SEEN_LEAVING), evening, CLOSING)
    assert sorted(row.full_name for row in closed) == ["Lê Bốn", "Lê Năm"]


def test_a_filter_pages_over_what_it_leaves_out(store: SqliteStore, reader: Reader) -> None:
    here = add(store, "Lê Một", phone())
    with store.transaction() as step:
        for number in range(450):
            who = here if number % 45 else meet(step, number)
            step.append(*entry(), AT + number * MINUTE / 60, person_id=who.id)
    query = ListDay(mark=EntryMark.NO_PHONE, limit=4)
    sizes = []
    while True:
        answer = reader.answer(query, OPEN, AT)
        sizes.append(len(answer.rows))
        if answer.next is None:
            break
        query = replace(query, after=answer.next)
    assert sizes == [4, 4, 2]


# --- who is inside --------------------------------------------------------------------------------


def test_who_is_inside_the_newest_first(store: SqliteStore, reader: Reader) -> None:
    for number in range(5):
        scan(store, number, at=AT + number // 2 * MINUTE)
    scan(store, 3, Direction.DEPARTURE, AT + HOUR)
    now = AT + 2 * HOUR
    pages = []
    query = ListInside(limit=2)
    while True:
        answer = reader.answer(query, OPEN, now)
        pages.append([row.since for row in answer.rows])
        if answer.next is None:
            break
        query = replace(query, after=answer.next)
    assert pages == [[AT + 2 * MINUTE, AT + MINUTE], [AT, AT]]
    assert reader.answer(CountDesk(), OPEN, now).inside == 4
    assert reader.answer(CountDesk(), OPEN, AT + 16 * HOUR + MINUTE).inside == 1
    assert reader.answer(CountDesk(), CLOSING, AT.replace(hour=10, minute=59)).inside == 4
    assert reader.answer(CountDesk(), CLOSING, AT.replace(hour=11)).inside == 0


def test_what_the_hub_told_of_other_gates_counts(tmp_path: Path) -> None:
    store = open_in(tmp_path)
    here, gone, elsewhere, stranger = (
        add(store, f"Lê {word}") for word in ("Một", "Hai", "Ba", "Bốn")
    )
    record(store, here, AT)
    record(store, gone, AT)
    clock = store.clock
    line = make_line(store, clock)  # type: ignore[arg-type]

    def told(person: Person, at: datetime, *, inside: bool, key: int) -> None:
        body = {
            "person": person.id,
            "inside": inside,
            "at": format_at(at),
            "gate": "Cổng B",
            "entry": f"00000000-0000-7000-8000-{key:012d}",
        }
        item = FeedItem(f"presence:{person.id}", key, key, body)
        line.port.feeds.apply_page(FeedName.PRESENCE, page(item))

    told(here, AT - HOUR, inside=False, key=1)
    told(gone, AT + HOUR, inside=False, key=2)
    told(elsewhere, AT + MINUTE, inside=True, key=3)
    told(stranger, AT - 20 * HOUR, inside=True, key=4)
    reader = open_reader(tmp_path, tmp_path / "store.key", ZONE)
    found = reader.answer(ListInside(), OPEN, AT + 2 * HOUR).rows
    assert [(row.full_name, row.gate) for row in found] == [
        ("Lê Ba", "Cổng B"),
        ("Lê Một", "Cổng A"),
    ]
    shown = reader.answer(ShowPerson(elsewhere.id), OPEN, AT + 2 * HOUR)
    assert shown is not None
    assert (shown.inside_since, shown.inside_gate) == (AT + MINUTE, "Cổng B")
    (marked,) = rows(reader, ListDay(TODAY, EntryMark.NOT_SEEN_LEAVING), AT + 30 * HOUR)
    reader.close()
    store.close()
    assert marked.person_id == here.id


# --- incomplete, cases, figures -------------------------------------------------------------------


def test_emergencies_are_to_be_completed(store: SqliteStore, reader: Reader) -> None:
    first = record(store, None, AT - 3 * DAY, emergency="open")
    newer = record(store, None, AT, emergency="open")
    given_up = record(store, None, AT, emergency="open")
    record(store, None, AT, emergency="unidentified", ref=given_up)
    scan(store, 1)
    answer = reader.answer(ListIncomplete(), OPEN, AT)
    assert [(row.entry_id, row.gate, row.sex, row.age) for row in answer.rows] == [
        (newer, "Cổng A", None, None),
        (first, "Cổng A", None, None),
    ]
    one = reader.answer(ListIncomplete(limit=1), OPEN, AT)
    assert [row.entry_id for row in one.rows] == [newer]
    other = reader.answer(ListIncomplete(one.next, limit=1), OPEN, AT)
    assert ([row.entry_id for row in other.rows], other.next) == ([first], None)
    described = record(store, None, AT, emergency="open", ref=first, seen={"sex": "male"})
    found = reader.answer(ListIncomplete(), OPEN, AT).rows
    assert [(row.entry_id, row.at) for row in found] == [(newer, AT), (described, AT - 3 * DAY)]
    assert found[1].sex is Sex.MALE
    with store.transaction() as step:
        step.append(*entry(ref=described), AT, person_id=meet(step, 1).id)
    assert [row.entry_id for row in reader.answer(ListIncomplete(), OPEN, AT).rows] == [newer]
    assert reader.answer(CountDesk(), OPEN, AT).incomplete == 1


def test_what_was_voided_is_nobodys(store: SqliteStore, reader: Reader) -> None:
    wrong = scan(store, 1)
    scan(store, 2)
    with store.transaction() as step:
        record_type, body = entry(ref=wrong.id)
        step.append(record_type, {**body, "void": True}, AT)
        person = meet(step, 1)
    assert [row.person_id == person.id for row in rows(reader, ListDay())] == [False]
    counts = reader.answer(CountDesk(), OPEN, AT)
    assert (counts.entries, counts.inside) == (1, 1)
    shown = reader.answer(ShowPerson(person.id), OPEN, AT)
    assert shown is not None
    assert (shown.last, shown.inside_since, shown.timeline.days) == (None, None, ())


def test_inpatients_stay_until_they_are_discharged(store: SqliteStore, reader: Reader) -> None:
    scan(store, 1)
    scan(store, 2)
    with store.transaction() as step:
        step.people.update(replace(meet(step, 1), visitor=VisitorKind.INPATIENT), AT)
        patient = meet(step, 1)
    later = AT + 5 * DAY
    assert [row.person_id for row in reader.answer(ListInside(), CLOSING, later).rows] == [
        patient.id
    ]
    assert reader.answer(CountDesk(), CLOSING, later).inside == 1
    (left,) = rows(reader, ListDay(TODAY, EntryMark.NOT_SEEN_LEAVING), later, CLOSING)
    assert left.person_id != patient.id
    shown = reader.answer(ShowPerson(patient.id), CLOSING, later)
    assert shown is not None
    assert (shown.kind, shown.inside_since) == (VisitorKind.INPATIENT, AT)
    (found,) = reader.answer(Search("999000000001"), CLOSING, later).people
    assert found.inside_since == AT


def test_cases_that_wait_and_those_of_today_that_are_done(
    store: SqliteStore, reader: Reader
) -> None:
    person = add(store, "Lê Một", phone())
    ids: list[str] = []
    for at in (AT - 2 * DAY, AT - HOUR, AT, AT):
        with store.transaction() as step:
            body = {"reason": "no_code", "lane": "gate", "gate": "Cổng A", "number": len(ids) + 1}
            ids.append(step.append("support", body, at, person_id=person.id).id)
    for case, at in ((0, AT - DAY), (1, AT - MINUTE), (2, AT)):
        with store.transaction() as step:
            step.append("support_closed", {"ref": ids[case], "outcome": "left"}, at)
    cases = reader.answer(ListCases(), OPEN, AT)
    assert [(row.case_id, row.number, row.full_name, row.gate) for row in cases.waiting] == [
        (ids[3], 4, "Lê Một", "Cổng A")
    ]
    assert (cases.waiting[0].closed_at, cases.waiting[0].outcome) == (None, "")
    with store.transaction() as step:
        step.cases.acknowledge(ids[3], "staff-1", AT)
    assert cases.waiting[0].taken_by == ""
    assert reader.answer(ListCases(), OPEN, AT).waiting[0].taken_by == "staff-1"
    assert [(row.case_id, row.outcome, row.closed_at) for row in cases.closed] == [
        (ids[2], "left", AT),
        (ids[1], "left", AT - MINUTE),
    ]
    assert cases.closed_count == 2
    assert reader.answer(CountDesk(), OPEN, AT).waiting == 1


def test_the_figures_of_the_header(store: SqliteStore, reader: Reader) -> None:
    assert reader.answer(CountDesk(), OPEN, AT).quarters == ()
    for number, minutes in enumerate((-45, -44, -31, -4, -3, -2)):
        scan(store, number, at=AT + minutes * MINUTE)
    scan(store, 0, Direction.DEPARTURE, AT - MINUTE)
    counts = reader.answer(CountDesk(), OPEN, AT)
    assert (counts.entries, counts.inside, counts.per_minute) == (7, 5, 4 / 5)
    quarter = timedelta(minutes=15)
    assert counts.quarters == tuple(
        QuarterHour(AT + (index - 3) * quarter, arrivals)
        for index, arrivals in enumerate((3, 0, 3, 0))
    )
    assert counts.first_day == TODAY


# --- one person -----------------------------------------------------------------------------------


def test_a_persons_page(store: SqliteStore, reader: Reader) -> None:
    person = add(store, "Nguyễn Thị Hồng Nhung", citizen(1), phone())
    other = add(store, "Nguyễn Văn Tùng", phone())
    linked = add(store, "NGUYEN THI HONG NHUNG", citizen(2))
    with store.transaction() as step:
        step.people.tie(person.id, Identifier(IdentifierKind.SLIP, "12"), "slip", AT)
        step.people.link([person.id, linked.id], "staff", "desk", AT)
    arrival = record(store, linked, AT - MINUTE)
    shown = reader.answer(ShowPerson(linked.id), OPEN, AT)
    assert shown is not None
    assert (shown.person_id, shown.details.full_name) == (person.id, "Nguyễn Thị Hồng Nhung")
    assert shown.identifiers == (citizen(1), citizen(2), phone())
    assert (shown.inside_since, shown.inside_gate) == (AT - MINUTE, "Cổng A")
    assert shown.last is not None
    assert shown.last.entry_id == arrival
    assert [one.person_id for one in shown.same_phone] == [other.id]
    assert [(one.person_id, one.details.full_name) for one in shown.linked] == [
        (linked.id, "NGUYEN THI HONG NHUNG")
    ]
    assert (shown.last_look, shown.kind) == (None, VisitorKind.VISITOR)
    with store.transaction() as step:
        for minutes, person_id in ((9, linked.id), (0, person.id)):
            at = AT - minutes * MINUTE
            step.trail.add(TrailEntry(StaffDeed.PERSON_OPENED, at, "staff-1", person_id))
    again = reader.answer(ShowPerson(person.id), OPEN, AT)
    assert again is not None
    assert again.last_look == Look("staff-1", AT - 9 * MINUTE)
    assert reader.answer(ShowPerson("nobody"), OPEN, AT) is None
    assert reader.answer(ListVisits("nobody"), OPEN, AT).days == ()
    unseen = reader.answer(ShowPerson(other.id), OPEN, AT)
    assert unseen is not None
    assert (unseen.last, unseen.inside_since, unseen.timeline.days) == (None, None, ())


def test_a_timeline_pages_by_day_and_says_what_nobody_saw(
    store: SqliteStore, reader: Reader
) -> None:
    person = add(store, "Lê Một")
    for days in range(7, 0, -1):
        record(store, person, AT - days * DAY)
        if days % 2:
            record(store, person, AT - days * DAY + HOUR, Direction.DEPARTURE)
    record(store, person, AT - 30 * MINUTE)
    record(store, person, AT)
    first = reader.answer(ListVisits(person.id, days=3), CLOSING, AT + HOUR)
    assert [day.day for day in first.days] == [TODAY, TODAY - DAY, TODAY - 2 * DAY]
    kinds = [[(visit.kind.value, visit.at) for visit in day.visits] for day in first.days]
    closing = datetime(2026, 6, 29, 11, tzinfo=UTC)
    assert kinds == [
        [
            ("arrival", AT),
            ("not_seen_leaving", AT),
            ("arrival", AT - 30 * MINUTE),
        ],
        [("departure", AT - DAY + HOUR), ("arrival", AT - DAY)],
        [("not_seen_leaving", closing), ("arrival", AT - 2 * DAY)],
    ]
    assert first.next == TODAY - 2 * DAY
    rest = reader.answer(ListVisits(person.id, before=first.next, days=9), CLOSING, AT)
    assert [day.day for day in rest.days] == [TODAY - days * DAY for days in range(3, 8)]
    assert rest.next is None
    assert rest.days[1].visits[0].kind is VisitKind.NOT_SEEN_LEAVING


def test_every_question_has_its_answer(reader: Reader) -> None:
    with pytest.raises(KeyError):
        reader.answer(object(), OPEN, AT)  # type: ignore[arg-type]
    assert len(_ANSWERS) == 17
