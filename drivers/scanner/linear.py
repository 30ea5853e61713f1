"""Bar codes of one dimension, for venues that switch them on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import zxingcpp

from drivers.scanner.engines import corners_of
from kiosk.ports.codes import Engine, Symbol

if TYPE_CHECKING:
    from kiosk.ports.camera import Image

_Format = zxingcpp.BarcodeFormat
_FORMATS = zxingcpp.BarcodeFormats([_Format.Code128, _Format.Code39, _Format.EAN13, _Format.EAN8])
LINEAR_FORMATS = frozenset({"Code128", "Code39", "EAN13", "EAN8"})
_MIN_CHARS = 4
"""The weak checks of bar codes find shorter ones in print and fabric."""


class LinearEngine:
    """zxing-cpp for Code 128, Code 39 and EAN, on every second image: it takes longer than for QR.

    One read proves nothing: Code 39 has no check at all. `ScanDebouncer` asks for two equal ones.
    """

    def __init__(self) -> None:
        self._is_due = False

    def read(self, grey: Image) -> tuple[Symbol, ...]:
        """The bar codes of every second grey image."""
        self._is_due = not self._is_due
        if not self._is_due:
            return ()
        found = zxingcpp.read_barcodes(
            grey,
            formats=_FORMATS,
            text_mode=zxingcpp.TextMode.Plain,
            try_downscale=False,
            try_invert=False,
        )
        return tuple(
            Symbol(bytes(code.bytes), code.text, code.format.name, corners_of(code), Engine.ZXING)
            for code in found
            if len(code.text) >= _MIN_CHARS
        )
