"""The pages of *Khai hộ*, as scenes that a showcase is set to."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from kiosk.domain.declaration.draft import PhoneOf
from kiosk.domain.declaration.notice import BasisText
from kiosk.domain.desk.acts_on_declarations import Declared, PersonAnswer, SubmitDeclaration
from kiosk.domain.desk.acts_on_visits import CheckedPerson
from kiosk.domain.desk.declaration_queries import (
    Alike,
    DraftRow,
    Drafts,
    FindAlike,
    ListDrafts,
)
from kiosk.domain.desk.declaring_setup import DeclaringSetup, PrepareDeclaring
from kiosk.domain.language import Language
from kiosk.domain.people.person import Sex
from kiosk.domain.station.desk import PageWanted, StaffSignedIn
from kiosk.domain.station.page import DeskAnswered
from kiosk.domain.station.pages.declare_state import Declare
from kiosk.domain.station.pages.declare_touches import (
    AnswerTouched,
    ConsentTouched,
    DeclareSexChosen,
    DeclareTouch,
    DeniedTouched,
    DraftsTouched,
    NextFieldTouched,
    NextTouched,
    PhoneOfChosen,
    RelationChosen,
    SendTouched,
    StepBackTouched,
    UnitChosen,
)
from kiosk.domain.text_input.field_text import KeyboardTouch, Typed
from kiosk.domain.text_input.name_syllables import SuggestSyllables
from kiosk.domain.units.queries import FindUnits
from kiosk.domain.units.unit import FoundUnit, Scheme, Unit, UnitsFound
from kiosk.domain.visits.decision import Direction
from kiosk.services.shipped_forms import shipped_form
from sync.protocol.declaration_bodies import LegalBasis, Relation
from ui.scenes_people import FAMILY
from ui.showcase import AT, Showcase, demo_session

NOTICES = {
    Language.VI: (
        "Thông tin sức khỏe là dữ liệu cá nhân nhạy cảm. Trung tâm Y tế Mẫu dùng để phòng, chống "
        "dịch; có thể chuyển cho cơ quan y tế khi cần truy vết. Lưu trên máy này 30 ngày rồi xóa. "
        "Muốn xem, sửa, xóa, rút đồng ý: mời đến bàn hỗ trợ hoặc gọi 1022."
    ),
    Language.EN: (
        "Health information is sensitive personal data. Trung tâm Y tế Mẫu uses it to prevent and "
        "fight epidemics; it may be passed to health authorities for tracing. Kept on this machine "
        "for 30 days, then erased. To see, correct, erase or withdraw: the support desk or 1022."
    ),
}
SETUP = DeclaringSetup(
    shipped_form("domestic"),
    date(2026, 11, 23),
    {
        language: BasisText(LegalBasis.CONSENT, "notice", "1", "0" * 64, text)
        for language, text in NOTICES.items()
    },
    is_required=True,
)


def _unit(code: str, name: str, province: str, district: str = "") -> Unit:
    scheme = Scheme.OLD if district else Scheme.NEW
    return Unit(scheme, code, name, code[:2], province, district)


VINH_HAI = _unit("22846", "Xã Vĩnh Hải", "Khánh Hòa")
NHON_HAI = UnitsFound(
    (
        FoundUnit(_unit("22855", "Xã Nhơn Hải", "Ninh Thuận", "Ninh Hải"), (VINH_HAI,), True),
        FoundUnit(
            _unit("21991", "Xã Nhơn Hải", "Bình Định", "Quy Nhơn"),
            (_unit("21583", "Phường Quy Nhơn Đông", "Gia Lai"),),
            False,
        ),
    ),
    2,
)
DONG_HAI = UnitsFound(
    (
        FoundUnit(
            _unit("22762", "Phường Đông Hải", "Ninh Thuận", "Phan Rang – Tháp Chàm"),
            (
                _unit("22741", "Phường Đông Hải", "Khánh Hòa"),
                _unit("22891", "Xã Phước Dinh", "Khánh Hòa"),
            ),
            True,
        ),
    ),
    1,
)
NOBODY = UnitsFound((), 0)
_OPEN = Drafts(
    (
        DraftRow("d-1", "Chamaléa Thị Hương", AT - timedelta(minutes=4), "staff-1"),
        DraftRow("d-2", "", AT - timedelta(minutes=31), "staff-2"),
    )
)
_NO_DRAFTS = Drafts(())

Touches = tuple[DeclareTouch | KeyboardTouch, ...]


def answer(showcase: Showcase, kind: type[Any], answer_: Any) -> None:
    """What the page on top asked is answered."""
    page = showcase.window.station.window.desk.stack[-1]
    state = page.state
    asked = state.asked if isinstance(state, Declare) else None
    if isinstance(asked, kind):
        showcase.take(DeskAnswered(page.key, asked, answer_))


_CHIPS = ("Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh"), ("Thị", "Văn", "Ngọc", "Thanh", "Hồng")
"""What is suggested for a family name, and for what follows it."""


def _open(
    showcase: Showcase, *events: DeclareTouch | KeyboardTouch, drafts: Drafts = _NO_DRAFTS
) -> None:
    showcase.take(StaffSignedIn(demo_session()), PageWanted(Declare()))
    answer(showcase, PrepareDeclaring, SETUP)
    answer(showcase, SuggestSyllables, _CHIPS[0])
    answer(showcase, ListDrafts, drafts)
    _touch(showcase, *events)


def _touch(
    showcase: Showcase, *events: DeclareTouch | KeyboardTouch, units: UnitsFound = NHON_HAI
) -> None:
    for event in events:
        showcase.take(event)
        answer(showcase, SuggestSyllables, _CHIPS[1])
        answer(showcase, FindUnits, units)


def _keys(text: str) -> Typed:
    return Typed(text, None)


_NAME = (_keys("Nguyễn Thị Hồng Nhung"), NextFieldTouched())
_PERSON: Touches = (
    *_NAME,
    _keys("1956"),
    _keys("0912345678"),
    DeclareSexChosen(Sex.FEMALE),
)
_DENIED: Touches = (DeniedTouched("travel"), DeniedTouched("signs"), DeniedTouched("contact"))


def _person(showcase: Showcase) -> None:
    _open(showcase, *(Typed(key) for key in "Nguyeenx"))


def _compared(showcase: Showcase, people: Any = ()) -> None:
    _touch(showcase, NextTouched())
    answer(showcase, FindAlike, Alike(people))
    answer(showcase, FindUnits, NOBODY)


def _alike(showcase: Showcase) -> None:
    _open(showcase, *_PERSON)
    _compared(showcase, FAMILY)


def _address(showcase: Showcase, *events: DeclareTouch | KeyboardTouch) -> None:
    _open(showcase, *_PERSON)
    _compared(showcase)
    _touch(showcase, *events)


def _ask_today(showcase: Showcase) -> None:
    _address(showcase)
    _touch(showcase, _keys("đông hải"), units=DONG_HAI)
    _touch(showcase, UnitChosen(0), units=DONG_HAI)


def _health(showcase: Showcase, *events: DeclareTouch | KeyboardTouch) -> None:
    _address(showcase, _keys("nhon hai"), UnitChosen(0), _keys("Thôn Mỹ Tường 1"), NextTouched())
    _touch(showcase, *events)


def _confirm(showcase: Showcase, *events: DeclareTouch | KeyboardTouch) -> None:
    _health(showcase, *_DENIED, NextTouched(), *events)


_AGREED: Touches = (RelationChosen(Relation.STAFF), ConsentTouched())


def _done(showcase: Showcase, number: int | None = None) -> None:
    _health(showcase, *_DENIED, NextTouched(), *_AGREED, SendTouched(Language.VI))
    page = showcase.window.station.window.desk.stack[-1]
    checked = CheckedPerson(
        "p-1", "Nguyễn Thị Hồng Nhung", Direction.ARRIVAL, AT, "e-1", print_job="job"
    )
    sent = PersonAnswer("p-1", "r-1", AT, None if number else checked, "c-1", number)
    act = SubmitDeclaration((), None, None, None)  # type: ignore[arg-type]
    showcase.take(DeskAnswered(page.key, act, Declared((sent,))))


DECLARE_FOR: dict[str, Callable[[Showcase], object]] = {
    "declare-person": _person,
    "declare-person-empty": _open,
    "declare-person-drafts": lambda showcase: _open(showcase, drafts=_OPEN),
    "declare-person-whole": lambda showcase: _open(showcase, *_PERSON),
    "declare-person-relative": lambda showcase: _open(
        showcase, *_NAME, PhoneOfChosen(PhoneOf.RELATIVE)
    ),
    "declare-drafts": lambda showcase: _open(showcase, DraftsTouched(), drafts=_OPEN),
    "declare-leaving": lambda showcase: _open(showcase, *_PERSON, StepBackTouched()),
    "declare-alike": _alike,
    "declare-address": lambda showcase: _address(showcase, _keys("nhon hai")),
    "declare-address-chosen": lambda showcase: _address(
        showcase, _keys("nhon hai"), UnitChosen(0), _keys("Thôn Mỹ Tường 1")
    ),
    "declare-address-ask": _ask_today,
    "declare-health-staff": lambda showcase: _health(showcase, DeniedTouched("travel")),
    "declare-health-positive": lambda showcase: _health(
        showcase,
        AnswerTouched("contact-patient", True),
        AnswerTouched("contact-area", False),
        DeniedTouched("signs"),
    ),
    "declare-health-places": lambda showcase: _health(showcase, AnswerTouched("travelled", True)),
    "declare-confirm": lambda showcase: _confirm(showcase, *_AGREED),
    "declare-confirm-open": _confirm,
    "declare-done": _done,
    "declare-done-held": lambda showcase: _done(showcase, 12),
}
"""Every page of *Khai hộ* and every variant of one."""
