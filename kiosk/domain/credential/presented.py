"""The text a reader hands over, made safe and split once for all formats.

Rules 1 to 5 and 9 of docs/spec/credentials.md are kept here, so that no format module repeats them.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cached_property

from kiosk.base.dataclass import dataclass
from kiosk.base.names import APOSTROPHES, HYPHENS
from kiosk.domain.scanning.framing import unframed

MAX_CHARS = 4096
"""Longer texts are cut: no document of docs/spec/credentials.md comes near it."""

MAX_ITEMS = 64
"""How many parameters or properties of a list without a fixed length are looked at."""

_ENDS = "\r\n\t\ufeff"
_SURROGATES = re.compile("[\ud800-\udfff]")
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_NO_VALUE = frozenset("-–—‑")
_DAMAGED = re.compile(
    "[^ -~\u00a0À-ÖØ-öø-ƑƓ-ɏ\u0300-\u036fḀ-ỿ“”" + re.escape(APOSTROPHES + HYPHENS) + "]|\\?"
)
_HEX = re.compile(r"(?:[0-9A-Fa-f]{2})+")
_MAX_MARKS = 30
# Unicode calls these three starters, yet they decompose into marks.
_HIDDEN_MARKS = frozenset("\u0f73\u0f75\u0f81")


@dataclass(frozen=True)
class Presented:
    """One cleaned text: no NUL, no lone surrogates, NFC, at most `MAX_CHARS` characters."""

    text: str
    """Without the scanner's framing (`unframed`) around it; spaces around it are kept, because
    Base45 has the space in its alphabet."""
    was_cut: bool = False

    @classmethod
    def from_text(cls, raw: str) -> Presented:
        """Clean what a decoder or scanner gave; never raises."""
        text = unframed(raw[:MAX_CHARS]).partition("\0")[0]
        text = _SURROGATES.sub("\ufffd", text).rstrip(_ENDS)
        return cls(text=nfc(text), was_cut=len(raw) > MAX_CHARS)

    @cached_property
    def bare(self) -> str:
        """The text without white space around it."""
        return self.text.strip()

    @cached_property
    def parts(self) -> tuple[str, ...]:
        """Split on `|`, empty parts kept, each trimmed; `-` is still there."""
        return tuple(part.replace("\ufeff", "").strip() for part in self.text.split("|"))

    def after_prefix(self, prefix: str) -> str | None:
        """The rest of the text when it begins with `prefix` in any case (Caps Lock), else None."""
        text = self.text.lstrip()
        if text[: len(prefix)].casefold() != prefix.casefold():
            return None
        return text[len(prefix) :]


def nfc(text: str) -> str:
    """Unicode NFC in linear time.

    Ordering a long run of combining marks takes quadratic time in `unicodedata`, so marks past
    30 in a row are dropped first (the limit of Unicode's Stream-Safe Text Format, UAX #15).
    """
    if text.isascii():
        return text
    kept: list[str] = []
    run = 0
    for char in text:
        run = run + 1 if unicodedata.combining(char) or char in _HIDDEN_MARKS else 0
        if run <= _MAX_MARKS:
            kept.append(char)
    return unicodedata.normalize("NFC", "".join(kept))


def token(part: str) -> str:
    """A part that is one word (a code, a number, a date): no white space inside; `-` is empty."""
    joined = "".join(part.split())
    return "" if joined in _NO_VALUE else joined


def words(part: str) -> str:
    """A part people read: printable, single spaces, NFC; `-` is empty."""
    if not (part.isascii() and part.isprintable()):
        part = nfc(_CONTROLS.sub(" ", _INVISIBLE.sub("", part)))
    joined = " ".join(part.split())
    return "" if joined in _NO_VALUE else joined


def is_damaged(text: str) -> bool:
    """Whether accents were lost or mangled on the way.

    Names and addresses of Vietnamese documents are in Latin letters, those of every people of
    the country included. A `?`, a replacement character, a symbol or a letter of another script
    means a wrong character set; so does text that is UTF-8 when written in Latin-1 or
    Windows-1252 (`Ã` and a no-break space for `à` has no other sign).
    """
    if text.isascii():
        return "?" in text
    if _DAMAGED.search(text):
        return True
    for charset in ("latin-1", "cp1252"):
        try:
            text.encode(charset).decode("utf-8")
        except UnicodeError:
            continue
        return True
    return False


def is_hex(text: str) -> bool:
    """Whether the text is whole bytes in hexadecimal digits of either case."""
    return _HEX.fullmatch(text) is not None


def hex_text(text: str) -> str | None:
    """The UTF-8 text that hexadecimal digits stand for; None if they are no hexadecimal.

    Bytes that are no UTF-8 become U+FFFD, which `is_damaged` sees.
    """
    return bytes.fromhex(text).decode("utf-8", "replace") if is_hex(text) else None
