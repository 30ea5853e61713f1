"""Badges: made for an account, they unlock what it locked, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest

from kiosk.domain.desk.acts import ActProblem, NotDone
from kiosk.domain.desk.acts_on_cards import (
    CardIssued,
    CardRevoked,
    IssueBadge,
    IssueCard,
    RevokeBadge,
)
from kiosk.domain.desk.acts_on_people import SetKind
from kiosk.domain.desk.asked import StaffAct
from kiosk.domain.desk.doors import HoldBadge, SeeAccounts, SeeStaffRoom
from kiosk.domain.people.visitor import VisitorKind
from kiosk.domain.staff.badge import BadgeHeld, BadgeProblem, BadgeRefused
from kiosk.domain.staff.sign_in import SignedIn
from kiosk.domain.visits.decision import Admit, Direction
from kiosk.store.repositories.prints import PrintJobs
from sync.protocol.ks1 import SlipKind
from tests.support.desk import make_rig
from tests.support.desk_acts import check
from tests.support.staff_desk import STAFF, WRONG, Desk, make_desk


@dataclass
class Badges:
    """A station with an administrator, and somebody who locks the desk."""

    desk: Desk = field(default_factory=make_desk)
    boss: str = ""
    mai: str = ""

    def __post_init__(self) -> None:
        self.boss = self.desk.make_first().session.account_id
        self.mai = self.desk.add()

    def act(self, act: StaffAct[Any], by: str = "") -> object:
        return self.desk.rig.acts.carry_out(act, by or self.boss).answer

    def issue(self, account_id: str = "") -> str:
        """The code of a badge."""
        done = self.act(IssueBadge(account_id or self.mai))
        assert isinstance(done, CardIssued), done
        slip = self.desk.rig.store.get_print_job(done.job).slip
        assert slip.kind is SlipKind.STAFF_CARD
        return slip.code

    def hold(
        self, code: str, by: str | None = None, held: BadgeHeld = BadgeHeld.AT_PAGE
    ) -> SignedIn | BadgeRefused:
        return self.desk.ask(HoldBadge(self.mai if by is None else by, code, held))

    def refused(self, code: str, by: str | None = None) -> BadgeProblem:
        answer = self.hold(code, by)
        assert isinstance(answer, BadgeRefused), answer
        return answer.problem


@pytest.fixture
def it() -> Badges:
    return Badges()


def test_it_unlocks_for_whoever_it_was_made_for_and_the_trail_says_by_what(it: Badges) -> None:
    code = it.issue()
    answer = it.hold(code)
    assert isinstance(answer, SignedIn)
    assert (answer.session.account_id, answer.session.name) == (it.mai, STAFF)
    assert not answer.session.is_locked
    issued, unlocked = it.desk.trail()[-2:]
    assert issued == ("badge_issued", it.boss, it.mai, "")
    assert unlocked == ("unlocked", it.mai, None, "badge")
    sent = [body for body in it.desk.rig.bodies("audit") if body["act"] == "badge_issued"]
    assert [(body["account"], body["staff"]) for body in sent] == [(it.mai, it.boss)]
    it.desk.rig.check()


def test_nothing_that_is_kept_tells_the_code(it: Badges) -> None:
    code = it.issue()
    rows = it.desk.rig.store.connection.execute("SELECT * FROM staff_badges").fetchall()
    assert len(rows) == 1
    assert code not in str(rows)
    assert code not in str(it.desk.trail())
    assert code not in repr(HoldBadge(it.mai, code, BadgeHeld.AT_PAGE))


def test_it_is_on_no_sheet_of_all_cards(it: Badges) -> None:
    it.issue()
    rig = it.desk.rig
    row = rig.store.connection.execute("SELECT count(*) FROM met_slips").fetchone()
    assert row == (1,)
    assert PrintJobs(rig.store.connection).cards(rig.clock.now()) == []


def test_it_opens_the_gate_as_a_staff_card(it: Badges) -> None:
    assert it.desk.rig.scan(it.issue()).result == Admit(Direction.ARRIVAL)


def test_one_that_was_lost_opens_nothing(it: Badges) -> None:
    code = it.issue()
    assert it.act(RevokeBadge(it.mai)) == CardRevoked()
    assert it.refused(code) is BadgeProblem.REVOKED
    assert it.desk.trail()[-1] == ("badge_refused", None, it.mai, "badge_revoked")
    assert it.act(RevokeBadge(it.mai)) == NotDone(ActProblem.ALREADY_DONE)
    assert it.act(RevokeBadge(it.boss)) == NotDone(ActProblem.UNKNOWN), "it never had one"


def test_another_one_takes_the_place_of_the_first_and_is_the_same_persons(it: Badges) -> None:
    first, second = it.issue(), it.issue()
    assert it.refused(first) is BadgeProblem.REVOKED
    assert isinstance(it.hold(second), SignedIn)
    persons = it.desk.rig.store.connection.execute("SELECT DISTINCT person FROM staff_badges")
    assert len(persons.fetchall()) == 1


def test_it_ends_and_an_account_out_of_use_has_none(it: Badges) -> None:
    code = it.issue()
    assert it.desk.staff.disable(it.mai, it.boss) is None
    assert it.refused(code, it.boss) is BadgeProblem.ACCOUNT_DISABLED
    assert it.act(IssueBadge(it.mai)) == NotDone(ActProblem.UNKNOWN)
    assert it.desk.staff.enable(it.mai, it.boss) is None
    assert isinstance(it.hold(code), SignedIn)
    it.desk.rig.clock.advance(366 * 24 * 3600)
    assert it.refused(code) is BadgeProblem.EXPIRED


def test_it_is_of_one_account_and_begins_no_shift(it: Badges) -> None:
    code = it.issue()
    assert it.refused(code, it.boss) is BadgeProblem.OTHERS
    assert it.refused(code, "") is BadgeProblem.NEEDS_PIN


def test_nothing_is_verified_while_wrong_pins_lock_the_account(it: Badges) -> None:
    code = it.issue()
    for _ in range(5):
        it.desk.enter(it.mai, WRONG)
    assert it.refused(code) is BadgeProblem.LOCKED
    it.desk.run_on(60)
    assert isinstance(it.hold(code), SignedIn)
    # Whoever has the card does not know the PIN: what is held against it stays.
    assert it.desk.ask(SeeStaffRoom()).tiles[1].lock is None
    assert it.desk.enter(it.mai, WRONG).lock is not None  # type: ignore[union-attr]


def test_codes_that_are_no_badge(it: Badges) -> None:
    rig = it.desk.rig
    visitor = check(rig, "K'Brếp")
    slip = rig.store.get_print_job(visitor.persons[0].print_job).slip
    assert it.refused(slip.code) is BadgeProblem.NO_BADGE
    assert it.refused("8417" + "1" * 140) is BadgeProblem.NO_BADGE, "nobody's"
    person = visitor.persons[0].person_id
    rig.act(SetKind(person, VisitorKind.STAFF))
    card = rig.act(IssueCard(person))
    assert isinstance(card, CardIssued)
    code = rig.store.get_print_job(card.job).slip.code
    assert it.refused(code) is BadgeProblem.NO_ACCOUNT, "a card for the gate alone"
    other = Badges(desk=make_desk(make_rig())).issue()
    assert it.refused(other) is BadgeProblem.NO_BADGE, "of a station that is not believed"


@pytest.mark.parametrize(
    ("held", "told"),
    [
        (BadgeHeld.AT_PAGE, ["badge_revoked", "no_badge"]),
        (BadgeHeld.AT_LOCK, ["badge_revoked"]),
        (BadgeHeld.SHARED, []),
    ],
)
def test_what_is_a_scan_after_all_leaves_no_line(
    it: Badges, held: BadgeHeld, told: list[str]
) -> None:
    first = it.issue()
    it.issue()
    for code in (first, "8417" + "1" * 140):
        assert isinstance(it.hold(code, held=held), BadgeRefused)
    assert [line[3] for line in it.desk.trail() if line[0] == "badge_refused"] == told


@pytest.mark.parametrize("act", [IssueBadge, RevokeBadge])
def test_badges_are_an_administrators(
    it: Badges, act: type[IssueBadge] | type[RevokeBadge]
) -> None:
    it.issue()
    assert it.act(act(it.mai), by=it.mai) == NotDone(ActProblem.UNKNOWN)


def test_pages_tell_who_has_one(it: Badges) -> None:
    code = it.issue()
    lines = it.desk.ask(SeeAccounts(), it.boss)
    assert isinstance(lines, tuple)
    assert [line.badge_until is not None for line in lines] == [False, True]
    assert [tile.has_badge for tile in it.desk.ask(SeeStaffRoom()).tiles] == [False, True]
    assert it.act(RevokeBadge(it.mai)) == CardRevoked()
    assert not any(tile.has_badge for tile in it.desk.ask(SeeStaffRoom()).tiles)
    assert it.refused(code) is BadgeProblem.REVOKED


def test_by_a_clock_that_is_not_believed_none_is_made(it: Badges) -> None:
    it.desk.rig.clock.jump(it.desk.rig.clock.now() - timedelta(days=3650))
    assert it.act(IssueBadge(it.mai)) == NotDone(ActProblem.CLOCK_SUSPECT)
