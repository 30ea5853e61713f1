"""A serial scanner at the gate of the running kiosk: scanned, recorded, stopped."""

from __future__ import annotations

import json
import os
import pty
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from drivers.camera.footage_people import demo_persons

ROOT = Path(__file__).parents[2]
PATIENCE_S = 60.0

CONFIG = """
[camera]
kind = "none"
[scanner]
kind = "serial"
device = {port}
[printer]
kind = "simulated"
address = {slips}
[print]
when = "always"
[ui]
full_screen = false
[store]
directory = {store}
"""


@pytest.mark.slow
def test_a_card_at_the_serial_scanner_is_recorded_once(tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    store, slips = tmp_path / "store", tmp_path / "slips"
    config = tmp_path / "kiosk.toml"
    values = {"port": os.ttyname(theirs), "store": str(store), "slips": str(slips)}
    config.write_text(
        CONFIG.format(**{name: json.dumps(value) for name, value in values.items()}),
        encoding="utf-8",
    )
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-P", "-m", "kiosk"]
    process = subprocess.Popen(
        [*command, "run", "--config", str(config), "--headless"],
        cwd=tmp_path,
        env=environment,
        stderr=subprocess.PIPE,
    )
    try:
        # An impatient hand pulls the trigger until something happens.
        patience = time.monotonic() + PATIENCE_S
        while not list(slips.glob("*.png")) and time.monotonic() < patience:
            assert process.poll() is None
            os.write(ours, f"{demo_persons(9, 1)[0].payload}\r\n".encode())
            select.select([], [], [], 0.5)
        process.send_signal(signal.SIGTERM)
        _, err = process.communicate(timeout=20)
    finally:
        process.kill()
        os.close(ours)
        os.close(theirs)
    assert process.returncode == 0, err.decode()
    report = subprocess.run(
        [*command, "store", "check", "--config", str(config), "--json"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        check=False,
    )
    found = json.loads(report.stdout)
    assert found["sound"] is True
    assert found["entries"] == 1
