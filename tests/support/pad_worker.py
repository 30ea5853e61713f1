"""A whole kiosk without a camera, at whose number pad numbers are typed.

`python -m … DIRECTORY` lets somebody arrive by card, two hours ago; then the number of
that card is typed at the gate, and one that nobody has. Prints as JSON what became of each.
"""

from __future__ import annotations

import json
import sys
import threading
from datetime import timedelta

from PySide6.QtCore import QMetaObject, Qt

from drivers.sound.player import SilentPlayer
from kiosk.base.clock import ManualClock, SystemClock
from kiosk.composition.devices import Devices
from kiosk.composition.kiosk import Kiosk
from kiosk.demo.film.people import demo_persons
from kiosk.domain.credential import parse_credential
from kiosk.domain.credential.card_number import CardDocument
from kiosk.domain.events import CoreEvent, Decided
from kiosk.domain.station.desk import PageWanted
from kiosk.domain.station.pages.card_number import CardDraft, DocumentChosen, KeyTyped
from kiosk.domain.visits.decision import LaneName
from kiosk.ports.scans import Scan, ScanSource
from kiosk.services.checkin import CheckInService
from kiosk.services.clock_watch import ClockWatch
from kiosk.services.journal import Journal
from kiosk.settings.config import CameraConfig, CameraKind, Config, StoreConfig, UiConfig
from kiosk.store.connection import open_store
from ui.viewmodels.desk.card_number import CardNumberViewModel

PATIENCE_S = 60.0
NOBODYS = "001080123456"


def let_arrive(config: Config, payload: str) -> None:
    """Record one arrival by card, two hours ago."""
    clock = ManualClock(SystemClock().now() - timedelta(hours=2))
    store = open_store(config.store_directory, config.key_file, clock)
    try:
        watch = ClockWatch(clock, clock.now())
        desk = CheckInService(store, config.venue, config.make_policy(), clock, watch)
        desk.handle(Scan(payload, ScanSource.CAMERA, LaneName.GATE, clock.now()))
    finally:
        store.close()


class Finger:
    """Types on a thread of its own, by the events and slots that the screen's keys use."""

    def __init__(self, kiosk: Kiosk, numbers: list[str]) -> None:
        self._kiosk = kiosk
        # Made here, on the window's thread.
        self._pad = kiosk.window.station.rooms.desk.get(CardNumberViewModel)
        self._numbers = numbers
        self._booted = threading.Event()
        self._decided = threading.Event()
        self.is_done = False
        kiosk.on_marks_complete(self._booted.set)
        kiosk.events.subscribe(self._note)
        self._thread = threading.Thread(target=self._run, name="finger", daemon=True)
        self._thread.start()

    def _note(self, event: CoreEvent) -> None:
        if isinstance(event, Decided):
            self._decided.set()

    def _run(self) -> None:
        try:
            if not self._booted.wait(PATIENCE_S):
                return
            self.is_done = all(self._type(number) for number in self._numbers)
        finally:
            self._kiosk.window.quit()

    def _type(self, number: str) -> bool:
        """Type one number and touch Xong; whether it was decided."""
        self._decided.clear()
        post = self._kiosk.window.bridge.publish
        for event in (
            PageWanted(CardDraft()),
            DocumentChosen(CardDocument.CITIZEN),
            *(KeyTyped(key) for key in number),
        ):
            post(event)
        QMetaObject.invokeMethod(self._pad, "enter", Qt.ConnectionType.QueuedConnection)
        return self._decided.wait(PATIENCE_S)


def main(arguments: list[str]) -> int:
    """Run, print what was decided, give the exit code."""
    config = Config(
        camera=CameraConfig(kind=CameraKind.NONE),
        ui=UiConfig(full_screen=False),
        store=StoreConfig(directory=arguments[0]),
    )
    payload = demo_persons(11, 2)[1].payload
    let_arrive(config, payload)
    journal = Journal(SystemClock().monotonic)
    devices = Devices(None, lambda: None, SilentPlayer())
    kiosk = Kiosk(config, devices=devices, headless=True, journal=journal)
    finger = Finger(kiosk, [parse_credential(payload).identifiers[0].value, NOBODYS])
    code = kiosk.run()
    outcomes = [item.outcome for item in journal.decided]
    answers = [[repr(outcome.result), outcome.display_name] for outcome in outcomes]
    print(json.dumps({"done": finger.is_done, "answers": answers}))
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
