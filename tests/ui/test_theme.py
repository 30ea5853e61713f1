"""The tokens are the document's, and what people must read stands out from its ground."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QQmlEngine

from tests.support.contrast import contrast
from ui.app import qml_dir

TOKENS = {
    "paper": "#faf8f2",
    "paperDim": "#efece2",
    "line": "#e3e0d4",
    "edge": "#7a8f86",
    "ink": "#12211e",
    "inkSoft": "#33453f",
    "jade": "#00594c",
    "arrival": "#0b5d3b",
    "departure": "#1e3a78",
    "wait": "#ffe9b8",
    "attention": "#ffb81c",
    "stop": "#9b1c1c",
}
TEXT_ON_GROUND = [
    ("ink", "paper"),
    ("ink", "card"),
    ("inkSoft", "paper"),
    ("inkSoft", "paperDim"),
    ("jade", "paper"),
    ("jadeText", "jade"),
    ("jadeText", "jadePressed"),
    ("ink", "mint"),
    ("arrivalText", "arrival"),
    ("departureText", "departure"),
    ("waitText", "wait"),
    ("attentionText", "attention"),
    ("stopText", "stop"),
    ("well", "paperDim"),
    ("amberText", "paperDim"),
    ("jadeText", "hintGround"),
    ("jadeText", "seenGround"),
]


@pytest.fixture
def theme(app: QGuiApplication) -> Iterator[QObject]:
    engine = QQmlEngine()
    engine.addImportPath(str(qml_dir()))
    yield engine.singletonInstance("Station.Theme", "Theme")
    del engine  # Alive until here: the theme dies with it.


@pytest.mark.parametrize(("token", "value"), TOKENS.items())
def test_token_has_the_documents_value(theme: QObject, token: str, value: str) -> None:
    assert theme.property(token).name() == value


@pytest.mark.parametrize(("text", "ground"), TEXT_ON_GROUND)
def test_text_stands_out(theme: QObject, text: str, ground: str) -> None:
    assert contrast(theme.property(text), theme.property(ground)) >= 7.0


def test_edge_of_what_can_be_pressed_is_visible(theme: QObject) -> None:
    assert contrast(theme.property("edge"), theme.property("paper")) >= 3.0


@pytest.mark.parametrize(
    ("width", "height", "diagonal_in"),
    [(1024, 600, 7.0), (1280, 800, 10.1), (1920, 1080, 15.6), (1080, 1920, 32.0)],
)
def test_targets_follow_the_physical_size(
    theme: QObject, width: int, height: int, diagonal_in: float
) -> None:
    theme.setProperty("windowWidth", width)
    theme.setProperty("windowHeight", height)
    theme.setProperty("diagonalIn", diagonal_in)
    px_per_mm = (width**2 + height**2) ** 0.5 / (diagonal_in * 25.4)
    assert theme.property("target") >= 12 * px_per_mm
    assert theme.property("primaryTarget") >= 16 * px_per_mm
    assert theme.property("gap") >= 3 * px_per_mm
