"""*Khai hộ*: the form's questions as cards, and cards as rows of a list."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.domain.declaration.form import Form
from kiosk.domain.language import Language
from kiosk.domain.station.pages.declare_touches import AnswerTouched
from kiosk.services.shipped_forms import shipped_form
from tests.support.declaring import DeclaringDesk
from tests.support.forms import form_of, item
from ui.scenes_declare_for import SETUP
from ui.viewmodels.desk.declare_health import HealthCard, HealthSheet, derive_sheet, period_of


def cards(form: Form, *events: object) -> tuple[HealthCard, ...]:
    """A form's cards after these touches."""
    made = DeclaringDesk()
    made.setup = replace(SETUP, form=form)
    return sheet(form, *events).cards


def sheet(form: Form, *events: object) -> HealthSheet:
    """A form's cards and rows after these touches."""
    made = DeclaringDesk()
    made.setup = replace(SETUP, form=form)
    return derive_sheet(made.open().take(*events).state, Language.VI)


@pytest.mark.parametrize("form_id", ["move", "border-entry", "daily-check", "visitor-kind"])
def test_any_form_comes_as_cards(form_id: str) -> None:
    form = shipped_form(form_id)
    made = cards(form)
    assert made
    kinds = {part["kind"] for card in made for part in card.parts}
    assert kinds <= {"options", "cells", "list", "typed", "words"}
    period = period_of(form, Language.EN)
    assert bool(period) == (len(form.items) == 1 and not form.items[0].is_question)


def test_a_question_outside_of_groups_has_its_own_no() -> None:
    domestic = shipped_form("domestic")
    alone = (domestic.by_link_id["contact-area"], domestic.by_link_id["signs-seen"])
    one, two = cards(replace(domestic, items=alone))
    assert (one.key, one.yes_of, one.denial) == ("contact-area", "contact-area", "Không")
    assert two.denial.startswith("Không")
    first = cards(replace(domestic, items=(domestic.by_link_id["places"],)))
    assert first == ()


@pytest.mark.parametrize("form_id", ["domestic", "move", "border-entry", "daily-check"])
def test_a_touch_makes_only_its_own_card_anew(form_id: str) -> None:
    form = shipped_form(form_id)
    page = DeclaringDesk()
    page.setup = replace(SETUP, form=form)
    page.open()
    kept = derive_sheet(page.state, Language.VI)
    asked = [one for one in form.all_items if one.is_question]
    values = [one.options[0].coding if one.options else True for one in asked]
    touches = [AnswerTouched(one.link_id, value) for one, value in zip(asked, values, strict=True)]
    for touch in (*touches, *touches[:3], *(AnswerTouched(one.link_id, False) for one in asked)):
        before, kept = kept, derive_sheet(page.take(touch).state, Language.VI, kept)
        fresh = derive_sheet(page.state, Language.VI)
        assert (kept.cards, kept.rows) == (fresh.cards, fresh.rows)
        same = [card for card in kept.cards if any(card is one for one in before.cards)]
        assert len(kept.cards) - len(same) <= 1 + len(kept.cards) - len(before.cards)
    english = derive_sheet(page.state, Language.EN, kept)
    assert english.cards == derive_sheet(page.state, Language.EN).cards
    assert derive_sheet(None, Language.VI, kept) == HealthSheet()


def test_a_card_is_a_row_for_its_head_and_one_for_each_part() -> None:
    questions = [item(f"q{number}", required=True) for number in range(7)]
    group = item("g", "group", item=questions)
    rows = sheet(form_of(group)).rows
    assert [(row.kind, row.is_last) for row in rows] == [
        ("head", False),
        ("cells", False),
        ("cells", False),
        ("cells", True),
    ]
    cells = [[cell["linkId"] for cell in row.part["cells"]] for row in rows[1:]]
    assert cells == [["q0", "q1", "q2"], ["q3", "q4", "q5"], ["q6"]]
    assert {row.part["columns"] for row in rows[1:]} == {3}
    assert len({row.key for row in rows}) == len(rows)
    # A question alone is a card of one row, which an answer leaves where it is.
    alone = form_of(item("q", required=True))
    before, after = (sheet(alone, *done).rows for done in ((), (AnswerTouched("q", True),)))
    assert [(row.key, row.is_last) for row in before] == [("q", True)]
    assert [row.key for row in after] == ["q"]
    assert (before[0].card["isYes"], after[0].card["isYes"]) == (False, True)
