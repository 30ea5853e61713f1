"""Bar codes of one dimension: off unless switched on, and believed only when read twice."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import pytest
import qrcode
import zxingcpp

from drivers.scanner.linear import LINEAR_FORMATS
from drivers.scanner.reader import TwoEngineReader
from drivers.scanner.scan_debouncer import ScanDebouncer
from kiosk.base.clock import ManualClock
from kiosk.domain.credential import parse_credential
from kiosk.ports.codes import Symbol

if TYPE_CHECKING:
    from kiosk.ports.camera import Image

EAN = "8934567890120"
STRIPES = [("Code128", "BN-000471"), ("Code39", "BN-000471"), ("EAN13", EAN), ("EAN8", "96385074")]


def drawn(form: str, text: str) -> Image:
    """A bar code on a wall that is not quite white."""
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.__members__[form])
    stripes = np.asarray(zxingcpp.write_barcode_to_image(code, scale=3), dtype=np.uint8)
    wall = np.full((480, 800), 235, dtype=np.uint8)
    height, width = stripes.shape[:2]
    wall[120 : 120 + height, 60 : 60 + width] = stripes
    return wall


def drawn_qr(text: str) -> Image:
    code = qrcode.QRCode(border=4)
    code.add_data(text.encode())
    code.make(fit=True)
    dots = np.where(np.array(code.get_matrix(), dtype=bool), 0, 255).astype(np.uint8)
    return np.kron(dots, np.ones((6, 6), dtype=np.uint8))


class Lane:
    """A reader and its settling, frame by frame, as the scanner's thread joins them; whoever makes
    one closes its reader."""

    def __init__(self, *, linear: bool = True) -> None:
        self.clock = ManualClock(datetime(2026, 1, 1, tzinfo=UTC))
        self.reader = TwoEngineReader(self.clock, linear=linear)
        self.debouncer = ScanDebouncer(parse_credential)

    def show(self, image: Image, frames: int = 1) -> list[str]:
        """Show a picture whose light wavers; gives what was scanned."""
        scanned = []
        for number in range(frames):
            self.clock.advance(1 / 30)
            lit = (image.astype(np.int16) - 12 * (number % 3)).clip(0, 255).astype(np.uint8)
            debounced = self.debouncer.see(self.reader.read(lit), self.clock.monotonic())
            if isinstance(debounced, Symbol):
                scanned.append(debounced.text)
        return scanned


Lanes: TypeAlias = Callable[..., Lane]


@pytest.fixture
def new_lane() -> Iterator[Lanes]:
    with ExitStack() as stack:

        def new(*, linear: bool = True) -> Lane:
            lane = Lane(linear=linear)
            stack.callback(lane.reader.close)
            return lane

        yield new


@pytest.mark.parametrize(("form", "text"), STRIPES)
def test_a_bar_code_counts_once_it_was_read_twice(new_lane: Lanes, form: str, text: str) -> None:
    lane = new_lane()
    symbols = lane.reader.read(drawn(form, text))
    assert [(symbol.text, symbol.format) for symbol in symbols] == [(text, form)]
    assert form in LINEAR_FORMATS
    assert lane.show(drawn(form, text), 30) == [text]


def test_one_read_proves_nothing(new_lane: Lanes) -> None:
    lane = new_lane()
    assert lane.debouncer.see(lane.reader.read(drawn("Code39", "BN-000471")), 0.1) is None
    for number in range(1, 30):
        assert lane.debouncer.see((), 0.1 + number / 30) is None
    assert lane.debouncer.see(lane.reader.read(drawn("Code39", "BN-000999")), 1.2) is None


def test_an_unchanged_picture_is_no_second_read(new_lane: Lanes) -> None:
    lane = new_lane()
    still = drawn("Code39", "BN-000471")
    reads = [lane.reader.read(still) for _ in range(5)]
    assert [len(symbols) for symbols in reads] == [1, 0, 0, 0, 0]


def test_bar_codes_are_passed_over_unless_switched_on(new_lane: Lanes) -> None:
    assert new_lane(linear=False).show(drawn("Code128", "BN-000471"), 30) == []


def test_what_is_too_short_to_be_believed_is_passed_over(new_lane: Lanes) -> None:
    assert new_lane().show(drawn("Code39", "A1B"), 30) == []


def test_where_a_qr_code_is_bar_codes_are_not_looked_for(new_lane: Lanes) -> None:
    text = "https://example.com/"
    both = np.full((480, 1200), 235, dtype=np.uint8)
    both[:, :800] = drawn("Code128", "BN-000471")
    code = drawn_qr(text)
    both[100 : 100 + code.shape[0], 850 : 850 + code.shape[1]] = code
    assert new_lane().show(both, 30) == [text]
