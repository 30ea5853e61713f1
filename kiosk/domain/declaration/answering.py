"""Answering a form: what is asked now, what is missing, what comes next, what a touch changes.

Answers are touched, never chosen beforehand: the only ones that stand there unasked are the
form's initial ones, which no question about health has.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from datetime import date
from decimal import Decimal
from enum import StrEnum

from kiosk.domain.declaration.answers import Answers, Shown
from kiosk.domain.declaration.form import (
    NUMBERS,
    Coding,
    Condition,
    Form,
    Item,
    ItemType,
    Operator,
    Value,
)

_WHOLE = re.compile(r"-?[0-9]{1,9}")
_DECIMAL = re.compile(r"-?[0-9]{1,9}(?:[.,][0-9]{1,4})?")
_DATE = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})")


class AnswerRefusal(StrEnum):
    """Why something cannot be the answer to a question."""

    NOT_A_NUMBER = "not_a_number"
    NOT_A_DATE = "not_a_date"
    TOO_SMALL = "too_small"
    TOO_LARGE = "too_large"
    TOO_LONG = "too_long"
    NOT_AN_OPTION = "not_an_option"
    """A value that the question does not offer, or several where it takes one."""


def start_answers(form: Form) -> Answers:
    """The answers a form begins with: its initial ones."""
    return Answers({item.link_id: item.initial for item in form.all_items if item.initial})


def enabled_items(form: Form, answers: Answers) -> tuple[Item, ...]:
    """Every item that is to be shown now, groups before what is in them.

    An item is shown if its group is and its conditions hold. A question that is not asked has no
    answer for the conditions of others, whatever was answered before.
    """
    return _shown(form, answers).items


def enabled_questions(form: Form, answers: Answers) -> tuple[Item, ...]:
    """The questions that are to be asked now, in the order of the form."""
    return _shown(form, answers).questions


def numbered_questions(form: Form) -> tuple[Item, ...]:
    """The questions that everybody is asked, without those that depend on answers: *Câu 3/5*."""
    return tuple(form.by_link_id[link_id] for link_id in form.numbers)


def missing_questions(form: Form, answers: Answers) -> tuple[Item, ...]:
    """The questions that must be answered before the answers can be sent."""
    return tuple(
        item
        for item in enabled_questions(form, answers)
        if item.is_required and not answers.of(item.link_id)
    )


def next_question(form: Form, answers: Answers, after: str = "") -> Item | None:
    """The question that follows the one with this `link_id`; without one, the first.

    None after the last.
    """
    questions = enabled_questions(form, answers)
    if not after:
        return questions[0] if questions else None
    order = form.order
    return next((item for item in questions if order[item.link_id] > order[after]), None)


def question_before(form: Form, answers: Answers, link_id: str) -> Item | None:
    """The question that *Quay lại* leads to from this one; None before the first."""
    order = form.order
    questions = enabled_questions(form, answers)
    return next(
        (item for item in reversed(questions) if order[item.link_id] < order[link_id]), None
    )


def sent_answers(form: Form, answers: Answers) -> Answers:
    """Only the answers to questions that are asked: what is kept of them, and screened."""
    return Answers(
        {
            item.link_id: answers.of(item.link_id)
            for item in enabled_questions(form, answers)
            if answers.of(item.link_id)
        }
    )


def toggled(form: Form, answers: Answers, link_id: str, value: Value) -> Answers:
    """The answers after a touch on one option, on yes or on no.

    Of a question with several answers the option is added or, if it was there, taken away; *none
    of these* goes with no other option. Of others the touched one is the answer.
    """
    item = form.by_link_id[link_id]
    before = answers.of(link_id)
    if not item.repeats:
        return answers.having(link_id, (value,))
    if value in before:
        return answers.having(link_id, (each for each in before if each != value))
    if value in item.denial:
        return answers.having(link_id, (value,))
    chosen = [each for each in before if each not in item.denial] + [value]
    ordered = [option.coding for option in item.options if option.coding in chosen]
    return answers.having(link_id, [*ordered, *(each for each in chosen if isinstance(each, str))])


def denied(form: Form, answers: Answers, link_id: str) -> Answers:
    """The answers after *none of these* of a group or a question: each question that is asked and
    can be denied gets its own no."""
    below = {item.link_id for item in form.by_link_id[link_id].walk()}
    asked: set[str] = set()
    for item in form.all_items:
        # Conditions look back only: what is denied decides what is asked after it.
        parent = form.parents.get(item.link_id)
        if parent is not None and parent.link_id not in asked:
            continue
        if not _is_enabled(item, answers, asked):
            continue
        asked.add(item.link_id)
        if item.link_id in below and item.denial:
            answers = answers.having(item.link_id, item.denial)
    return answers


def is_denied(form: Form, answers: Answers, link_id: str) -> bool:
    """Whether a group or a question is answered as *none of these* answers it, and not otherwise
    beside that."""
    asked = {item.link_id for item in enabled_questions(form, answers)}
    return are_denied(form.by_link_id[link_id], answers, asked)


def are_denied(item: Item, answers: Answers, asked: Set[str]) -> bool:
    """Whether all questions of an item that are asked, by their `link_id`s, have their own no."""
    questions = [each for each in item.walk() if each.link_id in asked and each.is_question]
    return any(each.denial for each in questions) and all(
        answers.of(each.link_id) == each.denial for each in questions
    )


def express_answers(form: Form, answers: Answers) -> Answers:
    """The answers after *Không có điều nào nêu trên*: each question gets its own no."""
    for item in form.express_items:
        answers = denied(form, answers, item.link_id)
    return answers


def read_answer(item: Item, text: str) -> Value | AnswerRefusal | None:
    """What was typed as an answer to a question; None for an empty text.

    Numbers take a comma or a point, dates are written day/month/year.
    """
    text = " ".join(text.split())
    if not text:
        return None
    value: Value
    match item.type:
        case ItemType.INTEGER:
            if not _WHOLE.fullmatch(text):
                return AnswerRefusal.NOT_A_NUMBER
            value = int(text)
        case ItemType.DECIMAL:
            if not _DECIMAL.fullmatch(text):
                return AnswerRefusal.NOT_A_NUMBER
            value = Decimal(text.replace(",", "."))
        case ItemType.DATE:
            found = _read_date(text)
            if found is None:
                return AnswerRefusal.NOT_A_DATE
            value = found
        case _:
            value = text
    return refusal_of(item, (value,)) or value


def refusal_of(item: Item, values: tuple[Value, ...]) -> AnswerRefusal | None:
    """Why these cannot be the answers to a question; None if they can."""
    if len(values) > 1 and not item.repeats:
        return AnswerRefusal.NOT_AN_OPTION
    if len(values) != len(set(values)):
        return AnswerRefusal.NOT_AN_OPTION
    if len(values) > 1 and any(value in item.denial for value in values):
        return AnswerRefusal.NOT_AN_OPTION
    return next((why for value in values if (why := _refusal_of_one(item, value))), None)


def _refusal_of_one(item: Item, value: Value) -> AnswerRefusal | None:
    if not _has_type(item, value):
        return AnswerRefusal.NOT_AN_OPTION
    if item.type in NUMBERS and isinstance(value, int | Decimal):
        if item.least is not None and value < item.least:
            return AnswerRefusal.TOO_SMALL
        if item.most is not None and value > item.most:
            return AnswerRefusal.TOO_LARGE
    if isinstance(value, str) and len(value) > item.max_length:
        return AnswerRefusal.TOO_LONG
    return None


def _has_type(item: Item, value: Value) -> bool:
    match item.type:
        case ItemType.BOOLEAN:
            return isinstance(value, bool)
        case ItemType.INTEGER:
            return isinstance(value, int) and not isinstance(value, bool)
        case ItemType.DECIMAL:
            return isinstance(value, Decimal) and value.is_finite()
        case ItemType.DATE:
            return isinstance(value, date)
        case ItemType.STRING:
            return isinstance(value, str) and bool(value.strip())
        case ItemType.CHOICE | ItemType.OPEN_CHOICE:
            if isinstance(value, Coding):
                return item.option(value) is not None
            is_open = item.type is ItemType.OPEN_CHOICE
            return is_open and isinstance(value, str) and bool(value.strip())
        case _:
            return False


def _read_date(text: str) -> date | None:
    parts = _DATE.fullmatch(text)
    if parts is None:
        return None
    day, month, year = map(int, parts.groups())
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _shown(form: Form, answers: Answers) -> Shown:
    """What is to be shown now, made once for these answers."""
    for known in answers.looked_at:
        if known.form is form:
            return known
    found: list[Item] = []
    _take_enabled(form.items, answers, set(), found)
    shown = Shown(form, tuple(found), tuple(item for item in found if item.is_question))
    answers.looked_at[:] = [shown]
    return shown


def _take_enabled(
    items: Sequence[Item], answers: Answers, asked: set[str], found: list[Item]
) -> None:
    """Add to `found` those of the items, and of what is below them, that are to be shown.

    A list is filled in a tenth of the time that generators within generators take.
    """
    for item in items:
        if not _is_enabled(item, answers, asked):
            continue
        asked.add(item.link_id)
        found.append(item)
        if item.items:
            _take_enabled(item.items, answers, asked, found)


def _is_enabled(item: Item, answers: Answers, asked: set[str]) -> bool:
    if not item.conditions:
        return True
    holds = all if item.needs_all else any
    return holds(_holds(condition, answers, asked) for condition in item.conditions)


def _holds(condition: Condition, answers: Answers, asked: set[str]) -> bool:
    given = answers.of(condition.target) if condition.target in asked else ()
    match condition.operator:
        case Operator.EQUALS:
            return condition.value in given
        case Operator.DIFFERS:
            return condition.value not in given
        case _:
            return bool(given) is condition.value
