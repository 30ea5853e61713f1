"""Settings of the tests that show screens."""

from __future__ import annotations

import gc
from collections.abc import Generator, Mapping

# Without this import findChild returns bare QObjects instead of Quick items.
import PySide6.QtQuick  # noqa: F401
import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from kiosk.base.system_words import keep_system_english
from kiosk.domain.events import StorageReady
from kiosk.domain.language import Language
from tests.support.station import Station
from ui.app import load_fonts
from ui.i18n import Words, load_words


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(
    item: pytest.Item, nextitem: pytest.Item | None
) -> Generator[None, bool | None, bool | None]:
    """Lets what a test leaves of windows and timers be collected on Qt's thread alone.

    A collection runs on whichever thread happens to start it, such as a hub's of a later test; a
    timer that dies there takes the process with it at the next turn of Qt's event loop.
    """
    gc.disable()
    try:
        return (yield)
    finally:
        # Here and not in a fixture: only now does the item let go of what its fixtures made.
        if nextitem is None or nextitem.path != item.path:
            gc.collect()
            gc.enable()


class _Application(QGuiApplication):
    """As `ui.app.make_application` makes it: what comes after has the system's words in English."""

    def __init__(self, arguments: list[str]) -> None:
        super().__init__(arguments)
        keep_system_english()


@pytest.fixture(scope="session")
def qapp_cls() -> type[QGuiApplication]:
    """pytest-qt would make a QApplication, whose widgets we do not ship."""
    return _Application


@pytest.fixture(scope="session")
def app(qapp: QGuiApplication) -> QGuiApplication:
    """The application with the shipped typeface."""
    load_fonts()
    return qapp


@pytest.fixture(scope="session")
def words() -> Mapping[Language, Words]:
    """The words of every language."""
    return load_words()


@pytest.fixture(scope="session")
def vi(words: Mapping[Language, Words]) -> Words:
    """Vietnamese, the source language."""
    return words[Language.VI]


@pytest.fixture(scope="session")
def en(words: Mapping[Language, Words]) -> Words:
    """English."""
    return words[Language.EN]


@pytest.fixture
def station(qtbot: QtBot, words: Mapping[Language, Words]) -> Station:
    """A station that has booted."""
    made = Station(words)
    made.take(StorageReady())
    return made
