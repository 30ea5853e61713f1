"""*Bàn giao ca*: what one shift hands over to the next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class ShiftReport:
    """The numbers of a shift at one station, and what it leaves open; no citizen is named."""

    venue_name: str
    gate_name: str
    since: datetime
    """UTC."""
    until: datetime
    """UTC."""
    time_zone: ZoneInfo
    scans: int
    """Codes that were shown, whatever became of them."""
    arrivals: int
    departures: int
    inside: int
    """*Đang có mặt* at `until`."""
    declared_for: int
    """Declarations that staff wrote for others, *khai hộ*."""
    emergencies: int
    slips_printed: int
    slips_reprinted: int
    slips_unknown: int
    """Of which nobody knows what came out."""
    slips_left: int | None
    """What the roll is good for still; None where nobody knows."""
    unsent: int
    """Records that the hub does not have."""
    rejected: int
    """Records that the hub gave back."""
    missing_numbers: tuple[int, ...]
    """Sequence numbers of records that are missing at the station."""
    open_cases: int
    """*Cần hỗ trợ* that nobody closed."""
    incomplete: int
    """Entries in *Cần bổ sung*."""
    handed_over_by: str
    """Name of who ends the shift; may be empty."""
    taken_over_by: str
    """Name of who begins the next one; may be empty."""
