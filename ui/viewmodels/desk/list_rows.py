"""The rows of *Danh sách người đến/đi*, made once each however long the list grows."""

from __future__ import annotations

from kiosk.base.dataclass import dataclass
from kiosk.domain.desk.queries import EntryMark, InsideRow
from kiosk.domain.station.pages.day_list import DayList, Row, row_key
from kiosk.domain.visits.decision import Direction
from ui.i18n import QT_TRANSLATE_NOOP
from ui.viewmodels.desk.shown import (
    NOTHING,
    clock_of,
    credential_of,
    masked_name,
    masked_phone,
    whole_phone,
    year_of,
)
from ui.viewmodels.view import View

MARKS = {
    EntryMark.UNVERIFIED: QT_TRANSLATE_NOOP("Screens", "Chờ xác minh"),
    EntryMark.NOT_SEEN_LEAVING: QT_TRANSLATE_NOOP("Screens", "Chưa ghi nhận ra"),
    EntryMark.NO_PHONE: QT_TRANSLATE_NOOP("Screens", "Thiếu SĐT"),
}
"""In the order of what matters: a row shows the first of its own."""


@dataclass(frozen=True, slots=True)
class ListRow:
    """One row as it is drawn."""

    key: str
    time: str
    is_arrival: bool
    direction: str
    name: str
    year: str
    phone: str
    note: str
    """What the entry was made with, or since when somebody is inside, or the mark."""
    is_marked: bool
    is_revealed: bool
    can_open: bool


class RowMaker:
    """Makes the rows, and keeps those on show: a row that is still what it was made of stays.

    A list grows by thirty rows to thousands, and each time all of them would be made anew.
    """

    def __init__(self) -> None:
        self._said: tuple[object, ...] = ()
        """The language and the time zone of what is kept."""
        self._kept: dict[str, tuple[Row, ListRow]] = {}

    def make(self, state: DayList, view: View) -> tuple[ListRow, ...]:
        """The rows; none while the list is covered: what is not there cannot be read."""
        said = (view.words.language, view.setup.venue.time_zone)
        if said != self._said:
            self._said, self._kept = said, {}
        before, self._kept = self._kept, {}
        if state.is_covered:
            return ()
        for row in state.rows:
            key = row_key(row)
            is_revealed = key == state.revealed
            made_of, made = before.get(key, (None, None))
            if made is None or made_of != row or made.is_revealed != is_revealed:
                made = _row(row, view, is_revealed)
            self._kept[key] = (row, made)
        return tuple(made for _, made in self._kept.values())


def _row(row: Row, view: View, is_revealed: bool) -> ListRow:
    words = view.words
    if isinstance(row, InsideRow):
        direction, at, mark = Direction.ARRIVAL, row.since, None
        note = row.gate
    else:
        direction, at = row.direction, row.at
        mark = next((mark for mark in MARKS if mark in row.marks), None)
        note = credential_of(row.credential, words)
    name = row.full_name if is_revealed else masked_name(row.full_name)
    if not row.full_name:
        name = words.translate("Screens", "Chưa rõ tên")
    phone = whole_phone(row.phone) if is_revealed else masked_phone(row.phone)
    is_arrival = direction is Direction.ARRIVAL
    return ListRow(
        key=row_key(row),
        time=clock_of(at, view),
        is_arrival=is_arrival,
        direction=words.translate("Screens", "Đến")
        if is_arrival
        else words.translate("Screens", "Đi"),
        name=name,
        year=year_of(row.birth),
        phone=phone or NOTHING,
        note=note if mark is None else words.translate("Screens", MARKS[mark]),
        is_marked=mark is not None,
        is_revealed=is_revealed,
        can_open=row.person_id is not None,
    )
