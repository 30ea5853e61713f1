"""The slip's image: what stands on it reads back, fits, and is set as the language needs."""

from __future__ import annotations

import math
import shutil
import subprocess
import unicodedata
from dataclasses import replace
from datetime import UTC, timedelta
from io import BytesIO
from pathlib import Path
from zoneinfo import ZoneInfo

import cv2
import numpy as np
import pytest
import zxingcpp
from numpy.typing import NDArray
from PIL import Image, ImageFilter, ImageOps

from drivers.printer.proof import is_readable
from kiosk.documents.logo import prepare_logo
from kiosk.documents.slip import MAX_HEIGHT_PX, render_slip
from kiosk.documents.slip_words import SLIP_WORDS
from kiosk.documents.typesetting import (
    SlipDoesNotFit,
    clean,
    load_font,
    set_lines,
    to_ink,
    wrap,
)
from kiosk.domain.slips.slip import Slip, slip_text
from kiosk.domain.visits.decision import Direction
from sync.protocol.policy import Hotline
from tests.drivers.slips import LANGUAGES, LONGEST, ORDINARY, UNSIGNED, WIDTHS, code_of

ACCENT_NAMES = (
    "Nguyễn Thị Hồng Nhung",
    "Chamaléa Thị Hương",
    "Katơr Thị Ẩn",
    "Pi Năng Đặng",
    "K'Brếp",
    "H'Hen Niê",
    "O'Connor",
    "Ễ Ặ Ữ Ợ Ỹ ặ ễ ữ ợ ỹ",
    "QUỲNH NGƯỠNG ĐẬU",
)

by_width = pytest.mark.parametrize("width_px", WIDTHS)
by_language = pytest.mark.parametrize("language", LANGUAGES)
by_slip = pytest.mark.parametrize(
    "slip",
    [
        ORDINARY,
        LONGEST,
        replace(ORDINARY, direction=Direction.DEPARTURE, slip_id=0, code=code_of(0)),
        UNSIGNED,
        replace(ORDINARY, hotlines=(), gate_name="", name_hint=""),
    ],
    ids=["ordinary", "longest", "departure", "unsigned", "sparse"],
)


@pytest.mark.parametrize(
    ("letter", "drawn"),
    [("Ƀ", "B"), ("ƀ", "b"), ("Ŏ", "O"), ("ŏ", "o"), ("Ĕ", "E"), ("ŭ", "u"), ("ĭ", "i"),
     ("Ɓ", "B"), ("ʼ", "'"), ("Č", "Č"), ("Ỹ", "Ỹ"), ("e\u0303", "ẽ"), ("医", ""), ("🏥", "")],
)  # fmt: skip
def test_a_letter_the_typeface_lacks_is_its_base_letter(letter: str, drawn: str) -> None:
    assert clean(f"Y {letter} An") == " ".join(("Y", *drawn, "An"))


def test_a_venue_that_the_typeface_cannot_show_at_all_has_its_slip() -> None:
    slip = replace(ORDINARY, venue_name="医院", gate_name="医", name_hint="医")
    assert is_readable(render_slip(slip, 384, "vi"), slip.code)


def test_names_and_venues_of_every_people_stand_on_the_slip() -> None:
    written = replace(ORDINARY, venue_name="Trạm y tế xã Ƀuôn Đôn", name_hint="Y. Ƀ. N. · •••345")
    plain = replace(ORDINARY, venue_name="Trạm y tế xã Buôn Đôn", name_hint="Y. B. N. · •••345")
    assert render_slip(written, 384, "vi").tobytes() == render_slip(plain, 384, "vi").tobytes()


@by_width
@by_language
@by_slip
def test_a_slip_reads_back_and_fits(slip: Slip, width_px: int, language: str) -> None:
    image = render_slip(slip, width_px, language)
    assert image.mode == "1"
    assert image.width == width_px
    assert image.height <= MAX_HEIGHT_PX
    assert is_readable(image, slip.code)
    assert not is_readable(image, slip_text(slip.slip_id ^ 1))


def test_two_codes_on_one_slip_are_no_proof() -> None:
    image = render_slip(ORDINARY, 576, "vi")
    twice = Image.new("1", (576, 2 * image.height), 1)
    twice.paste(image, (0, 0))
    twice.paste(image, (0, image.height))
    assert not is_readable(twice, ORDINARY.code)


@by_width
@by_language
@by_slip
def test_the_code_is_large_and_has_its_quiet_zone(slip: Slip, width_px: int, language: str) -> None:
    image = render_slip(slip, width_px, language)
    left, top, right, bottom = _code_box(image)
    modules = 25 if slip.code.startswith("KS0") else 49
    dots, spare = divmod(right - left, modules)
    assert (spare, bottom - top) == (0, right - left)
    if slip is LONGEST and width_px == 576:
        assert dots == 9
    elif modules == 49:
        assert dots == {384: 7, 576: 10}[width_px]
    else:
        assert dots == {384: 12, 576: 17}[width_px]
    quiet = math.ceil({384: 2.9, 576: 4}[width_px] * dots)
    ink = _dark(image)
    assert not ink[top - quiet : top, left:right].any()
    assert not ink[bottom : bottom + quiet, left:right].any()
    assert not ink[top:bottom, :left].any()
    assert not ink[top:bottom, right:].any()
    assert abs(left - (width_px - right)) <= 1, "not in the middle"
    assert left + width_px - right >= 2 * 2.9 * dots


@by_width
@by_language
@by_slip
def test_the_main_sentence_has_at_least_twelve_points(
    slip: Slip, width_px: int, language: str
) -> None:
    """Each of its lines is found on the paper, in the type of some size from 12 pt on."""
    dots = ~_dark(render_slip(slip, width_px, language))
    paper = dots.astype(np.uint8) * 255
    sentence = SLIP_WORDS[language].instruction[0 if width_px == 576 else 1]
    least = math.ceil(12 * 203 / 72)
    for line in sentence:
        drawn = (_stamp(line, size) for size in range(least, 40))
        assert any(_is_on(paper, stamp) for stamp in drawn), line


def _stamp(words: str, size: int) -> NDArray[np.uint8]:
    """Words as they are drawn, without white around them."""
    strip = to_ink(set_lines([[(words, load_font("Bold", size))]], 576)).convert("L")
    box = ImageOps.invert(strip).getbbox()
    return np.asarray(strip.crop(box), dtype=np.uint8)


def _is_on(paper: NDArray[np.uint8], stamp: NDArray[np.uint8]) -> bool:
    if stamp.shape[1] > paper.shape[1]:
        return False
    # A line that is in the middle may begin between two dots.
    far = cv2.matchTemplate(paper, stamp, cv2.TM_SQDIFF_NORMED)
    return bool(far.min() < 0.03)


@by_width
def test_a_logo_and_the_venues_own_line_stand_on_an_ordinary_slip(width_px: int) -> None:
    logo = prepare_logo(_picture())
    own = replace(ORDINARY, venue_line="Xin giữ phiếu khô và phẳng.")
    papers = {
        render_slip(slip, width_px, "vi", shown).tobytes()
        for slip in (ORDINARY, own)
        for shown in (b"", logo)
    }
    assert len(papers) == 4
    image = render_slip(own, width_px, "vi", logo)
    assert image.height <= MAX_HEIGHT_PX
    left, _, right, _ = _code_box(image)
    assert right - left == {384: 343, 576: 490}[width_px]
    assert is_readable(image, own.code)


def test_a_venue_that_prints_whole_names_has_them_instead_of_initials() -> None:
    whole = replace(ORDINARY, full_name="Nguyễn Văn An")
    hinted = replace(ORDINARY, name_hint="Nguyễn Văn An")
    assert render_slip(whole, 384, "vi").tobytes() == render_slip(hinted, 384, "vi").tobytes()


@pytest.mark.parametrize(
    ("hotline", "language", "said"),
    [
        (Hotline("Hỏi đáp", "1022", "0259.1022"), "vi", ("Hỏi đáp", "0259.1022")),
        (Hotline("", "1022", ""), "vi", ("Hỏi đáp", "1022")),
        (Hotline("0259.1022", "", "0259.1022"), "vi", ("Hỏi đáp", "0259.1022")),
        (Hotline("Cấp cứu", "", "115"), "vi", ("Cấp cứu", "115")),
        (Hotline("Cấp cứu", "", "115"), "en", ("Hotline", "115")),
    ],
)
def test_a_hotline_has_its_label_and_the_number_for_mobiles(
    hotline: Hotline, language: str, said: tuple[str, str]
) -> None:
    named = replace(ORDINARY, hotlines=(hotline,))
    plain = replace(ORDINARY, hotlines=(Hotline(said[0], "", said[1]),))
    papers = [render_slip(slip, 384, language).tobytes() for slip in (named, plain)]
    assert papers[0] == papers[1]
    assert papers[0] != render_slip(replace(ORDINARY, hotlines=()), 384, language).tobytes()


@by_width
@by_language
@by_slip
def test_no_ink_touches_the_edge(slip: Slip, width_px: int, language: str) -> None:
    dots = _dark(render_slip(slip, width_px, language))
    assert not dots[0].any()
    assert not dots[-1].any()
    assert not dots[:, :8].any()
    assert not dots[:, -8:].any()


@by_width
def test_times_are_the_venues_own(width_px: int) -> None:
    elsewhere = replace(
        ORDINARY,
        at=ORDINARY.at + timedelta(hours=7),
        valid_until=ORDINARY.valid_until + timedelta(hours=7),
        time_zone=ZoneInfo("UTC"),
    )
    there = render_slip(elsewhere, width_px, "vi")
    assert render_slip(ORDINARY, width_px, "vi").tobytes() == there.tobytes()
    in_utc = replace(ORDINARY, time_zone=ZoneInfo("UTC"), at=ORDINARY.at.astimezone(UTC))
    assert render_slip(in_utc, width_px, "vi").tobytes() != there.tobytes()


@pytest.mark.parametrize("name", ACCENT_NAMES)
def test_decomposed_names_print_like_composed_ones(name: str) -> None:
    composed = replace(ORDINARY, venue_name=unicodedata.normalize("NFC", name))
    decomposed = replace(ORDINARY, venue_name=unicodedata.normalize("NFD", name))
    image = render_slip(composed, 384, "vi")
    assert image.tobytes() == render_slip(decomposed, 384, "vi").tobytes()


@pytest.mark.parametrize("name", ACCENT_NAMES)
def test_every_letter_is_in_the_typeface(name: str) -> None:
    for weight in ("Medium", "Bold", "ExtraBold"):
        font = load_font(weight, 60)
        nothing = bytes(font.getmask("\uffff"))
        for letter in set(unicodedata.normalize("NFC", name)) - {" "}:
            assert bytes(font.getmask(letter)) != nothing, letter


@pytest.mark.parametrize("size", [18, 22, 28, 36, 48])
def test_stacked_accents_never_touch_the_line_above(size: int) -> None:
    font = load_font("Bold", size)
    upper, lower = [("ặ ợ ỵ g Ặ", font)], [("Ễ Ẫ Ổ Ế Ỗ", font)]
    alone = np.flatnonzero((np.asarray(set_lines([upper], 576)) < 128).any(axis=1))
    both = np.asarray((np.asarray(set_lines([upper, lower], 576)) < 128).any(axis=1))
    assert both[alone[-1]]
    assert not both[alone[-1] + 1], "no white row under the descenders"


@pytest.mark.parametrize("text", [*ACCENT_NAMES, LONGEST.venue_name, "X" * 200, ""])
@pytest.mark.parametrize("room", [120, 352])
def test_wrapping_loses_nothing_and_cuts_nothing(text: str, room: int) -> None:
    font = load_font("Bold", 28)
    lines = wrap(text, font, room)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(font.getlength(line) <= room for line in lines)


def test_a_reprint_says_so() -> None:
    first = render_slip(ORDINARY, 576, "vi")
    again = render_slip(replace(ORDINARY, reprint=1), 576, "vi")
    assert first.tobytes() != again.tobytes()
    assert is_readable(again, ORDINARY.code)


@by_width
def test_an_absurd_name_is_refused_and_not_cut(width_px: int) -> None:
    with pytest.raises(SlipDoesNotFit):
        render_slip(replace(ORDINARY, venue_name="Trung tâm " * 200), width_px, "vi")


@by_width
@by_language
@by_slip
@pytest.mark.parametrize("skew_deg", [-5.0, 0.0, 5.0])
@pytest.mark.fault("H3")
def test_a_worn_slip_still_reads(slip: Slip, width_px: int, language: str, skew_deg: float) -> None:
    """H3: 30 % fade, 10 % smear and 5 degrees of skew, all at once, at 203 dpi."""
    worn = _wear(render_slip(slip, width_px, language), skew_deg)
    texts = [symbol.text for symbol in zxingcpp.read_barcodes(worn)]
    assert texts == [slip.code]


@by_width
@by_language
@by_slip
def test_an_independent_reader_agrees(
    slip: Slip, width_px: int, language: str, tmp_path: Path
) -> None:
    zbarimg = shutil.which("zbarimg")
    if zbarimg is None:
        pytest.skip("zbarimg (Debian package zbar-tools) is not installed")
    path = tmp_path / "slip.png"
    image = render_slip(slip, width_px, language)
    ImageOps.expand(image.convert("L"), border=32, fill=255).save(path)
    read = subprocess.run(
        [zbarimg, "--quiet", "--raw", str(path)], capture_output=True, text=True, check=True
    )
    assert read.stdout.strip() == slip.code


def _picture() -> bytes:
    written = BytesIO()
    Image.radial_gradient("L").resize((96, 96)).save(written, "PNG")
    return written.getvalue()


def _dark(image: Image.Image) -> NDArray[np.bool_]:
    return ~np.asarray(image.convert("1"))


def _code_box(image: Image.Image) -> tuple[int, int, int, int]:
    (symbol,) = zxingcpp.read_barcodes(ImageOps.expand(image.convert("L"), border=40, fill=255))
    place = symbol.position
    xs = [place.top_left.x, place.bottom_right.x]
    ys = [place.top_left.y, place.bottom_right.y]
    dots = _dark(image)
    # The reader's corners are rough; the finder patterns' outer edges are exact.
    middle_x, middle_y = sum(xs) // 2 - 40, sum(ys) // 2 - 40
    reach = (xs[1] - xs[0]) // 2 + 12
    region = dots[middle_y - reach : middle_y + reach, middle_x - reach : middle_x + reach]
    rows, columns = np.flatnonzero(region.any(axis=1)), np.flatnonzero(region.any(axis=0))
    left, top = middle_x - reach + int(columns[0]), middle_y - reach + int(rows[0])
    right, bottom = middle_x - reach + int(columns[-1]), middle_y - reach + int(rows[-1])
    return left, top, right + 1, bottom + 1


def _wear(image: Image.Image, skew_deg: float) -> Image.Image:
    """Ink 30 % paler and spotty, a tenth of the code rubbed 2 mm sideways, laid askew."""
    noise = np.random.default_rng(5)
    sheet = ImageOps.expand(image.convert("L"), border=20, fill=255)
    grey = np.asarray(sheet, dtype=np.float32)
    ink = (255 - grey) * 0.7 * noise.uniform(0.75, 1.0, grey.shape)
    faded = Image.fromarray((255 - ink).astype(np.uint8))
    left, top, right, bottom = _code_box(image)
    height = (bottom - top) // 10
    middle = (top + bottom) // 2 + 20
    rubbed = (0, middle, sheet.width, middle + height)
    faded.paste(faded.crop(rubbed).filter(ImageFilter.BoxBlur(8)), rubbed[:2])
    assert right > left
    return faded.rotate(skew_deg, resample=Image.Resampling.BILINEAR, expand=True, fillcolor=255)
