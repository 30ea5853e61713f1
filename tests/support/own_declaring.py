"""What the public's pages of declaring are told: a setup, a scan, and what came of it."""

from __future__ import annotations

from datetime import UTC, date, datetime

from kiosk.domain.declaration.form import Coding, Form
from kiosk.domain.desk.acts_on_declarations import Declared, PersonAnswer
from kiosk.domain.desk.acts_on_visits import CheckedPerson
from kiosk.domain.desk.declaring_setup import BasisText, DeclaringSetup
from kiosk.domain.events import Decided
from kiosk.domain.language import Language
from kiosk.domain.people.person import Birth, PersonDetails, Sex
from kiosk.domain.station.pages.express import (
    Agreed,
    DeclareWithStaff,
    NothingOfThese,
    SomethingOfThese,
    StatementsAgain,
)
from kiosk.domain.station.pages.no_code import DeclaringWanted
from kiosk.domain.station.pages.self_declaration import (
    AnswerTouched,
    ConsentTurned,
    DeclarantChosen,
    NoPhone,
    PartEdited,
    ReviewPart,
    Sent,
    SexChosen,
    UnitTouched,
    WentBack,
    WentOn,
)
from kiosk.domain.station.pages.sending import Disagreed, TextSizeTurned, Undeclared
from kiosk.domain.text_input.field_text import Typed
from kiosk.domain.visits.decision import Direction, LaneName, NeedsDeclaration, Outcome
from kiosk.services.shipped_forms import shipped_form
from sync.protocol.declaration_bodies import LegalBasis

AT = datetime(2026, 11, 23, 0, 2, 7, tzinfo=UTC)
UNTIL = datetime(2026, 11, 23, 17, tzinfo=UTC)
NHUNG = PersonDetails(
    "Nguyễn Thị Hồng Nhung", Birth(1956, 3, 2), Sex.FEMALE, insurance_number="0123456789"
)
TUNG = PersonDetails("Nguyễn Văn Tùng", Birth(1981, 11, 20), Sex.MALE)
CHILD = PersonDetails("Phạm Bảo Ngọc", Birth(2019, 6, 1), Sex.FEMALE)
SCAN = Undeclared("scan-1", NHUNG)
FEVER = Coding("http://snomed.info/sct", "386661006")
NO_SIGNS = Coding("urn:checkpoint-kiosk:code", "none")


def make_setup(
    kind: LegalBasis = LegalBasis.PUBLIC_TASK,
    *,
    form: Form | None = None,
    is_required: bool = True,
    asks_code: bool = False,
) -> DeclaringSetup:
    """What holds for a declaration at the venue of the tests."""
    notices = {
        language: BasisText(kind, "notice", "1", language.value * 32, f"told in {language.value}")
        for language in Language
    }
    return DeclaringSetup(
        form or shipped_form("domestic"), date(2026, 11, 23), notices, is_required, asks_code
    )


def declared(*, case_number: int | None = None, is_inside: bool = False) -> Declared:
    """The answer to a submission of one person, who came in, waits, or was inside already."""
    came = CheckedPerson("p-1", NHUNG.full_name, Direction.ARRIVAL, UNTIL, "e-1")
    checked = None if is_inside or case_number is not None else came
    return Declared((PersonAnswer("p-1", "d-1", UNTIL, checked, case_number=case_number),))


DECLARING_TOUCHES = (
    *(DeclaringWanted(), Typed("N"), NoPhone(), WentOn(), WentBack()),
    *(AnswerTouched(False), ConsentTurned(), SexChosen(Sex.MALE), UnitTouched(0)),
    *(Sent(Language.VI), PartEdited(ReviewPart.HOME), DeclarantChosen(None)),
    *(NothingOfThese(Language.VI), SomethingOfThese(), DeclareWithStaff()),
    *(Agreed(Language.EN), Disagreed(), StatementsAgain(), TextSizeTurned()),
)
"""What fingers do on both pages."""
UNDECLARED = tuple(
    Decided(Outcome(lane, NeedsDeclaration(prefill), AT, scan_id=f"s-{number}"))
    for number, prefill in enumerate((NHUNG, TUNG, CHILD, PersonDetails()))
    for lane in LaneName
)
"""Scans of different people that lack only their declaration."""
