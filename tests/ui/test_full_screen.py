"""Full screen is exactly one screen, without a window manager too."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickWindow
from pytestqt.qtbot import QtBot

import kiosk
from ui.full_screen import FullScreen

CHECKOUT = Path(kiosk.__file__).resolve().parent.parent

WORKER = """
import json, sys
from ui.app import StationWindow, make_application
from kiosk.base.clock import SystemClock
from kiosk.base.mailbox import Mailbox
from kiosk.settings.config import Config, Renderer, UiConfig
from ui.showcase import NoActions, spin
application = make_application(["worker"], Renderer.SOFTWARE)
station = StationWindow(
    Config(ui=UiConfig(full_screen=True)), NoActions(), Mailbox(), SystemClock(), motion=False
)
station.show()
spin(300)
window, screen = station.window, application.primaryScreen()
print(json.dumps({
    "screens": [each.geometry().getRect() for each in application.screens()],
    "window": window.geometry().getRect(),
    "page": [window.contentItem().width(), window.contentItem().height()],
    "has_keys": window.isActive(),
}))
station.close()
"""


def shown(**environment: str) -> dict[str, list[int]]:
    """Where a full screen kiosk's window stands on the screens of this environment."""
    result = subprocess.run(
        [sys.executable, "-P", "-c", WORKER],
        env=os.environ | {"PYTHONPATH": str(CHECKOUT)} | environment,
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert result.returncode == 0, result.stderr.decode()
    found: dict[str, list[int]] = json.loads(result.stdout)
    return found


def test_of_two_screens_one_is_covered_whole(tmp_path: Path) -> None:
    screens = [
        {"name": "left", "x": 0, "y": 0, "width": 1080, "height": 1920},
        {"name": "right", "x": 1080, "y": 0, "width": 1280, "height": 1024},
    ]
    config = tmp_path / "screens.json"
    config.write_text(json.dumps({"screens": screens}))
    found = shown(QT_QPA_PLATFORM=f"offscreen:configfile={config}")
    assert found["screens"] == [[0, 0, 1080, 1920], [1080, 0, 1280, 1024]]
    assert found["window"] == [0, 0, 1080, 1920]
    assert found["page"] == [1080, 1920]


def test_a_screen_that_turns_is_covered_again(app: QGuiApplication, qtbot: QtBot) -> None:
    window = QQuickWindow()
    FullScreen(window, app, app.primaryScreen).begin()
    screen = app.primaryScreen()
    assert window.geometry() == screen.geometry()
    # What a turned screen leaves: a window of the old shape.
    window.setGeometry(0, 0, 300, 400)
    screen.geometryChanged.emit(screen.geometry())
    assert window.geometry() == screen.geometry()
    window.close()


@pytest.fixture
def bare_x(tmp_path: Path) -> Iterator[str]:
    """The name of an X display of 1366×768 without a window manager."""
    server = shutil.which("Xvfb")
    if server is None:
        pytest.skip("no Xvfb on this machine")
    told, number = os.pipe()
    process = subprocess.Popen(
        [server, "-displayfd", str(number), "-screen", "0", "1366x768x24", "-nolisten", "tcp"],
        pass_fds=(number,),
        stderr=subprocess.DEVNULL,
    )
    os.close(number)
    try:
        with os.fdopen(told) as line:
            yield f":{line.readline().strip()}"
    finally:
        process.terminate()
        process.wait(10)


@pytest.mark.parametrize(("factor", "size"), [("1", [1366, 768]), ("2", [683, 384])])
def test_without_a_window_manager_it_is_whole_and_has_the_keys(
    bare_x: str, factor: str, size: list[int]
) -> None:
    found = shown(DISPLAY=bare_x, QT_QPA_PLATFORM="xcb", QT_SCALE_FACTOR=factor)
    assert found["window"] == [0, 0, *size]
    assert found["page"] == size
    assert found["has_keys"] is True
