"""The public's pages of declaring: their words and touches, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from kiosk.domain.declaration.draft import Draft, PhoneOf
from kiosk.domain.desk.declaring_setup import DeclaringSetup, PrepareDeclaring
from kiosk.domain.desk.hub_questions import SendCode
from kiosk.domain.events import Configured, Decided, StorageReady
from kiosk.domain.language import Language
from kiosk.domain.people.person import PersonDetails, Sex
from kiosk.domain.station.desk import PageWanted
from kiosk.domain.station.desk_touches import GoOn
from kiosk.domain.station.effects import AskDesk, TimerFired, TimerName
from kiosk.domain.station.page import DeskAnswered
from kiosk.domain.station.pages.express import Express, ExpressStep
from kiosk.domain.station.pages.no_code import NoCode
from kiosk.domain.station.pages.self_steps import SelfDeclaration, SelfStep
from kiosk.domain.station.touches import LanguageChosen
from kiosk.domain.text_input.field_text import Typed
from kiosk.domain.units.queries import FindUnits
from kiosk.domain.units.unit import FoundUnit, Scheme, Unit, UnitsFound
from kiosk.domain.venue import NameDisplay, Policy
from kiosk.domain.visits.decision import LaneName, NeedsDeclaration, Outcome
from kiosk.settings.config import Config
from sync.protocol.asking import OtpChecked, OtpStarted
from sync.protocol.declaration_bodies import LegalBasis, Relation
from sync.protocol.policy import DeclarationRule
from tests.support.own_declaring import CHILD, FEVER, NHUNG, declared, make_setup
from tests.support.station import Station
from tests.support.views import plain
from tests.support.window import AT
from ui.i18n import Words
from ui.viewmodels.desk.express import ExpressViewModel, heading, public_name
from ui.viewmodels.desk.no_code import NoCodeViewModel
from ui.viewmodels.desk.self_declaration import SelfDeclarationViewModel
from ui.viewmodels.rows import RowsModel

AllWords = Mapping[Language, Words]
NAME, E164 = "Nguyễn Thị Hồng Nhung", "+84912345678"
HAI = Unit(Scheme.NEW, "22852", "Xã Vĩnh Hải", "56", "Khánh Hòa")
DINH = Unit(Scheme.NEW, "22870", "Xã Phước Dinh", "56", "Khánh Hòa")
OLD = Unit(Scheme.OLD, "22861", "Xã Nhơn Hải", "58", "Ninh Thuận", "Ninh Hải")
SPLIT = Unit(Scheme.OLD, "22762", "Phường Đông Hải", "58", "Ninh Thuận", "Phan Rang-Tháp Chàm")
FOUND = UnitsFound((FoundUnit(OLD, (HAI,), True), FoundUnit(SPLIT, (HAI, DINH), True)), 2)


def answer(station: Station, asked: object, told: object) -> None:
    """What the page on top asked is here."""
    key = station.vm.window.desk.key
    station.take(DeskAnswered(key, asked, told))  # type: ignore[arg-type]


def last_asked(station: Station) -> object:
    """What a page asked last."""
    asked = station.actions.asked[-1]
    assert isinstance(asked, AskDesk)
    return asked.asked


def scan(
    station: Station, details: PersonDetails = NHUNG, setup: DeclaringSetup | None = None
) -> ExpressViewModel:
    """A card lacks its declaration, and its page stands."""
    result = NeedsDeclaration(details)
    station.take(Decided(Outcome(LaneName.GATE, result, AT, scan_id="s-1")))
    answer(station, PrepareDeclaring(), setup or make_setup())
    return station.vm.rooms.desk.get(ExpressViewModel)


def begin(station: Station, setup: DeclaringSetup | None = None) -> SelfDeclarationViewModel:
    """Somebody declares for themselves."""
    station.take(PageWanted(SelfDeclaration()))
    answer(station, PrepareDeclaring(), setup or make_setup())
    return station.vm.rooms.desk.get(SelfDeclarationViewModel)


def type_text(station: Station, text: str) -> None:
    station.take(Typed(text, None))


def texts(view: SelfDeclarationViewModel) -> list[str]:
    """What there is to choose from."""
    options = view.question.options
    return [option["text"] for option in options]


def step(station: Station) -> SelfStep:
    page = station.vm.window.desk.top(SelfDeclaration)
    assert page is not None
    return page.step


def test_the_statements_stand_with_the_short_name_and_the_notice(station: Station) -> None:
    view = scan(station)
    assert station.page == "express"
    assert (view.part, view.name, view.title) == (
        "statements",
        "N. T. H. Nhung",
        "Trong 14 ngày qua:",
    )
    assert len(view.statements) == 3
    assert view.statements[1] == "Có sốt, ho, khó thở, viêm phổi, đau họng hoặc mệt mỏi"
    assert view.notice == "told in vi"
    station.take(LanguageChosen(Language.EN))
    assert (view.title, view.notice) == ("In the past 14 days:", "told in en")


def test_one_touch_sends_and_the_page_waits(station: Station) -> None:
    view = scan(station)
    view.haveNone()
    assert (view.part, view.statements) == ("wait", [])
    asked = last_asked(station)
    answer(station, asked, declared())
    assert station.page == "ready"


def test_consent_is_asked_and_may_be_refused(station: Station, words: AllWords) -> None:
    view = scan(station, setup=make_setup(LegalBasis.CONSENT))
    view.haveNone()
    assert view.part == "consent"
    view.leave()
    assert view.part == "statements"
    view.haveNone()
    view.agree()
    assert view.part == "wait"
    other = Station(words)
    other.take(StorageReady())
    again = scan(other, setup=make_setup(LegalBasis.CONSENT))
    again.haveNone()
    again.disagree()
    assert again.part == "wait"


def test_who_declares_for_a_child_is_asked(station: Station) -> None:
    view = scan(station, CHILD)
    view.haveNone()
    assert view.part == "representative"
    assert view.relations[0] == {"key": "parent", "text": "Cha, mẹ"}
    view.represent("guardian")
    assert view.part == "wait"


def test_with_staff_or_in_detail(station: Station, words: AllWords) -> None:
    view = scan(station)
    view.askStaff()
    page = station.vm.window.desk.top(Express)
    assert page is not None
    assert page.step is ExpressStep.SENDING
    other = Station(words)
    other.take(StorageReady())
    scan(other).haveSome()
    assert other.page == "self_declaration"


def test_the_way_back_leads_out(station: Station) -> None:
    view = scan(station)
    view.leave()
    assert station.page == "ready"
    assert (view.part, view.name) == ("wait", ""), "nothing of the person is left"


def test_large_text_is_the_pages_alone(station: Station) -> None:
    shell = station.vm.rooms.shell
    view = scan(station)
    assert view.canEnlarge
    view.turnSize()
    assert (view.isLarge, shell.largeText) == (True, True)
    view.leave()
    assert not shell.largeText
    own = begin(station)
    own.turnSize()
    assert (own.isLarge, own.canEnlarge, shell.largeText) == (True, True, True)


def test_names_are_shown_as_policy_says() -> None:
    assert public_name(NAME, NameDisplay.FULL) == NAME
    assert public_name(NAME, NameDisplay.SHORT) == "N. T. H. Nhung"
    assert public_name(NAME, NameDisplay.NONE) == ""


def test_a_form_whose_statements_stand_alone_has_its_title_above() -> None:
    form = make_setup().form
    (health,) = form.items
    assert heading(replace(form, items=health.items)) == form.title
    assert heading(replace(form, items=())) == form.title


def test_declaring_is_offered_where_policy_asks(station: Station) -> None:
    station.take(PageWanted(NoCode()))
    ways = station.vm.rooms.desk.get(NoCodeViewModel)
    assert not ways.canDeclare
    policy = Policy(declaration=DeclarationRule.REQUIRED)
    station.take(Configured(Config().venue, policy))
    assert ways.canDeclare
    ways.declareHere()
    assert station.page == "self_declaration"


def test_one_question_after_the_other(station: Station) -> None:
    view = begin(station)
    assert (view.part, view.heading) == ("text", "Khai báo y tế · Câu 1/10")
    assert (view.title, view.question.kind) == ("Họ và tên\xa0*", "name")
    assert not view.question.canGoOn
    type_text(station, NAME)
    assert (view.question.field, view.question.canGoOn) == (NAME, True)
    view.goOn()
    assert view.question.kind == "birth"
    type_text(station, "1956")
    view.goOn()
    assert (view.part, texts(view)) == ("choice", ["Nam", "Nữ", "Khác"])
    view.choose(1)
    assert plain(str(view.question.skip)) == "Không có điện thoại"
    type_text(station, "0212345678")
    assert (view.question.isWarning, view.question.canGoOn) == (True, False)
    view.skip()
    assert view.question.kind == "home"
    answer(station, FindUnits(""), FOUND)
    assert texts(view) == ["Xã Nhơn Hải", "Phường Đông Hải"]
    assert view.question.options[0]["more"] == (  # type: ignore[index]
        "Ninh Hải, Ninh Thuận · nay là Xã Vĩnh Hải, Khánh Hòa"
    )
    view.choose(1)
    assert (view.title, texts(view)) == (
        "Nay thuộc xã, phường nào?",
        ["Xã Vĩnh Hải", "Xã Phước Dinh"],
    )
    view.choose(1)
    assert (texts(view), view.question.waits) == (["Có", "Không"], False)
    assert view.question.notice == "told in vi"
    view.leave()
    assert view.question.sentence == DINH.full_name, "what was chosen stands there"


def test_nothing_found_is_said(station: Station) -> None:
    view = begin(station)
    type_text(station, NAME)
    view.goOn()
    type_text(station, "1956")
    view.goOn()
    view.choose(0)
    view.skip()
    answer(station, FindUnits(""), UnitsFound((), 0))
    assert view.question.isWarning
    assert view.question.sentence == "Chưa thấy nơi nào tên như vậy."


def written(station: Station, setup: DeclaringSetup | None = None) -> SelfDeclarationViewModel:
    """Who it is stands there, and the first question of the form is asked."""
    view = begin(station, setup)
    type_text(station, NAME)
    view.goOn()
    type_text(station, "1956")
    view.goOn()
    view.choose(1)
    type_text(station, "0912345678")
    view.goOn()
    if step(station) is SelfStep.CODE:
        view.skip()
    answer(station, FindUnits(""), FOUND)
    view.choose(0)
    return view


def test_the_code_is_typed_or_does_not_come(station: Station) -> None:
    view = begin(station, make_setup(asks_code=True))
    type_text(station, NAME)
    view.goOn()
    type_text(station, "1956")
    view.goOn()
    view.choose(1)
    type_text(station, "0912345678")
    view.goOn()
    assert view.part == "wait"
    answer(station, SendCode(E164), OtpStarted("c-1"))
    assert view.question.skip == "Không nhận được mã"
    assert "0912\xa0345\xa0678" in str(view.question.sentence)
    type_text(station, "111111")
    assert view.part == "wait", "it is being checked"
    page = station.vm.window.desk.top(SelfDeclaration)
    assert page is not None
    asked = last_asked(station)
    answer(station, asked, OtpChecked(False, 4))
    assert (view.question.field, view.question.isWarning) == ("", True)
    view.skip()
    assert step(station) is SelfStep.HOME


def test_signs_wait_for_going_on(station: Station) -> None:
    view = written(station)
    view.choose(1)
    assert view.question.waits
    assert not view.question.canGoOn
    nones = [option["isNone"] for option in view.question.options]  # type: ignore[attr-defined]
    assert nones == [*[False] * 6, True]
    view.choose(0)
    assert view.question.options[0]["isChosen"]  # type: ignore[index]
    page = station.vm.window.desk.top(SelfDeclaration)
    assert page is not None
    assert page.draft.answers.of("signs-seen") == (FEVER,)
    view.goOn()
    assert texts(view) == ["Có", "Không"]


def test_an_open_question_has_its_field(station: Station) -> None:
    view = written(station)
    view.choose(0)
    assert (view.question.hasField, view.question.inUse) == (True, False)
    assert view.question.hint == "Nơi khác, hoặc điều khác"
    view.touchField()
    assert view.question.inUse
    type_text(station, "Viêng Chăn")
    assert view.question.field == "Viêng Chăn"


def reviewed(station: Station, setup: DeclaringSetup | None = None) -> SelfDeclarationViewModel:
    view = written(station, setup)
    for place in (1, 6, 1, 1, 1):
        view.choose(place)
    assert view.part == "review"
    return view


def read_back(view: SelfDeclarationViewModel) -> list[dict[str, Any]]:
    """The cards that stand there."""
    model = view.reviewCards
    assert isinstance(model, RowsModel)
    return [model.data(model.index(place)) for place in range(model.rowCount())]


def test_all_is_read_back_before_it_is_sent(station: Station) -> None:
    view = reviewed(station, make_setup(LegalBasis.CONSENT))
    lines = [
        (card["part"], [(plain(line["label"]), plain(line["text"])) for line in card["lines"]])
        for card in read_back(view)
    ]
    assert lines == [
        (
            "person",
            [("Họ và tên", NAME), ("Năm sinh", "1956 · Nữ"), ("Điện thoại", "0912 345 678")],
        ),
        ("home", [("Nơi ở", "Xã Vĩnh Hải, Khánh Hòa")]),
        (
            "answers",
            [
                ("Đi lại", "Không đi đâu"),
                ("Dấu hiệu", "Không có dấu hiệu nào"),
                ("Tiếp xúc", "Không tiếp xúc với ai"),
            ],
        ),
    ]
    assert (view.review["isSelf"], view.review["canSend"]) == (True, False)
    assert view.review["sentence"] == "Xin chạm vào ô đồng ý để gửi"
    view.turnConsent()
    assert (view.review["canSend"], view.review["sentence"]) == (True, "")
    view.declare("")
    assert view.review["sentence"] == "Xin chọn người khai"
    view.declare(Relation.CHILD.value)
    assert [one["isChosen"] for one in view.review["relations"]][:2] == [True, False]  # type: ignore[attr-defined]
    view.edit("answers-0")
    assert plain(view.title).startswith("Trong 14 ngày qua")
    view.leave()
    view.edit("answers-9")
    assert view.part == "review", "a card that is gone"
    view.edit("home-0")
    assert view.question.kind == "home"
    view.goOn()
    view.turnConsent()
    view.send()
    assert view.part == "wait"


def test_no_phone_and_no_consent_are_answers(station: Station, words: AllWords) -> None:
    draft = Draft(name=NAME, phone_of=PhoneOf.NONE, birth="1956", sex=Sex.FEMALE)
    view = reviewed(station, make_setup(LegalBasis.CONSENT))
    page = station.vm.window.desk.top(SelfDeclaration)
    assert page is not None
    answers = page.draft.answers
    other = Station(words)
    other.take(PageWanted(replace(page, draft=replace(draft, answers=answers))))
    shown = read_back(other.vm.rooms.desk.get(SelfDeclarationViewModel))
    assert plain(shown[0]["lines"][2]["text"]) == "Không có điện thoại"
    view.disagree()
    assert station.page == "result"


def test_what_is_done_is_said_and_read(station: Station) -> None:
    station.take(PageWanted(SelfDeclaration(step=SelfStep.DONE)))
    view = station.vm.rooms.desk.get(SelfDeclarationViewModel)
    assert (view.part, plain(view.title)) == ("done", "Đã ghi nhận khai báo")
    assert view.doneS == 8.0
    view.close()
    assert station.page == "ready"


@pytest.mark.parametrize("kind", ["express", "self"])
def test_nothing_is_on_show_while_it_asks_whether_somebody_is_there(
    station: Station, kind: str
) -> None:
    view = scan(station) if kind == "express" else written(station)
    station.take(TimerFired(TimerName.DESK, station.vm.window.desk.token))
    assert station.vm.window.desk.is_asking
    assert (view.part, view.title) == ("wait", "")
    station.take(GoOn())
    assert view.title
