"""What the page of the trail reads: what staff did, the newest first."""

from __future__ import annotations

from kiosk.base.dataclass import dataclass
from kiosk.domain.desk.asked import DeskQuery
from kiosk.domain.staff.trail import TrailRow

TRAIL_ROWS = 30
"""Rows of one page: some screens of them."""


@dataclass(frozen=True, slots=True)
class TrailRows:
    """Lines of the trail, the newest first."""

    rows: tuple[TrailRow, ...]
    has_more: bool


@dataclass(frozen=True, slots=True)
class ListTrail(DeskQuery[TrailRows]):
    """The newest lines, or those before one of them; for administrators alone."""

    account_id: str = ""
    """What this account did, or what was done to it; empty for all."""
    before: int | None = None
    """The number of the line after which it goes on."""
