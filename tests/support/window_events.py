"""What may happen to the window, for its laws: at the gate, at the desk, around them."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import strategies as st

from kiosk.base.errors import StorageFaultKind
from kiosk.domain.desk.acts import StoredPerson
from kiosk.domain.desk.acts_on_people import DataRight, IdentityProof
from kiosk.domain.desk.acts_on_requests import (
    ListRequests,
    OpenRequest,
    OpenRequests,
    RequestRefusal,
)
from kiosk.domain.desk.acts_on_visits import (
    Checked,
    CheckedPerson,
    CheckPersons,
    ConfirmReason,
)
from kiosk.domain.desk.declaring_setup import PrepareDeclaring
from kiosk.domain.desk.doors import HoldBadge, SeeStaffRoom
from kiosk.domain.desk.hub_questions import SendCode
from kiosk.domain.desk.policy_work import Rule
from kiosk.domain.desk.queries import FindByPhone, PhonePeople, ShowPerson
from kiosk.domain.desk.stays import ListStays, StayRow, Stays
from kiosk.domain.events import (
    CardRead,
    CardShared,
    CasesCounted,
    CodeSeen,
    CodeUnread,
    EnrolmentEnded,
    HealthChanged,
    HintGiven,
    InvitationRead,
    PrintFinished,
    SeveralCodesSeen,
)
from kiosk.domain.language import Language
from kiosk.domain.people.visitor import VisitorKind
from kiosk.domain.reason import Reason
from kiosk.domain.reports.document import DocumentKind
from kiosk.domain.scanning.hint import Hint
from kiosk.domain.staff.badge import BadgeHeld, BadgeProblem, BadgeRefused
from kiosk.domain.staff.sign_in import SignedIn
from kiosk.domain.station.desk import (
    DeskLocked,
    GoBack,
    PageWanted,
    StaffSignedIn,
    StaffSignedOut,
    UndoTouched,
)
from kiosk.domain.station.enrolment import EnrolmentEnd, EnrolmentProblem
from kiosk.domain.station.gate import FingerDown, FingerUp, StaffCalled, Touched
from kiosk.domain.station.health import Health
from kiosk.domain.station.page import DeskAnswered
from kiosk.domain.station.pages.accounts import (
    AccountAdded,
    AccountChosen,
    Accounts,
    AccountsPanelClosed,
    BadgeTouched,
    NameGiven,
    NewPinWanted,
    TrailOpened,
)
from kiosk.domain.station.pages.card_number import CardDraft, KeyTyped
from kiosk.domain.station.pages.checking import (
    CheckTouched,
    CodeWanted,
    PanelClosed,
    ReasonChosen,
)
from kiosk.domain.station.pages.data_requests import (
    CopyPlaceChosen,
    CorrectionChosen,
    DataRequests,
    IdentityChosen,
    RefusalChosen,
    RequestCarriedOut,
    RequestChosen,
    RequestPanelClosed,
    RequestRefused,
)
from kiosk.domain.station.pages.day_list import DayList, ListTab, SearchBegun, TabChosen
from kiosk.domain.station.pages.declare_state import Declare
from kiosk.domain.station.pages.declare_touches import (
    ConsentTouched,
    NextTouched,
    StepBackTouched,
    UnnamedTouched,
)
from kiosk.domain.station.pages.emergency import EmergencyTouched, EmergencyUndone, Incomplete
from kiosk.domain.station.pages.family import DeclareNewTouched, Family, PersonTicked
from kiosk.domain.station.pages.linking import OtherChosen
from kiosk.domain.station.pages.new_pin import NewPin, NewPinTyped
from kiosk.domain.station.pages.no_code import NoCode, SentencesWanted
from kiosk.domain.station.pages.own_phone import (
    DoneRead,
    NoCodeCame,
    NumberAgain,
    NumberGiven,
    OwnPhone,
    PeopleChosen,
    ResendWanted,
)
from kiosk.domain.station.pages.paper_entries import PaperEntries, PaperLeft
from kiosk.domain.station.pages.person import Person
from kiosk.domain.station.pages.person_form import FormSaved
from kiosk.domain.station.pages.person_touches import (
    EditTouched,
    LinkTouched,
    NumbersTouched,
    RequestsOpened,
)
from kiosk.domain.station.pages.policy import (
    NoticeTurned,
    PartTurned,
    PolicyPage,
    RuleChosen,
    RulesKept,
    RulesLeft,
    RulesSaved,
    RuleStepped,
)
from kiosk.domain.station.pages.printer_setup import PrinterSetup
from kiosk.domain.station.pages.reports import (
    CopiesChosen,
    DayMoved,
    DocumentTouched,
    EvacuationTouched,
    GiveUpTouched,
    Reports,
    ResultClosed,
    WriteTouched,
)
from kiosk.domain.station.pages.search import KeyboardTurned, SearchErased, SearchKey
from kiosk.domain.station.pages.sentences import (
    Sentence,
    SentencePutAway,
    SentenceShown,
)
from kiosk.domain.station.pages.shift_check import (
    AccountsOpened,
    DataRequestsOpened,
    HandOverTouched,
    RulesOpened,
    ShiftBegun,
    ShiftCheck,
    StaysOpened,
)
from kiosk.domain.station.pages.sign_in import (
    EvacuationHeld,
    PinTyped,
    SignInState,
    TileTouched,
)
from kiosk.domain.station.pages.stays import StaysLookedThrough, StaysPage, StayTouched
from kiosk.domain.station.pages.support_list import CaseClosing, SupportList
from kiosk.domain.station.pages.trail import TrailExported, TrailPage
from kiosk.domain.station.pages.venue_state import VenuePage
from kiosk.domain.station.shared_card import CardMeant
from kiosk.domain.station.staff_check import Corner
from kiosk.domain.station.touches import (
    CameraSetupClosed,
    CameraSetupOpened,
    CornerHeld,
    EnrolmentClosed,
    EnrolmentConfirmed,
    LanguageChosen,
    StaffCardClosed,
    StaffCardOpened,
    StaffCheckClosed,
    WindowEvent,
)
from kiosk.domain.text_input.field_text import Erased, Typed
from kiosk.domain.visits.decision import (
    Admit,
    AlreadyRecorded,
    AskLeaving,
    Busy,
    Decision,
    Direction,
    LaneName,
    NotRecorded,
    PrintState,
    Refuse,
    Support,
    WrongCode,
)
from sync.protocol.asking import OtpStarted
from sync.protocol.bodies import SupportOutcome
from sync.protocol.declaration_bodies import LegalBasis
from tests.support.desk_people import PHONE, answered, person_page, row
from tests.support.own_declaring import DECLARING_TOUCHES, UNDECLARED, make_setup
from tests.support.printer_touches import PRINTER_TOUCHES
from tests.support.staff_rooms import ROOMS
from tests.support.venue_registration import VENUE_EVENTS
from tests.support.window import AT, GATE, INVITATION, LOST, SCANNED, SESSION, decided

results: st.SearchStrategy[Decision | NotRecorded | Busy] = st.one_of(
    st.sampled_from(Direction).map(Admit),
    st.sampled_from(Direction).map(lambda direction: AlreadyRecorded(direction, AT)),
    st.just(AskLeaving(AT)),
    st.sampled_from(Reason).map(Support),
    st.sampled_from(Reason).map(WrongCode),
    st.sampled_from(Reason).map(Refuse),
    st.sampled_from(StorageFaultKind).map(NotRecorded),
    st.just(Busy()),
)


LEFT = Checked((CheckedPerson("p-1", "Mẫu", Direction.DEPARTURE, AT, "e-9"),))


names = st.sampled_from(["", "N. V. Mẫu", "L. T. Khác"])


gate_events: st.SearchStrategy[WindowEvent] = st.one_of(
    st.builds(decided, results, names),
    st.sampled_from([one for one in UNDECLARED if one.outcome.lane is LaneName.GATE]),
    st.just(SCANNED),
    st.just(Touched()),
    st.sampled_from([FingerDown(), FingerUp()]),
    st.sampled_from(Reason).map(StaffCalled),
    st.builds(PrintFinished, st.just("job"), st.sampled_from(PrintState)),
    st.sampled_from([CodeSeen(GATE, True), CodeSeen(GATE, False), CodeUnread(GATE, True)]),
    st.sampled_from(Hint).map(lambda hint: HintGiven(GATE, hint)),
    st.booleans().map(lambda is_several: SeveralCodesSeen(GATE, is_several)),
)


_REQUEST = OpenRequest("r-1", "p-1", "K. B.", DataRight.SEE, AT, AT, "", ("p-1",))
REQUEST_EVENTS = (
    *(RequestChosen("r-1"), RequestCarriedOut(), RequestRefused(), RequestPanelClosed()),
    *(IdentityChosen(IdentityProof.GUARDIAN), RefusalChosen(RequestRefusal.NOT_HELD)),
    *(
        CopyPlaceChosen(0),
        CopyPlaceChosen(None),
        CorrectionChosen(None),
        DataRequestsOpened(),
        RequestsOpened(),
    ),
    *(DeskAnswered(key, ListRequests(), OpenRequests((_REQUEST,))) for key in (1, 2, 3)),
)
STAFF_PAGES = (
    *(SupportList(), Incomplete(), PaperEntries(), ShiftCheck(), PolicyPage(), PrinterSetup()),
    *(Accounts(), TrailPage(), VenuePage(), StaysPage(), DataRequests()),
)


SLIP = "8417" + "1" * 140
STAYS = Stays(
    (StayRow("p-1", "Lê Thị Mai", VisitorKind.INPATIENT, AT - timedelta(days=2), 2),),
    date(2026, 11, 23),
    None,
)
STAY_ANSWERS = [DeskAnswered(key, ListStays(), STAYS) for key in range(3)]
BADGE_ANSWERS = [
    DeskAnswered(0, HoldBadge(SESSION.account_id, SLIP, held), answer)
    for held in BadgeHeld
    for answer in (SignedIn(SESSION), BadgeRefused(BadgeProblem.REVOKED))
]


desk_events: st.SearchStrategy[WindowEvent] = st.one_of(
    st.sampled_from([one for one in UNDECLARED if one.outcome.lane is LaneName.DESK]),
    st.sampled_from([PageWanted(CardDraft()), StaffSignedIn(SESSION), StaffSignedOut()]),
    st.sampled_from([PageWanted(SignInState()), PageWanted(NewPin()), DeskLocked()]),
    st.builds(DeskAnswered, st.integers(1, 3), st.just(SeeStaffRoom()), st.sampled_from(ROOMS)),
    st.sampled_from([TileTouched("staff-1"), PinTyped("7"), EvacuationHeld(), NewPinTyped("7")]),
    st.sampled_from([PageWanted(NoCode()), SentencesWanted(), GoBack(), SentencePutAway()]),
    st.sampled_from(Sentence).map(SentenceShown),
    st.sampled_from(
        [PageWanted(CardDraft()), PageWanted(Reports()), StaffSignedIn(SESSION), StaffSignedOut()]
    ),
    st.sampled_from([WriteTouched(), EvacuationTouched(), GiveUpTouched(), ResultClosed()]),
    st.integers(-1, 1).map(DayMoved),
    st.sampled_from(DocumentKind).map(DocumentTouched),
    st.integers(0, 1).map(CopiesChosen),
    st.sampled_from([PageWanted(DayList()), TabChosen(ListTab.INSIDE), SearchBegun("9")]),
    st.sampled_from([SearchKey("n"), SearchErased(), KeyboardTurned()]),
    st.sampled_from([PageWanted(OwnPhone(number="0912345678")), NumberGiven(), NumberAgain()]),
    st.sampled_from([ResendWanted(), NoCodeCame(), PeopleChosen(), DoneRead()]),
    st.sampled_from(DECLARING_TOUCHES),
    st.builds(
        lambda key, kind: DeskAnswered(key, PrepareDeclaring(), make_setup(kind)),
        st.integers(1, 4),
        st.sampled_from(LegalBasis),
    ),
    st.sampled_from([CardRead("001080123456|||||"), CardRead("https://example.com")]),
    st.sampled_from([CardShared("001080123456|||||"), CardMeant(True), CardMeant(False)]),
    st.sampled_from("0123456789AB").map(KeyTyped),
    st.sampled_from([PageWanted(state) for state in STAFF_PAGES]),
    st.sampled_from([EmergencyTouched(), EmergencyUndone(), PaperLeft()]),
    st.sampled_from([ShiftBegun(), HandOverTouched()]),
    st.sampled_from([RulesOpened(), RuleChosen(Rule.OTP, 0), NoticeTurned(Language.EN)]),
    st.sampled_from([RuleStepped(Rule.CAPACITY, 1), PartTurned(1), RulesSaved()]),
    st.sampled_from(PRINTER_TOUCHES),
    st.sampled_from(VENUE_EVENTS),
    st.sampled_from([AccountsOpened(), AccountAdded(), AccountChosen("staff-1"), TrailOpened()]),
    st.sampled_from([NewPinWanted(), NameGiven(), AccountsPanelClosed(), TrailExported()]),
    st.sampled_from([StaysOpened(), StayTouched("p-1"), StaysLookedThrough()]),
    st.sampled_from(STAY_ANSWERS),
    st.sampled_from([BadgeTouched(False), CardRead(SLIP), CardShared(SLIP)]),
    st.sampled_from(BADGE_ANSWERS),
    st.sampled_from([RulesLeft(), RulesKept()]),
    st.sampled_from(REQUEST_EVENTS),
    st.sampled_from("0123456789 ").map(Typed),
    st.sampled_from(SupportOutcome).map(CaseClosing),
    st.builds(CasesCounted, st.integers(2, 4), acknowledged=st.integers(0, 2)),
    st.just(CasesCounted(0)),
    st.builds(decided, results, names, st.just(LaneName.DESK)),
    st.sampled_from([PageWanted(Person("p-1")), PageWanted(Family(PHONE)), UndoTouched()]),
    st.sampled_from(
        [
            PageWanted(Declare()),
            NextTouched(),
            StepBackTouched(),
            ConsentTouched(),
            UnnamedTouched(),
        ]
    ),
    st.sampled_from(Direction).map(CheckTouched),
    st.sampled_from(ConfirmReason).map(ReasonChosen),
    st.sampled_from(
        [PersonTicked(0), DeclareNewTouched(), CodeWanted(), PanelClosed(), NumbersTouched()]
    ),
    st.sampled_from(
        [
            EditTouched(),
            LinkTouched(),
            Typed("a"),
            Erased(),
            FormSaved(),
            OtherChosen("p-2"),
            GoBack(),
        ]
    ),
    st.builds(
        lambda key, pair: answered(*pair, key=key),
        st.integers(0, 4),
        st.sampled_from(
            [
                (ShowPerson("p-1"), person_page()),
                (FindByPhone(PHONE), PhonePeople((row("p-1"),))),
                (SendCode(PHONE), OtpStarted("c-1")),
                (CheckPersons(Direction.DEPARTURE, (StoredPerson("p-1"),)), LEFT),
            ]
        ),
    ),
)


shell_events: st.SearchStrategy[WindowEvent] = st.one_of(
    st.sampled_from(Language).map(LanguageChosen),
    st.sampled_from([StaffCardOpened(), StaffCardClosed()]),
    st.sampled_from([CameraSetupOpened(), CameraSetupClosed(), StaffCheckClosed()]),
    st.sampled_from(Corner).map(CornerHeld),
    st.sampled_from(
        [
            InvitationRead(INVITATION),
            InvitationRead(None),
            EnrolmentConfirmed(),
            EnrolmentClosed(),
        ]
    ),
    st.sampled_from([EnrolmentEnd(), EnrolmentEnd(problem=EnrolmentProblem.REFUSED)]).map(
        EnrolmentEnded
    ),
    st.sampled_from([Health(), LOST]).map(HealthChanged),
)
