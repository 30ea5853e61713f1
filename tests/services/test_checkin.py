"""The desk on a real in-memory database: what each scan writes and says."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest

from kiosk.base.errors import StorageFaultKind
from kiosk.domain.people.person import Identifier, IdentifierKind, Sex
from kiosk.domain.reason import Reason
from kiosk.domain.slips.slip import HUMAN_CODES, human_code, is_human_code, slip_text
from kiosk.domain.venue import NameDisplay, Policy
from kiosk.domain.visits.decision import (
    Admit,
    AlreadyRecorded,
    AskLeaving,
    Direction,
    DirectionBy,
    LaneName,
    NotRecorded,
    PrintState,
    Support,
    WrongCode,
)
from kiosk.services.slips import SlipIssuer
from sync.protocol.policy import GateMode, PrintSettings, PrintWhen
from tests.support.credentials import (
    SyntheticPerson,
    citizen_fields,
    citizen_text,
    every_text,
    insurance_fields,
    insurance_text,
    make_person,
    personal_qr_fields,
    personal_qr_text,
)
from tests.support.desk import MORNING, VENUE, Rig, make_rig

ARRIVAL = Admit(Direction.ARRIVAL)
DEPARTURE = Admit(Direction.DEPARTURE)


@pytest.fixture
def rng() -> random.Random:
    return random.Random(20260302)


@pytest.fixture
def person(rng: random.Random) -> SyntheticPerson:
    return replace(make_person(rng), full_name="Nguyễn Thị Hồng Nhung")


@pytest.fixture
def rig() -> Rig:
    return make_rig()


def citizen_card(person: SyntheticPerson) -> str:
    return citizen_text(citizen_fields(person, random.Random(1)))


def insurance_card(person: SyntheticPerson, form: str = "old", **fields: str) -> str:
    full = {"birth": person.birth.isoformat()}
    return insurance_text(insurance_fields(person, random.Random(1), form) | full | fields)


def personal_qr(person: SyntheticPerson, **fields: str) -> str:
    made = personal_qr_fields(person, random.Random(1), masked=False)
    return personal_qr_text(made | fields)


def test_a_card_comes_in_and_goes_out(rig: Rig, person: SyntheticPerson) -> None:
    came = rig.scan(citizen_card(person))
    assert came.result == ARRIVAL
    assert came.display_name == "N. T. H. Nhung"
    rig.clock.advance(3600)
    left = rig.scan(citizen_card(person))
    assert left.result == DEPARTURE
    first, second = rig.bodies("arrival", "departure")
    assert first == {
        "type": "arrival",
        "person": first["person"],
        "credential": "citizen_card",
        "lane": "gate",
        "gate": "Cổng A",
        "method": "camera",
        "proof": "card",
        "direction_by": "auto",
    }
    assert second["person"] == first["person"]
    assert [body["kind"] for body in rig.bodies("identifier")] == ["citizen_id"]
    assert len(rig.bodies("person")) == 1


def test_h1_a_repeat_in_the_window_records_nothing_new(rig: Rig, person: SyntheticPerson) -> None:
    came = rig.scan(citizen_card(person))
    rig.clock.advance(5)
    again = rig.scan(citizen_card(person))
    assert again.result == AlreadyRecorded(Direction.ARRIVAL, came.at)
    assert again.display_name == ""
    rig.clock.advance(54.9)
    assert isinstance(rig.scan(citizen_card(person)).result, AlreadyRecorded)
    assert len(rig.bodies("arrival", "departure")) == 1
    rig.clock.advance(0.1)
    assert rig.scan(citizen_card(person)).result == AskLeaving(came.at)


def test_both_insurance_codes_are_one_number(rig: Rig, person: SyntheticPerson) -> None:
    rig.scan(insurance_card(person, "old"))
    rig.clock.advance(3600)
    assert rig.scan(insurance_card(person, "new")).result == DEPARTURE
    assert len(rig.bodies("person")) == 1
    assert len(rig.desk.waiting()) == 0


def test_insurance_card_in_and_citizen_card_out(rig: Rig, person: SyntheticPerson) -> None:
    rig.scan(insurance_card(person))
    rig.clock.advance(3600)
    assert rig.scan(citizen_card(person)).result == DEPARTURE
    came, left = rig.bodies("arrival", "departure")
    assert left["person"] == came["person"], "the presence of the first card has ended"
    (case,) = rig.store.open_support()
    assert case.reason == Reason.DOUBTFUL_PERSON
    assert case.person_id != came["person"], "two people until staff link them"
    (support,) = rig.bodies("support")
    assert "ref" in support
    assert rig.bodies("same_as") == []

    rig.clock.advance(10)
    assert isinstance(rig.scan(citizen_card(person)).result, AlreadyRecorded)
    rig.clock.advance(3600)
    assert rig.scan(citizen_card(person)).result == ARRIVAL
    rig.clock.advance(3600)
    assert rig.scan(insurance_card(person)).result == DEPARTURE, "and the other way round"
    rig.clock.advance(3600)
    rig.scan(insurance_card(person))
    rig.clock.advance(3600)
    rig.scan(citizen_card(person))
    assert len(rig.store.open_support()) == 2, "one open case for each card is enough"


@pytest.mark.parametrize(
    "case", ["other_numbers", "other_sex", "twin", "other_birth", "gone", "in_only"]
)
def test_a_namesake_is_another_person(
    rig: Rig, rng: random.Random, person: SyntheticPerson, case: str
) -> None:
    first = insurance_card(person)
    second = citizen_card(person)
    match case:
        case "other_numbers":
            first = citizen_card(replace(make_person(rng), full_name=person.full_name))
            other = replace(person, citizen_id="001080123456", old_id="")
            first = citizen_card(other)
        case "other_sex":
            sex = Sex.MALE if person.sex is Sex.FEMALE else Sex.FEMALE
            first = insurance_card(replace(person, sex=sex), birth=str(person.birth.year))
        case "twin":
            twin = replace(person, full_name="Nguyễn Thị Hồng Nhùng")
            first = insurance_card(twin)
        case "other_birth":
            other_day = person.birth + timedelta(days=400)
            first = insurance_card(person, birth=other_day.isoformat())
        case "in_only":
            rig.desk.policy = Policy(gate_mode=GateMode.IN_ONLY)
    assert rig.scan(first).result.direction is Direction.ARRIVAL
    rig.clock.advance(17 * 3600 if case == "gone" else 3600)
    assert rig.scan(second).result.direction is Direction.ARRIVAL
    assert len(rig.desk.waiting()) == 0


def test_one_code_with_both_numbers_links_its_people(rig: Rig, person: SyntheticPerson) -> None:
    rig.scan(citizen_card(person))
    rig.clock.advance(3600)
    rig.scan(citizen_card(person))
    rig.clock.advance(3600)
    rig.scan(insurance_card(person))
    rig.clock.advance(3600)
    left = rig.scan(personal_qr(person, insurance_number=person.insurance_number))
    assert left.result == DEPARTURE
    (link,) = rig.bodies("same_as")
    assert (link["evidence"], link["by"]) == ("insurance_number", "station")
    assert len(rig.desk.waiting()) == 0
    rig.clock.advance(3600)
    rig.scan(insurance_card(person))
    rig.clock.advance(3600)
    assert rig.scan(citizen_card(person)).result == DEPARTURE
    assert len(rig.bodies("same_as")) == 1


def test_a_foreign_insurance_number_in_a_personal_qr_links_nobody(
    rig: Rig, rng: random.Random, person: SyntheticPerson
) -> None:
    other = replace(make_person(rng), full_name="Lê Văn Khác")
    rig.scan(insurance_card(other))
    came = rig.scan(personal_qr(person, insurance_number=other.insurance_number))
    assert came.result == Support(Reason.DOUBTFUL_PERSON)
    rig.scan(citizen_card(person))
    rig.clock.advance(3600)
    left = rig.scan(personal_qr(person, insurance_number=other.insurance_number))
    assert left.result == DEPARTURE, "the stronger number decides"
    assert rig.bodies("same_as") == []


def test_a_phone_alone_never_decides(rig: Rig, rng: random.Random, person: SyntheticPerson) -> None:
    sister = replace(make_person(rng), phone=person.phone)
    rig.scan(personal_qr(person))
    assert rig.scan(personal_qr(sister)).result == ARRIVAL
    with rig.store.transaction() as tx:
        phone = Identifier(IdentifierKind.PHONE, f"+84{person.phone[1:]}")
        assert len(tx.people.find(phone)) == 2


def test_a_known_number_with_another_name_and_birth_goes_to_staff(
    rig: Rig, rng: random.Random, person: SyntheticPerson
) -> None:
    rig.scan(citizen_card(person))
    rig.clock.advance(3600)
    other = replace(make_person(rng), full_name="Lê Văn Khác", citizen_id=person.citizen_id)
    result = rig.scan(citizen_card(other))
    assert result.result == Support(Reason.DOUBTFUL_PERSON)
    assert (result.display_name, result.entry_id, result.print_job) == ("", "", "")
    (case,) = rig.store.open_support()
    assert case.person_id == rig.bodies("arrival")[0]["person"]
    assert len(rig.bodies("person")) == 1


def test_a_fuller_name_wins_over_bare_capitals(rig: Rig, person: SyntheticPerson) -> None:
    bare = rig.scan(personal_qr(person))
    assert bare.display_name == "N. T. H. Nhung"
    assert rig.bodies("person")[0]["full_name"] == "NGUYEN THI HONG NHUNG"
    rig.clock.advance(3600)
    rig.scan(citizen_card(person))
    rig.clock.advance(3600)
    rig.scan(personal_qr(person))
    _, full = rig.bodies("person")
    assert full["full_name"] == "Nguyễn Thị Hồng Nhung"
    assert full["contact"] == {"phone": f"+84{person.phone[1:]}"}
    assert full["address"] == {"text": person.address}


@pytest.mark.parametrize(
    ("display", "shown"),
    [
        (NameDisplay.SHORT, "N. T. H. Nhung"),
        (NameDisplay.FULL, "Nguyễn Thị Hồng Nhung"),
        (NameDisplay.NONE, ""),
    ],
)
def test_names_show_as_policy_says(
    person: SyntheticPerson, display: NameDisplay, shown: str
) -> None:
    rig = make_rig(Policy(name_display=display))
    assert rig.scan(citizen_card(person)).display_name == shown


def test_foreign_codes_leave_their_kind_and_no_text(
    rig: Rig, rng: random.Random, person: SyntheticPerson
) -> None:
    texts = every_text(rng, person)
    expected = {
        "vaccine": Reason.VACCINE_CERTIFICATE,
        "venue_tokhaiyte": Reason.VENUE_CODE,
        "venue_khambenh": Reason.VENUE_CODE,
        "result": Reason.DECLARATION_LINK,
        "payment": Reason.PAYMENT_CODE,
        "web": Reason.WEB_LINK,
        "wifi": Reason.WIFI_CODE,
        "mecard": Reason.CONTACT_CARD,
        "vcard": Reason.CONTACT_CARD,
        "enrolment": Reason.ENROLMENT_CODE,
        "vneid": Reason.VNEID_CODE,
        "phone": Reason.PHONE_NUMBER,
    }
    for name, reason in expected.items():
        assert rig.scan(texts[name]).result == WrongCode(reason), name
    assert rig.scan("xin chào").result == WrongCode(Reason.UNKNOWN_CODE)
    refusals = rig.bodies("refusal")
    assert [body["reason"] for body in refusals] == [*expected.values(), Reason.UNKNOWN_CODE]
    members = {"type", "reason", "credential", "lane", "gate", "method"}
    assert all(set(body) == members for body in refusals)
    assert rig.bodies("arrival", "person", "identifier", "support") == []


@pytest.mark.parametrize(
    ("make_text", "charset_guessed", "reason"),
    [
        (citizen_card, True, Reason.UNCERTAIN_TEXT),
        (lambda person: slip_text(12345), False, Reason.UNKNOWN_SLIP),
        (lambda person: "KS0:12", False, Reason.UNKNOWN_SLIP),
        (
            lambda person: personal_qr_text(
                personal_qr_fields(person, random.Random(1), masked=True)
            ),
            False,
            Reason.PARTIAL_CREDENTIAL,
        ),
        (
            lambda person: insurance_card(person, card_code="GD4797A99999901"),
            False,
            Reason.PARTIAL_CREDENTIAL,
        ),
    ],
)
def test_doubt_goes_to_staff_and_makes_nobody(
    rig: Rig,
    person: SyntheticPerson,
    make_text: Callable[[SyntheticPerson], str],
    charset_guessed: bool,
    reason: Reason,
) -> None:
    result = rig.scan(make_text(person), charset_guessed=charset_guessed)
    assert result.result == Support(reason)
    assert [case.reason for case in rig.store.open_support()] == [reason]
    assert rig.bodies("person", "identifier", "arrival") == []


def test_gate_modes(rig: Rig, person: SyntheticPerson) -> None:
    rig.desk.policy = Policy(gate_mode=GateMode.OUT_ONLY)
    unseen = rig.scan(citizen_card(person))
    assert unseen.result == Admit(Direction.DEPARTURE, DirectionBy.MODE)
    rig.desk.policy = Policy(gate_mode=GateMode.IN_ONLY)
    came = rig.scan(citizen_card(person))
    assert came.result == Admit(Direction.ARRIVAL, DirectionBy.MODE), "came back at once"
    rig.clock.advance(30)
    assert rig.scan(citizen_card(person)).result == AlreadyRecorded(Direction.ARRIVAL, came.at)
    rig.clock.advance(3600)
    again = rig.scan(citizen_card(person))
    assert again.result == Admit(Direction.ARRIVAL, DirectionBy.MODE)
    with rig.store.transaction() as tx:
        presence = tx.visits.presence(str(rig.bodies("arrival")[0]["person"]))
    assert presence is not None
    assert presence.since == rig.clock.now(), "the presence is renewed"


def test_the_first_scan_after_closing_is_an_arrival(person: SyntheticPerson) -> None:
    rig = make_rig(Policy(closing_time=time(17, 0)))
    rig.scan(citizen_card(person))
    rig.clock.jump(MORNING + timedelta(hours=10))
    assert rig.scan(citizen_card(person)).result == ARRIVAL
    assert rig.bodies("departure") == [], "an ended presence is derived, never written"


def test_no_reusable_code_prints_nothing_for_a_card(rig: Rig, person: SyntheticPerson) -> None:
    assert rig.scan(citizen_card(person)).print_job == ""


def test_always_prints_on_arrival_only(person: SyntheticPerson) -> None:
    rig = make_rig(Policy(print=PrintSettings(PrintWhen.ALWAYS, 24)))
    came = rig.scan(citizen_card(person))
    job = rig.store.get_print_job(came.print_job)
    assert (job.entry_id, job.state, job.language) == (came.entry_id, PrintState.PENDING, "vi")
    assert job.slip.venue_name == VENUE.name
    assert job.slip.name_hint == f"N. T. H. N. · •••{person.citizen_id[-3:]}"
    assert job.slip.valid_until == MORNING + timedelta(hours=24)
    assert is_human_code(job.slip.human_code)
    (arrival,) = rig.bodies("arrival")
    (slip,) = rig.bodies("slip")
    assert arrival["slip"] == slip["slip"] == str(job.slip.slip_id)
    assert slip == {
        "type": "slip",
        "act": "issued",
        "slip": str(job.slip.slip_id),
        "kid": 0,
        "kind": "slip",
        "expires": "2026-03-03T00:00:00.000Z",
        "ref": came.entry_id,
        "person": arrival["person"],
    }
    rig.clock.advance(3600)
    left = rig.scan(job.slip.code)
    assert left.result == DEPARTURE, "the slip stands for its person"
    assert left.display_name == "N. T. H. Nhung"
    assert left.print_job == ""
    (departure,) = rig.bodies("departure")
    assert (departure["proof"], departure["slip"]) == ("slip", slip["slip"])


def test_human_codes_are_unique_among_live_slips(rng: random.Random) -> None:
    drawn = iter([7, 11, 7, 12, 7, 13])

    def below(limit: int) -> int:
        return next(drawn) if limit == HUMAN_CODES else rng.randrange(limit)

    rig = make_rig(Policy(print=PrintSettings(PrintWhen.ALWAYS, 1)), slips=SlipIssuer(VENUE, below))
    codes = []
    for hours in (0, 0, 0, 2):
        rig.clock.advance(hours * 3600)
        job = rig.scan(citizen_card(make_person(rng))).print_job
        codes.append(rig.store.get_print_job(job).slip.human_code)
    assert codes == [human_code(7), human_code(11), human_code(12), human_code(7)]


def test_no_free_human_code_is_a_bug_and_writes_nothing(rng: random.Random) -> None:
    rig = make_rig(
        Policy(print=PrintSettings(PrintWhen.ALWAYS)),
        slips=SlipIssuer(VENUE, lambda limit: limit - 1),
    )
    rig.scan(citizen_card(make_person(rng)))
    with pytest.raises(RuntimeError, match="no free human code"):
        rig.scan(citizen_card(make_person(rng)))
    assert len(rig.bodies("arrival", "person")) == 2


def test_a_suspect_clock_flags_entries_and_issues_no_slip(person: SyntheticPerson) -> None:
    rig = make_rig(
        Policy(print=PrintSettings(PrintWhen.ALWAYS)), at=datetime(1970, 1, 1, tzinfo=UTC)
    )
    came = rig.scan(citizen_card(person))
    assert came.result == ARRIVAL
    assert came.print_job == ""
    rig.scan("xin chào")
    rig.desk.call_staff(Reason.STAFF_CALLED, LaneName.GATE)
    flagged = rig.bodies("arrival", "refusal", "support")
    assert [body["clock"] for body in flagged] == ["suspect"] * 3
    rig.desk.note_alive()
    assert rig.store.last_seen_at() is None
    rig.clock.jump(MORNING)
    rig.watch.confirm()
    rig.clock.advance(3600)
    later = rig.scan(citizen_card(person))
    assert later.result == ARRIVAL, "the presence of 1970 is over"
    assert later.print_job
    assert "clock" not in rig.bodies("arrival")[1]
    rig.desk.note_alive()
    assert rig.store.last_seen_at() == rig.clock.now()


def test_d3_a_failing_disk_records_nothing(person: SyntheticPerson) -> None:
    rig = make_rig(Policy(print=PrintSettings(PrintWhen.ALWAYS)))
    for kind in (StorageFaultKind.FULL, StorageFaultKind.READ_ONLY):
        rig.failing.fault = kind
        failed = rig.scan(citizen_card(person))
        assert failed.result == NotRecorded(kind)
        assert (failed.entry_id, failed.display_name, failed.print_job) == ("", "", "")
    assert rig.bodies("arrival", "person", "identifier", "slip") == []
    assert rig.store.unfinished_print_jobs() == []
    rig.failing.fault = None
    assert rig.scan(citizen_card(person)).result == ARRIVAL
