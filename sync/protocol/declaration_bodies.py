"""What a `declaration` record says: form and answers, who declared and on what basis.

The answers are the items of an HL7 FHIR R4 QuestionnaireResponse with whole numbers and texts
alone: canonical JSON has no floats (docs/spec/sync-protocol.md §2).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum

from sync.protocol.body_members import (
    Inner,
    Member,
    Members,
    is_int,
    is_text,
    is_word,
    matching,
    one_of,
)

MOST_ANSWERS = 500
"""Items of one declaration, groups and their members together."""
DEEPEST_ANSWERS = 8
"""Groups within groups."""
MOST_LETTERS = 12_000
"""Of all texts together: with four bytes each they fit into a record."""


class Screening(StrEnum):
    """What the answers mean under the form's rules."""

    CLEAR = "clear"
    SYMPTOMS = "symptoms"
    EXPOSURE = "exposure"


class DeclaredHow(StrEnum):
    """In which way a declaration was made."""

    SELF = "self"
    """By a person at the machine, question by question."""
    EXPRESS = "express"
    """By a person at the machine, from the short statements after a card."""
    PROXY = "proxy"
    """*Khai hộ*: staff wrote down what was said."""


class Relation(StrEnum):
    """What whoever declares, or whose phone it is, is to the person."""

    SELF = "self"
    PARENT = "parent"
    CHILD = "child"
    SPOUSE = "spouse"
    SIBLING = "sibling"
    GRANDPARENT = "grandparent"
    RELATIVE = "relative"
    GUARDIAN = "guardian"
    """The legal representative."""
    CARER = "carer"
    STAFF = "staff"
    """Of the venue: they declare for somebody, and lend nobody their phone."""
    OTHER = "other"


class LegalBasis(StrEnum):
    """On what basis a venue processes what is declared (docs/spec/at-the-gate.md §6)."""

    CONSENT = "consent"
    PUBLIC_TASK = "public_task"
    """A state body carries out its task."""
    EMERGENCY = "emergency"


class PhoneProof(StrEnum):
    """What the phone of a declaration rests on."""

    OTP = "otp"
    STAFF = "staff"
    """Staff called it, or know it."""
    NONE = "none"
    """*Chưa xác minh SĐT*, or no phone."""


_TEXTS = frozenset({"valueDecimal", "valueString", "valueDate"})
_CODING = frozenset({"system", "code", "display"})


def are_answers(value: object) -> bool:
    """The `item` list of a QuestionnaireResponse, within its bounds."""
    items = list(_items(value, 1))
    if len(items) > MOST_ANSWERS or not all(map(_is_item, items)):
        return False
    return sum(_letters(item) for item in items if isinstance(item, Mapping)) <= MOST_LETTERS


def _items(value: object, depth: int) -> Iterator[object]:
    """The items of a list and those within them; what is no list, or lies too deep, as it is."""
    if not isinstance(value, list | tuple) or depth > DEEPEST_ANSWERS:
        yield None
        return
    for item in value:
        yield item
        if isinstance(item, Mapping) and "item" in item:
            yield from _items(item["item"], depth + 1)


def _is_item(item: object) -> bool:
    if not isinstance(item, Mapping) or not item.keys() <= {"linkId", "answer", "item"}:
        return False
    answers = item.get("answer", ())
    return (
        is_word(item.get("linkId"))
        and isinstance(answers, list | tuple)
        and all(_is_answer(answer) for answer in answers)
    )


def _letters(value: object) -> int:
    """Of the texts of one item; those of the items within it are counted with them."""
    match value:
        case str():
            return len(value)
        case Mapping():
            return sum(_letters(part) for name, part in value.items() if name != "item")
        case list() | tuple():
            return sum(map(_letters, value))
    return 0


def _is_answer(answer: object) -> bool:
    if not isinstance(answer, Mapping) or len(answer) != 1:
        return False
    ((name, value),) = answer.items()
    match name:
        case "valueBoolean":
            return isinstance(value, bool)
        case "valueInteger":
            return isinstance(value, int) and not isinstance(value, bool)
        case "valueCoding":
            return (
                isinstance(value, Mapping)
                and "code" in value
                and value.keys() <= _CODING
                and all(is_word(part) for part in value.values())
            )
    return name in _TEXTS and is_word(value)


_OPTIONAL_WORD = Member(is_word, is_required=False)

DECLARATION: Members = {
    "person": Member(is_word),
    "form": Member(Inner({"id": Member(is_word), "version": Member(is_int)})),
    "language": Member(is_word),
    "answers": Member(are_answers),
    "screening": Member(one_of(*Screening)),
    "how": Member(one_of(*DeclaredHow)),
    # Who declares, apart from the person; a name or phone only of somebody else.
    "declarant": Member(
        Inner(
            {
                "relation": Member(one_of(*Relation)),
                "full_name": _OPTIONAL_WORD,
                "phone": _OPTIONAL_WORD,
            }
        )
    ),
    # What was agreed to or told: the text by its id, version and hash, as it was shown.
    "basis": Member(
        Inner(
            {
                "kind": Member(one_of(*LegalBasis)),
                "text": Member(is_word),
                "version": Member(is_word),
                "sha": Member(matching(r"[0-9a-f]{64}")),
                "language": Member(is_word),
                "at": Member(is_word),
            }
        )
    ),
    # Whose phone the person is reached by; absent where there is none, *Không có điện thoại*.
    "phone": Member(
        Inner(
            {
                "owner": Member(one_of(*Relation)),
                "proof": Member(one_of(*PhoneProof)),
                "challenge": _OPTIONAL_WORD,
            }
        ),
        is_required=False,
    ),
    "until": Member(is_word),
    "gate": Member(is_text),
    "staff": _OPTIONAL_WORD,
    "clock": Member(one_of("suspect"), is_required=False),
}
"""The members of version 1; `until` is the moment from which it holds no longer."""


def declaration_body(
    *,
    form: tuple[str, int],
    language: str,
    answers: Sequence[Mapping[str, object]],
    screening: Screening,
    how: DeclaredHow,
    declarant: Mapping[str, object],
    basis: Mapping[str, object],
    until: str,
    gate: str,
    phone: Mapping[str, object] | None = None,
    staff: str | None = None,
    is_clock_suspect: bool = False,
) -> dict[str, object]:
    """Body of a `declaration`; `form` is id and version, the mappings hold no empty member."""
    members: dict[str, object | None] = {
        "form": {"id": form[0], "version": form[1]},
        "language": language,
        "answers": list(answers),
        "screening": screening.value,
        "how": how.value,
        "declarant": dict(declarant),
        "basis": dict(basis),
        "phone": None if phone is None else dict(phone),
        "until": until,
        "gate": gate,
        "staff": staff,
        "clock": "suspect" if is_clock_suspect else None,
    }
    return {name: value for name, value in members.items() if value is not None}
