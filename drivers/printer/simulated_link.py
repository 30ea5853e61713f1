"""The python-escpos end of the simulated printer; importing it imports the library."""

from __future__ import annotations

from drivers.printer.connection import PrinterConnection
from drivers.printer.library import Escpos, make_profile
from drivers.printer.simulated import SimulatedPrinter
from drivers.printer.transports import chunks_of


class SimulatedLink(Escpos):  # type: ignore[misc]  # python-escpos has no types
    """One connection to a SimulatedPrinter."""

    answers_for_delivery = False

    def __init__(self, printer: SimulatedPrinter, width_px: int) -> None:
        super().__init__(profile=make_profile(width_px))
        self._printer = printer
        self._connection = -1

    def open(self) -> None:
        """Connect. Raises OSError if the printer is absent."""
        self._connection = self._printer.connect()

    def close(self) -> None:
        """Disconnect; the device keeps what it has."""
        self._connection = -1

    def _raw(self, msg: bytes) -> None:
        for chunk in chunks_of(msg):
            self._printer.write(self._connection, chunk)

    def _read(self) -> bytes:
        return self._printer.read(self._connection)


def link_to(printer: SimulatedPrinter) -> PrinterConnection:
    """A new, unopened python-escpos connection to this device."""
    link: PrinterConnection = SimulatedLink(printer, printer.width_px)
    return link
