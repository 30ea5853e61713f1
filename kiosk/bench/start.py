"""How long from process start to the first painted window, and to READY."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

from kiosk.base.clock import SystemClock
from kiosk.demo.devices import write_sample_footage

PAINTED_S = 1.5
READY_S = 2.5
_RUNS = 5

_CONFIG = """
[camera]
kind = "video"
source = {video}
loop = true
[printer]
kind = "simulated"
address = {slips}
[ui]
full_screen = false
[store]
directory = {store}
"""


def bench_start(folder: Path, people: int, entries: int) -> dict[str, object]:
    """Start the kiosk five times in processes of their own, on a database of this size.

    Seconds from the moment before the process is made; the median counts, all are given.
    """
    from kiosk.bench.sample import fill_with_samples
    from kiosk.store.connection import open_store
    from kiosk.store.key import load_key

    store, key_file = folder / "store", folder / "store" / "store.key"
    opened = open_store(store, key_file, SystemClock())
    database = opened.path
    opened.close()
    assert database is not None
    fill_with_samples(database, load_key(key_file), people, entries, seed=1)
    config = folder / "kiosk.toml"
    # JSON strings are TOML strings too.
    values = {
        "video": json.dumps(str(write_sample_footage(folder))),
        "slips": json.dumps(str(folder / "slips")),
        "store": json.dumps(str(store)),
    }
    config.write_text(_CONFIG.format(**values), encoding="utf-8")
    starts = [_start(config) for _ in range(_RUNS)]
    painted = sorted(start["painted_s"] for start in starts)
    ready = sorted(start["ready_s"] for start in starts)
    middle = _RUNS // 2
    return {
        "figures": {
            "people": people,
            "entries": entries,
            "database_mb": round(database.stat().st_size / 1e6, 1),
            "painted_s": [round(value, 3) for value in painted],
            "ready_s": [round(value, 3) for value in ready],
        },
        "bounds": {
            "painted_s (median)": [round(painted[middle], 3), PAINTED_S],
            "ready_s (median)": [round(ready[middle], 3), READY_S],
        },
    }


def _start(config: Path) -> dict[str, float]:
    born = time.monotonic()
    command = [sys.executable, "-m", "kiosk", "bench", "start", "--child", str(config)]
    done = subprocess.run(
        [*command, "--born", repr(born)], check=True, capture_output=True, text=True, timeout=60
    )
    answer: dict[str, float] = json.loads(done.stdout)
    return answer
