"""Settings of the tests that show screens."""

from __future__ import annotations

# Without this import findChild returns bare QObjects instead of Quick items.
import PySide6.QtQuick  # noqa: F401
