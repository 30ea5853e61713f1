"""Vietnamese mobile numbers in one form."""

from __future__ import annotations

import re

_SEPARATORS = str.maketrans("", "", " \u00a0.-()")
_MOBILE = re.compile(r"(?:0|(?:\+|00)?84)([35789][0-9]{8})", re.ASCII)


def mobile_number(text: str) -> str | None:
    """A Vietnamese mobile number in E.164, None for anything else: +84 mobiles only."""
    match = _MOBILE.fullmatch(text.strip().translate(_SEPARATORS))
    return None if match is None else f"+84{match[1]}"
