"""A list of rows for QML: what changes is told row by row, so that a list neither jumps nor is made
anew."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from functools import cache
from typing import Any

from PySide6.QtCore import QAbstractListModel, QByteArray, QModelIndex, QObject

_NOWHERE = QModelIndex()
ROW_ROLE = 0x0101
"""The first after `Qt.ItemDataRole.UserRole`. Asked of Qt, it would have PySide make all that is
called `Qt.`, which the first frame of the window waits for."""


class RowsModel(QAbstractListModel):
    """Frozen rows with a `key` each; a delegate reads one as `row`, a map of its fields."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[Any, ...] = ()

    def show(self, rows: Sequence[Any]) -> None:
        """Take new rows: those that came above, those that changed, those that follow, or those
        that came and went in one place amidst the others."""
        before, rows = self._rows, tuple(rows)
        if before == rows:
            return
        old = [row.key for row in before]
        new = [row.key for row in rows]
        above = new.index(old[0]) if old and old[0] in new else len(new)
        common = min(len(old), len(new) - above)
        if common and new[above : above + common] == old[:common]:
            self._replace(common, len(old), ())
            self._replace(0, 0, rows[:above])
            self._replace(above + common, above + common, rows[above + common :])
        else:
            head, tail = _alike(old, new)
            self._replace(head, len(old) - tail, rows[head : len(new) - tail])
        now, self._rows = self._rows, rows
        for place, row in enumerate(now):
            if row != rows[place]:
                index = self.index(place)
                self.dataChanged.emit(index, index)

    def _replace(self, start: int, end: int, rows: tuple[Any, ...]) -> None:
        """Rows from `start` up to `end` give way to others."""
        if start < end:
            self.beginRemoveRows(_NOWHERE, start, end - 1)
            self._rows = self._rows[:start] + self._rows[end:]
            self.endRemoveRows()
        if rows:
            self.beginInsertRows(_NOWHERE, start, start + len(rows) - 1)
            self._rows = self._rows[:start] + rows + self._rows[start:]
            self.endInsertRows()

    def rowCount(self, parent: Any = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Any, role: int = ROW_ROLE) -> Any:
        if role != ROW_ROLE or not 0 <= index.row() < len(self._rows):
            return None
        row = self._rows[index.row()]
        kind: type = type(row)
        return {key: _for_qml(getattr(row, name)) for name, key in _keys_of(kind)}

    def roleNames(self) -> dict[int, QByteArray]:
        return {ROW_ROLE: QByteArray(b"row")}


def _alike(old: Sequence[str], new: Sequence[str]) -> tuple[int, int]:
    """How many keys are the same at the beginning, and how many of the others at the end."""
    least = min(len(old), len(new))
    head = next((place for place in range(least) if old[place] != new[place]), least)
    rest = range(1, least - head + 1)
    return head, next((place - 1 for place in rest if old[-place] != new[-place]), least - head)


@cache
def _keys_of(row: type) -> tuple[tuple[str, str], ...]:
    """Each field of a type of rows, and what QML calls it."""
    return tuple((field.name, _camel(field.name)) for field in dataclasses.fields(row))


def _for_qml(value: Any) -> Any:
    """QML knows lists; a tuple is nothing to it."""
    return list(value) if isinstance(value, tuple) else value


def _camel(name: str) -> str:
    head, *rest = name.split("_")
    return head + "".join(word.capitalize() for word in rest)
