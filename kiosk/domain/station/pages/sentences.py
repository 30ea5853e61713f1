"""*Cho người đối diện xem*: sentences for who cannot hear, or speaks another language.

They stand in both languages at once; one that is touched fills the page, to be turned to whoever
stands opposite.
"""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from typing import ClassVar

from kiosk.base.dataclass import dataclass
from kiosk.domain.station.page import DeskPage, Moment, Turn


class Sentence(StrEnum):
    """What is said; `ui.messages.sentences` has the words."""

    CANNOT_HEAR = "cannot_hear"
    NO_VIETNAMESE = "no_vietnamese"
    EMERGENCY = "emergency"
    SEE_A_DOCTOR = "see_a_doctor"
    VISIT_A_PATIENT = "visit_a_patient"
    NO_CARD = "no_card"
    NO_PHONE = "no_phone"
    SHOW_THE_WAY = "show_the_way"


@dataclass(frozen=True, slots=True)
class SentenceShown:
    """One sentence was touched: it fills the page."""

    sentence: Sentence


@dataclass(frozen=True, slots=True)
class SentencePutAway:
    """The sentence that fills the page was read."""


SentencesTouch = SentenceShown | SentencePutAway


@dataclass(frozen=True, slots=True)
class Sentences:
    """All sentences, or one of them."""

    page: ClassVar[DeskPage] = DeskPage.SENTENCES
    is_public: ClassVar[bool] = True

    shown: Sentence | None = None
    """The one that fills the page."""


def advance(state: Sentences, event: object, moment: Moment) -> Turn[Sentences]:
    """The page after a touch; anything else changes nothing."""
    del moment
    match event:
        case SentenceShown(sentence):
            return Turn(replace(state, shown=sentence))
        case SentencePutAway():
            return Turn(replace(state, shown=None))
    return Turn(state)
