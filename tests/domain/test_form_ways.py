"""An item to which no answers ever lead is a flaw; one to which some lead is none."""

from __future__ import annotations

import pytest

from kiosk.domain.declaration import reachability
from tests.support.forms import (
    SYSTEM,
    Json,
    choice,
    coding,
    form_of,
    group,
    item,
    option,
    reasons,
    when,
)

NEVER = "no answers ever lead to this item"


def told(*conditions: Json, behaviour: str = "all") -> Json:
    """What makes an item depend on conditions."""
    return {"enableWhen": list(conditions), "enableBehavior": behaviour}


def is_x(question: str) -> Json:
    return when(question, "=", answerCoding=coding("x"))


def is_y(question: str) -> Json:
    return when(question, "=", answerCoding=coding("y"))


def not_x(question: str) -> Json:
    return when(question, "!=", answerCoding=coding("x"))


def not_y(question: str) -> Json:
    return when(question, "!=", answerCoding=coding("y"))


def yes(question: str) -> Json:
    return when(question, "=", answerBoolean=True)


def no(question: str) -> Json:
    return when(question, "=", answerBoolean=False)


def answered(question: str) -> Json:
    return when(question, "exists", answerBoolean=True)


def unanswered(question: str) -> Json:
    return when(question, "exists", answerBoolean=False)


XY = choice("q", ["x", "y"])
MANY = choice("q", ["x", "y"], none="n", repeats=True)
OPEN = item("q", "open-choice", answerOption=[option("x"), option("y")])
NUMBER = item("q", "integer")
YES_NO = item("q")
MUST = item("q", required=True)
LED = item("r", **told(yes("q")))


@pytest.mark.parametrize(
    "items",
    [
        [XY, item("c", **told(is_x("q"), is_y("q")))],
        [XY, item("c", **told(is_x("q"), not_x("q")))],
        [XY, item("c", **told(answered("q"), not_x("q"), not_y("q")))],
        [XY, item("c", **told(answered("q"), unanswered("q")))],
        [XY, item("c", **told(is_x("q"), unanswered("q")))],
        [MANY, item("c", **told(is_x("q"), when("q", "=", answerCoding=coding("n"))))],
        [YES_NO, item("c", **told(yes("q"), no("q")))],
        [
            YES_NO,
            item(
                "c",
                **told(
                    answered("q"),
                    when("q", "!=", answerBoolean=True),
                    when("q", "!=", answerBoolean=False),
                ),
            ),
        ],
        [MUST, item("c", **told(unanswered("q")))],
        [YES_NO, LED, item("c", **told(no("q"), answered("r")))],
        [
            YES_NO,
            item("r", required=True, **told(yes("q"))),
            item("c", **told(yes("q"), unanswered("r"))),
        ],
        [YES_NO, group("g", [item("r")], **told(yes("q"))), item("c", **told(no("q"), yes("r")))],
        [MUST, group("g", [item("c", **told(unanswered("q")))])],
        [
            MUST,
            item("r", required=True, **told(yes("q"), no("q"), behaviour="any")),
            item("c", **told(unanswered("r"))),
        ],
        [MUST, group("g", [item("r", required=True)]), item("c", **told(unanswered("r")))],
    ],
)
def test_no_answers_lead_to_it(items: list[Json]) -> None:
    assert reasons(*items)[0][1] == NEVER


@pytest.mark.parametrize(
    "items",
    [
        [XY, item("c", **told(is_x("q"), is_y("q"), behaviour="any"))],
        [XY, item("c", **told(not_x("q"), not_y("q")))],
        [MANY, item("c", **told(is_x("q"), is_y("q")))],
        [OPEN, item("c", **told(answered("q"), not_x("q"), not_y("q")))],
        [NUMBER, item("c", **told(answered("q"), when("q", "!=", answerInteger=3)))],
        [YES_NO, item("c", **told(answered("q"), when("q", "!=", answerBoolean=True)))],
        [YES_NO, item("c", **told(unanswered("q")))],
        [YES_NO, LED, item("c", **told(no("q"), unanswered("r")))],
        [
            MUST,
            item("r", required=True, **told(yes("q"))),
            item("c", **told(no("q"), unanswered("r"))),
        ],
        [
            YES_NO,
            group("g", [item("r", required=True)], **told(yes("q"))),
            item("c", **told(unanswered("r"))),
        ],
        [
            XY,
            item("r", required=True, **told(is_x("q"), is_y("q"), behaviour="any")),
            item("c", **told(unanswered("r"))),
        ],
        [
            YES_NO,
            item("r", **told(yes("q"))),
            item("c", **told(no("q"), yes("r"), behaviour="any")),
        ],
        [YES_NO, group("g", [item("r"), item("c", **told(yes("q"), yes("r")))], **told(yes("q")))],
    ],
)
def test_some_answers_lead_to_it(items: list[Json]) -> None:
    assert form_of(*items).by_link_id["c"]


def test_three_hundred_items_that_each_ask_for_the_one_before_are_settled() -> None:
    items = [item("a0")]
    items += [item(f"a{number}", enableWhen=[yes(f"a{number - 1}")]) for number in range(1, 300)]

    assert len(form_of(*items).all_items) == 300


def test_what_takes_too_long_to_settle_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reachability, "MOST_STEPS", 2)

    assert reasons(YES_NO, LED)[0][1] == "too many conditions to see whether this is ever asked"


def test_a_knot_of_conditions_is_given_up_soon() -> None:
    """Twenty questions of which none can be there: every one has eight ways to fail."""
    items: list[Json] = [item(f"a{number}") for number in range(8)]
    for layer in range(1, 12):
        ways = [
            when(f"a{(layer - 1) * 8 + number}", "exists", answerBoolean=True)
            for number in range(8)
        ]
        items += [
            item(f"a{layer * 8 + number}", **told(*ways, behaviour="any")) for number in range(8)
        ]
    last = [unanswered(f"a{number}") for number in range(7)]
    items.append(item("c", **told(*last, answered("a95"))))

    assert form_of(*items).by_link_id["c"].conditions[0].target == "a0"
    assert SYSTEM
