"""Wrong PINs, what they lock, and which time unlocks."""

from __future__ import annotations

from datetime import timedelta

import pytest

from kiosk.base.errors import StorageFault, StorageFaultKind
from kiosk.core.handlers import CoreHandlers
from kiosk.core.requests import Priority
from kiosk.core.staff_door import PinHashing, StaffDoor, StaffThread
from kiosk.core.staff_requests import StoreAccount
from kiosk.core.thread import CoreThread
from kiosk.domain.desk.doors import (
    AddAccount,
    SeeStaffRoom,
    SignIn,
)
from kiosk.domain.staff.account import AccountProblem, StaffAccount
from kiosk.domain.staff.lockout import Lock, LockKind
from kiosk.domain.staff.roles import Role
from kiosk.domain.staff.sign_in import Refused, SignedIn
from kiosk.domain.visits.decision import LaneName
from kiosk.services.pin_hashing import calibrated_passes, hash_pin, is_pin
from kiosk.services.printing import NoPrinter
from kiosk.services.sign_in import KEEP_COUNT_S
from tests.support.desk import Records, make_rig, opened_station
from tests.support.staff_desk import (
    OTHER_PIN,
    PIN,
    QUICK,
    STAFF,
    WRONG,
    Desk,
    locked,
    make_desk,
)


@pytest.fixture
def desk() -> Desk:
    return make_desk()


def test_five_wrong_ones_lock_one_account_and_leave_the_others_free(desk: Desk) -> None:
    boss = desk.make_first().session.account_id
    mai = desk.add()
    tries = [desk.enter(mai, WRONG) for _ in range(4)]
    assert [answer.tries_left for answer in tries if isinstance(answer, Refused)] == [4, 3, 2, 1]
    assert locked(desk.enter(mai, WRONG)) == Lock(LockKind.ACCOUNT, 5, 60.0)
    # Nothing is verified: the right PIN is refused like any other, and does not count.
    assert desk.enter(mai, OTHER_PIN) == Refused(
        0, Lock(LockKind.ACCOUNT, 5, 60.0), was_verified=False
    )
    assert isinstance(desk.enter(boss, PIN), SignedIn)
    desk.run_on(59)
    assert not isinstance(desk.enter(mai, OTHER_PIN), SignedIn)
    desk.run_on(1)
    assert isinstance(desk.enter(mai, OTHER_PIN), SignedIn)
    tile = desk.ask(SeeStaffRoom()).tiles[1]
    assert (tile.tries_left, tile.lock) == (5, None)


def test_the_ladder_to_the_bar_which_an_administrator_lifts(desk: Desk) -> None:
    boss = desk.make_first().session.account_id
    mai = desk.add()
    seconds = []
    for _ in range(9):
        refused = desk.enter(mai, WRONG)
        assert isinstance(refused, Refused)
        seconds.append(refused.lock.remaining_s if refused.lock else 0)
        desk.run_on(seconds[-1])
    assert seconds == [0, 0, 0, 0, 60, 300, 300, 900, 900]
    assert locked(desk.enter(mai, WRONG)) == Lock(LockKind.BARRED, 10)
    desk.run_on(10_000)
    assert locked(desk.enter(mai, OTHER_PIN)).kind is LockKind.BARRED
    assert desk.staff.free(mai, boss) is None
    assert isinstance(desk.enter(mai, OTHER_PIN), SignedIn)


def test_twenty_over_all_accounts_lock_all(desk: Desk) -> None:
    boss = desk.make_first().session.account_id
    others = [desk.add(f"Nhân viên {number}") for number in range(5)]
    for account in others[:4]:
        for _ in range(4):
            desk.enter(account, WRONG)
    for _ in range(3):
        desk.enter(others[4], WRONG)
    # The nineteenth was the last free one.
    assert isinstance(desk.enter(boss, PIN), SignedIn)
    assert locked(desk.enter(others[4], WRONG)) == Lock(LockKind.STATION, 20, 900.0)
    assert locked(desk.enter(boss, PIN)).kind is LockKind.STATION
    desk.run_on(900)
    # One right PIN makes its own four good.
    assert isinstance(desk.enter(others[0], OTHER_PIN), SignedIn)
    assert locked(desk.enter(others[1], WRONG)).kind is LockKind.ACCOUNT
    assert isinstance(desk.enter(boss, PIN), SignedIn)


def test_signing_in_does_not_pay_for_attempts_at_others(desk: Desk) -> None:
    boss = desk.make_first().session.account_id
    others = [desk.add(f"Nhân viên {number}") for number in range(5)]
    for account in others:
        for _ in range(4):
            desk.enter(account, WRONG)
            desk.enter(boss, PIN)
    assert locked(desk.enter(boss, PIN)).kind is LockKind.STATION


def test_a_mistake_before_each_right_one_never_locks(desk: Desk) -> None:
    boss = desk.make_first().session.account_id
    for _ in range(30):
        assert isinstance(desk.enter(boss, WRONG), Refused)
        assert isinstance(desk.enter(boss, PIN), SignedIn)


def test_the_attempt_is_stored_before_the_pin_is_looked_at(desk: Desk) -> None:
    boss = desk.make_first().session.account_id

    def stored(pin: str, phc: str) -> bool:
        with desk.rig.store.transaction() as tx:
            seen.append((tx.staff.attempts(boss).wrong, tx.staff.attempts("station").wrong))
        return QUICK.verify(pin, phc)

    seen: list[tuple[int, int]] = []
    door = StaffDoor(desk.core, PinHashing(QUICK.hash, stored, QUICK.calibrate))
    assert isinstance(door.answer(SignIn(boss, PIN), ""), SignedIn)
    assert seen == [(1, 1)]


def test_a_pin_replaced_while_it_was_verified_opens_nothing(desk: Desk) -> None:
    boss = desk.make_first().session.account_id
    mai = desk.add()

    def reset_meanwhile(pin: str, phc: str) -> bool:
        desk.staff.reset_pin(mai, f"14${WRONG}", boss)
        return QUICK.verify(pin, phc)

    door = StaffDoor(desk.core, PinHashing(QUICK.hash, reset_meanwhile, QUICK.calibrate))
    assert isinstance(door.answer(SignIn(mai, OTHER_PIN), ""), Refused)


def lock_mai(desk: Desk) -> str:
    desk.make_first()
    mai = desk.add()
    for _ in range(5):
        desk.enter(mai, WRONG)
    return mai


@pytest.mark.parametrize("days", [-400, 400])
@pytest.mark.fault("D10")
def test_no_clock_unlocks(desk: Desk, days: int) -> None:
    mai = lock_mai(desk)
    desk.rig.clock.jump(desk.rig.clock.now() + timedelta(days=days))
    desk.handlers.keep_house()
    assert locked(desk.enter(mai, OTHER_PIN)).remaining_s == 60.0


@pytest.mark.fault("D10")
def test_no_reboot_unlocks_and_none_costs_more_than_a_moment(desk: Desk) -> None:
    mai = lock_mai(desk)
    ran = 0
    for seconds in (7, 1, 1, 1, 22):
        desk.run_on(seconds)
        ran += seconds
        # Another process on the same database, whose monotonic clock begins anew: an hour went by
        # while it was off.
        desk.rig.clock.advance(3600)
        desk = make_desk(desk.rig)
    remaining = locked(desk.enter(mai, OTHER_PIN)).remaining_s
    assert 60 - ran <= remaining <= 60 - ran + 5 * KEEP_COUNT_S
    desk.run_on(round(remaining) - 1)
    assert not isinstance(desk.enter(mai, OTHER_PIN), SignedIn)
    desk.run_on(2)
    assert isinstance(desk.enter(mai, OTHER_PIN), SignedIn)


def test_nothing_is_written_while_nothing_is_locked(desk: Desk) -> None:
    desk.make_first()
    desk.run_on(KEEP_COUNT_S + 1)
    before = desk.rig.store.connection.total_changes
    desk.run_on(20)
    assert desk.rig.store.connection.total_changes == before


def test_a_lost_storage_says_so_and_lets_nobody_in(desk: Desk) -> None:
    boss = desk.make_first().session.account_id
    desk.rig.failing.fault = StorageFaultKind.FULL
    with pytest.raises(StorageFault):
        desk.enter(boss, PIN)
    desk.rig.failing.fault = None
    assert isinstance(desk.enter(boss, PIN), SignedIn)


def test_a_hash_is_argon2id_with_a_salt_of_its_own() -> None:
    one, other = hash_pin(PIN, 2), hash_pin(PIN, 2)
    assert one.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert one != other
    assert is_pin(PIN, one)
    assert is_pin(PIN, other)
    assert not is_pin(WRONG, one)


@pytest.mark.parametrize(
    ("base_s", "pass_s", "passes"),
    [(0.0, 0.025, 10), (0.05, 0.02, 10), (0.0, 1.0, 2), (0.0, 0.0001, 200), (0.3, 0.0, 200)],
)
def test_passes_are_measured_to_a_quarter_of_a_second(
    base_s: float, pass_s: float, passes: int
) -> None:
    runs = iter((2, 2, 12, 12))
    moments = []
    for run in runs:
        moments += [0.0, base_s + run * pass_s]
    clock = iter(moments)
    assert calibrated_passes(lambda: next(clock)) == passes


def test_the_machines_passes_are_measured_once() -> None:
    measured: list[int] = []

    def calibrate() -> int:
        measured.append(14)
        return 14

    desk = make_desk(hashing=PinHashing(QUICK.hash, QUICK.verify, calibrate))
    desk.make_first()
    desk.add()
    assert measured == [14]
    assert desk.staff.passes() == 14


def test_the_door_has_a_thread_of_its_own_while_the_core_serves_others() -> None:
    rig = make_rig()
    opened = opened_station(rig.failing, rig.desk, rig.clock)
    records = Records()
    handlers = CoreHandlers(
        lambda: opened, records, dict.fromkeys(LaneName, NoPrinter()), rig.clock
    )
    core = CoreThread(handlers, records, rig.clock)
    core.start()
    seen: list[bool] = []

    def verify(pin: str, phc: str) -> bool:
        # While a PIN is hashed the core answers everybody else.
        seen.append(core.post(lambda: True, Priority.GATE).result(10))
        return QUICK.verify(pin, phc)

    thread = StaffThread(StaffDoor(core, PinHashing(QUICK.hash, verify, QUICK.calibrate)))
    made = thread.ask(AddAccount(STAFF, Role.STAFF, PIN), "").result(10)
    assert made is AccountProblem.NOT_ADMINISTRATOR
    mai = core.ask(StoreAccount(STAFF, Role.STAFF, QUICK.hash(PIN, 2), None)).result(10)
    assert isinstance(mai, StaffAccount)
    assert isinstance(thread.ask(SignIn(mai.id, PIN), "").result(10), SignedIn)
    assert seen == [True]
    assert core.stop(10)
    assert thread.stop(10)
    assert thread.ask(SeeStaffRoom(), "").cancelled()
