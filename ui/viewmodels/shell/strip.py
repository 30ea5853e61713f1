"""The health strip: always there, same order, words beside icons."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtQml import QmlElement

from kiosk.base.dataclass import dataclass
from kiosk.base.errors import DeviceFaultKind, NetworkFaultKind
from kiosk.domain.station.health import Health, NetworkState
from ui.i18n import Words
from ui.messages.faults import (
    CLOCK_SUSPECT,
    COPIED,
    NETWORK,
    NO_SOUND,
    NOT_SET_UP,
    PRINTER,
    REVOKED,
    SCANNER,
)
from ui.messages.model import say
from ui.messages.paper import paper_words
from ui.viewmodels.part import PartViewModel
from ui.viewmodels.rows import RowsModel
from ui.viewmodels.view import View

QML_IMPORT_NAME = "Station.Models"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True, slots=True)
class StripItem:
    """One sign of health."""

    key: str
    """What it is of: it stays the same sign while what it says changes."""
    icon: str
    text: str
    is_well: bool = True


@dataclass(frozen=True, slots=True)
class StripProps:
    """The signs in their fixed order: camera, scanner, printer, network, clock, sound, set-up."""

    items: tuple[StripItem, ...] = ()


CROWDED = 3
"""So many faults at once, and no more are named, each alone: the strip may not push the page
away. The staff card names all."""


def derive_strip(view: View) -> StripProps:
    """What the strip says; a fault says what still works, unless there are many."""
    # Where nothing can be recorded, nothing may say that it is.
    is_closed = view.window.gate.fault is not None
    items = _signs(view.window.health, view.words, is_short=is_closed)
    if sum(not item.is_well for item in items) < CROWDED:
        return StripProps(tuple(items))
    words = view.words
    short = _signs(view.window.health, words, is_short=True)
    ill = [item for item in short if not item.is_well]
    more = len(ill) - CROWDED
    if more:
        others = words.tr("và %n sự cố khác", "", more)
        ill[CROWDED:] = [StripItem("more", "warning", others, False)]
    return StripProps(tuple(ill))


def _signs(health: Health, words: Words, *, is_short: bool) -> list[StripItem]:
    items = [_camera(health, words)] if health.has_camera else []
    if health.has_scanner:
        items.append(_scanner(health, words))
    if health.has_printer:
        items.append(_printer(health, words))
    items.append(_network(health, words, is_short))
    if health.is_clock_suspect:
        items.append(StripItem("clock", "clock", say(words, CLOCK_SUSPECT.title), False))
    if not health.has_sound:
        items.append(StripItem("sound", "sound-off", say(words, NO_SOUND.title), False))
    if not health.is_set_up:
        items.append(StripItem("set_up", "wrench", say(words, NOT_SET_UP.title), False))
    return items


def _camera(health: Health, words: Words) -> StripItem:
    if health.camera is None:
        return StripItem("camera", "camera", words.translate("Screens", "Camera"))
    return StripItem("camera", "camera-off", words.translate("Screens", "Mất camera"), False)


def _scanner(health: Health, words: Words) -> StripItem:
    if health.scanner is None:
        return StripItem("scanner", "scanner", words.translate("Screens", "Máy quét"))
    return StripItem("scanner", "scanner", say(words, SCANNER[health.scanner].title), False)


def _printer(health: Health, words: Words) -> StripItem:
    if health.printer is not None:
        hint = say(words, PRINTER[health.printer].staff_hint)
        return StripItem("printer", "printer", hint, False)
    said = [] if health.first_printer is None else [_second_prints(health.first_printer, words)]
    if health.is_paper_low:
        said.append(paper_words(words, health))
    if said:
        return StripItem("printer", "printer", " · ".join(said), False)
    return StripItem("printer", "printer", words.translate("Screens", "Máy in"))


def _second_prints(first: DeviceFaultKind, words: Words) -> str:
    told = words.translate("Screens", "{fault}, đang in bằng máy thứ hai")
    return told.replace("{fault}", say(words, PRINTER[first].staff_hint))


def _network(health: Health, words: Words, is_short: bool) -> StripItem:
    if health.network is NetworkState.NOT_ENROLLED:
        return StripItem("network", "disk", words.translate("Screens", "Lưu trên máy này"))
    if health.network is NetworkState.ONLINE:
        network = words.translate("Screens", "Mạng")
        waiting = _waiting(health, words) or words.translate("Screens", "đã gửi hết")
        if health.is_copied:
            return StripItem("network", "wifi", f"{say(words, COPIED.title)} · {waiting}", False)
        return StripItem("network", "wifi", f"{network} · {waiting}")
    if health.network is NetworkState.REVOKED:
        parts = [say(words, REVOKED.title), _waiting(health, words)]
        return StripItem("network", "wifi-off", " · ".join(filter(None, parts)), False)
    message = NETWORK[health.network_fault or NetworkFaultKind.OFFLINE]
    parts = [say(words, message.title)]
    if not is_short:
        parts.append(say(words, message.text))
    parts.append(_waiting(health, words))
    return StripItem("network", "wifi-off", " · ".join(filter(None, parts)), False)


def _waiting(health: Health, words: Words) -> str:
    """What the hub has not got: people count visits, and a visit may be several records."""
    if health.unsent_visits:
        return words.tr("%n lượt chờ gửi", "", health.unsent_visits)
    return words.translate("Screens", "còn dữ liệu chờ gửi") if health.unsent else ""


@QmlElement
class StripViewModel(PartViewModel):
    """Notifies QML of `StripProps`."""

    Props: ClassVar[type] = StripProps
    _props: StripProps

    itemsChanged = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._items = RowsModel(self)

    def fold(self, view: View) -> None:
        """Show this moment; a sign that changes is not made anew on the pages kept ready."""
        props = derive_strip(view)
        self._items.show(props.items)
        self.show(props)

    @Property(QObject, notify=itemsChanged)
    def items(self) -> QObject:
        return self._items
