"""A whole kiosk at whose window staff sign in, by touches.

`python -m … DIRECTORY LANGUAGE first` makes the first administrator with the code of the command
line, locks, unlocks, locks again and types wrong PINs until the account is locked: then it prints
what stands there, as JSON, and goes on until it is killed. `… again` opens the page and prints what
stands there.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QElapsedTimer

from drivers.sound.player import SilentPlayer
from kiosk.composition.devices import Devices
from kiosk.composition.kiosk import Kiosk
from kiosk.domain.language import Language
from kiosk.domain.station.desk import DeskLocked, PageWanted
from kiosk.domain.station.pages.sign_in import SignInState
from kiosk.services.sign_in import FIRST_CODE
from kiosk.settings.config import CameraConfig, CameraKind, Config, StoreConfig, UiConfig
from kiosk.store.queries.staff import staff_reader
from tests.support.finger import Finger, Script, run_script

PIN, WRONG = "742906", "390577"
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
        self._config = config
        self._words = WORDS[language]
        self._window = kiosk.window
        self.finger = Finger(kiosk.window.window)
        self._seen: list[str] = []

    @property
    def _page(self) -> str:
        return self._window.station.rooms.shell.shown.page

    @property
    def _is_in(self) -> bool:
        return self._window.station.window.desk.staff is not None

    def _reads(self, word: str) -> Callable[[], bool]:
        return self.finger.reads(self._words[word])

    def _touch(self, word: str) -> Script:
        return self.finger.touch(self._words[word])

    def _type(self, digits: str) -> Script:
        """On a keyboard, whose digits are the pad's; faster would be a scanner's burst."""
        for digit in digits:
            self.finger.press(digit)
            rest = QElapsedTimer()
            rest.start()
            yield partial(rest.hasExpired, 60)

    def first(self) -> Script:
        """From a new station to a locked account; then it waits to be killed."""
        yield lambda: self._page == "camera_lost"
        yield from self._touch("staff")
        yield from self._touch("sign in")
        yield self._reads("code")
        yield from self.finger.type(self._first_code())
        yield from self._type(PIN + PIN)
        yield self._reads("written")
        self._seen.append(self._page)
        yield from self._touch("written")
        yield lambda: self._is_in
        self._window.station.take(DeskLocked())
        yield from self._unlock()
        yield from self._type(PIN)
        yield lambda: self._is_in
        self._seen.append("unlocked")
        self._window.station.take(DeskLocked())
        yield from self._unlock()
        for _ in range(4):
            yield from self._type(WRONG)
            yield self._reads("wrong")
        yield from self._type(WRONG)
        yield self._reads("locked")
        self._tell()
        yield lambda: False

    def _unlock(self) -> Script:
        self._window.station.take(PageWanted(SignInState()))
        yield self._reads("unlock")

    def again(self) -> Script:
        """What stands there after the kill; the right PIN goes nowhere."""
        yield lambda: self._page == "camera_lost"
        self._window.station.take(PageWanted(SignInState()))
        yield self._reads("locked")
        yield from self._type(PIN)
        yield self._reads("locked")
        self._tell()

    def _first_code(self) -> str:
        """As `staff first-code` reads it, beside the running kiosk."""
        with staff_reader(self._config.store_directory, self._config.key_file) as reader:
            return reader.secret(FIRST_CODE) or ""

    def _tell(self) -> None:
        told = [text for text in self.finger.texts() if text.startswith(self._words["locked"])]
        print(json.dumps({"seen": self._seen, "told": told, "in": self._is_in}), flush=True)


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
    script = shift.first() if act == "first" else shift.again()
    return run_script(kiosk, script, shift.finger)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
