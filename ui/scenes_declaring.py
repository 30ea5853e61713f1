"""The scenes of the public's pages of declaring: by statements after a card, and in detail."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

from kiosk.domain.declaration.answers import Answers
from kiosk.domain.declaration.draft import Draft
from kiosk.domain.declaration.form import Coding, Item, ItemType, Text, Value
from kiosk.domain.declaration.notice import notices
from kiosk.domain.desk.declaring_setup import DeclaringSetup, PrepareDeclaring
from kiosk.domain.desk.hub_questions import CheckCode, SendCode
from kiosk.domain.events import Configured, Decided
from kiosk.domain.language import Language
from kiosk.domain.people.address import Address
from kiosk.domain.people.person import Birth, PersonDetails, Sex
from kiosk.domain.station.desk import PageWanted
from kiosk.domain.station.page import DeskAnswered
from kiosk.domain.station.pages.express import NothingOfThese, SomethingOfThese
from kiosk.domain.station.pages.no_code import NoCode
from kiosk.domain.station.pages.self_declaration import (
    AnswerTouched,
    ConsentTurned,
    DeclarantChosen,
    FieldTouched,
    NoPhone,
    Sent,
    SexChosen,
    UnitTouched,
    WentOn,
)
from kiosk.domain.station.pages.self_steps import SelfDeclaration, SelfStep
from kiosk.domain.station.pages.sending import TextSizeTurned
from kiosk.domain.station.touches import WindowEvent
from kiosk.domain.text_input.field_text import Typed
from kiosk.domain.units.queries import FindUnits
from kiosk.domain.units.unit import FoundUnit, Scheme, Unit, UnitsFound
from kiosk.domain.venue import Policy, Venue
from kiosk.domain.visits.decision import Admit, Direction, LaneName, NeedsDeclaration, Outcome
from kiosk.services.shipped_forms import shipped_form
from sync.protocol.asking import OtpChecked, OtpStarted
from sync.protocol.declaration_bodies import LegalBasis, Relation
from sync.protocol.policy import DeclarationRule
from ui.showcase import AT, Showcase

_VI = Language.VI
_NAME = "Nguyễn Thị Hồng Nhung"
_KEEPS_DAYS = 30
_BORN = Birth(1956)
_CHILD_BORN = Birth(2019, 6, 1)
_HAI = Unit(Scheme.NEW, "22852", "Xã Vĩnh Hải", "56", "Khánh Hòa")
_QUY_NHON = Unit(Scheme.NEW, "21553", "Phường Quy Nhơn Đông", "52", "Gia Lai")
_DINH = Unit(Scheme.NEW, "22870", "Xã Phước Dinh", "56", "Khánh Hòa")
_DONG = Unit(Scheme.NEW, "22741", "Phường Đông Hải", "56", "Khánh Hòa")
_OLD_HAI = Unit(Scheme.OLD, "22861", "Xã Nhơn Hải", "58", "Ninh Thuận", "Ninh Hải")
_OLD_NHON = Unit(Scheme.OLD, "21601", "Xã Nhơn Hải", "52", "Bình Định", "Quy Nhơn")
_OLD_DONG = Unit(Scheme.OLD, "22762", "Phường Đông Hải", "58", "Ninh Thuận", "Phan Rang-Tháp Chàm")
_FOUND = UnitsFound(
    (FoundUnit(_OLD_HAI, (_HAI,), True), FoundUnit(_OLD_NHON, (_QUY_NHON,), False)), 2
)
_SPLIT = UnitsFound((FoundUnit(_OLD_DONG, (_DONG, _DINH), True),), 1)
_FEVER = Coding("http://snomed.info/sct", "386661006")
_COUGH = Coding("http://snomed.info/sct", "49727002")
_LONG = Text(
    "Có tiếp xúc gần với người bệnh, người nghi ngờ mắc bệnh, người về từ nơi đang có dịch hoặc"
    " người có các dấu hiệu nêu trên",
    "Been close to somebody who is ill or may be, who comes from where there is an outbreak, or"
    " who has any of the signs above",
)
_NO_SIGNS = Coding("urn:checkpoint-kiosk:code", "none")
_NO = AnswerTouched(False)
_ALL_NO = (_NO, AnswerTouched(_NO_SIGNS), _NO, _NO, _NO)


def _setup(venue: Venue, kind: LegalBasis, *, asks_code: bool = False) -> DeclaringSetup:
    told = notices(replace(venue, data_phone="0259.1022"), Policy(legal_basis=kind), _KEEPS_DAYS)
    return DeclaringSetup(shipped_form("domestic"), AT.date(), told, True, asks_code)


def _with_long_statements(item: Item) -> Item:
    """Each question with a statement as long as they come."""
    statement = _LONG if item.is_question and not item.conditions else None
    below = tuple(map(_with_long_statements, item.items))
    return replace(item, items=below, express=statement)


def _five_statements(showcase: Showcase) -> None:
    form = shipped_form("domestic")
    form = replace(form, items=tuple(map(_with_long_statements, form.items)))
    details = PersonDetails(_name(showcase), _BORN, Sex.FEMALE)
    showcase.take(_scan(1, details))
    key = showcase.window.station.window.desk.key
    setup = replace(_setup(showcase.venue, LegalBasis.PUBLIC_TASK), form=form)
    showcase.take(DeskAnswered(key, PrepareDeclaring(), setup))


def _prepared(
    showcase: Showcase, kind: LegalBasis, *events: WindowEvent, asks_code: bool = False
) -> None:
    """What the page on top asked for is here."""
    key = showcase.window.station.window.desk.key
    setup = _setup(showcase.venue, kind, asks_code=asks_code)
    showcase.take(DeskAnswered(key, PrepareDeclaring(), setup), *events)


def _scan(number: int, details: PersonDetails) -> Decided:
    result = NeedsDeclaration(details)
    return Decided(Outcome(LaneName.GATE, result, AT, scan_id=f"scan-{number}"))


def _express(
    showcase: Showcase,
    *events: WindowEvent,
    kind: LegalBasis = LegalBasis.PUBLIC_TASK,
    born: Birth = _BORN,
) -> None:
    showcase.take(_scan(1, PersonDetails(_name(showcase), born, Sex.FEMALE)))
    _prepared(showcase, kind, *events)


def _name(showcase: Showcase) -> str:
    """A whole name, as long as the showcase's is."""
    return _NAME if showcase.name == "N. T. H. Nhung" else showcase.name


def _waits(showcase: Showcase) -> None:
    _express(showcase)
    showcase.take(_scan(2, PersonDetails("Pi Năng", Birth(1980), Sex.MALE)))


def _self(showcase: Showcase, *events: WindowEvent, kind: LegalBasis = LegalBasis.CONSENT) -> None:
    showcase.take(PageWanted(SelfDeclaration()))
    _prepared(showcase, kind, *events)


def _written(
    showcase: Showcase,
    *events: WindowEvent,
    kind: LegalBasis = LegalBasis.CONSENT,
    year: str = "1956",
) -> None:
    """Who it is stands there."""
    unit = Address("", _HAI.snapshot)
    draft = Draft(name=_name(showcase), birth=year, sex=Sex.FEMALE, address=unit)
    page = replace(SelfDeclaration(), draft=replace(draft, phone="0912345678"))
    showcase.take(PageWanted(page))
    _prepared(showcase, kind, WentOn(), WentOn(), WentOn(), WentOn(), WentOn(), *events)


def _long_review(showcase: Showcase) -> None:
    """More was answered than a screen has room for."""
    form = shipped_form("border-entry")
    draft = Draft(
        name=_name(showcase),
        birth="1956",
        sex=Sex.FEMALE,
        address=Address("", _HAI.snapshot),
        phone="0912345678",
        relation=Relation.SELF,
        answers=Answers({item.link_id: _any_answer(item) for item in form.all_items}),
    )
    setup = replace(_setup(showcase.venue, LegalBasis.CONSENT), form=form)
    page = SelfDeclaration(draft=draft, setup=setup, step=SelfStep.REVIEW)
    showcase.take(PageWanted(page))


def _any_answer(item: Item) -> tuple[Value, ...]:
    if item.options:
        return (item.options[0].coding,)
    if item.type is ItemType.BOOLEAN:
        return (False,)
    return (AT.date(),) if item.type is ItemType.DATE else ("Phnôm Pênh",)


def _home(showcase: Showcase, text: str, found: UnitsFound, *events: WindowEvent) -> None:
    name = Typed(_NAME, None)
    _self(showcase, name, WentOn(), Typed("1956"), WentOn(), SexChosen(Sex.FEMALE), NoPhone())
    showcase.take(Typed(text, None))
    key = showcase.window.station.window.desk.key
    showcase.take(DeskAnswered(key, FindUnits(text), found), *events)


def _code(showcase: Showcase, keys: str, tries_left: int | None = None) -> None:
    name = Typed(_NAME, None)
    showcase.take(PageWanted(SelfDeclaration()))
    steps = (name, WentOn(), Typed("1956"), WentOn(), SexChosen(Sex.FEMALE))
    _prepared(showcase, LegalBasis.CONSENT, *steps, asks_code=True)
    showcase.take(Typed("0912345678"), WentOn())
    key = showcase.window.station.window.desk.key
    showcase.take(DeskAnswered(key, SendCode("+84912345678"), OtpStarted("c-1")))
    if tries_left is not None:
        showcase.take(Typed("111111"))
        wrong = OtpChecked(False, tries_left)
        showcase.take(DeskAnswered(key, CheckCode("c-1", "111111"), wrong))
    showcase.take(Typed(keys))


def _no_code(showcase: Showcase) -> None:
    required = Policy(declaration=DeclarationRule.REQUIRED)
    showcase.take(Configured(showcase.venue, required), PageWanted(NoCode()))


def _done(showcase: Showcase) -> None:
    showcase.take(PageWanted(SelfDeclaration(step=SelfStep.DONE)))


def _with_band(scene: Callable[[Showcase], None], showcase: Showcase) -> None:
    scene(showcase)
    showcase.decide(Admit(Direction.ARRIVAL))


_SIGNS = (_NO, AnswerTouched(_COUGH))
_DETAILED = (
    AnswerTouched(True),
    AnswerTouched(Coding("urn:checkpoint-kiosk:province", "01")),
    WentOn(),
    AnswerTouched(_FEVER),
    AnswerTouched(_COUGH),
    WentOn(),
    AnswerTouched(True),
    _NO,
    _NO,
)
DECLARING_SCENES: Mapping[str, Callable[[Showcase], None]] = {
    "no-code-declaring": _no_code,
    "express": _express,
    "express-five": _five_statements,
    "express-large": lambda showcase: _express(showcase, TextSizeTurned()),
    "express-band": partial(_with_band, _express),
    "express-waiting": _waits,
    "express-consent": lambda showcase: _express(
        showcase, NothingOfThese(_VI), kind=LegalBasis.CONSENT
    ),
    "express-child": lambda showcase: _express(showcase, NothingOfThese(_VI), born=_CHILD_BORN),
    "express-sending": lambda showcase: _express(showcase, NothingOfThese(_VI)),
    "self-name": lambda showcase: _self(showcase, *map(Typed, "nguyeenx thij")),
    "self-birth": lambda showcase: _self(showcase, Typed(_NAME, None), WentOn(), Typed("19")),
    "self-sex": lambda showcase: _self(
        showcase, Typed(_NAME, None), WentOn(), Typed("1956"), WentOn()
    ),
    "self-phone": lambda showcase: _self(
        showcase,
        *(Typed(_NAME, None), WentOn(), Typed("1956"), WentOn(), SexChosen(Sex.FEMALE)),
        Typed("0212345678"),
    ),
    "self-code": lambda showcase: _code(showcase, "407"),
    "self-code-wrong": lambda showcase: _code(showcase, "", tries_left=4),
    "self-home": lambda showcase: _home(showcase, "nhon hai", _FOUND),
    "self-home-split": lambda showcase: _home(showcase, "dong hai", _SPLIT, UnitTouched(0)),
    "self-home-none": lambda showcase: _home(showcase, "xyz", UnitsFound((), 0)),
    "self-yes-or-no": _written,
    "self-yes-or-no-band": partial(_with_band, _written),
    "self-signs": lambda showcase: _written(showcase, *_SIGNS),
    "self-signs-large": lambda showcase: _written(showcase, *_SIGNS, TextSizeTurned()),
    "self-places": lambda showcase: _written(showcase, AnswerTouched(True)),
    "self-places-typed": lambda showcase: _written(
        showcase, AnswerTouched(True), FieldTouched(), Typed("Viêng Chăn", None)
    ),
    "self-review": lambda showcase: _written(showcase, *_ALL_NO),
    "self-review-agreed": lambda showcase: _written(showcase, *_ALL_NO, ConsentTurned()),
    "self-review-large": lambda showcase: _written(showcase, *_ALL_NO, TextSizeTurned()),
    "self-review-other": lambda showcase: _written(showcase, *_ALL_NO, DeclarantChosen(None)),
    "self-review-child": lambda showcase: _written(showcase, *_ALL_NO, year="2019"),
    "self-review-detailed": lambda showcase: _written(showcase, *_DETAILED),
    "self-review-long": _long_review,
    "self-review-task": lambda showcase: _written(showcase, *_ALL_NO, kind=LegalBasis.PUBLIC_TASK),
    "self-review-card": lambda showcase: _express(showcase, SomethingOfThese(), *_ALL_NO),
    "self-sending": lambda showcase: _written(
        showcase, *_ALL_NO, Sent(_VI), kind=LegalBasis.PUBLIC_TASK
    ),
    "self-done": _done,
}
"""Every page on which the public declare and every variant of one."""
