"""The code on a staff card is read off the screen, as a phone would."""

from __future__ import annotations

import numpy as np
import pytest
import zxingcpp
from PySide6.QtGui import QGuiApplication, QImage

from ui.scenes import SCENES
from ui.showcase import Showcase, spin


@pytest.mark.parametrize("large_text", [False, True])
def test_the_code_of_a_fault_is_read_off_the_smallest_screen(
    app: QGuiApplication, large_text: bool
) -> None:
    with Showcase(large_text=large_text) as showcase:
        showcase.set_size((1024, 600))
        showcase.go_home()
        SCENES["ready-degraded-card"](showcase)
        spin(5)
        grey = showcase.grab().convertToFormat(QImage.Format.Format_Grayscale8)
    picture = np.frombuffer(grey.constBits(), np.uint8).reshape(grey.height(), -1)
    read = [code.text for code in zxingcpp.read_barcodes(picture) if "faults=" in code.text]
    assert len(read) == 1
    assert "\nfaults=PRN-PAPER,SCAN-LOST,CLOCK,NET-OFFLINE,SOUND,SET-UP\n" in read[0]
