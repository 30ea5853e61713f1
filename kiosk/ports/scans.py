"""A settled reading on its way to the core."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from kiosk.base.dataclass import dataclass
from kiosk.domain.scanning.mangling import Mangling
from kiosk.domain.visits.decision import LaneName


class ScanSource(StrEnum):
    """Which input a scan came through."""

    CAMERA = "camera"
    KEYBOARD = "keyboard"
    SERIAL = "serial"
    TYPED = "typed"


@dataclass(frozen=True, slots=True)
class Scan:
    """A settled reading handed to the core."""

    text: str
    source: ScanSource
    lane: LaneName
    at: datetime
    """UTC."""
    frame_at: float | None = None
    """Monotonic seconds of the frame, where there was one."""
    charset_guessed: bool = False
    mangling: Mangling | None = None
    """A hand-held scanner changed the code: the text is empty, and this says how."""
    is_leaving: bool = False
    """Asked whether they leave, the person said so by a touch."""
