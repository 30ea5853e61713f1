"""`bench queue`: mornings that can be followed by hand, and what is told of many."""

from __future__ import annotations

import random
import re
from collections.abc import MutableSequence
from dataclasses import replace

import pytest

from kiosk.bench.queue import (
    MOST_MINUTES,
    REQUIRED_LEVERS,
    SETUPS,
    Assumptions,
    Morning,
    Setup,
    bench_queue,
    markdown,
    simulate,
)
from tests.support.processes import ROOT


class Steady(random.Random):
    """No chance: every time is its mean, and the line stands as it was made."""

    def gammavariate(self, alpha: float, beta: float) -> float:
        return alpha * beta

    def shuffle(self, x: MutableSequence[object]) -> None:
        """As it is."""


OFF = Assumptions(people=4, unreadable=0.5, with_card=0.5, proxy_touches=60)
"""A card that cannot be read (8 s, then 20 s of staff), nothing (3 s, then 58), two scans."""
REQUIRED = Assumptions(people=3, undeclared=2 / 3, positive=0.5, read_s=16.0, card_touches=16)
"""Two undeclared (scan 5 s, express 20 s or staff 22.8 s), the first of them positive (30 s more
of staff); then a scan."""


@pytest.mark.parametrize(
    ("assumed", "setup", "gate", "desk"),
    [
        (OFF, Setup(False, True), 8 + 3 + 5 + 5, 8 + 20 + 58),
        (OFF, Setup(False, False), 21 + 20 + 58, 21 + 20 + 58),
        # One declares while the next waits unscanned; the positive one is at the desk meanwhile.
        (REQUIRED, Setup(True, True), 5 + 20 + 5 + 20 + 5, 5 + 20 + 30),
        # The second is scanned meanwhile and goes to staff, for whom the positive one then waits.
        (REQUIRED, Setup(True, True, True), 5 + 20, 10 + 22.8 + 30),
        (replace(REQUIRED, staff=2), Setup(True, True, True), 25, 25 + 30),
        (REQUIRED, Setup(True, False), 15 + 40 + 30, 15 + 40 + 30),
        (REQUIRED, Setup(True, False, True), 5 + 40 + 30, 5 + 40 + 30),
    ],
)
def test_a_morning_goes_as_it_does_by_hand(
    assumed: Assumptions, setup: Setup, gate: float, desk: float
) -> None:
    morning = simulate(assumed, setup, Steady())

    assert (morning.gate * 60, morning.desk * 60) == pytest.approx((gate, desk))
    assert morning.whole == max(morning.gate, morning.desk)


def test_the_line_stands_by_chance() -> None:
    setup = Setup(False, True)

    def morning(seed: int) -> Morning:
        return simulate(Assumptions(), setup, random.Random(seed))

    assert morning(1) == morning(1)
    assert morning(1) != morning(2)


def test_all_is_told_with_what_it_rests_on() -> None:
    told = bench_queue(seed=1, mornings=3)
    figures = told["figures"]
    assert isinstance(figures, dict)

    assert figures["assumed"]["staff_touch_s"] == 0.8
    assert figures["assumed"]["express_s"] == 14.0
    assert SETUPS.keys() <= figures.keys()
    both = "(b) declaration required, two lanes"
    assert figures["shortens it most"][both] == "*Đã quét, chờ khai*"
    assert len(figures[f"{both}, and"]) == len(REQUIRED_LEVERS) + 1
    assert told["bounds"] == {
        "(a) declaration off, two lanes, min p95": [
            figures["(a) declaration off, two lanes"]["p95"],
            MOST_MINUTES,
        ]
    }
    table = markdown(told)
    assert f"| {both} | " in table
    assert "Assumed: people 200, staff 1, scan_s 5," in table
    saved = round(figures[both]["p50"] - figures[f"{both}, and"]["a scan in 4 s"], 1)
    assert f"| a scan in 4 s | {figures[f'{both}, and']['a scan in 4 s']} | {saved} |" in table


def test_the_figures_that_are_told_rest_on_these_assumptions() -> None:
    """Whoever changes one runs the bench again."""
    stated = markdown(bench_queue(seed=1, mornings=1)).splitlines()[-1]

    assert stated.startswith("Assumed: ")
    assert stated in (ROOT / "docs/measured.md").read_text(encoding="utf-8")


def test_staff_touch_as_often_as_was_counted() -> None:
    """In the running kiosk (tests/features/test_declare_for.py)."""
    text = (ROOT / "docs/measured.md").read_text(encoding="utf-8")
    counted = dict(re.findall(r"^\| (khai hộ [a-z ]+) \| (\d+) \| \d+ \|$", text, re.MULTILINE))

    assert Assumptions().proxy_touches == int(counted["khai hộ without a document"])
    assert Assumptions().card_touches == int(counted["khai hộ with an insurance card"])
