"""What staff confirmed offline is settled by the hub's lookup once the network is back."""

from __future__ import annotations

import queue
from concurrent.futures import Future
from typing import Any

import pytest

from kiosk.base.errors import NetworkFault, NetworkFaultKind
from kiosk.core.late_verification import ASK_AGAIN_S, MOST_PHONES, ROUND_EVERY_S, LateVerification
from kiosk.core.requests import CarryOut, FindUnverified, Request
from kiosk.core.thread import ManualCore
from kiosk.domain.desk.acts import NewPerson
from kiosk.domain.desk.acts_on_visits import Checked, CheckPersons
from kiosk.domain.desk.asked import HubQuestion
from kiosk.domain.desk.hub_questions import FindPersons
from kiosk.domain.events import HealthChanged
from kiosk.domain.station.health import Health, NetworkState
from sync.protocol.asking import LookedUp, LookupAnswer
from tests.services.test_core import CoreRig, make_core
from tests.support.desk_acts import ARRIVAL, WORD, details

ONLINE = HealthChanged(Health(network=NetworkState.ONLINE))
OFFLINE = HealthChanged(Health(network=NetworkState.OFFLINE))


class Hub:
    """Answers lookups, or is not there; one question is open at a time."""

    def __init__(self) -> None:
        self.answers: dict[str, LookupAnswer] = {}
        self.asked: list[str] = []
        self.waiting: list[tuple[FindPersons, Future[Any]]] = []

    def ask(self, question: HubQuestion[Any]) -> Future[Any]:
        assert isinstance(question, FindPersons)
        assert not self.waiting, "staff would stand behind two"
        self.asked.append(question.value)
        future: Future[Any] = Future()
        self.waiting.append((question, future))
        return future

    def answer(self, fault: NetworkFault | None = None) -> None:
        question, future = self.waiting.pop()
        if fault is not None:
            future.set_exception(fault)
        else:
            future.set_result(self.answers.get(question.value, LookupAnswer(())))


@pytest.fixture
def it() -> CoreRig:
    return make_core()


@pytest.fixture
def hub() -> Hub:
    return Hub()


def confirm(it: CoreRig, number: int, name: str = "K'Brếp") -> str:
    """Somebody comes in on the word of staff; gives the entry."""
    act = CheckPersons(ARRIVAL, (NewPerson(details(name)),), WORD, f"09{number:08d}")
    checked = it.core.ask(CarryOut(act, "account-1")).result()
    assert isinstance(checked, Checked)
    return checked.persons[0].entry_id


@pytest.mark.fault("S60")
def test_s60_one_phone_after_the_other_once_the_network_is_back(it: CoreRig, hub: Hub) -> None:
    known, unknown = confirm(it, 1), confirm(it, 2)
    hub.answers["+84900000001"] = LookupAnswer(
        (LookedUp("other", "K'Brếp", "1990-01-02", "unknown"),)
    )
    late = LateVerification(it.core, hub, it.rig.clock)
    late.take(OFFLINE)
    assert hub.asked == []
    late.take(ONLINE)
    assert hub.asked == ["+84900000001"]
    hub.answer()
    assert hub.asked == ["+84900000001", "+84900000002"]
    hub.answer()
    assert hub.waiting == []
    assert [body["ref"] for body in it.rig.bodies("verified")] == [known]
    assert it.rig.acts.unverified_phones(9) == ["+84900000002"]
    assert unknown


def test_without_an_answer_the_round_ends_and_the_next_one_asks_again(
    it: CoreRig, hub: Hub
) -> None:
    confirm(it, 1)
    confirm(it, 2)
    late = LateVerification(it.core, hub, it.rig.clock)
    late.take(ONLINE)
    hub.answer(NetworkFault(NetworkFaultKind.OFFLINE, "gone"))
    assert hub.asked == ["+84900000001"]
    late.take(ONLINE)
    assert len(hub.asked) == 1, "a flapping network asks no more often"
    it.rig.clock.advance(ROUND_EVERY_S)
    late.take(ONLINE)
    assert hub.asked == ["+84900000001"] * 2


def test_a_phone_is_asked_for_again_only_after_hours(it: CoreRig, hub: Hub) -> None:
    confirm(it, 1)
    late = LateVerification(it.core, hub, it.rig.clock)
    late.take(ONLINE)
    hub.answer()
    it.rig.clock.advance(ROUND_EVERY_S)
    late.take(ONLINE)
    assert len(hub.asked) == 1
    it.rig.clock.advance(ASK_AGAIN_S)
    late.take(ONLINE)
    assert len(hub.asked) == 2


def test_a_round_asks_a_bounded_number(it: CoreRig, hub: Hub) -> None:
    for number in range(MOST_PHONES + 3):
        confirm(it, number)
        it.rig.clock.advance(1)
    late = LateVerification(it.core, hub, it.rig.clock)
    late.take(ONLINE)
    while hub.waiting:
        hub.answer()
    assert len(hub.asked) == MOST_PHONES
    it.rig.clock.advance(ROUND_EVERY_S)
    late.take(ONLINE)
    while hub.waiting:
        hub.answer()
    assert len(hub.asked) == MOST_PHONES + 3


class BusyCore:
    """Takes nothing."""

    def ask(self, request: Request[Any]) -> Future[Any]:
        assert isinstance(request, FindUnverified)
        raise queue.Full


def test_a_core_that_takes_no_more_ends_the_round(it: CoreRig, hub: Hub) -> None:
    LateVerification(BusyCore(), hub, it.rig.clock).take(ONLINE)
    assert hub.asked == []


def test_a_core_that_stopped_ends_the_round(it: CoreRig, hub: Hub) -> None:
    confirm(it, 1)
    late = LateVerification(it.core, hub, it.rig.clock)
    late.take(ONLINE)
    assert isinstance(it.core, ManualCore)
    it.core.stop()
    hub.answer()
    assert hub.asked == ["+84900000001"]
