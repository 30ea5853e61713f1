"""What would help a person whose code is in view and not read yet."""

from __future__ import annotations

from enum import StrEnum


class Hint(StrEnum):
    """One sentence below the mirror; `ui.messages` has the words."""

    NONE = "none"
    ONE_AT_A_TIME = "one_at_a_time"
    """Codes of two persons are in view."""
    ALL_CODES = "all_codes"
    """The code is one of several that are a message only together."""
    CLOSER = "closer"
    FARTHER = "farther"
    HOLD_STILL = "hold_still"
    TOO_DARK = "too_dark"
    GLARE = "glare"
    RECORDED = "recorded"
    """The code in view was recorded; it may be put away."""
    DONE = "done"
    """The code in view was read, and its page said what of it."""
