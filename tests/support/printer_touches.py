"""What a finger does at the printer's page, and where it leads there from."""

from __future__ import annotations

from kiosk.domain.station.desk import PageWanted
from kiosk.domain.station.pages.printer_setup import (
    CutterChosen,
    NewRollTouched,
    PrinterChosen,
    PrinterSetup,
    PrintersSearched,
    TrialAnswer,
    TrialSaid,
    TrialWanted,
    WidthChosen,
)
from kiosk.domain.station.pages.shift_check import PrinterOpened, RollTouched

PRINTER_TOUCHES = (
    PageWanted(PrinterSetup()),
    PrinterOpened(),
    RollTouched(),
    TrialWanted(),
    PrintersSearched(),
    PrinterChosen(0),
    WidthChosen(576),
    CutterChosen(True),
    NewRollTouched(),
    *map(TrialSaid, TrialAnswer),
)
"""One of each."""
