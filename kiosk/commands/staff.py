"""`staff WHAT`: who may sign in at this kiosk's desk, and what staff did."""

from __future__ import annotations

import argparse
import getpass
import io
import sys
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from kiosk.base.errors import ConfigFault, ConfigProblem
from kiosk.base.phrases import Phrase, in_language, translate
from kiosk.commands.language import day_form
from kiosk.commands.staff_words import ACCOUNT_PROBLEMS, DEEDS, NOTES, PIN_PROBLEMS, ROLES
from kiosk.domain.staff.account import AccountProblem
from kiosk.domain.staff.pin import PinProblem
from kiosk.domain.staff.roles import Role

if TYPE_CHECKING:
    from kiosk.composition.build import StationCore
    from kiosk.core.thread import ManualCore
    from kiosk.domain.staff.trail import TrailRow
    from kiosk.settings.config import Config
    from kiosk.store.queries.staff import StaffReader

EXAMPLE = """checkpoint-kiosk staff first-code --config kiosk.toml
  checkpoint-kiosk staff add "Lê Thị Mai" --config kiosk.toml
  checkpoint-kiosk staff audit --since 2026-11-01 --csv trail.csv --config kiosk.toml"""

_WORDS: Mapping[str, Phrase] = {
    "first-code": Phrase("show the code that makes the first administrator at the screen"),
    "list": Phrase("list the accounts"),
    "audit": Phrase("show or export what staff did"),
    "add": Phrase("add an account; its PIN is asked for"),
    "reset": Phrase("give an account another PIN and unlock it"),
    "free": Phrase("unlock an account that wrong PINs have locked"),
    "disable": Phrase("take an account out of use"),
    "enable": Phrase("put an account back into use"),
    "recovery-code": Phrase("make another recovery code, which is shown once"),
}
_READING = ("first-code", "list", "audit")
"""These work beside a running kiosk."""
_COLUMNS = ("time", "staff", "act", "account", "person", "record", "note")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The words after `staff`."""
    words = parser.add_subparsers(dest="what", metavar="WHAT", required=True)
    for name, summary in _WORDS.items():
        told = in_language(summary)
        word = words.add_parser(name, help=told, description=told[0].upper() + told[1:] + ".")
        word.add_argument(
            "--config", type=Path, help=translate("the kiosk.toml (default: your own)")
        )
        if name in ("add", "reset", "free", "disable", "enable"):
            word.add_argument("name", metavar="NAME", help=translate("as it stands on the tile"))
        if name == "add":
            word.add_argument(
                "--administrator",
                action="store_true",
                help=translate("may make, free and disable accounts as well"),
            )
        if name == "audit":
            word.add_argument(
                "--since", type=_day, metavar="YYYY-MM-DD", help=translate("from this day on")
            )
            word.add_argument(
                "--csv", type=Path, metavar="FILE", help=translate("write a table for spreadsheets")
            )


def run(options: argparse.Namespace) -> int:
    """Do it; exit 1 where the answer is no, 2 where it cannot be done."""
    from kiosk.composition.settings_file import find_settings

    config = find_settings(options.config).config
    if options.what in _READING:
        return _read(config, options)
    from kiosk.base.clock import SystemClock
    from kiosk.composition.offline_station import offline_station

    with offline_station(config, SystemClock()) as station:
        if station is None:
            problem = Phrase("a kiosk is running here and holds the database: stop it first")
            raise ConfigFault([ConfigProblem("staff", problem)])
        return _change(station, options)


def _read(config: Config, options: argparse.Namespace) -> int:
    from kiosk.base.clock import SystemClock
    from kiosk.composition.offline_station import offline_station
    from kiosk.store.file import DatabaseFiles
    from kiosk.store.queries.staff import staff_reader

    if options.what == "first-code":
        # Opened where none is running: a new station has its code from the first opening on.
        with offline_station(config, SystemClock()):
            pass
    files = DatabaseFiles(config.store_directory)
    if not files.has_database():
        problem = Phrase(
            "no database in {path} yet: the kiosk's first start makes it", path=files.directory
        )
        raise ConfigFault([ConfigProblem("store.directory", problem)])
    with staff_reader(config.store_directory, config.key_file) as reader:
        match options.what:
            case "first-code":
                return _show_first_code(reader)
            case "list":
                return _list(reader)
        return _show_trail(reader, options, config.venue.time_zone)


def _show_first_code(reader: StaffReader) -> int:
    from kiosk.domain.staff.sign_in import spaced_code
    from kiosk.services.sign_in import FIRST_CODE

    code = reader.secret(FIRST_CODE)
    if code is None:
        print(translate("This kiosk has an administrator: no code is needed."), file=sys.stderr)
        return 1
    print(spaced_code(code))
    # Beside the code, which a program may read alone.
    told = translate("Type it at the kiosk: Staff, below right, then Sign in for a shift.")
    print(told, file=sys.stderr)
    return 0


def _list(reader: StaffReader) -> int:
    from kiosk.domain.staff.lockout import find_lock

    for account, attempts in reader.accounts():
        state = ""
        if not account.is_active:
            state = translate("out of use")
        elif find_lock(attempts, type(attempts)()) is not None:
            state = translate("locked after {count} wrong PINs", count=attempts.wrong)
        role = in_language(ROLES[account.role])
        print("  ".join(filter(None, (account.name, role, state))))
    return 0


def _show_trail(reader: StaffReader, options: argparse.Namespace, zone: ZoneInfo) -> int:
    since = None
    if options.since is not None:
        since = datetime.combine(options.since, time(), zone)
    cells = (_cells(row, zone) for row in reader.trail(since))
    if options.csv is not None:
        return _write(options.csv, cells)
    for line in cells:
        print("  ".join(filter(None, line.values())))
    return 0


def _cells(row: TrailRow, zone: ZoneInfo) -> dict[str, str]:
    at = row.at.astimezone(zone)
    texts = (
        f"{at:{day_form()} %H:%M:%S}",
        row.by_name or row.by or translate("(nobody signed in)"),
        in_language(DEEDS.get(row.deed, Phrase(row.deed))),
        row.account_name,
        row.person_id,
        row.record_id,
        in_language(NOTES.get(row.note, Phrase(row.note))),
    )
    return dict(zip(_COLUMNS, texts, strict=True))


def _write(path: Path, cells: Iterator[dict[str, str]]) -> int:
    from kiosk.base.files import write_whole
    from kiosk.base.tables import write_csv

    out = io.StringIO(newline="")
    count = write_csv(out, _COLUMNS, (tuple(line.values()) for line in cells))
    write_whole(path, out.getvalue().encode(), makes_folder=False)
    print(translate("{path}: {count} lines", path=path, count=count))
    return 0


def _change(station: StationCore[ManualCore], options: argparse.Namespace) -> int:
    from kiosk.core.staff_door import PinHashing, StaffDoor
    from kiosk.domain.desk.doors import AddAccount, ResetPin
    from kiosk.services.sign_in import has_administrator

    staff = station.handlers.opened.staff
    door = StaffDoor(station.core, PinHashing())
    accounts = staff.accounts()
    if options.what == "recovery-code":
        return _show_recovery_code(staff.make_recovery_code(None))
    if options.what == "add":
        role = Role.ADMINISTRATOR if options.administrator else Role.STAFF
        problem = staff.find_name_problem(options.name)
        made = problem or door.answer(AddAccount(options.name, role, _ask_pin()), None)
        if isinstance(made, AccountProblem | PinProblem):
            return _refuse(made)
        print(translate("Added: {name}", name=made.name))
        if role is Role.ADMINISTRATOR and not has_administrator(accounts):
            return _show_recovery_code(staff.make_recovery_code(None))
        return 0
    wanted = " ".join(options.name.split()).casefold()
    found = [one for one in accounts if wanted in (one.name.casefold(), one.id)]
    # Of two of one name only one is in use.
    found.sort(key=lambda one: one.is_active is (options.what == "enable"))
    if not found:
        return _refuse(AccountProblem.UNKNOWN)
    account = found[0]
    acts: Mapping[str, Callable[[], AccountProblem | PinProblem | None]] = {
        "reset": lambda: door.answer(ResetPin(account.id, _ask_pin()), None),
        "free": lambda: staff.free(account.id, None),
        "disable": lambda: staff.disable(account.id, None),
        "enable": lambda: staff.enable(account.id, None),
    }
    refused = acts[options.what]()
    if refused is not None:
        return _refuse(refused)
    print(translate("Done: {name}", name=account.name))
    return 0


def _show_recovery_code(code: str | AccountProblem) -> int:
    from kiosk.domain.staff.sign_in import spaced_code

    if isinstance(code, AccountProblem):
        return _refuse(code)
    print(translate("Recovery code, shown this once; print it and lock it away:"))
    print(f"  {spaced_code(code)}")
    return 0


def _refuse(problem: AccountProblem | PinProblem) -> int:
    words: Mapping[Any, Phrase] = {**ACCOUNT_PROBLEMS, **PIN_PROBLEMS}
    print(f"checkpoint-kiosk: {in_language(words[problem])}", file=sys.stderr)
    return 1


def _ask_pin() -> str:
    """By the keyboard twice, unseen; by a pipe one line."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().strip()
    pin = getpass.getpass(translate("PIN of six digits:") + " ")
    if getpass.getpass(translate("Once more:") + " ") != pin:
        raise ConfigFault([ConfigProblem("PIN", Phrase("the two are not the same"))])
    return pin


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(translate("expected YYYY-MM-DD")) from None
