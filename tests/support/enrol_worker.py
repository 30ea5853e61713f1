"""A whole kiosk, headless, whose staff confirm the hub's code: `python -m … CONFIG`.

Prints each step of the enrolment page as it comes; ends when the enrolment has.
"""

from __future__ import annotations

import sys
from pathlib import Path

from kiosk.composition.kiosk import Kiosk
from kiosk.composition.settings_file import load_config
from kiosk.domain.station.health import NetworkState
from tests.support.watching import Changes, run_watched


def main(path: Path) -> int:
    """Run until the hub was reached, or the enrolment failed."""
    kiosk = Kiosk(load_config(path), headless=True)
    steps = Changes()

    def look() -> None:
        page = kiosk.window.station.rooms.setup.enrolment
        step = page.shown.step
        steps.tell(step, *page.shown.lines)
        if step == "ask":
            page.confirm()
        is_online = kiosk.health.health.network is NetworkState.ONLINE
        if step == "failed" or (step == "done" and is_online and not kiosk.health.health.unsent):
            kiosk.window.quit()

    return run_watched(kiosk, look)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
