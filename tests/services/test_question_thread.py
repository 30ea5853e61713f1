"""Questions beside the core: answers by futures, deadlines, giving up."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

import pytest

from kiosk.base.errors import NetworkFault, NetworkFaultKind
from kiosk.core.questions import QuestionThread
from kiosk.domain.desk.asked import HubQuestion
from kiosk.domain.desk.hub_questions import FindPersons
from sync.protocol.asking import LookupKind

PATIENCE_S = 30.0


@dataclass(frozen=True)
class Short(HubQuestion[str]):
    """A question nobody waits long for."""

    deadline_s: ClassVar[float] = 0.05


@dataclass(frozen=True)
class Patient(HubQuestion[str]):
    """A question somebody waits for."""

    deadline_s: ClassVar[float] = PATIENCE_S


class Hub:
    """Answers with a function; `cut` is noted."""

    def __init__(self, say: Callable[[Hub, HubQuestion[Any]], object]) -> None:
        self._say = say
        self.cuts = threading.Event()
        self.is_closed = False

    def answer(self, question: HubQuestion[Any]) -> Any:
        return self._say(self, question)

    def cut(self) -> None:
        self.cuts.set()

    def close(self) -> None:
        self.is_closed = True


def hang(hub: Hub, question: HubQuestion[Any]) -> str:
    assert hub.cuts.wait(PATIENCE_S)
    raise NetworkFault(NetworkFaultKind.OFFLINE, "cut")


def test_an_answer_is_the_futures() -> None:
    hub = Hub(lambda _, question: "yes" if isinstance(question, Patient) else "no")
    thread = QuestionThread(hub)
    assert thread.ask(Patient()).result(PATIENCE_S) == "yes"
    assert thread.stop(PATIENCE_S)
    assert hub.is_closed
    assert thread.ask(Patient()).cancelled()


def test_a_fault_is_the_futures() -> None:
    def refuse(hub: Hub, question: HubQuestion[Any]) -> str:
        raise NetworkFault(NetworkFaultKind.SLOW_DOWN, "too many", 60.0)

    thread = QuestionThread(Hub(refuse))
    with pytest.raises(NetworkFault) as raised:
        thread.ask(Patient()).result(PATIENCE_S)
    assert raised.value.retry_after_s == 60.0
    assert thread.stop(PATIENCE_S)


def test_after_its_deadline_a_question_ends_as_a_timeout_and_is_cut() -> None:
    hub = Hub(hang)
    thread = QuestionThread(hub)
    with pytest.raises(NetworkFault) as raised:
        thread.ask(Short()).result(PATIENCE_S)
    assert raised.value.kind is NetworkFaultKind.TIMEOUT
    assert hub.cuts.wait(PATIENCE_S)
    assert thread.stop(PATIENCE_S)


def test_the_time_behind_another_question_counts() -> None:
    answered = threading.Event()

    def say(hub: Hub, question: HubQuestion[Any]) -> str:
        if isinstance(question, Short):
            answered.set()
        return hang(hub, question)

    thread = QuestionThread(Hub(say))
    before = thread.ask(Patient())
    with pytest.raises(NetworkFault) as raised:
        thread.ask(Short()).result(PATIENCE_S)
    assert raised.value.kind is NetworkFaultKind.TIMEOUT
    assert not before.done()
    assert thread.stop(PATIENCE_S)
    assert not answered.is_set()


def test_what_is_asked_stands_in_no_repr() -> None:
    assert "0912" not in repr(FindPersons(LookupKind.PHONE, "0912345678"))
