"""What the page of rules asks for, on a running core: in the trail, in the file, in force."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import time
from pathlib import Path

import pytest

from kiosk.composition.settings_file import load_config
from kiosk.domain.desk.policy_work import (
    PolicyWork,
    Rule,
    RulesShown,
    SaveRules,
    ShowRules,
)
from kiosk.domain.desk.settings_work import SettingsNotSaved, SettingsProblem
from kiosk.domain.venue import NameDisplay
from sync.protocol.policy import DeclarationRule, PrintWhen
from tests.support.desk import MORNING
from tests.support.settings_station import SettingsStation, run_settings_station

CHANGES = {
    Rule.DECLARATION: DeclarationRule.REQUIRED,
    Rule.SLIPS: PrintWhen.NEVER,
    Rule.NAMES: NameDisplay.NONE,
    Rule.CAPACITY: 200,
    Rule.RETENTION: 30,
    Rule.CLOSING: time(17, 30),
}


@pytest.fixture
def station(tmp_path: Path) -> Iterator[SettingsStation]:
    file = tmp_path / "kiosk.toml"
    file.write_text('[venue]\nname = "Trạm Mẫu"  # ours\n', encoding="utf-8")
    yield from run_settings_station(tmp_path, file)


@pytest.fixture
def without_file(tmp_path: Path) -> Iterator[SettingsStation]:
    yield from run_settings_station(tmp_path, None)


def test_the_rules_in_force_are_shown(station: SettingsStation) -> None:
    shown = station.ask(ShowRules())
    assert shown.values.keys() == set(Rule)
    assert shown.values[Rule.DECLARATION] is DeclarationRule.OFF
    assert shown.values[Rule.SLIPS] is PrintWhen.NO_REUSABLE_CODE
    assert shown.values[Rule.RETENTION] == 7
    assert (shown.has_hub, shown.changed_at, shown.changed_by) == (False, None, "")


def test_changes_stand_in_the_file_in_force_and_in_the_trail(station: SettingsStation) -> None:
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
    assert force.venue.name == "Trạm Mẫu"


def test_without_a_file_they_hold_until_the_end(without_file: SettingsStation) -> None:
    shown = without_file.ask(SaveRules(CHANGES))
    assert shown.values[Rule.CAPACITY] == 200
    assert without_file.in_force().policy.declaration is DeclarationRule.REQUIRED


@pytest.mark.parametrize("who", ["staff", "nobody"])
def test_nobody_but_an_administrator_changes_rules(station: SettingsStation, who: str) -> None:
    before = station.file.read_bytes()
    staff = {"staff": station.staff, "nobody": ""}[who]
    refused = station.ask(SaveRules(CHANGES), staff)
    assert refused == SettingsNotSaved(SettingsProblem.NOT_ADMINISTRATOR)
    assert station.file.read_bytes() == before
    assert station.ask(ShowRules()).changed_at is None


def test_what_cannot_be_written_changes_nothing(station: SettingsStation) -> None:
    before = station.ask(ShowRules()).values
    station.file.write_text("[venue\n", encoding="utf-8")
    assert station.ask(SaveRules(CHANGES)) == SettingsNotSaved(SettingsProblem.REFUSED)
    station.file.unlink()
    station.file.mkdir()
    (station.file / "x").touch()
    refused = station.ask(SaveRules(CHANGES))
    assert isinstance(refused, SettingsNotSaved)
    assert station.ask(ShowRules()).values == before


def test_another_question_is_a_bug(station: SettingsStation) -> None:
    with pytest.raises(TypeError):
        station.ask(PolicyWork[None]())
