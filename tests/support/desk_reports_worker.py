"""A whole kiosk at whose window staff write a report to a folder and print who is inside.

`python -m … DIRECTORY LANGUAGE` prints as JSON what it counted.
"""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QElapsedTimer

from drivers.printer.escpos_printer import EscposPrinter
from drivers.printer.simulated import SimulatedPrinter
from drivers.printer.simulated_link import link_to
from drivers.sound.player import SilentPlayer
from kiosk.base.clock import SystemClock
from kiosk.composition.devices import Devices
from kiosk.composition.kiosk import Kiosk
from kiosk.domain.desk.session import Session
from kiosk.domain.language import Language
from kiosk.domain.staff.roles import Role
from kiosk.domain.station.desk import PageWanted, StaffSignedIn
from kiosk.domain.station.pages.reports import Reports
from kiosk.settings.config import (
    CameraConfig,
    CameraKind,
    Config,
    PrinterConfig,
    PrinterKind,
    StoreConfig,
    UiConfig,
)
from kiosk.store.connection import open_store
from tests.support.finger import AGAIN_MS, Finger, Script, run_script
from tests.support.store import scan

WORDS = {
    Language.VI: {
        "month": "Một tháng",
        "names": "Danh sách họ tên",
        "csv": "CSV",
        "write": "Xuất tệp",
        "written": "3 dòng trong tệp",
        "done": "Xong",
        "print": "In danh sách sơ tán",
        "printed": "3 người bên trong",
        "all": "Ghi nhận tất cả đã ra",
        "sure": "Đúng, tất cả đã ra",
        "left": "Đã ghi nhận 3 người ra về",
    },
    Language.EN: {
        "month": "One month",
        "names": "List of names",
        "csv": "CSV",
        "write": "Export the file",
        "written": "3 lines in the file",
        "done": "Done",
        "print": "Print evacuation list",
        "printed": "3 people inside",
        "all": "Record that all are out",
        "sure": "Yes, all are out",
        "left": "3 departures recorded",
    },
}
PEOPLE = 3


def follow(kiosk: Kiosk, finger: Finger, language: Language) -> Script:
    """A month's list by name as CSV, then the list of who is inside, and everybody out."""
    words = WORDS[language]
    yield lambda: kiosk.marks.ready is not None
    session = Session("account-1", "Lê Thị Mai", Role.STAFF, datetime.now(UTC))
    kiosk.window.station.rooms.shell.chooseLanguage(language.value)
    kiosk.window.station.take(StaffSignedIn(session))
    kiosk.window.station.take(PageWanted(Reports()))
    for word in ("month", "names", "csv", "write"):
        yield from touch(finger, words[word])
    yield finger.reads(words["written"])
    yield from touch(finger, words["done"])
    yield from touch(finger, words["print"])
    yield finger.reads(words["printed"])
    yield from touch(finger, words["all"])
    yield from touch(finger, words["sure"])
    yield finger.reads(words["left"])


def touch(finger: Finger, label: str) -> Script:
    """Touch it, no sooner than it hears: a button that has just come is deaf for a moment."""
    yield finger.reads(label)
    rest = QElapsedTimer()
    rest.start()
    yield lambda: rest.hasExpired(AGAIN_MS)
    yield from finger.touch(label)


def main(top: Path, language: Language) -> int:
    """Run it; prints how many touches it took and what came out of the printer."""
    store, reports = top / "store", top / "reports"
    reports.mkdir()
    config = Config(
        camera=CameraConfig(kind=CameraKind.NONE),
        printer=PrinterConfig(kind=PrinterKind.SIMULATED),
        store=StoreConfig(directory=str(store), reports=str(reports)),
        ui=replace(UiConfig(), full_screen=False),
    )
    clock = SystemClock()
    opened = open_store(store, config.key_file, clock)
    for number in range(PEOPLE):
        scan(opened, number, at=clock.now())
    opened.close()
    device = SimulatedPrinter(top / "papers", 384, 3.0)
    printer = EscposPrinter("simulated", lambda: link_to(device), 384, has_cutter=False)
    devices = Devices(None, lambda: printer, SilentPlayer())
    kiosk = Kiosk(config, devices=devices, headless=True)
    finger = Finger(kiosk.window.window)
    code = run_script(kiosk, follow(kiosk, finger, language), finger)
    print(json.dumps({"touches": finger.touches, "papers": len(device.papers)}))
    return code


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Language(sys.argv[2])))
