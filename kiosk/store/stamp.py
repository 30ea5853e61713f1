"""What every record's header says about the station that writes it, and times as stored."""

from __future__ import annotations

from dataclasses import field
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from kiosk.base.dataclass import dataclass
from sync.protocol.records import ConfigStamp

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class StationStamp:
    """The venue's time zone, the configuration in force, the known difference to the hub."""

    time_zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("Asia/Ho_Chi_Minh"))
    config: ConfigStamp = field(default_factory=ConfigStamp)
    offset_ms: int | None = None
    """Hub time minus station time, None where no hub was asked yet."""


def to_ms(at: datetime) -> int:
    """Whole milliseconds since 1970, cut off like a record's time."""
    if at.tzinfo is None:
        raise ValueError("the store needs an aware datetime")
    return (at - _EPOCH) // timedelta(milliseconds=1)


def from_ms(ms: int) -> datetime:
    """The UTC time of a stored value."""
    return _EPOCH + timedelta(milliseconds=ms)
