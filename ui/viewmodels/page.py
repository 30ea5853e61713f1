"""Which page stands on the window, derived from the machine's state and the devices' health."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from PySide6.QtCore import Property, Signal

from kiosk.domain.language import Language
from kiosk.domain.scanning.hint import Hint
from kiosk.domain.station.gate import RESULT_PAGES, Gate, GatePage
from kiosk.domain.station.health import Health
from kiosk.domain.venue import GateMode, Venue
from kiosk.settings.config import LensPosition
from ui.i18n import Words
from ui.messages import CAMERA, HINTS, STORAGE, Message, say
from ui.viewmodels.fold import PropsViewModel


@dataclass(frozen=True, slots=True)
class StationSetup:
    """What stays the same while the program runs."""

    venue: Venue
    gate_mode: GateMode = GateMode.AUTO
    language: Language = Language.VI
    """The language READY returns to."""
    lens: LensPosition = LensPosition.TOP


@dataclass(frozen=True, slots=True)
class StationProps:
    """What the window itself shows."""

    page: str = "booting"
    language: str = Language.VI.value
    code_seen: bool = False
    offers_number: bool = False
    """A code was tried for long: its number may be typed instead."""
    hint: str = ""
    """The line below the mirror."""
    deciding: bool = False
    """The page that stands waits for the next outcome: its ring stops."""
    band_visible: bool = False
    staff_card_open: bool = False
    lens: str = LensPosition.TOP.value
    notice_title: str = ""
    """What the public reads while a fault has the page; empty otherwise."""
    notice_text: str = ""


def derive_shown(gate: Gate, standing: Gate, is_slow: bool) -> Gate:
    """The state the pages show, given the state they show already.

    A decision takes a few milliseconds, and home would flash up between two results: what stands
    stays until the outcome is there, or until the decision is late, and then it names nobody.
    """
    if gate.page is GatePage.DECIDING and not is_slow:
        return replace(standing, is_band=gate.is_band)
    return gate


def derive_page(shown: Gate, health: Health, *, is_typing: bool = False) -> str:
    """Which page stands on the screen, for a state from `derive_shown`.

    A lost camera has a layout of its own, and while the desk is open (`is_typing`) results are
    bands over the page that is there anyway.
    """
    home = "ready" if health.camera is None else "camera_lost"
    if is_typing:
        home = "card_number"
    match shown.page:
        case GatePage.BOOTING:
            return "booting"
        case GatePage.OUT_OF_ORDER:
            return "out_of_order"
        case GatePage.READY:
            return home
        case GatePage.DECIDING:
            return home if shown.is_band else "busy"
        case GatePage.WRONG_CODE:
            return home if shown.is_band else "wrong_code"
        case _:
            return home if shown.is_band else "result"


def next_hint(shown: Hint, given: Hint, *, is_several: bool, is_held: bool) -> Hint:
    """The hint to show after `shown`.

    One that is held stays until it can have been read, whatever is given meanwhile; only the codes
    of several persons are worth an interruption.
    """
    if is_several:
        return Hint.ONE_AT_A_TIME
    if is_held and shown is not Hint.NONE:
        return shown
    return given


def hint_line(hint: Hint, is_code_seen: bool) -> Hint:
    """Which line stands below the mirror: a code in view asks for patience, unless more helps."""
    return Hint.HOLD_STILL if hint is Hint.NONE and is_code_seen else hint


def derive_station(
    shown: Gate,
    health: Health,
    setup: StationSetup,
    words: Words,
    *,
    is_deciding: bool,
    is_typing: bool,
    is_code_seen: bool,
    is_unread: bool,
    hint: Hint,
    is_staff_card_open: bool,
) -> StationProps:
    """The window's props; the frame is jade only where a camera picture is on show."""
    page = derive_page(shown, health, is_typing=is_typing)
    notice = _notice(page, shown, health)
    return StationProps(
        page=page,
        language=words.language.value,
        code_seen=is_code_seen and page == "ready",
        offers_number=is_unread and page == "ready",
        hint=say(words, HINTS[hint_line(hint, is_code_seen)]),
        deciding=is_deciding,
        band_visible=shown.is_band and shown.page in RESULT_PAGES,
        staff_card_open=is_staff_card_open and page in ("ready", "camera_lost", "out_of_order"),
        lens=setup.lens.value,
        notice_title=say(words, notice.title) if notice else "",
        notice_text=say(words, notice.text) if notice else "",
    )


def _notice(page: str, gate: Gate, health: Health) -> Message | None:
    """The fault that has the page."""
    if page == "out_of_order" and gate.fault is not None:
        return STORAGE[gate.fault]
    if page == "camera_lost" and health.camera is not None:
        return CAMERA[health.camera]
    return None


class StationPropsViewModel(PropsViewModel):
    """Notifies QML of `StationProps`; the station's view model grows from it."""

    Props: ClassVar[type] = StationProps
    _props: StationProps

    pageChanged = Signal()
    languageChanged = Signal()
    codeSeenChanged = Signal()
    offersNumberChanged = Signal()
    hintChanged = Signal()
    decidingChanged = Signal()
    bandVisibleChanged = Signal()
    staffCardOpenChanged = Signal()
    lensChanged = Signal()
    noticeTitleChanged = Signal()
    noticeTextChanged = Signal()

    @Property(str, notify=pageChanged)
    def page(self) -> str:
        return self._props.page

    @Property(str, notify=languageChanged)
    def language(self) -> str:
        return self._props.language

    @Property(bool, notify=codeSeenChanged)
    def codeSeen(self) -> bool:
        return self._props.code_seen

    @Property(bool, notify=offersNumberChanged)
    def offersNumber(self) -> bool:
        return self._props.offers_number

    @Property(str, notify=hintChanged)
    def hint(self) -> str:
        return self._props.hint

    @Property(bool, notify=decidingChanged)
    def deciding(self) -> bool:
        return self._props.deciding

    @Property(bool, notify=bandVisibleChanged)
    def bandVisible(self) -> bool:
        return self._props.band_visible

    @Property(bool, notify=staffCardOpenChanged)
    def staffCardOpen(self) -> bool:
        return self._props.staff_card_open

    @Property(str, notify=lensChanged)
    def lens(self) -> str:
        return self._props.lens

    @Property(str, notify=noticeTitleChanged)
    def noticeTitle(self) -> str:
        return self._props.notice_title

    @Property(str, notify=noticeTextChanged)
    def noticeText(self) -> str:
        return self._props.notice_text
