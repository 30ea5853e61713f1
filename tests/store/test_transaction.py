"""What one transaction writes, and what later ones read of it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import timedelta

import pytest

from kiosk.base.clock import ManualClock
from kiosk.base.names import bare_name
from kiosk.domain.people.person import Birth, Identifier, IdentifierKind, Person
from kiosk.domain.visits.decision import Direction, PrintState
from kiosk.ports.prints import IssuedSlip
from kiosk.ports.visits import LastEntry, StoredPresence
from kiosk.store.connection import open_memory_store
from kiosk.store.driver import IntegrityError
from kiosk.store.store import SqliteStore
from sync.protocol.bodies import SupportOutcome
from sync.protocol.body_members import BodyError
from sync.protocol.case_bodies import refusal_body, support_body, support_closed_body
from tests.support.store import AT, citizen, details, entry, meet, scan, slip


@pytest.fixture
def store() -> Iterator[SqliteStore]:
    opened = open_memory_store(ManualClock(AT))
    yield opened
    opened.close()


def test_a_first_scan_leaves_person_identifier_and_entry(store: SqliteStore) -> None:
    head = scan(store, 1)
    assert (head.seq, store.unsent_count()) == (3, 3)
    with store.transaction() as step:
        (person,) = step.people.find(citizen(1))
        assert person.details == details()
        assert step.visits.last_entry(person.id) == LastEntry(
            head.id, Direction.ARRIVAL, AT, "Cổng A"
        )
        assert step.visits.presence(person.id) == StoredPresence(person.id, head.id, AT, "Cổng A")
    assert scan(store, 1, Direction.DEPARTURE).seq == 4
    with store.transaction() as step:
        assert step.visits.presence(person.id) is None
        last = step.visits.last_entry(person.id)
    assert last is not None
    assert last.direction is Direction.DEPARTURE


def test_nobody_is_found_before(store: SqliteStore) -> None:
    with store.transaction() as step:
        assert step.people.find(citizen(1)) == []
        assert step.visits.last_entry("nobody") is None
        assert step.visits.presence("nobody") is None
        assert step.prints.find_slip(1) is None


def test_fuller_details_replace_the_old_ones(store: SqliteStore) -> None:
    with store.transaction() as step:
        person = meet(step, 1)
        fuller = Person(person.id, details("Katơr Văn Bình"))
        step.people.update(fuller, AT)
        assert step.people.find(citizen(1)) == [fuller]
    assert store.unsent_count() == 3
    with pytest.raises(KeyError), store.transaction() as step:
        step.people.update(Person("nobody", details()), AT)
    assert store.unsent_count() == 3


def test_a_birth_year_alone_and_no_birth_survive(store: SqliteStore) -> None:
    with store.transaction() as step:
        year = step.people.add(details(birth=Birth(1950)), AT)
        step.people.tie(year.id, citizen(7), "card", AT)
        assert step.people.find(citizen(7))[0].details.birth == Birth(1950)


def test_an_identifier_is_tied_once(store: SqliteStore) -> None:
    phone = Identifier(IdentifierKind.PHONE, "+84900000001")
    with store.transaction() as step:
        one, two = meet(step, 1), meet(step, 2)
        for person in (one, two, one):
            step.people.tie(person.id, phone, "desk", AT)
        assert step.people.find(phone) == [one, two]
    assert store.unsent_count() == 6


def test_linked_people_are_the_oldest_one(store: SqliteStore) -> None:
    arrived = scan(store, 2)
    with store.transaction() as step:
        young = step.people.find(citizen(2))[0]
        older, other = meet(step, 3), meet(step, 4)
        step.people.link([older.id, other.id], "staff", "desk", AT)
        step.people.link([other.id, young.id], "insurance_number", "auto", AT)
        oldest = min(young, older, other, key=lambda person: person.id)
        for number in (2, 3, 4):
            assert step.people.find(citizen(number)) == [oldest]
        for person in (young, older, other):
            found = step.visits.presence(person.id)
            assert found is not None
            assert (found.person_id, found.entry_id) == (oldest.id, arrived.id)
            last = step.visits.last_entry(person.id)
            assert last is not None
            assert last.entry_id == arrived.id
    before = store.unsent_count()
    with store.transaction() as step:
        step.people.link([young.id, older.id], "staff", "desk", AT)
    assert store.unsent_count() == before
    with pytest.raises(KeyError), store.transaction() as step:
        step.people.link([young.id, "nobody"], "staff", "desk", AT)


def test_linking_people_without_entries(store: SqliteStore) -> None:
    with store.transaction() as step:
        one, two = meet(step, 1), meet(step, 2)
        step.people.link([two.id, one.id], "staff", "desk", AT)
        assert step.visits.presence(two.id) is None
        head = step.append(*entry(), AT, person_id=two.id)
        found = step.visits.presence(one.id)
    assert found is not None
    assert found.entry_id == head.id


def test_the_newest_entry_of_linked_people_decides_who_is_inside(store: SqliteStore) -> None:
    scan(store, 1)
    left = scan(store, 2, Direction.DEPARTURE)
    with store.transaction() as step:
        one, two = step.people.find(citizen(1))[0], step.people.find(citizen(2))[0]
        step.people.link([one.id, two.id], "namesake", "auto", AT)
        assert step.visits.presence(one.id) is None
        last = step.visits.last_entry(one.id)
    assert last is not None
    assert last.entry_id == left.id


def test_namesakes_inside(store: SqliteStore) -> None:
    scan(store, 1)
    with store.transaction() as step:
        name = bare_name("CHAMALEA THI HUONG")
        (found,) = step.people.find_namesakes_inside(name, 1990)
        assert found == step.people.find(citizen(1))[0]
        assert step.people.find_namesakes_inside(name, 1991) == []
        assert step.people.find_namesakes_inside("ANOTHER", 1990) == []
    scan(store, 1, Direction.DEPARTURE)
    with store.transaction() as step:
        assert step.people.find_namesakes_inside(name, 1990) == []


def test_a_correction_takes_the_place_and_time_of_its_entry(store: SqliteStore) -> None:
    wrong = scan(store, 1)
    later = AT + timedelta(minutes=5)
    with store.transaction() as step:
        person = meet(step, 1)
        right = step.append(*entry(Direction.DEPARTURE, ref=wrong.id), later, person_id=person.id)
        last = step.visits.last_entry(person.id)
        assert last == LastEntry(right.id, Direction.DEPARTURE, AT, "Cổng A")
        assert step.visits.presence(person.id) is None
        again = step.append(*entry(ref=right.id), later, person_id=person.id)
        found = step.visits.presence(person.id)
    assert found == StoredPresence(person.id, again.id, AT, "Cổng A")


def test_a_late_correction_does_not_move_who_is_inside(store: SqliteStore) -> None:
    old = scan(store, 1)
    left = scan(store, 1, Direction.DEPARTURE)
    with store.transaction() as step:
        person = meet(step, 1)
        step.append(*entry(ref=old.id), AT, person_id=person.id)
        last = step.visits.last_entry(person.id)
        assert step.visits.presence(person.id) is None
    assert last is not None
    assert last.entry_id == left.id


def test_a_correction_of_another_stations_entry_stands_for_itself(store: SqliteStore) -> None:
    with store.transaction() as step:
        person = meet(step, 1)
        head = step.append(*entry(ref="elsewhere"), AT, person_id=person.id)
        last = step.visits.last_entry(person.id)
    assert last is not None
    assert last.entry_id == head.id


def test_an_anonymous_arrival_is_an_entry_of_nobody(store: SqliteStore) -> None:
    with store.transaction() as step:
        assert step.append(*entry(), AT).seq == 1


def test_refusals_and_bad_bodies(store: SqliteStore) -> None:
    body = refusal_body(
        reason="web_link", credential="web_link", lane="gate", gate="A", method="camera"
    )
    with store.transaction() as step:
        assert step.append("refusal", body, AT).seq == 1
    with pytest.raises(BodyError), store.transaction() as step:
        step.append("refusal", {**body, "text": "https://example.org"}, AT)
    with pytest.raises(KeyError), store.transaction() as step:
        step.append(*entry(), AT, person_id="nobody")
    assert store.unsent_count() == 1


def test_support_waits_until_it_is_closed(store: SqliteStore) -> None:
    with store.transaction() as step:
        person = meet(step, 1)
        first = step.append("support", support_body(reason="no_code", lane="gate", gate="A"), AT)
        second = step.append(
            "support",
            support_body(reason="doubtful_person", lane="gate", gate="A"),
            AT,
            person_id=person.id,
        )
    waiting = store.open_support()
    assert [(case.record_id, case.reason, case.at, case.person_id) for case in waiting] == [
        (first.id, "no_code", AT, None),
        (second.id, "doubtful_person", AT, person.id),
    ]
    closing = support_closed_body(ref=first.id, outcome=SupportOutcome.ADMITTED)
    for _ in range(2):
        with store.transaction() as step:
            step.append("support_closed", closing, AT)
    assert [case.record_id for case in store.open_support()] == [second.id]
    with pytest.raises(KeyError), store.transaction() as step:
        step.append("support_closed", {**closing, "ref": "unknown"}, AT)


def test_a_slip_keeps_its_code_through_every_printing(store: SqliteStore) -> None:
    head = scan(store, 1)
    (job,) = store.unfinished_print_jobs()
    assert (job.entry_id, job.slip, job.language) == (head.id, slip(head.seq), "vi")
    assert (job.state, job.attempts) == (PrintState.PENDING, 0)
    store.set_print_state(job.id, PrintState.FAILED, AT)
    assert store.unfinished_print_jobs() == []
    assert store.get_print_job(job.id).slip.reprint == 0
    store.set_print_state(job.id, PrintState.PENDING, AT)
    store.set_print_state(job.id, PrintState.UNKNOWN, AT)
    store.set_print_state(job.id, PrintState.PRINTED, AT)
    done = store.get_print_job(job.id)
    assert (done.state, done.attempts, done.slip.reprint) == (PrintState.PRINTED, 3, 2)
    assert done.slip.human_code == job.slip.human_code
    assert done.slip.slip_id == job.slip.slip_id
    with pytest.raises(KeyError):
        store.get_print_job("none")
    with pytest.raises(KeyError):
        store.set_print_state("none", PrintState.PRINTED, AT)


def test_a_slip_finds_its_person_and_blocks_its_code(store: SqliteStore) -> None:
    head = scan(store, 1)
    code = slip(head.seq).human_code
    with store.transaction() as step:
        (person,) = step.people.find(citizen(1))
        assert step.prints.find_slip(head.seq) == IssuedSlip(person, slip(head.seq))
        assert step.prints.is_code_live(code, AT)
        assert not step.prints.is_code_live(code, AT + timedelta(hours=72))
        assert not step.prints.is_code_live("000000000", AT)


def test_a_print_job_needs_its_entry(store: SqliteStore) -> None:
    with pytest.raises(IntegrityError), store.transaction() as step:
        step.prints.add("no-entry", slip(1), "vi")


def test_counters_follow_the_venues_day() -> None:
    clock = ManualClock(AT.replace(hour=16, minute=59))
    store = open_memory_store(clock)
    with store.transaction() as step:
        step.count("already_recorded")
        step.count("already_recorded")
        clock.advance(120)
        step.count("already_recorded")
        rows = step.connection.execute("SELECT day, name, n FROM counters").fetchall()
    assert rows == [
        ("2026-07-01", "already_recorded", 2),
        ("2026-07-02", "already_recorded", 1),
    ]
    store.close()


def test_a_raised_exception_gives_the_numbers_back(store: SqliteStore) -> None:
    class Changed(Exception):
        pass

    def change_of_mind() -> None:
        with store.transaction() as step:
            step.append(*entry(), AT, person_id=meet(step, 2).id)
            raise Changed

    scan(store, 1)
    with pytest.raises(Changed):
        change_of_mind()
    assert store.unsent_count() == 3
    assert scan(store, 2).seq == 6


def test_the_time_last_seen(store: SqliteStore) -> None:
    assert store.last_seen_at() is None
    store.note_seen_at(AT)
    assert store.last_seen_at() == AT


def test_the_store_keeps_to_one_thread(store: SqliteStore) -> None:
    scan(store, 1)
    seen: list[BaseException] = []

    def elsewhere() -> None:
        try:
            store.probe_write()
        except RuntimeError as error:
            seen.append(error)

    thread = threading.Thread(target=elsewhere)
    thread.start()
    thread.join(10)
    assert len(seen) == 1
