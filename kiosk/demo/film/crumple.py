"""Crumpled paper: facets between creases, each of them shifted and shaded a little."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from cv2.typing import MatLike

_FACETS_MM = ((15.0, 1.0), (6.0, 0.3))
"""Size of facets and their share of the shift: large ones, and smaller ones on them."""
_CREASE_MM = 0.5
_SHADE = 0.9
"""Change of brightness at a slope of one."""
_CELLS = 24


def crumpled(face: MatLike, mm: float, px_per_mm: float, rng: np.random.Generator) -> MatLike:
    """A flat print as paper that was crumpled and smoothed: its points move by up to about `mm`."""
    size = face.shape[1], face.shape[0]
    across, down = (_relief(size, px_per_mm, rng) for _ in range(2))
    columns, rows = np.meshgrid(*(np.arange(side, dtype=np.float32) for side in size))
    moved = cv2.remap(
        face,
        columns + mm * px_per_mm * across,
        rows + mm * px_per_mm * down,
        cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_REPLICATE,
    )
    # Light falls from the left: what rises to the right is darker.
    slope = cv2.Sobel(across, cv2.CV_32F, 1, 0, scale=mm * px_per_mm / 8)
    return np.asarray(moved * (1 - np.clip(_SHADE * slope, -0.6, 0.6)), dtype=np.float32)


def _relief(size: tuple[int, int], px_per_mm: float, rng: np.random.Generator) -> MatLike:
    """Heights of facets from -1 to 1, laid at an angle of their own."""
    height = np.zeros(size[::-1], dtype=np.float32)
    for facet_mm, share in _FACETS_MM:
        cells = rng.uniform(-1, 1, (_CELLS, _CELLS)).astype(np.float32)
        turn = rng.uniform(0, math.pi)
        scale = 1 / (facet_mm * px_per_mm)
        across, along = scale * math.cos(turn), scale * math.sin(turn)
        way = np.array(((across, -along, _CELLS / 2), (along, across, _CELLS / 2)))
        laid = cv2.warpAffine(
            cells,
            way,
            size,
            flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
            borderMode=cv2.BORDER_REFLECT,
        )
        height += np.float32(share) * np.asarray(laid, dtype=np.float32)
    return cv2.GaussianBlur(height, (0, 0), _CREASE_MM * px_per_mm)
