"""Whose turn it is: shares by weight, and what a place looks like."""

from __future__ import annotations

import itertools
from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from drivers.scanner.engines import Sighting
from drivers.scanner.turns import Scenery, Turn, Turns, scenery
from tests.drivers.test_symbol_reader import picture

if TYPE_CHECKING:
    from kiosk.ports.camera import Image

EVEN, UNEVEN = Scenery(0.0, 0.0, 900), Scenery(0.5, 0.0, 900)


def turns() -> tuple[list[Turn], Turns]:
    def look(grey: Image) -> Sighting:
        return Sighting()

    made = [
        Turn(look, lambda _: 1.0),
        Turn(look, lambda scene: 4 * scene.unevenness),
        Turn(look, lambda scene: 0.5, is_whole=True),
    ]
    return made, Turns(made)


def shares(scene: Scenery, rounds: int) -> list[int]:
    made, order = turns()
    seen = Counter(made.index(order.next(scene)) for _ in range(rounds))
    return [seen[index] for index in range(len(made))]


def test_shares_follow_the_weights_of_what_is_in_view() -> None:
    assert shares(EVEN, 300) == [200, 0, 100]
    assert shares(UNEVEN, 350) == [100, 200, 50]


def test_nobody_waits_longer_than_their_share() -> None:
    made, order = turns()
    seen = [made.index(order.next(UNEVEN)) for _ in range(70)]
    last = [place for place, index in enumerate(seen) if index == 2]
    assert max(after - before for before, after in itertools.pairwise(last)) <= 8


def test_a_change_of_scene_changes_the_order_at_once() -> None:
    made, order = turns()
    for _ in range(50):
        order.next(EVEN)
    assert sum(made.index(order.next(UNEVEN)) == 1 for _ in range(7)) >= 3


def test_light_that_falls_off_is_uneven_and_a_code_by_itself_is_not() -> None:
    code = picture("SYN a code of a fair size, as cards have", box=5).astype(np.float32)
    flat = scenery(np.asarray(code * 0.8 + 20, dtype=np.uint8))
    ramp = np.linspace(0.1, 1.0, code.shape[1], dtype=np.float32)
    lit = scenery(np.asarray(code * ramp, dtype=np.uint8))
    assert flat.unevenness < 0.2 < lit.unevenness
    assert flat.px == code.size
    glaring = code.copy()
    glaring[: code.shape[0] // 2] = 255
    assert flat.glare < 0.05
    assert scenery(np.asarray(glaring, dtype=np.uint8)).glare > 0.4


def test_a_place_of_a_few_pixels_is_no_trouble() -> None:
    assert scenery(np.zeros((3, 2), dtype=np.uint8)).px == 6
