"""Single decoders under the name a comparison gives them: what our reader is measured against."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import cv2
import numpy as np
import zxingcpp

from drivers.scanner.zbar import symbols_of
from drivers.scanner.zbar_process import Scanner

if TYPE_CHECKING:
    from kiosk.ports.camera import Image

Read = Callable[["Image"], list[tuple[bytes, str]]]
"""A grey image's codes: bytes and text of each."""

ZXING = "zxing-cpp"
ZXING_PLAIN = "zxing-cpp, plain text"
ZBAR = "zbar, binary mode"
OPENCV = "OpenCV"

_QR = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode])


def _zxing(mode: zxingcpp.TextMode) -> Read:
    def read(grey: Image) -> list[tuple[bytes, str]]:
        found = zxingcpp.read_barcodes(grey, formats=_QR, text_mode=mode)
        return [(code.bytes, _utf8_or(code.bytes, code.text)) for code in found]

    return read


def _utf8_or(raw: bytes, guess: str) -> str:
    """Vietnamese cards state no character set: every engine is read as kindly as ours."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return guess


def _opencv() -> Read:
    detector = cv2.QRCodeDetector()

    def read(grey: Image) -> list[tuple[bytes, str]]:
        try:
            text, _, _ = detector.detectAndDecode(grey)
        except (cv2.error, UnicodeDecodeError):
            # It fails on some pictures and on text that is not UTF-8: nothing read.
            return []
        return [(text.encode("utf-8", "surrogateescape"), text)] if text else []

    return read


@contextmanager
def rivals() -> Iterator[dict[str, Read]]:
    """Name → reader of every single engine; zbar only where its library is.

    From then on OpenCV uses one thread in this process: costs are compared on one core.
    """
    cv2.setNumThreads(1)
    readers = {
        ZXING: _zxing(zxingcpp.TextMode.HRI),
        ZXING_PLAIN: _zxing(zxingcpp.TextMode.Plain),
    }
    zbar = _zbar_scanner()
    try:
        if zbar is not None:
            scanner = zbar

            def read_zbar(grey: Image) -> list[tuple[bytes, str]]:
                # In this process: nothing between it and the picture.
                pixels = np.ascontiguousarray(grey)
                height, width = pixels.shape
                found = scanner.scan(pixels.ctypes.data, width, height, 1)
                return [(symbol.raw, symbol.text) for symbol in symbols_of(found).symbols]

            readers[ZBAR] = read_zbar
        readers[OPENCV] = _opencv()
        yield readers
    finally:
        if zbar is not None:
            zbar.close()


def _zbar_scanner() -> Scanner | None:
    try:
        return Scanner()
    except (ImportError, OSError):
        return None
