"""A serial scanner at the gate of the running kiosk: scanned, recorded, stopped."""

from __future__ import annotations

import os
import pty
import select
import signal
import subprocess
import time
from pathlib import Path

import pytest

from kiosk.demo.film.people import demo_persons
from tests.support.processes import check_store, environment, kiosk_command, write_config

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
    config = write_config(tmp_path, CONFIG, port=os.ttyname(theirs), store=store, slips=slips)
    process = subprocess.Popen(
        kiosk_command("run", "--config", config, "--headless"),
        cwd=tmp_path,
        env=environment(),
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
    found = check_store(tmp_path, config)
    assert found["sound"] is True
    assert found["entries"] == 1
