"""The wrong-code page: what this is, crossed out, and what to show instead."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Property, Signal
from PySide6.QtQml import QmlElement

from kiosk.base.dataclass import dataclass
from kiosk.domain.reason import Reason
from kiosk.domain.station.gate import stands_for_s
from kiosk.domain.visits.decision import WrongCode
from kiosk.domain.visits.rules import MANGLED_REASONS
from ui.i18n import Words
from ui.messages.model import Card, say
from ui.messages.reasons import REASONS, what_to_show
from ui.viewmodels.part import PartViewModel
from ui.viewmodels.view import View

QML_IMPORT_NAME = "Station.Models"
QML_IMPORT_MAJOR_VERSION = 1


_EMBLEMS = {
    Reason.VENUE_CODE: "pin",
    Reason.DECLARATION_LINK: "form",
    Reason.PAYMENT_CODE: "payment",
    Reason.WEB_LINK: "globe",
    Reason.WIFI_CODE: "wifi",
    Reason.CONTACT_CARD: "people",
    Reason.ENROLMENT_CODE: "wrench",
    Reason.VNEID_CODE: "citizen",
    Reason.VACCINE_CERTIFICATE: "shield",
    Reason.PHONE_NUMBER: "phone",
    Reason.EXPIRED_SLIP: "slip",
    Reason.REVOKED_SLIP: "slip",
    **dict.fromkeys(MANGLED_REASONS.values(), "scanner"),
}
"""The sign beside the caption of the crossed-out code."""

_DRAWINGS = {
    Reason.EXPIRED_SLIP: "slip",
    Reason.REVOKED_SLIP: "slip",
    **dict.fromkeys(MANGLED_REASONS.values(), "scanner"),
}
"""What is crossed out where it is not the code: of what a scanner mangled, the scanner."""


@dataclass(frozen=True, slots=True)
class CardProps:
    """One picture of what may be shown."""

    icon: str
    text: str


@dataclass(frozen=True, slots=True)
class WrongCodeProps:
    """Everything the page shows."""

    title: str = ""
    text: str = ""
    caption: str = ""
    emblem: str = ""
    drawing: str = "qr"
    """What is drawn crossed out."""
    cards: tuple[CardProps, ...] = ()
    home_s: float = 0.0
    token: int = 0


def derive_wrong_code(view: View) -> WrongCodeProps:
    """The page for the gate's state; empty props when no wrong code is shown."""
    gate, words = view.window.shown, view.words
    result = gate.outcome.result if gate.outcome is not None else None
    if not isinstance(result, WrongCode):
        return WrongCodeProps()
    message = REASONS[result.reason]
    return WrongCodeProps(
        title=say(words, message.title),
        text=say(words, what_to_show(result.reason, has_camera=view.window.health.has_camera)),
        caption=say(words, message.caption),
        emblem=_EMBLEMS.get(result.reason, "question"),
        drawing=_DRAWINGS.get(result.reason, "qr"),
        cards=tuple(derive_card(card, words) for card in message.cards),
        home_s=stands_for_s(gate),
        token=gate.token,
    )


def derive_card(card: Card, words: Words) -> CardProps:
    """The picture and words of one thing that may be shown."""
    match card:
        case Card.PHONE:
            return CardProps("mobile", words.translate("Screens", "Mã QR cá nhân trên điện thoại"))
        case Card.INSURANCE:
            return CardProps("insurance", words.translate("Screens", "Thẻ bảo hiểm y tế"))
        case Card.CITIZEN:
            return CardProps("citizen", words.translate("Screens", "CCCD, Căn cước"))
        case Card.ANY_CARD:
            return CardProps("any-card", words.translate("Screens", "Thẻ BHYT hoặc CCCD"))
        case Card.SLIP:
            return CardProps("slip", words.translate("Screens", "Phiếu QR"))


@QmlElement
class WrongCodeViewModel(PartViewModel):
    """Notifies QML of `WrongCodeProps`."""

    Props: ClassVar[type] = WrongCodeProps
    _props: WrongCodeProps

    titleChanged = Signal()
    textChanged = Signal()
    captionChanged = Signal()
    emblemChanged = Signal()
    drawingChanged = Signal()
    cardsChanged = Signal()
    homeSChanged = Signal()
    tokenChanged = Signal()

    def fold(self, view: View) -> None:
        """Show this moment."""
        self.show(derive_wrong_code(view))

    @Property(str, notify=titleChanged)
    def title(self) -> str:
        return self._props.title

    @Property(str, notify=textChanged)
    def text(self) -> str:
        return self._props.text

    @Property(str, notify=captionChanged)
    def caption(self) -> str:
        return self._props.caption

    @Property(str, notify=emblemChanged)
    def emblem(self) -> str:
        return self._props.emblem

    @Property(str, notify=drawingChanged)
    def drawing(self) -> str:
        return self._props.drawing

    @Property("QVariantList", notify=cardsChanged)  # type: ignore[arg-type]
    def cards(self) -> list[dict[str, str]]:
        return [{"icon": card.icon, "text": card.text} for card in self._props.cards]

    @Property(float, notify=homeSChanged)
    def homeS(self) -> float:
        return self._props.home_s

    @Property(int, notify=tokenChanged)
    def token(self) -> int:
        return self._props.token
