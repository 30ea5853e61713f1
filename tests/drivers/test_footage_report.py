"""`bench footage`: frames missed by a busy engine, figures by grade, sampled engines, its table."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from kiosk.bench.footage import FilmClock, Viewer
from kiosk.bench.footage_report import OLD_CARD, OURS, Outcome, markdown, quantile, report
from kiosk.bench.rivals import OPENCV, ZXING_PLAIN
from kiosk.demo.film.grades import DIFFICULT, FPS, MIDDLE, NEAR_720P, Series

SERIES = Series(MIDDLE, "citizen card", "text", 1)
FRAME = np.zeros((2, 2), dtype=np.uint8)


class SlowClock(FilmClock):
    """Every look takes the same time."""

    def __init__(self, seconds: float) -> None:
        super().__init__()
        self.seconds = seconds
        self.began: list[float] = []

    def begin(self, film_s: float) -> None:
        super().begin(film_s)
        self.began.append(film_s)

    def taken_s(self) -> float:
        return self.seconds


def viewed(cost_frames: float, reads_from: int, frames: int = 9) -> tuple[Outcome, list[float]]:
    clock = SlowClock(cost_frames / FPS)
    given = 0

    def read(image: np.ndarray) -> list[tuple[bytes, str]]:
        nonlocal given
        given += 1
        return [(b"", "text")] if given >= reads_from else [(b"", "wrong")]

    viewer = Viewer("engine", read, clock, 100.0)
    for _ in range(frames):
        viewer.offer(FRAME, "text")
    return viewer.outcome(SERIES), [round((at - 100) * FPS, 6) for at in clock.began]


def test_a_quick_engine_sees_every_frame_and_its_own_time_counts() -> None:
    outcome, began = viewed(0.5, reads_from=3)
    assert began == list(range(9))
    assert (outcome.filmed, outcome.seen, outcome.read, outcome.wrong) == (9, 9, 7, 2)
    assert outcome.until_frames == 3
    assert outcome.until_s == pytest.approx(2.5 / FPS)
    assert outcome.busy_s == pytest.approx(4.5 / FPS)


def test_a_slow_engine_misses_frames_and_gets_the_newest_when_it_is_free() -> None:
    outcome, began = viewed(1.75, reads_from=2)
    assert began == [0, 1.75, 3.5, 5.25, 7, 8.75]
    assert (outcome.filmed, outcome.seen, outcome.wrong) == (9, 6, 1)
    assert outcome.until_frames == 2
    assert outcome.until_s == pytest.approx(3.5 / FPS)


def test_what_is_never_read_has_no_time() -> None:
    outcome, _ = viewed(0.5, reads_from=99)
    assert (outcome.until_frames, outcome.until_s) == (None, None)


def test_never_is_later_than_any_time() -> None:
    assert quantile([0.3, None, 0.1, 0.2], 0.5) == 0.2
    assert quantile([0.3, None, 0.1, 0.2], 0.75) == 0.3
    assert quantile([0.3, None, 0.1, 0.2], 0.95) == math.inf


def outcome_of(engine: str, series: int, until_s: float | None, read: int = 50) -> Outcome:
    frames = None if until_s is None else round(until_s * FPS) + 1
    return Outcome(
        engine, MIDDLE.name, "citizen card", series, 90, 80, read, 0, 0.8, 0.03, frames, until_s
    )


def test_a_sampled_engine_is_compared_on_the_series_it_saw() -> None:
    outcomes = [
        outcome_of(OURS, 1, 0.1),
        outcome_of(OURS, 2, None),
        outcome_of(ZXING_PLAIN, 1, 0.2, 40),
        outcome_of(ZXING_PLAIN, 2, None, 40),
        outcome_of(OPENCV, 1, 0.5),
    ]
    found = report(outcomes, [OURS, ZXING_PLAIN, OPENCV], [MIDDLE])
    assert found["sooner"] == []
    assert found["frames"] == 180
    bounds = found["bounds"]
    assert isinstance(bounds, dict)
    assert bounds["mean ms a frame"] == [10.0, 15.0]
    (gain,) = (value for name, value in bounds.items() if name.startswith("middle: 1.12"))
    assert gain == [round(1.12 * 80 - 100, 1), 0]
    outcomes[-1] = outcome_of(OPENCV, 2, 0.5)
    found = report(outcomes, [OURS, ZXING_PLAIN, OPENCV], [MIDDLE])
    assert found["sooner"] == ["middle: OpenCV"]


def test_a_difficult_grade_is_one_and_is_read_half_as_often_again() -> None:
    def bounds_at(ours: int, theirs: int) -> dict[str, list[float]]:
        outcomes = [
            replace(outcome_of(engine, 1, 0.1, read), grade=DIFFICULT[0].name)
            for engine, read in ((OURS, ours), (ZXING_PLAIN, theirs))
        ]
        bounds = report(outcomes, [OURS, ZXING_PLAIN], [DIFFICULT[0]])["bounds"]
        assert isinstance(bounds, dict)
        return {name: value for name, value in bounds.items() if name.startswith(DIFFICULT[0].name)}

    assert all(value <= bound for value, bound in bounds_at(45, 30).values())
    (gain, share) = bounds_at(44, 30).values()
    assert (gain, share) == ([1.0, 0], [0.0, 0])
    for theirs, off in ((20, 0.028), (37, 0.011)):
        (_, share) = bounds_at(90, theirs).values()
        assert share == [off, 0]


def test_the_old_card_has_its_own_line_and_never_is_over_its_bound() -> None:
    card = replace(outcome_of(OURS, 1, None), grade=NEAR_720P.name, kind=OLD_CARD, wrong=1)
    found = report([card], [OURS], [NEAR_720P])
    bounds = found["bounds"]
    assert isinstance(bounds, dict)
    assert bounds[f"{OLD_CARD} at 12 cm, p95 s"] == [86_400.0, 3.0]
    assert bounds["wrong texts"] == [1, 0]
    lines = markdown(found).splitlines()
    assert lines[0].startswith("| 90 frames at 30 a second | Series of 90 frames | ")
    assert lines[2:] == [
        f"| {name}, this reader | 1 | 80 | 50 | 1 | 10.0 | never / never | never / never |"
        for name in (NEAR_720P.name, f"{OLD_CARD}, {NEAR_720P.name}")
    ]
