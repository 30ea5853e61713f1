"""What `bench footage` tells: figures per grade and engine, the promised bounds, a table."""

from __future__ import annotations

import math
from collections.abc import Sequence

from kiosk.base.dataclass import dataclass
from kiosk.base.measure import nearest_rank
from kiosk.bench.rivals import ZXING_PLAIN
from kiosk.demo.film.grades import (
    DIFFICULT,
    FPS,
    KINDS,
    MIDDLE,
    NEAR_720P,
    SERIES_FRAMES,
    Grade,
)

OURS = "this reader"
MIN_GAIN = 1.12
MIN_DIFFICULT_GAIN = 1.5
"""Of the difficult grades' frames, as a multiple of zxing-cpp's."""
DIFFICULTY = (0.25, 0.40)
"""What zxing-cpp alone reads of each difficult grade: or it is none."""
MAX_MEAN_MS = 15.0
OLD_CARD = "old insurance card"
MAX_OLD_CARD_S = 3.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one engine made of one series."""

    engine: str
    grade: str
    kind: str
    series: int
    """The series' seed."""
    filmed: int
    """Frames of the film."""
    seen: int
    """Frames the engine had the time to look at."""
    read: int
    wrong: int
    """Frames in which it read a text that the code does not hold."""
    busy_s: float
    longest_s: float
    """Processor time on one core: for all frames, and for the dearest."""
    until_frames: int | None
    """Frames of the film up to the first one that was read, missed ones too. None: never read."""
    until_s: float | None
    """From the first frame until the first reading was done."""


def quantile(values: Sequence[float | None], share: float) -> float:
    """The smallest value that `share` of all values do not exceed; None stands for never: ∞."""
    ordered = sorted(math.inf if value is None else value for value in values)
    return nearest_rank(ordered, share)


def _p50_p95(values: Sequence[float | None]) -> list[float | None]:
    found = (quantile(values, share) for share in (0.5, 0.95))
    return [None if value == math.inf else round(value, 3) for value in found]


def _sums(outcomes: Sequence[Outcome]) -> dict[str, object]:
    busy_s = sum(outcome.busy_s for outcome in outcomes)
    seen = sum(outcome.seen for outcome in outcomes)
    return {
        "series": len(outcomes),
        "filmed": sum(outcome.filmed for outcome in outcomes),
        "seen": seen,
        "read": sum(outcome.read for outcome in outcomes),
        "wrong": sum(outcome.wrong for outcome in outcomes),
        "never_read": sum(outcome.until_s is None for outcome in outcomes),
        "mean_ms": round(busy_s * 1000 / max(1, seen), 2),
        "max_ms": round(max(outcome.longest_s for outcome in outcomes) * 1000, 1),
        "frames_until_read": _p50_p95([outcome.until_frames for outcome in outcomes]),
        "seconds_until_read": _p50_p95([outcome.until_s for outcome in outcomes]),
    }


def report(
    outcomes: Sequence[Outcome], engines: Sequence[str], grades: Sequence[Grade]
) -> dict[str, object]:
    """Figures by grade and engine, and the bounds of the promise with what was measured."""
    figures: dict[str, dict[str, object]] = {}
    sooner = []
    for grade in grades:
        under = [outcome for outcome in outcomes if outcome.grade == grade.name]
        for engine in engines:
            own = [outcome for outcome in under if outcome.engine == engine]
            figures[f"{grade.name}, {engine}"] = {
                **_sums(own),
                "read_by_kind": {
                    kind: sum(outcome.read for outcome in own if outcome.kind == kind)
                    for kind in KINDS
                },
            }
            # An engine that saw a sample is compared on the very series that it saw.
            saw = {(outcome.kind, outcome.series) for outcome in own}
            ours_there = [o for o in under if o.engine == OURS and (o.kind, o.series) in saw]
            theirs_p95 = quantile([outcome.until_s for outcome in own], 0.95)
            ours_p95 = quantile([outcome.until_s for outcome in ours_there], 0.95)
            # A frame's length is the finest difference that a person could be made to wait.
            if ours_p95 > theirs_p95 + 1 / FPS:
                sooner.append(f"{grade.name}: {engine}")
    ours = [outcome for outcome in outcomes if outcome.engine == OURS]
    seen = sum(outcome.seen for outcome in ours)
    busy_s = sum(outcome.busy_s for outcome in ours)
    bounds: dict[str, list[float]] = {
        "wrong texts": [sum(outcome.wrong for outcome in ours), 0],
        "mean ms a frame": [round(busy_s * 1000 / seen, 2), MAX_MEAN_MS],
        "grades where a single engine's p95 is sooner": [len(sooner), 0],
    }
    near = [o for o in outcomes if o.grade == NEAR_720P.name and o.kind == OLD_CARD]
    if near:
        for engine in engines:
            own = [outcome for outcome in near if outcome.engine == engine]
            figures[f"{OLD_CARD}, {NEAR_720P.name}, {engine}"] = _sums(own)
        p95_s = quantile([outcome.until_s for outcome in near if outcome.engine == OURS], 0.95)
        bounds[f"{OLD_CARD} at 12 cm, p95 s"] = [_finite(p95_s), MAX_OLD_CARD_S]
    gains = [(MIDDLE, MIN_GAIN), *((grade, MIN_DIFFICULT_GAIN) for grade in DIFFICULT)]
    for grade, gain in gains:
        bounds |= _gain(outcomes, grade, gain)
    return {
        "frames": sum(outcome.filmed for outcome in ours),
        "figures": figures,
        "sooner": sooner,
        "bounds": bounds,
    }


def _gain(outcomes: Sequence[Outcome], grade: Grade, gain: float) -> dict[str, list[float]]:
    """Our frames of a grade against `gain` times zxing-cpp's; whether a difficult one is that."""
    ours, theirs = (
        [o for o in outcomes if (o.engine, o.grade) == (engine, grade.name)]
        for engine in (OURS, ZXING_PLAIN)
    )
    if not theirs:
        return {}
    read, alone = (sum(outcome.read for outcome in some) for some in (ours, theirs))
    name = f"{grade.name}: {gain} x zxing-cpp's frames less ours ({read})"
    bounds: dict[str, list[float]] = {name: [round(gain * alone - read, 1), 0]}
    if grade in DIFFICULT:
        share = alone / sum(outcome.filmed for outcome in theirs)
        low, high = DIFFICULTY
        off = max(low - share, share - high, 0.0)
        bounds[f"{grade.name}: zxing-cpp's share ({share:.0%}) outside its bounds"] = [
            round(off, 3),
            0,
        ]
    return bounds


def _finite(seconds: float) -> float:
    """JSON has no infinity: a day stands for never."""
    return 86_400.0 if seconds == math.inf else round(seconds, 3)


def markdown(found: dict[str, object]) -> str:
    """The table of one run."""
    figures = found["figures"]
    assert isinstance(figures, dict)
    lines = [
        f"| {found['frames']} frames at {FPS} a second | Series of {SERIES_FRAMES} frames "
        "| Frames it had time for | Frames read | Wrong | ms a frame "
        "| Frames until read, p50 / p95 | Seconds until read, p50 / p95 |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for name, row in figures.items():
        cells = (
            name,
            row["series"],
            row["seen"],
            row["read"],
            row["wrong"],
            row["mean_ms"],
            _pair(row["frames_until_read"]),
            _pair(row["seconds_until_read"]),
        )
        lines.append("| " + " | ".join(str(cell) for cell in cells) + " |")
    return "\n".join(lines)


def _pair(values: list[float | None]) -> str:
    return " / ".join("never" if value is None else f"{value:g}" for value in values)
