"""Reads a rendered slip back, so that no slip leaves whose code says something else."""

from __future__ import annotations

from pathlib import Path

import zxingcpp
from PIL import Image, ImageOps

_FORMATS = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
PAPER_EDGE_PX = 20
"""White around the image, less than any paper leaves beside its printable width."""


def is_readable(image: Image.Image, expected: str) -> bool:
    """Whether the image holds exactly one QR code, and its bytes are `expected`."""
    return _codes(image) == [expected.encode()]


def codes_on(picture: Path) -> list[str]:
    """What the codes on a picture of a paper say. Raises OSError if it cannot be opened."""
    with Image.open(picture) as paper:
        return [code.decode("utf-8", "replace") for code in _codes(paper)]


def _codes(image: Image.Image) -> list[bytes]:
    framed = ImageOps.expand(image.convert("L"), border=PAPER_EDGE_PX, fill=255)
    return [symbol.bytes for symbol in zxingcpp.read_barcodes(framed, formats=_FORMATS)]
