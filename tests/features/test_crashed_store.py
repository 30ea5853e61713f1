"""A database that a power cut left: looked at whole while the gate is at work already."""

from __future__ import annotations

import subprocess
import threading
from pathlib import Path

import pytest

from tests.support.processes import environment, kiosk_command, write_config
from tests.support.store import damage_page, open_in, scan

PATIENCE_S = 60.0

CONFIG = """
[camera]
kind = "none"
[ui]
full_screen = false
[store]
directory = {store}
"""


@pytest.mark.slow
def test_damage_after_a_crash_is_found_beside_the_gate(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    store = open_in(folder)
    for number in range(30):
        scan(store, number)
    store.close()
    damage_page(folder, "people_name")
    # A process that was killed never noted a clean stop.
    open_in(folder).connection.close()
    config = write_config(tmp_path, CONFIG, store=folder)
    process = subprocess.Popen(
        kiosk_command("run", "--config", config, "--headless"),
        cwd=tmp_path,
        env=environment(),
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    assert process.stderr is not None
    # Without a word the kiosk is ended, and the test fails.
    patience = threading.Timer(PATIENCE_S, process.terminate)
    patience.start()
    with process:
        lines = iter(process.stderr.readline, "")
        found = next((line for line in lines if "quick check" in line), None)
        patience.cancel()
        process.terminate()
        assert process.wait(30) == 0
    assert found is not None
    assert (folder / "store.suspect").exists()
    reopened = open_in(folder)
    assert reopened.set_aside is not None
    reopened.close()
