"""The rules of the desk: pure, branch by branch."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from kiosk.domain.desk.acts import ActProblem, NewPerson, ScannedPerson, StoredPerson
from kiosk.domain.desk.acts_on_cases import (
    CloseCase,
    OpenPhoneCase,
    RecordEmergency,
    RefusalReason,
)
from kiosk.domain.desk.acts_on_declarations import (
    DropDraft,
    WaitToDeclare,
)
from kiosk.domain.desk.acts_on_people import Look, LookReason, NoteLook
from kiosk.domain.desk.acts_on_visits import (
    Checked,
    CheckedPerson,
    CheckPersons,
    CodeProof,
    ConfirmReason,
    StaffProof,
    TakeBack,
)
from kiosk.domain.desk.asked import StaffAct
from kiosk.domain.desk.rules import (
    answer_due,
    can_take_back,
    closing_problem,
    is_settled_by_lookup,
    look_problem,
    may_send_code,
    needs_staff,
    paper_problem,
)
from kiosk.domain.people.contact import read_contact, read_name
from kiosk.domain.people.display import shown_name
from kiosk.domain.people.person import Birth, PersonDetails
from kiosk.domain.people.visitor import VisitorKind
from kiosk.domain.venue import NameDisplay, Venue
from kiosk.domain.visits.decision import Direction
from sync.protocol.bodies import SupportOutcome
from sync.protocol.policy import VenueKind
from tests.support.declarations import PROVEN, by_themselves, declare, keep

VN = ZoneInfo("Asia/Ho_Chi_Minh")
AT = datetime(2026, 7, 1, 0, 30, tzinfo=UTC)
CLINIC = Venue(kind=VenueKind.HEALTH_FACILITY)
OFFICE = Venue(kind=VenueKind.OTHER)
REFUSAL = CloseCase("c", SupportOutcome.NOT_ADMITTED, refusal=RefusalReason.NO_BUSINESS)


SELF = CheckPersons(Direction.ARRIVAL, (StoredPerson("p"),), CodeProof("c"), "0900000001")


@pytest.mark.parametrize(
    ("act", "needed"),
    [
        (RecordEmergency(), False),
        (TakeBack(("e",)), False),
        (OpenPhoneCase("0900000001"), False),
        (SELF, False),
        (replace(SELF, proof=None), True),
        (replace(SELF, proof=StaffProof(ConfirmReason.NO_NETWORK)), True),
        (replace(SELF, direction=Direction.DEPARTURE), True),
        (replace(SELF, whom=(StoredPerson("p"), NewPerson(PersonDetails("K'Brếp")))), True),
        (REFUSAL, True),
        (NoteLook(Look.SEARCH), True),
        (keep(), False),
        (DropDraft("d"), False),
        (WaitToDeclare("s"), False),
        (by_themselves(), False),
        (by_themselves(phone=None), False),
        (by_themselves(person_whom=ScannedPerson("s")), False),
        (by_themselves(person_whom=StoredPerson("p"), phone=PROVEN), False),
        (by_themselves(person_whom=StoredPerson("p")), True),
        (by_themselves(case_id="c"), True),
        (declare(), True),
    ],
)
def test_for_what_somebody_must_be_signed_in(act: StaffAct[Any], *, needed: bool) -> None:
    assert needs_staff(act) is needed


@pytest.mark.parametrize(("seconds", "may"), [(0, True), (12, True), (12.1, False), (-12.1, False)])
def test_ten_seconds_and_the_time_of_a_touch(seconds: float, may: bool) -> None:
    assert can_take_back(AT, AT + timedelta(seconds=seconds)) is may


@pytest.mark.fault("S63")
@pytest.mark.parametrize(
    ("direction", "is_settling", "is_inside", "may"),
    [
        (Direction.ARRIVAL, False, False, True),
        (Direction.ARRIVAL, False, True, True),
        (Direction.ARRIVAL, True, True, True),
        (Direction.ARRIVAL, True, False, False),
        (Direction.DEPARTURE, False, True, False),
        (Direction.DEPARTURE, True, True, False),
    ],
)
def test_s63_no_code_is_sent_once_somebody_has_left(
    direction: Direction, is_settling: bool, is_inside: bool, may: bool
) -> None:
    assert may_send_code(direction, is_settling=is_settling, is_inside=is_inside) is may


@pytest.mark.fault("S62")
@pytest.mark.parametrize("outcome", SupportOutcome)
@pytest.mark.parametrize("venue", [CLINIC, OFFICE])
def test_s62_at_a_health_facility_no_patient_is_refused(
    outcome: SupportOutcome, venue: Venue
) -> None:
    act = replace(REFUSAL, outcome=outcome)
    is_refused = outcome is SupportOutcome.NOT_ADMITTED and venue is CLINIC
    expected = ActProblem.PATIENT if is_refused else None
    assert closing_problem(act, venue, None) is expected


@pytest.mark.parametrize(
    ("kind", "problem"),
    [
        (None, None),
        (VisitorKind.CARER, None),
        (VisitorKind.INPATIENT, ActProblem.PATIENT),
    ],
)
def test_an_inpatient_is_a_patient_whatever_staff_say(
    kind: VisitorKind | None, problem: ActProblem | None
) -> None:
    assert closing_problem(replace(REFUSAL, is_patient=False), CLINIC, kind) is problem


def test_a_refusal_has_a_listed_reason() -> None:
    act = replace(REFUSAL, refusal=None)
    assert closing_problem(act, OFFICE, None) is ActProblem.REASON_MISSING


@pytest.mark.parametrize(("dc", "is_taken"), [(299, False), (300, True), (450, True), (451, False)])
def test_a_temperature_lies_where_a_thermometer_can_show_it(dc: int, is_taken: bool) -> None:
    act = CloseCase("c", SupportOutcome.LEFT, temperature_dc=dc)
    expected = None if is_taken else ActProblem.BAD_TEMPERATURE
    assert closing_problem(act, CLINIC, None) is expected


@pytest.mark.parametrize(
    ("ago", "is_taken"),
    [
        (timedelta(), True),
        (timedelta(microseconds=-1), False),
        (timedelta(days=7), True),
        (timedelta(days=7, microseconds=1), False),
    ],
)
def test_paper_tells_of_the_last_days(ago: timedelta, is_taken: bool) -> None:
    assert paper_problem(AT - ago, AT) is (None if is_taken else ActProblem.BAD_TIME)


TODAY = date(2026, 7, 1)


@pytest.mark.parametrize(
    ("look", "day", "reason", "is_granted"),
    [
        (Look.SEARCH, None, None, True),
        (Look.UNMASKING, TODAY - timedelta(days=1), None, True),
        (Look.UNMASKING, TODAY - timedelta(days=2), None, False),
        (Look.UNMASKING, TODAY - timedelta(days=2), LookReason.TRACING, True),
        (Look.EARLIER_DAY, None, None, False),
        (Look.EARLIER_DAY, TODAY, LookReason.REPORT, True),
    ],
)
def test_days_before_yesterday_ask_for_a_reason(
    look: Look, day: date | None, reason: LookReason | None, is_granted: bool
) -> None:
    expected = None if is_granted else ActProblem.REASON_MISSING
    assert look_problem(NoteLook(look, "p", day, reason), TODAY) is expected


BREP = PersonDetails(full_name="K'Brếp", birth=Birth(1990, 1, 2))


@pytest.mark.fault("S60")
@pytest.mark.parametrize(
    ("told", "was_known", "is_settled"),
    [
        ([], True, False),
        ([("p", BREP)], True, True),
        # The hub has it from this station alone.
        ([("p", BREP)], False, False),
        ([("q", replace(BREP, full_name="K'BREP", birth=Birth(1990)))], False, True),
        ([("q", replace(BREP, full_name="K'Brơi"))], True, False),
        ([("q", replace(BREP, birth=None))], True, False),
        ([("p", BREP), ("q", BREP)], False, True),
    ],
)
def test_s60_what_the_hubs_lookup_settles(
    told: list[tuple[str, PersonDetails]], was_known: bool, is_settled: bool
) -> None:
    assert is_settled_by_lookup("p", BREP, told, was_known=was_known) is is_settled


@pytest.mark.parametrize(
    ("asked", "due"),
    [
        # Monday, Wednesday, Thursday, Friday, Saturday, Sunday.
        ("2026-06-29", "2026-07-02"),
        ("2026-07-01", "2026-07-04"),
        ("2026-07-02", "2026-07-07"),
        ("2026-07-03", "2026-07-08"),
        ("2026-07-04", "2026-07-08"),
        ("2026-07-05", "2026-07-08"),
    ],
)
def test_a_request_is_answered_within_two_working_days(asked: str, due: str) -> None:
    at = datetime.fromisoformat(f"{asked}T09:00:00").replace(tzinfo=VN)
    assert answer_due(at, VN).astimezone(VN).isoformat() == f"{due}T00:00:00+07:00"


@pytest.mark.parametrize(
    ("text", "phone"),
    [
        ("0912 345 678", "+84912345678"),
        ("+84 912.345.678", "+84912345678"),
        ("0259 382 2345", "+842593822345"),
        ("+44 20 7946 0000", "+442079460000"),
        ("+84 12", None),
        ("+8412345678901", None),
        ("1022", None),
        ("", None),
        ("+1", None),
    ],
)
def test_a_phone_to_reach_somebody_by(text: str, phone: str | None) -> None:
    assert read_contact(text) == phone


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("  Chamaléa   Thị Hương ", "Chamaléa Thị Hương"),
        ("K' Brếp", "K'Brếp"),
        ("Katơr", "Katơr"),
        ("O'Connor", "O'Connor"),
        ("Nguye\u0302\u0303n", "Nguyễn"),
        ("", None),
        ("12 34", None),
        ("x" * 200, "x" * 200),
        ("x" * 201, None),
    ],
)
def test_a_name_as_staff_write_it(text: str, name: str | None) -> None:
    assert read_name(text) == name


@pytest.mark.parametrize(
    ("display", "shown"),
    [
        (NameDisplay.SHORT, "N. V. Tùng"),
        (NameDisplay.FULL, "Nguyễn Văn Tùng"),
        (NameDisplay.NONE, ""),
    ],
)
def test_how_much_of_a_name_the_public_sees(display: NameDisplay, shown: str) -> None:
    assert shown_name(PersonDetails("Nguyễn Văn Tùng"), display) == shown


def test_only_new_entries_are_taken_back() -> None:
    new = CheckedPerson("p", "K'Brếp", Direction.ARRIVAL, AT, "e")
    assert Checked((new, replace(new, entry_id="f", is_repeat=True))).entries == ("e",)


@pytest.mark.parametrize("kind", VisitorKind)
def test_kinds_of_visitors(kind: VisitorKind) -> None:
    assert kind.stays_until_discharged is (kind in {VisitorKind.INPATIENT, VisitorKind.CARER})
    assert kind.comes_and_goes is (kind in {VisitorKind.STAFF, VisitorKind.SUPPLIER})
