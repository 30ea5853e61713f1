"""Documents in A4 that are no report: the venue's poster, blank sheets of the paper book, who is
inside, and what is held of one person (docs/spec/reports.md §7)."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Final

from kiosk.base.dataclass import dataclass
from kiosk.base.tables import TableForm

MOST_COPIES: Final = 99
"""Of a poster in one file."""


class DocumentKind(StrEnum):
    """Which document."""

    POSTER = "poster"
    """What to do at the gate, in pictures and both languages, with the venue's code."""
    PAPER_BOOK = "paper_book"
    """Blank sheets for the hours without power, to be entered afterwards (*Nhập bù*)."""
    WALLET_CARDS = "wallet_cards"
    """Every wallet card of this station that holds now, to be cut out."""
    EVACUATION = "evacuation"
    """*Danh sách sơ tán*: full names of who is inside now."""
    PERSON = "person"
    """What is held of one person, for that person: an administrator's to hand out."""

    @property
    def leaves_by_stick_alone(self) -> bool:
        """Whether it is never written to this computer: a copy that stayed would be for anybody."""
        return self is DocumentKind.PERSON


_NAMES = {
    DocumentKind.POSTER: "to-huong-dan",
    DocumentKind.PAPER_BOOK: "so-giay",
    DocumentKind.WALLET_CARDS: "the",
    DocumentKind.EVACUATION: "danh-sach-so-tan",
    DocumentKind.PERSON: "ban-sao-du-lieu",
}
"""What files are called: without accents, as those of reports."""


@dataclass(frozen=True, slots=True)
class Document:
    """One document, as it is on a day at the venue."""

    kind: DocumentKind
    day: date
    copies: int = 1
    """Pages of a poster, 1 to `MOST_COPIES`; the others are there once."""
    persons: tuple[str, ...] = ()
    """Whose data: ids that are one person, none where it is about nobody. The file's name does not
    say it."""

    @property
    def person_id(self) -> str:
        """The first of those ids; empty where there is none."""
        return self.persons[0] if self.persons else ""

    @property
    def days(self) -> str:
        """`2026-11-29`."""
        return self.day.isoformat()

    def file_name(self, form: TableForm) -> str:
        """`to-huong-dan-2026-11-29.pdf`."""
        return f"{_NAMES[self.kind]}-{self.days}.{form.value}"
