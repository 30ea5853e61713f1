"""A field's text while it is typed: the word in hand, the cursor, accents, hold and chips.

A page of the desk keeps a `FieldText` for its field in use, and gives every `KeyboardTouch` it
hears to `take`. Finger and physical keyboard send the same touches.
"""

from __future__ import annotations

import unicodedata
from dataclasses import field, replace
from enum import StrEnum

from kiosk.base.dataclass import dataclass
from kiosk.domain.text_input.accents import Accent, accented
from kiosk.domain.text_input.telex import ToneStyle, Word, add_letter, press, settled, spelt


class FieldKind(StrEnum):
    """What a field takes, and so which keyboard stands below it."""

    NAME = "name"
    """A person's name: every word begins with a capital."""
    TEXT = "text"
    """Words and numbers, such as an address."""
    PHONE = "phone"
    """Digits, and a plus first."""
    DIGITS = "digits"
    CODE = "code"
    """Capital letters and digits, such as a passport's number; never Telex."""
    SEARCH = "search"
    """Words that are looked for without accents; who types accents may."""
    LINK = "link"
    """The address of a page; never Telex."""


_IN_NAMES = " '’.-"


@dataclass(frozen=True, slots=True)
class Typed:
    """A key of the screen or of a physical keyboard; several letters at once were pasted, and stay
    as they are."""

    text: str
    style: ToneStyle | None = ToneStyle.OLD
    """How Telex sets tones; None where letters are to stay as they are."""


@dataclass(frozen=True, slots=True)
class LetterPicked:
    """A letter was chosen from those of a key held down: it is a letter and no Telex key."""

    letter: str


@dataclass(frozen=True, slots=True)
class AccentPicked:
    """The accents row: the syllable in hand gets this mark, or loses it."""

    accent: Accent
    style: ToneStyle = ToneStyle.OLD


@dataclass(frozen=True, slots=True)
class ChipPicked:
    """A suggestion takes the place of the word in hand."""

    text: str


@dataclass(frozen=True, slots=True)
class WordChosen:
    """[composed | as typed]: this one of the two stands there."""

    is_as_typed: bool


@dataclass(frozen=True, slots=True)
class Erased:
    """Backspace: one visible letter before the cursor goes."""

    style: ToneStyle = ToneStyle.OLD


@dataclass(frozen=True, slots=True)
class Cleared:
    """The whole text goes."""


@dataclass(frozen=True, slots=True)
class CursorMoved:
    """The cursor stands behind this many letters."""

    place: int


KeyboardTouch = (
    Typed | LetterPicked | AccentPicked | ChipPicked | WordChosen | Erased | Cleared | CursorMoved
)
"""What the keyboard does to the field in use."""


@dataclass(frozen=True, slots=True)
class FieldText:
    """A text being typed; `before` the word in hand, the word, and what stands `after` the cursor.

    The word in hand is the letters right before the cursor, be it that they were typed or were
    there.
    """

    kind: FieldKind = FieldKind.NAME
    most: int = 60
    """Letters at most; keys beyond do nothing."""
    before: str = field(default="", repr=False)
    word: Word = field(default_factory=Word, repr=False)
    after: str = field(default="", repr=False)
    choice: tuple[str, str] | None = field(default=None, repr=False)
    """[composed | as typed] of the word in hand, where they differ."""

    @property
    def text(self) -> str:
        """The whole text."""
        return self.before + self.word.text + self.after

    @property
    def cursor(self) -> int:
        """How many letters stand before the cursor."""
        return len(self.before) + len(self.word.text)

    @property
    def is_as_typed(self) -> bool:
        """Of `choice`, the raw keys stand there."""
        return self.choice is not None and self.word.text == self.choice[1]

    @property
    def has_letters(self) -> bool:
        """Whether letters are typed here; else the number pad is enough."""
        return self.kind not in (FieldKind.PHONE, FieldKind.DIGITS)

    @property
    def takes_telex(self) -> bool:
        """Whether Vietnamese is written here."""
        return self.kind in (FieldKind.NAME, FieldKind.TEXT, FieldKind.SEARCH)

    @property
    def takes_accents(self) -> bool:
        """Whether accents matter here: the row of accents, the choice and the chips stand above."""
        return self.kind in (FieldKind.NAME, FieldKind.TEXT)

    @property
    def begins_word(self) -> bool:
        """Whether the next letter begins a word of a name, and so is a capital."""
        return self.kind is FieldKind.CODE or (self.kind is FieldKind.NAME and not self.word.text)


def text_in(text: str, kind: FieldKind = FieldKind.NAME, most: int = 60) -> FieldText:
    """A field with `text` in it, its cursor at the end."""
    return _split(FieldText(kind, most), text, "")


def take(typed: FieldText, touch: KeyboardTouch) -> FieldText:
    """The text after a touch; one that cannot be done changes nothing."""
    match touch:
        case Typed(text, style):
            letters = unicodedata.normalize("NFC", text)
            if len(letters) != 1:
                return _pasted(typed, letters)
            return _within(typed, _pressed(typed, letters, style))
        case LetterPicked(letter):
            picked = add_letter(typed.word, _cased(typed, letter))
            return _within(typed, replace(typed, word=picked, choice=None))
        case AccentPicked(accent, style):
            changed = accented(typed.word._replace(style=style), accent)
            return typed if changed is None else replace(typed, word=changed, choice=None)
        case ChipPicked(text):
            behind = typed.after if typed.after.startswith(" ") else " " + typed.after
            chosen = replace(
                typed, before=typed.before + text + " ", after=behind[1:], word=Word(), choice=None
            )
            return _within(typed, chosen)
        case WordChosen(is_as_typed):
            if typed.choice is None:
                return typed
            return replace(typed, word=spelt(typed.choice[is_as_typed], typed.word.style))
        case Erased(style):
            return _erased(typed, style)
        case Cleared():
            return FieldText(typed.kind, typed.most)
    place = max(0, min(touch.place, len(typed.text)))
    return _split(typed, typed.text[:place], typed.text[place:])


def _pasted(typed: FieldText, letters: str) -> FieldText:
    for letter in letters:
        cased = _cased(typed, letter)
        if _may_stand(typed, cased) and len(typed.text) < typed.most:
            typed = _split(typed, typed.before + typed.word.text + cased, typed.after)
    return typed


def _pressed(typed: FieldText, key: str, style: ToneStyle | None) -> FieldText:
    key = _cased(typed, key)
    if not _may_stand(typed, key):
        return typed
    if not key.isalpha():
        before = typed.before + typed.word.text + key
        return replace(typed, before=before, word=Word(), choice=None)
    if style is None or not typed.takes_telex:
        return replace(typed, word=add_letter(typed.word, key), choice=None)
    word = press(typed.word._replace(style=style), key)
    differs = word.text != word.keys and word.keys.isascii()
    return replace(typed, word=word, choice=(word.text, word.keys) if differs else None)


def _cased(typed: FieldText, key: str) -> str:
    return key.upper() if typed.begins_word and len(key.upper()) == 1 else key


def _may_stand(typed: FieldText, key: str) -> bool:
    if key == " ":
        # Never first, and never two in a row.
        before = typed.before + typed.word.text
        return typed.takes_telex and before[-1:] not in ("", " ")
    match typed.kind:
        case FieldKind.NAME:
            return key.isalpha() or key in _IN_NAMES
        case FieldKind.TEXT | FieldKind.SEARCH:
            return key.isprintable()
        case FieldKind.CODE:
            return key.isascii() and key.isalnum()
        case FieldKind.LINK:
            return key.isascii() and key.isprintable()
        case FieldKind.PHONE:
            is_first = not typed.before and not typed.word.text
            return _is_digit(key) or (key == "+" and is_first)
    return _is_digit(key)


def _is_digit(key: str) -> bool:
    return key.isascii() and key.isdecimal()


def _within(before: FieldText, after: FieldText) -> FieldText:
    return after if len(after.text) <= after.most else before


def _erased(typed: FieldText, style: ToneStyle) -> FieldText:
    text = typed.before + typed.word.text
    before, word = _word_at_end(text[:-1])
    # As of a word being typed: the tone of hoàn goes where it stands in hòa.
    return replace(typed, before=before, word=spelt(word, style), choice=None)


def _split(typed: FieldText, before: str, after: str) -> FieldText:
    """With the cursor between the two: the letters before it are the word in hand."""
    before, text = _word_at_end(before)
    spellings = (spelt(text, style) for style in ToneStyle)
    word = next((word for word in spellings if word.text == text), settled(Word(done=text)))
    return replace(typed, before=before, word=word, after=after, choice=None)


def _word_at_end(text: str) -> tuple[str, str]:
    begin = len(text)
    while begin and text[begin - 1].isalpha():
        begin -= 1
    return text[:begin], text[begin:]
