"""A whole kiosk whose hub is away, at whose desk staff confirm somebody: `… STORE LANGUAGE`.

Before it starts, three people of one phone came and went. Prints `confirmed` once one of them is in
on staff's word, and goes on until the hub has settled that; then, as JSON, what was recorded.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from drivers.sound.player import SilentPlayer
from kiosk.base.clock import SystemClock
from kiosk.composition.devices import Devices
from kiosk.composition.kiosk import Kiosk
from kiosk.core.requests import Priority
from kiosk.demo.desk_show import ALONE_PHONE, FAMILY_PHONE, record_earlier_visits
from kiosk.domain.desk.session import Session
from kiosk.domain.language import Language
from kiosk.domain.staff.roles import Role
from kiosk.domain.station.desk import PageWanted, StaffSignedIn
from kiosk.domain.station.gate import GatePage
from kiosk.domain.station.health import NetworkState
from kiosk.domain.station.pages.family import Family
from kiosk.settings.config import CameraConfig, CameraKind, Config, StoreConfig, UiConfig
from kiosk.store.connection import open_store
from kiosk.store.store import SqliteStore
from tests.support.finger import Finger, Script, run_script

ANSWER_S = 30.0
CHECK_IN = {Language.VI: "Check in · ĐẾN", Language.EN: "Check in · IN"}
NO_NETWORK = {Language.VI: "Mất mạng", Language.EN: "No network"}
UNDO = {Language.VI: "Hoàn tác", Language.EN: "Undo"}


def script(kiosk: Kiosk, finger: Finger, staff: str, language: Language) -> Script:
    """Staff confirm one of the family; then only the hub can settle it."""
    yield lambda: kiosk.window.station.window.gate.page is GatePage.READY
    yield lambda: kiosk.health.health.network is NetworkState.OFFLINE
    session = Session(staff, "Lê Thị Mai", Role.STAFF, SystemClock().now())
    kiosk.window.bridge.publish(StaffSignedIn(session))
    for phone in (ALONE_PHONE, FAMILY_PHONE):
        # The page below shows the bar of what was done.
        kiosk.window.bridge.publish(PageWanted(Family(phone)))
    yield from finger.touch("Nguyễn Văn Tùng")
    yield from finger.touch(CHECK_IN[language])
    yield from finger.touch(NO_NETWORK[language])
    yield finger.reads(UNDO[language])
    print("confirmed", flush=True)
    before = waiting(kiosk, "Nguyễn Văn Tùng")
    assert before > 0
    yield lambda: waiting(kiosk, "Nguyễn Văn Tùng") == 0


def waiting(kiosk: Kiosk, name: str) -> int:
    """How many arrivals of somebody wait for verification, asked of the core."""
    station = kiosk.station
    assert station is not None

    def count() -> int:
        store = station.handlers.opened.store
        assert isinstance(store, SqliteStore)
        row = store.connection.execute(
            "SELECT count(*) FROM verifications v JOIN people p ON p.id = v.person"
            " WHERE v.settled_by IS NULL AND p.full_name = ?",
            (name,),
        )
        return int(row.fetchone()[0])

    return station.core.post(count, Priority.DESK).result(ANSWER_S)


def recorded(config: Config) -> list[dict[str, Any]]:
    """Arrivals, departures and what was settled, in the ledger's order."""
    store = open_store(config.store_directory, config.key_file, SystemClock())
    rows = store.connection.execute(
        "SELECT r.type, b.body FROM records r JOIN bodies b USING (pos)"
        " WHERE r.type IN ('arrival', 'departure', 'verified') ORDER BY r.pos"
    ).fetchall()
    store.close()
    return [{"type": kind, **json.loads(body)} for kind, body in rows]


def main(arguments: list[str]) -> int:
    """Run, and print what was recorded."""
    folder, language = arguments[0], Language(arguments[1])
    config = Config(
        camera=CameraConfig(kind=CameraKind.NONE),
        ui=UiConfig(full_screen=False, language=language),
        store=StoreConfig(directory=folder),
    )
    staff, earlier = record_earlier_visits(config)
    kiosk = Kiosk(config, devices=Devices(None, lambda: None, SilentPlayer()), headless=True)
    kiosk.window.set_size(1280, 800)
    finger = Finger(kiosk.window.window)
    code = run_script(kiosk, script(kiosk, finger, staff, language), finger)
    print(json.dumps(recorded(config)[earlier:]), flush=True)
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
