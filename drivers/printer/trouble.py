"""How the simulated printer misbehaves, and what it says of itself meanwhile."""

from __future__ import annotations

from collections.abc import Set
from enum import Enum, auto


class Trouble(Enum):
    """How the simulated printer misbehaves."""

    ABSENT = auto()
    """Unplugged or switched off; its memory is empty when it comes back."""
    PAPER_OUT = auto()
    COVER_OPEN = auto()
    OVERHEATED = auto()
    CUTTER_JAM = auto()
    UNRECOVERABLE = auto()
    UNEXPLAINED = auto()
    """Says that there is an error and not which."""
    BLOCKED = auto()
    """Takes nothing and answers nothing."""
    DROP = auto()
    """The connection breaks once; the printer stays on."""
    REBOOT = auto()
    """The connection breaks once and the printer's memory is lost."""
    SILENT = auto()
    """Never answers a status query."""
    GARBLED = auto()
    """Answers with noise."""
    AUTOMATIC = auto()
    """Sends automatic status packets between its answers."""
    WEB_SERVER = auto()
    """Another device at the printer's address, which answers in words."""
    LATE = auto()
    """Answers when the question has been given up."""
    SHORT = auto()
    """Answers the first question of each connection only."""


ERRORS = {
    Trouble.OVERHEATED: 0x40,
    Trouble.CUTTER_JAM: 0x08,
    Trouble.UNRECOVERABLE: 0x20,
    Trouble.UNEXPLAINED: 0,
}
"""The bit of each in the answer to the question for an error's cause."""
STOPS_PAPER = frozenset((Trouble.PAPER_OUT, Trouble.COVER_OPEN, *ERRORS))
"""While one of them lasts nothing is printed, and only the buffer takes bytes."""
BREAKS_LINE = frozenset((Trouble.ABSENT, Trouble.DROP, Trouble.REBOOT))
EMPTIES_MEMORY = frozenset((Trouble.ABSENT, Trouble.REBOOT))
PASSES = frozenset((Trouble.DROP, Trouble.REBOOT))
"""Over as soon as it has happened."""


def status_byte(question: int, troubles: Set[Trouble], *, is_low: bool) -> int:
    """The answer to DLE EOT `question` (1 to 4): bits as in the ESC/POS command reference.

    `is_low` is what the sensor of a nearly empty roll says.
    """
    errors = troubles & ERRORS.keys()
    is_open = Trouble.COVER_OPEN in troubles
    is_empty = Trouble.PAPER_OUT in troubles
    bits = {
        1: 0x08 if errors or is_open or is_empty else 0,
        2: 0x04 * is_open | 0x20 * is_empty | 0x40 * bool(errors),
        3: sum(ERRORS[error] for error in errors),
        4: 0x60 * is_empty | 0x0C * is_low,
    }
    return 0x12 | bits[question]
