"""The question whether whoever used the desk is still there."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.base.dataclass import dataclass
from kiosk.domain.station.desk import GRACE_S, StaffSignedOut
from kiosk.domain.station.desk_state import Desk
from kiosk.domain.station.desk_touches import GoOn
from kiosk.domain.station.touches import WindowEvent
from ui.viewmodels.part import PartViewModel
from ui.viewmodels.view import View

QML_IMPORT_NAME = "Station.Models"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True, slots=True)
class GoOnProps:
    """Whether it is asked, and until when."""

    is_asking: bool = False
    grace_s: float = GRACE_S
    token: int = 0


def derive_go_on(desk: Desk) -> GoOnProps:
    """The question for the desk's state."""
    return GoOnProps(is_asking=desk.is_asking, token=desk.token if desk.is_asking else 0)


@QmlElement
class GoOnViewModel(PartViewModel):
    """Notifies QML of `GoOnProps`."""

    Props: ClassVar[type] = GoOnProps
    _props: GoOnProps

    isAskingChanged = Signal()
    graceSChanged = Signal()
    tokenChanged = Signal()

    def __init__(self, tell: Callable[[WindowEvent], None], parent: QObject | None = None) -> None:
        """`tell` hands a touch to the window's machine."""
        super().__init__(parent)
        self._tell = tell

    def fold(self, view: View) -> None:
        """Show this moment."""
        self.show(derive_go_on(view.window.desk))

    @Slot()
    def stay(self) -> None:
        """Tiếp tục."""
        self._tell(GoOn())

    @Slot()
    def leave(self) -> None:
        """Dừng và xóa: nothing of what was typed is left."""
        self._tell(StaffSignedOut())

    @Property(bool, notify=isAskingChanged)
    def isAsking(self) -> bool:
        return self._props.is_asking

    @Property(float, notify=graceSChanged)
    def graceS(self) -> float:
        return self._props.grace_s

    @Property(int, notify=tokenChanged)
    def token(self) -> int:
        return self._props.token
