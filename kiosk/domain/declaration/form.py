"""A form: what is asked, in both languages, as `form_reader` reads it from a file.

A form is data: which disease, which period, which lists. The file is a FHIR R4 Questionnaire of a
strict subset with our extensions (docs/spec/declaration-forms.md §1 and §2); what is here has
passed its validator, so that nothing that uses a form asks again whether it makes sense.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from kiosk.base.dataclass import dataclass
from kiosk.domain.language import Language


@dataclass(frozen=True, slots=True)
class Text:
    """The same words in both languages; neither is empty."""

    vi: str
    en: str

    def said(self, language: Language) -> str:
        """The words in one language."""
        return self.en if language is Language.EN else self.vi


@dataclass(frozen=True, slots=True)
class Coding:
    """One code of one code system: `386661006` of SNOMED CT is fever."""

    system: str
    code: str


Value = bool | int | Decimal | date | str | Coding
"""One answer. Which type it has follows from the item's type; text typed beside the options of an
open choice is `str`."""


class ItemType(StrEnum):
    """What an item is, by its name in FHIR."""

    GROUP = "group"
    DISPLAY = "display"
    """Words without a question."""
    BOOLEAN = "boolean"
    CHOICE = "choice"
    OPEN_CHOICE = "open-choice"
    """Options, or text typed instead of or beside them."""
    STRING = "string"
    INTEGER = "integer"
    DECIMAL = "decimal"
    DATE = "date"


CHOICES = frozenset({ItemType.CHOICE, ItemType.OPEN_CHOICE})
NUMBERS = frozenset({ItemType.INTEGER, ItemType.DECIMAL})
TYPED = frozenset({ItemType.STRING, ItemType.INTEGER, ItemType.DECIMAL, ItemType.DATE})
"""Questions that are answered with a keyboard or a number pad alone."""


class Operator(StrEnum):
    """How a condition looks at the answers of its target, by its name in FHIR."""

    EQUALS = "="
    """One of the answers is the value."""
    DIFFERS = "!="
    """None of the answers is the value; also where there is no answer."""
    EXISTS = "exists"
    """There is an answer (True), or there is none (False)."""


@dataclass(frozen=True, slots=True)
class Condition:
    """What an earlier question's answers must be, so that an item is asked."""

    target: str
    """The `link_id` of that question."""
    operator: Operator
    value: Value


class Privacy(StrEnum):
    """How sensitive the answers to an item are."""

    HEALTH = "health"
    """Sensitive by law; what says nothing is this."""
    PERSONAL = "personal"
    GENERAL = "general"


class Prefill(StrEnum):
    """What is known of the person that an item may be filled from."""

    NATIONALITY = "nationality"
    ID_NUMBER = "id_number"
    INSURANCE_NUMBER = "insurance_number"
    PHONE = "phone"
    EMAIL = "email"
    ADDRESS = "address"
    VISITOR_KIND = "visitor_kind"


class Finding(StrEnum):
    """What an answer may point to."""

    SYMPTOMS = "symptoms"
    EXPOSURE = "exposure"


@dataclass(frozen=True, slots=True)
class ScreeningRule:
    """Which answers to an item point to what; any one of them is enough."""

    finding: Finding
    values: tuple[bool | Coding, ...] = ()
    at_least: Decimal | None = None
    """Of a number: from here on."""
    below: Decimal | None = None
    """Of a number: under this."""


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to choose."""

    coding: Coding
    text: Text
    is_none: bool = False
    """`None of these`: it goes with no other option."""


@dataclass(frozen=True, slots=True, eq=False)
class Item:
    """A question, a group of items, or words. One item is equal to itself alone: pages compare them
    at every touch, and two of one form always differ."""

    link_id: str
    type: ItemType
    text: Text
    """As the public is asked, whole; of a group: what stands above its questions."""
    staff_text: Text
    """As it stands on the page of staff, where the period is said once; the text where the form
    has no other."""
    label: Text
    """What it is called when the answers are read back; the staff's text where the form has no
    other."""
    code: Coding | None = None
    """What a question is about: the sign that *yes* means."""
    is_required: bool = False
    repeats: bool = False
    """Of a choice: several options may be chosen."""
    max_length: int = 0
    """Of text that is typed: so many characters; 0 elsewhere."""
    least: Decimal | None = None
    most: Decimal | None = None
    """Of a number: the smallest and the largest that can be answered."""
    options: tuple[Option, ...] = ()
    conditions: tuple[Condition, ...] = ()
    needs_all: bool = True
    """Whether all conditions must hold, or any one."""
    items: tuple[Item, ...] = ()
    """Of a group."""
    initial: tuple[Value, ...] = ()
    """What stands there before anybody answered; never of a question about health."""
    privacy: Privacy = Privacy.HEALTH
    none_of_these: Text | None = None
    """Of a group: the words of the one button that answers all its questions with no."""
    express: Text | None = None
    """Of a group or a question: the short statement of the express page, which *None of the
    above* denies."""
    screening: tuple[ScreeningRule, ...] = ()
    prefill: Prefill | None = None

    @property
    def is_question(self) -> bool:
        """Whether it can be answered."""
        return self.type not in (ItemType.GROUP, ItemType.DISPLAY)

    @property
    def none_option(self) -> Option | None:
        """The option that says *none of these*."""
        return next((option for option in self.options if option.is_none), None)

    @property
    def denial(self) -> tuple[Value, ...]:
        """The answer that says no: `(False,)`, the option *none of these*, or nothing if it cannot
        be denied."""
        if self.type is ItemType.BOOLEAN:
            return (False,)
        none = self.none_option
        return () if none is None else (none.coding,)

    def option(self, coding: Coding) -> Option | None:
        """The option of a code."""
        return next((option for option in self.options if option.coding == coding), None)

    def walk(self) -> Iterator[Item]:
        """This item and all below, in the order of the form."""
        yield self
        for item in self.items:
            yield from item.walk()

    def walk_always(self) -> Iterator[Item]:
        """The questions of this item and below that no answer leads to or away from."""
        if self.conditions:
            return
        if self.is_question:
            yield self
        for item in self.items:
            yield from item.walk_always()


@dataclass(frozen=True)
class Form:
    """One version of one form."""

    id: str
    version: int
    """Counts up; the hub's newer version takes the place of the older one for what is begun
    after it came."""
    url: str
    title: Text
    items: tuple[Item, ...]

    @cached_property
    def all_items(self) -> tuple[Item, ...]:
        """Every item, groups before what is in them."""
        return tuple(each for item in self.items for each in item.walk())

    @cached_property
    def by_link_id(self) -> Mapping[str, Item]:
        """Every item by its `link_id`."""
        return {item.link_id: item for item in self.all_items}

    @cached_property
    def order(self) -> Mapping[str, int]:
        """The place of every item among all, by its `link_id`."""
        return {item.link_id: place for place, item in enumerate(self.all_items)}

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """The number of every question that everybody is asked, whatever they answer, by its
        `link_id` and in their order: *Câu 3/5*."""
        asked = (item.link_id for top in self.items for item in top.walk_always())
        return {link_id: number for number, link_id in enumerate(asked, 1)}

    @cached_property
    def parents(self) -> Mapping[str, Item]:
        """The group that an item is in, by the item's `link_id`; outermost items have none."""
        return {below.link_id: item for item in self.all_items for below in item.items}

    @cached_property
    def express_items(self) -> tuple[Item, ...]:
        """The items with a statement for the express page; none if the form has no such page."""
        return tuple(item for item in self.all_items if item.express is not None)
