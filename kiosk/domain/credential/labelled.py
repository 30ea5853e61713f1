"""Text of the shape `NAME:value;NAME:value;;` with backslash escapes: MECARD and WIFI codes.

Both follow NTT DOCOMO's MECARD syntax.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import islice

from kiosk.domain.credential.presented import MAX_ITEMS, words

_FIELD = re.compile(r"((?:[^;\\]|\\.)*)(?:;|\\?$)", re.DOTALL)
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)


def labelled_values(text: str) -> Mapping[str, str]:
    """Values by upper-case name; of repeated names the first counts."""
    found: dict[str, str] = {}
    for match in islice(_FIELD.finditer(text), MAX_ITEMS):
        name, separator, value = match[1].partition(":")
        if separator:
            found.setdefault(name.strip().upper(), words(_ESCAPE.sub(r"\1", value)))
    return found
