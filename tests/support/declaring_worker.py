"""A whole kiosk at whose window people declare: `python -m … DIRECTORY LANGUAGE PLOT`.

Real touches on the window, a real database, no network. Follows one plot to its end and prints as
JSON what the touches were and what the database has in the end. A plot `kill-PAGE` ends in the
middle of that page by SIGKILL; `after-PAGE` looks at what the next life shows.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from drivers.printer import open_printer
from drivers.sound.player import SilentPlayer
from kiosk.base.clock import SystemClock
from kiosk.composition.devices import Devices
from kiosk.composition.kiosk import Kiosk
from kiosk.domain.desk.declaration_queries import ListDrafts
from kiosk.domain.desk.session import Session
from kiosk.domain.language import Language
from kiosk.domain.people.person import short_name
from kiosk.domain.staff.roles import Role
from kiosk.domain.station.desk import GoBack, PageWanted, StaffSignedIn, StaffSignedOut
from kiosk.domain.station.pages.no_code import NoCode
from kiosk.domain.station.pages.self_steps import SelfDeclaration
from kiosk.domain.station.pages.support_list import SupportList
from kiosk.domain.visits.decision import LaneName
from kiosk.ports.scans import Scan, ScanSource
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
from kiosk.store.queries.reader import open_reader
from sync.protocol.declaration_bodies import LegalBasis
from sync.protocol.policy import DeclarationRule, OtpRule, PolicySettings
from tests.support.credentials import SyntheticPerson, insurance_fields, insurance_text, make_person
from tests.support.finger import Finger, Script, run_script

WORDS = {
    Language.VI: {
        "here": "Khai báo tại đây",
        "none": "Không có điều nào nêu trên",
        "some": "Có – khai chi tiết",
        "staff": "Khai với nhân viên",
        "agree": "Đồng ý và gửi",
        "waits": "Đã quét, chờ khai",
        "in": "ĐẾN",
        "desk": "Mời sang bàn hỗ trợ",
        "go on": "Tiếp tục",
        "female": "Nữ",
        "no phone": "Không có điện thoại",
        "yes": "Có",
        "no": "Không",
        "fever": "Sốt",
        "no signs": "Không có dấu hiệu nào nêu trên",
        "review": "Xin xem lại trước khi gửi",
        "consent": "Đồng ý cho dùng thông tin này",
        "send": "Gửi thông tin",
        "commune": "Đang ở xã, phường nào?",
        "larger": "Chữ to",
        "smaller": "Chữ thường",
        "take": "Nhận",
        "separate": "Vào lối riêng",
        "signs": "Dấu hiệu",
    },
    Language.EN: {
        "here": "Declare here",
        "none": "None of the above",
        "some": "Yes – give details",
        "staff": "Declare with staff",
        "agree": "Agree and send",
        "waits": "Scanned, waits to declare",
        "in": "IN",
        "desk": "Please go to the help desk",
        "go on": "Go on",
        "female": "Female",
        "no phone": "No phone",
        "yes": "Yes",
        "no": "No",
        "fever": "Fever",
        "no signs": "None of these signs",
        "review": "Please check before sending",
        "consent": "I agree that this information",
        "send": "Send",
        "commune": "Which commune or ward do you live in?",
        "larger": "Large text",
        "smaller": "Usual text",
        "take": "Take",
        "separate": "Separate way in",
        "signs": "Symptoms",
    },
}
NAMES = {
    Language.VI: ("K'Breesp Hoafng", "K'Brếp Hoàng"),
    Language.EN: ("Anna Maria", "Anna Maria"),
}
"""What is typed, and what stands there: Telex is off where the screen speaks English."""
YEAR = "1985"
OLDEST = 1990
"""Who has a card in these plots is grown up."""


def grown_up(seed: int) -> Iterator[tuple[SyntheticPerson, str]]:
    """Persons, one after the other, each with the text of an insurance card."""
    rng = random.Random(seed)
    while True:
        person = make_person(rng)
        if person.birth.year <= OLDEST:
            yield person, insurance_text(insurance_fields(person, rng, "new"))


class Morning:
    """Who comes, one after the other."""

    def __init__(self, kiosk: Kiosk, language: Language) -> None:
        self._kiosk = kiosk
        self._words = WORDS[language]
        self._keys, self._name = NAMES[language]
        self._people = grown_up(7)
        self.finger = Finger(kiosk.window.window)
        self.touches: list[int] = []

    def _touch(self, *words: str) -> Script:
        """Touch one button after the other."""
        for word in words:
            yield from self.finger.touch(self._words[word])

    def _reads(self, word: str) -> Callable[[], bool]:
        return self.finger.reads(self._words[word])

    def _page(self, name: str) -> Callable[[], bool]:
        return lambda: self._kiosk.window.station.rooms.shell.shown.page == name

    def _begin(self) -> Script:
        yield lambda: self._kiosk.marks.ready is not None
        yield self._page("camera_lost")

    def _scan(self) -> SyntheticPerson:
        """Somebody holds a card up at the gate."""
        person, text = next(self._people)
        assert self._kiosk.station is not None
        now = SystemClock().now()
        scan = Scan(text, ScanSource.CAMERA, LaneName.GATE, now)
        assert self._kiosk.station.core.submit(scan)
        return person

    def _count(self, script: Script) -> Script:
        """Follow it, and note how many touches it took."""
        before = self.finger.touches
        yield from script
        self.touches.append(self.finger.touches - before)

    def express(self) -> Script:
        """A card, one touch and consent; another card meanwhile, whose page opens next."""
        yield from self._begin()
        first = self._scan()
        yield self._page("express")
        yield self.finger.reads(short_name(first.full_name))
        yield self._reads("none")
        second = self._scan()
        yield self._reads("waits")
        yield from self._count(self._touch("none", "agree"))
        yield self._page("result")
        yield self._reads("in")
        yield self.finger.reads(short_name(first.full_name))
        yield from self._touch("in")
        yield self._page("express")
        yield self.finger.reads(short_name(second.full_name))
        yield from self._count(self._touch("none", "agree"))
        yield self._reads("in")
        yield from self._touch("in")
        yield self._page("camera_lost")

    def own(self) -> Script:
        """Without a card: one question a screen, then a slip."""
        yield from self._begin()
        yield from self._open_own()
        yield from self._touch("larger")
        yield self._reads("smaller")
        yield from self._declare_own()
        yield from self._touch("consent", "send")
        yield self._reads("in")
        yield from self._touch("in")
        yield self._page("camera_lost")

    def _open_own(self) -> Script:
        self._kiosk.window.station.take(PageWanted(NoCode()))
        yield self._page("no_code")
        yield self._reads("here")
        yield from self._touch("here")
        yield self._page("self_declaration")

    def _declare_own(self) -> Script:
        """Everything that is asked, up to the page that reads it back."""
        self.finger.press(self._keys)
        yield self.finger.reads(self._name)
        yield from self._touch("go on")
        self.finger.press(YEAR)
        yield from self._touch("go on", "female", "no phone")
        yield self._reads("commune")
        self.finger.press("phan rang")
        yield self.finger.reads("Phan Rang")
        yield from self.finger.touch("Phường Phan Rang")
        yield from self._no_to_all()
        yield self._reads("review")
        yield self.finger.reads(self._name)

    def killed(self, page: str) -> Script:
        """The process dies while this page stands there with somebody's words."""
        yield from self._begin()
        match page:
            case "express":
                first = self._scan()
                yield self._page("express")
                yield self.finger.reads(short_name(first.full_name))
                yield from self._touch("none")
                yield self._reads("agree")
            case "question":
                yield from self._open_own()
                self.finger.press(self._keys)
                yield self.finger.reads(self._name)
                yield from self._touch("go on")
                self.finger.press(YEAR)
                yield self.finger.reads(YEAR)
            case _:
                yield from self._open_own()
                yield from self._declare_own()
                yield from self._touch("consent")
        os.kill(os.getpid(), signal.SIGKILL)

    def after_kill(self, page: str) -> Script:
        """Nothing of whoever was there before is shown to whoever comes next, or kept for staff."""
        yield from self._begin()
        before = short_name(next(self._people)[0].full_name) if page == "express" else self._name
        assert not self._shows(before, YEAR)
        yield from self._open_own()
        state = self._kiosk.window.station.window.desk.top(SelfDeclaration)
        assert state is not None
        assert (state.draft.name, state.draft.birth, state.draft.phone) == ("", "", "")
        assert not self._shows(before, YEAR)
        self._kiosk.window.station.take(GoBack())
        yield self._page("no_code")
        self._kiosk.window.station.take(GoBack())
        yield self._page("camera_lost")
        second = self._scan()
        yield self._page("express")
        yield self.finger.reads(short_name(second.full_name))
        assert not self._shows(before, YEAR)
        yield from self._touch("none", "agree")
        yield self._reads("in")

    def _shows(self, *words: str) -> bool:
        return any(word in text for word in words for text in self.finger.texts())

    def _no_to_all(self) -> Script:
        yield from self._touch("no")
        yield from self._touch("no signs")
        yield from self._touch("no", "no", "no")

    def symptoms(self) -> Script:
        """A fever: the page that everybody sees who needs a human; staff close it."""
        yield from self._begin()
        self._scan()
        yield self._page("express")
        yield from self._touch("some", "no", "fever", "go on", "no", "no", "no")
        yield self._reads("review")
        yield from self._touch("consent", "send")
        yield self._page("result")
        yield self._reads("desk")
        told = [text for text in self.finger.texts() if text]
        yield from self._touch("desk")
        self._scan()
        yield self._page("express")
        yield from self._touch("staff")
        yield self._page("result")
        yield self._reads("desk")
        assert _without_number(self.finger.texts()) == _without_number(told), "one page for all"
        yield from self._touch("desk")
        station = self._kiosk.window.station
        station.take(StaffSignedIn(Session("staff-1", "Lê Thị Mẫu", Role.STAFF, datetime.now(UTC))))
        station.take(PageWanted(SupportList()))
        yield from self._touch("take", "separate")
        yield lambda: station.window.desk.waiting == 1
        station.take(StaffSignedOut())

    def off(self) -> Script:
        """Policy asks nobody: a card comes in, and nothing of declaring is on show."""
        yield from self._begin()
        person = self._scan()
        yield self._page("result")
        yield self._reads("in")
        yield self.finger.reads(short_name(person.full_name))
        yield from self._touch("in")
        self._kiosk.window.station.take(PageWanted(NoCode()))
        yield self._page("no_code")
        assert not self._reads("here")()


def _without_number(texts: list[str]) -> list[str]:
    """What can be read, but the number that everybody has their own of."""
    return ["".join(char for char in text if not char.isdecimal()) for text in texts]


def found(config: Config) -> dict[str, object]:
    """What the database has in the end."""
    store = open_store(config.store_directory, config.key_file, SystemClock())
    try:
        cases = [case.reason for case in store.open_support()]
        reader = open_reader(config.store_directory, config.key_file, config.venue.time_zone)
        drafts = reader.answer(ListDrafts(), config.make_policy(), SystemClock().now()).rows
        reader.close()
        return {"waiting": cases, "drafts": len(drafts)}
    finally:
        store.close()


def main(arguments: list[str]) -> int:
    """Run, print what was done, give the exit code."""
    folder, language, plot = Path(arguments[0]), Language(arguments[1]), arguments[2]
    rule = DeclarationRule.OFF if plot == "off" else DeclarationRule.REQUIRED
    config = Config(
        camera=CameraConfig(kind=CameraKind.NONE),
        ui=UiConfig(full_screen=False, language=language),
        store=StoreConfig(directory=str(folder / "store")),
        printer=PrinterConfig(kind=PrinterKind.SIMULATED, address=str(folder / "slips")),
        policy=PolicySettings(declaration=rule, otp=OtpRule.OFF, legal_basis=LegalBasis.CONSENT),
    )
    printer = open_printer(config.printer, config.store_directory)
    devices = Devices(None, lambda: printer, SilentPlayer())
    kiosk = Kiosk(config, devices=devices, headless=True)
    morning = Morning(kiosk, language)
    name, _, page = plot.partition("-")
    script = {
        "express": morning.express,
        "own": morning.own,
        "symptoms": morning.symptoms,
        "off": morning.off,
        "kill": lambda: morning.killed(page),
        "after": lambda: morning.after_kill(page),
    }[name]()
    code = run_script(kiosk, script, morning.finger)
    slips = len(list((folder / "slips").glob("*.png")))
    print(json.dumps({"touches": morning.touches, "slips": slips, **found(config)}))
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
