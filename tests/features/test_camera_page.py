"""The camera page on a whole kiosk: the sample passes, and who comes meanwhile is recorded."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.support.processes import run_worker


@pytest.mark.slow
def test_the_sample_passes_and_the_gate_goes_on_meanwhile(tmp_path: Path) -> None:
    done = run_worker(tmp_path, "camera_page_worker", tmp_path, timeout_s=200)
    assert json.loads(done.stdout) == {
        "before": 0,
        "verdict": "passed",
        "advice": "Khoảng cách vừa, giữ yên.",
        "while_open": 1,
        "open": True,
        "closed": True,
    }
