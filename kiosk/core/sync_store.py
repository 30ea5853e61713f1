"""Sync's way to the core: `kiosk.ports.sync_store.SyncStore` by short steps behind the scans."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from kiosk.core.sync_feeds import CoreFeeds
from kiosk.core.sync_outbox import CoreErasures, CoreOutbox
from kiosk.core.sync_slip_keys import CoreSlipKeys
from kiosk.core.sync_steps import GATE_FACT, SyncSteps
from kiosk.domain.units.unit import UnitSnapshot
from kiosk.ports.sync_store import SyncTables
from sync.protocol.bodies import RecordType
from sync.protocol.canonical import canonical_bytes
from sync.protocol.venue_body import venue_body

VENUE_FACT = "venue_registered"


class CoreSyncState:
    """See `kiosk.ports.sync_store.SyncState`."""

    def __init__(
        self,
        steps: SyncSteps,
        find_unit: Callable[[str], UnitSnapshot | None],
        on_offset: Callable[[int], None],
    ) -> None:
        """`find_unit` gives a commune of today by its code, on the sync thread; `on_offset` gets
        the hub's clock minus this one, ms, there too."""
        self._steps = steps
        self._find_unit = find_unit
        self._on_offset = on_offset

    def get(self, name: str) -> str | None:
        return self._steps.ask(lambda tables: tables.state.get(name))

    def put(self, facts: Mapping[str, str | None]) -> None:
        if GATE_FACT in facts:
            self._steps.change_config(lambda tables: tables.state.put(facts))
        else:
            self._steps.ask(lambda tables: tables.state.put(facts))

    def set_offset(self, offset_ms: int) -> None:
        self._steps.ask(lambda tables: tables.state.set_offset(offset_ms))
        self._on_offset(offset_ms)

    def register_venue(self) -> None:
        local = self._steps.local
        unit = self._find_unit(local.venue.commune)
        body = venue_body(
            local.venue,
            local.policy.closing_time,
            None if unit is None else (unit.scheme.value, unit.code, unit.name),
        )
        told = canonical_bytes(body).decode("utf-8")

        def register(tables: SyncTables) -> None:
            if tables.state.get(VENUE_FACT) != told:
                tables.state.record(RecordType.VENUE, body)
                tables.state.put({VENUE_FACT: told})

        self._steps.change(register)


class CoreSyncStore:
    """What a running kiosk gives to its sync worker."""

    def __init__(
        self,
        steps: SyncSteps,
        find_unit: Callable[[str], UnitSnapshot | None],
        is_clock_suspect: Callable[[], bool],
        on_offset: Callable[[int], None],
    ) -> None:
        erasures = CoreErasures(steps)
        self.steps = steps
        self.outbox = CoreOutbox(steps, erasures, is_clock_suspect)
        self.feeds = CoreFeeds(steps, erasures)
        self.state = CoreSyncState(steps, find_unit, on_offset)
        self.slip_keys = CoreSlipKeys(steps)
