"""What the core asks of devices, as Protocols; `drivers` and `kiosk.store` implement them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from kiosk.domain.decision import Lane, Outcome, PrintState
from kiosk.domain.slip import Slip
from kiosk.errors import DeviceFaultKind

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Image = NDArray[np.uint8]
    """Height x width (grey) or height x width x 3 (BGR), uint8."""


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """One image from the camera."""

    seq: int
    at: float
    """Monotonic seconds when the grab returned."""
    image: Image


class EndOfFootage(Exception):
    """A finite camera source (video file, image folder) has shown its last frame."""


class Camera(Protocol):
    """A source of frames; used by one thread only."""

    @property
    def name(self) -> str:
        """How logs and the doctor name it; never a person's data."""
        ...

    def open(self) -> None:
        """Make it ready. Raises DeviceFault MISSING or BUSY."""
        ...

    def grab(self) -> Image:
        """The next frame, waiting for it. Raises DeviceFault LOST or TIMEOUT, or EndOfFootage."""
        ...

    def close(self) -> None:
        """Release the device; safe to call twice and after a fault."""
        ...


Corners = tuple[tuple[int, int], tuple[int, int], tuple[int, int], tuple[int, int]]
"""Top left, top right, bottom right, bottom left of the code in its own orientation, px."""


class Engine(StrEnum):
    """Which decoder read a symbol."""

    ZXING = "zxing"
    ZBAR = "zbar"


@dataclass(frozen=True, slots=True)
class Symbol:
    """One decoded code in one image."""

    raw: bytes
    text: str
    format: str
    """`QRCode`, `MicroQRCode`, `DataMatrix`, ...: zxing-cpp's names for every engine."""
    corners: Corners
    engine: Engine
    charset_guessed: bool = False
    """The bytes were not UTF-8: the text is a guess and never stands for a person."""


class SymbolReader(Protocol):
    """Finds and decodes codes in an image; used by one thread only."""

    def read(self, image: Image) -> tuple[Symbol, ...]:
        """Every code in the image, best first. Never raises on any image."""
        ...


class ScanSource(StrEnum):
    """Which input a scan came through."""

    CAMERA = "camera"
    KEYBOARD = "keyboard"
    SERIAL = "serial"
    TYPED = "typed"


@dataclass(frozen=True, slots=True)
class Scan:
    """A settled reading handed to the desk."""

    text: str
    source: ScanSource
    lane: Lane
    at: datetime
    """UTC."""
    frame_at: float | None = None
    """Monotonic seconds of the frame, where there was one."""
    charset_guessed: bool = False


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


class Announcer(Protocol):
    """Receives what the desk decided, on the core thread, after the commit."""

    def announce(self, outcome: Outcome) -> None:
        """Take one outcome; must return at once."""
        ...

    def print_finished(self, job_id: str, result: PrintResult) -> None:
        """Take the end of one print job; must return at once."""
        ...

    def support_count(self, waiting: int) -> None:
        """Take the number of open support cases; must return at once."""
        ...
