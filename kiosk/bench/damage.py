"""A damaged network on demand: what may happen to an exchange, and plans that choose it.

For tests and benches (docs/spec/faults.md §2): `kiosk.bench.damage_proxy` carries it out.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import field
from enum import StrEnum

from kiosk.base.dataclass import dataclass


class Harm(StrEnum):
    """What happens to one exchange."""

    NONE = "none"
    DROP_BEFORE = "drop before the hub"
    """The request never arrives."""
    DROP_AFTER = "drop after the commit"
    """The hub did it; not a byte of its answer arrives."""
    DROP_MID_BODY = "drop mid-body"
    """The hub did it; half of its answer arrives."""
    HOLD = "hold, then drop"
    """The hub did it; nothing is heard for some seconds, then the connection ends."""
    TRUNCATE = "truncate"
    """Half of the answer's body, under headers that say it is whole."""
    DELAY = "delay"
    """The request reaches the hub some seconds late."""
    DUPLICATE = "duplicate"
    """The hub gets the request twice; its second answer arrives."""
    REPLAY_LATER = "replay after the next"
    """The hub gets the request again, behind the next one."""
    REORDER = "reorder"
    """The request waits until another one was answered, or for some seconds."""
    BLACK_HOLE = "black hole"
    """The request never arrives, and nothing is heard for some seconds."""
    TRICKLE = "one byte a second"
    """The answer arrives byte by byte."""
    SAY = "another answer"
    """The request never arrives; an answer of somebody else does."""


@dataclass(frozen=True, slots=True)
class Canned:
    """An answer that is not the hub's."""

    status: int
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""


_PAGE = b"<!DOCTYPE html><html><body>Wi-Fi mi\xe1\xbb\x85n ph\xc3\xad</body></html>"
_HTML = (("Content-Type", "text/html; charset=utf-8"),)

PORTAL_PAGE = Canned(200, _HTML, _PAGE)
PORTAL_REDIRECT = Canned(302, (("Location", "http://portal.example/login"),))
PORTAL_511 = Canned(511, _HTML, _PAGE)
PORTAL_204 = Canned(204)
PORTALS = (PORTAL_PAGE, PORTAL_REDIRECT, PORTAL_511, PORTAL_204)
"""How networks ask for a login: a page for everything, elsewhere, RFC 6585 §6, nothing at all."""


@dataclass(frozen=True, slots=True)
class Damage:
    """One harm and how much of it."""

    harm: Harm = Harm.NONE
    seconds: float = 0.0
    """Of HOLD, DELAY, BLACK_HOLE and REORDER (at most); of TRICKLE between two bytes."""
    answer: Canned = PORTAL_PAGE
    """Of SAY."""


@dataclass(frozen=True, slots=True)
class HttpExchange:
    """One request as a plan sees it."""

    number: int
    """From 1, in the order in which requests were read."""
    method: str
    target: str
    body: bytes
    """As it travelled."""
    headers: Mapping[str, str] = field(default_factory=dict)
    """By lower-case name."""


Plan = Callable[[HttpExchange], Damage]
"""Called for one exchange at a time."""


def unharmed(exchange: HttpExchange) -> Damage:
    """The plan of a sound network."""
    return Damage()


def scripted(damages: Iterable[Damage], path: str = "") -> Plan:
    """A plan that takes one damage after the other for exchanges with `path`, then none."""
    rest = iter(tuple(damages))

    def plan(exchange: HttpExchange) -> Damage:
        if path and not exchange.target.startswith(path):
            return Damage()
        return next(rest, Damage())

    return plan


ANY_HARM: Sequence[Damage] = (
    Damage(Harm.DROP_BEFORE),
    Damage(Harm.DROP_AFTER),
    Damage(Harm.DROP_MID_BODY),
    Damage(Harm.HOLD, seconds=0.2),
    Damage(Harm.TRUNCATE),
    Damage(Harm.DELAY, seconds=0.1),
    Damage(Harm.DUPLICATE),
    Damage(Harm.REPLAY_LATER),
    Damage(Harm.REORDER, seconds=0.2),
    *(Damage(Harm.SAY, answer=portal) for portal in PORTALS),
)
"""Everything that may befall an exchange, quick enough for thousands of them."""


def at_random(seed: int, share: float, damages: Sequence[Damage] = ANY_HARM) -> Plan:
    """A plan that harms a `share` (0 to 1) of the exchanges, the same for the same seed."""
    source = random.Random(seed)

    def plan(exchange: HttpExchange) -> Damage:
        return source.choice(damages) if source.random() < share else Damage()

    return plan


@dataclass(frozen=True, slots=True)
class Line:
    """A thin line: the same rate up and down, as mobile data has it."""

    kbit_s: float
    latency_s: float = 0.0
    """One way."""
    cut_every_bytes: int = 0
    """The connection breaks after so many bytes up and down together; 0 for never."""


LINE_384 = Line(384, 0.075, 200_000)
LINE_64 = Line(64, 0.15, 100_000)
LINE_32 = Line(32, 0.3, 25_000)
"""Thin lines on which sync is measured: 384, 64 and 32 kbit/s; `bench sync` has the least rates."""
