"""What a start imports before the first paint, and what behind it."""

from __future__ import annotations

import subprocess
import sys

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from kiosk.domain.events import StorageReady
from kiosk.domain.station.desk import PageWanted
from kiosk.domain.station.page import DeskPage
from kiosk.domain.station.pages.no_code import NoCode
from tests.support.finger import walk
from ui.showcase import Showcase, spin
from ui.viewmodels.desk.desk import AHEAD_MS, PAGES, model_of
from ui.viewmodels.rows import ROW_ROLE

LIBRARIES = ("numpy", "cv2", "PIL", "escpos", "sqlcipher3", "requests", "cryptography", "zxingcpp")
ASKED = """
import sys
import kiosk.commands.run, kiosk.composition.settings_file, kiosk.composition.kiosk, ui.app
import PySide6.QtCore
print(*sys.modules, *(f"QtCore.{name}" for name in vars(PySide6.QtCore)))
"""


@pytest.fixture(scope="module")
def at_first() -> set[str]:
    """The modules that stand before the window is made."""
    done = subprocess.run(
        [sys.executable, "-c", ASKED], check=True, capture_output=True, text=True, timeout=60
    )
    return set(done.stdout.split())


def test_the_first_paint_waits_for_no_library_of_a_device_or_of_the_database(
    at_first: set[str],
) -> None:
    assert "ui.app" in at_first
    assert at_first.isdisjoint(LIBRARIES)


def test_the_first_paint_waits_for_nothing_that_is_called_qt(at_first: set[str]) -> None:
    """PySide makes all of `Qt.` at once, when one of its names is first wanted."""
    assert "QtCore.QTimer" in at_first
    assert "QtCore.Qt" not in at_first
    assert int(Qt.ItemDataRole.UserRole) + 1 == ROW_ROLE


def test_the_first_paint_waits_for_no_page_of_the_desk(at_first: set[str]) -> None:
    assert at_first.isdisjoint(f"ui.viewmodels.desk.{page.value}" for page in PAGES)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.value)
def test_a_page_of_the_desk_is_found_by_its_name(page: DeskPage) -> None:
    assert model_of(page).page is page


def test_pages_are_imported_ahead_once_the_database_is_open(
    app: QGuiApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    found: list[DeskPage] = []
    monkeypatch.setattr("ui.viewmodels.desk.desk.model_of", found.append)
    with Showcase() as showcase:
        spin(3 * AHEAD_MS)
        assert found == []
        showcase.take(StorageReady())
        spin((len(PAGES) + 10) * AHEAD_MS)
    assert found == list(PAGES)


def test_a_page_is_read_when_it_is_wanted_and_let_go(app: QGuiApplication) -> None:
    with Showcase() as showcase:
        showcase.go_home()

        def stands() -> bool:
            spin(20)
            items = walk(showcase.window.window.contentItem())
            return any("NoCodePage" in item.metaObject().className() for item in items)

        assert not stands()
        showcase.take(PageWanted(NoCode()))
        assert stands()
        showcase.go_home()
        assert not stands()
