"""The question for staff: two corners, held one after the other."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.base.dataclass import dataclass
from kiosk.domain.station.screen import GateScreen, GateScreenPage, Overlay
from kiosk.domain.station.staff_check import HOLD_S, Corner
from kiosk.domain.station.touches import CornerHeld, StaffCheckClosed, WindowEvent
from ui.viewmodels.part import PartViewModel
from ui.viewmodels.view import View

QML_IMPORT_NAME = "Station.Models"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True, slots=True)
class StaffCheckProps:
    """Whether staff are asked for, and which corners they have held."""

    open: bool = False
    left_held: bool = False
    right_held: bool = False


def derive_staff_check(view: View) -> StaffCheckProps:
    """The question lies over READY alone: a result takes its place and gives it back."""
    is_open = Overlay.STAFF_CHECK in view.window.overlays
    held = view.window.staff_check.held
    return StaffCheckProps(
        open=is_open and view.screen == GateScreen(GateScreenPage.READY),
        left_held=Corner.LEFT in held,
        right_held=Corner.RIGHT in held,
    )


@QmlElement
class StaffCheckViewModel(PartViewModel):
    """Notifies QML of `StaffCheckProps`, and receives the corners."""

    Props: ClassVar[type] = StaffCheckProps
    _props: StaffCheckProps

    openChanged = Signal()
    leftHeldChanged = Signal()
    rightHeldChanged = Signal()

    def __init__(self, tell: Callable[[WindowEvent], None], parent: QObject | None = None) -> None:
        """`tell` hands a touch to the window's machine."""
        super().__init__(parent)
        self._tell = tell

    def fold(self, view: View) -> None:
        """Show this moment."""
        self.show(derive_staff_check(view))

    @Slot(str)
    def hold(self, corner: str) -> None:
        """A corner was held for long enough."""
        self._tell(CornerHeld(Corner(corner)))

    @Slot()
    def close(self) -> None:
        """Thôi."""
        self._tell(StaffCheckClosed())

    @property
    def shown(self) -> StaffCheckProps:
        """What lies over the page now."""
        return self._props

    @Property(float, constant=True)
    def holdS(self) -> float:
        return HOLD_S

    @Property(bool, notify=openChanged)
    def open(self) -> bool:
        return self._props.open

    @Property(bool, notify=leftHeldChanged)
    def leftHeld(self) -> bool:
        return self._props.left_held

    @Property(bool, notify=rightHeldChanged)
    def rightHeld(self) -> bool:
        return self._props.right_held
