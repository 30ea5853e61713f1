"""Staff at the running window: the first administrator, locking, wrong PINs, and a kill."""

from __future__ import annotations

import json
import subprocess
import threading
from pathlib import Path

import pytest

from tests.support.processes import environment, worker_command

PATIENCE_S = 120.0


@pytest.mark.slow
@pytest.mark.fault("D10")
@pytest.mark.parametrize(("language", "locked"), [("vi", "Tạm khóa"), ("en", "Locked")])
def test_from_the_first_code_to_a_lock_that_a_kill_does_not_open(
    tmp_path: Path, language: str, locked: str
) -> None:
    store = tmp_path / "store"
    with subprocess.Popen(
        worker_command("staff_window_worker", store, language, "first"),
        cwd=tmp_path,
        env=environment(),
        stdout=subprocess.PIPE,
        encoding="utf-8",
    ) as process:
        assert process.stdout is not None
        patience = threading.Timer(PATIENCE_S, process.kill)
        patience.start()
        told = json.loads(process.stdout.readline())
        process.kill()
        patience.cancel()
    assert told["seen"] == ["new_pin", "unlocked"]
    assert not told["in"]
    assert told["told"][0].startswith(locked)
    done = subprocess.run(
        worker_command("staff_window_worker", store, language, "again"),
        cwd=tmp_path,
        env=environment(),
        capture_output=True,
        encoding="utf-8",
        timeout=PATIENCE_S,
        check=False,
    )
    told = json.loads(done.stdout)
    assert told["told"][0].startswith(locked)
    assert not told["in"], "the right PIN is not looked at"
    assert "742906" not in done.stderr
