"""What stands around every page: the venue, the gate and its mode, the clock, the hotline."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Property, Signal
from PySide6.QtQml import QmlElement

from kiosk.base.dataclass import dataclass
from sync.protocol.policy import GateMode
from ui.i18n import Words
from ui.viewmodels.part import PartViewModel
from ui.viewmodels.view import View

QML_IMPORT_NAME = "Station.Models"
QML_IMPORT_MAJOR_VERSION = 1

_MODE_ICONS = {
    GateMode.AUTO: "both-ways",
    GateMode.IN_ONLY: "arrive",
    GateMode.OUT_ONLY: "depart",
}


@dataclass(frozen=True, slots=True)
class HeaderProps:
    """What the header and the hotline show."""

    venue: str = ""
    gate: str = ""
    mode: str = ""
    mode_icon: str = "both-ways"
    clock: str = ""
    date: str = ""
    hotline_label: str = ""
    hotline: str = ""


def derive_header(view: View) -> HeaderProps:
    """The header at this moment; the clock is in the venue's time zone."""
    venue, words = view.setup.venue, view.words
    modes = {
        GateMode.AUTO: words.translate("Screens", "Đến và đi"),
        GateMode.IN_ONLY: words.translate("Screens", "Chỉ vào"),
        GateMode.OUT_ONLY: words.translate("Screens", "Chỉ ra"),
    }
    line = venue.hotlines[0] if venue.hotlines else None
    now = view.now.astimezone(venue.time_zone)
    return HeaderProps(
        venue=venue.name,
        gate=venue.gate,
        mode=modes[view.setup.gate_mode],
        mode_icon=_MODE_ICONS[view.setup.gate_mode],
        clock=now.strftime("%H:%M"),
        date=words.date(now),
        # The venue's own label where it has one of its own; the usual one is translated.
        hotline_label=_hotline_label(line.label, words) if line else "",
        hotline=line.mobile if line else "",
    )


def _hotline_label(label: str, words: Words) -> str:
    usual = "Hỏi đáp"
    return words.translate("Screens", "Hỏi đáp") if label == usual else label


@QmlElement
class HeaderViewModel(PartViewModel):
    """Notifies QML of `HeaderProps`."""

    Props: ClassVar[type] = HeaderProps
    _props: HeaderProps

    venueChanged = Signal()
    gateChanged = Signal()
    modeChanged = Signal()
    modeIconChanged = Signal()
    clockChanged = Signal()
    dateChanged = Signal()
    hotlineLabelChanged = Signal()
    hotlineChanged = Signal()

    def fold(self, view: View) -> None:
        """Show this moment."""
        self.show(derive_header(view))

    @Property(str, notify=venueChanged)
    def venue(self) -> str:
        return self._props.venue

    @Property(str, notify=gateChanged)
    def gate(self) -> str:
        return self._props.gate

    @Property(str, notify=modeChanged)
    def mode(self) -> str:
        return self._props.mode

    @Property(str, notify=modeIconChanged)
    def modeIcon(self) -> str:
        return self._props.mode_icon

    @Property(str, notify=clockChanged)
    def clock(self) -> str:
        return self._props.clock

    @Property(str, notify=dateChanged)
    def date(self) -> str:
        return self._props.date

    @Property(str, notify=hotlineLabelChanged)
    def hotlineLabel(self) -> str:
        return self._props.hotline_label

    @Property(str, notify=hotlineChanged)
    def hotline(self) -> str:
        return self._props.hotline
