"""Asks the hub, once it can be reached, about whom staff confirmed while it could not.

Nobody waits for it: one phone after the other, so that a person's own question never stands behind
more than one of these (docs/spec/at-the-gate.md §13).
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from typing import Any, Protocol, TypeVar

from kiosk.base.clock import Clock
from kiosk.base.errors import KioskFault
from kiosk.core.requests import FindUnverified, Request, SettleByLookup
from kiosk.domain.desk.asked import HubQuestion
from kiosk.domain.desk.hub_questions import FindPersons
from kiosk.domain.events import CoreEvent, HealthChanged
from kiosk.domain.station.health import NetworkState
from sync.protocol.asking import LookupAnswer, LookupKind

A = TypeVar("A")
R = TypeVar("R")

MOST_PHONES = 20
"""Of one round: the hub answers a station some hundreds of questions a day, and staff ask too."""
ASK_AGAIN_S = 6 * 3600.0
"""After so long a phone is asked for once more: the hub may have heard of the person since."""
ROUND_EVERY_S = 600.0
"""A network that comes and goes begins no more rounds than this."""


class Requests(Protocol):
    """The core, as far as it is asked here."""

    def ask(self, request: Request[R]) -> Future[R]:
        """See `kiosk.core.thread.Core.ask`."""
        ...


class Questions(Protocol):
    """Whoever asks the hub."""

    def ask(self, question: HubQuestion[A]) -> Future[A]:
        """See `kiosk.core.questions.QuestionThread.ask`."""
        ...


class LateVerification:
    """Settles what waits for verification by the hub's lookup; its methods return at once."""

    def __init__(self, core: Requests, questions: Questions, clock: Clock) -> None:
        self._core = core
        self._questions = questions
        self._clock = clock
        self._lock = threading.Lock()
        self._asked_at: dict[str, float] = {}
        self._round_at = -ROUND_EVERY_S

    def take(self, event: CoreEvent) -> None:
        """Begin a round when the hub is there, and the last one lies some minutes back."""
        is_online = isinstance(event, HealthChanged) and event.health.network is NetworkState.ONLINE
        if not is_online:
            return
        now = self._clock.monotonic()
        with self._lock:
            if now - self._round_at < ROUND_EVERY_S:
                return
            self._round_at = now
        limit = MOST_PHONES * 2
        self._go_on(lambda: self._core.ask(FindUnverified(limit)), self._ask_in_turn)

    def _ask_in_turn(self, phones: list[str]) -> None:
        now = self._clock.monotonic()
        with self._lock:
            self._asked_at = {
                phone: at for phone, at in self._asked_at.items() if now - at < ASK_AGAIN_S
            }
            due = [phone for phone in phones if phone not in self._asked_at]
        self._ask_next(due[:MOST_PHONES])

    def _ask_next(self, phones: list[str]) -> None:
        if not phones:
            return
        phone, *rest = phones

        def settle(answer: LookupAnswer) -> None:
            with self._lock:
                self._asked_at[phone] = self._clock.monotonic()
            self._go_on(
                lambda: self._core.ask(SettleByLookup(phone, answer)),
                lambda _: self._ask_next(rest),
            )

        self._go_on(lambda: self._questions.ask(FindPersons(LookupKind.PHONE, phone)), settle)

    def _go_on(self, ask: Callable[[], Future[Any]], then: Callable[[Any], None]) -> None:
        """Ask, and go on with the answer; without one the round ends, and another one follows."""

        def answered(done: Future[Any]) -> None:
            if done.cancelled():
                return
            with suppress(KioskFault):
                then(done.result())

        # The core takes no more: a later round finds the same phones.
        with suppress(queue.Full):
            ask().add_done_callback(answered)
