"""Graded hand-held series: the same kinds of codes under conditions stated in physical terms.

Grey frames, because readers see grey. A series is three seconds of one code in a hand: it comes
unsteady and out of focus and calms down. The same seed gives the same frames.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

import cv2
import numpy as np
import qrcode

from kiosk.base.dataclass import dataclass
from kiosk.demo.film.crumple import crumpled
from kiosk.demo.film.light import Light, UnevenLight
from kiosk.demo.film.people import ShownCode, demo_persons
from kiosk.demo.film.scene import Scene

if TYPE_CHECKING:
    from cv2.typing import MatLike

    from kiosk.ports.camera import Image

FPS = 30
SERIES_S = 3.0
SERIES_FRAMES = round(SERIES_S * FPS)
KINDS = ("personal QR", "citizen card", "old insurance card", "Căn cước", "new insurance card")
_HALF_LENS = math.radians(30)
_EXPOSURE_S = 1 / 50
_BLUR_PX_MM = 210.0
"""Defocus of a 1280 px wide picture: px of Gaussian blur per unit of |1/z - 1/focus| in 1/mm."""
_QUIET_MODULES = 4
_NOISE_SIDE = 2048
_MORE_GRADES = 10**9
"""Between the seeds of the first ten grades and the next."""
_DENSE_BYTES = 315
_LONGER = ", Khu dân cư Mẫu số 12, đường Mẫu Đông, phường Mẫu, thành phố Mẫu"


@dataclass(frozen=True, slots=True)
class Grade:
    """Conditions of a series; lengths in millimetres, angles in degrees, a lens of 60°."""

    name: str
    size: tuple[int, int] = (1280, 720)
    focus_mm: float | None = None
    """Where the lens is sharp; without one it follows the code."""
    distance_mm: float | None = None
    """Of the code; without one each kind is held where it reads well."""
    farther: float = 1.0
    """Multiple of the distance at which a kind reads well."""
    tilt: float = 12.0
    """Most that the code is turned out of the picture's plane, each way, and within it."""
    lean: tuple[float, float] | None = None
    """Instead: least and most that it leans away, to whatever side."""
    tremor: float = 1.0
    contrast: float = 0.8
    """Of the code, as a share of black on white."""
    light: float = 1.0
    noise: float = 4.0
    """Standard deviation, grey levels."""
    glare: float = 0.0
    """Share of full white a lamp adds to a glossy card or screen."""
    fade: float = 0.0
    """Share of the ink that a thermal print's streaks lack."""
    bend_mm: float = 0.0
    crumple_mm: float = 0.0
    """How far crumpled paper moves the points of the code."""
    uneven: Light = Light.EVEN
    unevenness: float = 0.0
    """Of the light, 0 to 1."""
    blur_px: float = 0.0
    """Of the lens itself: dirt, cheap glass."""
    jpeg: int = 85


GRADES = (
    Grade("easy"),
    Grade(
        "middle",
        farther=1.12,
        tilt=20,
        tremor=1.4,
        contrast=0.58,
        light=0.8,
        noise=7,
        glare=0.5,
        fade=0.25,
        bend_mm=0.4,
        blur_px=0.55,
        jpeg=75,
    ),
    Grade(
        "hard",
        farther=1.2,
        tilt=28,
        tremor=1.8,
        contrast=0.45,
        light=0.65,
        noise=9,
        glare=0.7,
        fade=0.3,
        bend_mm=0.6,
        blur_px=0.8,
        jpeg=65,
    ),
    Grade("720p fixed focus, 12 cm", focus_mm=300, distance_mm=120),
    Grade("720p fixed focus, 18 cm", focus_mm=300, distance_mm=180),
    Grade("720p fixed focus, 25 cm", focus_mm=300, distance_mm=250),
    Grade("1080p autofocus, 18 cm", size=(1920, 1080), distance_mm=180),
    Grade("window behind", uneven=Light.WINDOW, unevenness=0.97, noise=8),
    Grade("lamp spot", uneven=Light.LAMP, unevenness=0.92, noise=8),
    Grade("reflecting plastic", uneven=Light.PLASTIC, unevenness=0.62, noise=6),
    Grade("shadow of a hand", uneven=Light.SHADOW, unevenness=0.63, noise=6),
    Grade("tilted to 60 degrees", lean=(54, 60), contrast=0.43, noise=10),
    Grade("crumpled", crumple_mm=0.72, contrast=0.7, noise=6),
)
MIDDLE = GRADES[1]
"""Where zxing-cpp alone reads about half of the single frames."""
NEAR_720P = GRADES[3]
DIFFICULT = GRADES[7:]
"""Where zxing-cpp alone reads between a quarter and two fifths of the frames."""


@dataclass(frozen=True, slots=True)
class Series:
    """One code under one grade."""

    grade: Grade
    kind: str
    payload: str
    seed: int

    def frames(self) -> Iterator[Image]:
        """Its frames, `FPS` a second."""
        return _Hand(self).frames()


def all_series(seed: int, rounds: int, grades: tuple[Grade, ...] = GRADES) -> Iterator[Series]:
    """`rounds` different persons for every kind and grade, grades in turn."""
    for number in range(rounds):
        shown = demo_persons(seed * 1000 + number, len(KINDS))
        for grade_index, grade in enumerate(grades):
            for kind, code in zip(KINDS, shown, strict=True):
                own = (seed * 1000 + number) * 100 + grade_index % 10 * 10 + KINDS.index(kind)
                own += grade_index // 10 * _MORE_GRADES
                yield Series(grade, kind, _payload(kind, code), own)


def _payload(kind: str, code: ShownCode) -> str:
    """The code's text; an old insurance card's with a long address, as the densest real ones."""
    if not code.label.endswith(kind):
        raise ValueError(f"{code.label} is not a {kind}")
    if kind != "old insurance card":
        return code.payload
    parts = code.payload.split("|")
    missing = (_DENSE_BYTES - len(code.payload)) // 2
    more = _LONGER.encode()[:missing].decode(errors="ignore")
    parts[4] += more.encode().hex()
    return "|".join(parts)


@dataclass(frozen=True, slots=True)
class _Held:
    code_mm: float
    size_mm: tuple[float, float]
    code_at_mm: tuple[float, float]
    distance_mm: float
    gloss: float


_CARD = _Held(18.0, (85.6, 54.0), (68.0, 20.0), 132.0, 0.8)
_DENSE_CARD = _Held(20.0, (85.6, 54.0), (68.0, 22.0), 118.0, 0.8)
_PHONE = _Held(46.0, (72.0, 152.0), (36.0, 70.0), 235.0, 0.4)
_HELD = {
    "personal QR": _PHONE,
    "citizen card": _CARD,
    "old insurance card": _DENSE_CARD,
    "Căn cước": _CARD,
    "new insurance card": _DENSE_CARD,
}


class _Hand:
    """Draws one series."""

    def __init__(self, series: Series) -> None:
        self._grade = grade = series.grade
        self._held = held = _HELD[series.kind]
        self._rng = rng = np.random.default_rng(series.seed)
        wide, _ = grade.size
        self._focal_px = wide / 2 / math.tan(_HALF_LENS)
        self._distance = grade.distance_mm or held.distance_mm * grade.farther
        self._px_per_mm = 1.3 * self._focal_px / self._distance
        self._texture = self._print(series)
        self._turn = np.radians(rng.uniform(-grade.tilt, grade.tilt, 3))
        self._aim = rng.uniform(-0.14, 0.14, 2)
        self._phases = rng.uniform(0, 2 * math.pi, 6)
        self._glare_at = rng.uniform(-0.5, 0.5, 2)
        self._room = _room(grade.size, int(rng.integers(3)))
        if grade.lean is not None:
            away, side = math.radians(rng.uniform(*grade.lean)), rng.uniform(0, 2 * math.pi)
            self._turn[:2] = away * math.cos(side), away * math.sin(side)
        self._light: UnevenLight | None = None
        if grade.uneven is not Light.EVEN:
            self._light = UnevenLight(grade.uneven, grade.unevenness, rng)

    def _print(self, series: Series) -> Image:
        grade, held, scale = self._grade, self._held, self._px_per_mm
        is_dark_mode = held is _PHONE and self._rng.random() < 0.5
        width, height = (round(mm * scale) for mm in held.size_mm)
        paper, ink = 230.0, 230.0 - 205.0 * grade.contrast
        if is_dark_mode:
            paper, ink = ink, paper
        face = np.full((height, width), paper, dtype=np.float32)
        for row in range(4, height, max(6, round(4 * scale))):
            face[row : row + max(1, round(0.7 * scale)), : round(0.45 * width)] = 0.6 * paper
        drawn = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=4)
        drawn.add_data(series.payload.encode(), optimize=0)
        drawn.make(fit=True)
        dark = np.array(drawn.get_matrix(), dtype=np.float32)
        modules = dark.shape[0] - 2 * _QUIET_MODULES
        side = round(held.code_mm * scale * dark.shape[0] / modules)
        step = -(-2 * side // dark.shape[0])
        fine: MatLike = cv2.resize(dark, None, fx=step, fy=step, interpolation=cv2.INTER_NEAREST)
        tile = np.asarray(cv2.resize(fine, (side, side), interpolation=cv2.INTER_AREA))
        streaks = self._rng.random((1, max(2, side // max(1, round(scale)))))
        lacking = grade.fade * cv2.resize(streaks.astype(np.float32), (side, 1))
        tile = tile * (1 - lacking)
        x = round(held.code_at_mm[0] * scale - side / 2)
        y = round(held.code_at_mm[1] * scale - side / 2)
        left, top = max(0, x), max(0, y)
        target = face[top : y + side, left : x + side]
        target[:] = (
            paper
            + (ink - paper) * tile[top - y :, left - x :][: target.shape[0], : target.shape[1]]
        )
        if grade.bend_mm > 0:
            rows, columns = np.mgrid[0:height, 0:width].astype(np.float32)
            bow = grade.bend_mm * scale * np.sin(columns / (11 * scale) + self._rng.uniform(0, 6))
            face = np.asarray(
                cv2.remap(
                    face,
                    columns,
                    (rows + bow).astype(np.float32),
                    cv2.INTER_LINEAR,
                    borderValue=paper,
                )
            )
        if grade.crumple_mm > 0:
            face = np.asarray(crumpled(face, grade.crumple_mm, scale, self._rng))
        # Level 0 marks what is not the prop.
        return np.clip(face, 1, 255).astype(np.uint8)

    def _matrix(self, at: float) -> MatLike:
        held = self._held
        calm = self._grade.tremor * (0.5 + 1.6 * math.exp(-1.8 * at))
        sway = [
            calm
            * (
                math.sin(2 * math.pi * rate * at + phase)
                + 0.3 * math.sin(2 * math.pi * 4.1 * rate * at - phase)
            )
            for rate, phase in zip((1.3, 1.7, 0.9, 2.3, 1.9, 2.9), self._phases, strict=True)
        ]
        angles = self._turn + 0.02 * np.array(sway[3:])
        rotation = cv2.Rodrigues(np.array((angles[0], angles[1], 0.0)))[0]
        rotation = rotation @ cv2.Rodrigues(np.array((0.0, 0.0, angles[2])))[0]
        z = self._distance + 1.8 * sway[2]
        reach = z * math.tan(_HALF_LENS)
        middle = np.array(
            (reach * self._aim[0] + 1.5 * sway[0], reach * self._aim[1] * 0.5 + 1.3 * sway[1], z)
        )
        tall, wide = self._texture.shape
        corners = np.array(((0, 0), (wide, 0), (wide, tall), (0, tall)), dtype=np.float64)
        flat = corners / self._px_per_mm - held.code_at_mm
        points = np.column_stack((flat, np.zeros(4))) @ rotation.T + middle
        size = np.array(self._grade.size) / 2
        picture = points[:, :2] / np.maximum(points[:, 2:], 20.0) * self._focal_px + size
        return cv2.getPerspectiveTransform(corners.astype(np.float32), picture.astype(np.float32))

    def _defocus_px(self, at: float) -> float:
        grade = self._grade
        lag = 0.0025 * math.exp(-((at / 0.45) ** 2))
        off = lag
        if grade.focus_mm is not None:
            off = abs(1 / self._distance - 1 / grade.focus_mm)
        return math.hypot(_BLUR_PX_MM * off * grade.size[0] / 1280, grade.blur_px)

    def frames(self) -> Iterator[Image]:
        grade = self._grade
        size = grade.size
        middle_of_code = np.array([[[mm * self._px_per_mm for mm in self._held.code_at_mm]]])
        for number in range(SERIES_FRAMES):
            at = number / FPS
            matrix = self._matrix(at)
            before, after = (
                cv2.perspectiveTransform(middle_of_code, self._matrix(at + offset))[0, 0]
                for offset in (-_EXPOSURE_S / 2, _EXPOSURE_S / 2)
            )
            frame = np.asarray(self._smeared(self._laid_over_room(matrix), after - before))
            sigma = self._defocus_px(at)
            if sigma > 0.3:
                frame = np.asarray(cv2.GaussianBlur(frame, (0, 0), sigma))
            level = np.multiply(frame, np.float32(grade.light), dtype=np.float32)
            if grade.glare > 0:
                self._add_glare(level, (before + after) / 2, at)
            if self._light is not None:
                px_per_mm = self._focal_px / self._distance
                level = self._light.fall(level, (before + after) / 2, px_per_mm, at)
            lit = cv2.scaleAdd(self._grain(size), grade.noise, level)
            sensed = cv2.addWeighted(lit, 1.0, lit, 0.0, 0.0, dtype=cv2.CV_8U)
            _, packed = cv2.imencode(".jpg", sensed, (cv2.IMWRITE_JPEG_QUALITY, grade.jpeg))
            yield np.asarray(cv2.imdecode(packed, cv2.IMREAD_GRAYSCALE), dtype=np.uint8)

    def _laid_over_room(self, matrix: MatLike) -> Image:
        tall, wide = self._texture.shape
        corners = np.array([[(0, 0), (wide, 0), (wide, tall), (0, tall)]], dtype=np.float64)
        outline = cv2.perspectiveTransform(corners, matrix)[0]
        left, top = (max(0, int(low)) for low in outline.min(axis=0))
        right, bottom = (int(high) + 2 for high in outline.max(axis=0))
        frame = self._room.copy()
        part = frame[top:bottom, left:right]
        if part.size > 0:
            moved = np.array(((1, 0, -left), (0, 1, -top), (0, 0, 1))) @ matrix
            prop = cv2.warpPerspective(self._texture, moved, part.shape[::-1])
            np.copyto(part, prop, where=prop > 0)
        return np.asarray(frame, dtype=np.uint8)

    def _smeared(self, frame: MatLike, way: MatLike) -> MatLike:
        length = math.hypot(*way)
        if length < 0.7:
            return frame
        reach = math.ceil(length / 2)
        kernel = np.zeros((2 * reach + 1, 2 * reach + 1), dtype=np.float32)
        for share in np.linspace(-0.5, 0.5, 4 * reach + 1):
            kernel[round(reach + share * way[1]), round(reach + share * way[0])] += 1
        return cv2.filter2D(frame, -1, kernel / kernel.sum())

    def _add_glare(self, level: MatLike, middle: MatLike, at: float) -> None:
        radius = 9.0 * self._focal_px / self._distance
        drift = 0.25 * math.sin(1.7 * at + self._phases[0])
        x = middle[0] + (self._glare_at[0] + drift) * 2 * radius
        y = middle[1] + self._glare_at[1] * 2 * radius
        columns = np.exp(-(((np.arange(level.shape[1]) - x) / radius) ** 2))
        rows = np.exp(-(((np.arange(level.shape[0]) - y) / (0.6 * radius)) ** 2))
        strength = 255 * self._grade.glare * self._held.gloss
        level += np.outer((strength * rows).astype(np.float32), columns.astype(np.float32))

    def _grain(self, size: tuple[int, int]) -> MatLike:
        x = int(self._rng.integers(_NOISE_SIDE - size[0]))
        y = int(self._rng.integers(_NOISE_SIDE - size[1]))
        return _noise()[y : y + size[1], x : x + size[0]]


@lru_cache(maxsize=1)
def _noise() -> MatLike:
    return np.random.default_rng(5).normal(0, 1, (_NOISE_SIDE, _NOISE_SIDE)).astype(np.float32)


@lru_cache(maxsize=8)
def _room(size: tuple[int, int], number: int) -> MatLike:
    room = Scene(np.random.default_rng(number), *size).background(float(number))
    return cv2.cvtColor(room, cv2.COLOR_BGR2GRAY)
