"""Reads a rendered slip back, so that no slip leaves whose code says something else."""

from __future__ import annotations

import zxingcpp
from PIL import Image, ImageOps

_FORMATS = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
PAPER_EDGE_PX = 20
"""White around the image, less than any paper leaves beside its printable width."""


def is_readable(image: Image.Image, expected: str) -> bool:
    """Whether the image holds exactly one QR code, and its bytes are `expected`."""
    framed = ImageOps.expand(image.convert("L"), border=PAPER_EDGE_PX, fill=255)
    symbols = zxingcpp.read_barcodes(framed, formats=_FORMATS)
    return [symbol.bytes for symbol in symbols] == [expected.encode()]
