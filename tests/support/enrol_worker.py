"""A whole kiosk, headless, whose staff confirm the hub's code: `python -m … CONFIG`.

Prints each step of the enrolment page as it comes; ends when the enrolment has.
"""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QTimer

from kiosk.app import Kiosk
from kiosk.config import load_config
from kiosk.domain.health import NetworkState

LOOK_MS = 50


def main(path: Path) -> int:
    """Run until the hub was reached, or the enrolment failed."""
    kiosk = Kiosk(load_config(path), headless=True)
    seen: list[str] = []

    def look() -> None:
        page = kiosk.window.enrolment
        step = page.shown.step
        if not seen or seen[-1] != step:
            seen.append(step)
            print(step, *page.shown.lines, sep="|", flush=True)
        if step == "ask":
            page.confirm()
        is_online = kiosk.health.health.network is NetworkState.ONLINE
        if step == "failed" or (step == "done" and is_online and not kiosk.health.health.unsent):
            kiosk.window.quit()

    timer = QTimer(kiosk.window)
    timer.timeout.connect(look)
    timer.start(LOOK_MS)
    return kiosk.run()


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
