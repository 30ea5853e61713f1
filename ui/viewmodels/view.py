"""What every view model derives its page from: the window's state, words, venue and time."""

from __future__ import annotations

from datetime import datetime

from kiosk.base.dataclass import dataclass
from kiosk.domain.language import Language
from kiosk.domain.station.screen import Screen
from kiosk.domain.station.window_state import Window
from kiosk.domain.text_input.telex import ToneStyle
from kiosk.domain.venue import NameDisplay, Venue
from kiosk.settings.config import LensPosition
from sync.protocol.policy import GateMode
from ui.i18n import Words


@dataclass(frozen=True, slots=True)
class StationSetup:
    """What stays the same until staff or the hub set the station up anew."""

    venue: Venue
    gate_mode: GateMode = GateMode.AUTO
    language: Language = Language.VI
    """The language READY returns to."""
    lens: LensPosition = LensPosition.TOP
    has_large_text: bool = False
    name_display: NameDisplay = NameDisplay.SHORT
    tone_style: ToneStyle = ToneStyle.OLD
    """Where tones that are typed stand."""
    asks_declaration: bool = False
    """Policy asks everybody for a health declaration."""


@dataclass(frozen=True, slots=True)
class View:
    """One moment of the station."""

    window: Window
    screen: Screen
    setup: StationSetup
    words: Words
    now: datetime
    """Aware UTC."""
