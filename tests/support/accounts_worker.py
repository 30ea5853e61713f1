"""A whole kiosk at whose window an administrator looks after accounts, and a badge unlocks.

`python -m … DIRECTORY LANGUAGE`: real touches on the window, a real database, a simulated printer,
and the desk's scanner on a serial line. Prints as JSON what was seen on the way.
"""

from __future__ import annotations

import json
import os
import pty
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QElapsedTimer

from drivers.printer.escpos_printer import EscposPrinter
from drivers.printer.simulated import SimulatedPrinter
from drivers.printer.simulated_link import link_to
from drivers.sound.player import SilentPlayer
from kiosk.base.clock import SystemClock
from kiosk.composition.devices import Devices
from kiosk.composition.kiosk import Kiosk
from kiosk.domain.language import Language
from kiosk.domain.people.visitor import VisitorKind
from kiosk.domain.staff.roles import Role
from kiosk.domain.station.desk import PageWanted, StaffSignedOut
from kiosk.domain.station.pages.sign_in import SignInState
from kiosk.domain.venue import Venue
from kiosk.services.pin_hashing import hash_pin
from kiosk.services.staff import StaffService
from kiosk.settings.config import (
    CameraConfig,
    CameraKind,
    Config,
    DeskConfig,
    GateConfig,
    LaneInput,
    PrinterConfig,
    PrinterKind,
    ScannerConfig,
    ScannerKind,
    StoreConfig,
    UiConfig,
)
from kiosk.store.connection import open_store
from kiosk.store.driver import connect
from kiosk.store.key import load_key
from tests.support.finger import Finger, Script, run_script
from tests.support.store import meet, scan

BOSS, NEW = "Võ Thanh Hà", "Lan"
PIN, OTHER_PIN, WEAK = "742906", "857103", "123456"
QUICK_PASSES = 1
NO_BADGE = "8417" + "1" * 140
"""The shape of a slip's code, and nobody's."""


class Words(NamedTuple):
    """What is touched and read, in one language."""

    not_reviewed: str
    reviewed: str
    shift: str
    accounts: str
    add: str
    go_on: str
    weak: str
    added: str
    badge: str
    printing: str
    disable: str
    disabled: str
    enable: str
    enabled: str
    trail: str
    lines: tuple[str, ...]
    export: str
    report: str
    back: str
    end: str
    lock: str
    unlock: str
    no_badge: str
    board: str


WORDS = {
    Language.VI: Words(
        not_reviewed="Hôm nay chưa rà soát.",
        reviewed="Đã rà soát",
        shift="Kiểm tra đầu ca, hết ca",
        accounts="Tài khoản, nhật ký",
        add="Thêm tài khoản",
        go_on="Tiếp tục",
        weak="Số liền nhau",
        added="Đã thêm tài khoản Lan.",
        badge="In thẻ mở khóa bàn",
        printing="thẻ, dùng đến",
        disable="Ngừng dùng",
        disabled="Lan không đăng nhập được nữa.",
        enable="Dùng lại",
        enabled="Lan lại đăng nhập được.",
        trail="Nhật ký",
        lines=("Dùng lại tài khoản", "Cấp thẻ mở khóa bàn", "Rà soát người nội trú"),
        export="Xuất tệp",
        report="Xuất nhật ký",
        back="Quay lại",
        end="Hết ca, đăng xuất",
        lock="Khóa, Lan",
        unlock="Mã PIN của Lan, hoặc giơ thẻ nhân viên",
        no_badge="Đây không phải thẻ nhân viên.",
        board="Hôm nay",
    ),
    Language.EN: Words(
        not_reviewed="Not looked through yet today.",
        reviewed="Looked through",
        shift="Start of shift check, end of shift",
        accounts="Accounts, log",
        add="Add an account",
        go_on="Continue",
        weak="Digits in a row",
        added="Account added: Lan.",
        badge="Print a card that unlocks the desk",
        printing="card, valid until",
        disable="Take out of use",
        disabled="Lan can no longer sign in.",
        enable="Use again",
        enabled="Lan can sign in again.",
        trail="Log",
        lines=(
            "Put an account back into use",
            "Issued a card that unlocks the desk",
            "Went through who stays until discharged",
        ),
        export="Export",
        report="Export the log",
        back="Back",
        end="End of shift, sign out",
        lock="Lock, Lan",
        unlock="PIN of Lan, or hold up the staff card",
        no_badge="This is not a staff card.",
        board="Today",
    ),
}


class Office:
    """An administrator at the window, then the one whom they made an account for."""

    def __init__(self, kiosk: Kiosk, config: Config, line: int, language: Language) -> None:
        self._kiosk = kiosk
        self._config = config
        self._line = line
        self._language = language
        self._words = WORDS[language]
        self.finger = Finger(kiosk.window.window)
        self.seen: list[str] = []

    def follow(self) -> Script:
        """From the first sign-in of the day to the desk unlocked by a badge."""
        yield lambda: self._kiosk.marks.ready is not None
        self._kiosk.window.station.rooms.shell.chooseLanguage(self._language.value)
        yield from self._sign_in(BOSS, PIN)
        yield from self._looks_through()
        yield from self._adds()
        code = yield from self._prints()
        yield from self._disables()
        yield from self._reads_the_trail()
        yield from self._ends()
        yield from self._sign_in(NEW, OTHER_PIN)
        yield from self._unlocks(code)

    def _sign_in(self, name: str, pin: str) -> Script:
        self._kiosk.window.station.take(PageWanted(SignInState()))
        yield from self.finger.touch(name)
        yield from self._type(pin)
        yield lambda: self._is_in

    def _looks_through(self) -> Script:
        yield self._reads(self._words.not_reviewed)
        self.seen.append("reminded")
        yield from self._touch(self._words.reviewed)
        yield self._reads(self._words.board)

    def _adds(self) -> Script:
        yield from self._touch(self._words.shift)
        yield from self._touch(self._words.accounts)
        yield from self._touch(self._words.add)
        yield from self._type(NEW.lower())
        yield from self._touch(self._words.go_on)
        yield from self._type(WEAK)
        yield self._reads(self._words.weak)
        self.seen.append("weak")
        yield from self._type(OTHER_PIN + OTHER_PIN)
        yield self._reads(self._words.added)
        self.seen.append("added")

    def _prints(self) -> Script:
        """Gives the code of the badge, as it came out of the printer."""
        yield from self._touch(NEW)
        yield from self._touch(self._words.badge)
        yield self._reads(self._words.printing)
        self.seen.append("badge")
        return self._printed_code()

    def _disables(self) -> Script:
        for word, told in (
            (self._words.disable, self._words.disabled),
            (self._words.enable, self._words.enabled),
        ):
            yield from self._touch(NEW)
            yield from self._touch(word)
            if word == self._words.disable:
                yield self._reads("?")
                yield from self._touch(word)
            yield self._reads(told)
            self.seen.append(told)

    def _reads_the_trail(self) -> Script:
        yield from self._touch(self._words.trail)
        for line in self._words.lines:
            yield self._reads(line)
        self.seen.append("trail")
        yield from self._touch(self._words.export)
        yield self._reads(self._words.report)
        self.seen.append("export")

    def _ends(self) -> Script:
        self._kiosk.window.station.take(StaffSignedOut())
        yield lambda: not self._is_in

    def _unlocks(self, code: str) -> Script:
        yield self._reads(self._words.board)
        yield from self._touch(self._words.lock)
        yield lambda: not self._is_in
        self._kiosk.window.station.take(PageWanted(SignInState()))
        yield self._reads(self._words.unlock)
        self._hold(NO_BADGE)
        yield self._reads(self._words.no_badge)
        self.seen.append("no badge")
        self._hold(code)
        yield lambda: self._is_in
        yield self._reads(self._words.board)
        self.seen.append("unlocked")

    @property
    def _is_in(self) -> bool:
        return self._kiosk.window.station.window.desk.staff is not None

    def _reads(self, text: str) -> Callable[[], bool]:
        return self.finger.reads(text)

    def _touch(self, text: str) -> Script:
        return self.finger.touch(text)

    def _type(self, keys: str) -> Script:
        for key in keys:
            self.finger.press(key)
            rest = QElapsedTimer()
            rest.start()
            yield partial(rest.hasExpired, 60)

    def _hold(self, code: str) -> None:
        """Before the desk's scanner."""
        os.write(self._line, f"{code}\r\n".encode())

    def _printed_code(self) -> str:
        path = self._config.store_directory / "store.db"
        connection = connect(path, load_key(self._config.key_file), "ro")
        try:
            row = connection.execute("SELECT slip FROM print_jobs ORDER BY no DESC LIMIT 1")
            return str(json.loads(row.fetchone()[0])["code"])
        finally:
            connection.close()


def _fill(config: Config, clock: SystemClock) -> None:
    """An administrator, and an inpatient of the day before yesterday."""
    store = open_store(config.store_directory, config.key_file, clock)
    try:
        staff = StaffService(store, Venue(), clock)
        staff.add(BOSS, Role.ADMINISTRATOR, hash_pin(PIN, QUICK_PASSES), None)
        staff.set_passes(QUICK_PASSES)
        at = clock.now() - timedelta(days=2)
        scan(store, 1, at=at)
        with store.transaction() as tx:
            tx.people.update(replace(meet(tx, 1), visitor=VisitorKind.INPATIENT), at)
    finally:
        store.close()


def main(top: Path, language: Language) -> int:
    """Run it, print what was seen, give the exit code."""
    line, device = pty.openpty()
    config = Config(
        camera=CameraConfig(kind=CameraKind.NONE),
        scanner=ScannerConfig(kind=ScannerKind.SERIAL, device=os.ttyname(device)),
        gate=GateConfig(inputs=(LaneInput.CAMERA,)),
        desk=DeskConfig(inputs=(LaneInput.SCANNER,)),
        printer=PrinterConfig(kind=PrinterKind.SIMULATED),
        store=StoreConfig(directory=str(top / "store")),
        ui=replace(UiConfig(), full_screen=False),
    )
    clock = SystemClock()
    _fill(config, clock)
    papers = SimulatedPrinter(top / "papers", 384, 3.0)
    printer = EscposPrinter("simulated", lambda: link_to(papers), 384, has_cutter=False)
    kiosk = Kiosk(config, devices=Devices(None, lambda: printer, SilentPlayer()), headless=True)
    office = Office(kiosk, config, line, language)
    code = run_script(kiosk, office.follow(), office.finger)
    print(json.dumps({"seen": office.seen, "papers": len(papers.papers)}))
    return code


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Language(sys.argv[2])))
