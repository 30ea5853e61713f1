"""How far two colours stand apart."""

from __future__ import annotations

from PySide6.QtGui import QColor


def contrast(first: QColor, second: QColor) -> float:
    """Contrast ratio of WCAG 2.2, 1 to 21."""

    def luminance(colour: QColor) -> float:
        def linear(value: float) -> float:
            return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4

        red, green, blue = (linear(v) for v in (colour.redF(), colour.greenF(), colour.blueF()))
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    high, low = sorted((luminance(first), luminance(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)
