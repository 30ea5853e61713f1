"""Sync's steps on the core: each waits its turn behind the scans, and is waited for.

Called on the sync thread. What takes long is cut into stretches, each a step of its own, so that a
scan waits for one stretch at most (`STRETCH` rows: some milliseconds).
"""

from __future__ import annotations

import queue
from collections.abc import Callable
from concurrent.futures import CancelledError
from dataclasses import replace
from typing import TypeVar

from kiosk.base.errors import StorageFault, StorageFaultKind
from kiosk.core.requests import Priority
from kiosk.core.thread import Core
from kiosk.ports.sync_store import SyncTables
from kiosk.services.configuration import Configuration, configuration_in_force
from kiosk.services.notices import read_notices
from sync.protocol.feeds import FeedName

T = TypeVar("T")

STRETCH = 50
"""Rows changed by one step."""
DEEP_STRETCH = 10
"""Feed items, and records purged, of one step: each changes several tables."""
READ_STRETCH = 500
"""Rows read by one step."""
MERGE_PAGES = 16
"""Pages of the search index written by one step: some milliseconds."""

GATE_FACT = "gate"
"""The gate this station was enrolled at: two stations of one venue must not share its name."""


class SyncSteps:
    """Runs steps on the core for whoever holds this.

    `find_tables` runs on the core, on each step: a database that was opened anew has new ones. It
    raises StorageFault while there is none.
    """

    def __init__(
        self,
        core: Core,
        find_tables: Callable[[], SyncTables],
        local: Configuration,
        on_config: Callable[[Configuration], None],
        on_backlog: Callable[[], None],
    ) -> None:
        """`on_config` and `on_backlog` are called on the core and must return at once."""
        self._core = core
        self.find_tables = find_tables
        self.local = local
        """The station's own configuration, which holds where no hub's does."""
        self._on_config = on_config
        self._on_backlog = on_backlog

    def ask(self, work: Callable[[SyncTables], T], priority: Priority = Priority.HOUSEKEEPING) -> T:
        """Run one step on the core and wait for it. Raises StorageFault, also after the stop."""
        try:
            return self._core.post(lambda: work(self.find_tables()), priority).result()
        except queue.Full as error:
            raise StorageFault(StorageFaultKind.READ_ONLY, "the core is busy") from error
        except CancelledError as error:
            raise StorageFault(StorageFaultKind.READ_ONLY, "the core has stopped") from error

    def change(
        self, work: Callable[[SyncTables], T], priority: Priority = Priority.HOUSEKEEPING
    ) -> T:
        """Run a step that may change what waits in the outbox."""

        def step(tables: SyncTables) -> T:
            result = work(tables)
            self._on_backlog()
            return result

        return self.ask(step, priority)

    def change_config(self, work: Callable[[SyncTables], T]) -> T:
        """Run a step that may put another configuration in force."""

        def step(tables: SyncTables) -> T:
            result = work(tables)
            put_in_force(tables, self.local, self._on_config)
            return result

        return self.ask(step)


def put_in_force(
    tables: SyncTables, local: Configuration, on_config: Callable[[Configuration], None]
) -> None:
    """Make the hub's configuration hold, or the local one where there is none; on the core.

    Called when the database was opened, and after each change of what it is made of.
    """
    found = configuration_in_force(local, tables.feeds.items(FeedName.CONFIG))
    gate = tables.state.get(GATE_FACT)
    if gate is not None:
        found = replace(found, venue=replace(found.venue, gate=gate))
    tables.state.set_config(found.stamp, found.venue.time_zone)
    notices = read_notices(tables.feeds.items(FeedName.ANNOUNCEMENTS))
    on_config(replace(found, notices=notices))
