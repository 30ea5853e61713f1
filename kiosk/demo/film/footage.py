"""Synthetic footage: people hold codes before a camera, as a real video file.

The camera is a 60° lens; props have their true size and distance in millimetres. A hand brings the
prop in, tilted and out of focus, corrects, holds it with a tremor while the focus follows, and
leaves. Motion blur is the mean of several moments of one exposure. The same seed gives the same
footage.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import cv2
import numpy as np

from kiosk.base.dataclass import dataclass
from kiosk.demo.film.people import Prop, ShownCode
from kiosk.demo.film.props import PropTexture, make_prop
from kiosk.demo.film.scene import Scene, Sprite, blend, bust

if TYPE_CHECKING:
    from cv2.typing import MatLike
    from numpy.typing import NDArray

    from kiosk.ports.camera import Image

FPS = 30
WIDTH_PX = 1280
HEIGHT_PX = 720
ENTER_S = 0.7
LEAVE_S = 0.5
GAP_S = 1.1
LEAD_IN_S = 1.0
_HALF_LENS = math.radians(30)
_EXPOSURE_S = 1 / 60
_ROOM_FOCUS_MM = 600.0
_FOCUS_LAG_S = 0.5
_BLUR_PX_MM = 210.0
"""Defocus: pixels of Gaussian blur per unit of |1/z - 1/focus| in 1/mm."""


@dataclass(frozen=True, slots=True)
class Show:
    """One code's time before the camera."""

    label: str
    payload: str
    prop: Prop
    first_frame: int
    last_frame: int
    visible: tuple[float, ...]
    """For each of its frames the share of the code inside the picture, 0 to 1."""
    px_per_module: tuple[float, ...]
    """For each of its frames the code's size in the picture."""


@dataclass(frozen=True, slots=True)
class FootageManifest:
    """What a piece of footage shows, frame by frame."""

    seed: int
    fps: int
    width_px: int
    height_px: int
    frames: int
    shows: tuple[Show, ...]

    def as_json(self) -> dict[str, object]:
        """The manifest as plain JSON values."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class _Pose:
    """Place (mm, lens at the origin, y down) and turn (radians) of a prop."""

    x: float
    y: float
    z: float
    yaw: float
    pitch: float
    roll: float


class _Performance:
    """One person's show: where the prop is and how sharp, second by second."""

    def __init__(
        self, shown: ShownCode, start_s: float, rng: np.random.Generator, size: tuple[int, int]
    ) -> None:
        self.shown = shown
        self.start_s = start_s
        self.end_s = start_s + ENTER_S + shown.hold_s + LEAVE_S
        self._size = size
        self.focal_px = size[0] / 2 / math.tan(_HALF_LENS)
        self.texture: PropTexture = make_prop(shown, rng, self.focal_px)
        self.bust: Sprite = bust(rng, *size)
        self.bust_left = int(size[0] * rng.uniform(0.1, 0.28))
        self._turn = rng.uniform((-0.35, -0.3, -0.3), (0.35, 0.3, 0.3))
        self._held_turn = rng.uniform((-0.12, -0.12, -0.16), (0.12, 0.12, 0.16))
        self._side = float(rng.choice((-1.0, 0.35, 1.0)))
        self._aim = rng.uniform((-0.16, -0.12), (0.16, 0.08))
        self._near = float(rng.uniform(0.84, 1.16))
        self._phases = rng.uniform(0, 2 * math.pi, 6)
        # Somewhere on its way from the first to the held tilt the prop mirrors a lamp.
        share = float(rng.uniform(0.35, 0.8))
        self.glare_at = float(self._turn[1] * (1 - share) + self._held_turn[1] * share)

    def pose(self, at: float) -> _Pose:
        """Where the prop is at second `at`."""
        into = at - self.start_s
        left = self.end_s - at
        hold = self.texture.hold_mm
        # Settling goes on well into the hold: people see the preview and correct.
        settle = _ease(into / (ENTER_S + 0.55 * self.shown.hold_s))
        here = _ease(into / ENTER_S) * _ease(left / LEAVE_S)
        z = hold * (1.0 + (self._near - 1.0) * (1.0 - settle) + 0.45 * (1.0 - here))
        reach = z * math.tan(_HALF_LENS)
        tall = reach * self._size[1] / self._size[0]
        away = 1.0 - here
        shake = self._tremor(at)
        turn = self._turn * (1.0 - settle) + self._held_turn * settle
        return _Pose(
            x=reach * (self._aim[0] + 1.5 * self._side * away) + shake[0],
            y=tall * (self._aim[1] + 2.4 * away) + shake[1],
            z=z + shake[2],
            yaw=float(turn[0]) + 0.5 * self._side * away + shake[3],
            pitch=float(turn[1]) - 0.7 * away + shake[4],
            roll=float(turn[2]) + 0.6 * self._side * away + shake[5],
        )

    def _tremor(self, at: float) -> tuple[float, ...]:
        into = max(0.0, at - self.start_s - ENTER_S)
        strength = 0.55 + 1.3 * math.exp(-1.6 * into)
        rates = (1.3, 1.7, 0.9, 2.3, 1.9, 2.9)
        sizes = (1.9, 1.6, 2.4, 0.03, 0.03, 0.02)
        return tuple(
            strength
            * size
            * (
                math.sin(2 * math.pi * rate * at + phase)
                + 0.25 * math.sin(2 * math.pi * 3.7 * rate * at - phase)
            )
            for rate, size, phase in zip(rates, sizes, self._phases, strict=True)
        )

    def defocus_px(self, at: float) -> float:
        """Gaussian blur of the prop: the lens follows from the room to the prop with a lag."""
        z = self.pose(at).z
        into = max(0.0, at - self.start_s - 0.5 * ENTER_S)
        lag = math.exp(-((into / _FOCUS_LAG_S) ** 2))
        hunt = 0.0006 * math.exp(-into) * math.sin(7 * into)
        focus = (1 / self.texture.hold_mm) * (1 - lag) + lag / _ROOM_FOCUS_MM + hunt
        return _BLUR_PX_MM * abs(1 / z - focus) * self._size[0] / WIDTH_PX

    def glare(self, pose: _Pose) -> float:
        """How strongly a lamp shows in the prop, 0 to 1."""
        off = (pose.pitch - self.glare_at) / 0.07
        return self.texture.gloss * math.exp(-off * off)

    def homography(self, pose: _Pose) -> NDArray[np.float64]:
        """Texture pixels to picture pixels for a pose."""
        texture = self.texture
        tall, wide = texture.pixels.shape[:2]
        corners = np.array(((0, 0), (wide, 0), (wide, tall), (0, tall)), dtype=np.float64)
        flat = (corners - texture.anchor) / texture.px_per_mm
        points = np.column_stack((flat, np.zeros(4))) @ _rotation(pose).T
        points += (pose.x, pose.y, pose.z)
        # A long arm may reach behind the lens; the picture only needs its near part.
        depth = np.maximum(points[:, 2], 0.25 * pose.z)
        picture = points[:, :2] / depth[:, None] * self.focal_px
        picture += (self._size[0] / 2, self._size[1] / 2)
        return np.asarray(
            cv2.getPerspectiveTransform(corners.astype(np.float32), picture.astype(np.float32)),
            dtype=np.float64,
        )


def _rotation(pose: _Pose) -> NDArray[np.float64]:
    turned, _ = cv2.Rodrigues(np.array((pose.pitch, pose.yaw, 0.0)))
    rolled, _ = cv2.Rodrigues(np.array((0.0, 0.0, pose.roll)))
    return np.asarray(turned @ rolled, dtype=np.float64)


def _ease(share: float) -> float:
    """Minimum-jerk path from 0 to 1, as a hand moves."""
    s = min(1.0, max(0.0, share))
    return s * s * s * (10 - 15 * s + 6 * s * s)


def _project(matrix: NDArray[np.float64], points: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(cv2.perspectiveTransform(points[None], matrix)[0], dtype=np.float64)


def _draw_prop(frame: Image, act: _Performance, at: float) -> None:
    """Lay the moving, defocused, glaring prop over the frame in place."""
    height, width = frame.shape[:2]
    tall, wide = act.texture.pixels.shape[:2]
    corners = np.array(((0, 0), (wide, 0), (wide, tall), (0, tall)), dtype=np.float64)
    first = act.homography(act.pose(at - _EXPOSURE_S / 2))
    last = act.homography(act.pose(at + _EXPOSURE_S / 2))
    outline = np.vstack((_project(first, corners), _project(last, corners)))
    sigma = act.defocus_px(at)
    pad = math.ceil(3 * sigma) + 2
    x0, y0 = np.maximum(np.floor(outline.min(axis=0)).astype(int) - pad, 0)
    x1, y1 = np.minimum(np.ceil(outline.max(axis=0)).astype(int) + pad, (width, height))
    if x0 >= x1 or y0 >= y1:
        return
    travel = _project(last, act.texture.code) - _project(first, act.texture.code)
    moved = float(np.hypot(travel[:, 0], travel[:, 1]).max())
    moments = int(min(7, max(1, math.ceil(moved / 1.5))))
    shift = np.array(((1, 0, -x0), (0, 1, -y0), (0, 0, 1)), dtype=np.float64)
    patch: MatLike = np.zeros((int(y1 - y0), int(x1 - x0), 4), dtype=np.uint8)
    for index in range(moments):
        offset = ((index + 0.5) / moments - 0.5) * _EXPOSURE_S
        matrix = shift @ act.homography(act.pose(at + offset))
        moment = cv2.warpPerspective(act.texture.pixels, matrix, (int(x1 - x0), int(y1 - y0)))
        cv2.addWeighted(patch, index / (index + 1), moment, 1 / (index + 1), 0, dst=patch)
    gap = np.abs(travel).mean(axis=0) / moments
    if np.max(gap) > 2:
        patch = cv2.blur(patch, (1 + int(gap[0]), 1 + int(gap[1])))
    if sigma > 0.35:
        patch = cv2.GaussianBlur(patch, (0, 0), sigma)
    blue, green, red, alpha = cv2.split(patch)
    colour = cv2.merge((blue, green, red))
    _add_glare(colour, alpha, act, at, shift)
    remains = cv2.bitwise_not(cv2.merge((alpha, alpha, alpha)))
    blend(frame, Sprite(colour, remains), int(x0), int(y0))


def _add_glare(
    colour: MatLike, alpha: MatLike, act: _Performance, at: float, shift: NDArray[np.float64]
) -> None:
    pose = act.pose(at)
    strength = act.glare(pose)
    if strength < 0.03:
        return
    texture = act.texture
    left, top, right, bottom = texture.face
    off = pose.pitch - act.glare_at
    spot = np.array(
        (
            (
                texture.anchor[0] + 0.5 * (right - left) * pose.yaw,
                texture.anchor[1] + 4.0 * (bottom - top) * off,
            ),
        )
    )
    centre = _project(shift @ act.homography(pose), spot)[0]
    radius = int(17 * texture.px_per_mm)
    x0, y0 = np.maximum(centre.astype(int) - 2 * radius, 0)
    x1, y1 = np.minimum(centre.astype(int) + 2 * radius, (colour.shape[1], colour.shape[0]))
    if x0 >= x1 or y0 >= y1:
        return
    rows, columns = np.mgrid[y0:y1, x0:x1].astype(np.float32)
    far = ((columns - centre[0]) / radius) ** 2 + ((rows - centre[1]) / (0.6 * radius)) ** 2
    lamp = (255 * strength * np.exp(-far)).astype(np.uint8)
    area = colour[y0:y1, x0:x1]
    cover = alpha[y0:y1, x0:x1]
    lit = cv2.add(area, cv2.merge((lamp, lamp, lamp)))
    cv2.min(lit, cv2.merge((cover, cover, cover)), dst=area)


def render_footage(
    seed: int,
    persons: Sequence[ShownCode],
    *,
    lead_in_s: float = LEAD_IN_S,
    gap_s: float = GAP_S,
    size: tuple[int, int] = (WIDTH_PX, HEIGHT_PX),
) -> Iterator[tuple[Image, int | None, float, float]]:
    """Frame by frame: image, index of the person showing, visible share, px per module.

    `lead_in_s` seconds of the empty room come first, `gap_s` after each person.
    """
    rng = np.random.default_rng(seed)
    scene = Scene(rng, *size)
    for number in _frames_until(0, lead_in_s):
        at = number / FPS
        yield scene.expose(scene.background(at), at), None, 0.0, 0.0
    done = math.ceil(lead_in_s * FPS)
    for index, shown in enumerate(persons):
        act = _Performance(shown, done / FPS, rng, size)
        for number in _frames_until(done, act.end_s):
            at = number / FPS
            frame = scene.background(at)
            come = _ease((at - act.start_s + 0.1) / 0.6) * _ease((act.end_s - at) / 0.5)
            blend(frame, act.bust, act.bust_left, round(size[1] * (1.02 - come * 0.98)))
            _draw_prop(frame, act, at)
            outline = _project(act.homography(act.pose(at)), act.texture.code)
            yield (
                scene.expose(frame, at),
                index,
                _inside_share(outline, size),
                _px_per_module(outline, act.texture.modules),
            )
        done = max(done, math.ceil(act.end_s * FPS))
        for number in _frames_until(done, act.end_s + gap_s):
            at = number / FPS
            yield scene.expose(scene.background(at), at), None, 0.0, 0.0
        done = max(done, math.ceil((act.end_s + gap_s) * FPS))


def _frames_until(first: int, end_s: float) -> range:
    return range(first, math.ceil(end_s * FPS))


def _inside_share(outline: NDArray[np.float64], size: tuple[int, int]) -> float:
    whole = cv2.contourArea(outline.astype(np.float32))
    frame = np.array(((0, 0), (size[0], 0), (size[0], size[1]), (0, size[1])), dtype=np.float32)
    inside, _ = cv2.intersectConvexConvex(outline.astype(np.float32), frame)
    return round(min(1.0, inside / whole), 3) if whole > 1 else 0.0


def _px_per_module(outline: NDArray[np.float64], modules: int) -> float:
    sides = np.linalg.norm(outline - np.roll(outline, 1, axis=0), axis=1)
    return round(float(np.min(sides)) / modules, 2)


def make_footage(
    path: Path,
    seed: int,
    persons: Sequence[ShownCode],
    *,
    lead_in_s: float = LEAD_IN_S,
    gap_s: float = GAP_S,
    size: tuple[int, int] = (WIDTH_PX, HEIGHT_PX),
    on_progress: Callable[[int], None] | None = None,
) -> FootageManifest:
    """Write the footage as Motion-JPEG in an .avi file and say what it shows.

    Without persons it is `lead_in_s` seconds of the moving room. `on_progress` gets the number of
    frames written so far. Raises OSError when the file cannot be written.
    """
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"MJPG"), float(FPS), size)
    if not writer.isOpened():
        raise OSError(f"cannot write the video {path}")
    seen: dict[int, list[tuple[int, float, float]]] = {}
    frames = 0
    # Encoding takes as long as drawing: it has a thread of its own, one frame behind.
    encoder = ThreadPoolExecutor(max_workers=1, thread_name_prefix="footage")
    pending: Future[None] | None = None
    try:
        for image, index, share, module_px in render_footage(
            seed, persons, lead_in_s=lead_in_s, gap_s=gap_s, size=size
        ):
            if pending is not None:
                pending.result()
            pending = encoder.submit(writer.write, image)
            if index is not None:
                seen.setdefault(index, []).append((frames, share, module_px))
            frames += 1
            if on_progress is not None:
                on_progress(frames)
        if pending is not None:
            pending.result()
    finally:
        encoder.shutdown()
        writer.release()
    shows = tuple(
        Show(
            label=persons[index].label,
            payload=persons[index].payload,
            prop=persons[index].prop,
            first_frame=moments[0][0],
            last_frame=moments[-1][0],
            visible=tuple(share for _, share, _ in moments),
            px_per_module=tuple(module_px for _, _, module_px in moments),
        )
        for index, moments in seen.items()
    )
    return FootageManifest(seed, FPS, size[0], size[1], frames, shows)
