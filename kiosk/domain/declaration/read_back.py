"""What was answered, as it is read back before it is sent."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from kiosk.base.dataclass import dataclass
from kiosk.domain.declaration.answering import are_denied, enabled_items
from kiosk.domain.declaration.answers import Answers
from kiosk.domain.declaration.form import Coding, Form, Item, Text, Value
from kiosk.domain.language import Language

YES = Text("Có", "Yes")
NO = Text("Không", "No")


@dataclass(frozen=True, slots=True)
class ReadBackLine:
    """One line: a question or a whole group that was denied, and what was answered."""

    link_id: str
    label: str
    answer: str


def read_back(form: Form, answers: Answers, language: Language) -> tuple[ReadBackLine, ...]:
    """The answers to the questions that are asked, in the order of the form.

    A group whose *none of these* was touched, or whose questions were all denied, is one line.
    """
    enabled = {item.link_id for item in enabled_items(form, answers)}
    lines: list[ReadBackLine] = []
    _take_lines(answers, form.items, enabled, language, lines)
    return tuple(lines)


def said(item: Item, values: Sequence[Value], language: Language) -> str:
    """Answers to a question in words, one after the other."""
    return ", ".join(_said(item, value, language) for value in values)


def _take_lines(
    answers: Answers,
    items: Sequence[Item],
    enabled: set[str],
    language: Language,
    lines: list[ReadBackLine],
) -> None:
    """Add to `lines` those of the items and of what is below them."""
    for item in items:
        if item.link_id not in enabled:
            continue
        if item.none_of_these is not None and are_denied(item, answers, enabled):
            said_of_all = item.none_of_these.said(language)
            lines.append(ReadBackLine(item.link_id, item.label.said(language), said_of_all))
            continue
        values = answers.of(item.link_id)
        if values:
            answer = said(item, values, language)
            lines.append(ReadBackLine(item.link_id, item.label.said(language), answer))
        if item.items:
            _take_lines(answers, item.items, enabled, language, lines)


def _said(item: Item, value: Value, language: Language) -> str:
    match value:
        case bool():
            return (YES if value else NO).said(language)
        case Coding():
            option = item.option(value)
            return value.code if option is None else option.text.said(language)
        case Decimal():
            digits = f"{value:f}"
            return digits if language is Language.EN else digits.replace(".", ",")
        case date():
            return f"{value:%d/%m/%Y}"
        case _:
            return str(value)
