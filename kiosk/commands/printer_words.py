"""What the command line says of a printer's faults, and what to do."""

from __future__ import annotations

from collections.abc import Mapping

from kiosk.base.errors import DeviceFaultKind
from kiosk.base.phrases import Phrase

PRINTER_ADVICE: Mapping[DeviceFaultKind, Phrase] = {
    DeviceFaultKind.MISSING: Phrase(
        "not found, or its permission is missing: check its cable, power and printer.address, "
        "and that this user is in the groups lp and dialout"
    ),
    DeviceFaultKind.BUSY: Phrase("another program holds it (often the system's printing service)"),
    DeviceFaultKind.PAPER_OUT: Phrase("no paper: put in a new roll"),
    DeviceFaultKind.COVER_OPEN: Phrase("its cover is open"),
    DeviceFaultKind.OVERHEATED: Phrase("too hot: let it rest"),
    DeviceFaultKind.CUTTER_JAM: Phrase("its cutter is jammed: open it and clear the paper"),
    DeviceFaultKind.UNRECOVERABLE: Phrase("reports an error: switch it off and on again"),
    DeviceFaultKind.NOT_A_PRINTER: Phrase(
        "does not answer like a printer: another device has this address; check"
        " printer.address (the port is usually 9100)"
    ),
}
SILENT = Phrase("does not answer")
"""Of every other fault."""
