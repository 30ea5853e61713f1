"""The forms that come with the kiosk: right by our reader and by a FHIR R4B parser."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from fhir.resources.R4B.questionnaire import Questionnaire
from fhir.resources.R4B.questionnaireresponse import QuestionnaireResponse

from kiosk.domain.declaration.answering import (
    denied,
    enabled_questions,
    express_answers,
    missing_questions,
    numbered_questions,
    start_answers,
    toggled,
)
from kiosk.domain.declaration.answers import Answers
from kiosk.domain.declaration.form import Form, Privacy, Text
from kiosk.domain.declaration.form_reader import FormFlaws, read_form
from kiosk.domain.declaration.read_back import read_back
from kiosk.domain.declaration.response import response_items
from kiosk.domain.language import Language
from kiosk.domain.screening.screening import screen
from kiosk.services import shipped_forms
from kiosk.services.shipped_forms import (
    DEFAULT_FORM,
    SHIPPED_FORMS,
    shipped_form,
    shipped_form_bytes,
)
from sync.protocol.declaration_bodies import Screening
from tests.support.forms import file_of, item, questionnaire

SNOMED = "http://snomed.info/sct"

# J. Verhoeff, "Error detecting decimal codes" (1969): what a SNOMED CT identifier ends with.
_DIHEDRAL = [
    [(a + b) % 5 + (5 if (a < 5) != (b < 5) else 0) for b in range(10)]
    if a < 5
    else [(a - b) % 5 + (5 if b < 5 else 0) for b in range(10)]
    for a in range(10)
]
_PERMUTED = (1, 5, 7, 6, 2, 8, 3, 0, 9, 4)


def verhoeff(digits: str) -> int:
    """Zero for digits with a right check digit at the end."""
    state = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit)
        for _ in range(place % 8):
            value = _PERMUTED[value]
        state = _DIHEDRAL[state][value]
    return state


@pytest.mark.parametrize("form_id", SHIPPED_FORMS)
def test_a_shipped_form_is_right(form_id: str) -> None:
    form = shipped_form(form_id)

    assert (form.id, form.version) == (form_id, 1)
    assert all(each.text.vi != each.text.en for each in form.all_items)


@pytest.mark.parametrize("form_id", SHIPPED_FORMS)
def test_a_fhir_parser_takes_it(form_id: str) -> None:
    parsed = Questionnaire.model_validate_json(shipped_form_bytes(form_id))

    assert json.loads(parsed.model_dump_json()) == json.loads(shipped_form_bytes(form_id))


def test_the_parser_refuses_what_is_no_questionnaire() -> None:
    with pytest.raises(ValueError, match="colour"):
        Questionnaire.model_validate_json(file_of(questionnaire([item("a", colour="red")])))


@pytest.mark.parametrize("form_id", SHIPPED_FORMS)
def test_a_fhir_parser_takes_its_answers(form_id: str) -> None:
    form = shipped_form(form_id)
    answers = start_answers(form)
    for question in form.all_items:
        if question.options:
            answers = toggled(form, answers, question.link_id, question.options[0].coding)
        elif question.is_question and question.denial:
            answers = toggled(form, answers, question.link_id, True)
    items = response_items(form, answers)

    parsed = QuestionnaireResponse.model_validate(
        {
            "resourceType": "QuestionnaireResponse",
            "status": "completed",
            "questionnaire": f"{form.url}|{form.version}",
            "item": list(items),
        }
    )

    assert parsed.item


def test_codes_of_snomed_ct_have_their_check_digit() -> None:
    """A mistyped one would be another finding, or none."""
    items = [each for form_id in SHIPPED_FORMS for each in shipped_form(form_id).all_items]
    codings = [option.coding for each in items for option in each.options]
    codings += [each.code for each in items if each.code is not None]
    codes = {coding.code for coding in codings if coding.system == SNOMED}

    assert {"386661006", "49727002", "271807003"} <= codes
    assert {code for code in codes if verhoeff(code)} == set()
    assert verhoeff("386661007")


def test_no_shipped_question_about_health_stands_answered() -> None:
    for form_id in SHIPPED_FORMS:
        form = shipped_form(form_id)
        answered = start_answers(form).given
        assert not [
            each
            for each in form.all_items
            if each.link_id in answered and each.privacy is Privacy.HEALTH
        ]


def test_the_domestic_form_asks_five_questions_in_three_groups() -> None:
    form = shipped_form(DEFAULT_FORM)
    assert [each.link_id for each in numbered_questions(form)] == [
        "travelled",
        "signs-seen",
        "contact-patient",
        "contact-area",
        "contact-signs",
    ]
    answers = Answers()
    for name in ("travel", "signs", "contact"):
        assert form.by_link_id[name].none_of_these
        answers = denied(form, answers, name)
    assert missing_questions(form, answers) == ()
    assert answers == express_answers(form, Answers())
    assert screen(form, answers).result is Screening.CLEAR
    assert [(line.label, line.answer) for line in read_back(form, answers, Language.VI)] == [
        ("Đi lại", "Không đi đâu"),
        ("Dấu hiệu", "Không có dấu hiệu nào"),
        ("Tiếp xúc", "Không tiếp xúc với ai"),
    ]


@pytest.mark.parametrize(
    ("form_id", "question", "place", "result"),
    [
        ("domestic", "signs-seen", 0, Screening.SYMPTOMS),
        ("domestic", "signs-seen", 5, Screening.SYMPTOMS),
        ("domestic", "signs-seen", 6, Screening.CLEAR),
        ("domestic", "contact-patient", None, Screening.EXPOSURE),
        ("domestic", "contact-signs", None, Screening.EXPOSURE),
        # Whoever was in the next province is not sent to the desk for that.
        ("domestic", "travelled", None, Screening.CLEAR),
        ("border-entry", "rash", None, Screening.SYMPTOMS),
        ("border-entry", "animals", None, Screening.EXPOSURE),
        ("border-entry", "test", 2, Screening.EXPOSURE),
        ("border-entry", "test", 1, Screening.CLEAR),
        ("daily-check", "signs-today", 3, Screening.SYMPTOMS),
        ("daily-check", "signs-today", 4, Screening.CLEAR),
    ],
)
def test_an_answer_points_where_it_should(
    form_id: str, question: str, place: int | None, result: Screening
) -> None:
    form = shipped_form(form_id)
    value = True if place is None else form.by_link_id[question].options[place].coding

    assert screen(form, toggled(form, Answers(), question, value)).result is result


def test_where_somebody_was_is_asked_of_whoever_was_elsewhere() -> None:
    form = shipped_form(DEFAULT_FORM)
    went = toggled(form, Answers(), "travelled", True)

    assert "places" in [each.link_id for each in missing_questions(form, went)]
    assert len(form.by_link_id["places"].options) == 34
    assert "places" not in [each.link_id for each in enabled_questions(form, Answers())]


def test_questions_to_the_public_name_the_period_and_no_pronoun() -> None:
    pronouns = ("anh", "chị", "ông", "bà", "bạn", "em", "quý khách")
    for form_id in SHIPPED_FORMS:
        for each in shipped_form(form_id).all_items:
            words = each.text.vi.lower().replace("/", " ").replace(",", " ").split()
            assert not set(words) & set(pronouns), each.text.vi
    form = shipped_form(DEFAULT_FORM)
    asked = [each.text for each in numbered_questions(form)]
    assert all(text.vi.startswith("Trong 14 ngày qua, có ") for text in asked)
    assert all(text.vi.endswith(" không?") for text in asked)


def test_a_damaged_installation_says_which_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "forms").mkdir()
    (tmp_path / "forms" / "gone.json").write_text("{", encoding="utf-8")
    monkeypatch.setattr(shipped_forms, "files", lambda _package: tmp_path)

    with pytest.raises(ValueError, match=r"resources/forms/gone\.json: a text in quotation"):
        shipped_form("gone")


def test_every_text_is_there_in_both_languages() -> None:
    raw = json.loads(shipped_form_bytes(DEFAULT_FORM))
    del raw["item"][0]["_text"]
    flawed = read_form(json.dumps(raw).encode())

    assert isinstance(flawed, FormFlaws)
    form = read_form(shipped_form_bytes(DEFAULT_FORM))
    assert isinstance(form, Form)
    assert form.title == Text("Khai báo y tế", "Health declaration")
