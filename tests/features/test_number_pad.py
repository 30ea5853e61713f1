"""A number typed at the pad of the running kiosk: from the key to the ledger."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kiosk.domain.reason import Reason
from kiosk.domain.visits.decision import Admit, Direction, Support
from tests.support.processes import run_worker


@pytest.mark.slow
def test_a_known_number_leaves_and_an_unknown_one_goes_to_staff(tmp_path: Path) -> None:
    done = run_worker(tmp_path, "pad_worker", tmp_path, timeout_s=200)
    told = json.loads(done.stdout)
    assert told["done"]
    assert told["answers"] == [
        [repr(Admit(Direction.DEPARTURE)), ""],
        [repr(Support(Reason.UNKNOWN_NUMBER)), ""],
    ]
    assert "001080123456" not in done.stderr
