"""Accounts, the recovery code and the trail, on a real database."""

from __future__ import annotations

import json

import pytest

from kiosk.domain.desk.doors import (
    AddAccount,
    ChangeAccount,
    LockDesk,
    MakeFirstAdministrator,
    Recover,
    ResetPin,
    SeeAccounts,
    SeeStaffRoom,
    SignIn,
    SignOut,
)
from kiosk.domain.staff.account import (
    LONGEST_NAME,
    AccountChange,
    AccountLine,
    AccountProblem,
    StaffAccount,
)
from kiosk.domain.staff.lockout import Lock, LockKind
from kiosk.domain.staff.pin import PinProblem
from kiosk.domain.staff.roles import Role
from kiosk.domain.staff.sign_in import Refused, SignedIn, bare_code, spaced_code
from kiosk.domain.venue import Venue
from sync.protocol.policy import Hotline
from tests.support.staff_desk import (
    ADMINISTRATOR,
    OTHER_PIN,
    PIN,
    STAFF,
    WRONG,
    Desk,
    locked,
    make_desk,
)


@pytest.fixture
def desk() -> Desk:
    return make_desk()


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


def test_administrators_alone_see_and_change_the_accounts(desk: Desk) -> None:
    head, staff = desk.make_first().session.account_id, desk.add()
    lines = desk.ask(SeeAccounts(), head)
    assert lines == (
        AccountLine(head, ADMINISTRATOR, Role.ADMINISTRATOR, True),
        AccountLine(staff, STAFF, Role.STAFF, True),
    )
    for by in (staff, "", "nobody"):
        assert desk.ask(SeeAccounts(), by) is AccountProblem.NOT_ADMINISTRATOR
        for change in AccountChange:
            refused = desk.ask(ChangeAccount(staff, change), by)
            assert refused is AccountProblem.NOT_ADMINISTRATOR
    for _ in range(5):
        desk.enter(staff, WRONG)

    def line() -> AccountLine:
        found = desk.ask(SeeAccounts(), head)
        assert not isinstance(found, AccountProblem)
        return found[1]

    assert line().lock is not None
    assert desk.ask(ChangeAccount(staff, AccountChange.FREE), head) is None
    assert line().lock is None
    assert desk.ask(ChangeAccount(staff, AccountChange.DISABLE), head) is None
    assert (line().is_active, line().lock) == (False, None)
    assert desk.ask(ChangeAccount(staff, AccountChange.ENABLE), head) is None
    assert line().is_active
    last = desk.ask(ChangeAccount(head, AccountChange.DISABLE), head)
    assert last is AccountProblem.LAST_ADMINISTRATOR


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
