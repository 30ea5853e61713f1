"""What the desk announced since the start, with the moment: for the demo and the benches."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from kiosk.base.clock import Clock
from kiosk.domain.visits.decision import Outcome
from kiosk.ports.events import EventSink
from kiosk.ports.printer import PrintResult


@dataclass(frozen=True, slots=True)
class Announced:
    """One outcome and the monotonic second it was announced, right after its commit."""

    outcome: Outcome
    at: float


@dataclass(slots=True)
class Journal:
    """What happened since the start, for the demo and the benches; never kept by `run`."""

    announced: list[Announced] = field(default_factory=list)
    prints: list[tuple[str, PrintResult]] = field(default_factory=list)


class EventFanout:
    """The announcer of the running kiosk: notes the moment, then tells the window."""

    def __init__(
        self,
        window: EventSink,
        journal: Journal | None,
        clock: Clock,
        after_decision: Callable[[], None],
    ) -> None:
        self._window = window
        self._journal = journal
        self._clock = clock
        self._after_decision = after_decision

    def announce(self, outcome: Outcome) -> None:
        if self._journal is not None:
            self._journal.announced.append(Announced(outcome, self._clock.monotonic()))
        self._window.announce(outcome)
        self._after_decision()

    def print_finished(self, job_id: str, result: PrintResult) -> None:
        if self._journal is not None:
            self._journal.prints.append((job_id, result))
        self._window.print_finished(job_id, result)

    def support_count(self, waiting: int) -> None:
        self._window.support_count(waiting)
