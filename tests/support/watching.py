"""For workers: a running kiosk that somebody looks at now and then, on its own thread."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer

from kiosk.composition.kiosk import Kiosk

LOOK_MS = 50


def run_watched(kiosk: Kiosk, look: Callable[[], None]) -> int:
    """Run the kiosk, calling `look` again and again; gives its exit code."""
    timer = QTimer(kiosk.window)
    timer.timeout.connect(look)
    timer.start(LOOK_MS)
    return kiosk.run()


class Changes:
    """Prints what is seen, each time it is something else."""

    def __init__(self) -> None:
        self._seen: str | None = None

    def tell(self, seen: str, *more: str) -> None:
        """One line, `more` behind it; none where `seen` is as before."""
        if seen != self._seen:
            self._seen = seen
            print(seen, *more, sep="|", flush=True)
