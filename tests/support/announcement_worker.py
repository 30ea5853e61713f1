"""A whole kiosk, headless, before its band of announcements: `python -m … CONFIG [to-the-end]`.

Prints the band's text each time it changes. Ends when there is one and the gate is READY; with
`to-the-end` its clock is set a day ahead then, and it ends when the band is gone.
"""

from __future__ import annotations

import sys
from datetime import datetime, timedelta
from pathlib import Path

from PySide6.QtCore import QTimer

from kiosk.app import Kiosk
from kiosk.clock import SystemClock
from kiosk.config import load_config
from kiosk.domain.station import GatePage

LOOK_MS = 50


class _SetClock(SystemClock):
    """The machine's clock, which somebody may set."""

    ahead = timedelta(0)

    def now(self) -> datetime:
        return super().now() + self.ahead


def main(path: Path, to_the_end: bool) -> int:
    """Run until there is an announcement, or until it is over."""
    clock = _SetClock()
    kiosk = Kiosk(load_config(path), headless=True, clock=clock)
    seen: list[str] = []

    def look() -> None:
        text = kiosk.window.announcement.shown.text
        if not seen or seen[-1] != text:
            seen.append(text)
            print(text, flush=True)
        if text and kiosk.window.station.gate.page is GatePage.READY:
            if to_the_end:
                clock.ahead = timedelta(days=1)
            else:
                kiosk.window.quit()
        if clock.ahead and not text:
            kiosk.window.quit()

    timer = QTimer(kiosk.window)
    timer.timeout.connect(look)
    timer.start(LOOK_MS)
    return kiosk.run()


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2:] == ["to-the-end"]))
