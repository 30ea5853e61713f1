"""What the items of a form say of one another: names, order, ways to every item, the denials."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kiosk.base.phrases import Phrase
from kiosk.domain.declaration.answering import express_answers, missing_questions, refusal_of
from kiosk.domain.declaration.answers import Answers
from kiosk.domain.declaration.form import (
    CHOICES,
    Condition,
    Form,
    Item,
    ItemType,
    Operator,
    Prefill,
    Privacy,
)
from kiosk.domain.declaration.form_items import MOST_ITEMS, PlacedItem
from kiosk.domain.declaration.form_parts import FormParts
from kiosk.domain.declaration.reachability import NotSettled, Reachability

MOST_STATEMENTS = 5
"""On the express page, which is read in one look."""


def check_form(parts: FormParts, form: Form, placed: Sequence[PlacedItem]) -> None:
    """Note what is wrong with the items of a form among one another.

    Whether every item can be reached and what the express page leaves open is asked only of a form
    that is right otherwise: the answer would be about another form.
    """
    if len(placed) > MOST_ITEMS:
        parts.note(1, Phrase("more than {most} items", most=MOST_ITEMS))
        return
    _check_names(parts, placed)
    known = {each.item.link_id: each for each in placed if each.item.link_id}
    before: set[str] = set()
    for each in placed:
        parts.link_id = each.item.link_id
        _check_alone(parts, each)
        for condition, line in zip(each.item.conditions, each.condition_lines, strict=True):
            _check_condition(parts, condition, line, known, before)
        before.add(each.item.link_id)
    parts.link_id = ""
    if not parts.flaws and not any(each.item.is_question for each in placed):
        parts.note(1, Phrase("a form without a question"))
    if not parts.flaws:
        _check_ways(parts, form, placed)
    if not parts.flaws:
        _check_express(parts, form, placed)


def _check_names(parts: FormParts, placed: Sequence[PlacedItem]) -> None:
    first: dict[str, int] = {}
    for each in placed:
        link_id = parts.link_id = each.item.link_id
        if link_id and link_id in first:
            parts.note(
                each.line,
                Phrase(
                    '"{key}" is the name of the item in line {line}',
                    key=link_id,
                    line=first[link_id],
                ),
            )
        first.setdefault(link_id, each.line)


def _check_alone(parts: FormParts, each: PlacedItem) -> None:
    """Of an item and what is below it."""
    item = each.item
    if item.prefill is not None:
        if item.privacy is Privacy.HEALTH:
            parts.note(each.line, Phrase("a question about health is never answered beforehand"))
        expected = CHOICES if item.prefill is Prefill.VISITOR_KIND else {ItemType.STRING}
        if item.prefill is Prefill.NATIONALITY:
            expected = {ItemType.STRING, ItemType.OPEN_CHOICE}
        if item.type not in expected:
            parts.misplaced(each.line, "prefill", item.type)
    if item.screening and item.privacy is not Privacy.HEALTH:
        parts.note(each.line, Phrase("screening by what is not about health"))
    if item.least is not None and item.most is not None and item.least > item.most:
        parts.note(each.line, Phrase("the smallest number is larger than the largest"))
    must_deny = item.repeats and item.is_required and not item.conditions
    if must_deny and item.none_option is None:
        parts.note(each.line, Phrase("an option for none of these is missing"))
    if item.none_of_these is not None:
        _check_denial(parts, each, Phrase("none of these"))
    if item.express is not None:
        _check_denial(parts, each, Phrase("the express statement"))


def _check_denial(parts: FormParts, each: PlacedItem, what: Phrase) -> None:
    """Whether one touch can answer every question of an item with its own no."""
    questions = [below for below in each.item.walk() if below.is_question]
    if not any(question.denial for question in questions):
        parts.note(each.line, Phrase("{what} denies no question", what=what))
    for question in questions:
        if question.is_required and not question.denial and not question.conditions:
            parts.note(
                each.line,
                Phrase('{what} cannot deny "{key}"', what=what, key=question.link_id),
            )


def _check_condition(
    parts: FormParts,
    condition: Condition,
    line: int,
    known: Mapping[str, PlacedItem],
    before: set[str],
) -> None:
    name = condition.target
    if name not in known:
        parts.note(line, Phrase('there is no item "{key}"', key=name))
        return
    target = known[name].item
    if name not in before:
        if _depends(target, parts.link_id, known):
            parts.note(line, Phrase('"{key}" depends on this item itself', key=name))
        else:
            parts.note(line, Phrase('"{key}" comes only later', key=name))
    if not known[name].has_type:
        return
    if not target.is_question:
        parts.note(line, Phrase('"{key}" is no question', key=name))
    elif condition.operator is Operator.EXISTS:
        if not isinstance(condition.value, bool):
            parts.note(line, Phrase('"exists" wants "answerBoolean"'))
    elif refusal_of(target, (condition.value,)):
        parts.note(line, Phrase('this cannot be an answer to "{key}"', key=name))


def _depends(item: Item, on: str, known: Mapping[str, PlacedItem]) -> bool:
    """Whether an item is asked or not by what another one is answered."""
    seen, waiting = set[str](), [item.link_id]
    while waiting:
        link_id = waiting.pop()
        if link_id == on:
            return True
        if link_id in known and link_id not in seen:
            seen.add(link_id)
            waiting += [each.target for each in known[link_id].item.conditions]
    return False


def _check_ways(parts: FormParts, form: Form, placed: Sequence[PlacedItem]) -> None:
    reachability = Reachability(form)
    for each in placed:
        parts.link_id = each.item.link_id
        try:
            if not reachability.is_reachable(each.item):
                parts.note(each.line, Phrase("no answers ever lead to this item"))
        except NotSettled:
            parts.note(each.line, Phrase("too many conditions to see whether this is ever asked"))


def _check_express(parts: FormParts, form: Form, placed: Sequence[PlacedItem]) -> None:
    """Whoever denies all statements has answered everything about health."""
    if not form.express_items:
        return
    if len(form.express_items) > MOST_STATEMENTS:
        parts.link_id = ""
        parts.note(1, Phrase("more than {most} express statements", most=MOST_STATEMENTS))
    left = missing_questions(form, express_answers(form, Answers()))
    for each in placed:
        if any(each.item is item for item in left) and each.item.privacy is Privacy.HEALTH:
            parts.link_id = each.item.link_id
            parts.note(each.line, Phrase("no express statement answers this question"))
