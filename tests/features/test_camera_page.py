"""The camera page on a whole kiosk: the sample passes, nobody is recorded, the gate goes on."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.slow
def test_the_sample_passes_and_nobody_is_recorded_meanwhile(tmp_path: Path) -> None:
    worker = ROOT / "tests" / "support" / "camera_page_worker.py"
    done = subprocess.run(
        [sys.executable, str(worker), str(tmp_path)],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=200,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert json.loads(done.stdout) == {
        "before": 0,
        "verdict": "passed",
        "advice": "Khoảng cách vừa, giữ yên.",
        "while_open": 0,
        "after": 1,
    }
