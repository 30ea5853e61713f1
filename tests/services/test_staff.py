"""Accounts, their doors and the trail, on a real database whose clock a test moves."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeVar

import pytest

from kiosk.base.errors import StorageFault, StorageFaultKind
from kiosk.core.handlers import CoreHandlers
from kiosk.core.requests import Priority
from kiosk.core.staff_door import PinHashing, StaffDoor, StaffThread
from kiosk.core.staff_requests import StoreAccount
from kiosk.core.thread import CoreThread, ManualCore
from kiosk.domain.desk.doors import (
    AddAccount,
    DoorQuestion,
    LockDesk,
    MakeFirstAdministrator,
    Recover,
    ResetPin,
    SeeStaffRoom,
    SignIn,
    SignOut,
)
from kiosk.domain.staff.account import LONGEST_NAME, AccountProblem, StaffAccount
from kiosk.domain.staff.lockout import Lock, LockKind
from kiosk.domain.staff.pin import PinProblem
from kiosk.domain.staff.roles import Role
from kiosk.domain.staff.sign_in import Refused, SignedIn, bare_code, spaced_code
from kiosk.domain.venue import Venue
from kiosk.domain.visits.decision import LaneName
from kiosk.services.pin_hashing import calibrated_passes, hash_pin, is_pin
from kiosk.services.printing import NoPrinter
from kiosk.services.sign_in import FIRST_CODE, KEEP_COUNT_S, SignInService
from kiosk.services.staff import StaffService
from sync.protocol.policy import Hotline
from tests.support.desk import Records, Rig, make_rig, opened_station

A = TypeVar("A")

PIN, OTHER_PIN, WRONG = "742906", "857103", "390577"
ADMINISTRATOR, STAFF = "Võ Thanh Hà", "Lê Thị Mai"
QUICK = PinHashing(
    hash=lambda pin, passes: f"{passes}${pin}",
    verify=lambda pin, phc: phc.partition("$")[2] == pin,
    calibrate=lambda: 14,
)


@dataclass
class Desk:
    """The doors of one station, with a core that runs at once."""

    rig: Rig
    core: ManualCore
    handlers: CoreHandlers
    door: StaffDoor

    @property
    def staff(self) -> StaffService:
        return self.handlers.opened.staff

    @property
    def sign_in(self) -> SignInService:
        return self.handlers.opened.sign_in

    def ask(self, question: DoorQuestion[A], by: str = "") -> A:
        return self.door.answer(question, by)

    def first_code(self) -> str:
        with self.rig.store.transaction() as tx:
            code = tx.staff.secret(FIRST_CODE)
        assert code is not None
        return code

    def make_first(self) -> SignedIn:
        made = self.ask(MakeFirstAdministrator(self.first_code(), ADMINISTRATOR, PIN))
        assert isinstance(made, SignedIn)
        return made

    def add(self, name: str = STAFF, role: Role = Role.STAFF, pin: str = OTHER_PIN) -> str:
        made = self.door.answer(AddAccount(name, role, pin), None)
        assert isinstance(made, StaffAccount)
        return made.id

    def enter(self, account_id: str, pin: str) -> SignedIn | Refused:
        return self.ask(SignIn(account_id, pin))

    def run_on(self, seconds: float) -> None:
        """So much running time, in the ticks of the core."""
        for _ in range(round(seconds)):
            self.rig.clock.advance(1)
            self.handlers.keep_house()

    def trail(self) -> list[tuple[object, ...]]:
        return self.rig.store.connection.execute(
            "SELECT deed, by, account, note FROM staff_trail ORDER BY number"
        ).fetchall()


def make_desk(rig: Rig | None = None, hashing: PinHashing = QUICK) -> Desk:
    rig = rig or make_rig()
    opened = opened_station(rig.failing, rig.desk, rig.clock)
    opened.sign_in.prepare()
    records = Records()
    handlers = CoreHandlers(
        lambda: opened, records, dict.fromkeys(LaneName, NoPrinter()), rig.clock
    )
    handlers.boot()
    core = ManualCore(handlers, records, rig.clock)
    return Desk(rig, core, handlers, StaffDoor(core, hashing))


@pytest.fixture
def desk() -> Desk:
    return make_desk()


def locked(answer: SignedIn | Refused) -> Lock:
    assert isinstance(answer, Refused), answer
    assert answer.lock is not None, answer
    return answer.lock


# --- the first administrator -----------------------------------------------------------------


def test_a_new_station_has_a_code_and_nobody_who_could_sign_in(desk: Desk) -> None:
    room = desk.ask(SeeStaffRoom())
    assert room.tiles == ()
    assert not room.has_administrator
    code = desk.first_code()
    assert len(code) == 8
    assert code.isdecimal()
    # The next start gives no other one.
    desk.sign_in.prepare()
    assert desk.first_code() == code


def test_the_code_makes_the_first_administrator_once(desk: Desk) -> None:
    code = desk.first_code()
    made = desk.ask(MakeFirstAdministrator(spaced_code(code), f"  {ADMINISTRATOR}\u200b ", PIN))
    assert isinstance(made, SignedIn)
    assert made.session.name == ADMINISTRATOR
    assert made.session.role is Role.ADMINISTRATOR
    assert made.recovery_code is not None
    assert len(made.recovery_code) == 20
    again = desk.ask(MakeFirstAdministrator(code, "Ai Đó", OTHER_PIN))
    assert again == Refused(0, was_verified=False)
    desk.sign_in.prepare()
    room = desk.ask(SeeStaffRoom())
    assert room.has_administrator
    assert [tile.name for tile in room.tiles] == [ADMINISTRATOR]
    assert isinstance(desk.enter(made.session.account_id, PIN), SignedIn)


def test_a_weak_pin_or_no_name_costs_no_attempt(desk: Desk) -> None:
    code = desk.first_code()
    ask = desk.ask
    assert ask(MakeFirstAdministrator(code, ADMINISTRATOR, "123456")) is PinProblem.RUNNING
    assert ask(MakeFirstAdministrator(code, " \u200b ", PIN)) is AccountProblem.NO_NAME
    assert isinstance(ask(MakeFirstAdministrator(code, ADMINISTRATOR, PIN)), SignedIn)


def test_a_code_that_is_tried_too_often_is_another_one(desk: Desk) -> None:
    code, wrong = desk.first_code(), "00000000"
    assert code != wrong
    answers = []
    for _ in range(10):
        answers.append(desk.ask(MakeFirstAdministrator(wrong, ADMINISTRATOR, PIN)))
        desk.run_on(900)
    assert [answer.lock.remaining_s for answer in answers if answer.lock] == [  # type: ignore[union-attr]
        60.0,
        300.0,
        300.0,
        900.0,
        900.0,
        900.0,
    ]
    assert desk.first_code() != code
    refused = desk.ask(MakeFirstAdministrator(code, ADMINISTRATOR, PIN))
    assert refused == Refused(4)


# --- accounts --------------------------------------------------------------------------------


def test_administrators_alone_act_on_accounts(desk: Desk) -> None:
    boss = desk.make_first().session.account_id
    made = desk.ask(AddAccount(STAFF, Role.STAFF, OTHER_PIN), boss)
    assert isinstance(made, StaffAccount)
    mai = made.id
    no = AccountProblem.NOT_ADMINISTRATOR
    assert desk.ask(AddAccount("Ai Đó", Role.STAFF, PIN), "") is no
    assert desk.ask(AddAccount("Ai Đó", Role.STAFF, PIN), mai) is no
    assert desk.ask(ResetPin(boss, WRONG), mai) is no
    for act in (desk.staff.free, desk.staff.disable, desk.staff.enable):
        assert act(boss, mai) is no
    assert desk.staff.make_recovery_code(mai) is no
    assert desk.ask(ResetPin(mai, WRONG), boss) is None
    assert isinstance(desk.enter(mai, OTHER_PIN), Refused)
    assert isinstance(desk.enter(mai, WRONG), SignedIn)
    # Out of use is out of office.
    second = desk.add("Pi Năng Thị Lan", Role.ADMINISTRATOR)
    assert desk.staff.disable(second, boss) is None
    assert desk.staff.disable(mai, second) is no


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("", AccountProblem.NO_NAME),
        ("A" * (LONGEST_NAME + 1), AccountProblem.LONG_NAME),
        (f" {ADMINISTRATOR.upper()} ", AccountProblem.NAME_TAKEN),
    ],
)
def test_names_that_no_tile_can_have(desk: Desk, name: str, problem: AccountProblem) -> None:
    boss = desk.make_first().session.account_id
    assert desk.ask(AddAccount(name, Role.STAFF, OTHER_PIN), boss) is problem


def test_an_account_out_of_use_cannot_sign_in_until_it_is_back(desk: Desk) -> None:
    boss = desk.make_first().session.account_id
    mai = desk.add()
    assert desk.staff.disable(mai, boss) is None
    assert desk.enter(mai, OTHER_PIN) == Refused(0, was_verified=False)
    assert [tile.account_id for tile in desk.ask(SeeStaffRoom()).tiles] == [boss]
    assert desk.staff.disable(mai, boss) is AccountProblem.UNKNOWN
    assert desk.staff.enable(mai, boss) is None
    assert isinstance(desk.enter(mai, OTHER_PIN), SignedIn)
    assert desk.staff.enable(mai, boss) is None
    assert desk.staff.enable("nobody", boss) is AccountProblem.UNKNOWN


def test_a_name_given_away_meanwhile_keeps_the_account_out(desk: Desk) -> None:
    desk.make_first()
    mai = desk.add()
    desk.staff.disable(mai, None)
    desk.add()
    assert desk.staff.enable(mai, None) is AccountProblem.NAME_TAKEN


def test_the_last_administrator_stays(desk: Desk) -> None:
    boss = desk.make_first().session.account_id
    desk.add()
    assert desk.staff.disable(boss, None) is AccountProblem.LAST_ADMINISTRATOR


def test_the_venues_phone_is_no_pin_and_follows_the_hub(desk: Desk) -> None:
    assert desk.staff.find_pin_problem("382476") is None
    desk.staff.venue = Venue(
        support_phone="0259 382 4761", hotlines=(Hotline("y tế", "0259 381 9407", ""),)
    )
    assert desk.staff.find_pin_problem("382476") is PinProblem.VENUE_PHONE
    assert desk.staff.find_pin_problem("819407") is PinProblem.VENUE_PHONE


def test_an_administrator_from_the_command_line_ends_the_first_code(desk: Desk) -> None:
    code = desk.first_code()
    desk.add(ADMINISTRATOR, Role.ADMINISTRATOR)
    refused = desk.ask(MakeFirstAdministrator(code, "Ai Đó", PIN))
    assert refused == Refused(0, was_verified=False)


# --- wrong PINs ------------------------------------------------------------------------------


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


# --- time ------------------------------------------------------------------------------------


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


# --- the recovery code -----------------------------------------------------------------------


def test_the_recovery_code_frees_every_door_and_is_another_one_then(desk: Desk) -> None:
    first = desk.make_first()
    boss, code = first.session.account_id, first.recovery_code or ""
    for _ in range(10):
        desk.enter(boss, WRONG)
        desk.run_on(900)
    assert locked(desk.enter(boss, PIN)).kind is LockKind.BARRED
    ask = desk.ask
    assert ask(Recover(boss, code, "111111")) is PinProblem.REPEATED
    assert ask(Recover(boss, "0" * 20, OTHER_PIN)) == Refused(4)
    back = ask(Recover(boss, spaced_code(code), OTHER_PIN))
    assert isinstance(back, SignedIn)
    assert back.recovery_code not in (None, code)
    assert isinstance(desk.enter(boss, PIN), Refused)
    assert isinstance(desk.enter(boss, OTHER_PIN), SignedIn)
    assert ask(Recover(boss, code, PIN)) == Refused(4)
    assert ask(Recover("nobody", back.recovery_code or "", PIN)) == Refused(0, was_verified=False)


def test_wrong_recovery_codes_wait_as_well(desk: Desk) -> None:
    boss = desk.make_first().session.account_id
    for _ in range(4):
        desk.ask(Recover(boss, "1" * 20, OTHER_PIN))
    answer = desk.ask(Recover(boss, "1" * 20, OTHER_PIN))
    assert answer == Refused(0, Lock(LockKind.ACCOUNT, 5, 60.0))
    # PINs are another door.
    assert isinstance(desk.enter(boss, PIN), SignedIn)


def test_the_station_keeps_no_recovery_code(desk: Desk) -> None:
    code = desk.make_first().recovery_code or ""
    dump = [
        str(value)
        for (table,) in desk.rig.store.connection.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name LIKE 'staff%'"
        ).fetchall()
        for row in desk.rig.store.connection.execute(f"SELECT * FROM {table}").fetchall()
        for value in row
    ]
    assert bare_code(code) == code
    assert not any(code in value for value in dump)


# --- the trail -------------------------------------------------------------------------------


def test_every_act_leaves_a_line_and_what_is_the_hubs_a_record(desk: Desk) -> None:
    boss = desk.make_first().session.account_id
    mai = desk.add()
    desk.enter(mai, WRONG)
    desk.enter(mai, OTHER_PIN)
    desk.ask(LockDesk(is_by_time=True), mai)
    desk.ask(SignIn(mai, OTHER_PIN, is_unlocking=True))
    desk.ask(LockDesk(is_by_time=False), mai)
    desk.ask(SignOut(), mai)
    desk.ask(ResetPin(mai, PIN), boss)
    desk.staff.free(mai, boss)
    desk.staff.disable(mai, boss)
    desk.staff.enable(mai, boss)
    desk.staff.make_recovery_code(None)
    assert desk.trail() == [
        ("account_added", None, boss, "administrator"),
        ("recovery_made", boss, None, ""),
        ("signed_in", boss, None, ""),
        ("account_added", None, mai, "staff"),
        ("pin_refused", None, mai, ""),
        ("signed_in", mai, None, ""),
        ("locked", mai, None, "time"),
        ("unlocked", mai, None, ""),
        ("locked", mai, None, ""),
        ("signed_out", mai, None, ""),
        ("pin_reset", boss, mai, ""),
        ("account_freed", boss, mai, ""),
        ("account_disabled", boss, mai, ""),
        ("account_enabled", boss, mai, ""),
        ("recovery_made", None, None, ""),
    ]
    sent = desk.rig.bodies("audit")
    assert [body["act"] for body in sent] == [
        "account_added",
        "recovery_made",
        "account_added",
        "pin_reset",
        "account_freed",
        "account_disabled",
        "account_enabled",
        "recovery_made",
    ]
    assert sent[3] == {
        "type": "audit",
        "act": "pin_reset",
        "staff": boss,
        "account": mai,
        "name": STAFF,
    }
    assert not any(PIN in json.dumps(body) for body in sent)


def test_the_trail_cannot_be_changed(desk: Desk) -> None:
    desk.make_first()
    run = desk.rig.store.connection.execute
    for change in ("UPDATE staff_trail SET by = NULL", "DELETE FROM staff_trail"):
        with pytest.raises(Exception, match="append-only"):
            run(change)


def test_a_question_shows_no_pin(desk: Desk) -> None:
    code = desk.first_code()
    for asked in (
        SignIn("a", PIN),
        MakeFirstAdministrator(code, "x", PIN),
        Recover("a", code, PIN),
        AddAccount("x", Role.STAFF, PIN),
        ResetPin("a", PIN),
    ):
        assert PIN not in repr(asked)
        assert code not in repr(asked)
    assert "$" not in repr(desk.sign_in.begin(desk.make_first().session.account_id))


# --- hashing ---------------------------------------------------------------------------------


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
