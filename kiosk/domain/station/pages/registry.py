"""Every page of the desk: its state, its touches and the function that advances it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from kiosk.domain.station.page import Moment, PageState, Turn
from kiosk.domain.station.pages import (
    card_number,
    checking,
    family,
    link,
    no_code,
    own_phone,
    person,
    person_form,
    picking,
    sentences,
)

PAGES: Mapping[type[PageState], Callable[[Any, object, Moment], Turn[Any]]] = MappingProxyType(
    {
        card_number.CardDraft: card_number.advance,
        no_code.NoCode: no_code.advance,
        own_phone.OwnPhone: own_phone.advance,
        sentences.Sentences: sentences.advance,
        family.Family: family.advance,
        link.Link: link.advance,
        person.Person: person.advance,
        person_form.PersonForm: person_form.advance,
    }
)

PageTouch = (
    card_number.CardNumberTouch
    | no_code.NoCodeTouch
    | own_phone.OwnPhoneTouch
    | sentences.SentencesTouch
    | checking.CheckingTouch
    | family.FamilyTouch
    | link.LinkTouch
    | person.PersonTouch
    | person_form.FormTouch
    | picking.PickTouch
)
"""What a finger does on any page of the desk: the union of the pages' own."""
