"""The station's laws (architecture.md §4), held against random histories of events."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from kiosk.domain.decision import (
    Admit,
    AlreadyRecorded,
    Busy,
    Direction,
    Lane,
    NeedsDeclaration,
    NotRecorded,
    Outcome,
    PrintState,
    Refuse,
    Support,
    WrongCode,
)
from kiosk.domain.person import PersonDetails
from kiosk.domain.reason import Reason
from kiosk.domain.station import (
    BAND_S,
    HOME_AFTER_S,
    RESULT_PAGES,
    Booted,
    CloseDesk,
    Decided,
    Desk,
    DeskClosed,
    DeskOpened,
    DeskPage,
    Effect,
    Gate,
    GateEvent,
    GatePage,
    OpenDesk,
    PlaySound,
    PrintFinished,
    ScanTaken,
    StaffCalled,
    StartTimer,
    StorageLost,
    StorageRecovered,
    SupportCounted,
    TimerFired,
    Tone,
    Touched,
    advance_desk,
    advance_gate,
)
from kiosk.errors import StorageFaultKind

AT = datetime(2026, 3, 2, tzinfo=UTC)
PUBLIC_PAGES = set(GatePage) - {GatePage.BOOTING, GatePage.READY, GatePage.OUT_OF_ORDER}
LONGEST_S = 8.0
"""No state shows a person longer (at-the-gate.md §9); DECIDING shows nobody."""

results = st.one_of(
    st.sampled_from(Direction).map(Admit),
    st.sampled_from(Direction).map(lambda direction: AlreadyRecorded(direction, AT)),
    st.just(NeedsDeclaration(PersonDetails())),
    st.sampled_from(Reason).map(Support),
    st.sampled_from(Reason).map(WrongCode),
    st.sampled_from(Reason).map(Refuse),
    st.sampled_from(StorageFaultKind).map(NotRecorded),
    st.just(Busy()),
)
outcomes = st.builds(
    Outcome,
    lane=st.just(Lane.GATE),
    result=results,
    at=st.just(AT),
    display_name=st.sampled_from(["", "N. V. Mẫu", "L. T. Khác"]),
    print_job=st.sampled_from(["", "job 1", "job 2"]),
)


class StationLaws(RuleBasedStateMachine):
    """Drives both machines as the kiosk does: timers fire, lanes mix, storage comes and goes."""

    def __init__(self) -> None:
        super().__init__()
        self.gate = Gate()
        self.desk = Desk()
        self.timers: dict[int, float] = {}
        self.was_out_of_order = False

    def tell(self, event: GateEvent) -> tuple[Effect, ...]:
        before = self.gate
        self.gate, effects = advance_gate(before, event)
        for effect in effects:
            if isinstance(effect, StartTimer):
                self.timers[effect.token] = effect.seconds
        assert self.gate.token >= before.token, "tokens only rise"
        if before.page is GatePage.OUT_OF_ORDER and self.gate.page is not GatePage.OUT_OF_ORDER:
            assert isinstance(event, StorageRecovered), "ends only by recovery"
        return effects

    @initialize()
    def boot(self) -> None:
        self.tell(Booted())

    @rule(outcome=outcomes)
    def decide(self, outcome: Outcome) -> None:
        desk = self.desk
        before = self.gate
        self.tell(Decided(outcome))
        assert self.desk == desk, "what happens at the gate never changes the desk"
        if isinstance(outcome.result, Busy):
            assert self.gate == before

    @rule()
    def take_scan(self) -> None:
        self.tell(ScanTaken())

    @rule(job=st.sampled_from(["job 1", "job 2"]), state=st.sampled_from(PrintState))
    def finish_print(self, job: str, state: PrintState) -> None:
        before = self.gate
        self.tell(PrintFinished(job, state))
        if before.outcome is None or before.outcome.print_job != job:
            assert self.gate == before, "another person's slip says nothing here"

    @rule(reason=st.sampled_from(Reason))
    def call_staff(self, reason: Reason) -> None:
        self.tell(StaffCalled(reason))

    @rule()
    def touch(self) -> None:
        self.tell(Touched())

    @precondition(lambda self: self.timers)
    @rule(data=st.data())
    def fire_any_timer(self, data: st.DataObject) -> None:
        token = data.draw(st.sampled_from(sorted(self.timers)))
        before = self.gate
        self.tell(TimerFired(token))
        if token != before.token:
            assert self.gate == before, "an old timer never ends another person's page"

    @precondition(lambda self: self.gate.page in PUBLIC_PAGES)
    @rule()
    def wait(self) -> None:
        self.tell(TimerFired(self.gate.token))
        assert self.gate.page is GatePage.READY, "every public page goes home by itself"

    @rule(kind=st.sampled_from(StorageFaultKind))
    def lose_storage(self, kind: StorageFaultKind) -> None:
        was_out = self.gate.page is GatePage.OUT_OF_ORDER
        effects = self.tell(StorageLost(kind))
        assert self.gate.page is GatePage.OUT_OF_ORDER
        assert self.gate.fault is kind
        assert (effects == ()) is was_out, "the same trouble sounds once"

    @rule()
    def recover_storage(self) -> None:
        self.tell(StorageRecovered())
        assert self.gate.page is not GatePage.OUT_OF_ORDER

    @rule()
    def open_desk(self) -> None:
        self.tell(DeskOpened())
        self.desk, _ = advance_desk(self.desk, OpenDesk())

    @rule()
    def close_desk(self) -> None:
        self.tell(DeskClosed())
        self.desk, _ = advance_desk(self.desk, CloseDesk())

    @rule(outcome=outcomes)
    def decide_at_the_desk(self, outcome: Outcome) -> None:
        gate = self.gate
        self.desk, _ = advance_desk(self.desk, Decided(outcome))
        assert self.gate == gate, "what happens at the desk never changes the gate"

    @invariant()
    def public_pages_have_a_timer_home(self) -> None:
        if self.gate.page in PUBLIC_PAGES:
            assert self.gate.token in self.timers
            limit = 10.0 if self.gate.page is GatePage.DECIDING else LONGEST_S
            assert BAND_S <= self.timers[self.gate.token] <= limit

    @invariant()
    def a_person_shows_on_a_result_alone(self) -> None:
        if self.gate.outcome is not None:
            assert self.gate.page in RESULT_PAGES
            assert self.timers[self.gate.token] <= LONGEST_S
        if self.gate.page not in RESULT_PAGES:
            assert self.gate.print_state is PrintState.NONE
            assert self.gate.support_reason is None
        if self.desk.page is DeskPage.CLOSED:
            assert self.desk.last is None, "nothing of one person is left for the next"

    @invariant()
    def a_fault_stands_while_out_of_order(self) -> None:
        assert (self.gate.fault is not None) is (self.gate.page is GatePage.OUT_OF_ORDER)

    @invariant()
    def the_band_follows_the_desk(self) -> None:
        assert self.gate.is_band is (self.desk.page is DeskPage.STAFF)


TestStationLaws = StationLaws.TestCase
TestStationLaws.settings = settings(max_examples=150, stateful_step_count=40, deadline=None)


def ready() -> Gate:
    return advance_gate(Gate(), Booted())[0]


@pytest.mark.parametrize(
    ("result", "page", "tone"),
    [
        (Admit(Direction.ARRIVAL), GatePage.ADMITTED, Tone.IN),
        (Admit(Direction.DEPARTURE), GatePage.ADMITTED, Tone.OUT),
        (AlreadyRecorded(Direction.ARRIVAL, AT), GatePage.ALREADY_RECORDED, Tone.IN),
        (AlreadyRecorded(Direction.DEPARTURE, AT), GatePage.ALREADY_RECORDED, Tone.OUT),
        (NeedsDeclaration(PersonDetails()), GatePage.NEEDS_DECLARATION, Tone.ATTENTION),
        (Support(Reason.UNKNOWN_SLIP), GatePage.SUPPORT, Tone.STAFF),
        (WrongCode(Reason.WEB_LINK), GatePage.WRONG_CODE, Tone.ATTENTION),
        (Refuse(Reason.WRONG_DIRECTION), GatePage.REFUSED, Tone.ATTENTION),
        (NotRecorded(StorageFaultKind.FULL), GatePage.NOT_RECORDED, Tone.ATTENTION),
    ],
)
def test_every_result_has_its_page_tone_and_time(result: Admit, page: GatePage, tone: Tone) -> None:
    outcome = Outcome(Lane.GATE, result, AT, print_job="job")
    shown, effects = advance_gate(ready(), Decided(outcome))
    assert (shown.page, shown.outcome, shown.print_state) == (page, outcome, PrintState.PENDING)
    assert effects == (PlaySound(tone), StartTimer(shown.token, HOME_AFTER_S[page]))
    printed, _ = advance_gate(shown, PrintFinished("job", PrintState.FAILED))
    assert printed.print_state is PrintState.FAILED
    home, _ = advance_gate(printed, Touched())
    assert (home.page, home.outcome, home.print_state) == (GatePage.READY, None, PrintState.NONE)


def test_results_are_bands_while_the_desk_is_open() -> None:
    gate, _ = advance_gate(ready(), DeskOpened())
    shown, effects = advance_gate(gate, Decided(Outcome(Lane.GATE, Admit(Direction.ARRIVAL), AT)))
    assert effects[1] == StartTimer(shown.token, BAND_S)


def test_the_next_code_ends_a_result_at_once() -> None:
    shown, _ = advance_gate(
        ready(), Decided(Outcome(Lane.GATE, Admit(Direction.ARRIVAL), AT, display_name="N. Mẫu"))
    )
    deciding, _ = advance_gate(shown, ScanTaken())
    assert (deciding.page, deciding.outcome) == (GatePage.DECIDING, None)


@pytest.mark.parametrize(
    "event", [ScanTaken(), Touched(), TimerFired(0), StaffCalled(Reason.NO_CODE)]
)
def test_nothing_happens_before_the_start_is_over(event: GateEvent) -> None:
    assert advance_gate(Gate(), event) == (Gate(), ())
    assert advance_gate(Gate(), StorageRecovered()) == (Gate(), ())


def test_booting_twice_changes_nothing() -> None:
    assert advance_gate(ready(), Booted()) == (ready(), ())
    assert advance_gate(ready(), Touched()) == (ready(), ())


def test_the_desk_rings_when_more_people_wait() -> None:
    desk, effects = advance_desk(Desk(), SupportCounted(1))
    assert (desk.waiting, effects) == (1, (PlaySound(Tone.STAFF),))
    assert advance_desk(desk, SupportCounted(1)) == (desk, ())
    assert advance_desk(desk, SupportCounted(0)) == (Desk(), ())


def test_the_open_desk_shows_its_own_lane() -> None:
    outcome = Outcome(Lane.DESK, Admit(Direction.ARRIVAL), AT)
    desk, _ = advance_desk(Desk(), OpenDesk())
    desk, _ = advance_desk(desk, Decided(outcome))
    assert desk.last == outcome
    desk, _ = advance_desk(desk, CloseDesk())
    assert desk == Desk()
