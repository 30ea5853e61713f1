"""The summary for the People's Committee: one line a day, and their sum."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kiosk.base.tables import Cell
from kiosk.domain.reports.day_totals import DayTotals, add_up
from kiosk.domain.reports.visits import FORMS, OTHER_FORM, date_text

SUMMARY_COLUMNS = (
    "Ngày",
    "Lượt",
    "Đến",
    "Đi",
    "Số người",
    *FORMS.values(),
    OTHER_FORM,
    "Khai hộ",
    "Chưa ghi nhận ra về",
    "Có liên hệ",
    "Tỷ lệ có liên hệ",
)
SUM = "Cộng"


def summary_rows(days: Sequence[DayTotals]) -> Iterator[tuple[Cell, ...]]:
    """The lines under `SUMMARY_COLUMNS`: the days, and their sum where there are several."""
    for each in days:
        yield (date_text(each.day), *_cells(each))
    if len(days) > 1:
        yield (SUM, *_cells(add_up(days)))


def reachable_share(totals: DayTotals) -> str:
    """The share of entries with a phone to reach the person by: `87%`; empty without entries."""
    if not totals.entries:
        return ""
    return f"{totals.reachable * 100 // totals.entries}%"


def _cells(totals: DayTotals) -> tuple[Cell, ...]:
    known = [totals.forms.get(form, 0) for form in FORMS]
    return (
        totals.entries,
        totals.arrivals,
        totals.departures,
        totals.people,
        *known,
        sum(totals.forms.values()) - sum(known),
        totals.declared_for,
        totals.not_left,
        totals.reachable,
        reachable_share(totals),
    )
