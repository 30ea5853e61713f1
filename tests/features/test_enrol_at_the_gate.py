"""The hub's code before the scanner of a kiosk without a hub: confirmed, enrolled, synced."""

from __future__ import annotations

import json
import os
import pty
import select
import subprocess
import sys
import time
from pathlib import Path

import pytest

from sync.hub.server import RunningHub
from sync.hub_file import load_hub_file

ROOT = Path(__file__).parents[2]
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
    store, config = tmp_path / "store", tmp_path / "kiosk.toml"
    values = {"port": os.ttyname(theirs), "store": str(store)}
    config.write_text(
        CONFIG.format(**{name: json.dumps(value) for name, value in values.items()}),
        encoding="utf-8",
    )
    with RunningHub(tmp_path / "hub") as hub:
        venue = hub.hub.venues.add("Trạm Mẫu", "1 đường Mẫu", "Asia/Ho_Chi_Minh")
        _, invitation = hub.hub.add_device(venue.id, "Cổng B", hub.url)
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", "tests.support.enrol_worker", str(config)],
            cwd=tmp_path,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
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
