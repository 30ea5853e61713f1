"""packaging/system-packages.txt must name every library that the wheels expect to find."""

from __future__ import annotations

import os
import subprocess
from ctypes.util import find_library
from pathlib import Path

import PySide6
import pytest
import usb.backend.libusb1

QT = Path(PySide6.__file__).parent / "Qt"
LOADED = [
    "lib/libQt6Quick.so.6",
    "lib/libQt6QuickControls2.so.6",
    "lib/libQt6Svg.so.6",
    "plugins/platforms/libqoffscreen.so",
    "plugins/platforms/libqwayland.so",
    "plugins/platforms/libqxcb.so",
    "plugins/xcbglintegrations/libqxcb-egl-integration.so",
    "plugins/xcbglintegrations/libqxcb-glx-integration.so",
]


@pytest.mark.parametrize("file", LOADED)
def test_every_library_qt_links_to_is_there(file: str) -> None:
    result = subprocess.run(
        ["ldd", str(QT / file)],
        env=os.environ | {"LC_ALL": "C"},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )

    assert [line.strip() for line in result.stdout.splitlines() if "not found" in line] == []


def test_the_second_decoder_finds_its_library() -> None:
    assert find_library("zbar") is not None


def test_usb_printers_have_the_library_they_are_reached_through() -> None:
    assert usb.backend.libusb1.get_backend() is not None
