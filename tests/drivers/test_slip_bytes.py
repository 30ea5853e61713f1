"""The bytes of a slip, read by others than our simulated printer, are its picture.

python-escpos writes them. One reader here knows nothing but Epson's description of GS v 0; the
other is npos, a program of somebody else, where node can load it (NODE_PATH).
"""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest
from escpos.printer import Dummy
from numpy.typing import NDArray

from drivers.printer.escpos_printer import EscposPrinter
from drivers.printer.transports import make_profile
from kiosk.documents.slip import render_slip
from kiosk.domain.slips.slip import Slip
from kiosk.domain.visits.decision import PrintState
from kiosk.ports.printer import PrintResult
from tests.drivers.slips import LONGEST, ORDINARY, WIDTHS, print_slip

_PROGRAM = Path(__file__).resolve().parents[1] / "support" / "npos_pictures.js"
_RASTER = b"\x1dv0\x00"
_QUESTION = b"\x10\x04\x04"
"""DLE EOT 4: is there paper? Asked before and after each job."""


class Tape(Dummy):  # type: ignore[misc]  # python-escpos has no types
    """A printer that answers nothing and keeps every byte."""

    answers_for_delivery = False

    def open(self) -> None:
        """There is nothing to connect to."""

    def close(self) -> None:
        """The bytes stay, to be read after the job."""

    def _read(self) -> bytes:
        return b""


def bytes_of(slip: Slip, width_px: int, has_cutter: bool) -> bytes:
    """What goes to a printer without status."""
    tape = Tape(profile=make_profile(width_px))
    printer = EscposPrinter("tape", lambda: tape, width_px, has_cutter)
    assert print_slip(printer, slip, "vi") == PrintResult(PrintState.PRINTED)
    sent: bytes = tape.output
    return sent


def burnt(slip: Slip, width_px: int) -> NDArray[np.bool_]:
    """The dots that are to be black."""
    return ~np.asarray(render_slip(slip, width_px, "vi"))


def read_by_the_description(sent: bytes) -> NDArray[np.bool_]:
    """GS v 0 m xL xH yL yH d…: rows of x bytes, the leftmost dot in the highest bit, 1 burns."""
    rows = []
    at = sent.find(_RASTER)
    while at >= 0:
        wide, tall = np.frombuffer(sent, "<u2", 2, offset=at + 4).tolist()
        dots = np.frombuffer(sent, np.uint8, wide * tall, offset=at + 8)
        rows.append(np.unpackbits(dots).reshape(tall, -1).astype(bool))
        at = sent.find(_RASTER, at + 8 + wide * tall)
    return np.concatenate(rows)


def _lacks_npos(node: str) -> bool:
    asked = subprocess.run([node, "-e", "require('npos')"], capture_output=True, check=False)
    return asked.returncode != 0


by_paper = pytest.mark.parametrize("width_px", WIDTHS)


@by_paper
@pytest.mark.parametrize("has_cutter", [False, True])
@pytest.mark.parametrize("slip", [ORDINARY, LONGEST], ids=["ordinary", "longest"])
def test_the_bytes_are_the_picture(slip: Slip, width_px: int, has_cutter: bool) -> None:
    sent = bytes_of(slip, width_px, has_cutter)
    read, expected = read_by_the_description(sent), burnt(slip, width_px)
    assert read.shape == expected.shape
    assert (read == expected).all()
    assert sent.removesuffix(_QUESTION).endswith(b"\x1dV\x01" if has_cutter else b"\x1bd\x04")


@by_paper
@pytest.mark.parametrize("slip", [ORDINARY, LONGEST], ids=["ordinary", "longest"])
def test_npos_sees_the_picture(slip: Slip, width_px: int) -> None:
    node = shutil.which("node")
    if node is None or _lacks_npos(node):
        pytest.skip("npos cannot be loaded by node (npm install npos; NODE_PATH=…/node_modules)")
    said = subprocess.run(
        [node, str(_PROGRAM)],
        input=bytes_of(slip, width_px, has_cutter=True),
        capture_output=True,
        check=True,
    ).stdout
    (picture,) = json.loads(said.splitlines()[-1])
    read = np.array([[dot == "1" for dot in row] for row in picture["rows"]])
    expected = burnt(slip, width_px)
    assert read.shape == expected.shape
    assert (read == expected).all()
