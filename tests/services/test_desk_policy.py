"""What the page of rules asks for, on a running core: in the trail, in the file, in force."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import dataclass, replace
from datetime import time
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from kiosk.base.clock import ManualClock
from kiosk.composition.build import StationCore
from kiosk.composition.desk_policy import DeskPolicy
from kiosk.composition.settings_file import load_config
from kiosk.core.thread import CoreThread
from kiosk.domain.desk.policy_work import (
    PolicyWork,
    Rule,
    RulesNotSaved,
    RulesProblem,
    RulesShown,
    SaveRules,
    ShowRules,
)
from kiosk.domain.events import Configured, CoreEvent
from kiosk.domain.staff.roles import Role
from kiosk.domain.venue import NameDisplay
from kiosk.domain.visits.decision import LaneName
from kiosk.services.event_fanout import EventFanout
from kiosk.services.printing import NoPrinter
from kiosk.settings.config import Config, StoreConfig
from kiosk.store.connection import open_store
from kiosk.store.queries.reader import open_reader
from kiosk.store.queries.thread import ReaderThread
from sync.protocol.policy import DeclarationRule, PrintWhen, VenueKind
from tests.support.desk import MORNING

PATIENCE_S = 20.0
CHANGES = {
    Rule.DECLARATION: DeclarationRule.REQUIRED,
    Rule.SLIPS: PrintWhen.NEVER,
    Rule.NAMES: NameDisplay.NONE,
    Rule.CAPACITY: 200,
    Rule.RETENTION: 30,
    Rule.CLOSING: time(17, 30),
    Rule.VENUE_KIND: VenueKind.OTHER,
}


@dataclass
class Station:
    rules: DeskPolicy
    file: Path
    told: list[CoreEvent]
    administrator: str
    staff: str

    def ask(self, asked: PolicyWork[Any], staff: str | None = None) -> Any:
        future: Future[Any] = self.rules.ask(asked, self.administrator if staff is None else staff)
        return future.result(PATIENCE_S)

    def in_force(self) -> Configured:
        return [event for event in self.told if isinstance(event, Configured)][-1]


def _run(tmp_path: Path, file: Path | None) -> Iterator[Station]:
    clock = ManualClock(MORNING)
    config = replace(Config(), store=StoreConfig(directory=str(tmp_path / "data")))
    store = open_store(config.store_directory, config.key_file, clock)
    with store.transaction() as step:
        accounts = [
            step.staff.add(name, role, "pin", MORNING).id
            for name, role in (("Võ Thanh Hà", Role.ADMINISTRATOR), ("Lê Thị Mai", Role.STAFF))
        ]
    store.close()
    events = EventFanout()
    told: list[CoreEvent] = []
    events.subscribe(told.append)
    station = StationCore(config, events, dict.fromkeys(LaneName, NoPrinter()), clock, CoreThread)
    zone = config.venue.time_zone
    reader = ReaderThread(partial(open_reader, config.store_directory, config.key_file, zone))
    rules = DeskPolicy(config, file, station, reader)
    events.subscribe(rules.take)
    station.core.start()
    yield Station(rules, tmp_path / "kiosk.toml", told, *accounts)
    for stop in (rules.stop, reader.stop, station.core.stop):
        assert stop(PATIENCE_S)


@pytest.fixture
def station(tmp_path: Path) -> Iterator[Station]:
    file = tmp_path / "kiosk.toml"
    file.write_text('[venue]\nname = "Trạm Mẫu"  # ours\n', encoding="utf-8")
    yield from _run(tmp_path, file)


@pytest.fixture
def without_file(tmp_path: Path) -> Iterator[Station]:
    yield from _run(tmp_path, None)


def test_the_rules_in_force_are_shown(station: Station) -> None:
    shown = station.ask(ShowRules())
    assert shown.values.keys() == set(Rule)
    assert shown.values[Rule.DECLARATION] is DeclarationRule.OFF
    assert shown.values[Rule.SLIPS] is PrintWhen.NO_REUSABLE_CODE
    assert shown.values[Rule.RETENTION] == 7
    assert (shown.has_hub, shown.changed_at, shown.changed_by) == (False, None, "")


def test_changes_stand_in_the_file_in_force_and_in_the_trail(station: Station) -> None:
    shown = station.ask(SaveRules(CHANGES))
    assert isinstance(shown, RulesShown)
    assert {rule: shown.values[rule] for rule in CHANGES} == CHANGES
    assert (shown.changed_at, shown.changed_by) == (MORNING, "Võ Thanh Hà")
    text = station.file.read_text(encoding="utf-8")
    assert '"Trạm Mẫu"  # ours' in text
    assert tomllib.loads(text)["policy"] == {
        "declaration": "required",
        "capacity": 200,
        "closing_time": "17:30",
    }
    assert load_config(station.file).ui.display_name is NameDisplay.NONE
    force = station.in_force()
    assert force.policy.capacity == 200
    assert force.policy.name_display is NameDisplay.NONE
    assert force.policy.print.when is PrintWhen.NEVER
    assert (force.venue.kind, force.venue.name) == (VenueKind.OTHER, "Trạm Mẫu")


def test_without_a_file_they_hold_until_the_end(without_file: Station) -> None:
    shown = without_file.ask(SaveRules(CHANGES))
    assert shown.values[Rule.CAPACITY] == 200
    assert without_file.in_force().policy.declaration is DeclarationRule.REQUIRED


@pytest.mark.parametrize("who", ["staff", "nobody"])
def test_nobody_but_an_administrator_changes_rules(station: Station, who: str) -> None:
    before = station.file.read_bytes()
    staff = {"staff": station.staff, "nobody": ""}[who]
    refused = station.ask(SaveRules(CHANGES), staff)
    assert refused == RulesNotSaved(RulesProblem.NOT_ADMINISTRATOR)
    assert station.file.read_bytes() == before
    assert station.ask(ShowRules()).changed_at is None


def test_what_cannot_be_written_changes_nothing(station: Station) -> None:
    before = station.ask(ShowRules()).values
    station.file.write_text("[venue\n", encoding="utf-8")
    assert station.ask(SaveRules(CHANGES)) == RulesNotSaved(RulesProblem.REFUSED)
    station.file.unlink()
    station.file.mkdir()
    (station.file / "x").touch()
    refused = station.ask(SaveRules(CHANGES))
    assert isinstance(refused, RulesNotSaved)
    assert station.ask(ShowRules()).values == before


def test_another_question_is_a_bug(station: Station) -> None:
    with pytest.raises(TypeError):
        station.ask(PolicyWork[None]())
