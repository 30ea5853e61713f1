"""Whether each decoder reads a code drawn this moment: for the doctor."""

from __future__ import annotations

import numpy as np
import qrcode

from drivers.scanner.engines import ZxingEngine
from drivers.scanner.zbar import ZbarEngine
from kiosk.base.clock import SystemClock
from kiosk.ports.codes import Engine

_TEXT = "Nguyễn Văn Mẫu|điểm kiểm dịch"
_DOTS_PER_MODULE = 6


def check_decoders() -> dict[Engine, bool]:
    """Engine → whether it read the Vietnamese text of a clean code exactly."""
    drawn = qrcode.QRCode(border=4)
    drawn.add_data(_TEXT.encode("utf-8"))
    drawn.make(fit=True)
    modules = np.array(drawn.get_matrix(), dtype=bool)
    image = np.where(modules, 0, 255).astype(np.uint8)
    image = np.kron(image, np.ones((_DOTS_PER_MODULE, _DOTS_PER_MODULE), dtype=np.uint8))
    answers = {Engine.ZXING: [symbol.text for symbol in ZxingEngine().read(image).symbols]}
    zbar = ZbarEngine(SystemClock())
    try:
        zbar.wait()
        answers[Engine.ZBAR] = [symbol.text for symbol in zbar.read(image).symbols]
    finally:
        zbar.close()
    return {engine: texts == [_TEXT] for engine, texts in answers.items()}
