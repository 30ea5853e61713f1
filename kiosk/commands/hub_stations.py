"""How `hub device` tells of stations."""

from __future__ import annotations

import json

from kiosk.base.phrases import translate
from sync.hub.admin.overview import Copied
from sync.hub.admin.stations import Station
from sync.protocol.records import format_at


def copied_line(copied: Copied) -> str:
    """Says that two machines share one identity."""
    return translate(
        "two machines use this identity: {count} records in one place, last {time}; "
        "enrol one of them as a station of its own",
        count=copied.records,
        time=format_at(copied.last_at),
    )


def station_members(device: Station, copied: Copied | None) -> dict[str, object]:
    """A station as JSON."""
    return {
        "id": device.id,
        "venue": device.venue_id,
        "gate": device.gate,
        "label": device.label,
        "state": device.state.value,
        "created_at": format_at(device.created_at),
        "seen_at": None if device.seen_at is None else format_at(device.seen_at),
        "status": None if device.status is None else json.loads(device.status),
        "conflicts": copied.records if copied else 0,
        "conflict_at": format_at(copied.last_at) if copied else None,
    }
