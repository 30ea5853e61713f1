"""Every page of the desk: its state, its touches and the function that advances it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from kiosk.domain.station.page import Moment, PageState, Turn
from kiosk.domain.station.pages import card_number

PAGES: Mapping[type[PageState], Callable[[Any, object, Moment], Turn[Any]]] = MappingProxyType(
    {
        card_number.CardDraft: card_number.advance,
    }
)

PageTouch = card_number.CardNumberTouch
"""What a finger does on any page of the desk: the union of the pages' own."""
