"""A line to the hub that can be put through fault S5, in a process of its own.

Of its own, so that it takes none of the kiosk's interpreter: what the kiosk does slower then, it
does slower because of its network.
"""

from __future__ import annotations

import gzip
from collections import Counter
from collections.abc import Iterator
from dataclasses import field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import cycle
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Literal

from kiosk.base.dataclass import dataclass
from kiosk.bench.damage import Canned, Damage, Harm, HttpExchange
from kiosk.bench.damage_proxy import DamageProxy
from sync.client.uploader import PATH
from sync.protocol.wire import HUB_HEADER, HubError

BLACK_HOLE_S = 3.0
_BUSY = HubError("busy", {"vi": "Trung tâm đang bận."})
_STORM_OF_500 = 4
"""So many in a row."""
_Order = Literal["calm", "storm", "break", "tally"]


def s5_damages(stamp: str, now: datetime) -> tuple[tuple[str, Damage], ...]:
    """What S5 names and a line can do, each with its name; `stamp` is the hub's header."""
    date = format_datetime(now.astimezone(UTC) + timedelta(seconds=120), usegmt=True)

    def saying(status: int, *headers: tuple[str, str]) -> Damage:
        answer = Canned(status, ((HUB_HEADER, stamp), *headers), _BUSY.to_bytes())
        return Damage(Harm.SAY, answer=answer)

    waits = {"0": "0", "1": "1", "3600": "3600", "a date": date, "garbage": "next week, perhaps"}
    busy = [
        (f"{status}, Retry-After {name}", saying(status, ("Retry-After", asked)))
        for status in (429, 503)
        for name, asked in waits.items()
    ]
    return (
        *busy[:3],
        ("black hole", Damage(Harm.BLACK_HOLE, seconds=BLACK_HOLE_S)),
        *busy[3:6],
        ("cut mid-answer", Damage(Harm.DROP_MID_BODY)),
        *busy[6:8],
        ("one byte a second", Damage(Harm.TRICKLE, seconds=1.0)),
        *busy[8:],
        ("cut before the hub", Damage(Harm.DROP_BEFORE)),
        ("cut after the commit", Damage(Harm.DROP_AFTER)),
        *[("500", saying(500))] * _STORM_OF_500,
    )


@dataclass(slots=True)
class Tally:
    """What went over the line."""

    exchanges: int = 0
    """That reached the hub undamaged."""
    records: int = 0
    """In undamaged batches."""
    damaged: Counter[str] = field(default_factory=Counter)
    """Exchanges by the name of what befell them."""


class StormPlan:
    """A plan that lets everything pass, or gives each exchange the next damage in turn."""

    def __init__(self) -> None:
        self.tally = Tally()
        self._damages: Iterator[tuple[str, Damage]] | None = None
        self._is_calm = True

    def calm(self) -> None:
        """Nothing happens to an exchange from now on."""
        self._is_calm = True

    def storm(self, stamp: str) -> None:
        """Every exchange is damaged from now on; a later storm goes on where an earlier ended."""
        if self._damages is None:
            self._damages = cycle(s5_damages(stamp, datetime.now(UTC)))
        self._is_calm = False

    def __call__(self, exchange: HttpExchange) -> Damage:
        if self._damages is not None and not self._is_calm:
            name, damage = next(self._damages)
            self.tally.damaged[name] += 1
            return damage
        self.tally.exchanges += 1
        if exchange.target == PATH:
            # The first line is the envelope.
            lines = gzip.decompress(exchange.body).splitlines()
            self.tally.records += len(lines) - 1
        return Damage()


class StormyLine:
    """The line, calm at first; a context manager. One thread at a time."""

    def __init__(self, hub_port: int) -> None:
        """`hub_port`: the hub's, on the loopback; it need not listen yet."""
        context = get_context("spawn")
        self._control, theirs = context.Pipe()
        self._process = context.Process(
            target=_serve, args=(theirs, hub_port), name="line", daemon=True
        )
        self._process.start()
        theirs.close()
        self.url: str = self._control.recv()
        """The address for the kiosk. Raises EOFError where the process ended instead."""

    def __enter__(self) -> StormyLine:
        return self

    def __exit__(self, *error: object) -> None:
        self._control.close()
        self._process.join()
        self._process.close()

    def calm(self) -> None:
        """Mend it; what hangs in it is broken off."""
        self._ask(("calm", ""))

    def storm(self, stamp: str) -> None:
        """Damage every exchange; what is on its way now is broken off."""
        self._ask(("storm", stamp))

    def break_off(self) -> None:
        """End every exchange on its way."""
        self._ask(("break", ""))

    def tally(self) -> Tally:
        """What went over it so far."""
        return self._ask(("tally", ""))

    def _ask(self, order: tuple[_Order, str]) -> Tally:
        self._control.send(order)
        answer: Tally = self._control.recv()
        return answer


def _serve(control: Connection, hub_port: int) -> None:
    """The process: obeys until its owner is gone."""
    plan = StormPlan()
    with DamageProxy(("127.0.0.1", hub_port), plan) as proxy:
        control.send(proxy.url)
        while True:
            try:
                order, stamp = control.recv()
            except EOFError:
                return
            if order == "calm":
                plan.calm()
            elif order == "storm":
                plan.storm(stamp)
            if order != "tally":
                proxy.break_connections()
            control.send(plan.tally)
