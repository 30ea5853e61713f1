"""A whole kiosk at whose desk people are looked for: `python -m … DIRECTORY LANGUAGE`.

Real touches on the window and a real database. Prints as JSON the touches that finding takes.
"""

from __future__ import annotations

import json
import sys
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QElapsedTimer

from drivers.sound.player import SilentPlayer
from kiosk.base.clock import SystemClock
from kiosk.composition.devices import Devices
from kiosk.composition.kiosk import Kiosk
from kiosk.domain.desk.session import Session
from kiosk.domain.language import Language
from kiosk.domain.staff.roles import Role
from kiosk.domain.station.desk import GoBack, PageWanted, StaffSignedIn
from kiosk.domain.station.pages.day_list import DayList
from kiosk.settings.config import CameraConfig, CameraKind, Config, StoreConfig, UiConfig
from kiosk.store.connection import open_store
from tests.support.desk_people_worker import ALONE, FAMILY, STAFF, store_people
from tests.support.finger import AGAIN_MS, Finger, Script, run_script
from tests.support.store import entry


class Words(NamedTuple):
    """What is touched and read, in one language."""

    check_in: str
    check_out: str
    no_phone: str
    filter: str
    every: str
    nobody: str
    support: str


WORDS = {
    Language.VI: Words(
        check_in="Check in · ĐẾN",
        check_out="Check out · ĐI",
        no_phone="Thiếu SĐT",
        filter="Lọc",
        every="Tất cả",
        nobody="Không có lượt nào như vậy.",
        support="Cần hỗ trợ",
    ),
    Language.EN: Words(
        check_in="Check in · IN",
        check_out="Check out · OUT",
        no_phone="No phone",
        filter="Filter",
        every="All",
        nobody="No such entries.",
        support="Need help",
    ),
}


class Desk:
    """What staff look for, one after the other."""

    def __init__(self, kiosk: Kiosk, words: Words) -> None:
        self._kiosk = kiosk
        self._words = words
        self.finger = Finger(kiosk.window.window)
        self.touches: dict[str, int] = {}

    def script(self) -> Script:
        """The whole morning."""
        yield lambda: self._kiosk.marks.ready is not None
        session = Session(STAFF, "Lê Thị Mai", Role.STAFF, SystemClock().now())
        for event in (StaffSignedIn(session), PageWanted(DayList())):
            self._kiosk.window.station.take(event)
        yield from self.a_row_is_masked_until_touched()
        yield from self.by_the_last_four_digits()
        yield from self.by_a_name_without_accents()
        yield from self.by_a_phone_of_three()
        yield from self.by_a_keyboard_on_the_table()
        yield from self.tabs_and_filters()

    def _back(self, pages: int) -> None:
        for _ in range(pages):
            self._kiosk.window.station.take(GoBack())

    def a_row_is_masked_until_touched(self) -> Script:
        finger = self.finger
        yield finger.reads("L. T. Khác")
        yield finger.reads("098•••321")
        yield finger.reads_no("Lê Thị Khác")
        yield from finger.touch("L. T. Khác")
        yield finger.reads("0987 654 321")
        # The same row again: no faster than a hand does.
        rest = QElapsedTimer()
        rest.start()
        yield partial(rest.hasExpired, 2 * AGAIN_MS)
        yield from finger.touch("Lê Thị Khác")
        yield finger.reads(self._words.check_out)
        self._back(1)
        yield finger.reads("L. T. Khác")
        yield finger.reads_no("Lê Thị Khác")

    def by_the_last_four_digits(self) -> Script:
        finger = self.finger
        finger.touches = 0
        yield from finger.type(ALONE[-4:])
        yield from finger.touch("Lê Thị Khác")
        yield finger.reads(self._words.check_out)
        self.touches["last four digits"] = finger.touches
        self._back(1)
        yield finger.reads_no("Khác")
        self._back(1)

    def by_a_name_without_accents(self) -> Script:
        finger = self.finger
        finger.touches = 0
        yield from finger.touch("ABC")
        yield from finger.type("mau")
        yield from finger.touch("Phạm Bảo")
        yield finger.reads(self._words.check_in)
        self.touches["name without accents"] = finger.touches
        self._back(2)

    def by_a_phone_of_three(self) -> Script:
        finger = self.finger
        finger.touches = 0
        yield from finger.type(FAMILY)
        for name in ("Nguyễn Thị Mẫu", "Nguyễn Văn Mẫu", "Phạm Bảo Mẫu"):
            yield finger.reads(name)
        self.touches["phone of three"] = finger.touches
        self._back(2)

    def by_a_keyboard_on_the_table(self) -> Script:
        finger = self.finger
        yield finger.reads("L. T. Khác")
        finger.press("p")
        yield finger.reads("hạm Bảo Mẫu")
        self._back(1)

    def tabs_and_filters(self) -> Script:
        finger, words = self.finger, self._words
        yield from finger.touch(words.filter)
        yield from finger.touch(words.no_phone)
        yield finger.reads(words.nobody)
        yield from finger.touch(words.filter)
        yield from finger.touch(words.every)
        yield finger.reads("L. T. Khác")
        yield from finger.touch(words.support)
        yield finger.reads_no("L. T. Khác")
        self._back(1)
        yield finger.reads("L. T. Khác")


def come_in(config: Config, person_id: str) -> None:
    """This person came in a quarter of an hour ago."""
    clock = SystemClock()
    store = open_store(config.store_directory, config.key_file, clock)
    with store.transaction() as step:
        step.append(*entry(), clock.now() - timedelta(minutes=15), person_id=person_id)
    store.close()


def main(arguments: list[str]) -> int:
    """Run, print what was done, give the exit code."""
    folder, language = Path(arguments[0]), Language(arguments[1])
    config = Config(
        camera=CameraConfig(kind=CameraKind.NONE),
        ui=UiConfig(full_screen=False, language=language),
        store=StoreConfig(directory=str(folder / "store")),
    )
    come_in(config, store_people(config)[ALONE][0])
    kiosk = Kiosk(config, devices=Devices(None, lambda: None, SilentPlayer()), headless=True)
    desk = Desk(kiosk, WORDS[language])
    code = run_script(kiosk, desk.script(), desk.finger)
    print(json.dumps({"touches": desk.touches}))
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
