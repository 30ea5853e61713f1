"""Which form is asked: the hub's newest of that id, or the one that comes with the kiosk."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from functools import lru_cache

from kiosk.domain.declaration.declaration import FormVersion
from kiosk.domain.declaration.form import Form
from kiosk.domain.declaration.form_reader import read_form
from kiosk.services.shipped_forms import DEFAULT_FORM, SHIPPED_FORMS, shipped_form

log = logging.getLogger(__name__)


def form_in_force(form_id: str, fed: Iterable[bytes]) -> Form:
    """The newest version of a form, of what the hub sent (`fed`, the newest first) and what comes
    with the kiosk; the default form for an id of which neither has any."""
    newest = next(_readable(form_id, fed), None)
    shipped = shipped_form(form_id) if form_id in SHIPPED_FORMS else None
    if newest is None:
        return shipped or shipped_form(DEFAULT_FORM)
    return newest if shipped is None or newest.version >= shipped.version else shipped


def find_version(wanted: FormVersion, fed: Iterable[bytes]) -> Form | None:
    """This very version, as the hub sent it or it comes with the kiosk; None where it is gone."""
    for form in _readable(wanted.id, fed):
        if form.version == wanted.version:
            return form
    shipped = shipped_form(wanted.id) if wanted.id in SHIPPED_FORMS else None
    return shipped if shipped is not None and shipped.version == wanted.version else None


def _readable(form_id: str, fed: Iterable[bytes]) -> Iterator[Form]:
    """What this version can ask; what it cannot is passed over, an older one stands."""
    for raw in fed:
        form = _read(raw)
        if form is not None and form.id == form_id:
            yield form


@lru_cache(maxsize=16)
def _read(raw: bytes) -> Form | None:
    form = read_form(raw)
    if isinstance(form, Form):
        return form
    log.error("forms: a form of the hub cannot be used (line %d)", form.flaws[0].line)
    return None
