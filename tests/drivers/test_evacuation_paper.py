"""The list of who is inside, on slip paper: everybody is on it, and it begins at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from PIL import Image

from drivers.printer.trouble import Trouble
from kiosk.base.errors import DeviceFaultKind
from kiosk.documents.evacuation import (
    MAYBE_TITLE,
    draw_evacuation,
    evacuation_strips,
    nameless,
)
from kiosk.documents.typesetting import stack, to_ink
from kiosk.domain.desk.acts_on_cases import AgeGroup
from kiosk.domain.people.person import Sex
from kiosk.domain.reports.evacuation import Arrived, EvacuationList, evacuation_list
from kiosk.domain.venue import Policy
from kiosk.domain.visits.decision import PrintState
from kiosk.ports.printer import PrintResult
from tests.drivers.printer_rigs import simulated
from tests.drivers.slips import WIDTHS

NOW = datetime(2026, 11, 23, 2, 12, tzinfo=UTC)
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
LONG = "Nguyễn Phước Công Tằng Tôn Nữ Thị Hoàng Yến"
NAMES = ("Bùi Thị Sương", "Chamaléa Thị Hương", "Đặng Thị Huyền Trân", "H’Hen Niê", LONG, "Ễ Ặ")
DOTS_PER_MM = 8

by_width = pytest.mark.parametrize("width_px", WIDTHS)


def listed(count: int, maybe: int = 0) -> EvacuationList:
    """So many people at two gates."""
    people = [
        Arrived(
            str(n),
            "entry",
            NAMES[n % len(NAMES)],
            str(1930 + n % 90) if n % 5 else "",
            NOW - timedelta(minutes=n % 600),
            "Cổng A" if n % 3 else "Cổng B",
        )
        for n in range(count)
    ]
    people += [
        Arrived(f"m{n}", "entry", NAMES[n % len(NAMES)], "1980", NOW - timedelta(hours=30), "")
        for n in range(maybe)
    ]
    return evacuation_list("Trung tâm Y tế Mẫu", people, Policy(), ZONE, NOW)


def whole(some: EvacuationList, width_px: int) -> Image.Image:
    return to_ink(stack(list(draw_evacuation(some, width_px)), width_px))


def boxes(paper: Image.Image, width_px: int) -> int:
    """How many boxes to tick stand at the left margin."""
    left = {384: 12, 576: 24}[width_px]
    ink = ~np.array(paper)[:, left + 1]
    # The left side of each: a run of ink of a box's height, which no letter and no rule has.
    changes = np.flatnonzero(np.diff(np.concatenate(([0], ink.astype(int), [0]))))
    runs = changes[1::2] - changes[::2]
    return int(np.sum((runs >= 16) & (runs <= 28)))


@by_width
def test_everybody_has_a_box(width_px: int) -> None:
    assert boxes(whole(listed(0), width_px), width_px) == 0
    assert boxes(whole(listed(57, 4), width_px), width_px) == 61


@by_width
def test_nothing_reaches_beyond_the_margins(width_px: int) -> None:
    ink = ~np.array(whole(listed(30, 7), width_px))
    margin = {384: 12, 576: 24}[width_px]
    assert not ink[:, : margin - 1].any()
    assert not ink[:, width_px - margin + 2 :].any()


@by_width
def test_a_long_name_is_longer_and_never_cut(width_px: int) -> None:
    """Its lines are all there: the row grows by them."""
    one = listed(1)
    short = replace(one.inside[0], full_name="Bùi Thị Sương")
    long = replace(short, full_name=LONG)
    heights = [whole(replace(one, inside=(person,)), width_px).height for person in (short, long)]
    assert heights[1] > heights[0]


@by_width
def test_the_second_part_stands_there_only_with_somebody_in_it(width_px: int) -> None:
    assert MAYBE_TITLE == "CÓ THỂ CÒN BÊN TRONG"
    without, with_one = whole(listed(3), width_px).height, whole(listed(3, 1), width_px).height
    assert with_one > without + 100


@by_width
def test_it_comes_in_strips_and_the_first_is_short(width_px: int) -> None:
    strips = list(evacuation_strips(listed(500), width_px))
    assert strips[0].height_px < 60 * DOTS_PER_MM
    assert max(strip.height_px for strip in strips) < 150 * DOTS_PER_MM
    assert {strip.width_px for strip in strips} == {width_px}
    assert sum(strip.height_px for strip in strips) < 5_000 * DOTS_PER_MM


@by_width
@pytest.mark.parametrize("has_cutter", [True, False])
def test_it_is_printed_whole_on_one_paper(tmp_path: Path, width_px: int, has_cutter: bool) -> None:
    rig = simulated(tmp_path, width_px, has_cutter)
    some = listed(57, 4)
    result = rig.printer.print_strips(evacuation_strips(some, width_px))
    assert result == PrintResult(PrintState.PRINTED)
    (paper,) = rig.device.papers
    assert boxes(paper, width_px) == 61


def test_the_first_line_is_sent_before_the_last_is_drawn(tmp_path: Path) -> None:
    rig = simulated(tmp_path, 576)
    sent = []
    strips = evacuation_strips(listed(200), 576)

    def watched() -> object:
        for strip in strips:
            sent.append(rig.device.received)
            yield strip

    rig.printer.print_strips(watched())
    assert sent[1] > 0
    assert sent == sorted(sent)


def test_paper_that_runs_out_midway_is_told(tmp_path: Path) -> None:
    rig = simulated(tmp_path, 576)
    rig.device.misbehave(Trouble.PAPER_OUT, 100_000)
    result = rig.printer.print_strips(evacuation_strips(listed(200), 576))
    assert result == PrintResult(PrintState.UNKNOWN, DeviceFaultKind.PAPER_OUT)


@pytest.mark.parametrize(
    ("sex", "age", "said"),
    [
        (None, None, "Cấp cứu · ca 2"),
        (Sex.MALE, AgeGroup.OLD, "Cấp cứu · ca 2 · nam, từ 60 tuổi"),
        (Sex.FEMALE, None, "Cấp cứu · ca 2 · nữ"),
        (Sex.UNKNOWN, AgeGroup.CHILD, "Cấp cứu · ca 2 · trẻ em"),
    ],
)
def test_whoever_has_no_name_is_told_by_looks(
    sex: Sex | None, age: AgeGroup | None, said: str
) -> None:
    one = Arrived(None, "e", "", "", NOW, "", emergency=2, sex=sex, age=age)
    assert nameless(one) == said
    assert nameless(replace(one, emergency=None)) == "Chưa rõ tên"
