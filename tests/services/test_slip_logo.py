"""The venue's logo on its slips, and slips without it where it cannot be drawn."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from kiosk.composition.printers import draw_slip
from kiosk.documents.logo import prepare_logo
from tests.drivers.slips import ORDINARY

PLAIN = draw_slip(lambda: b"", ORDINARY, 384, "vi")


def _logo() -> bytes:
    picture = io.BytesIO()
    Image.new("L", (80, 80), 0).save(picture, "PNG")
    return prepare_logo(picture.getvalue())


def test_a_logo_is_printed() -> None:
    assert draw_slip(_logo, ORDINARY, 384, "vi") != PLAIN


@pytest.mark.parametrize("logo", [b"no picture", _logo()[:40], _logo().replace(b"IDAT", b"IDAX")])
def test_one_that_cannot_be_drawn_keeps_no_slip(logo: bytes) -> None:
    assert draw_slip(lambda: logo, ORDINARY, 384, "vi") == PLAIN
