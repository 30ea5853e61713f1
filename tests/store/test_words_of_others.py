"""Somebody who is erased is gone from records about others as well, which stay."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from kiosk.base.clock import ManualClock
from kiosk.domain.desk.declaration_queries import CheckDeclarations
from kiosk.domain.people.person import Birth, Identifier, IdentifierKind, Person, PersonDetails
from kiosk.domain.venue import Policy
from kiosk.ports.declarations import Draft
from kiosk.store.check import check_store
from kiosk.store.checks.report import ProblemKind
from kiosk.store.connection import open_store
from kiosk.store.key import load_key
from kiosk.store.queries.declarations import check_declarations
from kiosk.store.queries.declared import declared_of
from kiosk.store.queries.reading import Reading
from kiosk.store.store import SqliteStore
from sync.protocol.bodies import SupportOutcome
from sync.protocol.case_bodies import support_body, support_closed_body
from sync.protocol.declaration_bodies import Relation
from sync.protocol.digest import DigestAnswer
from tests.support.core_sync_store import Line, make_line
from tests.support.declarations import a_declaration
from tests.support.desk_rows import ZONE
from tests.support.plain_pages import plain_text
from tests.support.store import AT

NAME, PHONE = "Trần Thị Mẫu", "+84900000009"
"""Who declares in `a_declaration`."""
OTHER = "+84911111111"
HOUR = timedelta(hours=1)


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(AT)


@pytest.fixture
def store(tmp_path: Path, clock: ManualClock) -> Iterator[SqliteStore]:
    opened = open_store(tmp_path, tmp_path / "store.key", clock)
    yield opened
    opened.close()


@pytest.fixture
def line(store: SqliteStore, clock: ManualClock) -> Line:
    return make_line(store, clock)


def add(store: SqliteStore, name: str, phone: str = "", **more: Any) -> Person:
    with store.transaction() as step:
        told = PersonDetails(name, Birth(1990), phone=phone, **more)
        return step.people.add(told, store.clock.now())


def write(store: SqliteStore, kind: str, body: dict[str, Any], person: str | None = None) -> str:
    with store.transaction() as step:
        return step.append(kind, body, store.clock.now(), person_id=person).id


def declare(store: SqliteStore, person: Person, **declarant: str) -> str:
    body = a_declaration(until=AT + HOUR)
    if declarant:
        body["declarant"] = {"relation": "parent", **declarant}
    return write(store, "declaration", body, person.id)


def case(store: SqliteStore, phone: str, person: str | None = None) -> str:
    body = support_body(reason="phone_only", lane="gate", gate="A", phone=phone)
    return write(store, "support", body, person)


def close(store: SqliteStore, case_id: str, person: str | None, note: str | None = None) -> str:
    body = support_closed_body(ref=case_id, outcome=SupportOutcome.LEFT, note=note)
    return write(store, "support_closed", body, person)


def erase(line: Line, *people: Person) -> None:
    """As an administrator of the station does, without a hub or before it has anything."""
    with line.store.transaction() as step:
        step.people.erase([one.id for one in people], "request:1", line.clock.now())


def bodies(store: SqliteStore, record_id: str) -> tuple[str | None, str | None]:
    """The frozen one, and what is left where somebody was erased."""
    row = store.connection.execute(
        "SELECT CAST(b.body AS TEXT), CAST(s.body AS TEXT) FROM records r"
        " LEFT JOIN bodies b USING (pos) LEFT JOIN shortened_bodies s USING (pos) WHERE r.id = ?",
        (record_id,),
    ).fetchone()
    return row[0], row[1]


def is_shortened(store: SqliteStore, record_id: str) -> bool:
    frozen, left = bodies(store, record_id)
    assert frozen is None or left is None
    return left is not None


def problems(store: SqliteStore) -> set[ProblemKind]:
    assert store.path is not None
    report = check_store(store.path, load_key(store.path.with_name("store.key")))
    return {problem.kind for problem in report.problems}


def count(store: SqliteStore, table: str) -> int:
    return int(store.connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


@pytest.mark.parametrize("has_hub", [True, False])
def test_who_declared_for_a_child_is_erased_and_the_child_has_declared_still(
    line: Line, store: SqliteStore, tmp_path: Path, has_hub: bool
) -> None:
    mother = add(store, NAME, PHONE)
    child = add(store, "Pi Năng Mẫu")
    declared = declare(store, child)
    erase(line, mother)
    assert count(store, "erased_words") == 2
    if has_hub:
        assert not is_shortened(store, declared), "the hub gets it as it is"
        line.ack_all()
    else:
        line.port.outbox.erase_alone()
    assert is_shortened(store, declared)
    assert count(store, "erased_words") == 0
    reading = Reading(store.connection, ZONE, AT, Policy())
    (state,) = check_declarations(reading, CheckDeclarations((child.id,)))
    assert state.declarant is not None
    assert (state.declarant.relation, state.declarant.full_name) == (Relation.PARENT, "")
    (copy,) = declared_of(reading, child.id)
    assert "Ho ba ngày" in copy.raw_answers
    with store.transaction() as step:
        assert [one.record_id for one in step.declarations.in_force(child.id, AT)] == [declared]
    line.port.outbox.purge(AT)
    plain = plain_text(tmp_path)
    for word in (NAME, "TRAN THI MAU", PHONE):
        assert word.encode() not in plain
    # What is left is offered to nobody: it is not what the header names.
    line.ack_all()
    line.port.outbox.offer_again()
    sent = line.port.outbox.next_batch(10**6, 10**9)
    assert declared not in {record.id for record in sent}
    assert problems(store) == set()


@pytest.mark.parametrize(
    ("declarant", "is_hers"),
    [
        ({"full_name": "trần thị mẫu"}, True),
        ({"phone": PHONE}, True),
        ({"phone": "0988888888"}, True),
        ({"full_name": NAME, "phone": OTHER}, False),
        ({"full_name": "Trần Thị Mận"}, False),
    ],
)
def test_she_is_known_by_every_phone_of_hers_and_by_name_where_none_was_given(
    line: Line, store: SqliteStore, declarant: dict[str, str], is_hers: bool
) -> None:
    mother, child = add(store, NAME, PHONE), add(store, "Pi Năng Mẫu")
    with store.transaction() as step:
        second = step.people.add(PersonDetails(), AT)
        number = Identifier(IdentifierKind.PHONE, "+84988888888")
        step.people.tie(second.id, number, "desk", AT)
        step.people.link([mother.id, second.id], "staff", "staff-1", AT)
    declared = declare(store, child, **declarant)
    erase(line, mother, second)
    line.ack_all()
    assert is_shortened(store, declared) == is_hers
    assert problems(store) == set()


def test_who_waited_by_phone_alone_is_gone_with_the_number(line: Line, store: SqliteStore) -> None:
    woman, man = add(store, NAME, PHONE), add(store, "Pi Năng Mẫu", OTHER)
    by_phone, others = case(store, PHONE), case(store, OTHER)
    with_man = case(store, PHONE, man.id)
    tied = case(store, "+84922222222")
    close(store, tied, woman.id)
    waiting = case(store, "+84922222222")
    close(store, others, man.id, note=f"đi cùng chị {NAME}")
    erase(line, woman)
    phones = store.connection.execute("SELECT record, phone FROM support_cases").fetchall()
    assert dict(phones) == {
        by_phone: "",
        others: OTHER,
        with_man: PHONE,
        tied: "",
        waiting: "",
    }
    line.ack_all()
    shortened = {one: is_shortened(store, one) for one in (by_phone, others, with_man, tied)}
    assert shortened == {by_phone: True, others: False, with_man: False, tied: True}
    assert is_shortened(store, waiting)
    with store.transaction() as step:
        assert {one.record_id for one in step.cases.waiting()} == {by_phone, with_man, waiting}
    notes = store.connection.execute(
        "SELECT json_extract(CAST(s.body AS TEXT), '$.note') FROM shortened_bodies s"
        " JOIN records r USING (pos) WHERE r.type = 'support_closed'"
    ).fetchall()
    assert notes == [(None,)]
    assert problems(store) == set()


def test_what_she_says_after_it_stays(line: Line, store: SqliteStore) -> None:
    """She came again while the erasure waited for the hub."""
    mother, child = add(store, NAME, PHONE), add(store, "Pi Năng Mẫu")
    before = declare(store, child)
    erase(line, mother)
    after = declare(store, child)
    line.ack_all()
    assert (is_shortened(store, before), is_shortened(store, after)) == (True, False)


def test_a_draft_in_which_she_declares_goes_at_once(line: Line, store: SqliteStore) -> None:
    mother = add(store, NAME, PHONE)
    for name in ("TRẦN THỊ MẪU", "Pi Năng Mẫu", ""):
        with store.transaction() as step:
            content = f'{{"declarant_name": "{name}"}}'
            step.declarations.save_draft(Draft("", content, name, AT, "", ""))
    with store.transaction() as step:
        step.declarations.save_draft(Draft("", "[]", "odd", AT, "", ""))
    erase(line, mother)
    titles = store.connection.execute(
        "SELECT title FROM declaration_drafts ORDER BY title"
    ).fetchall()
    assert titles == [("",), ("Pi Năng Mẫu",), ("odd",)]


def test_what_is_left_goes_with_whom_it_is_about_and_with_its_day(
    line: Line, store: SqliteStore, clock: ManualClock
) -> None:
    mother, child, twin = (add(store, name) for name in (NAME, "Pi Năng Mẫu", "Chamaléa Mẫu"))
    first, second = (declare(store, one, full_name=NAME) for one in (child, twin))
    erase(line, mother)
    line.ack_all()
    assert is_shortened(store, first)
    assert is_shortened(store, second)
    erase(line, child)
    line.ack_all()
    assert bodies(store, first) == (None, None)
    assert is_shortened(store, second)
    line.ack_all()
    clock.advance(9 * 86_400)
    days = line.port.outbox.digests(clock.now().date())
    line.port.outbox.note_digest(DigestAnswer(tuple((day.ledger, day.day) for day in days), ()))
    line.port.outbox.purge(clock.now() - timedelta(days=7))
    assert count(store, "shortened_bodies") == 0
    assert problems(store) == set()


def test_the_check_sees_what_no_erasure_shortened(line: Line, store: SqliteStore) -> None:
    person = add(store, NAME)
    declare(store, person)
    assert problems(store) == set()
    store.connection.execute(
        "INSERT INTO shortened_bodies SELECT pos, body FROM bodies"
        " JOIN records USING (pos) WHERE type = 'person'"
    )
    assert problems(store) == {ProblemKind.BODY}
