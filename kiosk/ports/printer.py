"""What is asked of a slip printer."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Protocol

from kiosk.base.dataclass import dataclass
from kiosk.base.errors import DeviceFaultKind
from kiosk.domain.visits.decision import PrintState


@dataclass(frozen=True, slots=True)
class Bitmap:
    """A picture for a printer: black dots on white."""

    width_px: int
    """A multiple of 8."""
    height_px: int
    rows: bytes
    """One row after the other, eight dots a byte, the leftmost in the highest bit; 1 is white."""


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

    @property
    def width_px(self) -> int:
        """Printable dots across."""
        ...

    @property
    def feed_px(self) -> int:
        """Dots that are fed behind each paper, to the cutter or the tear bar."""
        ...

    @property
    def slip_limit_s(self) -> float:
        """So long the driver itself may take over a slip; what takes longer hangs."""
        ...

    def clear_first(self) -> None:
        """An earlier process may have broken off amidst a slip: before the next one, what the
        printer still holds of it goes onto a paper of its own."""
        ...

    def status(self) -> PrinterStatus:
        """Ask the device; never raises."""
        ...

    def print_bitmap(self, bitmap: Bitmap, code: str) -> PrintResult:
        """Read `code` from the picture again, then send it once.

        Never raises DeviceFault, gives it in the result. Nothing was sent if the state is FAILED;
        UNKNOWN when the device stopped midway.
        """
        ...

    def print_strips(self, strips: Iterable[Bitmap]) -> PrintResult:
        """Send a paper without a code, strip by strip as they are drawn, and cut after the last.

        What it says is as with `print_bitmap`. What drawing raises is raised here.
        """
        ...

    def close(self) -> None:
        """Release the device; safe to call twice."""
        ...
