"""What stands around every page of staff: who is signed in, and the header's touches."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.base.dataclass import dataclass
from kiosk.domain.station.desk import DeskLocked, GoBack, UndoTouched
from kiosk.domain.station.page import DeskPage
from kiosk.domain.station.pages.emergency import EmergencyTouched
from kiosk.domain.station.screen import DeskScreen
from kiosk.domain.station.shared_card import ASK_S, CardMeant
from kiosk.domain.station.touches import WindowEvent
from ui.viewmodels.desk.deed import DeedProps, derive_deed
from ui.viewmodels.part import PartViewModel
from ui.viewmodels.view import View

QML_IMPORT_NAME = "Station.Models"
QML_IMPORT_MAJOR_VERSION = 1


NO_DEED = DeedProps()
_DOORS = frozenset({DeskPage.SIGN_IN, DeskPage.NEW_PIN})
"""Pages of staff on which nobody is signed in yet."""


@dataclass(frozen=True, slots=True)
class StaffFrameProps:
    """What the header of the staff's pages shows."""

    name: str = ""
    """Who is signed in; empty where nobody is."""
    has_band: bool = False
    """A page of staff is on show: the gate's band has its place in the page's header."""
    deed: DeedProps = NO_DEED
    """What was just done."""
    asks_card: bool = False
    """A card was read by a device of both lanes, and goes where staff say."""
    card_token: int = 0
    """Of that question."""
    declares: bool = False
    """Everybody is asked for a declaration: pages lead to *Khai hộ*."""


def derive_staff_frame(view: View) -> StaffFrameProps:
    """The header for this moment."""
    staff, screen = view.window.desk.staff, view.screen
    if staff is None:
        is_door = isinstance(screen, DeskScreen) and screen.page in _DOORS
        return StaffFrameProps(has_band=is_door)
    desk = view.window.desk
    return StaffFrameProps(
        staff.name,
        isinstance(screen, DeskScreen),
        derive_deed(view),
        asks_card=bool(desk.card),
        card_token=desk.card_token,
        declares=view.setup.asks_declaration,
    )


@QmlElement
class StaffFrameViewModel(PartViewModel):
    """Notifies QML of `StaffFrameProps`; every touch becomes an event of the desk's machine."""

    Props: ClassVar[type] = StaffFrameProps
    _props: StaffFrameProps

    nameChanged = Signal()
    hasBandChanged = Signal()
    deedChanged = Signal()
    asksCardChanged = Signal()
    cardTokenChanged = Signal()
    declaresChanged = Signal()

    def __init__(self, tell: Callable[[WindowEvent], None], parent: QObject | None = None) -> None:
        """`tell` hands a touch to the window's machine."""
        super().__init__(parent)
        self._tell = tell

    def fold(self, view: View) -> None:
        """Show this moment."""
        self.show(derive_staff_frame(view))

    @Slot()
    def leave(self) -> None:
        """Quay lại: the page below."""
        self._tell(GoBack())

    @Slot()
    def lock(self) -> None:
        """Khóa."""
        self._tell(DeskLocked())

    @Slot()
    def callEmergency(self) -> None:
        """Cấp cứu – vào ngay."""
        self._tell(EmergencyTouched())

    @Slot()
    def undo(self) -> None:
        """Hoàn tác."""
        self._tell(UndoTouched())

    @Slot()
    def findCard(self) -> None:
        """Tìm người này."""
        self._tell(CardMeant(is_for_desk=True))

    @Slot()
    def recordCard(self) -> None:
        """Ghi nhận đến/đi."""
        self._tell(CardMeant(is_for_desk=False))

    @Property(bool, notify=asksCardChanged)
    def asksCard(self) -> bool:
        return self._props.asks_card

    @Property(int, notify=cardTokenChanged)
    def cardToken(self) -> int:
        return self._props.card_token

    @Property(float, constant=True)
    def cardSeconds(self) -> float:
        return ASK_S

    @Property(str, notify=nameChanged)
    def name(self) -> str:
        return self._props.name

    @Property(bool, notify=hasBandChanged)
    def hasBand(self) -> bool:
        return self._props.has_band

    @Property(bool, notify=declaresChanged)
    def declares(self) -> bool:
        return self._props.declares

    @Property("QVariantMap", notify=deedChanged)  # type: ignore[arg-type]
    def deed(self) -> dict[str, object]:
        deed = self._props.deed
        return {
            "isShown": deed.is_shown,
            "tone": deed.tone,
            "icon": deed.icon,
            "text": deed.text,
            "more": deed.more,
            "canUndo": deed.can_undo,
            "seconds": deed.seconds,
            "token": deed.token,
        }
