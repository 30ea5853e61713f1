"""*Bàn giao ca*, the end of a shift, on slip paper: numbers, what is left open, two signatures.

Set in Vietnamese alone: it is for the staff of the place. It names staff, and no citizen.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from PIL import Image, ImageDraw

from kiosk.documents.typesetting import (
    INK,
    Font,
    as_bitmap,
    blank,
    clean,
    draw_rule,
    load_font,
    set_left,
    set_lines,
    set_pair,
    stack,
    wrap,
)
from kiosk.domain.reports.shift import ShiftReport
from kiosk.ports.printer import Bitmap

_TITLE: Final = "BÀN GIAO CA"
_GIVES, _TAKES = "Người giao", "Người nhận"
_NONE, _UNKNOWN, _NO_HUB = "không", "chưa rõ", "không có máy chủ"
_SLIPS, _OTHERS = "{n} phiếu", "và {n} số khác"
_MOST_RANGES: Final = 3
_WEIGHTS: Final = ("Medium", "Bold", "Bold")
_MARGINS: Final = {384: 12, 576: 24}


def shift_strips(report: ShiftReport, width_px: int) -> Iterator[Bitmap]:
    """The report for a printer 384 or 576 dots wide."""
    yield as_bitmap(draw_shift(report, width_px))


def draw_shift(report: ShiftReport, width_px: int) -> Image.Image:
    """The same as a picture."""
    margin, scale = _MARGINS[width_px], 1.0 if width_px > 384 else 0.87
    room = width_px - 2 * margin
    label, value, venue = (load_font(weight, round(26 * scale)) for weight in _WEIGHTS)
    plain, title = load_font("Medium", round(24 * scale)), load_font("ExtraBold", round(42 * scale))
    place = " · ".join(part for part in (report.venue_name, report.gate_name) if part.strip())

    def rows(pairs: Sequence[tuple[str, str]]) -> list[Image.Image]:
        strips = []
        for name, number in pairs:
            strips += [blank(4, width_px), set_pair(name, number, (label, value), width_px, margin)]
        return [*strips, blank(8, width_px)]

    return stack(
        [
            blank(12, width_px),
            set_lines([[(line, venue)] for line in wrap(place, venue, room)], width_px),
            blank(4, width_px),
            set_lines([[(_TITLE, title)]], width_px),
            blank(4, width_px),
            set_lines([[(line, plain)] for line in wrap(_time(report), plain, room)], width_px),
            blank(8, width_px),
            draw_rule(width_px, margin, 4),
            *rows(_visits(report)),
            draw_rule(width_px, margin, 3, dash=9),
            *rows(_papers(report)),
            draw_rule(width_px, margin, 3, dash=9),
            *rows(_open(report)),
            draw_rule(width_px, margin, 4),
            _signatures(report, (plain, load_font("Bold", int(plain.size))), width_px, margin),
        ],
        width_px,
    )


def _time(report: ShiftReport) -> str:
    moments = (report.shift.since, report.until)
    since, until = (at.astimezone(report.time_zone) for at in moments)
    if since.date() == until.date():
        return f"{since:%d/%m/%Y} · {since:%H:%M} – {until:%H:%M}"
    return f"{since:%H:%M} {since:%d/%m/%Y} – {until:%H:%M} {until:%d/%m/%Y}"


def _visits(report: ShiftReport) -> list[tuple[str, str]]:
    return [
        ("Lượt quét", str(report.shift.counts.scans)),
        ("Lượt đến", str(report.shift.counts.arrivals)),
        ("Lượt đi", str(report.shift.counts.departures)),
        ("Đang có mặt", str(report.shift.counts.inside)),
        ("Khai hộ", str(report.shift.counts.declared_for)),
        ("Cấp cứu", str(report.shift.counts.emergencies)),
    ]


def _papers(report: ShiftReport) -> list[tuple[str, str]]:
    left = report.slips_left
    return [
        ("Phiếu đã in", str(report.shift.counts.slips_printed)),
        ("In lại", str(report.shift.counts.slips_reprinted)),
        ("In chưa rõ kết quả", str(report.shift.counts.slips_unknown)),
        ("Giấy còn khoảng", _UNKNOWN if left is None else _SLIPS.format(n=left)),
    ]


def _open(report: ShiftReport) -> list[tuple[str, str]]:
    return [
        ("Chờ gửi", str(report.shift.counts.unsent) if report.has_hub else _NO_HUB),
        ("Bị trả lại", str(report.shift.counts.rejected)),
        ("Thiếu số thứ tự", _ranges(report.shift.counts.missing_numbers)),
        ("Cần hỗ trợ, chưa xong", str(report.shift.counts.open_cases)),
        ("Cần bổ sung", str(report.shift.counts.incomplete)),
    ]


def _ranges(numbers: Sequence[int]) -> str:
    """`118–120, 133`: which numbers are missing, the first few of many."""
    if not numbers:
        return _NONE
    runs = [
        [number for _, number in run]
        for _, run in groupby(enumerate(sorted(numbers)), lambda pair: pair[1] - pair[0])
    ]
    shown = [f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs[:_MOST_RANGES]]
    others = sum(map(len, runs[_MOST_RANGES:]))
    return ", ".join(shown) + (f" {_OTHERS.format(n=others)}" if others else "")


def _signatures(
    report: ShiftReport, fonts: tuple[Font, Font], width_px: int, margin: int
) -> Image.Image:
    """Who hands over and who takes over, side by side, each with room to sign."""
    between = 24
    wide = (width_px - 2 * margin - between) // 2
    columns = [
        stack(
            [set_left(role, fonts[0], wide, 0), set_left(clean(name) or " ", fonts[1], wide, 0)],
            wide,
        )
        for role, name in ((_GIVES, report.shift.name), (_TAKES, ""))
    ]
    height = max(column.height for column in columns) + 80
    strip = blank(height + 16, width_px)
    for place, column in enumerate(columns):
        left = margin + place * (wide + between)
        strip.paste(column, (left, 8))
        ImageDraw.Draw(strip).line((left, height, left + wide, height), fill=INK, width=2)
    return strip
