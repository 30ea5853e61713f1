"""Imports every direct dependency, and names in one line each those that do not start.

Usage: check_imports.py pyproject.toml

A wheel that is installed may still not work: a system library is missing, or a file was cut off.
The set-up asks here, so that a person at a checkpoint does not find out. Exit 1 if one fails.
"""

from __future__ import annotations

import importlib
import re
import sys
import tomllib
from pathlib import Path

MODULES: dict[str, tuple[str, ...]] = {
    "PySide6-Essentials": ("PySide6.QtGui", "PySide6.QtQuick", "PySide6.QtSvg"),
    "XlsxWriter": ("xlsxwriter",),
    "alembic": ("alembic",),
    "build": ("build",),
    "cryptography": ("cryptography.hazmat.primitives.asymmetric.ed25519",),
    "fhir.resources": ("fhir.resources.R4B.questionnaire",),
    "http-message-signatures": ("http_message_signatures",),
    "httptools": ("httptools",),
    "hypothesis": ("hypothesis",),
    "import-linter": ("importlinter",),
    "mypy": ("mypy.api",),
    "numpy": ("numpy",),
    "opencv-python-headless": ("cv2",),
    "pillow": ("PIL.Image",),
    "psycopg": ("psycopg",),
    "pyserial": ("serial",),
    "pytest": ("pytest",),
    "pytest-cov": ("pytest_cov",),
    "pytest-qt": ("pytestqt",),
    "python-escpos": ("escpos.escpos",),
    "pyusb": ("usb.core",),
    "pyzbar": ("pyzbar.pyzbar",),
    "qrcode": ("qrcode",),
    "requests": ("requests",),
    "ruff": ("ruff",),
    "schemathesis": ("schemathesis",),
    "setuptools": ("setuptools",),
    "sqlalchemy": ("sqlalchemy",),
    "sqlcipher3": ("sqlcipher3.dbapi2",),
    "sqlite-utils": ("sqlite_utils",),
    "starlette": ("starlette",),
    "tomlkit": ("tomlkit",),
    "types-pyserial": (),
    "types-requests": (),
    "tzdata": ("tzdata",),
    "uvicorn": ("uvicorn",),
    "wheel": ("wheel",),
    "zxing-cpp": ("zxingcpp",),
}
"""Distribution → what is imported of it; type stubs have nothing to import."""


def direct_dependencies(pyproject: Path) -> list[str]:
    """The names of the project's own dependencies and of all its extras."""
    project = tomllib.loads(pyproject.read_text(encoding="utf-8"))["project"]
    lines = list(project["dependencies"])
    for extra in project["optional-dependencies"].values():
        lines.extend(extra)
    return sorted({re.split(r"[\s\[<>=!~;]", line)[0] for line in lines})


def main(arguments: list[str]) -> int:
    """Import them all; 1 if one cannot be."""
    failed = 0
    for name in direct_dependencies(Path(arguments[0])):
        for module in MODULES[name]:
            try:
                importlib.import_module(module)
            except Exception as error:  # noqa: BLE001 - whatever it is, it is named and fails
                print(f"{name} does not start: {error}", file=sys.stderr)
                failed = 1
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
