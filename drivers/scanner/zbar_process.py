"""libzbar in a process of its own: what runs there (`zbar.py` starts and asks it).

Its library has crashed on odd pictures (NaturalHistoryMuseum/pyzbar#83, mchehab/zbar#218), and a
native crash takes its whole process along. Pictures come in shared memory; questions and answers
are packets over a pair of sockets, and the process ends with them. It loads no more than the
library's bindings, so that it is back in a moment.
"""

from __future__ import annotations

import ctypes
import json
import mmap
import signal
import socket
import sys
import time
from struct import Struct
from typing import Any

REQUEST = Struct("<IIIf")
"""Width and height, px; every how many rows and columns; seconds after which to give up."""
MAX_PACKET = 1 << 17
READY, MISSING = b"ready", b"missing"
"""The first packet: the library is loaded, or there is none."""
_MAX_SYMBOLS = 16
"""So that an answer fits a packet: the largest code holds 2,953 bytes."""

_BINARY = 4
_PARTIAL = 1
_X_DENSITY, _Y_DENSITY = 0x100, 0x101
_GREY = int.from_bytes(b"Y800", "little")
_PR_SET_DUMPABLE = 4

Found = tuple[bytes, list[tuple[int, int]]]
"""A code's bytes and the corners of its outline: top left, bottom left, bottom right, top right."""


class Scanner:
    """libzbar for QR alone, in the binary mode that pyzbar does not name.

    Otherwise it takes UTF-8 Vietnamese for Big5 or Shift-JIS. Its other symbologies find codes
    where none are. One serves all images; `close` frees it.
    """

    def __init__(self) -> None:
        """Raises ImportError without libzbar."""
        from pyzbar import wrapper

        self._zbar: Any = wrapper
        self._scanner: Any = wrapper.zbar_image_scanner_create()
        configure = wrapper.zbar_image_scanner_set_config
        configure(self._scanner, 0, wrapper.ZBarConfig.CFG_ENABLE, 0)
        configure(self._scanner, wrapper.ZBarSymbol.QRCODE, wrapper.ZBarConfig.CFG_ENABLE, 1)
        configure(self._scanner, wrapper.ZBarSymbol.QRCODE, _BINARY, 1)

    def scan(self, address: int, width: int, height: int, line_step: int) -> list[Found]:
        """Every QR code in the grey pixels at `address`, by each `line_step`th row and column."""
        zbar = self._zbar
        for density in (_X_DENSITY, _Y_DENSITY):
            zbar.zbar_image_scanner_set_config(self._scanner, 0, density, line_step)
        image = zbar.zbar_image_create()
        try:
            zbar.zbar_image_set_format(image, _GREY)
            zbar.zbar_image_set_size(image, width, height)
            pixels = ctypes.c_void_p(address)
            zbar.zbar_image_set_data(image, pixels, width * height, None)
            zbar.zbar_scan_image(self._scanner, image)
            found = []
            symbol = zbar.zbar_image_first_symbol(image)
            while symbol:
                # It joins codes that are one message when all are in view; one alone is none.
                if symbol.contents.type != _PARTIAL:
                    found.append(self._found(symbol))
                symbol = zbar.zbar_symbol_next(symbol)
            return found
        finally:
            zbar.zbar_image_destroy(image)

    def _found(self, symbol: Any) -> Found:
        zbar = self._zbar
        length = zbar.zbar_symbol_get_data_length(symbol)
        raw = ctypes.string_at(zbar.zbar_symbol_get_data(symbol), length)
        points = [
            (zbar.zbar_symbol_get_loc_x(symbol, index), zbar.zbar_symbol_get_loc_y(symbol, index))
            for index in range(zbar.zbar_symbol_get_loc_size(symbol))
        ]
        return raw, points

    def close(self) -> None:
        """Free the scanner; safe to call twice."""
        if self._scanner is not None:
            self._zbar.zbar_image_scanner_destroy(self._scanner)
            self._scanner = None


def serve(line: socket.socket, memory: int) -> None:
    """Answer questions about the picture in the shared file `memory` until the line ends."""
    try:
        scanner = Scanner()
    except (ImportError, OSError):
        line.send(MISSING)
        return
    line.send(READY)
    began_s = time.process_time()
    shared: mmap.mmap | None = None
    address = 0
    while request := line.recv(REQUEST.size):
        width, height, line_step, patience_s = REQUEST.unpack(request)
        if shared is None or len(shared) < width * height:
            # The asker made the file larger.
            shared = mmap.mmap(memory, 0)
            address = ctypes.addressof(ctypes.c_char.from_buffer(shared))
        # The signal's own effect ends the process even in the library's depths, and even when the
        # asker is gone.
        signal.setitimer(signal.ITIMER_REAL, patience_s)
        found = scanner.scan(address, width, height, line_step)[:_MAX_SYMBOLS]
        signal.setitimer(signal.ITIMER_REAL, 0)
        answer = {
            "found": [(raw.hex(), points[:64]) for raw, points in found],
            "cpu_s": time.process_time() - began_s,
        }
        line.send(json.dumps(answer).encode("ascii"))


def main(arguments: list[str]) -> int:
    """Serve the socket and the shared file whose numbers are given."""
    # Ctrl+C is for the asker, whose end ends this; and a crash must leave no picture behind.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
    line_number, memory = map(int, arguments)
    with socket.socket(fileno=line_number) as line:
        try:
            serve(line, memory)
        except ConnectionError:
            return 0
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
