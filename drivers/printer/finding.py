"""Which slip printers are connected, as Linux knows them; nothing is asked of the devices.

USB printers by the kernel's own list (/sys/bus/usb/devices), which needs no permission and no
library: an interface of class 7 is a printer (USB Device Class Definition for Printing Devices
1.1). Serial lines by their names in /dev/serial/by-id: a printer may be on one.
"""

from __future__ import annotations

from pathlib import Path

from kiosk.domain.station.printer import FoundPrinter, PrinterKind

_PRINTER_CLASS = "07"
_SERIAL_LINES = ("serial/by-id/*", "rfcomm*")
"""USB serial converters, and Bluetooth lines that were bound."""


def find_printers(
    system: Path = Path("/sys"), devices: Path = Path("/dev")
) -> tuple[FoundPrinter, ...]:
    """USB printers first, then the kernel's printer files that no USB printer has, then lines."""
    found: list[FoundPrinter] = []
    files: set[str] = set()
    for face in sorted((system / "bus/usb/devices").glob("*:*")):
        if _read(face / "bInterfaceClass") != _PRINTER_CLASS:
            continue
        # Of a device `1-2` the interfaces are `1-2:1.0`, …
        device = face.parent / face.name.partition(":")[0]
        files |= {each.name for each in (face / "usbmisc").glob("lp*")}
        ids = (_read(device / "idVendor"), _read(device / "idProduct"), _read(device / "serial"))
        name = " ".join(filter(None, (_read(device / "manufacturer"), _read(device / "product"))))
        printer = FoundPrinter(PrinterKind.USB, ":".join(filter(None, ids)), name)
        if printer not in found:
            found.append(printer)
    found += [
        FoundPrinter(PrinterKind.FILE, str(path))
        for path in sorted((devices / "usb").glob("lp*"))
        if path.name not in files
    ]
    for pattern in _SERIAL_LINES:
        found += [
            FoundPrinter(PrinterKind.SERIAL, str(path), path.name.removeprefix("usb-"))
            for path in sorted(devices.glob(pattern))
        ]
    return tuple(found)


def _read(path: Path) -> str:
    """A fact about a device; empty where there is none, or the device is gone."""
    try:
        return path.read_text("utf-8", errors="replace").strip()
    except OSError:
        return ""
