"""A whole kiosk, headless, before its band of announcements: `python -m … CONFIG [to-the-end]`.

Prints the band's text each time it changes. Ends when there is one and the gate is READY; with
`to-the-end` its clock is set a day ahead then, and it ends when the band is gone.
"""

from __future__ import annotations

import sys
from datetime import datetime, timedelta
from pathlib import Path

from kiosk.base.clock import SystemClock
from kiosk.composition.kiosk import Kiosk
from kiosk.composition.settings_file import load_config
from kiosk.domain.station.gate import GatePage
from tests.support.watching import Changes, run_watched


class _SetClock(SystemClock):
    """The machine's clock, which somebody may set."""

    ahead = timedelta(0)

    def now(self) -> datetime:
        return super().now() + self.ahead


def main(path: Path, to_the_end: bool) -> int:
    """Run until there is an announcement, or until it is over."""
    clock = _SetClock()
    kiosk = Kiosk(load_config(path), headless=True, clock=clock)
    band = Changes()

    def look() -> None:
        text = kiosk.window.station.rooms.shell.notice.shown.text
        band.tell(text)
        if text and kiosk.window.station.window.gate.page is GatePage.READY:
            if to_the_end:
                clock.ahead = timedelta(days=1)
            else:
                kiosk.window.quit()
        if clock.ahead and not text:
            kiosk.window.quit()

    return run_watched(kiosk, look)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2:] == ["to-the-end"]))
