"""All messages, for the test that demands each in every language."""

from __future__ import annotations

from ui.messages.faults import (
    CAMERA,
    CLOCK_SUSPECT,
    COPIED,
    NETWORK,
    NO_SOUND,
    NOT_SET_UP,
    PRINTER,
    REVOKED,
    SCANNER,
    STORAGE,
)
from ui.messages.model import Message
from ui.messages.reasons import REASONS


def every_message() -> tuple[Message, ...]:
    """All messages, for the tests that demand words in every language."""
    return (
        *REASONS.values(),
        *STORAGE.values(),
        *CAMERA.values(),
        *PRINTER.values(),
        *SCANNER.values(),
        *NETWORK.values(),
        CLOCK_SUSPECT,
        NO_SOUND,
        REVOKED,
        COPIED,
        NOT_SET_UP,
    )
