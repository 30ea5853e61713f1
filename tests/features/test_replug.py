"""Fault H4 on a whole kiosk: the camera's plug is pulled a hundred times, and nothing stays behind.

A process of its own, so that its threads, handles and memory are the kiosk's alone.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from tests.support.processes import run_worker

WARM_UP = 80
"""Cycles until every page was painted once and every cache is full."""
CYCLES = 100
FRAME_KB = 640 * 360 * 3 // 1024
MAX_KB_PER_CYCLE = 60.0
"""A tenth of one picture: whoever keeps one picture, or its preview, per cycle is found."""


@pytest.mark.slow
@pytest.mark.fault("H4")
def test_a_hundred_unplugged_cameras_leave_nothing_behind(tmp_path: Path) -> None:
    # By default glibc gives each new thread an arena of its own and keeps it: that would be
    # measured instead of what the kiosk keeps.
    done = run_worker(
        tmp_path,
        "replug_worker",
        tmp_path,
        WARM_UP + CYCLES,
        timeout_s=500,
        MALLOC_ARENA_MAX="1",
    )
    figures = json.loads(done.stdout)
    assert figures["failure"] == ""
    assert figures["left"] == []
    assert len(figures["threads"]) == WARM_UP + CYCLES
    assert set(figures["threads"][WARM_UP:]) == {figures["threads"][WARM_UP]}
    assert set(figures["handles"][WARM_UP:]) == {figures["handles"][WARM_UP]}
    resident_kb = figures["resident_kb"][WARM_UP:]
    slope = float(np.polyfit(np.arange(CYCLES), resident_kb, 1)[0])
    assert MAX_KB_PER_CYCLE < FRAME_KB / 10
    assert slope < MAX_KB_PER_CYCLE, resident_kb
    assert max(figures["lost_s"]) <= 3.0
    assert max(figures["back_s"]) <= 5.0
