"""What answers point to, by the rules in the form."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kiosk.domain.declaration.answers import Answers
from kiosk.domain.declaration.form import Coding, Form, Value
from kiosk.domain.screening.screening import Screened, screen
from sync.protocol.declaration_bodies import Screening
from tests.support.forms import SYSTEM, choice, coding, form_of, item, screening, when


@pytest.fixture(scope="module")
def form() -> Form:
    """Signs, a contact that only whoever has one is asked about, two numbers, a text."""
    fever = screening("symptoms", {"valueCoding": coding("fever")})
    return form_of(
        choice("signs", ["fever", "cough"], none="none", repeats=True, extension=[fever]),
        item("met"),
        item(
            "close",
            enableWhen=[when("met", "=", answerBoolean=True)],
            extension=[screening("exposure", {"valueBoolean": True})],
        ),
        item("heat", "decimal", extension=[screening("symptoms", {"at-least": 37.5})]),
        item("oxygen", "integer", extension=[screening("symptoms", {"below": 96})]),
        item(
            "sick",
            "open-choice",
            answerOption=choice("x", ["a"])["answerOption"],
            extension=[screening("exposure", {"valueCoding": coding("a")})],
        ),
    )


FEVER, COUGH = Coding(SYSTEM, "fever"), Coding(SYSTEM, "cough")


@pytest.mark.parametrize(
    ("given", "result"),
    [
        ({}, Screening.CLEAR),
        ({"signs": (COUGH,)}, Screening.CLEAR),
        ({"signs": (FEVER, COUGH)}, Screening.SYMPTOMS),
        ({"met": (True,), "close": (True,)}, Screening.EXPOSURE),
        ({"met": (True,), "close": (False,)}, Screening.CLEAR),
        # Not asked any more: it counts for nothing.
        ({"met": (False,), "close": (True,)}, Screening.CLEAR),
        ({"met": (True,), "close": (True,), "signs": (FEVER,)}, Screening.SYMPTOMS),
        ({"heat": (Decimal("37.4"),)}, Screening.CLEAR),
        ({"heat": (Decimal("37.5"),)}, Screening.SYMPTOMS),
        ({"oxygen": (96,)}, Screening.CLEAR),
        ({"oxygen": (95,)}, Screening.SYMPTOMS),
        ({"sick": ("a",)}, Screening.CLEAR),
    ],
)
def test_answers_are_screened(
    form: Form, given: dict[str, tuple[Value, ...]], result: Screening
) -> None:
    assert screen(form, Answers(given)).result is result


def test_a_screening_names_the_questions(form: Form) -> None:
    given = {"signs": (FEVER,), "met": (True,), "close": (True,), "oxygen": (90,)}

    assert screen(form, Answers(given)) == Screened(("signs", "oxygen"), ("close",))
