"""Declarations as tests submit them; all persons and answers are made up."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from kiosk.domain.declaration.declaration import (
    Basis,
    Declarant,
    DeclaredPhone,
    FormAnswers,
    FormVersion,
)
from kiosk.domain.desk.acts_on_declarations import PersonDeclared, SubmitDeclaration
from kiosk.domain.people.person import Birth, PersonDetails, Sex
from kiosk.domain.venue import Policy
from sync.protocol.declaration_bodies import (
    DeclaredHow,
    LegalBasis,
    PhoneProof,
    Relation,
    Screening,
)
from sync.protocol.policy import DeclarationRule

REQUIRED = Policy(declaration=DeclarationRule.REQUIRED)
FORM = FormVersion("domestic", 1)
ITEMS = ({"linkId": "signs", "answer": [{"valueBoolean": False}]},)
CLEAR = FormAnswers(FORM, "vi", ITEMS, Screening.CLEAR)
FEVER = FormAnswers(
    FORM, "vi", ({"linkId": "signs", "answer": [{"valueBoolean": True}]},), Screening.SYMPTOMS
)
BASIS = Basis(LegalBasis.CONSENT, "notice", "1", "0" * 64, "vi")
NHUNG = PersonDetails("Nguyễn Thị Hồng Nhung", Birth(1990), Sex.FEMALE, phone="0900 000 001")
PROVEN = DeclaredPhone(Relation.SELF, PhoneProof.OTP, "challenge-1")


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
