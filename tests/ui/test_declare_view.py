"""*Khai hộ*: what its pages say, and what a touch of them tells the machine."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtGui import QGuiApplication

from kiosk.domain.declaration.answers import Answers
from kiosk.domain.declaration.draft import Draft, Missing, PhoneOf
from kiosk.domain.desk.acts import ActProblem
from kiosk.domain.desk.acts_on_declarations import PersonAnswer
from kiosk.domain.desk.acts_on_visits import CheckedPerson
from kiosk.domain.desk.declaration_queries import DeclarationState, DraftRow
from kiosk.domain.language import Language
from kiosk.domain.people.address import Address
from kiosk.domain.people.person import Sex
from kiosk.domain.station.pages import declare_touches as touches
from kiosk.domain.station.pages.declare_state import Declare, DeclarePanel
from kiosk.domain.station.pages.declare_touches import (
    AnswerTouched,
    ConsentTouched,
    DeclareField,
    DeclareSexChosen,
    DeclareStep,
    DeniedTouched,
    NextFieldTouched,
    NextTouched,
    PhoneOfChosen,
    RelationChosen,
    UnitChosen,
)
from kiosk.domain.station.touches import WindowEvent
from kiosk.domain.text_input.field_text import Typed
from kiosk.domain.units.unit import UnitsFound
from kiosk.domain.visits.decision import Direction
from sync.protocol.asking import DeclarationStatus
from sync.protocol.declaration_bodies import Relation
from tests.support.declaring import NHON_HAI, OLD_DONG_HAI, DeclaringDesk
from tests.support.desk_people import row
from tests.support.forms import form_of, item
from tests.support.people_views import plain, view
from tests.support.window import AT
from ui.i18n import Words
from ui.messages.declaring import MISSING, RELATIONS, STEPS
from ui.scenes_declare_for import SETUP
from ui.showcase import NoActions
from ui.viewmodels.desk.declare import DeclareProps, DeclareViewModel, derive_declare
from ui.viewmodels.desk.declare_confirm import derive_read_back, phone_said
from ui.viewmodels.desk.declare_health import derive_sheet
from ui.viewmodels.desk.declare_panels import derive_panel, panel_touches
from ui.viewmodels.desk.declare_person import birth_said
from ui.viewmodels.desk.shown import declared_said

PERSON = (
    Typed("Nguyễn Thị Hồng Nhung", None),
    NextFieldTouched(),
    Typed("1956", None),
    Typed("0912345678", None),
    DeclareSexChosen(Sex.FEMALE),
)
DENIED = tuple(DeniedTouched(group) for group in ("travel", "signs", "contact"))


def desk(*events: object) -> DeclaringDesk:
    """The pages after these touches, with the notices of the gallery."""
    made = DeclaringDesk()
    made.setup = SETUP
    return made.open().take(*events)


def on_health(*events: object) -> DeclaringDesk:
    """The page of the questions."""
    return desk(*PERSON, NextTouched(), Typed("nhơn", None), UnitChosen(0), NextTouched(), *events)


def on_confirm(*events: object) -> DeclaringDesk:
    """The last page."""
    return on_health(*DENIED, NextTouched(), *events)


def props(state: Declare, words: Words) -> DeclareProps:
    """What the pages show of a state."""
    return derive_declare(view(words, state))


def test_another_page_shows_nothing_of_anybody(vi: Words) -> None:
    shown = derive_declare(view(vi))
    assert (shown.step, shown.whom, shown.confirm) == ("", "", {"proxies": []})
    assert (shown.person["name"], shown.person["phone"], shown.address["street"]) == ("", "", "")
    assert derive_sheet(Declare(), Language.VI).cards == ()


def test_every_text_of_a_table_is_there() -> None:
    assert set(MISSING) == set(Missing)
    assert set(RELATIONS) == set(Relation)
    assert set(STEPS) == set(DeclareStep)


def test_the_first_page(vi: Words) -> None:
    empty = props(desk().state, vi)
    assert (empty.step, empty.typing, empty.panel) == ("person", "name", "none")
    assert empty.person["canBeUnnamed"]
    assert empty.lacking == "Chưa nhập họ tên"
    assert [step["isHere"] for step in empty.steps] == [True, False, False, False]
    whole = props(desk(*PERSON).state, vi)
    assert (whole.person["name"], whole.person["birth"]) == ("Nguyễn Thị Hồng Nhung", "1956")
    # As it is typed while it is, and as it is spoken otherwise.
    assert whole.person["phone"] == "0912345678"
    assert (whole.can_go_on, whole.lacking) == (True, "")
    other = props(desk(*PERSON, NextFieldTouched()).state, vi)
    assert other.person["phone"] == "0912 345 678"
    assert (other.whom, other.whom_about) == ("Nguyễn Thị Hồng Nhung", "1956 · Nữ")


def test_before_the_form_is_read_nothing_can_be_done(vi: Words) -> None:
    shown = props(Declare(), vi)
    assert (shown.lacking, shown.can_go_on, shown.period) == ("", False, "")
    assert derive_read_back(Declare(step=DeclareStep.CONFIRM), vi) == ()
    why = replace(Declare(), problem=ActProblem.BAD_NAME)
    assert props(why, vi).lacking == "Tên chưa đúng."


def test_a_document_gives_a_whole_date_and_a_card(vi: Words, en: Words) -> None:
    draft = Draft(birth="1956-03-12", insurance_number="7909900001", is_unnamed=True)
    state = replace(desk().state, draft=draft)
    assert props(state, vi).person["birth"] == "12/03/1956"
    assert props(state, en).person["birth"] == "1956-03-12"
    assert props(state, vi).person["card"] == "7909900001"
    assert props(state, vi).whom == "Chưa đặt tên"
    assert birth_said(None, vi) == ""
    assert plain(phone_said(Draft(phone_of=PhoneOf.NONE), vi)) == "Không có điện thoại"
    child = Draft(phone="0912345678", phone_of=PhoneOf.RELATIVE, phone_relation=Relation.CHILD)
    assert phone_said(child, vi) == "0912 345 678 (Con)"


def test_units_as_they_were_and_as_they_are(vi: Words) -> None:
    page = desk(*PERSON, NextTouched(), Typed("nhơn", None))
    shown = props(page.state, vi).address
    assert shown["count"] == "1 nơi"
    assert shown["units"][0] == {
        "old": "Xã Nhơn Hải, Ninh Hải, Ninh Thuận",
        "today": "Xã Vĩnh Hải, Khánh Hòa",
        "count": 1,
        "isNear": True,
    }
    nothing = replace(page.state, found=UnitsFound((), 0))
    assert props(nothing, vi).address["isNothing"]
    several = replace(page.state, found=UnitsFound((OLD_DONG_HAI,), 1))
    assert props(several, vi).address["units"][0]["today"] == ""
    chosen = page.take(UnitChosen(0)).state
    assert props(chosen, vi).address["unit"] == "Xã Vĩnh Hải, Khánh Hòa"
    old = replace(chosen, draft=Draft(address=Address("", NHON_HAI.unit.snapshot)))
    assert props(old, vi).address["unit"].endswith("(cũ)")
    asked = replace(chosen, asked_unit=OLD_DONG_HAI, panel=DeclarePanel.TODAY)
    unit = props(asked, vi).unit
    assert [one["name"] for one in unit["units"]] == ["Phường Đông Hải", "Xã Phước Dinh"]
    assert "nay chia về 2 nơi" in unit["text"]


def test_the_five_questions_as_cards(vi: Words) -> None:
    page = on_health()
    travel, signs, contact = derive_sheet(page.state, Language.VI).cards
    assert (travel.number, travel.yes, travel.denial) == (1, "Có", "Không đi đâu")
    assert (travel.is_yes, travel.is_denied, travel.parts) == (False, False, ())
    assert (signs.number, signs.yes, signs.denial) == (2, "", "Không có dấu hiệu nào")
    (options,) = signs.parts
    assert [one["text"] for one in options["options"]][:2] == ["Sốt", "Ho"]
    assert len(options["options"]) == 6
    assert (contact.number, contact.title) == (0, "Có tiếp xúc gần với:")
    (cells,) = contact.parts
    assert [cell["number"] for cell in cells["cells"]] == [3, 4, 5]
    assert [cell["value"] for cell in cells["cells"]] == ["", "", ""]
    shown = props(page.state, vi)
    assert shown.period == "Hỏi về 14 ngày qua."
    assert shown.lacking == "Còn 5 câu chưa trả lời"
    page.take(DeniedTouched("travel"), AnswerTouched("contact-area", False))
    travel, _, contact = derive_sheet(page.state, Language.VI).cards
    assert (travel.is_denied, contact.is_denied) == (True, False)
    assert [cell["value"] for cell in contact.parts[0]["cells"]] == ["", "no", ""]
    page.take(AnswerTouched("travelled", True))
    travel = derive_sheet(page.state, Language.VI).cards[0]
    assert (travel.is_yes, travel.is_denied) == (True, False)
    assert [part["kind"] for part in travel.parts] == ["list"]
    page.take(AnswerTouched("contact-area", True))
    assert derive_sheet(page.state, Language.VI).cards[2].parts[0]["cells"][1]["value"] == "yes"


def test_a_long_form_is_read_back_in_blocks_of_some_lines(vi: Words) -> None:
    questions = [item(f"q{number}", required=True) for number in range(20)]
    given = {f"q{number}": (True,) for number in range(20)}
    state = on_confirm().state
    long = replace(
        state,
        setup=replace(SETUP, form=form_of(*questions)),
        draft=replace(state.draft, answers=Answers(given)),
    )
    blocks = derive_read_back(long, vi)
    assert [len(block.rows) for block in blocks] == [3, 1, 4, 4, 4, 4, 4]
    assert len({block.key for block in blocks}) == len(blocks)


def test_what_is_read_back_and_who_agrees(vi: Words) -> None:
    page = on_confirm()
    shown = props(page.state, vi).confirm
    blocks = derive_read_back(page.state, vi)
    assert [block.step for block in blocks] == ["person", "address", "health"]
    rows = [line["text"] for block in blocks for line in block.rows]
    assert rows[:4] == [
        "Nguyễn Thị Hồng Nhung",
        "1956 · Nữ",
        "0912 345 678",
        "Xã Vĩnh Hải, Khánh Hòa",
    ]
    assert len(rows) == 7
    assert plain(shown["consent"]).startswith("Bà Nguyễn Thị Hồng Nhung")
    assert (shown["isSelf"], shown["isProxy"], shown["hasConsent"]) == (False, False, False)
    assert plain(shown["staff"]) == "Lê Thị Mai · 23/11/2026 07:02"
    agreed = page.take(RelationChosen(Relation.SELF), ConsentTouched()).state
    after = props(agreed, vi)
    assert (after.confirm["isSelf"], after.confirm["hasConsent"], after.can_send) == (True,) * 3
    proxy = props(page.take(RelationChosen(Relation.STAFF)).state, vi).confirm
    assert [one["key"] for one in proxy["proxies"] if one["isChosen"]] == ["staff"]


@pytest.mark.parametrize(
    ("draft", "words_of"),
    [
        (Draft(name="An", birth="1990", sex=Sex.MALE), "Ông An"),
        (Draft(name="An", birth="1990", sex=Sex.OTHER), "An đã nghe"),
        (Draft(name="An", birth="2019", sex=Sex.MALE), "Người đại diện của An"),
    ],
)
def test_who_agrees_is_named(draft: Draft, words_of: str, vi: Words) -> None:
    state = replace(on_confirm().state, draft=draft)
    assert plain(props(state, vi).confirm["consent"]).startswith(words_of)


def done(**changes: Any) -> Declare:
    """The last page, with this having come of it."""
    sent = PersonAnswer("p-1", "r-1", AT, **changes)
    return replace(on_confirm().state, step=DeclareStep.DONE, sent=sent)


def test_what_came_of_it(vi: Words) -> None:
    checked = CheckedPerson("p-1", "Nhung", Direction.ARRIVAL, AT, "e-1", print_job="job")
    arrived = props(done(checked=checked), vi)
    assert (arrived.steps, arrived.lacking, arrived.can_go_on) == ((), "", False)
    assert arrived.done["text"] == "Nguyễn Thị Hồng Nhung · ĐẾN 07:02"
    assert arrived.done["more"] == "Đang in phiếu QR"
    plainly = props(done(checked=replace(checked, print_job="")), vi).done
    assert plainly["more"] == ""
    repeated = props(done(checked=replace(checked, is_repeat=True)), vi).done
    assert "07:02" in repeated["text"]
    inside = props(done(), vi).done
    assert plain(inside["text"]) == "Nguyễn Thị Hồng Nhung đã có mặt bên trong."
    held = props(done(case_number=12), vi).done
    assert held["isHeld"]
    assert plain(held["title"]) == "Mời sang bàn hỗ trợ · Số 12"


DRAFT = DraftRow("d-1", "Chamaléa Thị Hương", AT, "staff-1")


@pytest.mark.parametrize(
    ("panel", "changes", "key", "touch"),
    [
        (DeclarePanel.PHONE_RELATION, {}, "child", touches.PhoneRelationChosen(Relation.CHILD)),
        (DeclarePanel.ALIKE, {"alike": (row("p-1"),)}, "p-1", touches.AlikeChosen("p-1")),
        (DeclarePanel.ALIKE, {"alike": (row("p-1"),)}, "other", touches.AlikeChosen(None)),
        (DeclarePanel.DRAFTS, {"drafts": (DRAFT,)}, "d-1", touches.DraftOpened("d-1")),
        (DeclarePanel.LEAVING, {}, "keep", touches.LeavingChosen(True)),
        (DeclarePanel.LEAVING, {}, "wipe", touches.LeavingChosen(False)),
    ],
)
def test_every_button_of_a_panel_does_what_it_says(
    panel: DeclarePanel, changes: dict[str, Any], key: str, touch: object, vi: Words
) -> None:
    state = replace(desk().state, panel=panel, **changes)
    choices = derive_panel(state, view(vi, state))
    assert choices.title
    assert key in [one.key for one in choices.choices]
    assert panel_touches(state, key) == (touch,)


def test_a_long_list_of_answers_has_its_panel(vi: Words) -> None:
    state = on_health(AnswerTouched("travelled", True)).state
    choices = derive_panel(state, view(vi, state))
    assert len(choices.choices) == 34
    coding = SETUP.form.by_link_id["places"].options[3].coding
    assert panel_touches(state, "3") == (AnswerTouched("places", coding),)
    lost = replace(state, answering="")
    assert derive_panel(lost, view(vi, lost)).choices == ()
    assert panel_touches(lost, "3") == ()
    assert panel_touches(None, "3") == ()
    assert panel_touches(desk().state, "3") == ()


def test_what_was_begun_is_told_short(vi: Words) -> None:
    state = replace(desk().state, drafts=(DRAFT, replace(DRAFT, draft_id="d-2", title="")))
    assert props(state, vi).person["drafts"] == "2 tờ khai dở"
    opened = replace(state, panel=DeclarePanel.DRAFTS)
    texts = [one.text for one in derive_panel(opened, view(vi, opened)).choices]
    assert [plain(text) for text in texts] == [
        "C. T. Hương · Hôm nay 07:02",
        "Chưa nhập họ tên · Hôm nay 07:02",
    ]
    assert props(replace(state, draft=Draft(name="An")), vi).person["drafts"] == ""


def test_how_a_declaration_stands_is_said(vi: Words) -> None:
    def said(status: DeclarationStatus, *, is_needed: bool, days: int | None) -> str:
        until = None if days is None else AT + timedelta(days=days)
        state = DeclarationState("p-1", status, is_needed, until)
        return declared_said(state, view(vi))

    assert declared_said(None, view(vi)) == ""
    assert said(DeclarationStatus.NONE, is_needed=True, days=None) == "Chưa khai hôm nay"
    assert said(DeclarationStatus.NONE, is_needed=False, days=None) == ""
    assert said(DeclarationStatus.VALID, is_needed=False, days=0).endswith("07:01")
    assert said(DeclarationStatus.VALID, is_needed=False, days=3).endswith("26/11/2026")


def test_every_touch_becomes_an_event_of_the_machine(app: QGuiApplication, vi: Words) -> None:
    del app
    told: list[WindowEvent] = []
    model = DeclareViewModel(told.append, NoActions())
    model.touchOption("signs-seen", 0)
    assert told == []
    state = on_health().state
    model.fold(view(vi, state))
    model.fold(view(vi, state))
    assert model.questions.rowCount() == 5  # type: ignore[attr-defined]
    assert (model.step, model.panel, model.typing) == ("health", "none", "")
    assert (model.whom, model.whomAbout) == ("Nguyễn Thị Hồng Nhung", "1956 · Nữ")
    assert (model.period, model.lacking) == ("Hỏi về 14 ngày qua.", "Còn 5 câu chưa trả lời")
    assert (model.canGoOn, model.canSend) == (False, False)
    assert len(model.steps) == 4
    for shown in (model.person, model.address, model.unit, model.confirm, model.done):
        assert isinstance(shown, dict)
    assert model.choices["title"] == ""
    fever = SETUP.form.by_link_id["signs-seen"].options[0].coding
    steps: list[tuple[Any, WindowEvent]] = [
        (model.goOn, touches.NextTouched()),
        (model.goBack, touches.StepBackTouched()),
        (lambda: model.use("phone"), touches.DeclareFieldChosen(DeclareField.PHONE)),
        (model.nextField, touches.NextFieldTouched()),
        (model.endTyping, touches.TypingEnded()),
        (model.toggleUnnamed, touches.UnnamedTouched()),
        (lambda: model.chooseSex("male"), touches.DeclareSexChosen(Sex.MALE)),
        (lambda: model.choosePhoneOf("none"), PhoneOfChosen(PhoneOf.NONE)),
        (model.askRelation, touches.PhoneRelationChosen(None)),
        (model.showDrafts, touches.DraftsTouched()),
        (lambda: model.chooseUnit(1), UnitChosen(1)),
        (model.changeUnit, touches.UnitTouched()),
        (lambda: model.chooseToday(1), touches.TodayChosen(1)),
        (lambda: model.chooseToday(-1), touches.TodayChosen(None)),
        (lambda: model.touchOption("signs-seen", 0), AnswerTouched("signs-seen", fever)),
        (lambda: model.answer("travelled", "yes"), AnswerTouched("travelled", True)),
        (lambda: model.answer("travelled", "no"), AnswerTouched("travelled", False)),
        (lambda: model.deny("travel"), DeniedTouched("travel")),
        (lambda: model.open("places"), touches.AnswerFieldChosen("places")),
        (lambda: model.edit("person"), touches.StepWanted(DeclareStep.PERSON)),
        (lambda: model.chooseRelation("staff"), RelationChosen(Relation.STAFF)),
        (model.toggleConsent, ConsentTouched()),
        (model.send, touches.SendTouched(Language.VI)),
        (lambda: model.begin(True), touches.CompanionTouched()),
        (lambda: model.begin(False), touches.AnotherTouched()),
    ]
    for act, event in steps:
        told.clear()
        act()
        assert told == [event]
    told.clear()
    model.touchOption("signs-seen", 99)
    model.touchOption("nothing", 0)
    model.choose("x")
    assert told == []
    leaving = replace(state, panel=DeclarePanel.LEAVING)
    model.fold(view(vi, leaving))
    model.choose("keep")
    assert told == [touches.LeavingChosen(True)]
    # Nothing of anybody is kept while another page is on show.
    model.fold(view(vi))
    assert model.questions.rowCount() == 0  # type: ignore[attr-defined]
    assert (model.whom, model.property("person")["name"]) == ("", "")
