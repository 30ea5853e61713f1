"""Codes for a screen are read back from what is drawn."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import zxingcpp
from PIL import Image as Picture

from kiosk.documents.codes import code_for_terminal, draw_code

TEXTS = [
    "KE2|https://hub.example.vn:8443|7K3MQ9T2XA|00112233445566778899aabbccddeeff|" + "0123" * 16,
    "Trạm y tế xã Thử",
]


@pytest.mark.parametrize("text", TEXTS)
def test_the_picture_is_read(text: str, tmp_path: Path) -> None:
    draw_code(text, tmp_path / "code.png")
    with Picture.open(tmp_path / "code.png") as picture:
        (found,) = zxingcpp.read_barcodes(np.array(picture))
    assert found.text == text


@pytest.mark.parametrize("text", TEXTS)
def test_the_terminal_is_read(text: str) -> None:
    light = {"█": (255, 255), "▀": (255, 0), "▄": (0, 255), " ": (0, 0)}
    rows: list[list[int]] = []
    for line in code_for_terminal(text).split("\n"):
        rows.append([light[letter][0] for letter in line])
        rows.append([light[letter][1] for letter in line])
    dots = np.kron(np.array(rows, dtype=np.uint8), np.ones((6, 6), dtype=np.uint8))
    (found,) = zxingcpp.read_barcodes(dots)
    assert found.text == text
