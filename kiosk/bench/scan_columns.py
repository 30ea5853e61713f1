"""The two columns of `bench scan --network`, out of what was noted in each pass."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from kiosk.base.dataclass import dataclass
from kiosk.base.measure import quantiles_ms
from kiosk.bench.storm import Tally

SOUND, DAMAGED = "sound", "damaged"


@dataclass(frozen=True, slots=True)
class Moment:
    """A border between two passes."""

    at: float
    """Monotonic seconds."""
    dropped: int
    """Frames, since the start; as `beats`, the GUI's."""
    beats: int
    unsent: int
    others_s: float
    """Processor seconds of everything but the kiosk."""
    tally: Tally


@dataclass(frozen=True, slots=True)
class Pass:
    """The whole footage, once."""

    network: str
    begin: Moment
    end: Moment

    def holds(self, at: float) -> bool:
        """Whether a frame of this moment was shown in it."""
        return self.begin.at <= at < self.end.at

    @property
    def sent(self) -> int:
        """Records that went to the hub undamaged."""
        return self.end.tally.records - self.begin.tally.records

    @property
    def others(self) -> float:
        """Cores kept busy by everything but the kiosk: hub, line, and whoever else is here."""
        used = self.end.others_s - self.begin.others_s
        return round(used / (self.end.at - self.begin.at), 2)

    @property
    def damaged(self) -> Counter[str]:
        """Exchanges that were damaged on the line, by what befell them."""
        return self.end.tally.damaged - self.begin.tally.damaged


@dataclass(frozen=True, slots=True)
class Timed:
    """Something that followed a frame."""

    frame_at: float
    at: float


@dataclass(frozen=True, slots=True)
class Noted:
    """What the kiosk did in all passes."""

    commits: Sequence[Timed]
    painted: Sequence[Timed]
    late_between: Callable[[int, int], list[float]]
    """The GUI's latenesses between two beats."""

    def figures(self, passes: Sequence[Pass]) -> dict[str, float]:
        """Of some passes together, in milliseconds; and their dropped frames."""
        late = [x for one in passes for x in self.late_between(one.begin.beats, one.end.beats)]
        found: dict[str, float] = {}
        for name, seconds in (
            ("frame to commit", _within(self.commits, passes)),
            ("frame to painted", _within(self.painted, passes)),
            ("GUI lateness", late),
        ):
            quantiles = quantiles_ms(seconds)
            for share in ("p50", "p95", "p99"):
                found[f"{name}, {share} ms"] = quantiles.get(share, 0.0)
        found["frames dropped"] = sum(one.end.dropped - one.begin.dropped for one in passes)
        return found

    def recorded(self, one: Pass) -> int:
        """How many scans of a pass were committed."""
        return len(_within(self.commits, [one]))


def compare(noted: Noted, passes: Sequence[Pass]) -> dict[str, dict[str, float]]:
    """Each figure of both columns, damaged ÷ sound, and what one half of the sound passes
    makes of the other: a ratio no larger than that says nothing."""
    sound = [one for one in passes if one.network == SOUND]
    damaged = [one for one in passes if one.network == DAMAGED]
    columns = noted.figures(sound), noted.figures(damaged)
    halves = noted.figures(sound[::2]), noted.figures(sound[1::2])
    return {
        name: {
            SOUND: columns[0][name],
            DAMAGED: columns[1][name],
            "ratio": _ratio(columns[1][name], columns[0][name]),
            "sound_by_sound": _ratio(*sorted((half[name] for half in halves), reverse=True)),
        }
        for name in columns[0]
    }


def describe(noted: Noted, passes: Sequence[Pass]) -> dict[str, Mapping[str, object]]:
    """What the network did in each pass: without that the columns compare nothing."""
    return {
        f"pass {number}, {one.network}": {
            "scans": noted.recorded(one),
            "records sent": one.sent,
            "exchanges damaged": one.damaged.total(),
            "unsent at its end": one.end.unsent,
            "cores busy elsewhere": one.others,
        }
        for number, one in enumerate(passes, 1)
    }


def _within(timed: Sequence[Timed], passes: Sequence[Pass]) -> list[float]:
    return [
        item.at - item.frame_at for item in timed if any(one.holds(item.frame_at) for one in passes)
    ]


def _ratio(value: float, base: float) -> float:
    return round(value / base, 3) if base else float(value > 0) * 99.0
