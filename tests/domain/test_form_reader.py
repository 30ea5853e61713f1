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
from kiosk.domain.declaration.form_reader import MOST_BYTES, FormFlaws, read_form
from kiosk.domain.declaration.located_json import DEEPEST
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
    option,
    questionnaire,
    reasons,
    screening,
    text_extension,
    translated,
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
        (b"{" + b" " * MOST_BYTES, 1, "the file is larger than 256 KB"),
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


GROUP = group("g", [item("a")])
BOTH = [item("a"), choice("b", ["x", "y"])]
WITH_TARGET = {"enableWhen": [when("b", "=", answerCoding=coding("x"))]}
LONG = "a" * 401


def with_extension(*extensions: object, kind: str = "boolean", **members: object) -> Json:
    return item("a", kind, extension=list(extensions), **members)


@pytest.mark.parametrize(
    ("items", "reason"),
    [
        # members
        ([item("a", repeats=True)], '"repeats" has no place in a boolean'),
        ([item("a", "display", required=True)], '"required" has no place in a display'),
        ([item("a", code=[])], '"code" is not part of a form here'),
        ([item("a", **{"\x1b[2J": 1})], "\"'\\x1b[2J'\" is not part of a form here"),
        ([item("a", "text")], "one of these was expected here: group, display, boolean"),
        ([{"linkId": "a", "type": "boolean"}], '"text" is missing'),
        ([item("a", "string", maxLength=0)], "a whole number from 1 to 500"),
        ([item("a", "string", maxLength=True)], "a whole number from 1 to 500"),
        ([item("a", "string", maxLength=501)], "a whole number from 1 to 500"),
        (["a"], "an object, in {}, was expected here"),
        # texts
        ([item("a", text=" ")], "a text was expected here"),
        ([item("a", text=LONG)], "a text of more than 400 characters"),
        ([item("a", text="a\nb")], "a text holds a character that cannot be shown"),
        ([item("a", text="a\u202eb")], "a text holds a character that cannot be shown"),
        ([item("a", _text=translated(""))], "a text was expected here"),
        ([{**item("a"), "_text": {}}], '"extension" is missing'),
        ([item("a", _text={"extension": [{"url": "x"}]})], "one of these was expected here: http"),
        (
            [{key: value for key, value in item("a").items() if key != "_text"}],
            'the English of "text" is missing',
        ),
        # groups
        ([item("g", "group")], "a group without items"),
        ([group("g", [])], "a list, in [], with something in it was expected here"),
        ([group("g", [group("h", [group("i", [group("j", [item("a")])])])])], "more than 4 levels"),
        ([item("a", "display")], "a form without a question"),
        ([item(f"a{number}") for number in range(301)], "more than 300 items"),
        # options
        ([item("a", "choice")], '"answerOption" is missing'),
        ([choice("a", ["x"])], "a choice needs two options at least"),
        ([choice("a", ["x", "x"])], "the code x stands twice"),
        ([choice("a", [str(number) for number in range(61)])], "more than 60 entries"),
        ([item("a", "choice", answerOption=[{"valueString": "x"}])], '"valueCoding" is missing'),
        (
            [
                item(
                    "a",
                    "choice",
                    answerOption=[option("x", is_none=True), option("y", is_none=True)],
                )
            ],
            "a second option for none of these",
        ),
        ([choice("a", ["ế", "y"])], "a code of at most 120 characters of ASCII"),
        (
            [item("a", "choice", answerOption=[{**option("x"), "extension": [{"url": "y"}]}])],
            f"one of these was expected here: {NAMESPACE}none-of-these",
        ),
        (
            [choice("a", ["x"], required=True, repeats=True)],
            "an option for none of these is missing",
        ),
        # conditions
        ([item("a", enableWhen=[when("b", "=", answerBoolean=True)])], 'there is no item "b"'),
        ([item("a", **WITH_TARGET), choice("b", ["x", "y"])], '"b" comes only later'),
        (
            [
                item("a", **WITH_TARGET),
                choice("b", ["x", "y"], enableWhen=[when("a", "exists", answerBoolean=True)]),
            ],
            '"b" depends on this item itself',
        ),
        (
            [item("a", enableWhen=[when("a", "=", answerBoolean=True)])],
            '"a" depends on this item itself',
        ),
        (
            [GROUP, item("c", enableWhen=[when("g", "exists", answerBoolean=True)])],
            '"g" is no question',
        ),
        (
            [*BOTH, item("c", enableWhen=[when("b", "=", answerBoolean=True)])],
            'this cannot be an answer to "b"',
        ),
        (
            [*BOTH, item("c", enableWhen=[when("b", "=", answerCoding=coding("z"))])],
            'this cannot be an answer to "b"',
        ),
        (
            [*BOTH, item("c", enableWhen=[when("a", "exists", answerInteger=1)])],
            '"exists" wants "answerBoolean"',
        ),
        (
            [*BOTH, item("c", enableWhen=[when("a", ">", answerInteger=1)])],
            "one of these was expected here: =, !=",
        ),
        ([*BOTH, item("c", enableWhen=[when("a", "=")])], 'one "answer…" was expected here'),
        (
            [*BOTH, item("c", enableWhen=[when("a", "=", answerBoolean=True, answerInteger=1)])],
            'one "answer…" was expected here',
        ),
        (
            [item("a", "date"), item("c", enableWhen=[when("a", "=", answerDate="2026-02-30")])],
            "a date such as 2026-11-30 was expected here",
        ),
        (
            [*BOTH, item("c", enableWhen=[when("a", "=", answerBoolean=True)] * 2)],
            '"enableBehavior" is missing',
        ),
        (
            [*BOTH, item("c", enableWhen=[when("a", "=", answerBoolean=True)] * 9)],
            "more than 8 entries",
        ),
        # names
        ([item("a"), item("a")], '"a" is the name of the item in line'),
        ([item("a" * 65)], "a name of small letters a-z, digits and hyphens was expected"),
        (
            [
                item("a", enableWhen=[when("b", "exists", answerBoolean=True)]),
                item("b", enableWhen=[when("c", "exists", answerBoolean=True)]),
                item("c", enableWhen=[when("b", "exists", answerBoolean=True)]),
            ],
            '"b" comes only later',
        ),
        (
            [item("a", "date"), item("c", enableWhen=[when("a", "=", answerDate="soon")])],
            "a date such as 2026-11-30 was expected here",
        ),
        # nothing about health beforehand
        (
            [with_extension(PERSONAL, initial=[{"valueDate": "soon"}])],
            "a date such as 2026-11-30 was expected here",
        ),
        (
            [item("a", initial=[{"valueBoolean": False}])],
            "a question about health is never answered",
        ),
        (
            [with_extension(code_extension("prefill", "phone"), kind="string")],
            "a question about health is never answered",
        ),
        (
            [with_extension(PERSONAL, initial=[{"valueString": "no"}])],
            "this cannot be an answer to the question",
        ),
        # extensions
        ([with_extension({"url": NAMESPACE + "colour"})], "one of these was expected here: urn:"),
        ([with_extension(PERSONAL, PERSONAL)], '"privacy" stands twice'),
        (
            [with_extension(code_extension("privacy", "secret"))],
            "one of these was expected here: health",
        ),
        (
            [with_extension(PERSONAL, code_extension("prefill", "phone"))],
            '"prefill" has no place in a boolean',
        ),
        (
            [with_extension(PERSONAL, code_extension("prefill", "nationality"))],
            '"prefill" has no place in a boolean',
        ),
        (
            [with_extension(PERSONAL, code_extension("prefill", "visitor_kind"))],
            '"prefill" has no place in a boolean',
        ),
        ([with_extension(code_extension("label", "x"))], '"valueCode" is not part of a form here'),
        ([with_extension(code_extension("label", "x"))], '"extension" is missing'),
        ([with_extension(text_extension("label", "x", ""))], "a text was expected here"),
        (
            [
                with_extension(
                    {"url": NAMESPACE + "label", "extension": [{"url": "vi", "valueString": "x"}]}
                )
            ],
            '"en" is missing',
        ),
        (
            [
                with_extension(
                    {
                        "url": NAMESPACE + "label",
                        "extension": [{"url": "vi", "valueString": "x"}] * 2,
                    }
                )
            ],
            '"vi" stands twice',
        ),
        (
            [with_extension({"url": NAMESPACE + "label", "extension": [{"url": "vi"}]})],
            '"valueString" is missing',
        ),
        (
            [with_extension(text_extension("none-of-these", "x", "x"))],
            '"none-of-these" has no place in a boolean',
        ),
        (
            [with_extension({"url": MIN_VALUE, "valueInteger": 1})],
            f'"{MIN_VALUE}" has no place in a boolean',
        ),
        (
            [with_extension({"url": MIN_VALUE, "valueDecimal": 1}, kind="integer")],
            '"valueInteger" is missing',
        ),
        (
            [with_extension({"url": MAX_VALUE, "valueDecimal": 1e12}, kind="decimal")],
            "a number of at most nine digits was expected here",
        ),
        (
            [
                with_extension(
                    {"url": MIN_VALUE, "valueInteger": 2},
                    {"url": MAX_VALUE, "valueInteger": 1},
                    kind="integer",
                )
            ],
            "the smallest number is larger than the largest",
        ),
        (
            [with_extension({"url": MIN_VALUE, "valueDecimal": "x"}, kind="decimal")],
            "a number of at most nine digits was expected here",
        ),
        (
            [with_extension({"url": NAMESPACE + "label", "extension": [{"url": "fr"}]})],
            "one of these was expected here: vi, en",
        ),
        # screening
        (
            [with_extension({"url": NAMESPACE + "screening", "extension": [{"url": "colour"}]})],
            "one of these was expected here: finding, answer, at-least, below",
        ),
        (
            [with_extension({"url": NAMESPACE + "screening", "extension": [{"url": "answer"}]})],
            '"valueCoding" is missing',
        ),
        (
            [with_extension(screening("fear", {"valueBoolean": True}))],
            "one of these was expected here: symptoms",
        ),
        ([with_extension(screening("symptoms"))], "screening that names no answer"),
        (
            [with_extension(screening("symptoms", {"valueBoolean": False}))],
            "screening names an answer that means no",
        ),
        (
            [with_extension(screening("symptoms", {"at-least": 1}))],
            "screening by a number of what is none",
        ),
        (
            [with_extension(*[screening("symptoms", {"valueBoolean": True})] * 2)],
            '"screening" stands twice',
        ),
        (
            [with_extension(PERSONAL, screening("symptoms", {"valueBoolean": True}))],
            "screening by what is not about health",
        ),
        (
            [
                choice(
                    "a", ["x", "y"], extension=[screening("exposure", {"valueCoding": coding("z")})]
                )
            ],
            "screening names z, no option",
        ),
        (
            [
                choice(
                    "a", ["x"], "n", extension=[screening("exposure", {"valueCoding": coding("n")})]
                )
            ],
            "screening names an answer that means no",
        ),
        (
            [with_extension(screening("exposure", {"valueCoding": {"system": "x"}}))],
            '"code" is missing',
        ),
        (
            [with_extension({"url": NAMESPACE + "screening", "valueCode": "x"})],
            '"finding" is missing',
        ),
        # denials
        (
            [
                group(
                    "g",
                    [item("a"), item("b", "string", required=True)],
                    extension=[text_extension("none-of-these", "x", "x")],
                )
            ],
            'none of these cannot deny "b"',
        ),
        (
            [with_extension(text_extension("express-statement", "x", "x"), kind="string")],
            "the express statement denies no question",
        ),
        (
            [
                item("b", required=True),
                with_extension(text_extension("express-statement", "x", "x")),
            ],
            "no express statement answers this question",
        ),
        # ways
        (
            [
                *BOTH,
                item(
                    "c",
                    enableBehavior="all",
                    enableWhen=[
                        when("b", "=", answerCoding=coding("x")),
                        when("b", "=", answerCoding=coding("y")),
                    ],
                ),
            ],
            "no answers ever lead to this item",
        ),
    ],
)
def test_a_flaw_is_refused_with_its_reason(items: list[Json], reason: str) -> None:
    told = [why for _, why in reasons(*items)]

    assert any(why.startswith(reason) for why in told), told


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


def test_a_second_screening_for_another_finding_is_none() -> None:
    twice = [screening(finding, {"valueBoolean": True}) for finding in ("symptoms", "exposure")]

    assert len(form_of(item("a", extension=twice)).all_items[0].screening) == 2


def test_the_file_is_read_as_it_was_written() -> None:
    """Names in NFD, as macOS writes them, are the same names."""
    text = "Ho\u0323c"
    form = read_form(json.dumps(questionnaire([item("a", text=text)])).encode())

    assert isinstance(form, Form)
    assert form.all_items[0].text.vi == "H\u1ecdc"
