"""What becomes of requests about somebody's own data, on a real in-memory database."""

from __future__ import annotations

import json

import pytest

from kiosk.domain.desk.acts import ActProblem, NotDone
from kiosk.domain.desk.acts_on_people import (
    AnswersRequest,
    AskAboutData,
    DataAsked,
    DataRight,
    Edited,
    EditPerson,
    IdentityProof,
    Linked,
    LinkEvidence,
    LinkPersons,
    PartPersons,
)
from kiosk.domain.desk.acts_on_requests import (
    CarryOutRequest,
    Corrected,
    ListRequests,
    OpenRequest,
    RefuseRequest,
    RequestClosed,
    RequestRefusal,
)
from kiosk.domain.people.person import Identifier, IdentifierKind, PersonDetails
from kiosk.domain.venue import Policy
from kiosk.store.queries.data_requests import list_requests
from kiosk.store.queries.reading import Reading
from kiosk.store.stamp import to_ms
from tests.support.desk import STAFF, TZ, Rig, make_rig

PHONE = "+84900000001"
PAPER = IdentityProof.PHOTO_DOCUMENT


@pytest.fixture
def rig() -> Rig:
    made = make_rig()
    account(made, "administrator")
    return made


def account(rig: Rig, role: str) -> None:
    with rig.store.transaction() as tx:
        tx.connection.execute("DELETE FROM staff")
        tx.connection.execute(
            "INSERT INTO staff (id, name, role, pin, made_at) VALUES (?, 'Võ Thanh Hà', ?, 'x', 0)",
            (STAFF, role),
        )


def somebody(rig: Rig, name: str = "K'Brếp") -> str:
    now = rig.clock.now()
    with rig.store.transaction() as tx:
        person = tx.people.add(PersonDetails(full_name=name, phone=PHONE), now)
        tx.people.tie(person.id, Identifier(IdentifierKind.PHONE, PHONE), "staff", now)
    return person.id


def ask(rig: Rig, person: str, right: DataRight) -> str:
    asked = rig.act(AskAboutData(person, right))
    assert isinstance(asked, DataAsked)
    return asked.request_id


def waiting(rig: Rig) -> list[str]:
    """The open requests, by id."""
    return [one.request_id for one in open_requests(rig)]


def open_requests(rig: Rig) -> tuple[OpenRequest, ...]:
    reading = Reading(rig.store.connection, TZ, rig.clock.now(), Policy())
    return list_requests(reading, ListRequests()).requests


def answer(rig: Rig) -> dict[str, object]:
    return rig.bodies("data_request")[-1]


def test_open_requests_are_listed_the_most_urgent_first(rig: Rig) -> None:
    person = somebody(rig)
    first = ask(rig, person, DataRight.SEE)
    rig.clock.advance(86400)
    second = ask(rig, person, DataRight.ERASE)
    reading = Reading(rig.store.connection, TZ, rig.clock.now(), Policy())
    one, other = list_requests(reading, ListRequests()).requests
    assert (one.request_id, other.request_id) == (first, second)
    assert (one.person_id, one.name_hint, one.right) == (person, "K. · •••001", DataRight.SEE)
    assert one.taken_by == "Võ Thanh Hà"
    assert one.answer_by < other.answer_by
    assert one.at == rig.clock.now().replace(day=2)


def test_a_copy_that_was_handed_out_closes_its_request(rig: Rig) -> None:
    person = somebody(rig)
    request = ask(rig, person, DataRight.SEE)
    closed = rig.act(CarryOutRequest(request, PAPER))
    assert closed == RequestClosed(request, DataRight.SEE, is_carried_out=True)
    assert waiting(rig) == []
    body = answer(rig)
    assert (body["ref"], body["outcome"], body["identity"]) == (request, "done", "photo_document")
    assert (body["person"], body["staff"]) == (person, STAFF)
    assert rig.trail("data_answered") == [person]
    assert rig.act(CarryOutRequest(request, PAPER)) == NotDone(ActProblem.ALREADY_DONE)
    assert rig.act(RefuseRequest("nothing", RequestRefusal.NOT_HELD)) == NotDone(
        ActProblem.ALREADY_DONE
    )
    rig.check()


def test_a_refusal_has_its_reason(rig: Rig) -> None:
    request = ask(rig, somebody(rig), DataRight.ERASE)
    closed = rig.act(RefuseRequest(request, RequestRefusal.MUST_BE_KEPT))
    assert closed == RequestClosed(request, DataRight.ERASE, is_carried_out=False)
    assert (answer(rig)["outcome"], answer(rig)["reason"]) == ("refused", "must_be_kept")
    assert waiting(rig) == []
    assert rig.count("erasures") == 0
    assert len(rig.trail("data_refused")) == 1


@pytest.mark.parametrize("role", ["staff", None])
def test_an_administrator_alone_does_it(rig: Rig, role: str | None) -> None:
    person = somebody(rig)
    request = ask(rig, person, DataRight.ERASE)
    if role is None:
        with rig.store.transaction() as tx:
            tx.connection.execute("DELETE FROM staff")
    else:
        account(rig, role)
    not_his = NotDone(ActProblem.NOT_ADMINISTRATOR)
    assert rig.act(CarryOutRequest(request, PAPER)) == not_his
    assert rig.act(RefuseRequest(request, RequestRefusal.TAKEN_BACK)) == not_his
    edit = EditPerson(person, "K'Brếp Hai", "0900000001", AnswersRequest(request, PAPER))
    assert rig.act(edit) == not_his
    assert rig.person(person).details.full_name == "K'Brếp"
    assert waiting(rig) == [request]
    assert rig.count("erasures") == 0


def test_a_correction_closes_its_request_when_it_is_saved(rig: Rig) -> None:
    person, other = somebody(rig), somebody(rig, "Pi Năng Thị Sấm")
    request = ask(rig, person, DataRight.CORRECT)
    answers = AnswersRequest(request, IdentityProof.GUARDIAN)
    assert rig.act(CarryOutRequest(request, PAPER)) == NotDone(ActProblem.UNKNOWN)
    elsewhere = EditPerson(other, "Ai Đó", "", answers)
    assert rig.act(elsewhere) == NotDone(ActProblem.UNKNOWN)
    assert rig.person(other).details.full_name == "Pi Năng Thị Sấm"
    edited = rig.act(EditPerson(person, "K'Brếp Hai", "0900000001", answers))
    assert edited == Edited(person, None)
    assert rig.person(person).details.full_name == "K'Brếp Hai"
    assert (answer(rig)["outcome"], answer(rig)["identity"]) == ("done", "guardian")
    assert (waiting(rig), rig.trail("person_edited")) == ([], [person])
    rig.check()


@pytest.mark.parametrize("corrected", list(Corrected))
def test_a_correction_made_elsewhere_closes_its_request(rig: Rig, corrected: Corrected) -> None:
    person = somebody(rig)
    request = ask(rig, person, DataRight.CORRECT)
    account(rig, "staff")
    act = CarryOutRequest(request, PAPER, corrected)
    assert rig.act(act) == NotDone(ActProblem.NOT_ADMINISTRATOR)
    account(rig, "administrator")
    assert rig.act(act) == RequestClosed(request, DataRight.CORRECT, is_carried_out=True)
    assert (answer(rig)["outcome"], answer(rig)["corrected"]) == ("done", corrected.value)
    note = rig.store.connection.execute(
        "SELECT note FROM staff_trail WHERE deed = 'data_answered'"
    ).fetchone()
    assert note == (f"correct photo_document {corrected.value}",)
    assert waiting(rig) == []
    erasing = ask(rig, person, DataRight.ERASE)
    wrong = CarryOutRequest(erasing, PAPER, corrected)
    assert rig.act(wrong) == NotDone(ActProblem.UNKNOWN)


def test_whoever_is_to_be_erased_is_nobody_here_any_more(rig: Rig) -> None:
    person = somebody(rig)
    request = ask(rig, person, DataRight.ERASE)
    rig.act(CarryOutRequest(request, PAPER))
    assert rig.person(person).details == PersonDetails()
    with rig.store.transaction() as tx:
        assert tx.people.find(Identifier(IdentifierKind.PHONE, PHONE)) == []
    row = rig.store.connection.execute("SELECT person, command, done_at FROM erasures").fetchone()
    assert row == (person, f"request:{request}", None)
    assert waiting(rig) == []
    # The answer is written before anything goes: it is sent with what is erased behind it.
    assert (answer(rig)["right"], answer(rig)["outcome"]) == ("erase", "done")


def linked(rig: Rig, person: str, other: str) -> None:
    act = LinkPersons(person, other, LinkEvidence.SAID_SO)
    assert isinstance(rig.act(act), Linked)


@pytest.mark.parametrize("is_stranger_older", [False, True])
def test_whoever_is_linked_after_a_request_is_not_erased_with_it(
    rig: Rig, is_stranger_older: bool
) -> None:
    if is_stranger_older:
        stranger, person = somebody(rig, "Pi Năng Thị Sấm"), somebody(rig)
    else:
        person, stranger = somebody(rig), somebody(rig, "Pi Năng Thị Sấm")
    before = somebody(rig, "K'Brếp Hai")
    linked(rig, person, before)
    request = ask(rig, person, DataRight.ERASE)
    linked(rig, before, stranger)
    (told,) = open_requests(rig)
    assert set(told.persons) == {person, before}
    assert told.name_hint == "K. · •••001"
    assert (told.also, told.linked_since) == (("K. H. · •••001",), ("P. N. T. S. · •••001",))
    rig.act(CarryOutRequest(request, PAPER))
    with rig.store.transaction() as tx:
        names = [tx.people.get_own(one).details.full_name for one in (person, before, stranger)]
        assert tx.people.get(stranger).id == stranger, "parted: nobody erased stands for them"
        assert tx.people.find(Identifier(IdentifierKind.PHONE, PHONE))[0].id == stranger
    assert names == ["", "", "Pi Năng Thị Sấm"]
    erased = rig.store.connection.execute("SELECT person FROM erasures ORDER BY person").fetchall()
    assert erased == sorted([(person,), (before,)])
    assert sorted(answer(rig)["persons"]) == sorted([person, before])  # type: ignore[call-overload]
    assert rig.trail("persons_parted") == [stranger]


def test_whoever_was_parted_since_is_not_erased_either(rig: Rig) -> None:
    person, other = somebody(rig), somebody(rig, "Pi Năng Thị Sấm")
    linked(rig, person, other)
    request = ask(rig, person, DataRight.ERASE)
    rig.act(PartPersons(person, other))
    (told,) = open_requests(rig)
    assert (told.persons, told.parted_since) == ((person,), ("P. N. T. S. · •••001",))
    rig.act(CarryOutRequest(request, PAPER))
    assert rig.person(other).details.full_name == "Pi Năng Thị Sấm"
    assert rig.trail("persons_parted") == [person, other], "by hand alone"


def test_a_consent_is_withdrawn_for_whom_it_was_asked_for(rig: Rig) -> None:
    person, stranger = somebody(rig), somebody(rig, "Pi Năng Thị Sấm")
    request = ask(rig, person, DataRight.WITHDRAW)
    declared(rig, person)
    linked(rig, person, stranger)
    declared(rig, stranger)
    rig.act(CarryOutRequest(request, PAPER))
    rows = rig.store.connection.execute("SELECT person FROM declarations WHERE until > at")
    assert rows.fetchall() == [(stranger,)]


def declared(rig: Rig, person: str, until_h: int = 12) -> None:
    """A declaration that holds, and one that was begun."""
    now = to_ms(rig.clock.now())
    with rig.store.transaction() as tx:
        pos = tx.connection.execute("SELECT max(pos) FROM records").fetchone()[0]
        tx.connection.execute(
            "INSERT INTO declarations (pos, record, person, at, until, needs_human, is_proxy)"
            " VALUES (?, ?, ?, ?, ?, 1, 0)",
            (pos, f"record-{pos}", person, now, now + until_h * 3_600_000),
        )
        tx.connection.execute(
            "INSERT INTO declaration_drafts VALUES (?, ?, '', ?, '', '')",
            (f"draft-{pos}", json.dumps({"persons": [person]}), now),
        )


def test_a_consent_that_is_withdrawn_holds_no_declaration(rig: Rig) -> None:
    person, other = somebody(rig), somebody(rig, "Pi Năng Thị Sấm")
    declared(rig, person)
    request = ask(rig, person, DataRight.WITHDRAW)
    declared(rig, other)
    rig.act(CarryOutRequest(request, PAPER))
    rows = rig.store.connection.execute(
        "SELECT person, until > at, needs_human FROM declarations ORDER BY pos"
    ).fetchall()
    assert rows == [(person, 0, 0), (other, 1, 1)]
    assert rig.count("declaration_drafts") == 1
    assert rig.person(person).details.full_name == "K'Brếp"
    refused = ask(rig, other, DataRight.WITHDRAW)
    rig.act(RefuseRequest(refused, RequestRefusal.NOT_PROVEN))
    row = rig.store.connection.execute(
        "SELECT until > at FROM declarations WHERE person = ?", (other,)
    ).fetchone()
    assert row == (1,)
