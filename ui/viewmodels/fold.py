"""Fold, derive, emit: how every view model follows its inputs.

A view model holds one frozen dataclass of props, made by a pure `derive_…` function. `show`
replaces it and notifies for exactly the fields that changed, so QML redoes no work for nothing.
"""

from __future__ import annotations

import dataclasses
from typing import Any, ClassVar

from PySide6.QtCore import QObject


def signal_name(field: str) -> str:
    """The notify signal of a field: `foot_text` → `footTextChanged`."""
    head, *rest = field.split("_")
    return head + "".join(word.capitalize() for word in rest) + "Changed"


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
        for field in dataclasses.fields(props):
            if getattr(before, field.name) != getattr(props, field.name):
                getattr(self, signal_name(field.name)).emit()
