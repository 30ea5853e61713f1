"""Damaged forms are refused with a reason, or asked to their end: never an exception.

`FORM_FUZZ_CASES` is how many, 300 by default; `tests/domain/fuzz_forms.py` tells what came of them.
"""

from __future__ import annotations

import os

from kiosk.domain.declaration.answering import enabled_questions
from kiosk.domain.declaration.answers import Answers
from tests.domain.fuzz_forms import large_form, run, shown

CASES = int(os.environ.get("FORM_FUZZ_CASES", "300"))


def test_a_damaged_form_is_refused_with_a_reason_or_asked_to_its_end() -> None:
    report = run(CASES, seed=15)

    assert report.exceptions == []
    assert report.unexplained == []
    assert report.accepted > CASES / 20
    assert report.accepted < CASES
    assert len(report.reasons) > 10


def test_a_form_of_two_hundred_questions_is_taken_and_asked() -> None:
    form = large_form()

    assert len(enabled_questions(form, Answers())) == 100
    assert shown(form, Answers()) > 5_000
