"""One simulated printer behind every transport that python-escpos has, for the contract suite."""

from __future__ import annotations

import os
import select
import socket
import threading
import tty
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from drivers.printer import open_printer
from drivers.printer.connection import PrinterConnection
from drivers.printer.escpos_printer import EscposPrinter
from drivers.printer.simulated import SimulatedPrinter
from drivers.printer.simulated_link import link_to
from drivers.printer.transports import UsbLink
from kiosk.ports.printer import SlipPrinter
from kiosk.settings.config import PrinterConfig, PrinterKind
from tests.drivers.usb_bus import SERIAL_NUMBER, UsbBus

TIMEOUT_S = 0.5
_PATIENCE_S = 5.0
"""Behind a wire nobody but the host gives up."""


@dataclass(frozen=True)
class Rig:
    """A driver and the simulated device it prints on."""

    printer: SlipPrinter
    device: SimulatedPrinter
    answers: bool = True
    """Whether this transport brings the device's answers back."""


def simulated(folder: Path, width_px: int = 384, has_cutter: bool = False) -> Rig:
    """The driver straight on the simulated transport."""
    device = SimulatedPrinter(folder, width_px, TIMEOUT_S, has_cutter)
    return Rig(EscposPrinter("simulated", partial(link_to, device), width_px, has_cutter), device)


@contextmanager
def over_network(folder: Path) -> Iterator[Rig]:
    """The device behind a TCP port."""
    device = SimulatedPrinter(folder, 384, _PATIENCE_S)
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.05)
        stop = threading.Event()

        def serve() -> None:
            while not stop.is_set():
                try:
                    line, _ = server.accept()
                except TimeoutError:
                    continue
                with line:
                    line.setblocking(False)
                    _relay(device, line.fileno(), line.recv, line.sendall, stop)

        address = f"127.0.0.1:{server.getsockname()[1]}"
        with _running(serve, stop):
            yield Rig(_open(PrinterKind.NETWORK, address, folder), device)


@contextmanager
def over_serial(folder: Path) -> Iterator[Rig]:
    """The device at the other end of a pseudo terminal."""
    device = SimulatedPrinter(folder, 384, _PATIENCE_S)
    ours, theirs = os.openpty()
    tty.setraw(theirs)
    os.set_blocking(ours, False)
    stop = threading.Event()

    def serve() -> None:
        while not stop.is_set():
            _relay(
                device,
                ours,
                lambda size: os.read(ours, size),
                lambda data: os.write(ours, data),
                stop,
            )

    try:
        with _running(serve, stop):
            yield Rig(_open(PrinterKind.SERIAL, os.ttyname(theirs), folder), device)
    finally:
        os.close(ours)
        os.close(theirs)


@contextmanager
def over_usb(folder: Path) -> Iterator[Rig]:
    """The device under the real pyusb, with a serial number and the kernel's driver on it."""
    device = SimulatedPrinter(folder, 384, TIMEOUT_S)
    bus = UsbBus(device)

    def connect() -> PrinterConnection:
        link: PrinterConnection = UsbLink(f"0fe6:811e:{SERIAL_NUMBER}", 384, TIMEOUT_S, bus)
        return link

    yield Rig(EscposPrinter("usb", connect, 384, has_cutter=False), device)
    assert bus.open_handles == 0


@contextmanager
def over_file(folder: Path) -> Iterator[Rig]:
    """The device reading a named pipe, as the kernel's printer driver would."""
    device = SimulatedPrinter(folder, 384, _PATIENCE_S)
    path = folder / "lp0"
    os.mkfifo(path)
    pipe = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    stop = threading.Event()

    def serve() -> None:
        while not stop.is_set():
            _relay(device, pipe, lambda size: os.read(pipe, size), None, stop)
            stop.wait(0.005)  # a pipe without writers is always at its end

    try:
        with _running(serve, stop):
            yield Rig(_open(PrinterKind.FILE, str(path), folder), device, answers=False)
    finally:
        os.close(pipe)


def _open(kind: PrinterKind, address: str, folder: Path) -> SlipPrinter:
    config = PrinterConfig(kind=kind, address=address, timeout_s=TIMEOUT_S, baud_rate=115_200)
    printer = open_printer(config, folder)
    assert printer is not None
    return printer


@contextmanager
def _running(serve: Callable[[], None], stop: threading.Event) -> Iterator[None]:
    thread = threading.Thread(target=serve, name="printer rig")
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(10)
        assert not thread.is_alive()


def _relay(
    device: SimulatedPrinter,
    handle: int,
    receive: Callable[[int], bytes],
    send: Callable[[bytes], object] | None,
    stop: threading.Event,
) -> None:
    """Carry bytes both ways until the host hangs up."""
    connection = device.connect()
    while not stop.is_set():
        ready, _, _ = select.select((handle,), (), (), 0.02)
        if not ready:
            continue
        try:
            data = receive(512)
        except OSError:
            return
        if not data:
            return
        try:
            device.write(connection, data)
            answer = device.read(connection)
        except OSError:
            return
        if answer and send is not None:
            send(answer)
