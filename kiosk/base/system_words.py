"""The language in which the system says why something failed."""

from __future__ import annotations

import locale


def keep_system_english() -> None:
    """Have `os.strerror` speak English again, whatever the machine does; after Qt has started.

    Qt takes the machine's locale over. The system's words would then be its own translation, which
    our catalogue does not know and a log should not have.
    """
    locale.setlocale(locale.LC_MESSAGES, "C")
