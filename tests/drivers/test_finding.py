"""Which printers are connected, by the kernel's list of a made-up machine."""

from __future__ import annotations

from pathlib import Path

from drivers.printer.finding import find_printers
from kiosk.domain.station.printer import FoundPrinter, PrinterKind


def plug_in(system: Path, device: str, interface_class: str, **facts: str) -> Path:
    """A USB device with one interface."""
    devices = system / "bus/usb/devices"
    (devices / device).mkdir(parents=True)
    for name, fact in facts.items():
        (devices / device / name).write_text(f"{fact}\n")
    face = devices / f"{device}:1.0"
    face.mkdir()
    (face / "bInterfaceClass").write_text(f"{interface_class}\n")
    return face


def touch(path: Path) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()
    return str(path)


def test_nothing_is_connected(tmp_path: Path) -> None:
    assert find_printers(tmp_path / "sys", tmp_path / "dev") == ()


def test_usb_printers_by_their_class(tmp_path: Path) -> None:
    system, devices = tmp_path / "sys", tmp_path / "dev"
    plug_in(system, "1-1", "03", idVendor="046d", idProduct="c31c", product="Keyboard")
    face = plug_in(
        system,
        "1-2",
        "07",
        idVendor="0fe6",
        idProduct="811e",
        serial="SYN0001",
        manufacturer="ICS",
        product="USB Thermal Printer",
    )
    (face / "usbmisc/lp0").mkdir(parents=True)
    plug_in(system, "2-1.4", "07", idVendor="0416", idProduct="5011")
    touch(devices / "usb/lp0")
    alone = touch(devices / "usb/lp1")
    assert find_printers(system, devices) == (
        FoundPrinter(PrinterKind.USB, "0fe6:811e:SYN0001", "ICS USB Thermal Printer"),
        FoundPrinter(PrinterKind.USB, "0416:5011"),
        FoundPrinter(PrinterKind.FILE, alone),
    )


def test_two_of_a_kind_without_numbers_cannot_be_told_apart(tmp_path: Path) -> None:
    plug_in(tmp_path, "1-1", "07", idVendor="0416", idProduct="5011")
    plug_in(tmp_path, "1-2", "07", idVendor="0416", idProduct="5011")
    assert len(find_printers(tmp_path, tmp_path / "dev")) == 1


def test_serial_lines_by_their_lasting_names(tmp_path: Path) -> None:
    line = touch(tmp_path / "dev/serial/by-id/usb-FTDI_FT232R-if00-port0")
    bound = touch(tmp_path / "dev/rfcomm0")
    touch(tmp_path / "dev/ttyS0")
    assert find_printers(tmp_path / "sys", tmp_path / "dev") == (
        FoundPrinter(PrinterKind.SERIAL, line, "FTDI_FT232R-if00-port0"),
        FoundPrinter(PrinterKind.SERIAL, bound, "rfcomm0"),
    )
