"""What a kiosk's start sets for its whole process."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.support.processes import run_worker, write_config

CONFIG = """
[camera]
kind = "none"
[ui]
full_screen = false
[store]
directory = {store}
"""


@pytest.mark.slow
def test_no_thread_keeps_the_interpreter_longer_than_a_millisecond(tmp_path: Path) -> None:
    config = write_config(tmp_path, CONFIG, store=tmp_path / "store")
    done = run_worker(tmp_path, "start_worker", config, timeout_s=60)
    assert json.loads(done.stdout) == {"switch_s": 0.001}
