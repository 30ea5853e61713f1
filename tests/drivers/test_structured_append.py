"""Structured append: one of several codes that are one message is never a code."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import cv2
import numpy as np
import pytest
import qrcode

from drivers.scanner.engines import ZxingEngine
from drivers.scanner.reader import TwoEngineReader
from drivers.scanner.still import StillReader
from drivers.scanner.zbar import ZbarEngine
from kiosk.base.clock import ManualClock, SystemClock
from kiosk.domain.scanning.hint import Hint

MESSAGE = (
    "001080123456||Nguyen Van Mau|01021980|Nam|So 1 Pho Mau, Phuc Xa, Ba Dinh, Ha Noi|01072021"
)


def codes_of(message: str, count: int, *, box: int = 5) -> list[np.ndarray]:
    parameters = cv2.QRCodeEncoder.Params()
    parameters.mode = cv2.QRCodeEncoder_MODE_STRUCTURED_APPEND
    parameters.structure_number = count
    drawn = cv2.QRCodeEncoder.create(parameters).encodeStructuredAppend(message)
    return [
        np.pad(np.kron(part, np.ones((box, box), dtype=np.uint8)), 4 * box, constant_values=255)
        for part in drawn
    ]


def beside(pictures: list[np.ndarray]) -> np.ndarray:
    side = max(picture.shape[0] for picture in pictures)
    return np.hstack(
        [
            np.pad(picture, ((0, side - picture.shape[0]), (0, 0)), constant_values=255)
            for picture in pictures
        ]
    )


@pytest.fixture
def reader() -> Iterator[TwoEngineReader]:
    reader = TwoEngineReader(ManualClock(datetime(2026, 1, 1, tzinfo=UTC)))
    assert reader.wait()
    yield reader
    reader.close()


@pytest.fixture
def still() -> Iterator[StillReader]:
    reader = StillReader(SystemClock())
    yield reader
    reader.close()


def is_read_as(picture: np.ndarray, text: str) -> bool:
    return [symbol.text for symbol in ZxingEngine().read(picture).symbols] == [text]


@pytest.mark.parametrize("count", [2, 3, 5])
@pytest.mark.parametrize("turn", [0, 1, 2, 3])
def test_one_of_several_is_never_a_code(count: int, turn: int) -> None:
    zbar = ZbarEngine(SystemClock())
    assert zbar.wait()
    for part in codes_of(MESSAGE * count, count):
        for shown in (np.rot90(part, turn), 255 - part):
            picture = np.ascontiguousarray(shown)
            seen = ZxingEngine().read(picture)
            assert (seen.symbols, seen.has_appended) == ((), True)
            assert zbar.read(picture).symbols == ()
    zbar.close()


def test_tilted_in_uneven_light_it_is_still_none() -> None:
    part = codes_of(MESSAGE, 2, box=8)[0]
    side = part.shape[0]
    corners = np.array([(0, 0), (side, 0), (side, side), (0, side)], dtype=np.float32)
    tilted = np.array(
        [(30, 10), (side - 60, 40), (side - 10, side - 20), (5, side - 70)], dtype=np.float32
    )
    to_tilted = cv2.getPerspectiveTransform(corners, tilted)
    picture = cv2.warpPerspective(part, to_tilted, (side, side), borderValue=255)
    shade = np.linspace(0.35, 1.0, side, dtype=np.float32)[::-1]
    picture = np.asarray(cv2.GaussianBlur(picture, (0, 0), 1.2) * shade, dtype=np.uint8)
    seen = ZxingEngine().read(picture)
    assert (seen.symbols, seen.has_appended) == ((), True)


def test_all_in_view_are_joined(still: StillReader) -> None:
    both = codes_of(MESSAGE, 2)
    for pictures in (both, both[::-1]):
        assert [symbol.text for symbol in still.read(beside(pictures))] == [MESSAGE]


def test_all_before_the_camera_are_joined_within_a_second() -> None:
    clock = ManualClock(datetime(2026, 1, 1, tzinfo=UTC))
    reader = TwoEngineReader(clock)
    assert reader.wait()
    frame = beside(codes_of(MESSAGE, 2))
    found: set[str] = set()
    for number in range(30):
        # A hand moves: no frame is the same as the one before.
        moved = np.roll(frame, number % 7, axis=1)
        found.update(symbol.text for symbol in reader.read(moved))
        clock.advance(1 / 30)
    reader.close()
    assert found == {MESSAGE}


def test_some_of_them_are_nothing_and_the_person_is_told(
    reader: TwoEngineReader, still: StillReader
) -> None:
    one, _, three = codes_of(MESSAGE * 3, 3)
    assert still.read(beside([one, three])) == ()
    assert reader.read(beside([one, three])) == ()
    assert reader.hint() is Hint.ALL_CODES


@pytest.mark.parametrize(
    "payload", ["1234567890" * 2, "KS0:0123456789012345678", "Mẫu|đ" * 9, "hà" * 200, "x" * 1200]
)
@pytest.mark.parametrize("level", [1, 0, 3, 2])
def test_a_whole_code_is_never_taken_for_one_of_several(payload: str, level: int) -> None:
    for mask in range(8):
        code = qrcode.QRCode(box_size=3, border=4, error_correction=level, mask_pattern=mask)
        code.add_data(payload)
        code.make()
        picture = np.array(code.make_image().convert("L"), dtype=np.uint8)
        assert is_read_as(picture, payload)
        assert is_read_as(np.ascontiguousarray(picture[:, ::-1]), payload)
