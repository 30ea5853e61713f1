"""From what a page of the desk asks to whoever answers it, and back as an event."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from typing import Any

from kiosk.base.errors import (
    HubRefusal,
    KioskFault,
    NetworkFault,
    NetworkFaultKind,
    StorageFault,
    StorageFaultKind,
)
from kiosk.domain.desk.asked import Asked, DeskProblem, DeskQuery
from kiosk.domain.station.effects import AskDesk
from kiosk.domain.station.page import DeskAnswered, DeskFailed

log = logging.getLogger(__name__)

Route = Callable[[Any, str], Future[Any]]
"""Has something answered in the name of an account (empty: nobody's); returns at once."""


class DeskAnswers:
    """Hands what is asked to its route and tells the answer; on the GUI thread alone.

    `deliver` calls back with a finished future on the GUI thread; `tell` takes the event. Without
    a route, as before the database is open, the answer is that the storage cannot be used.
    """

    def __init__(
        self,
        deliver: Callable[[Future[Any], Callable[[Future[Any]], None]], None],
        tell: Callable[[DeskAnswered | DeskFailed], None],
    ) -> None:
        self.routes: Mapping[type[Asked[Any]], Route] = {}
        self._deliver = deliver
        self._tell = tell
        self._reading: dict[int, Future[Any]] = {}

    def ask(self, wanted: AskDesk) -> None:
        """Have it answered. A page's query before this one is given up, and never told."""
        asked = wanted.asked
        route = next(
            (route for kind, route in self.routes.items() if isinstance(asked, kind)), _not_open
        )
        if isinstance(asked, DeskQuery):
            before = self._reading.pop(wanted.key, None)
            if before is not None:
                before.cancel()
        future = route(asked, wanted.staff)
        if isinstance(asked, DeskQuery):
            self._reading[wanted.key] = future
        self._deliver(future, lambda done: self._answered(wanted, done))

    def _answered(self, wanted: AskDesk, done: Future[Any]) -> None:
        if self._reading.get(wanted.key) is done:
            del self._reading[wanted.key]
        if done.cancelled():
            return
        key, asked = wanted.key, wanted.asked
        try:
            answer = done.result()
        except KioskFault as fault:
            log.warning("desk: %s is not answered: %s", type(asked).__name__, fault.kind.value)
            self._tell(DeskFailed(key, asked, problem_of(fault)))
        except KeyError:
            self._tell(DeskFailed(key, asked, DeskProblem.GONE))
        else:
            self._tell(DeskAnswered(key, asked, answer))


def _not_open(asked: Asked[Any], staff: str) -> Future[Any]:
    del asked, staff
    future: Future[Any] = Future()
    future.set_exception(StorageFault(StorageFaultKind.READ_ONLY, "not open"))
    return future


def problem_of(fault: KioskFault) -> DeskProblem:
    """What a fault means to whoever asked."""
    match fault:
        case StorageFault():
            return DeskProblem.STORAGE
        case NetworkFault(kind=NetworkFaultKind.SLOW_DOWN):
            return DeskProblem.SLOW_DOWN
        case HubRefusal():
            return DeskProblem.REFUSED
    return DeskProblem.OFFLINE
