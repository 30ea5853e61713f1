"""A venue's logo: whatever picture comes, a small grey one without margins, or a reason."""

from __future__ import annotations

from io import BytesIO

import numpy as np
import pytest
from PIL import Image, ImageDraw

from kiosk.documents.logo import MAX_LOGO_BYTES, MAX_LOGO_PX, draw_logo, prepare_logo


def a_picture(mode: str = "RGB", form: str = "PNG", size: tuple[int, int] = (600, 400)) -> bytes:
    """A green disc in the middle of a ground that is white, or transparent where it can be."""
    ground = (255, 255, 255, 0) if mode == "RGBA" else (255, 255, 255)
    picture = Image.new(mode, size, ground)
    ImageDraw.Draw(picture).ellipse((200, 100, 399, 299), fill=(0, 89, 76))
    return written(picture, form)


def written(picture: Image.Image, form: str = "PNG") -> bytes:
    """A picture as a file."""
    file = BytesIO()
    picture.save(file, form)
    return file.getvalue()


@pytest.mark.parametrize(("mode", "form"), [("RGB", "PNG"), ("RGBA", "PNG"), ("RGB", "JPEG")])
def test_a_logo_becomes_small_and_grey_without_its_margins(mode: str, form: str) -> None:
    with Image.open(BytesIO(prepare_logo(a_picture(mode, form)))) as logo:
        assert (logo.format, logo.mode) == ("PNG", "L")
        assert logo.width <= MAX_LOGO_PX[0]
        assert logo.height <= MAX_LOGO_PX[1]
        assert abs(logo.width - logo.height) <= 2
        assert logo.getpixel((0, 0)) > 200
        assert logo.getpixel((logo.width // 2, logo.height // 2)) < 100


def test_what_was_prepared_stays_as_it_is() -> None:
    once = prepare_logo(a_picture())
    assert prepare_logo(once) == once


def test_a_logo_is_drawn_in_dots_as_large_as_its_room() -> None:
    dots = draw_logo(prepare_logo(a_picture()), 100, 60)
    assert (dots.width, dots.height) == (60, 60)
    assert set(np.unique(np.asarray(dots))) <= {0, 255}
    assert 0.6 < np.mean(np.asarray(dots) == 0) < 0.9


def huge() -> bytes:
    """A picture of 56 million pixels in a file of some kilobytes."""
    return written(Image.new("1", (8_000, 7_000), 1))


def bomb() -> bytes:
    """A picture of 182 million pixels, which the library does not even open."""
    return written(Image.new("1", (14_000, 13_000), 1))


@pytest.mark.parametrize(
    ("picture", "said"),
    [
        (b"", "PNG or JPEG"),
        (b"GIF89a" + bytes(100), "PNG or JPEG"),
        (a_picture()[:200], "PNG or JPEG"),
        (bytes(MAX_LOGO_BYTES + 1), "larger than 4 MB"),
        (huge(), "too many pixels"),
        (bomb(), "too many pixels"),
        (written(Image.new("RGB", (50, 50), "white")), "blank"),
        (written(Image.new("RGBA", (50, 50), (0, 0, 0, 0))), "blank"),
    ],
    ids=["empty", "gif", "cut", "large", "huge", "bomb", "white", "transparent"],
)
def test_what_is_no_logo_is_refused(picture: bytes, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        prepare_logo(picture)
