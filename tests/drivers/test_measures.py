"""Measures over pictures of the sample, and what reader and settling make of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import cv2
import numpy as np
import pytest

from drivers.scanner.hints import LookSource
from drivers.scanner.measures import look_at
from drivers.scanner.reader import TwoEngineReader
from drivers.scanner.scan_debouncer import ScanDebouncer
from drivers.scanner.still import StillReader
from kiosk.base.clock import ManualClock
from kiosk.documents.sample import sample_card
from kiosk.domain.credential import parse_credential
from kiosk.domain.scanning.camera_check import (
    MIN_PX_PER_MODULE,
    SAMPLE_MM,
    SAMPLE_MODULES,
    SAMPLE_TEXT,
    Light,
    Look,
    is_readable,
    light_of,
)

SIZE = (720, 1280)


@pytest.fixture
def reader() -> Iterator[TwoEngineReader]:
    reader = TwoEngineReader(ManualClock(datetime(2026, 1, 1, tzinfo=UTC)))
    yield reader
    reader.close()


def seen(px_per_module: float, blur_px: float = 0.4, angle: float = 3.0) -> np.ndarray:
    """The sample card before a grey wall, as a camera of 1280×720 sees it."""
    px_per_mm = px_per_module * SAMPLE_MODULES / SAMPLE_MM
    card, card_px_per_mm = sample_card()
    scale = px_per_mm / card_px_per_mm
    soft = cv2.GaussianBlur(card, (0, 0), max(0.1, blur_px / scale))
    turn = cv2.getRotationMatrix2D((card.shape[1] / 2, card.shape[0] / 2), angle, scale)
    turn[:, 2] += np.array([SIZE[1] / 2, SIZE[0] / 2]) - np.array(card.shape[::-1]) / 2
    frame = cv2.warpAffine(soft, turn, SIZE[::-1], flags=cv2.INTER_LINEAR, borderValue=110)
    noise = np.random.default_rng(1).normal(0, 3, SIZE)
    # Paper in a room: neither black nor white.
    return np.clip(40 + 0.7 * frame + noise, 0, 255).astype(np.uint8)


def look(reader: TwoEngineReader, frame: np.ndarray) -> Look:
    reader.read(frame)
    return reader.look()


@pytest.mark.parametrize("px", [2.2, 3.0, 4.0])
def test_a_sharp_sample_is_read_and_measured(reader: TwoEngineReader, px: float) -> None:
    assert isinstance(reader, LookSource)
    found = look(reader, seen(px))
    assert found.is_sample
    assert found.is_read
    assert found.view is not None
    assert found.view.px_per_module == pytest.approx(px, rel=0.06)
    assert is_readable(found.view)
    assert light_of(found) is Light.GOOD


@pytest.mark.parametrize(
    ("px", "blur"), [(1.3, 0.5), (2.2, 2.0), (3.0, 2.6), (3.5, 2.2), (4.0, 4.0), (3.5, 6.0)]
)
def test_a_sample_nobody_can_read_is_measured_through_its_coarse_code(
    reader: TwoEngineReader, px: float, blur: float
) -> None:
    found = look(reader, seen(px, blur))
    assert found.is_sample
    assert not found.is_read
    assert found.view is not None
    assert found.view.px_per_module == pytest.approx(px, rel=0.06)
    assert not is_readable(found.view)
    assert (found.view.px_per_module < MIN_PX_PER_MODULE) == (px < MIN_PX_PER_MODULE)


def test_the_measure_foretells_what_is_read(reader: TwoEngineReader) -> None:
    """Over a grid of distance and blur the verdict of one picture agrees with the reader."""
    wrong = []
    still = StillReader(ManualClock(datetime(2026, 1, 1, tzinfo=UTC)))
    for px in (1.4, 2.0, 2.4, 3.0, 4.0):
        for blur in (0.3, 0.8, 1.2, 1.8, 2.4):
            frame = seen(px, blur)
            texts = [symbol.text for symbol in still.read(frame)]
            found = look(reader, frame)
            assert found.view is not None
            if is_readable(found.view) != (SAMPLE_TEXT in texts):
                wrong.append((px, blur, found))
    still.close()
    assert len(wrong) <= 3, wrong


def test_light_is_seen_on_the_sample(reader: TwoEngineReader) -> None:
    frame = seen(4.0)
    assert light_of(look(reader, (frame // 5).astype(np.uint8))) is Light.DARK
    pale = np.clip(frame.astype(np.float64) * 0.4 + 150, 0, 255).astype(np.uint8)
    assert light_of(look(reader, pale)) is Light.BRIGHT


def test_an_empty_picture_has_only_a_level(reader: TwoEngineReader) -> None:
    assert reader.look() == Look(level=0.0)
    assert look(reader, np.full(SIZE, 90, dtype=np.uint8)) == Look(level=90.0)
    assert look_at(np.zeros((0, 0), dtype=np.uint8), (), ()) == Look(level=0.0)


def test_the_sample_is_never_a_scan(reader: TwoEngineReader) -> None:
    debouncer = ScanDebouncer(parse_credential)
    symbols = reader.read(seen(3.0))
    assert {symbol.text for symbol in symbols} >= {SAMPLE_TEXT}
    for tick in range(20):
        assert debouncer.see(symbols, tick / 10) is None
    assert not debouncer.hear(SAMPLE_TEXT, 5.0)
