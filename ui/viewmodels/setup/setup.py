"""The pages on which staff set the station up: its camera, its hub."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Property, QObject
from PySide6.QtQml import QmlElement

from kiosk.base.clock import Clock
from kiosk.domain.station.touches import WindowEvent
from ui.viewmodels.part import PartViewModel
from ui.viewmodels.setup.camera_setup import CameraSetupViewModel
from ui.viewmodels.setup.enrolment import EnrolmentViewModel
from ui.viewmodels.view import View

QML_IMPORT_NAME = "Station.Models"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class SetupViewModel(QObject):
    """Holds the view models of the set-up pages."""

    def __init__(
        self, tell: Callable[[WindowEvent], None], clock: Clock, parent: QObject | None = None
    ) -> None:
        """`tell` hands a touch to the window's machine."""
        super().__init__(parent)
        self.camera_setup = CameraSetupViewModel(tell, clock, self)
        self.enrolment_card = EnrolmentViewModel(tell, self)
        self._parts: tuple[PartViewModel, ...] = (self.camera_setup, self.enrolment_card)

    def take(self, event: WindowEvent) -> None:
        """Hand on an event of the station."""
        for part in self._parts:
            part.take(event)

    def fold(self, view: View) -> None:
        """Show this moment."""
        for part in self._parts:
            part.fold(view)

    @Property(CameraSetupViewModel, constant=True)
    def camera(self) -> CameraSetupViewModel:
        return self.camera_setup

    @Property(EnrolmentViewModel, constant=True)
    def enrolment(self) -> EnrolmentViewModel:
        return self.enrolment_card
