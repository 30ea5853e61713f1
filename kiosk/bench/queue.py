"""Two hundred people at seven in the morning: how long until the last one is through.

A simulation, not a measurement: hands of a stated speed at a gate and a desk, drawn anew for every
morning from a seed. What was counted in the running kiosk are touches; everything else is an
assumption, and is printed with the figures.
"""

from __future__ import annotations

import random
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import field, fields, replace
from enum import Enum, auto
from heapq import heappop, heappush
from statistics import median

from kiosk.base.dataclass import dataclass

MOST_MINUTES = 22.0
"""With declarations off, two lanes and one member of staff, in nineteen of twenty mornings."""
MORNINGS = 400

_SPREAD = 8.0
"""Shape of the gamma distribution every time is drawn from: a third more or less is usual."""


@dataclass(frozen=True, slots=True)
class Assumptions:
    """What people at a checkpoint do and need; seconds where nothing else is said."""

    people: int = 200
    """All of them in line at 7:00."""
    staff: int = 1
    scan_s: float = 5.0
    """Step up, hold up the code, see the result; the next one aims already."""
    in_vain_s: float = 8.0
    """Hold up a code that cannot be read, and be sent to the desk."""
    no_code_s: float = 3.0
    """Touch *Không có mã* and go to the desk."""
    staff_touch_s: float = 0.8
    talk_s: float = 10.0
    """What staff ask and hear of one person, beside the touches."""
    typed_card_s: float = 20.0
    """Staff type the number of a card or scan it."""
    read_s: float = 10.0
    """A citizen reads the statements of the express page and the notice."""
    public_touch_s: float = 2.0
    detail_s: float = 30.0
    """Staff hear of symptoms or contacts, note them, and close the case."""
    express_touches: int = 2
    """Counted in the running kiosk, as the next two: all statements denied, and consent."""
    proxy_touches: int = 42
    """A whole khai hộ of somebody without any document."""
    card_touches: int = 9
    """A khai hộ of somebody whose card was scanned."""
    unreadable: float = 0.20
    """Share without a code that can be read, declarations off."""
    with_card: float = 0.75
    """Of these, the share with a card in their hand."""
    undeclared: float = 0.85
    """Share who have a card and no declaration, declarations required."""
    positive: float = 0.15
    """Of these, the share whose answers need a human."""

    @property
    def express_s(self) -> float:
        """A citizen at the express page."""
        return self.read_s + self.express_touches * self.public_touch_s

    @property
    def proxy_s(self) -> float:
        """Staff write down somebody of whom nothing is known."""
        return self.talk_s + self.proxy_touches * self.staff_touch_s

    @property
    def card_s(self) -> float:
        """Staff declare for somebody whose card was scanned."""
        return self.talk_s + self.card_touches * self.staff_touch_s


@dataclass(frozen=True, slots=True)
class Setup:
    """How a checkpoint is set up."""

    is_required: bool
    """Whether a declaration is required."""
    has_two_lanes: bool
    """Gate and desk each have a screen and a reader; else they are one place, used in turn."""
    may_wait: bool = False
    """*Đã quét, chờ khai*: the gate goes on scanning, and whoever has no declaration waits for the
    express page or for staff, whichever is free first."""


@dataclass(frozen=True, slots=True)
class Morning:
    """When the last person was through, in minutes from 7:00."""

    gate: float
    desk: float

    @property
    def whole(self) -> float:
        """Of both."""
        return max(self.gate, self.desk)


@dataclass(frozen=True, slots=True)
class Lever:
    """One thing that could be otherwise."""

    name: str
    change: Callable[[Assumptions], Assumptions]


OFF_LEVERS = (
    Lever("a second member of staff", lambda one: replace(one, staff=2)),
    Lever("half of the unreadable codes read", lambda one: replace(one, unreadable=0.10)),
    Lever("cards at the desk in 8 s, by a scanner", lambda one: replace(one, typed_card_s=8.0)),
    Lever("half the talk at the desk", lambda one: replace(one, talk_s=5.0)),
    Lever("a scan in 4 s", lambda one: replace(one, scan_s=4.0)),
)
REQUIRED_LEVERS = (
    Lever("a second member of staff", lambda one: replace(one, staff=2)),
    Lever("half of them declared before they came", lambda one: replace(one, undeclared=0.425)),
    Lever("the express page read in half the time", lambda one: replace(one, read_s=5.0)),
    Lever("half the talk at the desk", lambda one: replace(one, talk_s=5.0)),
    Lever("a scan in 4 s", lambda one: replace(one, scan_s=4.0)),
)

SETUPS: Mapping[str, Setup] = {
    "(a) declaration off, one lane": Setup(False, False),
    "(a) declaration off, two lanes": Setup(False, True),
    "(b) declaration required, one lane": Setup(True, False),
    "(b) declaration required, one lane, *chờ khai*": Setup(True, False, True),
    "(b) declaration required, two lanes": Setup(True, True),
    "(b) declaration required, two lanes, *chờ khai*": Setup(True, True, True),
}
_A = "(a) declaration off, two lanes"
_WITH_LEVERS = tuple(name for name, setup in SETUPS.items() if setup.has_two_lanes)


def bench_queue(seed: int, mornings: int = MORNINGS) -> dict[str, object]:
    """Minutes until the last of the people is through in every set-up, and what each lever saves.

    The same seed gives the same figures.
    """
    assumed = Assumptions()
    setups = {name: _figures(assumed, setup, seed, mornings) for name, setup in SETUPS.items()}
    levers = {name: _levers(assumed, SETUPS[name], seed, mornings) for name in _WITH_LEVERS}
    return {
        "figures": {
            "assumed": assumptions(assumed),
            **setups,
            **{f"{name}, and": minutes for name, minutes in levers.items()},
            "shortens it most": {
                name: min(found, key=found.__getitem__) for name, found in levers.items()
            },
        },
        "bounds": {f"{_A}, min p95": [setups[_A]["p95"], MOST_MINUTES]},
    }


def assumptions(assumed: Assumptions) -> dict[str, float]:
    """What the figures rest on, by name."""
    named = {each.name: getattr(assumed, each.name) for each in fields(assumed)}
    sums = {"express_s": assumed.express_s, "proxy_s": assumed.proxy_s, "card_s": assumed.card_s}
    return {**named, **sums}


def markdown(told: Mapping[str, object]) -> str:
    """The figures as tables, with what they rest on."""
    figures = told["figures"]
    assert isinstance(figures, dict)
    assumed = figures["assumed"]
    rows = [
        f"| {name} | {one['gate']} | {one['desk']} | {one['p50']} | {one['p95']} |"
        for name, one in figures.items()
        if name in SETUPS
    ]
    head = (
        f"| {assumed['people']} people, one member of staff; min from 7:00, p50 | Gate | Desk "
        "| All through | p95 |\n|---|---|---|---|---|\n"
    )
    parts = [head + "\n".join(rows)]
    for name in _WITH_LEVERS:
        before = figures[name]["p50"]
        lines = [
            f"| {lever} | {minutes} | {round(before - minutes, 1)} |"
            for lever, minutes in figures[f"{name}, and"].items()
        ]
        parts.append(f"| {name}, and | min | Saves |\n|---|---|---|\n" + "\n".join(lines))
    stated = ", ".join(f"{name} {value:g}" for name, value in assumed.items())
    return "\n\n".join([*parts, f"Assumed: {stated}."])


def _figures(assumed: Assumptions, setup: Setup, seed: int, mornings: int) -> dict[str, float]:
    """Minutes of many mornings."""
    rng = random.Random(seed)
    found = [simulate(assumed, setup, rng) for _ in range(mornings)]
    whole = sorted(each.whole for each in found)
    return {
        "gate": round(median(each.gate for each in found), 1),
        "desk": round(median(each.desk for each in found), 1),
        "p50": round(median(whole), 1),
        "p95": round(whole[int(len(whole) * 0.95)], 1),
    }


def _levers(assumed: Assumptions, setup: Setup, seed: int, mornings: int) -> dict[str, float]:
    """Minutes after each lever alone, the one that saves most first."""
    changes = REQUIRED_LEVERS if setup.is_required else OFF_LEVERS
    found = {
        lever.name: _figures(lever.change(assumed), setup, seed, mornings)["p50"]
        for lever in changes
    }
    if setup.is_required and not setup.may_wait:
        waiting = replace(setup, may_wait=True)
        found["*Đã quét, chờ khai*"] = _figures(assumed, waiting, seed, mornings)["p50"]
    return dict(sorted(found.items(), key=lambda one: one[1]))


class _Task(Enum):
    """What a person is there for."""

    SCAN = auto()
    EXPRESS = auto()
    STAFF = auto()


@dataclass(slots=True)
class _Person:
    """What one person needs, in seconds; 0 for what they do not need."""

    scan: float
    express: float = 0.0
    by_staff: float = 0.0
    """Instead of the express page, where staff declare for them."""
    after: float = 0.0
    """Of staff, in any case, after the rest."""


@dataclass(slots=True)
class _Place:
    """Somewhere people stand."""

    free: int
    """For how many there is room."""
    done_at: float = 0.0


@dataclass(slots=True)
class _Checkpoint:
    """One morning as it goes on."""

    setup: Setup
    line: deque[_Person]
    gate: _Place
    desk: _Place
    express: _Place
    waiting: deque[_Person] = field(default_factory=deque)
    """Scanned, without a declaration."""
    for_staff: deque[float] = field(default_factory=deque)
    """Seconds of staff, each of one person who stands at the desk."""
    now: float = 0.0
    events: list[tuple[float, int, _Place, _Person | None, _Task]] = field(default_factory=list)
    number: int = 0

    def run(self) -> Morning:
        """Until nobody is left."""
        self._fill()
        while self.events:
            self.now, _, place, person, task = heappop(self.events)
            place.free += 1
            place.done_at = self.now
            if person is not None:
                self._go_on(person, task)
            self._fill()
        gate = max(self.gate.done_at, self.express.done_at)
        return Morning(gate / 60, self.desk.done_at / 60)

    def _start(self, place: _Place, seconds: float, person: _Person | None, task: _Task) -> None:
        place.free -= 1
        self.number += 1
        heappush(self.events, (self.now + seconds, self.number, place, person, task))

    def _fill(self) -> None:
        """Whoever can begin does: at the desk who waits there longest, at the gate by the line."""
        if self.express.free and self.waiting:
            person = self.waiting.popleft()
            self._start(self.express, person.express, person, _Task.EXPRESS)
        while self.desk.free and self.for_staff:
            self._start(self.desk, self.for_staff.popleft(), None, _Task.STAFF)
        while self.desk.free and self.waiting and self.setup.may_wait:
            person = self.waiting.popleft()
            self._start(self.desk, person.by_staff + person.after, None, _Task.STAFF)
        # Without *chờ khai* nobody is scanned while somebody declares at the gate's screen.
        if self.gate.free and self.line and (self.setup.may_wait or self.express.free):
            person = self.line.popleft()
            self._start(self.gate, person.scan, person, _Task.SCAN)

    def _go_on(self, person: _Person, task: _Task) -> None:
        if task is _Task.SCAN and person.express:
            self.waiting.append(person)
        elif person.after:
            self.for_staff.append(person.after)


def simulate(assumed: Assumptions, setup: Setup, rng: random.Random) -> Morning:
    """One morning."""
    people = _people(assumed, setup, rng)
    if not setup.has_two_lanes:
        return _in_turn(people, setup)
    gate, desk, express = _Place(1), _Place(assumed.staff), _Place(1)
    return _Checkpoint(setup, deque(people), gate, desk, express).run()


def _in_turn(people: Sequence[_Person], setup: Setup) -> Morning:
    """Gate and desk are one place: one person after the other, and who waits is scanned beside."""
    scanned = sum(person.scan for person in people if not (setup.may_wait and person.express))
    declared = sum(person.express + person.after for person in people)
    minutes = (scanned + declared) / 60
    return Morning(minutes, minutes)


def _people(assumed: Assumptions, setup: Setup, rng: random.Random) -> list[_Person]:
    """Everybody in line: the shares are as stated, the order and the times are chance."""

    def drawn(seconds: float) -> float:
        return rng.gammavariate(_SPREAD, seconds / _SPREAD)

    if setup.is_required:
        undeclared = round(assumed.undeclared * assumed.people)
        positive = round(assumed.positive * undeclared)
        people = [
            _Person(
                drawn(assumed.scan_s),
                drawn(assumed.express_s),
                drawn(assumed.card_s),
                drawn(assumed.detail_s) if number < positive else 0.0,
            )
            for number in range(undeclared)
        ]
    else:
        unreadable = round(assumed.unreadable * assumed.people)
        with_card = round(assumed.with_card * unreadable)
        people = [
            _Person(drawn(assumed.in_vain_s), after=drawn(assumed.typed_card_s))
            if number < with_card
            else _Person(drawn(assumed.no_code_s), after=drawn(assumed.proxy_s))
            for number in range(unreadable)
        ]
    people += [_Person(drawn(assumed.scan_s)) for _ in range(assumed.people - len(people))]
    rng.shuffle(people)
    return people
