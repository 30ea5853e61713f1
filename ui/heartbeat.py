"""How late the GUI's event loop runs: what a finger on the glass would wait."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QTimer, Slot

from kiosk.base.dataclass import dataclass
from kiosk.base.measure import nearest_rank

PERIOD_S = 0.02
"""Fifty beats a second find every hold-up of more than one frame and cost next to nothing."""
KEEP = 180_000
"""An hour of beats; older ones are forgotten."""


@dataclass(frozen=True, slots=True)
class Lateness:
    """Quantiles of the event loop's lateness, milliseconds."""

    beats: int
    p50_ms: float
    p95_ms: float
    p99_ms: float
    max_ms: float


def measure_lateness(late_s: Sequence[float]) -> Lateness:
    """Quantiles (nearest rank) of single latenesses in seconds; all zero when there are none."""
    if not late_s:
        return Lateness(0, 0.0, 0.0, 0.0, 0.0)
    ordered = sorted(late_s)

    def quantile(share: float) -> float:
        return round(nearest_rank(ordered, share) * 1000, 2)

    return Lateness(len(ordered), quantile(0.5), quantile(0.95), quantile(0.99), quantile(1.0))


class Heartbeat(QObject):
    """Beats on the GUI thread and notes by how much each beat came late."""

    def __init__(self, monotonic: Callable[[], float], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._monotonic = monotonic
        self._late_s: deque[float] = deque(maxlen=KEEP)
        self._last: float | None = None
        self._beats = 0
        # A precise one, as every timer of up to 20 ms is.
        self._timer = QTimer(self)
        self._timer.setInterval(round(PERIOD_S * 1000))
        self._timer.timeout.connect(self._beat)

    def start(self) -> None:
        """Begin to measure; what was measured before is forgotten."""
        self._late_s.clear()
        self._beats = 0
        self._last = None
        self._timer.start()

    def stop(self) -> None:
        """Beat no more; the figures stay."""
        self._timer.stop()

    def lateness(self) -> Lateness:
        """The figures since `start`."""
        return measure_lateness(self._late_s)

    @property
    def beats(self) -> int:
        """How many latenesses were noted since `start`; a place for `late_between`."""
        return self._beats

    def late_between(self, first: int, end: int) -> list[float]:
        """Latenesses in seconds from beat `first` to before beat `end`, as far as they are kept.

        On the GUI thread, or after `stop`.
        """
        late_s = list(self._late_s)
        forgotten = self._beats - len(late_s)
        return late_s[max(0, first - forgotten) : max(0, end - forgotten)]

    @Slot()
    def _beat(self) -> None:
        now = self._monotonic()
        if self._last is not None:
            self._late_s.append(max(0.0, now - self._last - PERIOD_S))
            self._beats += 1
        self._last = now
