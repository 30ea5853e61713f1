"""Documents in A4 and A5: a program that is not ours finds every word and reads the codes."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
import pytest
import zxingcpp
from numpy.typing import NDArray
from PIL import Image

from drivers.scanner.still import StillReader
from kiosk.base.clock import SystemClock
from kiosk.documents.logo import prepare_logo
from kiosk.documents.pdf.evacuation import evacuation_pdf
from kiosk.documents.pdf.paper_book import ROWS, SHEETS, paper_book_pdf
from kiosk.documents.pdf.poster import poster_pdf
from kiosk.documents.pdf.tables import TableHeading, table_pdf
from kiosk.domain.reports.visits import VISIT_COLUMNS
from kiosk.domain.venue import Venue
from sync.protocol.policy import Hotline
from tests.drivers.test_evacuation_paper import LONG, NAMES, listed
from tests.support.pdf import IMAGE, MM_PER_INCH, fonts_of, pictures_of, text_of

LINK = "https://tokhaiyte.example/to-khai?diem=92010-00123&ten=trung-tam-y-te-mau"
VENUE = Venue(
    name="Trung tâm Y tế Mẫu",
    gate="Cổng A",
    link=LINK,
    hotlines=(Hotline("Hỏi đáp", "1022", "0259.1022"),),
)
LONG_VENUE = replace(
    VENUE,
    name="Bệnh viện Đa khoa Khu vực huyện Miễn Nghiệp và Trung tâm Kiểm soát bệnh tật tỉnh Mẫu",
    gate="Cổng số 2 – Khu khám bệnh theo yêu cầu, nhà C",
    hotlines=(Hotline("Đường dây nóng của Sở Y tế tỉnh", "02593.000.000", "0900.000.000"),),
)
NOW = datetime(2026, 11, 23, 2, 12, tzinfo=UTC)
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
DPI = 150
FONTS = Path(str(files("resources"))) / "fonts"


def read(page: NDArray[np.uint8]) -> list[str]:
    return [symbol.text for symbol in zxingcpp.read_barcodes(page)]


def ink_of(page: NDArray[np.uint8], top: float, bottom: float) -> NDArray[np.bool_]:
    """What is dark between two heights, in parts of the page."""
    height = page.shape[0]
    return page[round(top * height) : round(bottom * height)] < 128


def test_the_poster_is_read_by_three_readers_and_larger_than_fifteen_centimetres(
    tmp_path: Path,
) -> None:
    content, count = poster_pdf(VENUE)
    (page,) = pictures_of(content, tmp_path, DPI)
    assert count == 1
    assert (round(page.shape[1] / DPI * MM_PER_INCH), round(page.shape[0] / DPI * MM_PER_INCH)) == (
        210,
        297,
    )
    (symbol,) = zxingcpp.read_barcodes(page)
    assert symbol.text == LINK
    reader = StillReader(SystemClock())
    try:
        assert [one.text for one in reader.read(page)] == [LINK]
    finally:
        reader.close()
    # The rows of the finder patterns are the only ink between the words above and below.
    columns = np.flatnonzero(ink_of(page, 0.22, 0.70).any(axis=0))
    rows = np.flatnonzero(ink_of(page, 0.16, 0.76).any(axis=1))
    for places in (columns, rows):
        assert (places[-1] - places[0] + 1) / DPI * MM_PER_INCH == pytest.approx(152, abs=0.4)


def test_an_independent_reader_agrees(tmp_path: Path) -> None:
    zbarimg = shutil.which("zbarimg")
    if zbarimg is None:
        pytest.skip("zbarimg (Debian package zbar-tools) is not installed")
    (page,) = pictures_of(poster_pdf(VENUE)[0], tmp_path, DPI)
    Image.fromarray(page).save(tmp_path / "poster.png")
    line = [zbarimg, "--quiet", "--raw", str(tmp_path / "poster.png")]
    found = subprocess.run(line, capture_output=True, text=True, check=True)
    assert found.stdout.strip() == LINK


def test_every_line_of_the_poster_is_text_in_both_languages() -> None:
    told = text_of(poster_pdf(VENUE)[0])
    for line in (
        "Trung tâm Y tế Mẫu",
        "Điểm kiểm dịch · Checkpoint · Cổng A",
        "Quét khi đến và khi ra về",
        "Scan when you arrive and when you leave",
        "Mở camera điện thoại,",
        "Fill in the health",
        "Không có điện thoại thông minh? Mời sang bàn hỗ trợ.",
        "No smartphone? Please come to the help desk.",
        "Hỏi đáp · Questions",
        "0259.1022",
    ):
        assert line in told, told


def test_posters_are_vectors_with_parts_of_our_typeface_alone(tmp_path: Path) -> None:
    content, _ = poster_pdf(VENUE)
    assert IMAGE.search(content) is None
    fonts = fonts_of(content, tmp_path)
    assert len(fonts) == 3
    # Embedded, and with Unicode for whoever searches; in between is a mark that Qt leaves out.
    assert all(re.search(r"^BeVietnamPro-\w+ .* yes \w+ +yes ", line) for line in fonts), fonts
    whole = sum(path.stat().st_size for path in FONTS.glob("*.ttf"))
    assert len(content) < whole / 4


def test_a_venue_without_a_link_has_a_poster_of_pictures(tmp_path: Path) -> None:
    content, _ = poster_pdf(replace(VENUE, link=""))
    (page,) = pictures_of(content, tmp_path, DPI)
    assert read(page) == []
    told = text_of(content)
    assert "Đưa thẻ hoặc mã QR" in told
    assert "Không có thẻ hoặc mã? Mời sang bàn hỗ trợ." in told
    assert "điện thoại" not in told


def test_so_many_posters_are_so_many_pages(tmp_path: Path) -> None:
    content, count = poster_pdf(VENUE, 3)
    pages = pictures_of(content, tmp_path, 40)
    assert count == len(pages) == 3
    assert all(np.array_equal(page, pages[0]) for page in pages)


@pytest.mark.parametrize("venue", [VENUE, LONG_VENUE, replace(VENUE, link="")])
@pytest.mark.parametrize("shape", [(600, 200), (90, 400), (40, 40)])
def test_the_posters_head_has_the_venues_logo_beside_its_name(
    venue: Venue, shape: tuple[int, int], tmp_path: Path
) -> None:
    given = BytesIO()
    Image.new("L", shape, 40).save(given, format="PNG")
    content, _ = poster_pdf(venue, 1, prepare_logo(given.getvalue()))
    told = text_of(content)
    assert all(word in told for word in (*venue.name.split(), *venue.gate.split()))
    (page,) = pictures_of(content, tmp_path, DPI)
    (plain,) = pictures_of(poster_pdf(venue)[0], tmp_path, DPI)
    band = round(26 / MM_PER_INCH * DPI)
    below = round(28 / MM_PER_INCH * DPI)
    assert np.array_equal(page[below:], plain[below:]), "the logo stays in the band"
    dark = np.argwhere(page[:band] < 60)
    (top, left), (foot, right) = dark.min(axis=0), dark.max(axis=0)
    wide, high = shape
    across, down = right - left + 1, foot - top + 1
    assert across / down == pytest.approx(wide / high, rel=0.05)
    assert down <= 18.5 / MM_PER_INCH * DPI
    assert across <= 36.5 / MM_PER_INCH * DPI
    white = np.argwhere(page[:band] > 250)
    name = white[white[:, 1] > right + round(4 / MM_PER_INCH * DPI)]
    assert name.size, "the name stands right of it"


def test_a_logo_that_cannot_be_drawn_leaves_the_poster_as_it_is() -> None:
    assert text_of(poster_pdf(VENUE, 1, b"no picture")[0]) == text_of(poster_pdf(VENUE)[0])


@pytest.mark.parametrize("venue", [LONG_VENUE, replace(LONG_VENUE, link="")])
def test_the_longest_words_stay_on_the_poster(venue: Venue, tmp_path: Path) -> None:
    content, _ = poster_pdf(venue)
    told = text_of(content)
    assert all(word in told for word in (*venue.name.split(), *venue.gate.split()))
    (page,) = pictures_of(content, tmp_path, DPI)
    edge = round(4 / MM_PER_INCH * DPI)
    # Words on the band are light, everywhere else dark: at the edges is neither.
    band = page[: round(26 / MM_PER_INCH * DPI)]
    assert (band[:, :edge] < 128).all()
    assert (band[:, -edge:] < 128).all()
    assert (page[band.shape[0] + 6 :, -edge:] > 200).all()


def test_who_is_inside_is_on_the_list_with_both_parts(tmp_path: Path) -> None:
    content, count = evacuation_pdf(listed(500, 40))
    told = text_of(content)
    # Poppler takes the space between two single letters for a wide setting of one word.
    bare = told.replace(" ", "")
    assert all(bare.count(name.replace(" ", "")) >= 500 // len(NAMES) for name in NAMES)
    assert "DANH SÁCH SƠ TÁN" in told
    assert "500 người bên trong" in told
    assert "CÓ THỂ CÒN BÊN TRONG" in told
    assert "40 người, quá giờ mà chưa ghi nhận ra về" in told
    assert "Cổng A · 333 người" in told
    for number in range(1, count + 1):
        assert f"Trang {number}/{count}" in told
    pages = pictures_of(content, tmp_path)
    assert len(pages) == count
    assert sum(boxes(page, 100) for page in pages) == 540


def boxes(page: NDArray[np.uint8], dpi: int) -> int:
    """How many boxes to tick stand at the left margin of a page."""
    # The left side of each: a run of ink of a box's height, which no letter and no rule has.
    at = round(12 / MM_PER_INCH * dpi)
    ink = (page[:, at - 1 : at + 1] < 160).any(axis=1)
    changes = np.flatnonzero(np.diff(np.concatenate(([0], ink.astype(int), [0]))))
    runs = (changes[1::2] - changes[::2]) / dpi * MM_PER_INCH
    return int(np.sum((runs > 4) & (runs < 5.4)))


def test_a_list_without_anybody_says_so() -> None:
    assert "Không có ai." in text_of(evacuation_pdf(listed(0))[0])


def test_a_table_has_every_cell_and_its_heading_on_every_page(tmp_path: Path) -> None:
    address = "Thôn Bình Nghĩa, Xã Bắc Sơn, Huyện Thuận Bắc, Tỉnh Ninh Thuận"
    rows = [
        (n, "29/11/2026", LONG, "1951", "Nữ", address, "0912 345 678", "07:02", "", "Cổng A",
         "Số điện thoại (gõ số)", "Chưa ghi nhận ra về; Nhập bù từ sổ giấy")
        for n in range(1, 101)
    ]  # fmt: skip
    heading = TableHeading("Danh sách đến đi", "29/11/2026", VENUE.name, "09:12 29/11/2026")
    content, count = table_pdf(heading, VISIT_COLUMNS, iter(rows))
    told = text_of(content)
    pages = pictures_of(content, tmp_path, 60)
    assert count == 100
    assert f"Trang {len(pages)}" in told
    assert "Hết · 100 dòng" in told
    assert told.count("STT") == len(pages) > 1
    # Words of a cell stand on several lines, which whoever reads line by line mixes with others'.
    for word in (*LONG.split(), *address.split(), "0912", "07:02", "Chưa", "nhận"):
        assert told.count(word.strip(",")) >= 100, word
    assert pages[0].shape[1] > pages[0].shape[0]


def test_a_table_that_is_given_up_leaves_qt_alive() -> None:
    def rows() -> Iterator[tuple[str]]:
        yield from [("1",)] * 300
        raise InterruptedError

    heading = TableHeading("Danh sách đến đi", "29/11/2026", VENUE.name, "09:12 29/11/2026")
    with pytest.raises(InterruptedError):
        table_pdf(heading, ("STT",), rows())


def test_an_empty_table_is_one_page() -> None:
    heading = TableHeading("Danh sách đến đi", "29/11/2026", VENUE.name, "09:12 29/11/2026")
    content, count = table_pdf(heading, VISIT_COLUMNS, iter(()))
    assert count == 0
    assert "Hết · 0 dòng" in text_of(content)


def test_a_paper_book_has_twenty_sheets_with_their_lines(tmp_path: Path) -> None:
    content, count = paper_book_pdf(LONG_VENUE)
    told = text_of(content)
    assert count == SHEETS
    assert all(f"Tờ {number}/{SHEETS}" in told for number in range(1, SHEETS + 1))
    assert all(word in told for word in ("Giờ", "Họ tên", "Số điện thoại", "Đến", "Đi", "Đã nhập"))
    assert told.count(f" {ROWS} ") >= SHEETS
    assert len(pictures_of(content, tmp_path, 30)) == SHEETS
