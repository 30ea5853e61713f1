"""Answers as they are stored and sent: the items of a FHIR R4 QuestionnaireResponse.

Answers stand by code, in the groups of the form. Canonical JSON has no floats
(docs/spec/sync-protocol.md §2), so that a decimal is the text of its digits.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation

from kiosk.domain.declaration.answering import refusal_of, sent_answers
from kiosk.domain.declaration.answers import Answers
from kiosk.domain.declaration.form import Coding, Form, Item, ItemType, Value

ResponseItem = Mapping[str, object]
"""One item of a response: `linkId` with `answer`, or with the `item`s of a group."""

_NAMES = {
    ItemType.BOOLEAN: "valueBoolean",
    ItemType.INTEGER: "valueInteger",
    ItemType.DECIMAL: "valueDecimal",
    ItemType.DATE: "valueDate",
}


def response_items(form: Form, answers: Answers) -> tuple[ResponseItem, ...]:
    """What is stored and sent: the answers to the questions that are asked."""
    return _items(form.items, sent_answers(form, answers))


def draft_items(form: Form, answers: Answers) -> tuple[ResponseItem, ...]:
    """What is kept of a form that is not finished: every answer, asked for now or not."""
    return _items(form.items, answers)


def answers_of(form: Form, items: object) -> Answers:
    """The answers in response items of this version of the form.

    What does not fit the form is left out, and the question is open again: a savepoint that was
    damaged, or written by a newer version of the kiosk.
    """
    return Answers(dict(_read(form, items, depth=0)))


def _items(items: Iterable[Item], answers: Answers) -> tuple[ResponseItem, ...]:
    found: list[ResponseItem] = []
    for item in items:
        below = _items(item.items, answers)
        values = answers.of(item.link_id)
        if below:
            found.append({"linkId": item.link_id, "item": list(below)})
        elif values:
            answer = [_written(item, value) for value in values]
            found.append({"linkId": item.link_id, "answer": answer})
    return tuple(found)


def _written(item: Item, value: Value) -> Mapping[str, object]:
    match value:
        case Coding():
            return {"valueCoding": {"system": value.system, "code": value.code}}
        case Decimal():
            return {"valueDecimal": f"{value:f}"}
        case date():
            return {"valueDate": value.isoformat()}
        case _:
            return {_NAMES.get(item.type, "valueString"): value}


def _read(form: Form, items: object, depth: int) -> Iterable[tuple[str, tuple[Value, ...]]]:
    for item in items if isinstance(items, Sequence) and depth < _DEEPEST else ():
        if not isinstance(item, Mapping):
            continue
        yield from _read(form, item.get("item"), depth + 1)
        link_id, answer = item.get("linkId"), item.get("answer")
        asked = form.by_link_id.get(link_id) if isinstance(link_id, str) else None
        if asked is None or not isinstance(answer, Sequence):
            continue
        values = tuple(_value(asked, each) for each in answer)
        known = tuple(value for value in values if value is not None)
        if values and known == values and refusal_of(asked, known) is None:
            yield asked.link_id, known


_DEEPEST = 8
"""Groups in one another that are looked into; a form has fewer."""


def _value(item: Item, answer: object) -> Value | None:
    """The value of one answer; None for what is none of this item's."""
    if not isinstance(answer, Mapping) or len(answer) != 1:
        return None
    ((name, value),) = answer.items()
    if name == "valueCoding":
        parts = value if isinstance(value, Mapping) else {}
        system, code = parts.get("system"), parts.get("code")
        is_coding = isinstance(system, str) and isinstance(code, str)
        return Coding(str(system), str(code)) if is_coding else None
    if name != _NAMES.get(item.type, "valueString"):
        return None
    match value:
        case str() if item.type is ItemType.DECIMAL:
            return _decimal(value)
        case str() if item.type is ItemType.DATE:
            return _date(value)
        case bool() | int() | str():
            return value
        case _:
            return None


def _decimal(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
