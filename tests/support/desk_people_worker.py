"""A whole kiosk at whose desk people come and go: `python -m … DIRECTORY LANGUAGE`.

Real touches on the window, a real database, and a hub in this process whose codes are read where
they are sent. Prints as JSON the touches of each way in, and the entries that stand in the end.
"""

from __future__ import annotations

import json
import re
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from drivers.sound.player import SilentPlayer
from kiosk.base.clock import SystemClock
from kiosk.composition.devices import Devices
from kiosk.composition.kiosk import Kiosk
from kiosk.domain.desk.acts import NewPerson
from kiosk.domain.desk.acts_on_people import Added, AddToPhone
from kiosk.domain.desk.session import Session
from kiosk.domain.language import Language
from kiosk.domain.people.person import Birth, PersonDetails, Sex
from kiosk.domain.staff.roles import Role
from kiosk.domain.station.desk import GoBack, PageWanted, StaffSignedIn
from kiosk.domain.station.health import NetworkState
from kiosk.domain.station.pages.registry import make_home
from kiosk.domain.visits.decision import LaneName
from kiosk.services.checkin import CheckInService
from kiosk.services.clock_watch import ClockWatch
from kiosk.services.desk import DeskService
from kiosk.settings.config import CameraConfig, CameraKind, Config, StoreConfig, UiConfig
from kiosk.store.connection import open_store
from sync.client.enrolment import enrol
from sync.client.hub_file import save_hub_file
from sync.hub.hub import HubOptions
from sync.hub.people.sms import SmsFault
from sync.hub.server import RunningHub
from tests.support.finger import Finger, Script, run_script
from tests.support.hub_records import ADMIN

FAMILY, ALONE, OTHER = "0911223344", "0987654321", "0356789012"
STAFF = "account-1"


class Words(NamedTuple):
    """What is touched and read, in one language."""

    check_in: str
    check_out: str
    send: str
    no_code: str
    not_sent: str
    undo: str
    undone: str
    two_in: str
    one_in: str
    unverified: str
    document: str
    relative: str
    turn: str
    out_of: str
    turned: str
    link: str
    same: str
    linked: str
    part: str
    parted: str
    inside: str
    no_network: str
    outside: str


WORDS = {
    Language.VI: Words(
        check_in="Check in · ĐẾN",
        check_out="Check out · ĐI",
        send="Gửi mã OTP đến",
        no_code="Không nhận được mã",
        not_sent="Đã gửi nhiều mã",
        undo="Hoàn tác",
        undone="Đã hoàn tác",
        two_in="Đã ghi nhận ĐẾN 2 người",
        one_in="Đã ghi nhận ĐẾN lúc",
        unverified="Chờ xác minh",
        document="Đã xem giấy tờ",
        relative="Số của người nhà",
        turn="Nhầm chiều: đổi thành",
        out_of="Đi ·",
        turned="Đã đổi thành",
        link="Gộp hồ sơ",
        same="Chính người đó",
        linked="Đã gộp hồ sơ",
        part="Tách ra",
        parted="Đã tách hồ sơ",
        inside="Đang có mặt từ",
        no_network="Mất mạng",
        outside="Chưa có mặt",
    ),
    Language.EN: Words(
        check_in="Check in · IN",
        check_out="Check out · OUT",
        send="Send a code to",
        no_code="No code came",
        not_sent="Too many codes",
        undo="Undo",
        undone="Undone",
        two_in="IN recorded for 2 people",
        one_in="IN recorded at",
        unverified="To be verified",
        document="Saw their ID",
        relative="Relative's number",
        turn="Wrong direction: change to",
        out_of="Out ·",
        turned="Changed to",
        link="Link with another",
        same="The person says so",
        linked="Held for one person",
        part="Separate",
        parted="Two people again",
        inside="Inside since",
        no_network="No network",
        outside="Not inside",
    ),
}


@dataclass
class Inbox:
    """A gateway that delivers here, or takes nothing."""

    codes: list[str] = field(default_factory=list)
    is_down: bool = False

    def send(self, phone: str, text: str) -> None:
        """Take a message. Raises SmsFault while it is down."""
        if self.is_down:
            raise SmsFault
        found = re.search(r"\b[0-9]{6}\b", text)
        assert found is not None
        self.codes.append(found[0])


PEOPLE = (
    (FAMILY, "Nguyễn Thị Mẫu", Birth(1956)),
    (FAMILY, "Nguyễn Văn Mẫu", Birth(1981)),
    (FAMILY, "Phạm Bảo Mẫu", Birth(2019)),
    (ALONE, "Lê Thị Khác", Birth(1990, 5, 6)),
    (OTHER, "Le Thi Khac", Birth(1990, 5, 6)),
)
"""Three persons of one phone, and one each of two others."""


def store_people(config: Config) -> dict[str, list[str]]:
    """Write down everybody; their ids by phone."""
    clock = SystemClock()
    store = open_store(config.store_directory, config.key_file, clock)
    try:
        checkin = CheckInService(
            store, config.venue, config.make_policy(), clock, ClockWatch(clock, clock.now())
        )
        desk = DeskService(store, checkin, clock)
        ids: dict[str, list[str]] = {}
        for phone, name, birth in PEOPLE:
            whom = NewPerson(PersonDetails(name, birth, Sex.UNKNOWN))
            added = desk.carry_out(AddToPhone(f"+84{phone[1:]}", whom, True), STAFF).answer
            assert isinstance(added, Added), added
            ids.setdefault(phone, []).append(added.person_id)
        return ids
    finally:
        store.close()


class Desk:
    """What staff do, one after the other."""

    def __init__(self, kiosk: Kiosk, inbox: Inbox, ids: dict[str, list[str]], words: Words) -> None:
        self._kiosk = kiosk
        self._inbox = inbox
        self._ids = ids
        self._words = words
        self.finger = Finger(kiosk.window.window)
        self.touches: dict[str, int] = {}

    def script(self) -> Script:
        """The whole morning."""
        health = self._kiosk.health
        yield lambda: self._kiosk.marks.ready is not None
        yield lambda: health.health.network is NetworkState.ONLINE
        take = self._kiosk.window.station.take
        take(StaffSignedIn(demo_session()))
        take(PageWanted(make_home()))
        yield from self.two_of_three_by_code()
        yield from self.alone_by_code()
        yield from self.taken_back()
        yield from self.corrected()
        yield from self.no_code_comes()
        yield from self.three_by_word()
        yield from self.linked_and_parted()

    def _back(self) -> None:
        self._kiosk.window.station.take(GoBack())

    def _search(self, digits: str) -> Script:
        """From an empty field on: what is typed at its pad."""
        self.finger.touches = 0
        yield from self.finger.type(digits)

    def _type_code(self) -> Script:
        yield lambda: bool(self._inbox.codes)
        yield from self.finger.type(self._inbox.codes.pop())

    def _scan_code(self) -> Script:
        """What a scanner reads goes where a code is waited for."""
        yield lambda: bool(self._inbox.codes) and self._kiosk.window.station.window.desk.awaits_code
        assert self._kiosk.lanes[LaneName.DESK].enter_number(self._inbox.codes.pop())

    def _count(self, name: str) -> None:
        self.touches[name] = self.finger.touches

    def two_of_three_by_code(self) -> Script:
        words, finger = self._words, self.finger
        yield from self._search(FAMILY)
        yield from finger.touch("Nguyễn Thị Mẫu")
        yield from finger.touch("Phạm Bảo Mẫu")
        yield from finger.touch(words.check_in)
        yield from finger.touch(words.send)
        yield from self._scan_code()
        yield finger.reads(words.two_in)
        self._count("two of three by code")

    def alone_by_code(self) -> Script:
        words, finger = self._words, self.finger
        yield from self._search(ALONE)
        yield from finger.touch(words.check_in)
        yield from finger.touch(words.send)
        yield from self._type_code()
        yield finger.reads(words.one_in)
        yield finger.reads(words.inside)
        self._count("full number with code")

    def taken_back(self) -> Script:
        words, finger = self._words, self.finger
        yield from finger.touch(words.check_out)
        yield finger.reads(words.outside)
        yield from finger.touch(words.undo)
        yield finger.reads(words.undone)
        yield finger.reads(words.inside)

    def corrected(self) -> Script:
        words, finger = self._words, self.finger
        yield from finger.touch(words.check_out)
        yield finger.reads(words.out_of)
        yield from finger.touch(words.out_of)
        yield from finger.touch(words.turn)
        yield finger.reads(words.turned)
        yield finger.reads(words.inside)
        yield from finger.touch(words.check_out)
        yield finger.reads(words.outside)
        self._back()

    def no_code_comes(self) -> Script:
        words, finger = self._words, self.finger
        self._inbox.is_down = True
        yield from self._search(OTHER)
        yield from finger.touch(words.check_in)
        yield from finger.touch(words.send)
        yield finger.reads(words.not_sent)
        yield from finger.touch(words.no_code)
        yield finger.reads(words.unverified)
        self._back()
        yield from self._search(ALONE[-4:])
        yield from finger.touch("Lê Thị Khác")
        yield from finger.touch(words.check_in)
        yield from finger.touch(words.document)
        yield finger.reads(words.one_in)
        self._count("last four and a choice")
        yield from finger.touch(words.check_out)
        yield finger.reads(words.outside)
        self._back()
        yield from self._search(ALONE)
        yield from finger.touch(words.check_in)
        yield from finger.touch(words.document)
        yield finger.reads(words.inside)
        self._count("full number without code")
        self._back()

    def three_by_word(self) -> Script:
        words, finger = self._words, self.finger
        yield from self._search(FAMILY)
        yield finger.reads("Phạm Bảo Mẫu")
        for name in ("Nguyễn Thị Mẫu", "Phạm Bảo Mẫu"):
            yield from finger.touch(name)
        yield from finger.touch(words.check_out)
        yield finger.reads_no("Phạm Bảo Mẫu")
        yield from self._search(FAMILY)
        for name in ("Nguyễn Thị Mẫu", "Nguyễn Văn Mẫu", "Phạm Bảo Mẫu"):
            yield from finger.touch(name)
        yield from finger.touch(words.check_in)
        yield from finger.touch(words.relative)
        yield finger.reads_no("Phạm Bảo Mẫu")
        self._count("family of three")

    def linked_and_parted(self) -> Script:
        words, finger = self._words, self.finger
        yield from self._search(ALONE)
        yield from finger.touch(words.link)
        yield from finger.type("khac")
        yield from finger.touch("Le Thi Khac")
        yield from finger.touch(words.same)
        yield finger.reads(words.linked)
        yield from finger.touch(words.link)
        yield from finger.touch(words.part)
        yield finger.reads(words.parted)


def config_in(folder: Path, language: Language) -> Config:
    """A kiosk without a camera."""
    return Config(
        camera=CameraConfig(kind=CameraKind.NONE),
        ui=UiConfig(full_screen=False, language=language),
        store=StoreConfig(directory=str(folder / "store")),
    )


def kiosk_of(config: Config) -> Kiosk:
    """The whole kiosk, without devices."""
    return Kiosk(config, devices=Devices(None, lambda: None, SilentPlayer()), headless=True)


def demo_session() -> Session:
    """Somebody who signed in just now."""
    return Session(STAFF, "Lê Thị Mai", Role.STAFF, SystemClock().now())


def main(arguments: list[str]) -> int:
    """Run, print what was done, give the exit code."""
    folder, language = Path(arguments[0]), Language(arguments[1])
    config = config_in(folder, language)
    ids = store_people(config)
    inbox = Inbox()
    with RunningHub(folder / "hub", options=HubOptions(sms=inbox)) as hub:
        venue = hub.hub.venues.add(ADMIN, "Trạm Mẫu", "1 đường Mẫu", "Asia/Ho_Chi_Minh")
        _, invitation = hub.hub.administration.add_station(ADMIN, venue.id, "Cổng B", hub.url)
        save_hub_file(config.store_directory, enrol(invitation, SystemClock(), app="test"))
        kiosk = kiosk_of(config)
        desk = Desk(kiosk, inbox, ids, WORDS[language])
        code = run_script(kiosk, desk.script(), desk.finger)
    print(json.dumps({"touches": desk.touches}))
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
