"""The hub's code before the scanner of a kiosk without a hub: confirmed, enrolled, synced."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import time
from pathlib import Path

import pytest

from sync.client.hub_file import load_hub_file
from sync.hub.server import RunningHub
from tests.support.hub_records import ADMIN
from tests.support.processes import environment, worker_command, write_config

PATIENCE_S = 120.0

CONFIG = """
[camera]
kind = "none"
[scanner]
kind = "serial"
device = {port}
[ui]
full_screen = false
[store]
directory = {store}
"""


@pytest.mark.slow
def test_a_station_without_a_hub_enrols_by_the_code_it_is_shown(tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    store = tmp_path / "store"
    config = write_config(tmp_path, CONFIG, port=os.ttyname(theirs), store=store)
    with RunningHub(tmp_path / "hub") as hub:
        venue = hub.hub.venues.add(ADMIN, "Trạm Mẫu", "1 đường Mẫu", "Asia/Ho_Chi_Minh")
        _, invitation = hub.hub.administration.add_station(ADMIN, venue.id, "Cổng B", hub.url)
        process = subprocess.Popen(
            worker_command("enrol_worker", config),
            cwd=tmp_path,
            env=environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        try:
            patience = time.monotonic() + PATIENCE_S
            while process.poll() is None and time.monotonic() < patience:
                if not (store / "hub.json").exists():
                    os.write(ours, f"{invitation}\r\n".encode())
                select.select([], [], [], 1.0)
            out, err = process.communicate(timeout=20)
        finally:
            process.kill()
            os.close(ours)
            os.close(theirs)
    assert process.returncode == 0, err.decode()
    steps = [line.split("|") for line in out.decode().splitlines()]
    assert [step[0] for step in steps] == ["closed", "ask", "working", "done"]
    assert "Cổng B, Trạm Mẫu" in steps[-1]
    enrolled = load_hub_file(store)
    assert enrolled is not None
    assert enrolled.hub_url == hub.url
