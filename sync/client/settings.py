"""What the kiosk's configuration says of sync."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from kiosk.base.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class SyncSettings:
    """Where the enrolment lies, whom to trust, how long to keep."""

    directory: Path
    """Where `hub.json` is."""
    time_zone: ZoneInfo
    app: str
    """This application's version."""
    ca_file: Path | None = None
    """Trust this authority alone, instead of the system's."""
    retention: timedelta = timedelta(days=7)
    """How long confirmed records keep their bodies here."""
