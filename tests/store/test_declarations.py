"""Declarations and drafts in the database: read, purged, erased, written anew, checked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from kiosk.base.clock import ManualClock
from kiosk.domain.declaration.declaration import Declarant, DeclaredPhone, FormVersion
from kiosk.domain.desk.declaration_queries import (
    Alike,
    CheckDeclarations,
    DeclarationState,
    DraftRow,
    Drafts,
    FindAlike,
    ListDrafts,
    ShowDraft,
    StoredDraft,
)
from kiosk.domain.people.person import Birth, Identifier, IdentifierKind, Person, PersonDetails
from kiosk.domain.people.visitor import VisitorKind
from kiosk.domain.venue import Policy
from kiosk.ports.declarations import Draft
from kiosk.store.check import check_store
from kiosk.store.checks.report import ProblemKind
from kiosk.store.connection import open_store
from kiosk.store.key import load_key
from kiosk.store.queries.reader import Reader, open_reader
from kiosk.store.queries.reports import read_day_totals
from kiosk.store.store import SqliteStore
from sync.protocol.asking import DeclarationStatus
from sync.protocol.bodies import SupportOutcome
from sync.protocol.case_bodies import support_body, support_closed_body
from sync.protocol.declaration_bodies import Relation, Screening
from sync.protocol.digest import DigestAnswer
from sync.protocol.envelope import RecordStatus
from sync.protocol.feeds import FeedItem, FeedName
from sync.protocol.policy import DeclarationRule
from sync.protocol.records import format_at
from tests.support.core_sync_store import Line, make_line, page
from tests.support.declarations import a_declaration
from tests.support.desk_rows import DAY, HOUR, OPEN, TODAY, ZONE
from tests.support.plain_pages import plain_text
from tests.support.store import AT, details, entry, raw

REQUIRED = Policy(declaration=DeclarationRule.REQUIRED)


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(AT)


@pytest.fixture
def store(tmp_path: Path, clock: ManualClock) -> Iterator[SqliteStore]:
    opened = open_store(tmp_path, tmp_path / "store.key", clock)
    yield opened
    opened.close()


@pytest.fixture
def reader(store: SqliteStore, tmp_path: Path) -> Iterator[Reader]:
    opened = open_reader(tmp_path, tmp_path / "store.key", ZONE)
    yield opened
    opened.close()


def add(store: SqliteStore, told: PersonDetails) -> Person:
    with store.transaction() as step:
        return step.people.add(told, store.clock.now())


def declare(store: SqliteStore, person: Person, **more: Any) -> str:
    with store.transaction() as step:
        body = a_declaration(**more)
        return step.append("declaration", body, store.clock.now(), person_id=person.id).id


def problems(store: SqliteStore) -> set[ProblemKind]:
    assert store.path is not None
    report = check_store(store.path, load_key(store.path.with_name("store.key")))
    return {problem.kind for problem in report.problems}


def count(store: SqliteStore, table: str) -> int:
    return int(store.connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def save(store: SqliteStore, title: str, by: str = "", **more: str) -> str:
    with store.transaction() as step:
        draft = Draft("", "{}", title, store.clock.now(), by, **more)
        return step.declarations.save_draft(draft)


def test_drafts_are_listed_the_newest_first_and_shown_whole(
    store: SqliteStore, reader: Reader, clock: ManualClock
) -> None:
    assert reader.answer(ListDrafts(), OPEN, AT) == Drafts(())
    first = save(store, "K'Brếp", "account-1", case_id="case-1")
    clock.advance(60)
    second = save(store, "")
    rows = (
        DraftRow(second, "", AT + timedelta(minutes=1), ""),
        DraftRow(first, "K'Brếp", AT, "account-1", "case-1"),
    )
    assert reader.answer(ListDrafts(), OPEN, AT) == Drafts(rows)
    assert reader.answer(ShowDraft(first), OPEN, AT) == StoredDraft(rows[1], "{}")
    assert reader.answer(ShowDraft("nothing"), OPEN, AT) is None


def test_who_may_be_the_same_is_found_by_number_and_by_name(
    store: SqliteStore, reader: Reader
) -> None:
    form = PersonDetails("NGUYEN VAN MAU", Birth(1980), id_number="058080000001")
    assert reader.answer(FindAlike(form), OPEN, AT) == Alike(())
    near = add(store, PersonDetails("Nguyễn Văn Mẫu", Birth(1981)))
    same = add(store, PersonDetails("Nguyễn Văn Mẫu", Birth(1980)))
    add(store, PersonDetails("Nguyễn Văn Mẫu", Birth(1950)))
    named = add(store, details("Lê Thị Khác"))
    with store.transaction() as step:
        number = Identifier(IdentifierKind.CITIZEN_ID, form.id_number)
        step.people.tie(named.id, number, "card", AT)
    found = [row.person_id for row in reader.answer(FindAlike(form), OPEN, AT).people]
    assert (set(found), found[0]) == ({named.id, near.id, same.id}, same.id)
    unborn = reader.answer(FindAlike(replace(form, birth=None)), OPEN, AT).people
    assert len(unborn) == 4
    assert reader.answer(FindAlike(PersonDetails()), OPEN, AT) == Alike(())


def test_how_a_declaration_stands_is_told_without_its_answers(
    store: SqliteStore, reader: Reader
) -> None:
    person, other, house = (add(store, details(name)) for name in ("K'Brếp", "K'Brơi", "Kpă"))
    with store.transaction() as step:
        step.people.update(replace(house, visitor=VisitorKind.STAFF), AT)
    declare(store, person)
    query = CheckDeclarations((person.id, other.id, house.id, "nobody"))
    first, second, third, fourth = reader.answer(query, REQUIRED, AT)
    assert first == DeclarationState(
        person.id,
        DeclarationStatus.VALID,
        False,
        AT + HOUR,
        FormVersion("domestic", 3),
        Declarant(Relation.PARENT, "Trần Thị Mẫu", "+84900000009"),
        DeclaredPhone(Relation.CHILD),
    )
    assert second == DeclarationState(other.id, DeclarationStatus.NONE, True)
    assert (third.is_needed, fourth.is_needed) == (False, True)
    late = reader.answer(query, REQUIRED, AT + 2 * HOUR)[0]
    assert (late.status, late.is_needed) == (DeclarationStatus.EXPIRED, True)
    assert not any(one.is_needed for one in reader.answer(query, OPEN, AT + 2 * HOUR))
    with store.transaction() as step:
        step.people.link([person.id, other.id], "said_so", "account-1", AT)
        body = a_declaration()
        del body["phone"]
        step.append("declaration", body, AT, person_id=other.id)
        assert len(step.declarations.in_force(other.id, AT)) == 2
    for one in reader.answer(query, REQUIRED, AT)[:2]:
        assert (one.status, one.phone) == (DeclarationStatus.VALID, None)


def test_of_a_purged_body_only_the_time_is_told(store: SqliteStore, reader: Reader) -> None:
    person = add(store, details("K'Brếp"))
    declare(store, person)
    store.connection.execute("UPDATE outbox SET state = 'acked'")
    store.connection.execute("DELETE FROM bodies WHERE pos = 2")
    (told,) = reader.answer(CheckDeclarations((person.id,)), REQUIRED, AT)
    assert told == DeclarationState(person.id, DeclarationStatus.VALID, False, AT + HOUR)
    assert problems(store) == set()


# What is purged and erased.


@pytest.fixture
def line(store: SqliteStore, clock: ManualClock) -> Line:
    return make_line(store, clock)


def settle(line: Line, days: int) -> None:
    """So many days later everything is at the hub, and proven there."""
    line.clock.advance(days * DAY.total_seconds())
    line.ack_all()
    closed = line.port.outbox.digests(line.clock.now().date())
    agreed = tuple((day.ledger, day.day) for day in closed)
    line.port.outbox.note_digest(DigestAnswer(agreed, ()))


@pytest.mark.fault("P1")
def test_a_declaration_is_purged_once_it_holds_no_more(line: Line, store: SqliteStore) -> None:
    person = add(store, details("Pi Năng Thị Sấm"))
    declare(store, person, until=AT + 5 * DAY)
    settle(line, 3)
    line.port.outbox.purge(AT + 2 * DAY)
    assert (count(store, "declarations"), count(store, "people")) == (1, 1)
    settle(line, 3)
    line.port.outbox.purge(AT + 2 * DAY)
    for table in ("declarations", "bodies", "people"):
        assert count(store, table) == 0, table
    assert problems(store) == set()


def test_what_staff_declared_is_counted_by_day_and_outlives_the_purge(
    line: Line, store: SqliteStore
) -> None:
    person = add(store, details("Pi Năng Thị Sấm"))
    declare(store, person)
    with store.transaction() as step:
        body = {**a_declaration(), "how": "self"}
        step.append("declaration", body, AT, person_id=person.id)

    def declared_for() -> int:
        totals = read_day_totals(store.connection, ZONE, OPEN, TODAY, line.clock.now())
        return totals.declared_for

    assert declared_for() == 1
    line.port.feeds.apply_page(FeedName.REVOCATIONS, page(FeedItem(f"erase:{person.id}", 1, 1, {})))
    assert declared_for() == 1
    settle(line, 3)
    line.port.outbox.purge(AT + 2 * DAY)
    assert (count(store, "declarations"), declared_for()) == (0, 1)
    assert problems(store) == set()


@pytest.mark.fault("S21")
def test_an_erasure_takes_declarations_and_drafts_along(line: Line, store: SqliteStore) -> None:
    person, other = add(store, details("Pi Năng Thị Sấm")), add(store, details("K'Brếp"))
    declare(store, person)
    declare(store, other)
    with store.transaction() as step:
        about = f'{{"person": "{person.id}", "name": "Pi Năng Thị Sấm"}}'
        step.declarations.save_draft(Draft("", about, "Pi Năng Thị Sấm", AT, "account-1"))
    save(store, "K'Brếp")
    line.port.feeds.apply_page(FeedName.REVOCATIONS, page(FeedItem(f"erase:{person.id}", 1, 1, {})))
    assert count(store, "declaration_drafts") == 1
    with store.transaction() as step:
        assert step.declarations.in_force(person.id, AT) == []
        assert len(step.declarations.in_force(other.id, AT)) == 1
    assert problems(store) == set()
    line.ack_all()
    line.port.feeds.apply_page(FeedName.REVOCATIONS, page(pos=2))
    store.truncate_log()
    assert store.path is not None
    text = plain_text(store.path.parent)
    assert "Pi Năng Thị Sấm".encode() not in text
    assert text.count("Ho ba ngày".encode()) == 1


# What a closing clears, and what `store check` sees.


def close(store: SqliteStore, case_id: str, outcome: SupportOutcome, **more: Any) -> None:
    with store.transaction() as step:
        body = support_closed_body(ref=case_id, outcome=outcome) | more
        step.append("support_closed", body, AT)


def needs_human(store: SqliteStore, person: Person) -> list[bool]:
    with store.transaction() as step:
        return [one.needs_human for one in step.declarations.in_force(person.id, AT)]


def test_only_who_is_let_in_needs_nobody_any_more(store: SqliteStore) -> None:
    person, other = add(store, details("K'Brếp")), add(store, details("K'Brơi"))
    for one in (person, other):
        declare(store, one, screening=Screening.EXPOSURE)
    with store.transaction() as step:
        body = support_body(reason="health_answers", lane="gate", gate="A")
        case = step.append("support", body, AT, person_id=person.id).id
        nobodys = step.append("support", body, AT).id
    for outcome in (SupportOutcome.SEPARATE, SupportOutcome.LEFT):
        close(store, case, outcome)
        assert needs_human(store, person) == [True]
        close(store, case, outcome, undo=True)
    close(store, nobodys, SupportOutcome.ADMITTED)
    close(store, case, SupportOutcome.ADMITTED)
    # A second closing is none.
    close(store, case, SupportOutcome.ADMITTED)
    assert (needs_human(store, person), needs_human(store, other)) == ([False], [True])
    assert problems(store) == set()
    close(store, case, SupportOutcome.ADMITTED, undo=True)
    close(store, case, SupportOutcome.ADMITTED, undo=True)
    assert needs_human(store, person) == [True]
    assert problems(store) == set()
    with pytest.raises(KeyError):
        close(store, "nothing", SupportOutcome.ADMITTED, undo=True)


@pytest.mark.fault("S43")
@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM declarations",
        "UPDATE declarations SET until = until + 1",
        "UPDATE declarations SET needs_human = 1",
        "UPDATE declarations SET record = 'other'",
        "UPDATE declarations SET cleared_by = 1",
        "UPDATE declarations SET pos = 1",
    ],
)
def test_each_change_of_a_declaration_is_seen(store: SqliteStore, tmp_path: Path, sql: str) -> None:
    declare(store, add(store, details("K'Brếp")))
    assert problems(store) == set()
    connection = raw(tmp_path)
    connection.execute(sql)
    connection.close()
    assert problems(store) == {ProblemKind.DECLARATION}


def test_an_entry_names_its_declaration_by_what_the_hub_calls_it(line: Line) -> None:
    """A copied machine: what was set aside is written anew, and named so from then on."""
    store = line.store
    person = add(store, details("K'Brếp"))
    first = declare(store, person)
    record_type, body = entry()
    with store.transaction() as step:
        step.append(record_type, {**body, "declaration": first}, AT, person_id=person.id)
    line.ack_all(RecordStatus.CONFLICT)
    names = {
        row[1]: row[0]
        for row in store.connection.execute(
            "SELECT r.id, r.type FROM moves m JOIN records r ON r.pos = m.pos"
        )
    }
    bodies = store.connection.execute(
        "SELECT json_extract(CAST(b.body AS TEXT), '$.declaration') FROM moves m"
        " JOIN records r ON r.pos = m.pos JOIN bodies b ON b.pos = r.pos WHERE r.type = 'arrival'"
    ).fetchall()
    assert bodies == [(names["declaration"],)]
    with store.transaction() as step:
        assert step.declarations.in_force(person.id, AT)[0].record_id == first
        again = step.append(record_type, {**body, "declaration": first}, AT, person_id=person.id)
    row = store.connection.execute(
        "SELECT json_extract(CAST(b.body AS TEXT), '$.declaration') FROM records r"
        " JOIN bodies b USING (pos) WHERE r.id = ?",
        (again.id,),
    ).fetchone()
    assert row == (names["declaration"],)


# What the hub tells of other gates.


def fed(person: str, pos: int, **more: object) -> FeedItem:
    body = {"person": person, "full_name": "K'Brếp", "sex": "male", **more}
    return FeedItem(person, pos, pos, body)


def test_what_was_declared_at_another_gate_holds_here(
    line: Line, store: SqliteStore, reader: Reader
) -> None:
    person, until = "01980000-0000-7000-8000-00000000000b", AT + HOUR
    feeds = line.port.feeds

    def told() -> object:
        with store.transaction() as step:
            return step.declarations.told_until(person)

    feeds.apply_page(FeedName.PEOPLE, page(fed(person, 1, declared_until=format_at(until))))
    assert told() == until
    (state,) = reader.answer(CheckDeclarations((person,)), REQUIRED, AT)
    assert state == DeclarationState(person, DeclarationStatus.VALID, False, until)
    (late,) = reader.answer(CheckDeclarations((person,)), REQUIRED, until)
    assert (late.status, late.is_needed) == (DeclarationStatus.EXPIRED, True)
    # A newer hub's word for a moment changes nothing that stands.
    feeds.apply_page(FeedName.PEOPLE, page(fed(person, 2, declared_until="soon")))
    assert told() == until
    feeds.apply_page(FeedName.PEOPLE, page(fed(person, 3)))
    assert told() is None
    feeds.apply_page(FeedName.PEOPLE, page(fed(person, 4, declared_until=format_at(until))))
    feeds.apply_page(FeedName.PEOPLE, page(FeedItem(person, 5, 5, {}, is_deleted=True)))
    assert count(store, "feed_declarations") == 0
    assert problems(store) == set()
