"""QR codes to be read off a screen: as a picture, or as text in a terminal."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import numpy as np
import qrcode
from PIL import Image as Picture

from kiosk.base.files import write_whole

_DOTS_PER_MODULE = 8
_BORDER = 4
"""The quiet zone of ISO/IEC 18004, in modules."""

# A terminal is dark: what is light in the code is drawn, what is dark is left out.
_HALVES = {(False, False): "█", (False, True): "▀", (True, False): "▄", (True, True): " "}


def draw_code(text: str, path: Path) -> None:
    """Write a QR code as a PNG, large enough to be read from a screen. Raises OSError."""
    modules = np.where(np.array(_matrix(text), dtype=bool), 0, 255).astype(np.uint8)
    dots = np.kron(modules, np.ones((_DOTS_PER_MODULE, _DOTS_PER_MODULE), dtype=np.uint8))
    picture = BytesIO()
    Picture.fromarray(dots).save(picture, format="PNG")
    write_whole(path, picture.getvalue(), makes_folder=False)


def code_for_terminal(text: str) -> str:
    """A QR code of half blocks, light on dark, two rows of modules in a line of text."""
    rows = _matrix(text)
    if len(rows) % 2:
        rows.append([False] * len(rows[0]))
    return "\n".join(
        "".join(_HALVES[pair] for pair in zip(upper, lower, strict=True))
        for upper, lower in zip(rows[::2], rows[1::2], strict=True)
    )


def _matrix(text: str) -> list[list[bool]]:
    drawn = qrcode.QRCode(border=_BORDER, error_correction=qrcode.constants.ERROR_CORRECT_M)
    drawn.add_data(text.encode("utf-8"))
    drawn.make(fit=True)
    return [[bool(module) for module in row] for row in drawn.get_matrix()]
