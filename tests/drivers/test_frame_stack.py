"""Places with the texture of a code, and the mean of the newest pictures of one place."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from drivers.scanner.engines import ZxingEngine
from drivers.scanner.places import Newcomers, textured_places
from drivers.scanner.stack import FrameStack
from tests.drivers.test_symbol_reader import NAME, picture

FRAME_S = 1 / 30
AT = (512, 256)
"""Where the code's picture lies, left and top."""


def scene(
    rng: np.random.Generator, noise: float, x: float = 0, y: float = 0, text: str = NAME
) -> np.ndarray:
    """A code on a grey wall, seen by a noisy sensor, moved by some pixels."""
    code = picture(text, box=3)
    image = np.full((480, 960), 128, dtype=np.uint8)
    image[AT[1] : AT[1] + code.shape[0], AT[0] : AT[0] + code.shape[1]] = code // 2 + 64
    moved = cv2.warpAffine(
        image,
        np.array(((1, 0, x), (0, 1, y)), dtype=np.float32),
        image.shape[::-1],
        borderMode=cv2.BORDER_REPLICATE,
    )
    return np.clip(moved + rng.normal(0, noise, image.shape), 0, 255).astype(np.uint8)


def middle(place: tuple[tuple[int, int], ...]) -> np.ndarray:
    return np.array(place).mean(axis=0)


def test_the_code_is_the_most_marked_place() -> None:
    places = textured_places(scene(np.random.default_rng(1), 6))
    side = picture(NAME, box=3).shape[0]
    assert np.abs(middle(places[0]) - AT - side / 2).max() <= 24
    (left, top), _, (right, bottom), _ = places[0]
    assert side * 0.5 <= right - left <= side * 1.5
    assert side * 0.5 <= bottom - top <= side * 1.5


def test_walls_lines_and_small_pictures_are_no_places() -> None:
    rng = np.random.default_rng(1)
    wall = np.clip(rng.normal(128, 9, (480, 960)), 0, 255).astype(np.uint8)
    lines = np.repeat(np.tile(np.array((40, 40, 200, 200), np.uint8), 120), 960).reshape(480, 960)
    for image in (wall, lines, np.ascontiguousarray(lines.T)):
        assert textured_places(image) == ()
    noise = rng.integers(0, 256, (70, 400), dtype=np.uint8)
    assert textured_places(noise) == ()


def test_there_are_at_most_three_places_and_the_most_marked_comes_first() -> None:
    rng = np.random.default_rng(1)
    image = np.full((480, 960), 128, dtype=np.uint8)
    for index, depth in enumerate((20, 60, 100, 40)):
        patch = rng.choice((128 - depth, 128 + depth), (40, 40)).astype(np.uint8)
        left = 60 + 230 * index
        image[100:260, left : left + 160] = np.kron(patch, np.ones((4, 4), dtype=np.uint8))
    found = [middle(place)[0] for place in textured_places(image)]
    assert found == pytest.approx([600, 370, 830], abs=24)


def test_a_shelf_grows_old_and_a_hand_stays_new() -> None:
    newcomers = Newcomers()
    shelf = box(600, 100)
    for number in range(20 * 30):
        at = number * FRAME_S
        hand = box(100 + number, 300)
        found = newcomers.among((shelf, hand), at)
        assert found == ((shelf, hand) if at < 12.0 else (hand,))
    assert newcomers.among((shelf,), at + 1.0) == ()
    assert newcomers.among((shelf,), at + 4.0) == (shelf,)


def test_the_mean_of_moving_noisy_pictures_is_read_where_none_of_them_is() -> None:
    rng = np.random.default_rng(2)
    zxing, stack = ZxingEngine(), FrameStack()
    texts = []
    for number in range(12):
        x, y = 2.7 * number, -1.3 * number
        image = scene(rng, 62, x, y)
        assert zxing.read(image).symbols == ()
        x0, y0 = round(AT[0] + x), round(AT[1] + y)
        side = picture(NAME, box=3).shape[0]
        place = (x0, y0), (x0 + side, y0), (x0 + side, y0 + side), (x0, y0 + side)
        left, top, mean = stack.add(image, stack.choose((place,), number / 30), number / 30)
        assert left < x0
        assert top < y0
        texts += [symbol.text for symbol in zxing.read(mean).symbols]
    assert NAME in texts
    assert set(texts) == {NAME}


def box(x: int, y: int, side: int = 100) -> tuple[tuple[int, int], ...]:
    return (x, y), (x + side, y), (x + side, y + side), (x, y + side)


def test_a_stack_keeps_its_place_gives_it_up_and_forgets() -> None:
    rng = np.random.default_rng(3)
    image = scene(rng, 5)
    stack, first, second = FrameStack(), box(500, 250), box(100, 100)
    assert stack.choose((first, second), 0.0) == first
    stack.add(image, first, 0.0)
    # A place that came to stand first does not draw it away, a small move does not lose it.
    assert stack.choose((second, box(512, 256)), FRAME_S) == box(512, 256)
    at, chosen = FRAME_S, first
    while chosen == first:
        stack.add(image, chosen, at)
        at += FRAME_S
        chosen = stack.choose((first, second), at)
        assert at < 1.0
    assert chosen == second
    stack.add(image, second, at)
    assert stack.choose((first, second), at + 0.6) == first


@pytest.mark.parametrize("text", ["Trần Văn Mẫu Khác 12345", None])
def test_another_code_at_the_same_place_begins_a_new_mean(text: str | None) -> None:
    rng = np.random.default_rng(4)
    stack = FrameStack()
    place = box(AT[0], AT[1], 120)
    stack.add(scene(rng, 5), place, 0.0)
    other = rng.integers(0, 256, (480, 960), dtype=np.uint8)
    if text is not None:
        assert picture(text, box=3).shape == picture(NAME, box=3).shape
        other = scene(rng, 5, text=text)
    left, top, mean = stack.add(other, place, FRAME_S)
    tall, wide = mean.shape
    assert np.array_equal(mean, other[top : top + tall, left : left + wide])
    if text is not None:
        same = scene(rng, 5, text=text)
        _, _, mean = stack.add(same, place, 2 * FRAME_S)
        assert not np.array_equal(mean, same[top : top + tall, left : left + wide])
