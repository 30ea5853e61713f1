"""Icons: every name that is asked for has a file, drawn in the colour asked for."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QGuiApplication

import ui
from ui.icons import IconProvider, icons_dir
from ui.messages.sentences import SENTENCES

NAMES = sorted(path.stem for path in icons_dir().glob("*.svg"))


def test_every_icon_asked_for_exists() -> None:
    sources = Path(ui.__file__).parent
    asked = set()
    for path in sources.rglob("*.qml"):
        asked |= set(re.findall(r'(?:icon|name): "([a-z-]+)"', path.read_text(encoding="utf-8")))
    for path in (sources / "viewmodels").rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        asked |= set(re.findall(r'(?:StripItem\(\s*"\w+",|CardProps\()\s*"([a-z-]+)"', text))
        asked |= set(re.findall(r'return "([a-z-]+)", words', text))
        asked |= set(re.findall(r'Reason\.\w+: "([a-z-]+)"', text))
        asked |= set(re.findall(r'foot_icon="([a-z-]+)"', text))
        asked |= set(re.findall(r'StaffAction\(\s*"\w+", "([a-z-]+)"', text))
    asked |= {said.icon for said in SENTENCES.values()}
    assert len(asked) > 15
    assert asked <= set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_icon_is_drawn_in_its_colour(app: QGuiApplication, name: str) -> None:
    size = QSize()
    image = IconProvider().requestPixmap(f"{name}/9b1c1c", size, QSize(48, 48)).toImage()
    assert size == QSize(48, 48)
    pixels = [image.pixelColor(x, y) for x in range(48) for y in range(48)]
    opaque = [pixel for pixel in pixels if pixel.alpha() == 255]
    assert len(opaque) > 40
    # Strokes that cross leave a rounding error of one step.
    assert all(abs(pixel.red() - 0x9B) + abs(pixel.blue() - 0x1C) <= 4 for pixel in opaque)


def test_unknown_icon_is_an_error(app: QGuiApplication) -> None:
    with pytest.raises(FileNotFoundError):
        IconProvider().requestPixmap("no-such/000000", QSize(), QSize(8, 8))
