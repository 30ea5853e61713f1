"""S6: ten thousand entries drain while people go on passing; memory stays flat."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.bench.damage import Damage, HttpExchange
from tests.support.sync_world import World


@pytest.mark.slow
@pytest.mark.fault("S6")
def test_s6_a_backlog_of_10_000_drains_while_people_pass(world: World) -> None:
    station = world.station()
    station.work_for_days(10_000)
    backlog = len(station.ids())
    passed: list[int] = []
    memory: list[int] = []

    def plan(exchange: HttpExchange) -> Damage:
        """While a batch is under way somebody walks through the gate."""
        if exchange.target.startswith("/v1/entries") and len(passed) < 45:
            number = 100_000 + len(passed)
            station.admit(1, first=number)
            passed.append(number)
            memory.append(_resident_mib())
        return Damage()

    world.harm(plan)
    station.sync()
    world.heal()
    assert len(passed) == 45
    station.drain()
    assert world.rows() == station.ids()
    assert len(station.ids()) > backlog + len(passed)
    half = len(memory) // 2
    assert max(memory[half:]) - max(memory[:half]) < 16


def _resident_mib() -> int:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * 4096 // 2**20
