"""A draft as the text of its savepoint, and back.

The text is read again only by the program that wrote it, an older version of it at most: what
cannot be read is no draft any more, and the person is asked again.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from kiosk.domain.declaration.declaration import FormVersion
from kiosk.domain.declaration.draft import Draft, PhoneOf
from kiosk.domain.declaration.form import Form
from kiosk.domain.declaration.response import answers_of, draft_items
from kiosk.domain.desk.acts import ReleasedPerson, StoredPerson, VenuePerson
from kiosk.domain.language import Language
from kiosk.domain.people.address import Address
from kiosk.domain.people.person import Sex
from kiosk.domain.units.unit import Scheme, UnitSnapshot
from sync.protocol.declaration_bodies import Relation

_TEXTS = ("name", "birth", "id_number", "insurance_number", "phone", "declarant_name")
_MARKS = ("is_another", "is_unnamed", "has_consent")


def draft_text(draft: Draft, form: Form) -> str:
    """The draft as JSON; `form` is the one that its answers are to."""
    unit = draft.address.unit
    relations = (draft.phone_relation, draft.relation)
    whole: dict[str, Any] = {
        "form": [form.id, form.version],
        "known": _known(draft),
        "sex": draft.sex.value,
        "phone_of": draft.phone_of.value,
        "street": draft.address.text,
        "unit": None if unit is None else [unit.scheme.value, unit.code, unit.name],
        "answers": draft_items(form, draft.answers),
        "relations": [None if one is None else one.value for one in relations],
        "language": draft.language.value,
        **{name: getattr(draft, name) for name in (*_TEXTS, *_MARKS)},
    }
    return json.dumps(whole, ensure_ascii=False)


def form_of(text: str) -> FormVersion | None:
    """The form that a draft's answers are to; None for what is no draft."""
    try:
        form_id, version = json.loads(text)["form"]
        return FormVersion(str(form_id), int(version))
    except (ValueError, KeyError, TypeError):
        return None


def read_draft(text: str, form: Form, draft_id: str) -> Draft | None:
    """The draft again, with the form of `form_of`; None for what cannot be read."""
    try:
        whole = json.loads(text)
        unit = whole["unit"]
        phone_relation, relation = (one and Relation(one) for one in whole["relations"])
        draft = Draft(
            id=draft_id,
            sex=Sex(whole["sex"]),
            phone_of=PhoneOf(whole["phone_of"]),
            phone_relation=phone_relation,
            address=Address(
                str(whole["street"]),
                None if unit is None else UnitSnapshot(Scheme(unit[0]), unit[1], unit[2]),
            ),
            answers=answers_of(form, whole["answers"]),
            relation=relation,
            language=Language(whole["language"]),
        )
        texts: dict[str, Any] = {name: str(whole[name]) for name in _TEXTS}
        marks: dict[str, Any] = {name: bool(whole[name]) for name in _MARKS}
        return _with_known(replace(draft, **texts, **marks), whole["known"])
    except (ValueError, KeyError, TypeError, IndexError):
        return None


def _known(draft: Draft) -> list[str] | None:
    """Who it is about, by what is still good after a crash: a scan is forgotten with it."""
    match draft.known:
        case StoredPerson(person_id):
            return ["stored", person_id]
        case VenuePerson(person_id):
            return ["venue", person_id]
        case ReleasedPerson(handle):
            return ["released", handle]
    return None


def _with_known(draft: Draft, known: list[str] | None) -> Draft:
    match known:
        case ["stored", str(person_id)]:
            return replace(draft, known=StoredPerson(person_id))
        case ["venue", str(person_id)]:
            return replace(draft, known=VenuePerson(person_id, draft.details))
        case ["released", str(handle)]:
            return replace(draft, known=ReleasedPerson(handle, draft.details))
    return draft
