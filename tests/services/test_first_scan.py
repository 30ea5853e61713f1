"""The first person of a day waits no longer than the others: what a scan is made of is written."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

SCANNED = """
import sys
from pathlib import Path
import kiosk.base.dataclass as base
from kiosk.base.clock import SystemClock
from kiosk.bench.gate_station import GateStation
from kiosk.demo.devices import SEED
from kiosk.composition.first_scan import FIRST_SCAN
from kiosk.demo.film.people import demo_persons
from kiosk.domain.visits.decision import Admit

payload = demo_persons(SEED, 1)[0].payload
station = GateStation(Path(sys.argv[1]), "A", SystemClock())
station.start()
if sys.argv[2] == "ahead":
    base.write_constructors(FIRST_SCAN)
written = []
write = base._write_init
base._write_init = lambda cls, frozen: (written.append(cls.__name__), write(cls, frozen))[1]
outcome = station.scan(payload)
assert isinstance(outcome.result, Admit), outcome
print(*written)
station.stop()
"""


def _written(folder: Path, when: str) -> set[str]:
    """The classes whose constructors the first scan wrote, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", SCANNED, str(folder), when],
        check=True,
        capture_output=True,
        text=True,
        timeout=120,
    )
    return set(done.stdout.split())


def test_the_first_scan_writes_next_to_no_constructor(tmp_path: Path) -> None:
    behind = _written(tmp_path / "behind", "not ahead")
    ahead = _written(tmp_path / "ahead", "ahead")
    assert len(behind) > 10, "else this shows nothing"
    # What stands alone in its module is not asked for by others.
    assert {name for name in ahead if not name.startswith("_")} == set()
