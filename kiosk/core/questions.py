"""The thread beside the core that asks the hub on someone's behalf; the core never waits for it."""

from __future__ import annotations

import threading
from concurrent.futures import Future, InvalidStateError
from contextlib import suppress
from typing import TypeVar

from kiosk.base.errors import KioskFault, NetworkFault, NetworkFaultKind
from kiosk.base.worker import Worker
from kiosk.domain.desk.asked import HubQuestion
from kiosk.ports.questions import Answerer

A = TypeVar("A")


class QuestionThread:
    """Questions in the order they came, one at a time, each with a deadline.

    Whoever asked gives up by `Future.cancel`. The time a question waits behind others counts: its
    deadline is a person's patience.
    """

    def __init__(self, answerer: Answerer) -> None:
        self._answerer = answerer
        self._worker = Worker("questions", answerer.cut, answerer.close, expected=(KioskFault,))

    def ask(self, question: HubQuestion[A]) -> Future[A]:
        """Ask from any thread; returns at once. Faults are the future's.

        After the stop the future is cancelled.
        """
        future = self._worker.post(lambda: self._answerer.answer(question))
        timer = threading.Timer(question.deadline_s, _time_out, (future,))
        timer.daemon = True
        timer.start()
        future.add_done_callback(lambda _: timer.cancel())
        return future

    def stop(self, deadline_s: float) -> bool:
        """Take no more questions, end the one in progress; False if it hangs after
        `deadline_s`."""
        return self._worker.stop(deadline_s)


def _time_out(future: Future[A]) -> None:
    # Answered in this very moment: the answer stands.
    with suppress(InvalidStateError):
        future.set_exception(NetworkFault(NetworkFaultKind.TIMEOUT, "nobody waits any more"))
