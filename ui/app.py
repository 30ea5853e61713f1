"""The window: makes the Qt application, loads the pages, and ties them to the bridge."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QFontDatabase, QGuiApplication, QImage
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow

from kiosk.base.clock import Clock
from kiosk.base.errors import InstallFault
from kiosk.base.mailbox import Mailbox
from kiosk.base.system_words import keep_system_english
from kiosk.domain.station.effects import Tone
from kiosk.domain.station.touches import DeskScreenChanged
from kiosk.domain.visits.decision import Outcome
from kiosk.settings.config import Config, Renderer
from sync.protocol.policy import DeclarationRule
from ui.actions import StationActions
from ui.bridge import Bridge
from ui.codes import PROVIDER as CODE_PROVIDER
from ui.codes import CodeProvider
from ui.desk_display import DeskDisplay
from ui.full_screen import FullScreen, desk_screen, gate_screen
from ui.heartbeat import Heartbeat
from ui.i18n import SOURCE_LANGUAGE, load_words
from ui.icons import PROVIDER, IconProvider
from ui.pace import FramePace
from ui.preview import PreviewFeed
from ui.viewmodels.station import StationViewModel
from ui.viewmodels.view import StationSetup

FONT_FAMILY = "Be Vietnam Pro"


class ScreenFault(InstallFault):
    """The window cannot be made; the text says why, for the log and the command line."""


def make_application(
    argv: Sequence[str], renderer: Renderer, *, headless: bool = False
) -> QGuiApplication:
    """The Qt application, with its renderer chosen and its typeface loaded.

    Must come before any other Qt object. `headless` draws into memory instead of on a display.
    """
    if renderer is Renderer.SOFTWARE:
        os.environ["QT_QUICK_BACKEND"] = "software"
    else:
        # The threaded loop hung once in three runs with a Python-painted item.
        os.environ["QSG_RENDER_LOOP"] = "basic"
    # Vietnamese is composed by our own keyboard (ADR 20): of the system's input methods only dead
    # keys are left, or letters would be composed twice.
    os.environ["QT_IM_MODULE"] = "compose"
    os.environ.pop("QT_IM_MODULES", None)
    if headless:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    application = QGuiApplication(list(argv))
    keep_system_english()
    application.setApplicationName("checkpoint-kiosk")
    load_fonts()
    return application


def load_fonts() -> None:
    """Load the shipped typeface. Raises ScreenFault if a file is missing."""
    folder = Path(str(files("resources"))) / "fonts"
    for weight in ("Medium", "Bold", "ExtraBold"):
        path = folder / f"BeVietnamPro-{weight}.ttf"
        if QFontDatabase.addApplicationFont(str(path)) < 0:
            raise ScreenFault(f"resources/fonts/{path.name} cannot be read")


def qml_dir() -> Path:
    """Where the QML modules lie, in a checkout and in an installed wheel."""
    return Path(str(files("ui"))) / "qml"


def _application() -> QGuiApplication:
    application = QGuiApplication.instance()
    assert isinstance(application, QGuiApplication), "made before any window"
    return application


def _silent(tone: Tone) -> None:
    """No sound device was given."""
    del tone


class StationWindow(QObject):
    """The kiosk's one window with everything behind it. GUI thread, except `quit`."""

    def __init__(
        self,
        config: Config,
        actions: StationActions,
        preview: Mailbox[Any],
        clock: Clock,
        *,
        play: Callable[[Tone], None] = _silent,
        motion: bool = True,
    ) -> None:
        """Build the window, not shown yet. Raises TranslationsMissing or ScreenFault.

        Without `motion` pages stand at once, as they also do while the renderer is behind.
        """
        super().__init__()
        self._clock = clock
        self._words = load_words()
        self._language = SOURCE_LANGUAGE
        self._awaiting_paint: Outcome | None = None
        self._full_screen = config.ui.full_screen
        self._staff_display = config.ui.staff_display
        self.bridge = Bridge()
        self.heartbeat = Heartbeat(clock.monotonic, self)
        self._pace = FramePace(clock.monotonic)
        self._is_behind = False
        self.feed = PreviewFeed(preview, self)
        setup = StationSetup(
            venue=config.venue,
            gate_mode=config.policy.gate_mode,
            language=config.ui.language,
            lens=config.camera.lens,
            has_large_text=config.ui.large_text,
            tone_style=config.ui.tone_style,
            name_display=config.ui.display_name,
            asks_declaration=config.policy.declaration is DeclarationRule.REQUIRED,
        )
        self.station = StationViewModel(
            setup, self._words, actions, self.feed, clock, play, parent=self
        )
        self._connect()
        self._properties: dict[str, object] = {
            "diagonalIn": config.ui.diagonal_in,
            "largeText": config.ui.large_text,
            "motion": motion,
        }
        engine, root = self._load("Main")
        self._engines = [engine]
        self._window: QQuickWindow | None = root
        self.desk_window: QQuickWindow | None = None
        """The desk's own, where it has a screen of its own."""
        self._window.afterAnimating.connect(self._frame_begins)
        self._window.frameSwapped.connect(self._frame_swapped)
        self._follow_language()

    def _connect(self) -> None:
        """Bound slots of GUI-thread objects, so that Qt queues across threads."""
        self.bridge.published.connect(self.station.take)
        self.bridge.quitAsked.connect(self._quit)
        self.station.outcomeShown.connect(self._outcome_shown)
        self.station.rooms.shell.languageChanged.connect(self._follow_language)

    def _load(self, name: str) -> tuple[QQmlApplicationEngine, QQuickWindow]:
        """A window of Station.Shell with an engine of its own, so that its theme is its screen's.

        Raises ScreenFault.
        """
        engine = QQmlApplicationEngine()
        engine.addImageProvider(PROVIDER, IconProvider())
        engine.addImageProvider(CODE_PROVIDER, CodeProvider())
        engine.addImportPath(str(qml_dir()))
        engine.setInitialProperties({"station": self.station, **self._properties})
        problems: list[str] = []
        engine.warnings.connect(
            lambda warnings: problems.extend(warning.toString() for warning in warnings)
        )
        engine.load(QUrl.fromLocalFile(str(qml_dir() / "Station" / "Shell" / f"{name}.qml")))
        if not engine.rootObjects():
            raise ScreenFault("; ".join(problems) or "Station.Shell cannot be loaded")
        root = engine.rootObjects()[0]
        if not isinstance(root, QQuickWindow):
            raise ScreenFault("the root of Station.Shell is not a window")
        return engine, root

    def _make_desk_window(self) -> QQuickWindow:
        """The desk's own window, not shown yet."""
        engine, window = self._load("DeskMain")
        self._engines.append(engine)
        self.desk_window = window
        return window

    @property
    def window(self) -> QQuickWindow:
        """The Quick window. Raises ScreenFault once it was closed."""
        if self._window is None:
            raise ScreenFault("the window is closed")
        return self._window

    def show(self) -> None:
        """Open the window, in BOOTING until the gate's machine hears `Booted`."""
        self.window.setProperty("isGuarded", self._full_screen)
        application = _application()
        wanted = self._staff_display
        if self._full_screen:
            FullScreen(self.window, application, partial(gate_screen, application, wanted)).begin()
        else:
            self.window.show()
        if wanted:
            display = DeskDisplay(
                application,
                partial(desk_screen, application, wanted),
                self._make_desk_window,
                lambda is_there: self.station.take(DeskScreenChanged(is_there)),
                full_screen=self._full_screen,
                parent=self,
            )
            display.begin()
        self.feed.start()
        self.heartbeat.start()

    def set_size(self, width_px: int, height_px: int) -> None:
        """Make the window this large, px."""
        self._full_screen = False
        self.window.setProperty("isGuarded", False)
        self.window.resize(width_px, height_px)

    def grab(self) -> QImage:
        """The window as it looks once nothing moves."""
        motion = self.window.property("motion")
        self.window.setProperty("motion", False)
        picture = self.window.grabWindow()
        self.window.setProperty("motion", motion)
        return picture

    def run(self) -> int:
        """Run the event loop until `quit`; then close everything in order. Gives the exit code."""
        code = QGuiApplication.exec()
        self.close()
        return code

    def quit(self) -> None:
        """End `run`; from any thread."""
        self.bridge.quit()

    def close(self) -> None:
        """Close the window, delete the QML engine, and only then let the view models die."""
        if not self._engines:
            return
        self.heartbeat.stop()
        self.feed.stop()
        self.window.afterAnimating.disconnect(self._frame_begins)
        self.window.frameSwapped.disconnect(self._frame_swapped)
        self.window.setProperty("isGuarded", False)
        self.window.close()
        self._window = None
        if self.desk_window is not None:
            self.desk_window.close()
        self.desk_window = None
        engines, self._engines = self._engines, []
        for translator in (words.translator for words in self._words.values()):
            if translator is not None:
                QGuiApplication.removeTranslator(translator)
        from shiboken6 import Shiboken

        # Python would collect the engine some time after the view models its bindings read.
        for engine in engines:
            Shiboken.delete(engine)

    @Slot()
    def _quit(self) -> None:
        QGuiApplication.exit(0)

    @Slot(object)
    def _outcome_shown(self, outcome: Outcome) -> None:
        self._awaiting_paint = outcome

    @Slot()
    def _frame_begins(self) -> None:
        self._pace.begin()

    @Slot()
    def _frame_swapped(self) -> None:
        self._pace.end()
        is_behind = self._pace.is_behind
        if is_behind is not self._is_behind:
            self._is_behind = is_behind
            self.window.setProperty("isBehind", is_behind)
        if self._awaiting_paint is not None:
            outcome, self._awaiting_paint = self._awaiting_paint, None
            self.bridge.note_painted(outcome, self._clock.monotonic())

    @Slot()
    def _follow_language(self) -> None:
        """Give the texts of QML the station's language."""
        wanted = self.station.window.language
        if wanted is self._language:
            return
        before = self._words[self._language].translator
        if before is not None:
            QGuiApplication.removeTranslator(before)
        after = self._words[wanted].translator
        if after is not None:
            QGuiApplication.installTranslator(after)
        self._language = wanted
        for engine in self._engines:
            engine.retranslate()
