"""Flattening: crumpled codes are read, planes stay as they are, nonsense yields nothing."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
import qrcode

from drivers.scanner.engines import ZxingEngine
from drivers.scanner.flatten import MAX_MODULES, flattened
from drivers.scanner.reader import TwoEngineReader
from drivers.scanner.still import StillReader
from kiosk.base.clock import SystemClock

STEP = 6
PLACE = ((60, 60), (60 + 6 * 41, 60), (60 + 6 * 41, 60 + 6 * 41), (60, 60 + 6 * 41))
TEXT = "001093029317|NGUYEN VAN A|1987-01-18|0|162979388586171100|<1<00<0123232422"


def code(version: int, text: str = TEXT) -> np.ndarray:
    drawn = qrcode.QRCode(version, qrcode.constants.ERROR_CORRECT_L, box_size=STEP, border=10)
    drawn.add_data(text, optimize=0)
    drawn.make(fit=False)
    return np.array(drawn.make_image().convert("L"), dtype=np.uint8)


def crumpled(image: np.ndarray, depth_px: float) -> np.ndarray:
    rows, columns = np.mgrid[0 : image.shape[0], 0 : image.shape[1]].astype(np.float32)
    x = columns + depth_px * np.sin(rows / 41) + 0.6 * depth_px * np.sin(columns / 29 + rows / 63)
    y = rows + depth_px * np.sin(columns / 37 + 1)
    return np.asarray(cv2.remap(image, x, y, cv2.INTER_LINEAR, borderValue=255), dtype=np.uint8)


def texts(image: np.ndarray, corners: tuple[tuple[int, int], ...], modules: int) -> list[str]:
    found = []
    for drawing in flattened(image, corners, modules):
        found += [symbol.text for symbol in ZxingEngine().read(drawing).symbols]
    return found


@pytest.mark.parametrize("is_inverted", [False, True])
def test_a_crumpled_code_is_read_where_the_engine_alone_fails(is_inverted: bool) -> None:
    image = crumpled(code(4), 2.0)
    if is_inverted:
        image = 255 - image
    sight = ZxingEngine().read(image)
    assert sight.symbols == ()
    (suspect, *_) = sight.suspects
    assert suspect.modules == 33
    read = texts(image, suspect.corners, 33)
    assert read
    assert set(read) == {TEXT}
    reader = TwoEngineReader(SystemClock())
    # Dear passes take turns with cheaper ones: a third of a second of frames must be enough.
    noise = np.random.default_rng(1)
    frames = (
        np.clip(image.astype(np.int16) + noise.integers(-3, 4, image.shape), 0, 255)
        for _ in range(10)
    )
    seen = [reader.read(frame.astype(np.uint8)) for frame in frames]
    assert {symbol.text for symbols in seen for symbol in symbols} == {TEXT}
    reader.close()
    still = StillReader(SystemClock())
    assert [symbol.text for symbol in still.read(image)] == [TEXT]
    still.close()


def test_an_even_code_is_drawn_as_it_is_at_every_size() -> None:
    for version in range(5, 21):
        modules = 17 + 4 * version
        image = code(version)
        first, last = 10 * STEP, (10 + modules) * STEP
        corners = ((first, first), (last, first), (last, last), (first, last))
        (drawing,) = flattened(image, corners, modules)
        assert np.array_equal(
            drawing[12:-12:3, 12:-12:3], image[first + 3 : last : STEP, first + 3 : last : STEP]
        )


def test_nothing_comes_for_what_no_code_can_be() -> None:
    image = code(6)
    for modules in (0, 20, 22, MAX_MODULES + 4):
        assert list(flattened(image, PLACE, modules)) == []
    assert list(flattened(image, ((5, 5),) * 4, 41)) == []
    outside = ((-900, -900), (-500, -900), (-500, -500), (-900, -500))
    assert texts(image, outside, 41) == []


def test_noise_gives_no_text() -> None:
    rng = np.random.default_rng(3)
    for _ in range(40):
        image = cv2.GaussianBlur(rng.integers(0, 256, (400, 400), dtype=np.uint8), (0, 0), 2.5)
        for modules in (21, 29, 41):
            assert texts(np.asarray(image, dtype=np.uint8), PLACE, modules) == []
