"""Somebody's own declaration by hand, up to the moments that tests look at."""

from __future__ import annotations

from typing import Any

from kiosk.domain.declaration.draft import Draft
from kiosk.domain.desk.asked import Asked
from kiosk.domain.desk.declaring_setup import DeclaringSetup, PrepareDeclaring
from kiosk.domain.language import Language
from kiosk.domain.people.person import Sex
from kiosk.domain.station.page import (
    DeskAnswered,
    Moment,
    Turn,
)
from kiosk.domain.station.pages.self_declaration import (
    AnswerTouched,
    NoCodeCame,
    Sent,
    SexChosen,
    UnitTouched,
    WentOn,
    advance,
)
from kiosk.domain.station.pages.self_steps import (
    SelfDeclaration,
    SelfStep,
    begin,
)
from kiosk.domain.text_input.field_text import Cleared, Typed
from kiosk.domain.units.queries import FindUnits
from kiosk.domain.units.unit import FoundUnit, Scheme, Unit, UnitsFound
from tests.support.own_declaring import NO_SIGNS, SCAN, make_setup

KEY = 7
MOMENT = Moment(KEY, None)
NAME, PHONE, E164 = "Nguyễn Thị Hồng Nhung", "0912345678", "+84912345678"
HAI = Unit(Scheme.NEW, "22852", "Xã Vĩnh Hải", "56", "Khánh Hòa")
HA = Unit(Scheme.NEW, "22858", "Xã Thuận Nam", "56", "Khánh Hòa")
OLD = Unit(Scheme.OLD, "22891", "Xã Phước Dinh", "58", "Ninh Thuận", "Thuận Nam")
FOUND = UnitsFound(
    (FoundUnit(HAI, (HAI,), True), FoundUnit(OLD, (HAI, HA), True), FoundUnit(OLD, (), False)), 3
)
NO = AnswerTouched(False)
ALL_NO = (NO, AnswerTouched(NO_SIGNS), NO, NO, NO)
SEND = Sent(Language.VI)


def touch(state: SelfDeclaration, *events: object) -> Turn[SelfDeclaration]:
    """The page after these; the last turn with what it asks."""
    turn: Turn[SelfDeclaration] = Turn(state)
    for event in events:
        turn = advance(turn.state, event, MOMENT)
    return turn


def answered(asked: Asked[Any], answer: object) -> DeskAnswered:
    return DeskAnswered(KEY, asked, answer)


def opened(setup: DeclaringSetup | None = None) -> SelfDeclaration:
    return touch(SelfDeclaration(), answered(PrepareDeclaring(), setup or make_setup())).state


def typed(keys: str) -> list[Typed]:
    return [Typed(key) for key in keys]


def written_as(text: str) -> tuple[object, ...]:
    """The field emptied and this in it, by keys that Telex leaves alone."""
    return (Cleared(), Typed(text, None))


def written(setup: DeclaringSetup | None = None, birth: str = "1956") -> SelfDeclaration:
    """Who it is stands there; the first question of the form is next."""
    state = touch(opened(setup), *written_as(NAME), WentOn(), *typed(birth), WentOn()).state
    state = touch(state, SexChosen(Sex.FEMALE), *typed(PHONE), WentOn()).state
    if state.step is SelfStep.CODE:
        state = touch(state, NoCodeCame()).state
    return touch(state, answered(FindUnits(""), FOUND), UnitTouched(0)).state


def reviewed(setup: DeclaringSetup | None = None, birth: str = "1956") -> SelfDeclaration:
    return touch(written(setup, birth), *ALL_NO).state


def of_scan(setup: DeclaringSetup | None = None) -> SelfDeclaration:
    page = SelfDeclaration(scan=SCAN, draft=Draft(name=NAME, birth="1956", sex=Sex.FEMALE))
    return begin(page, setup or make_setup())
