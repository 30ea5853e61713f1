"""The room behind the hand: walls, passers-by, the person at the kiosk, light and sensor noise."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import cv2
import numpy as np

from kiosk.base.dataclass import dataclass

if TYPE_CHECKING:
    from cv2.typing import MatLike
    from numpy.typing import NDArray

    from kiosk.ports.camera import Image

_NOISE_FRAMES = 4
_NOISE_SLACK = 64
_NOISE_ZERO = 24
_PASSERS = 4


@dataclass(frozen=True, slots=True, eq=False)
class Sprite:
    """A picture with soft edges: colour times opacity, and the share of the ground it leaves."""

    colour: MatLike
    remains: MatLike


def blend(frame: Image, sprite: Sprite, left: int, top: int) -> None:
    """Lay a sprite over the frame in place; parts outside are cut off."""
    height, width = frame.shape[:2]
    tall, wide = sprite.colour.shape[:2]
    x0, y0, x1, y1 = max(0, left), max(0, top), min(width, left + wide), min(height, top + tall)
    if x0 >= x1 or y0 >= y1:
        return
    target = frame[y0:y1, x0:x1]
    part = slice(y0 - top, y1 - top), slice(x0 - left, x1 - left)
    kept = cv2.multiply(target, sprite.remains[part], scale=1 / 255)
    cv2.add(kept, sprite.colour[part], dst=target)


def soft_sprite(picture: NDArray[np.float32], blur_px: float) -> Sprite:
    """Blur a premultiplied BGRA picture into a sprite."""
    soft = cv2.GaussianBlur(picture, (0, 0), blur_px) if blur_px > 0 else picture
    alpha = cv2.merge([soft[..., 3]] * 3)
    return Sprite(
        np.clip(soft[..., :3], 0, 255).astype(np.uint8),
        np.clip(255.0 - alpha, 0, 255).astype(np.uint8),
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Passer:
    sprite: Sprite
    top: int
    start_px: float
    speed_px_s: float
    bob_hz: float


class Scene:
    """The moving background of one piece of footage; everything follows from the generator."""

    def __init__(self, rng: np.random.Generator, width: int, height: int) -> None:
        self._width = width
        self._height = height
        self._room = _room(rng, width, height)
        self._passers = [_passer(rng, width, height) for _ in range(_PASSERS)]
        self._noise = [_noise(rng, width, height) for _ in range(_NOISE_FRAMES)]
        self._offsets = np.random.default_rng(rng.integers(2**32))
        self._phases = rng.uniform(0, 2 * math.pi, 4)
        self._vignette = _vignette(width, height)

    def background(self, at: float) -> Image:
        """The room with its passers-by at second `at`."""
        frame = self._room.copy()
        for passer in self._passers:
            wide = passer.sprite.colour.shape[1]
            span = self._width + wide
            x = (passer.start_px + passer.speed_px_s * at) % span - wide
            bob = 6 * math.sin(2 * math.pi * passer.bob_hz * at)
            blend(frame, passer.sprite, round(x), passer.top + round(bob))
        return frame

    def light(self, at: float) -> float:
        """The light's strength at second `at`: slow clouds, a door, the hum of a tube."""
        clouds = 0.07 * math.sin(0.9 * at + self._phases[0])
        door = 0.09 * math.tanh(6 * math.sin(0.5 * at + self._phases[1]))
        hum = 0.015 * math.sin(2 * math.pi * 9.7 * at + self._phases[2])
        return 1.02 + clouds + door + hum

    def expose(self, frame: Image, at: float) -> Image:
        """What the sensor makes of the lit scene: vignette, exposure, noise."""
        cv2.multiply(frame, self._vignette, dst=frame, scale=self.light(at) / 255)
        index, dx, dy = self._offsets.integers((_NOISE_FRAMES, _NOISE_SLACK, _NOISE_SLACK))
        grain = self._noise[index][dy : dy + self._height, dx : dx + self._width]
        return np.asarray(
            cv2.addWeighted(frame, 1.0, grain, 1.0, -_NOISE_ZERO, dst=frame), dtype=np.uint8
        )


def _room(rng: np.random.Generator, width: int, height: int) -> Image:
    small = np.zeros((90, 160, 3), dtype=np.uint8)
    wall = np.array((150, 158, 150)) + rng.integers(-15, 16, 3)
    small[:] = wall
    cv2.rectangle(small, (0, 62), (160, 90), (96, 104, 112), -1)
    window = int(rng.integers(8, 100))
    cv2.rectangle(small, (window, 10), (window + 34, 44), (236, 232, 222), -1)
    cv2.line(small, (window + 17, 10), (window + 17, 44), (130, 130, 130), 1)
    door = (window + 70) % 130
    cv2.rectangle(small, (door, 16), (door + 18, 64), (70, 90, 110), -1)
    for x in range(10, 160, 40):
        cv2.rectangle(small, (x, 2), (x + 18, 4), (250, 250, 246), -1)
    for _ in range(8):
        x, y = int(rng.integers(0, 150)), int(rng.integers(40, 70))
        colour = _cloth(rng)
        cv2.rectangle(small, (x, y), (x + int(rng.integers(4, 16)), y + 12), colour, -1)
    large = cv2.resize(small, (width, height), interpolation=cv2.INTER_CUBIC)
    return np.asarray(cv2.GaussianBlur(large, (0, 0), 7), dtype=np.uint8)


def _cloth(rng: np.random.Generator) -> list[float]:
    """A muted colour, as clothes and furniture have."""
    grey = rng.uniform(50, 180)
    return [float(part) for part in np.clip(grey + rng.uniform(-32, 32, 3), 25, 215)]


def _passer(rng: np.random.Generator, width: int, height: int) -> _Passer:
    scale = float(rng.uniform(0.55, 1.05)) * height / 720
    wide, tall = int(260 * scale), int(640 * scale)
    picture = np.zeros((tall, wide, 4), dtype=np.float32)
    cloth = _cloth(rng)
    legs = [part * 0.5 for part in cloth]
    middle = wide // 2
    head, torso = int(44 * scale), int(84 * scale)
    for side in (-1, 1):
        hip = (middle + side * int(26 * scale), int(380 * scale))
        foot = (middle + side * int(44 * scale), tall)
        cv2.line(picture, hip, foot, (*legs, 255.0), int(48 * scale))
    cv2.line(
        picture, (middle, int(170 * scale)), (middle, int(370 * scale)), (*cloth, 255.0), torso * 2
    )
    cv2.ellipse(
        picture,
        (middle, int(62 * scale)),
        (head, int(56 * scale)),
        0,
        0,
        360,
        (110.0, 145.0, 190.0, 255.0),
        -1,
    )
    cv2.ellipse(
        picture,
        (middle, int(46 * scale)),
        (head, int(44 * scale)),
        0,
        180,
        360,
        (22.0, 24.0, 28.0, 255.0),
        -1,
    )
    direction = 1 if rng.random() < 0.5 else -1
    return _Passer(
        soft_sprite(picture, 9 * scale),
        int(height * 0.16 + rng.integers(0, 60)),
        float(rng.uniform(0, width)),
        direction * float(rng.uniform(120, 330)),
        float(rng.uniform(1.4, 2.1)),
    )


def bust(rng: np.random.Generator, width: int, height: int) -> Sprite:
    """Head with mask and shoulders of the person at the kiosk, a little out of focus."""
    scale = height / 720
    wide, tall = int(width * 0.62), int(700 * scale)
    picture = np.zeros((tall, wide, 4), dtype=np.float32)
    middle = wide // 2
    skin = tuple(float(part) for part in np.array((125, 160, 205)) * rng.uniform(0.75, 1.05))
    cloth = _cloth(rng)
    cv2.ellipse(
        picture,
        (middle, int(720 * scale)),
        (int(340 * scale), int(260 * scale)),
        0,
        180,
        360,
        (*cloth, 255.0),
        -1,
    )
    cv2.line(
        picture,
        (middle, int(380 * scale)),
        (middle, int(500 * scale)),
        (*(0.85 * part for part in skin), 255.0),
        int(120 * scale),
    )
    for centre, axes, start, colour in (
        ((middle, int(230 * scale)), (int(128 * scale), int(172 * scale)), 0, (24.0, 26.0, 30.0)),
        ((middle, int(262 * scale)), (int(112 * scale), int(152 * scale)), 0, skin),
        ((middle, int(318 * scale)), (int(104 * scale), int(92 * scale)), 0, (214.0, 190.0, 150.0)),
    ):
        cv2.ellipse(picture, centre, axes, 0, start, 360, (*colour, 255.0), -1)
    for side in (-1, 1):
        eye = (middle + side * int(44 * scale), int(218 * scale))
        cv2.ellipse(
            picture,
            eye,
            (int(15 * scale), int(8 * scale)),
            0,
            0,
            360,
            (40.0, 40.0, 45.0, 255.0),
            -1,
        )
    return soft_sprite(picture, 5 * scale)


def _noise(rng: np.random.Generator, width: int, height: int) -> Image:
    """Grain with a little of the blotchiness that demosaicing gives."""
    size = (height + _NOISE_SLACK, width + _NOISE_SLACK)
    fine = rng.normal(0, 3.0, size).astype(np.float32)
    coarse = cv2.GaussianBlur(rng.normal(0, 1, (*size, 3)).astype(np.float32), (0, 0), 1.2) * 7
    grain = fine[..., None] + coarse + _NOISE_ZERO
    return np.asarray(np.clip(grain, 0, 255), dtype=np.uint8)


def _vignette(width: int, height: int) -> Image:
    rows, columns = np.mgrid[0:height, 0:width].astype(np.float32)
    far = ((columns / width - 0.5) ** 2 + (rows / height - 0.5) ** 2) / 0.5
    shade = np.asarray(255 * (1 - 0.36 * far), dtype=np.uint8)
    return np.asarray(cv2.merge([shade] * 3), dtype=np.uint8)
