"""What `hub venue` does: make venues, list them, change them, and tell what their stations say."""

from __future__ import annotations

import argparse
import json
from typing import Any

from kiosk.base.plain_text import one_line
from kiosk.commands.language import utc_time
from sync.hub.admin.audit import Actor
from sync.hub.admin.venues import Section
from sync.hub.hub import Hub
from sync.hub.ingest.registrations import registrations_of
from sync.protocol.policy import hub_settings

_Told = tuple[dict[str, Any], str]
"""What is printed, as JSON and as text."""


def add_venue(options: argparse.Namespace, hub: Hub, actor: Actor) -> _Told:
    """Make a venue. Raises VenueError."""
    venue = hub.venues.add(actor, options.name, options.address, options.time_zone)
    return venue.to_members(), f"{venue.number}  {venue.id}  {venue.name}"


def list_venues(options: argparse.Namespace, hub: Hub, actor: Actor) -> _Told:
    """A line for each."""
    del options, actor
    venues = hub.venues.all()
    lines = [
        f"{venue.number}  {venue.id}  {venue.name}  {', '.join(venue.gates)}" for venue in venues
    ]
    return {"venues": [venue.to_members() for venue in venues]}, "\n".join(lines)


def show_venue(options: argparse.Namespace, hub: Hub, actor: Actor) -> _Told:
    """What the hub says of a venue, and below it what each station has registered.

    Raises VenueError.
    """
    del actor
    venue = hub.venues.find(options.venue)
    said = registrations_of(hub.engine, venue.id)
    lines = [f"{venue.number}  {venue.id}  {venue.name}  {venue.address}".rstrip()]
    for one in said:
        lines.append(f"{one.gate}  {one.device_id}  {utc_time(one.at)}")
        lines += [f"  {name}: {one_line(_shown(value))}" for name, value in one.body.items()]
    members = {**venue.to_members(), "registrations": [one.to_members() for one in said]}
    return members, "\n".join(lines)


def set_venue(options: argparse.Namespace, hub: Hub, actor: Actor) -> _Told:
    """Change a venue and its rules; gives all that is set. Raises VenueError."""
    given: dict[str, dict[str, object]] = {section.value: {} for section in Section}
    for item, settings in hub_settings().items():
        for each in settings:
            value = getattr(options, each.key, None)
            if value is not None:
                given[item][each.feed_member] = value
    own = given.pop(Section.VENUE.value)
    venue = hub.venues.find(options.venue)
    if own or options.address is not None:
        hub.venues.change(actor, venue.id, own, options.address)
    for item, changes in given.items():
        if changes:
            hub.venues.set_section(actor, venue.id, Section(item), changes)
    told = {section.value: hub.venues.section(venue.id, section) for section in Section}
    return told, json.dumps(told, ensure_ascii=False, indent=2)


def _shown(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
