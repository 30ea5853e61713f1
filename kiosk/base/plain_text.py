"""Texts of others as they may be shown: nothing in them moves what stands around them."""

from __future__ import annotations

import re

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+")
"""Control characters, which a terminal obeys, and marks that show nothing or turn the line
round."""


def one_line(text: str) -> str:
    """A text with spaces in place of what breaks, moves, hides or turns round a line."""
    return _CONTROL.sub(" ", text).strip(" ")
