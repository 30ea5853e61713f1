"""The desk's pages: what staff, or a citizen who types, see of the station."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Property, QObject
from PySide6.QtQml import QmlElement

from kiosk.domain.station.desk import Desk, StaffSignedOut
from kiosk.domain.station.touches import WindowEvent
from kiosk.domain.visits.decision import LaneName
from ui.actions import StationActions
from ui.viewmodels.desk.card_number import CardNumberViewModel, derive_card_number
from ui.viewmodels.view import View

QML_IMPORT_NAME = "Station.Models"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class DeskViewModel(QObject):
    """Holds the view models of the desk's pages."""

    def __init__(
        self,
        tell: Callable[[WindowEvent], None],
        actions: StationActions,
        parent: QObject | None = None,
    ) -> None:
        """`tell` hands a touch to the window's machine."""
        super().__init__(parent)
        self._tell = tell
        self._actions = actions
        self._desk = Desk()
        self._card_number = CardNumberViewModel(tell, self._enter_number, self)

    def fold(self, view: View) -> None:
        """Show this moment; a pad whose number is being decided stands as it was."""
        self._desk = view.window.desk
        if not view.window.is_pad_held:
            self._card_number.show(derive_card_number(self._desk, view.words))

    def _enter_number(self) -> None:
        draft = self._desk.draft
        if draft is None or not draft.is_whole:
            return
        # Typed at the kiosk's own screen, it is a scan of the gate like any other.
        if self._actions.enter_number(draft.text, LaneName.GATE):
            self._tell(StaffSignedOut())

    @Property(CardNumberViewModel, constant=True)
    def cardNumber(self) -> CardNumberViewModel:
        return self._card_number
