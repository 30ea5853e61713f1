"""Entries from the paper book, and slips that are printed again or replaced."""

from __future__ import annotations

from datetime import timedelta

import pytest

from kiosk.domain.desk.acts import (
    ActProblem,
    NotDone,
    StoredPerson,
)
from kiosk.domain.desk.acts_on_people import Linked, LinkEvidence, LinkPersons
from kiosk.domain.desk.acts_on_visits import (
    AlreadyPrinted,
    EnterPaper,
    PaperEntered,
    PaperRefused,
    PaperRow,
    Replaced,
    ReplaceSlip,
    Reprinted,
    ReprintSlips,
    TakeBack,
    TakenBack,
)
from kiosk.domain.people.person import Identifier, IdentifierKind
from kiosk.domain.reason import Reason
from kiosk.domain.visits.decision import Admit, Direction, PrintState, WrongCode
from sync.protocol.feeds import SLIP_KEY
from tests.support.desk import STAFF, Rig, make_rig
from tests.support.desk_acts import (
    ARRIVAL,
    DEPARTURE,
    PHONE,
    STORED_PHONE,
    again,
    check,
)


@pytest.fixture
def rig() -> Rig:
    return make_rig()


# Nhập bù.


def row(rig: Rig, minutes: float, direction: Direction = ARRIVAL, **more: object) -> PaperRow:
    """A row of so many minutes ago."""
    at = rig.clock.now() - timedelta(minutes=minutes)
    return PaperRow(at, direction, **more)  # type: ignore[arg-type]


def test_rows_of_the_paper_book_have_their_own_time(rig: Rig) -> None:
    known = check(rig, "K'Brếp").persons[0]
    rig.clock.advance(7200)
    rows = (
        row(rig, 30, name="H'Hen Niê"),
        row(rig, 60, phone=PHONE, direction=DEPARTURE),
        row(rig, 45, phone="0900000002"),
        row(rig, 20, whom=StoredPerson(known.person_id)),
    )
    entered = rig.act(EnterPaper(rows))
    assert isinstance(entered, PaperEntered)
    stored = dict(rig.records("arrival", "departure"))
    bodies = [stored[entry] for entry in entered.entries]
    assert {body["source"] for body in bodies} == {"paper"}
    assert [rig.at(entry) for entry in entered.entries] == [one.at for one in rows]
    assert bodies[1]["person"] == bodies[3]["person"] == known.person_id
    assert rig.person(str(bodies[2]["person"])).details.phone == "+84900000002"
    assert rig.person(str(bodies[0]["person"])).details.full_name == "H'Hen Niê"
    assert rig.is_inside(known.person_id)
    rig.check()


@pytest.mark.fault("S65")
def test_what_was_on_paper_does_not_undo_what_came_later(rig: Rig) -> None:
    """Entered at nine, the arrival of six is no second arrival of who left at eight."""
    person = check(rig, "K'Brếp").persons[0]
    rig.clock.advance(7200)
    again(rig, [person], DEPARTURE, None)
    rig.clock.advance(3600)
    known = StoredPerson(person.person_id)
    rows = (row(rig, 120, ARRIVAL, whom=known), row(rig, 150, DEPARTURE, whom=known))
    assert isinstance(rig.act(EnterPaper(rows)), PaperEntered)
    assert not rig.is_inside(person.person_id)
    rig.check()
    # What is written after them counts again.
    assert not again(rig, [person], ARRIVAL).persons[0].is_repeat
    assert rig.is_inside(person.person_id)
    rig.check()


@pytest.mark.fault("S65")
def test_rows_in_any_order_stand_in_the_order_of_their_times(rig: Rig) -> None:
    person = check(rig, "K'Brếp").persons[0]
    rig.clock.advance(7200)
    known = StoredPerson(person.person_id)
    assert isinstance(rig.act(EnterPaper((row(rig, 10, DEPARTURE, whom=known),))), PaperEntered)
    assert isinstance(rig.act(EnterPaper((row(rig, 30, ARRIVAL, whom=known),))), PaperEntered)
    assert not rig.is_inside(person.person_id)
    rig.check()


def test_one_wrong_row_keeps_all_from_being_written(rig: Rig) -> None:
    rows = (
        row(rig, 30, name="K'Brếp"),
        row(rig, -1, name="K'Brếp"),
        row(rig, 30, name="12"),
        row(rig, 30, phone="12"),
        row(rig, 60 * 24 * 8, name="K'Brếp"),
        row(rig, 30),
    )
    assert rig.act(EnterPaper(rows)) == PaperRefused(
        (
            (1, ActProblem.BAD_TIME),
            (2, ActProblem.BAD_NAME),
            (3, ActProblem.BAD_PHONE),
            (4, ActProblem.BAD_TIME),
            (5, ActProblem.BAD_NAME),
        )
    )
    assert rig.act(EnterPaper(())) == PaperRefused(())
    assert rig.count("records") == 0


def test_rows_are_taken_back_by_when_they_were_entered(rig: Rig) -> None:
    entered = rig.act(EnterPaper((row(rig, 300, name="K'Brếp"),)))
    assert isinstance(entered, PaperEntered)
    assert isinstance(rig.act(TakeBack(entered.entries)), TakenBack)


# In lại.


@pytest.mark.fault("P2")
def test_a_reprint_offers_all_who_came_with_the_phone_and_says_what_is_out(rig: Rig) -> None:
    family = check(rig, "K'Brếp", "K'Brơi").persons
    other = check(rig, "K'Brim", phone="0900000002").persons[0]
    act = ReprintSlips(family[0].person_id, with_phone=True)
    assert rig.act(act) == NotDone(ActProblem.ALREADY_DONE)
    printed_at = rig.clock.now()
    rig.store.set_print_state(family[0].print_job, PrintState.PRINTED, printed_at)
    rig.store.set_print_state(family[1].print_job, PrintState.FAILED, printed_at)
    rig.clock.advance(60)
    asked = rig.act(act)
    assert isinstance(asked, AlreadyPrinted)
    assert [(one.person_id, one.printed_at) for one in asked.slips] == [
        (family[0].person_id, printed_at)
    ]
    assert rig.bodies("slip")[-1]["act"] == "issued"
    told = ReprintSlips(family[0].person_id, with_phone=True, is_told=True)
    assert rig.act(told) == Reprinted(tuple(one.print_job for one in family))
    assert rig.reprints == [one.print_job for one in family]
    assert other.print_job not in rig.reprints
    job = rig.store.get_print_job(family[0].print_job)
    assert (job.state, job.slip.reprint) == (PrintState.PENDING, 1)
    assert [body["act"] for body in rig.bodies("slip")].count("reprinted") == 2
    assert rig.trail("slip_reprinted") == [one.person_id for one in family]


def test_what_was_taken_back_or_is_over_is_not_printed_again(rig: Rig) -> None:
    came = check(rig, "K'Brếp")
    person = came.persons[0]
    rig.store.set_print_state(person.print_job, PrintState.FAILED, rig.clock.now())
    rig.act(TakeBack(came.entries))
    assert rig.act(ReprintSlips(person.person_id)) == NotDone(ActProblem.NOTHING_TO_PRINT)
    later = check(rig, "K'Brim").persons[0]
    rig.store.set_print_state(later.print_job, PrintState.FAILED, rig.clock.now())
    rig.clock.advance(72 * 3600)
    assert rig.act(ReprintSlips(later.person_id)) == NotDone(ActProblem.NOTHING_TO_PRINT)


# Mất phiếu.


@pytest.mark.fault("P2")
def test_a_lost_slip_is_revoked_and_another_one_takes_its_place(rig: Rig) -> None:
    person = check(rig, "K'Brếp").persons[0]
    act = ReplaceSlip(person.person_id)
    assert rig.act(act) == NotDone(ActProblem.ALREADY_DONE), "it is on its way to the printer"
    rig.store.set_print_state(person.print_job, PrintState.PRINTED, rig.clock.now())
    lost = rig.store.get_print_job(person.print_job)
    rig.clock.advance(3600)
    done = rig.act(act)
    assert isinstance(done, Replaced)
    assert rig.reprints == [done.job]
    job = rig.store.get_print_job(done.job)
    assert (job.entry_id, job.state, job.slip.reprint) == (lost.entry_id, PrintState.PENDING, 0)
    assert job.slip.valid_until == lost.slip.valid_until
    assert job.slip.human_code != lost.slip.human_code
    issued, revoked, again = rig.bodies("slip")
    assert (revoked["act"], revoked["cause"], revoked["staff"]) == ("revoked", "lost", STAFF)
    assert revoked["slip"] == issued["slip"] == str(lost.slip.slip_id)
    assert (again["act"], again["slip"]) == ("issued", str(job.slip.slip_id))
    assert again["ref"] == issued["ref"]
    assert again["person"] == issued["person"]
    assert rig.trail("slip_replaced") == [person.person_id]
    rig.check()
    rig.clock.advance(17 * 3600)
    assert rig.scan(lost.slip.code).result == WrongCode(Reason.REVOKED_SLIP)
    assert rig.type_number(lost.slip.human_code).result == WrongCode(Reason.REVOKED_SLIP)
    assert rig.scan(job.slip.code).result == Admit(Direction.ARRIVAL)


@pytest.mark.fault("P2")
def test_every_slip_of_whoever_lost_one_is_revoked(rig: Rig) -> None:
    """Those of linked ids and of arrivals that were taken back, too."""
    came = check(rig, "K'Brếp")
    linked = check(rig, "K'Brếp", phone="0900000002")
    rig.act(TakeBack(linked.entries))
    persons = (came.persons[0], linked.persons[0])
    link = LinkPersons(*(one.person_id for one in persons), LinkEvidence.DOCUMENTS_SEEN)
    assert isinstance(rig.act(link), Linked)
    rig.clock.advance(17 * 3600)
    newest = again(rig, came.persons, ARRIVAL).persons[0]
    other = check(rig, "K'Brim", phone="0900000003").persons[0]
    jobs = [one.print_job for one in (*persons, newest)]
    for job in (*jobs, other.print_job):
        rig.store.set_print_state(job, PrintState.PRINTED, rig.clock.now())
    done = rig.act(ReplaceSlip(persons[0].person_id))
    assert isinstance(done, Replaced)
    assert rig.reprints == [done.job]
    lost = [rig.store.get_print_job(job) for job in jobs]
    replacing = rig.store.get_print_job(done.job)
    assert (replacing.entry_id, replacing.slip.valid_until) == (
        lost[-1].entry_id,
        lost[-1].slip.valid_until,
    )
    revoked = [body for body in rig.bodies("slip") if body["act"] == "revoked"]
    assert [(body["slip"], body["ref"], body["cause"]) for body in revoked] == [
        (str(job.slip.slip_id), job.entry_id, "lost") for job in lost
    ]
    rig.check()
    rig.clock.advance(17 * 3600)
    for job in lost:
        assert rig.scan(job.slip.code).result == WrongCode(Reason.REVOKED_SLIP)
    assert rig.scan(replacing.slip.code).result == Admit(ARRIVAL)
    assert rig.scan(rig.store.get_print_job(other.print_job).slip.code).result == Admit(ARRIVAL)


@pytest.mark.parametrize("is_by_hub", [False, True])
def test_a_revoked_slip_hides_no_older_one_that_holds(rig: Rig, is_by_hub: bool) -> None:
    came = check(rig, "K'Brếp")
    rig.clock.advance(17 * 3600)
    newest = again(rig, came.persons, ARRIVAL).persons[0]
    for job in (came.persons[0].print_job, newest.print_job):
        rig.store.set_print_state(job, PrintState.FAILED, rig.clock.now())
    slip = rig.store.get_print_job(newest.print_job).slip
    if is_by_hub:
        key = f"{SLIP_KEY}{slip.slip_id}"
        rig.store.connection.execute(
            "INSERT INTO feed_items (feed, key, generation, pos, rev, v, body)"
            " VALUES ('revocations', ?, 1, 1, 1, 1, '{}')",
            (key,),
        )
    else:
        with rig.store.transaction() as tx:
            tx.slip_keys.revoke(slip.slip_id, slip.valid_until)
    act = ReprintSlips(newest.person_id)
    assert rig.act(act) == Reprinted((came.persons[0].print_job,))


def test_nothing_is_replaced_where_there_is_no_slip_or_no_time(rig: Rig) -> None:
    person = check(rig, "K'Brếp").persons[0]
    rig.store.set_print_state(person.print_job, PrintState.PRINTED, rig.clock.now())
    now = rig.clock.now()
    rig.clock.jump(now - timedelta(days=3650))
    assert rig.act(ReplaceSlip(person.person_id)) == NotDone(ActProblem.CLOCK_SUSPECT)
    rig.clock.jump(now)
    rig.clock.advance(72 * 3600)
    assert rig.act(ReplaceSlip(person.person_id)) == NotDone(ActProblem.NOTHING_TO_PRINT)


def test_a_phone_points_to_whom_it_was_given_for(rig: Rig) -> None:
    checked = check(rig, "K'Brếp", "K'Brơi")
    with rig.store.transaction() as tx:
        found = tx.people.find(Identifier(IdentifierKind.PHONE, STORED_PHONE))
    assert [one.id for one in found] == [one.person_id for one in checked.persons]
