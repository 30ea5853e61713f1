"""Forms for tests, made of small parts, as a file would have them."""

from __future__ import annotations

import json
from collections.abc import Sequence

from kiosk.domain.declaration.form import Form
from kiosk.domain.declaration.form_reader import FormFlaws, read_form

NAMESPACE = "urn:checkpoint-kiosk:form:"
SYSTEM = "urn:checkpoint-kiosk:code"

Json = dict[str, object]


def translated(english: str) -> Json:
    """What stands beside a text: its English."""
    parts = [
        {"url": "lang", "valueCode": "en"},
        {"url": "content", "valueString": english},
    ]
    url = "http://hl7.org/fhir/StructureDefinition/translation"
    return {"extension": [{"url": url, "extension": parts}]}


def item(link_id: str, kind: str = "boolean", **members: object) -> Json:
    """One item; its text is its name in two languages."""
    text = {"text": f"Câu {link_id}?", "_text": translated(f"Question {link_id}?")}
    return {"linkId": link_id, "type": kind, **text, **members}


def group(link_id: str, items: Sequence[Json], **members: object) -> Json:
    """A group of items."""
    return item(link_id, "group", item=list(items), **members)


def coding(code: str) -> Json:
    """A code of our own system."""
    return {"system": SYSTEM, "code": code}


def option(code: str, *, is_none: bool = False) -> Json:
    """One option."""
    words = {"display": f"Ý {code}", "_display": translated(f"Option {code}")}
    made: Json = {"valueCoding": {**coding(code), **words}}
    if is_none:
        made["extension"] = [{"url": f"{NAMESPACE}none-of-these", "valueBoolean": True}]
    return made


def choice(link_id: str, codes: Sequence[str], none: str = "", **members: object) -> Json:
    """A choice of these options, and of *none of these* if it has a code."""
    options = [option(code) for code in codes]
    if none:
        options.append(option(none, is_none=True))
    return item(link_id, **{"kind": "choice", "answerOption": options, **members})  # type: ignore[arg-type]


def text_extension(name: str, vi: str, en: str) -> Json:
    """One of our texts."""
    parts = [{"url": "vi", "valueString": vi}, {"url": "en", "valueString": en}]
    return {"url": NAMESPACE + name, "extension": parts}


def code_extension(name: str, code: str) -> Json:
    """One of our codes."""
    return {"url": NAMESPACE + name, "valueCode": code}


def screening(finding: str, *answers: Json) -> Json:
    """What answers point to, each `valueBoolean`, `valueCoding`; or `at-least`, `below`."""
    parts: list[Json] = [{"url": "finding", "valueCode": finding}]
    for answer in answers:
        ((key, value),) = answer.items()
        bound = key in ("at-least", "below")
        parts.append(
            {"url": key, "valueDecimal": value} if bound else {"url": "answer", key: value}
        )
    return {"url": f"{NAMESPACE}screening", "extension": parts}


def when(question: str, operator: str, **answer: object) -> Json:
    """A condition: `answerBoolean=True`, `answerCoding=coding("a")`."""
    return {"question": question, "operator": operator, **answer}


def questionnaire(items: Sequence[Json], **members: object) -> Json:
    """A form of these items."""
    return {
        "resourceType": "Questionnaire",
        "id": "test",
        "url": f"{NAMESPACE}test",
        "version": "1",
        "title": "Tờ khai",
        "_title": translated("A form"),
        "status": "active",
        "language": "vi",
        "item": list(items),
        **members,
    }


def file_of(form: Json) -> bytes:
    """The form as a file, one value a line."""
    return json.dumps(form, ensure_ascii=False, indent=1).encode()


def form_of(*items: Json) -> Form:
    """The form of these items, which must be right."""
    form = read_form(file_of(questionnaire(items)))
    assert isinstance(form, Form), form
    return form


def reasons(*items: Json, **members: object) -> list[tuple[str, str]]:
    """What is wrong with a form of these items: of which item, and why."""
    form = read_form(file_of(questionnaire(items, **members)))
    assert isinstance(form, FormFlaws)
    return [(flaw.link_id, str(flaw.reason)) for flaw in form.flaws]
