"""A whole kiosk whose hub is away while somebody comes: `python -m … DIRECTORY LANGUAGE`.

No code can be sent, so staff confirm the arrival; once the hub is back, its lookup settles it.
Prints as JSON that both were seen on the screen.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from PySide6.QtCore import QElapsedTimer

from kiosk.base.clock import SystemClock
from kiosk.composition.kiosk import Kiosk
from kiosk.domain.language import Language
from kiosk.domain.station.desk import GoBack, PageWanted, StaffSignedIn
from kiosk.domain.station.health import NetworkState
from kiosk.domain.station.pages.person import Person
from sync.client.enrolment import enrol
from sync.client.hub_file import save_hub_file
from sync.hub.db.sender import Sender
from sync.hub.hub import Hub
from sync.hub.server import RunningHub
from tests.support.desk_people_worker import (
    ALONE,
    WORDS,
    Words,
    config_in,
    demo_session,
    kiosk_of,
    store_people,
)
from tests.support.finger import Finger, Script, run_script
from tests.support.hub_records import ADMIN, Station, envelope

LOOKS = 40


def met_elsewhere(hub: Hub, venue_id: str) -> None:
    """Another station of the venue met the same person, with the same phone."""
    ledger = Station(1, at=hub.now())
    phone = f"+84{ALONE[1:]}"
    person = ledger.person(ledger.new_person(), "Lê Thị Khác", birth="1990-05-06", phone=phone)
    sender = Sender("device-9", venue_id, "A")
    hub.ingest.take(sender, envelope(sender, [person]), [person], hub.now())


class Morning:
    """What staff do, and the hub that comes back."""

    def __init__(
        self, kiosk: Kiosk, come_back: Callable[[], object], person_id: str, words: Words
    ) -> None:
        self._kiosk = kiosk
        self._come_back = come_back
        self._person_id = person_id
        self._words = words
        self.finger = Finger(kiosk.window.window)
        self.told: dict[str, bool] = {}

    def script(self) -> Script:
        """From the arrival to its being settled."""
        kiosk, words, finger = self._kiosk, self._words, self.finger
        take = kiosk.window.station.take
        yield lambda: kiosk.marks.ready is not None
        yield lambda: kiosk.health.health.network is NetworkState.OFFLINE
        take(StaffSignedIn(demo_session()))
        take(PageWanted(Person(self._person_id)))
        yield from finger.touch(words.check_in)
        yield from finger.touch(words.no_network)
        yield finger.reads(words.inside)
        yield finger.reads(words.unverified)
        self.told["confirmed"] = True
        self._come_back()
        yield lambda: kiosk.health.health.network is NetworkState.ONLINE
        for _ in range(LOOKS):
            take(GoBack())
            take(PageWanted(Person(self._person_id)))
            rest = QElapsedTimer()
            rest.start()
            yield partial(rest.hasExpired, 500)
            if not finger.reads(words.unverified)():
                break
        yield finger.reads(words.inside)
        yield finger.reads_no(words.unverified)
        self.told["settled"] = True


def main(arguments: list[str]) -> int:
    """Run, print what was seen, give the exit code."""
    folder, language = Path(arguments[0]), Language(arguments[1])
    config = config_in(folder, language)
    ids = store_people(config)
    with RunningHub(folder / "hub") as hub:
        venue = hub.hub.venues.add(ADMIN, "Trạm Mẫu", "1 đường Mẫu", "Asia/Ho_Chi_Minh")
        _, invitation = hub.hub.administration.add_station(ADMIN, venue.id, "Cổng B", hub.url)
        save_hub_file(config.store_directory, enrol(invitation, SystemClock(), app="test"))
        met_elsewhere(hub.hub, venue.id)
        port = hub.port
    kiosk = kiosk_of(config)
    with ExitStack() as running:

        def come_back() -> None:
            running.enter_context(RunningHub(folder / "hub", port=port))

        morning = Morning(kiosk, come_back, ids[ALONE][0], WORDS[language])
        code = run_script(kiosk, morning.script(), morning.finger)
    print(json.dumps(morning.told))
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
