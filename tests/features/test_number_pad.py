"""A number typed at the pad of the running kiosk: from the key to the ledger."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.domain.decision import Admit, Direction, Support
from kiosk.domain.reason import Reason

ROOT = Path(__file__).parents[2]


@pytest.mark.slow
def test_a_known_number_leaves_and_an_unknown_one_goes_to_staff(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "tests" / "support" / "pad_worker.py"), str(tmp_path)],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=200,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    told = json.loads(done.stdout)
    assert told["done"]
    assert told["answers"] == [
        [repr(Admit(Direction.DEPARTURE)), ""],
        [repr(Support(Reason.UNKNOWN_NUMBER)), ""],
    ]
    assert "001080123456" not in done.stderr
