"""Declarations as tests submit them; all persons and answers are made up."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from kiosk.domain.declaration.declaration import (
    Basis,
    Declarant,
    DeclaredPhone,
    FormAnswers,
    FormVersion,
)
from kiosk.domain.declaration.draft import Draft
from kiosk.domain.desk.acts_on_declarations import (
    Declared,
    PersonAnswer,
    PersonDeclared,
    SaveDraft,
    SubmitDeclaration,
)
from kiosk.domain.people.address import Address
from kiosk.domain.people.person import Birth, PersonDetails, Sex
from kiosk.domain.venue import Policy
from kiosk.domain.visits.decision import NeedsDeclaration, Outcome
from kiosk.services.shipped_forms import shipped_form
from sync.protocol.declaration_bodies import (
    DeclaredHow,
    LegalBasis,
    PhoneProof,
    Relation,
    Screening,
    declaration_body,
)
from sync.protocol.policy import DeclarationRule
from sync.protocol.records import format_at
from tests.support.credentials import citizen_fields, citizen_text, make_person
from tests.support.desk import STAFF, Rig
from tests.support.store import AT

REQUIRED = Policy(declaration=DeclarationRule.REQUIRED)
FORM = FormVersion("domestic", 1)
ITEMS = ({"linkId": "signs", "answer": [{"valueBoolean": False}]},)
CLEAR = FormAnswers(FORM, "vi", ITEMS, Screening.CLEAR)
FEVER = FormAnswers(
    FORM, "vi", ({"linkId": "signs", "answer": [{"valueBoolean": True}]},), Screening.SYMPTOMS
)
BASIS = Basis(LegalBasis.CONSENT, "notice", "1", "0" * 64, "vi")
CARD_HOLDER = make_person(random.Random(3))
CARD = citizen_text(citizen_fields(CARD_HOLDER, random.Random(1)))
NHUNG = PersonDetails("Nguyễn Thị Hồng Nhung", Birth(1990), Sex.FEMALE, phone="0900 000 001")
PROVEN = DeclaredPhone(Relation.SELF, PhoneProof.OTP, "challenge-1")


def keep(name: str = "", street: str = "", draft_id: str = "", case_id: str = "") -> SaveDraft:
    """What is filled in so far: a name, and where they live."""
    draft = Draft(draft_id, name=name, address=Address(street))
    return SaveDraft(draft, shipped_form("domestic"), case_id)


def kept(content: str) -> tuple[str, str]:
    """The name and the street of a draft as it is stored."""
    whole = json.loads(content)
    return whole["name"], whole["street"]


def declare(
    details: PersonDetails = NHUNG, answers: FormAnswers = CLEAR, **more: Any
) -> SubmitDeclaration:
    """A khai hộ of one person; `more` changes the submission, `person_…` the person in it."""
    of_person = {
        name.removeprefix("person_"): value
        for name, value in more.items()
        if name.startswith("person_")
    }
    act = SubmitDeclaration(
        (PersonDeclared(details, answers, **of_person),),
        DeclaredHow.PROXY,
        Declarant(Relation.STAFF),
        BASIS,
        DeclaredPhone() if details.phone else None,
    )
    rest = {name: value for name, value in more.items() if not name.startswith("person_")}
    return replace(act, **rest)


def by_themselves(
    details: PersonDetails = NHUNG, answers: FormAnswers = CLEAR, **more: Any
) -> SubmitDeclaration:
    """The same at the gate, of oneself."""
    own = {"how": DeclaredHow.SELF, "declarant": Declarant()}
    return declare(details, answers, **(own | more))


def declared(rig: Rig, act: SubmitDeclaration, staff: str | None = STAFF) -> PersonAnswer:
    """The answer of the first person; it must have been done."""
    done = rig.acts.carry_out(act, staff)
    assert isinstance(done.answer, Declared), done.answer
    rig.told += done.outcomes
    rig.check()
    return done.answer.persons[0]


def refused(rig: Rig, act: SubmitDeclaration, staff: str | None = STAFF) -> object:
    """The answer of one that was not done: nothing was written."""
    before = rig.count("records")
    done = rig.acts.carry_out(act, staff)
    assert not done.is_done
    assert rig.count("records") == before
    return done.answer


def needs(outcome: Outcome) -> NeedsDeclaration:
    assert isinstance(outcome.result, NeedsDeclaration), outcome
    return outcome.result


def a_declaration(
    screening: Screening = Screening.CLEAR, until: datetime = AT + timedelta(hours=1)
) -> dict[str, object]:
    """The body of one of a child, by its mother."""
    return declaration_body(
        form=("domestic", 3),
        language="vi",
        answers=[{"linkId": "signs", "answer": [{"valueString": "Ho ba ngày"}]}],
        screening=screening,
        how=DeclaredHow.PROXY,
        declarant={"relation": "parent", "full_name": "Trần Thị Mẫu", "phone": "+84900000009"},
        basis={
            "kind": "consent",
            "text": "notice",
            "version": "1",
            "sha": "0" * 64,
            "language": "vi",
            "at": format_at(AT),
        },
        until=format_at(until),
        gate="Cổng A",
        phone={"owner": "child", "proof": "otp", "challenge": "c"},
    )
