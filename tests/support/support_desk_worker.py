"""A whole kiosk at whose window staff see to cases, an emergency and the paper book, by touches.

`python -m … DIRECTORY LANGUAGE SCRIPT` follows one script to its end and prints as JSON what the
database lists afterwards.
"""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime, timedelta

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
from tests.support.tapping import Hand, Script, Tapper

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
        "letin": "Cho vào",
        "separate": "Vào lối riêng",
        "not": "Chưa cho vào",
        "left": "Đã về",
        "why": "Chưa cho vào: vì sao?",
        "over": "Hết giờ thăm",
        "called": "· Gọi nhân viên",
        "ended": "Đã ghi:",
        "nobody": "Không có ai đang chờ.",
        "next": "Ô tiếp theo",
        "out": "Đi",
        "write": "Ghi 3 lượt",
        "written": "Đã ghi 3 lượt từ sổ giấy.",
        "known": "✓ Đã có",
        "temperature": "°C",
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
        "letin": "Let in",
        "separate": "Separate way in",
        "not": "Not let in",
        "left": "Went home",
        "why": "Not let in: why?",
        "over": "Visiting hours are over",
        "called": "· Called staff",
        "ended": "Recorded:",
        "nobody": "Nobody is waiting.",
        "next": "Next field",
        "out": "Out",
        "write": "Write 3 entries",
        "written": "3 entries written from the book.",
        "known": "✓ Known",
        "temperature": "°C",
    },
}
NAME = "Nguyễn Thị Hồng Mẫu"
PHONE = "0912345678"
CALLS = (Reason.STAFF_CALLED, Reason.NO_CODE, Reason.PARTIAL_CREDENTIAL, Reason.UNCERTAIN_TEXT)


class Shift:
    """Somebody of the staff at the window."""

    def __init__(self, kiosk: Kiosk, language: Language) -> None:
        self._kiosk = kiosk
        self._clock = SystemClock()
        self._words = WORDS[language]
        self._window = kiosk.window
        self._finger = Tapper(kiosk.window.window)
        self.touches = 0

    def _sees(self, word: str) -> bool:
        return self._finger.sees(self._words[word])

    def _tap(self, word: str) -> Script:
        """Touch a button once it is there and no longer deaf from the touch before."""
        yield from self._touch(self._words[word])

    def _touch(self, text: str) -> Script:
        yield lambda: text in self._finger.texts()
        self._finger.tap(text)
        self.touches += 1
        yield from self._rest()

    def _touch_first(self, ending: str) -> Script:
        """Touch the row whose text ends so."""
        yield lambda: any(text.endswith(ending) for text in self._finger.texts())
        texts = self._finger.texts()
        yield from self._touch(next(text for text in texts if text.endswith(ending)))

    def _keys(self, keys: str) -> Script:
        for key in keys:
            yield lambda key=key: key in self._finger.texts()
            self._finger.tap_key(key)
            self.touches += 1
            yield from self._rest()

    def _letters(self, letters: str) -> Script:
        for letter in letters:
            yield from self._touch(letter)

    def _rest(self) -> Script:
        """Longer than a button is deaf after a touch."""
        until = self._clock.monotonic() + 0.35
        yield lambda: self._clock.monotonic() > until

    def _begin(self) -> Script:
        yield lambda: self._window.station.rooms.shell.shown.page == "camera_lost"
        session = Session("staff-1", "Lê Thị Mẫu", Role.STAFF, datetime.now(UTC))
        self._window.station.take(StaffSignedIn(session))

    def cases(self) -> Script:
        """Four cases are taken, one is measured, and they end in the four ways."""
        yield from self._begin()
        for reason in CALLS:
            self._kiosk.call_staff(reason, LaneName.GATE)
        yield lambda: self._window.station.window.desk.waiting == len(CALLS)
        self._window.station.take(PageWanted(SupportList()))
        yield from self._tap("take")
        yield from self._tap("temperature")
        yield from self._keys("378")
        yield from self._tap("done")
        yield lambda: "37,8 °C" in self._finger.texts()
        yield from self._tap("letin")
        yield lambda: self._window.station.window.desk.waiting == 3
        for closing in ("separate", "not", "left"):
            yield from self._tap("take")
            yield from self._tap(closing)
            if closing == "not":
                yield lambda: self._sees("why")
                yield from self._tap("over")
            yield lambda: self._sees("ended")
        yield lambda: self._window.station.window.desk.waiting == 0
        # The last closing was a slip of the finger.
        yield from self._tap("undo")
        yield lambda: self._window.station.window.desk.waiting == 1
        yield from self._touch_first(self._words["called"])
        yield from self._tap("left")
        yield lambda: self._window.station.window.desk.waiting == 0

    def emergency(self) -> Script:
        """One is undone, one left without a name, one completed later with a person found."""
        yield from self._begin()
        self._window.station.take(PageWanted(SupportList()))
        yield from self._tap("emergency")
        yield lambda: self._sees("recorded")
        yield from self._tap("undo")
        yield lambda: self._sees("undone")
        yield from self._tap("emergency")
        yield lambda: self._sees("recorded")
        yield from self._tap("unidentified")
        yield from self._tap("sure")
        yield lambda: self._sees("closed")
        yield from self._tap("emergency")
        yield lambda: self._sees("recorded")
        yield from self._tap("male")
        yield from self._tap("old")
        yield from self._tap("find")
        yield from self._letters("mau")
        yield from self._touch(NAME)
        yield lambda: self._sees("completed")

    def paper(self) -> Script:
        """Three rows: a known phone, a new one, and somebody who left; written in one act."""
        yield from self._begin()
        self._window.station.take(PageWanted(PaperEntries()))
        yield lambda: self._sees("next")
        yield from self._keys("0001" + PHONE)
        yield lambda: self._sees("known")
        yield from self._tap("next")
        yield from self._keys("0002" + "0987654321")
        yield from self._tap("next")
        yield from self._keys("0003" + "0356000111")
        yield from self._tap("out")
        yield from self._tap("write")
        yield lambda: self._sees("written")


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
    finished: list[bool] = []

    def done() -> None:
        finished.append(True)
        kiosk.window.quit()

    hand = Hand(getattr(shift, act)(), done)
    code = kiosk.run()
    del hand
    reader = open_reader(config.store_directory, config.key_file, config.venue.time_zone)
    rules, now = config.make_policy(), SystemClock().now()
    cases = reader.answer(ListCases(), rules, now)
    entries = reader.answer(ListDay(), rules, now)
    incomplete = reader.answer(ListIncomplete(), rules, now)
    print(
        json.dumps(
            {
                "done": bool(finished),
                "touches": shift.touches,
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
