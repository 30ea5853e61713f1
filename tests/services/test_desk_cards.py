"""Wallet cards at the desk: who gets which, what they open, and how they are revoked by name."""

from __future__ import annotations

from datetime import timedelta

import pytest

from kiosk.domain.desk.acts import ActProblem, NotDone
from kiosk.domain.desk.acts_on_cards import CardIssued, CardRevoked, IssueCard, RevokeCard
from kiosk.domain.desk.acts_on_people import LinkEvidence, LinkPersons, SetKind
from kiosk.domain.desk.acts_on_visits import ReprintSlips
from kiosk.domain.people.visitor import VisitorKind
from kiosk.domain.reason import Reason
from kiosk.domain.visits.decision import Admit, Direction, PrintState, WrongCode
from kiosk.store.repositories.prints import PrintJobs
from sync.protocol.ks1 import SlipKind
from tests.support.desk import STAFF, Rig, make_rig
from tests.support.desk_acts import check


@pytest.fixture
def rig() -> Rig:
    return make_rig()


def somebody(rig: Rig, name: str = "K'Brếp") -> str:
    """A person who came once."""
    return check(rig, name).persons[0].person_id


@pytest.mark.fault("P2")
@pytest.mark.parametrize(
    ("visitor", "kind"),
    [(VisitorKind.STAFF, SlipKind.STAFF_CARD), (VisitorKind.SUPPLIER, SlipKind.REGULAR_CARD)],
)
def test_a_card_is_signed_by_what_somebody_comes_for_and_opens_the_gate(
    rig: Rig, visitor: VisitorKind, kind: SlipKind
) -> None:
    person = somebody(rig)
    rig.act(SetKind(person, visitor))
    done = rig.act(IssueCard(person))
    assert isinstance(done, CardIssued)
    assert (done.has_replaced, done.valid_until) == (False, rig.clock.now() + timedelta(days=365))
    assert rig.reprints == [done.job]
    card = rig.store.get_print_job(done.job)
    assert (card.slip.kind, card.slip.name_hint) != (SlipKind.SLIP, "")
    assert card.slip.kind is kind
    assert card.state is PrintState.PENDING
    body = rig.bodies("slip")[-1]
    assert (body["act"], body["kind"], body["person"], body["staff"]) == (
        "issued",
        kind.name.lower(),
        person,
        STAFF,
    )
    assert "ref" not in body
    assert rig.trail("card_issued") == [person]
    rig.clock.advance(30 * 24 * 3600)
    assert rig.scan(card.slip.code).result == Admit(Direction.ARRIVAL)
    assert rig.is_inside(person)
    rig.check()


@pytest.mark.fault("P2")
def test_another_card_revokes_the_one_before(rig: Rig) -> None:
    person = somebody(rig)
    first = rig.act(IssueCard(person))
    rig.clock.advance(3600)
    second = rig.act(IssueCard(person))
    assert isinstance(first, CardIssued)
    assert isinstance(second, CardIssued)
    assert second.has_replaced
    issued, revoked, again = rig.bodies("slip")[-3:]
    assert (revoked["act"], revoked["cause"], revoked["slip"]) == (
        "revoked",
        "by_name",
        issued["slip"],
    )
    assert again["slip"] != issued["slip"]
    rig.clock.advance(17 * 3600)
    old, new = (rig.store.get_print_job(one.job).slip.code for one in (first, second))
    assert rig.scan(old).result == WrongCode(Reason.REVOKED_SLIP)
    assert rig.scan(new).result == Admit(Direction.ARRIVAL)


@pytest.mark.fault("P2")
def test_a_card_is_revoked_by_the_name_of_its_holder(rig: Rig) -> None:
    person, other = somebody(rig), somebody(rig, "K'Brim")
    card, others = rig.act(IssueCard(person)), rig.act(IssueCard(other))
    assert isinstance(card, CardIssued)
    assert isinstance(others, CardIssued)
    assert rig.act(RevokeCard(person)) == CardRevoked()
    assert rig.act(RevokeCard(person)) == NotDone(ActProblem.ALREADY_DONE)
    assert rig.trail("card_revoked") == [person]
    rig.clock.advance(17 * 3600)
    gone, held = (rig.store.get_print_job(one.job).slip.code for one in (card, others))
    assert rig.scan(gone).result == WrongCode(Reason.REVOKED_SLIP)
    assert rig.scan(held).result == Admit(Direction.ARRIVAL)


@pytest.mark.fault("P2")
@pytest.mark.parametrize("act", [RevokeCard, IssueCard])
def test_of_two_ids_that_were_linked_every_card_is_revoked(
    rig: Rig, act: type[RevokeCard | IssueCard]
) -> None:
    persons = [somebody(rig), somebody(rig)]
    jobs = [done.job for one in persons if isinstance(done := rig.act(IssueCard(one)), CardIssued)]
    rig.act(LinkPersons(*persons, LinkEvidence.DOCUMENTS_SEEN))
    rig.act(act(persons[1]))
    cards = [rig.store.get_print_job(job).slip for job in jobs]
    revoked = [body for body in rig.bodies("slip") if body["act"] == "revoked"]
    assert [body["slip"] for body in revoked] == [str(card.slip_id) for card in cards]
    assert len(cards) == 2
    rig.clock.advance(17 * 3600)
    for card in cards:
        assert rig.scan(card.code).result == WrongCode(Reason.REVOKED_SLIP)
    rig.check()


@pytest.mark.fault("P2")
def test_a_card_of_another_station_is_told_to_be_revoked_there(rig: Rig) -> None:
    person = somebody(rig)
    assert rig.act(RevokeCard(person)) == NotDone(ActProblem.CARD_NOT_OF_HERE)
    with rig.store.transaction() as tx:
        tx.slip_keys.meet(7, person, "8417", rig.clock.now() + timedelta(days=365))
    assert rig.act(RevokeCard(person)) == NotDone(ActProblem.CARD_NOT_OF_HERE)
    assert rig.trail("card_revoked") == []


def test_a_card_is_no_slip_that_prints_again(rig: Rig) -> None:
    person = somebody(rig)
    for job in rig.store.unfinished_print_jobs():
        rig.store.set_print_state(job.id, PrintState.FAILED, rig.clock.now())
    rig.clock.advance(73 * 3600)
    rig.act(IssueCard(person))
    assert rig.act(ReprintSlips(person)) == NotDone(ActProblem.NOTHING_TO_PRINT)


def test_a_card_ends(rig: Rig) -> None:
    person = somebody(rig)
    card = rig.act(IssueCard(person))
    assert isinstance(card, CardIssued)
    rig.clock.advance(366 * 24 * 3600)
    code = rig.store.get_print_job(card.job).slip.code
    assert rig.scan(code).result == WrongCode(Reason.EXPIRED_SLIP)
    assert rig.act(RevokeCard(person)) == NotDone(ActProblem.ALREADY_DONE)


def test_by_a_clock_that_is_not_believed_no_card_is_made(rig: Rig) -> None:
    person = somebody(rig)
    rig.clock.jump(rig.clock.now() - timedelta(days=3650))
    assert rig.act(IssueCard(person)) == NotDone(ActProblem.CLOCK_SUSPECT)
    assert rig.act(IssueCard("nobody")) == NotDone(ActProblem.UNKNOWN)


def test_the_cards_that_hold_are_on_the_sheet(rig: Rig) -> None:
    persons = [somebody(rig, name) for name in ("K'Brếp", "K'Brim", "K'Brơi")]
    for person in (*persons, persons[0]):
        assert isinstance(rig.act(IssueCard(person)), CardIssued)
    rig.act(RevokeCard(persons[1]))
    cards = PrintJobs(rig.store.connection).cards(rig.clock.now())
    # The first one's second card stands last, the second one's was revoked.
    jobs = [rig.store.get_print_job(job).slip for job in (rig.reprints[2], rig.reprints[3])]
    assert cards == jobs
    assert PrintJobs(rig.store.connection).cards(rig.clock.now() + timedelta(days=366)) == []
