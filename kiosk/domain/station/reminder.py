"""The daily reminder of who stays until they are discharged: when it takes the screen. Pure."""

from __future__ import annotations

from kiosk.domain.desk.stays import Stays
from kiosk.domain.station.desk_state import Desk
from kiosk.domain.station.page import DeskAnswered, DeskFailed, DeskPage
from kiosk.domain.station.pages.stays import StaysPage

_NOTHING_BEGUN = (DeskPage.DAY_LIST, DeskPage.SHIFT_CHECK)
"""Pages with nothing on them that somebody is about to do."""


def reminder_for(desk: Desk, event: DeskAnswered | DeskFailed) -> StaysPage | None:
    """The page to be shown after the answer to `ListStays`; None where nobody is interrupted.

    What could not be read is asked again when somebody signs in or unlocks.
    """
    match event:
        case DeskAnswered(_, _, Stays(is_due=True) as stays):
            is_free = desk.staff is not None and desk.page in _NOTHING_BEGUN
            return StaysPage(stays) if is_free else None
    return None
