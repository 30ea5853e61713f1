"""Quantiles are values that were measured."""

from __future__ import annotations

import subprocess
import sys

import pytest

from kiosk.base.measure import children, nearest_rank, quantiles_ms, resident_mb, seconds_of


@pytest.mark.parametrize(
    ("share", "expected"), [(0.0, 1), (0.01, 1), (0.07, 7), (0.55, 55), (0.99, 99), (1.0, 100)]
)
def test_the_rank_is_the_nearest(share: float, expected: int) -> None:
    """Also where the product of share and number is a hair above a whole number."""
    assert nearest_rank(range(1, 101), share) == expected


def test_quantiles_are_in_milliseconds() -> None:
    assert quantiles_ms([0.004, 0.001, 0.002, 0.003]) == {
        "n": 4,
        "p50": 2.0,
        "p95": 4.0,
        "p99": 4.0,
        "max": 4.0,
    }
    assert quantiles_ms([]) == {"n": 0}


def test_a_child_is_seen_with_its_time_and_memory() -> None:
    loop = "import time\nwhile time.process_time() < 0.3: pass\nprint()\ninput()"
    with subprocess.Popen(
        [sys.executable, "-c", loop], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as child:
        assert child.stdout is not None
        child.stdout.readline()
        assert child.pid in children()
        assert 0.25 <= seconds_of(child.pid) < 3
        assert 3 < resident_mb(child.pid) < 100
        child.communicate(b"\n")
    assert child.pid not in children()
