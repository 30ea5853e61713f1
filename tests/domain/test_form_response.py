"""Answers travel as the items of a QuestionnaireResponse, and come back the same."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from kiosk.domain.declaration.answers import Answers
from kiosk.domain.declaration.form import Coding, Form
from kiosk.domain.declaration.response import answers_of, draft_items, response_items
from sync.protocol.canonical import canonical_bytes, parse_canonical
from tests.support.forms import SYSTEM, choice, form_of, group, item, option, when


@pytest.fixture(scope="module")
def form() -> Form:
    """Every type of question, in groups."""
    return form_of(
        group(
            "g",
            [
                item("yes"),
                group("h", [item("whole", "integer"), item("heat", "decimal")]),
                item("day", "date"),
            ],
        ),
        choice("signs", ["fever", "cough"], none="none", repeats=True),
        item(
            "place",
            "open-choice",
            answerOption=[option("north")],
            repeats=True,
            enableWhen=[when("yes", "=", answerBoolean=True)],
        ),
        item("text", "string"),
    )


EVERYTHING = Answers(
    {
        "yes": (True,),
        "whole": (3,),
        "heat": (Decimal("37.50"),),
        "day": (date(2026, 11, 30),),
        "signs": (Coding(SYSTEM, "fever"), Coding(SYSTEM, "cough")),
        "place": (Coding(SYSTEM, "north"), "Lào"),
        "text": ("Đặng",),
    }
)


def test_answers_come_back_from_canonical_bytes(form: Form) -> None:
    raw = canonical_bytes(response_items(form, EVERYTHING))

    assert answers_of(form, parse_canonical(raw)) == EVERYTHING


def test_a_response_stands_in_the_groups_of_the_form_without_floats(form: Form) -> None:
    answers = Answers({"yes": (False,), "heat": (Decimal("37.5"),), "place": ("Lào",)})

    assert response_items(form, answers) == (
        {
            "linkId": "g",
            "item": [
                {"linkId": "yes", "answer": [{"valueBoolean": False}]},
                {
                    "linkId": "h",
                    "item": [{"linkId": "heat", "answer": [{"valueDecimal": "37.5"}]}],
                },
            ],
        },
    )


def test_a_draft_keeps_what_is_not_asked_any_more(form: Form) -> None:
    answers = Answers({"yes": (False,), "place": ("Lào",)})

    assert answers_of(form, draft_items(form, answers)) == answers


@pytest.mark.parametrize(
    "items",
    [
        None,
        "text",
        [1],
        [{"linkId": "yes"}],
        [{"linkId": 7, "answer": [{"valueBoolean": True}]}],
        [{"linkId": "other", "answer": [{"valueBoolean": True}]}],
        [{"linkId": "yes", "answer": []}],
        [{"linkId": "yes", "answer": [True]}],
        [{"linkId": "yes", "answer": [{"valueBoolean": True, "x": 1}]}],
        [{"linkId": "yes", "answer": [{"valueString": "x"}]}],
        [{"linkId": "yes", "answer": [{"valueBoolean": None}]}],
        [{"linkId": "yes", "answer": [{"valueBoolean": True}, {"valueBoolean": False}]}],
        [{"linkId": "heat", "answer": [{"valueDecimal": "warm"}]}],
        [{"linkId": "heat", "answer": [{"valueDecimal": 37}]}],
        [{"linkId": "day", "answer": [{"valueDate": "soon"}]}],
        [{"linkId": "signs", "answer": [{"valueCoding": {"code": "fever"}}]}],
        [{"linkId": "signs", "answer": [{"valueCoding": "fever"}]}],
        [{"linkId": "signs", "answer": [{"valueCoding": {"system": "x", "code": "fever"}}]}],
    ],
)
def test_what_does_not_fit_the_form_is_left_out(form: Form, items: object) -> None:
    assert answers_of(form, items) == Answers()


def test_groups_without_an_end_are_not_followed(form: Form) -> None:
    inner: list[object] = [{"linkId": "yes", "answer": [{"valueBoolean": True}]}]
    for _ in range(20):
        inner = [{"linkId": "g", "item": inner}]

    assert answers_of(form, inner) == Answers()
