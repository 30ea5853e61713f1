"""*Bàn giao ca*: what one shift hands over to the next."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from kiosk.base.dataclass import dataclass
from kiosk.domain.desk.asked import DeskQuery


@dataclass(frozen=True, slots=True)
class ShiftCounts:
    """What was done since a shift began, and what is open now."""

    scans: int
    """Codes that a reader read and that became an entry or a case."""
    arrivals: int
    departures: int
    inside: int
    """*Đang có mặt* now."""
    declared_for: int
    """Declarations that staff wrote for others, *khai hộ*."""
    emergencies: int
    slips_printed: int
    slips_reprinted: int
    slips_unknown: int
    """Of which nobody knows what came out."""
    unsent: int
    """Arrivals and departures that the hub does not have."""
    rejected: int
    """Records that the hub gave back."""
    missing_numbers: tuple[int, ...]
    """Sequence numbers that are missing among the records of this station, a few of them."""
    open_cases: int
    """*Cần hỗ trợ* that nobody closed."""
    incomplete: int
    """Emergencies in *Cần bổ sung*."""


@dataclass(frozen=True, slots=True)
class Shift:
    """When somebody's shift began, who they are, and its numbers."""

    since: datetime
    """UTC: when they signed in last."""
    name: str
    """Of whoever ends it; empty for an unknown account."""
    counts: ShiftCounts


@dataclass(frozen=True)
class CountShift(DeskQuery[Shift]):
    """The shift of an account, until now."""

    staff: str


@dataclass(frozen=True, slots=True)
class ShiftReport:
    """A shift at one station, as its paper tells of it; no citizen is named."""

    venue_name: str
    gate_name: str
    shift: Shift
    until: datetime
    """UTC."""
    time_zone: ZoneInfo
    slips_left: int | None
    """What the roll is good for still; None where nobody knows."""
    has_hub: bool
    """Whether records are to be sent at all."""
