"""What the screens ask of the rest of the program."""

from __future__ import annotations

from typing import Protocol

from kiosk.domain.reason import Reason


class StationActions(Protocol):
    """Called on the GUI thread; every method hands over and returns at once."""

    def call_staff(self, reason: Reason) -> None:
        """Someone at the gate asked for a person; `reason` stands at the desk only."""
        ...

    def staff_card_opened(self) -> None:
        """The staff card was opened by touch."""
        ...

    def retry_storage(self) -> None:
        """Staff ask the storage to be tried again now."""
        ...
