"""What the screens ask of the rest of the program."""

from __future__ import annotations

from typing import Protocol

from kiosk.domain.reason import Reason
from kiosk.domain.station.effects import AskDesk, ForgetCard, RecordCard
from kiosk.domain.visits.decision import LaneName
from sync.protocol.enrolment import Invitation


class StationActions(Protocol):
    """Called on the GUI thread; every method hands over and returns at once."""

    def call_staff(self, reason: Reason, lane: LaneName) -> None:
        """Someone at this lane asked for a person; `reason` stands at the desk only."""
        ...

    def leave(self, arrival: str, lane: LaneName) -> None:
        """Asked whether they leave, somebody at this lane touched that they do."""
        ...

    def turn_entry(self, entry_id: str, lane: LaneName) -> None:
        """Somebody at this lane touched that this entry is the wrong way round."""
        ...

    def enter_number(self, number: str, lane: LaneName) -> bool:
        """Someone typed a card's number for this lane; whether the lane took it.

        It does not while its own last scan is undecided; then what was typed stays.
        """
        ...

    def settle_card(self, settled: RecordCard | ForgetCard) -> None:
        """A card that was kept while the desk was asked about it is its lane's scan, or none."""
        ...

    def check_camera(self, is_on: bool) -> None:
        """Give looks of the gate's camera instead of scanning with it, or scan again."""
        ...

    def enrol(self, invitation: Invitation) -> None:
        """Staff confirmed a hub's code; what becomes of it comes through the bridge."""
        ...

    def ask_desk(self, asked: AskDesk) -> None:
        """A page of the desk wants this; its answer comes through the bridge."""
        ...

    def confirm_clock(self) -> None:
        """Staff say that date and time are right as they are."""
        ...

    def retry_storage(self) -> None:
        """Staff ask the storage to be tried again now."""
        ...
