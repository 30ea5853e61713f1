"""Pictures without a code: patterns, print, screens, fabrics. Nothing is read, live or still.

Fault H5's other half: a wrong text is worse than none, and every pass makes new pictures.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import cv2
import numpy as np
import pytest

from drivers.scanner.reader import TwoEngineReader
from drivers.scanner.still import StillReader
from kiosk.base.clock import ManualClock

pytestmark = [pytest.mark.slow, pytest.mark.fault("H5")]

Draw = Callable[[random.Random, np.random.Generator, int, int], np.ndarray]
PICTURES = 400
"""Of each kind; there are five."""


def patterns(choose: random.Random, rng: np.random.Generator, tall: int, wide: int) -> np.ndarray:
    """Checks, nested squares and rings: much that is one part of a finder pattern."""
    image = np.full((tall, wide), 235, dtype=np.uint8)
    module = choose.randrange(3, 9)
    match choose.randrange(3):
        case 0:
            rows, columns = np.indices(image.shape) // module
            image[(rows + columns * choose.randrange(1, 3)) % 2 == 0] = 20
        case 1:
            for _ in range(choose.randrange(3, 30)):
                x, y = choose.randrange(wide), choose.randrange(tall)
                for side, level in ((7, 20), (5, 235), (3, 20)):
                    reach = side * module // 2
                    cv2.rectangle(image, (x - reach, y - reach), (x + reach, y + reach), level, -1)
        case _:
            for radius in range(wide, 0, -module):
                level = 20 if radius // module % 2 else 235
                cv2.circle(image, (wide // 2, tall // 2), radius, level, -1)
    return image


def text(choose: random.Random, rng: np.random.Generator, tall: int, wide: int) -> np.ndarray:
    """Lines of print in some sizes, and tables."""
    image = np.full((tall, wide), choose.randrange(180, 256), dtype=np.uint8)
    size = choose.uniform(0.3, 1.2)
    letters = "ABCDEFGHKLMNOPQRSTUVXYabcdeghiklmnopqrstuvxy0123456789 |#&@%[]"
    for row in range(12, tall, round(30 * size)):
        line = "".join(choose.choices(letters, k=120))
        cv2.putText(image, line, (4, row), choose.randrange(8), size, 30, choose.randrange(1, 3))
    if choose.random() < 0.3:
        for x in range(0, wide, choose.randrange(15, 60)):
            cv2.line(image, (x, 0), (x, tall), 60, 1)
    return image


def screens(choose: random.Random, rng: np.random.Generator, tall: int, wide: int) -> np.ndarray:
    """Windows, buttons and icons, seen through the grid of a screen's pixels."""
    image = np.full((tall, wide), choose.randrange(30, 255), dtype=np.uint8)
    for _ in range(choose.randrange(8, 60)):
        x, y = choose.randrange(wide), choose.randrange(tall)
        end = (x + choose.randrange(8, 160), y + choose.randrange(8, 90))
        cv2.rectangle(image, (x, y), end, choose.randrange(256), choose.choice((-1, 1, 2, 4)))
        cv2.putText(image, str(choose.randrange(10**6)), (x, y), 0, 0.5, choose.randrange(256), 1)
    rows, columns = np.indices(image.shape)
    grid = 1 - 0.3 * ((rows % choose.randrange(2, 5) == 0) | (columns % 3 == 0))
    return np.asarray(image * grid, dtype=np.uint8)


def fabrics(choose: random.Random, rng: np.random.Generator, tall: int, wide: int) -> np.ndarray:
    """Weave, houndstooth and knit, a little out of shape."""
    rows, columns = np.indices((tall, wide)).astype(np.float32)
    wave = choose.uniform(0, 4)
    rows += wave * np.sin(columns / choose.uniform(15, 60)).astype(np.float32)
    step = choose.uniform(3, 14)
    warp, weft = (rows / step).astype(int), (columns / step).astype(int)
    tooth = ((warp + weft) % 4 < 2) ^ ((rows.astype(int) + columns.astype(int)) % 8 < 4)
    image = np.where(tooth, choose.randrange(10, 110), choose.randrange(130, 250))
    grained = image + rng.normal(0, choose.uniform(1, 14), image.shape)
    return np.clip(grained, 0, 255).astype(np.uint8)


def modules(choose: random.Random, rng: np.random.Generator, tall: int, wide: int) -> np.ndarray:
    """Black and white squares, with corners as a code has, one of them missing or all there."""
    side, size = choose.randrange(21, 45, 4), choose.randrange(3, 6)
    code = rng.integers(0, 2, (side, side), dtype=np.uint8) * np.uint8(255)
    finder = np.pad(np.pad(np.zeros((3, 3), np.uint8), 1, constant_values=255), 1)
    finder = np.pad(finder, 1, constant_values=255)
    places = [(0, 0), (0, side - 7), (side - 7, 0)][: choose.randrange(1, 4)]
    padded = np.pad(code, 5, constant_values=255)
    for top, left in places:
        padded[top + 4 : top + 13, left + 4 : left + 13] = finder
    drawn = np.kron(padded, np.ones((size, size), dtype=np.uint8))
    image = np.full((max(tall, drawn.shape[0]), max(wide, drawn.shape[1])), 190, dtype=np.uint8)
    image[: drawn.shape[0], : drawn.shape[1]] = drawn
    return image


def lit(image: np.ndarray, choose: random.Random, rng: np.random.Generator) -> np.ndarray:
    """Half of them under light that is not even, so that the passes for it have work."""
    if choose.random() < 0.5:
        return image
    tall, wide = image.shape
    ramp = np.linspace(choose.uniform(0.05, 0.6), 1, wide, dtype=np.float32)
    soft = cv2.GaussianBlur(image * ramp, (0, 0), choose.uniform(0.3, 1.6))
    return np.clip(soft + rng.normal(0, 4, (tall, wide)), 0, 255).astype(np.uint8)


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(datetime(2026, 1, 1, tzinfo=UTC))


@pytest.fixture
def live(clock: ManualClock) -> Iterator[TwoEngineReader]:
    reader = TwoEngineReader(clock)
    assert reader.wait()
    yield reader
    reader.close()


@pytest.fixture
def still(clock: ManualClock) -> Iterator[StillReader]:
    reader = StillReader(clock)
    yield reader
    reader.close()


@pytest.mark.parametrize("draw", [patterns, text, screens, fabrics, modules])
def test_400_pictures_of_each_kind_hold_no_code(
    live: TwoEngineReader, still: StillReader, clock: ManualClock, draw: Draw
) -> None:
    choose, rng = random.Random(draw.__name__), np.random.default_rng(7)
    for number in range(PICTURES):
        tall, wide = choose.randrange(120, 330), choose.randrange(160, 440)
        image = lit(draw(choose, rng, tall, wide), choose, rng)
        assert still.read(image) == (), number
        for _ in range(3):
            clock.advance(choose.choice((0.04, 0.04, 1.0)))
            grain = rng.integers(0, 6, image.shape, dtype=np.uint8)
            assert live.read(cv2.add(image, grain)) == (), number
