"""*Khai hộ*: the form's questions as cards, each with its own *không*, and cards as rows of a list.

A form is data: whatever its groups and questions, they come as cards of one shape. Nothing is
chosen before it is touched.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from kiosk.base.dataclass import dataclass
from kiosk.domain.declaration.answering import enabled_items
from kiosk.domain.declaration.answers import Answers
from kiosk.domain.declaration.form import CHOICES, TYPED, Form, Item, ItemType, Option
from kiosk.domain.declaration.read_back import NO, YES, said
from kiosk.domain.language import Language
from kiosk.domain.station.pages.declare_state import MOST_OPTIONS, Declare

YES_KEY, NO_KEY = "yes", "no"
_HEAD = "head"
_CELLS_A_ROW = 3


@dataclass(frozen=True, slots=True)
class HealthCard:
    """One card: a question, or a group of some."""

    key: str
    """What its *không* is told by: the group's or the question's `link_id`."""
    number: int
    """Of the question, counted through the form; 0 for a group of several."""
    title: str
    yes: str = ""
    """Of a single question of yes or no."""
    yes_of: str = ""
    """That question's `link_id`."""
    is_yes: bool = False
    denial: str = ""
    """The words of its *không*; empty where it cannot be denied."""
    is_denied: bool = False
    parts: tuple[dict[str, Any], ...] = ()
    """What stands below: options, questions of yes or no in columns, fields."""


@dataclass(frozen=True, slots=True)
class HealthRow:
    """A card's head, or one part of what stands below it: a list makes those on show alone, however
    much a card holds."""

    key: str
    kind: str
    """`head`, or the part's own."""
    of: str
    """The card's key."""
    card: dict[str, Any]
    """Of a head what the card says and whether it is answered."""
    part: dict[str, Any]
    is_last: bool
    """The card ends with it."""


def _rows(card: HealthCard) -> Iterator[HealthRow]:
    """A card as rows of the list."""
    parts = tuple(part for one in card.parts for part in _split(one))
    head = {
        "key": card.key,
        "number": card.number,
        "title": card.title,
        "yes": card.yes,
        "yesOf": card.yes_of,
        "isYes": card.is_yes,
        "denial": card.denial,
        "isDenied": card.is_denied,
    }
    yield HealthRow(card.key, _HEAD, card.key, head, {}, not parts)
    for place, part in enumerate(parts, 1):
        first = part["cells"][0] if part["kind"] == "cells" else part
        key = f"{card.key}/{first['linkId']}"
        yield HealthRow(key, part["kind"], card.key, {}, part, place == len(parts))


def _split(part: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Questions of yes or no in rows of their columns; any other part as it is."""
    if part["kind"] != "cells":
        yield part
        return
    cells = part["cells"]
    columns = min(_CELLS_A_ROW, len(cells))
    for start in range(0, len(cells), columns):
        yield {"kind": "cells", "columns": columns, "cells": cells[start : start + columns]}


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What every card is made from."""

    form: Form
    answers: Answers
    language: Language
    enabled: frozenset[str]
    kept: Mapping[str, HealthCard]
    """Cards of before, by their key, on which nothing changed."""


@dataclass(frozen=True, slots=True)
class HealthSheet:
    """The form as it is to be answered now, in cards and in rows of them."""

    cards: tuple[HealthCard, ...] = ()
    rows: tuple[HealthRow, ...] = ()
    made_of: _Sheet | None = None


def derive_sheet(
    state: Declare | None, language: Language, before: HealthSheet | None = None
) -> HealthSheet:
    """The form as it is to be answered now; nothing before it was read. Of the sheet before stays
    what a touch did not change: nearly all of a long form."""
    if state is None or state.setup is None:
        return HealthSheet()
    before = before or HealthSheet()
    form, answers = state.setup.form, state.draft.answers
    enabled = frozenset(item.link_id for item in enabled_items(form, answers))
    kept = _kept(before, form, answers, enabled, language)
    sheet = _Sheet(form, answers, language, enabled, kept)
    cards = tuple(card for item in form.items for card in _cards(sheet, item))
    rows: dict[str, list[HealthRow]] = {card.key: [] for card in before.cards}
    for row in before.rows:
        rows[row.of].append(row)
    made = (rows[card.key] if card.key in kept else _rows(card) for card in cards)
    return HealthSheet(cards, tuple(row for of_card in made for row in of_card), sheet)


def _kept(
    before: HealthSheet,
    form: Form,
    answers: Answers,
    enabled: frozenset[str],
    language: Language,
) -> Mapping[str, HealthCard]:
    """The cards of a sheet that say the same with these answers."""
    made_of = before.made_of
    if made_of is None or made_of.form is not form or made_of.language is not language:
        return {}
    were, are = made_of.answers.given, answers.given
    changed = made_of.enabled ^ enabled
    changed |= {key for key in were.keys() | are.keys() if were.get(key) != are.get(key)}
    touched: set[str] = set()
    for link_id in changed:
        # A card is of the question itself, or of a group around it.
        item: Item | None = form.by_link_id.get(link_id)
        while item is not None:
            touched.add(item.link_id)
            item = form.parents.get(item.link_id)
    return {card.key: card for card in before.cards if card.key not in touched}


def period_of(form: Form, language: Language) -> str:
    """What is said once of all questions: the words of the form's only outer group."""
    outer = form.items[0] if len(form.items) == 1 else None
    is_group = outer is not None and outer.type is ItemType.GROUP
    return outer.staff_text.said(language) if outer is not None and is_group else ""


def options_of(item: Item) -> tuple[Option, ...]:
    """What can be chosen, without *none of these*, which is the card's own button."""
    return tuple(option for option in item.options if not option.is_none)


def _cards(sheet: _Sheet, item: Item) -> Iterator[HealthCard]:
    if item.link_id not in sheet.enabled:
        return
    kept = sheet.kept.get(item.link_id)
    if kept is not None:
        yield kept
    elif item.type is not ItemType.GROUP:
        yield _card(sheet, item, (item,))
    elif any(below.type is ItemType.GROUP for below in item.items):
        yield from (card for below in item.items for card in _cards(sheet, below))
    else:
        shown = tuple(below for below in item.items if below.link_id in sheet.enabled)
        yield from (_card(sheet, item, shown) for _ in shown[:1])


def _card(sheet: _Sheet, item: Item, shown: tuple[Item, ...]) -> HealthCard:
    """A card of one question, with what follows from its answer, or of a group of several."""
    main = [one for one in shown if not one.conditions]
    if len(main) == 1 and main[0].is_question:
        return _single(sheet, item, main[0], tuple(one for one in shown if one is not main[0]))
    denial = item.none_of_these
    return HealthCard(
        key=item.link_id,
        number=0,
        title=item.staff_text.said(sheet.language),
        denial="" if denial is None else denial.said(sheet.language),
        is_denied=denial is not None and _is_denied(sheet, item),
        parts=_parts(sheet, shown),
    )


def _single(sheet: _Sheet, item: Item, main: Item, others: tuple[Item, ...]) -> HealthCard:
    language = sheet.language
    is_boolean = main.type is ItemType.BOOLEAN
    none = main.none_option
    denial = item.none_of_these or (NO if is_boolean else none.text if none is not None else None)
    parts = _parts(sheet, others) if is_boolean else _parts(sheet, (main, *others), main)
    return HealthCard(
        key=item.link_id,
        number=sheet.form.numbers.get(main.link_id, 0),
        title=main.staff_text.said(language),
        yes=YES.said(language) if is_boolean else "",
        yes_of=main.link_id if is_boolean else "",
        is_yes=is_boolean and sheet.answers.of(main.link_id) == (True,),
        denial="" if denial is None else denial.said(language),
        is_denied=denial is not None and _is_denied(sheet, item),
        parts=parts,
    )


def _is_denied(sheet: _Sheet, item: Item) -> bool:
    """Whether every question of a card that can be denied has its own no."""
    asked = [one for one in item.walk() if one.link_id in sheet.enabled and one.denial]
    return bool(asked) and all(sheet.answers.of(one.link_id) == one.denial for one in asked)


def _parts(
    sheet: _Sheet, shown: tuple[Item, ...], main: Item | None = None
) -> tuple[dict[str, Any], ...]:
    """What stands below a card's title; questions of yes or no share a row of columns."""
    parts: list[dict[str, Any]] = []
    for item in shown:
        if item.type is ItemType.BOOLEAN:
            if not parts or parts[-1]["kind"] != "cells":
                parts.append({"kind": "cells", "cells": []})
            parts[-1]["cells"].append(_cell(sheet, item))
        else:
            parts.append(_part(sheet, item, with_title=item is not main))
    return tuple(parts)


def _cell(sheet: _Sheet, item: Item) -> dict[str, Any]:
    given = sheet.answers.of(item.link_id)
    return {
        "linkId": item.link_id,
        "number": sheet.form.numbers.get(item.link_id, 0),
        "text": item.staff_text.said(sheet.language),
        "yes": YES.said(sheet.language),
        "no": NO.said(sheet.language),
        "value": "" if not given else YES_KEY if given[0] is True else NO_KEY,
    }


def _part(sheet: _Sheet, item: Item, *, with_title: bool) -> dict[str, Any]:
    given = sheet.answers.of(item.link_id)
    part: dict[str, Any] = {
        "linkId": item.link_id,
        "number": sheet.form.numbers.get(item.link_id, 0) if with_title else 0,
        "text": item.staff_text.said(sheet.language) if with_title else "",
        "value": said(item, given, sheet.language),
    }
    if item.type in CHOICES and len(item.options) <= MOST_OPTIONS:
        options = [
            {
                "index": item.options.index(option),
                "text": option.text.said(sheet.language),
                "isChosen": option.coding in given,
            }
            for option in options_of(item)
        ]
        return {**part, "kind": "options", "options": options}
    if item.type in CHOICES:
        return {**part, "kind": "list"}
    return {**part, "kind": "typed" if item.type in TYPED else "words"}
