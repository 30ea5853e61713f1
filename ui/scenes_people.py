"""The desk's pages of people and phones, as scenes that a showcase is set to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from kiosk.domain.desk.acts import ActProblem, NewPerson, NotDone, StoredPerson
from kiosk.domain.desk.acts_on_people import (
    AddToPhone,
    LookNoted,
    LookReason,
    MayBeTheSame,
    NoteLook,
)
from kiosk.domain.desk.acts_on_people import Look as LookAt
from kiosk.domain.desk.acts_on_visits import (
    AlreadyPrinted,
    Checked,
    CheckedPerson,
    CheckPersons,
    ConfirmReason,
    PrintedSlip,
    ReprintSlips,
    StaffProof,
)
from kiosk.domain.desk.asked import Asked, DeskProblem
from kiosk.domain.desk.hub_questions import CheckCode, FindPersons, SendCode
from kiosk.domain.desk.queries import (
    EntryMark,
    EntryRow,
    FindByPhone,
    Found,
    LinkedPerson,
    Look,
    PersonPage,
    PersonRow,
    PhonePeople,
    Search,
    ShowPerson,
    Timeline,
    VisitDay,
    VisitKind,
    VisitRow,
)
from kiosk.domain.events import Configured
from kiosk.domain.people.person import Birth, Identifier, IdentifierKind, PersonDetails, Sex
from kiosk.domain.people.visitor import VisitorKind
from kiosk.domain.station.desk import PageWanted, StaffSignedIn
from kiosk.domain.station.health import Health, NetworkState
from kiosk.domain.station.page import DeskAnswered, DeskFailed
from kiosk.domain.station.pages.card_number import KeyTyped
from kiosk.domain.station.pages.checking import CheckTouched, CodeWanted
from kiosk.domain.station.pages.family import AddTouched, Family, PersonTicked
from kiosk.domain.station.pages.linking import OtherChosen
from kiosk.domain.station.pages.person import Person
from kiosk.domain.station.pages.person_form import FieldChosen, FormField, FormSaved
from kiosk.domain.station.pages.person_touches import (
    DataTouched,
    EarlierTouched,
    EditTouched,
    EntryTouched,
    KindTouched,
    LinkTouched,
    LookReasonChosen,
    NumbersTouched,
    ReprintTouched,
)
from kiosk.domain.station.pages.picking import PickTyped
from kiosk.domain.text_input.field_text import Typed
from kiosk.domain.text_input.name_syllables import SuggestSyllables
from kiosk.domain.venue import Policy
from kiosk.domain.visits.decision import Admit, Direction
from sync.protocol.asking import LookupAnswer, LookupKind, OtpChecked, OtpStarted
from sync.protocol.policy import DeclarationRule
from ui.showcase import AT, Showcase, demo_session, spin

PHONE = "+84912345678"
NHUNG, TUNG, NGOC = "p-nhung", "p-tung", "p-ngoc"
ONLINE = Health(network=NetworkState.ONLINE)


def _row(
    person_id: str, name: str, birth: Birth, sex: Sex, since: datetime | None = None
) -> PersonRow:
    return PersonRow(
        person_id, name, birth, sex, PHONE, "", "", AT - timedelta(days=3), None, since
    )


FAMILY = (
    _row(NHUNG, "Nguyễn Thị Hồng Nhung", Birth(1956), Sex.FEMALE),
    _row(TUNG, "Nguyễn Văn Tùng", Birth(1981), Sex.MALE),
    _row(NGOC, "Phạm Bảo Ngọc", Birth(2019), Sex.FEMALE, AT - timedelta(minutes=50)),
)
"""Three persons of one phone."""


def _entry(
    entry_id: str, direction: Direction, at: datetime, *marks: EntryMark, gate: str = "Cổng A"
) -> EntryRow:
    return EntryRow(
        entry_id=entry_id,
        person_id=NHUNG,
        full_name="Nguyễn Thị Hồng Nhung",
        birth=Birth(1956),
        phone=PHONE,
        direction=direction,
        at=at,
        gate=gate,
        credential="insurance_card",
        method="camera",
        proof="card",
        is_correction=False,
        is_paper=False,
        marks=frozenset(marks),
    )


def _visit(entry: EntryRow, kind: VisitKind | None = None, at: datetime | None = None) -> VisitRow:
    usual = VisitKind.ARRIVAL if entry.direction is Direction.ARRIVAL else VisitKind.DEPARTURE
    return VisitRow(kind or usual, at or entry.at, entry)


def _timeline() -> Timeline:
    today, before, week = AT.date(), AT - timedelta(days=3), AT - timedelta(days=9)
    here = _entry("e-1", Direction.ARRIVAL, AT)
    left = _entry("e-2", Direction.DEPARTURE, before + timedelta(hours=4))
    came = _entry("e-3", Direction.ARRIVAL, before, gate="Cổng B")
    unseen = _entry("e-4", Direction.ARRIVAL, week)
    closing = week + timedelta(hours=9)
    return Timeline(
        (
            VisitDay(today, (_visit(here),)),
            VisitDay(before.date(), (_visit(left), _visit(came))),
            VisitDay(
                week.date(),
                (_visit(unseen, VisitKind.NOT_SEEN_LEAVING, closing), _visit(unseen)),
            ),
        ),
        next=date(2026, 11, 10),
    )


def person_page() -> PersonPage:
    """Somebody with everything that a page may show."""
    return PersonPage(
        person_id=NHUNG,
        details=PersonDetails("Nguyễn Thị Hồng Nhung", Birth(1956), Sex.FEMALE, phone=PHONE),
        identifiers=(
            Identifier(IdentifierKind.PHONE, PHONE),
            Identifier(IdentifierKind.INSURANCE_NUMBER, "7999999901"),
            Identifier(IdentifierKind.CITIZEN_ID, "001156009317"),
        ),
        inside_since=AT,
        inside_gate="Cổng A",
        last=_entry("e-1", Direction.ARRIVAL, AT),
        timeline=_timeline(),
        same_phone=FAMILY[1:],
        linked=(),
        last_look=Look("Trần Văn Bình", AT - timedelta(minutes=22)),
    )


def _answer(showcase: Showcase, asked: Asked[Any], answer: object) -> None:
    key = showcase.window.station.window.desk.key
    showcase.take(DeskAnswered(key, asked, answer))


def _open(showcase: Showcase, page: PersonPage | None = None) -> None:
    page = page or person_page()
    if showcase.name != "N. T. H. Nhung":
        page = replace(page, details=replace(page.details, full_name=showcase.name))
    showcase.take(StaffSignedIn(demo_session()), PageWanted(Person(NHUNG)))
    _answer(showcase, ShowPerson(NHUNG), page)


def _away() -> PersonPage:
    return replace(person_page(), inside_since=None, timeline=Timeline((), None), last_look=None)


def _revealed(showcase: Showcase) -> None:
    _open(showcase)
    showcase.take(NumbersTouched())
    _answer(showcase, NoteLook(LookAt.UNMASKING, NHUNG), LookNoted())


def _earlier(showcase: Showcase) -> None:
    _open(showcase)
    showcase.take(EarlierTouched(), LookReasonChosen(LookReason.TRACING))
    asked = NoteLook(LookAt.EARLIER_DAY, NHUNG, None, LookReason.TRACING)
    _answer(showcase, asked, LookNoted())
    # A list that grew is laid out with the next frame.
    spin(60)


def _checked(showcase: Showcase, direction: Direction = Direction.ARRIVAL) -> None:
    _open(showcase)
    proof = StaffProof(ConfirmReason.DOCUMENT_SEEN)
    act = CheckPersons(direction, (StoredPerson(NHUNG),), proof)
    done = CheckedPerson(
        NHUNG, showcase.name, direction, AT, "e-9", print_job="job", is_unverified=True
    )
    _answer(showcase, act, Checked((done,)))


def _failed(showcase: Showcase) -> None:
    _open(showcase)
    act = CheckPersons(Direction.ARRIVAL, (StoredPerson(NHUNG),))
    _answer(showcase, act, NotDone(ActProblem.UNKNOWN))


def _proof(showcase: Showcase, health: Health) -> None:
    showcase.health(health)
    _open(showcase, _away())
    showcase.take(CheckTouched(Direction.ARRIVAL))


def _unverified(showcase: Showcase) -> None:
    page = person_page()
    entry = _entry("e-1", Direction.ARRIVAL, AT, EntryMark.UNVERIFIED)
    timeline = Timeline((VisitDay(AT.date(), (_visit(entry),)),), None)
    _open(showcase, replace(page, timeline=timeline, kind=VisitorKind.INPATIENT))


def _kind(showcase: Showcase) -> None:
    _open(showcase, replace(person_page(), kind=VisitorKind.CARER))
    showcase.take(KindTouched())


def _card(showcase: Showcase) -> None:
    _open(showcase, replace(person_page(), kind=VisitorKind.STAFF, has_card=True))
    showcase.take(ReprintTouched())


def _correct(showcase: Showcase) -> None:
    _open(showcase)
    showcase.take(EntryTouched("e-1"))


def _reprinted(showcase: Showcase) -> None:
    _open(showcase)
    slips = (PrintedSlip(NHUNG, showcase.name, AT), PrintedSlip(TUNG, "Nguyễn Văn Tùng", AT))
    _answer(showcase, ReprintSlips(NHUNG, True), AlreadyPrinted(slips))


def _then(*touches: Any) -> Callable[[Showcase], None]:
    def scene(showcase: Showcase) -> None:
        _open(showcase)
        showcase.take(*touches)

    return scene


def _gone(showcase: Showcase) -> None:
    showcase.take(StaffSignedIn(demo_session()), PageWanted(Person(NHUNG)))
    _answer(showcase, ShowPerson(NHUNG), None)


def _family(
    showcase: Showcase,
    *ticks: int,
    people: tuple[PersonRow, ...] = FAMILY,
    elsewhere: int = 0,
    declares: bool = False,
) -> None:
    if declares:
        required = Policy(declaration=DeclarationRule.REQUIRED)
        showcase.take(Configured(showcase.venue, required))
    showcase.health(ONLINE)
    showcase.take(StaffSignedIn(demo_session()), PageWanted(Family(PHONE)))
    if showcase.name != "N. T. H. Nhung" and people:
        people = (replace(people[0], full_name=showcase.name), *people[1:])
    _answer(showcase, FindByPhone(PHONE), PhonePeople(people))
    _answer(showcase, FindPersons(LookupKind.PHONE, PHONE), LookupAnswer((), elsewhere))
    showcase.take(*(PersonTicked(index) for index in ticks))


def _code(showcase: Showcase, digits: str = "407") -> None:
    _family(showcase, 0, 1)
    showcase.take(CheckTouched(Direction.ARRIVAL), CodeWanted())
    _answer(showcase, SendCode(PHONE), OtpStarted("c-1", resend_s=42))
    showcase.take(*(KeyTyped(digit) for digit in digits))


def _wrong_code(showcase: Showcase) -> None:
    _code(showcase, "407123")
    _answer(showcase, CheckCode("c-1", "407123"), OtpChecked(False, 3))


def _proven(showcase: Showcase) -> None:
    _family(showcase)
    showcase.take(CodeWanted())
    _answer(showcase, SendCode(PHONE), OtpStarted("c-1", resend_s=0))
    showcase.take(KeyTyped("407123"))
    _answer(showcase, CheckCode("c-1", "407123"), OtpChecked(True, 4))
    showcase.take(PersonTicked(0), PersonTicked(1))


def _not_sent(showcase: Showcase) -> None:
    _family(showcase, 0)
    showcase.take(CheckTouched(Direction.ARRIVAL), CodeWanted())
    key = showcase.window.station.window.desk.key
    showcase.take(DeskFailed(key, SendCode(PHONE), DeskProblem.SLOW_DOWN))


def _form(showcase: Showcase, name: str = "") -> None:
    _family(showcase)
    showcase.take(AddTouched(), Typed(name or showcase.name, None))


def _typing(showcase: Showcase) -> None:
    """A name in the middle of its first word, as the keyboard has composed it."""
    _family(showcase)
    showcase.take(AddTouched(), *map(Typed, "nguyeenx"))
    asked = SuggestSyllables("", "Nguyễn", with_own=True)
    chips = ("Nguyễn Phước", "Nguyên", "Nguyệt", "Nguyện", "Nguyen")
    showcase.take(DeskAnswered(showcase.window.station.window.desk.key, asked, chips))


def _alike(showcase: Showcase) -> None:
    _form(showcase)
    details = PersonDetails(showcase.name, phone=PHONE)
    showcase.take(FormSaved())
    _answer(showcase, AddToPhone(PHONE, NewPerson(details)), MayBeTheSame((NHUNG,)))
    page = replace(person_page(), details=replace(person_page().details, full_name=showcase.name))
    _answer(showcase, ShowPerson(NHUNG), page)


def _link(showcase: Showcase, text: str = "", chosen: str = "") -> None:
    other = LinkedPerson("p-old", PersonDetails(showcase.name, Birth(1956), Sex.FEMALE))
    _open(showcase, replace(person_page(), linked=(other,)))
    showcase.take(LinkTouched(), *(PickTyped(letter) for letter in text))
    if text:
        _answer(showcase, Search(text), Found(FAMILY, False))
    if chosen:
        showcase.take(OtherChosen(chosen))


def _with_band(showcase: Showcase) -> None:
    """Somebody passes the gate while staff look at a person."""
    _open(showcase)
    showcase.decide(Admit(Direction.ARRIVAL))


SCENES: dict[str, Callable[[Showcase], None]] = {
    "person": _open,
    "person-band": _with_band,
    "person-away": lambda showcase: _open(showcase, _away()),
    "person-revealed": _revealed,
    "person-earlier": _earlier,
    "person-look": _then(EarlierTouched()),
    "person-checked": _checked,
    "person-checked-out": lambda showcase: _checked(showcase, Direction.DEPARTURE),
    "person-failed": _failed,
    "person-proof": lambda showcase: _proof(showcase, ONLINE),
    "person-proof-offline": lambda showcase: _proof(
        showcase, replace(ONLINE, network=NetworkState.OFFLINE)
    ),
    "person-unverified": _unverified,
    "person-kind": _kind,
    "person-correct": _correct,
    "person-reprint": _then(ReprintTouched()),
    "person-reprinted": _reprinted,
    "person-card": _card,
    "person-data": _then(DataTouched()),
    "person-gone": _gone,
    "family": lambda showcase: _family(showcase, elsewhere=2),
    "family-ticked": lambda showcase: _family(showcase, 0, 1),
    "family-nobody": lambda showcase: _family(showcase, people=()),
    "family-declares": lambda showcase: _family(showcase, people=(), declares=True),
    "family-code": _code,
    "family-code-wrong": _wrong_code,
    "family-proven": _proven,
    "family-not-sent": _not_sent,
    "person-form": _form,
    "person-form-typing": _typing,
    "person-form-edit": _then(EditTouched(), FieldChosen(FormField.PHONE)),
    "person-form-alike": _alike,
    "link": _link,
    "link-found": lambda showcase: _link(showcase, "tung"),
    "link-chosen": lambda showcase: _link(showcase, "tung", TUNG),
}
"""Every page of people and phones, and every variant of one."""
