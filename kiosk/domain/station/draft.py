"""What one person has typed of a card's number; the desk's machine holds it and wipes it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from kiosk.domain.credential.card_number import CardDocument, is_whole, with_key

_LETTERS = 2


@dataclass(frozen=True, slots=True)
class CardDraft:
    """A number being typed."""

    document: CardDocument = CardDocument.INSURANCE
    text: str = ""
    is_lettered: bool = False
    """The person turned the pad to letters: the two before an old insurance code's digits."""
    is_asking: bool = False
    """Nobody has touched for a while: *Còn tiếp tục không?*"""

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
