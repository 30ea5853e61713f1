"""Hints: each physical cause gives its advice; a fleeting one is not told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import cv2
import numpy as np
import pytest

from drivers.scanner.engines import Suspect
from drivers.scanner.hints import TELL_AFTER_S, HintFilter, HintSource
from drivers.scanner.measures import view_of
from drivers.scanner.reader import TwoEngineReader
from kiosk.base.clock import ManualClock
from kiosk.domain.scanning.camera_check import CodeView, hint_for
from kiosk.domain.scanning.hint import Hint
from tests.drivers.test_symbol_reader import picture

GOOD = CodeView(px_per_module=4, edge_px=3, bright=220, dark=30, glare=0.0, height_share=0.4)


@pytest.mark.parametrize(
    ("change", "hint"),
    [
        ({}, None),
        ({"bright": 40.0}, Hint.TOO_DARK),
        ({"glare": 0.2}, Hint.GLARE),
        ({"px_per_module": 2.0}, Hint.CLOSER),
        ({"height_share": 0.95}, Hint.FARTHER),
        ({"edge_px": 7.0}, Hint.HOLD_STILL),
        ({"px_per_module": 9.0, "edge_px": 14.0}, Hint.FARTHER),
    ],
)
def test_each_cause_has_its_advice(change: dict[str, float], hint: Hint | None) -> None:
    assert hint_for(replace(GOOD, **change)) is hint


def seen(code: np.ndarray, box: float, modules: int = 29) -> tuple[np.ndarray, Suspect]:
    scale = box / 8
    code = cv2.resize(code, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    frame = np.full((720, 1280), 200, dtype=np.uint8)
    frame[40 : 40 + code.shape[0], 50 : 50 + code.shape[1]] = code
    right, bottom = 50 + code.shape[1], 40 + code.shape[0]
    return frame, Suspect(((50, 40), (right, 40), (right, bottom), (50, bottom)), modules)


def told(frame: np.ndarray, suspect: Suspect) -> Hint | None:
    view = view_of(np.asarray(frame, dtype=np.uint8), suspect.corners, suspect.modules)
    assert view is not None
    return hint_for(view)


def test_pictures_are_measured_as_they_are() -> None:
    code = picture("Nguyễn Văn Mẫu 001080123456 Hà Nội", box=8, border=0)
    modules = code.shape[0] // 8
    frame, suspect = seen(code, 5, modules)
    view = view_of(frame, suspect.corners, suspect.modules)
    assert view is not None
    assert view.px_per_module == pytest.approx(5, abs=0.2)
    assert view.edge_px < 4
    assert told(frame, suspect) is None
    assert told(*seen(code, 2, modules)) is Hint.CLOSER
    assert told(frame // 6, suspect) is Hint.TOO_DARK
    soft = cv2.GaussianBlur(frame, (0, 0), 4.5)
    assert told(soft, suspect) is Hint.HOLD_STILL
    near, near_suspect = seen(code, 10, modules)
    assert told(cv2.GaussianBlur(near, (0, 0), 9), near_suspect) is Hint.FARTHER
    lit = frame.copy()
    cv2.circle(lit, (110, 100), 45, 255, -1)
    assert told(lit, suspect) is Hint.GLARE


def test_a_suspect_outside_the_picture_is_not_measured() -> None:
    frame = np.zeros((100, 100), dtype=np.uint8)
    assert view_of(frame, ((200, 200), (300, 200), (300, 300), (200, 300)), 29) is None


def test_a_hint_is_told_when_it_has_held_and_ends_at_once_when_the_code_is_read() -> None:
    held = HintFilter()
    assert not held.take(Hint.CLOSER, 10.0, is_read=False)
    assert held.told is None
    assert not held.take(Hint.GLARE, 10.1, is_read=False)
    assert held.take(Hint.GLARE, 10.1 + TELL_AFTER_S, is_read=False)
    assert held.told is Hint.GLARE
    assert not held.take(Hint.GLARE, 11.0, is_read=False)
    assert held.take(None, 11.1, is_read=True)
    assert held.told is None


@pytest.fixture
def reader() -> Iterator[TwoEngineReader]:
    reader = TwoEngineReader(ManualClock(datetime(2026, 1, 1, tzinfo=UTC)))
    yield reader
    reader.close()


def test_the_reader_says_why_it_did_not_read(reader: TwoEngineReader) -> None:
    assert isinstance(reader, HintSource)
    assert reader.hint() is None
    code = picture("Nguyễn Văn Mẫu 001080123456 Hà Nội", box=8, border=4)
    frame, _ = seen(code, 6)
    # Half of the modules are lost: it is found, and beyond repair.
    rng = np.random.default_rng(1)
    start, side = 50 + 13 * 6, (code.shape[0] // 8 - 21) * 6
    frame[40 + 24 + 54 : 40 + 24 + 54 + side, start : start + side] = rng.integers(
        0, 2, (side, side), dtype=np.uint8
    ) * np.uint8(255)
    dark = np.asarray(frame // 6, dtype=np.uint8)
    assert reader.read(dark) == ()
    assert reader.suspects
    assert reader.hint() is Hint.TOO_DARK
    assert reader.read(seen(code, 6)[0]) != ()
    assert reader.hint() is None
