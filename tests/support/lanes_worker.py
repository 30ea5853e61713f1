"""A whole kiosk, headless, whose gate is scanned while staff fill in somebody's details.

`python -m … DIRECTORY FOLDER`: the camera shows the images of FOLDER; meanwhile a name is typed,
a key for each person who passes. Prints as JSON what was recorded, what of the draft is left, and
how long after its frame each band stood.
"""

from __future__ import annotations

import json
import sys
import threading
from typing import TYPE_CHECKING

from drivers.camera import camera_maker
from drivers.sound.player import SilentPlayer
from kiosk.base.clock import SystemClock
from kiosk.base.measure import quantiles_ms
from kiosk.composition.devices import Devices
from kiosk.composition.kiosk import Kiosk
from kiosk.domain.station.desk import PageWanted, StaffSignedIn
from kiosk.domain.station.pages.person_form import PersonForm
from kiosk.domain.text_input.field_text import Erased, Typed
from kiosk.domain.visits.decision import Admit, Outcome
from kiosk.ports.camera import Camera, EndOfFootage
from kiosk.services.journal import Journal
from kiosk.settings.config import CameraConfig, CameraKind, Config, StoreConfig, UiConfig
from tests.support.window import SESSION

if TYPE_CHECKING:
    from kiosk.ports.camera import Image

PATIENCE_S = 120.0
FRAMES_A_SECOND = 8
DRAFT = "Nguyễn"


class HeldFilm:
    """The folder's pictures, from the moment on that somebody is at the desk, to their end."""

    def __init__(self, film: Camera, may_begin: threading.Event, is_over: threading.Event) -> None:
        self._film = film
        self._may_begin = may_begin
        self._is_over = is_over
        self.name = film.name

    def open(self) -> None:
        self._may_begin.wait(PATIENCE_S)
        self._film.open()

    def grab(self) -> Image:
        try:
            return self._film.grab()
        except EndOfFootage:
            self._is_over.set()
            raise

    def close(self) -> None:
        self._film.close()


class Clerk:
    """Is signed in and types. Every key is taken back: a lost one would show."""

    def __init__(self, kiosk: Kiosk, is_there: threading.Event) -> None:
        self._kiosk = kiosk
        self._is_there = is_there
        self.pages: set[str] = set()
        self.bands = 0
        kiosk.window.station.outcomeShown.connect(self._shown)

    def begin(self) -> None:
        """Open the page and type half a name; from any thread."""
        page = PageWanted(PersonForm("+84912345678"))
        for event in (StaffSignedIn(SESSION), page, *(Typed(key, None) for key in DRAFT)):
            self._kiosk.window.bridge.publish(event)
        self._is_there.set()

    def _shown(self, outcome: Outcome) -> None:
        window = self._kiosk.window.station
        self.pages.add(window.rooms.shell.shown.page)
        is_band = window.rooms.gate.shown.desk_band_visible and window.desk.frame.hasBand
        self.bands += is_band and isinstance(outcome.result, Admit)
        window.take(Typed("a", None))
        window.take(Erased())


def main(directory: str, folder: str) -> int:
    """Run until the film is over, print what came of it, give the exit code."""
    config = Config(
        camera=CameraConfig(kind=CameraKind.IMAGES, source=folder, fps=FRAMES_A_SECOND),
        ui=UiConfig(full_screen=False),
        store=StoreConfig(directory=directory),
    )
    clock = SystemClock()
    journal = Journal(clock.monotonic)
    is_there, is_over = threading.Event(), threading.Event()
    folder_of = camera_maker(config.camera, clock)
    kiosk = Kiosk(
        config,
        devices=Devices(
            lambda: HeldFilm(folder_of(), is_there, is_over),
            lambda: None,
            SilentPlayer(),
        ),
        headless=True,
        journal=journal,
    )
    clerk = Clerk(kiosk, is_there)
    kiosk.on_marks_complete(clerk.begin)

    def end() -> None:
        is_over.wait(PATIENCE_S)
        kiosk.window.quit()

    threading.Thread(target=end, name="end", daemon=True).start()
    code = kiosk.run()
    draft = kiosk.window.station.window.desk.top(PersonForm)
    entries = {
        item.outcome.entry_id for item in journal.decided if isinstance(item.outcome.result, Admit)
    }
    painted = [
        at - outcome.frame_at
        for outcome, at in kiosk.window.bridge.painted
        if outcome.frame_at is not None
    ]
    told = {
        "entries": len(entries),
        "draft": "" if draft is None or draft.in_hand is None else draft.in_hand.text,
        "pages": sorted(clerk.pages),
        "bands": clerk.bands,
        "frame_to_band_ms": quantiles_ms(painted),
    }
    print(json.dumps(told))
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2]))
