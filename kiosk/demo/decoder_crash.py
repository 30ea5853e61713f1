"""A crash of the second decoder in the middle of the film: it costs one pass and no scan.

Its library has open reports of crashes on odd pictures, so that it runs in a process of its own.
"""

from __future__ import annotations

import logging
import os
import signal
import time
from collections.abc import Callable

from kiosk.base.dataclass import dataclass
from kiosk.demo.patience import look_until

_LOGGER = "drivers.scanner.zbar"


@dataclass(frozen=True, slots=True)
class DecoderCrash:
    """What came of it."""

    back_after_s: float | None
    """Until the next process was there; None if it did not come."""
    log_lines: int
    """What the log says of it."""


def crash_decoder(process: Callable[[], int | None]) -> DecoderCrash | None:
    """Kill the second decoder as a crash of its library would; None where there is none.

    `process` gives the id of the process that is asked now.
    """
    killed = process()
    if killed is None:
        return None
    lines = _Lines()
    log = logging.getLogger(_LOGGER)
    log.addHandler(lines)
    try:
        began = time.monotonic()
        os.kill(killed, signal.SIGSEGV)
        is_back = look_until(lambda: process() not in (None, killed))
        took_s = time.monotonic() - began
    finally:
        log.removeHandler(lines)
    return DecoderCrash(round(took_s, 2) if is_back else None, lines.count)


class _Lines(logging.Handler):
    """Counts what is logged."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.count = 0

    def emit(self, record: logging.LogRecord) -> None:
        """One more line."""
        del record
        self.count += 1
