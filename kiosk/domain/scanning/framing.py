"""What a scanner puts around a code: its framing is not content.

Scanners can be set to send an AIM symbology identifier (ISO/IEC 15424: `]`, a letter, a modifier)
and control characters before and after a code (STX … ETX, a leading NUL, a trailing EOT).
"""

from __future__ import annotations

import re

_AROUND = "".join(map(chr, range(0x20))) + "\x7f\ufeff"
_AIM_BEFORE = re.compile(r"\][A-Za-z][0-9A-Za-z]")
_AIM_AFTER = re.compile(r"\][A-Za-z][0-9]")
_AIM_CHARS = 3


def aim_identifier(text: str) -> str:
    """The AIM symbology identifier before the text, as `]Q1`; "" if it has none."""
    match = _AIM_BEFORE.match(text.strip(_AROUND))
    return match[0] if match else ""


def unframed(text: str) -> str:
    """The text without what the scanner put before and after it; spaces stay.

    Line ends, tabs and byte-order marks around a text go as well.
    """
    text = text.strip(_AROUND)
    if _AIM_BEFORE.match(text):
        text = text[_AIM_CHARS:].lstrip(_AROUND)
    if _AIM_AFTER.fullmatch(text[-_AIM_CHARS:]):
        text = text[:-_AIM_CHARS].rstrip(_AROUND)
    return text
