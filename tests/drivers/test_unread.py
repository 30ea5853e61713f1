"""When typing a card's number is offered: a code long in view, and not read."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from drivers.scanner.unread import OFFER_AFTER_S, CodeInHand, UnreadWatch

FPS = 30
STEP_S = 0.25


def scene(x: int, y: int, *, blur_px: float = 3.0, brightness: int = 0) -> np.ndarray:
    """A plain wall with the dots of a dense code at a place, out of focus."""
    rng = np.random.default_rng(7)
    dots = np.kron(rng.integers(0, 2, (65, 65)) * 180 + 40, np.ones((3, 3)))
    wall = np.full((720, 1280), 150.0) + brightness
    wall[y : y + 195, x : x + 195] = dots + brightness
    blurred = cv2.GaussianBlur(wall, (0, 0), blur_px) + rng.normal(0, 2, wall.shape)
    return blurred.clip(0, 255).astype(np.uint8)


def looks(*pictures: np.ndarray) -> list[bool]:
    in_hand = CodeInHand()
    return [in_hand.look(picture, STEP_S * number) for number, picture in enumerate(pictures)]


def test_a_blurred_code_that_trembles_is_in_a_hand() -> None:
    shaken = [scene(500 + 6 * (number % 2), 260) for number in range(4)]
    assert looks(*shaken) == [False, True, True, True]
    as_colour = [cv2.cvtColor(picture, cv2.COLOR_GRAY2BGR) for picture in shaken]
    assert looks(*as_colour) == [False, True, True, True]


def test_what_hangs_on_the_wall_is_in_no_hand() -> None:
    assert not any(looks(*[scene(500, 260)] * 6))
    flicker = [scene(500, 260, brightness=8 * (number % 2)) for number in range(6)]
    assert not any(looks(*flicker)), "lamps flicker"


def test_a_plain_room_holds_no_code() -> None:
    rng = np.random.default_rng(3)
    noise = [rng.normal(120, 6, (720, 1280)).clip(0, 255).astype(np.uint8) for _ in range(4)]
    assert not any(looks(*noise))
    assert not any(looks(*[np.zeros((8, 8), dtype=np.uint8)] * 3))


def test_between_two_looks_the_answer_stands() -> None:
    in_hand = CodeInHand()
    in_hand.look(scene(500, 260), 0.0)
    assert in_hand.look(scene(506, 260), 0.25)
    assert in_hand.look(np.zeros((720, 1280), dtype=np.uint8), 0.45)
    assert in_hand.look(np.zeros((720, 1280), dtype=np.uint8), 0.5), "it was taken away just now"
    assert not in_hand.look(np.zeros((720, 1280), dtype=np.uint8), 0.75)


def play(*spans: tuple[float, str]) -> list[tuple[float, bool]]:
    """When the offer came and went, s, through spans of `seen`, `read` and `nothing`."""
    watch = UnreadWatch()
    told = []
    frame = 0
    for seconds, what in spans:
        for _ in range(round(seconds * FPS)):
            at = frame / FPS
            if watch.take(what == "seen", at, is_read=what == "read"):
                told.append((round(at, 1), watch.is_offered))
            frame += 1
    return told


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        pytest.param([(60, "nothing")], [], id="nobody there"),
        pytest.param([(5.9, "seen"), (60, "nothing")], [], id="given up before"),
        pytest.param([(5.5, "seen"), (1, "read"), (5.5, "seen")], [], id="read in between"),
        pytest.param([(10, "seen")], [(6.0, True)], id="tried for long"),
        pytest.param(
            [(10, "seen"), (1, "read")], [(6.0, True), (10.0, False)], id="read after all"
        ),
        pytest.param(
            [(2, "seen"), (0.9, "nothing")] * 3, [(6.0, True)], id="not found in every frame"
        ),
        pytest.param([(4, "seen"), (1.1, "nothing"), (4, "seen")], [], id="another code"),
        pytest.param(
            [(10, "seen"), (40, "nothing")],
            [(6.0, True), (25.0, False)],
            id="lowered: the offer waits",
        ),
        pytest.param(
            [(8, "seen"), (5, "nothing"), (4, "seen"), (40, "nothing")],
            [(6.0, True), (32.0, False)],
            id="lowered and lifted again",
        ),
        pytest.param([(100, "seen")], [(6.0, True), (36.0, False)], id="a poster on the wall"),
    ],
)
def test_the_offer(spans: list[tuple[float, str]], expected: list[tuple[float, bool]]) -> None:
    assert OFFER_AFTER_S == 6.0
    assert play(*spans) == expected
