"""The two-engine reader: right text, never a false code, sparing when nothing is there."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from datetime import UTC, datetime

import cv2
import numpy as np
import pytest
import qrcode
import zxingcpp

from drivers.scanner.engines import ZxingEngine
from drivers.scanner.reader import TwoEngineReader
from drivers.scanner.still import StillReader
from drivers.scanner.zbar import ZbarEngine
from kiosk.base.clock import ManualClock, SystemClock
from kiosk.demo.film.people import Prop, demo_persons, wrong_codes
from kiosk.ports.codes import Engine

FRAME_S = 1 / 30
NAME = "Nguyễn Thị Hồng Nhung"


def picture(
    payload: str | bytes, *, box: int = 4, border: int = 4, mask: int | None = None
) -> np.ndarray:
    """A code; without a mask the library draws it with each of the eight and takes the best."""
    code = qrcode.QRCode(
        box_size=box,
        border=border,
        error_correction=qrcode.constants.ERROR_CORRECT_M,
        mask_pattern=mask,
    )
    code.add_data(payload if isinstance(payload, bytes) else payload.encode(), optimize=0)
    code.make()
    return np.array(code.make_image().convert("L"), dtype=np.uint8)


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(datetime(2026, 1, 1, tzinfo=UTC))


@pytest.fixture
def reader(clock: ManualClock) -> Iterator[TwoEngineReader]:
    reader = TwoEngineReader(clock)
    yield reader
    reader.close()


@pytest.fixture
def still(clock: ManualClock) -> Iterator[StillReader]:
    reader = StillReader(clock)
    yield reader
    reader.close()


@pytest.fixture
def zbar(clock: ManualClock) -> Iterator[ZbarEngine]:
    engine = ZbarEngine(clock)
    assert engine.wait()
    yield engine
    engine.close()


def payloads() -> list[str]:
    """1,200 citizen cards with Vietnamese accents."""
    cards = [
        shown.payload
        for seed in range(600)
        for shown in demo_persons(seed, 10)
        if "citizen" in shown.label or "Căn cước" in shown.label
    ]
    cards = list(dict.fromkeys(cards))
    assert len(cards) >= 1200
    return cards[:1200]


@pytest.mark.slow
def test_1200_accented_cards_without_a_stated_character_set_are_all_right(
    reader: TwoEngineReader, zbar: ZbarEngine, clock: ManualClock
) -> None:
    masks = itertools.cycle(range(8))
    for payload in payloads():
        image = picture(payload, mask=next(masks))
        (symbol,) = reader.read(image)
        assert (symbol.text, symbol.charset_guessed) == (payload, False)
        (second,) = zbar.read(image).symbols
        assert (second.text, second.raw) == (payload, payload.encode())
        clock.advance(FRAME_S)


def test_every_kind_of_code_of_the_footage_is_read(reader: TwoEngineReader) -> None:
    for shown in (*demo_persons(5), *wrong_codes(5)):
        assert [symbol.text for symbol in reader.read(picture(shown.payload))] == [shown.payload]


def test_bytes_that_are_not_utf8_are_a_guess(reader: TwoEngineReader, zbar: ZbarEngine) -> None:
    raw = "患者番号".encode("shift_jis")
    (symbol,) = reader.read(picture(raw))
    assert symbol.charset_guessed
    assert symbol.raw == raw
    (second,) = zbar.read(picture(raw)).symbols
    assert (second.text, second.charset_guessed) == ("患者番号", True)
    (odd,) = zbar.read(picture(b"\xff\xfe\x81")).symbols
    assert odd.charset_guessed


def test_control_characters_arrive_as_they_are(reader: TwoEngineReader) -> None:
    (symbol,) = reader.read(picture("A\tB\x1dC\r\n"))
    assert symbol.text == "A\tB\x1dC\r\n"


def test_light_on_dark_turned_and_mirrored_codes_are_read(reader: TwoEngineReader) -> None:
    upright = picture(NAME)
    for image in (255 - upright, np.rot90(upright), np.rot90(upright, 2), np.fliplr(upright)):
        (symbol,) = reader.read(np.ascontiguousarray(image))
        assert symbol.text == NAME


def test_corners_are_pixels_of_the_given_image(reader: TwoEngineReader) -> None:
    image = np.full((720, 1280, 3), 255, dtype=np.uint8)
    code = picture("corner", box=6, border=0)
    side = code.shape[0]
    image[100 : 100 + side, 300 : 300 + side] = code[..., None]
    (symbol,) = reader.read(image)
    expected = ((300, 100), (300 + side, 100), (300 + side, 100 + side), (300, 100 + side))
    assert np.abs(np.array(symbol.corners) - np.array(expected)).max() <= 4


def test_the_largest_code_comes_first_and_all_come(reader: TwoEngineReader) -> None:
    image = np.full((600, 900), 255, dtype=np.uint8)
    for text, box, left in (("small", 3, 20), ("large", 8, 400), ("middle", 5, 150)):
        code = picture(text, box=box)
        image[20 : 20 + code.shape[0], left : left + code.shape[1]] = code
    assert [symbol.text for symbol in reader.read(image)] == ["large", "middle", "small"]


def faint(payload: str) -> np.ndarray:
    """A code that the cheap pass misses and a dearer one reads: too few pixels per module."""
    code = picture(payload, box=8)
    small = cv2.resize(code, None, fx=0.165, fy=0.165, interpolation=cv2.INTER_AREA)
    image = np.full((240, 320), 128, dtype=np.uint8)
    image[60 : 60 + small.shape[0], 90 : 90 + small.shape[1]] = small // 2 + 64
    return image


def test_what_the_cheap_pass_misses_is_found_within_some_frames(
    reader: TwoEngineReader, still: StillReader, clock: ManualClock
) -> None:
    payload = demo_persons(3)[1].payload
    image = faint(payload)
    assert ZxingEngine().read(image).symbols == ()
    rng = np.random.default_rng(0)
    found = ()
    for _ in range(60):
        found = reader.read(cv2.add(image, rng.integers(0, 12, image.shape, dtype=np.uint8)))
        clock.advance(FRAME_S)
        if found:
            break
    assert [symbol.text for symbol in found] == [payload]
    corners = np.array(found[0].corners)
    assert corners.min() >= 55
    assert corners.max() <= 200
    assert [symbol.text for symbol in still.read(image)] == [payload]


class PassClock(ManualClock):
    """Counts its readings and lets 10 ms pass at each, as a slow machine would."""

    readings = 0

    def monotonic(self) -> float:
        self.readings += 1
        self.advance(0.01)
        return super().monotonic()


def test_a_scene_without_codes_costs_few_dear_passes() -> None:
    """Ten seconds of blotches: the clock is read twice a frame and thrice more per dear pass."""
    clock = PassClock(datetime(2026, 1, 1, tzinfo=UTC))
    reader = TwoEngineReader(clock)
    rng = np.random.default_rng(0)
    for _ in range(300):
        coarse = rng.integers(110, 146, (9, 16), dtype=np.uint8)
        assert reader.read(np.asarray(cv2.resize(coarse, (320, 180)), dtype=np.uint8)) == ()
        clock.advance(FRAME_S)
    reader.close()
    assert 1 <= (clock.readings - 600) / 3 <= 27


def test_the_place_of_a_dense_code_is_magnified_at_once(
    reader: TwoEngineReader, clock: ManualClock
) -> None:
    """In a whole frame with clutter: the second frame at the latest."""
    payload = demo_persons(3)[1].payload
    rng = np.random.default_rng(0)
    image = np.full((720, 1280), 128, dtype=np.uint8)
    image[100:300, 100:300] = rng.integers(0, 256, (200, 200), dtype=np.uint8)
    small = faint(payload)[55:205, 85:235]
    image[400:550, 700:850] = small
    assert ZxingEngine().read(image).symbols == ()
    found = []
    for _ in range(3):
        grain = rng.integers(0, 5, image.shape, dtype=np.uint8)
        found.append(reader.read(cv2.add(image, grain)))
        clock.advance(FRAME_S)
    assert [symbol.text for symbol in found[1]] == [payload]
    corners = np.array(found[1][0].corners)
    assert corners.min(axis=0).tolist() >= [700, 400]
    assert corners.max(axis=0).tolist() <= [850, 550]


def test_micro_qr_is_no_credential(reader: TwoEngineReader, still: StillReader) -> None:
    """Its check is so weak that it is found in noise."""
    micro = zxingcpp.create_barcode("122847", zxingcpp.BarcodeFormat.MicroQRCode)
    image = np.kron(np.array(micro.to_image()), np.ones((6, 6), dtype=np.uint8))
    assert [str(code.format) for code in zxingcpp.read_barcodes(image)] == ["Micro QR Code"]
    assert reader.read(image) == ()
    assert still.read(image) == ()


def test_an_unchanged_picture_is_read_once_in_five_and_keeps_its_answer(
    reader: TwoEngineReader, clock: ManualClock
) -> None:
    image = picture(NAME)
    first = reader.read(image)
    answers = [reader.read(image) for _ in range(4)]
    assert all(answer is first for answer in answers)
    assert reader.read(image) is not first


def test_what_comes_and_goes_is_never_taken_for_the_picture_before(reader: TwoEngineReader) -> None:
    """Each frame of a code that was just shown, taken away and shown again has its own answer."""
    empty, code = np.full((200, 200), 255, dtype=np.uint8), picture(NAME)
    empty = cv2.resize(empty, code.shape[::-1], interpolation=cv2.INTER_AREA)
    shown = [empty, empty, code, empty, code, code, empty, empty, code, empty, empty, empty, code]
    texts = [[symbol.text for symbol in reader.read(frame)] for frame in shown]
    assert texts == [[NAME] if frame is code else [] for frame in shown]


def test_after_a_change_stillness_is_found_again(reader: TwoEngineReader) -> None:
    """Then the dear passes, and the cheap one, rest again."""
    empty, code = np.full((260, 260), 255, dtype=np.uint8), picture(NAME)
    reader.read(empty)
    reader.read(code)
    answers = [reader.read(code) for _ in range(10)]
    new = [one is not before for before, one in itertools.pairwise(answers)]
    # Four frames unlooked at and the one that is compared with, then one in five.
    assert new == [True] * 4 + [False] * 4 + [True]


@pytest.mark.parametrize("shape", [(0, 0), (1, 1), (2, 3, 3), (1, 5000), (37, 41, 3)])
def test_odd_images_are_no_trouble(
    reader: TwoEngineReader, still: StillReader, shape: tuple[int, ...]
) -> None:
    assert reader.read(np.zeros(shape, dtype=np.uint8)) == ()
    assert still.read(np.zeros(shape[:2], dtype=np.uint8)) == ()
    assert reader.hint() is None
    assert reader.look().view is None


@pytest.mark.fault("H5")
def test_2000_random_and_damaged_pictures_give_no_false_code() -> None:
    """Fault H5, short: noise of every kind and codes damaged beyond repair."""
    reader = TwoEngineReader(SystemClock())
    rng = np.random.default_rng(11)
    choose = random.Random(11)
    true_texts = [shown.payload for shown in demo_persons(11)]
    codes = [picture(text, box=3) for text in true_texts]
    for number in range(2000):
        kind = number % 4
        height, width = choose.randrange(20, 260), choose.randrange(20, 340)
        if kind == 0:
            image = rng.integers(0, 256, (height, width), dtype=np.uint8)
        elif kind == 1:
            blocks = rng.integers(0, 2, (height // 8 + 1, width // 8 + 1), dtype=np.uint8) * 255
            image = cv2.resize(blocks, (width, height), interpolation=cv2.INTER_NEAREST)
        elif kind == 2:
            image = rng.integers(0, 256, (height, width, 3), dtype=np.uint8)
            image = cv2.GaussianBlur(image, (0, 0), choose.uniform(0.5, 6))
        else:
            image = choose.choice(codes).copy()
            noisy = rng.random(image.shape) < choose.uniform(0.05, 0.4)
            image[noisy] = 255 - image[noisy]
        texts = {symbol.text for symbol in reader.read(np.asarray(image, dtype=np.uint8))}
        assert texts <= (set(true_texts) if kind == 3 else set())
    reader.close()


def test_zbar_is_there_and_reads_light_on_dark_only_when_asked(zbar: ZbarEngine) -> None:
    shown = demo_persons(1)[0]
    assert shown.prop is Prop.PHONE
    (symbol,) = zbar.read(picture(shown.payload)).symbols
    assert symbol.engine is Engine.ZBAR
    assert zbar.read(picture(shown.payload), line_step=2).symbols[0].text == shown.payload
    zbar.close()
    zbar.close()
