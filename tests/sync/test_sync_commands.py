"""`enrol` and `sync` from the command line against a running hub, with and without a kiosk."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.__main__ import main
from kiosk.base.clock import SystemClock
from kiosk.bench.gate_station import GateStation
from kiosk.commands.doctor_surroundings import check_hub
from kiosk.composition.instance import SingleInstance
from kiosk.composition.offline_sync_store import offline_sync_store
from kiosk.composition.settings_file import load_config
from sync.client import sync_state_keys
from sync.client.hub_file import load_hub_file, save_hub_file
from sync.hub.server import RunningHub
from sync.protocol.devices import StationState
from sync.protocol.enrolment import Invitation
from tests.support.credentials import citizen_fields, citizen_text, make_person
from tests.support.hub_records import ADMIN
from tests.support.yes_hub import hub_file

RNG = random.Random(5)
CARD = citizen_text(citizen_fields(make_person(RNG), RNG))


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[RunningHub]:
    with RunningHub(tmp_path / "hub", is_tls=True) as running:
        yield running


@pytest.fixture
def config(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    path = tmp_path / "kiosk.toml"
    path.write_text(f'[store]\ndirectory = "{folder}"\n[camera]\nkind = "none"\n')
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "data"
    made.mkdir(mode=0o700)
    return made


def invite(hub: RunningHub) -> Invitation:
    name = "Trạm Mẫu"
    there = [one for one in hub.hub.venues.all() if one.name == name]
    venue = (
        there[0] if there else hub.hub.venues.add(ADMIN, name, "1 đường Mẫu", "Asia/Ho_Chi_Minh")
    )
    return hub.hub.administration.add_station(ADMIN, venue.id, "Cổng A", hub.url)[1]


def status(config: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, object]:
    capsys.readouterr()
    assert main(["sync", "status", "--json", "--config", str(config)]) == 0
    found: dict[str, object] = json.loads(capsys.readouterr().out)
    return found


def record(folder: Path) -> None:
    """One person passes the gate of a kiosk that stops again."""
    station = GateStation(folder, "Cổng A", SystemClock())
    station.start()
    station.scan(CARD)
    station.stop()


def test_a_station_without_a_hub_says_so(
    config: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert status(config, capsys)["is_enrolled"] is False
    assert main(["sync", "now", "--config", str(config)]) == 2
    assert "not enrolled" in capsys.readouterr().err


def test_the_line_below_the_code_enrols_and_everything_goes_up(
    hub: RunningHub, config: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    record(folder)
    assert main(["enrol", str(invite(hub)), "--config", str(config)]) == 0
    assert "Cổng A of Trạm Mẫu" in capsys.readouterr().out
    found = check_hub(load_config(config))
    assert (found.ok, found.text) == (True, f"{hub.url} answers, the clocks differ by 0 s")
    before = status(config, capsys)
    assert (before["is_enrolled"], before["last_contact_at"]) == (True, None)
    assert before["unsent"] != 0
    assert main(["sync", "now", "--config", str(config)]) == 0
    assert "unsent:        0" in capsys.readouterr().out
    after = status(config, capsys)
    assert (after["state"], after["unsent"], after["rejected"]) == ("online", 0, 0)
    assert after["last_contact_at"] is not None


def test_a_code_alone_is_compared_by_a_person(
    hub: RunningHub,
    config: Path,
    folder: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    invited = invite(hub)
    alone = ["enrol", invited.code.lower(), "--config", str(config)]
    assert main(alone) == 2
    monkeypatch.setattr("builtins.input", lambda prompt: "n")
    assert main([*alone, "--hub", hub.url]) == 1
    assert load_hub_file(folder) is None
    assert str(hub.hub.overview()["check"]) in capsys.readouterr().out
    assert [station.state for station in hub.hub.stations.all()] == [StationState.INVITED]
    monkeypatch.setattr("builtins.input", lambda prompt: "y")
    assert main([*alone, "--hub", hub.url]) == 0
    assert load_hub_file(folder) is not None
    assert [station.state for station in hub.hub.stations.all()] == [StationState.ACTIVE]


def test_a_check_given_with_the_code_is_compared_without_a_person(
    hub: RunningHub, config: Path, folder: Path
) -> None:
    invited, check = invite(hub), str(hub.hub.overview()["check"])
    alone = ["enrol", invited.code, "--hub", hub.url, "--config", str(config), "--check"]
    assert main([*alone, "0000-0000"]) == 1
    assert main([*alone, check.lower()]) == 0
    enrolled = load_hub_file(folder)
    assert enrolled is not None
    assert enrolled.pin == invited.pin


def test_a_hub_of_before_is_enrolled_with_again(
    hub: RunningHub, config: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    save_hub_file(folder, hub_file("http://hub.example.vn"))
    assert main(["sync", "status", "--config", str(config)]) == 2
    assert "enrol this station again" in capsys.readouterr().err
    assert main(["enrol", str(invite(hub)), "--config", str(config)]) == 2
    assert "--replace" in capsys.readouterr().err
    assert main(["enrol", str(invite(hub)), "--replace", "--config", str(config)]) == 0


def test_a_used_code_and_a_second_hub_are_one_line_each(
    hub: RunningHub, config: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    line = str(invite(hub))
    assert main(["enrol", line, "--config", str(config)]) == 0
    assert main(["enrol", line, "--config", str(config)]) == 2
    assert "--replace" in capsys.readouterr().err
    assert main(["enrol", line, "--replace", "--config", str(config)]) == 1
    assert "the hub says no" in capsys.readouterr().err


def test_a_revoked_station_hears_it_from_the_doctor_until_it_is_enrolled_anew(
    hub: RunningHub, config: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["enrol", str(invite(hub)), "--config", str(config)]) == 0
    (station,) = hub.hub.stations.all()
    hub.hub.administration.set_station_state(ADMIN, station.id, StationState.REVOKED)
    assert main(["sync", "now", "--config", str(config)]) == 1
    found = check_hub(load_config(config))
    assert not found.ok
    assert "enrol with --replace" in found.text
    again = hub.hub.administration.invite_again(ADMIN, station.id, hub.url)
    assert main(["enrol", str(again), "--replace", "--config", str(config)]) == 0
    assert check_hub(load_config(config)).ok


def test_an_exchange_that_fails_says_what_to_do(
    hub: RunningHub, config: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["enrol", str(invite(hub)), "--config", str(config)]) == 0
    hub.stop()
    assert main(["sync", "now", "--config", str(config)]) == 1
    assert "see that the hub runs at this address" in capsys.readouterr().out


def test_staff_agree_that_the_clocks_are_right(
    hub: RunningHub, config: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    agree = ["sync", "agree-clock", "--config", str(config)]
    assert main(["enrol", str(invite(hub)), "--config", str(config)]) == 0
    record(folder)
    assert main(["sync", "now", "--config", str(config)]) == 0
    settings = load_config(config)
    with offline_sync_store(settings, SystemClock()) as store:
        assert store is not None
        since = {sync_state_keys.DOUBTED_SINCE: "2026-07-01T00:00:00.000Z"}
        store.state.put(since | {sync_state_keys.DOUBTED_OFFSET_MS: "86400000"})
    assert status(config, capsys)["clock_doubted_since"] == "2026-07-01T00:00:00.000Z"
    assert main(["sync", "status", "--config", str(config)]) == 0
    assert "sync agree-clock" in capsys.readouterr().out
    assert main(agree) == 0
    assert status(config, capsys)["clock_doubted_since"] is None


def test_a_running_kiosk_does_what_the_command_asks(
    hub: RunningHub, config: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    station = GateStation(folder, "Cổng A", SystemClock())
    lock = SingleInstance(folder)
    lock.take()
    station.start()
    try:
        assert main(["enrol", str(invite(hub)), "--config", str(config)]) == 0
        station.scan(CARD)
        assert main(["sync", "now", "--config", str(config)]) == 0
        assert status(config, capsys)["unsent"] == 0
        assert main(["sync", "rejected", "--config", str(config)]) == 0
        assert main(["sync", "resend", "nobody", "--config", str(config)]) == 1
        assert "not in the rejected box" in capsys.readouterr().out
        stick = folder.parent / "stick.kb1"
        assert main(["sync", "export", str(stick), "--config", str(config)]) == 0
        assert stick.stat().st_size > 0
        assert main(["sync", "import", str(stick), "--config", str(config)]) == 1
    finally:
        station.stop()
        lock.release()
