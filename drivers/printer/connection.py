"""One connection to a printer, and the only place where its libraries' exceptions become faults.

Every transport is a python-escpos printer class: that library makes the commands, ours decide how
bytes are carried. A link is opened for one job or one status query and closed after it: a kept
connection goes stale when the printer is switched off, and then fails for ever.
"""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from PIL import Image

from kiosk.base.errors import DeviceFault, DeviceFaultKind

CHUNK_BYTES = 4096
"""No single write is longer, so that a blocked printer is noticed within one time limit."""
READ_WAIT_S = 0.05
"""How long one read waits for the printer's answer."""


class PrinterConnection(Protocol):
    """A python-escpos printer, as far as we use it."""

    answers_for_delivery: bool
    """Only an answer after the job proves delivery: its bytes may vanish on the way."""

    def open(self) -> None:
        """Connect."""
        ...

    def close(self) -> None:
        """Disconnect; safe to call twice."""
        ...

    def image(self, img_source: Image.Image, *, impl: str, fragment_height: int) -> None:
        """Send an image."""
        ...

    def print_and_feed(self, n: int) -> None:
        """Feed `n` lines."""
        ...

    def _raw(self, msg: bytes) -> None:
        """Send bytes."""
        ...

    def _read(self) -> bytes:
        """What the printer answered within READ_WAIT_S; empty if nothing."""
        ...


_KINDS = {
    errno.ENOENT: DeviceFaultKind.MISSING,
    errno.ENXIO: DeviceFaultKind.MISSING,
    errno.ECONNREFUSED: DeviceFaultKind.MISSING,
    errno.EHOSTUNREACH: DeviceFaultKind.MISSING,
    errno.ENETUNREACH: DeviceFaultKind.MISSING,
    errno.EACCES: DeviceFaultKind.MISSING,
    errno.EPERM: DeviceFaultKind.MISSING,
    errno.EBUSY: DeviceFaultKind.BUSY,
    errno.ETIMEDOUT: DeviceFaultKind.TIMEOUT,
    errno.EAGAIN: DeviceFaultKind.TIMEOUT,
}


@contextmanager
def device_faults(on_open: bool = False) -> Iterator[None]:
    """Turns whatever python-escpos, pyusb, pyserial or a socket raises into a DeviceFault.

    pyusb's NoBackendError is a ValueError, and python-escpos asserts. While opening, a failure
    that the system does not explain means MISSING, an address that nothing can be opened by
    included; later it means LOST.
    """
    unexplained = DeviceFaultKind.MISSING if on_open else DeviceFaultKind.LOST
    try:
        yield
    except DeviceFault:
        raise
    except TimeoutError as error:
        kind = DeviceFaultKind.MISSING if on_open else DeviceFaultKind.TIMEOUT
        raise DeviceFault(kind, "printer", _detail(error)) from error
    except OSError as error:
        kind = _KINDS.get(error.errno or 0, unexplained)
        if not on_open and kind is DeviceFaultKind.MISSING:
            kind = DeviceFaultKind.LOST
        raise DeviceFault(kind, "printer", _detail(error)) from error
    except AssertionError as error:
        raise DeviceFault(unexplained, "printer", _detail(error)) from error
    except Exception as error:
        is_bad_address = on_open and isinstance(error, ValueError)
        if not is_bad_address and not _is_from_library(error):
            raise
        raise DeviceFault(unexplained, "printer", _detail(error)) from error


def _is_from_library(error: Exception) -> bool:
    import usb.core
    from escpos.exceptions import Error

    return isinstance(error, (Error, usb.core.NoBackendError))


def _detail(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"
