"""Whatever happens in whatever order: nothing is lost, nothing is doubled, both ends agree."""

from __future__ import annotations

import tempfile
from pathlib import Path

import hypothesis
import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from kiosk.bench.damage import Damage, Harm, scripted
from sync.hub.admin.venues import Section
from sync.protocol.feeds import FeedName
from tests.support.hub_records import ADMIN
from tests.support.sync_world import World

LOST = [
    Damage(Harm.DROP_BEFORE),
    Damage(Harm.DROP_AFTER),
    Damage(Harm.DROP_MID_BODY),
    Damage(Harm.TRUNCATE),
    Damage(Harm.DUPLICATE),
    Damage(Harm.REPLAY_LATER),
]
DAY_S = 24 * 60 * 60
RETENTION_DAYS = 7


class Exchange(RuleBasedStateMachine):
    """One station and its hub; every step is something that happens to them."""

    def __init__(self) -> None:
        super().__init__()
        self._folder = tempfile.TemporaryDirectory(prefix="kx-")
        self.world = World(Path(self._folder.name))
        self.station = self.world.station()
        self.backup: Path | None = None
        self.people = 0
        self.changes = 0

    @rule(count=st.integers(1, 12), is_online=st.booleans())
    def add(self, count: int, is_online: bool) -> None:
        """People walk through, and the line is sound, or there is none."""
        self.station.admit(count, first=self.people)
        self.people += count
        if is_online:
            self.world.heal()
            self._sync()

    @rule(
        damages=st.lists(st.sampled_from(LOST), min_size=1, max_size=3),
        path=st.sampled_from(["/v1/entries", "/v1/feeds", "/v1/digest"]),
    )
    def bad_line(self, damages: list[Damage], path: str) -> None:
        """Requests or answers are lost, cut, doubled, or come again later."""
        self.world.harm(scripted(damages, path))
        self.station.admit(2, first=self.people)
        self.people += 2
        self._sync()

    @rule(is_orderly=st.booleans())
    def station_stops(self, is_orderly: bool) -> None:
        """And starts again: after an orderly stop, or on what a power cut left."""
        if is_orderly:
            self.station.restart()
        else:
            self.station.cut_power()

    @rule()
    def back_up_hub(self) -> None:
        """Last night's copy."""
        self.backup = self.world.back_up()

    @precondition(lambda self: self.backup is not None)
    @rule()
    def restore_hub(self) -> None:
        """The hub forgets what came after its copy."""
        assert self.backup is not None
        self.world.restore(self.backup)

    @rule()
    def change_rules(self) -> None:
        """The administrator changes something that comes down."""
        self.changes += 1
        section = {"repeat_window_s": self.changes}
        self.world.hub.venues.set_section(ADMIN, self.world.venue_id, Section.POLICY, section)

    @rule()
    def purge(self) -> None:
        """Eight days on: what the hub confirmed loses its body; an older backup is useless now."""
        self.world.heal()
        self.world.pass_time((RETENTION_DAYS + 1) * DAY_S)
        self.backup = None
        for _ in range(3):
            self._sync()

    @invariant()
    def nothing_is_lost(self) -> None:
        """Every record is at the station with its body, or at the hub, or at both."""
        rows = self.station.query("SELECT r.id FROM records r JOIN bodies b USING (pos)")
        here = {row[0] for row in rows}
        there = self.world.rows()
        assert set(self.station.ids()) <= here | set(there)
        assert len(there) == len(set(there))
        assert self.world.variants() == []

    def teardown(self) -> None:
        """At rest both ends hold the same."""
        try:
            self._come_to_rest()
        finally:
            self.world.close()
            self._folder.cleanup()

    def _come_to_rest(self) -> None:
        self.world.heal()
        for _ in range(4):
            self._sync()
        self.station.drain()
        assert self.world.rows() == self.station.ids()
        assert self.station.sync_store.outbox.rejected() == []
        wanted = self.world.hub.venues.section(self.world.venue_id, Section.POLICY)
        known = self.station.sync_store.feeds.items(FeedName.CONFIG).get(Section.POLICY.value)
        assert (dict(known.body) if known else {}) == wanted

    def _sync(self) -> None:
        self.station.sync()
        self.world.pass_time(60)


@pytest.mark.slow
@pytest.mark.fault("S1")
@pytest.mark.fault("S14")
class TestExchange(Exchange.TestCase):  # type: ignore[misc, valid-type]
    """The machine, as a test."""

    settings = hypothesis.settings(max_examples=10, stateful_step_count=25)
