"""A whole kiosk whose limit inside an administrator sets by touches, and the gate reaches.

`python -m … DIRECTORY LANGUAGE SETTINGS` prints as JSON what the database lists afterwards.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from drivers.sound.player import SilentPlayer
from kiosk.base.clock import SystemClock
from kiosk.composition.devices import Devices
from kiosk.composition.kiosk import Kiosk
from kiosk.domain.desk.queries import ListCases, ListDay
from kiosk.domain.desk.session import Session
from kiosk.domain.language import Language
from kiosk.domain.staff.roles import Role
from kiosk.domain.station.desk import PageWanted, StaffSignedIn, StaffSignedOut
from kiosk.domain.station.pages.shift_check import ShiftCheck
from kiosk.domain.visits.decision import LaneName
from kiosk.ports.scans import Scan, ScanSource
from kiosk.settings.config import CameraConfig, CameraKind, Config, StoreConfig, UiConfig
from kiosk.store.connection import open_store
from kiosk.store.queries.reader import open_reader
from sync.protocol.policy import VenueKind
from tests.support.credentials import citizen_fields, citizen_text, make_person
from tests.support.finger import Finger, Script, run_script

WORDS = {
    Language.VI: {
        "rules": "Quy định tại điểm này",
        "other rules": "Các quy định khác",
        "more": "Giới hạn người bên trong +",
        "sooner": "Hỏi lại khi ra về sớm −",
        "save": "Lưu thay đổi",
        "saved": "Đã lưu.",
        "full": "Bên trong đang đông",
        "in": "Xin mời vào",
        "out": "Xin cảm ơn",
    },
    Language.EN: {
        "rules": "Rules of this venue",
        "other rules": "Other rules",
        "more": "How many inside +",
        "sooner": "Ask on early leaving −",
        "save": "Save changes",
        "saved": "Saved.",
        "full": "It is crowded inside",
        "in": "Please come in",
        "out": "Thank you",
    },
}
ROOM = 5
"""What one touch makes of no limit."""


def card(number: int) -> str:
    rng = random.Random(number)
    return citizen_text(citizen_fields(make_person(rng), rng))


class Day:
    """An administrator, and who comes after."""

    def __init__(self, kiosk: Kiosk, language: Language, administrator: str) -> None:
        self._kiosk = kiosk
        self._words = WORDS[language]
        self._administrator = administrator
        self.finger = Finger(kiosk.window.window)

    def _reads(self, word: str) -> Callable[[], bool]:
        return self.finger.reads(self._words[word])

    def _touch(self, *words: str) -> Script:
        for word in words:
            yield from self.finger.touch(self._words[word])

    def _scan(self, number: int, word: str) -> Script:
        assert self._kiosk.station is not None
        before = self._kiosk.window.station.window.gate.token
        scan = Scan(card(number), ScanSource.CAMERA, LaneName.GATE, SystemClock().now())
        self._kiosk.station.core.submit(scan)
        yield lambda: self._kiosk.window.station.window.gate.token > before
        yield self._reads(word)

    def run(self) -> Script:
        """Set the limit, fill the place, wait, and come in once there is room."""
        station = self._kiosk.window.station
        yield lambda: station.rooms.shell.shown.page == "camera_lost"
        session = Session(self._administrator, "Võ Thanh Hà", Role.ADMINISTRATOR, datetime.now(UTC))
        station.take(StaffSignedIn(session))
        station.take(PageWanted(ShiftCheck()))
        yield from self._touch("rules", "more", "other rules", "sooner", "sooner", "save")
        yield self._reads("saved")
        station.take(StaffSignedOut())
        for number in range(ROOM):
            yield from self._scan(number, "in")
        yield from self._scan(ROOM, "full")
        yield from self._scan(0, "out")
        yield from self._scan(ROOM, "in")


def main(arguments: list[str]) -> int:
    """Run the day, print what is listed then, give the exit code."""
    directory, language, settings = arguments
    config = Config(
        camera=CameraConfig(kind=CameraKind.NONE),
        ui=UiConfig(full_screen=False, language=Language(language)),
        store=StoreConfig(directory=directory),
    )
    config = replace(
        config,
        policy=replace(config.policy, repeat_window_s=0),
        venue=replace(config.venue, kind=VenueKind.OTHER),
    )
    clock = SystemClock()
    store = open_store(config.store_directory, config.key_file, clock)
    with store.transaction() as step:
        account = step.staff.add("Võ Thanh Hà", Role.ADMINISTRATOR, "no pin", clock.now())
    store.close()
    kiosk = Kiosk(config, devices=Devices(None, lambda: None, SilentPlayer()), headless=True)
    kiosk.settings_file = Path(settings)
    day = Day(kiosk, Language(language), account.id)
    code = run_script(kiosk, day.run(), day.finger)
    reader = open_reader(config.store_directory, config.key_file, config.venue.time_zone)
    rules, now = config.make_policy(), clock.now()
    cases = reader.answer(ListCases(), rules, now)
    entries = reader.answer(ListDay(), rules, now)
    print(
        json.dumps(
            {
                "waiting": len(cases.waiting),
                "closed": [[case.reason, case.outcome] for case in cases.closed],
                "entries": [row.direction for row in reversed(entries.rows)],
            }
        )
    )
    reader.close()
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
