"""What each alteration is for: a picture that is read with it and not without it."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
import pytest

from drivers.scanner.altered import (
    Altered,
    evened,
    levelled,
    refined,
    resized,
    shrunk,
    smoothed,
    thickened,
)
from drivers.scanner.engines import ZxingEngine
from tests.drivers.test_symbol_reader import picture

pytestmark = pytest.mark.fault("H18")

TEXT = "SYN Nguyễn Văn Mẫu, Phường Bến Nghé"


def u8(image: np.ndarray) -> np.ndarray:
    return np.clip(image, 0, 255).astype(np.uint8)


def under_lamp() -> np.ndarray:
    """A beam on one corner: white there, and a twentieth of it at the other end."""
    code = picture(TEXT, box=3).astype(np.float32) * 0.8 + 40
    side = np.arange(code.shape[0], dtype=np.float32) / code.shape[0]
    far = np.hypot(side[None] - 0.3, side[:, None] - 0.3)
    grain = np.random.default_rng(1).normal(0, 2, code.shape)
    return u8(code * (0.1 + 2.5 * np.exp(-((far / 0.3) ** 2))) + grain)


def noisy(box: int, blur_px: float, noise: float) -> np.ndarray:
    code = cv2.GaussianBlur(picture(TEXT, box=box).astype(np.float32), (0, 0), blur_px)
    return u8(110 + 0.25 * code + np.random.default_rng(2).normal(0, noise, code.shape))


def leaning() -> np.ndarray:
    """Seen from far below: a module is less than two pixels high and eight wide."""
    flat = cv2.resize(picture(TEXT, box=8), None, fx=1.0, fy=0.2, interpolation=cv2.INTER_AREA)
    return u8(40 + 0.7 * cv2.GaussianBlur(flat.astype(np.float32), (0, 0), 0.5))


def blotchy() -> np.ndarray:
    """Large, and worn all over in spots smaller than its modules."""
    code = picture(TEXT, box=32).astype(np.float32)
    spots = cv2.GaussianBlur(np.random.default_rng(1).normal(0, 1, code.shape), (0, 0), 2)
    return u8(code + 40 * spots / spots.std())


def broken_finders() -> np.ndarray:
    """Print that lacks a fine white line in every few pixels."""
    code = picture(TEXT, box=9).copy()
    code[:, ::4] = 255
    code[::4] = 255
    return code


CASES: dict[str, tuple[Callable[[], np.ndarray], Callable[[np.ndarray], Altered]]] = {
    "evened": (under_lamp, lambda grey: evened(grey, 1000, 31)),
    "levelled": (under_lamp, lambda grey: resized(levelled(grey), 2.0, 2.0)),
    "refined": (lambda: noisy(3, 1.0, 14.0), refined),
    "smoothed": (
        lambda: noisy(4, 0.6, 24.0),
        lambda grey: evened(smoothed(grey, 0.7), 1000, 31),
    ),
    "stretched": (leaning, lambda grey: resized(grey, 0.8, 2.5)),
    "shrunk": (blotchy, lambda grey: shrunk(grey, 450)),
    "thickened": (broken_finders, lambda grey: thickened(grey, 3)),
}


@pytest.mark.parametrize("name", CASES)
def test_an_alteration_reads_what_the_picture_itself_does_not_give(name: str) -> None:
    draw, alter = CASES[name]
    image = draw()
    assert ZxingEngine().read(image).symbols == ()
    altered = alter(image)
    found = altered.back(ZxingEngine().read(altered.picture)).symbols
    assert [symbol.text for symbol in found] == [TEXT]
    height, width = image.shape
    xs, ys = zip(*found[0].corners, strict=True)
    assert 0 < min(xs) < 0.3 * width
    assert 0.7 * width < max(xs) < width
    assert 0 < min(ys) < 0.3 * height
    assert 0.7 * height < max(ys) < height


def test_a_small_picture_is_not_shrunk() -> None:
    image = picture(TEXT)
    assert shrunk(image, image.shape[0]).picture is image
