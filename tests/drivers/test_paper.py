"""The interpreter that turns printer bytes back into paper."""

from __future__ import annotations

import pytest
from PIL import Image

from drivers.printer.mechanism import Mechanics, Mechanism
from drivers.printer.paper import LINE_DOTS, Paper, UnknownCommand

_ROWS = bytes((0b10000001, 0b00000000, 0b11110000, 0b00001111))
_RASTER = b"\x1dv0\x00\x02\x00\x02\x00" + _ROWS


def _paper(has_cutter: bool = True) -> tuple[Paper, list[Image.Image]]:
    papers: list[Image.Image] = []
    mechanism = Mechanism(16, Mechanics(), papers.append, lambda: 0.0)
    return Paper(16, has_cutter, mechanism, lambda n: bytes((0x12, n))), papers


def test_dots_feeds_and_cuts_come_out_where_they_were_sent() -> None:
    paper, papers = _paper()
    paper.take(b"\x1b@" + _RASTER + b"\x1bJ\x05\x00\x00" + b"\x1dV\x01")
    (sheet,) = papers
    assert sheet.size == (16, 7)
    assert sheet.crop((0, 0, 16, 2)).tobytes() == bytes(255 - byte for byte in _ROWS)
    assert sheet.crop((0, 2, 16, 7)).getextrema() == (255, 255)


def test_pieces_of_any_size_give_the_same_paper() -> None:
    whole, expected = _paper()
    stream = b"\x1b@" + _RASTER + b"\x1bd\x02" + b"\x1dVB\x00" + _RASTER + b"\x1dV\x00"
    whole.take(stream)
    bytewise, papers = _paper()
    for byte in stream:
        bytewise.take(bytes((byte,)))
    assert [sheet.tobytes() for sheet in papers] == [sheet.tobytes() for sheet in expected]
    assert [sheet.height for sheet in papers] == [2 + 2 * LINE_DOTS, 2]


def test_without_a_cutter_the_feed_to_the_tear_bar_ends_a_paper() -> None:
    paper, papers = _paper(has_cutter=False)
    paper.take(_RASTER + b"\x1bd\x04")
    assert [sheet.height for sheet in papers] == [2 + 4 * LINE_DOTS]


def test_columns_come_out_as_a_band_with_their_line_feed() -> None:
    paper, papers = _paper()
    first, second = b"\xff\xff\xff", b"\x80\x00\x01"
    paper.take(b"\x1b3\x10" + b"\x1b*\x21\x02\x00" + first + second + b"\n" + b"\x1b2")
    paper.take(b"\x1dV\x00")
    (sheet,) = papers
    assert sheet.size == (16, 24)
    black = [(x, y) for x in range(16) for y in range(24) if not sheet.getpixel((x, y))]
    assert black == [(0, y) for y in range(24)] + [(1, 0), (1, 23)]


def test_columns_that_were_not_fed_are_forgotten() -> None:
    paper, papers = _paper()
    paper.take(b"\x1b*\x21\x01\x00\xff\xff\xff" + b"\x1b@" + _RASTER + b"\x1dV\x00")
    assert [sheet.height for sheet in papers] == [2]


def test_status_queries_are_answered() -> None:
    paper, _ = _paper()
    paper.take(b"\x10\x04\x02\x10\x04\x04")
    assert bytes(paper.replies) == b"\x12\x02\x12\x04"


@pytest.mark.parametrize(
    "stream",
    [
        b"Nhung",
        b"\x1bt\x30",
        b"\x1dv1" + bytes(5),
        b"\x1dv0\x01" + bytes(4),
        b"\x1dv0\x00\x03\x00\x01\x00" + bytes(3),
        b"\x1dV\x07",
        b"\n\n\n",
        b"\x1b*\x00\x01\x00" + bytes(3),
        b"\x1b*\x21\x11\x00" + bytes(51),
    ],
    ids=[
        "text",
        "code page",
        "other raster",
        "double width",
        "too wide",
        "odd cut",
        "newlines",
        "column mode",
        "too many columns",
    ],
)
def test_whatever_slips_are_not_made_of_is_an_error(stream: bytes) -> None:
    paper, _ = _paper()
    with pytest.raises(UnknownCommand):
        paper.take(stream)


def test_a_cut_needs_a_cutter() -> None:
    paper, _ = _paper(has_cutter=False)
    with pytest.raises(UnknownCommand):
        paper.take(b"\x1dV\x01")


def test_power_loss_forgets_half_a_command_and_keeps_the_paper() -> None:
    paper, papers = _paper()
    paper.take(_RASTER + _RASTER[:-1])
    paper.reset()
    paper.take(b"\x1b@\x1dV\x01")
    # The first of its two rows was printed as it came.
    assert [sheet.height for sheet in papers] == [2 + 1]
