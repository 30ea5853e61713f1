"""What is asked of whom, what a touch changes, and what is read back of it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from kiosk.domain.declaration.answering import (
    AnswerRefusal,
    denied,
    enabled_items,
    enabled_questions,
    express_answers,
    is_denied,
    missing_questions,
    next_question,
    numbered_questions,
    question_before,
    read_answer,
    refusal_of,
    sent_answers,
    start_answers,
    toggled,
)
from kiosk.domain.declaration.answers import Answers
from kiosk.domain.declaration.form import Coding, Form, Value
from kiosk.domain.declaration.read_back import read_back
from kiosk.domain.language import Language
from tests.support.forms import (
    SYSTEM,
    choice,
    code_extension,
    coding,
    form_of,
    group,
    item,
    option,
    text_extension,
    when,
)

MIN_VALUE = "http://hl7.org/fhir/StructureDefinition/minValue"
MAX_VALUE = "http://hl7.org/fhir/StructureDefinition/maxValue"

FEVER, COUGH, NONE = (Coding(SYSTEM, code) for code in ("fever", "cough", "none"))


def code(name: str) -> Coding:
    return Coding(SYSTEM, name)


@pytest.fixture(scope="module")
def form() -> Form:
    """Travel with a place, signs, a number, a group that only whoever coughs is asked."""
    places = item(
        "places",
        "open-choice",
        answerOption=[option("north"), option("south")],
        repeats=True,
        required=True,
        maxLength=10,
        enableWhen=[when("travelled", "=", answerBoolean=True)],
    )
    return form_of(
        item("welcome", "display"),
        group(
            "travel",
            [item("travelled", required=True), places],
            extension=[
                text_extension("none-of-these", "Không đi đâu", "Nowhere"),
                text_extension("express-statement", "Có đi", "Have travelled"),
                text_extension("label", "Đi lại", "Travel"),
            ],
        ),
        choice(
            "signs",
            ["fever", "cough"],
            none="none",
            required=True,
            repeats=True,
            extension=[text_extension("express-statement", "Có dấu hiệu", "Have signs")],
        ),
        group(
            "cough",
            [item("blood", required=True), item("since", "date")],
            enableBehavior="any",
            enableWhen=[
                when("signs", "=", answerCoding=coding("cough")),
                when("places", "exists", answerBoolean=True),
            ],
            extension=[text_extension("none-of-these", "Không", "None")],
        ),
        item(
            "heat",
            "decimal",
            extension=[
                {"url": MIN_VALUE, "valueDecimal": 30},
                {"url": MAX_VALUE, "valueDecimal": 45},
            ],
        ),
        choice(
            "country",
            ["vn", "la"],
            extension=[code_extension("privacy", "general")],
            initial=[{"valueCoding": coding("vn")}],
        ),
    )


def names(items: tuple[object, ...]) -> list[str]:
    return [getattr(each, "link_id", "") for each in items]


def test_only_what_is_not_about_health_is_answered_beforehand(form: Form) -> None:
    assert start_answers(form) == Answers({"country": (code("vn"),)})


def test_an_item_is_asked_if_its_group_and_its_conditions_say_so(form: Form) -> None:
    travelled = Answers({"travelled": (True,)})

    assert names(enabled_items(form, Answers())) == [
        "welcome", "travel", "travelled", "signs", "heat", "country",
    ]  # fmt: skip
    assert names(enabled_questions(form, travelled)) == [
        "travelled", "places", "signs", "heat", "country",
    ]  # fmt: skip
    coughs = Answers({"signs": (COUGH,)})
    assert "blood" in names(enabled_questions(form, coughs))
    abroad = travelled.having("places", ["Lào"])
    assert "blood" in names(enabled_questions(form, abroad))


def test_an_answer_to_a_question_that_is_not_asked_any_more_counts_for_nothing(form: Form) -> None:
    changed = Answers({"travelled": (False,), "places": (code("north"),)})

    assert "blood" not in names(enabled_questions(form, changed))
    assert changed.of("places") == (code("north"),)
    assert sent_answers(form, changed) == Answers({"travelled": (False,)})


def test_everybody_is_asked_the_questions_without_conditions(form: Form) -> None:
    assert names(numbered_questions(form)) == ["travelled", "signs", "heat", "country"]


def test_what_must_be_answered_is_missing_until_it_is(form: Form) -> None:
    answers = Answers({"travelled": (True,), "signs": (NONE,)})

    assert names(missing_questions(form, answers)) == ["places"]
    assert names(missing_questions(form, answers.having("places", ["Lào"]))) == ["blood"]
    assert names(missing_questions(form, Answers())) == ["travelled", "signs"]


def test_questions_follow_one_another_and_lead_back(form: Form) -> None:
    answers = Answers({"travelled": (True,), "places": ("Lào",)})

    assert names((next_question(form, answers), next_question(form, answers, "places"))) == [
        "travelled",
        "signs",
    ]
    # The place of a question counts, whether it is asked still or not.
    assert names((next_question(form, Answers(), "places"),)) == ["signs"]
    assert next_question(form, answers, "country") is None
    assert names((question_before(form, answers, "heat"),)) == ["since"]
    assert question_before(form, answers, "travelled") is None


def test_a_form_that_asks_nothing_now_has_no_first_question() -> None:
    form = form_of(
        item("a", extension=[code_extension("privacy", "general")]),
    )

    assert next_question(Form("e", 1, "", form.title, ()), Answers()) is None


def test_one_answer_takes_the_place_of_the_other(form: Form) -> None:
    answers = toggled(form, Answers(), "travelled", True)

    assert answers.of("travelled") == (True,)
    assert toggled(form, answers, "travelled", False).of("travelled") == (False,)


def test_several_answers_stand_in_the_order_of_the_form(form: Form) -> None:
    answers = toggled(form, toggled(form, Answers(), "signs", COUGH), "signs", FEVER)

    assert answers.of("signs") == (FEVER, COUGH)
    assert toggled(form, answers, "signs", FEVER).of("signs") == (COUGH,)
    assert toggled(form, toggled(form, answers, "signs", FEVER), "signs", COUGH) == Answers()


def test_none_of_these_goes_with_no_other_option(form: Form) -> None:
    ill = toggled(form, Answers(), "signs", COUGH)
    well = toggled(form, ill, "signs", NONE)

    assert well.of("signs") == (NONE,)
    assert toggled(form, well, "signs", FEVER).of("signs") == (FEVER,)


def test_what_was_typed_stands_behind_the_options(form: Form) -> None:
    answers = Answers({"travelled": (True,)})
    for value in ("Lào", code("south"), "Bờ Y", code("north")):
        answers = toggled(form, answers, "places", value)

    assert answers.of("places") == (code("north"), code("south"), "Lào", "Bờ Y")


def test_one_touch_denies_every_question_of_a_group_with_its_own_no(form: Form) -> None:
    answers = denied(form, Answers({"places": ("Lào",)}), "travel")

    assert answers.of("travelled") == (False,)
    assert is_denied(form, answers, "travel")
    assert not is_denied(form, toggled(form, answers, "travelled", True), "travel")
    assert not is_denied(form, Answers(), "signs")
    assert denied(form, Answers(), "signs").of("signs") == (NONE,)


def test_a_group_that_is_not_asked_is_not_denied(form: Form) -> None:
    answers = Answers({"travelled": (True,), "places": ("Lào",)})

    assert denied(form, Answers(), "cough") == Answers()
    assert denied(form, answers, "cough").of("blood") == (False,)


def test_whoever_denies_the_express_statements_has_denied_every_question(form: Form) -> None:
    assert names(form.express_items) == ["travel", "signs"]
    assert express_answers(form, Answers()) == Answers({"travelled": (False,), "signs": (NONE,)})


@pytest.mark.parametrize(
    ("question", "text", "value"),
    [
        ("heat", "37,5", Decimal("37.5")),
        ("heat", " 38.25 ", Decimal("38.25")),
        ("heat", "", None),
        ("heat", "hot", AnswerRefusal.NOT_A_NUMBER),
        ("heat", "29.9", AnswerRefusal.TOO_SMALL),
        ("heat", "375", AnswerRefusal.TOO_LARGE),
        ("since", "1/2/2026", date(2026, 2, 1)),
        ("since", "30.02.2026", AnswerRefusal.NOT_A_DATE),
        ("since", "2026", AnswerRefusal.NOT_A_DATE),
        ("places", "  Cửa   khẩu ", "Cửa khẩu"),
        ("places", "a" * 11, AnswerRefusal.TOO_LONG),
        ("travelled", "yes", AnswerRefusal.NOT_AN_OPTION),
        ("welcome", "x", AnswerRefusal.NOT_AN_OPTION),
    ],
)
def test_what_is_typed_is_read_or_refused(
    form: Form, question: str, text: str, value: Value | AnswerRefusal | None
) -> None:
    assert read_answer(form.by_link_id[question], text) == value


def test_a_whole_number_is_typed_without_a_point() -> None:
    whole = form_of(item("a", "integer")).all_items[0]

    assert read_answer(whole, "-12") == -12
    assert read_answer(whole, "1.5") is AnswerRefusal.NOT_A_NUMBER
    # Zero is an answer, as no is.
    assert read_answer(whole, "0") == 0


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("travelled", (True, False)),
        ("signs", (FEVER, FEVER)),
        ("signs", (FEVER, NONE)),
        ("signs", ("typed",)),
        ("signs", (Coding("urn:other", "fever"),)),
        ("places", (" ",)),
        ("heat", (37,)),
        ("heat", (Decimal("NaN"),)),
        ("since", ("2026-01-01",)),
        ("travel", (True,)),
    ],
)
def test_what_a_question_does_not_take_is_no_answer(
    form: Form, question: str, values: tuple[Value, ...]
) -> None:
    assert refusal_of(form.by_link_id[question], values) is AnswerRefusal.NOT_AN_OPTION


def test_yes_is_no_number() -> None:
    asked = form_of(item("a", "integer"), item("b", "string"))

    assert refusal_of(asked.by_link_id["a"], (True,)) is AnswerRefusal.NOT_AN_OPTION
    assert refusal_of(asked.by_link_id["a"], (1,)) is None
    assert refusal_of(asked.by_link_id["b"], ("x",)) is None


def test_answers_are_read_back_with_a_denied_group_in_one_line(form: Form) -> None:
    answers = Answers(
        {
            "travelled": (False,),
            "signs": (FEVER, COUGH),
            "blood": (True,),
            "since": (date(2026, 2, 1),),
            "heat": (Decimal("37.5"),),
            "places": ("Lào",),
            "country": (code("la"),),
        }
    )

    assert [(line.label, line.answer) for line in read_back(form, answers, Language.VI)] == [
        ("Đi lại", "Không đi đâu"),
        ("Câu signs?", "Ý fever, Ý cough"),
        ("Câu blood?", "Có"),
        ("Câu since?", "01/02/2026"),
        ("Câu heat?", "37,5"),
        ("Câu country?", "Ý la"),
    ]
    english = [line.answer for line in read_back(form, answers, Language.EN)]
    assert english == [
        "Nowhere",
        "Option fever, Option cough",
        "Yes",
        "01/02/2026",
        "37.5",
        "Option la",
    ]


def test_what_is_not_asked_is_not_read_back(form: Form) -> None:
    answers = Answers({"travelled": (False,), "places": ("Lào",), "blood": (True,)})

    assert [line.link_id for line in read_back(form, answers, Language.VI)] == ["travel"]


def test_what_was_typed_is_read_back_as_it_is(form: Form) -> None:
    answers = Answers({"travelled": (True,), "places": (code("north"), "Lào")})

    assert [line.answer for line in read_back(form, answers, Language.VI)] == [
        "Có",
        "Ý north, Lào",
    ]
    no = form_of(item("a"))
    assert read_back(no, Answers({"a": (False,)}), Language.VI)[0].answer == "Không"


def test_what_is_shown_is_of_the_form_that_is_asked_about() -> None:
    answers = start_answers(form_of(item("a")))
    one, other = form_of(item("a")), form_of(item("b"))
    assert names(enabled_items(one, answers)) == ["a"]
    assert names(enabled_items(other, answers)) == ["b"]
    assert names(enabled_items(one, answers)) == ["a"]
