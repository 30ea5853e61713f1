"""The pages on which staff set the station up: its camera, its hub."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Property, QObject
from PySide6.QtQml import QmlElement

from kiosk.base.clock import Clock
from kiosk.domain.station.touches import WindowEvent
from ui.viewmodels.setup.camera_setup import CameraSetupViewModel
from ui.viewmodels.setup.enrolment import EnrolmentViewModel, derive_enrolment
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

    def take(self, event: WindowEvent) -> None:
        """Hand the camera page its looks: they are not part of the window's state."""
        self.camera_setup.take(event)

    def fold(self, view: View) -> None:
        """Show this moment."""
        self.camera_setup.fold(view)
        self.enrolment_card.show(
            derive_enrolment(view.window.enrolment, view.setup.venue, view.words)
        )

    @Property(CameraSetupViewModel, constant=True)
    def camera(self) -> CameraSetupViewModel:
        return self.camera_setup

    @Property(EnrolmentViewModel, constant=True)
    def enrolment(self) -> EnrolmentViewModel:
        return self.enrolment_card
