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
    assert json.loads(done.stdout)["switch_s"] == 0.001


@pytest.mark.slow
@pytest.mark.parametrize("is_set_up", [True, False])
def test_only_a_kiosk_without_a_configuration_says_that_it_is_not_set_up(
    tmp_path: Path, is_set_up: bool
) -> None:
    home = {"HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path / "config")}
    if is_set_up:
        (tmp_path / "config" / "checkpoint-kiosk").mkdir(parents=True)
        write_config(tmp_path / "config" / "checkpoint-kiosk", CONFIG, store=tmp_path / "store")
    done = run_worker(tmp_path, "start_worker", timeout_s=60, **home)
    texts = [text.replace("\u00a0", " ") for text in json.loads(done.stdout)["strip"]]
    assert ("Máy chưa được cài đặt" in texts) is not is_set_up
