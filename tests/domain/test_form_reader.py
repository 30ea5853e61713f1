"""A form's file is taken whole or refused, with a line and a reason for every flaw."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest

from kiosk.domain.declaration.form import (
    Condition,
    Finding,
    Form,
    ItemType,
    Operator,
    Prefill,
    Privacy,
    ScreeningRule,
    Text,
)
from kiosk.domain.declaration.form_reader import FormFlaws, read_form
from kiosk.domain.declaration.located_json import DEEPEST
from sync.protocol.forms import MOST_FORM_BYTES
from tests.support.forms import (
    NAMESPACE,
    Json,
    choice,
    code_extension,
    coding,
    file_of,
    form_of,
    group,
    item,
    questionnaire,
    reasons,
    screening,
    text_extension,
    when,
)

MIN_VALUE = "http://hl7.org/fhir/StructureDefinition/minValue"
MAX_VALUE = "http://hl7.org/fhir/StructureDefinition/maxValue"
PERSONAL = code_extension("privacy", "personal")


def test_a_form_says_what_its_file_says() -> None:
    form = form_of(
        group(
            "health",
            [
                choice(
                    "signs",
                    ["fever", "cough"],
                    none="none",
                    required=True,
                    repeats=True,
                    extension=[
                        screening("symptoms", {"valueCoding": coding("fever")}),
                        text_extension("staff-text", "Dấu hiệu?", "Signs?"),
                    ],
                ),
                item("words", "display", enableWhen=[when("signs", "exists", answerBoolean=True)]),
            ],
            extension=[text_extension("none-of-these", "Không có", "None")],
        ),
        item(
            "heat",
            "decimal",
            code=[coding("temperature")],
            extension=[
                {"url": MIN_VALUE, "valueDecimal": 30},
                {"url": MAX_VALUE, "valueDecimal": 45.5},
                screening("symptoms", {"at-least": 37.5}),
                text_extension("label", "Nhiệt độ", "Temperature"),
            ],
        ),
        item(
            "passport",
            "string",
            maxLength=20,
            extension=[PERSONAL, code_extension("prefill", "id_number")],
            enableBehavior="any",
            enableWhen=[
                when("signs", "!=", answerCoding=coding("fever")),
                when("heat", "=", answerDecimal=37.5),
            ],
        ),
    )

    health, signs, words, heat, passport = form.all_items
    assert (form.id, form.version, form.title) == ("test", 1, Text("Tờ khai", "A form"))
    assert health.none_of_these == Text("Không có", "None")
    assert health.items == (signs, words)
    assert (signs.is_required, signs.repeats) == (True, True)
    assert signs.none_option is not None
    assert signs.none_option.coding.code == "none"
    assert signs.text == Text("Câu signs?", "Question signs?")
    assert signs.label == signs.staff_text == Text("Dấu hiệu?", "Signs?")
    assert signs.screening == (ScreeningRule(Finding.SYMPTOMS, (signs.options[0].coding,)),)
    assert words.conditions == (Condition("signs", Operator.EXISTS, True),)
    assert heat.code is not None
    assert heat.code.code == "temperature"
    assert signs.code is None
    assert (heat.least, heat.most) == (Decimal(30), Decimal("45.5"))
    assert heat.screening[0].at_least == Decimal("37.5")
    assert heat.label == Text("Nhiệt độ", "Temperature")
    assert heat.staff_text == heat.text
    assert (passport.type, passport.max_length) == (ItemType.STRING, 20)
    assert passport.prefill is Prefill.ID_NUMBER
    assert not passport.needs_all
    assert [each.privacy for each in (health, signs, passport)] == [
        Privacy.HEALTH,
        Privacy.HEALTH,
        Privacy.PERSONAL,
    ]


def test_what_is_in_a_group_is_as_private_as_the_group() -> None:
    form = form_of(group("travel", [item("seat", "string")], extension=[PERSONAL]))

    assert form.by_link_id["seat"].privacy is Privacy.PERSONAL


def test_what_is_not_about_health_may_stand_there_beforehand() -> None:
    country = choice("country", ["vn", "other"], extension=[PERSONAL])
    form = form_of({**country, "initial": [{"valueCoding": coding("vn")}]})

    assert form.by_link_id["country"].initial == (form.all_items[0].options[0].coding,)


def test_a_mark_of_a_windows_editor_is_no_flaw() -> None:
    assert isinstance(read_form(b"\xef\xbb\xbf" + file_of(questionnaire([item("a")]))), Form)


@pytest.mark.parametrize(
    ("raw", "line", "reason"),
    [
        (b"{" + b" " * MOST_FORM_BYTES, 1, "the file is larger than 256 KB"),
        (b'\n\n"\xff"', 3, "the file is not in UTF-8"),
        (b'{\n"a": 1,\n"a": 2}', 3, '"a" stands twice in one object'),
        (b"{\n", 2, "a text in quotation marks is missing or not closed here"),
        (b'{"a"\n1}', 2, "a colon is missing here"),
        (b'{"a":\n}', 2, "a value is missing here, or is none of JSON's"),
        (b"[1,\n2 3]", 2, "a comma or the closing bracket is missing here"),
        (b'{"a": NaN}', 1, "a value is missing here, or is none of JSON's"),
        (b'["\\ud800"]', 1, "a text holds half a character"),
        (b"[1]\n\n2", 3, "something follows after the end"),
        (b"[" * (DEEPEST + 1), 1, "nested too deeply"),
        (b"[123456789012345678]", 1, "a number with too many digits"),
    ],
)
def test_what_is_no_json_is_refused_in_its_line(raw: bytes, line: int, reason: str) -> None:
    form = read_form(raw)

    assert isinstance(form, FormFlaws)
    assert [(flaw.line, str(flaw.reason)) for flaw in form.flaws] == [(line, reason)]


def test_empty_objects_and_lists_are_json() -> None:
    form = read_form(b'{"item": [], "extension": {}, "title": null}')

    assert isinstance(form, FormFlaws)
    assert "a list, in [], with something in it was expected here" in {
        str(flaw.reason) for flaw in form.flaws
    }


def test_every_flaw_is_shown_with_its_line() -> None:
    form = questionnaire([item("a", required="yes"), item("A b")], status="draft")

    flawed = read_form(file_of(form))

    assert isinstance(flawed, FormFlaws)
    text = file_of(form).decode().splitlines()
    assert [
        (text[flaw.line - 1].strip().rstrip(","), flaw.link_id, str(flaw.reason))
        for flaw in flawed.flaws
    ] == [
        ('"status": "draft"', "", "one of these was expected here: active"),
        ('"required": "yes"', "a", "true or false was expected here"),
        (
            '"linkId": "A b"',
            "",
            "a name of small letters a-z, digits and hyphens was expected, at most 64",
        ),
    ]


@pytest.mark.parametrize(
    ("members", "reason"),
    [
        ({"resourceType": "Patient"}, "one of these was expected here: Questionnaire"),
        ({"id": "Test"}, "a name of small letters a-z, digits and hyphens was expected"),
        ({"url": "https://example.org/"}, f"one of these was expected here: {NAMESPACE}test"),
        ({"version": "0"}, "a whole number from 1 on, in quotation marks, was expected here"),
        ({"version": 1}, "a whole number from 1 on, in quotation marks, was expected here"),
        ({"language": "en"}, "one of these was expected here: vi"),
        ({"publisher": "x"}, '"publisher" is not part of a form here'),
        ({"item": []}, "a list, in [], with something in it was expected here"),
    ],
)
def test_a_flaw_of_the_whole_is_refused(members: Json, reason: str) -> None:
    told = [why for _, why in reasons(item("a"), **members)]

    assert any(why.startswith(reason) for why in told), told


def test_what_is_missing_is_named() -> None:
    form = read_form(b"{}")

    assert isinstance(form, FormFlaws)
    assert [str(flaw.reason) for flaw in form.flaws if "missing" in flaw.reason] == [
        f'"{key}" is missing'
        for key in ("resourceType", "id", "url", "version", "title", "status", "language", "item")
    ]


def test_of_an_item_without_a_type_nothing_else_is_judged() -> None:
    depends = item("b", enableWhen=[when("a", "=", answerBoolean=True)])

    assert reasons(item("a", "quiz", repeats=True), depends) == [
        ("a", "one of these was expected here: " + ", ".join(ItemType))
    ]


def test_a_second_screening_for_another_finding_is_none() -> None:
    twice = [screening(finding, {"valueBoolean": True}) for finding in ("symptoms", "exposure")]

    assert len(form_of(item("a", extension=twice)).all_items[0].screening) == 2


def test_the_file_is_read_as_it_was_written() -> None:
    """Names in NFD, as macOS writes them, are the same names."""
    text = "Ho\u0323c"
    form = read_form(json.dumps(questionnaire([item("a", text=text)])).encode())

    assert isinstance(form, Form)
    assert form.all_items[0].text.vi == "H\u1ecdc"
