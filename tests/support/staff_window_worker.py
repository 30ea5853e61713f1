"""A whole kiosk at whose window staff sign in, by touches.

`python -m … DIRECTORY LANGUAGE first` makes the first administrator with the code of the command
line, locks, unlocks, locks again and types wrong PINs until the account is locked: then it prints
what stands there, as JSON, and goes on until it is killed. `… again` opens the page and prints what
stands there.
"""

from __future__ import annotations

import json
import sys

from drivers.sound.player import SilentPlayer
from kiosk.composition.devices import Devices
from kiosk.composition.kiosk import Kiosk
from kiosk.domain.language import Language
from kiosk.domain.station.desk import DeskLocked, PageWanted
from kiosk.domain.station.pages.new_pin import NewPin
from kiosk.domain.station.pages.sign_in import SignInState
from kiosk.services.sign_in import FIRST_CODE
from kiosk.settings.config import CameraConfig, CameraKind, Config, StoreConfig, UiConfig
from kiosk.store.queries.staff import staff_reader
from tests.support.tapping import Hand, Script, Tapper

PIN, WRONG = "742906", "390577"
NAME = "Quản trị"
WORDS = {
    Language.VI: {
        "staff": "Dành cho nhân viên",
        "sign in": "Đăng nhập ca trực",
        "unlock": "Mở khóa ca trực",
        "code": "Mã một lần 8 số",
        "written": "Đã ghi lại",
        "wrong": "Chưa đúng.",
        "locked": "Tạm khóa · thử lại sau",
    },
    Language.EN: {
        "staff": "Staff",
        "sign in": "Sign in for a shift",
        "unlock": "Unlock your shift",
        "code": "One-time code, 8 digits",
        "written": "I have written it down",
        "wrong": "Not right.",
        "locked": "Locked · try again in",
    },
}


class Shift:
    """Somebody at the window."""

    def __init__(self, kiosk: Kiosk, config: Config, language: Language) -> None:
        self._kiosk = kiosk
        self._config = config
        self._words = WORDS[language]
        self._window = kiosk.window
        self._finger = Tapper(kiosk.window.window)
        self._seen: list[str] = []

    @property
    def _page(self) -> str:
        return self._window.station.rooms.shell.shown.page

    def _sees(self, word: str) -> bool:
        return self._finger.sees(self._words[word])

    def _tap_code(self, code: str) -> Script:
        """One key after the other; one that is deaf still, after the touch before, again."""
        for count, key in enumerate(code, 1):
            while (page := self._window.station.window.desk.top(NewPin)) and len(page.code) < count:
                self._finger.tap_key(key)
                yield lambda: True

    def first(self) -> Script:
        """From a new station to a locked account."""
        yield lambda: self._page == "camera_lost"
        self._finger.tap(self._words["staff"])
        yield lambda: self._sees("sign in")
        self._finger.tap(self._words["sign in"])
        yield lambda: self._sees("code")
        yield from self._tap_code(self._first_code())
        # The keyboard's digits are the pad's.
        self._finger.type(PIN + PIN)
        yield lambda: self._sees("written")
        self._seen.append(self._page)
        self._finger.tap(self._words["written"])
        yield lambda: self._window.station.window.desk.staff is not None
        self._window.station.take(DeskLocked())
        yield from self._unlock()
        self._window.station.take(DeskLocked())
        self._window.station.take(PageWanted(SignInState()))
        yield lambda: self._sees("unlock")
        for _ in range(4):
            self._finger.type(WRONG)
            yield lambda: self._sees("wrong")
        self._finger.type(WRONG)
        yield lambda: self._sees("locked")
        self._tell()

    def _unlock(self) -> Script:
        self._window.station.take(PageWanted(SignInState()))
        yield lambda: self._sees("unlock")
        self._finger.type(PIN)
        yield lambda: self._window.station.window.desk.staff is not None
        self._seen.append("unlocked")

    def again(self) -> Script:
        """What stands there after the kill; the right PIN goes nowhere."""
        yield lambda: self._page == "camera_lost"
        self._window.station.take(PageWanted(SignInState()))
        yield lambda: NAME in self._finger.texts()
        yield lambda: self._sees("locked")
        self._finger.type(PIN)
        yield lambda: self._sees("locked")
        self._tell()

    def _first_code(self) -> str:
        """As `staff first-code` reads it, beside the running kiosk."""
        with staff_reader(self._config.store_directory, self._config.key_file) as reader:
            return reader.secret(FIRST_CODE) or ""

    def _tell(self) -> None:
        told = [text for text in self._finger.texts() if text.startswith(self._words["locked"])]
        is_in = self._window.station.window.desk.staff is not None
        print(json.dumps({"seen": self._seen, "told": told, "in": is_in}), flush=True)


def main(arguments: list[str]) -> int:
    """Run until killed, or until the window is told to quit."""
    directory, language, act = arguments
    config = Config(
        camera=CameraConfig(kind=CameraKind.NONE),
        ui=UiConfig(full_screen=False, language=Language(language)),
        store=StoreConfig(directory=directory),
    )
    kiosk = Kiosk(config, devices=Devices(None, lambda: None, SilentPlayer()), headless=True)
    shift = Shift(kiosk, config, Language(language))
    if act == "first":
        hand = Hand(shift.first(), lambda: None)
    else:
        hand = Hand(shift.again(), kiosk.window.quit)
    code = kiosk.run()
    del hand
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
