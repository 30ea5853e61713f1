"""Fold, derive, emit: how every view model follows its inputs.

A view model holds one frozen dataclass of props, made by a pure `derive_…` function. `show`
replaces it and notifies for exactly the fields that changed, so QML redoes no work for nothing.
"""

from __future__ import annotations

import dataclasses
from functools import cache
from typing import Any, ClassVar

from PySide6.QtCore import QObject


def signal_name(field: str) -> str:
    """The notify signal of a field: `foot_text` → `footTextChanged`."""
    head, *rest = field.split("_")
    return head + "".join(word.capitalize() for word in rest) + "Changed"


@cache
def _signals_of(props: type) -> tuple[tuple[str, str], ...]:
    """Each field of a type of props with its notify signal."""
    return tuple((field.name, signal_name(field.name)) for field in dataclasses.fields(props))


class PropsViewModel(QObject):
    """Base of the view models; a subclass names its props' type and declares the properties."""

    Props: ClassVar[type]

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._props: Any = self.Props()

    def show(self, props: Any) -> None:
        """Take new props; each notify signal fires only if its own field changed."""
        before, self._props = self._props, props
        if before == props:
            return
        kind: type = type(props)
        for name, signal in _signals_of(kind):
            if getattr(before, name) != getattr(props, name):
                getattr(self, signal).emit()
