"""A venue's logo: made small and grey when it is taken in, and dots when it is printed."""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO
from typing import Final

from PIL import Image, ImageChops, ImageOps, UnidentifiedImageError

from kiosk.base.phrases import Phrase
from kiosk.documents.typesetting import PAPER

MAX_LOGO_PX: Final = (256, 128)
"""Width and height to which a logo is made smaller when it is taken in."""
MAX_LOGO_BYTES: Final = 4_000_000
_MAX_PIXELS: Final = 40_000_000
"""A small file can hold a picture that no memory holds."""
_FAINTEST: Final = 225
"""What is lighter all over would not be seen on paper."""


def prepare_logo(picture: bytes) -> bytes:
    """A grey PNG of at most `MAX_LOGO_PX`, without margins, what is transparent on white.

    Takes a PNG or JPEG. Raises ValueError with a Phrase where it is none, too large, or blank.
    """
    if len(picture) > MAX_LOGO_BYTES:
        raise ValueError(Phrase("the picture is larger than {n} MB", n=MAX_LOGO_BYTES // 1_000_000))
    try:
        with Image.open(BytesIO(picture), formats=("PNG", "JPEG")) as opened:
            if opened.width * opened.height > _MAX_PIXELS:
                raise ValueError(Phrase("the picture has too many pixels"))
            upright = ImageOps.exif_transpose(opened).convert("RGBA")
    except Image.DecompressionBombError as error:
        # The library refuses the very largest before their size is known here.
        raise ValueError(Phrase("the picture has too many pixels")) from error
    except (OSError, UnidentifiedImageError, SyntaxError) as error:
        raise ValueError(Phrase("this is no PNG or JPEG that can be read")) from error
    sheet = Image.new("RGBA", upright.size, (PAPER, PAPER, PAPER, 255))
    sheet.alpha_composite(upright)
    grey = sheet.convert("L")
    faint = ImageChops.invert(grey).point([0] * (256 - _FAINTEST) + [255] * _FAINTEST)
    box = faint.getbbox()
    if box is None:
        raise ValueError(Phrase("the picture is blank"))
    logo = grey.crop(box)
    logo.thumbnail(MAX_LOGO_PX, Image.Resampling.LANCZOS)
    written = BytesIO()
    logo.save(written, format="PNG")
    return written.getvalue()


@lru_cache(maxsize=64)
def draw_logo(logo: bytes, width_px: int, height_px: int) -> Image.Image:
    """A prepared logo in dots, as large as that room lets it be; not to be changed."""
    with Image.open(BytesIO(logo), formats=("PNG",)) as opened:
        grey = ImageOps.contain(opened.convert("L"), (width_px, height_px))
    return ImageOps.autocontrast(grey).convert("1").convert("L")
