"""What is asked of a slip printer."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from kiosk.base.errors import DeviceFaultKind
from kiosk.domain.slips.slip import Slip
from kiosk.domain.visits.decision import PrintState


@dataclass(frozen=True, slots=True)
class PrintResult:
    """What became of one slip; `fault` says why it is not PRINTED."""

    state: PrintState
    fault: DeviceFaultKind | None = None


class PaperState(StrEnum):
    """What the printer's sensor says; UNKNOWN never blocks printing."""

    OK = "ok"
    LOW = "low"
    EMPTY = "empty"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class PrinterStatus:
    """A printer's answer about itself."""

    is_present: bool
    paper: PaperState = PaperState.UNKNOWN
    fault: DeviceFaultKind | None = None


class SlipPrinter(Protocol):
    """Prints slips; used by one thread only."""

    @property
    def name(self) -> str:
        """How logs and the doctor name it."""
        ...

    def status(self) -> PrinterStatus:
        """Ask the device; never raises."""
        ...

    def print_slip(self, slip: Slip, language: str) -> PrintResult:
        """Render, decode again, send; never raises DeviceFault, gives it in the result.

        Nothing was sent if the state is FAILED; UNKNOWN when the device stopped midway.
        """
        ...

    def close(self) -> None:
        """Release the device; safe to call twice."""
        ...
