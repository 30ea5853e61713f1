"""Picture files in grey, as they are needed to read codes: within bounds, light or dark, worn.

What a file holds is told from its head, before anything is unpacked: a picture of some kilobytes
may come to gigabytes.
"""

from __future__ import annotations

import stat
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import cv2
import numpy as np
from PIL import Image as Pictures

from kiosk.base.dataclass import dataclass
from kiosk.base.phrases import Phrase

if TYPE_CHECKING:
    from kiosk.ports.camera import Image

MAX_PIXELS = 64_000_000
MAX_FILE_BYTES = 256_000_000
_ALPHA = frozenset({"LA", "La", "PA", "RGBA", "RGBa"})


class PictureFault(ValueError):
    """A file that is not read; its text is a phrase that says why."""


@dataclass(frozen=True, slots=True)
class _Head:
    width: int
    height: int
    is_transparent: bool


def grey_pictures(path: Path, most_pixels: int = MAX_PIXELS) -> Iterator[Image]:
    """A file's picture in grey; a transparent one laid on white, and then on black.

    Sixteen bits are stretched over what they are used for: some cameras and scanners fill ten of
    them. Of several pictures in one file the first. Raises PictureFault and OSError.
    """
    found = path.stat()
    if not stat.S_ISREG(found.st_mode):
        raise PictureFault(Phrase("not a file"))
    if found.st_size > MAX_FILE_BYTES:
        most_mb = MAX_FILE_BYTES // 1_000_000
        raise PictureFault(Phrase("larger than {most_mb} MB", most_mb=most_mb))
    head = _head(path)
    if head.width * head.height > most_pixels:
        raise PictureFault(
            Phrase(
                "{width} × {height} pixels are more than {most} million (--max-megapixels)",
                width=head.width,
                height=head.height,
                most=f"{most_pixels / 1e6:g}",
            )
        )
    try:
        if head.is_transparent:
            yield from _laid(path)
        else:
            yield _opaque(path)
    except MemoryError:
        raise PictureFault(Phrase("needs too much memory")) from None


def _head(path: Path) -> _Head:
    with warnings.catch_warnings():
        # Of sizes, which are judged here, and of damaged parts, which the decoder judges.
        warnings.simplefilter("ignore")
        bound, Pictures.MAX_IMAGE_PIXELS = Pictures.MAX_IMAGE_PIXELS, None
        try:
            with Pictures.open(path) as picture:
                is_transparent = picture.mode in _ALPHA or "transparency" in picture.info
                return _Head(*picture.size, is_transparent)
        except OSError as error:
            if error.errno is not None:
                raise
            raise _not_an_image() from None
        except (ValueError, SyntaxError, ArithmeticError, LookupError, TypeError):
            # What its readers of some formats raise on damaged heads.
            raise _not_an_image() from None
        finally:
            Pictures.MAX_IMAGE_PIXELS = bound


def _opaque(path: Path) -> Image:
    encoded = np.fromfile(path, dtype=np.uint8)
    try:
        picture = cv2.imdecode(encoded, cv2.IMREAD_GRAYSCALE | cv2.IMREAD_ANYDEPTH)
    except cv2.error as error:
        if error.code == cv2.Error.StsNoMem:
            raise MemoryError from None
        picture = None
    if picture is None:
        raise _not_an_image()
    if picture.dtype == np.uint8:
        return np.asarray(picture, dtype=np.uint8)
    return _stretched(picture)


def _stretched(picture: cv2.typing.MatLike) -> Image:
    """A picture of more than eight bits, over the levels that all but a thousandth of it uses."""
    some = picture[:: 1 + picture.shape[0] // 1000, :: 1 + picture.shape[1] // 1000]
    with np.errstate(invalid="ignore"):
        low, high = (float(level) for level in np.nanpercentile(some, (0.1, 99.9)))
    if not high > low:
        return np.zeros(picture.shape, dtype=np.uint8)
    scale = 255 / (high - low)
    return np.asarray(
        cv2.addWeighted(picture, scale, picture, 0, -low * scale, dtype=cv2.CV_8U), dtype=np.uint8
    )


def _laid(path: Path) -> Iterator[Image]:
    try:
        with Pictures.open(path) as picture:
            both = np.asarray(picture.convert("RGBA").convert("LA"))
    except (OSError, ValueError, SyntaxError, ArithmeticError, LookupError, TypeError):
        raise _not_an_image() from None
    cover = np.ascontiguousarray(both[..., 1])
    lit = cv2.multiply(both[..., 0], cover, scale=1 / 255)
    yield np.asarray(cv2.add(lit, cv2.bitwise_not(cover)), dtype=np.uint8)
    yield np.asarray(lit, dtype=np.uint8)


def _not_an_image() -> PictureFault:
    return PictureFault(Phrase("not an image that can be read"))
