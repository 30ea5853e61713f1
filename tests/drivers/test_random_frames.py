"""Fault H5: ten thousand random frames and malformed codes; no crash, no false code.

The fault's own long run; `test_symbol_reader` has a short one.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import cache

import cv2
import numpy as np
import pytest
import zxingcpp

from drivers.scanner.reader import TwoEngineReader
from drivers.scanner.scan_debouncer import ScanDebouncer
from drivers.scanner.worker import ScannerWorker, Watcher
from kiosk.base.clock import ManualClock
from kiosk.base.mailbox import Mailbox
from kiosk.demo.film.people import demo_persons, wrong_codes
from kiosk.domain.credential import parse_credential
from kiosk.domain.scanning.camera_check import Look
from kiosk.domain.visits.decision import LaneName
from kiosk.ports.camera import Frame
from kiosk.ports.codes import Symbol
from kiosk.ports.scans import Scan, ScanSource
from tests.drivers.test_symbol_reader import picture

pytestmark = [pytest.mark.slow, pytest.mark.fault("H5")]

SHAPE = (180, 240)
TRUE_TEXTS = tuple(shown.payload for shown in (*demo_persons(5), *wrong_codes(5)))

Draw = Callable[[random.Random, np.random.Generator], np.ndarray]


def noise(choose: random.Random, rng: np.random.Generator) -> np.ndarray:
    """Grey or coloured grain, sharp or soft."""
    shape = SHAPE if choose.random() < 0.5 else (*SHAPE, 3)
    image = rng.integers(0, 256, shape, dtype=np.uint8)
    if choose.random() < 0.7:
        image = cv2.GaussianBlur(image, (0, 0), choose.uniform(0.4, 8))
        image = cv2.normalize(image, None, 0, 255, cv2.NORM_MINMAX)
    return np.asarray(image, dtype=np.uint8)


def blocks(choose: random.Random, rng: np.random.Generator) -> np.ndarray:
    """Black and white squares the size of modules, in places with finder patterns among them."""
    size = choose.randrange(2, 12)
    cells = (SHAPE[0] // size, SHAPE[1] // size)
    modules = rng.integers(0, 2, cells, dtype=np.uint8) * np.uint8(255)
    finder = np.pad(np.pad(np.zeros((3, 3), np.uint8), 1, constant_values=255), 1)
    if choose.random() < 0.6 and min(cells) > 24:
        side = choose.randrange(21, min(cells))
        for top, left in ((0, 0), (0, side - 7), (side - 7, 0)):
            modules[top : top + 7, left : left + 7] = finder
    return np.kron(modules, np.ones((size, size), dtype=np.uint8))


def shapes(choose: random.Random, rng: np.random.Generator) -> np.ndarray:
    """Lines, discs, letters: a room, print, stripes."""
    image = np.full(SHAPE, choose.randrange(256), dtype=np.uint8)
    for _ in range(choose.randrange(5, 60)):
        start = (choose.randrange(SHAPE[1]), choose.randrange(SHAPE[0]))
        end = (choose.randrange(SHAPE[1]), choose.randrange(SHAPE[0]))
        level = choose.randrange(256)
        match choose.randrange(3):
            case 0:
                cv2.line(image, start, end, level, choose.randrange(1, 9))
            case 1:
                cv2.rectangle(image, start, end, level, -1)
            case _:
                cv2.putText(image, "QR 0123", start, 0, choose.uniform(0.3, 2), level, 2)
    return image


@cache
def sound(text: str, box: int) -> np.ndarray:
    """A code before its damage."""
    return picture(text, box=box)


def damaged(choose: random.Random, rng: np.random.Generator) -> np.ndarray:
    """A true code, damaged up to and beyond repair."""
    image = sound(choose.choice(TRUE_TEXTS), choose.choice((2, 2, 3))).copy()
    match choose.randrange(4):
        case 0:
            flips = rng.random(image.shape) < choose.uniform(0.02, 0.4)
            image[flips] = 255 - image[flips]
        case 1:
            top, left = (choose.randrange(side) for side in image.shape)
            image[top : top + choose.randrange(5, 90), left : left + choose.randrange(5, 90)] = 255
        case 2:
            image = np.roll(image, choose.randrange(-60, 60), axis=choose.randrange(2))
        case _:
            image = image[: choose.randrange(20, image.shape[0])].copy()
    return image


class Eye:
    """A reader that is shown one picture after the other, as single frames of a slow camera."""

    def __init__(self) -> None:
        self._clock = ManualClock(datetime(2026, 1, 1, tzinfo=UTC))
        self._pause = itertools.cycle((0.03, 0.03, 0.03, 1.0))
        self.reader = TwoEngineReader(self._clock)

    def show(self, image: np.ndarray) -> tuple[Symbol, ...]:
        """Read it, with everything that is asked about a frame."""
        self._clock.advance(next(self._pause))
        symbols = self.reader.read(image)
        self.reader.hint()
        assert isinstance(self.reader.look(), Look)
        return symbols


@pytest.fixture
def eye() -> Iterator[Eye]:
    eye = Eye()
    yield eye
    eye.reader.close()


@pytest.mark.parametrize("draw", [noise, blocks, shapes])
def test_2000_random_frames_of_each_kind_hold_no_code(eye: Eye, draw: Draw) -> None:
    choose, rng = random.Random(draw.__name__), np.random.default_rng(5)
    for number in range(2000):
        symbols = eye.show(draw(choose, rng))
        assert symbols == (), (number, symbols)


def test_2000_damaged_codes_give_their_own_text_or_none(eye: Eye) -> None:
    choose, rng = random.Random(6), np.random.default_rng(6)
    read = 0
    for number in range(2000):
        texts = {symbol.text for symbol in eye.show(damaged(choose, rng))}
        assert texts <= set(TRUE_TEXTS), (number, texts)
        read += bool(texts)
    assert 200 < read < 1900, "the damage must lie on both sides of what can be repaired"


def malformed(choose: random.Random) -> bytes:
    """Bytes that no credential has: random, cut within a letter, wrong charset, wrong counts."""
    text = choose.choice(TRUE_TEXTS)
    raw = text.encode()
    match choose.randrange(6):
        case 0:
            return choose.randbytes(choose.randrange(1, 200))
        case 1:
            return raw[: choose.randrange(1, len(raw))]
        case 2:
            return text.encode("utf-16-le")[:400]
        case 3:
            return raw.replace(b"|", choose.choice((b"||", b"\0", b";", b"\xff")))
        case 4:
            return bytes(byte ^ (choose.random() < 0.05) * 0x80 for byte in raw)
        case _:
            return b"|" * choose.randrange(1, 300)


def test_2000_malformed_codes_reach_the_lane_as_they_are_or_not_at_all() -> None:
    """Whole way of the gate: reader, settling, submission, parsing."""
    choose = random.Random(7)
    clock = ManualClock(datetime(2026, 1, 1, tzinfo=UTC))
    reader = TwoEngineReader(clock)
    scans: list[Scan] = []

    def submit(scan: Scan) -> bool:
        scans.append(scan)
        return True

    worker = ScannerWorker(
        Mailbox[Frame](),
        reader,
        ScanDebouncer(parse_credential),
        lane=LaneName.GATE,
        submit=submit,
        watcher=Watcher(),
        clock=clock,
    )
    seq = itertools.count()
    frames = 0
    for number in range(2000):
        raw = malformed(choose)
        barcode = zxingcpp.create_barcode(raw, zxingcpp.BarcodeFormat.QRCode)
        drawn = np.kron(np.array(barcode.to_image()), np.ones((3, 3), dtype=np.uint8))
        image = np.pad(drawn, 12, constant_values=255)
        before = len(scans)
        for _ in range(6):
            # A code that is no person's waits a moment for its neighbour.
            clock.advance(0.1)
            frames += 1
            image = image.copy()
            image[0, 0] ^= 255
            worker.take_frame(Frame(next(seq), clock.monotonic(), image))
        clock.advance(4)
        new = scans[before:]
        assert len(new) <= 1, number
        for scan in new:
            assert scan.source is ScanSource.CAMERA
            parse_credential(scan.text)
            # What is not UTF-8 never stands for a person; everything else arrives byte for byte.
            assert scan.charset_guessed or scan.text.encode() == raw, number
    reader.close()
    assert frames >= 10_000
    assert len(scans) > 1000, "most of them are readable codes"
