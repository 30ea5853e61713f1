"""A PDF as a program that is not ours reads it (Debian package poppler-utils)."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

IMAGE = re.compile(rb"/Subtype\s*/Image")
MM_PER_INCH = 25.4


def text_of(pdf: bytes) -> str:
    """All its text, page after page, one space between words."""
    told = subprocess.run(
        [_program("pdftotext"), "-layout", "-", "-"], input=pdf, capture_output=True, check=True
    )
    return " ".join(told.stdout.decode("utf-8").split())


def pictures_of(pdf: bytes, folder: Path, dpi: int = 100) -> list[NDArray[np.uint8]]:
    """Its pages in grey."""
    subprocess.run(
        [_program("pdftoppm"), "-gray", "-r", str(dpi), "-", str(folder / "page")],
        input=pdf,
        check=True,
    )
    return [np.asarray(Image.open(path)) for path in sorted(folder.glob("page-*.pgm"))]


def fonts_of(pdf: bytes, folder: Path) -> list[str]:
    """The lines of pdffonts, one a typeface."""
    path = folder / "fonts.pdf"
    path.write_bytes(pdf)
    told = subprocess.run([_program("pdffonts"), str(path)], capture_output=True, check=True)
    return told.stdout.decode("utf-8").splitlines()[2:]


def _program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"{name} (Debian package poppler-utils) is not installed")
    return found
