"""What the pages of staff ask about printers: which there are, one to use, a test page, a new roll.

Answered by `kiosk.composition.desk_printers`. A change of settings stands in the trail before it is
made.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum, StrEnum
from typing import Final

from kiosk.base.dataclass import dataclass
from kiosk.base.errors import DeviceFaultKind
from kiosk.domain.desk.acts import NotDone
from kiosk.domain.desk.asked import A, Asked
from kiosk.domain.desk.settings_work import SettingsNotSaved
from kiosk.domain.station.printer import FoundPrinter, PrinterKind, PrinterProfile
from kiosk.domain.visits.decision import PrintState


class PrinterPlace(IntEnum):
    """Which of the two printers; the second prints what the first could begin nothing of."""

    FIRST = 0
    SECOND = 1


class PrinterSetting(StrEnum):
    """What the page changes of a printer: the value is the setting's key in its section."""

    KIND = "kind"
    ADDRESS = "address"
    WIDTH = "width_px"
    CUTTER = "has_cutter"
    IMAGE = "image"
    BAUD_RATE = "baud_rate"


NO_PRINTER: Final = PrinterProfile(PrinterKind.NONE, "")

Value = StrEnum | str | int | bool
"""Of a setting, as the program has it."""


class PrinterWork(Asked[A]):
    """Something about the printers, beside the gate."""


@dataclass(frozen=True, slots=True)
class PrintersShown:
    """What was found, and what is set of the first printer and of the second."""

    found: tuple[FoundPrinter, ...]
    used: PrinterProfile
    second: PrinterProfile = NO_PRINTER


@dataclass(frozen=True, slots=True)
class FindPrinters(PrinterWork[PrintersShown]):
    """Look what is connected."""


@dataclass(frozen=True, slots=True)
class SavePrinter(PrinterWork[PrintersShown | SettingsNotSaved]):
    """Change these in file and force, and leave the others as they are."""

    changes: Mapping[PrinterSetting, Value]
    place: PrinterPlace = PrinterPlace.FIRST


@dataclass(frozen=True, slots=True)
class TrialPrinted:
    """What became of a test page."""

    state: PrintState
    fault: DeviceFaultKind | None = None


@dataclass(frozen=True, slots=True)
class PrintTrial(PrinterWork[TrialPrinted]):
    """Print a test page on this printer alone."""

    place: PrinterPlace = PrinterPlace.FIRST


@dataclass(frozen=True, slots=True)
class RollNoted:
    """What is left is reckoned from a new roll on."""


@dataclass(frozen=True, slots=True)
class ChangeRoll(PrinterWork[RollNoted | NotDone]):
    """*Đã thay cuộn*."""

    place: PrinterPlace | None = None
    """Of this printer; None for the one that prints now."""
