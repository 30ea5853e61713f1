"""`staff`: accounts and codes from the command line, and what staff did, read and exported."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.base.clock import SystemClock
from kiosk.commands.staff_words import ACCOUNT_PROBLEMS, DEEDS, PIN_PROBLEMS, ROLES
from kiosk.composition.instance import SingleInstance
from kiosk.composition.offline_station import offline_station
from kiosk.composition.settings_file import find_settings
from kiosk.core.staff_door import PinHashing, StaffDoor
from kiosk.domain.desk.doors import MakeFirstAdministrator, SignIn
from kiosk.domain.staff.account import AccountProblem
from kiosk.domain.staff.pin import PinProblem
from kiosk.domain.staff.roles import Role
from kiosk.domain.staff.sign_in import SignedIn
from kiosk.domain.staff.trail import StaffDeed
from tests.smoke.test_commands import run_kiosk

PIN, OTHER_PIN = "742906", "857103"


@pytest.fixture
def config(tmp_path: Path) -> Path:
    path = tmp_path / "kiosk.toml"
    store = json.dumps(str(tmp_path / "store"))
    path.write_text(f"[store]\ndirectory = {store}\n", encoding="utf-8")
    return path


Staff = Callable[..., tuple[int, str, str]]


@pytest.fixture
def staff(config: Path) -> Staff:
    def run(*words: object, pin: str = "") -> tuple[int, str, str]:
        done = run_kiosk(
            "staff", *words, "--config", config, cwd=config.parent, stdin=f"{pin}\n".encode()
        )
        return done.returncode, done.stdout.decode(), done.stderr.decode()

    return run


def ask(config: Path, question: object) -> object:
    """What the window would ask, by the station's own doors."""
    with offline_station(find_settings(config).config, SystemClock()) as station:
        assert station is not None
        door = StaffDoor(station.core, PinHashing(calibrate=lambda: 2))
        return door.answer(question, "")  # type: ignore[arg-type]


def test_every_word_has_a_name() -> None:
    assert set(ROLES) == set(Role)
    assert set(PIN_PROBLEMS) == set(PinProblem)
    assert set(ACCOUNT_PROBLEMS) == set(AccountProblem)
    assert set(DEEDS) == {deed.value for deed in StaffDeed}


def test_the_first_code_makes_the_first_administrator(staff: Staff, config: Path) -> None:
    code, shown, _ = staff("first-code")
    assert code == 0
    made = ask(config, MakeFirstAdministrator(shown.strip(), "Võ Thanh Hà", PIN))
    assert isinstance(made, SignedIn)
    code, shown, said = staff("first-code")
    assert (code, shown) == (1, "")
    assert "has an administrator" in said


def test_accounts_from_the_command_line(staff: Staff, config: Path) -> None:
    code, said, _ = staff("add", "Võ Thanh Hà", "--administrator", pin=PIN)
    assert code == 0
    assert "Recovery code" in said
    assert staff("add", "Lê Thị Mai", pin=OTHER_PIN)[1] == "Added: Lê Thị Mai\n"
    assert staff("add", "lê  thị mai", pin=OTHER_PIN)[0] == 1
    code, _, said = staff("add", "Pi Năng Thị Lan", pin="123456")
    assert (code, said) == (1, "checkpoint-kiosk: a PIN of digits in a row is guessed first\n")
    assert staff("list")[1] == "Võ Thanh Hà  administrator\nLê Thị Mai  staff\n"
    assert staff("disable", "Võ Thanh Hà")[0] == 1
    assert staff("disable", "Lê Thị Mai")[0] == 0
    assert "out of use" in staff("list")[1]
    assert staff("enable", "Lê Thị Mai")[0] == 0
    assert staff("reset", "Lê Thị Mai", pin=PIN)[0] == 0
    assert staff("free", "Ai Đó")[0] == 1


def test_the_trail_is_shown_and_exported(staff: Staff, config: Path, tmp_path: Path) -> None:
    staff("add", "=1+1", "--administrator", pin=PIN)
    shown = staff("audit")[1].splitlines()
    assert len(shown) == 2
    assert "(nobody signed in)  added an account  =1+1  administrator" in shown[0]
    assert "made a recovery code" in shown[1]
    out = tmp_path / "trail.csv"
    assert staff("audit", "--csv", out)[0] == 0
    with out.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["act"] for row in rows] == ["added an account", "made a recovery code"]
    # A name that a spreadsheet would run is text.
    assert rows[0]["account"] == "'=1+1"
    assert staff("audit", "--since", "2999-01-01")[1] == ""
    code, _, said = staff("audit", "--since", "x")
    assert code == 2
    assert "expected YYYY-MM-DD" in said


def test_what_cannot_be_done_is_one_line(staff: Staff, config: Path) -> None:
    code, _, said = staff("list")
    assert code == 2
    assert "no database in" in said
    assert staff("first-code")[0] == 0
    running = SingleInstance(config.parent / "store")
    running.take()
    try:
        code, _, said = staff("add", "Lê Thị Mai", pin=PIN)
        assert code == 2
        assert "stop it first" in said
        # Looking is possible beside it.
        assert staff("first-code")[0] == 0
        assert staff("list") == (0, "", "")
    finally:
        running.release()


def test_a_pin_given_here_opens_the_desk(staff: Staff, config: Path) -> None:
    staff("add", "Lê Thị Mai", pin=PIN)
    with offline_station(find_settings(config).config, SystemClock()) as station:
        assert station is not None
        (account,) = station.handlers.opened.staff.accounts()
    assert account.pin.startswith("$argon2id$v=19$m=19456,t=")
    assert isinstance(ask(config, SignIn(account.id, PIN)), SignedIn)
