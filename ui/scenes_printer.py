"""The page of the printer, as scenes that a showcase is set to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from kiosk.base.errors import DeviceFaultKind
from kiosk.domain.desk.printer_work import (
    FindPrinters,
    PrinterPlace,
    PrintersShown,
    PrintTrial,
    TrialPrinted,
)
from kiosk.domain.staff.roles import Role
from kiosk.domain.station.desk import PageWanted, StaffSignedIn
from kiosk.domain.station.page import DeskAnswered
from kiosk.domain.station.pages.printer_setup import (
    PlaceChosen,
    PrinterSetup,
    TrialAnswer,
    TrialSaid,
    TrialWanted,
)
from kiosk.domain.station.printer import FoundPrinter, PrinterKind, PrinterProfile
from kiosk.domain.station.touches import WindowEvent
from kiosk.domain.visits.decision import PrintState
from ui.showcase import OFFLINE, Showcase, demo_session

USB = FoundPrinter(PrinterKind.USB, "0fe6:811e:SYN0001", "ICS USB Thermal Printer")
NETWORK = FoundPrinter(PrinterKind.NETWORK, "192.0.2.7:9100")
USED = PrinterProfile(PrinterKind.USB, USB.address)
SHOWN = PrintersShown((USB, NETWORK), USED)
_OUT = TrialPrinted(PrintState.PRINTED)


def _open(
    showcase: Showcase,
    *events: WindowEvent,
    shown: PrintersShown = SHOWN,
    trial: TrialPrinted | None = None,
) -> None:
    showcase.health(replace(OFFLINE, slips_left=120))
    session = replace(demo_session(), name="Võ Thanh Hà", role=Role.ADMINISTRATOR)
    showcase.take(StaffSignedIn(session), PageWanted(PrinterSetup()))
    key = showcase.window.station.window.desk.stack[-1].key
    showcase.take(DeskAnswered(key, FindPrinters(), shown))
    if trial is not None:
        showcase.take(TrialWanted(), DeskAnswered(key, PrintTrial(), trial))
    showcase.take(*events)


def _none(showcase: Showcase) -> None:
    _open(showcase, shown=PrintersShown((), PrinterProfile(PrinterKind.NONE, "")))


def _many(showcase: Showcase) -> None:
    lines = tuple(
        FoundPrinter(PrinterKind.SERIAL, f"/dev/serial/by-id/usb-{number}", f"FTDI FT232R {number}")
        for number in range(1, 6)
    )
    used = replace(USED, width_px=576, has_cutter=True)
    _open(showcase, shown=PrintersShown((USB, *lines), used))


def _second(showcase: Showcase) -> None:
    second = PrinterProfile(NETWORK.kind, NETWORK.address, 576, has_cutter=True)
    _open(showcase, PlaceChosen(PrinterPlace.SECOND), shown=replace(SHOWN, second=second))


PRINTER_SCENES: dict[str, Callable[[Showcase], None]] = {
    "printer-setup": lambda showcase: _open(showcase, trial=_OUT),
    "printer-setup-first": _open,
    "printer-setup-none": _none,
    "printer-setup-many": _many,
    "printer-setup-second": _second,
    "printer-setup-second-none": lambda showcase: _open(showcase, PlaceChosen(PrinterPlace.SECOND)),
    "printer-setup-right": lambda showcase: _open(
        showcase, TrialSaid(TrialAnswer.RIGHT), trial=_OUT
    ),
    "printer-setup-nothing": lambda showcase: _open(
        showcase, TrialSaid(TrialAnswer.NOTHING), trial=_OUT
    ),
    "printer-setup-failed": lambda showcase: _open(
        showcase, trial=TrialPrinted(PrintState.FAILED, DeviceFaultKind.COVER_OPEN)
    ),
}
