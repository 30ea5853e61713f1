"""Measures of one picture and of the code in it: pure functions; thresholds are in the domain."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import cv2
import numpy as np

from drivers.scanner.engines import Suspect
from kiosk.domain.scanning.camera_check import (
    LOCATOR_MM,
    LOCATOR_MODULES,
    LOCATOR_TEXT,
    SAMPLE_MM,
    SAMPLE_MODULES,
    SAMPLE_TEXT,
    SATURATED_LEVEL,
    CodeView,
    Look,
)
from kiosk.ports.codes import Corners, Symbol

if TYPE_CHECKING:
    from kiosk.ports.camera import Image

_DEFAULT_MODULES = 41
_LEVEL_STEP = 8


def view_of(grey: Image, corners: Corners, modules: int | None) -> CodeView | None:
    """Measure the picture around a code with so many modules a side; None if it lies outside."""
    height, width = grey.shape
    points = np.array(corners, dtype=np.float64)
    left, top = np.maximum(points.min(axis=0).astype(int), 0)
    right, bottom = np.minimum(points.max(axis=0).astype(int) + 1, (width, height))
    if right - left < 8 or bottom - top < 8:
        return None
    area = grey[top:bottom, left:right]
    side = float(np.min(np.linalg.norm(points - np.roll(points, 1, axis=0), axis=1)))
    px = max(1.0, side / (modules or _DEFAULT_MODULES))
    dark, bright = (float(level) for level in np.percentile(area, (5, 95)))
    across = cv2.Sobel(area, cv2.CV_32F, 1, 0, scale=1 / 8)
    down = cv2.Sobel(area, cv2.CV_32F, 0, 1, scale=1 / 8)
    steepest = float(np.percentile(cv2.magnitude(across, down), 95))
    # No 5 modules each way of a code are all light, unless a lamp covers them.
    reach = int(5 * px)
    lowest = cv2.erode(area, np.ones((reach, reach), dtype=np.uint8))
    return CodeView(
        px_per_module=px,
        edge_px=(bright - dark) / max(steepest, 0.5),
        bright=bright,
        dark=dark,
        glare=float((lowest >= SATURATED_LEVEL).mean()),
        height_share=float(np.ptp(points[:, 1])) / height,
    )


def look_at(grey: Image, symbols: Iterable[Symbol], suspects: Iterable[Suspect]) -> Look:
    """What a picture says about the camera, given what was read in it and what was not.

    On the sample everything is told of its fine code, through the coarse one where only that can
    be read: both lie in one plane, so one scale and one sharpness hold for both.
    """
    level = float(grey[::_LEVEL_STEP, ::_LEVEL_STEP].mean()) if grey.size else 0.0
    read = list(symbols)
    fine = next((symbol for symbol in read if symbol.text == SAMPLE_TEXT), None)
    if fine is not None:
        view = view_of(grey, fine.corners, SAMPLE_MODULES)
        return Look(level, view, is_sample=True, is_read=True)
    locator = next((symbol for symbol in read if symbol.text == LOCATOR_TEXT), None)
    if locator is not None:
        view = view_of(grey, locator.corners, LOCATOR_MODULES)
        return Look(level, None if view is None else _fine_view(view), is_sample=True)
    if read:
        return Look(level, view_of(grey, read[0].corners, read[0].modules), is_read=True)
    suspect = next(iter(suspects), None)
    if suspect is None:
        return Look(level)
    return Look(level, view_of(grey, suspect.corners, suspect.modules))


def _fine_view(locator: CodeView) -> CodeView:
    """The fine code's view from the coarse one's."""
    scale = (SAMPLE_MM / SAMPLE_MODULES) / (LOCATOR_MM / LOCATOR_MODULES)
    return CodeView(
        px_per_module=locator.px_per_module * scale,
        edge_px=locator.edge_px,
        bright=locator.bright,
        dark=locator.dark,
        glare=locator.glare,
        height_share=locator.height_share * SAMPLE_MM / LOCATOR_MM,
    )
