"""QR codes on paper: error correction Q, which reads best when worn; on slips in whole dots."""

from __future__ import annotations

from typing import Final

import numpy as np
import qrcode
from PIL import Image
from qrcode.constants import ERROR_CORRECT_Q

from kiosk.documents.typesetting import INK, PAPER, blank

_LONG: Final = 100
"""From so many characters on a code is even enough with any mask; trying all eight takes 8 times
as long."""


QUIET_MODULES: Final = 4
"""White modules around a code (ISO/IEC 18004)."""


def code_modules(text: str, least_version: int = 1) -> list[list[bool]]:
    """The code's modules without its quiet zone, True is dark; digits alone in numeric mode.

    The more modules a code of one size has, the narrower its quiet zone is.
    """
    mask = 0 if len(text) >= _LONG else None
    code = qrcode.QRCode(least_version, ERROR_CORRECT_Q, border=0, mask_pattern=mask)
    code.add_data(text)
    code.make(fit=True)
    return [[bool(module) for module in row] for row in code.get_matrix()]


def draw_modules(modules: list[list[bool]], dots: int, quiet_px: int, width_px: int) -> Image.Image:
    """A code in the middle of a strip, so many dots a module, with white above and below it."""
    square = np.where(np.array(modules, dtype=bool), INK, PAPER).astype(np.uint8)
    code = Image.fromarray(np.kron(square, np.ones((dots, dots), dtype=np.uint8)))
    strip = blank(code.height + 2 * quiet_px, width_px)
    strip.paste(code, ((width_px - code.width) // 2, quiet_px))
    return strip
