"""A code that cannot come: staff confirm at the desk, and the hub settles it when it is back."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from kiosk import __version__
from kiosk.base.clock import SystemClock
from kiosk.demo.desk_show import FAMILY_PHONE
from kiosk.domain.language import Language
from sync.client.enrolment import enrol
from sync.client.hub_file import save_hub_file
from sync.hub.server import RunningHub
from tests.support.hub_batches import take_sound
from tests.support.hub_records import ADMIN
from tests.support.hub_records import Station as HubStation
from tests.support.processes import environment, worker_command

PATIENCE_S = 180.0


@pytest.fixture
def store(tmp_path: Path) -> Path:
    folder = tmp_path / "store"
    folder.mkdir()
    return folder


@pytest.fixture
def port(tmp_path: Path, store: Path) -> int:
    """Of a hub that is away: the kiosk is enrolled with it, and another gate's station told it of
    the same person by the phone."""
    with RunningHub(tmp_path / "hub") as hub:
        venue = hub.hub.venues.add(ADMIN, "Trạm Mẫu", "", "Asia/Ho_Chi_Minh")
        _, invitation = hub.hub.administration.add_station(ADMIN, venue.id, "Cổng A", hub.url)
        save_hub_file(store, enrol(invitation, SystemClock(), app=__version__))
        other = HubStation(7, venue=venue.id)
        account = other.person(
            other.new_person(), "NGUYEN VAN TUNG", birth="1981-11-20", phone=FAMILY_PHONE
        )
        take_sound(hub.hub.ingest, other.sender, account)
    return hub.port


@pytest.mark.slow
@pytest.mark.fault("S60")
@pytest.mark.parametrize("language", list(Language))
def test_the_word_of_staff_is_settled_by_the_hubs_lookup(
    tmp_path: Path, port: int, store: Path, language: Language
) -> None:
    worker = subprocess.Popen(
        worker_command("settled_worker", store, language.value),
        cwd=tmp_path,
        env=environment(),
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )
    assert worker.stdout is not None
    try:
        assert worker.stdout.readline() == "confirmed\n"
        with RunningHub(tmp_path / "hub", port=port):
            output, _ = worker.communicate(timeout=PATIENCE_S)
    finally:
        worker.kill()
        worker.wait()
    arrival, *verified = json.loads(output)
    assert (arrival["proof"], arrival["reason"]) == ("staff", "no_network")
    # The visit before rested on staff's word too.
    assert len(verified) == 2
    assert {(one["type"], one["by"], one["person"]) for one in verified} == {
        ("verified", "lookup", arrival["person"])
    }
