"""Papers beside the slip: wallet card, end of shift, receipt of a data request, test page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from drivers.printer.proof import is_readable
from kiosk.documents.receipt import draw_receipt, receipt_strips
from kiosk.documents.shift import draw_shift, shift_strips
from kiosk.documents.slip import slip_bitmap
from kiosk.documents.test_page import PrinterPage, draw_printer_page, printer_page_bitmap
from kiosk.documents.typesetting import SlipDoesNotFit, to_ink
from kiosk.documents.wallet_card import draw_wallet_card, wallet_card_bitmap
from kiosk.domain.desk.acts_on_people import DataRight
from kiosk.domain.desk.data_receipt import DataReceipt
from kiosk.domain.reports.shift import Shift, ShiftCounts, ShiftReport
from kiosk.domain.slips.wallet_card import card_of
from kiosk.domain.visits.decision import PrintState
from kiosk.ports.printer import Bitmap, PrintResult
from sync.protocol.ks1 import SlipKind
from tests.drivers.printer_rigs import simulated
from tests.drivers.slips import AT, LONGEST, ORDINARY, WIDTHS, code_of

ZONE = ORDINARY.time_zone
STAFF_SLIP = replace(ORDINARY, code=code_of(5, SlipKind.STAFF_CARD), kind=SlipKind.STAFF_CARD)
CARD = card_of(STAFF_SLIP)
COUNTS = ShiftCounts(
    scans=231,
    arrivals=126,
    departures=88,
    inside=38,
    declared_for=17,
    emergencies=3,
    slips_printed=41,
    slips_reprinted=2,
    slips_unknown=1,
    unsent=12,
    rejected=0,
    missing_numbers=(),
    open_cases=2,
    incomplete=3,
)
SHIFT = ShiftReport(
    venue_name="Trung tâm Y tế Mẫu",
    gate_name="Cổng A",
    shift=Shift(AT - timedelta(hours=2), "Người Giao Ca", COUNTS),
    until=AT + timedelta(hours=6),
    time_zone=ZONE,
    slips_left=120,
    has_hub=True,
)


def shift_with(**counts: object) -> ShiftReport:
    """The same shift with other numbers."""
    return replace(SHIFT, shift=replace(SHIFT.shift, counts=replace(COUNTS, **counts)))


RECEIPT = DataReceipt(
    number="0193-7F3A",
    right=DataRight.SEE,
    at=AT,
    answer_by=datetime(2026, 11, 25, 10, tzinfo=UTC),
    time_zone=ZONE,
    name_hint=ORDINARY.name_hint,
    venue_name="Trung tâm Y tế Mẫu",
    phone="0259.1022",
    taken_by="N. G. Ca",
)
PAGE = PrinterPage("Trung tâm Y tế Mẫu", "usb 0fe6:811e", AT, ZONE, 576, has_cutter=True)
LONG_NAME = "Nguyễn Phước Công Tằng Tôn Nữ Thị Hoàng Yến"

by_width = pytest.mark.parametrize("width_px", WIDTHS)
by_paper = pytest.mark.parametrize(
    "draw",
    [
        lambda width_px: draw_shift(SHIFT, width_px),
        lambda width_px: draw_shift(
            replace(
                shift_with(missing_numbers=(1, 2, 3, 5, 8, 9, 11)),
                venue_name=LONGEST.venue_name,
                until=AT + timedelta(days=1),
                slips_left=None,
                has_hub=False,
            ),
            width_px,
        ),
        lambda width_px: draw_receipt(RECEIPT, width_px),
        lambda width_px: draw_receipt(
            replace(RECEIPT, venue_name=LONGEST.venue_name, phone="", taken_by=LONG_NAME), width_px
        ),
    ],
    ids=["shift", "long shift", "receipt", "long receipt"],
)


def dark(paper: Image.Image) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    """Where there is ink."""
    return ~np.asarray(to_ink(paper))


@by_width
@by_paper
def test_nothing_reaches_beyond_the_margins(
    draw: Callable[[int], Image.Image], width_px: int
) -> None:
    ink, margin = dark(draw(width_px)), {384: 12, 576: 24}[width_px]
    assert ink.any()
    assert not ink[:, : margin - 1].any()
    assert not ink[:, width_px - margin + 2 :].any()
    assert not ink[0].any()


@by_width
@pytest.mark.parametrize("right", DataRight)
def test_each_request_about_data_has_its_receipt(right: DataRight, width_px: int) -> None:
    papers = [draw_receipt(replace(RECEIPT, right=one), width_px).tobytes() for one in DataRight]
    assert papers.count(draw_receipt(replace(RECEIPT, right=right), width_px).tobytes()) == 1


@by_width
@pytest.mark.parametrize("number", [field.name for field in fields(ShiftCounts)])
def test_each_number_of_a_shift_stands_on_its_paper(number: str, width_px: int) -> None:
    other = shift_with(**{number: (77,) if number == "missing_numbers" else 77})
    assert draw_shift(other, width_px).tobytes() != draw_shift(SHIFT, width_px).tobytes()


@pytest.mark.parametrize(
    "other", [replace(SHIFT, slips_left=None), replace(SHIFT, has_hub=False)], ids=["roll", "hub"]
)
def test_what_is_not_known_of_a_shift_is_said(other: ShiftReport) -> None:
    assert draw_shift(other, 576).tobytes() != draw_shift(SHIFT, 576).tobytes()


@pytest.mark.parametrize(
    ("missing", "like"),
    [((3, 1, 2), (1, 2, 3)), ((1, 5, 9, 13, 17), (1, 5, 9, 20, 30))],
)
def test_missing_numbers_stand_in_order_the_first_few_of_many(
    missing: tuple[int, ...], like: tuple[int, ...]
) -> None:
    papers = [draw_shift(shift_with(missing_numbers=each), 576) for each in (missing, like)]
    assert papers[0].tobytes() == papers[1].tobytes()


@by_width
@pytest.mark.parametrize(
    "strips", [lambda w: shift_strips(SHIFT, w), lambda w: receipt_strips(RECEIPT, w)]
)
def test_it_is_printed_on_one_paper(
    strips: Callable[[int], list[Bitmap]], width_px: int, tmp_path: Path
) -> None:
    rig = simulated(tmp_path, width_px)
    assert rig.printer.print_strips(strips(width_px)) == PrintResult(PrintState.PRINTED)
    assert len(rig.device.papers) == 1


@by_width
@pytest.mark.parametrize("kind", [SlipKind.STAFF_CARD, SlipKind.REGULAR_CARD])
def test_a_card_is_a_bank_cards_size_and_reads_back(kind: SlipKind, width_px: int) -> None:
    card = replace(CARD, kind=kind, code=code_of(6, kind))
    paper = to_ink(draw_wallet_card(card, width_px))
    assert is_readable(paper, card.code)
    ink = dark(paper)
    rows, columns = (np.flatnonzero(ink.any(axis=axis)) for axis in (1, 0))
    assert (columns[-1] - columns[0] + 1) / 8 == {384: 48.0, 576: 54.0}[width_px]
    # The line to cut along: 85.6 mm between the upper and the lower one.
    for row in (rows[0], rows[0] + 684):
        assert 100 < ink[row].sum() < width_px / 2


@by_width
def test_a_card_with_long_names_is_no_larger(width_px: int) -> None:
    long = replace(CARD, name=LONG_NAME, venue_name=LONGEST.venue_name)
    paper = draw_wallet_card(long, width_px)
    assert paper.height == draw_wallet_card(CARD, width_px).height
    assert is_readable(to_ink(paper), long.code)


def test_a_card_nothing_fits_on_is_refused() -> None:
    with pytest.raises(SlipDoesNotFit):
        wallet_card_bitmap(replace(CARD, venue_name="Trung tâm " * 60), 384)


@by_width
def test_a_slip_that_is_a_card_is_printed_as_one(width_px: int, tmp_path: Path) -> None:
    bitmap = slip_bitmap(STAFF_SLIP, width_px, "vi")
    assert bitmap == wallet_card_bitmap(CARD, width_px)
    rig = simulated(tmp_path, width_px)
    assert rig.printer.print_bitmap(bitmap, CARD.code) == PrintResult(PrintState.PRINTED)


@by_width
@pytest.mark.parametrize("code", [CARD.code, "KT1"])
def test_the_test_page_shows_each_edge_and_reads_back(code: str, width_px: int) -> None:
    page = replace(PAGE, width_px=width_px, has_cutter=width_px == 576)
    paper = to_ink(draw_printer_page(page, code))
    assert is_readable(paper, code)
    ink = dark(paper)
    assert ink[:200, 0].sum() > 100
    assert ink[:200, -1].sum() > 100
    assert ink.all(axis=1).sum() >= 20, "no bar that every heating element burns"
    assert printer_page_bitmap(page, code).width_px == width_px


@by_width
def test_the_ruler_of_the_test_page_is_true(width_px: int) -> None:
    """Its long strokes are 10 mm apart: 80 dots."""
    ink = dark(draw_printer_page(replace(PAGE, width_px=width_px), "KT1"))
    framed = np.flatnonzero(ink.all(axis=1))[5]
    strokes = [
        column
        for row in range(framed, framed + 60)
        for column in [np.flatnonzero(np.diff(ink[row].astype(int)) == 1)]
        if len(column) in ({384: 5, 576: 7}[width_px],)
    ]
    assert any((np.diff(columns) == 80).all() for columns in strokes)
