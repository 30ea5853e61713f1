"""How `hub clock` tells of the hub's clock, and what a time means that somebody types."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from kiosk.base.phrases import translate
from kiosk.commands.language import utc_time
from sync.hub.admin.venues import VenueError
from sync.hub.hub import Hub
from sync.hub.hub_clock import ClockState
from sync.protocol.records import format_at


def at_the_venues(moment: datetime, hub: Hub, venue_ids: list[str]) -> datetime:
    """A time without an offset is the venues' own. Raises VenueError where they have several."""
    if moment.tzinfo is not None:
        return moment
    zones = {hub.venues.get(venue_id).time_zone for venue_id in venue_ids}
    if len(zones) != 1:
        raise VenueError("--from: these venues have several time zones: add one, as +07:00")
    return moment.replace(tzinfo=ZoneInfo(zones.pop()))


def clock_members(state: ClockState) -> dict[str, object]:
    """The same as JSON."""
    return {
        "now": format_at(state.now),
        "wall": format_at(state.wall),
        "doubted_since": None if state.doubted_since is None else format_at(state.doubted_since),
    }


def clock_text(state: ClockState) -> str:
    """Whether the clock is believed; every time is UTC, and says so."""
    if state.doubted_since is None:
        return translate("{moment}: the clock is believed", moment=utc_time(state.now))
    return translate(
        "{moment}, but the machine shows {wall}: the clock is in doubt since {since}, and "
        "nothing is removed. If the machine's clock is right: hub clock --confirm",
        moment=utc_time(state.now),
        wall=utc_time(state.wall),
        since=utc_time(state.doubted_since),
    )
