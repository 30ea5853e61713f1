"""The two decoders behind one interface: zxing-cpp, and libzbar through pyzbar's bindings.

Rules and measurements: docs/spec/credentials.md §6.
"""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import zxingcpp

from drivers.scanner.structured_append import is_appended
from kiosk.ports.codes import Corners, Engine, Symbol

if TYPE_CHECKING:
    from kiosk.ports.camera import Image

_Format = zxingcpp.BarcodeFormat
_QR_FORMATS = zxingcpp.BarcodeFormats([_Format.QRCodeModel2])
"""`QRCode` would be the family, Micro QR and rMQR among it."""
_WITH_ECI = "]Q2"

_ZBAR_BINARY = 4
_ZBAR_PARTIAL = 1
_ZBAR_X_DENSITY = 0x100
_ZBAR_Y_DENSITY = 0x101
_GREY = int.from_bytes(b"Y800", "little")


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
            if not code.valid:
                suspects.append(Suspect(corners, _modules(code)))
                continue
            if _is_appended(grey, code):
                suspects.append(Suspect(corners, _modules(code)))
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
            symbols.append(
                Symbol(raw, text, "QRCode", corners, Engine.ZXING, is_guessed, _modules(code))
            )
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


def _modules(code: zxingcpp.Barcode) -> int | None:
    extra = code.extra
    version = str(extra.get("Version", "")) if isinstance(extra, dict) else ""
    return 17 + 4 * int(version) if version.isdigit() else None


def _is_appended(grey: Image, code: zxingcpp.Barcode) -> bool:
    modules, extra = _modules(code), code.extra
    mask = extra.get("DataMask") if isinstance(extra, dict) else None
    if modules is None or not isinstance(mask, int):
        return False
    return is_appended(grey, corners_of(code), modules, mask)


def area(corners: Corners) -> float:
    """Twice the area of the outline, px²."""
    return abs(
        sum(
            x0 * y1 - x1 * y0
            for (x0, y0), (x1, y1) in zip(corners, corners[1:] + corners[:1], strict=True)
        )
    )


def _load_zbar() -> Any | None:
    """pyzbar's bindings, or None: importing them without libzbar raises ImportError."""
    try:
        from pyzbar import wrapper
    except (ImportError, OSError):
        return None
    return wrapper


def zbar_available() -> bool:
    """Whether the second decoder's library (Debian: libzbar0) is installed."""
    return _load_zbar() is not None


class ZbarEngine:
    """libzbar for QR alone, in the binary mode that pyzbar does not name.

    Otherwise it takes UTF-8 Vietnamese for Big5 or Shift-JIS. Its other symbologies find codes
    where none are. One scanner serves all images; `close` frees it.
    """

    def __init__(self) -> None:
        """Raises ImportError without libzbar."""
        from pyzbar import wrapper

        self._zbar: Any = wrapper
        self._scanner: Any = wrapper.zbar_image_scanner_create()
        configure = wrapper.zbar_image_scanner_set_config
        configure(self._scanner, 0, wrapper.ZBarConfig.CFG_ENABLE, 0)
        configure(self._scanner, wrapper.ZBarSymbol.QRCODE, wrapper.ZBarConfig.CFG_ENABLE, 1)
        configure(self._scanner, wrapper.ZBarSymbol.QRCODE, _ZBAR_BINARY, 1)

    def read(self, grey: Image, *, line_step: int = 1) -> Sighting:
        """Every QR code in a grey image, scanning each `line_step`th row and column."""
        zbar = self._zbar
        for density in (_ZBAR_X_DENSITY, _ZBAR_Y_DENSITY):
            zbar.zbar_image_scanner_set_config(self._scanner, 0, density, line_step)
        height, width = grey.shape
        pixels = np.ascontiguousarray(grey)
        image = zbar.zbar_image_create()
        try:
            zbar.zbar_image_set_format(image, _GREY)
            zbar.zbar_image_set_size(image, width, height)
            zbar.zbar_image_set_data(
                image, pixels.ctypes.data_as(ctypes.c_void_p), pixels.size, None
            )
            zbar.zbar_scan_image(self._scanner, image)
            symbols = []
            found = zbar.zbar_image_first_symbol(image)
            while found:
                # It joins codes that are one message when all are in view; one alone is none.
                if found.contents.type != _ZBAR_PARTIAL:
                    symbols.append(self._symbol(found))
                found = zbar.zbar_symbol_next(found)
            return Sighting(tuple(symbols))
        finally:
            zbar.zbar_image_destroy(image)

    def _symbol(self, found: Any) -> Symbol:
        zbar = self._zbar
        length = zbar.zbar_symbol_get_data_length(found)
        raw = ctypes.string_at(zbar.zbar_symbol_get_data(found), length)
        text, is_guessed = _guess_text(raw)
        points = [
            (zbar.zbar_symbol_get_loc_x(found, index), zbar.zbar_symbol_get_loc_y(found, index))
            for index in range(zbar.zbar_symbol_get_loc_size(found))
        ]
        return Symbol(raw, text, "QRCode", _corners(points), Engine.ZBAR, is_guessed)

    def close(self) -> None:
        """Free the scanner; safe to call twice."""
        if self._scanner is not None:
            self._zbar.zbar_image_scanner_destroy(self._scanner)
            self._scanner = None


def _guess_text(raw: bytes) -> tuple[str, bool]:
    """Text of bytes without a stated character set, and whether it is a guess."""
    try:
        return raw.decode("utf-8"), False
    except UnicodeDecodeError:
        # Shift-JIS is what the QR standard's Kanji mode writes; Latin-1 takes everything.
        try:
            return raw.decode("shift_jis"), True
        except UnicodeDecodeError:
            return raw.decode("latin-1"), True


def _corners(points: list[tuple[int, int]]) -> Corners:
    """zbar's outline: top left, bottom left, bottom right, top right for a QR code."""
    if len(points) == 4:
        return points[0], points[3], points[2], points[1]
    xs = [x for x, _ in points] or [0]
    ys = [y for _, y in points] or [0]
    left, right, top, bottom = min(xs), max(xs), min(ys), max(ys)
    return (left, top), (right, top), (right, bottom), (left, bottom)
