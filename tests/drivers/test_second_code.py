"""A person's card beside a poster: read whichever of the two is found first."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import cv2
import numpy as np
import pytest

from drivers.scanner.engines import ZxingEngine
from drivers.scanner.finders import finder_patterns
from drivers.scanner.reader import TwoEngineReader
from drivers.scanner.still import StillReader
from kiosk.base.clock import ManualClock
from kiosk.demo.film.people import demo_persons
from tests.drivers.test_symbol_reader import FRAME_S, picture

pytestmark = pytest.mark.fault("H18")

POSTER = "https://tokhaiyte.vn/?page=Group.checkin&groupId=0123456789abcdef01234567"
CARD = demo_persons(3)[1].payload


def faint_card() -> np.ndarray:
    """Three pixels a module under a beam: its corners are seen, and the code is not read."""
    code = picture(CARD, box=3).astype(np.float32)
    side = np.linspace(-0.2, 1.0, code.shape[0], dtype=np.float32)
    far = np.hypot(side[None], side[:, None])
    return np.clip(code * (0.12 + 2.6 * np.exp(-((far / 0.35) ** 2))), 0, 255).astype(np.uint8)


def scene() -> np.ndarray:
    image = np.full((720, 1280), 128, dtype=np.uint8)
    poster, card = picture(POSTER, box=8), faint_card()
    image[40 : 40 + poster.shape[0], 60 : 60 + poster.shape[1]] = poster
    image[300 : 300 + card.shape[0], 850 : 850 + card.shape[1]] = card
    return image


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(datetime(2026, 1, 1, tzinfo=UTC))


@pytest.fixture
def still(clock: ManualClock) -> Iterator[StillReader]:
    reader = StillReader(clock)
    yield reader
    reader.close()


def test_zxing_alone_sees_the_poster_and_nothing_of_the_card() -> None:
    sight = ZxingEngine().read(scene(), looks_closely=True)
    assert [symbol.text for symbol in sight.symbols] == [POSTER]
    assert sight.suspects == ()


def test_a_still_picture_gives_both(still: StillReader) -> None:
    assert {symbol.text for symbol in still.read(scene())} == {POSTER, CARD}


def test_a_single_code_ends_the_reading(
    still: StillReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    image = np.full((720, 1280), 128, dtype=np.uint8)
    poster = picture(POSTER, box=5)
    image[40 : 40 + poster.shape[0], 60 : 60 + poster.shape[1]] = poster
    cv2.putText(image, "Xin moi quet ma", (500, 400), 0, 2, 20, 3)
    still._later = (lambda grey: pytest.fail("a dear pass"),)
    assert [symbol.text for symbol in still.read(image)] == [POSTER]


@pytest.mark.parametrize("known_s", [0.0, 20.0])
def test_a_stream_gives_the_card_soon_after_the_poster(clock: ManualClock, known_s: float) -> None:
    """Also beside a poster that has hung there for long."""
    reader = TwoEngineReader(clock)
    rng = np.random.default_rng(0)

    def frame(image: np.ndarray) -> set[str]:
        clock.advance(FRAME_S)
        grain = rng.integers(0, 9, image.shape, dtype=np.uint8)
        return {symbol.text for symbol in reader.read(cv2.add(image, grain))}

    both = scene()
    alone = both.copy()
    alone[290:, 800:] = 128
    for _ in range(round(known_s * 5)):
        clock.advance(0.2 - FRAME_S)
        assert frame(alone) == {POSTER}
    seen: set[str] = set()
    frames = 0
    while CARD not in seen:
        seen = frame(both)
        assert POSTER in seen
        frames += 1
        assert frames < 12
    reader.close()


def turned(image: np.ndarray) -> np.ndarray:
    side = image.shape[0]
    way = cv2.getRotationMatrix2D((side / 2, side / 2), 31, 0.7)
    return np.asarray(cv2.warpAffine(image, way, (side, side), borderValue=255), dtype=np.uint8)


@pytest.mark.parametrize("change", [np.asarray, np.rot90, turned])
def test_the_three_finder_patterns_of_a_code_are_found(
    change: Callable[[np.ndarray], np.ndarray],
) -> None:
    image = np.ascontiguousarray(change(picture(CARD, box=4)))
    found = finder_patterns(image)
    assert len(found) == 3
    for finder in found:
        assert 20 <= cv2.boundingRect(finder.outline)[2] <= 45


def test_grain_is_not_searched_for_finder_patterns_and_the_finest_code_is() -> None:
    fine = np.ascontiguousarray(picture(CARD, box=2))
    assert len(finder_patterns(fine)) == 3
    grain = np.random.default_rng(3).integers(0, 256, (900, 1200), dtype=np.uint8)
    grain[300 : 300 + fine.shape[0], 300 : 300 + fine.shape[1]] = fine
    # Outlines of so much grain would take seconds.
    assert finder_patterns(grain) == ()


def test_print_and_noise_have_no_finder_patterns() -> None:
    rng = np.random.default_rng(4)
    text = np.full((400, 600), 230, dtype=np.uint8)
    for row in range(30, 400, 30):
        cv2.putText(text, "Trung tam Y te OQ80 69BD", (10, row), 0, 0.9, 30, 2)
    assert finder_patterns(text) == ()
    assert len(finder_patterns(rng.integers(0, 256, (400, 600), dtype=np.uint8))) <= 2
    assert finder_patterns(np.zeros((3, 400), dtype=np.uint8)) == ()
