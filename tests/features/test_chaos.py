"""The chaos run in small: real stations, a hub and its database, killed at random.

`checkpoint-kiosk bench chaos` is the same with 50,000 entries. On PostgreSQL where the machine has
its programs, else on the hub's own SQLite.
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest

from kiosk.bench import chaos
from kiosk.bench.chaos import ChaosPlan
from kiosk.bench.postgres import NoPostgres, find_binaries

ENTRIES = 600


def _has_postgres() -> bool:
    try:
        find_binaries()
    except NoPostgres:
        return False
    return True


def _children() -> set[int]:
    """This process's own, of all of its threads."""
    return {
        int(word)
        for path in Path("/proc/self/task").glob("*/children")
        for word in path.read_text(encoding="ascii").split()
    }


@pytest.mark.slow
@pytest.mark.fault("D1")
@pytest.mark.fault("S1")
@pytest.mark.fault("S15")
def test_no_entry_is_lost_doubled_or_altered(tmp_path: Path) -> None:
    before = _children()
    log = io.StringIO()
    is_postgres = _has_postgres()
    plan = ChaosPlan(entries=ENTRIES, is_postgres=is_postgres)
    figures: Any = chaos.bench_chaos(tmp_path, plan, log)["figures"]

    told = f"{log.getvalue()}{figures}"
    assert figures["entries_shown"] >= ENTRIES, told
    for wrong in ("lost", "never_arrived", "duplicated", "unknown_at_stations", "altered"):
        assert figures[wrong] == 0, f"{wrong}: {told}"
    assert figures["database_problems"] == 0, told
    kinds = {chaos.STATION, chaos.HUB, chaos.WRITER_PROCESS}
    if is_postgres:
        kinds.add(chaos.DATABASE)
    assert set(figures["kills"]) == kinds, told
    assert figures["exchanges_damaged"] >= chaos.LEAST_DAMAGED, told
    assert len(figures["damage"]) >= 3, told
    assert _children() <= before, "a process was left"
