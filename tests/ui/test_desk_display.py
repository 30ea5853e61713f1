"""`ui.staff_display`: the desk's pages on a second screen, and back where that is gone."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtQuick import QQuickWindow

import kiosk
from ui.desk_display import DeskDisplay
from ui.full_screen import desk_screen, gate_screen

CHECKOUT = Path(kiosk.__file__).resolve().parent.parent
# Qt's offscreen platform orders them by name.
SCREENS = [
    {"name": "first", "x": 0, "y": 0, "width": 1080, "height": 1920},
    {"name": "second", "x": 1080, "y": 0, "width": 1280, "height": 800},
]

WORKER = """
import json, sys
from ui.app import StationWindow, make_application
from kiosk.base.clock import SystemClock
from kiosk.base.mailbox import Mailbox
from kiosk.domain.events import Decided, StorageReady
from kiosk.domain.language import Language
from kiosk.domain.station.desk import PageWanted, StaffSignedIn
from kiosk.domain.station.pages.family import Family
from kiosk.domain.station.touches import DeskScreenChanged
from kiosk.domain.visits.decision import Admit, Direction, LaneName, Outcome
from kiosk.settings.config import Config, Renderer, UiConfig
from ui.showcase import AT, NoActions, demo_session, spin
application = make_application(["worker"], Renderer.SOFTWARE)
language = Language(sys.argv[2])
ui = UiConfig(language=language, full_screen=sys.argv[3] == "full", staff_display=sys.argv[1])
station = StationWindow(Config(ui=ui), NoActions(), Mailbox(), SystemClock(), motion=False)
station.show()
seen = []

def look(*events):
    for event in events:
        station.station.take(event)
    spin(200)
    shell, desk = station.station.rooms.shell.shown, station.desk_window
    items = [] if desk is None else [desk.contentItem()]
    texts = []
    while items:
        item = items.pop()
        if item.isVisible():
            items += item.childItems()
            if item.inherits("QQuickText") and item.property("text"):
                texts.append(item.property("text").replace("\\u00a0", " "))
    seen.append({
        "gate": list(station.window.geometry().getRect()),
        "page": shell.page,
        "desk": list(desk.geometry().getRect()) if desk and desk.isVisible() else None,
        "desk_page": shell.desk_page,
        "band": station.station.rooms.gate.shown.desk_band_visible,
        "texts": texts,
    })

arrival = Outcome(LaneName.GATE, Admit(Direction.ARRIVAL), AT, "entry", "N. T. H. Nhung")
look(StorageReady())
look(StaffSignedIn(demo_session()), PageWanted(Family("+84912345678")))
look(Decided(arrival))
look(DeskScreenChanged(False))
print(json.dumps(seen))
station.close()
"""


def run(tmp_path: Path, wanted: str, language: str = "vi", how: str = "full") -> list[dict]:  # type: ignore[type-arg]
    """What stands where: at the start, with staff, with a result, without the second screen."""
    config = tmp_path / "screens.json"
    config.write_text(json.dumps({"screens": SCREENS}))
    platform = {"QT_QPA_PLATFORM": f"offscreen:configfile={config}"}
    result = subprocess.run(
        [sys.executable, "-P", "-c", WORKER, wanted, language, how],
        env=os.environ | {"PYTHONPATH": str(CHECKOUT)} | platform,
        capture_output=True,
        timeout=90,
        check=False,
    )
    assert result.returncode == 0, result.stderr.decode()
    found: list[dict] = json.loads(result.stdout)  # type: ignore[type-arg]
    return found


@pytest.mark.parametrize(
    ("wanted", "language", "waiting"),
    [("second", "vi", "Bàn hỗ trợ"), ("1", "en", "Help desk")],
)
def test_the_desk_has_the_second_screen(
    tmp_path: Path, wanted: str, language: str, waiting: str
) -> None:
    start, working, result, back = run(tmp_path, wanted, language)
    assert start["gate"] == [0, 0, 1080, 1920]
    assert start["desk"] == [1080, 0, 1280, 800]
    assert waiting in start["texts"]
    assert (working["page"], working["desk_page"]) == ("ready", "family")
    assert "Lê Thị Mai" in working["texts"], "who is signed in"
    assert waiting not in working["texts"]
    assert (result["page"], result["desk_page"], result["band"]) == ("result", "family", True)
    assert any("N. T. H. Nhung" in text for text in result["texts"]), "the band, at the desk"
    assert (back["page"], back["desk_page"]) == ("family", "")


def test_a_desk_named_first_leaves_the_other_screen_to_the_gate(tmp_path: Path) -> None:
    start, *_ = run(tmp_path, "first")
    assert (start["gate"], start["desk"]) == ([1080, 0, 1280, 800], [0, 0, 1080, 1920])


def test_in_a_window_of_its_own_too(tmp_path: Path) -> None:
    start, *_ = run(tmp_path, "second", how="window")
    assert start["desk"] is not None
    assert start["desk"][0] == 1080


def test_without_that_screen_there_is_one_window(tmp_path: Path) -> None:
    start, working, *_ = run(tmp_path, "beamer")
    assert start["desk"] is None
    assert (working["page"], working["desk_page"]) == ("family", "")


def test_one_screen_is_the_gates_whatever_is_named(app: QGuiApplication) -> None:
    [screen] = app.screens()
    assert desk_screen(app, "0") is None
    assert gate_screen(app, screen.name()) is screen


def test_a_screen_that_goes_puts_the_window_away_until_it_is_back(app: QGuiApplication) -> None:
    screen = app.primaryScreen()
    there: list[QScreen | None] = [screen]
    window, told = QQuickWindow(), []
    made: list[int] = []

    def make() -> QQuickWindow:
        made.append(1)
        return window

    display = DeskDisplay(app, lambda: there[0], make, told.append, full_screen=True)
    display.begin()
    assert (window.isVisible(), window.geometry()) == (True, screen.geometry())
    there[0] = None
    app.screenRemoved.emit(screen)
    assert not window.isVisible()
    there[0] = screen
    app.screenAdded.emit(screen)
    assert window.isVisible()
    assert (told, made) == ([True, False, True], [1])
    window.close()
