"""A USB bus under the real pyusb with the simulated printer as its one device."""

from __future__ import annotations

import array
import errno
from collections.abc import Iterator
from types import SimpleNamespace

import usb.backend
import usb.core

from drivers.printer.simulated import SimulatedPrinter

SERIAL_NUMBER = "SYN0001"
_OUT, _IN = 0x03, 0x81
"""Not the endpoints python-escpos takes for granted."""
_GET_DESCRIPTOR_STRING = 0x03


class UsbBus(usb.backend.IBackend):  # type: ignore[misc]  # pyusb has no types
    """What pyusb asks of libusb, answered from the simulated printer."""

    def __init__(self, printer: SimulatedPrinter) -> None:
        self._printer = printer
        self._has_kernel_driver = True
        self.open_handles = 0
        self.is_claimed_elsewhere = False

    def enumerate_devices(self) -> Iterator[object]:
        try:
            self._printer.connect()
        except OSError:
            return
        yield SimpleNamespace()

    def get_parent(self, dev: object) -> None:
        return None

    def get_device_descriptor(self, dev: object) -> object:
        return SimpleNamespace(
            bLength=18, bDescriptorType=1, bcdUSB=0x200, bDeviceClass=0, bDeviceSubClass=0,
            bDeviceProtocol=0, bMaxPacketSize0=64, idVendor=0x0FE6, idProduct=0x811E,
            bcdDevice=0x100, iManufacturer=0, iProduct=0, iSerialNumber=3, bNumConfigurations=1,
            address=1, bus=1, port_number=1, port_numbers=(1,), speed=2,
        )  # fmt: skip

    def get_configuration_descriptor(self, dev: object, config: int) -> object:
        if config:
            raise IndexError(config)
        return SimpleNamespace(
            bLength=9, bDescriptorType=2, wTotalLength=32, bNumInterfaces=1,
            bConfigurationValue=1, iConfiguration=0, bmAttributes=0xC0, bMaxPower=1,
            extra_descriptors=[],
        )  # fmt: skip

    def get_interface_descriptor(self, dev: object, intf: int, alt: int, config: int) -> object:
        if intf or alt:
            raise IndexError(intf)
        return SimpleNamespace(
            bLength=9, bDescriptorType=4, bInterfaceNumber=0, bAlternateSetting=0,
            bNumEndpoints=2, bInterfaceClass=7, bInterfaceSubClass=1, bInterfaceProtocol=2,
            iInterface=0, extra_descriptors=[],
        )  # fmt: skip

    def get_endpoint_descriptor(
        self, dev: object, ep: int, intf: int, alt: int, config: int
    ) -> object:
        return SimpleNamespace(
            bLength=7, bDescriptorType=5, bEndpointAddress=(_IN, _OUT)[ep], bmAttributes=2,
            wMaxPacketSize=64, bInterval=0, bRefresh=0, bSynchAddress=0, extra_descriptors=[],
        )  # fmt: skip

    def open_device(self, dev: object) -> object:
        self.open_handles += 1
        return SimpleNamespace(connection=self._printer.connect())

    def close_device(self, dev_handle: object) -> None:
        self.open_handles -= 1

    def get_configuration(self, dev_handle: object) -> int:
        return 1

    def is_kernel_driver_active(self, dev_handle: object, intf: int) -> bool:
        return self._has_kernel_driver

    def detach_kernel_driver(self, dev_handle: object, intf: int) -> None:
        self._has_kernel_driver = False

    def claim_interface(self, dev_handle: object, intf: int) -> None:
        if self._has_kernel_driver or self.is_claimed_elsewhere:
            raise usb.core.USBError("busy", errno=errno.EBUSY)

    def release_interface(self, dev_handle: object, intf: int) -> None:
        pass

    def ctrl_transfer(
        self,
        dev_handle: object,
        bmRequestType: int,  # noqa: N803  # pyusb's names
        bRequest: int,  # noqa: N803
        wValue: int,  # noqa: N803
        wIndex: int,  # noqa: N803
        data: array.array[int],
        timeout: int,
    ) -> int:
        kind, index = wValue >> 8, wValue & 0xFF
        assert kind == _GET_DESCRIPTOR_STRING
        text = b"\x09\x04" if index == 0 else SERIAL_NUMBER.encode("utf-16-le")
        answer = bytes((len(text) + 2, kind)) + text
        data[: len(answer)] = array.array("B", answer)
        return len(answer)

    def bulk_write(
        self, dev_handle: SimpleNamespace, ep: int, intf: int, data: array.array[int], timeout: int
    ) -> int:
        assert ep == _OUT
        assert 0 < timeout <= 3000
        assert len(data) <= 4096
        # A bulk transfer may end early; the rest is the host's to send again.
        part = data.tobytes()[:1000]
        with _usb_errors():
            self._printer.write(dev_handle.connection, part)
        return len(part)

    def bulk_read(
        self, dev_handle: SimpleNamespace, ep: int, intf: int, buff: array.array[int], timeout: int
    ) -> int:
        assert ep == _IN
        assert len(buff) >= 64, "a shorter read overflows"
        with _usb_errors():
            answer = self._printer.read(dev_handle.connection)
        if not answer:
            raise usb.core.USBTimeoutError("timed out", errno=errno.ETIMEDOUT)
        buff[: len(answer)] = array.array("B", answer)
        return len(answer)


class _usb_errors:  # noqa: N801  # reads as a statement
    """The device's troubles as libusb reports them."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, TimeoutError):
            raise usb.core.USBTimeoutError("timed out", errno=errno.ETIMEDOUT) from error
        if isinstance(error, OSError):
            raise usb.core.USBError("no such device", errno=error.errno) from error
