"""What the hands of the footage hold: cards, phones and papers with their codes, as textures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np
import qrcode
from PIL import Image as Pictures
from PIL import ImageDraw, ImageFont

from kiosk.base.dataclass import dataclass
from kiosk.demo.film.people import Prop, ShownCode

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from kiosk.ports.camera import Image

Colour = tuple[int, int, int]

_CARD_MM = (85.6, 54.0)
_PHONE_MM = (72.0, 152.0)
_PAPER_MM = (105.0, 148.0)
_QUIET_MODULES = 4
_MARGIN_MM = (30.0, 20.0, 75.0, 190.0)
"""Room around the prop for the hand: left, top, right, bottom."""

_LIMB_SHADES = 12

_SKINS: tuple[Colour, ...] = ((120, 160, 205), (105, 145, 195), (90, 125, 180), (140, 175, 220))
_SLEEVES: tuple[Colour, ...] = ((90, 60, 50), (60, 60, 70), (150, 120, 80), (70, 80, 130))


@dataclass(frozen=True, slots=True, eq=False)
class PropTexture:
    """A prop with the hand that holds it, flat, as premultiplied BGRA."""

    pixels: Image
    px_per_mm: float
    anchor: tuple[float, float]
    """The code's middle in the texture, px: the point the motion moves."""
    code: NDArray[np.float64]
    """The code's corners without its quiet zone, px."""
    face: tuple[float, float, float, float]
    """The prop itself: left, top, right, bottom, px."""
    modules: int
    hold_mm: float
    """Distance from the lens at which people hold it."""
    gloss: float
    """How strongly it mirrors the lamps, 0 to 1."""


@dataclass(frozen=True, slots=True)
class _Layout:
    size_mm: tuple[float, float]
    code_mm: float
    code_at_mm: tuple[float, float]
    hold_mm: float
    gloss: float
    is_dark: bool = False


def make_prop(shown: ShownCode, rng: np.random.Generator, focal_px: float) -> PropTexture:
    """Draw the prop for one code, as fine as the camera will see it where it is held."""
    matrix = _matrix(shown.payload)
    layout = _layout(shown, matrix.shape[0], rng)
    scale = 1.15 * focal_px / layout.hold_mm
    left, top, right, bottom = (mm * scale for mm in _MARGIN_MM)
    width, height = (mm * scale for mm in layout.size_mm)
    canvas = np.zeros((int(top + height + bottom), int(left + width + right), 4), dtype=np.uint8)
    face = (left, top, left + width, top + height)
    skin = _SKINS[int(rng.integers(len(_SKINS)))]
    sleeve = _SLEEVES[int(rng.integers(len(_SLEEVES)))]
    _draw_arm(canvas, face, scale, skin, sleeve)
    _draw_fingers(canvas, face, scale, skin)
    code = _draw_face(canvas, face, scale, layout, shown, matrix, rng)
    _draw_thumb(canvas, face, scale, skin)
    middle = code.mean(axis=0)
    return PropTexture(
        pixels=canvas,
        px_per_mm=scale,
        anchor=(float(middle[0]), float(middle[1])),
        code=code,
        face=face,
        modules=matrix.shape[0],
        hold_mm=layout.hold_mm,
        gloss=layout.gloss,
    )


def _matrix(payload: str) -> NDArray[np.bool_]:
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=0)
    code.add_data(payload.encode(), optimize=0)
    code.make(fit=True)
    return np.array(code.get_matrix(), dtype=np.bool_)


def _layout(shown: ShownCode, modules: int, rng: np.random.Generator) -> _Layout:
    if shown.prop is Prop.PHONE:
        return _Layout(_PHONE_MM, 46.0, (36.0, 70.0), 235.0, 0.35, is_dark=bool(rng.random() < 0.6))
    if shown.prop is Prop.PAPER:
        return _Layout(_PAPER_MM, 58.0, (52.5, 78.0), 300.0, 0.0)
    # The code of an old insurance card has up to 69 modules: people bring it nearer.
    code_mm = 20.0 if modules > 60 else 18.0
    return _Layout(_CARD_MM, code_mm, (68.0, 20.0), 118.0 if modules > 60 else 132.0, 0.8)


def _draw_face(
    canvas: Image,
    face: tuple[float, float, float, float],
    scale: float,
    layout: _Layout,
    shown: ShownCode,
    matrix: NDArray[np.bool_],
    rng: np.random.Generator,
) -> NDArray[np.float64]:
    left, top = int(face[0]), int(face[1])
    width, height = int(face[2] - face[0]), int(face[3] - face[1])
    picture = _print(layout, shown, (width, height), scale, rng)
    tile = _code_tile(matrix, max(1, round(layout.code_mm * scale)), layout.is_dark)
    quiet = round(_QUIET_MODULES * layout.code_mm * scale / matrix.shape[0])
    side = tile.shape[0]
    x = round(layout.code_at_mm[0] * scale - side / 2)
    y = round(layout.code_at_mm[1] * scale - side / 2)
    ground = picture[max(0, y - quiet) : y + side + quiet, max(0, x - quiet) : x + side + quiet]
    ground[:] = (34, 30, 28) if layout.is_dark else (246, 248, 248)
    picture[y : y + side, x : x + side] = tile[..., None]
    radius = (3.0 if shown.prop is Prop.CARD else 0.6 if shown.prop is Prop.PAPER else 8.0) * scale
    mask = _rounded(width, height, int(radius))
    target = canvas[top : top + height, left : left + width]
    inside = mask > 0
    target[..., :3][inside] = picture[inside]
    target[..., 3][inside] = 255
    corner = (left + x, top + y)
    return np.array(
        [
            corner,
            (corner[0] + side, corner[1]),
            (corner[0] + side, corner[1] + side),
            (corner[0], corner[1] + side),
        ],
        dtype=np.float64,
    )


def _code_tile(matrix: NDArray[np.bool_], side_px: int, is_dark: bool) -> Image:
    tile = np.where(matrix, 24, 244).astype(np.uint8)
    if is_dark:
        tile = np.where(matrix, 232, 30).astype(np.uint8)
    step = -(-side_px * 2 // matrix.shape[0])
    fine = cv2.resize(tile, None, fx=step, fy=step, interpolation=cv2.INTER_NEAREST)
    small = cv2.resize(fine, (side_px, side_px), interpolation=cv2.INTER_AREA)
    return np.asarray(small, dtype=np.uint8)


def _rounded(width: int, height: int, radius: int) -> Image:
    mask = np.zeros((height, width), dtype=np.uint8)
    cv2.rectangle(mask, (radius, 0), (width - radius, height), 255, -1)
    cv2.rectangle(mask, (0, radius), (width, height - radius), 255, -1)
    for x in (radius, width - radius - 1):
        for y in (radius, height - radius - 1):
            cv2.circle(mask, (x, y), radius, 255, -1)
    return mask


def _print(
    layout: _Layout,
    shown: ShownCode,
    size: tuple[int, int],
    scale: float,
    rng: np.random.Generator,
) -> Image:
    """The prop's face without the code: guilloche, headings, lines of print, a chip or a screen."""
    width, height = size
    if shown.prop is Prop.PHONE:
        return _screen(size, scale, layout.is_dark)
    paper: Colour = (236, 240, 240)
    if shown.prop is Prop.CARD:
        paper = ((214, 226, 214), (222, 214, 196), (205, 222, 236))[int(rng.integers(3))]
    rows, columns = np.mgrid[0:height, 0:width].astype(np.float32)
    waves = np.sin(columns / (2.1 * scale) + 4 * np.sin(rows / (9 * scale)))
    picture = np.clip(np.array(paper, dtype=np.float32) + waves[..., None] * 7, 0, 255)
    drawn = Pictures.fromarray(np.ascontiguousarray(picture.astype(np.uint8)[..., ::-1]))
    pen = ImageDraw.Draw(drawn)
    heading = ImageFont.load_default(3.4 * scale)
    small = ImageFont.load_default(2.3 * scale)
    if shown.prop is Prop.CARD:
        pen.text((5 * scale, 3 * scale), "MAU THE - SPECIMEN", (150, 30, 30), font=heading)
        pen.rectangle(
            (8 * scale, 16 * scale, 20 * scale, 26 * scale), (205, 175, 95), (120, 95, 40)
        )
        for row in range(5):
            words = "".join(rng.choice(list("ABCDEGHIKLMNOPQRSTUVXY    "), 24))
            pen.text((8 * scale, (31 + 4 * row) * scale), words, (50, 50, 60), font=small)
    else:
        pen.rectangle((0, 0, width, 26 * scale), (20, 75, 130))
        pen.text(
            (12 * scale, 9 * scale), "SPECIMEN", (255, 255, 255), ImageFont.load_default(10 * scale)
        )
        pen.text((12 * scale, 122 * scale), "QUET MA TAI DAY", (20, 40, 80), font=heading)
    return np.ascontiguousarray(np.asarray(drawn, dtype=np.uint8)[..., ::-1])


def _screen(size: tuple[int, int], scale: float, is_dark: bool) -> Image:
    width, height = size
    picture = np.full((height, width, 3), 18, dtype=np.uint8)
    edge = int(3 * scale)
    ground = (34, 30, 28) if is_dark else (250, 246, 240)
    ink = (220, 220, 220) if is_dark else (40, 40, 40)
    cv2.rectangle(picture, (edge, edge), (width - edge, height - edge), ground, -1)
    cv2.rectangle(picture, (edge, edge), (width - edge, int(20 * scale)), (140, 90, 20), -1)
    cv2.circle(picture, (width // 2, int(8 * scale)), int(1.6 * scale), (5, 5, 5), -1)
    for row, share in enumerate((0.5, 0.7, 0.4)):
        y = int((108 + 7 * row) * scale)
        end = int(width * (0.5 + share / 2.4))
        cv2.line(picture, (int(width * (0.5 - share / 2.4)), y), (end, y), ink, int(2 * scale))
    button = (int(14 * scale), int(132 * scale)), (int(58 * scale), int(142 * scale))
    cv2.rectangle(picture, button[0], button[1], (140, 90, 20), -1)
    return picture


def _limb(
    canvas: Image,
    start: tuple[float, float],
    end: tuple[float, float],
    width: float,
    colour: Colour,
) -> None:
    """A rounded stroke, darker at its rim, so that it looks like a limb and not like a line."""
    a, b = (round(start[0]), round(start[1])), (round(end[0]), round(end[1]))
    for step in range(_LIMB_SHADES):
        share = 1.0 - step / _LIMB_SHADES
        light = 0.66 + 0.42 * (1.0 - share * share) ** 0.5
        shade = [min(255.0, part * light) for part in colour]
        cv2.line(canvas, a, b, (*shade, 255.0), max(1, round(width * share)), cv2.LINE_AA)


def _draw_arm(
    canvas: Image,
    face: tuple[float, float, float, float],
    scale: float,
    skin: Colour,
    sleeve: Colour,
) -> None:
    _, _, right, bottom = face
    palm = (right - 4 * scale, bottom + 24 * scale)
    wrist = (right + 18 * scale, bottom + 75 * scale)
    _limb(canvas, wrist, (right + 42 * scale, bottom + 190 * scale), 66 * scale, sleeve)
    _limb(canvas, palm, wrist, 52 * scale, skin)
    _limb(canvas, (right - 20 * scale, bottom + 14 * scale), palm, 44 * scale, skin)


def _draw_fingers(
    canvas: Image, face: tuple[float, float, float, float], scale: float, skin: Colour
) -> None:
    """Four fingers behind the prop: only their tips show beyond its edge."""
    _, _, right, bottom = face
    reach = 7.0 if right - face[0] > 80 * scale else 5.0
    for index, length in enumerate((3.0, 6.0, 5.0, 1.0)):
        tip = (right + (reach + length - 6) * scale, bottom - (6 + 15 * index) * scale)
        _limb(canvas, (right - 30 * scale, tip[1] + 8 * scale), tip, 14.5 * scale, skin)


def _draw_thumb(
    canvas: Image, face: tuple[float, float, float, float], scale: float, skin: Colour
) -> None:
    _, _, right, bottom = face
    root = (right - 16 * scale, bottom + 16 * scale)
    tip = (right - 25 * scale, bottom - 7 * scale)
    _limb(canvas, root, tip, 19 * scale, skin)
    nail = tuple(min(255, part + 28) for part in skin)
    centre = (round(tip[0] - 0.5 * scale), round(tip[1] - 1.0 * scale))
    axes = (round(4.6 * scale), round(6 * scale))
    cv2.ellipse(canvas, centre, axes, 20.0, 0, 360, (*nail, 255), -1, cv2.LINE_AA)
