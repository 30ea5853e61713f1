"""A whole kiosk at whose window staff see to cases, an emergency and the paper book, by touches.

`python -m … DIRECTORY LANGUAGE SCRIPT` follows one script to its end and prints as JSON what the
database lists afterwards.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial

from PySide6.QtCore import QElapsedTimer

from drivers.sound.player import SilentPlayer
from kiosk.base.clock import SystemClock
from kiosk.composition.devices import Devices
from kiosk.composition.kiosk import Kiosk
from kiosk.domain.desk.queries import ListCases, ListDay, ListIncomplete
from kiosk.domain.desk.session import Session
from kiosk.domain.language import Language
from kiosk.domain.people.person import Identifier, IdentifierKind, PersonDetails
from kiosk.domain.reason import Reason
from kiosk.domain.staff.roles import Role
from kiosk.domain.station.desk import PageWanted, StaffSignedIn
from kiosk.domain.station.pages.paper_entries import PaperEntries
from kiosk.domain.station.pages.support_list import SupportList
from kiosk.domain.visits.decision import LaneName
from kiosk.settings.config import CameraConfig, CameraKind, Config, StoreConfig, UiConfig
from kiosk.store.connection import open_store
from kiosk.store.queries.reader import open_reader
from tests.support.finger import AGAIN_MS, Finger, Script, run_script
from ui.i18n import load_words
from ui.messages.acts import case_words

WORDS = {
    Language.VI: {
        "emergency": "Cấp cứu – vào ngay",
        "recorded": "Đã ghi nhận cấp cứu",
        "male": "Nam",
        "old": "Từ 60",
        "find": "Tìm tên người này",
        "completed": "Đã bổ sung.",
        "unidentified": "Không rõ danh tính",
        "sure": "Chắc chắn không rõ là ai",
        "closed": "Đã đóng: không rõ danh tính.",
        "undo": "Hoàn tác",
        "undone": "Đã hoàn tác.",
        "take": "Nhận",
        "done": "Xong",
        "let in": "Cho vào",
        "separate": "Vào lối riêng",
        "not": "Chưa cho vào",
        "left": "Đã về",
        "why": "Chưa cho vào: vì sao?",
        "over": "Hết giờ thăm",
        "next": "Ô tiếp theo",
        "third out": "Đi, dòng 3",
        "write": "Ghi 3 lượt",
        "written": "Đã ghi 3 lượt từ sổ giấy.",
        "known": "✓ Đã có",
        "temperature": "°C",
        "measured": "37,8 °C",
    },
    Language.EN: {
        "emergency": "Emergency – in at once",
        "recorded": "Emergency recorded",
        "male": "Male",
        "old": "60 or older",
        "find": "Find who it is",
        "completed": "Completed.",
        "unidentified": "Identity unknown",
        "sure": "Yes, nobody knows who",
        "closed": "Closed: identity unknown.",
        "undo": "Undo",
        "undone": "Undone.",
        "take": "Take",
        "done": "Done",
        "let in": "Let in",
        "separate": "Separate way in",
        "not": "Not let in",
        "left": "Went home",
        "why": "Not let in: why?",
        "over": "Visiting hours are over",
        "next": "Next field",
        "third out": "Out, row 3",
        "write": "Record 3 entries",
        "written": "3 entries recorded from the book.",
        "known": "✓ Known",
        "temperature": "°C",
        "measured": "37.8 °C",
    },
}
NAME = "Nguyễn Thị Hồng Mẫu"
PHONE = "0912345678"
CALLS = (Reason.STAFF_CALLED, Reason.NO_CODE, Reason.PARTIAL_CREDENTIAL, Reason.UNCERTAIN_TEXT)


class Shift:
    """Somebody of the staff at the window."""

    def __init__(self, kiosk: Kiosk, language: Language) -> None:
        self._kiosk = kiosk
        self._language = language
        self._words = WORDS[language]
        self._window = kiosk.window
        self.finger = Finger(kiosk.window.window)

    def _reads(self, word: str) -> Callable[[], bool]:
        return self.finger.reads(self._words[word])

    def _touch(self, *words: str) -> Script:
        """Touch one button after the other."""
        for word in words:
            yield from self.finger.touch(self._words[word])

    def _wait_for(self, count: int) -> Callable[[], bool]:
        return lambda: self._window.station.window.desk.waiting == count

    def _begin(self) -> Script:
        yield lambda: self._window.station.rooms.shell.shown.page == "camera_lost"
        session = Session("staff-1", "Lê Thị Mẫu", Role.STAFF, datetime.now(UTC))
        self._window.station.take(StaffSignedIn(session))

    def cases(self) -> Script:
        """Four cases are taken, one is measured, and they end in the four ways."""
        yield from self._begin()
        for reason in CALLS:
            self._kiosk.call_staff(reason, LaneName.GATE)
        yield self._wait_for(len(CALLS))
        self._window.station.take(PageWanted(SupportList()))
        yield from self._touch("take", "temperature")
        yield from self.finger.type("378")
        yield from self._touch("done")
        yield self._reads("measured")
        yield from self._touch("let in")
        yield self._wait_for(3)
        yield from self._touch("take", "separate")
        yield self._wait_for(2)
        yield from self._touch("take", "not")
        yield self._reads("why")
        yield from self._touch("over")
        yield self._wait_for(1)
        yield from self._touch("take", "left")
        yield self._wait_for(0)
        # The last closing was a slip of the finger.
        yield from self._touch("undo")
        yield self._wait_for(1)
        title = case_words(load_words()[self._language], CALLS[-1].value).title
        yield self.finger.reads(title)
        row = next(text for text in self.finger.texts() if title in text)
        yield from self.finger.touch(row)
        yield from self._touch("left")
        yield self._wait_for(0)

    def emergency(self) -> Script:
        """One is undone, one left without a name, one completed later with a person found."""
        yield from self._begin()
        self._window.station.take(PageWanted(SupportList()))
        yield from self._touch("emergency")
        yield self._reads("recorded")
        yield from self._touch("undo")
        yield self._reads("undone")
        yield from self._touch("emergency")
        yield self._reads("recorded")
        yield from self._touch("unidentified")
        yield self._reads("sure")
        # A second thought takes longer than a button is deaf.
        thought = QElapsedTimer()
        thought.start()
        yield partial(thought.hasExpired, AGAIN_MS)
        yield from self._touch("sure")
        yield self._reads("closed")
        yield from self._touch("emergency")
        yield self._reads("recorded")
        yield from self._touch("male", "old", "find")
        self.finger.press("mau")
        yield from self.finger.touch(NAME)
        yield self._reads("completed")

    def paper(self) -> Script:
        """Three rows: a known phone, a new one, and somebody who left; written in one act."""
        yield from self._begin()
        self._window.station.take(PageWanted(PaperEntries()))
        yield self._reads("next")
        yield from self.finger.type("0001" + PHONE)
        yield self._reads("known")
        yield from self._touch("next")
        yield from self.finger.type("0002" + "0987654321")
        yield from self._touch("next")
        yield from self.finger.type("0003" + "0356000111")
        yield from self._touch("third out")
        yield from self._touch("write")
        yield self._reads("written")


def meet(config: Config) -> None:
    """Somebody with a phone is known here."""
    clock = SystemClock()
    store = open_store(config.store_directory, config.key_file, clock)
    try:
        with store.transaction() as step:
            details = PersonDetails(full_name=NAME, phone="+84912345678")
            at = clock.now() - timedelta(days=1)
            person = step.people.add(details, at)
            phone = Identifier(IdentifierKind.PHONE, details.phone)
            step.people.tie(person.id, phone, "card", at)
    finally:
        store.close()


def main(arguments: list[str]) -> int:
    """Run one script, print what is listed then, give the exit code."""
    directory, language, act = arguments
    config = Config(
        camera=CameraConfig(kind=CameraKind.NONE),
        ui=UiConfig(full_screen=False, language=Language(language)),
        store=StoreConfig(directory=directory),
    )
    meet(config)
    kiosk = Kiosk(config, devices=Devices(None, lambda: None, SilentPlayer()), headless=True)
    shift = Shift(kiosk, Language(language))
    code = run_script(kiosk, getattr(shift, act)(), shift.finger)
    reader = open_reader(config.store_directory, config.key_file, config.venue.time_zone)
    rules, now = config.make_policy(), SystemClock().now()
    cases = reader.answer(ListCases(), rules, now)
    entries = reader.answer(ListDay(), rules, now)
    incomplete = reader.answer(ListIncomplete(), rules, now)
    print(
        json.dumps(
            {
                "touches": shift.finger.touches,
                "closed": [[case.reason, case.outcome] for case in reversed(cases.closed)],
                "entries": [
                    [row.direction, row.full_name, row.phone, row.is_paper]
                    for row in reversed(entries.rows)
                ],
                "incomplete": len(incomplete.rows),
            }
        )
    )
    reader.close()
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
