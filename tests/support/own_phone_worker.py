"""A whole kiosk where people come in by their own phones: `python -m … DIRECTORY LANGUAGE`.

Real touches on the window, a real database, and a hub in this process whose codes are read where
they are sent. Prints as JSON the touches of a family, and what the support list holds in the end.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import NamedTuple

from drivers.sound.player import SilentPlayer
from kiosk.base.clock import SystemClock
from kiosk.composition.devices import Devices
from kiosk.composition.kiosk import Kiosk
from kiosk.domain.language import Language
from kiosk.domain.station.health import NetworkState
from kiosk.settings.config import CameraConfig, CameraKind, Config, StoreConfig, UiConfig
from kiosk.store.connection import open_store
from sync.client.enrolment import enrol
from sync.client.hub_file import save_hub_file
from sync.hub.hub import HubOptions
from sync.hub.server import RunningHub
from tests.support.desk_people_worker import ALONE, FAMILY, Inbox, store_people
from tests.support.finger import Finger, Script, run_script
from tests.support.hub_records import ADMIN

NOBODYS, SILENT = "0777777777", "0388888888"


class Words(NamedTuple):
    """What is touched and read, in one language."""

    phone: str
    go_on: str
    sent: str
    record: str
    come_in: str
    first: str
    wait: str
    staff: str
    number: str
    wrong: str
    no_code: str


WORDS = {
    Language.VI: Words(
        phone="Dùng số điện thoại",
        go_on="Tiếp tục",
        sent="Mã 6 số đã gửi đến",
        record="Ghi nhận",
        come_in="Xin mời vào",
        first="ĐẾN · N. T. Mẫu",
        wait="Xin chờ",
        staff="Mời sang bàn hỗ trợ",
        number="Số {}",
        wrong="Mã chưa đúng",
        no_code="Không nhận được mã",
    ),
    Language.EN: Words(
        phone="Use phone number",
        go_on="Go on",
        sent="A code of 6 digits was sent to",
        record="Record",
        come_in="Please come in",
        first="IN · N. T. Mẫu",
        wait="wait",
        staff="Please go to the help desk",
        number="No. {}",
        wrong="Wrong code",
        no_code="No code came",
    ),
}


class Visitors:
    """Who comes, one after the other."""

    def __init__(self, kiosk: Kiosk, inbox: Inbox, words: Words) -> None:
        self._kiosk = kiosk
        self._inbox = inbox
        self._words = words
        self.finger = Finger(kiosk.window.window)
        self.touches = 0

    def script(self) -> Script:
        """The whole morning."""
        yield lambda: self._kiosk.marks.ready is not None
        yield lambda: self._kiosk.health.health.network is NetworkState.ONLINE
        yield from self.two_of_three()
        yield from self.one_alone()
        yield from self.nobody_known()
        yield from self.no_sender()

    def _number(self, phone: str) -> Script:
        yield from self.finger.touch(self._words.phone)
        yield from self._type(phone)
        yield from self.finger.touch(self._words.go_on)

    def _type(self, keys: str) -> Script:
        """One key after the other; the public's pad does not hear one twice within a tremor."""
        for key in keys:
            yield from self.finger.touch(key)

    def _code(self) -> Script:
        yield self.finger.reads(self._words.sent)
        yield lambda: bool(self._inbox.codes)
        yield from self._type(self._inbox.codes.pop())

    def two_of_three(self) -> Script:
        """A wrong code, then the right one; two of the three who use the number come in."""
        words, finger = self._words, self.finger
        yield from self._number(FAMILY)
        yield lambda: bool(self._inbox.codes)
        right = self._inbox.codes.pop()
        assert not any("N. T. Mẫu" in text for text in finger.texts()), "no name before proof"
        yield from self._type("".join(str((int(digit) + 1) % 10) for digit in right))
        yield finger.reads(words.wrong)
        yield from self._type(right)
        yield from finger.touch("N. T. Mẫu")
        yield from finger.touch("P. B. Mẫu")
        yield from finger.touch(words.record)
        yield finger.reads(words.first)
        self.touches = finger.touches
        yield from finger.touch(words.come_in)

    def one_alone(self) -> Script:
        """Nobody else uses the number: recorded without another touch, shown as after a scan."""
        yield from self._number(ALONE)
        yield from self._code()
        yield self.finger.reads("L. T. Khác")
        yield from self.finger.touch("L. T. Khác")

    def nobody_known(self) -> Script:
        """The same way, and the number is in the support list."""
        yield from self._number(NOBODYS)
        yield from self._code()
        yield from self._support(1)

    def no_sender(self) -> Script:
        """No code can be sent: the same page."""
        self._inbox.is_down = True
        yield from self._number(SILENT)
        yield from self._support(2)

    def _support(self, number: int) -> Script:
        words, finger = self._words, self.finger
        yield finger.reads(words.staff)
        yield finger.reads(words.number.format(number))
        assert self._kiosk.window.station.rooms.shell.shown.page == "result"
        yield from finger.touch(words.staff)


def waiting(config: Config) -> list[list[str]]:
    """Reason and number of everybody on the support list."""
    store = open_store(config.store_directory, config.key_file, SystemClock())
    try:
        return [[case.reason, case.phone] for case in store.open_support()]
    finally:
        store.close()


def main(arguments: list[str]) -> int:
    """Run, print what was done, give the exit code."""
    folder, language = Path(arguments[0]), Language(arguments[1])
    config = Config(
        camera=CameraConfig(kind=CameraKind.NONE),
        ui=UiConfig(full_screen=False, language=language),
        store=StoreConfig(directory=str(folder / "store")),
    )
    store_people(config)
    inbox = Inbox()
    with RunningHub(folder / "hub", options=HubOptions(sms=inbox)) as hub:
        venue = hub.hub.venues.add(ADMIN, "Trạm Mẫu", "1 đường Mẫu", "Asia/Ho_Chi_Minh")
        _, invitation = hub.hub.administration.add_station(ADMIN, venue.id, "Cổng B", hub.url)
        save_hub_file(config.store_directory, enrol(invitation, SystemClock(), app="test"))
        kiosk = Kiosk(config, devices=Devices(None, lambda: None, SilentPlayer()), headless=True)
        visitors = Visitors(kiosk, inbox, WORDS[language])
        code = run_script(kiosk, visitors.script(), visitors.finger)
    print(json.dumps({"touches": visitors.touches, "waiting": waiting(config)}))
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
