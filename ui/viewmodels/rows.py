"""A list of rows for QML: what changes is told row by row, so that a list neither jumps nor is made
anew."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QByteArray, QModelIndex, QObject, Qt

_NOWHERE = QModelIndex()
ROW_ROLE = int(Qt.ItemDataRole.UserRole) + 1


class RowsModel(QAbstractListModel):
    """Frozen rows with a `key` each; a delegate reads one as `row`, a map of its fields."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[Any, ...] = ()

    def show(self, rows: Sequence[Any]) -> None:
        """Take new rows: those that came above, those that changed, those that follow."""
        before, rows = self._rows, tuple(rows)
        if before == rows:
            return
        old = [row.key for row in before]
        new = [row.key for row in rows]
        above = new.index(old[0]) if old and old[0] in new else len(new)
        common = min(len(old), len(new) - above)
        if new[above : above + common] != old[:common]:
            above, common = len(new), 0
        kept = before[:common]
        if common < len(old):
            self.beginRemoveRows(_NOWHERE, common, len(old) - 1)
            self._rows = kept
            self.endRemoveRows()
        if above:
            self.beginInsertRows(_NOWHERE, 0, above - 1)
            self._rows = rows[:above] + kept
            self.endInsertRows()
        if above + common < len(rows):
            self.beginInsertRows(_NOWHERE, above + common, len(rows) - 1)
            self._rows = rows[:above] + kept + rows[above + common :]
            self.endInsertRows()
        self._rows = rows
        for place in range(common):
            if before[place] != rows[above + place]:
                index = self.index(above + place)
                self.dataChanged.emit(index, index)

    def rowCount(self, parent: Any = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Any, role: int = ROW_ROLE) -> Any:
        if role != ROW_ROLE or not 0 <= index.row() < len(self._rows):
            return None
        row = self._rows[index.row()]
        return {
            _camel(field.name): _for_qml(getattr(row, field.name))
            for field in dataclasses.fields(row)
        }

    def roleNames(self) -> dict[int, QByteArray]:
        return {ROW_ROLE: QByteArray(b"row")}


def _for_qml(value: Any) -> Any:
    """QML knows lists; a tuple is nothing to it."""
    return list(value) if isinstance(value, tuple) else value


def _camel(name: str) -> str:
    head, *rest = name.split("_")
    return head + "".join(word.capitalize() for word in rest)
