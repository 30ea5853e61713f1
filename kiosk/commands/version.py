"""`version`: the kiosk's version and those of what it stands on."""

from __future__ import annotations

import argparse
import json
import platform
from importlib import metadata

from kiosk import __version__

EXAMPLE = "checkpoint-kiosk version --json"

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


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of `version`."""
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def run(options: argparse.Namespace) -> int:
    """Print the versions."""
    found = versions()
    if options.json:
        print(json.dumps(found, indent=2))
    else:
        for name, version in found.items():
            print(f"{name} {version}")
    return 0
