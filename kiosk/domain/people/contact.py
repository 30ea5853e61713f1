"""Names and phones as staff write them down."""

from __future__ import annotations

import re
import unicodedata

from kiosk.base.names import joined_name
from kiosk.base.phones import normalise_phone
from sync.protocol.lengths import MAX_TEXT

_SEPARATORS = str.maketrans("", "", " \u00a0.-()")
_ABROAD = re.compile(r"\+[1-9][0-9]{7,14}", re.ASCII)
_LANDLINE = re.compile(r"0(2[0-9]{9})", re.ASCII)


def read_name(text: str) -> str | None:
    """A name with single spaces, or None for what has no letter or is too long to be one.

    Names of all peoples of the country and foreign ones are kept as they are written.
    """
    name = joined_name(unicodedata.normalize("NFC", text))
    has_letter = any(sign.isalpha() for sign in name)
    return name if has_letter and len(name) <= MAX_TEXT else None


def read_contact(text: str) -> str | None:
    """A phone to reach somebody by, in E.164, or None for what is none.

    Beside mobile numbers a landline, and a number of another country with its `+`: codes are not
    sent there, but they can be called.
    """
    bare = text.strip().translate(_SEPARATORS)
    if _ABROAD.fullmatch(bare) and not bare.startswith("+84"):
        return bare
    if match := _LANDLINE.fullmatch(bare):
        return f"+84{match[1]}"
    return normalise_phone(text)
