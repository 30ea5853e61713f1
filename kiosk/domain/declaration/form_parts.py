"""The small parts of a form's file: members, texts in both languages, codes, values, extensions.

Whatever is wrong is noted with its line, and reading goes on with what can be used, so that one
run shows every flaw.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from kiosk.base.dataclass import dataclass
from kiosk.base.phrases import Phrase
from kiosk.domain.declaration.form import Coding, Text, Value
from kiosk.domain.declaration.located_json import Located

NAMESPACE = "urn:checkpoint-kiosk:form:"
"""What the address of each of our extensions begins with."""
TRANSLATION = "http://hl7.org/fhir/StructureDefinition/translation"
MIN_VALUE = "http://hl7.org/fhir/StructureDefinition/minValue"
MAX_VALUE = "http://hl7.org/fhir/StructureDefinition/maxValue"

LONGEST_TEXT = 400
"""Characters of one text, in either language."""
LONGEST_OPTION = 80
"""Characters of an option: it stands on a button."""
LONGEST_CODE = 120
"""Characters of a code or of a code system's address."""
_MOST_EXPONENT = 9

Members = Mapping[str, Located]

_CODE = re.compile(r"[!-~]+(?: [!-~]+)*")
_ID = re.compile(r"[a-z][a-z0-9-]{0,63}")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True, slots=True)
class FormFlaw:
    """What is wrong with a form's file, and where."""

    line: int
    link_id: str
    """Of the item it is about; empty where it is about none, or about one without."""
    reason: Phrase
    """In English; `kiosk.base.phrases.in_language` says it in the language chosen."""


class FormParts:
    """Reads parts of a form and notes what is wrong with them."""

    def __init__(self) -> None:
        self.flaws: list[FormFlaw] = []
        self.link_id = ""
        """Of the item that is being read."""

    def misplaced(self, at: Located | int, key: str, kind: str) -> None:
        """Note that items of this type have no such member or extension."""
        self.note(at, Phrase('"{key}" has no place in a {type}', key=key, type=kind))

    def unknown(self, at: Located, key: str) -> None:
        """Note a member that forms do not have there."""
        shown = key[:80] if key.isprintable() else ascii(key[:80])
        self.note(at, Phrase('"{key}" is not part of a form here', key=shown))

    def missing(self, at: Located, key: str) -> None:
        """Note that a member or extension is not there."""
        self.note(at, Phrase('"{key}" is missing', key=key))

    def twice(self, at: Located, key: str) -> None:
        """Note something that stands there more than once."""
        self.note(at, Phrase('"{key}" stands twice', key=key))

    def note(self, at: Located | int, reason: Phrase) -> None:
        """Note a flaw at a value or in a line."""
        line = at if isinstance(at, int) else at.line
        self.flaws.append(FormFlaw(line, self.link_id, reason))

    def members(self, node: Located, known: Sequence[str], needed: Sequence[str] = ()) -> Members:
        """The members of an object; notes unknown ones, and needed ones that are missing."""
        if not isinstance(node.value, dict):
            self.note(node, Phrase("an object, in {}, was expected here"))
            return {}
        for key, member in node.value.items():
            if key not in known:
                self.unknown(member, key)
        for key in needed:
            if key not in node.value:
                self.missing(node, key)
        return node.value

    def items(self, node: Located | None, most: int) -> list[Located]:
        """The values of an array that is not empty, if there is one; at most so many."""
        if node is None:
            return []
        if not isinstance(node.value, list) or not node.value:
            self.note(node, Phrase("a list, in [], with something in it was expected here"))
            return []
        if len(node.value) > most:
            self.note(node, Phrase("more than {most} entries", most=most))
            return []
        return node.value

    def flag(self, node: Located | None) -> bool:
        """Yes or no; no where nothing is said."""
        if node is None or isinstance(node.value, bool):
            return node is not None and node.value is True
        self.note(node, Phrase("true or false was expected here"))
        return False

    def whole(self, node: Located | None, least: int, most: int) -> int:
        """A whole number within bounds; 0 where nothing is said or it is none."""
        if node is None:
            return 0
        value = node.value
        if isinstance(value, int) and not isinstance(value, bool) and least <= value <= most:
            return value
        self.note(node, Phrase("a whole number from {least} to {most}", least=least, most=most))
        return 0

    def word(self, node: Located | None, allowed: Sequence[str]) -> str:
        """One of some words; empty where nothing is said or it is none of them."""
        if node is None:
            return ""
        if isinstance(node.value, str) and node.value in allowed:
            return node.value
        self.note(node, Phrase("one of these was expected here: {words}", words=", ".join(allowed)))
        return ""

    def name(self, node: Located | None) -> str:
        """What a form or an item is called: small letters of ASCII, digits and hyphens."""
        if node is None:
            return ""
        if isinstance(node.value, str) and _ID.fullmatch(node.value):
            return node.value
        self.note(
            node,
            Phrase("a name of small letters a-z, digits and hyphens was expected, at most 64"),
        )
        return ""

    def code(self, node: Located | None) -> str:
        """A code, or the address of a code system: printable ASCII."""
        if node is None:
            return ""
        value = node.value
        if isinstance(value, str) and len(value) <= LONGEST_CODE and _CODE.fullmatch(value):
            return value
        self.note(node, Phrase("a code of at most {most} characters of ASCII", most=LONGEST_CODE))
        return ""

    def plain(self, node: Located | None, most: int = LONGEST_TEXT) -> str:
        """A text in one language, in NFC; empty where there is none or it cannot be shown."""
        if node is None:
            return ""
        text = node.value
        if not isinstance(text, str) or not text.strip():
            self.note(node, Phrase("a text was expected here"))
            return ""
        if len(text) > most:
            self.note(node, Phrase("a text of more than {most} characters", most=most))
            return ""
        if any(unicodedata.category(letter).startswith("C") for letter in text):
            self.note(node, Phrase("a text holds a character that cannot be shown"))
            return ""
        return unicodedata.normalize("NFC", text.strip())

    def text(self, members: Members, key: str, near: Located, most: int = LONGEST_TEXT) -> Text:
        """A text in both languages: Vietnamese in `key`, English in the translation beside it."""
        if key not in members:
            return Text("", "")
        vi, beside = self.plain(members[key], most), members.get(f"_{key}")
        if beside is None:
            self.note(near, Phrase('the English of "{key}" is missing', key=key))
            return Text(vi, "")
        return Text(vi, self._translation(beside, key, most))

    def _translation(self, beside: Located, key: str, most: int) -> str:
        outer = self.members(beside, ("extension",), ("extension",))
        for entry in self.items(outer.get("extension"), 1):
            members = self.members(entry, ("url", "extension"), ("url", "extension"))
            self.word(members.get("url"), (TRANSLATION,))
            parts = self._named_values(members, {"lang": "valueCode", "content": "valueString"})
            self.word(parts.get("lang"), ("en",))
            if parts.keys() == {"lang", "content"}:
                return self.plain(parts["content"], most)
            self.note(entry, Phrase('the English of "{key}" is missing', key=key))
        return ""

    def text_within(self, entry: Located, extension: Members, most: int) -> Text:
        """A text in both languages: the extensions `vi` and `en` within an extension."""
        said = self._named_values(extension, {"vi": "valueString", "en": "valueString"})
        for language in ("vi", "en"):
            if language not in said:
                self.missing(entry, language)
        return Text(self.plain(said.get("vi"), most), self.plain(said.get("en"), most))

    def _named_values(self, extension: Members, values: Mapping[str, str]) -> Members:
        """The values of the extensions within an extension, by their `url`; each once.

        `values` says which member each has its value in.
        """
        found: dict[str, Located] = {}
        for entry in self.items(extension.get("extension"), len(values)):
            members = self.members(entry, ("url", *sorted(set(values.values()))), ("url",))
            name = self.word(members.get("url"), tuple(values))
            value = members.get(values.get(name, ""))
            if not name:
                continue
            if name in found:
                self.twice(entry, name)
            elif value is None:
                self.missing(entry, values[name])
            else:
                found[name] = value
        return found

    def coding(self, node: Located | None) -> Coding | None:
        """A code with its system, without the words for it."""
        if node is None:
            return None
        members = self.members(node, ("system", "code"), ("system", "code"))
        return self._coding(members)

    def coding_with_words(self, node: Located) -> tuple[Coding | None, Text]:
        """A code with its system and its words in both languages."""
        known = ("system", "code", "display", "_display")
        members = self.members(node, known, ("system", "code", "display"))
        return self._coding(members), self.text(members, "display", node, LONGEST_OPTION)

    def _coding(self, members: Members) -> Coding | None:
        system, code = self.code(members.get("system")), self.code(members.get("code"))
        return Coding(system, code) if system and code else None

    def decimal(self, node: Located | None) -> Decimal | None:
        """A number of a size that people have a use for."""
        if node is None:
            return None
        value = node.value
        if isinstance(value, int | Decimal) and not isinstance(value, bool):
            number = Decimal(value)
            exponent = number.as_tuple().exponent
            is_short = isinstance(exponent, int) and abs(exponent) <= _MOST_EXPONENT
            if is_short and number.adjusted() <= _MOST_EXPONENT:
                return number
        self.note(node, Phrase("a number of at most nine digits was expected here"))
        return None

    def value(self, key: str, node: Located) -> Value | None:
        """A value by the name of its member without `value` or `answer`: `Boolean`, `Coding`."""
        match key:
            case "Boolean":
                return self.flag(node)
            case "Integer":
                return self.whole(node, -(10**9), 10**9)
            case "Decimal":
                return self.decimal(node)
            case "Date":
                return self._date(node)
            case "Coding":
                return self.coding(node)
            case _:
                return self.plain(node) or None

    def _date(self, node: Located) -> date | None:
        if isinstance(node.value, str) and _DATE.fullmatch(node.value):
            try:
                return date.fromisoformat(node.value)
            except ValueError:
                pass
        self.note(node, Phrase("a date such as 2026-11-30 was expected here"))
        return None
