"""Slips as they come back after some days in a pocket, before a camera: synthetic, and seeded.

First the paper is damaged at the printer's dots: the heat has faded, dead heating elements left
white columns, thumbs have smeared it, folds have cracked the ink and stand up. Then a camera sees
it: askew, in few pixels a millimetre, soft, in uneven light, with noise.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

import cv2
import numpy as np

from kiosk.base.dataclass import dataclass

if TYPE_CHECKING:
    from numpy.random import Generator
    from numpy.typing import NDArray

    from kiosk.ports.camera import Image

    Sheet = NDArray[np.float32]

_DOTS_PER_MM: Final = 8
_PAPER, _INK = 235.0, 30.0
"""Grey of thermal paper and of fresh ink before a camera."""
_TABLE: Final = 120.0
"""Grey of what the slip is held before."""
_EDGE_MM: Final = 4.0
"""White beside what the printer reaches, the least there is on either width."""


class Wear(StrEnum):
    """How worn."""

    MILD = "mild"
    """A day in a pocket, before a camera that sees it well."""
    HARSH = "harsh"
    """A week in a wallet, before a poor one."""


@dataclass(frozen=True, slots=True)
class _Harm:
    """What one grade does, each as (least, most)."""

    fade: tuple[float, float]
    """Share of the blackness that is gone; as much again in blotches of a few millimetres."""
    dead_columns: tuple[int, int]
    smears: tuple[int, int]
    smear_mm: tuple[float, float]
    """How far ink is rubbed, over a band three times as tall."""
    creases: tuple[int, int]
    crease_mm: float
    """How far paper beside a fold is moved."""
    pixels_per_mm: tuple[float, float]
    blur_px: tuple[float, float]
    noise: tuple[float, float]
    light: float
    """Share of the light that is missing at the darkest corner."""


_SKEW_DEG: Final = 5.0
_HARM: Final = {
    Wear.MILD: _Harm(
        fade=(0.1, 0.3),
        dead_columns=(0, 2),
        smears=(0, 1),
        smear_mm=(0.5, 1.5),
        creases=(0, 1),
        crease_mm=0.2,
        pixels_per_mm=(3.0, 4.0),
        blur_px=(0.3, 0.6),
        noise=(2.0, 4.0),
        light=0.25,
    ),
    Wear.HARSH: _Harm(
        fade=(0.3, 0.3),
        dead_columns=(2, 5),
        smears=(1, 2),
        smear_mm=(1.0, 2.5),
        creases=(1, 3),
        crease_mm=0.4,
        pixels_per_mm=(3.0, 3.0),
        blur_px=(0.5, 0.8),
        noise=(4.0, 8.0),
        light=0.4,
    ),
}


def worn(slip: Image, wear: Wear, random: Generator) -> Image:
    """A camera's picture of a slip: `slip` is its dots, 0 is ink; the result is grey, 8 bits."""
    harm = _HARM[wear]
    ink = 1.0 - slip.astype(np.float32) / 255.0
    _kill_columns(ink, harm, random)
    for _ in range(random.integers(*harm.smears, endpoint=True)):
        _smear(ink, harm, random)
    ink *= _left_of_ink(ink.shape, harm, random)
    sheet: Sheet = _PAPER - (_PAPER - _INK) * ink
    edge = round(_EDGE_MM * _DOTS_PER_MM)
    sheet = np.pad(sheet, edge, constant_values=_PAPER)
    for _ in range(random.integers(*harm.creases, endpoint=True)):
        sheet = _creased(sheet, harm, random)
    return _photographed(sheet, harm, random)


def _kill_columns(ink: Sheet, harm: _Harm, random: Generator) -> None:
    """White lines along the paper, from heating elements that are dead or dirty."""
    for _ in range(random.integers(*harm.dead_columns, endpoint=True)):
        column = random.integers(0, ink.shape[1])
        ink[:, column : column + random.integers(1, 2, endpoint=True)] = 0.0


def _smear(ink: Sheet, harm: _Harm, random: Generator) -> None:
    """Rub a band of the paper sideways: ink is spread out over its neighbourhood."""
    long = round(random.uniform(*harm.smear_mm) * _DOTS_PER_MM)
    tall = 3 * long
    top = random.integers(0, max(1, ink.shape[0] - tall))
    band = ink[top : top + tall]
    ink[top : top + tall] = cv2.blur(band, (2 * long + 1, 1))


def _left_of_ink(shape: tuple[int, ...], harm: _Harm, random: Generator) -> Sheet:
    """How black each dot still is: an even fade, blotches where it was warm, and grain."""
    fade = random.uniform(*harm.fade)
    tall, wide = shape
    # Blotches of about four millimetres.
    coarse = random.uniform(0.0, 1.0, (tall // 32 + 2, wide // 32 + 2)).astype(np.float32)
    blotches = cv2.resize(coarse, (wide, tall), interpolation=cv2.INTER_CUBIC)
    grain = random.uniform(0.85, 1.0, shape).astype(np.float32)
    left: Sheet = np.clip((1.0 - fade * (0.5 + blotches)) * grain, 0.0, 1.0)
    return left


def _creased(sheet: Sheet, harm: _Harm, random: Generator) -> Sheet:
    """A fold across the paper: the ink is cracked along it, one side is in shadow, and what lies
    beyond is moved a little."""
    tall, wide = sheet.shape
    rows, columns = np.indices(sheet.shape, dtype=np.float32)
    angle = random.uniform(0.0, np.pi)
    across = np.array([np.cos(angle), np.sin(angle)], dtype=np.float32)
    middle = random.uniform(0.2, 0.8, 2) * (wide, tall)
    distance = (columns - middle[0]) * across[0] + (rows - middle[1]) * across[1]
    beyond = distance > 0
    moved = harm.crease_mm * _DOTS_PER_MM * random.uniform(0.3, 1.0)
    from_x = (columns + np.where(beyond, moved * across[0], 0.0)).astype(np.float32)
    from_y = (rows + np.where(beyond, moved * across[1], 0.0)).astype(np.float32)
    folded = cv2.remap(sheet, from_x, from_y, cv2.INTER_LINEAR, borderValue=_PAPER)
    shadow = 1.0 - 0.12 * np.exp(-np.maximum(distance, 0.0) / 40.0) * beyond
    cracked = np.exp(-((distance / 2.5) ** 2)) * random.uniform(0.5, 0.9)
    result: Sheet = ((folded + (_PAPER - folded) * cracked) * shadow).astype(np.float32)
    return result


def _photographed(sheet: Sheet, harm: _Harm, random: Generator) -> Image:
    """Turned, made smaller, softened, unevenly lit and noisy."""
    scale = random.uniform(*harm.pixels_per_mm) / _DOTS_PER_MM
    # A pixel sees an area, and not a point of it.
    small = cv2.resize(sheet, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    tall, wide = small.shape
    turn = cv2.getRotationMatrix2D((wide / 2, tall / 2), random.uniform(-_SKEW_DEG, _SKEW_DEG), 1.0)
    room = round(0.12 * max(tall, wide))
    turn[:, 2] += room
    frame = cv2.warpAffine(
        small, turn, (wide + 2 * room, tall + 2 * room), flags=cv2.INTER_LINEAR, borderValue=_TABLE
    )
    frame = cv2.GaussianBlur(frame, (0, 0), random.uniform(*harm.blur_px))
    corners = random.uniform(1.0 - harm.light, 1.0, (2, 2)).astype(np.float32)
    light = cv2.resize(corners, (frame.shape[1], frame.shape[0]), interpolation=cv2.INTER_LINEAR)
    noise = random.normal(0.0, random.uniform(*harm.noise), frame.shape)
    grey: Image = np.clip(frame * light + noise, 0.0, 255.0).astype(np.uint8)
    return grey
