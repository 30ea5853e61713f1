"""What was decided and printed since the start, with the moment: for the demo and the benches."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field

from kiosk.base.dataclass import dataclass
from kiosk.domain.events import CoreEvent, Decided, PrintFinished
from kiosk.domain.visits.decision import Outcome


@dataclass(frozen=True, slots=True)
class Noted:
    """One outcome and the monotonic second it was told, right after its commit."""

    outcome: Outcome
    at: float


@dataclass(slots=True)
class Journal:
    """What happened since the start; never kept by `run`. A subscriber of the station's events."""

    monotonic: Callable[[], float]
    decided: list[Noted] = field(default_factory=list)
    prints: list[PrintFinished] = field(default_factory=list)

    def take(self, event: CoreEvent) -> None:
        """Note an outcome or the end of a print job."""
        match event:
            case Decided(outcome):
                self.decided.append(Noted(outcome, self.monotonic()))
            case PrintFinished():
                self.prints.append(event)
