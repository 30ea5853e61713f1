"""What staff did, in tables of its own: links, verifications, emergencies; what goes, and when."""

from __future__ import annotations

from datetime import timedelta

import pytest

from kiosk.base.clock import ManualClock
from kiosk.domain.desk.acts import NewPerson
from kiosk.domain.desk.acts_on_cases import (
    CloseCase,
    DescribeEmergency,
    OpenPhoneCase,
    RecordEmergency,
)
from kiosk.domain.desk.acts_on_people import Discharge, SetKind
from kiosk.domain.desk.acts_on_visits import TakeBack
from kiosk.domain.people.person import Sex
from kiosk.domain.people.visitor import VisitorKind
from kiosk.domain.visits.decision import PrintState
from kiosk.store.connection import open_memory_store
from kiosk.store.migrations import m0007_desk
from kiosk.store.store import SqliteStore
from sync.protocol.bodies import SupportOutcome
from sync.protocol.feeds import FeedItem, FeedName
from tests.store.test_retention import DAY, confirm, count
from tests.support.core_sync_store import make_line, page
from tests.support.desk import make_rig
from tests.support.desk_acts import PHONE, STORED_PHONE, WORD, check, details
from tests.support.store import AT, meet


@pytest.fixture
def store() -> SqliteStore:
    return open_memory_store(ManualClock(AT))


def test_links_of_before_are_known_after_the_migration(store: SqliteStore) -> None:
    with store.transaction() as step:
        ids = [meet(step, number).id for number in range(4)]
        step.people.link(ids[:2], "staff", "desk", AT)
        step.people.link(ids[1:3], "staff", "desk", AT)
        step.people.part(*ids[:2], "undone", "desk", AT)
        step.people.link(ids[2:], "staff", "desk", AT)
    run = store.connection.execute
    said = run("SELECT * FROM links ORDER BY one, other").fetchall()
    assert [undone for _, _, undone in said] == [1, 0, 0]
    with store.transaction():
        run("DELETE FROM links")
        run(m0007_desk._STATEMENTS[-1])
    assert run("SELECT * FROM links ORDER BY one, other").fetchall() == said
    store.close()


def test_who_is_tied_by_a_purged_record_stays_with_the_oldest(store: SqliteStore) -> None:
    with store.transaction() as step:
        ids = [meet(step, number).id for number in range(4)]
        step.people.link(ids, "staff", "desk", AT)
        store.connection.execute("DELETE FROM links")
        step.people.link([ids[0], ids[3]], "staff", "desk", AT)
        assert step.people.part(ids[0], ids[3], "undone", "desk", AT)
        assert [step.people.get(one).id for one in ids] == [ids[0], ids[0], ids[0], ids[3]]
        assert not step.people.part(ids[0], ids[3], "undone", "desk", AT)
        assert not step.people.part("nobody", ids[3], "undone", "desk", AT)
    store.close()


def test_a_purge_leaves_nothing_of_what_staff_did() -> None:
    rig = make_rig()
    line = make_line(rig.store, rig.clock)
    came = check(rig, "Pi Năng Thị Sấm", proof=WORD)
    rig.store.set_print_state(came.persons[0].print_job, PrintState.PRINTED, rig.clock.now())
    taken_back = check(rig, "K'Brếp")
    rig.store.set_print_state(taken_back.persons[0].print_job, PrintState.FAILED, rig.clock.now())
    rig.act(TakeBack(taken_back.entries))
    emergency = rig.act(RecordEmergency())
    rig.act(DescribeEmergency(emergency.entry_id, Sex.MALE))
    rig.acts.carry_out(OpenPhoneCase("0900000009"), None)
    case = rig.desk.waiting()[0].record_id
    rig.act(CloseCase(case, SupportOutcome.LEFT, NewPerson(details("K'Brơi"))))
    tables = ("verifications", "emergencies", "support_cases", "people", "identifiers", "entries")
    assert [count(rig.store, table) for table in tables] == [1, 1, 1, 3, 3, 5]
    line.ack_all()
    rig.clock.advance(9 * DAY.total_seconds())
    confirm(line)
    line.port.outbox.purge(rig.clock.now() - timedelta(days=7))
    assert [count(rig.store, table) for table in tables] == [0] * 6
    rig.check()


def test_who_stays_until_discharged_is_inside_after_a_purge_too() -> None:
    rig = make_rig()
    line = make_line(rig.store, rig.clock)
    checked = check(rig, "Pi Năng Thị Sấm", "K'Brếp").persons
    for one in checked:
        rig.store.set_print_state(one.print_job, PrintState.FAILED, rig.clock.now())
    person = checked[0].person_id
    rig.act(SetKind(person, VisitorKind.INPATIENT))
    line.ack_all()
    rig.clock.advance(20 * DAY.total_seconds())
    confirm(line)
    line.port.outbox.purge(rig.clock.now() - timedelta(days=7))
    assert count(rig.store, "people") == count(rig.store, "entries") == 1
    assert rig.is_inside(person)
    rig.check()
    rig.act(Discharge(person))
    line.ack_all()
    rig.clock.advance(20 * DAY.total_seconds())
    confirm(line)
    line.port.outbox.purge(rig.clock.now() - timedelta(days=7))
    assert count(rig.store, "people") == count(rig.store, "entries") == 0


def test_an_erasure_takes_the_phone_of_whoever_waits_for_verification() -> None:
    rig = make_rig()
    line = make_line(rig.store, rig.clock)
    person = check(rig, "Pi Năng Thị Sấm", proof=WORD, phone=PHONE).persons[0]
    assert rig.acts.unverified_phones(9) == [STORED_PHONE]
    item = FeedItem(f"erase:{person.person_id}", 1, 1, {})
    line.port.feeds.apply_page(FeedName.REVOCATIONS, page(item))
    assert rig.acts.unverified_phones(9) == []
    assert rig.person(person.person_id).visitor is None
