"""The laws of gate and desk, held against random histories of events.

Every page goes home by itself, no page shows a person for longer than it may, and what happens in
one lane never changes the other (docs/spec/at-the-gate.md §1, §9).
"""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from kiosk.base.errors import StorageFaultKind
from kiosk.domain.credential.card_number import CardDocument
from kiosk.domain.events import (
    Decided,
    PrintFinished,
    ScanTaken,
    StorageLost,
    StorageReady,
)
from kiosk.domain.people.person import PersonDetails
from kiosk.domain.reason import Reason
from kiosk.domain.station.desk import (
    GRACE_S,
    QUIET_S,
    DeskEvent,
    PageWanted,
    StaffSignedIn,
    StaffSignedOut,
    advance_desk,
)
from kiosk.domain.station.desk_state import Desk
from kiosk.domain.station.desk_touches import GoOn
from kiosk.domain.station.effects import (
    Effect,
    PlaySound,
    StartTimer,
    TimerFired,
    TimerName,
    Tone,
)
from kiosk.domain.station.gate import (
    BAND_S,
    HOME_AFTER_S,
    RESULT_PAGES,
    DeskClosed,
    DeskOpened,
    Gate,
    GateEvent,
    GatePage,
    StaffCalled,
    Touched,
    advance_gate,
)
from kiosk.domain.station.page import DeskPage
from kiosk.domain.station.pages.card_number import (
    CardDraft,
    DocumentChosen,
    DraftCleared,
    KeyErased,
    KeyTyped,
    PadTurned,
)
from kiosk.domain.visits.decision import (
    Admit,
    AlreadyRecorded,
    AskLeaving,
    AwaitsRoom,
    Busy,
    Direction,
    LaneName,
    NeedsDeclaration,
    NotRecorded,
    Outcome,
    PrintState,
    Refuse,
    Support,
    WrongCode,
)
from tests.support.window import SESSION

AT = datetime(2026, 3, 2, tzinfo=UTC)
PUBLIC_PAGES = set(GatePage) - {GatePage.BOOTING, GatePage.READY, GatePage.OUT_OF_ORDER}
LONGEST_S = 8.0
"""No state shows a person longer (docs/spec/at-the-gate.md §9); DECIDING shows nobody."""

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
    lane=st.just(LaneName.GATE),
    result=results,
    at=st.just(AT),
    display_name=st.sampled_from(["", "N. V. Mẫu", "L. T. Khác"]),
    print_job=st.sampled_from(["", "job 1", "job 2"]),
)


typing_events: st.SearchStrategy[DeskEvent] = st.one_of(
    st.sampled_from("0123456789ABGZ").map(KeyTyped),
    st.sampled_from(CardDocument).map(DocumentChosen),
    st.sampled_from([KeyErased(), DraftCleared(), PadTurned(), GoOn()]),
)


class StationLaws(RuleBasedStateMachine):
    """Drives both machines as the kiosk does: timers fire, lanes mix, storage comes and goes."""

    def __init__(self) -> None:
        super().__init__()
        self.gate = Gate()
        self.desk = Desk()
        self.timers: dict[int, float] = {}
        self.desk_timers: dict[int, float] = {}
        self.was_out_of_order = False

    def tell(self, event: GateEvent) -> tuple[Effect, ...]:
        before = self.gate
        self.gate, effects = advance_gate(before, event)
        for effect in effects:
            if isinstance(effect, StartTimer):
                self.timers[effect.token] = effect.seconds
        assert self.gate.token >= before.token, "tokens only rise"
        if before.page is GatePage.OUT_OF_ORDER and self.gate.page is not GatePage.OUT_OF_ORDER:
            assert isinstance(event, StorageReady), "ends only by recovery"
        return effects

    @initialize()
    def boot(self) -> None:
        self.tell(StorageReady())

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
        self.tell(ScanTaken(LaneName.GATE))

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
        self.tell(TimerFired(TimerName.GATE, token))
        if token != before.token:
            assert self.gate == before, "an old timer never ends another person's page"

    @precondition(lambda self: self.gate.page in PUBLIC_PAGES)
    @rule()
    def wait(self) -> None:
        self.tell(TimerFired(TimerName.GATE, self.gate.token))
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
        self.tell(StorageReady())
        assert self.gate.page is not GatePage.OUT_OF_ORDER

    @rule()
    def open_desk(self) -> None:
        self.tell(DeskOpened())
        self.desk, _ = advance_desk(self.desk, StaffSignedIn(SESSION))

    @rule()
    def close_desk(self) -> None:
        self.tell(DeskClosed())
        self.desk, _ = advance_desk(self.desk, StaffSignedOut())

    @rule(outcome=outcomes)
    def decide_at_the_desk(self, outcome: Outcome) -> None:
        gate = self.gate
        self.desk, _ = advance_desk(self.desk, Decided(outcome))
        assert self.gate == gate, "what happens at the desk never changes the gate"

    def tell_desk(self, event: DeskEvent) -> None:
        """As the window does: the gate hears when the desk opens and closes."""
        before = self.desk
        self.desk, effects = advance_desk(before, event)
        for effect in effects:
            assert isinstance(effect, StartTimer), "typing makes no sound"
            self.desk_timers[effect.token] = effect.seconds
        assert self.desk.token >= before.token, "tokens only rise"
        if (before.page is DeskPage.CLOSED) is not (self.desk.page is DeskPage.CLOSED):
            self.tell(DeskClosed() if self.desk.page is DeskPage.CLOSED else DeskOpened())

    @rule()
    def open_typing(self) -> None:
        before = self.desk.page
        self.tell_desk(PageWanted(CardDraft()))
        if before is DeskPage.CLOSED:
            assert self.desk.top(CardDraft) == CardDraft(), "the next person begins with nothing"

    @rule(event=typing_events)
    def type_on(self, event: DeskEvent) -> None:
        before = self.desk
        self.tell_desk(event)
        if before.top(CardDraft) is None:
            assert self.desk == before
        else:
            assert self.desk.top(CardDraft) is not None
            assert not self.desk.is_asking, "a touch is an answer"

    @precondition(lambda self: self.desk_timers)
    @rule(data=st.data())
    def fire_any_desk_timer(self, data: st.DataObject) -> None:
        token = data.draw(st.sampled_from(sorted(self.desk_timers)))
        before = self.desk
        self.tell_desk(TimerFired(TimerName.DESK, token))
        if token != before.token:
            assert self.desk == before, "an old timer never ends another person's form"

    @precondition(lambda self: self.desk.page is DeskPage.CARD_NUMBER)
    @rule()
    def leave_the_pad_alone(self) -> None:
        for _ in range(2):
            self.tell_desk(TimerFired(TimerName.DESK, self.desk.token))
        assert (self.desk.page, self.desk.top(CardDraft)) == (DeskPage.CLOSED, None)

    @invariant()
    def a_draft_is_its_writers_alone(self) -> None:
        assert (self.desk.top(CardDraft) is not None) is (self.desk.page is DeskPage.CARD_NUMBER)
        if self.desk.top(CardDraft) is not None:
            assert self.desk_timers[self.desk.token] in (QUIET_S, GRACE_S)

    @invariant()
    def public_pages_have_a_timer_home(self) -> None:
        if self.gate.page in PUBLIC_PAGES:
            assert self.gate.token in self.timers
            limit = 10.0 if self.gate.page is GatePage.DECIDING else LONGEST_S
            assert HOME_AFTER_S[GatePage.ADMITTED] <= self.timers[self.gate.token] <= limit

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
        assert self.gate.is_band is (self.desk.page is not DeskPage.CLOSED)


TestStationLaws = StationLaws.TestCase
TestStationLaws.settings = settings(max_examples=150, stateful_step_count=40, deadline=None)


def ready() -> Gate:
    return advance_gate(Gate(), StorageReady())[0]


@pytest.mark.parametrize(
    ("result", "page", "tone"),
    [
        (Admit(Direction.ARRIVAL), GatePage.ADMITTED, Tone.IN),
        (Admit(Direction.DEPARTURE), GatePage.ADMITTED, Tone.OUT),
        (AlreadyRecorded(Direction.ARRIVAL, AT), GatePage.ALREADY_RECORDED, Tone.IN),
        (AlreadyRecorded(Direction.DEPARTURE, AT), GatePage.ALREADY_RECORDED, Tone.OUT),
        (AskLeaving(AT), GatePage.ASK_LEAVING, Tone.ATTENTION),
        (NeedsDeclaration(PersonDetails()), GatePage.NEEDS_DECLARATION, Tone.ATTENTION),
        (AwaitsRoom(), GatePage.AWAITS_ROOM, Tone.STAFF),
        (Support(Reason.UNKNOWN_SLIP), GatePage.SUPPORT, Tone.STAFF),
        (WrongCode(Reason.WEB_LINK), GatePage.WRONG_CODE, Tone.ATTENTION),
        (Refuse(Reason.WRONG_DIRECTION), GatePage.REFUSED, Tone.ATTENTION),
        (NotRecorded(StorageFaultKind.FULL), GatePage.NOT_RECORDED, Tone.ATTENTION),
    ],
)
def test_every_result_has_its_page_tone_and_time(result: Admit, page: GatePage, tone: Tone) -> None:
    outcome = Outcome(LaneName.GATE, result, AT, print_job="job")
    shown, effects = advance_gate(ready(), Decided(outcome))
    assert (shown.page, shown.outcome, shown.print_state) == (page, outcome, PrintState.PENDING)
    assert effects == (PlaySound(tone), StartTimer(TimerName.GATE, shown.token, HOME_AFTER_S[page]))
    printed, _ = advance_gate(shown, PrintFinished("job", PrintState.FAILED))
    assert printed.print_state is PrintState.FAILED
    home, _ = advance_gate(printed, Touched())
    assert (home.page, home.outcome, home.print_state) == (GatePage.READY, None, PrintState.NONE)


def test_results_are_bands_while_the_desk_is_open() -> None:
    gate, _ = advance_gate(ready(), DeskOpened())
    shown, effects = advance_gate(
        gate, Decided(Outcome(LaneName.GATE, Admit(Direction.ARRIVAL), AT))
    )
    assert effects[1] == StartTimer(TimerName.GATE, shown.token, BAND_S)


def test_the_next_code_ends_a_result_at_once() -> None:
    shown, _ = advance_gate(
        ready(),
        Decided(Outcome(LaneName.GATE, Admit(Direction.ARRIVAL), AT, display_name="N. Mẫu")),
    )
    deciding, _ = advance_gate(shown, ScanTaken(LaneName.GATE))
    assert (deciding.page, deciding.outcome) == (GatePage.DECIDING, None)


@pytest.mark.parametrize(
    "event",
    [
        ScanTaken(LaneName.GATE),
        Touched(),
        TimerFired(TimerName.GATE, 0),
        StaffCalled(Reason.NO_CODE),
    ],
)
def test_nothing_happens_before_the_start_is_over(event: GateEvent) -> None:
    assert advance_gate(Gate(), event) == (Gate(), ())
    assert advance_gate(Gate(), StorageReady())[0].page is GatePage.READY


def test_booting_twice_changes_nothing() -> None:
    assert advance_gate(ready(), StorageReady()) == (ready(), ())
    assert advance_gate(ready(), Touched()) == (ready(), ())


def test_the_open_desk_shows_its_own_lane() -> None:
    outcome = Outcome(LaneName.DESK, Admit(Direction.ARRIVAL), AT)
    desk, _ = advance_desk(Desk(), StaffSignedIn(SESSION))
    desk, _ = advance_desk(desk, Decided(outcome))
    assert desk.last == outcome
    desk, _ = advance_desk(desk, StaffSignedOut())
    assert desk == Desk(token=desk.token)


def typing(*events: DeskEvent) -> Desk:
    """A desk whose number pad was opened and then heard these events."""
    desk, _ = advance_desk(Desk(), PageWanted(CardDraft()))
    for event in events:
        desk, _ = advance_desk(desk, event)
    return desk


def text(desk: Desk) -> str:
    draft = desk.top(CardDraft)
    assert draft is not None
    return draft.text


def wants_letters(desk: Desk) -> bool:
    draft = desk.top(CardDraft)
    assert draft is not None
    return draft.wants_letters


def test_what_is_typed_can_be_taken_back() -> None:
    keys = [KeyTyped(key) for key in "799"]
    assert text(typing(*keys)) == "799"
    assert text(typing(*keys, KeyErased())) == "79"
    assert text(typing(*keys, DraftCleared())) == ""
    assert text(typing(KeyErased())) == ""


def test_only_a_whole_number_can_be_looked_up() -> None:
    drafts = [
        typing(*(KeyTyped(key) for key in number)).top(CardDraft)
        for number in ("79999", "7999999901")
    ]
    assert [draft is not None and draft.is_whole for draft in drafts] == [False, True]


def test_another_document_begins_anew() -> None:
    keys = [KeyTyped(key) for key in "79"]
    chosen = typing(*keys, DocumentChosen(CardDocument.CITIZEN))
    assert chosen.top(CardDraft) == CardDraft(CardDocument.CITIZEN)
    assert text(typing(*keys, DocumentChosen(CardDocument.INSURANCE))) == "79"


def test_the_pad_gives_two_letters_and_then_digits_again() -> None:
    assert wants_letters(typing(PadTurned()))
    assert not wants_letters(typing(PadTurned(), KeyTyped("G"), KeyTyped("D")))
    assert text(typing(PadTurned(), KeyTyped("G"), PadTurned(), KeyTyped("4"))) == "G"
    turned_back = typing(PadTurned(), PadTurned())
    assert turned_back.top(CardDraft) == CardDraft()
    citizen = typing(DocumentChosen(CardDocument.CITIZEN), PadTurned())
    assert not wants_letters(citizen), "a citizen number has no letters"


def test_a_form_left_alone_asks_and_is_then_wiped() -> None:
    desk, effects = advance_desk(Desk(), PageWanted(CardDraft()))
    assert effects == (StartTimer(TimerName.DESK, desk.token, QUIET_S),)
    desk, effects = advance_desk(typing(KeyTyped("7")), TimerFired(TimerName.DESK, 2))
    assert desk.top(CardDraft) is not None
    assert desk.is_asking
    assert effects == (StartTimer(TimerName.DESK, desk.token, GRACE_S),)
    stayed, effects = advance_desk(desk, GoOn())
    assert stayed.top(CardDraft) == CardDraft(text="7")
    assert effects == (StartTimer(TimerName.DESK, stayed.token, QUIET_S),)
    wiped, effects = advance_desk(desk, TimerFired(TimerName.DESK, desk.token))
    assert (wiped.page, wiped.top(CardDraft), effects) == (DeskPage.CLOSED, None, ())


@pytest.mark.parametrize(
    "event", [KeyTyped("7"), GoOn(), TimerFired(TimerName.DESK, 0), PadTurned()]
)
def test_nothing_is_typed_where_no_pad_is_open(event: DeskEvent) -> None:
    assert advance_desk(Desk(), event) == (Desk(), ())


def test_staff_who_open_the_desk_find_it_empty() -> None:
    staff = typing(KeyTyped("7"), StaffSignedIn(SESSION))
    assert (staff.page, staff.top(CardDraft)) == (DeskPage.STAFF, None)
    assert advance_desk(staff, PageWanted(CardDraft())) == (staff, ()), "staff are not sent away"
