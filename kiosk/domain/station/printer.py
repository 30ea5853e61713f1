"""How a slip printer is reached, and what is set of it."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from kiosk.base.dataclass import dataclass

WIDTHS_PX: Final = (384, 576)
"""Printable dots across on paper of 58 and 80 mm."""
BAUD_RATES: Final = (9600, 19200, 38400, 115200)
"""Speeds that slip printers are sold with, the usual one first."""


class PrinterKind(StrEnum):
    """Which transport reaches the printer."""

    USB = "usb"
    NETWORK = "network"
    SERIAL = "serial"
    FILE = "file"
    SIMULATED = "simulated"
    NONE = "none"


class ImageCommand(StrEnum):
    """By which command a printer takes pictures."""

    RASTER = "raster"
    """GS v 0: nearly every printer, also the cheapest."""
    COLUMN = "column"
    """ESC *: the oldest; slower, for those that print letters and signs upon the other."""


@dataclass(frozen=True, slots=True)
class FoundPrinter:
    """A printer, or a line that one may be on, as the system knows it."""

    kind: PrinterKind
    address: str
    """As the setting has it."""
    name: str = ""
    """What it calls itself; empty where it says nothing."""


def is_meant(found: FoundPrinter, kind: PrinterKind, address: str) -> bool:
    """Whether this kind and address, as they are set, mean the printer that was found.

    A USB printer is meant with its serial number (`VID:PID:serial`) and without (`VID:PID`).
    """
    short = ":".join(found.address.split(":")[:2]) if kind is PrinterKind.USB else found.address
    return found.kind is kind and address in (found.address, short)


@dataclass(frozen=True, slots=True)
class PrinterProfile:
    """What is set of the printer in use."""

    kind: PrinterKind
    address: str
    width_px: int = WIDTHS_PX[0]
    has_cutter: bool = False
    image: ImageCommand = ImageCommand.RASTER
    baud_rate: int = BAUD_RATES[0]
