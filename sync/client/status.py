"""How sync stands, as one value: for `sync status`, and for whoever looks after many stations.

The running kiosk keeps it in a file beside the database, so that it can be read without the key;
nothing in it is about a person.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Protocol

from kiosk.base.dataclass import dataclass
from kiosk.base.errors import NetworkFaultKind
from kiosk.base.files import read_whole, write_whole
from kiosk.domain.station.health import NetworkState
from kiosk.ports.sync_store import SyncStore
from sync.client import sync_state_keys
from sync.client.hub_file import HubFile
from sync.protocol.members import MemberError, parse_object
from sync.protocol.records import format_at
from sync.protocol.wire import parse_hub_stamp

NAME = "sync-status.json"


class SyncListener(Protocol):
    """Hears how the station stands to its hub; on a sync thread, must return at once."""

    def set_network(self, state: NetworkState, fault: NetworkFaultKind | None = None) -> None:
        """Reached, not reached and why, or revoked."""
        ...

    def set_unsent(self, unsent: int) -> None:
        """Records the hub has not acknowledged."""
        ...

    def set_copied(self, is_copied: bool) -> None:
        """Whether another machine shares this one's identity."""
        ...


@dataclass(frozen=True, slots=True)
class SyncStatus:
    """One look at sync; times as in records (UTC, milliseconds, `Z`)."""

    as_of: str
    is_enrolled: bool
    hub_url: str | None = None
    hub_id: str | None = None
    epoch: str | None = None
    """Since which restore the hub counts."""
    venue: str | None = None
    gate: str | None = None
    state: str = NetworkState.NOT_ENROLLED.value
    fault: str | None = None
    """Why the hub is not reached."""
    last_contact_at: str | None = None
    unsent: int = 0
    oldest_at: str | None = None
    """When the oldest unsent record was recorded."""
    rejected: int = 0
    """Records in the rejected box."""
    offset_ms: int | None = None
    """The hub's clock minus this one."""
    clock_doubted_since: str | None = None
    """Since when the hub's clock is in doubt (`sync.client.time_trust`)."""
    needs_update: int = 0
    """Feed items that wait for a newer application."""
    revoked_at: str | None = None
    conflict_at: str | None = None
    """When another machine last stood in the way of this one's records."""
    conflicts: int = 0
    """Records that were written anew for it since this enrolment."""


class Watch:
    """Keeps the newest network state that the scheduler told, and passes it on."""

    def __init__(self, listener: SyncListener | None = None) -> None:
        self._listener = listener
        self.state = NetworkState.NOT_ENROLLED
        self.fault: NetworkFaultKind | None = None

    def set_network(self, state: NetworkState, fault: NetworkFaultKind | None = None) -> None:
        """Reached, not reached and why, or revoked."""
        self.state, self.fault = state, fault
        if self._listener is not None:
            self._listener.set_network(state, fault)

    def set_copied(self, is_copied: bool) -> None:
        """Whether another machine shares this one's identity."""
        if self._listener is not None:
            self._listener.set_copied(is_copied)

    def set_unsent(self, unsent: int) -> None:
        """Records the hub has not acknowledged."""
        if self._listener is not None:
            self._listener.set_unsent(unsent)


def look(
    sync_store: SyncStore,
    hub_file: HubFile,
    state: NetworkState,
    fault: NetworkFaultKind | None,
    now: datetime,
) -> SyncStatus:
    """The status of an enrolled station. Raises StorageFault."""
    backlog = sync_store.outbox.backlog()
    stamp = parse_hub_stamp(sync_store.state.get(sync_state_keys.STAMP))
    return SyncStatus(
        as_of=format_at(now),
        is_enrolled=True,
        hub_url=hub_file.hub_url,
        hub_id=hub_file.hub_id,
        epoch=stamp.epoch if stamp else None,
        venue=hub_file.venue_name,
        gate=hub_file.gate,
        state=state.value,
        fault=None if fault is None else fault.value,
        last_contact_at=sync_store.state.get(sync_state_keys.LAST_CONTACT_AT),
        unsent=backlog.queued,
        oldest_at=None if backlog.oldest_at is None else format_at(backlog.oldest_at),
        rejected=backlog.dead,
        offset_ms=sync_state_keys.read_count(sync_store.state.get(sync_state_keys.OFFSET_MS)),
        clock_doubted_since=sync_store.state.get(sync_state_keys.DOUBTED_SINCE),
        needs_update=sync_store.feeds.waiting_for_update(),
        revoked_at=sync_store.state.get(sync_state_keys.REVOKED_AT),
        conflict_at=sync_store.state.get(sync_state_keys.CONFLICT_AT),
        conflicts=sync_state_keys.read_count(sync_store.state.get(sync_state_keys.CONFLICTS)) or 0,
    )


def write_status(directory: Path, status: SyncStatus) -> None:
    """Put the newest status in its place. Raises OSError."""
    text = json.dumps(asdict(status), ensure_ascii=False, indent=2) + "\n"
    write_whole(directory / NAME, text.encode("utf-8"), is_durable=False)


def read_status(directory: Path) -> SyncStatus | None:
    """What the kiosk last wrote; None where there is nothing to read."""
    try:
        members = parse_object(read_whole(directory / NAME))
        return SyncStatus(**members)  # type: ignore[arg-type]
    except (OSError, MemberError, TypeError):
        return None


def forget_status(directory: Path) -> None:
    """What was written stands of an enrolment that is over."""
    (directory / NAME).unlink(missing_ok=True)
