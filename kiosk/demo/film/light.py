"""Light that is not even: what falls on a held code, and what falls into the lens beside it.

Everything is laid around the middle of the code, in millimetres of the plane it is held in, and
wanders a little, as a hand does before a lamp.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from enum import StrEnum
from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from cv2.typing import MatLike
    from numpy.typing import NDArray

_COARSE = 4
"""Light changes softly: it is worked out for one pixel in so many each way."""
_WINDOW_REACH_MM = 22.0
_LAMP_MM = 9.0
_FINGER_MM, _PENUMBRA_MM = 5.0, 1.8
_FINGERS_MM = (-34.0, -17.0, 0.0, 17.0)
_STREAKS = 4


class Light(StrEnum):
    """What is uneven about the light."""

    EVEN = "even"
    WINDOW = "window"
    """Behind the person: the code is in the dark, and a veil of stray light lies over one side."""
    LAMP = "lamp"
    """A narrow beam: overexposed in its middle, dim outside."""
    PLASTIC = "plastic"
    """A card sleeve with waves in it mirrors tubes as bright streaks."""
    SHADOW = "shadow"
    """Of the fingers of a hand above."""


class UnevenLight:
    """One kind of light over one series; the same generator gives the same light."""

    def __init__(self, kind: Light, strength: float, rng: np.random.Generator) -> None:
        """`strength` 0 is even, 1 as bad as it comes."""
        self._draw: Callable[[_Place], tuple[MatLike | None, MatLike | None]] = {
            Light.WINDOW: self._window,
            Light.LAMP: self._lamp,
            Light.PLASTIC: self._plastic,
            Light.SHADOW: self._shadow,
        }[kind]
        self._strength = strength
        self._phase = float(rng.uniform(0, 2 * math.pi))
        self._angle = float(rng.uniform(0, 2 * math.pi))
        self._off = rng.uniform(-0.5, 0.5, 2)
        self._streaks = rng.uniform((-14, -0.35, 0.7, 0.4), (14, 0.35, 2.2, 1.0), (_STREAKS, 4))

    def fall(self, level: MatLike, middle: MatLike, px_per_mm: float, at: float) -> MatLike:
        """Light a picture of floats in place, at second `at`, around the code's middle (px)."""
        drift = 2.0 * math.sin(1.3 * at + self._phase)
        gain, veil = self._draw(_Place(level.shape[:2], middle, px_per_mm, drift))
        if gain is not None:
            level *= self._large(gain, level.shape)
        if veil is not None:
            level += self._large(veil, level.shape)
        return level

    def _large(self, small: MatLike, shape: tuple[int, ...]) -> MatLike:
        return cv2.resize(small, (shape[1], shape[0]), interpolation=cv2.INTER_LINEAR)

    def _window(self, place: _Place) -> tuple[MatLike | None, MatLike | None]:
        along = place.across(self._angle)
        veil = 1 / (1 + np.exp(-along / (0.25 * _WINDOW_REACH_MM)))
        return np.full_like(along, 1 - 0.72 * self._strength), 165 * self._strength * veil

    def _lamp(self, place: _Place) -> tuple[MatLike | None, MatLike | None]:
        x, y = place.x + 14 * self._off[0], place.y + 14 * self._off[1]
        beam = np.exp(-(x * x + y * y) / (2 * _LAMP_MM * _LAMP_MM))
        dim = 1 - 0.85 * self._strength
        return dim + (1 + 2.2 * self._strength - dim) * beam, None

    def _plastic(self, place: _Place) -> tuple[MatLike | None, MatLike | None]:
        veil = np.full_like(place.x, 25 * self._strength)
        for shift, turn, width, bright in self._streaks:
            wave = 1.5 * np.sin(place.along(self._angle + turn) / 5.0 + shift)
            far = (place.across(self._angle + turn) + shift + wave) / width
            veil = veil + 210 * self._strength * bright * np.exp(-far * far)
        return None, veil

    def _shadow(self, place: _Place) -> tuple[MatLike | None, MatLike | None]:
        light = np.ones_like(place.x)
        for finger, middle_mm in enumerate(_FINGERS_MM):
            across = place.across(self._angle + 0.09 * finger) - middle_mm - 8 * self._off[0]
            inside = np.abs(across) - _FINGER_MM
            light = light * (1 - self._strength / (1 + np.exp(inside / (0.3 * _PENUMBRA_MM))))
        return 1.1 * light, None


class _Place:
    """Coordinates around the code's middle, mm, at a coarse grid of pixels."""

    def __init__(
        self, shape: tuple[int, ...], middle: MatLike, px_per_mm: float, drift_mm: float
    ) -> None:
        rows, columns = (np.arange(0, side, _COARSE, dtype=np.float32) for side in shape)
        self.x: NDArray[np.float32]
        self.y: NDArray[np.float32]
        self.x, self.y = np.meshgrid(
            (columns - float(middle[0])) / px_per_mm + drift_mm,
            (rows - float(middle[1])) / px_per_mm,
        )

    def across(self, angle: float) -> NDArray[np.float32]:
        return self.x * np.float32(math.cos(angle)) + self.y * np.float32(math.sin(angle))

    def along(self, angle: float) -> NDArray[np.float32]:
        return self.across(angle + math.pi / 2)
