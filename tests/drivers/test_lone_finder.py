"""A code of which a smear left one finder pattern: found, flattened and read; nothing else is."""

from __future__ import annotations

from datetime import UTC, datetime

import cv2
import numpy as np
import pytest
import qrcode

from drivers.scanner.engines import ZxingEngine
from drivers.scanner.finders import finder_patterns
from drivers.scanner.flatten import agreement
from drivers.scanner.lone_finder import guessed
from drivers.scanner.reader import TwoEngineReader
from drivers.scanner.still import StillReader
from kiosk.base.clock import ManualClock, SystemClock

pytestmark = pytest.mark.fault("H3")

TEXT = "8601" * 40
STEP = 4


def code() -> np.ndarray:
    """A code as large as a slip's."""
    drawn = qrcode.QRCode(8, qrcode.constants.ERROR_CORRECT_Q, box_size=STEP, border=12)
    drawn.add_data(TEXT)
    drawn.make(fit=False)
    return np.array(drawn.make_image().convert("L"), dtype=np.uint8)


def smeared(*, lines: tuple[int, int] = (1, 5)) -> np.ndarray:
    """One whose modules in these lines are rubbed sideways, both upper finder patterns too."""
    image = code()
    band = slice((12 + lines[0]) * STEP, (12 + lines[1]) * STEP)
    image[band] = cv2.blur(image[band], (8 * STEP + 1, 1))
    return image


def leaning(image: np.ndarray, degrees: float) -> np.ndarray:
    side = image.shape[0]
    way = cv2.getRotationMatrix2D((side / 2, side / 2), degrees, 1.0)
    return np.asarray(cv2.warpAffine(image, way, (side, side), borderValue=255), dtype=np.uint8)


@pytest.fixture
def still() -> StillReader:
    return StillReader(SystemClock())


@pytest.mark.parametrize("degrees", [0.0, 3.0, -5.0, 31.0])
@pytest.mark.parametrize("quarters", [0, 1, 2, 3])
def test_the_finder_pattern_that_is_left_leads_to_the_code(
    degrees: float, quarters: int, still: StillReader
) -> None:
    image = np.ascontiguousarray(np.rot90(leaning(smeared(), degrees), quarters))
    try:
        assert ZxingEngine().read(image, looks_closely=True).symbols == ()
        read = [symbol.text for symbol in still.read(image)]
    finally:
        still.close()
    assert read == [TEXT]


def test_a_stream_reads_it_within_two_seconds() -> None:
    clock = ManualClock(datetime(2026, 11, 30, tzinfo=UTC))
    reader = TwoEngineReader(clock)
    noise = np.random.default_rng(1)
    slip = smeared()
    read = set()
    try:
        reader.wait()
        for _ in range(60):
            clock.advance(1 / 30)
            frame = noise.integers(195, 205, (720, 1280), dtype=np.uint8)
            left, top = noise.integers(300, 312, 2)
            frame[top : top + slip.shape[0], left : left + slip.shape[1]] = slip
            read |= {symbol.text for symbol in reader.read(frame)}
    finally:
        reader.close()
    assert read == {TEXT}


def test_the_likeliest_guess_comes_first() -> None:
    first, *_ = guessed(smeared())
    assert first.modules == 49
    expected = [(12 * STEP, 12 * STEP), (61 * STEP, 12 * STEP)]
    assert np.abs(np.array(first.corners[:2]) - expected).max() <= STEP


def test_a_small_code_in_a_large_picture_is_read(still: StillReader) -> None:
    picture = np.full((3000, 4000), 200, dtype=np.uint8)
    slip = np.kron(smeared(), np.ones((2, 2), dtype=np.uint8))
    picture[1700 : 1700 + slip.shape[0], 2300 : 2300 + slip.shape[1]] = slip
    try:
        assert [symbol.text for symbol in still.read(picture)] == [TEXT]
    finally:
        still.close()


@pytest.mark.parametrize("times", [1, 3, 7])
def test_a_guess_is_as_near_on_large_modules(times: int) -> None:
    large = np.kron(smeared(), np.ones((times, times), dtype=np.uint8))
    first, *_ = guessed(large)
    assert first.modules == 49
    expected = np.array([(12, 12), (61, 12), (61, 61), (12, 61)]) * STEP * times
    assert np.abs(np.array(first.corners) - expected).max() <= STEP * times


def test_nothing_is_guessed_of_what_is_wider_than_any_code() -> None:
    drawn = qrcode.QRCode(30, qrcode.constants.ERROR_CORRECT_Q, box_size=STEP, border=12)
    drawn.add_data(TEXT)
    drawn.make(fit=False)
    image = np.array(drawn.make_image().convert("L"), dtype=np.uint8)
    assert len(finder_patterns(image)) == 3
    assert guessed(image) == ()


def test_too_much_lost_is_not_read(still: StillReader) -> None:
    try:
        assert still.read(smeared(lines=(1, 36))) == ()
    finally:
        still.close()


def test_nothing_is_guessed_where_no_finder_pattern_is() -> None:
    assert guessed(np.full((300, 300), 200, dtype=np.uint8)) == ()
    assert guessed(np.random.default_rng(2).integers(0, 256, (300, 300), dtype=np.uint8)) == ()


def test_agreement_of_a_whole_code_with_itself_and_with_its_turns() -> None:
    dark = np.where(code() < 128, 255, 0).astype(np.uint8)
    near, far = 12 * STEP, 61 * STEP
    corners = np.array([(near, near), (far, near), (far, far), (near, far)], dtype=np.float32)
    assert agreement(dark, corners, 49) == 1.0
    assert all(agreement(dark, np.roll(corners, by, axis=0), 49) < 0.9 for by in (1, 2, 3))
