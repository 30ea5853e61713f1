"""Items of a form's file: questions with their options and conditions, groups, words.

What one item by itself may say is checked here; what it says of others, in `form_rules`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from kiosk.base.dataclass import dataclass
from kiosk.base.phrases import Phrase
from kiosk.domain.declaration.answering import refusal_of
from kiosk.domain.declaration.form import (
    CHOICES,
    NUMBERS,
    Coding,
    Condition,
    Finding,
    Item,
    ItemType,
    Operator,
    Option,
    Prefill,
    Privacy,
    ScreeningRule,
    Value,
)
from kiosk.domain.declaration.form_parts import (
    MAX_VALUE,
    MIN_VALUE,
    NAMESPACE,
    FormParts,
    Members,
)
from kiosk.domain.declaration.located_json import Located

DEEPEST_GROUP = 4
"""Groups in one another, with the questions in the innermost."""
MOST_OPTIONS = 60
MOST_CONDITIONS = 8
MOST_ITEMS = 300
LONGEST_ANSWER = 500
"""Characters that an answer may have at most; a text's own limit where it says none."""

_TYPES = tuple(ItemType)
_VALUES = ("Boolean", "Integer", "Decimal", "Date", "String", "Coding")
_EVERY = frozenset({"linkId", "type", "text", "_text", "enableWhen", "enableBehavior", "extension"})
_ASKED = _EVERY | {"code", "required", "initial"}
_MEMBERS: dict[ItemType, frozenset[str]] = {
    ItemType.GROUP: _EVERY | {"item"},
    ItemType.DISPLAY: _EVERY,
    ItemType.BOOLEAN: _ASKED,
    ItemType.CHOICE: _ASKED | {"repeats", "answerOption"},
    ItemType.OPEN_CHOICE: _ASKED | {"repeats", "answerOption", "maxLength"},
    ItemType.STRING: _ASKED | {"maxLength"},
    ItemType.INTEGER: _ASKED,
    ItemType.DECIMAL: _ASKED,
    ItemType.DATE: _ASKED,
}
_ALL_MEMBERS = tuple(sorted(frozenset().union(*_MEMBERS.values())))

_TEXTS = {"staff-text": 200, "label": 60, "none-of-these": 60, "express-statement": 160}
"""Our texts, with the most characters that each has room for on its page."""
_CODES = ("prefill", "privacy")
_OURS = (*_TEXTS, *_CODES, "screening")
_ADDRESSES = (*(f"{NAMESPACE}{name}" for name in _OURS), MIN_VALUE, MAX_VALUE)


@dataclass(frozen=True, slots=True)
class PlacedItem:
    """An item with the lines it stands in."""

    item: Item
    line: int
    condition_lines: tuple[int, ...]
    has_type: bool = True
    """Whether the file says what it is; of one that does not, nothing else can be judged."""


class FormItems:
    """Reads the items of one form, in their order."""

    def __init__(self, parts: FormParts) -> None:
        self._parts = parts
        self.placed: list[PlacedItem] = []
        """Every item read, groups before what is in them."""

    def read(self, node: Located, depth: int, privacy: Privacy) -> Item:
        """One item with all below it; `privacy` is its group's."""
        parts = self._parts
        parts.link_id = ""
        members = parts.members(node, _ALL_MEMBERS, ("linkId", "type", "text"))
        link_id = parts.link_id = parts.name(members.get("linkId"))
        text = parts.text(members, "text", node)
        said = parts.word(members.get("type"), _TYPES)
        if not said:
            item = Item(link_id, ItemType.DISPLAY, text, text, text)
            self.placed.append(PlacedItem(item, node.line, (), has_type=False))
            return item
        kind = ItemType(said)
        for key in members:
            if key in _ALL_MEMBERS and key not in _MEMBERS[kind]:
                parts.misplaced(members[key], key, kind)
        conditions, condition_lines = self._conditions(members)
        item = Item(
            link_id=link_id,
            type=kind,
            text=text,
            staff_text=text,
            label=text,
            code=self._code(members),
            is_required=parts.flag(members.get("required")),
            repeats=parts.flag(members.get("repeats")),
            max_length=self._max_length(members, kind),
            options=self._options(members, kind, node),
            conditions=conditions,
            needs_all=parts.word(members.get("enableBehavior"), ("all", "any")) != "any",
            privacy=privacy,
        )
        if len(conditions) > 1 and "enableBehavior" not in members:
            parts.missing(node, "enableBehavior")
        item = self._extended(item, members, node)
        item = replace(item, initial=self._initial(item, members))
        place = len(self.placed)
        self.placed.append(PlacedItem(item, node.line, condition_lines))
        if kind is ItemType.GROUP:
            item = replace(item, items=self._below(members, node, depth, item.privacy))
            self.placed[place] = replace(self.placed[place], item=item)
        return item

    def _below(
        self, members: Members, node: Located, depth: int, privacy: Privacy
    ) -> tuple[Item, ...]:
        if depth == DEEPEST_GROUP:
            self._parts.note(node, Phrase("more than {most} levels", most=DEEPEST_GROUP))
            return ()
        if "item" not in members:
            self._parts.note(node, Phrase("a group without items"))
        below = self._parts.items(members.get("item"), MOST_ITEMS)
        return tuple(self.read(each, depth + 1, privacy) for each in below)

    def _code(self, members: Members) -> Coding | None:
        codes = self._parts.items(members.get("code"), 1)
        return self._parts.coding(codes[0]) if codes else None

    def _max_length(self, members: Members, kind: ItemType) -> int:
        if kind not in (ItemType.STRING, ItemType.OPEN_CHOICE):
            return 0
        said = self._parts.whole(members.get("maxLength"), 1, LONGEST_ANSWER)
        return said or LONGEST_ANSWER

    def _options(self, members: Members, kind: ItemType, node: Located) -> tuple[Option, ...]:
        parts, found = self._parts, list[Option]()
        if kind not in CHOICES:
            return ()
        if "answerOption" not in members:
            parts.missing(node, "answerOption")
        for entry in parts.items(members.get("answerOption"), MOST_OPTIONS):
            said = parts.members(entry, ("valueCoding", "extension"), ("valueCoding",))
            if "valueCoding" not in said:
                continue
            coding, text = parts.coding_with_words(said["valueCoding"])
            is_none = self._is_none(said)
            if coding is None:
                continue
            if any(option.coding == coding for option in found):
                parts.note(entry, Phrase("the code {code} stands twice", code=coding.code))
            if is_none and any(option.is_none for option in found):
                parts.note(entry, Phrase("a second option for none of these"))
            found.append(Option(coding, text, is_none))
        if len(found) == 1 and kind is ItemType.CHOICE:
            parts.note(node, Phrase("a choice needs two options at least"))
        return tuple(found)

    def _is_none(self, option: Members) -> bool:
        parts = self._parts
        for entry in parts.items(option.get("extension"), 1):
            members = parts.members(entry, ("url", "valueBoolean"), ("url", "valueBoolean"))
            if parts.word(members.get("url"), (f"{NAMESPACE}none-of-these",)):
                return parts.flag(members.get("valueBoolean"))
        return False

    def _conditions(self, members: Members) -> tuple[tuple[Condition, ...], tuple[int, ...]]:
        parts, found = self._parts, list[Condition]()
        lines: list[int] = []
        keys = tuple(f"answer{value}" for value in _VALUES)
        for entry in parts.items(members.get("enableWhen"), MOST_CONDITIONS):
            known = ("question", "operator", *keys)
            said = parts.members(entry, known, ("question", "operator"))
            target = parts.name(said.get("question"))
            operator = parts.word(said.get("operator"), tuple(Operator))
            value = self._one_value(entry, said, "answer")
            if target and operator and value is not None:
                found.append(Condition(target, Operator(operator), value))
                lines.append(entry.line)
        return tuple(found), tuple(lines)

    def _one_value(self, entry: Located, said: Members, prefix: str) -> Value | None:
        """The one value among the members of an object."""
        keys = [value for value in _VALUES if f"{prefix}{value}" in said]
        if len(keys) != 1:
            self._parts.note(entry, Phrase('one "{prefix}…" was expected here', prefix=prefix))
            return None
        return self._parts.value(keys[0], said[f"{prefix}{keys[0]}"])

    def _initial(self, item: Item, members: Members) -> tuple[Value, ...]:
        parts, node = self._parts, members.get("initial")
        if node is None:
            return ()
        if item.privacy is Privacy.HEALTH:
            parts.note(node, Phrase("a question about health is never answered beforehand"))
            return ()
        values: list[Value] = []
        for entry in parts.items(node, MOST_OPTIONS):
            keys = tuple(f"value{value}" for value in _VALUES)
            value = self._one_value(entry, parts.members(entry, keys), "value")
            if value is not None:
                values.append(value)
        if refusal_of(item, tuple(values)):
            parts.note(node, Phrase("this cannot be an answer to the question"))
        return tuple(values)

    def _extended(self, item: Item, members: Members, node: Located) -> Item:
        """The item with what its extensions say."""
        parts = self._parts
        seen: dict[str, Located] = {}
        rules: list[ScreeningRule] = []
        for entry in parts.items(members.get("extension"), len(_ADDRESSES) + 1):
            known = ("url", "valueCode", "valueInteger", "valueDecimal", "extension")
            said = parts.members(entry, known, ("url",))
            address = parts.word(said.get("url"), _ADDRESSES)
            name = address.removeprefix(NAMESPACE)
            if name == "screening":
                rules += self._rules(item, entry, said)
                continue
            if name in seen:
                parts.twice(entry, name)
            if name:
                seen[name] = entry
                item = self._with_extension(item, name, entry, said)
        if len({rule.finding for rule in rules}) != len(rules):
            parts.twice(node, "screening")
        if "label" not in seen:
            item = replace(item, label=item.staff_text)
        return replace(item, screening=tuple(rules))

    def _with_extension(self, item: Item, name: str, entry: Located, said: Members) -> Item:
        parts = self._parts
        if name in _TEXTS:
            self._only(entry, said, ("extension",))
            text = parts.text_within(entry, said, _TEXTS[name])
            match name:
                case "staff-text":
                    return replace(item, staff_text=text)
                case "label":
                    return replace(item, label=text)
                case "express-statement":
                    return replace(item, express=text)
            if item.type is not ItemType.GROUP:
                parts.misplaced(entry, name, item.type)
            return replace(item, none_of_these=text)
        if name in _CODES:
            self._only(entry, said, ("valueCode",))
            if name == "privacy":
                word = parts.word(said.get("valueCode"), tuple(Privacy))
                return replace(item, privacy=Privacy(word or Privacy.HEALTH))
            word = parts.word(said.get("valueCode"), tuple(Prefill))
            return replace(item, prefill=Prefill(word) if word else None)
        key = "valueInteger" if item.type is ItemType.INTEGER else "valueDecimal"
        if item.type not in NUMBERS:
            parts.misplaced(entry, name, item.type)
            return item
        self._only(entry, said, (key,))
        bound = parts.decimal(said.get(key))
        return replace(item, least=bound) if name == MIN_VALUE else replace(item, most=bound)

    def _only(self, entry: Located, said: Members, keys: Sequence[str]) -> None:
        """Note a member other than these beside the address, and the first if it is missing."""
        for key in said:
            if key != "url" and key not in keys:
                self._parts.unknown(said[key], key)
        if keys[0] not in said:
            self._parts.missing(entry, keys[0])

    def _rules(self, item: Item, entry: Located, said: Members) -> list[ScreeningRule]:
        parts = self._parts
        self._only(entry, said, ("extension",))
        finding, values = "", list[bool | Coding]()
        bounds: dict[str, Decimal | None] = {}
        known = ("url", "valueCode", "valueCoding", "valueBoolean", "valueDecimal")
        for each in parts.items(said.get("extension"), MOST_OPTIONS + 3):
            inner = parts.members(each, known, ("url",))
            match parts.word(inner.get("url"), ("finding", "answer", "at-least", "below")):
                case "finding":
                    self._only(each, inner, ("valueCode",))
                    finding = parts.word(inner.get("valueCode"), tuple(Finding))
                case "answer" if "valueBoolean" in inner:
                    self._only(each, inner, ("valueBoolean",))
                    values.append(parts.flag(inner["valueBoolean"]))
                case "answer":
                    self._only(each, inner, ("valueCoding",))
                    coding = parts.coding(inner.get("valueCoding"))
                    values += [] if coding is None else [coding]
                case "at-least" | "below" as bound:
                    self._only(each, inner, ("valueDecimal",))
                    bounds[bound] = parts.decimal(inner.get("valueDecimal"))
        if not finding:
            parts.missing(entry, "finding")
            return []
        rule = ScreeningRule(
            Finding(finding), tuple(values), bounds.get("at-least"), bounds.get("below")
        )
        self._check_rule(item, rule, entry)
        return [rule]

    def _check_rule(self, item: Item, rule: ScreeningRule, entry: Located) -> None:
        parts = self._parts
        for value in rule.values:
            if isinstance(value, Coding) and item.type in CHOICES and item.option(value) is None:
                parts.note(entry, Phrase("screening names {code}, no option", code=value.code))
            elif refusal_of(item, (value,)) or value in item.denial:
                parts.note(entry, Phrase("screening names an answer that means no, or none"))
        has_bounds = rule.at_least is not None or rule.below is not None
        if not rule.values and not has_bounds:
            parts.note(entry, Phrase("screening that names no answer"))
        if has_bounds and item.type not in NUMBERS:
            parts.note(entry, Phrase("screening by a number of what is none"))
