"""The number pad: what one person has typed of a card's number where its code cannot be read."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from kiosk.base.dataclass import dataclass
from kiosk.domain.credential.card_number import CardDocument, is_whole, with_key
from kiosk.domain.station.page import Back, DeskPage, Moment, Turn

_LETTERS = 2


@dataclass(frozen=True, slots=True)
class KeyTyped:
    """A key of the pad: a digit or a capital letter."""

    key: str


@dataclass(frozen=True, slots=True)
class KeyErased:
    """The last character was taken back."""


@dataclass(frozen=True, slots=True)
class DraftCleared:
    """Everything typed was taken back."""


@dataclass(frozen=True, slots=True)
class PadTurned:
    """The pad was turned between digits and letters."""


@dataclass(frozen=True, slots=True)
class DocumentChosen:
    """Which card's number is typed."""

    document: CardDocument


@dataclass(frozen=True, slots=True)
class NumberEntered:
    """The number was handed to the gate, which decides it."""


CardNumberTouch = KeyTyped | KeyErased | DraftCleared | PadTurned | DocumentChosen | NumberEntered


@dataclass(frozen=True, slots=True)
class CardDraft:
    """A number being typed."""

    page: ClassVar[DeskPage] = DeskPage.CARD_NUMBER
    is_public: ClassVar[bool] = True

    document: CardDocument = CardDocument.INSURANCE
    text: str = ""
    is_lettered: bool = False
    """The person turned the pad to letters: the two before an old insurance code's digits."""

    @property
    def wants_letters(self) -> bool:
        """Whether the pad shows letters now."""
        is_insurance = self.document is CardDocument.INSURANCE
        return is_insurance and self.is_lettered and len(self.text) < _LETTERS

    @property
    def can_turn(self) -> bool:
        """Whether the pad may be turned between digits and letters."""
        return self.document is CardDocument.INSURANCE and not self.text

    @property
    def is_whole(self) -> bool:
        """Whether it has the form of a number that can be looked up."""
        return is_whole(self.document, self.text)

    def with_key(self, key: str) -> CardDraft:
        """After one more key; itself where the key cannot be."""
        return replace(self, text=with_key(self.document, self.text, key))

    def without_last(self) -> CardDraft:
        """After the last character was taken back."""
        return replace(self, text=self.text[:-1])

    def cleared(self) -> CardDraft:
        """Empty, for the same document."""
        return CardDraft(self.document)

    def for_document(self, document: CardDocument) -> CardDraft:
        """Empty for another document; itself for the same."""
        return self if document is self.document else CardDraft(document)

    def turned(self) -> CardDraft:
        """The pad turned over."""
        return replace(self, is_lettered=not self.is_lettered) if self.can_turn else self


def advance(draft: CardDraft, event: object, moment: Moment) -> Turn[CardDraft]:
    """The draft after a touch; anything else changes nothing."""
    del moment
    match event:
        case KeyTyped(key):
            return Turn(draft.with_key(key))
        case KeyErased():
            return Turn(draft.without_last())
        case DraftCleared():
            return Turn(draft.cleared())
        case PadTurned():
            return Turn(draft.turned())
        case DocumentChosen(document):
            return Turn(draft.for_document(document))
        case NumberEntered():
            return Turn(draft, go=Back())
    return Turn(draft)
