"""What a finger does at the printer's page, and where it leads there from."""

from __future__ import annotations

from kiosk.domain.desk.printer_work import PrinterPlace
from kiosk.domain.station.desk import PageWanted
from kiosk.domain.station.pages.printer_setup import (
    CutterChosen,
    NewRollTouched,
    PlaceChosen,
    PrinterChosen,
    PrinterSetup,
    PrintersSearched,
    SecondLeftOut,
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
    *map(PlaceChosen, PrinterPlace),
    SecondLeftOut(),
    WidthChosen(576),
    CutterChosen(True),
    NewRollTouched(),
    *map(TrialSaid, TrialAnswer),
)
"""One of each."""
