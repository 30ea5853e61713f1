"""What a decoder sees in a picture, and the first of the two: zxing-cpp (`zbar.py` is the other).

Rules and measurements: docs/spec/credentials.md §6.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import zxingcpp

from drivers.scanner.structured_append import is_appended
from kiosk.base.dataclass import dataclass
from kiosk.ports.codes import Corners, Engine, Symbol

if TYPE_CHECKING:
    from kiosk.ports.camera import Image

_Format = zxingcpp.BarcodeFormat
_QR_FORMATS = zxingcpp.BarcodeFormats([_Format.QRCodeModel2])
"""`QRCode` would be the family, Micro QR and rMQR among it."""
_WITH_ECI = "]Q2"


@dataclass(frozen=True, slots=True)
class Suspect:
    """A code that was seen but could not be read."""

    corners: Corners
    modules: int | None
    """Modules a side, as far as the decoder could tell."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """What one pass saw: codes it read, and those it could not read, the largest first."""

    symbols: tuple[Symbol, ...] = ()
    suspects: tuple[Suspect, ...] = ()
    has_appended: bool = False
    """One of the suspects was read and is one of several codes that are one message."""


class ZxingEngine:
    """zxing-cpp for QR alone: all formats together take twenty times as long.

    Micro QR is left out: no credential uses it, and its weak check finds digits in crumpled codes.
    """

    def read(self, grey: Image, *, looks_closely: bool = False) -> Sighting:
        """Every code in a grey image; `looks_closely` also looks for it at smaller scales."""
        symbols = []
        suspects = []
        has_appended = False
        for code in zxingcpp.read_barcodes(
            grey,
            formats=_QR_FORMATS,
            text_mode=zxingcpp.TextMode.Plain,
            try_downscale=looks_closely,
            return_errors=True,
        ):
            corners = corners_of(code)
            # It is put together anew each time somebody asks.
            extra = code.extra
            modules = _modules(extra)
            if not code.valid:
                suspects.append(Suspect(corners, modules))
                continue
            if modules is not None and _is_appended(grey, corners, modules, extra):
                suspects.append(Suspect(corners, modules))
                has_appended = True
                continue
            raw = bytes(code.bytes)
            text, is_guessed = code.text, False
            if code.symbology_identifier != _WITH_ECI:
                # Without a stated character set only UTF-8 is certain; the rest is a guess.
                try:
                    text = raw.decode("utf-8")
                except UnicodeDecodeError:
                    is_guessed = True
            symbols.append(Symbol(raw, text, "QRCode", corners, Engine.ZXING, is_guessed, modules))
        suspects.sort(key=lambda suspect: -area(suspect.corners))
        return Sighting(tuple(symbols), tuple(suspects), has_appended)


def corners_of(code: zxingcpp.Barcode) -> Corners:
    """Where zxing-cpp found a code."""
    place = code.position
    return (
        (place.top_left.x, place.top_left.y),
        (place.top_right.x, place.top_right.y),
        (place.bottom_right.x, place.bottom_right.y),
        (place.bottom_left.x, place.bottom_left.y),
    )


def _modules(extra: object) -> int | None:
    version = str(extra.get("Version", "")) if isinstance(extra, dict) else ""
    return 17 + 4 * int(version) if version.isdigit() else None


def _is_appended(grey: Image, corners: Corners, modules: int, extra: object) -> bool:
    mask = extra.get("DataMask") if isinstance(extra, dict) else None
    return isinstance(mask, int) and is_appended(grey, corners, modules, mask)


def area(corners: Corners) -> float:
    """Twice the area of the outline, px²: what its diagonals span."""
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = corners
    return abs((ax - cx) * (by - dy) - (bx - dx) * (ay - cy))
