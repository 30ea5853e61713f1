"""The page that a printer is tried out with."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from kiosk.domain.venue import Venue
from kiosk.ports.printer import Bitmap
from kiosk.settings.config import PrinterConfig

TRIAL_CODE: Final = "CHECKPOINT-KIOSK-TEST"
"""Whoever scans the page reads this: it is nobody's, and no slip."""


def trial_page(venue: Venue, printer: PrinterConfig, at: datetime) -> Bitmap:
    """The page as this printer takes it; the imaging libraries are needed by it alone."""
    from kiosk.documents.test_page import PrinterPage, printer_page_bitmap

    page = PrinterPage(
        venue_name=venue.name,
        printer_name=printer.address,
        at=at,
        time_zone=venue.time_zone,
        width_px=printer.width_px,
        has_cutter=printer.has_cutter,
    )
    return printer_page_bitmap(page, TRIAL_CODE)
