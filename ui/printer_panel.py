"""The demo's second window: its printer, with the paper that comes out and what can go wrong."""

from __future__ import annotations

from enum import StrEnum
from typing import Protocol

from PySide6.QtCore import Property, QObject, QRectF, QTimer, QUrl, Signal, Slot
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtQml import QmlElement, QQmlApplicationEngine
from PySide6.QtQuick import QQuickItem, QQuickPaintedItem, QQuickWindow

from kiosk.base.dataclass import dataclass
from kiosk.ports.printer import Bitmap
from ui.app import ScreenFault, StationWindow, qml_dir
from ui.icons import PROVIDER, IconProvider

QML_IMPORT_NAME = "Station.Models"
QML_IMPORT_MAJOR_VERSION = 1

LOOK_MS = 100


class PanelTrouble(StrEnum):
    """What is wrong with the printer, as far as the panel shows it."""

    UNPLUGGED = "unplugged"
    COVER_OPEN = "cover_open"
    PAPER_OUT = "paper_out"
    CUTTER_JAM = "cutter_jam"
    OVERHEATED = "overheated"
    SILENT = "silent"
    """It prints and answers nothing."""


@dataclass(frozen=True, slots=True)
class PanelLook:
    """What somebody who stands before the printer sees."""

    paper: Bitmap
    """What hangs out of it."""
    left_mm: float
    """Paper on the roll."""
    troubles: frozenset[PanelTrouble]


class PanelPrinter(Protocol):
    """What the panel's buttons do; every method returns at once."""

    def look(self) -> PanelLook:
        """What is to be seen now."""
        ...

    def tear_off(self) -> None:
        """Tear off what hangs out."""
        ...

    def run_out(self) -> None:
        """The roll ends here."""
        ...

    def load_roll(self) -> None:
        """Put a new roll in."""
        ...

    def set_trouble(self, trouble: PanelTrouble, is_on: bool) -> None:
        """Begin a trouble, or end it."""
        ...


@QmlElement
class PrinterPanelModel(QObject):
    """What QML shows of the printer, and its buttons; GUI thread."""

    changed = Signal()
    paperChanged = Signal()

    def __init__(self, printer: PanelPrinter, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._printer = printer
        self._look = printer.look()
        self._paper = _image(self._look.paper)
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.refresh)
        self._timer.start()

    @property
    def picture(self) -> QImage:
        """The paper that hangs out; null while there is none."""
        return self._paper

    @Property(int, notify=paperChanged)
    def paperDots(self) -> int:
        """How long it is."""
        return self._look.paper.height_px

    @Property(int, notify=paperChanged)
    def paperAcross(self) -> int:
        """How wide it is, in dots as well."""
        return self._look.paper.width_px

    @Property(int, notify=changed)
    def leftCm(self) -> int:
        """Paper left on the roll."""
        return int(self._look.left_mm / 10)

    @Property("QVariantList", notify=changed)  # type: ignore[arg-type]
    def troubles(self) -> list[str]:
        """What is wrong, by the names of `PanelTrouble`, the gravest first."""
        return [one.value for one in PanelTrouble if one in self._look.troubles]

    @Slot()
    def tearOff(self) -> None:
        """*Xé giấy* was touched."""
        self._printer.tear_off()
        self.refresh()

    @Slot()
    def runOut(self) -> None:
        """*Hết giấy* was touched."""
        self._printer.run_out()
        self.refresh()

    @Slot()
    def loadRoll(self) -> None:
        """*Thay cuộn* was touched."""
        self._printer.load_roll()
        self.refresh()

    @Slot(str)
    def turn(self, name: str) -> None:
        """The button of a trouble was touched: it begins or ends."""
        trouble = PanelTrouble(name)
        self._printer.set_trouble(trouble, trouble not in self._look.troubles)
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Look at the printer."""
        before, self._look = self._look, self._printer.look()
        if self._look.paper != before.paper:
            self._paper = _image(self._look.paper)
            self.paperChanged.emit()
        if self._look != before:
            self.changed.emit()


@QmlElement
class HangingPaper(QQuickPaintedItem):
    """Draws the paper, as wide as the item, its newest line at the foot."""

    modelChanged = Signal()

    def __init__(self, parent: QQuickItem | None = None) -> None:
        super().__init__(parent)
        self._model: PrinterPanelModel | None = None

    def _get_model(self) -> PrinterPanelModel | None:
        return self._model

    def _set_model(self, model: PrinterPanelModel | None) -> None:
        if model is self._model:
            return
        if self._model is not None:
            self._model.paperChanged.disconnect(self._repaint)
        self._model = model
        if model is not None:
            model.paperChanged.connect(self._repaint)
        self.modelChanged.emit()
        self.update()

    model = Property(PrinterPanelModel, _get_model, _set_model, notify=modelChanged)

    @Slot()
    def _repaint(self) -> None:
        self.update()

    def paint(self, painter: QPainter) -> None:
        """Qt asks for the item's picture, in its own coordinates."""
        picture = QImage() if self._model is None else self._model.picture
        if picture.isNull():
            return
        area = self.boundingRect()
        painter.fillRect(area, QColor("white"))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        height = area.width() * picture.height() / picture.width()
        painter.drawImage(QRectF(0, area.height() - height, area.width(), height), picture)


class PrinterPanel(QObject):
    """The window, beside the station's; closed with it."""

    def __init__(self, station: StationWindow, printer: PanelPrinter) -> None:
        """Build it, not shown yet. Raises ScreenFault."""
        super().__init__()
        # Children die in the order they were made: the engine before the model its bindings read,
        # also where nobody closes the panel because the program ends by an error.
        self._engine = QQmlApplicationEngine(self)
        self.model = PrinterPanelModel(printer, self)
        self._engine.addImageProvider(PROVIDER, IconProvider())
        self._engine.addImportPath(str(qml_dir()))
        self._engine.setInitialProperties({"model": self.model})
        path = qml_dir() / "Station" / "Demo" / "PrinterPanel.qml"
        self._engine.load(QUrl.fromLocalFile(str(path)))
        roots = self._engine.rootObjects()
        root = roots[0] if roots else None
        if not isinstance(root, QQuickWindow):
            raise ScreenFault("Station.Demo cannot be loaded")
        self.window = root
        # Closing the station's window ends the program, though this one is still open.
        root.setTransientParent(station.window)
        self._station = station
        station.station.rooms.shell.languageChanged.connect(self._engine.retranslate)

    def show(self) -> None:
        """Show it at the right of the station's window."""
        beside = self._station.window
        self.window.setPosition(beside.x() + beside.width() + 16, beside.y())
        self.window.show()

    def close(self) -> None:
        """Close the window, and delete its engine before the model dies."""
        from shiboken6 import Shiboken

        self.window.close()
        Shiboken.delete(self._engine)


def _image(paper: Bitmap) -> QImage:
    if not paper.height_px:
        return QImage()
    row_bytes = paper.width_px // 8
    picture = QImage(
        paper.rows, paper.width_px, paper.height_px, row_bytes, QImage.Format.Format_Mono
    )
    picture.setColorTable([0xFF000000, 0xFFFFFFFF])
    # Grey is what is drawn smaller smoothly; and a copy does not need the bytes any more.
    return picture.convertToFormat(QImage.Format.Format_Grayscale8)
