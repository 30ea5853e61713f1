"""Ways on for somebody without a code or card."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Property, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.base.dataclass import dataclass
from kiosk.domain.reason import Reason
from kiosk.domain.station.desk import GoBack, StaffWanted
from kiosk.domain.station.page import DeskPage
from kiosk.domain.station.pages.no_code import DeclaringWanted, SentencesWanted
from ui.viewmodels.desk.page import DeskPageViewModel
from ui.viewmodels.view import View

QML_IMPORT_NAME = "Station.Models"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True, slots=True)
class NoCodeProps:
    """What the page offers; its words are its own."""

    can_declare: bool = False
    """Policy asks for a declaration, so it can be made here."""


@QmlElement
class NoCodeViewModel(DeskPageViewModel):
    """Every touch becomes an event of the desk's machine."""

    Props: ClassVar[type] = NoCodeProps
    _props: NoCodeProps
    page = DeskPage.NO_CODE

    canDeclareChanged = Signal()

    def fold(self, view: View) -> None:
        """Show this moment."""
        self.show(NoCodeProps(view.setup.asks_declaration))

    @Slot()
    def declareHere(self) -> None:
        """Khai báo tại đây."""
        self._tell(DeclaringWanted())

    @Slot()
    def sayNumber(self) -> None:
        """Đọc số điện thoại cho nhân viên."""
        self._tell(StaffWanted(Reason.PHONE_ONLY))

    @Slot()
    def showSentences(self) -> None:
        """Cho người đối diện xem."""
        self._tell(SentencesWanted())

    @Slot()
    def callStaff(self) -> None:
        """Gọi nhân viên: the desk reads that it is somebody without a code or card."""
        self._tell(StaffWanted(Reason.NO_CODE))

    @Slot()
    def leave(self) -> None:
        """Quay lại."""
        self._tell(GoBack())

    @Property(bool, notify=canDeclareChanged)
    def canDeclare(self) -> bool:
        return self._props.can_declare
