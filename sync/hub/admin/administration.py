"""What an administrator does to a hub and its stations; the command line is one face of it.

Every act takes who does it and leaves a row in the audit, in the same transaction where it writes.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TextIO

from sync.hub.admin import bundles, overview
from sync.hub.admin.audit import Act, Actor, Audit
from sync.hub.admin.enrolment import Enrolment
from sync.hub.admin.stations import Station, Stations
from sync.hub.admin.venues import Venue, Venues
from sync.hub.hub_clock import HubClock
from sync.hub.identity import Identity
from sync.hub.ingest.ingest import Ingest
from sync.hub.people import erasure
from sync.protocol.devices import StationState
from sync.protocol.enrolment import Invitation
from sync.protocol.records import format_at


class Administration:
    """The acts that concern more than venues; those of venues are `Venues`' own."""

    def __init__(
        self,
        audit: Audit,
        identity: Identity,
        venues: Venues,
        stations: Stations,
        enrolment: Enrolment,
        ingest: Ingest,
        clock: HubClock,
    ) -> None:
        self._audit = audit
        self._identity = identity
        self._venues = venues
        self._stations = stations
        self._enrolment = enrolment
        self._ingest = ingest
        self._clock = clock

    def add_station(
        self,
        actor: Actor,
        venue_id: str,
        gate: str,
        hub_url: str,
        *,
        label: str = "",
        replaces: Station | None = None,
    ) -> tuple[str, Invitation]:
        """A new station with its invitation. Raises VenueError when there is no such venue."""
        self._venues.get(venue_id)
        device_id = self._stations.next_id()
        more = {} if replaces is None else {"replaces": replaces.id}
        with self._audit.acting(
            actor, Act.STATION_ADDED, device_id, venue=venue_id, gate=gate, **more
        ) as connection:
            self._stations.add(connection, device_id, venue_id, gate, label, replaces)
            invitation = self._enrolment.invite(connection, device_id, hub_url)
            self._venues.publish(connection, venue_id)
        self._stations.forget()
        return device_id, invitation

    def invite_again(self, actor: Actor, device_id: str, hub_url: str) -> Invitation:
        """A fresh code for a station that is there. Raises StationError."""
        self._stations.get(device_id)
        with self._audit.acting(actor, Act.STATION_INVITED, device_id) as connection:
            return self._enrolment.invite(connection, device_id, hub_url)

    def set_station_state(self, actor: Actor, device_id: str, state: StationState) -> list[int]:
        """Revoke, let drain, or take back; gives its ended slip keys that a thief could use.

        Raises StationError when there is no such station.
        """
        with self._audit.acting(
            actor, Act.STATION_STATE_SET, device_id, state=state.value
        ) as connection:
            kids = self._stations.set_state(connection, device_id, state)
        self._stations.forget()
        return kids

    def erase_person(self, actor: Actor, person_id: str) -> None:
        """Order every station to erase a person, and erase what the hub itself holds.

        The command names the id that was asked for at every venue; where the person goes by other
        ids, those too, at their venue alone.
        """
        claims = erasure.ids_by_venue(self._audit.engine, person_id)
        self._venues.erase_person(actor, [venue.id for venue in self._venues.all()], person_id)
        for venue_id in sorted(claims):
            if person_id not in claims[venue_id]:
                for own in sorted(claims[venue_id]):
                    self._venues.erase_person(actor, [venue_id], own)
        erasure.erase_person(self._audit.engine, person_id, self._clock.now())

    def begin_epoch(self, actor: Actor) -> str:
        """Tell all stations that this hub may have forgotten something; gives the new epoch."""
        epoch = self._identity.new_epoch()
        with self._audit.acting(actor, Act.EPOCH_BEGUN, "", epoch=epoch):
            return epoch

    def confirm_clock(self, actor: Actor) -> datetime:
        """Say that the machine's clock is right; gives the hub's time from now on."""
        state = self._clock.state()
        with self._audit.acting(
            actor, Act.CLOCK_CONFIRMED, "", now=format_at(state.now), wall=format_at(state.wall)
        ) as connection:
            return self._clock.confirm(connection)

    def take_bundle(self, actor: Actor, raw: bytes) -> bundles.Taken:
        """Take a bundle in from a USB stick. Raises BundleError, and nothing was stored."""
        taken = bundles.take_bundle(
            self._ingest, self._stations, self._identity, self._clock.now, raw
        )
        records = {status.name.lower(): count for status, count in sorted(taken.statuses.items())}
        with self._audit.acting(actor, Act.BUNDLE_TAKEN, taken.device.id, records=records):
            return taken

    def export_entries(
        self,
        actor: Actor,
        venue: Venue,
        first: date,
        last: date,
        form: overview.ExportFormat,
        out: TextIO,
    ) -> int:
        """Write a venue's entries of some local days, both included; gives how many.

        The row is written first: whatever left the hub is told of.
        """
        with self._audit.acting(
            actor,
            Act.ENTRIES_EXPORTED,
            venue.id,
            first=first.isoformat(),
            last=last.isoformat(),
            format=form.value,
        ):
            pass
        return overview.export_entries(self._audit.engine, venue, first, last, form, out)
