"""Declarations on a real in-memory database: khai hộ, and by people themselves."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.base.errors import StorageFault, StorageFaultKind
from kiosk.domain.declaration.declaration import Declarant, DeclaredPhone
from kiosk.domain.desk.acts import ActProblem, NotDone, ReleasedPerson, ScannedPerson, StoredPerson
from kiosk.domain.desk.acts_on_declarations import (
    Declared,
    SubmitDeclaration,
)
from kiosk.domain.desk.acts_on_people import MayBeTheSame
from kiosk.domain.people.address import Address
from kiosk.domain.people.person import Birth, IdentifierKind, PersonDetails, Sex
from kiosk.domain.reason import Reason
from kiosk.domain.visits.decision import (
    Admit,
    LaneName,
)
from sync.protocol.declaration_bodies import Relation
from sync.protocol.policy import OtpRule
from tests.support.declarations import (
    CLEAR,
    ITEMS,
    NHUNG,
    PROVEN,
    REQUIRED,
    by_themselves,
    declare,
    declared,
    refused,
)
from tests.support.desk import STAFF, Rig, make_rig
from tests.support.desk_acts import ARRIVAL, PHONE, STORED_PHONE


@pytest.fixture
def rig() -> Rig:
    return make_rig(REQUIRED)


# Khai hộ.


def test_a_khai_ho_is_person_declaration_arrival_and_slip(rig: Rig) -> None:
    answer = declared(rig, declare())
    types = [body["type"] for body in rig.bodies("person", "declaration", "arrival", "slip")]
    assert types == ["person", "declaration", "arrival", "slip"]
    ((record_id, body),) = rig.records("declaration")
    assert body == {
        "type": "declaration",
        "person": answer.person_id,
        "form": {"id": "domestic", "version": 1},
        "language": "vi",
        "answers": list(ITEMS),
        "screening": "clear",
        "how": "proxy",
        "declarant": {"relation": "staff"},
        "basis": {
            "kind": "consent",
            "text": "notice",
            "version": "1",
            "sha": "0" * 64,
            "language": "vi",
            "at": "2026-03-02T00:00:00.000Z",
        },
        "phone": {"owner": "self", "proof": "none"},
        "until": "2026-03-02T17:00:00.000Z",
        "gate": "Cổng A",
        "staff": STAFF,
    }
    assert answer.declaration_id == record_id
    assert answer.checked is not None
    assert answer.checked.print_job
    arrival = rig.bodies("arrival")[0]
    assert (arrival["declaration"], arrival["proof"]) == (record_id, "staff")
    assert rig.bodies("slip")[0]["expires"] == "2026-03-02T17:00:00.000Z"
    assert rig.trail("declared") == [answer.person_id]
    assert rig.person(answer.person_id).details.phone == STORED_PHONE
    assert rig.told[0].result == Admit(ARRIVAL, rig.told[0].result.direction_by)  # type: ignore[union-attr]


def test_without_a_phone_and_for_somebody_else(rig: Rig) -> None:
    mother = Declarant(Relation.PARENT, " Trần Thị Mẫu ", "0900000009")
    nameless = PersonDetails("", Birth(2026), Sex.MALE, phone="0900000009")
    act = declare(nameless, person_is_unnamed=True, declarant=mother, phone=None)
    answer = declared(rig, act)
    body = rig.bodies("declaration")[0]
    assert body["declarant"] == {
        "relation": "parent",
        "full_name": "Trần Thị Mẫu",
        "phone": "+84900000009",
    }
    assert "phone" not in body
    # *Không có điện thoại* stands for what was typed before.
    assert rig.bodies("identifier") == []
    assert rig.person(answer.person_id).details.phone == ""
    relative = declare(replace(NHUNG, phone=PHONE), phone=DeclaredPhone(Relation.CHILD))
    declared(rig, relative)
    assert rig.bodies("declaration")[1]["phone"] == {"owner": "child", "proof": "none"}


@pytest.mark.parametrize(
    ("act", "problem"),
    [
        (replace(declare(), persons=()), ActProblem.UNKNOWN),
        (declare(replace(NHUNG, full_name="123")), ActProblem.BAD_NAME),
        (declare(replace(NHUNG, full_name="")), ActProblem.BAD_NAME),
        (declare(replace(NHUNG, full_name="12"), person_is_unnamed=True), ActProblem.BAD_NAME),
        (declare(replace(NHUNG, phone="12")), ActProblem.BAD_PHONE),
        (declare(declarant=Declarant(Relation.PARENT, "", "12")), ActProblem.BAD_PHONE),
        (declare(answers=replace(CLEAR, items=({},))), ActProblem.BAD_ANSWERS),
        (declare(person_whom=StoredPerson("nobody")), ActProblem.UNKNOWN),
        (declare(person_whom=ScannedPerson("nothing")), ActProblem.UNKNOWN),
        (declare(case_id="nothing"), ActProblem.ALREADY_DONE),
        (declare(draft_id="nothing"), ActProblem.UNKNOWN),
    ],
)
def test_what_cannot_be_declared_says_why(
    rig: Rig, act: SubmitDeclaration, problem: ActProblem
) -> None:
    assert refused(rig, act) == NotDone(problem)


def test_of_those_who_came_together_all_are_declared_or_none(rig: Rig) -> None:
    child = replace(NHUNG, full_name="K'Brếp", birth=Birth(2020))
    together = declare()
    persons = (*together.persons, *declare(child).persons)
    wrong = (*persons, *declare(replace(child, full_name="1")).persons)
    assert refused(rig, replace(together, persons=wrong)) == NotDone(ActProblem.BAD_NAME)
    done = rig.act(replace(together, persons=persons))
    assert isinstance(done, Declared)
    assert len({one.person_id for one in done.persons}) == 2
    assert [body["value"] for body in rig.bodies("identifier")] == [STORED_PHONE] * 2


def test_a_crash_at_the_end_leaves_nothing(rig: Rig) -> None:
    rig.failing.fault = StorageFaultKind.FULL
    with pytest.raises(StorageFault):
        rig.acts.carry_out(declare(), STAFF)
    assert rig.count("records") == rig.count("declarations") == rig.count("print_jobs") == 0


def test_somebody_is_not_written_down_twice_unseen(rig: Rig) -> None:
    first = declared(rig, declare())
    namesake = replace(NHUNG, birth=Birth(1991), phone="")
    assert refused(rig, declare(namesake)) == MayBeTheSame((first.person_id,))
    other = declared(rig, declare(namesake, person_is_another=True))
    assert other.person_id != first.person_id
    far = declared(rig, declare(replace(namesake, birth=Birth(1960))))
    assert far.person_id not in (first.person_id, other.person_id)


def test_a_number_with_the_same_name_and_birth_is_the_same_person(rig: Rig) -> None:
    with_card = replace(NHUNG, id_number="058090000001", insurance_number="5800000001")
    first = declared(rig, declare(with_card))
    again = declared(rig, declare(replace(with_card, address=Address("Thôn Mẫu"))))
    assert again.person_id == first.person_id
    assert str(rig.person(first.person_id).details.address) == "Thôn Mẫu"
    kinds = [body["kind"] for body in rig.bodies("identifier")]
    assert kinds == [IdentifierKind.CITIZEN_ID, IdentifierKind.INSURANCE_NUMBER, "phone"]
    # The number of somebody else, mistyped or lent: staff are to look, and it stays theirs.
    other = replace(with_card, full_name="Lê Thị Khác", birth=Birth(1950))
    assert refused(rig, declare(other)) == MayBeTheSame((first.person_id,))
    another = declared(rig, declare(other, person_is_another=True))
    assert another.person_id != first.person_id
    assert len([body for body in rig.bodies("identifier") if body["kind"] == "citizen_id"]) == 1


def test_staff_correct_what_is_known_and_people_only_add_to_it(rig: Rig) -> None:
    known = declared(rig, declare()).person_id
    rig.clock.advance(86400)
    corrected = replace(NHUNG, full_name="Nguyễn Thị Hồng Nhung Mới", sex=Sex.UNKNOWN)
    declared(rig, declare(corrected, person_whom=StoredPerson(known)))
    assert rig.person(known).details.full_name == "Nguyễn Thị Hồng Nhung Mới"
    assert rig.person(known).details.sex is Sex.FEMALE
    rig.clock.advance(86400)
    told = replace(NHUNG, full_name="Ai Khác", address=Address("Thôn Mẫu"))
    own = by_themselves(told, person_whom=StoredPerson(known), phone=PROVEN)
    declared(rig, own, None)
    assert rig.person(known).details.full_name == "Nguyễn Thị Hồng Nhung Mới"
    assert str(rig.person(known).details.address) == "Thôn Mẫu"


def test_who_is_inside_declares_and_is_not_checked_in_again(rig: Rig) -> None:
    first = declared(rig, declare())
    assert first.checked is not None
    repeat = declared(rig, declare(person_whom=StoredPerson(first.person_id)))
    assert repeat.checked == replace(
        first.checked, is_repeat=True, print_job="", is_unverified=False
    )
    rig.clock.advance(3600)
    inside = declared(rig, declare(person_whom=StoredPerson(first.person_id)))
    assert inside.checked is None
    assert len(rig.bodies("arrival")) == 1
    later = declared(rig, declare(replace(NHUNG, full_name="K'Brơi"), check_in=False))
    assert later.checked is None
    assert not rig.is_inside(later.person_id)


# By themselves.


def test_a_self_declaration_needs_nobody(rig: Rig) -> None:
    answer = declared(rig, by_themselves(), None)
    assert answer.checked is not None
    assert answer.checked.is_unverified
    body = rig.bodies("arrival")[0]
    told = (body["lane"], body["direction_by"], body["method"], body["proof"])
    assert told == ("gate", "person", "self", "none")
    assert "staff" not in rig.bodies("declaration")[0]
    assert rig.bodies("identifier")[0]["source"] == "declared"
    assert rig.told[0].lane is LaneName.GATE
    assert rig.count("staff_trail") == 0


def test_a_proven_phone_needs_no_verification(rig: Rig) -> None:
    answer = declared(rig, by_themselves(phone=PROVEN), None)
    assert answer.checked is not None
    assert not answer.checked.is_unverified
    assert rig.bodies("arrival")[0]["challenge"] == "challenge-1"
    assert rig.bodies("identifier")[0]["source"] == "otp"


def test_nobody_is_told_of_whom_they_may_be_the_same_as(rig: Rig) -> None:
    first = declared(rig, declare())
    other = declared(rig, by_themselves(replace(NHUNG, birth=Birth(1991))), None)
    assert other.person_id != first.person_id


@pytest.mark.parametrize(
    "act",
    [
        declare(),
        by_themselves(case_id="case"),
        by_themselves(person_whom=StoredPerson("p")),
        by_themselves(person_whom=ReleasedPerson("h", NHUNG), phone=None),
    ],
)
def test_what_only_staff_declare(rig: Rig, act: SubmitDeclaration) -> None:
    assert refused(rig, act, None) == NotDone(ActProblem.NOT_SIGNED_IN)


def test_where_policy_wants_a_phone_proven_the_desk_goes_on(rig: Rig) -> None:
    rig.desk.policy = replace(REQUIRED, otp=OtpRule.REQUIRED)
    answer = declared(rig, by_themselves(), None)
    assert (answer.checked, answer.case_number) == (None, 1)
    assert rig.bodies("support")[0]["reason"] == Reason.UNVERIFIED_PHONE
    without = replace(NHUNG, full_name="K'Brơi", phone="")
    assert declared(rig, by_themselves(without), None).checked is not None
    proven = by_themselves(replace(NHUNG, full_name="K'Brếp"), phone=PROVEN)
    assert declared(rig, proven, None).checked is not None
