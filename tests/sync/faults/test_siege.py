"""S30: one hostile address, a real hub with TLS, and an honest station that needs to get through.

`checkpoint-kiosk bench siege` is the same for a minute each, and judges the times as well.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from kiosk.bench.siege import MAX_LOG_LINES, MAX_MEMORY_MB, bench_siege
from kiosk.bench.siege_attacks import ATTACKS

pytestmark = pytest.mark.fault("S30")

SECONDS = 5.0
CONNECTIONS = 500
ENTRIES = 20


@pytest.mark.parametrize(
    ("attack", "open_files"), [*((name, None) for name in ATTACKS), ("connections", 300)]
)
def test_s30_a_siege_by_one_address(tmp_path: Path, attack: str, open_files: int | None) -> None:
    figures: Any = bench_siege(
        tmp_path,
        SECONDS,
        open_files,
        connections=CONNECTIONS,
        entries=ENTRIES,
        attacks=(attack,),
    )["figures"]
    found = figures[attack]
    assert found["opened"] >= CONNECTIONS, "it was besieged"
    assert found["synced"] == ENTRIES, "and the station got through"
    assert found["memory_mb"] <= MAX_MEMORY_MB
    assert found["log_lines"] <= MAX_LOG_LINES
