"""The versions of the kiosk, Python, and every library that decides its behaviour."""

from __future__ import annotations

import platform
from importlib import metadata

from kiosk import __version__

_PARTS = (
    "PySide6-Essentials",
    "opencv-python-headless",
    "zxing-cpp",
    "pyzbar",
    "qrcode",
    "python-escpos",
    "sqlite-utils",
    "sqlcipher3",
    "requests",
)


def versions() -> dict[str, str]:
    """Name → version of the kiosk, Python, and every library that decides its behaviour."""
    found = {"checkpoint-kiosk": __version__, "python": platform.python_version()}
    for part in _PARTS:
        try:
            found[part] = metadata.version(part)
        except metadata.PackageNotFoundError:
            found[part] = "missing"
    return found
