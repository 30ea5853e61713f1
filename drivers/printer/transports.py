"""How bytes reach a printer: python-escpos's own classes with time limits on every byte.

The library waits for ever on USB and serial, finds USB printers by fixed endpoints, and leaves a
socket open when connecting fails; opening, writing and reading are therefore ours, the commands
and the image encoding its own. Importing this module imports the library (0.1 s), so it is done on
the printer's thread at first use.
"""

from __future__ import annotations

import os
import select
import socket
import stat
import time
from collections.abc import Iterator
from typing import Any

import serial
import usb.backend
import usb.core
import usb.util

from drivers.printer.connection import CHUNK_BYTES, READ_WAIT_S
from drivers.printer.library import File, Network, Serial, Usb, make_profile
from kiosk.base.addresses import read_host_port
from kiosk.base.errors import DeviceFault, DeviceFaultKind

_USB_PRINTER_CLASS = 7
_CONNECT_WAIT_S = 3.0
RAW_PORT = 9100
"""Where printers take bytes as they are (JetDirect)."""
_DRAIN_STEP_S = 0.005


def chunks_of(message: bytes, size: int = CHUNK_BYTES) -> Iterator[bytes]:
    """`message` in pieces of at most `size` bytes."""
    for start in range(0, len(message), size):
        yield message[start : start + size]


class UsbLink(Usb):  # type: ignore[misc]  # python-escpos has no types
    """A USB printer by vendor, product and serial number, found anew at every opening."""

    answers_for_delivery = False

    def __init__(
        self,
        address: str,
        width_px: int,
        timeout_s: float,
        backend: usb.backend.IBackend | None = None,
    ) -> None:
        """`address` is `VID:PID` or `VID:PID:serial`, ids in hexadecimal; without a backend pyusb
        looks for libusb."""
        super().__init__(profile=make_profile(width_px))
        vendor, product, self._serial = (*address.split(":", 2), "")[:3]
        self._ids = (int(vendor, 16), int(product, 16))
        self._timeout_ms = round(timeout_s * 1000)
        self._packet = 64
        self._backend = backend

    def open(self, raise_not_found: bool = True) -> None:
        """Find, take from the kernel's own driver, claim."""
        self.close()
        vendor, product = self._ids
        found = usb.core.find(
            idVendor=vendor,
            idProduct=product,
            custom_match=self._is_ours,
            backend=self._backend,
        )
        if found is None:
            raise DeviceFault(DeviceFaultKind.MISSING, "printer", "no such USB device")
        try:
            self._claim(found)
        except BaseException:
            usb.util.dispose_resources(found)
            raise
        self._device = found

    def _is_ours(self, device: usb.core.Device) -> bool:
        if not self._serial:
            return True
        try:
            return bool(device.serial_number == self._serial)
        except ValueError:
            # A device that will not tell its number (no permission, no string) is not the one.
            return False

    def _claim(self, device: usb.core.Device) -> None:
        try:
            configuration = device.get_active_configuration()
        except usb.core.USBError:
            device.set_configuration()
            configuration = device.get_active_configuration()
        interfaces = sorted(
            configuration, key=lambda face: face.bInterfaceClass != _USB_PRINTER_CLASS
        )
        for interface in interfaces:
            out = _bulk(interface, usb.util.ENDPOINT_OUT)
            if out is None:
                continue
            number = interface.bInterfaceNumber
            try:
                if device.is_kernel_driver_active(number):
                    device.detach_kernel_driver(number)
            except NotImplementedError:
                pass  # only Linux has a kernel driver to take the device from
            usb.util.claim_interface(device, number)
            self.out_ep = out.bEndpointAddress
            back = _bulk(interface, usb.util.ENDPOINT_IN)
            self.in_ep = back.bEndpointAddress if back is not None else 0
            # A read shorter than one packet overflows.
            self._packet = back.wMaxPacketSize if back is not None else 0
            return
        raise DeviceFault(DeviceFaultKind.MISSING, "printer", "the USB device takes no data")

    def _raw(self, msg: bytes) -> None:
        for chunk in chunks_of(msg):
            rest = chunk
            while rest:
                rest = rest[self._device.write(self.out_ep, rest, self._timeout_ms) :]

    def _read(self) -> bytes:
        if not self.in_ep:
            return b""
        wait_ms = round(READ_WAIT_S * 1000)
        try:
            return bytes(self._device.read(self.in_ep, self._packet, wait_ms))
        except usb.core.USBTimeoutError:
            return b""


def _bulk(interface: usb.core.Interface, direction: int) -> usb.core.Endpoint | None:
    def matches(endpoint: usb.core.Endpoint) -> bool:
        address, kind = endpoint.bEndpointAddress, endpoint.bmAttributes
        return bool(
            usb.util.endpoint_direction(address) == direction
            and usb.util.endpoint_type(kind) == usb.util.ENDPOINT_TYPE_BULK
        )

    return usb.util.find_descriptor(interface, custom_match=matches)


class NetworkLink(Network):  # type: ignore[misc]
    """A printer behind a TCP port, usually 9100."""

    answers_for_delivery = True

    def __init__(self, address: str, width_px: int, timeout_s: float) -> None:
        """`address` is `host` or `host:port`, an IPv6 one in brackets. Raises ValueError."""
        host, port = read_host_port(address, RAW_PORT)
        super().__init__(
            host=host,
            port=port,
            timeout=timeout_s,
            profile=make_profile(width_px),
        )

    def open(self, raise_not_found: bool = True) -> None:
        """Connect."""
        self.close()
        wait_s = min(self.timeout, _CONNECT_WAIT_S)
        self._device = socket.create_connection((self.host, self.port), timeout=wait_s)

    def _raw(self, msg: bytes) -> None:
        self._device.settimeout(self.timeout)
        for chunk in chunks_of(msg):
            self._device.sendall(chunk)

    def _read(self) -> bytes:
        self._device.settimeout(READ_WAIT_S)
        try:
            answer = self._device.recv(64)
        except TimeoutError:
            return b""
        if not answer:
            raise ConnectionResetError("the printer closed the connection")
        return bytes(answer)


class SerialLink(Serial):  # type: ignore[misc]
    """A printer on a serial line."""

    answers_for_delivery = False
    _device: Any
    """The open serial.Serial; False or None otherwise, as the library has it."""

    def __init__(self, address: str, width_px: int, timeout_s: float, baud_rate: int) -> None:
        """`address` is the device's path."""
        super().__init__(devfile=address, baudrate=baud_rate, profile=make_profile(width_px))
        self._timeout_s = timeout_s
        # A chunk takes a third of the limit at ten bits per byte, so that slow is not blocked.
        self._chunk = max(64, min(CHUNK_BYTES, int(baud_rate / 10 * timeout_s / 3)))

    def open(self, raise_not_found: bool = True) -> None:
        """Open the line for us alone."""
        self.close()
        self._device = serial.Serial(
            port=self.devfile,
            baudrate=self.baudrate,
            timeout=READ_WAIT_S,
            write_timeout=self._timeout_s,
            dsrdtr=self.dsrdtr,
            exclusive=True,
        )

    def _raw(self, msg: bytes) -> None:
        for chunk in chunks_of(msg, self._chunk):
            try:
                self._device.write(chunk)
            except serial.SerialTimeoutException as error:
                raise TimeoutError(str(error)) from error
            self._wait_until_sent()

    def _wait_until_sent(self) -> None:
        """The line's own buffer would hide a blocked printer for several chunks."""
        end = time.monotonic() + self._timeout_s
        while self._device.out_waiting:
            if time.monotonic() > end:
                raise TimeoutError("the serial line does not take the bytes")
            time.sleep(_DRAIN_STEP_S)

    def _read(self) -> bytes:
        return bytes(self._device.read(max(1, self._device.in_waiting)))

    def close(self) -> None:
        """Close without waiting for bytes that a blocked printer will never take."""
        if self._device:
            line = self._device
            self._device = None
            try:
                line.reset_output_buffer()
            finally:
                line.close()


class FileLink(File):  # type: ignore[misc]
    """A device file of the kernel's printer driver, or a plain file; it never answers."""

    answers_for_delivery = False

    def __init__(self, address: str, width_px: int, timeout_s: float) -> None:
        """`address` is the path; a plain file grows with every job."""
        super().__init__(devfile=address, profile=make_profile(width_px))
        self._timeout_s = timeout_s

    def open(self, raise_not_found: bool = True) -> None:
        """Open without waiting for a reader or a ready printer."""
        self.close()
        # A file of the printer's name among the devices would take slips in silence.
        is_device = self.devfile.startswith("/dev/")
        create = 0 if is_device else os.O_CREAT | os.O_NOFOLLOW
        flags = os.O_WRONLY | os.O_APPEND | os.O_NONBLOCK | os.O_CLOEXEC | create
        handle = os.open(self.devfile, flags, 0o600)
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            os.close(handle)
            raise IsADirectoryError(self.devfile)
        self._device = os.fdopen(handle, "wb", buffering=0)

    def _raw(self, msg: bytes) -> None:
        for chunk in chunks_of(msg):
            rest = chunk
            while rest:
                _, ready, _ = select.select((), (self._device,), (), self._timeout_s)
                if not ready:
                    raise TimeoutError("the device file does not take the bytes")
                rest = rest[self._device.write(rest) or 0 :]

    def _read(self) -> bytes:
        return b""
