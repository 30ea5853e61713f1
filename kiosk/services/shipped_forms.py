"""The forms that come with the kiosk, read from `resources/forms`."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from kiosk.domain.declaration.form import Form
from kiosk.domain.declaration.form_reader import read_form

DEFAULT_FORM = "domestic"
"""The form of a venue that says nothing else: person, address, five questions about health."""
SHIPPED_FORMS = (DEFAULT_FORM, "move", "border-entry", "daily-check", "visitor-kind")


@cache
def shipped_form(form_id: str) -> Form:
    """One of `SHIPPED_FORMS`."""
    form = read_form(shipped_form_bytes(form_id))
    if not isinstance(form, Form):
        raise ValueError(f"resources/forms/{form_id}.json: {form.flaws[0].reason}")
    return form


def shipped_form_bytes(form_id: str) -> bytes:
    """The file of one of `SHIPPED_FORMS`, as it is stored and sent."""
    return (files("resources") / "forms" / f"{form_id}.json").read_bytes()
