"""Each way in which an item of a form can be wrong, with the reason it is refused for."""

from __future__ import annotations

import pytest

from tests.support.forms import (
    NAMESPACE,
    Json,
    choice,
    code_extension,
    coding,
    group,
    item,
    option,
    reasons,
    screening,
    text_extension,
    translated,
    when,
)

MIN_VALUE = "http://hl7.org/fhir/StructureDefinition/minValue"
MAX_VALUE = "http://hl7.org/fhir/StructureDefinition/maxValue"
PERSONAL = code_extension("privacy", "personal")

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
        ([item("a", prefix="1")], '"prefix" is not part of a form here'),
        ([item("a", code=[coding("x"), coding("y")])], "more than 1 entries"),
        ([group("g", [item("a")], code=[coding("x")])], '"code" has no place in a group'),
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
        ([with_extension(text_extension("label", "x", "x" * 61))], "a text of more than 60"),
        ([choice("a", ["x" * 79, "y"])], "a text of more than 80 characters"),
        # groups
        ([item("g", "group")], "a group without items"),
        ([group("g", [])], "a list, in [], with something in it was expected here"),
        ([group("g", [group("h", [group("i", [group("j", [item("a")])])])])], "more than 4 levels"),
        ([item("a", "display")], "a form without a question"),
        ([item(f"a{number}") for number in range(301)], "more than 300 entries"),
        (
            [group(f"g{half}", [item(f"a{half}{n}") for n in range(150)]) for half in (0, 1)],
            "more than 300 items",
        ),
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
        (
            [
                item(f"a{place}", extension=[text_extension("express-statement", "x", "y")])
                for place in range(6)
            ],
            "more than 5 express statements",
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
