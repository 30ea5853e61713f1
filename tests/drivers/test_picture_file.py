"""Picture files: what is read of them in grey, and what is refused before it is unpacked."""

from __future__ import annotations

import os
import struct
import zlib
from contextlib import suppress
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from drivers.scanner.engines import ZxingEngine
from drivers.scanner.picture_file import PictureFault, grey_pictures
from tests.drivers.test_symbol_reader import picture

pytestmark = pytest.mark.fault("H17")

TEXT = "SYN Nguyễn Văn Mẫu"


def texts(path: Path) -> list[str]:
    """What the first of its pictures in which there is a code says."""
    for grey in grey_pictures(path):
        assert grey.dtype == np.uint8
        assert grey.ndim == 2
        found = [symbol.text for symbol in ZxingEngine().read(grey).symbols]
        if found:
            return found
    return []


def save(path: Path, pixels: np.ndarray) -> Path:
    assert cv2.imwrite(str(path), pixels)
    return path


@pytest.mark.parametrize("ending", ["png", "jpg", "bmp", "webp", "tif", "pgm", "jp2", "gif"])
def test_the_usual_formats_are_read(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"code.{ending}"
    Image.fromarray(picture(TEXT, box=5)).save(path)
    assert texts(path) == [TEXT]


@pytest.mark.parametrize(("low", "high"), [(0, 1023), (200, 300), (0, 65535), (64000, 64200)])
@pytest.mark.parametrize("ending", ["png", "tif"])
def test_sixteen_bits_are_stretched_over_what_is_used(
    tmp_path: Path, low: int, high: int, ending: str
) -> None:
    code = picture(TEXT).astype(np.float64) / 255
    wide = (low + (high - low) * code).astype(np.uint16)
    assert texts(save(tmp_path / f"a.{ending}", wide)) == [TEXT]
    colour = cv2.merge([wide, wide, wide])
    assert texts(save(tmp_path / f"b.{ending}", colour)) == [TEXT]


def test_a_hot_pixel_does_not_use_up_the_range(tmp_path: Path) -> None:
    wide = 1000 + picture(TEXT).astype(np.uint16) // 16
    wide[2, 2], wide[3, 3] = 65535, 0
    assert texts(save(tmp_path / "hot.png", wide)) == [TEXT]


def test_floats_and_an_even_picture_are_no_trouble(tmp_path: Path) -> None:
    code = (picture(TEXT) / 255).astype(np.float32)
    code[0, 0] = np.nan
    assert texts(save(tmp_path / "float.tif", code)) == [TEXT]
    assert texts(save(tmp_path / "even.png", np.full((50, 50), 900, dtype=np.uint16))) == []


@pytest.mark.parametrize("ink", [0, 255])
@pytest.mark.parametrize("mode", ["RGBA", "LA", "P"])
def test_a_transparent_ground_is_white_or_black(tmp_path: Path, ink: int, mode: str) -> None:
    """What is under it is the colour of the code itself, as drawing programs leave it."""
    code = picture(TEXT)
    cover = 255 - code
    both = Image.merge("LA", [Image.new("L", code.shape[::-1], ink), Image.fromarray(cover)])
    drawn = both if mode == "LA" else both.convert("RGBA")
    path = tmp_path / "clear.png"
    (drawn.quantize(8) if mode == "P" else drawn).save(path)
    assert texts(path) == [TEXT]


def png_of(width: int, height: int) -> bytes:
    """The head of a picture and nothing more."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 9))


def refusal(path: Path, most: int = 64_000_000) -> str:
    with pytest.raises(PictureFault) as caught:
        list(grey_pictures(path, most))
    return str(caught.value)


def test_what_is_too_large_is_refused_by_its_head(tmp_path: Path) -> None:
    path = tmp_path / "bomb.png"
    for side in (16_000, 60_000):
        path.write_bytes(png_of(side, side))
        assert f"{side} × {side} pixels are more than 64 million" in refusal(path)
    save(path, picture(TEXT))
    assert "more than 0.01 million" in refusal(path, 10_000)
    assert texts(path) == [TEXT]


def test_a_huge_file_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "huge.bmp"
    with path.open("wb") as file:
        file.truncate(300_000_000)
    assert "larger than 256 MB" in refusal(path)


@pytest.mark.parametrize(
    "content", [b"", b"not an image", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"\xff\xd8\xff\xe0", b"BM"]
)
def test_damaged_files_are_named_as_such(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "bad.png"
    path.write_bytes(content)
    assert refusal(path) == "not an image that can be read"


def test_every_cut_of_a_picture_is_read_or_refused(tmp_path: Path) -> None:
    whole = tmp_path / "whole"
    for ending in ("png", "jpg", "gif", "webp", "tif"):
        Image.fromarray(picture(TEXT, box=2)).save(
            whole, {"jpg": "jpeg", "tif": "tiff"}.get(ending, ending)
        )
        content = whole.read_bytes()
        path = tmp_path / f"cut.{ending}"
        for length in range(0, len(content), max(1, len(content) // 60)):
            path.write_bytes(content[:length])
            with suppress(PictureFault):
                list(grey_pictures(path))


def test_a_pipe_is_no_picture(tmp_path: Path) -> None:
    path = tmp_path / "pipe.png"
    os.mkfifo(path)
    assert refusal(path) == "not a file"
    with pytest.raises(FileNotFoundError):
        list(grey_pictures(tmp_path / "gone.png"))
