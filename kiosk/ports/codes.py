"""What is asked of a decoder: the codes in an image."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from kiosk.base.dataclass import dataclass

if TYPE_CHECKING:
    from kiosk.ports.camera import Image

Corners = tuple[tuple[int, int], tuple[int, int], tuple[int, int], tuple[int, int]]
"""Top left, top right, bottom right, bottom left of the code in its own orientation, px."""


class Engine(StrEnum):
    """Which decoder read a symbol."""

    ZXING = "zxing"
    ZBAR = "zbar"


@dataclass(frozen=True, slots=True)
class Symbol:
    """One decoded code in one image."""

    raw: bytes
    text: str
    format: str
    """`QRCode`, `MicroQRCode`, `DataMatrix`, ...: zxing-cpp's names for every engine."""
    corners: Corners
    engine: Engine
    charset_guessed: bool = False
    """The bytes were not UTF-8: the text is a guess and never stands for a person."""
    modules: int | None = None
    """Modules a side, where the engine tells."""


class SymbolReader(Protocol):
    """Finds and decodes codes in an image; used by one thread only."""

    def read(self, image: Image) -> tuple[Symbol, ...]:
        """Every code in the image, best first. Never raises on any image."""
        ...
