"""Figures of a measurement: quantiles in milliseconds, the process's own time and memory."""

from __future__ import annotations

import math
import os
import time
from collections.abc import Sequence
from pathlib import Path


def nearest_rank(ordered: Sequence[float], share: float) -> float:
    """The smallest of the values, in rising order, that `share` of them do not exceed."""
    # The rounding keeps 0.07 x 100 at 7: the product is a hair above it.
    return ordered[max(0, math.ceil(round(share * len(ordered), 6)) - 1)]


def quantiles_ms(seconds: Sequence[float]) -> dict[str, float]:
    """`n`, p50, p95, p99 and max (nearest rank) in milliseconds; only `n` when there are none."""
    if not seconds:
        return {"n": 0}
    ordered = sorted(seconds)

    def rank(share: float) -> float:
        return round(nearest_rank(ordered, share) * 1000, 2)

    return {
        "n": len(ordered),
        "p50": rank(0.50),
        "p95": rank(0.95),
        "p99": rank(0.99),
        "max": rank(1.0),
    }


def resident_mb(process: int | str = "self") -> float:
    """A process's resident memory, MB (Linux)."""
    return round(status_mb("VmRSS", process), 1)


def status_mb(name: str, process: int | str = "self") -> float:
    """One of a process's sizes by its name in proc_pid_status(5), MB. Raises OSError."""
    path = Path(f"/proc/{process}/status")
    for line in path.read_text(encoding="ascii", errors="replace").splitlines():
        if line.startswith(f"{name}:"):
            return int(line.split()[1]) / 1024
    raise OSError(f"{path} has no {name} line")


def children() -> tuple[int, ...]:
    """The processes that this one has started and that still run (Linux)."""
    # A child is listed with the thread that started it.
    lists = Path("/proc/self/task").glob("*/children")
    return tuple(int(number) for path in lists for number in path.read_text().split())


def seconds_of(process: int) -> float:
    """Processor seconds that another process has used so far (Linux: proc_pid_stat(5))."""
    text = Path(f"/proc/{process}/stat").read_text(encoding="ascii", errors="replace")
    # After the name, which may hold anything: state is field 3, user and system time 14 and 15.
    fields = text.rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def seconds_of_others() -> float:
    """Processor seconds that everything on this machine but this process has used (Linux)."""
    first = Path("/proc/stat").read_text(encoding="ascii").splitlines()[0]
    # cpu user nice system idle iowait irq softirq steal …: proc_stat(5).
    user, nice, system, _, _, irq, softirq, steal = map(int, first.split()[1:9])
    ticks = user + nice + system + irq + softirq + steal
    return ticks / os.sysconf("SC_CLK_TCK") - time.process_time()
