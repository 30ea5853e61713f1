"""Reads a form's file: a FHIR R4 Questionnaire of a strict subset, with our extensions.

What FHIR allows and a checkpoint has no use for is refused, so that every form that is taken can be
asked on every page (docs/spec/declaration-forms.md §1 and §2).
"""

from __future__ import annotations

import re

from kiosk.base.dataclass import dataclass
from kiosk.base.phrases import Phrase
from kiosk.domain.declaration.form import Form, Privacy
from kiosk.domain.declaration.form_items import MOST_ITEMS, FormItems
from kiosk.domain.declaration.form_parts import NAMESPACE, FormFlaw, FormParts, Members
from kiosk.domain.declaration.form_rules import check_form
from kiosk.domain.declaration.located_json import Located, NotJson, read_located
from sync.protocol.forms import MOST_FORM_BYTES

_MEMBERS = (
    "resourceType", "id", "url", "version", "title", "_title", "status", "language", "item",
)  # fmt: skip
_NEEDED = ("resourceType", "id", "url", "version", "title", "status", "language", "item")
_VERSION = re.compile(r"[1-9][0-9]{0,5}")


@dataclass(frozen=True, slots=True)
class FormFlaws:
    """Everything that is wrong with a form's file, by line."""

    flaws: tuple[FormFlaw, ...]


def read_form(raw: bytes) -> Form | FormFlaws:
    """The form of a file, or what is wrong with it; never an exception."""
    if len(raw) > MOST_FORM_BYTES:
        return _only(1, Phrase("the file is larger than {most} KB", most=MOST_FORM_BYTES // 1024))
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        return _only(line, Phrase("the file is not in UTF-8"))
    try:
        node = read_located(text)
    except NotJson as error:
        return _only(error.line, error.reason)
    parts = FormParts()
    form = _read(parts, node)
    if parts.flaws:
        return FormFlaws(tuple(sorted(parts.flaws, key=lambda flaw: flaw.line)))
    return form


def _version(parts: FormParts, members: Members) -> int:
    node = members.get("version")
    if node is None:
        return 0
    if isinstance(node.value, str) and _VERSION.fullmatch(node.value):
        return int(node.value)
    parts.note(node, Phrase("a whole number from 1 on, in quotation marks, was expected here"))
    return 0


def _only(line: int, reason: Phrase) -> FormFlaws:
    return FormFlaws((FormFlaw(line, "", reason),))


def _read(parts: FormParts, node: Located) -> Form:
    members = parts.members(node, _MEMBERS, _NEEDED)
    parts.word(members.get("resourceType"), ("Questionnaire",))
    parts.word(members.get("status"), ("active",))
    parts.word(members.get("language"), ("vi",))
    form_id = parts.name(members.get("id"))
    url = members.get("url")
    if form_id:
        parts.word(url, (f"{NAMESPACE}{form_id}",))
    items = FormItems(parts)
    top = [
        items.read(each, depth=1, privacy=Privacy.HEALTH)
        for each in parts.items(members.get("item"), MOST_ITEMS)
    ]
    form = Form(
        form_id,
        _version(parts, members),
        f"{NAMESPACE}{form_id}",
        parts.text(members, "title", node),
        tuple(top),
    )
    parts.link_id = ""
    check_form(parts, form, items.placed)
    return form
